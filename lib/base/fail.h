/* SPDX-License-Identifier: MIT
 * Filling in a tradyn_error. The first error wins; every helper returns the code, so that a function ends in `return tradyn__fail(…)`. */
#ifndef TRADYN_LIB_BASE_FAIL_H
#define TRADYN_LIB_BASE_FAIL_H

#include <tradyn/error.h>

/* Sets code, field (may be NULL) and message (printf). Returns `code`. `err` may be NULL. */
int tradyn__fail(tradyn_error *err, int code, const char *field, const char *message, ...) __attribute__((format(printf, 4, 5)));

#endif
