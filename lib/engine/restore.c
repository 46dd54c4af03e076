/* SPDX-License-Identifier: MIT
 * The fold of events: an engine becomes what it was from what it sent. Every event is checked against those before it (numbers
 * without gaps, balances that are the sum of the deals), and changes the books in the way that the fill that sent it did. */
#include "lib/base/fail.h"
#include "lib/engine/engine_impl.h"
#include "lib/engine/execution.h"
#include "lib/engine/fire.h"

#include <string.h>

static int broken(tradyn_error *err, const char *field, const tradyn_event *event, const char *why)
{
	return tradyn__fail(err, TRADYN_E_BAD_EVENT, field, "Event %lld of account %lld: %s.", (long long)event->id, (long long)event->login, why);
}

static int no_memory(tradyn_error *err)
{
	return tradyn__fail(err, TRADYN_E_NO_MEMORY, NULL, "Out of memory.");
}

static void raise_to(int64_t *highest, int64_t value)
{
	if (value > *highest)
		*highest = value;
}

/* The book of what an event is about, with room for it. NULL: `symbol` is unknown, or no memory. */
static tradyn__book *book_of(tradyn_engine *engine, tradyn__account *account, const char *symbol)
{
	tradyn__symbol *found = tradyn__symbol_find(engine, symbol);
	tradyn__book *book = found ? tradyn__book_get(engine, account, found) : NULL;

	return book && tradyn__book_reserve(engine, book) == 0 ? book : NULL;
}

static bool is_volume(const tradyn__book *book, tradyn_decimal volume)
{
	int64_t factor;

	return volume > 0 && volume % book->symbol->spec.volume_step == 0 && tradyn__symbol_factor(book->symbol, volume, &factor) == 0;
}

/* ---- Orders ---- */

static bool is_final(tradyn_order_state state)
{
	return state != TRADYN_ORDER_STATE_STARTED && state != TRADYN_ORDER_STATE_PLACED && state != TRADYN_ORDER_STATE_PARTIAL;
}

static bool is_pending(const tradyn_order *view)
{
	bool rest = view->type <= TRADYN_ORDER_TYPE_SELL && view->state == TRADYN_ORDER_STATE_PARTIAL;
	bool pending = view->type >= TRADYN_ORDER_TYPE_BUY_LIMIT && view->type <= TRADYN_ORDER_TYPE_SELL_STOP_LIMIT;

	return (rest || pending) && view->price > 0 && view->margin >= 0;
}

static void put_order(tradyn_engine *engine, tradyn__book *book, tradyn__order *order, const tradyn_order *said)
{
	tradyn_order view = *said;

	view.price_current = view.margin = view.late_msc = 0; /* kept elsewhere */
	if (order)
		tradyn__order_replace(engine, order, &view, said->margin);
	else
		order = tradyn__order_add(engine, book, &view, said->margin);
	if (!said->late_msc)
		return;
	tradyn__unwatch_order(order);
	tradyn__late_order(order, said->late_msc);
}

static int take_order(tradyn_engine *engine, tradyn__account *account, const tradyn_event *event, tradyn_error *err)
{
	tradyn_order view = *event->order;
	tradyn__order *order = tradyn__index_find(&engine->orders, view.ticket);
	tradyn__book *book;

	if (view.ticket <= 0 || (order && order->account != account))
		return broken(err, "order.ticket", event, "the ticket is not the account's");
	raise_to(&engine->last_ticket, view.ticket);
	if (is_final(view.state)) {
		if (order)
			tradyn__order_remove(engine, order, &view);
		return 0;
	}
	book = book_of(engine, account, view.symbol);
	if (!book)
		return tradyn__symbol_find(engine, view.symbol) ? no_memory(err) : broken(err, "order.symbol", event, "there is no such symbol");
	if (!is_pending(&view) || !is_volume(book, view.volume_current) || (order && order->book != book))
		return broken(err, "order", event, "this can not be a pending order");
	put_order(engine, book, order, &view);
	return 0;
}

/* ---- Deals and accounts ---- */

/* What a deal took of the depth of a quote that is still the last one. */
static void take_depth(const tradyn_engine *engine, const tradyn_deal *deal)
{
	tradyn__symbol *symbol = tradyn__symbol_find(engine, deal->symbol);
	bool market = deal->entry != TRADYN_DEAL_ENTRY_OUT_BY && deal->reason != TRADYN_REASON_SO && deal->reason != TRADYN_REASON_ROLLOVER;

	if (symbol && market && deal->time_msc >= symbol->quote_msc)
		tradyn__execution_take(symbol, deal->type == TRADYN_DEAL_TYPE_BUY ? TRADYN_SIDE_BUY : TRADYN_SIDE_SELL, deal->volume);
}

