/* SPDX-License-Identifier: MIT
 * What an engine can be asked without changing it: account, symbols, quotes, candles, calculators, state hash. */
#include "lib/base/fail.h"
#include "lib/base/text.h"
#include "lib/engine/request.h"

#include <string.h>

#define COPY(to, from) tradyn__text_copy(to, sizeof(to), from, strlen(from))

/* ---- Account ---- */

int64_t tradyn_engine_time(const tradyn_engine *engine)
{
	return engine->time_msc;
}

size_t tradyn_engine_account_count(const tradyn_engine *engine)
{
	return engine->account_count;
}

tradyn_login tradyn_engine_login_at(const tradyn_engine *engine, size_t index)
{
	return index < engine->account_count ? engine->accounts[index].terms.login : 0;
}

int tradyn_engine_account(const tradyn_engine *engine, tradyn_login login, tradyn_account *out, tradyn_error *err)
{
	tradyn__account *account = tradyn__account_find(engine, login, err);

	if (!account)
		return TRADYN_E_UNKNOWN_ACCOUNT;
	tradyn__account_view(engine, account, out);
	return 0;
}

int64_t tradyn_engine_last_event(const tradyn_engine *engine, tradyn_login login)
{
	const tradyn__account *account = tradyn__account_find(engine, login, NULL);

	return account ? account->event_id : 0;
}

/* ---- Symbols ---- */

size_t tradyn_engine_symbol_count(const tradyn_engine *engine)
{
	return engine->symbol_count;
}

int32_t tradyn_engine_symbol_index(const tradyn_engine *engine, const char *name)
{
	const tradyn__symbol *symbol = tradyn__symbol_find(engine, name);

	return symbol ? symbol->index : -1;
}

/* Money of one tick and lot in deposit currency, 8 decimals; 0 while a conversion has no quote. */
static tradyn_decimal tick_value(const tradyn_symbol *spec, const tradyn__path *path, int side)
{
	bool set = spec->trade_calc_mode == TRADYN_CALC_MODE_FUTURES || spec->trade_calc_mode == TRADYN_CALC_MODE_CFDINDEX;
	tradyn__rate rate = tradyn__path_rate(path, side, 0, 0, 0);
	tradyn__ratio ratio = { .ups = 0 };
	tradyn__wide value;

	tradyn__ratio_up(&ratio, set ? spec->trade_tick_value : spec->trade_tick_size);
	tradyn__ratio_up(&ratio, set ? TRADYN_DECIMAL_ONE : spec->trade_contract_size);
	tradyn__ratio_down(&ratio, TRADYN_DECIMAL_ONE);
	for (int i = 0; i < path->count; i++) {
		tradyn__ratio_up(&ratio, rate.ups[i]);
		tradyn__ratio_down(&ratio, rate.downs[i]);
	}
	return tradyn__ratio_round(&ratio, &value) ? 0 : tradyn__money(value);
}

static void derive(const tradyn_engine *engine, const tradyn__symbol *symbol, const tradyn__account *account, tradyn_symbol *out)
{
	tradyn__path path = { .count = -1 };
	bool set = symbol->spec.trade_calc_mode == TRADYN_CALC_MODE_FUTURES || symbol->spec.trade_calc_mode == TRADYN_CALC_MODE_CFDINDEX;

	out->bid = symbol->price[TRADYN__BID];
	out->ask = symbol->price[TRADYN__ASK];
	out->spread = (int64_t)tradyn__wide_div(out->ask - out->bid, out->point, TRADYN_ROUND_HALF_AWAY);
	if (account)
		path = tradyn__path_find(engine, symbol, out->currency_profit, account->terms.currency);
	out->trade_tick_value_profit = out->trade_tick_value_loss = 0;
	if (tradyn__path_check(&path, "", "", NULL) == 0) {
		out->trade_tick_value_profit = tick_value(&symbol->spec, &path, TRADYN__BID);
		out->trade_tick_value_loss = tick_value(&symbol->spec, &path, TRADYN__ASK);
	}
	if (!set)
		out->trade_tick_value = out->trade_tick_value_profit;
}

int tradyn_engine_symbol_at(const tradyn_engine *engine, tradyn_login login, size_t index, tradyn_symbol *out)
{
	const tradyn__account *account = login ? tradyn__account_find(engine, login, NULL) : engine->accounts;

	if (index >= engine->symbol_count)
		return TRADYN_E_SYMBOL_NOT_FOUND;
	*out = engine->symbols[index].spec;
	derive(engine, &engine->symbols[index], engine->account_count ? account : NULL, out);
	return 0;
}

