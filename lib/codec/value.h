/* SPDX-License-Identifier: MIT
 * Single values into struct members: from JSON and from the text of a query string. */
#ifndef TRADYN_LIB_CODEC_VALUE_H
#define TRADYN_LIB_CODEC_VALUE_H

#include "lib/codec/fault.h"

/* Reads text into a member that is no list. `loose`: from a query string, where everything is text (true, 1). */
int tradyn__value_text(const tradyn__spot *spot, const char *text, size_t length, bool loose, char *member);

/* Reads a number into a member. */
int tradyn__value_integer(const tradyn__spot *spot, int64_t value, char *member);
int tradyn__value_real(const tradyn__spot *spot, double value, char *member);

/* The decimal nearest to 15 significant digits of `value`. 0 or TRADYN_E_RANGE: too large, or more than 8 decimals. */
int tradyn__real_to_decimal(double value, tradyn_decimal *out);

#endif