static int take_deal(tradyn_engine *engine, tradyn__account *account, const tradyn_event *event, tradyn_error *err)
{
	const tradyn_deal *deal = event->deal;

	if (deal->ticket <= engine->last_deal)
		return broken(err, "deal.ticket", event, "a deal with a higher number came before");
	engine->last_deal = deal->ticket;
	tradyn__account_book(account, deal);
	take_depth(engine, deal);
	return 0;
}

static int take_account(tradyn__account *account, const tradyn_event *event, tradyn_error *err)
{
	if (event->account->balance != account->terms.balance)
		return broken(err, "account.balance", event, "the balance is not the sum of the deals");
	if (event->account->credit != account->terms.credit)
		return broken(err, "account.credit", event, "the credit is not the sum of its deals");
	account->terms.commission_blocked = event->account->commission_blocked;
	account->blocked[0] = event->account->commission_blocked - event->account->commission_monthly;
	account->blocked[1] = event->account->commission_monthly;
	return 0;
}

/* ---- Positions ---- */

/* A reversal gives a position another ticket; its identifier stays. */
static tradyn__position *find_position(const tradyn_engine *engine, const tradyn__book *book, const tradyn_position *view)
{
	tradyn__position *position = tradyn__index_find(&engine->positions, view->ticket);

	for (int side = 0; !position && side < 2; side++)
		for (size_t i = 0; !position && i < book->sides[side].count; i++)
			if (book->sides[side].positions[i]->view.identifier == view->identifier)
				position = book->sides[side].positions[i];
	return position && position->book == book ? position : NULL;
}

/* What a book has in its sums. */
static bool same_sums(const tradyn__position *position, const tradyn_position *view, tradyn__wide rate)
{
	return position->view.type == view->type && position->view.volume == view->volume && position->view.price_open == view->price_open && position->rate == rate;
}

static void watch(tradyn__position *position, const tradyn_position *said)
{
	position->view.late_msc = 0;
	position->view.late_reason = TRADYN_REASON_CLIENT;
	if (said->late_msc)
		tradyn__late_position(position, said->late_msc, said->late_reason);
}

static void change(tradyn_engine *engine, tradyn__position *position, const tradyn_position *view, tradyn__wide rate)
{
	bool moved = !same_sums(position, view, rate);

	tradyn__unwatch_position(position);
	if (moved)
		tradyn__book_remove(position->book, position);
	if (position->view.ticket != view->ticket) {
		tradyn__index_remove(&engine->positions, position->view.ticket);
		tradyn__index_add(&engine->positions, view->ticket, position);
	}
	position->view = *view;
	tradyn__position_rate(position, rate);
	if (moved)
		tradyn__book_add(position->book, position);
	tradyn__watch_position(position);
}

static void apply_position(tradyn_engine *engine, tradyn__book *book, tradyn__position *position, const tradyn_event *event)
{
	tradyn_position view = *event->position;
	tradyn__wide rate = (tradyn__wide)view.margin_rate * TRADYN_DECIMAL_ONE + view.margin_rate_rest;

	view.price_current = view.profit = 0;
	book->account->swap -= position ? position->view.swap : 0;
	if (event->action == TRADYN_EVENT_ACTION_CLOSED) {
		tradyn__book_remove(book, position);
		tradyn__position_remove(engine, position);
	} else {
		book->account->swap += view.swap;
		if (position)
			change(engine, position, &view, rate);
		else
			position = tradyn__position_add(engine, book, &view, rate);
		watch(position, event->position);
	}
	tradyn__book_margin(book);
}

