/* SPDX-License-Identifier: MIT
 * What waits for a price, in price order: a tick compares four numbers, and only what it reaches costs anything.
 * Order of one tick: SL, TP, trailing stops, pending orders; within each the lower ticket first (API:hook, Processing ticks). */
#include "lib/base/text.h"
#include "lib/engine/engine_impl.h"
#include "lib/engine/trailing.h"

/* What each list watches for (MetaQuotes, "Trading System"). */
static const tradyn__signal signals[TRADYN__WATCH_COUNT] = {
	[TRADYN__WATCH_SL_LONG] = TRADYN__BID_FALLS,
	[TRADYN__WATCH_SL_SHORT] = TRADYN__ASK_RISES,
	[TRADYN__WATCH_TP_LONG] = TRADYN__BID_RISES,
	[TRADYN__WATCH_TP_SHORT] = TRADYN__ASK_FALLS,
	[TRADYN__WATCH_TRAIL_LONG] = TRADYN__BID_RISES,
	[TRADYN__WATCH_TRAIL_SHORT] = TRADYN__ASK_FALLS,
	[TRADYN__WATCH_BUY_LIMIT] = TRADYN__ASK_FALLS,
	[TRADYN__WATCH_SELL_LIMIT] = TRADYN__BID_RISES,
	[TRADYN__WATCH_BUY_STOP] = TRADYN__ASK_RISES,
	[TRADYN__WATCH_SELL_STOP] = TRADYN__BID_FALLS,
};

static bool falls(tradyn__signal signal)
{
	return signal == TRADYN__BID_FALLS || signal == TRADYN__ASK_FALLS;
}

int64_t tradyn__watch_key(tradyn__watch watch, tradyn_decimal price)
{
	return falls(signals[watch]) ? -price : price;
}

/* The nearest price of a signal over its lists. */
static void refresh(tradyn__symbol *symbol, tradyn__signal signal)
{
	int64_t nearest = INT64_MAX;

	for (int watch = 0; watch < TRADYN__WATCH_COUNT; watch++)
		if (signals[watch] == signal && symbol->watch[watch].count && symbol->watch[watch].nodes[0].key < nearest)
			nearest = symbol->watch[watch].nodes[0].key;
	symbol->signal[signal] = nearest;
}

static void add(tradyn__symbol *symbol, tradyn__watch watch, tradyn_decimal price, tradyn_ticket ticket, void *object, size_t *place)
{
	int64_t key = tradyn__watch_key(watch, price);

	tradyn__heap_push(&symbol->watch[watch], key, ticket, object, place);
	if (key < symbol->signal[signals[watch]])
		symbol->signal[signals[watch]] = key;
}

static void drop(tradyn__symbol *symbol, tradyn__watch watch, size_t place)
{
	if (place == TRADYN__NOWHERE)
		return;
	tradyn__heap_remove(&symbol->watch[watch], place);
	refresh(symbol, signals[watch]);
}

/* ---- Who watches where ---- */

static tradyn__watch watch_of(tradyn_order_type type)
{
	switch (type) {
	case TRADYN_ORDER_TYPE_BUY_LIMIT: return TRADYN__WATCH_BUY_LIMIT;
	case TRADYN_ORDER_TYPE_SELL_LIMIT: return TRADYN__WATCH_SELL_LIMIT;
	case TRADYN_ORDER_TYPE_BUY_STOP:
	case TRADYN_ORDER_TYPE_BUY_STOP_LIMIT: return TRADYN__WATCH_BUY_STOP;
	case TRADYN_ORDER_TYPE_SELL_STOP:
	case TRADYN_ORDER_TYPE_SELL_STOP_LIMIT: return TRADYN__WATCH_SELL_STOP;
	case TRADYN_ORDER_TYPE_BUY:
	case TRADYN_ORDER_TYPE_SELL:
	case TRADYN_ORDER_TYPE_CLOSE_BY:
		break;
	}
	return TRADYN__WATCH_COUNT;
}

void tradyn__watch_order(tradyn__order *order)
{
	add(order->book->symbol, watch_of(order->view.type), order->view.price, order->view.ticket, order, &order->place);
}

void tradyn__unwatch_order(tradyn__order *order)
{
	drop(order->book->symbol, watch_of(order->view.type), order->place);
}

