/* SPDX-License-Identifier: MIT
 * Orders: what was asked of the market, and the requests that ask it. */
#ifndef TRADYN_ORDER_H
#define TRADYN_ORDER_H

#include <tradyn/position.h>

TRADYN_BEGIN

/** Order types; the numbers are the wire's (MetaQuotes, ENUM_ORDER_TYPE). */
typedef enum tradyn_order_type {
	TRADYN_ORDER_TYPE_BUY = 0,
	TRADYN_ORDER_TYPE_SELL = 1,
	TRADYN_ORDER_TYPE_BUY_LIMIT = 2,
	TRADYN_ORDER_TYPE_SELL_LIMIT = 3,
	TRADYN_ORDER_TYPE_BUY_STOP = 4,
	TRADYN_ORDER_TYPE_SELL_STOP = 5,
	TRADYN_ORDER_TYPE_BUY_STOP_LIMIT = 6,
	TRADYN_ORDER_TYPE_SELL_STOP_LIMIT = 7,
	TRADYN_ORDER_TYPE_CLOSE_BY = 8,
} tradyn_order_type;

typedef enum tradyn_order_state {
	TRADYN_ORDER_STATE_STARTED = 0,
	TRADYN_ORDER_STATE_PLACED = 1,
	TRADYN_ORDER_STATE_CANCELED = 2,
	TRADYN_ORDER_STATE_PARTIAL = 3,
	TRADYN_ORDER_STATE_FILLED = 4,
	TRADYN_ORDER_STATE_REJECTED = 5,
	TRADYN_ORDER_STATE_EXPIRED = 6,
} tradyn_order_state;

typedef enum tradyn_filling {
	TRADYN_FILLING_FOK = 0,    /**< all or nothing */
	TRADYN_FILLING_IOC = 1,    /**< what there is, the rest is canceled */
	TRADYN_FILLING_RETURN = 2, /**< what there is, the rest stays */
	TRADYN_FILLING_BOC = 3,    /**< only into the book */
} tradyn_filling;

/** How long a pending order lives. */
typedef enum tradyn_time_type {
	TRADYN_TIME_TYPE_GTC = 0,
	TRADYN_TIME_TYPE_DAY = 1,           /**< to the end of the trading day */
	TRADYN_TIME_TYPE_SPECIFIED = 2,     /**< to `expiration` */
	TRADYN_TIME_TYPE_SPECIFIED_DAY = 3, /**< to 23:59:59 of the day of `expiration`, server zone */
} tradyn_time_type;

/** An order, pending or finished. */
typedef struct tradyn_order {
	tradyn_ticket ticket;
	int64_t time_setup_msc; /**< milliseconds since the epoch, UTC */
	int64_t time_done_msc;  /**< when it was filled, canceled, rejected or expired; 0 while it is pending */
	tradyn_order_type type;
	tradyn_order_state state;
	char symbol[TRADYN_SYMBOL_MAX];
	tradyn_decimal volume_initial; /**< lots asked */
	tradyn_decimal volume_current; /**< lots not yet filled */
	tradyn_decimal price;          /**< asked price; of a market order the price it was filled at */
	tradyn_decimal stoplimit;      /**< limit of a stop-limit order, else 0 */
	tradyn_decimal sl, tp;         /**< 0: none */
	tradyn_decimal price_current;  /**< ask for a buy, bid for a sell */
	tradyn_time_type type_time;
	int64_t expiration_msc;        /**< 0: none */
	tradyn_filling type_filling;
	int64_t magic;
	char comment[TRADYN_COMMENT_MAX];
	char client_order_id[65];
	tradyn_ticket position_id;    /**< position it opened, changed or closed, 0 none */
	tradyn_ticket position_by_id; /**< opposite position of a close by, 0 none */
	tradyn_ticket oco;            /**< order that is canceled when this one is filled, 0 none */
	tradyn_reason reason;
	tradyn_decimal margin;        /**< reserved while it is pending, deposit currency */
	int64_t late_msc;             /**< when it is executed, while it waits for that; 0: it does not */
	bool no_changes;              /**< in the reply of a modification: it asked for what was there already */
} tradyn_order;

/**
 * Body of `POST /api/trade`: a market order. Also read by `POST /api/trade/check` (with `type` and the members of a pending
 * order) and, for the members it shares, by the engine's one validator.
 */
typedef struct tradyn_trade_request {
	size_t size;
	char symbol[TRADYN_SYMBOL_MAX];
	int action;              /**< a tradyn_side; -1 unset */
	tradyn_decimal volume;   /**< lots */
	tradyn_decimal sl, tp;   /**< TRADYN_UNSET or 0: none */
	int64_t sl_points, tp_points; /**< instead of sl and tp: distance from the fill, points */
	tradyn_decimal price;    /**< asked price, instant execution; TRADYN_UNSET: market */
	int64_t deviation;       /**< most points off `price` */
	int type_filling;        /**< a tradyn_filling; -1: the symbol's first */
	int64_t magic;
	char comment[TRADYN_COMMENT_MAX];
	char client_order_id[65];
} tradyn_trade_request;
#define TRADYN_TRADE_REQUEST_INIT \
	{ sizeof(tradyn_trade_request), "", -1, TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, \
	  TRADYN_UNSET, -1, TRADYN_UNSET, "", "" }

