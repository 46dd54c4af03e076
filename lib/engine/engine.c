/* SPDX-License-Identifier: MIT
 * The engine's life and its inputs that are not requests: quotes and time. A tick costs what it changes: the books of its symbol,
 * the books that convert through it, and what it triggers. */
#include "lib/base/fail.h"
#include "lib/base/text.h"
#include "lib/engine/engine_impl.h"

#include <stdlib.h>
#include <string.h>

#define TICK_HISTORY 100000
#define CANDLE_HISTORY_M1 65536
#define CANDLE_HISTORY 10000
/* Largest price: sums of it stay within 128 bits. */
#define PRICE_MAX TRADYN_DECIMAL(1000000000)

/* ---- Life ---- */

static int no_memory(tradyn_error *err)
{
	return tradyn__fail(err, TRADYN_E_NO_MEMORY, NULL, "Out of memory; nothing was changed.");
}

static int by_hash(const void *a, const void *b)
{
	const struct tradyn__name *left = a, *right = b;

	if (left->hash != right->hash)
		return left->hash < right->hash ? -1 : 1;
	return left->symbol < right->symbol ? -1 : left->symbol > right->symbol;
}

static int init_names(tradyn_engine *engine, tradyn_error *err)
{
	for (size_t i = 0; i < engine->symbol_count; i++) {
		const char *name = engine->symbols[i].spec.name;

		engine->names[i] = (struct tradyn__name){ tradyn__hash(TRADYN__HASH_START, name, strlen(name)), (int32_t)i };
	}
	qsort(engine->names, engine->symbol_count, sizeof(*engine->names), by_hash);
	for (size_t i = 0; i < engine->symbol_count; i++)
		if (tradyn__symbol_find(engine, engine->symbols[i].spec.name) != &engine->symbols[i])
			return tradyn__fail(err, TRADYN_E_CONFIG, "symbols", "Two symbols are named %s.", engine->symbols[i].spec.name);
	return 0;
}

static int init_lists(tradyn_engine *engine, const tradyn_config *config, tradyn_error *err)
{
	int status;

	if (config->symbols.count > TRADYN_SYMBOLS_MAX || config->accounts.count > TRADYN_ACCOUNTS_MAX)
		return tradyn__fail(err, TRADYN_E_CONFIG, config->symbols.count > TRADYN_SYMBOLS_MAX ? "symbols" : "accounts", "At most %d symbols and %d accounts.",
		                    TRADYN_SYMBOLS_MAX, TRADYN_ACCOUNTS_MAX);
	engine->symbols = calloc(config->symbols.count + 1, sizeof(*engine->symbols));
	engine->names = calloc(config->symbols.count + 1, sizeof(*engine->names));
	engine->accounts = calloc(config->accounts.count + 1, sizeof(*engine->accounts));
	if (!engine->symbols || !engine->names || !engine->accounts)
		return no_memory(err);
	for (size_t i = 0; i < config->symbols.count; i++) {
		engine->symbol_count = i + 1;
		status = tradyn__symbol_init(&engine->symbols[i], &config->symbols.items[i], (int32_t)i, engine, err);
		if (status)
			return status;
	}
	status = init_names(engine, err);
	for (size_t i = 0; !status && i < config->accounts.count; i++) {
		engine->account_count = i + 1;
		status = tradyn__account_init(&engine->accounts[i], &config->accounts.items[i], (int32_t)i, engine, err);
	}
	return status;
}

static int check_model(const tradyn_fill_model *model, tradyn_error *err)
{
	const struct {
		bool right;
		const char *field, *why;
	} rules[] = {
		{ memchr(model->name, '\0', sizeof(model->name)), "fill_model.name", "must end" },
		{ model->latency_min_msc >= 0 && model->latency_max_msc >= model->latency_min_msc, "fill_model.latency_min_msc", "must be 0 to latency_max_msc" },
		{ model->slippage_max >= 0 && model->slippage_max <= 1000000, "fill_model.slippage_max", "must be 0 to 1000000 points" },
		{ model->slippage_percent >= 0 && model->slippage_percent <= 100, "fill_model.slippage_percent", "must be 0 to 100" },
		{ model->depth >= 0, "fill_model.depth", "must not be negative" },
		{ model->reject_percent >= 0 && model->reject_percent <= 100, "fill_model.reject_percent", "must be 0 to 100" },
	};

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (!rules[i].right)
			return tradyn__fail(err, TRADYN_E_CONFIG, rules[i].field, "%s %s.", rules[i].field, rules[i].why);
	return 0;
}

