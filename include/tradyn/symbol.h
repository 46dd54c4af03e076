/* SPDX-License-Identifier: MIT
 * The specification of a traded symbol, by MetaTrader's names. */
#ifndef TRADYN_SYMBOL_H
#define TRADYN_SYMBOL_H

#include <tradyn/account.h>

TRADYN_BEGIN

#define TRADYN_DESCRIPTION_MAX 64
/** Most trading sessions of a symbol in a week. */
#define TRADYN_SESSIONS_MAX 28

/** How margin and profit are computed (MetaQuotes, ENUM_SYMBOL_CALC_MODE). */
typedef enum tradyn_calc_mode {
	TRADYN_CALC_MODE_FOREX = 0,
	TRADYN_CALC_MODE_FUTURES = 1,
	TRADYN_CALC_MODE_CFD = 2,
	TRADYN_CALC_MODE_CFDINDEX = 3,
	TRADYN_CALC_MODE_CFDLEVERAGE = 4,
	TRADYN_CALC_MODE_FOREX_NO_LEVERAGE = 5,
	TRADYN_CALC_MODE_EXCH_STOCKS = 32,
} tradyn_calc_mode;

typedef enum tradyn_symbol_trade_mode {
	TRADYN_SYMBOL_TRADE_MODE_DISABLED = 0,
	TRADYN_SYMBOL_TRADE_MODE_LONGONLY = 1,
	TRADYN_SYMBOL_TRADE_MODE_SHORTONLY = 2,
	TRADYN_SYMBOL_TRADE_MODE_CLOSEONLY = 3,
	TRADYN_SYMBOL_TRADE_MODE_FULL = 4,
} tradyn_symbol_trade_mode;

typedef enum tradyn_exemode {
	TRADYN_EXEMODE_REQUEST = 0,
	TRADYN_EXEMODE_INSTANT = 1,
	TRADYN_EXEMODE_MARKET = 2,
	TRADYN_EXEMODE_EXCHANGE = 3,
} tradyn_exemode;

/** In what swap_long and swap_short are given (MetaQuotes, ENUM_SYMBOL_SWAP_MODE). */
typedef enum tradyn_swap_mode {
	TRADYN_SWAP_MODE_DISABLED = 0,
	TRADYN_SWAP_MODE_POINTS = 1,
	TRADYN_SWAP_MODE_CURRENCY_SYMBOL = 2,  /**< money per lot, base currency */
	TRADYN_SWAP_MODE_CURRENCY_MARGIN = 3,  /**< money per lot, margin currency */
	TRADYN_SWAP_MODE_CURRENCY_DEPOSIT = 4, /**< money per lot, deposit currency */
	TRADYN_SWAP_MODE_INTEREST_CURRENT = 5, /**< percent a year of the current price */
	TRADYN_SWAP_MODE_INTEREST_OPEN = 6,    /**< percent a year of the opening price */
	TRADYN_SWAP_MODE_REOPEN_CURRENT = 7,
	TRADYN_SWAP_MODE_REOPEN_BID = 8,
} tradyn_swap_mode;

/** What becomes of good-till-canceled orders at the end of the trading day (MetaQuotes, ENUM_SYMBOL_ORDER_GTC_MODE). */
typedef enum tradyn_gtc_mode {
	TRADYN_GTC_MODE_GTC = 0,                 /**< they stay */
	TRADYN_GTC_MODE_DAILY = 1,               /**< pending orders, SL and TP are removed */
	TRADYN_GTC_MODE_DAILY_EXCLUDING_STOPS = 2, /**< pending orders are removed */
} tradyn_gtc_mode;

/** What a commission is a number of (MetaQuotes, "Commission Settings"). */
typedef enum tradyn_commission_mode {
	TRADYN_COMMISSION_MODE_DEPOSIT = 0, /**< money per lot, deposit currency */
	TRADYN_COMMISSION_MODE_BASE = 1,    /**< money per lot, base currency */
	TRADYN_COMMISSION_MODE_PROFIT = 2,  /**< money per lot, profit currency */
	TRADYN_COMMISSION_MODE_MARGIN = 3,  /**< money per lot, margin currency */
	TRADYN_COMMISSION_MODE_POINTS = 4,  /**< points per lot */
	TRADYN_COMMISSION_MODE_PERCENT = 5, /**< percent of the notional; FX: contract * lots in base currency */
	TRADYN_COMMISSION_MODE_PERCENT_PROFIT = 6, /**< percent of the deal's profit */
} tradyn_commission_mode;

/** Which deals pay commission; an INOUT deal pays for the part that applies. */
typedef enum tradyn_commission_entry {
	TRADYN_COMMISSION_ENTRY_ALL = 0,
	TRADYN_COMMISSION_ENTRY_IN = 1,
	TRADYN_COMMISSION_ENTRY_OUT = 2,
} tradyn_commission_entry;