/* The nearest price at which the trailing stop moves: in profit by the distance, and past where the stop is (metatrader5.com, "Trailing Stop"). */
static tradyn_decimal trail_at(const tradyn__position *position)
{
	const tradyn__symbol *symbol = position->book->symbol;
	tradyn_decimal distance = position->view.trailing_points * symbol->spec.point, tick = symbol->spec.trade_tick_size;
	tradyn_decimal sl = position->view.sl, open = position->view.price_open;

	if (position->view.type == TRADYN_SIDE_BUY)
		return sl && sl + tick > open ? sl + tick + distance : open + distance;
	return sl && sl - tick < open ? sl - tick - distance : open - distance;
}

void tradyn__watch_position(tradyn__position *position)
{
	tradyn__symbol *symbol = position->book->symbol;
	unsigned side = (unsigned)position->view.type;
	tradyn_ticket ticket = position->view.ticket;

	if (position->view.sl)
		add(symbol, TRADYN__WATCH_SL_LONG + side, position->view.sl, ticket, position, &position->place_sl);
	if (position->view.tp)
		add(symbol, TRADYN__WATCH_TP_LONG + side, position->view.tp, ticket, position, &position->place_tp);
	if (position->view.trailing_points)
		add(symbol, TRADYN__WATCH_TRAIL_LONG + side, trail_at(position), ticket, position, &position->place_trail);
}

void tradyn__unwatch_position(tradyn__position *position)
{
	tradyn__symbol *symbol = position->book->symbol;
	unsigned side = (unsigned)position->view.type;

	drop(symbol, TRADYN__WATCH_SL_LONG + side, position->place_sl);
	drop(symbol, TRADYN__WATCH_TP_LONG + side, position->place_tp);
	drop(symbol, TRADYN__WATCH_TRAIL_LONG + side, position->place_trail);
}

/* ---- What a tick reaches ---- */

static int64_t quote_key(const tradyn__symbol *symbol, tradyn__signal signal)
{
	tradyn_decimal price = symbol->price[signal == TRADYN__BID_RISES || signal == TRADYN__BID_FALLS ? TRADYN__BID : TRADYN__ASK];

	return falls(signal) ? -price : price;
}

/* Moves what the quote has reached from two lists to engine->fired. */
static void collect(tradyn_engine *engine, tradyn__symbol *symbol, tradyn__watch first, tradyn__watch last)
{
	engine->fired.count = 0;
	for (tradyn__watch watch = first; watch <= last; watch++) {
		tradyn__heap *heap = &symbol->watch[watch];
		int64_t reached = quote_key(symbol, signals[watch]);

		if (heap->count == 0 || heap->nodes[0].key > reached)
			continue;
		while (heap->count && heap->nodes[0].key <= reached) {
			struct tradyn__node node = tradyn__heap_pop(heap);

			tradyn__heap_push(&engine->fired, node.ticket, node.ticket, node.object, NULL);
		}
		refresh(symbol, signals[watch]);
	}
}

static void close_at(tradyn_engine *engine, tradyn__position *position, tradyn_reason reason)
{
	const tradyn__symbol *symbol = position->book->symbol;
	bool sl = reason == TRADYN_REASON_SL;
	tradyn_decimal level = sl ? position->view.sl : position->view.tp;
	tradyn_side side = tradyn__opposite(position->view.type);
	char text[TRADYN_DECIMAL_TEXT_MAX], comment[TRADYN_COMMENT_MAX];
	tradyn_close_result result;

	tradyn_decimal_format(level, text);
	tradyn__text_format(comment, sizeof(comment), "[%s %s]", sl ? "sl" : "tp", text);
	tradyn__fill_close(engine, position, &(tradyn__closing){
		.volume = position->view.volume,
		.price = tradyn__gap_price(&symbol->spec, sl ? TRADYN__FILL_SL : TRADYN__FILL_TP, side, tradyn__gap_now(&symbol->gap, &symbol->spec), level,
		                           tradyn__market_price(symbol, side)),
		.reason = reason, .magic = position->view.magic, .comment = comment,
	}, &result);
}

static void fire_stops(tradyn_engine *engine, tradyn__symbol *symbol, tradyn__watch first, tradyn__watch last, tradyn_reason reason)
{
	collect(engine, symbol, first, last);
	while (engine->fired.count)
		close_at(engine, tradyn__heap_pop(&engine->fired).object, reason);
}

