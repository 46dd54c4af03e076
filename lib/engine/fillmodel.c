/* SPDX-License-Identifier: MIT
 * The fill model. Draws are counter-based (splitmix64 over seed, ticket, purpose and number): nothing is kept between them. */
#include "lib/engine/fillmodel.h"

#include "lib/base/wide.h"

/* S. Vigna's splitmix64: every input bit moves every output bit. */
static uint64_t mix(uint64_t x)
{
	x += UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

int64_t tradyn__draw(int64_t seed, tradyn_ticket ticket, tradyn__draw_kind kind, uint32_t n, int64_t bound)
{
	uint64_t stream = mix(mix((uint64_t)seed) ^ (uint64_t)ticket);
	uint64_t bits = mix(stream ^ ((uint64_t)kind << 32 | n));

	return (int64_t)(((tradyn__wide)bits * bound) >> 64);
}

bool tradyn__fill_frictionless(const tradyn_fill_model *model)
{
	return model->latency_max_msc <= 0 && (model->slippage_max <= 0 || model->slippage_percent <= 0) && model->depth <= 0 &&
	       model->reject_percent <= 0;
}

int64_t tradyn__fill_latency(const tradyn_fill_model *model, tradyn_ticket ticket, uint32_t n)
{
	int64_t least = model->latency_min_msc > 0 ? model->latency_min_msc : 0;

	if (model->latency_max_msc <= least)
		return least;
	return least + tradyn__draw(model->seed, ticket, TRADYN__DRAW_LATENCY, n, model->latency_max_msc - least + 1);
}

int64_t tradyn__fill_slippage(const tradyn_fill_model *model, tradyn_ticket ticket, uint32_t n)
{
	int64_t a, b;

	if (model->slippage_max <= 0 || model->slippage_percent <= 0 || tradyn__draw(model->seed, ticket, TRADYN__DRAW_SLIPS, n, 100) >= model->slippage_percent)
		return 0;
	a = tradyn__draw(model->seed, ticket, TRADYN__DRAW_SLIPPAGE, n, model->slippage_max);
	b = tradyn__draw(model->seed, ticket, TRADYN__DRAW_SLIPPAGE_AGAIN, n, model->slippage_max);
	return 1 + (a < b ? a : b);
}

bool tradyn__fill_rejects(const tradyn_fill_model *model, tradyn_ticket ticket, uint32_t n)
{
	return model->reject_percent > 0 && tradyn__draw(model->seed, ticket, TRADYN__DRAW_REJECT, n, 100) < model->reject_percent;
}

tradyn_decimal tradyn__fill_depth(const tradyn_fill_model *model, const tradyn_symbol *symbol)
{
	tradyn_decimal depth = model->depth;

	if (depth <= 0)
		return INT64_MAX;
	depth -= depth % symbol->volume_step;
	return depth > symbol->volume_min ? depth : symbol->volume_min;
}

tradyn_decimal tradyn__fill_slipped(const tradyn_symbol *symbol, tradyn_side side, tradyn_decimal price, int64_t points)
{
	tradyn_decimal tick = symbol->trade_tick_size, worse = points * symbol->point, slipped;

	worse += worse % tick ? tick - worse % tick : 0;
	slipped = side == TRADYN_SIDE_BUY ? price + worse : price - worse;
	return slipped > tick ? slipped : tick;
}
