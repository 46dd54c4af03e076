/* SPDX-License-Identifier: MIT
 * Swap: what a position costs or earns for a night (MetaQuotes, "Swaps"). Pure: all prices and terms come in. */
#ifndef TRADYN_LIB_ENGINE_SWAP_H
#define TRADYN_LIB_ENGINE_SWAP_H

#include "lib/engine/value.h"

#include <tradyn/position.h>

/* A position at the end of a server day. */
typedef struct tradyn__swap_position {
	tradyn_side side;
	tradyn_decimal volume;
	tradyn_decimal price_open;
	tradyn_decimal price_current; /* what it would be closed at: bid for a buy, ask for a sell */
	tradyn_decimal bid;
} tradyn__swap_position;

/* How often the swap is charged in the night after server day `day`: the weekday's factor; with swap_holidays the sum of it and
 * those of the holidays that follow at once, and nothing on a holiday. 0 or TRADYN_E_RANGE. */
int tradyn__swap_multiplier(const tradyn_symbol *symbol, int64_t day, tradyn_decimal *out);

/* Money of one night, `multiplier` times, in deposit currency to 8 decimals: what is added to the position's exact swap, a cost
 * negative. 0 in the modes that book none (disabled, reopen). 0, TRADYN_E_RANGE or the converter's error. */
int tradyn__swap_amount(const tradyn_symbol *symbol, const tradyn__swap_position *position, tradyn_decimal multiplier, const tradyn__deposit *deposit,
                        tradyn_decimal *out);

/* Whether the night closes positions at price_current and opens them again under the same ticket instead of booking money. */
bool tradyn__swap_reopens(const tradyn_symbol *symbol);

/* The price at which a position is opened again: price_current or bid, made worse by a negative swap and better by a positive
 * one, `multiplier` times, in points, to the symbol's digits and never below a point. 0 or TRADYN_E_RANGE. */
int tradyn__swap_reopen_price(const tradyn_symbol *symbol, const tradyn__swap_position *position, tradyn_decimal multiplier, tradyn_decimal *out);

#endif