void tradyn__trail(tradyn_engine *engine, tradyn__position *position)
{
	tradyn__symbol *symbol = position->book->symbol;
	tradyn_decimal market = tradyn__market_price(symbol, tradyn__opposite(position->view.type)), sl = position->view.sl;
	tradyn_position view;

	tradyn__unwatch_position(position);
	if (tradyn__trailing_stop(&symbol->spec, position->view.type, position->view.price_open, market, position->view.trailing_points, sl, &position->view.sl))
		position->view.time_update_msc = engine->time_msc;
	tradyn__watch_position(position);
	if (position->view.sl == sl)
		return;
	tradyn__position_view(position, &view);
	tradyn__emit_position(engine, position->account, &view, TRADYN_EVENT_ACTION_MODIFIED, TRADYN_REASON_SL);
}

/* A stop-limit order becomes the limit order it holds. */
static void become_limit(tradyn_engine *engine, tradyn__order *order)
{
	tradyn_order view;

	tradyn__order_become_limit(engine, order);
	tradyn__order_view(order, &view);
	tradyn__emit_order(engine, order->account, &view, TRADYN_EVENT_ACTION_TRIGGERED, order->view.reason);
}

static void activate(tradyn_engine *engine, tradyn__order *order)
{
	tradyn__book *book = order->book;
	tradyn__symbol *symbol = book->symbol;
	tradyn_side side = tradyn__type_side(order->view.type);
	bool limit = order->view.type == TRADYN_ORDER_TYPE_BUY_LIMIT || order->view.type == TRADYN_ORDER_TYPE_SELL_LIMIT;
	tradyn_decimal price = tradyn__gap_price(&symbol->spec, limit ? TRADYN__FILL_LIMIT : TRADYN__FILL_STOP, side, tradyn__gap_now(&symbol->gap, &symbol->spec),
	                                         order->view.price, tradyn__market_price(symbol, side));
	tradyn__intent intent = {
		.kind = TRADYN__ACTIVATE, .account = order->account, .symbol = symbol, .book = book, .order = order,
		.type = side == TRADYN_SIDE_BUY ? TRADYN_ORDER_TYPE_BUY : TRADYN_ORDER_TYPE_SELL, .volume = order->view.volume_current, .fill = price,
	};
	tradyn_order view;
	tradyn_deal deal;

	tradyn__order_view(order, &view);
	tradyn__emit_order(engine, order->account, &view, TRADYN_EVENT_ACTION_TRIGGERED, order->view.reason);
	if (tradyn__validate(engine, &intent, NULL)) {
		tradyn__order_finish(engine, order, TRADYN_ORDER_STATE_REJECTED, TRADYN_EVENT_ACTION_REJECTED, order->view.reason);
		return;
	}
	tradyn__order_remove(engine, order, &view);
	tradyn__fill_open(engine, book, &view, view.volume_current, price, &deal);
	tradyn__order_cancel_partner(engine, view.oco);
}

static void fire_orders(tradyn_engine *engine, tradyn__symbol *symbol)
{
	collect(engine, symbol, TRADYN__WATCH_BUY_LIMIT, TRADYN__WATCH_SELL_STOP);
	while (engine->fired.count) {
		tradyn__order *order = tradyn__index_find(&engine->orders, tradyn__heap_pop(&engine->fired).ticket);

		if (!order) /* canceled by its OCO partner */
			continue;
		if (order->view.type == TRADYN_ORDER_TYPE_BUY_STOP_LIMIT || order->view.type == TRADYN_ORDER_TYPE_SELL_STOP_LIMIT)
			become_limit(engine, order);
		else
			activate(engine, order);
	}
}

void tradyn__trigger(tradyn_engine *engine, tradyn__symbol *symbol)
{
	fire_stops(engine, symbol, TRADYN__WATCH_SL_LONG, TRADYN__WATCH_SL_SHORT, TRADYN_REASON_SL);
	fire_stops(engine, symbol, TRADYN__WATCH_TP_LONG, TRADYN__WATCH_TP_SHORT, TRADYN_REASON_TP);
	collect(engine, symbol, TRADYN__WATCH_TRAIL_LONG, TRADYN__WATCH_TRAIL_SHORT);
	while (engine->fired.count)
		tradyn__trail(engine, tradyn__heap_pop(&engine->fired).object);
	fire_orders(engine, symbol);
}
