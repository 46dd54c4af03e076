/* SPDX-License-Identifier: MIT
 * Checks of prices: deviation, tick grid, distances of pending orders and stops, freeze level (MetaQuotes, "Trade"; MQL5 article 2555). */
#include "lib/engine/execution.h"
#include "lib/engine/validate.h"

#include <stdlib.h>

/* ---- Execution price ---- */

/* Instant execution: how much worse the market is than the price that was asked, in points. Market execution ignores it. */
int tradyn__check_deviation(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	const tradyn_symbol *spec = &intent->symbol->spec;
	tradyn_side side = tradyn__type_side(intent->type);
	tradyn_decimal worse;

	intent->fill = tradyn__execution_price(engine, intent->symbol, side, engine->last_ticket + 1);
	if (intent->price == TRADYN_UNSET || (spec->trade_exemode != TRADYN_EXEMODE_INSTANT && spec->trade_exemode != TRADYN_EXEMODE_REQUEST))
		return 0;
	if (intent->price <= 0)
		return tradyn__refuse(intent, err, TRADYN_E_INVALID_PRICE, "price", "price must be above 0.");
	worse = side == TRADYN_SIDE_BUY ? intent->fill - intent->price : intent->price - intent->fill;
	if ((tradyn__wide)worse > (tradyn__wide)intent->deviation * spec->point)
		return tradyn__refuse(intent, err, TRADYN_E_REQUOTE, "price", "The market is %s now, %s worse than %s; a deviation of %lld points is allowed.",
		                      tradyn__say(intent->fill).text, tradyn__say(worse).text, tradyn__say(intent->price).text, (long long)intent->deviation);
	return 0;
}

/* ---- Grid ---- */

static int on_grid(const tradyn__intent *intent, tradyn_error *err, int code, const char *field, tradyn_decimal price)
{
	tradyn_decimal step = intent->symbol->spec.trade_tick_size, below, above;

	if (price <= 0 || price % step == 0)
		return 0;
	if (tradyn_decimal_grid(price, step, &below, &above))
		return tradyn__refuse(intent, err, code, field, "%s is too large.", field);
	(void)tradyn__refuse(intent, err, code, field, "%s %s is no multiple of the tick size %s; nearest are %s and %s.", field, tradyn__say(price).text,
	                     tradyn__say(step).text, tradyn__say(below).text, tradyn__say(above).text);
	if (err && err->code == code) {
		err->step = step;
		err->below = below;
		err->above = above;
	}
	return code;
}

int tradyn__check_grid(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	bool pending = intent->kind == TRADYN__PLACE || intent->kind == TRADYN__ORDER_MODIFY;
	const struct {
		const char *field;
		tradyn_decimal price;
		int code;
	} prices[] = {
		{ "price", pending ? intent->price : 0, TRADYN_E_INVALID_PRICE }, { "stoplimit", pending ? intent->stoplimit : 0, TRADYN_E_INVALID_PRICE },
		{ "sl", intent->sl, TRADYN_E_INVALID_STOPS }, { "tp", intent->tp, TRADYN_E_INVALID_STOPS },
	};

	(void)engine;
	for (size_t i = 0; i < sizeof(prices) / sizeof(prices[0]); i++) {
		int status = on_grid(intent, err, prices[i].code, prices[i].field, prices[i].price);

		if (status)
			return status;
	}
	return 0;
}

tradyn_decimal tradyn__legal_price(const tradyn__symbol *symbol, tradyn_decimal limit, int direction, bool strict)
{
	tradyn_decimal tick = symbol->spec.trade_tick_size, below, above;

	if (tradyn_decimal_grid(limit, tick, &below, &above))
		return 0;
	if (direction < 0)
		return strict && below == limit ? below - tick : below;
	return strict && above == limit ? above + tick : above;
}

/* ---- Distances ---- */

/* A price that must keep its distance from another, on one side of it. */
typedef struct rule {
	const char *field;
	tradyn_decimal price;
	int direction; /* -1: below `from`, 1: above */
	const char *from_name;
	tradyn_decimal from;
	int code;
} rule;

static int keep_distance(const tradyn__intent *intent, tradyn_error *err, const rule *r)
{
	int64_t points = intent->symbol->spec.trade_stops_level;
	tradyn_decimal distance = points * intent->symbol->spec.point, legal;
	tradyn_decimal beyond = r->direction * (r->price - r->from);

	if (beyond >= distance && beyond > 0)
		return 0;
	legal = tradyn__legal_price(intent->symbol, r->from + r->direction * distance, r->direction, distance == 0);
	if (points)
		(void)tradyn__refuse(intent, err, r->code, r->field, "%s %s must lie at least %lld points %s the %s %s: at %s %s.", r->field, tradyn__say(r->price).text,
		                     (long long)points, r->direction < 0 ? "below" : "above", r->from_name, tradyn__say(r->from).text,
		                     r->direction < 0 ? "most" : "least", tradyn__say(legal).text);
	else
		(void)tradyn__refuse(intent, err, r->code, r->field, "%s %s must lie %s the %s %s: at %s %s.", r->field, tradyn__say(r->price).text,
		                     r->direction < 0 ? "below" : "above", r->from_name, tradyn__say(r->from).text, r->direction < 0 ? "most" : "least",
		                     tradyn__say(legal).text);
	if (err && err->code == r->code) {
		err->step = intent->symbol->spec.trade_tick_size;
		*(r->direction < 0 ? &err->max : &err->min) = legal;
		*(r->direction < 0 ? &err->below : &err->above) = legal;
	}
	return r->code;
}

