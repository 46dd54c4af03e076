/* SPDX-License-Identifier: MIT
 * More digits for a symbol, without changing what its terms are worth. */
#include "server/runtime/digits.h"

#include "lib/base/wide.h"

static int decimals(tradyn_decimal value)
{
	int digits = TRADYN_DECIMAL_DIGITS;

	while (digits > 0 && value % 10 == 0) {
		value /= 10;
		digits--;
	}
	return value ? digits : 0;
}

int digits_of(const tradyn_quote *quotes, size_t count)
{
	int most = 0;

	for (size_t i = 0; i < count; i++) {
		int bid = decimals(quotes[i].bid), ask = decimals(quotes[i].ask);
		most = bid > most ? bid : most;
		most = ask > most ? ask : most;
	}
	return most;
}

static bool swaps_in_points(tradyn_swap_mode mode)
{
	return mode == TRADYN_SWAP_MODE_POINTS || mode == TRADYN_SWAP_MODE_REOPEN_CURRENT || mode == TRADYN_SWAP_MODE_REOPEN_BID;
}

bool digits_raise(tradyn_symbol *symbol, int digits)
{
	tradyn_decimal point, old_tick = symbol->trade_tick_size;
	int64_t factor;

	if (digits <= symbol->digits || digits > TRADYN_DECIMAL_DIGITS)
		return false;
	factor = tradyn__pow10(digits - (int)symbol->digits);
	point = tradyn__pow10(TRADYN_DECIMAL_DIGITS - digits);
	symbol->digits = digits;
	symbol->point = point;
	symbol->trade_stops_level *= factor;
	symbol->trade_freeze_level *= factor;
	if (swaps_in_points(symbol->swap_mode)) {
		symbol->swap_long *= factor;
		symbol->swap_short *= factor;
	}
	if (old_tick > point) {
		symbol->trade_tick_size = point;
		tradyn_decimal_mul_div(symbol->trade_tick_value, point, old_tick, TRADYN_DECIMAL_DIGITS, TRADYN_ROUND_HALF_AWAY,
		                       &symbol->trade_tick_value);
	}
	return true;
}
