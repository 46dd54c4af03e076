/* SPDX-License-Identifier: MIT
 * The rows of a symbol's specification. What carries CONFIG is the broker's to set; the rest follows from quotes and digits. */
#include "lib/schema/enums.h"
#include "lib/schema/types.h"

#define CONFIG TRADYN__CONFIG
#define DAY_MINUTES 1440
#define POINTS_MAX 1000000000
#define RATE_MAX TRADYN_DECIMAL(1000000)

#define T tradyn_session
static const tradyn__field session_fields[] = {
	FB(day, INT, "weekday", TRADYN__REQUIRED | CONFIG, 0, 6, "Weekday, 0 Sunday to 6 Saturday, in the server's zone."),
	FB(from, CLOCK, "", TRADYN__REQUIRED | CONFIG, 0, DAY_MINUTES - 1, "When it opens, HH:MM."),
	FB(to, CLOCK, "", TRADYN__REQUIRED | CONFIG, 1, DAY_MINUTES, "When it closes, HH:MM; 24:00 is the end of the day."),
};
const tradyn__type tradyn__type_SESSION = TRADYN__TYPE("session", session_fields, false, "A trading session, server wall-clock time.");
#undef T

#define T tradyn_holiday
static const tradyn__field holiday_fields[] = {
	F(date, DATE, "", TRADYN__REQUIRED | CONFIG, "The day, YYYY-MM-DD."),
	FB(from, CLOCK, "", TRADYN__REQUIRED | CONFIG, 0, DAY_MINUTES - 1, "When trading stops, HH:MM."),
	FB(to, CLOCK, "", TRADYN__REQUIRED | CONFIG, 1, DAY_MINUTES, "When trading goes on, HH:MM; 24:00 is the end of the day."),
};
const tradyn__type tradyn__type_HOLIDAY = TRADYN__TYPE("holiday", holiday_fields, false, "A day or part of a day without trading, server wall-clock time.");
#undef T

#define T tradyn_commission_tier
static const tradyn__field commission_tier_fields[] = {
	F(from, DECIMAL, "notional", TRADYN__REQUIRED | CONFIG, "Least notional of the deal."),
	F(to, DECIMAL, "notional", TRADYN__REQUIRED | CONFIG, "Greatest notional of the deal."),
	F(commission, DECIMAL, "see commission_mode", TRADYN__REQUIRED | CONFIG, "Commission in this range."),
};
const tradyn__type tradyn__type_COMMISSION_TIER = TRADYN__TYPE("commission_tier", commission_tier_fields, false, "A range of the deal's notional and the commission in it.");
#undef T

