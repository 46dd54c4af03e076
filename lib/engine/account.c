/* SPDX-License-Identifier: MIT
 * An account's money and what follows from it: equity, free margin, level, margin call and stop-out (MetaQuotes, "Groups", Margin).
 * equity = balance + credit + floating profit + swap; the balance changes by deals only. */
#include "lib/base/fail.h"
#include "lib/base/text.h"
#include "lib/engine/engine_impl.h"

#include <stdlib.h>
#include <string.h>

/* Beyond every sum of money. */
#define NEVER ((tradyn__wide)1 << 120)

/* ---- Life ---- */

static int bad(tradyn_error *err, int32_t index, const char *member, const char *why)
{
	char field[TRADYN_ERROR_FIELD_MAX];

	tradyn__text_format(field, sizeof(field), "accounts[%d].%s", (int)index, member);
	return tradyn__fail(err, TRADYN_E_CONFIG, field, "%s %s.", field, why);
}

static int check_terms(const tradyn_account *terms, int32_t index, tradyn_error *err)
{
	const struct {
		bool right;
		const char *member, *why;
	} rules[] = {
		{ terms->login > 0, "login", "must be above 0" },
		{ memchr(terms->currency, '\0', sizeof(terms->currency)) && terms->currency[0], "currency", "must be a currency" },
		{ terms->currency_digits >= 0 && terms->currency_digits <= TRADYN_DECIMAL_DIGITS, "currency_digits", "must be 0 to 8" },
		{ terms->leverage >= 1, "leverage", "must be at least 1" },
		{ terms->balance >= 0, "balance", "must not be negative" },
		{ terms->credit >= 0, "credit", "must not be negative" },
		{ terms->limit_orders >= 0, "limit_orders", "must not be negative" },
		{ terms->limit_positions >= 0, "limit_positions", "must not be negative" },
		{ terms->margin_mode == TRADYN_MARGIN_MODE_HEDGING, "margin_mode", "must be hedging" },
	};

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (!rules[i].right)
			return bad(err, index, rules[i].member, rules[i].why);
	return 0;
}

int tradyn__account_init(tradyn__account *account, const tradyn_account *terms, int32_t index, tradyn_engine *engine, tradyn_error *err)
{
	int status = check_terms(terms, index, err);

	if (status)
		return status;
	if (tradyn__index_find(&engine->logins, terms->login))
		return bad(err, index, "login", "is already another account's");
	account->engine = engine;
	account->terms = *terms;
	account->terms.balance = account->terms.credit = account->terms.margin = 0; /* deals bring the money */
	account->index = index;
	account->books = calloc(engine->symbol_count ? engine->symbol_count : 1, sizeof(tradyn__book *));
	if (!account->books || tradyn__index_reserve(&engine->logins, (size_t)index + 1))
		return tradyn__fail(err, TRADYN_E_NO_MEMORY, NULL, "Out of memory.");
	tradyn__index_add(&engine->logins, terms->login, account);
	tradyn__account_refresh(engine, account);
	return 0;
}

void tradyn__account_clear(tradyn__account *account, size_t symbols)
{
	for (size_t i = 0; account->books && i < symbols; i++)
		tradyn__book_free(account->books[i]);
	free(account->books);
	tradyn__bag_clear(&account->active);
	tradyn__list_clear(&account->positions);
	tradyn__list_clear(&account->orders);
}

tradyn__account *tradyn__account_find(const tradyn_engine *engine, tradyn_login login, tradyn_error *err)
{
	tradyn__account *account = tradyn__index_find(&engine->logins, login);

	if (!account)
		tradyn__fail(err, TRADYN_E_UNKNOWN_ACCOUNT, "login", "There is no account %lld.", (long long)login);
	return account;
}

/* ---- Money ---- */

tradyn__wide tradyn__account_floating(tradyn__account *account)
{
	if (account->low != account->high)
		for (size_t i = 0; i < account->active.count; i++)
			tradyn__book_settle(account->active.members[i].object);
	return account->low;
}

tradyn__wide tradyn__account_equity(tradyn__account *account)
{
	return (tradyn__wide)account->terms.balance + account->terms.credit + account->swap + tradyn__account_floating(account);
}

tradyn_decimal tradyn__margin_level(tradyn__wide equity, tradyn_decimal margin)
{
	if (margin <= 0)
		return 0;
	return tradyn__money(tradyn__wide_div(equity * 10000, margin, TRADYN_ROUND_HALF_AWAY) * (TRADYN_DECIMAL_ONE / 100));
}

void tradyn__account_view(const tradyn_engine *engine, tradyn__account *account, tradyn_account *out)
{
	tradyn__wide floating = tradyn__account_floating(account) + account->swap;
	tradyn__wide equity = floating + account->terms.balance + account->terms.credit;

	*out = account->terms;
	out->profit = tradyn__money(floating);
	out->equity = tradyn__money(equity);
	out->margin_free = tradyn__money(equity - account->terms.margin);
	out->margin_level = tradyn__margin_level(equity, account->terms.margin);
	out->server_time_msc = engine->time_msc;
}

