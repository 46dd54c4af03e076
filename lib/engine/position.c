/* SPDX-License-Identifier: MIT
 * Open positions: how they are shown, found, walked, and how a client changes their stops. */
#include "lib/base/fail.h"
#include "lib/engine/engine_impl.h"

#include <string.h>

tradyn_side tradyn__opposite(tradyn_side side)
{
	return side == TRADYN_SIDE_BUY ? TRADYN_SIDE_SELL : TRADYN_SIDE_BUY;
}

tradyn_decimal tradyn__market_price(const tradyn__symbol *symbol, tradyn_side side)
{
	return symbol->price[side == TRADYN_SIDE_BUY ? TRADYN__ASK : TRADYN__BID];
}

void tradyn__position_rate(tradyn__position *position, tradyn__wide rate)
{
	tradyn_position *view = &position->view;

	position->rate = rate;
	view->margin_rate = tradyn__money(tradyn__wide_div(rate, TRADYN_DECIMAL_ONE, TRADYN_ROUND_HALF_AWAY));
	view->margin_rate_rest = tradyn__money(rate - (tradyn__wide)view->margin_rate * TRADYN_DECIMAL_ONE);
}

void tradyn__position_view(const tradyn__position *position, tradyn_position *out)
{
	*out = position->view;
	out->price_current = tradyn__market_price(position->book->symbol, tradyn__opposite(position->view.type));
	out->profit = tradyn__position_profit(position);
}

void tradyn__position_swap(tradyn__position *position, tradyn_decimal exact)
{
	tradyn__account *account = position->account;

	account->swap -= position->view.swap;
	position->view.swap_exact = exact;
	if (tradyn_decimal_round(exact, (int)account->terms.currency_digits, TRADYN_ROUND_HALF_AWAY, &position->view.swap))
		position->view.swap = exact; /* at the end of the range */
	account->swap += position->view.swap;
}

static tradyn__position *find(const tradyn_engine *engine, const tradyn__account *account, tradyn_ticket ticket)
{
	tradyn__position *position = tradyn__index_find(&engine->positions, ticket);

	return position && position->account == account ? position : NULL;
}

tradyn__position *tradyn__position_find(const tradyn_engine *engine, const tradyn__account *account, tradyn_ticket ticket, const char *field, tradyn_error *err)
{
	tradyn__position *position = find(engine, account, ticket);

	if (!position)
		tradyn__fail(err, TRADYN_E_POSITION_CLOSED, field, "Account %lld has no open position %lld.", (long long)account->terms.login, (long long)ticket);
	return position;
}

int tradyn_engine_position(const tradyn_engine *engine, tradyn_login login, tradyn_ticket ticket, tradyn_position *out, tradyn_error *err)
{
	tradyn__account *account = tradyn__account_find(engine, login, err);
	tradyn__position *position = account ? tradyn__position_find(engine, account, ticket, "ticket", err) : NULL;

	if (!account)
		return TRADYN_E_UNKNOWN_ACCOUNT;
	if (!position)
		return TRADYN_E_POSITION_CLOSED;
	tradyn__position_view(position, out);
	return 0;
}

bool tradyn__query_matches(const tradyn_list_query *query, const char *symbol, int64_t magic)
{
	return !query || ((!query->symbol[0] || strcmp(query->symbol, symbol) == 0) && (query->magic == TRADYN_UNSET || query->magic == magic));
}

int tradyn_engine_position_next(const tradyn_engine *engine, tradyn_login login, const tradyn_list_query *query, size_t *cursor, tradyn_position *out)
{
	tradyn__account *account = tradyn__account_find(engine, login, NULL);
	tradyn__position *position;
	uint64_t place = *cursor;

	while (account && (position = tradyn__list_next(&account->positions, &place))) {
		if (!tradyn__query_matches(query, position->view.symbol, position->view.magic))
			continue;
		*cursor = (size_t)place;
		tradyn__position_view(position, out);
		return 1;
	}
	return 0;
}

int tradyn_engine_position_modify(tradyn_engine *engine, tradyn_login login, tradyn_ticket ticket, const tradyn_position_modify *request, tradyn_position *out, tradyn_error *err)
{
	tradyn__account *account = tradyn__account_find(engine, login, err);
	tradyn__position *position = account ? tradyn__position_find(engine, account, ticket, "ticket", err) : NULL;
	tradyn__intent intent;
	int status;

	if (!account)
		return TRADYN_E_UNKNOWN_ACCOUNT;
	if (!position)
		return TRADYN_E_POSITION_CLOSED;
	intent = (tradyn__intent){
		.kind = TRADYN__POSITION_MODIFY, .account = account, .symbol = position->book->symbol, .book = position->book, .position = position,
		.type = position->view.type == TRADYN_SIDE_BUY ? TRADYN_ORDER_TYPE_BUY : TRADYN_ORDER_TYPE_SELL,
		.sl = request->sl == TRADYN_UNSET ? position->view.sl : request->sl,
		.tp = request->tp == TRADYN_UNSET ? position->view.tp : request->tp,
		.trailing_points = request->trailing_points == TRADYN_UNSET ? position->view.trailing_points : request->trailing_points,
		.client_order_id = request->client_order_id,
	};
	status = tradyn__validate(engine, &intent, err);
	if (status == TRADYN_E_NO_CHANGES)
		tradyn__position_view(position, out);
	if (status)
		return status;
	tradyn__unwatch_position(position);
	position->view.sl = intent.sl;
	position->view.tp = intent.tp;
	position->view.trailing_points = intent.trailing_points;
	position->view.time_update_msc = engine->time_msc;
	tradyn__watch_position(position);
	tradyn__position_view(position, out);
	tradyn__emit_position(engine, account, out, TRADYN_EVENT_ACTION_MODIFIED, TRADYN_REASON_EXPERT);
	if (position->view.trailing_points) /* may be due at once; everything else waits for its tick */
		tradyn__trail(engine, position);
	tradyn__position_view(position, out);
	tradyn__account_watch(engine, account);
	tradyn__account_alarms(engine);
	return 0;
}
