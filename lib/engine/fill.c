/* SPDX-License-Identifier: MIT
 * Fills: the one way a position comes, shrinks or goes, for market orders, pending orders, SL, TP, stop-out and close-by.
 * Everything is changed first; then order, deal, position and account are told, in this order. Nothing here can fail. */
#include "lib/base/text.h"
#include "lib/engine/engine_impl.h"

#include <string.h>

#define SET_TEXT(member, text) tradyn__text_copy(member, sizeof(member), text, strlen(text))

/* The part of an amount that belongs to `part` of `whole`, rounded to the deposit currency. */
static tradyn_decimal share(const tradyn__account *account, tradyn_decimal amount, tradyn_decimal part, tradyn_decimal whole)
{
	tradyn_decimal result = amount;

	if (part != whole)
		(void)tradyn_decimal_mul_div(amount, part, whole, (int)account->terms.currency_digits, TRADYN_ROUND_HALF_AWAY, &result);
	return result;
}

/* After a book's positions changed: its profit, its margin, the account's alarms. */
static void book_changed(tradyn_engine *engine, tradyn__book *book)
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

/* The deal's commission; `by` is the second deal of a close-by when this is the first. The validator has asked whether it can be converted. */
static void charge(tradyn__book *book, tradyn_deal *deal, const tradyn_deal *by)
{
	tradyn__commission_deal what = {
		.entry = deal->entry, .volume = deal->volume, .price = deal->price, .profit = deal->profit,
		.first_out_by = by != NULL, .price_by = by ? by->price : 0,
	};

	tradyn__commission_due due;

	(void)tradyn__commission(book, &what, &due);
	if (due.charge == TRADYN_COMMISSION_CHARGE_INSTANT)
		deal->commission = due.amount;
	else
		block(book->account, &due);
}

/* Numbers a deal and moves the money. */
static void settle(tradyn_engine *engine, tradyn__account *account, tradyn_deal *deal)
{
	deal->ticket = ++engine->last_deal;
	deal->time_msc = engine->time_msc;
	if (deal->type == TRADYN_DEAL_TYPE_CREDIT)
		account->terms.credit = tradyn__money((tradyn__wide)account->terms.credit + deal->profit);
	else
		account->terms.balance = tradyn__money((tradyn__wide)account->terms.balance + deal->profit + deal->swap + deal->commission + deal->fee);
}

void tradyn__fill_balance(tradyn_engine *engine, tradyn__account *account, tradyn_deal_type type, tradyn_decimal amount, const char *comment,
                          tradyn_reason reason)
{
	tradyn_deal deal = { .type = type, .profit = amount, .reason = reason };

	SET_TEXT(deal.comment, comment);
	settle(engine, account, &deal);
	tradyn__account_refresh(engine, account);
	tradyn__emit_deal(engine, account, &deal);
	tradyn__emit_account(engine, account, reason);
}

/* ---- In ---- */

