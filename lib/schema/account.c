/* SPDX-License-Identifier: MIT
 * The rows of an account. What carries CONFIG is the broker's to set; the rest follows from deals and quotes. */
#include "lib/schema/enums.h"
#include "lib/schema/types.h"

#define T tradyn_account
static const tradyn__field account_fields[] = {
	FB(login, INT, "", TRADYN__CONFIG, 1, TRADYN__INTEGER_MAX, "Number of the account."),
	F(name, TEXT, "", TRADYN__CONFIG, "Name of its owner."),
	F(server, TEXT, "", TRADYN__CONFIG, "Name of the trading server."),
	F(company, TEXT, "", TRADYN__CONFIG, "Name of the broker."),
	F(currency, TEXT, "", TRADYN__CONFIG, "Deposit currency."),
	FB(currency_digits, INT, "digits", TRADYN__CONFIG, 0, 8, "Decimals to which money in the deposit currency is rounded."),
	FB(leverage, INT, "", TRADYN__CONFIG, 1, 1000000, "Leverage; 100 means 1:100."),
	FE(trade_mode, ENUM, tradyn__account_trade_mode_enum, TRADYN__CONFIG, "Kind of account; a paper account is demo."),
	FE(margin_mode, ENUM, tradyn__margin_mode_enum, TRADYN__CONFIG, "hedging: a position per deal, both directions at once; netting: one position per symbol."),
	F(balance, DECIMAL, "deposit", TRADYN__CONFIG, "Sum of all deals; in the configuration the opening balance."),
	F(credit, DECIMAL, "deposit", TRADYN__CONFIG, "Credit given by the broker."),
	F(profit, DECIMAL, "deposit", 0, "Floating profit of all open positions, swap included."),
	F(equity, DECIMAL, "deposit", 0, "balance + credit + profit - commission_blocked."),
	F(commission_blocked, DECIMAL, "deposit", 0, "Commission of symbols that charge it at the end of the day or month; it is booked by a deal then."),
	F(commission_monthly, DECIMAL, "deposit", TRADYN__STORED, "The part of commission_blocked that is charged at the end of the month."),
	F(margin, DECIMAL, "deposit", 0, "Money reserved for open positions and pending orders."),
	F(margin_free, DECIMAL, "deposit", 0, "equity - margin: what may be used for new positions."),
	F(margin_level, DECIMAL, "percent", 0, "equity / margin * 100; 0 while nothing is reserved."),
	FE(margin_so_mode, ENUM, tradyn__so_mode_enum, TRADYN__CONFIG, "What margin_so_call and margin_so_so are: percent of the margin level, or money of equity."),
	FB(margin_so_call, DECIMAL, "percent or deposit", TRADYN__CONFIG, 0, INT64_MAX, "Margin call at or below this level."),
	FB(margin_so_so, DECIMAL, "percent or deposit", TRADYN__CONFIG, 0, INT64_MAX, "Stop-out at or below this level."),
	F(trade_allowed, BOOL, "", TRADYN__CONFIG, "Whether the account may trade."),
	FB(limit_orders, INT, "", TRADYN__CONFIG, 0, 100000, "Most pending orders at once; 0: only the server's own bound."),
	FB(limit_positions, INT, "", TRADYN__CONFIG, 0, 100000, "Most open positions at once; 0: only the server's own bound."),
	F(fifo_close, BOOL, "", TRADYN__CONFIG, "Whether the oldest position of a symbol must be closed first."),
	F(hedge_prohibited, BOOL, "", TRADYN__CONFIG, "Whether opposite positions of one symbol are refused."),
	F(negative_balance_compensation, BOOL, "", TRADYN__CONFIG, "Whether a balance below zero is set to 0 after a stop-out."),
	FN("server_time", server_time_msc, TIME_SECONDS, "s", TRADYN__DERIVED, "Time of the trading server, seconds since the epoch, UTC."),
	F(server_time_msc, TIME_MSC, "ms", 0, "The same in milliseconds."),
};
const tradyn__type tradyn__type_ACCOUNT = TRADYN__TYPE("account", account_fields, false, "The trading account: its terms, its money, its state.");
#undef T
