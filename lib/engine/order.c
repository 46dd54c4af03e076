/* SPDX-License-Identifier: MIT
 * Pending orders: their life from placing to their one final state, and how they are shown and walked. */
#include "lib/base/fail.h"
#include "lib/engine/engine_impl.h"

#include <string.h>

tradyn_side tradyn__type_side(tradyn_order_type type)
{
	switch (type) {
	case TRADYN_ORDER_TYPE_BUY:
	case TRADYN_ORDER_TYPE_BUY_LIMIT:
	case TRADYN_ORDER_TYPE_BUY_STOP:
	case TRADYN_ORDER_TYPE_BUY_STOP_LIMIT:
		return TRADYN_SIDE_BUY;
	case TRADYN_ORDER_TYPE_SELL:
	case TRADYN_ORDER_TYPE_SELL_LIMIT:
	case TRADYN_ORDER_TYPE_SELL_STOP:
	case TRADYN_ORDER_TYPE_SELL_STOP_LIMIT:
	case TRADYN_ORDER_TYPE_CLOSE_BY:
		break;
	}
	return TRADYN_SIDE_SELL;
}

void tradyn__order_view(const tradyn__order *order, tradyn_order *out)
{
	*out = order->view;
	out->price_current = tradyn__market_price(order->book->symbol, tradyn__type_side(order->view.type));
	out->margin = order->margin;
}

/* ---- Life ---- */

/* Counts an order into its book (sign 1) or out of it (-1). */
static void count(tradyn_engine *engine, tradyn__order *order, int sign)
{
	tradyn__book *book = order->book;

	engine->order_count += (size_t)sign;
	book->orders += (size_t)sign;
	book->symbol->orders += (size_t)sign;
	book->order_volume[tradyn__type_side(order->view.type)] += sign * order->view.volume_current;
	tradyn__pledge_add(&book->pledge, order->view.type, order->view.volume_current, order->margin, sign);
	if (order->margin)
		tradyn__book_margin(book);
}

tradyn__order *tradyn__order_add(tradyn_engine *engine, tradyn__book *book, const tradyn_order *view, tradyn_decimal margin)
{
	tradyn__order *order = tradyn__pool_take(&engine->order_pool);

	order->view = *view;
	if (!order->view.ticket)
		order->view.ticket = ++engine->last_ticket;
	order->account = book->account;
	order->book = book;
	order->sequence = ++engine->last_sequence;
	order->margin = margin;
	order->place = order->place_expiration = order->place_late = TRADYN__NOWHERE;
	tradyn__index_add(&engine->orders, order->view.ticket, order);
	tradyn__list_append(&book->account->orders, order->sequence, order);
	count(engine, order, 1);
	tradyn__watch_order(order);
	if (order->view.expiration_msc) {
		tradyn__heap_push(&engine->expirations, order->view.expiration_msc, order->view.ticket, order, &order->place_expiration);
		tradyn__time_schedule(engine);
	}
	return order;
}

void tradyn__order_remove(tradyn_engine *engine, tradyn__order *order, tradyn_order *view)
{
	*view = order->view;
	tradyn__unwatch_order(order);
	if (order->place_expiration != TRADYN__NOWHERE)
		tradyn__heap_remove(&engine->expirations, order->place_expiration);
	tradyn__index_remove(&engine->orders, order->view.ticket);
	tradyn__list_remove(&order->account->orders, order->sequence);
	count(engine, order, -1);
	tradyn__pool_give(&engine->order_pool, order);
}

static void set_expiration(tradyn_engine *engine, tradyn__order *order)
{
	if (order->place_expiration != TRADYN__NOWHERE)
		tradyn__heap_remove(&engine->expirations, order->place_expiration);
	if (order->view.expiration_msc)
		tradyn__heap_push(&engine->expirations, order->view.expiration_msc, order->view.ticket, order, &order->place_expiration);
}

void tradyn__order_replace(tradyn_engine *engine, tradyn__order *order, const tradyn_order *view, tradyn_decimal margin)
{
	tradyn__unwatch_order(order);
	count(engine, order, -1);
	order->view = *view;
	order->margin = margin;
	count(engine, order, 1);
	set_expiration(engine, order);
	tradyn__watch_order(order);
}

void tradyn__order_become_limit(tradyn_engine *engine, tradyn__order *order)
{
	tradyn_order *view = &order->view;
	tradyn_decimal before = order->margin;

	count(engine, order, -1);
	view->type = view->type == TRADYN_ORDER_TYPE_BUY_STOP_LIMIT ? TRADYN_ORDER_TYPE_BUY_LIMIT : TRADYN_ORDER_TYPE_SELL_LIMIT;
	view->price = view->stoplimit;
	view->stoplimit = 0;
	if (tradyn__margin_order(order->book, view->type, view->volume_current, view->price, &order->margin))
		order->margin = before;
	count(engine, order, 1);
	tradyn__watch_order(order);
	if (before || order->margin)
		tradyn__account_refresh(engine, order->account);
}

