/* SPDX-License-Identifier: MIT
 * Candles of one symbol: M1 is made of ticks, all other frames of M1. Only closed minutes cost more than a comparison. */
#ifndef TRADYN_LIB_ENGINE_CANDLE_H
#define TRADYN_LIB_ENGINE_CANDLE_H

#include "lib/base/zone.h"

#include <tradyn/market.h>

/* Both sides of a candle as it is kept. */
typedef struct tradyn__bar {
	int64_t time_msc;
	tradyn_decimal open[2], high[2], low[2], close[2]; /* by tradyn_candle_price */
	tradyn_decimal spread; /* least ask - bid */
	int64_t ticks;
} tradyn__bar;

/* Closed bars of one frame, the newest `limit`, in a ring that grows as it fills. */
typedef struct tradyn__bar_ring {
	tradyn__bar *bars;
	size_t capacity, limit, first, count;
} tradyn__bar_ring;

typedef struct tradyn__candles {
	tradyn__bar_ring closed[TRADYN_TIMEFRAME_COUNT];
	tradyn__bar open[TRADYN_TIMEFRAME_COUNT]; /* frames above M1: without the open minute; ticks = 0: none */
	int64_t minute_end_msc; /* the first millisecond after the open minute */
	tradyn_decimal point;
	tradyn__zone *zone;
} tradyn__candles;

void tradyn__candles_init(tradyn__candles *candles, tradyn__zone *zone, tradyn_decimal point, size_t limit_m1, size_t limit);
void tradyn__candles_clear(tradyn__candles *candles);

/* Closes the minute, if `time_msc` lies past it, and adds the tick. 0 or TRADYN_E_NO_MEMORY. */
int tradyn__candles_tick(tradyn__candles *candles, int64_t time_msc, tradyn_decimal bid, tradyn_decimal ask);

/* See tradyn_engine_candles(). `query` is checked by the caller. A bar is closed once a tick of a later period has come. */
size_t tradyn__candles_copy(const tradyn__candles *candles, const tradyn_candles_query *query, tradyn_candle *out, size_t capacity);

#endif
