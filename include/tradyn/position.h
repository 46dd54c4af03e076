/* SPDX-License-Identifier: MIT
 * Open positions, and what may be asked of them. */
#ifndef TRADYN_POSITION_H
#define TRADYN_POSITION_H

#include <tradyn/account.h>

TRADYN_BEGIN

typedef enum tradyn_side {
	TRADYN_SIDE_BUY = 0,
	TRADYN_SIDE_SELL = 1,
} tradyn_side;

/** Who or what caused an order, deal or position (MetaQuotes, ENUM_DEAL_REASON). */
typedef enum tradyn_reason {
	TRADYN_REASON_CLIENT = 0,
	TRADYN_REASON_MOBILE = 1,
	TRADYN_REASON_WEB = 2,
	TRADYN_REASON_EXPERT = 3, /**< a program, through this API */
	TRADYN_REASON_SL = 4,
	TRADYN_REASON_TP = 5,
	TRADYN_REASON_SO = 6,
	TRADYN_REASON_ROLLOVER = 7,
	TRADYN_REASON_VMARGIN = 8,
	TRADYN_REASON_SPLIT = 9,
} tradyn_reason;

/** An open position. Money is in deposit currency. */
typedef struct tradyn_position {
	tradyn_ticket ticket;     /**< names the position until it is closed */
	tradyn_ticket identifier; /**< constant from opening to closing, also through a reversal; deals carry it as position_id */
	int64_t time_msc;         /**< opening, milliseconds since the epoch, UTC */
	int64_t time_update_msc;  /**< last change */
	char symbol[TRADYN_SYMBOL_MAX];
	tradyn_side type;
	tradyn_decimal volume;        /**< lots still open */
	tradyn_decimal price_open;    /**< netting: volume-weighted average, symbol digits + 3 */
	tradyn_decimal price_current; /**< bid for a buy, ask for a sell */
	tradyn_decimal sl, tp;        /**< 0: none */
	tradyn_decimal swap;          /**< collected so far, rounded to the deposit currency */
	tradyn_decimal swap_exact;    /**< the same before it is rounded */
	tradyn_decimal profit;        /**< floating, without swap and commission */
	tradyn_decimal commission;    /**< paid for opening what is still open */
	int64_t magic;                /**< the client's own number */
	char comment[TRADYN_COMMENT_MAX];
	tradyn_reason reason;
	int64_t trailing_points;      /**< trailing stop in points, 0 none */
	tradyn_decimal margin_rate;   /**< margin currency to deposit currency, frozen when opened */
	int64_t late_msc;             /**< when its triggered stop is executed, while it waits for that; 0: it does not */
	tradyn_reason late_reason;    /**< which stop waits: sl or tp */
	int64_t margin_rate_rest;     /**< what the exact rate is above or below it, 1e-16 */
	bool no_changes;              /**< in the reply of a modification: it asked for what was there already */
} tradyn_position;

/** Parameters of `GET /api/positions` and `GET /api/orders`. */
typedef struct tradyn_list_query {
	size_t size;
	char symbol[TRADYN_SYMBOL_MAX]; /**< "" all */
	int64_t magic;                  /**< TRADYN_UNSET all */
} tradyn_list_query;
#define TRADYN_LIST_QUERY_INIT { sizeof(tradyn_list_query), "", TRADYN_UNSET }

/** Body of `PUT /api/positions/{ticket}`. Unset members stay as they are. */
typedef struct tradyn_position_modify {
	size_t size;
	tradyn_decimal sl, tp;   /**< 0 removes, TRADYN_UNSET keeps */
	int64_t trailing_points; /**< 0 removes, TRADYN_UNSET keeps */
	char client_order_id[65];
} tradyn_position_modify;
#define TRADYN_POSITION_MODIFY_INIT { sizeof(tradyn_position_modify), TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, "" }

/** Body or query of `DELETE /api/positions/{ticket}`. */
typedef struct tradyn_close_request {
	size_t size;
	tradyn_decimal volume; /**< lots; TRADYN_UNSET: all */
	tradyn_decimal price;  /**< asked price, instant execution; TRADYN_UNSET: market */
	int64_t deviation;     /**< most points off `price` */
	tradyn_ticket by;      /**< opposite position to close against; TRADYN_UNSET: at the market */
	int64_t magic;
	char comment[TRADYN_COMMENT_MAX];
	char client_order_id[65];
} tradyn_close_request;
#define TRADYN_CLOSE_REQUEST_INIT \
	{ sizeof(tradyn_close_request), TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, "", "" }

/** What a close did. */
typedef struct tradyn_close_result {
	tradyn_ticket ticket; /**< the position */
	tradyn_ticket deal;
	tradyn_ticket order;
	tradyn_decimal volume;    /**< lots closed */
	tradyn_decimal price;
	tradyn_decimal profit;    /**< booked to the balance */
	tradyn_decimal swap;
	tradyn_decimal commission; /**< of the closing deal */
	tradyn_decimal remaining; /**< lots still open */
	tradyn_decimal bid, ask;  /**< the quote it was done at */
	int64_t retcode;          /**< 10009, 10010 */
	int64_t time_msc;
} tradyn_close_result;

/** Which positions close-all takes, by their profit with swap. */
typedef enum tradyn_close_filter {
	TRADYN_CLOSE_FILTER_ALL = 0,
	TRADYN_CLOSE_FILTER_PROFIT = 1, /**< profit + swap > 0 */
	TRADYN_CLOSE_FILTER_LOSS = 2,   /**< profit + swap < 0 */
} tradyn_close_filter;

/** Body of `POST /api/trade/close-all`. */
typedef struct tradyn_close_all_request {
	size_t size;
	char symbol[TRADYN_SYMBOL_MAX]; /**< "" all */
	int type;                       /**< a tradyn_side, or -1 both */
	int64_t magic;                  /**< TRADYN_UNSET all */
	int filter;                     /**< a tradyn_close_filter, or -1 all */
	char client_order_id[65];
} tradyn_close_all_request;
#define TRADYN_CLOSE_ALL_REQUEST_INIT { sizeof(tradyn_close_all_request), "", -1, TRADYN_UNSET, -1, "" }

/** A position that close-all could not close. */
typedef struct tradyn_close_failure {
	tradyn_ticket ticket;
	char error[64]; /**< text for people */
	char code[32];  /**< name in the error list */
} tradyn_close_failure;

typedef struct tradyn_close_result_list {
	size_t count;
	tradyn_close_result *items;
} tradyn_close_result_list;

typedef struct tradyn_close_failure_list {
	size_t count;
	tradyn_close_failure *items;
} tradyn_close_failure_list;

/** What close-all did. Free with tradyn_close_all_result_clear(). */
typedef struct tradyn_close_all_result {
	tradyn_close_result_list closed;
	tradyn_close_failure_list failed;
} tradyn_close_all_result;

/** Frees the lists of a result and zeroes it; accepts NULL and zeroed storage. */
TRADYN_API void tradyn_close_all_result_clear(tradyn_close_all_result *result);

TRADYN_END

#endif
