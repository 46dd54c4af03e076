/* SPDX-License-Identifier: MIT
 * What becomes of a stop or an order that was triggered. Without friction it is filled by the quote that triggers it; the fill model
 * may let it wait, slip, and fill it in parts. Where a limit or TP is no longer reached, it is armed again. */
#include "lib/engine/fire.h"

#include "lib/base/text.h"
#include "lib/engine/execution.h"
#include "lib/engine/trailing.h"

static tradyn_decimal fill_price(const tradyn_engine *engine, const tradyn__symbol *symbol, tradyn__fill_kind kind, tradyn_side side, tradyn_decimal level,
                                 tradyn_ticket ticket)
{
	return tradyn__gap_price(&symbol->spec, kind, side, tradyn__gap_now(&symbol->gap, &symbol->spec), level,
	                         tradyn__execution_price(engine, symbol, side, ticket));
}

/* Whether the market is at a limit or better. */
static bool at_limit(const tradyn__symbol *symbol, tradyn_side side, tradyn_decimal limit)
{
	tradyn_decimal market = tradyn__market_price(symbol, side);

	return side == TRADYN_SIDE_BUY ? market <= limit : market >= limit;
}

/* ---- Stops of positions ---- */

static void rearm(tradyn__position *position)
{
	tradyn__unwatch_position(position);
	tradyn__watch_position(position);
}

/* Returns whether anything could be closed. */
static bool close_at(tradyn_engine *engine, tradyn__position *position, tradyn_reason reason)
{
	tradyn__symbol *symbol = position->book->symbol;
	bool sl = reason == TRADYN_REASON_SL;
	tradyn_decimal level = sl ? position->view.sl : position->view.tp, open = position->view.volume;
	tradyn_side side = tradyn__opposite(position->view.type);
	tradyn_decimal part = tradyn__execution_part(symbol, side, open);
	char text[TRADYN_DECIMAL_TEXT_MAX], comment[TRADYN_COMMENT_MAX];
	tradyn_close_result result;

	if (part < open)
		rearm(position); /* what stays open is tried again with the next quote */
	if (part <= 0)
		return false;
	tradyn_decimal_format(level, text);
	tradyn__text_format(comment, sizeof(comment), "[%s %s]", sl ? "sl" : "tp", text);
	tradyn__execution_take(symbol, side, part);
	tradyn__fill_close(engine, position, &(tradyn__closing){
		.volume = part, .price = fill_price(engine, symbol, sl ? TRADYN__FILL_SL : TRADYN__FILL_TP, side, level, engine->last_ticket + 1),
		.reason = reason, .magic = position->view.magic, .comment = comment,
	}, &result);
	return true;
}

static void say_position(tradyn_engine *engine, tradyn__position *position, tradyn_event_action action, tradyn_reason reason)
{
	tradyn_position view;

	tradyn__position_view(position, &view);
	tradyn__emit_position(engine, position->account, &view, action, reason);
}

void tradyn__fire_stop(tradyn_engine *engine, tradyn__position *position, tradyn_reason reason)
{
	const tradyn__symbol *symbol = position->book->symbol;
	int64_t wait = tradyn__execution_wait(engine, symbol, position->view.ticket);

	if (wait <= 0) {
		(void)close_at(engine, position, reason);
		return;
	}
	tradyn__late_position(position, symbol->quote_msc + wait, reason);
	say_position(engine, position, TRADYN_EVENT_ACTION_TRIGGERED, reason);
}

void tradyn__fire_late_stop(tradyn_engine *engine, tradyn__position *position)
{
	tradyn_reason reason = position->view.late_reason;

	rearm(position);
	if (reason == TRADYN_REASON_TP && !at_limit(position->book->symbol, tradyn__opposite(position->view.type), position->view.tp))
		say_position(engine, position, TRADYN_EVENT_ACTION_MODIFIED, reason);
	else if (!close_at(engine, position, reason))
		say_position(engine, position, TRADYN_EVENT_ACTION_MODIFIED, reason);
}

void tradyn__trail(tradyn_engine *engine, tradyn__position *position)
{
	tradyn__symbol *symbol = position->book->symbol;
	tradyn_decimal market = tradyn__market_price(symbol, tradyn__opposite(position->view.type)), sl = position->view.sl;

	tradyn__unwatch_position(position);
	if (tradyn__trailing_stop(&symbol->spec, position->view.type, position->view.price_open, market, position->view.trailing_points, sl, &position->view.sl))
		position->view.time_update_msc = engine->time_msc;
	tradyn__watch_position(position);
	if (position->view.sl != sl)
		say_position(engine, position, TRADYN_EVENT_ACTION_MODIFIED, TRADYN_REASON_SL);
}

/* ---- Orders ---- */

static bool is_limit(const tradyn__order *order)
{
	return order->view.type == TRADYN_ORDER_TYPE_BUY_LIMIT || order->view.type == TRADYN_ORDER_TYPE_SELL_LIMIT;
}

