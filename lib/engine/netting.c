/* SPDX-License-Identifier: MIT
 * Netting accounts: a symbol has one position, and every deal adds to it, takes from it or turns it round (MetaQuotes, "Accounting").
 * tradyn__net_of() alone says what a deal does; the validator, the check and the fill ask it. */
#include "lib/base/text.h"
#include "lib/engine/fill.h"

#include <string.h>

#define AVERAGE_DIGITS 3 /* what an average price has more than the symbol */

bool tradyn__netting(const tradyn__account *account)
{
	return account->terms.margin_mode != TRADYN_MARGIN_MODE_HEDGING;
}

tradyn__position *tradyn__net_position(const tradyn__book *book)
{
	if (!tradyn__netting(book->account))
		return NULL;
	for (int side = 0; side < 2; side++)
		if (book->sides[side].count)
			return book->sides[side].positions[0];
	return NULL;
}

/* ---- What a deal does ---- */

/* (a * a_weight + b * b_weight) / (a_weight + b_weight) as a multiple of `unit`. 0 or TRADYN_E_RANGE. */
static int average(tradyn__wide a, tradyn_decimal a_weight, tradyn__wide b, tradyn_decimal b_weight, int64_t unit, tradyn__wide *out)
{
	tradyn__wide left, right, sum;

	if (__builtin_mul_overflow(a, (tradyn__wide)a_weight, &left) || __builtin_mul_overflow(b, (tradyn__wide)b_weight, &right) ||
	    __builtin_add_overflow(left, right, &sum))
		return TRADYN_E_RANGE;
	*out = tradyn__wide_div(sum, ((tradyn__wide)a_weight + b_weight) * unit, TRADYN_ROUND_HALF_AWAY) * unit;
	return 0;
}

static int increase(const tradyn__book *book, const tradyn__position *held, const tradyn__exposure *deal, tradyn__exposure *left)
{
	int64_t digits = book->symbol->spec.digits + AVERAGE_DIGITS;
	int64_t unit = tradyn__pow10(digits < TRADYN_DECIMAL_DIGITS ? TRADYN_DECIMAL_DIGITS - (int)digits : 0), factor;
	tradyn__wide price;

	if (tradyn_decimal_add(held->view.volume, deal->volume, &left->volume) ||
	    average(held->view.price_open, held->view.volume, deal->price, deal->volume, unit, &price) ||
	    average(held->rate, held->view.volume, deal->rate, deal->volume, 1, &left->rate))
		return TRADYN_E_RANGE;
	left->price = tradyn__money(price);
	return tradyn__symbol_factor(book->symbol, left->volume, &factor);
}

int tradyn__net_of(const tradyn__book *book, const tradyn__position *held, const tradyn__exposure *deal, tradyn__net *out)
{
	*out = (tradyn__net){ .entry = TRADYN_DEAL_ENTRY_IN, .opened = deal->volume, .left = *deal };
	if (!held)
		return 0;
	if (held->view.type == deal->side)
		return increase(book, held, deal, &out->left);
	out->closed = deal->volume < held->view.volume ? deal->volume : held->view.volume;
	out->opened = deal->volume - out->closed;
	out->profit = tradyn__profit(book, held->view.type, out->closed, held->view.price_open, deal->price);
	out->swap = tradyn__swap_share(held, out->closed);
	out->entry = out->opened ? TRADYN_DEAL_ENTRY_INOUT : TRADYN_DEAL_ENTRY_OUT;
	if (out->opened)
		out->left.volume = out->opened;
	else
		out->left = (tradyn__exposure){ held->view.type, held->view.volume - out->closed, held->view.price_open, held->rate };
	return 0;
}

bool tradyn__net_reduces(const tradyn__book *book, tradyn_side side, tradyn_decimal volume)
{
	const tradyn__position *held = tradyn__net_position(book);

	return held && held->view.type != side && volume <= held->view.volume;
}

/* ---- Fill ---- */

