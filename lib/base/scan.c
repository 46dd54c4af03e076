/* SPDX-License-Identifier: MIT
 * Numbers under the cursor. */
#include "lib/base/scan.h"

bool tradyn__scan_digits(tradyn__scan *s, int count, int most, int *out)
{
	int value = 0;

	for (; count > 0; count--, s->at++) {
		if (!tradyn__scan_at_digit(s))
			return false;
		value = value * 10 + (*s->at - '0');
	}
	*out = value;
	return value <= most;
}

bool tradyn__scan_integer(tradyn__scan *s, int64_t *out)
{
	const char *start = s->at;
	int64_t value = 0;

	for (; tradyn__scan_at_digit(s); s->at++) {
		if (s->at - start == 18)
			return false;
		value = value * 10 + (*s->at - '0');
	}
	*out = value;
	return s->at > start;
}

bool tradyn__scan_thousandths(tradyn__scan *s, int *out)
{
	const char *start = s->at;
	int unit = 100;

	for (*out = 0; tradyn__scan_at_digit(s); s->at++, unit /= 10)
		*out += unit * (*s->at - '0');
	return s->at > start;
}
