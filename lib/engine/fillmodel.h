/* SPDX-License-Identifier: MIT
 * The fill model: latency, slippage, depth and rejections, as a broker's day has them. Deterministic: draw n of an order comes
 * from the seed, the order's ticket and n alone, whatever else happens. A fill is never better than the quote. */
#ifndef TRADYN_LIB_ENGINE_FILLMODEL_H
#define TRADYN_LIB_ENGINE_FILLMODEL_H

#include <tradyn/config.h>
#include <tradyn/position.h>

/* What a draw is for: each purpose of an order has a stream of its own. */
typedef enum tradyn__draw_kind {
	TRADYN__DRAW_LATENCY = 1,
	TRADYN__DRAW_SLIPS,
	TRADYN__DRAW_SLIPPAGE,
	TRADYN__DRAW_REJECT,
	TRADYN__DRAW_SLIPPAGE_AGAIN,
	TRADYN__DRAW_FAULT,   /* faults on demand, by the number of the request */
} tradyn__draw_kind;

/* A whole number 0 … bound - 1 (bound >= 1), every one equally likely. */
int64_t tradyn__draw(int64_t seed, tradyn_ticket ticket, tradyn__draw_kind kind, uint32_t n, int64_t bound);

/* Whether the model changes nothing, so that no draw is needed. */
bool tradyn__fill_frictionless(const tradyn_fill_model *model);

/* Milliseconds from a request to its execution `n` of order `ticket`: latency_min_msc … latency_max_msc. */
int64_t tradyn__fill_latency(const tradyn_fill_model *model, tradyn_ticket ticket, uint32_t n);

#define TRADYN__REQUESTS UINT32_MAX /* the `n` of requests on their way to the engine, whose number stands for the ticket */

/* Points by which market fill `n` of order `ticket` is worse than the quote: 0, or slippage_percent of the time 1 …
 * slippage_max, small ones oftener (the lesser of two equal draws). */
int64_t tradyn__fill_slippage(const tradyn_fill_model *model, tradyn_ticket ticket, uint32_t n);

/* Whether the broker rejects order `ticket` (10006). */
bool tradyn__fill_rejects(const tradyn_fill_model *model, tradyn_ticket ticket, uint32_t n);

/* Lots that one quote fills on each side: whole steps, at least volume_min, so that every order goes on. INT64_MAX: no bound. */
tradyn_decimal tradyn__fill_depth(const tradyn_fill_model *model, const tradyn_symbol *symbol);

/* `price` made worse by `points`, in whole ticks: a buy higher, a sell lower, never below a tick. */
tradyn_decimal tradyn__fill_slipped(const tradyn_symbol *symbol, tradyn_side side, tradyn_decimal price, int64_t points);

/* `price`, but never worse than `limit`: at most it for a buy, at least it for a sell. */
static inline tradyn_decimal tradyn__fill_clamp(tradyn_side side, tradyn_decimal price, tradyn_decimal limit)
{
	bool worse = side == TRADYN_SIDE_BUY ? price > limit : price < limit;

	return worse ? limit : price;
}

#endif