/* A close, or a part of it: SL and TP of the order do not count. */
static bool reduce(tradyn_engine *engine, tradyn__position *held, tradyn_order *order, tradyn_decimal volume, tradyn_decimal price, tradyn_deal *deal)
{
	tradyn__closing closing = {
		.volume = volume, .price = price, .reason = order->reason, .magic = order->magic, .comment = order->comment,
	};
	tradyn_position view;

	tradyn__order_filled(engine, order, volume, held->view.identifier);
	tradyn__fill_out(engine, held, order, &closing, deal, &view);
	return view.volume > 0;
}

/* The part of an in/out deal's commission that was paid for opening. */
static tradyn_decimal paid_for_opening(const tradyn__book *book, const tradyn_deal *deal, tradyn_decimal opened)
{
	if (book->symbol->spec.commission_mode == TRADYN_COMMISSION_MODE_PERCENT_PROFIT) /* closing earns it */
		return 0;
	switch (book->symbol->spec.commission_entry) {
	case TRADYN_COMMISSION_ENTRY_IN:
		return deal->commission;
	case TRADYN_COMMISSION_ENTRY_OUT:
		return 0;
	case TRADYN_COMMISSION_ENTRY_ALL:
		break;
	}
	return tradyn__share(book->account, deal->commission, opened, deal->volume);
}

/* The position goes on the other way as if the order that turned it had opened it; of the old one it has the identifier alone. */
static void turn(tradyn_engine *engine, tradyn__position *held, const tradyn_order *order)
{
	tradyn_position *view = &held->view;

	tradyn__index_remove(&engine->positions, view->ticket);
	view->ticket = order->ticket;
	tradyn__index_add(&engine->positions, view->ticket, held);
	tradyn__position_swap(held, 0);
	view->commission = 0;
	view->trailing_points = 0;
	view->time_msc = engine->time_msc;
	view->magic = order->magic;
	view->reason = order->reason;
	tradyn__text_copy(view->comment, sizeof(view->comment), order->comment, strlen(order->comment));
}

/* An increase or a reversal: the last order's SL and TP count; not again with its later parts. */
static void become(tradyn_engine *engine, tradyn__position *held, const tradyn_order *order, const tradyn_deal *deal, const tradyn__net *net)
{
	tradyn__book *book = held->book;
	tradyn_position *view = &held->view;

	tradyn__unwatch_position(held);
	tradyn__book_remove(book, held);
	if (net->closed)
		turn(engine, held, order);
	view->type = net->left.side;
	view->volume = net->left.volume;
	view->price_open = net->left.price;
	if (net->closed || !order->position_id) {
		view->sl = order->sl;
		view->tp = order->tp;
	}
	view->commission += paid_for_opening(book, deal, net->opened);
	view->time_update_msc = engine->time_msc;
	tradyn__position_rate(held, net->left.rate);
	tradyn__book_add(book, held);
	tradyn__watch_position(held);
	tradyn__book_changed(engine, book);
}

tradyn__position *tradyn__fill_into(tradyn_engine *engine, tradyn__position *held, tradyn_order *order, tradyn_decimal volume, tradyn_decimal price, tradyn_deal *deal)
{
	tradyn__book *book = held->book;
	tradyn__exposure exposure = { .side = tradyn__type_side(order->type), .volume = volume, .price = price };
	tradyn_position view;
	tradyn__net net;

	(void)tradyn__margin_rate(book, exposure.side, price, &exposure.rate); /* the validator has asked */
	(void)tradyn__net_of(book, held, &exposure, &net);
	order->price_current = price;
	if (net.opened == 0)
		return reduce(engine, held, order, volume, price, deal) ? held : NULL;
	*deal = tradyn__deal_of(order, held->view.identifier, net.entry, volume, price);
	deal->profit = net.profit;
	deal->swap = net.swap;
	tradyn__charge(book, deal, net.closed, NULL);
	tradyn__settle(engine, book->account, deal);
	become(engine, held, order, deal, &net);
	tradyn__order_filled(engine, order, volume, held->view.identifier);
	tradyn__position_view(held, &view);
	tradyn__emit_fill(engine, book->account, order, deal, &view, TRADYN_EVENT_ACTION_MODIFIED);
	return held;
}
