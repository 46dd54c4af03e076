/* SPDX-License-Identifier: MIT
 * Fills: the one way a position comes, shrinks or goes, for market orders, pending orders, SL, TP, stop-out and close-by.
 * Everything is changed first; then order, deal, position and account are told, in this order. Nothing here can fail. */
#include "lib/base/text.h"
#include "lib/engine/fill.h"

#include <string.h>

#define SET_TEXT(member, text) tradyn__text_copy(member, sizeof(member), text, strlen(text))

tradyn_decimal tradyn__share(const tradyn__account *account, tradyn_decimal amount, tradyn_decimal part, tradyn_decimal whole)
{
	tradyn_decimal result = amount;

	if (part != whole)
		(void)tradyn_decimal_mul_div(amount, part, whole, (int)account->terms.currency_digits, TRADYN_ROUND_HALF_AWAY, &result);
	return result;
}

void tradyn__book_changed(tradyn_engine *engine, tradyn__book *book)
{
	tradyn__book_update(book);
	tradyn__book_margin(book);
	tradyn__account_refresh(engine, book->account);
}

/* A commission that is charged later lowers the equity now. */
static void block(tradyn__account *account, const tradyn__commission_due *due)
{
	tradyn_decimal *blocked = &account->blocked[due->charge - TRADYN_COMMISSION_CHARGE_DAILY];

	*blocked = tradyn__money((tradyn__wide)*blocked - due->amount);
	account->terms.commission_blocked = tradyn__money((tradyn__wide)account->blocked[0] + account->blocked[1]);
}

/* The validator has asked whether it can be converted. */
void tradyn__charge(tradyn__book *book, tradyn_deal *deal, tradyn_decimal closed, const tradyn_deal *by)
{
	tradyn__commission_deal what = {
		.entry = deal->entry, .volume = deal->volume, .volume_closed = closed, .price = deal->price, .profit = deal->profit,
		.first_out_by = by != NULL, .price_by = by ? by->price : 0,
	};

	tradyn__commission_due due;

	(void)tradyn__commission(book, &what, &due);
	if (due.charge == TRADYN_COMMISSION_CHARGE_INSTANT)
		deal->commission = due.amount;
	else
		block(book->account, &due);
}

void tradyn__settle(tradyn_engine *engine, tradyn__account *account, tradyn_deal *deal)
{
	deal->ticket = ++engine->last_deal;
	deal->time_msc = engine->time_msc;
	tradyn__account_book(account, deal);
}

void tradyn__fill_balance(tradyn_engine *engine, tradyn__account *account, tradyn_deal_type type, tradyn_decimal amount, const char *comment,
                          tradyn_reason reason)
{
	tradyn_deal deal = { .type = type, .profit = amount, .reason = reason };

	SET_TEXT(deal.comment, comment);
	tradyn__settle(engine, account, &deal);
	tradyn__account_refresh(engine, account);
	tradyn__emit_deal(engine, account, &deal);
	tradyn__emit_account(engine, account, reason);
}

/* ---- In ---- */

tradyn__position *tradyn__position_add(tradyn_engine *engine, tradyn__book *book, const tradyn_position *view, tradyn__wide rate)
{
	tradyn__position *position = tradyn__pool_take(&engine->position_pool);

	position->view = *view;
	tradyn__position_rate(position, rate);
	position->account = book->account;
	position->book = book;
	position->sequence = ++engine->last_sequence;
	position->place_sl = position->place_tp = position->place_trail = position->place_late = TRADYN__NOWHERE;
	tradyn__index_add(&engine->positions, view->ticket, position);
	tradyn__list_append(&book->account->positions, position->sequence, position);
	engine->position_count++;
	book->symbol->positions++;
	tradyn__book_add(book, position);
	tradyn__watch_position(position);
	return position;
}

static tradyn__position *add_position(tradyn_engine *engine, tradyn__book *book, const tradyn_order *order, const tradyn_deal *deal)
{
	tradyn_position view = {
		.ticket = order->ticket, .identifier = order->ticket,
		.time_msc = engine->time_msc, .time_update_msc = engine->time_msc,
		.type = tradyn__type_side(order->type), .volume = deal->volume, .price_open = deal->price,
		.sl = order->sl, .tp = order->tp, .commission = deal->commission,
		.magic = order->magic, .reason = order->reason,
	};
	tradyn__wide rate = 0;

	SET_TEXT(view.symbol, book->symbol->spec.name);
	SET_TEXT(view.comment, order->comment);
	(void)tradyn__margin_rate(book, view.type, view.price_open, &rate); /* the validator has asked */
	return tradyn__position_add(engine, book, &view, rate);
}

