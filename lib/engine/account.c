/* SPDX-License-Identifier: MIT
 * An account's money and what follows from it: equity, free margin, level.
 * equity = balance + credit + floating profit + swap - blocked commission; the balance changes by deals only. */
#include "lib/base/fail.h"
#include "lib/base/text.h"
#include "lib/engine/engine_impl.h"

#include <stdlib.h>
#include <string.h>

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
		{ terms->margin_mode <= TRADYN_MARGIN_MODE_HEDGING, "margin_mode", "must be netting, exchange or hedging" },
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
	for (size_t i = 0; i < account->active.count && account->low != account->high; i++)
		tradyn__book_settle(account->active.members[i].object);
	return account->low;
}

tradyn__wide tradyn__account_money(const tradyn__account *account)
{
	return (tradyn__wide)account->terms.balance + account->terms.credit + account->swap - account->terms.commission_blocked;
}

tradyn__wide tradyn__account_equity(tradyn__account *account)
{
	return tradyn__account_money(account) + tradyn__account_floating(account);
}

tradyn_decimal tradyn__margin_level(tradyn__wide equity, tradyn_decimal margin)
{
	if (margin <= 0)
		return 0;
	return tradyn__money(tradyn__wide_div(equity * 10000, margin, TRADYN_ROUND_HALF_AWAY) * (TRADYN_DECIMAL_ONE / 100));
}

void tradyn__account_view(const tradyn_engine *engine, tradyn__account *account, tradyn_account *out)
{
	tradyn__wide floating = tradyn__account_floating(account), equity = tradyn__account_money(account) + floating;

	*out = account->terms;
	out->commission_monthly = account->blocked[1];
	out->profit = tradyn__money(floating + account->swap);
	out->equity = tradyn__money(equity);
	out->margin_free = tradyn__money(equity - account->terms.margin);
	out->margin_level = tradyn__margin_level(equity, account->terms.margin);
	out->server_time_msc = engine->time_msc;
}

void tradyn__account_book(tradyn__account *account, const tradyn_deal *deal)
{
	tradyn_account *terms = &account->terms;

	if (deal->type == TRADYN_DEAL_TYPE_CREDIT)
		terms->credit = tradyn__money((tradyn__wide)terms->credit + deal->profit);
	else
		terms->balance = tradyn__money((tradyn__wide)terms->balance + deal->profit + deal->swap + deal->commission + deal->fee);
}