#define T tradyn_symbol
#define RATE(member, d) FB(member, DECIMAL, "factor", CONFIG, 0, RATE_MAX, d)
#define NIGHT(day) FB(swap_##day, DECIMAL, "factor", CONFIG | TRADYN__MAYBE, 0, TRADYN_DECIMAL(100), "Factor of the swap in the night after " #day "; absent: 1 on weekdays, 3 on swap_rollover3days, 0 on the weekend.")
static const tradyn__field symbol_fields[] = {
	F(name, TEXT, "", TRADYN__REQUIRED | CONFIG, "Names the symbol."),
	F(description, TEXT, "", CONFIG, "What it is."),
	FB(digits, INT, "digits", CONFIG, 0, 8, "Decimals of a price."),
	F(point, DECIMAL, "price", 0, "Smallest change of a price: 10^-digits."),
	F(spread, INT, "points", 0, "Current spread."),
	F(bid, DECIMAL, "price", 0, "Last bid; 0 without a quote."),
	F(ask, DECIMAL, "price", 0, "Last ask; 0 without a quote."),
	FB(trade_contract_size, DECIMAL, "units", CONFIG, 1, INT64_MAX, "Units of the base in one lot."),
	FB(trade_tick_size, DECIMAL, "price", CONFIG, 1, INT64_MAX, "Least step of a price."),
	F(trade_tick_value, DECIMAL, "deposit", CONFIG, "Money of one tick step and lot; set for futures and cfdindex, else computed."),
	F(trade_tick_value_profit, DECIMAL, "deposit", 0, "The same for a position in profit."),
	F(trade_tick_value_loss, DECIMAL, "deposit", 0, "The same for a position in loss."),
	FB(volume_min, DECIMAL, "lots", CONFIG, 1, INT64_MAX, "Least volume of a deal."),
	FB(volume_max, DECIMAL, "lots", CONFIG, 1, INT64_MAX, "Greatest volume of a deal."),
	FB(volume_step, DECIMAL, "lots", CONFIG, 1, INT64_MAX, "Step of volumes."),
	FB(volume_limit, DECIMAL, "lots", CONFIG, 0, INT64_MAX, "Most volume in one direction; 0: no limit."),
	FB(trade_stops_level, INT, "points", CONFIG, 0, POINTS_MAX, "Least distance of stops and pending orders from the market."),
	FB(trade_freeze_level, INT, "points", CONFIG, 0, POINTS_MAX, "Distance from the market within which orders and positions may not be changed."),
	FE(trade_calc_mode, ENUM, tradyn__calc_mode_enum, CONFIG, "How margin and profit are computed."),
	FE(trade_mode, ENUM, tradyn__symbol_trade_mode_enum, CONFIG, "What may be traded."),
	FE(trade_exemode, ENUM, tradyn__exemode_enum, CONFIG, "How orders are executed."),
	FE(swap_mode, ENUM, tradyn__swap_mode_enum, CONFIG, "What swap_long and swap_short are."),
	F(swap_long, DECIMAL, "see swap_mode", CONFIG, "Swap of a long position, a night."),
	F(swap_short, DECIMAL, "see swap_mode", CONFIG, "Swap of a short position, a night."),
	FB(swap_rollover3days, INT, "weekday", CONFIG, 0, 6, "Day of the triple swap, 0 Sunday to 6 Saturday."),
	NIGHT(sunday), NIGHT(monday), NIGHT(tuesday), NIGHT(wednesday), NIGHT(thursday), NIGHT(friday), NIGHT(saturday),
	F(swap_holidays, BOOL, "", CONFIG, "Whether the night before a holiday carries the holiday's swap as well."),
	FB(swap_year_days, INT, "days", CONFIG, 360, 366, "Days of the year where swap is a yearly interest: 360, 365 or 366."),
	FB(margin_initial, DECIMAL, "money a lot", CONFIG, 0, INT64_MAX, "Margin of a lot in margin currency; 0: by trade_calc_mode."),
	FB(margin_maintenance, DECIMAL, "money a lot", CONFIG, 0, INT64_MAX, "Margin of an open lot in margin currency; 0: margin_initial."),
	FB(margin_hedged, DECIMAL, "units", CONFIG, 0, INT64_MAX, "Contract size for the margin of a lot covered by an opposite one; 0: covered volume is free."),
	F(margin_hedged_use_leg, BOOL, "", CONFIG, "Whether the larger side alone is margined."),
	RATE(margin_rate_buy, "Factor of the margin of buy orders and long positions."),
	RATE(margin_rate_sell, "Factor of the margin of sell orders and short positions."),
	RATE(margin_rate_buy_limit, "Factor of the margin of buy limit orders; 0: they reserve nothing."),
	RATE(margin_rate_sell_limit, "Factor of the margin of sell limit orders; 0: they reserve nothing."),
	RATE(margin_rate_buy_stop, "Factor of the margin of buy stop orders; 0: they reserve nothing."),
	RATE(margin_rate_sell_stop, "Factor of the margin of sell stop orders; 0: they reserve nothing."),
	RATE(margin_rate_buy_stop_limit, "Factor of the margin of buy stop-limit orders; 0: they reserve nothing."),
	RATE(margin_rate_sell_stop_limit, "Factor of the margin of sell stop-limit orders; 0: they reserve nothing."),
	FB(commission, DECIMAL, "see commission_mode", CONFIG, 0, INT64_MAX, "Commission of a lot and side; 0: none."),
	FE(commission_mode, ENUM, tradyn__commission_mode_enum, CONFIG, "What the commission is a number of."),
	FE(commission_entry, ENUM, tradyn__commission_entry_enum, CONFIG, "Which deals pay it."),
	FE(commission_charge, ENUM, tradyn__commission_charge_enum, CONFIG, "When it is paid."),
	FB(commission_min, DECIMAL, "see commission_mode", CONFIG, 0, INT64_MAX, "Least commission of a deal; 0: none."),
	FB(commission_max, DECIMAL, "see commission_mode", CONFIG, 0, INT64_MAX, "Greatest commission of a deal; 0: no limit."),
	FL(commission_tiers, ARRAY, tradyn__type_COMMISSION_TIER, CONFIG, TRADYN_COMMISSION_TIERS_MAX, "Commission by the deal's notional; empty: the same for all."),
	FE(gap_stop, ENUM, tradyn__gap_fill_enum, CONFIG, "Where a stop order is filled that the market jumped over."),
	FE(gap_sl, ENUM, tradyn__gap_fill_enum, CONFIG, "Where a stop loss is filled that the market jumped over."),
	FE(gap_limit, ENUM, tradyn__gap_fill_enum, CONFIG, "Where a limit order is filled that the market jumped over: market is its price or better."),
	FE(gap_tp, ENUM, tradyn__gap_fill_enum, CONFIG, "Where a take profit is filled that the market jumped over: market is its price or better."),
	FB(gap_level, INT, "points", CONFIG, 0, POINTS_MAX, "Least jump between two ticks that is a gap; 0: every jump over the order's price."),
	FB(gap_ticks, INT, "ticks", CONFIG, 0, POINTS_MAX, "Ticks after which a gap is over."),
	FE(profit_conversion, ENUM, tradyn__profit_conversion_enum, CONFIG, "Rate with which profit becomes deposit currency."),
	FE(order_gtc_mode, ENUM, tradyn__gtc_mode_enum, CONFIG, "What becomes of good-till-canceled orders at the end of the day."),
	FB(quote_timeout_msc, INT, "ms", CONFIG, 0, INT64_C(31622400000), "Age from which a quote is too old to trade at; 0: never."),
	F(currency_base, TEXT, "", CONFIG, "Base currency."),
	F(currency_profit, TEXT, "", CONFIG, "Currency of its price and profit."),
	F(currency_margin, TEXT, "", CONFIG, "Currency of its margin."),
	FB(filling_mode, INT, "bits", CONFIG, 0, 3, "Fillings it offers: 1 fok, 2 ioc."),
	FB(expiration_mode, INT, "bits", CONFIG, 0, 15, "Lifetimes it offers: 1 gtc, 2 day, 4 specified, 8 specified_day."),
	FB(order_mode, INT, "bits", CONFIG, 0, 127, "Orders it offers: 1 market, 2 limit, 4 stop, 8 stop limit, 16 sl, 32 tp, 64 close by."),
	FL(sessions, ARRAY, tradyn__type_SESSION, CONFIG, TRADYN_SESSIONS_MAX, "Trading sessions of the week; empty: always open."),
	FL(holidays, ARRAY, tradyn__type_HOLIDAY, CONFIG, TRADYN_HOLIDAYS_MAX, "Days or parts of days without trading."),
};
const tradyn__type tradyn__type_SYMBOL = TRADYN__TYPE("symbol", symbol_fields, false, "The specification of a symbol, by MetaTrader's names.");
#undef T

