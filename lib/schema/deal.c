/* SPDX-License-Identifier: MIT
 * The rows of deals, of the ledger and of the history query. */
#include "lib/schema/enums.h"
#include "lib/schema/types.h"

#define T tradyn_deal
static const tradyn__field deal_fields[] = {
	F(ticket, TICKET, "", 0, "Names the deal."),
	F(order, TICKET, "", 0, "Order it came from; 0 for a balance operation."),
	F(position_id, TICKET, "", 0, "Identifier of the position; 0 for a balance operation."),
	FN("time", time_msc, TIME_SECONDS, "s", TRADYN__DERIVED, "When, seconds since the epoch, UTC."),
	F(time_msc, TIME_MSC, "ms", 0, "The same in milliseconds."),
	FE(type, ENUM, tradyn__deal_type_enum, 0, "buy and sell trade; the others only move money."),
	FE(entry, ENUM, tradyn__deal_entry_enum, 0, "Whether it opened (in), closed (out), reversed (inout) or closed against an opposite position (out_by)."),
	F(symbol, TEXT, "", 0, "Symbol name; empty for a balance operation."),
	F(volume, DECIMAL, "lots", 0, "Volume."),
	F(price, DECIMAL, "price", 0, "Price of the fill."),
	F(sl, DECIMAL, "price", 0, "Stop loss of the position at that time; 0: none."),
	F(tp, DECIMAL, "price", 0, "Take profit of the position at that time; 0: none."),
	F(commission, DECIMAL, "deposit", 0, "Commission."),
	F(swap, DECIMAL, "deposit", 0, "Swap."),
	F(fee, DECIMAL, "deposit", 0, "Fee."),
	F(profit, DECIMAL, "deposit", 0, "Profit; of a balance operation its amount."),
	FE(reason, ENUM, tradyn__reason_enum, 0, "Who or what caused it."),
	F(magic, INT, "", 0, "The client's own number."),
	F(comment, TEXT, "", 0, "Comment."),
};
const tradyn__type tradyn__type_DEAL = TRADYN__TYPE("deal", deal_fields, false, "A deal. The balance is the sum of profit, swap, commission and fee of all deals.");
#undef T

#define T tradyn_ledger_entry
static const tradyn__field ledger_entry_fields[] = {
	F(ticket, TICKET, "", 0, "The deal that moved the money."),
	FN("time", time_msc, TIME_SECONDS, "s", TRADYN__DERIVED, "When, seconds since the epoch, UTC."),
	F(time_msc, TIME_MSC, "ms", 0, "The same in milliseconds."),
	FE(type, ENUM, tradyn__deal_type_enum, 0, "Type of the deal."),
	F(amount, DECIMAL, "deposit", 0, "Change of the balance; of a credit, change of the credit."),
	F(balance, DECIMAL, "deposit", 0, "Balance after it."),
	F(credit, DECIMAL, "deposit", 0, "Credit after it."),
	F(symbol, TEXT, "", 0, "Symbol name; empty for a balance operation."),
	F(position_id, TICKET, "", 0, "Identifier of the position; 0 for a balance operation."),
	F(comment, TEXT, "", 0, "Comment of the deal."),
};
const tradyn__type tradyn__type_LEDGER_ENTRY = TRADYN__TYPE("ledger_entry", ledger_entry_fields, false, "A line of the ledger: one for each deal that moved balance or credit.");
#undef T

#define T tradyn_history_query
static const tradyn__field history_query_fields[] = {
	FE(type, ENUM, tradyn__history_type_enum, 0, "What is listed: deals (default), orders that are finished, or the ledger."),
	FN("from", from_msc, TIME, "ms", 0, "Not before this time: seconds or milliseconds since the epoch, or ISO 8601."),
	FN("to", to_msc, TIME, "ms", 0, "Not after this time: seconds or milliseconds since the epoch, or ISO 8601."),
	F(symbol, TEXT, "", 0, "Only this symbol."),
	F(position, TICKET, "", 0, "Only of this position, by its identifier."),
	F(ticket, TICKET, "", 0, "Only this deal or order."),
	FB(limit, INT, "", 0, 1, 1000, "Most rows of a page; 100 when absent."),
	F(cursor, TEXT, "", 0, "next_cursor of the page before."),
};
const tradyn__type tradyn__type_HISTORY_QUERY = TRADYN__TYPE("history_query", history_query_fields, true, "What of the history is listed, oldest first.");
#undef T
