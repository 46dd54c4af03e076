/* SPDX-License-Identifier: MIT
 * The rows of orders, of the requests that place and change them, and of the calculators. */
#include "lib/schema/enums.h"
#include "lib/schema/types.h"

#define CLIENT_ORDER_ID \
	F(client_order_id, TEXT, "", TRADYN__ASCII, "Idempotency key of the request, like the header Idempotency-Key: 1 to 64 printable ASCII characters; the same key and request give the stored reply.")
#define POINTS_MAX 1000000000
#define STOPS_IN_POINTS(from) \
	FB(sl_points, INT, "points", 0, 0, POINTS_MAX, "Stop loss as a distance from " from ", instead of sl."), \
	FB(tp_points, INT, "points", 0, 0, POINTS_MAX, "Take profit as a distance from " from ", instead of tp.")

#define T tradyn_order
static const tradyn__field order_fields[] = {
	F(ticket, TICKET, "", 0, "Names the order."),
	FN("time_setup", time_setup_msc, TIME_SECONDS, "s", TRADYN__DERIVED, "When it was placed, seconds since the epoch, UTC."),
	F(time_setup_msc, TIME_MSC, "ms", 0, "The same in milliseconds."),
	FN("time_done", time_done_msc, TIME_SECONDS, "s", TRADYN__DERIVED | TRADYN__NONZERO, "When it was filled, canceled, rejected or expired, seconds since the epoch, UTC; absent while it is pending."),
	F(time_done_msc, TIME_MSC, "ms", TRADYN__NONZERO, "The same in milliseconds."),
	FE(type, ENUM_NUMBER, tradyn__order_type_enum, 0, "Order type by MetaTrader's number."),
	FNE("type_name", type, ENUM, tradyn__order_type_enum, TRADYN__DERIVED, "Order type by name."),
	FE(state, ENUM, tradyn__order_state_enum, 0, "What has become of it."),
	F(symbol, TEXT, "", 0, "Symbol name."),
	F(volume_initial, DECIMAL, "lots", 0, "Volume asked for."),
	F(volume_current, DECIMAL, "lots", 0, "Volume not yet filled."),
	F(price, DECIMAL, "price", 0, "Price asked for; of a market order the price of its fill."),
	F(stoplimit, DECIMAL, "price", 0, "Limit price of a stop-limit order, else 0."),
	F(sl, DECIMAL, "price", 0, "Stop loss of the position to come; 0: none."),
	F(tp, DECIMAL, "price", 0, "Take profit of the position to come; 0: none."),
	F(price_current, DECIMAL, "price", 0, "Market price: ask for a buy, bid for a sell."),
	FE(type_time, ENUM, tradyn__time_type_enum, 0, "How long it lives."),
	FN("expiration", expiration_msc, TIME_SECONDS, "s", TRADYN__DERIVED, "When it expires, seconds since the epoch, UTC; 0: never."),
	F(expiration_msc, TIME_MSC, "ms", TRADYN__NONZERO, "The same in milliseconds; absent: never."),
	FE(type_filling, ENUM, tradyn__filling_enum, 0, "Whether a part may be filled."),
	F(magic, INT, "", 0, "The client's own number."),
	F(comment, TEXT, "", 0, "The client's comment."),
	F(client_order_id, TEXT, "", TRADYN__NONZERO, "Idempotency key it was placed with."),
	F(position_id, TICKET, "", TRADYN__NONZERO, "Position it opened, changed or closed."),
	F(position_by_id, TICKET, "", TRADYN__NONZERO, "Opposite position of a close by."),
	F(oco, TICKET, "", TRADYN__NONZERO, "Order that is canceled when this one is filled, and the other way round."),
	FE(reason, ENUM, tradyn__reason_enum, 0, "Who or what placed it."),
	F(margin, DECIMAL, "deposit", TRADYN__STORED, "Margin reserved while it is pending."),
	F(late_msc, TIME_MSC, "ms", TRADYN__STORED | TRADYN__NONZERO, "When it is executed, while it waits out the fill model's latency or for the next quote."),
	F(no_changes, BOOL, "", TRADYN__NONZERO, "In the reply of a modification: it asked for what was there already (retcode 10025)."),
};
const tradyn__type tradyn__type_ORDER = TRADYN__TYPE("order", order_fields, false, "An order, pending or finished.");
#undef T

#define T tradyn_trade_request
static const tradyn__field trade_request_fields[] = {
	F(symbol, TEXT, "", TRADYN__REQUIRED, "Symbol name."),
	FE(action, ENUM, tradyn__side_enum, TRADYN__REQUIRED, "buy (at ask) or sell (at bid)."),
	F(volume, DECIMAL, "lots", TRADYN__REQUIRED, "Volume: from volume_min to volume_max of the symbol in steps of volume_step."),
	F(sl, DECIMAL, "price", 0, "Stop loss; 0 or absent: none."),
	F(tp, DECIMAL, "price", 0, "Take profit; 0 or absent: none."),
	STOPS_IN_POINTS("the fill"),
	F(price, DECIMAL, "price", 0, "Price asked for, where execution is instant; absent: the market's."),
	FB(deviation, INT, "points", 0, 0, POINTS_MAX, "Most the fill may be away from `price`."),
	FE(type_filling, ENUM, tradyn__filling_enum, 0, "Whether a part may be filled; absent: the symbol's first."),
	F(magic, INT, "", 0, "The client's own number, carried by order, deal and position."),
	F(comment, TEXT, "", 0, "Comment, carried by order, deal and position."),
	CLIENT_ORDER_ID,
};
const tradyn__type tradyn__type_TRADE_REQUEST = TRADYN__TYPE("trade_request", trade_request_fields, true, "A market order.");
#undef T

