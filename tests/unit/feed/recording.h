/* SPDX-License-Identifier: MIT
 * Recorded market data beside the project: found, unpacked (xz, gz, zip) and read. */
#ifndef TRADYN_TESTS_UNIT_FEED_RECORDING_H
#define TRADYN_TESTS_UNIT_FEED_RECORDING_H

#include <tradyn/feed.h>

/* Whether the recordings are there; otherwise prints a TAP plan that says where they were looked for. */
bool recording_present(void);

/* The unpacked bytes of a file below data/, to be freed; fails the test when it can not be read. */
char *recording_load(const char *name, size_t *length);

typedef struct recording {
	size_t count;
	tradyn_quote *quotes; /* to be freed */
	tradyn_feed_format format;
} recording;

/* Reads a file to its end, in portions of odd size, without a broken line. */
recording recording_read(const char *name, const tradyn_reader_options *options);

#endif