static tradyn__symbol *find_symbol(const tradyn_engine *engine, const char *name, tradyn_error *err)
{
	tradyn__symbol *symbol = tradyn__symbol_find(engine, name);

	if (!symbol)
		tradyn__fail(err, TRADYN_E_SYMBOL_NOT_FOUND, "symbol", "There is no symbol %.*s.", TRADYN_SYMBOL_MAX - 1, name);
	return symbol;
}

int tradyn_engine_symbol(const tradyn_engine *engine, tradyn_login login, const char *name, tradyn_symbol *out, tradyn_error *err)
{
	const tradyn__symbol *symbol = find_symbol(engine, name, err);

	return symbol ? tradyn_engine_symbol_at(engine, login, (size_t)symbol->index, out) : TRADYN_E_SYMBOL_NOT_FOUND;
}

/* ---- Market data ---- */

int tradyn_engine_last_tick(const tradyn_engine *engine, const char *symbol, tradyn_tick *out, tradyn_error *err)
{
	const tradyn__symbol *found = find_symbol(engine, symbol, err);
	uint64_t sequence;

	if (!found)
		return TRADYN_E_SYMBOL_NOT_FOUND;
	if (found->ticks.count == 0)
		return tradyn__fail(err, TRADYN_E_PRICE_OFF, "symbol", "%s has no quote yet.", found->spec.name);
	sequence = found->ticks.next - 1;
	tradyn__ticks_copy(&found->ticks, found->spec.name, TRADYN_UNSET, TRADYN_UNSET, &sequence, out, 1);
	return 0;
}

size_t tradyn_engine_ticks(const tradyn_engine *engine, int32_t symbol, int64_t from_msc, int64_t to_msc, uint64_t *sequence, tradyn_tick *out, size_t capacity)
{
	const tradyn__symbol *found;

	if (symbol < 0 || (size_t)symbol >= engine->symbol_count)
		return 0;
	found = &engine->symbols[symbol];
	return tradyn__ticks_copy(&found->ticks, found->spec.name, from_msc, to_msc, sequence, out, capacity);
}

void tradyn_engine_ticks_range(const tradyn_engine *engine, int32_t symbol, uint64_t *oldest, uint64_t *next)
{
	*oldest = *next = 0;
	if (symbol < 0 || (size_t)symbol >= engine->symbol_count)
		return;
	*next = engine->symbols[symbol].ticks.next;
	*oldest = *next - engine->symbols[symbol].ticks.count;
}

int tradyn_engine_candles(const tradyn_engine *engine, const char *symbol, const tradyn_candles_query *query, tradyn_candle *out, size_t capacity, size_t *count, tradyn_error *err)
{
	const tradyn__symbol *found = find_symbol(engine, symbol, err);

	*count = 0;
	if (!found)
		return TRADYN_E_SYMBOL_NOT_FOUND;
	if (query->timeframe < 0 || query->timeframe >= TRADYN_TIMEFRAME_COUNT)
		return tradyn__fail(err, TRADYN_E_INVALID_VALUE, "timeframe", "timeframe must be one of M1 to MN1.");
	if (query->count != TRADYN_UNSET && (query->count < 1 || query->count > TRADYN_CANDLES_MAX))
		return tradyn__fail(err, TRADYN_E_INVALID_VALUE, "count", "count must be 1 to %d.", TRADYN_CANDLES_MAX);
	if (query->price > TRADYN_CANDLE_PRICE_ASK)
		return tradyn__fail(err, TRADYN_E_INVALID_VALUE, "price", "price must be bid or ask.");
	*count = tradyn__candles_copy(&found->candles, query, out, capacity);
	return 0;
}

/* ---- Calculators ---- */

/* What a calculator is asked, checked as an order would be. */
static int read_calc(const tradyn_engine *engine, tradyn_login login, const tradyn_calc_request *request, tradyn__intent *intent, tradyn_error *err)
{
	tradyn_engine *same = (tradyn_engine *)(uintptr_t)engine; /* at most an empty book is made */
	tradyn_check_request asked = TRADYN_CHECK_REQUEST_INIT;
	int status;

	memcpy(asked.symbol, request->symbol, sizeof(asked.symbol));
	asked.action = request->action;
	asked.volume = request->volume;
	status = tradyn__intent_read(same, login, &asked, intent, err);
	return status ? status : tradyn__check_volume(same, intent, err);
}

static int need_price(const tradyn__intent *intent, tradyn_error *err, const char *field, tradyn_decimal price)
{
	return price > 0 ? 0 : tradyn__refuse(intent, err, TRADYN_E_INVALID_PRICE, field, "%s must be above 0.", field);
}

