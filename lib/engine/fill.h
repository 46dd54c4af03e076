/* SPDX-License-Identifier: MIT
 * The steps that fills are made of, for the files that make them. Each changes its part and says nothing, but tradyn__fill_out(). */
#ifndef TRADYN_LIB_ENGINE_FILL_H
#define TRADYN_LIB_ENGINE_FILL_H

#include "lib/engine/engine_impl.h"

/* The part of an amount that belongs to `part` of `whole` lots, rounded to the deposit currency. */
tradyn_decimal tradyn__share(const tradyn__account *account, tradyn_decimal amount, tradyn_decimal part, tradyn_decimal whole);
/* The swap that is booked when `volume` of a position closes. */
tradyn_decimal tradyn__swap_share(const tradyn__position *position, tradyn_decimal volume);
/* The deal that fills `volume` of an order, without the money. */
tradyn_deal tradyn__deal_of(const tradyn_order *order, tradyn_ticket position_id, tradyn_deal_entry entry, tradyn_decimal volume, tradyn_decimal price);
/* The deal's commission; of an in/out deal `closed` lots close. `by` is the second deal of a close-by when this is the first. */
void tradyn__charge(tradyn__book *book, tradyn_deal *deal, tradyn_decimal closed, const tradyn_deal *by);
/* Numbers a deal and moves the money. */
void tradyn__settle(tradyn_engine *engine, tradyn__account *account, tradyn_deal *deal);
/* Takes what was filled off an order, in favour of the position with that identifier. */
void tradyn__order_filled(const tradyn_engine *engine, tradyn_order *order, tradyn_decimal volume, tradyn_ticket position_id);
/* After a book's positions changed: its profit, its margin, the account's alarms. */
void tradyn__book_changed(tradyn_engine *engine, tradyn__book *book);
/* Tells a fill: order, deal, position, account. */
void tradyn__emit_fill(tradyn_engine *engine, tradyn__account *account, const tradyn_order *order, const tradyn_deal *deal, const tradyn_position *view,
                       tradyn_event_action action);
/* Closes volume of a position by an order that is complete, and tells it. `view` is what is left of the position. */
void tradyn__fill_out(tradyn_engine *engine, tradyn__position *position, const tradyn_order *order, const tradyn__closing *closing, tradyn_deal *deal,
                      tradyn_position *view);

#endif
