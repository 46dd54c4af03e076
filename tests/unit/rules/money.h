/* SPDX-License-Identifier: MIT
 * A converter of two quoted pairs for the tests of swaps and commissions: EURUSD 1.2000/1.2010 and USDJPY 110.00/110.50. */
#ifndef TRADYN_TESTS_UNIT_RULES_MONEY_H
#define TRADYN_TESTS_UNIT_RULES_MONEY_H

#include "lib/engine/value.h"
#include "tests/unit/rules/rules.h"

static inline int convert_pairs(void *context, const char *from, const char *to, bool gain, tradyn_decimal amount, tradyn_decimal *out)
{
	int *calls = context;

	++*calls;
	if (strcmp(from, "EUR") == 0 && strcmp(to, "USD") == 0)
		return tradyn_decimal_mul(amount, gain ? dec("1.2") : dec("1.201"), 8, TRADYN_ROUND_HALF_AWAY, out);
	if (strcmp(from, "JPY") == 0 && strcmp(to, "USD") == 0)
		return tradyn_decimal_div(amount, gain ? dec("110.5") : dec("110"), 8, TRADYN_ROUND_HALF_AWAY, out);
	return TRADYN_E_NO_CONVERSION;
}

static int conversions;

static inline tradyn__deposit usd(void)
{
	conversions = 0;
	return (tradyn__deposit){ "USD", 2, convert_pairs, &conversions };
}

#endif