int tradyn_engine_calc_margin(const tradyn_engine *engine, tradyn_login login, const tradyn_calc_request *request, tradyn_calc_margin_result *out, tradyn_error *err)
{
	tradyn__intent intent;
	tradyn__exposure exposure;
	int status = read_calc(engine, login, request, &intent, err);

	if (status)
		return status;
	exposure = (tradyn__exposure){ .side = intent.side, .volume = intent.volume, .price = request->price };
	if (request->price == TRADYN_UNSET) {
		if (intent.symbol->price[TRADYN__BID] == 0)
			return tradyn__refuse(&intent, err, TRADYN_E_PRICE_OFF, "symbol", "%s has no quote yet.", intent.symbol->spec.name);
		exposure.price = tradyn__market_price(intent.symbol, intent.side);
	}
	status = need_price(&intent, err, "price", exposure.price);
	if (!status && !tradyn__path_own(&intent.book->margin_path, intent.symbol)) /* else the price is the rate */
		status = tradyn__path_check(&intent.book->margin_path, intent.symbol->spec.currency_margin, intent.account->terms.currency, err);
	if (status)
		return status;
	if (tradyn__margin_rate(intent.book, exposure.side, exposure.price, &exposure.rate) ||
	    tradyn__margin_alone(intent.book, &exposure, false, &out->margin))
		return tradyn__refuse(&intent, err, TRADYN_E_RANGE, "volume", "The margin is more than money can say.");
	COPY(out->currency, intent.account->terms.currency);
	return 0;
}

int tradyn_engine_calc_profit(const tradyn_engine *engine, tradyn_login login, const tradyn_calc_request *request, tradyn_calc_profit_result *out, tradyn_error *err)
{
	tradyn__intent intent;
	int status = read_calc(engine, login, request, &intent, err);

	if (!status)
		status = need_price(&intent, err, "price", request->price);
	if (!status)
		status = need_price(&intent, err, "price_close", request->price_close);
	if (!status && !(intent.symbol->by_deal && tradyn__path_own(&intent.book->profit_path, intent.symbol)))
		status = tradyn__path_check(&intent.book->profit_path, intent.symbol->spec.currency_profit, intent.account->terms.currency, err);
	if (status)
		return status;
	out->profit = tradyn__profit(intent.book, intent.side, intent.volume, request->price, request->price_close);
	COPY(out->currency, intent.account->terms.currency);
	return 0;
}

/* ---- State hash ---- */

static uint64_t mix(uint64_t hash, int64_t value)
{
	uint8_t bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (uint8_t)((uint64_t)value >> (8 * i));
	return tradyn__hash(hash, bytes, sizeof(bytes));
}

static uint64_t mix_text(uint64_t hash, const char *text)
{
	return tradyn__hash(hash, text, strlen(text) + 1);
}

static uint64_t mix_position(uint64_t hash, const tradyn_position *p)
{
	const int64_t numbers[] = { p->ticket, p->identifier, p->time_msc, p->time_update_msc, (int64_t)p->type, p->volume, p->price_open, p->sl, p->tp,
	                            p->swap, p->swap_exact, p->commission, p->magic, (int64_t)p->reason, p->trailing_points, p->margin_rate, p->margin_rate_rest };

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		hash = mix(hash, numbers[i]);
	return mix_text(mix_text(hash, p->symbol), p->comment);
}

static uint64_t mix_order(uint64_t hash, const tradyn_order *o)
{
	const int64_t numbers[] = { o->ticket, o->time_setup_msc, (int64_t)o->type, (int64_t)o->state, o->volume_initial, o->volume_current, o->price,
	                            o->stoplimit, o->sl, o->tp, (int64_t)o->type_time, o->expiration_msc, (int64_t)o->type_filling, o->magic, o->oco,
	                            (int64_t)o->reason };

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		hash = mix(hash, numbers[i]);
	return mix_text(mix_text(mix_text(hash, o->symbol), o->comment), o->client_order_id);
}

static uint64_t mix_account(uint64_t hash, const tradyn__account *account)
{
	const tradyn_account *terms = &account->terms;
	tradyn__position *position;
	tradyn__order *order;

	hash = mix(mix(mix(mix(hash, terms->login), terms->balance), terms->credit), terms->margin);
	hash = mix(mix(mix(hash, account->event_id), account->called), tradyn__money(account->swap));
	hash = mix(mix(hash, account->blocked[0]), account->blocked[1]);
	for (uint64_t cursor = 0; (position = tradyn__list_next(&account->positions, &cursor));)
		hash = mix_position(hash, &position->view);
	for (uint64_t cursor = 0; (order = tradyn__list_next(&account->orders, &cursor));)
		hash = mix(mix_order(hash, &order->view), order->margin);
	return hash;
}

uint64_t tradyn_engine_state_hash(const tradyn_engine *engine)
{
	uint64_t hash = mix(mix(mix(TRADYN__HASH_START, engine->time_msc), engine->last_ticket), engine->last_deal);

	for (size_t i = 0; i < engine->account_count; i++)
		hash = mix_account(hash, &engine->accounts[i]);
	return hash;
}
