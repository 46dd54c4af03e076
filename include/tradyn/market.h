/* SPDX-License-Identifier: MIT
 * Market data: ticks, candles, timeframes. */
#ifndef TRADYN_MARKET_H
#define TRADYN_MARKET_H

#include <tradyn/account.h>

TRADYN_BEGIN

/** Bits of tradyn_tick.flags: what the tick changed (MetaQuotes, TICK_FLAG). */
#define TRADYN_TICK_BID 2
#define TRADYN_TICK_ASK 4
#define TRADYN_TICK_LAST 8
#define TRADYN_TICK_VOLUME 16

/** A quote. Prices are taken exactly as they come, also finer than the symbol's digits. */
typedef struct tradyn_tick {
	char symbol[TRADYN_SYMBOL_MAX];
	int64_t time_msc; /**< milliseconds since the epoch, UTC; TRADYN_UNSET on the way in: the engine's time */
	tradyn_decimal bid, ask;
	tradyn_decimal last; /**< 0 for OTC symbols */
	int64_t volume;      /**< of the last trade, 0 for OTC symbols */
	int64_t flags;       /**< TRADYN_TICK_… ; TRADYN_UNSET on the way in: derived */
} tradyn_tick;

/** The 21 timeframes: X(name, minutes; MN1 is 43200 by convention and starts on day 1). */
#define TRADYN_TIMEFRAME_LIST(X) \
	X(M1, 1) X(M2, 2) X(M3, 3) X(M4, 4) X(M5, 5) X(M6, 6) X(M10, 10) X(M12, 12) X(M15, 15) X(M20, 20) X(M30, 30) \
	X(H1, 60) X(H2, 120) X(H3, 180) X(H4, 240) X(H6, 360) X(H8, 480) X(H12, 720) X(D1, 1440) X(W1, 10080) X(MN1, 43200)

typedef enum tradyn_timeframe {
#define TRADYN_TIMEFRAME_ENUM(name, minutes) TRADYN_TIMEFRAME_##name,
	TRADYN_TIMEFRAME_LIST(TRADYN_TIMEFRAME_ENUM)
#undef TRADYN_TIMEFRAME_ENUM
	TRADYN_TIMEFRAME_COUNT
} tradyn_timeframe;

/** Which side a candle is made of. */
typedef enum tradyn_candle_price {
	TRADYN_CANDLE_PRICE_BID = 0,
	TRADYN_CANDLE_PRICE_ASK = 1,
} tradyn_candle_price;

/** A candle. Minutes without ticks have none. */
typedef struct tradyn_candle {
	int64_t time_msc; /**< opening time, milliseconds since the epoch, UTC; aligned in the server's zone */
	tradyn_decimal open, high, low, close;
	int64_t tick_volume; /**< ticks in it */
	int64_t spread;      /**< least spread in it, points */
	int64_t real_volume; /**< 0 for OTC symbols */
	bool closed;         /**< a tick of a later period has come; false while it still changes */
} tradyn_candle;

/** Most candles of one query. */
#define TRADYN_CANDLES_MAX 5000

/**
 * Parameters of `GET /api/symbols/{symbol}/candles`. Candles come in ascending order, those that opened from `from_msc` to `to_msc`.
 * Where more match than `count`: the first ones from `from_msc` on when only that is given, else the last ones (as CopyRates of
 * MetaTrader). Without `count` a range with `from_msc` is given from its beginning, so that a caller can page forward.
 */
typedef struct tradyn_candles_query {
	size_t size;
	int timeframe;            /**< a tradyn_timeframe; required */
	int64_t count;            /**< 1 … 5000; TRADYN_UNSET: 100, with `from_msc` up to 5000 */
	int64_t from_msc, to_msc; /**< opening times, both inclusive; TRADYN_UNSET open */
	int price;                /**< a tradyn_candle_price; -1: bid */
} tradyn_candles_query;
#define TRADYN_CANDLES_QUERY_INIT { sizeof(tradyn_candles_query), -1, TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, -1 }

/** Parameters of `GET /api/symbols/{symbol}/ticks`. */
typedef struct tradyn_ticks_query {
	size_t size;
	int64_t count; /**< 1 … 5000; TRADYN_UNSET: 100 */
	int64_t from_msc, to_msc;
	char cursor[64];
} tradyn_ticks_query;
#define TRADYN_TICKS_QUERY_INIT { sizeof(tradyn_ticks_query), TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, "" }

/** @return the name ("M5") or NULL beyond the list; static storage. Thread-safe. */
TRADYN_API const char *tradyn_timeframe_name(tradyn_timeframe timeframe);

TRADYN_END

#endif