static int init(tradyn_engine *engine, const tradyn_engine_options *options, const tradyn_config *config, tradyn_error *err)
{
	int status = tradyn__zone_init(&engine->zone, config->zone, err);

	if (!status)
		status = check_model(&config->fill_model, err);
	if (status)
		return status;
	if (options->start_msc < -TRADYN__TIME_MAX || options->start_msc > TRADYN__TIME_MAX)
		return tradyn__fail(err, TRADYN_E_INVALID_VALUE, "start_msc", "The start must lie before the year 10000.");
	engine->time_msc = options->start_msc;
	tradyn__time_start(engine);
	engine->tick_history = options->tick_history ? options->tick_history : TICK_HISTORY;
	engine->candle_history_m1 = options->candle_history ? options->candle_history : CANDLE_HISTORY_M1;
	engine->candle_history = options->candle_history ? options->candle_history : CANDLE_HISTORY;
	engine->model = config->fill_model;
	engine->position_pool.size = sizeof(tradyn__position);
	engine->order_pool.size = sizeof(tradyn__order);
	return init_lists(engine, config, err);
}

static void open_balances(tradyn_engine *engine, const tradyn_config *config)
{
	for (size_t i = 0; i < engine->account_count; i++) {
		const tradyn_account *terms = &config->accounts.items[i];

		if (terms->balance)
			tradyn__fill_balance(engine, &engine->accounts[i], TRADYN_DEAL_TYPE_BALANCE, terms->balance, "opening balance", TRADYN_REASON_CLIENT);
		if (terms->credit)
			tradyn__fill_balance(engine, &engine->accounts[i], TRADYN_DEAL_TYPE_CREDIT, terms->credit, "opening credit", TRADYN_REASON_CLIENT);
	}
}

int tradyn_engine_new(tradyn_engine **out, const tradyn_engine_options *options, tradyn_error *err)
{
	tradyn_engine_options all = TRADYN_ENGINE_OPTIONS_INIT;
	tradyn_config defaults = { .zone = "" };
	tradyn_engine *engine;
	int status;

	*out = NULL;
	if (options)
		memcpy(&all, options, options->size < sizeof(all) ? options->size : sizeof(all));
	if (!all.config && tradyn_config_init(&defaults))
		return no_memory(err);
	engine = calloc(1, sizeof(*engine));
	status = engine ? init(engine, &all, all.config ? all.config : &defaults, err) : no_memory(err);
	if (!status) {
		engine->on_event = all.on_event;
		engine->user = all.user;
		engine->restoring = all.restoring;
		if (!all.restoring)
			open_balances(engine, all.config ? all.config : &defaults);
		*out = engine;
	} else {
		tradyn_engine_free(engine);
	}
	tradyn_config_clear(&defaults);
	return status;
}

tradyn_engine *tradyn_engine_free(tradyn_engine *engine)
{
	if (!engine)
		return NULL;
	for (size_t i = 0; i < engine->account_count; i++)
		tradyn__account_clear(&engine->accounts[i], engine->symbol_count);
	for (size_t i = 0; i < engine->symbol_count; i++)
		tradyn__symbol_clear(&engine->symbols[i]);
	free(engine->accounts);
	free(engine->symbols);
	free(engine->names);
	tradyn__heap_clear(&engine->expirations);
	tradyn__heap_clear(&engine->fired);
	tradyn__index_clear(&engine->positions);
	tradyn__index_clear(&engine->orders);
	tradyn__index_clear(&engine->logins);
	tradyn__pool_clear(&engine->position_pool);
	tradyn__pool_clear(&engine->order_pool);
	free(engine);
	return NULL;
}

/* ---- Time ---- */

static int time_goes_back(tradyn_error *err, int64_t time_msc, int64_t latest)
{
	(void)tradyn__fail(err, TRADYN_E_TIME_GOES_BACK, "time_msc", "%lld lies before the engine's time, %lld.", (long long)time_msc, (long long)latest);
	if (err && err->code == TRADYN_E_TIME_GOES_BACK)
		err->time_msc = latest;
	return TRADYN_E_TIME_GOES_BACK;
}

static int check_time(const tradyn_engine *engine, int64_t time_msc, tradyn_error *err)
{
	if (time_msc > TRADYN__TIME_MAX)
		return tradyn__fail(err, TRADYN_E_INVALID_VALUE, "time_msc", "%lld lies beyond the year 9999.", (long long)time_msc);
	if (time_msc >= engine->time_msc)
		return 0;
	return time_goes_back(err, time_msc, engine->time_msc);
}

int tradyn_engine_clock(tradyn_engine *engine, int64_t time_msc, tradyn_error *err)
{
	int status = engine->restoring ? tradyn__still_restoring(err) : check_time(engine, time_msc, err);

	if (status)
		return status;
	tradyn__time_pass(engine, time_msc);
	return 0;
}

