/* SPDX-License-Identifier: MIT
 * 128-bit intermediates. Every rounding of the library is the one in tradyn__wide_div(). */
#include "lib/base/wide.h"

tradyn__wide tradyn__wide_div(tradyn__wide numerator, tradyn__wide denominator, tradyn_rounding mode)
{
	tradyn__wide quotient, rest;

	if (numerator == (int64_t)numerator && denominator == (int64_t)denominator) { /* the hardware divides 64 bits five times as fast */
		quotient = (int64_t)numerator / (int64_t)denominator;
		rest = (int64_t)numerator % (int64_t)denominator;
	} else {
		quotient = numerator / denominator;
		rest = numerator - quotient * denominator;
	}
	if (rest == 0)
		return quotient;
	switch (mode) {
	case TRADYN_ROUND_DOWN:
		return quotient - (rest < 0);
	case TRADYN_ROUND_UP:
		return quotient + (rest > 0);
	case TRADYN_ROUND_HALF_AWAY:
		break;
	}
	if (rest > 0)
		return quotient + (rest >= denominator - rest);
	return quotient - (-rest >= denominator + rest);
}

int tradyn__wide_narrow(tradyn__wide value, tradyn_decimal *out)
{
	if (value > TRADYN_DECIMAL_MAX || value < TRADYN_DECIMAL_MIN)
		return TRADYN_E_RANGE;
	*out = (tradyn_decimal)value;
	return 0;
}

int64_t tradyn__pow10(int n)
{
	static const int64_t powers[] = {
		1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000,
		INT64_C(10000000000), INT64_C(100000000000), INT64_C(1000000000000), INT64_C(10000000000000),
		INT64_C(100000000000000), INT64_C(1000000000000000), INT64_C(10000000000000000),
		INT64_C(100000000000000000), INT64_C(1000000000000000000),
	};

	return powers[n];
}
