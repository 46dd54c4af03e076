/* SPDX-License-Identifier: MIT
 * The trailing stop of a position. */
#include "lib/engine/trailing.h"

bool tradyn__trailing_stop(const tradyn_symbol *symbol, tradyn_side side, tradyn_decimal price_open, tradyn_decimal price, int64_t points,
                           tradyn_decimal sl, tradyn_decimal *out)
{
	bool buy = side == TRADYN_SIDE_BUY;
	tradyn_decimal profit = buy ? price - price_open : price_open - price, stop, rest;

	if (points <= 0 || profit < 0 || profit / symbol->point < points)
		return false;
	stop = buy ? price - points * symbol->point : price + points * symbol->point;
	rest = symbol->trade_tick_size > 0 ? stop % symbol->trade_tick_size : 0;
	if (rest > 0) /* away from the price */
		stop += buy ? -rest : symbol->trade_tick_size - rest;
	if (stop <= 0 || (sl != 0 && (buy ? stop <= sl : stop >= sl)))
		return false;
	*out = stop;
	return true;
}
