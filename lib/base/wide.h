/* SPDX-License-Identifier: MIT
 * 128-bit intermediates: the only place that names the type. */
#ifndef TRADYN_LIB_BASE_WIDE_H
#define TRADYN_LIB_BASE_WIDE_H

#include <tradyn/decimal.h>

__extension__ typedef __int128 tradyn__wide;

/* numerator / denominator (> 0) cut to a whole number. */
tradyn__wide tradyn__wide_div(tradyn__wide numerator, tradyn__wide denominator, tradyn_rounding mode);

/* Narrows to a decimal. 0 or TRADYN_E_RANGE. */
int tradyn__wide_narrow(tradyn__wide value, tradyn_decimal *out);

/* 10^n for 0 <= n <= 18. */
int64_t tradyn__pow10(int n);

#endif
