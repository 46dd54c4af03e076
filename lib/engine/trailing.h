/* SPDX-License-Identifier: MIT
 * The trailing stop of a position, kept by the server tick by tick (MetaTrader 5 help, "Trailing stop"). Pure. */
#ifndef TRADYN_LIB_ENGINE_TRAILING_H
#define TRADYN_LIB_ENGINE_TRAILING_H

#include <tradyn/position.h>
#include <tradyn/symbol.h>

/* Whether `price` (bid for a buy, ask for a sell) moves the stop loss of a position: from `points` of profit on the stop follows
 * at that distance, only toward profit; a stop that was set by hand is taken along. `sl` is the present one, 0 none; *out gets
 * the new one, on the tick grid and no nearer than the distance, and is untouched otherwise. */
bool tradyn__trailing_stop(const tradyn_symbol *symbol, tradyn_side side, tradyn_decimal price_open, tradyn_decimal price, int64_t points,
                           tradyn_decimal sl, tradyn_decimal *out);

#endif