/* ---- Quotes ---- */

static int check_quote(tradyn_decimal bid, tradyn_decimal ask, tradyn_error *err)
{
	if (bid > 0 && ask >= bid && ask <= PRICE_MAX)
		return 0;
	return tradyn__fail(err, TRADYN_E_INVALID_VALUE, bid <= 0 ? "bid" : "ask", "A quote needs 0 < bid <= ask <= 1000000000.");
}

/* The tick just added: gone. What it pushed out of a full ring stays away. */
static void forget_tick(tradyn__ticks *ticks)
{
	if (ticks->count == 0)
		return;
	ticks->next--;
	ticks->count--;
	ticks->head = (ticks->head ? ticks->head : ticks->capacity) - 1;
}

static int keep(tradyn__symbol *symbol, int64_t time_msc, tradyn_decimal bid, tradyn_decimal ask, tradyn_error *err)
{
	if (tradyn__ticks_add(&symbol->ticks, time_msc, bid, ask))
		return no_memory(err);
	if (tradyn__candles_tick(&symbol->candles, time_msc, bid, ask) == 0)
		return 0;
	forget_tick(&symbol->ticks);
	return no_memory(err);
}

static void update_books(tradyn_engine *engine, const tradyn__bag *books)
{
	for (size_t i = 0; i < books->count; i++) {
		tradyn__book *book = books->members[i].object;

		tradyn__book_update(book);
		tradyn__account_watch(engine, book->account);
	}
}

/* A quote of the past: what it caused is in the events. */
static int recall_quote(tradyn_engine *engine, tradyn__symbol *symbol, int64_t time_msc, tradyn_decimal bid, tradyn_decimal ask, tradyn_error *err)
{
	if (symbol->price[TRADYN__BID] && time_msc < symbol->quote_msc)
		return time_goes_back(err, time_msc, symbol->quote_msc);
	if (keep(symbol, time_msc, bid, ask, err))
		return TRADYN_E_NO_MEMORY;
	if (time_msc > engine->time_msc)
		engine->time_msc = time_msc;
	tradyn__symbol_quote(symbol, time_msc, bid, ask);
	return 0;
}

static int take_quote(tradyn_engine *engine, tradyn__symbol *symbol, int64_t time_msc, tradyn_decimal bid, tradyn_decimal ask, tradyn_error *err)
{
	int status = check_quote(bid, ask, err);

	if (!status && engine->restoring)
		return recall_quote(engine, symbol, time_msc, bid, ask, err);
	if (!status)
		status = check_time(engine, time_msc, err);
	if (!status)
		status = keep(symbol, time_msc, bid, ask, err);
	if (status)
		return status;
	if (time_msc >= engine->next_msc)
		tradyn__time_pass(engine, time_msc);
	engine->time_msc = time_msc;
	tradyn__symbol_quote(symbol, time_msc, bid, ask);
	update_books(engine, &symbol->books);
	update_books(engine, &symbol->dependents);
	if (tradyn__triggered(symbol) && tradyn__symbol_open(engine, symbol))
		tradyn__trigger(engine, symbol);
	if (engine->alarmed)
		tradyn__account_alarms(engine);
	return 0;
}

int tradyn_engine_tick(tradyn_engine *engine, const tradyn_tick *tick, tradyn_error *err)
{
	tradyn__symbol *symbol = tradyn__symbol_find(engine, tick->symbol);

	if (!symbol)
		return tradyn__fail(err, TRADYN_E_UNKNOWN_SYMBOL, "symbol", "There is no symbol %.*s.", TRADYN_SYMBOL_MAX - 1, tick->symbol);
	return take_quote(engine, symbol, tick->time_msc == TRADYN_UNSET ? engine->time_msc : tick->time_msc, tick->bid, tick->ask, err);
}

int tradyn_engine_quotes(tradyn_engine *engine, const tradyn_quote *quotes, size_t count, size_t *done, tradyn_error *err)
{
	int status = 0;
	size_t i = 0;

	for (; i < count; i++) {
		const tradyn_quote *quote = &quotes[i];

		if (quote->symbol < 0 || (size_t)quote->symbol >= engine->symbol_count)
			status = tradyn__fail(err, TRADYN_E_UNKNOWN_SYMBOL, "symbol", "There is no symbol with index %d.", (int)quote->symbol);
		else
			status = take_quote(engine, &engine->symbols[quote->symbol], quote->time_msc, quote->bid, quote->ask, err);
		if (status)
			break;
	}
	if (done)
		*done = i;
	return status;
}
