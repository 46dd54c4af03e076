/* SPDX-License-Identifier: MIT
 * Checks of amounts: volume, numbers of orders and positions, volume limit, margin. */
#include "lib/engine/validate.h"

/* ---- Volume ---- */

static int bad_volume(const tradyn__intent *intent, tradyn_error *err, int code, tradyn_decimal least, tradyn_decimal most, const char *why)
{
	const tradyn_symbol *spec = &intent->symbol->spec;
	tradyn_decimal below = 0, above = 0;

	if (intent->volume > 0)
		(void)tradyn_decimal_grid(intent->volume, spec->volume_step, &below, &above);
	(void)tradyn__refuse(intent, err, code, "volume", "volume %s %s; legal are %s to %s in steps of %s.",
	                     intent->volume == TRADYN_UNSET ? "(none)" : tradyn__say(intent->volume).text, why, tradyn__say(least).text, tradyn__say(most).text,
	                     tradyn__say(spec->volume_step).text);
	if (!err || err->code != code)
		return code;
	err->min = least;
	err->max = most;
	err->step = spec->volume_step;
	if (below >= least)
		err->below = below < most ? below : most;
	err->above = above > least ? above : least;
	if (err->above > most)
		err->above = TRADYN_UNSET;
	return code;
}

/* Closing: the minimum does not apply, and all of a position may go whatever the step (API 10038). */
static int check_closing(const tradyn__intent *intent, tradyn_error *err)
{
	tradyn_decimal open = intent->position->view.volume, step = intent->symbol->spec.volume_step;

	if (intent->by && intent->by->view.volume < open)
		open = intent->by->view.volume;
	if (intent->volume > open)
		return bad_volume(intent, err, TRADYN_E_INVALID_CLOSE_VOLUME, step, open, "is more than what is open");
	if (intent->volume <= 0)
		return bad_volume(intent, err, TRADYN_E_INVALID_VOLUME, step, open, "is not above 0");
	if (intent->volume != open && intent->volume % step)
		return bad_volume(intent, err, TRADYN_E_INVALID_VOLUME, step, open, "is off the step");
	return 0;
}

int tradyn__check_volume(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	const tradyn_symbol *spec = &intent->symbol->spec;
	int64_t factor;

	(void)engine;
	if (intent->position)
		return check_closing(intent, err);
	if (intent->volume < spec->volume_min)
		return bad_volume(intent, err, TRADYN_E_INVALID_VOLUME, spec->volume_min, spec->volume_max, "is below the minimum");
	if (intent->volume > spec->volume_max)
		return bad_volume(intent, err, TRADYN_E_INVALID_VOLUME, spec->volume_min, spec->volume_max, "is above the maximum");
	if (intent->volume % spec->volume_step)
		return bad_volume(intent, err, TRADYN_E_INVALID_VOLUME, spec->volume_min, spec->volume_max, "is off the step");
	if (tradyn__symbol_factor(intent->symbol, intent->volume, &factor))
		return bad_volume(intent, err, TRADYN_E_INVALID_VOLUME, spec->volume_min, spec->volume_max, "is worth more than money can say");
	return 0;
}

static tradyn_decimal in_direction(const tradyn__book *book, tradyn_side side)
{
	return tradyn__money((tradyn__wide)book->sides[side].volume + book->order_volume[side]);
}

int tradyn__check_volume_limit(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	tradyn_decimal limit = intent->symbol->spec.volume_limit;
	tradyn_side side = tradyn__type_side(intent->type);
	tradyn_decimal held = in_direction(intent->book, side), left;

	(void)engine;
	if (intent->kind == TRADYN__TRADE && tradyn__netting(intent->account)) /* what it takes from an opposite position adds nothing */
		held -= intent->book->sides[tradyn__opposite(side)].volume;
	left = limit > held ? limit - held : 0;
	if (limit == 0 || intent->volume <= left)
		return 0;
	(void)tradyn__refuse(intent, err, TRADYN_E_LIMIT_VOLUME, "volume", "Positions and orders in this direction hold %s of at most %s lots; %s are left.", tradyn__say(held).text,
	                     tradyn__say(limit).text, tradyn__say(left).text);
	if (err && err->code == TRADYN_E_LIMIT_VOLUME)
		err->max = left;
	return TRADYN_E_LIMIT_VOLUME;
}

/* ---- Numbers ---- */

int tradyn__check_counts(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	const tradyn__account *account = intent->account;
	bool pending = intent->kind == TRADYN__PLACE;
	int64_t own = pending ? account->terms.limit_orders : account->terms.limit_positions;
	int64_t most = pending ? TRADYN_ORDERS_MAX : TRADYN_POSITIONS_MAX;
	int code = pending ? TRADYN_E_LIMIT_ORDERS : TRADYN_E_LIMIT_POSITIONS;

	(void)engine;
	if (!pending && tradyn__net_position(intent->book))
		return 0;
	if (own && own < most)
		most = own;
	if ((int64_t)(pending ? account->orders.live : account->positions.live) < most)
		return 0;
	(void)tradyn__refuse(intent, err, code, NULL, "The account has its %lld %s already.", (long long)most, pending ? "pending orders" : "positions");
	if (err && err->code == code)
		err->max = TRADYN_DECIMAL(most);
	return code;
}

