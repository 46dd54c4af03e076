/* SPDX-License-Identifier: MIT
 * The rows of positions and of the requests that change and close them. */
#include "lib/schema/enums.h"
#include "lib/schema/types.h"

#define CLIENT_ORDER_ID \
	F(client_order_id, TEXT, "", TRADYN__ASCII, "Idempotency key of the request, like the header Idempotency-Key: 1 to 64 printable ASCII characters; the same key and request give the stored reply.")

#define T tradyn_position
static const tradyn__field position_fields[] = {
	F(ticket, TICKET, "", 0, "Names the position until it is closed."),
	F(identifier, TICKET, "", 0, "Constant from opening to closing, also through a reversal; deals carry it as position_id."),
	FN("time", time_msc, TIME_SECONDS, "s", TRADYN__DERIVED, "When it was opened, seconds since the epoch, UTC."),
	F(time_msc, TIME_MSC, "ms", 0, "The same in milliseconds."),
	F(time_update_msc, TIME_MSC, "ms", 0, "When it was last changed, milliseconds since the epoch, UTC."),
	F(symbol, TEXT, "", 0, "Symbol name."),
	FE(type, ENUM, tradyn__side_enum, 0, "buy or sell."),
	F(volume, DECIMAL, "lots", 0, "Volume still open."),
	F(price_open, DECIMAL, "price", 0, "Opening price; under netting the volume-weighted average."),
	F(price_current, DECIMAL, "price", 0, "Price it could be closed at: bid for a buy, ask for a sell."),
	F(sl, DECIMAL, "price", 0, "Stop loss; 0: none."),
	F(tp, DECIMAL, "price", 0, "Take profit; 0: none."),
	F(swap, DECIMAL, "deposit", 0, "Swap collected so far; booked when the position is closed."),
	F(profit, DECIMAL, "deposit", 0, "Floating profit at the current price, without swap and commission."),
	F(commission, DECIMAL, "deposit", 0, "Commission paid for opening what is still open."),
	F(magic, INT, "", 0, "The client's own number."),
	F(comment, TEXT, "", 0, "The client's comment."),
	FE(reason, ENUM, tradyn__reason_enum, 0, "Who or what opened it."),
	F(trailing_points, INT, "points", TRADYN__NONZERO, "Distance of the trailing stop; absent: none."),
	F(swap_exact, DECIMAL, "deposit", TRADYN__STORED, "Swap collected so far before it is rounded, so that nights add up exactly."),
	F(margin_rate, DECIMAL, "", TRADYN__STORED, "Margin currency to deposit currency, frozen at the opening."),
	F(late_msc, TIME_MSC, "ms", TRADYN__STORED | TRADYN__NONZERO, "When its triggered stop is executed, while it waits out the fill model's latency."),
	FE(late_reason, ENUM, tradyn__reason_enum, TRADYN__STORED, "Which stop waits: sl or tp."),
	F(margin_rate_rest, INT, "", TRADYN__STORED, "What the exact rate is above or below margin_rate, 1e-16."),
	F(no_changes, BOOL, "", TRADYN__NONZERO, "In the reply of a modification: it asked for what was there already (retcode 10025)."),
};
const tradyn__type tradyn__type_POSITION = TRADYN__TYPE("position", position_fields, false, "An open position.");
#undef T

#define T tradyn_list_query
static const tradyn__field list_query_fields[] = {
	F(symbol, TEXT, "", 0, "Only this symbol."),
	F(magic, INT, "", 0, "Only this magic number."),
};
const tradyn__type tradyn__type_LIST_QUERY = TRADYN__TYPE("list_query", list_query_fields, true, "What positions or orders are listed.");
#undef T

#define T tradyn_position_modify
static const tradyn__field position_modify_fields[] = {
	F(sl, DECIMAL, "price", 0, "Stop loss; 0 removes it, absent keeps it."),
	F(tp, DECIMAL, "price", 0, "Take profit; 0 removes it, absent keeps it."),
	FB(trailing_points, INT, "points", 0, 0, 1000000000, "Distance of the trailing stop; 0 removes it, absent keeps it."),
	CLIENT_ORDER_ID,
};
const tradyn__type tradyn__type_POSITION_MODIFY = TRADYN__TYPE("position_modify", position_modify_fields, true, "New stops of an open position.");
#undef T