void tradyn__order_filled(const tradyn_engine *engine, tradyn_order *order, tradyn_decimal volume, tradyn_ticket position_id)
{
	order->volume_current -= volume;
	order->state = order->volume_current ? TRADYN_ORDER_STATE_PARTIAL : TRADYN_ORDER_STATE_FILLED;
	order->time_done_msc = order->volume_current ? 0 : engine->time_msc;
	order->late_msc = order->volume_current && order->type <= TRADYN_ORDER_TYPE_SELL ? tradyn__symbol_find(engine, order->symbol)->quote_msc : 0;
	order->position_id = position_id;
}

tradyn_deal tradyn__deal_of(const tradyn_order *order, tradyn_ticket position_id, tradyn_deal_entry entry, tradyn_decimal volume, tradyn_decimal price)
{
	tradyn_deal deal = {
		.order = order->ticket, .position_id = position_id,
		.type = tradyn__type_side(order->type) == TRADYN_SIDE_BUY ? TRADYN_DEAL_TYPE_BUY : TRADYN_DEAL_TYPE_SELL, .entry = entry,
		.volume = volume, .price = price, .sl = order->sl, .tp = order->tp,
		.reason = order->reason, .magic = order->magic,
	};

	SET_TEXT(deal.symbol, order->symbol);
	SET_TEXT(deal.comment, order->comment);
	return deal;
}

void tradyn__emit_fill(tradyn_engine *engine, tradyn__account *account, const tradyn_order *order, const tradyn_deal *deal, const tradyn_position *view,
                       tradyn_event_action action)
{
	tradyn__emit_order(engine, account, order, TRADYN_EVENT_ACTION_FILLED, order->reason);
	tradyn__emit_deal(engine, account, deal);
	tradyn__emit_position(engine, account, view, action, order->reason);
	tradyn__emit_account(engine, account, order->reason);
}

/* The position that an order meets: netting the symbol's, hedging the one that an earlier part of the order opened. */
static tradyn__position *met_by(const tradyn_engine *engine, const tradyn__book *book, const tradyn_order *order)
{
	if (tradyn__netting(book->account))
		return tradyn__net_position(book);
	return order->position_id ? tradyn__index_find(&engine->positions, order->position_id) : NULL;
}

tradyn__position *tradyn__fill_open(tradyn_engine *engine, tradyn__book *book, tradyn_order *order, tradyn_decimal volume, tradyn_decimal price, tradyn_deal *deal)
{
	tradyn__position *position = met_by(engine, book, order);
	tradyn_position view;

	if (position)
		return tradyn__fill_into(engine, position, order, volume, price, deal);
	*deal = tradyn__deal_of(order, order->ticket, TRADYN_DEAL_ENTRY_IN, volume, price);
	tradyn__charge(book, deal, 0, NULL);
	tradyn__settle(engine, book->account, deal);
	order->price_current = price;
	position = add_position(engine, book, order, deal);
	tradyn__order_filled(engine, order, volume, order->ticket);
	tradyn__book_changed(engine, book);
	tradyn__position_view(position, &view);
	tradyn__emit_fill(engine, book->account, order, deal, &view, TRADYN_EVENT_ACTION_OPENED);
	return position;
}

/* ---- Out ---- */

/* The order that closes, and the deal that does it, without the money. */
static tradyn_order closing_order(tradyn_engine *engine, const tradyn__position *position, const tradyn__closing *closing, tradyn_order_type type)
{
	tradyn_order order = {
		.ticket = ++engine->last_ticket, .time_setup_msc = engine->time_msc, .type = type,
		.volume_initial = closing->volume + closing->rest, .volume_current = closing->volume + closing->rest, .price = closing->price, .price_current = closing->price,
		.reason = closing->reason, .magic = closing->magic,
	};

	SET_TEXT(order.symbol, position->view.symbol);
	if (closing->comment)
		SET_TEXT(order.comment, closing->comment);
	if (closing->client_order_id)
		SET_TEXT(order.client_order_id, closing->client_order_id);
	tradyn__order_filled(engine, &order, closing->volume, position->view.identifier);
	return order;
}