typedef enum tradyn_commission_charge {
	TRADYN_COMMISSION_CHARGE_INSTANT = 0, /**< in the deal */
	TRADYN_COMMISSION_CHARGE_DAILY = 1,   /**< blocked, then one balance deal at the end of the day */
	TRADYN_COMMISSION_CHARGE_MONTHLY = 2, /**< the same at the end of the month */
} tradyn_commission_charge;

/** A range of the deal's notional (FX: base currency) and the commission in it. */
typedef struct tradyn_commission_tier {
	tradyn_decimal from, to; /**< both inclusive */
	tradyn_decimal commission;
} tradyn_commission_tier;

#define TRADYN_COMMISSION_TIERS_MAX 8
typedef struct tradyn_commission_tier_list {
	size_t count;
	tradyn_commission_tier items[TRADYN_COMMISSION_TIERS_MAX];
} tradyn_commission_tier_list;

/** Where an order is filled when the market jumped past its price. */
typedef enum tradyn_gap_fill {
	TRADYN_GAP_FILL_MARKET = 0, /**< at the first market price past the gap; limits and TP: their price or better */
	TRADYN_GAP_FILL_ORDER = 1,  /**< at the order's own price */
} tradyn_gap_fill;

/** With which rate profit becomes deposit currency (MetaQuotes, "Conversion"). */
typedef enum tradyn_profit_conversion {
	TRADYN_PROFIT_CONVERSION_AUTO = 0,   /**< by deal for FOREX, by market for the rest */
	TRADYN_PROFIT_CONVERSION_DEAL = 1,   /**< closing a buy at Ask, a sell at Bid; the deal price when its own pair converts */
	TRADYN_PROFIT_CONVERSION_MARKET = 2, /**< gain at Bid, loss at Ask */
} tradyn_profit_conversion;

/** A day or part of a day without trading, server wall-clock time. */
typedef struct tradyn_holiday {
	int64_t date; /**< days since 1970-01-01; on the wire "YYYY-MM-DD" */
	int64_t from; /**< minutes after midnight */
	int64_t to;   /**< minutes after midnight, from + 1 … 1440 */
} tradyn_holiday;

#define TRADYN_HOLIDAYS_MAX 32
typedef struct tradyn_holiday_list {
	size_t count;
	tradyn_holiday items[TRADYN_HOLIDAYS_MAX];
} tradyn_holiday_list;

/** Bits of filling_mode, expiration_mode and order_mode (MetaQuotes, SYMBOL_FILLING_MODE, SYMBOL_EXPIRATION_MODE, SYMBOL_ORDER_MODE). */
#define TRADYN_SYMBOL_FILLING_FOK 1
#define TRADYN_SYMBOL_FILLING_IOC 2
#define TRADYN_SYMBOL_EXPIRATION_GTC 1
#define TRADYN_SYMBOL_EXPIRATION_DAY 2
#define TRADYN_SYMBOL_EXPIRATION_SPECIFIED 4
#define TRADYN_SYMBOL_EXPIRATION_SPECIFIED_DAY 8
#define TRADYN_SYMBOL_ORDER_MARKET 1
#define TRADYN_SYMBOL_ORDER_LIMIT 2
#define TRADYN_SYMBOL_ORDER_STOP 4
#define TRADYN_SYMBOL_ORDER_STOP_LIMIT 8
#define TRADYN_SYMBOL_ORDER_SL 16
#define TRADYN_SYMBOL_ORDER_TP 32
#define TRADYN_SYMBOL_ORDER_CLOSEBY 64

/** One trading session, server wall-clock time. */
typedef struct tradyn_session {
	int64_t day;  /**< 0 Sunday … 6 Saturday */
	int64_t from; /**< minutes after midnight, 0 … 1439 */
	int64_t to;   /**< minutes after midnight, from + 1 … 1440 */
} tradyn_session;

typedef struct tradyn_session_list {
	size_t count;
	tradyn_session items[TRADYN_SESSIONS_MAX];
} tradyn_session_list;

