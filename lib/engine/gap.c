/* SPDX-License-Identifier: MIT
 * Gaps: the tracker and the price of a fill. */
#include "lib/engine/gap.h"

#include "lib/engine/fillmodel.h"

void tradyn__gap_tick(tradyn__gap *gap, const tradyn_symbol *symbol, tradyn_decimal ask)
{
	tradyn_decimal step = ask > gap->ask ? ask - gap->ask : gap->ask - ask;

	if (gap->ask != 0 && symbol->gap_level > 0 && step / symbol->point >= symbol->gap_level)
		gap->count = 1;
	else if (gap->count > 0)
		gap->count++;
	gap->active = gap->count == 1 || (gap->count > 1 && gap->count < symbol->gap_ticks);
	if (gap->count >= symbol->gap_ticks)
		gap->count = 0;
	gap->ask = ask;
}

static tradyn_gap_fill policy_of(const tradyn_symbol *symbol, tradyn__fill_kind kind)
{
	switch (kind) {
	case TRADYN__FILL_STOP:
		return symbol->gap_stop;
	case TRADYN__FILL_SL:
		return symbol->gap_sl;
	case TRADYN__FILL_LIMIT:
		return symbol->gap_limit;
	case TRADYN__FILL_TP:
		break;
	}
	return symbol->gap_tp;
}

tradyn_decimal tradyn__gap_price(const tradyn_symbol *symbol, tradyn__fill_kind kind, tradyn_side side, bool gap_now, tradyn_decimal order,
                                 tradyn_decimal market)
{
	if (!gap_now || policy_of(symbol, kind) == TRADYN_GAP_FILL_ORDER)
		return order;
	if (kind == TRADYN__FILL_LIMIT || kind == TRADYN__FILL_TP)
		return tradyn__fill_clamp(side, market, order);
	return market;
}