void tradyn__order_reduce(tradyn_engine *engine, tradyn__order *order, tradyn_decimal volume)
{
	count(engine, order, -1);
	order->view.volume_current -= volume;
	(void)tradyn__margin_order(order->book, order->view.type, order->view.volume_current, order->view.price, &order->margin); /* less than before */
	count(engine, order, 1);
}

/* The other one of a pair goes on alone. */
static void release_partner(tradyn_engine *engine, tradyn_ticket ticket)
{
	tradyn__order *partner = tradyn__index_find(&engine->orders, ticket);
	tradyn_order view;

	if (!partner)
		return;
	partner->view.oco = 0;
	tradyn__order_view(partner, &view);
	tradyn__emit_order(engine, partner->account, &view, TRADYN_EVENT_ACTION_MODIFIED, partner->view.reason);
}

void tradyn__order_finish(tradyn_engine *engine, tradyn__order *order, tradyn_order_state state, tradyn_event_action action, tradyn_reason reason)
{
	tradyn__account *account = order->account;
	tradyn_order view;

	tradyn__order_view(order, &view);
	view.state = state;
	view.time_done_msc = engine->time_msc;
	tradyn__order_remove(engine, order, &(tradyn_order){ .ticket = 0 });
	tradyn__account_refresh(engine, account);
	tradyn__emit_order(engine, account, &view, action, reason);
	if (view.oco)
		release_partner(engine, view.oco);
}

void tradyn__order_cancel_partner(tradyn_engine *engine, tradyn_ticket partner)
{
	tradyn__order *order = tradyn__index_find(&engine->orders, partner);

	if (!order)
		return;
	order->view.oco = 0; /* its partner is filled */
	tradyn__order_finish(engine, order, TRADYN_ORDER_STATE_CANCELED, TRADYN_EVENT_ACTION_CANCELED, order->view.reason);
}

void tradyn__order_expire(tradyn_engine *engine)
{
	while (engine->expirations.count && engine->expirations.nodes[0].key <= engine->time_msc) {
		tradyn__order *order = engine->expirations.nodes[0].object;

		tradyn__order_finish(engine, order, TRADYN_ORDER_STATE_EXPIRED, TRADYN_EVENT_ACTION_EXPIRED, order->view.reason);
	}
}

/* ---- Requests ---- */

static tradyn__order *find(const tradyn_engine *engine, const tradyn__account *account, tradyn_ticket ticket, tradyn_error *err)
{
	tradyn__order *order = tradyn__index_find(&engine->orders, ticket);

	if (order && order->account == account)
		return order;
	tradyn__fail(err, TRADYN_E_ORDER_NOT_FOUND, "ticket", "Account %lld has no pending order %lld.", (long long)account->terms.login, (long long)ticket);
	return NULL;
}

int tradyn_engine_order(const tradyn_engine *engine, tradyn_login login, tradyn_ticket ticket, tradyn_order *out, tradyn_error *err)
{
	tradyn__account *account = tradyn__account_find(engine, login, err);
	tradyn__order *order = account ? find(engine, account, ticket, err) : NULL;

	if (!account)
		return TRADYN_E_UNKNOWN_ACCOUNT;
	if (!order)
		return TRADYN_E_ORDER_NOT_FOUND;
	tradyn__order_view(order, out);
	return 0;
}

int tradyn_engine_order_next(const tradyn_engine *engine, tradyn_login login, const tradyn_list_query *query, size_t *cursor, tradyn_order *out)
{
	tradyn__account *account = tradyn__account_find(engine, login, NULL);
	tradyn__order *order;
	uint64_t place = *cursor;

	while (account && (order = tradyn__list_next(&account->orders, &place))) {
		if (!tradyn__query_matches(query, order->view.symbol, order->view.magic))
			continue;
		*cursor = (size_t)place;
		tradyn__order_view(order, out);
		return 1;
	}
	return 0;
}

