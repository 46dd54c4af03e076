/* SPDX-License-Identifier: MIT
 * A cursor over bytes, for hand-written parsers. A function that returns false may have moved it. */
#ifndef TRADYN_LIB_BASE_SCAN_H
#define TRADYN_LIB_BASE_SCAN_H

#include <tradyn/export.h>

typedef struct tradyn__scan {
	const char *at, *end;
} tradyn__scan;

static inline bool tradyn__scan_done(const tradyn__scan *s)
{
	return s->at == s->end;
}

static inline bool tradyn__scan_at_digit(const tradyn__scan *s)
{
	return s->at < s->end && *s->at >= '0' && *s->at <= '9';
}

/* Takes `c` if it comes next. */
static inline bool tradyn__scan_skip(tradyn__scan *s, char c)
{
	if (tradyn__scan_done(s) || *s->at != c)
		return false;
	s->at++;
	return true;
}

/* Exactly `count` digits (up to 9), of value `most` or less. */
bool tradyn__scan_digits(tradyn__scan *s, int count, int most, int *out);

/* Any digits, 1 … 18. */
bool tradyn__scan_integer(tradyn__scan *s, int64_t *out);

/* The digits of a fraction (at least one) into a count of thousandths; those beyond the third are dropped. */
bool tradyn__scan_thousandths(tradyn__scan *s, int *out);

#endif