#define T tradyn_close_request
static const tradyn__field close_request_fields[] = {
	F(volume, DECIMAL, "lots", 0, "Volume to close; absent: all."),
	F(price, DECIMAL, "price", 0, "Price asked for, where execution is instant; absent: the market's."),
	FB(deviation, INT, "points", 0, 0, 1000000000, "Most the fill may be away from `price`."),
	F(by, TICKET, "", 0, "Ticket of an opposite position of the same symbol to close against."),
	F(magic, INT, "", 0, "The client's own number, for the closing deal."),
	F(comment, TEXT, "", 0, "Comment of the closing deal."),
	CLIENT_ORDER_ID,
};
const tradyn__type tradyn__type_CLOSE_REQUEST = TRADYN__TYPE("close_request", close_request_fields, true, "How a position is closed: in whole, in part, or against an opposite one.");
#undef T

#define T tradyn_close_result
static const tradyn__field close_result_fields[] = {
	F(ticket, TICKET, "", 0, "The position."),
	F(deal, TICKET, "", 0, "The closing deal."),
	F(order, TICKET, "", 0, "The closing order."),
	F(volume, DECIMAL, "lots", 0, "Volume closed."),
	F(price, DECIMAL, "price", 0, "Price of the fill."),
	F(profit, DECIMAL, "deposit", 0, "Profit booked to the balance."),
	F(swap, DECIMAL, "deposit", 0, "Swap booked to the balance."),
	F(commission, DECIMAL, "deposit", 0, "Commission of the closing deal."),
	F(remaining, DECIMAL, "lots", 0, "Volume still open."),
	F(bid, DECIMAL, "price", 0, "Bid it was done at."),
	F(ask, DECIMAL, "price", 0, "Ask it was done at."),
	F(retcode, INT, "", 0, "MetaTrader's return code: 10009 done, 10010 done in part."),
	FN("time", time_msc, TIME_SECONDS, "s", TRADYN__DERIVED, "When, seconds since the epoch, UTC."),
	F(time_msc, TIME_MSC, "ms", 0, "The same in milliseconds."),
};
const tradyn__type tradyn__type_CLOSE_RESULT = TRADYN__TYPE("close_result", close_result_fields, false, "What a close did.");
#undef T

#define T tradyn_close_failure
static const tradyn__field close_failure_fields[] = {
	F(ticket, TICKET, "", 0, "The position that stays open."),
	F(error, TEXT, "", 0, "What went wrong, for people."),
	F(code, TEXT, "", 0, "What went wrong, for programs: a code of the error list."),
};
const tradyn__type tradyn__type_CLOSE_FAILURE = TRADYN__TYPE("close_failure", close_failure_fields, false, "A position that close-all could not close.");
#undef T

#define T tradyn_close_all_request
static const tradyn__field close_all_request_fields[] = {
	F(symbol, TEXT, "", 0, "Only positions of this symbol."),
	FE(type, ENUM, tradyn__side_enum, 0, "Only buys or only sells."),
	F(magic, INT, "", 0, "Only positions of this magic number."),
	FE(filter, ENUM, tradyn__close_filter_enum, 0, "all (default), or only those whose profit with swap is above zero (profit) or below it (loss)."),
	CLIENT_ORDER_ID,
};
const tradyn__type tradyn__type_CLOSE_ALL_REQUEST = TRADYN__TYPE("close_all_request", close_all_request_fields, true, "Which positions are closed.");
#undef T

#define T tradyn_close_all_result
static const tradyn__field close_all_result_fields[] = {
	FL(closed, LIST, tradyn__type_CLOSE_RESULT, 0, 0, "What was closed."),
	FL(failed, LIST, tradyn__type_CLOSE_FAILURE, 0, 0, "What could not be closed, and why."),
};
const tradyn__type tradyn__type_CLOSE_ALL_RESULT = TRADYN__TYPE("close_all_result", close_all_result_fields, false, "What close-all did.");
#undef T
