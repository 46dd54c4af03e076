/* SPDX-License-Identifier: MIT
 * Margin call and stop-out (MetaQuotes, "Groups", Margin; Server API, "Hook scheme"): where the alarms lie, and what is done when one
 * rings. One action at a time, each at the equity that the one before left. */
#include "lib/base/text.h"
#include "lib/engine/execution.h"

#include <string.h>

/* Beyond every sum of money. */
#define NEVER ((tradyn__wide)1 << 120)

tradyn__wide tradyn__account_floor(const tradyn_account *terms, tradyn_decimal level)
{
	if (terms->margin <= 0)
		return -NEVER;
	if (terms->margin_so_mode == TRADYN_SO_MODE_MONEY)
		return level;
	return tradyn__wide_div((tradyn__wide)level * terms->margin, TRADYN_DECIMAL(100), TRADYN_ROUND_DOWN);
}

bool tradyn__account_called(tradyn__account *account)
{
	return account->terms.margin > 0 && tradyn__account_equity(account) <= tradyn__account_floor(&account->terms, account->terms.margin_so_call);
}

/* ---- Alarms ---- */

void tradyn__account_refresh(tradyn_engine *engine, tradyn__account *account)
{
	tradyn__wide money = tradyn__account_money(account);
	tradyn__wide call = tradyn__account_floor(&account->terms, account->terms.margin_so_call);
	tradyn__wide stop = tradyn__account_floor(&account->terms, account->terms.margin_so_so);

	if (account->terms.margin <= 0)
		account->called = false;
	account->alarm_low = (account->called || stop > call ? stop : call) - money;
	account->alarm_high = account->called ? call - money : NEVER;
	tradyn__account_watch(engine, account);
}

void tradyn__account_watch(tradyn_engine *engine, tradyn__account *account)
{
	tradyn__account **place = &engine->alarmed;

	if (account->alarmed || (account->low > account->alarm_low && account->high <= account->alarm_high))
		return;
	account->alarmed = true;
	while (*place && (*place)->terms.login < account->terms.login) /* lower login first, whatever touched them first */
		place = &(*place)->next_alarmed;
	account->next_alarmed = *place;
	*place = account;
}

/* ---- What is given up next ---- */

static tradyn__order *largest_reserve(const tradyn__account *account)
{
	tradyn__order *largest = NULL, *order;

	for (uint64_t cursor = 0; (order = tradyn__list_next(&account->orders, &cursor));)
		if (order->margin > (largest ? largest->margin : 0))
			largest = order;
	return largest;
}

/* The position with the least profit, swap and commission aside, the oldest of equals, whose symbol trades now. Under FIFO the
 * oldest losing one of each symbol is asked, or (`losing` false) the oldest. */
static tradyn__position *least_profit(tradyn_engine *engine, const tradyn__account *account, bool losing)
{
	tradyn__position *worst = NULL, *position;
	tradyn_decimal least = 0;
	uint64_t walk = ++engine->last_walk;

	for (uint64_t cursor = 0; (position = tradyn__list_next(&account->positions, &cursor));) {
		tradyn_decimal profit = tradyn__position_profit(position);

		if ((losing && profit >= 0) || (account->terms.fifo_close && position->book->walk == walk))
			continue;
		position->book->walk = walk;
		if ((worst && profit >= least) || !tradyn__symbol_open(engine, position->book->symbol))
			continue;
		worst = position;
		least = profit;
	}
	return worst;
}

static tradyn__position *next_position(tradyn_engine *engine, const tradyn__account *account)
{
	tradyn__position *position = least_profit(engine, account, true);

	return position ? position : least_profit(engine, account, false);
}

/* ---- Actions ---- */

