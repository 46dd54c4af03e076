/* SPDX-License-Identifier: MIT
 * What the tests of the runtime share: the log as a list of lines, and a folder for files that a test makes. */
#ifndef TRADYN_TESTS_UNIT_RUNTIME_SUPPORT_H
#define TRADYN_TESTS_UNIT_RUNTIME_SUPPORT_H

#include <check.h>
#include <tradyn/export.h>

/* Lines logged since the last log_reset(); how many of them contain `text`. */
void log_reset(void);
int log_count(const char *text);

/* Writes a file in the test's own folder and gives its path (valid until the eighth call after it). */
const char *file_make(const char *name, const char *content, size_t length);
/* The same, packed: `format` "zip" or "raw", `filter` "none", "gzip" or "xz"; `inner` names the file inside. */
const char *file_pack(const char *name, const char *format, const char *filter, const char *inner, const char *content, size_t length);
/* Adds several files inside one zip: names and contents in pairs, ended by NULL. */
const char *file_zip(const char *name, const char *const pairs[]);

/* A recording of the shared test data, NULL when it is not there (the reason is printed). */
const char *shared_file(const char *name);

int run(Suite *suite);

#endif