/* Where a pending order must stand: on which side of which quote. */
static rule pending_rule(const tradyn__intent *intent)
{
	bool buy = tradyn__type_side(intent->type) == TRADYN_SIDE_BUY;
	bool limit = intent->type == TRADYN_ORDER_TYPE_BUY_LIMIT || intent->type == TRADYN_ORDER_TYPE_SELL_LIMIT;

	return (rule){ "price", intent->price, buy == limit ? -1 : 1, buy ? "ask" : "bid", intent->symbol->price[buy ? TRADYN__ASK : TRADYN__BID], TRADYN_E_INVALID_PRICE };
}

int tradyn__check_pending(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	bool buy = tradyn__type_side(intent->type) == TRADYN_SIDE_BUY;
	rule price = pending_rule(intent);
	rule stoplimit = { "stoplimit", intent->stoplimit, buy ? -1 : 1, "order price", intent->price, TRADYN_E_INVALID_PRICE };
	bool moved = !intent->order || intent->order->view.price != intent->price;
	int status = 0;

	(void)engine;
	intent->fill = intent->stoplimit ? intent->stoplimit : intent->price;
	if (moved)
		status = keep_distance(intent, err, &price);
	if (!status && intent->stoplimit)
		status = keep_distance(intent, err, &stoplimit);
	return status;
}

/* Distances in points from the price of the fill, on the tick grid. */
static void resolve_points(tradyn__intent *intent)
{
	const tradyn__symbol *symbol = intent->symbol;
	int sign = tradyn__type_side(intent->type) == TRADYN_SIDE_BUY ? 1 : -1;

	if (intent->sl_points)
		intent->sl = tradyn__legal_price(symbol, intent->fill - sign * intent->sl_points * symbol->spec.point, -sign, false);
	if (intent->tp_points)
		intent->tp = tradyn__legal_price(symbol, intent->fill + sign * intent->tp_points * symbol->spec.point, sign, false);
	intent->sl_points = intent->tp_points = 0;
}

/* What a stop is measured from: a pending order's own price (of a stop-limit order: of the limit); else the quote it closes at. */
int tradyn__check_stops(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	bool pending = intent->kind == TRADYN__PLACE || intent->kind == TRADYN__ORDER_MODIFY;
	bool buy = tradyn__type_side(intent->type) == TRADYN_SIDE_BUY;
	tradyn_decimal from = pending ? intent->fill : tradyn__market_price(intent->symbol, buy ? TRADYN_SIDE_SELL : TRADYN_SIDE_BUY);
	const char *name = pending ? (intent->stoplimit ? "stoplimit" : "order price") : buy ? "bid" : "ask";
	bool sl_points = intent->sl_points != 0, tp_points = intent->tp_points != 0;
	const tradyn_position *held = intent->position ? &intent->position->view : NULL;
	rule sl = { sl_points ? "sl_points" : "sl", 0, buy ? -1 : 1, name, from, TRADYN_E_INVALID_STOPS };
	rule tp = { tp_points ? "tp_points" : "tp", 0, buy ? 1 : -1, name, from, TRADYN_E_INVALID_STOPS };
	int status = 0;

	(void)engine;
	resolve_points(intent);
	sl.price = intent->sl;
	tp.price = intent->tp;
	if ((sl_points && sl.price <= 0) || (tp_points && tp.price <= 0))
		return tradyn__refuse(intent, err, TRADYN_E_INVALID_STOPS, sl_points && sl.price <= 0 ? "sl_points" : "tp_points", "The distance reaches below 0.");
	if ((intent->sl || sl_points) && !(held && held->sl == intent->sl)) /* a stop that stays was legal when it was set */
		status = keep_distance(intent, err, &sl);
	if (!status && (intent->tp || tp_points) && !(held && held->tp == intent->tp))
		status = keep_distance(intent, err, &tp);
	return status;
}

/* ---- Freeze level ---- */

static int frozen(const tradyn__intent *intent, tradyn_error *err, const char *what, tradyn_decimal price, tradyn_decimal quote)
{
	int64_t points = intent->symbol->spec.trade_freeze_level;

	if (!price || llabs(price - quote) >= points * intent->symbol->spec.point)
		return 0;
	return tradyn__refuse(intent, err, TRADYN_E_FROZEN, "ticket", "The market %s is nearer than %lld points to the %s %s.", tradyn__say(quote).text, (long long)points, what,
	                      tradyn__say(price).text);
}

static int stops_frozen(const tradyn__intent *intent, const tradyn_position *position, tradyn_error *err)
{
	tradyn_decimal quote = tradyn__market_price(intent->symbol, tradyn__opposite(position->type));
	int status = frozen(intent, err, "stop loss", position->sl, quote);

	return status ? status : frozen(intent, err, "take profit", position->tp, quote);
}

int tradyn__check_freeze(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	const tradyn__symbol *symbol = intent->symbol;
	int status;

	(void)engine;
	if (symbol->spec.trade_freeze_level == 0)
		return 0;
	if (intent->order)
		return frozen(intent, err, "order price", intent->order->view.price, tradyn__market_price(symbol, tradyn__type_side(intent->order->view.type)));
	status = stops_frozen(intent, &intent->position->view, err);
	return status || !intent->by ? status : stops_frozen(intent, &intent->by->view, err);
}
