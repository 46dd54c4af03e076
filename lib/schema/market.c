/* SPDX-License-Identifier: MIT
 * The rows of ticks and candles, and of the queries for them. */
#include "lib/schema/enums.h"
#include "lib/schema/types.h"

#define T tradyn_tick
static const tradyn__field tick_fields[] = {
	F(symbol, TEXT, "", 0, "Symbol name."),
	FN("time", time_msc, TIME_SECONDS, "s", TRADYN__DERIVED, "When, seconds since the epoch, UTC."),
	F(time_msc, TIME_MSC, "ms", 0, "The same in milliseconds."),
	F(bid, DECIMAL, "price", 0, "Price to sell at."),
	F(ask, DECIMAL, "price", 0, "Price to buy at."),
	F(last, DECIMAL, "price", 0, "Price of the last trade; 0 where none is published."),
	F(volume, INT, "", 0, "Volume of the last trade; 0 where none is published."),
	FB(flags, INT, "bits", 0, 0, 255, "What the tick changed: 2 bid, 4 ask, 8 last, 16 volume."),
};
const tradyn__type tradyn__type_TICK = TRADYN__TYPE("tick", tick_fields, false, "A quote.");

static const tradyn__field sim_tick_fields[] = {
	F(symbol, TEXT, "", TRADYN__REQUIRED, "Symbol name."),
	FB(time_msc, TIME_MSC, "ms", 0, 0, INT64_C(253402300799999), "When, milliseconds since the epoch, UTC; absent: the engine's time."),
	F(bid, DECIMAL, "price", TRADYN__REQUIRED, "Price to sell at."),
	F(ask, DECIMAL, "price", TRADYN__REQUIRED, "Price to buy at, not below bid."),
	F(last, DECIMAL, "price", TRADYN__NONZERO, "Price of the last trade."),
	F(volume, INT, "", TRADYN__NONZERO, "Volume of the last trade."),
	FB(flags, INT, "bits", 0, 0, 255, "What the tick changed: 2 bid, 4 ask, 8 last, 16 volume; absent: found out."),
};
const tradyn__type tradyn__type_SIM_TICK = TRADYN__TYPE("sim_tick", sim_tick_fields, false, "A quote that is fed in.");
#undef T

#define T tradyn_candle
static const tradyn__field candle_fields[] = {
	FN("time", time_msc, TIME_SECONDS, "s", 0, "When it opens, seconds since the epoch, UTC; aligned in the server's zone."),
	F(open, DECIMAL, "price", 0, "First price."),
	F(high, DECIMAL, "price", 0, "Highest price."),
	F(low, DECIMAL, "price", 0, "Lowest price."),
	F(close, DECIMAL, "price", 0, "Last price."),
	F(tick_volume, INT, "ticks", 0, "How many ticks it is made of."),
	F(spread, INT, "points", 0, "Least spread in it."),
	F(real_volume, INT, "", 0, "Traded volume; 0 where none is published."),
	F(closed, BOOL, "", 0, "false while it still changes."),
};
const tradyn__type tradyn__type_CANDLE = TRADYN__TYPE("candle", candle_fields, false, "A candle. Minutes without ticks have none.");
#undef T

#define T tradyn_candles_query
static const tradyn__field candles_query_fields[] = {
	FE(timeframe, ENUM, tradyn__timeframe_enum, TRADYN__REQUIRED, "Length of a candle."),
	FB(count, INT, "", 0, 1, 5000, "How many of the newest that match; absent: 100, or all from `from` to `to` up to 5000."),
	FN("from", from_msc, TIME, "ms", 0, "Opening not before this time: seconds or milliseconds since the epoch, or ISO 8601."),
	FN("to", to_msc, TIME, "ms", 0, "Opening not after this time: seconds or milliseconds since the epoch, or ISO 8601."),
	FE(price, ENUM, tradyn__candle_price_enum, 0, "Side the candles are made of; bid when absent."),
};
const tradyn__type tradyn__type_CANDLES_QUERY = TRADYN__TYPE("candles_query", candles_query_fields, true, "Which candles are listed, oldest first.");
#undef T

#define T tradyn_ticks_query
static const tradyn__field ticks_query_fields[] = {
	FB(count, INT, "", 0, 1, 5000, "Most ticks of a page; 100 when absent."),
	FN("from", from_msc, TIME, "ms", 0, "Not before this time: seconds or milliseconds since the epoch, or ISO 8601."),
	FN("to", to_msc, TIME, "ms", 0, "Not after this time: seconds or milliseconds since the epoch, or ISO 8601."),
	F(cursor, TEXT, "", 0, "next_cursor of the page before."),
};
const tradyn__type tradyn__type_TICKS_QUERY = TRADYN__TYPE("ticks_query", ticks_query_fields, true, "Which ticks are listed, oldest first.");
#undef T