#define T tradyn_symbol_summary
static const tradyn__field symbol_summary_fields[] = {
	F(name, TEXT, "", 0, "Names the symbol."),
	F(description, TEXT, "", 0, "What it is."),
	F(digits, INT, "digits", 0, "Decimals of a price."),
	F(bid, DECIMAL, "price", 0, "Last bid; 0 without a quote."),
	F(ask, DECIMAL, "price", 0, "Last ask; 0 without a quote."),
	FE(trade_mode, ENUM, tradyn__symbol_trade_mode_enum, 0, "What may be traded."),
};
const tradyn__type tradyn__type_SYMBOL_SUMMARY = TRADYN__TYPE("symbol_summary", symbol_summary_fields, false, "A symbol in the list of symbols.");
#undef T

#define T tradyn_symbols_query
static const tradyn__field symbols_query_fields[] = {
	F(group, TEXT, "", 0, "Masks separated by commas: * stands for any text, a leading ! excludes; `*USD*,!BTC*`."),
	FB(limit, INT, "", 0, 1, TRADYN_SYMBOLS_MAX, "Most rows of a page; all when absent."),
	F(cursor, TEXT, "", 0, "next_cursor of the page before."),
};
const tradyn__type tradyn__type_SYMBOLS_QUERY = TRADYN__TYPE("symbols_query", symbols_query_fields, true, "Which symbols are listed.");
#undef T

#define T tradyn_fill_model
static const tradyn__field fill_model_fields[] = {
	F(name, TEXT, "", CONFIG, "Values to start from: frictionless, realistic, harsh or custom."),
	FB(seed, INT, "", CONFIG, 0, TRADYN__INTEGER_MAX, "Seed of the random draws: the same inputs give the same fills."),
	FB(latency_min_msc, INT, "ms", CONFIG, 0, 60000, "Least engine time between a request and its execution."),
	FB(latency_max_msc, INT, "ms", CONFIG, 0, 60000, "Greatest engine time between a request and its execution."),
	FB(slippage_max, INT, "points", CONFIG, 0, POINTS_MAX, "Most a market fill is worse than the quote."),
	FB(slippage_percent, INT, "percent", CONFIG, 0, 100, "Share of market fills that slip at all."),
	FB(depth, DECIMAL, "lots", CONFIG, 0, INT64_MAX, "Volume that one tick can fill; 0: no bound."),
	FB(reject_percent, INT, "percent", CONFIG, 0, 100, "Share of market orders that are rejected (10006)."),
};
const tradyn__type tradyn__type_FILL_MODEL = TRADYN__TYPE("fill_model", fill_model_fields, false, "How much of reality a fill has.");
#undef T