#define T tradyn_trade_result
static const tradyn__field trade_result_fields[] = {
	F(ticket, TICKET, "", 0, "The position."),
	F(price, DECIMAL, "price", 0, "Price of the fill."),
	F(order, TICKET, "", 0, "The order."),
	F(deal, TICKET, "", 0, "The deal."),
	F(volume, DECIMAL, "lots", 0, "Volume filled."),
	F(bid, DECIMAL, "price", 0, "Bid it was filled at."),
	F(ask, DECIMAL, "price", 0, "Ask it was filled at."),
	F(sl, DECIMAL, "price", 0, "Stop loss of the position; 0: none."),
	F(tp, DECIMAL, "price", 0, "Take profit of the position; 0: none."),
	F(commission, DECIMAL, "deposit", 0, "Commission of the deal."),
	F(retcode, INT, "", 0, "MetaTrader's return code: 10009 done, 10010 done in part."),
	FN("time", time_msc, TIME_SECONDS, "s", TRADYN__DERIVED, "When, seconds since the epoch, UTC."),
	F(time_msc, TIME_MSC, "ms", 0, "The same in milliseconds."),
	F(fill_model, TEXT, "", TRADYN__NONZERO, "Fill model of the server; absent when it has no friction."),
};
const tradyn__type tradyn__type_TRADE_RESULT = TRADYN__TYPE("trade_result", trade_result_fields, false, "What a market order did.");
#undef T

#define T tradyn_order_request
static const tradyn__field order_request_fields[] = {
	F(symbol, TEXT, "", TRADYN__REQUIRED, "Symbol name."),
	FE(type, ENUM, tradyn__pending_type_enum, TRADYN__REQUIRED, "Type of the pending order, by number or name."),
	F(volume, DECIMAL, "lots", TRADYN__REQUIRED, "Volume: from volume_min to volume_max of the symbol in steps of volume_step."),
	F(price, DECIMAL, "price", TRADYN__REQUIRED, "Price at which the order is triggered."),
	F(stoplimit, DECIMAL, "price", 0, "Limit price that a stop-limit order becomes when it is triggered."),
	F(sl, DECIMAL, "price", 0, "Stop loss of the position to come; 0 or absent: none."),
	F(tp, DECIMAL, "price", 0, "Take profit of the position to come; 0 or absent: none."),
	STOPS_IN_POINTS("the order's price"),
	FE(type_time, ENUM, tradyn__time_type_enum, 0, "How long it lives; absent: gtc, or specified when an expiration is given."),
	FN("expiration", expiration_msc, TIME, "ms", 0, "When it expires: seconds or milliseconds since the epoch, or ISO 8601."),
	FE(type_filling, ENUM, tradyn__filling_enum, 0, "Whether a part may be filled; absent: the symbol's first."),
	F(magic, INT, "", 0, "The client's own number, carried by order, deal and position."),
	F(comment, TEXT, "", 0, "Comment, carried by order, deal and position."),
	CLIENT_ORDER_ID,
	F(oco, TICKET, "", 0, "Ticket of a pending order: whichever of the two fills first cancels the other."),
};
const tradyn__type tradyn__type_ORDER_REQUEST = TRADYN__TYPE("order_request", order_request_fields, true, "A pending order.");
#undef T

#define T tradyn_order_modify
static const tradyn__field order_modify_fields[] = {
	F(price, DECIMAL, "price", 0, "Price at which the order is triggered; absent keeps it."),
	F(stoplimit, DECIMAL, "price", 0, "Limit price of a stop-limit order; absent keeps it."),
	F(sl, DECIMAL, "price", 0, "Stop loss; 0 removes it, absent keeps it."),
	F(tp, DECIMAL, "price", 0, "Take profit; 0 removes it, absent keeps it."),
	FE(type_time, ENUM, tradyn__time_type_enum, 0, "How long it lives; absent keeps it."),
	FN("expiration", expiration_msc, TIME, "ms", 0, "When it expires: seconds or milliseconds since the epoch, or ISO 8601; 0 removes it, absent keeps it."),
	CLIENT_ORDER_ID,
};
const tradyn__type tradyn__type_ORDER_MODIFY = TRADYN__TYPE("order_modify", order_modify_fields, true, "New terms of a pending order.");
#undef T

#define T tradyn_cancel_request
static const tradyn__field cancel_request_fields[] = {
	CLIENT_ORDER_ID,
};
const tradyn__type tradyn__type_CANCEL_REQUEST = TRADYN__TYPE("cancel_request", cancel_request_fields, true, "A cancel needs nothing but the ticket in the path.");
#undef T