static tradyn__position *add_position(tradyn_engine *engine, tradyn__book *book, const tradyn_order *order, const tradyn_deal *deal)
{
	tradyn__position *position = tradyn__pool_take(&engine->position_pool);
	tradyn_position *view = &position->view;

	*view = (tradyn_position){
		.ticket = order->ticket, .identifier = order->ticket,
		.time_msc = engine->time_msc, .time_update_msc = engine->time_msc,
		.type = tradyn__type_side(order->type), .volume = deal->volume, .price_open = deal->price,
		.sl = order->sl, .tp = order->tp, .commission = deal->commission,
		.magic = order->magic, .reason = order->reason,
	};
	SET_TEXT(view->symbol, book->symbol->spec.name);
	SET_TEXT(view->comment, order->comment);
	(void)tradyn__margin_rate(book, view->type, view->price_open, &position->rate); /* the validator has asked */
	view->margin_rate = tradyn__money(tradyn__wide_div(position->rate, TRADYN_DECIMAL_ONE, TRADYN_ROUND_HALF_AWAY));
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

/* Takes what was filled off an order. */
static void fill_order(const tradyn_engine *engine, tradyn_order *order, tradyn_decimal volume, tradyn_ticket position)
{
	order->volume_current -= volume;
	order->state = order->volume_current ? TRADYN_ORDER_STATE_PARTIAL : TRADYN_ORDER_STATE_FILLED;
	order->time_done_msc = order->volume_current ? 0 : engine->time_msc;
	order->position_id = position;
}

/* `first` and `second` weighted by their volumes, rounded to whole `unit`s. */
static tradyn__wide average(tradyn_decimal volume, tradyn__wide first, tradyn_decimal more, tradyn__wide second, int64_t unit)
{
	tradyn__wide total = (tradyn__wide)volume + more;

	return tradyn__wide_div(volume * first + more * second, total * unit, TRADYN_ROUND_HALF_AWAY) * unit;
}

/* A position takes a further part: its price is the weighted one, symbol digits + 3 (CLI:deals). */
static void grow(tradyn_engine *engine, tradyn__position *position, const tradyn_deal *deal)
{
	tradyn_position *view = &position->view;
	int digits = (int)position->book->symbol->spec.digits + 3;
	int64_t unit = tradyn__pow10(digits < TRADYN_DECIMAL_DIGITS ? TRADYN_DECIMAL_DIGITS - digits : 0);
	tradyn__wide rate = 0;

	tradyn__unwatch_position(position); /* the trailing stop is reckoned from the price */
	tradyn__book_remove(position->book, position);
	(void)tradyn__margin_rate(position->book, view->type, deal->price, &rate); /* the validator has asked */
	position->rate = average(view->volume, position->rate, deal->volume, rate, 1);
	view->margin_rate = tradyn__money(tradyn__wide_div(position->rate, TRADYN_DECIMAL_ONE, TRADYN_ROUND_HALF_AWAY));
	view->price_open = (tradyn_decimal)average(view->volume, view->price_open, deal->volume, deal->price, unit);
	view->volume += deal->volume;
	view->commission += deal->commission;
	view->time_update_msc = engine->time_msc;
	tradyn__book_add(position->book, position);
	tradyn__watch_position(position);
}

tradyn__position *tradyn__fill_open(tradyn_engine *engine, tradyn__book *book, tradyn_order *order, tradyn_decimal volume, tradyn_decimal price, tradyn_deal *deal)
{
	tradyn__account *account = book->account;
	tradyn_side side = tradyn__type_side(order->type);
	tradyn__position *position = order->position_id ? tradyn__index_find(&engine->positions, order->position_id) : NULL;
	tradyn_event_action action = position ? TRADYN_EVENT_ACTION_MODIFIED : TRADYN_EVENT_ACTION_OPENED;
	tradyn_position view;

	*deal = (tradyn_deal){
		.order = order->ticket, .position_id = order->ticket,
		.type = side == TRADYN_SIDE_BUY ? TRADYN_DEAL_TYPE_BUY : TRADYN_DEAL_TYPE_SELL, .entry = TRADYN_DEAL_ENTRY_IN,
		.volume = volume, .price = price, .sl = order->sl, .tp = order->tp,
		.reason = order->reason, .magic = order->magic,
	};
	SET_TEXT(deal->symbol, book->symbol->spec.name);
	SET_TEXT(deal->comment, order->comment);
	charge(book, deal, NULL);
	settle(engine, account, deal);
	order->price_current = price;
	if (position)
		grow(engine, position, deal);
	else
		position = add_position(engine, book, order, deal);
	fill_order(engine, order, volume, order->ticket);
	book_changed(engine, book);
	tradyn__emit_order(engine, account, order, TRADYN_EVENT_ACTION_FILLED, order->reason);
	tradyn__emit_deal(engine, account, deal);
	tradyn__position_view(position, &view);
	tradyn__emit_position(engine, account, &view, action, order->reason);
	tradyn__emit_account(engine, account, order->reason);
	return position;
}

/* ---- Out ---- */

/* The order that closes, and the deal that does it, without the money. */
static tradyn_order closing_order(tradyn_engine *engine, const tradyn__position *position, const tradyn__closing *closing, tradyn_order_type type)
{
	tradyn_order order = {
		.ticket = ++engine->last_ticket, .time_setup_msc = engine->time_msc, .type = type,
		.volume_initial = closing->volume, .volume_current = closing->volume, .price = closing->price, .price_current = closing->price,
		.reason = closing->reason, .magic = closing->magic,
	};

	SET_TEXT(order.symbol, position->view.symbol);
	if (closing->comment)
		SET_TEXT(order.comment, closing->comment);
	if (closing->client_order_id)
		SET_TEXT(order.client_order_id, closing->client_order_id);
	fill_order(engine, &order, closing->volume, position->view.identifier);
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

static void remove_position(tradyn_engine *engine, tradyn__position *position)
{
	tradyn__unwatch_position(position);
	tradyn__index_remove(&engine->positions, position->view.ticket);
	tradyn__list_remove(&position->account->positions, position->sequence);
	position->book->symbol->positions--;
	engine->position_count--;
	tradyn__pool_give(&engine->position_pool, position);
}

/* Books the money of a deal and takes its volume off the position, which is gone when nothing remains. `view` is what is left. */
static void reduce(tradyn_engine *engine, tradyn__position *position, tradyn_deal *deal, const tradyn_deal *by, tradyn_position *view)
{
	tradyn__account *account = position->account;
	tradyn__book *book = position->book;
	tradyn_decimal open = position->view.volume;

	deal->swap = deal->volume == open ? position->view.swap : share(account, position->view.swap_exact, deal->volume, open);
	charge(book, deal, by);
	tradyn__book_remove(book, position);
	position->view.commission -= share(account, position->view.commission, deal->volume, open);
	tradyn__position_swap(position, deal->volume == open ? 0 : position->view.swap_exact - deal->swap);
	position->view.volume -= deal->volume;
	position->view.time_update_msc = engine->time_msc;
	settle(engine, account, deal);
	*view = position->view;
	view->price_current = deal->price;
	view->profit = 0;
	if (position->view.volume > 0)
		tradyn__book_add(book, position);
	else
		remove_position(engine, position);
	book_changed(engine, book);
	if (view->volume > 0)
		tradyn__position_view(position, view);
}

static void report(tradyn_engine *engine, tradyn__account *account, const tradyn_position *view, tradyn_reason reason)
{
	tradyn__emit_position(engine, account, view, view->volume > 0 ? TRADYN_EVENT_ACTION_PARTIALLY_CLOSED : TRADYN_EVENT_ACTION_CLOSED, reason);
}

static tradyn_close_result result_of(const tradyn__symbol *symbol, const tradyn_deal *deal, const tradyn_position *view)
{
	return (tradyn_close_result){
		.ticket = view->ticket, .deal = deal->ticket, .order = deal->order, .volume = deal->volume, .price = deal->price,
		.profit = deal->profit, .swap = deal->swap, .commission = deal->commission, .remaining = view->volume,
		.bid = symbol->price[TRADYN__BID], .ask = symbol->price[TRADYN__ASK], .retcode = TRADYN_RETCODE_DONE, .time_msc = deal->time_msc,
	};
}

void tradyn__fill_close(tradyn_engine *engine, tradyn__position *position, const tradyn__closing *closing, tradyn_close_result *out)
{
	tradyn__account *account = position->account;
	tradyn__book *book = position->book;
	tradyn_side side = position->view.type;
	tradyn_order order = closing_order(engine, position, closing, side == TRADYN_SIDE_BUY ? TRADYN_ORDER_TYPE_SELL : TRADYN_ORDER_TYPE_BUY);
	tradyn_deal deal = closing_deal(position, closing, order.ticket, TRADYN_DEAL_ENTRY_OUT);
	tradyn_position view;

	deal.profit = tradyn__profit(book, side, closing->volume, position->view.price_open, closing->price);
	reduce(engine, position, &deal, NULL, &view);
	tradyn__emit_order(engine, account, &order, TRADYN_EVENT_ACTION_FILLED, closing->reason);
	tradyn__emit_deal(engine, account, &deal);
	report(engine, account, &view, closing->reason);
	tradyn__emit_account(engine, account, closing->reason);
	*out = result_of(book->symbol, &deal, &view);
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
	report(engine, account, &left, closing->reason);
	report(engine, account, &right, closing->reason);
	tradyn__emit_account(engine, account, closing->reason);
	out[0] = result_of(book->symbol, &first, &left);
	out[1] = result_of(book->symbol, &second, &right);
}

/* ---- Out and in again ---- */

/* The rate is that of a new deal; opening commission, stops and ticket stay. */
static void move_open(tradyn_engine *engine, tradyn__position *position, tradyn_decimal price)
{
	tradyn__book *book = position->book;

	tradyn__unwatch_position(position);
	tradyn__book_remove(book, position);
	position->view.price_open = price;
	position->view.time_update_msc = engine->time_msc;
	(void)tradyn__margin_rate(book, position->view.type, price, &position->rate);
	position->view.margin_rate = tradyn__money(tradyn__wide_div(position->rate, TRADYN_DECIMAL_ONE, TRADYN_ROUND_HALF_AWAY));
	tradyn__book_add(book, position);
	tradyn__watch_position(position);
	book_changed(engine, book);
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
	settle(engine, account, &closed);
	settle(engine, account, &opened);
	move_open(engine, position, open);
	tradyn__position_view(position, &view);
	tradyn__emit_order(engine, account, &out, TRADYN_EVENT_ACTION_FILLED, closing.reason);
	tradyn__emit_deal(engine, account, &closed);
	tradyn__emit_order(engine, account, &in, TRADYN_EVENT_ACTION_FILLED, closing.reason);
	tradyn__emit_deal(engine, account, &opened);
	tradyn__emit_position(engine, account, &view, TRADYN_EVENT_ACTION_SWAP, closing.reason);
}
