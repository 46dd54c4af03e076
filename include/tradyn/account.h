/* SPDX-License-Identifier: MIT
 * The trading account: its terms, its money, its state. */
#ifndef TRADYN_ACCOUNT_H
#define TRADYN_ACCOUNT_H

#include <tradyn/decimal.h>

TRADYN_BEGIN

#define TRADYN_NAME_MAX 64     /**< account, server, company and key names, with the NUL */
#define TRADYN_CURRENCY_MAX 8  /**< "USD", "USDT", with the NUL */
#define TRADYN_SYMBOL_MAX 32   /**< symbol names in UTF-8, with the NUL */
#define TRADYN_COMMENT_MAX 32  /**< 31 bytes of comment (MetaQuotes) and the NUL */

/** Number of an account. */
typedef int64_t tradyn_login;
/** Number of an order, deal or position: positive, below 2^53. */
typedef int64_t tradyn_ticket;

typedef enum tradyn_account_trade_mode {
	TRADYN_ACCOUNT_TRADE_MODE_DEMO = 0,
	TRADYN_ACCOUNT_TRADE_MODE_CONTEST = 1,
	TRADYN_ACCOUNT_TRADE_MODE_REAL = 2,
} tradyn_account_trade_mode;

/** How positions of one symbol add up (MetaQuotes, ENUM_ACCOUNT_MARGIN_MODE). */
typedef enum tradyn_margin_mode {
	TRADYN_MARGIN_MODE_NETTING = 0,  /**< one position per symbol */
	TRADYN_MARGIN_MODE_EXCHANGE = 1, /**< netting with the margin of an exchange */
	TRADYN_MARGIN_MODE_HEDGING = 2,  /**< a position per deal, both directions at once */
} tradyn_margin_mode;

/** In what the margin-call and stop-out levels are measured. */
typedef enum tradyn_so_mode {
	TRADYN_SO_MODE_PERCENT = 0, /**< margin level in percent */
	TRADYN_SO_MODE_MONEY = 1,   /**< equity in deposit currency */
} tradyn_so_mode;

/** An account as `GET /api/account` shows it. Money is in deposit currency, cut to currency_digits. */
typedef struct tradyn_account {
	tradyn_login login;
	char name[TRADYN_NAME_MAX];
	char server[TRADYN_NAME_MAX];
	char company[TRADYN_NAME_MAX];
	char currency[TRADYN_CURRENCY_MAX]; /**< deposit currency */
	int64_t currency_digits;            /**< decimals of the deposit currency */
	int64_t leverage;                   /**< 100 means 1:100 */
	tradyn_account_trade_mode trade_mode;
	tradyn_margin_mode margin_mode;
	tradyn_decimal balance;      /**< sum of all deals */
	tradyn_decimal credit;
	tradyn_decimal profit;       /**< floating: open positions' profit and swap */
	tradyn_decimal equity;       /**< balance + credit + profit - commission_blocked */
	tradyn_decimal commission_blocked; /**< commission that is charged at the end of the day or month */
	tradyn_decimal commission_monthly; /**< the part of commission_blocked that is charged at the end of the month */
	tradyn_decimal margin;       /**< reserved for open positions and orders */
	tradyn_decimal margin_free;  /**< equity - margin */
	tradyn_decimal margin_level; /**< equity / margin * 100, two decimals; 0 without margin */
	tradyn_so_mode margin_so_mode;
	tradyn_decimal margin_so_call; /**< margin call at or below this level */
	tradyn_decimal margin_so_so;   /**< stop-out at or below this level */
	bool trade_allowed;
	int64_t limit_orders;    /**< most pending orders at once; 0 is the engine's own bound */
	int64_t limit_positions; /**< most open positions at once; 0 is the engine's own bound */
	bool fifo_close;         /**< the oldest position of a symbol must be closed first */
	bool hedge_prohibited;   /**< no opposite positions of one symbol */
	bool negative_balance_compensation; /**< after a stop-out a negative balance is set to 0 by a "so compensation" deal */
	int64_t server_time_msc; /**< engine time, milliseconds since the epoch, UTC */
} tradyn_account;

TRADYN_END

#endif
