/* SPDX-License-Identifier: MIT
 * More digits for a symbol, without changing what its terms are worth. */
#include "server/runtime/digits.h"

#include "lib/base/wide.h"
#include "lib/schema/defaults.h"

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

static void scale_commission(tradyn_symbol *symbol, int64_t factor)
{
	if (symbol->commission_mode != TRADYN_COMMISSION_MODE_POINTS)
		return;
	symbol->commission *= factor;
	symbol->commission_min *= factor;
	symbol->commission_max *= factor;
	for (size_t i = 0; i < symbol->commission_tiers.count; i++)
		symbol->commission_tiers.items[i].commission *= factor;
}

static void scale_swaps(tradyn_symbol *symbol, int64_t factor)
{
	if (!swaps_in_points(symbol->swap_mode))
		return;
	symbol->swap_long *= factor;
	symbol->swap_short *= factor;
}

bool digits_raise(tradyn_symbol *symbol, int digits)
{
	tradyn_decimal old_tick = symbol->trade_tick_size;
	int64_t factor;

	if (digits <= symbol->digits || digits > TRADYN_DECIMAL_DIGITS)
		return false;
	factor = tradyn__pow10(digits - (int)symbol->digits);
	tradyn__symbol_set_digits(symbol, digits);
	symbol->trade_stops_level *= factor;
	symbol->trade_freeze_level *= factor;
	symbol->gap_level *= factor;
	scale_swaps(symbol, factor);
	scale_commission(symbol, factor);
	tradyn_decimal_mul_div(symbol->trade_tick_value, symbol->trade_tick_size, old_tick, TRADYN_DECIMAL_DIGITS,
	                       TRADYN_ROUND_HALF_AWAY, &symbol->trade_tick_value);
	return true;
}