/** A symbol as `GET /api/symbols/{symbol}` shows it. A point is 10^-digits. */
typedef struct tradyn_symbol {
	char name[TRADYN_SYMBOL_MAX];
	char description[TRADYN_DESCRIPTION_MAX];
	int64_t digits;       /**< decimals of a price, 0 … 8 */
	tradyn_decimal point; /**< 10^-digits; derived */
	int64_t spread;       /**< current spread in points, rounded half away from zero; derived */
	tradyn_decimal bid;   /**< last bid, 0 without a quote; derived */
	tradyn_decimal ask;   /**< last ask, 0 without a quote; derived */
	tradyn_decimal trade_contract_size; /**< units of the base in one lot */
	tradyn_decimal trade_tick_size;     /**< least price step */
	tradyn_decimal trade_tick_value;    /**< money of one tick step and lot; FUTURES and CFDINDEX: set, else derived in deposit currency */
	tradyn_decimal trade_tick_value_profit;
	tradyn_decimal trade_tick_value_loss;
	tradyn_decimal volume_min, volume_max, volume_step; /**< lots */
	tradyn_decimal volume_limit;                        /**< most lots in one direction, 0 none */
	int64_t trade_stops_level;  /**< least distance of stops and pendings, points */
	int64_t trade_freeze_level; /**< distance in which orders are frozen, points */
	tradyn_calc_mode trade_calc_mode;
	tradyn_symbol_trade_mode trade_mode;
	tradyn_exemode trade_exemode;
	tradyn_swap_mode swap_mode;
	tradyn_decimal swap_long, swap_short;
	int64_t swap_rollover3days; /**< weekday of the triple swap, 0 Sunday … 6 Saturday */
	tradyn_decimal swap_sunday, swap_monday, swap_tuesday, swap_wednesday, swap_thursday, swap_friday, swap_saturday; /**< factor of each night; TRADYN_UNSET: weekdays 1, swap_rollover3days 3, weekend 0 */
	bool swap_holidays;    /**< the night before a holiday carries the sum of the factors, the holiday none */
	int64_t swap_year_days; /**< days of the year of interest modes: 360, 365, 366 */
	tradyn_decimal margin_initial, margin_maintenance; /**< money per lot in margin currency, 0: by formula */
	tradyn_decimal margin_hedged; /**< contract size of a covered pair of lots (money when margin_initial is set); 0: covered volume is free */
	bool margin_hedged_use_leg;   /**< margin of the larger leg instead of covered and uncovered volume */
	tradyn_decimal margin_rate_buy, margin_rate_sell;             /**< factor of the margin of market orders and positions */
	tradyn_decimal margin_rate_buy_limit, margin_rate_sell_limit; /**< of pending orders; 0: they reserve nothing */
	tradyn_decimal margin_rate_buy_stop, margin_rate_sell_stop;
	tradyn_decimal margin_rate_buy_stop_limit, margin_rate_sell_stop_limit;
	tradyn_decimal commission; /**< 0 none */
	tradyn_commission_mode commission_mode;
	tradyn_commission_entry commission_entry;
	tradyn_commission_charge commission_charge;
	tradyn_decimal commission_min, commission_max; /**< of a deal, in the mode's currency; 0 none */
	tradyn_commission_tier_list commission_tiers;  /**< empty: `commission` for every notional */
	tradyn_gap_fill gap_stop, gap_sl, gap_limit, gap_tp;
	int64_t gap_level; /**< points between two ticks that make a gap; 0: every jump past the order's price is one */
	int64_t gap_ticks; /**< ticks after which gap mode ends */
	tradyn_profit_conversion profit_conversion;
	tradyn_gtc_mode order_gtc_mode;
	int64_t quote_timeout_msc; /**< age from which a quote is too old to trade at; 0 never */
	char currency_base[TRADYN_CURRENCY_MAX];
	char currency_profit[TRADYN_CURRENCY_MAX];
	char currency_margin[TRADYN_CURRENCY_MAX];
	int64_t filling_mode, expiration_mode, order_mode; /**< bits, see above */
	tradyn_session_list sessions; /**< empty: always open */
	tradyn_holiday_list holidays;
} tradyn_symbol;

/** A symbol as `GET /api/symbols` lists it. */
typedef struct tradyn_symbol_summary {
	char name[TRADYN_SYMBOL_MAX];
	char description[TRADYN_DESCRIPTION_MAX];
	int64_t digits;
	tradyn_decimal bid, ask; /**< 0 without a quote */
	tradyn_symbol_trade_mode trade_mode;
} tradyn_symbol_summary;

/** Parameters of `GET /api/symbols`. */
typedef struct tradyn_symbols_query {
	size_t size;
	char group[256]; /**< masks separated by commas, `*` any text, `!` excludes; "" all */
	int64_t limit;   /**< TRADYN_UNSET: all */
	char cursor[64];
} tradyn_symbols_query;
#define TRADYN_SYMBOLS_QUERY_INIT { sizeof(tradyn_symbols_query), "", TRADYN_UNSET, "" }

/** @return whether `name` is in the group `mask`: masks separated by commas, `*` stands for any text, a leading `!` excludes. "" takes all. Thread-safe. */
TRADYN_API bool tradyn_symbol_in_group(const char *name, const char *mask);

TRADYN_END

#endif