/** What a market order did. */
typedef struct tradyn_trade_result {
	tradyn_ticket ticket; /**< the position; its identifier when a netting order closed it */
	tradyn_decimal price; /**< of the fill */
	tradyn_ticket order;
	tradyn_ticket deal;
	tradyn_decimal volume; /**< lots filled */
	tradyn_decimal bid, ask;
	tradyn_decimal sl, tp; /**< as set on the position; 0 none */
	tradyn_decimal commission;
	int64_t retcode; /**< 10009, 10010 when only a part was filled */
	int64_t time_msc;
	char fill_model[16]; /**< name of the fill model; "" for the frictionless one */
} tradyn_trade_result;

/** Body of `POST /api/orders`: a pending order. */
typedef struct tradyn_order_request {
	size_t size;
	char symbol[TRADYN_SYMBOL_MAX];
	int type;                /**< a tradyn_order_type from BUY_LIMIT on; -1 unset */
	tradyn_decimal volume;
	tradyn_decimal price;
	tradyn_decimal stoplimit; /**< of a stop-limit order */
	tradyn_decimal sl, tp;
	int64_t sl_points, tp_points; /**< instead of sl and tp: distance from the order's price, points */
	int type_time;           /**< a tradyn_time_type; -1: GTC, or SPECIFIED when an expiration is given */
	int64_t expiration_msc;
	int type_filling;
	int64_t magic;
	char comment[TRADYN_COMMENT_MAX];
	char client_order_id[65];
	tradyn_ticket oco;       /**< ticket of a pending order: whichever fills first cancels the other */
} tradyn_order_request;
#define TRADYN_ORDER_REQUEST_INIT \
	{ sizeof(tradyn_order_request), "", -1, TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, \
	  TRADYN_UNSET, -1, TRADYN_UNSET, -1, TRADYN_UNSET, "", "", TRADYN_UNSET }

/** Body of `PUT /api/orders/{ticket}`. Unset members stay as they are. */
typedef struct tradyn_order_modify {
	size_t size;
	tradyn_decimal price, stoplimit;
	tradyn_decimal sl, tp; /**< 0 removes */
	int type_time;
	int64_t expiration_msc; /**< 0 removes */
	char client_order_id[65];
} tradyn_order_modify;
#define TRADYN_ORDER_MODIFY_INIT \
	{ sizeof(tradyn_order_modify), TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, -1, TRADYN_UNSET, "" }

/** What a cancel did. */
typedef struct tradyn_cancel_result {
	tradyn_ticket ticket;
	tradyn_order_state state; /**< canceled */
} tradyn_cancel_result;

/** Body of `DELETE /api/orders/{ticket}`: empty, or an idempotency key. */
typedef struct tradyn_cancel_request {
	size_t size;
	char client_order_id[65];
} tradyn_cancel_request;
#define TRADYN_CANCEL_REQUEST_INIT { sizeof(tradyn_cancel_request), "" }

/** Body of `POST /api/trade/check`: a market order (`action`) or a pending order (`type` and `price`). */
typedef struct tradyn_check_request {
	size_t size;
	char symbol[TRADYN_SYMBOL_MAX];
	int action; /**< a tradyn_side for a market order; -1 when `type` is given */
	int type;   /**< a tradyn_order_type; 0 and 1 mean a market order; -1 when `action` is given */
	tradyn_decimal volume;
	tradyn_decimal price;
	tradyn_decimal stoplimit;
	tradyn_decimal sl, tp;
	int64_t sl_points, tp_points;
	int64_t deviation;
	int type_filling;
	int type_time;
	int64_t expiration_msc;
	int64_t magic;
	char comment[TRADYN_COMMENT_MAX];
	char client_order_id[65];
	tradyn_ticket oco;
} tradyn_check_request;
#define TRADYN_CHECK_REQUEST_INIT \
	{ sizeof(tradyn_check_request), "", -1, -1, TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, \
	  TRADYN_UNSET, TRADYN_UNSET, -1, -1, TRADYN_UNSET, TRADYN_UNSET, "", "", TRADYN_UNSET }

/** What a request would do: the account right after it. */
typedef struct tradyn_check_result {
	int64_t retcode;                /**< 10009 market, 10008 pending */
	tradyn_decimal margin_required; /**< additional margin */
	tradyn_decimal margin, margin_free, margin_level, balance, equity, profit;
	tradyn_decimal price; /**< it would be filled or placed at */
} tradyn_check_result;

/** Body of `POST /api/calc/margin` and `POST /api/calc/profit`. */
typedef struct tradyn_calc_request {
	size_t size;
	char symbol[TRADYN_SYMBOL_MAX];
	int action; /**< a tradyn_side */
	tradyn_decimal volume;
	tradyn_decimal price;       /**< margin: TRADYN_UNSET takes the market's; profit: opening price */
	tradyn_decimal price_close; /**< profit: closing price */
} tradyn_calc_request;
#define TRADYN_CALC_REQUEST_INIT { sizeof(tradyn_calc_request), "", -1, TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET }

typedef struct tradyn_calc_margin_result {
	tradyn_decimal margin; /**< deposit currency */
	char currency[TRADYN_CURRENCY_MAX];
} tradyn_calc_margin_result;

typedef struct tradyn_calc_profit_result {
	tradyn_decimal profit; /**< deposit currency */
	char currency[TRADYN_CURRENCY_MAX];
} tradyn_calc_profit_result;

TRADYN_END

#endif
