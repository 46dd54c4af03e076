/* SPDX-License-Identifier: MIT
 * Prices: a fast path for what a broker prints, a slow one for what a binary double left behind. */
#include "lib/base/wide.h"
#include "lib/feed/price.h"

#define SIGNIFICANT_MAX 15

/* Significant digits of a number, at most 15, and how many of them stand after the point. */
typedef struct digits {
	int64_t value;
	int count, after_point;
	bool past_point, rounded, overflow;
} digits;

static void add_digit(digits *d, int digit)
{
	if (d->count == SIGNIFICANT_MAX) {
		if (!d->rounded && digit >= 5)
			d->value++;
		d->rounded = true;
		d->overflow |= !d->past_point;
		return;
	}
	d->value = d->value * 10 + digit;
	d->count += d->value != 0;
	d->after_point += d->past_point;
}

static bool to_decimal(digits *d, tradyn_decimal *out)
{
	int64_t unit;

	for (; d->after_point > TRADYN_DECIMAL_DIGITS; d->after_point--, d->value /= 10)
		if (d->value % 10 != 0)
			return false;
	unit = tradyn__pow10(TRADYN_DECIMAL_DIGITS - d->after_point);
	if (d->overflow || d->value > TRADYN_DECIMAL_MAX / unit)
		return false;
	*out = d->value * unit;
	return true;
}

static bool read_slowly(tradyn__scan *s, tradyn_decimal *out)
{
	digits d = { .value = 0 };
	const char *start = s->at;

	for (; !tradyn__scan_done(s) && (tradyn__scan_at_digit(s) || (*s->at == '.' && !d.past_point)); s->at++) {
		if (*s->at == '.')
			d.past_point = true;
		else
			add_digit(&d, *s->at - '0');
	}
	return s->at > start && s->at[-1] != '.' && *start != '.' && to_decimal(&d, out);
}

bool tradyn__feed_price(tradyn__scan *s, tradyn_decimal *out)
{
	const char *p = s->at, *start = p, *point;
	uint64_t value = 0;

	for (; p < s->end && (unsigned)(*p - '0') < 10; p++)
		value = value * 10 + (unsigned)(*p - '0');
	point = p;
	if (p < s->end && *p == '.')
		for (p++; p < s->end && (unsigned)(*p - '0') < 10; p++)
			value = value * 10 + (unsigned)(*p - '0');
	if (p - start > SIGNIFICANT_MAX || p - point > TRADYN_DECIMAL_DIGITS + 1 || point - start > 7 || p - point == 1 || point == start)
		return read_slowly(s, out);
	*out = (tradyn_decimal)value * tradyn__pow10(TRADYN_DECIMAL_DIGITS - (p > point ? (int)(p - point) - 1 : 0));
	s->at = p;
	return true;
}
