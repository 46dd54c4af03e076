/* SPDX-License-Identifier: MIT
 * The one place where a binary floating-point number becomes a decimal: Jansson makes doubles of JSON numbers with a point.
 * 15 significant digits are what a double keeps of any decimal; what is beyond them is noise and cut off. */
#include "lib/codec/value.h"

#include <stdio.h>

/* mantissa * 10^exponent as a whole number. */
static int scale(int64_t mantissa, int exponent, int64_t *out)
{
	if (mantissa == 0) {
		*out = 0;
		return 0;
	}
	for (; exponent < 0; exponent++) {
		if (mantissa % 10)
			return TRADYN_E_RANGE;
		mantissa /= 10;
	}
	for (; exponent > 0; exponent--)
		if (__builtin_mul_overflow(mantissa, INT64_C(10), &mantissa))
			return TRADYN_E_RANGE;
	*out = mantissa;
	return 0;
}

#define SIGNIFICANT 15 /* one before the point, 14 after it */

int tradyn__real_to_decimal(double value, tradyn_decimal *out)
{
	char text[48]; /* -d.dddddddddddddde+ddd; the locale has its say in the point */
	const char *p = text;
	int64_t mantissa = 0;
	int digits = 0, exponent = 0;
	bool negative, small;

	snprintf(text, sizeof(text), "%.14e", value);
	negative = *p == '-';
	for (p += negative; *p && *p != 'e'; p++) {
		if (*p < '0' || *p > '9')
			continue;
		mantissa = mantissa * 10 + (*p - '0');
		digits++;
	}
	if (*p != 'e' || digits != SIGNIFICANT) /* not a finite number */
		return TRADYN_E_RANGE;
	small = *++p == '-';
	for (p++; *p >= '0' && *p <= '9'; p++)
		exponent = exponent * 10 + (*p - '0');
	exponent = (small ? -exponent : exponent) - (SIGNIFICANT - 1) + TRADYN_DECIMAL_DIGITS;
	return scale(negative ? -mantissa : mantissa, exponent, out);
}