#define T tradyn_cancel_result
static const tradyn__field cancel_result_fields[] = {
	F(ticket, TICKET, "", 0, "The order."),
	FE(state, ENUM, tradyn__order_state_enum, 0, "canceled."),
};
const tradyn__type tradyn__type_CANCEL_RESULT = TRADYN__TYPE("cancel_result", cancel_result_fields, false, "What a cancel did.");
#undef T

#define T tradyn_check_request
static const tradyn__field check_request_fields[] = {
	F(symbol, TEXT, "", TRADYN__REQUIRED, "Symbol name."),
	FE(action, ENUM, tradyn__side_enum, 0, "buy or sell: checks a market order."),
	FE(type, ENUM, tradyn__checked_type_enum, 0, "Checks a pending order of this type; 0 and 1 mean a market order."),
	F(volume, DECIMAL, "lots", TRADYN__REQUIRED, "Volume: from volume_min to volume_max of the symbol in steps of volume_step."),
	F(price, DECIMAL, "price", 0, "Price of a pending order; of a market order the price asked for."),
	F(stoplimit, DECIMAL, "price", 0, "Limit price of a stop-limit order."),
	F(sl, DECIMAL, "price", 0, "Stop loss; 0 or absent: none."),
	F(tp, DECIMAL, "price", 0, "Take profit; 0 or absent: none."),
	STOPS_IN_POINTS("the fill or the order's price"),
	FB(deviation, INT, "points", 0, 0, POINTS_MAX, "Most the fill may be away from `price`."),
	FE(type_filling, ENUM, tradyn__filling_enum, 0, "Whether a part may be filled; absent: the symbol's first."),
	FE(type_time, ENUM, tradyn__time_type_enum, 0, "How long a pending order lives."),
	FN("expiration", expiration_msc, TIME, "ms", 0, "When a pending order expires: seconds or milliseconds since the epoch, or ISO 8601."),
	F(magic, INT, "", 0, "The client's own number."),
	F(comment, TEXT, "", 0, "Comment."),
	CLIENT_ORDER_ID,
	F(oco, TICKET, "", 0, "Ticket of the pending order to be linked with."),
};
const tradyn__type tradyn__type_CHECK_REQUEST = TRADYN__TYPE("check_request", check_request_fields, true, "A market order (`action`) or a pending order (`type` and `price`) that is only checked.");
#undef T

#define T tradyn_check_result
static const tradyn__field check_result_fields[] = {
	F(retcode, INT, "", 0, "MetaTrader's return code it would get: 10009 filled, 10008 placed."),
	F(margin_required, DECIMAL, "deposit", 0, "Margin it would need in addition."),
	F(margin, DECIMAL, "deposit", 0, "Margin of the account afterwards."),
	F(margin_free, DECIMAL, "deposit", 0, "Free margin afterwards."),
	F(margin_level, DECIMAL, "percent", 0, "Margin level afterwards; 0 while nothing is reserved."),
	F(balance, DECIMAL, "deposit", 0, "Balance afterwards."),
	F(equity, DECIMAL, "deposit", 0, "Equity afterwards."),
	F(profit, DECIMAL, "deposit", 0, "Floating profit afterwards."),
	F(price, DECIMAL, "price", 0, "Price it would be filled or placed at."),
};
const tradyn__type tradyn__type_CHECK_RESULT = TRADYN__TYPE("check_result", check_result_fields, false, "What a request would do: the account right after it.");
#undef T

#define T tradyn_calc_request
static const tradyn__field calc_request_fields[] = {
	F(symbol, TEXT, "", TRADYN__REQUIRED, "Symbol name."),
	FE(action, ENUM, tradyn__side_enum, TRADYN__REQUIRED, "buy or sell."),
	F(volume, DECIMAL, "lots", TRADYN__REQUIRED, "Volume."),
	F(price, DECIMAL, "price", 0, "Opening price; absent: the market's (margin only)."),
	F(price_close, DECIMAL, "price", 0, "Closing price (profit only)."),
};
const tradyn__type tradyn__type_CALC_REQUEST = TRADYN__TYPE("calc_request", calc_request_fields, true, "A trade whose margin or profit is computed.");
#undef T

#define T tradyn_calc_margin_result
static const tradyn__field calc_margin_result_fields[] = {
	F(margin, DECIMAL, "deposit", 0, "Margin of the trade."),
	F(currency, TEXT, "", 0, "Deposit currency."),
};
const tradyn__type tradyn__type_CALC_MARGIN_RESULT = TRADYN__TYPE("calc_margin_result", calc_margin_result_fields, false, "Margin of a trade.");
#undef T

#define T tradyn_calc_profit_result
static const tradyn__field calc_profit_result_fields[] = {
	F(profit, DECIMAL, "deposit", 0, "Profit of the trade."),
	F(currency, TEXT, "", 0, "Deposit currency."),
};
const tradyn__type tradyn__type_CALC_PROFIT_RESULT = TRADYN__TYPE("calc_profit_result", calc_profit_result_fields, false, "Profit of a trade.");
#undef T
