/* SPDX-License-Identifier: MIT
 * Gaps: when the market counts as having jumped, and at which price an order that was jumped over is filled (MetaQuotes,
 * "Symbol Settings/Quotes", Gap mode level). Pure: the caller keeps one tracker per symbol. */
#ifndef TRADYN_LIB_ENGINE_GAP_H
#define TRADYN_LIB_ENGINE_GAP_H

#include <tradyn/symbol.h>
#include <tradyn/position.h>

/* Zeroed: no tick yet. */
typedef struct tradyn__gap {
	tradyn_decimal ask; /* of the last tick */
	int64_t count;      /* ticks of the running gap mode, 0 outside */
	bool active;        /* whether the last tick is in gap mode */
} tradyn__gap;

/* Takes a tick's ask: a step of gap_level points or more from the tick before begins gap mode, counted 1; at count gap_ticks it
 * is over. The tick that made the gap is always in it. Not needed for symbols with gap_level 0. */
void tradyn__gap_tick(tradyn__gap *gap, const tradyn_symbol *symbol, tradyn_decimal ask);

/* Whether orders are filled by the gap rules right now: always with gap_level 0. */
static inline bool tradyn__gap_now(const tradyn__gap *gap, const tradyn_symbol *symbol)
{
	return symbol->gap_level == 0 || gap->active;
}

typedef enum tradyn__fill_kind {
	TRADYN__FILL_STOP,  /* buy stop, sell stop */
	TRADYN__FILL_SL,
	TRADYN__FILL_LIMIT, /* buy limit, sell limit, the limit of a stop-limit */
	TRADYN__FILL_TP,
} tradyn__fill_kind;

/* The price a triggered order fills at: the market's when the symbol's policy for `kind` says so and gap rules hold, else
 * `order`; for limits and take profits never worse than `order`. `side` is the side of the fill: BUY for the SL of a short.
 * `market` is the ask for a BUY, the bid for a SELL. */
tradyn_decimal tradyn__gap_price(const tradyn_symbol *symbol, tradyn__fill_kind kind, tradyn_side side, bool gap_now, tradyn_decimal order,
                                 tradyn_decimal market);

#endif