/* ---- Margin ---- */

static int no_money(tradyn__intent *intent, tradyn_error *err, tradyn_decimal required, tradyn_decimal available)
{
	const char *currency = intent->account->terms.currency;

	(void)tradyn__refuse(intent, err, TRADYN_E_INSUFFICIENT_MARGIN, "volume", "The order needs %s %s of margin; %s %s are free.", tradyn__say(required).text, currency,
	                     tradyn__say(available).text, currency);
	if (err && err->code == TRADYN_E_INSUFFICIENT_MARGIN) {
		err->required = required;
		err->available = available;
	}
	return TRADYN_E_INSUFFICIENT_MARGIN;
}

/* Netting: what the order needs while it is one. Hedging: what its position needs, and what the order needs more than that. */
static int margin_of_start(const tradyn__intent *intent, const tradyn__exposure *exposure, tradyn__pledge pledge, tradyn_decimal after, tradyn_decimal *out)
{
	const tradyn__book *book = intent->book;
	tradyn_decimal initial, maintenance;

	if (tradyn__margin_alone(book, exposure, false, &initial) || tradyn__margin_alone(book, exposure, true, &maintenance))
		return TRADYN_E_RANGE;
	if (!tradyn__netting(intent->account))
		return tradyn_decimal_add(after, initial > maintenance ? initial - maintenance : 0, out);
	if (intent->net.opened)
		tradyn__pledge_add(&pledge, intent->type, intent->volume, initial, 1);
	return tradyn__margin_book(book, NULL, &pledge, out);
}

/* What the book's margin becomes when the order is filled, and what it needs for that. */
static int margin_of_fill(tradyn__intent *intent, const tradyn__pledge *pledge, tradyn_decimal *after, tradyn__wide *required)
{
	tradyn__book *book = intent->book;
	tradyn__exposure exposure = { .side = tradyn__type_side(intent->type), .volume = intent->volume, .price = intent->fill };
	tradyn__net *net = &intent->net;
	tradyn__commission_deal deal = { .volume = intent->volume, .price = intent->fill };
	tradyn_decimal start;

	if (tradyn__margin_rate(book, exposure.side, exposure.price, &exposure.rate) || tradyn__net_of(book, tradyn__net_position(book), &exposure, net))
		return TRADYN_E_RANGE;
	deal.entry = net->entry;
	deal.volume_closed = net->closed;
	deal.profit = net->profit;
	if (tradyn__commission(book, &deal, &intent->commission) || tradyn__margin_book(book, &exposure, pledge, after) ||
	    margin_of_start(intent, &exposure, *pledge, *after, &start))
		return TRADYN_E_RANGE;
	*required = (tradyn__wide)start - book->margin;
	return 0;
}

static int margin_of_pending(tradyn__intent *intent, tradyn__pledge *pledge, tradyn_decimal *after, tradyn__wide *required)
{
	if (tradyn__margin_order(intent->book, intent->type, intent->volume, intent->price, &intent->margin_order))
		return TRADYN_E_RANGE;
	tradyn__pledge_add(pledge, intent->type, intent->volume, intent->margin_order, 1);
	if (tradyn__margin_book(intent->book, NULL, pledge, after))
		return TRADYN_E_RANGE;
	*required = (tradyn__wide)*after - intent->book->margin;
	return 0;
}

/* An order may only increase the margin: one that does not is never refused for it (ADM:Hedging, Checking; Netting). */
int tradyn__check_margin(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	tradyn__account *account = intent->account;
	bool pending = intent->kind == TRADYN__PLACE || intent->kind == TRADYN__ORDER_MODIFY;
	const tradyn__order *order = intent->order;
	tradyn__pledge pledge = intent->book->pledge;
	tradyn_decimal after = 0;
	tradyn__wide required = 0, available;

	(void)engine;
	if (order) /* what it reserved so far */
		tradyn__pledge_add(&pledge, order->view.type, order->view.volume_current, order->margin, -1);
	if (pending ? margin_of_pending(intent, &pledge, &after, &required) : margin_of_fill(intent, &pledge, &after, &required))
		return tradyn__refuse(intent, err, TRADYN_E_RANGE, "volume", "The margin or commission of this order is more than money can say, or has no conversion.");
	intent->margin_before = account->terms.margin;
	intent->margin_after = tradyn__money((tradyn__wide)intent->margin_before - intent->book->margin + after);
	intent->margin_required = required > 0 ? tradyn__money(required) : 0;
	available = tradyn__account_equity(account) - intent->margin_before;
	if (required > 0 && required > available)
		return no_money(intent, err, tradyn__money(required), tradyn__money(available));
	return 0;
}