static int take_position(tradyn_engine *engine, tradyn__account *account, const tradyn_event *event, tradyn_error *err)
{
	const tradyn_position *view = event->position;
	bool opened = event->action == TRADYN_EVENT_ACTION_OPENED, closed = event->action == TRADYN_EVENT_ACTION_CLOSED;
	tradyn__book *book = book_of(engine, account, view->symbol);
	tradyn__position *position;

	if (!book)
		return tradyn__symbol_find(engine, view->symbol) ? no_memory(err) : broken(err, "position.symbol", event, "there is no such symbol");
	if (view->ticket <= 0 || (view->type != TRADYN_SIDE_BUY && view->type != TRADYN_SIDE_SELL) || view->price_open <= 0 ||
	    (!closed && !is_volume(book, view->volume)))
		return broken(err, "position", event, "this can not be a position");
	position = opened ? NULL : find_position(engine, book, view);
	if (!opened && !position)
		return broken(err, "position.ticket", event, "the position is not open");
	if (opened && tradyn__index_find(&engine->positions, view->ticket))
		return broken(err, "position.ticket", event, "the position is open already");
	apply_position(engine, book, position, event);
	return 0;
}

/* ---- All of them ---- */

static int take(tradyn_engine *engine, tradyn__account *account, const tradyn_event *event, tradyn_error *err)
{
	switch (event->type) {
	case TRADYN_EVENT_ORDER:
		return event->order ? take_order(engine, account, event, err) : broken(err, "order", event, "it has no order");
	case TRADYN_EVENT_DEAL:
		return event->deal ? take_deal(engine, account, event, err) : broken(err, "deal", event, "it has no deal");
	case TRADYN_EVENT_POSITION:
		return event->position ? take_position(engine, account, event, err) : broken(err, "position", event, "it has no position");
	case TRADYN_EVENT_ACCOUNT:
	case TRADYN_EVENT_NOTIFICATION:
		return event->account ? take_account(account, event, err) : broken(err, "account", event, "it has no account");
	}
	return broken(err, "type", event, "it is of no known type");
}

int tradyn_engine_restore(tradyn_engine *engine, const tradyn_event *event, tradyn_error *err)
{
	tradyn__account *account = tradyn__account_find(engine, event->login, err);
	int status;

	if (!account)
		return TRADYN_E_UNKNOWN_ACCOUNT;
	if (!engine->restoring)
		return broken(err, NULL, event, "the engine is not restoring");
	if (event->id != account->event_id + 1)
		return broken(err, "id", event, "it does not come next");
	status = take(engine, account, event, err);
	if (status)
		return status;
	account->event_id = event->id;
	raise_to(&engine->time_msc, event->time_msc);
	return 0;
}

/* ---- The end of it ---- */

static int check_quotes(const tradyn__account *account, tradyn_error *err)
{
	int status = 0;

	for (size_t i = 0; i < account->active.count && !status; i++) {
		const tradyn__book *book = account->active.members[i].object;
		const tradyn_symbol *spec = &book->symbol->spec;

		if (book->symbol->price[TRADYN__BID] == 0)
			return tradyn__fail(err, TRADYN_E_PRICE_OFF, "symbol", "%s has an open position and no quote.", spec->name);
		status = tradyn__path_check(&book->profit_path, spec->currency_profit, account->terms.currency, err);
	}
	return status;
}

/* The margin call stands as it stood: it follows from equity and margin after every input. No alarm rings between two inputs. */
static void settle(tradyn_engine *engine, tradyn__account *account)
{
	for (size_t i = 0; i < account->active.count; i++)
		tradyn__book_update(account->active.members[i].object);
	account->called = tradyn__account_called(account);
	tradyn__account_refresh(engine, account);
	account->alarmed = false;
}

int tradyn__still_restoring(tradyn_error *err)
{
	return tradyn__fail(err, TRADYN_E_NOT_CONNECTED, NULL, "The engine is being restored from its events.");
}

int tradyn_engine_restored(tradyn_engine *engine, int64_t time_msc, tradyn_error *err)
{
	int status = 0;

	if (!engine->restoring)
		return tradyn__fail(err, TRADYN_E_BAD_ARGUMENT, "engine", "The engine is not restoring.");
	if (time_msc != TRADYN_UNSET && time_msc < engine->time_msc)
		return tradyn__fail(err, TRADYN_E_TIME_GOES_BACK, "time_msc", "%lld lies before the last event, %lld.", (long long)time_msc, (long long)engine->time_msc);
	for (size_t i = 0; i < engine->account_count && !status; i++)
		status = check_quotes(&engine->accounts[i], err);
	if (status)
		return status;
	if (time_msc != TRADYN_UNSET)
		engine->time_msc = time_msc;
	for (size_t i = 0; i < engine->account_count; i++)
		settle(engine, &engine->accounts[i]);
	engine->alarmed = NULL;
	tradyn__time_start(engine);
	engine->restoring = false;
	return 0;
}
