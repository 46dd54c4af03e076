/* SPDX-License-Identifier: MIT
 * What waits for a price, in price order: a tick compares four numbers, and only what it reaches costs anything.
 * Order of one tick: what waited out its latency, SL, TP, trailing stops, pending orders; within each the lower ticket first
 * (API:hook, Processing ticks). */
#include "lib/engine/fire.h"

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

/* ---- What waits out its latency ---- */

enum { LATE_POSITION = 0, LATE_ORDER = 1 };

static void refresh_due(tradyn__symbol *symbol)
{
	symbol->due = INT64_MAX;
	for (int i = 0; i < 2; i++)
		if (symbol->late[i].count && symbol->late[i].nodes[0].key < symbol->due)
			symbol->due = symbol->late[i].nodes[0].key;
}

static void wait_until(tradyn__symbol *symbol, int kind, int64_t time_msc, tradyn_ticket ticket, void *object, size_t *place)
{
	tradyn__heap_push(&symbol->late[kind], time_msc, ticket, object, place);
	if (time_msc < symbol->due)
		symbol->due = time_msc;
}

static void drop_late(tradyn__symbol *symbol, int kind, size_t place, int64_t *late_msc)
{
	*late_msc = 0;
	if (place == TRADYN__NOWHERE)
		return;
	tradyn__heap_remove(&symbol->late[kind], place);
	refresh_due(symbol);
}

void tradyn__late_order(tradyn__order *order, int64_t time_msc)
{
	order->view.late_msc = time_msc;
	wait_until(order->book->symbol, LATE_ORDER, time_msc, order->view.ticket, order, &order->place_late);
}

void tradyn__late_position(tradyn__position *position, int64_t time_msc, tradyn_reason reason)
{
	tradyn__unwatch_position(position);
	position->view.late_msc = time_msc;
	position->view.late_reason = reason;
	wait_until(position->book->symbol, LATE_POSITION, time_msc, position->view.ticket, position, &position->place_late);
}

/* Moves what is due to engine->fired. */
static void collect_late(tradyn_engine *engine, tradyn__symbol *symbol, int kind)
{
	tradyn__heap *heap = &symbol->late[kind];

	engine->fired.count = 0;
	while (heap->count && heap->nodes[0].key <= symbol->quote_msc) {
		struct tradyn__node node = tradyn__heap_pop(heap);

		tradyn__heap_push(&engine->fired, node.key, node.ticket, node.object, NULL);
	}
	refresh_due(symbol);
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
	if (order->view.type <= TRADYN_ORDER_TYPE_SELL) { /* the rest of a market order goes on with the next quote */
		tradyn__late_order(order, order->book->symbol->quote_msc);
		return;
	}
	add(order->book->symbol, watch_of(order->view.type), order->view.price, order->view.ticket, order, &order->place);
}

void tradyn__unwatch_order(tradyn__order *order)
{
	drop(order->book->symbol, watch_of(order->view.type), order->place);
	drop_late(order->book->symbol, LATE_ORDER, order->place_late, &order->view.late_msc);
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
	drop_late(symbol, LATE_POSITION, position->place_late, &position->view.late_msc);
	position->view.late_reason = TRADYN_REASON_CLIENT;
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

static void fire_stops(tradyn_engine *engine, tradyn__symbol *symbol, tradyn__watch first, tradyn__watch last, tradyn_reason reason)
{
	collect(engine, symbol, first, last);
	while (engine->fired.count)
		tradyn__fire_stop(engine, tradyn__heap_pop(&engine->fired).object, reason);
}

static void fire_orders(tradyn_engine *engine, tradyn__symbol *symbol)
{
	collect(engine, symbol, TRADYN__WATCH_BUY_LIMIT, TRADYN__WATCH_SELL_STOP);
	while (engine->fired.count) {
		tradyn__order *order = tradyn__index_find(&engine->orders, tradyn__heap_pop(&engine->fired).ticket);

		if (order) /* else canceled by its OCO partner */
			tradyn__fire_order(engine, order);
	}
}

static void fire_late(tradyn_engine *engine, tradyn__symbol *symbol)
{
	collect_late(engine, symbol, LATE_POSITION);
	while (engine->fired.count)
		tradyn__fire_late_stop(engine, tradyn__heap_pop(&engine->fired).object);
	collect_late(engine, symbol, LATE_ORDER);
	while (engine->fired.count) {
		tradyn__order *order = tradyn__index_find(&engine->orders, tradyn__heap_pop(&engine->fired).ticket);

		if (order)
			tradyn__fire_late_order(engine, order);
	}
}

void tradyn__trigger(tradyn_engine *engine, tradyn__symbol *symbol)
{
	if (symbol->due <= symbol->quote_msc)
		fire_late(engine, symbol);
	fire_stops(engine, symbol, TRADYN__WATCH_SL_LONG, TRADYN__WATCH_SL_SHORT, TRADYN_REASON_SL);
	fire_stops(engine, symbol, TRADYN__WATCH_TP_LONG, TRADYN__WATCH_TP_SHORT, TRADYN_REASON_TP);
	collect(engine, symbol, TRADYN__WATCH_TRAIL_LONG, TRADYN__WATCH_TRAIL_SHORT);
	while (engine->fired.count)
		tradyn__trail(engine, tradyn__heap_pop(&engine->fired).object);
	fire_orders(engine, symbol);
}
