/* SPDX-License-Identifier: MIT
 * A traded symbol: its terms are checked once, its profit grid is derived once, and a quote costs two multiplications. */
#include "lib/base/currency.h"
#include "lib/base/fail.h"
#include "lib/base/text.h"
#include "lib/engine/execution.h"

#include <string.h>

/* ---- Terms ---- */

static int bad(tradyn_error *err, int32_t index, const char *member, const char *why)
{
	char field[TRADYN_ERROR_FIELD_MAX];

	tradyn__text_format(field, sizeof(field), "symbols[%d].%s", (int)index, member);
	return tradyn__fail(err, TRADYN_E_CONFIG, field, "%s %s.", field, why);
}

static bool ended(const char *text, size_t size)
{
	return memchr(text, '\0', size) && text[0];
}

static int check_terms(const tradyn_symbol *s, int32_t index, tradyn_error *err)
{
	const struct {
		bool right;
		const char *member, *why;
	} rules[] = {
		{ ended(s->name, sizeof(s->name)), "name", "must be a text of 1 to 31 bytes" },
		{ ended(s->currency_base, sizeof(s->currency_base)), "currency_base", "must be a currency" },
		{ ended(s->currency_profit, sizeof(s->currency_profit)), "currency_profit", "must be a currency" },
		{ ended(s->currency_margin, sizeof(s->currency_margin)), "currency_margin", "must be a currency" },
		{ s->digits >= 0 && s->digits <= TRADYN_DECIMAL_DIGITS, "digits", "must be 0 to 8" },
		{ s->trade_contract_size > 0, "trade_contract_size", "must be above 0" },
		{ s->trade_tick_size > 0, "trade_tick_size", "must be above 0" },
		{ s->trade_tick_value >= 0, "trade_tick_value", "must not be negative" },
		{ s->volume_step > 0, "volume_step", "must be above 0" },
		{ s->volume_min > 0 && s->volume_min % (s->volume_step > 0 ? s->volume_step : 1) == 0, "volume_min", "must be a multiple of volume_step above 0" },
		{ s->volume_max >= s->volume_min, "volume_max", "must not be below volume_min" },
		{ s->volume_limit >= 0, "volume_limit", "must not be negative" },
		{ s->trade_stops_level >= 0 && s->trade_stops_level <= 1000000, "trade_stops_level", "must be 0 to 1000000 points" },
		{ s->trade_freeze_level >= 0 && s->trade_freeze_level <= 1000000, "trade_freeze_level", "must be 0 to 1000000 points" },
		{ s->margin_initial >= 0 && s->margin_maintenance >= 0 && s->margin_hedged >= 0, "margin_initial", "and the other margins must not be negative" },
		{ s->commission >= 0, "commission", "must not be negative" },
		{ s->commission_tiers.count <= TRADYN_COMMISSION_TIERS_MAX, "commission_tiers", "has too many items" },
		{ s->sessions.count <= TRADYN_SESSIONS_MAX, "sessions", "has too many items" },
	};

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (!rules[i].right)
			return bad(err, index, rules[i].member, rules[i].why);
	return 0;
}

/* ---- Profit grid ---- */

/*
 * Profit in minor units is price * volume * a / b: a is the contract size and b 10^(24 - digits); for FUTURES the tick value and
 * tick size. In whole volume steps that is price * k / quantum with quantum in lowest terms.
 */
static int derive_grid(tradyn__symbol *symbol, tradyn_error *err)
{
	const tradyn_symbol *s = &symbol->spec;
	bool futures = s->trade_calc_mode == TRADYN_CALC_MODE_FUTURES;
	tradyn__wide a = (tradyn__wide)(futures ? s->trade_tick_value : s->trade_contract_size) * s->volume_step;
	tradyn__wide b = futures ? (tradyn__wide)s->trade_tick_size * tradyn__pow10(16 - symbol->profit_digits)
	                         : (tradyn__wide)tradyn__pow10(12) * tradyn__pow10(12 - symbol->profit_digits);
	tradyn__wide divisor = tradyn__gcd(b, a);

	if (b / divisor > INT64_MAX / 2 || a / divisor > INT64_MAX / 2)
		return bad(err, symbol->index, futures ? "trade_tick_value" : "trade_contract_size", "is too large or too fine for exact money");
	symbol->quantum = (int64_t)(b / divisor);
	symbol->step_factor = (int64_t)(a / divisor);
	symbol->shift = __builtin_ctzll((uint64_t)symbol->quantum);
	symbol->inverse = tradyn__inverse((uint64_t)symbol->quantum >> symbol->shift);
	symbol->limit = UINT64_MAX / (uint64_t)symbol->quantum;
	return 0;
}