static void set(tradyn_engine *engine, tradyn__order *order, const tradyn__intent *intent)
{
	tradyn__unwatch_order(order);
	if (order->place_expiration != TRADYN__NOWHERE)
		tradyn__heap_remove(&engine->expirations, order->place_expiration);
	order->view.price = intent->price;
	order->view.stoplimit = intent->stoplimit;
	order->view.sl = intent->sl;
	order->view.tp = intent->tp;
	order->view.type_time = (tradyn_time_type)intent->type_time;
	order->view.expiration_msc = intent->expiration_msc;
	tradyn__pledge_add(&order->book->pledge, order->view.type, order->view.volume_current, order->margin, -1);
	order->margin = intent->margin_order;
	tradyn__pledge_add(&order->book->pledge, order->view.type, order->view.volume_current, order->margin, 1);
	tradyn__watch_order(order);
	if (order->view.expiration_msc) {
		tradyn__heap_push(&engine->expirations, order->view.expiration_msc, order->view.ticket, order, &order->place_expiration);
		tradyn__time_schedule(engine);
	}
	tradyn__book_margin(order->book);
	tradyn__account_refresh(engine, order->account);
}

/* What is not given stays; a new kind of life without an expiration of its own starts without one. */
static int64_t expiration_of(const tradyn_order_modify *request, const tradyn_order *view)
{
	if (request->expiration_msc != TRADYN_UNSET)
		return request->expiration_msc;
	if (request->type_time == TRADYN_TIME_TYPE_GTC || request->type_time == TRADYN_TIME_TYPE_DAY)
		return 0;
	return view->type_time == TRADYN_TIME_TYPE_DAY ? 0 : view->expiration_msc;
}

static int type_time_of(const tradyn_order_modify *request, const tradyn_order *view)
{
	if (request->type_time >= 0)
		return request->type_time;
	if (request->expiration_msc == 0)
		return TRADYN_TIME_TYPE_GTC;
	if (request->expiration_msc != TRADYN_UNSET && view->type_time != TRADYN_TIME_TYPE_SPECIFIED_DAY)
		return TRADYN_TIME_TYPE_SPECIFIED;
	return (int)view->type_time;
}

int tradyn_engine_order_modify(tradyn_engine *engine, tradyn_login login, tradyn_ticket ticket, const tradyn_order_modify *request, tradyn_order *out, tradyn_error *err)
{
	tradyn__account *account = tradyn__account_find(engine, login, err);
	tradyn__order *order = account ? find(engine, account, ticket, err) : NULL;
	tradyn__intent intent;
	int status;

	if (!account)
		return TRADYN_E_UNKNOWN_ACCOUNT;
	if (!order)
		return TRADYN_E_ORDER_NOT_FOUND;
	intent = (tradyn__intent){
		.kind = TRADYN__ORDER_MODIFY, .account = account, .symbol = order->book->symbol, .book = order->book, .order = order,
		.type = order->view.type, .volume = order->view.volume_current, .filling = (int)order->view.type_filling,
		.price = request->price == TRADYN_UNSET ? order->view.price : request->price,
		.stoplimit = request->stoplimit == TRADYN_UNSET ? order->view.stoplimit : request->stoplimit,
		.sl = request->sl == TRADYN_UNSET ? order->view.sl : request->sl,
		.tp = request->tp == TRADYN_UNSET ? order->view.tp : request->tp,
		.type_time = type_time_of(request, &order->view),
		.expiration_msc = expiration_of(request, &order->view),
		.client_order_id = request->client_order_id,
	};
	status = tradyn__validate(engine, &intent, err);
	if (status == TRADYN_E_NO_CHANGES)
		tradyn__order_view(order, out);
	if (status)
		return status;
	set(engine, order, &intent);
	tradyn__order_view(order, out);
	tradyn__emit_order(engine, account, out, TRADYN_EVENT_ACTION_MODIFIED, order->view.reason);
	tradyn__account_alarms(engine);
	return 0;
}

int tradyn_engine_order_cancel(tradyn_engine *engine, tradyn_login login, tradyn_ticket ticket, tradyn_cancel_result *out, tradyn_error *err)
{
	tradyn__account *account = tradyn__account_find(engine, login, err);
	tradyn__order *order = account ? find(engine, account, ticket, err) : NULL;
	tradyn__intent intent;
	int status;

	if (!account)
		return TRADYN_E_UNKNOWN_ACCOUNT;
	if (!order)
		return TRADYN_E_ORDER_NOT_FOUND;
	intent = (tradyn__intent){
		.kind = TRADYN__ORDER_CANCEL, .account = account, .symbol = order->book->symbol, .book = order->book, .order = order,
		.type = order->view.type, .price = order->view.price,
	};
	status = tradyn__validate(engine, &intent, err);
	if (status)
		return status;
	*out = (tradyn_cancel_result){ ticket, TRADYN_ORDER_STATE_CANCELED };
	tradyn__order_finish(engine, order, TRADYN_ORDER_STATE_CANCELED, TRADYN_EVENT_ACTION_CANCELED, order->view.reason);
	tradyn__account_alarms(engine);
	return 0;
}
