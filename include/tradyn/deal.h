/* SPDX-License-Identifier: MIT
 * Deals: what was done, and the money it moved. The balance of an account is the sum of its deals. */
#ifndef TRADYN_DEAL_H
#define TRADYN_DEAL_H

#include <tradyn/order.h>

TRADYN_BEGIN

/** MetaQuotes, ENUM_DEAL_TYPE. */
typedef enum tradyn_deal_type {
	TRADYN_DEAL_TYPE_BUY = 0,
	TRADYN_DEAL_TYPE_SELL = 1,
	TRADYN_DEAL_TYPE_BALANCE = 2, /**< deposit, withdrawal, the opening balance */
	TRADYN_DEAL_TYPE_CREDIT = 3,  /**< moves the credit, not the balance */
	TRADYN_DEAL_TYPE_CHARGE = 4,
	TRADYN_DEAL_TYPE_CORRECTION = 5,
	TRADYN_DEAL_TYPE_BONUS = 6,
	TRADYN_DEAL_TYPE_COMMISSION = 7,
	TRADYN_DEAL_TYPE_COMMISSION_DAILY = 8,
	TRADYN_DEAL_TYPE_COMMISSION_MONTHLY = 9,
	TRADYN_DEAL_TYPE_INTEREST = 12,
} tradyn_deal_type;

typedef enum tradyn_deal_entry {
	TRADYN_DEAL_ENTRY_IN = 0,
	TRADYN_DEAL_ENTRY_OUT = 1,
	TRADYN_DEAL_ENTRY_INOUT = 2,
	TRADYN_DEAL_ENTRY_OUT_BY = 3,
} tradyn_deal_entry;

/** A deal. It moves the balance by profit + swap + commission + fee, except a credit, which moves the credit by profit. */
typedef struct tradyn_deal {
	tradyn_ticket ticket;
	tradyn_ticket order;       /**< 0 for a balance operation */
	tradyn_ticket position_id; /**< identifier of the position, 0 for a balance operation */
	int64_t time_msc;          /**< milliseconds since the epoch, UTC */
	tradyn_deal_type type;
	tradyn_deal_entry entry;
	char symbol[TRADYN_SYMBOL_MAX]; /**< "" for a balance operation */
	tradyn_decimal volume;
	tradyn_decimal price;
	tradyn_decimal sl, tp;
	tradyn_decimal commission, swap, fee, profit; /**< deposit currency */
	tradyn_reason reason;
	int64_t magic;
	char comment[TRADYN_COMMENT_MAX];
} tradyn_deal;

/** What moved the money: a line of the ledger, one for each deal that moved balance or credit. */
typedef struct tradyn_ledger_entry {
	tradyn_ticket ticket; /**< the deal */
	int64_t time_msc;
	tradyn_deal_type type;
	tradyn_decimal amount;  /**< change of the balance (of the credit, for a credit) */
	tradyn_decimal balance; /**< after it */
	tradyn_decimal credit;  /**< after it */
	char symbol[TRADYN_SYMBOL_MAX];
	tradyn_ticket position_id;
	char comment[TRADYN_COMMENT_MAX];
} tradyn_ledger_entry;

typedef enum tradyn_history_type {
	TRADYN_HISTORY_TYPE_DEALS = 0,
	TRADYN_HISTORY_TYPE_ORDERS = 1,
	TRADYN_HISTORY_TYPE_LEDGER = 2,
} tradyn_history_type;

/** Parameters of `GET /api/history`. Rows come oldest first. */
typedef struct tradyn_history_query {
	size_t size;
	int type;                       /**< a tradyn_history_type; -1: deals */
	int64_t from_msc, to_msc;       /**< both inclusive; TRADYN_UNSET open */
	char symbol[TRADYN_SYMBOL_MAX]; /**< "" all */
	tradyn_ticket position;         /**< position identifier, TRADYN_UNSET all */
	tradyn_ticket ticket;           /**< deals: of the deal; orders: of the order; TRADYN_UNSET all */
	int64_t limit;                  /**< 1 … 1000; TRADYN_UNSET: 100 */
	char cursor[64];                /**< next_cursor of the page before */
} tradyn_history_query;
#define TRADYN_HISTORY_QUERY_INIT \
	{ sizeof(tradyn_history_query), -1, TRADYN_UNSET, TRADYN_UNSET, "", TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, "" }

TRADYN_END

#endif