static tradyn_deal closing_deal(const tradyn__position *position, const tradyn__closing *closing, tradyn_ticket order, tradyn_deal_entry entry)
{
	tradyn_deal deal = {
		.order = order, .position_id = position->view.identifier,
		.type = position->view.type == TRADYN_SIDE_BUY ? TRADYN_DEAL_TYPE_SELL : TRADYN_DEAL_TYPE_BUY, .entry = entry,
		.volume = closing->volume, .price = closing->price, .sl = position->view.sl, .tp = position->view.tp,
		.reason = closing->reason, .magic = closing->magic,
	};

	SET_TEXT(deal.symbol, position->view.symbol);
	if (closing->comment)
		SET_TEXT(deal.comment, closing->comment);
	return deal;
}

void tradyn__position_remove(tradyn_engine *engine, tradyn__position *position)
{
	tradyn__unwatch_position(position);
	tradyn__index_remove(&engine->positions, position->view.ticket);
	tradyn__list_remove(&position->account->positions, position->sequence);
	position->book->symbol->positions--;
	engine->position_count--;
	tradyn__pool_give(&engine->position_pool, position);
}

tradyn_decimal tradyn__swap_share(const tradyn__position *position, tradyn_decimal volume)
{
	const tradyn_position *view = &position->view;

	return volume == view->volume ? view->swap : tradyn__share(position->account, view->swap_exact, volume, view->volume);
}

/* Books the money of a deal and takes its volume off the position, which is gone when nothing remains. `view` is what is left. */
static void reduce(tradyn_engine *engine, tradyn__position *position, tradyn_deal *deal, const tradyn_deal *by, tradyn_position *view)
{
	tradyn__account *account = position->account;
	tradyn__book *book = position->book;
	tradyn_decimal open = position->view.volume;

	deal->swap = tradyn__swap_share(position, deal->volume);
	tradyn__charge(book, deal, deal->volume, by);
	tradyn__book_remove(book, position);
	position->view.commission -= tradyn__share(account, position->view.commission, deal->volume, open);
	tradyn__position_swap(position, deal->volume == open ? 0 : position->view.swap_exact - deal->swap);
	position->view.volume -= deal->volume;
	position->view.time_update_msc = engine->time_msc;
	tradyn__settle(engine, account, deal);
	*view = position->view;
	view->price_current = deal->price;
	view->profit = 0;
	if (position->view.volume > 0)
		tradyn__book_add(book, position);
	else
		tradyn__position_remove(engine, position);
	tradyn__book_changed(engine, book);
	if (view->volume > 0)
		tradyn__position_view(position, view);
}

static tradyn_event_action closed_action(const tradyn_position *view)
{
	return view->volume > 0 ? TRADYN_EVENT_ACTION_PARTIALLY_CLOSED : TRADYN_EVENT_ACTION_CLOSED;
}

static tradyn_close_result result_of(const tradyn__symbol *symbol, const tradyn_deal *deal, const tradyn_position *view)
{
	return (tradyn_close_result){
		.ticket = view->ticket, .deal = deal->ticket, .order = deal->order, .volume = deal->volume, .price = deal->price,
		.profit = deal->profit, .swap = deal->swap, .commission = deal->commission, .remaining = view->volume,
		.bid = symbol->price[TRADYN__BID], .ask = symbol->price[TRADYN__ASK], .retcode = TRADYN_RETCODE_DONE, .time_msc = deal->time_msc,
	};
}

void tradyn__order_cancel_rest(tradyn_engine *engine, tradyn__account *account, tradyn_order *order)
{
	order->state = TRADYN_ORDER_STATE_CANCELED;
	order->time_done_msc = engine->time_msc;
	tradyn__emit_order(engine, account, order, TRADYN_EVENT_ACTION_CANCELED, order->reason);
}

void tradyn__fill_out(tradyn_engine *engine, tradyn__position *position, const tradyn_order *order, const tradyn__closing *closing, tradyn_deal *deal,
                      tradyn_position *view)
{
	tradyn__account *account = position->account;

	*deal = closing_deal(position, closing, order->ticket, TRADYN_DEAL_ENTRY_OUT);
	deal->profit = tradyn__profit(position->book, position->view.type, closing->volume, position->view.price_open, closing->price);
	reduce(engine, position, deal, NULL, view);
	tradyn__emit_fill(engine, account, order, deal, view, closed_action(view));
}

void tradyn__fill_close(tradyn_engine *engine, tradyn__position *position, const tradyn__closing *closing, tradyn_close_result *out)
{
	const tradyn__symbol *symbol = position->book->symbol;
	tradyn__account *account = position->account;
	tradyn_side side = position->view.type;
	tradyn_order order = closing_order(engine, position, closing, side == TRADYN_SIDE_BUY ? TRADYN_ORDER_TYPE_SELL : TRADYN_ORDER_TYPE_BUY);
	tradyn_position view;
	tradyn_deal deal;

	tradyn__fill_out(engine, position, &order, closing, &deal, &view);
	*out = result_of(symbol, &deal, &view);
	if (closing->rest)
		tradyn__order_cancel_rest(engine, account, &order);
}