int tradyn__symbol_init(tradyn__symbol *symbol, const tradyn_symbol *spec, int32_t index, tradyn_engine *engine, tradyn_error *err)
{
	int status = check_terms(spec, index, err);

	if (status)
		return status;
	symbol->spec = *spec;
	symbol->spec.point = tradyn__pow10(TRADYN_DECIMAL_DIGITS - (int)spec->digits);
	symbol->index = index;
	symbol->profit_digits = tradyn__currency_digits(spec->currency_profit);
	symbol->margin_digits = tradyn__currency_digits(spec->currency_margin);
	symbol->unit = tradyn__pow10(TRADYN_DECIMAL_DIGITS - symbol->profit_digits);
	symbol->forex = spec->trade_calc_mode == TRADYN_CALC_MODE_FOREX || spec->trade_calc_mode == TRADYN_CALC_MODE_FOREX_NO_LEVERAGE;
	symbol->by_deal = spec->profit_conversion == TRADYN_PROFIT_CONVERSION_DEAL ||
	                  (spec->profit_conversion == TRADYN_PROFIT_CONVERSION_AUTO && symbol->forex);
	for (int i = 0; i < TRADYN__SIGNAL_COUNT; i++)
		symbol->signal[i] = INT64_MAX;
	symbol->due = INT64_MAX;
	symbol->depth = tradyn__fill_depth(&engine->model, spec);
	tradyn__ticks_init(&symbol->ticks, engine->tick_history);
	tradyn__candles_init(&symbol->candles, &engine->zone, symbol->spec.point, engine->candle_history_m1, engine->candle_history);
	return derive_grid(symbol, err);
}

void tradyn__symbol_clear(tradyn__symbol *symbol)
{
	for (int i = 0; i < TRADYN__WATCH_COUNT; i++)
		tradyn__heap_clear(&symbol->watch[i]);
	tradyn__heap_clear(&symbol->late[0]);
	tradyn__heap_clear(&symbol->late[1]);
	tradyn__bag_clear(&symbol->books);
	tradyn__bag_clear(&symbol->dependents);
	tradyn__ticks_clear(&symbol->ticks);
	tradyn__candles_clear(&symbol->candles);
}

int tradyn__symbol_factor(const tradyn__symbol *symbol, tradyn_decimal volume, int64_t *factor)
{
	tradyn__wide k = (tradyn__wide)(volume / symbol->spec.volume_step) * symbol->step_factor;

	if (k > INT64_MAX / 2)
		return TRADYN_E_RANGE;
	*factor = (int64_t)k;
	return 0;
}

/* ---- Quote ---- */

bool tradyn__symbol_steps(const tradyn__symbol *symbol, tradyn_decimal price, int64_t *steps)
{
	uint64_t n = (uint64_t)price * symbol->inverse;

	if (symbol->shift)
		n = n >> symbol->shift | n << (64 - symbol->shift);
	*steps = (int64_t)n;
	return n <= symbol->limit;
}

void tradyn__symbol_quote(tradyn__symbol *symbol, int64_t time_msc, tradyn_decimal bid, tradyn_decimal ask)
{
	if (symbol->spec.gap_level)
		tradyn__gap_tick(&symbol->gap, &symbol->spec, ask);
	symbol->left[TRADYN_SIDE_BUY] = symbol->left[TRADYN_SIDE_SELL] = symbol->depth;
	symbol->price[TRADYN__BID] = bid;
	symbol->price[TRADYN__ASK] = ask;
	symbol->on_grid[TRADYN__BID] = tradyn__symbol_steps(symbol, bid, &symbol->steps[TRADYN__BID]);
	symbol->on_grid[TRADYN__ASK] = tradyn__symbol_steps(symbol, ask, &symbol->steps[TRADYN__ASK]);
	symbol->quote_msc = time_msc;
}

bool tradyn__symbol_open(tradyn_engine *engine, tradyn__symbol *symbol)
{
	return tradyn__session_open(&symbol->spec, &engine->zone, engine->time_msc, &symbol->session);
}

tradyn__symbol *tradyn__symbol_find(const tradyn_engine *engine, const char *name)
{
	uint64_t hash = tradyn__hash(TRADYN__HASH_START, name, strnlen(name, TRADYN_SYMBOL_MAX));
	size_t low = 0, high = engine->symbol_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (engine->names[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < engine->symbol_count && engine->names[low].hash == hash; low++) {
		tradyn__symbol *symbol = &engine->symbols[engine->names[low].symbol];

		if (strncmp(symbol->spec.name, name, TRADYN_SYMBOL_MAX) == 0)
			return symbol;
	}
	return NULL;
}