/* ---- Margin call and stop-out ---- */

/* The largest equity that is at or below a level; nothing is without margin. */
static tradyn__wide floor_of(const tradyn_account *terms, tradyn_decimal level)
{
	if (terms->margin <= 0)
		return -NEVER;
	if (terms->margin_so_mode == TRADYN_SO_MODE_MONEY)
		return level;
	return tradyn__wide_div((tradyn__wide)level * terms->margin, TRADYN_DECIMAL(100), TRADYN_ROUND_DOWN);
}

void tradyn__account_refresh(tradyn_engine *engine, tradyn__account *account)
{
	tradyn__wide money = (tradyn__wide)account->terms.balance + account->terms.credit + account->swap;
	tradyn__wide call = floor_of(&account->terms, account->terms.margin_so_call), stop = floor_of(&account->terms, account->terms.margin_so_so);

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

static tradyn__order *largest_reserve(const tradyn__account *account)
{
	tradyn__order *largest = NULL, *order;

	for (uint64_t cursor = 0; (order = tradyn__list_next(&account->orders, &cursor));)
		if (order->margin > (largest ? largest->margin : 0))
			largest = order;
	return largest;
}

/* Whether the account may close only an older position of the symbol. */
static bool has_older(const tradyn__account *account, const tradyn__position *position)
{
	uint64_t cursor = 0;
	tradyn__position *older;

	while ((older = tradyn__list_next(&account->positions, &cursor)) && older != position)
		if (older->book == position->book)
			return true;
	return false;
}

static tradyn__position *largest_loss(const tradyn__account *account)
{
	tradyn__position *worst = NULL, *position;
	tradyn_decimal least = 0;

	for (uint64_t cursor = 0; (position = tradyn__list_next(&account->positions, &cursor));) {
		tradyn_decimal profit = tradyn__position_profit(position);

		if ((worst && profit >= least) || (account->terms.fifo_close && has_older(account, position)))
			continue;
		worst = position;
		least = profit;
	}
	return worst;
}

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

/* One action: the pending order that reserves most, else the position that loses most. Returns whether there was one. */
static bool stop_out(tradyn_engine *engine, tradyn__account *account)
{
	tradyn__order *order = largest_reserve(account);
	tradyn__position *position = order ? NULL : largest_loss(account);
	tradyn__closing closing = { .reason = TRADYN_REASON_SO };
	char comment[TRADYN_COMMENT_MAX];
	tradyn_close_result result;

	if (!order && !position)
		return false;
	if (order) {
		tradyn__order_finish(engine, order, TRADYN_ORDER_STATE_CANCELED, TRADYN_EVENT_ACTION_CANCELED, TRADYN_REASON_SO);
		tradyn__emit_account(engine, account, TRADYN_REASON_SO);
		return true;
	}
	stop_out_comment(account, comment);
	closing.volume = position->view.volume;
	closing.price = tradyn__market_price(position->book->symbol, tradyn__opposite(position->view.type));
	closing.comment = comment;
	tradyn__fill_close(engine, position, &closing, &result);
	return true;
}

static void compensate(tradyn_engine *engine, tradyn__account *account)
{
	if (account->terms.negative_balance_compensation && account->terms.balance < 0 && account->positions.live == 0)
		tradyn__fill_balance(engine, account, TRADYN_DEAL_TYPE_CORRECTION, -account->terms.balance, "so compensation");
}

static void answer_alarm(tradyn_engine *engine, tradyn__account *account)
{
	tradyn__wide call = floor_of(&account->terms, account->terms.margin_so_call), equity = tradyn__account_equity(account);
	bool called = account->called, stopped = false;

	account->called = account->terms.margin > 0 && equity <= call;
	if (account->called && !called)
		tradyn__emit_notification(engine, account, TRADYN_EVENT_ACTION_MARGIN_CALL);
	while (tradyn__account_equity(account) <= floor_of(&account->terms, account->terms.margin_so_so)) {
		if (!stopped)
			tradyn__emit_notification(engine, account, TRADYN_EVENT_ACTION_STOP_OUT);
		stopped = true;
		if (!stop_out(engine, account))
			break;
	}
	if (stopped)
		compensate(engine, account);
	tradyn__account_refresh(engine, account);
}

void tradyn__account_alarms(tradyn_engine *engine)
{
	while (engine->alarmed) {
		tradyn__account *account = engine->alarmed;

		engine->alarmed = account->next_alarmed;
		answer_alarm(engine, account);
		account->alarmed = false;
		tradyn__account_watch(engine, account);
	}
}
