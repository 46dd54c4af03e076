/* SPDX-License-Identifier: MIT
 * Execution by the fill model: what the broker takes, at what price, how much of it, and when. Every draw follows from the model's
 * seed, the order's ticket and the time of the quote: a request that is refused changes nothing and fares the same until the next
 * quote, and nobody's luck depends on anybody else's orders. */
#include "lib/engine/execution.h"

#include "lib/engine/validate.h"

/* The number of the draw. */
static uint32_t moment(const tradyn__symbol *symbol)
{
	return (uint32_t)symbol->quote_msc;
}

tradyn_decimal tradyn__execution_part(const tradyn__symbol *symbol, tradyn_side side, tradyn_decimal volume)
{
	return volume < symbol->left[side] ? volume : symbol->left[side];
}

void tradyn__execution_take(tradyn__symbol *symbol, tradyn_side side, tradyn_decimal volume)
{
	if (symbol->left[side] != INT64_MAX)
		symbol->left[side] -= volume;
}

tradyn_decimal tradyn__execution_price(const tradyn_engine *engine, const tradyn__symbol *symbol, tradyn_side side, tradyn_ticket ticket)
{
	return tradyn__fill_slipped(&symbol->spec, side, tradyn__market_price(symbol, side), tradyn__fill_slippage(&engine->model, ticket, moment(symbol)));
}

int64_t tradyn__execution_wait(const tradyn_engine *engine, const tradyn__symbol *symbol, tradyn_ticket ticket)
{
	return tradyn__fill_latency(&engine->model, ticket, moment(symbol));
}

static int refuse_part(const tradyn__intent *intent, tradyn_error *err, const char *model, tradyn_decimal part)
{
	(void)tradyn__refuse(intent, err, TRADYN_E_REJECT, "volume", "No liquidity: the fill model %s fills %s more lots at this quote; %s were asked.", model,
	                     tradyn__say(part).text, tradyn__say(intent->volume).text);
	if (err && err->code == TRADYN_E_REJECT)
		err->max = part;
	return TRADYN_E_REJECT;
}

int tradyn__check_execution(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	tradyn_decimal part = tradyn__execution_part(intent->symbol, tradyn__type_side(intent->type), intent->volume);
	bool whole = intent->kind == TRADYN__TRADE && (intent->filling == TRADYN_FILLING_FOK || intent->filling == TRADYN_FILLING_BOC);

	if (tradyn__fill_rejects(&engine->model, engine->last_ticket + 1, moment(intent->symbol)))
		return tradyn__refuse(intent, err, TRADYN_E_REJECT, NULL, "The fill model %s rejects the order at this quote.", engine->model.name);
	if (part < intent->volume && (whole || part <= 0))
		return refuse_part(intent, err, engine->model.name, part);
	intent->rest = intent->volume - part;
	intent->volume = part;
	return 0;
}