static tradyn_decimal order_price(const tradyn_engine *engine, const tradyn__order *order, tradyn_side side)
{
	const tradyn__symbol *symbol = order->book->symbol;

	if (order->view.type <= TRADYN_ORDER_TYPE_SELL)
		return tradyn__execution_price(engine, symbol, side, order->view.ticket);
	return fill_price(engine, symbol, is_limit(order) ? TRADYN__FILL_LIMIT : TRADYN__FILL_STOP, side, order->view.price, order->view.ticket);
}

/* Ends an order, or what is left of it, that its filling does not let wait for depth. */
static void cancel_rest(tradyn_engine *engine, tradyn__order *order)
{
	tradyn__order_finish(engine, order, TRADYN_ORDER_STATE_CANCELED, TRADYN_EVENT_ACTION_CANCELED, order->view.reason);
}

/* Fills a part and lets the rest wait, or cancels it. */
static void fill_part(tradyn_engine *engine, tradyn__order *order, tradyn_decimal part, tradyn_decimal price)
{
	tradyn_ticket partner = order->view.oco;
	tradyn_order view = order->view;
	tradyn_deal deal;

	view.oco = 0;
	tradyn__order_reduce(engine, order, part);
	view.margin = order->margin;
	tradyn__fill_open(engine, order->book, &view, part, price, &deal);
	view.margin = 0;
	order->view = view;
	tradyn__order_cancel_partner(engine, partner);
	if (order->view.type_filling == TRADYN_FILLING_RETURN)
		tradyn__watch_order(order);
	else
		cancel_rest(engine, order);
}

static void fill_whole(tradyn_engine *engine, tradyn__order *order, tradyn_decimal price)
{
	tradyn__book *book = order->book;
	tradyn_order view;
	tradyn_deal deal;

	tradyn__order_remove(engine, order, &view);
	tradyn__fill_open(engine, book, &view, view.volume_current, price, &deal);
	tradyn__order_cancel_partner(engine, view.oco);
}

/* Returns false when there is nothing to fill it with, and it waits. */
static bool activate(tradyn_engine *engine, tradyn__order *order)
{
	tradyn__symbol *symbol = order->book->symbol;
	tradyn_side side = tradyn__type_side(order->view.type);
	tradyn_filling filling = order->view.type_filling;
	tradyn_decimal part = tradyn__execution_part(symbol, side, order->view.volume_current), price = order_price(engine, order, side);
	bool whole = part == order->view.volume_current;
	tradyn__intent intent = {
		.kind = TRADYN__ACTIVATE, .account = order->account, .symbol = symbol, .book = order->book, .order = order,
		.type = side == TRADYN_SIDE_BUY ? TRADYN_ORDER_TYPE_BUY : TRADYN_ORDER_TYPE_SELL, .volume = part, .fill = price,
	};

	if (!whole && (filling == TRADYN_FILLING_FOK || filling == TRADYN_FILLING_BOC || (filling == TRADYN_FILLING_IOC && part <= 0))) {
		cancel_rest(engine, order);
		return true;
	}
	if (part <= 0) {
		tradyn__watch_order(order);
		return false;
	}
	if (tradyn__validate(engine, &intent, NULL)) {
		tradyn__order_finish(engine, order, TRADYN_ORDER_STATE_REJECTED, TRADYN_EVENT_ACTION_REJECTED, order->view.reason);
		return true;
	}
	tradyn__execution_take(symbol, side, part);
	if (whole)
		fill_whole(engine, order, price);
	else
		fill_part(engine, order, part, price);
	return true;
}

static void say_order(tradyn_engine *engine, tradyn__order *order, tradyn_event_action action)
{
	tradyn_order view;

	tradyn__order_view(order, &view);
	tradyn__emit_order(engine, order->account, &view, action, order->view.reason);
}

void tradyn__fire_order(tradyn_engine *engine, tradyn__order *order)
{
	const tradyn__symbol *symbol = order->book->symbol;
	bool stop_limit = order->view.type == TRADYN_ORDER_TYPE_BUY_STOP_LIMIT || order->view.type == TRADYN_ORDER_TYPE_SELL_STOP_LIMIT;
	int64_t wait = stop_limit ? 0 : tradyn__execution_wait(engine, symbol, order->view.ticket);

	if (stop_limit)
		tradyn__order_become_limit(engine, order);
	if (wait > 0)
		tradyn__late_order(order, symbol->quote_msc + wait);
	if (wait > 0 || order->view.state != TRADYN_ORDER_STATE_PARTIAL) /* a rest that goes on was triggered before */
		say_order(engine, order, TRADYN_EVENT_ACTION_TRIGGERED);
	if (wait <= 0 && !stop_limit)
		(void)activate(engine, order);
}

void tradyn__fire_late_order(tradyn_engine *engine, tradyn__order *order)
{
	bool reached = !is_limit(order) || at_limit(order->book->symbol, tradyn__type_side(order->view.type), order->view.price);

	order->view.late_msc = 0;
	if (!reached)
		tradyn__watch_order(order);
	if (!reached || !activate(engine, order))
		say_order(engine, order, TRADYN_EVENT_ACTION_MODIFIED);
}