/* Both deals are done at the opening price of `by`; the profit is all in the first (CLI:deals, Close By). */
void tradyn__fill_close_by(tradyn_engine *engine, tradyn__position *position, tradyn__position *by, const tradyn__closing *closing, tradyn_close_result out[2])
{
	tradyn__account *account = position->account;
	tradyn__book *book = position->book;
	tradyn_order order = closing_order(engine, position, closing, TRADYN_ORDER_TYPE_CLOSE_BY);
	tradyn_deal first = closing_deal(position, closing, order.ticket, TRADYN_DEAL_ENTRY_OUT_BY);
	tradyn_deal second = closing_deal(by, closing, order.ticket, TRADYN_DEAL_ENTRY_OUT_BY);
	tradyn_position left, right;

	order.position_by_id = by->view.identifier;
	first.profit = tradyn__profit(book, position->view.type, closing->volume, position->view.price_open, closing->price);
	reduce(engine, position, &first, &second, &left);
	reduce(engine, by, &second, NULL, &right);
	if (left.volume > 0) /* its margin and profit are those after both */
		tradyn__position_view(position, &left);
	tradyn__emit_order(engine, account, &order, TRADYN_EVENT_ACTION_FILLED, closing->reason);
	tradyn__emit_deal(engine, account, &first);
	tradyn__emit_deal(engine, account, &second);
	tradyn__emit_position(engine, account, &left, closed_action(&left), closing->reason);
	tradyn__emit_position(engine, account, &right, closed_action(&right), closing->reason);
	tradyn__emit_account(engine, account, closing->reason);
	out[0] = result_of(book->symbol, &first, &left);
	out[1] = result_of(book->symbol, &second, &right);
}

/* ---- Out and in again ---- */

/* The rate is that of a new deal; opening commission, stops and ticket stay. */
static void move_open(tradyn_engine *engine, tradyn__position *position, tradyn_decimal price)
{
	tradyn__book *book = position->book;
	tradyn__wide rate = 0;

	tradyn__unwatch_position(position);
	tradyn__book_remove(book, position);
	position->view.price_open = price;
	position->view.time_update_msc = engine->time_msc;
	(void)tradyn__margin_rate(book, position->view.type, price, &rate);
	tradyn__position_rate(position, rate);
	tradyn__book_add(book, position);
	tradyn__watch_position(position);
	tradyn__book_changed(engine, book);
}

void tradyn__fill_reopen(tradyn_engine *engine, tradyn__position *position, tradyn_decimal close, tradyn_decimal open)
{
	tradyn__account *account = position->account;
	bool buy = position->view.type == TRADYN_SIDE_BUY;
	tradyn__closing closing = {
		.volume = position->view.volume, .price = close, .reason = TRADYN_REASON_ROLLOVER, .magic = position->view.magic, .comment = position->view.comment,
	};
	tradyn_order out = closing_order(engine, position, &closing, buy ? TRADYN_ORDER_TYPE_SELL : TRADYN_ORDER_TYPE_BUY), in;
	tradyn_deal closed = closing_deal(position, &closing, out.ticket, TRADYN_DEAL_ENTRY_OUT), opened;
	tradyn_position view;

	closing.price = open;
	in = closing_order(engine, position, &closing, buy ? TRADYN_ORDER_TYPE_BUY : TRADYN_ORDER_TYPE_SELL);
	opened = closing_deal(position, &closing, in.ticket, TRADYN_DEAL_ENTRY_IN);
	opened.type = buy ? TRADYN_DEAL_TYPE_BUY : TRADYN_DEAL_TYPE_SELL;
	closed.profit = tradyn__profit(position->book, position->view.type, position->view.volume, position->view.price_open, close);
	tradyn__settle(engine, account, &closed);
	tradyn__settle(engine, account, &opened);
	move_open(engine, position, open);
	tradyn__position_view(position, &view);
	tradyn__emit_order(engine, account, &out, TRADYN_EVENT_ACTION_FILLED, closing.reason);
	tradyn__emit_deal(engine, account, &closed);
	tradyn__emit_order(engine, account, &in, TRADYN_EVENT_ACTION_FILLED, closing.reason);
	tradyn__emit_deal(engine, account, &opened);
	tradyn__emit_position(engine, account, &view, TRADYN_EVENT_ACTION_SWAP, closing.reason);
}