/* "[so 49.87%/498.7/1000.0]": level, equity, margin at the time; in money mode without the level. */
static void stop_out_comment(tradyn__account *account, char out[TRADYN_COMMENT_MAX])
{
	tradyn__wide equity = tradyn__account_equity(account);
	char level[TRADYN_DECIMAL_TEXT_MAX], money[TRADYN_DECIMAL_TEXT_MAX], margin[TRADYN_DECIMAL_TEXT_MAX];

	tradyn_decimal_format_fixed(tradyn__margin_level(equity, account->terms.margin), 2, level);
	tradyn_decimal_format(tradyn__money(equity), money);
	tradyn_decimal_format(account->terms.margin, margin);
	if (account->terms.margin_so_mode == TRADYN_SO_MODE_MONEY)
		tradyn__text_format(out, TRADYN_COMMENT_MAX, "[so %s/%s]", money, margin);
	else if (strlen(level) + strlen(money) + strlen(margin) + 8 < TRADYN_COMMENT_MAX)
		tradyn__text_format(out, TRADYN_COMMENT_MAX, "[so %s%%/%s/%s]", level, money, margin);
	else
		tradyn__text_format(out, TRADYN_COMMENT_MAX, "[so %s%%]", level);
}

/* A netting position of a real account goes in parts (MetaQuotes, "Groups", Stop-out processing). */
static tradyn_decimal volume_to_close(const tradyn__account *account, const tradyn__position *position)
{
	tradyn_decimal most = position->book->symbol->spec.volume_max;
	bool parts = account->terms.margin_mode != TRADYN_MARGIN_MODE_HEDGING && account->terms.trade_mode == TRADYN_ACCOUNT_TRADE_MODE_REAL;

	return parts && position->view.volume > most ? most : position->view.volume;
}

static void cancel(tradyn_engine *engine, tradyn__account *account, tradyn__order *order)
{
	tradyn__order_finish(engine, order, TRADYN_ORDER_STATE_CANCELED, TRADYN_EVENT_ACTION_CANCELED, TRADYN_REASON_SO);
	tradyn__emit_account(engine, account, TRADYN_REASON_SO);
}

static void close_out(tradyn_engine *engine, tradyn__account *account, tradyn__position *position)
{
	char comment[TRADYN_COMMENT_MAX];
	tradyn__closing closing = { .reason = TRADYN_REASON_SO, .comment = comment };
	tradyn_close_result result;

	stop_out_comment(account, comment);
	closing.volume = volume_to_close(account, position);
	closing.price = tradyn__execution_price(engine, position->book->symbol, tradyn__opposite(position->view.type), engine->last_ticket + 1);
	closing.magic = position->view.magic;
	tradyn__fill_close(engine, position, &closing, &result);
}

static bool is_stopped(tradyn__account *account)
{
	return tradyn__account_equity(account) <= tradyn__account_floor(&account->terms, account->terms.margin_so_so);
}

/* Gives up one thing after another until the account is above its level. Returns whether it is: it stays below when only
 * positions are left whose symbols are closed. */
static bool stop_out(tradyn_engine *engine, tradyn__account *account, bool *acted)
{
	*acted = false;
	while (is_stopped(account)) {
		tradyn__order *order = largest_reserve(account);
		tradyn__position *position = order ? NULL : next_position(engine, account);

		if (!order && !position)
			return false;
		if (!*acted)
			tradyn__emit_notification(engine, account, TRADYN_EVENT_ACTION_STOP_OUT);
		*acted = true;
		if (order)
			cancel(engine, account, order);
		else
			close_out(engine, account, position);
	}
	return true;
}

static void compensate(tradyn_engine *engine, tradyn__account *account)
{
	if (account->terms.negative_balance_compensation && account->terms.balance < 0 && account->positions.live == 0)
		tradyn__fill_balance(engine, account, TRADYN_DEAL_TYPE_CORRECTION, -account->terms.balance, "so compensation", TRADYN_REASON_SO);
}

/* Returns whether the account is out of danger. */
static bool answer_alarm(tradyn_engine *engine, tradyn__account *account)
{
	bool called = account->called, acted, above;

	account->called = tradyn__account_called(account);
	if (account->called && !called)
		tradyn__emit_notification(engine, account, TRADYN_EVENT_ACTION_MARGIN_CALL);
	above = stop_out(engine, account, &acted);
	if (acted)
		compensate(engine, account);
	tradyn__account_refresh(engine, account);
	return above;
}

void tradyn__account_alarms(tradyn_engine *engine)
{
	while (engine->alarmed) {
		tradyn__account *account = engine->alarmed;
		bool above;

		engine->alarmed = account->next_alarmed;
		above = answer_alarm(engine, account);
		account->alarmed = false;
		if (above) /* else it waits for the next change */
			tradyn__account_watch(engine, account);
	}
}
