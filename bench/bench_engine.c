/* SPDX-License-Identifier: MIT
 * The engine alone on one core: ticks with 1,000 open positions over 10 symbols with SL and TP, the account read right after
 * each tick; then the same ticks with ten times the positions on other symbols and pending orders that do not trigger; then with ten thousand
 * pending orders on each symbol. */
#include "bench/report.h"
#include "tests/support/server.h"

#include <tradyn/engine.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIVE 10     /* symbols that tick */
#define BATCH 4096
#define START INT64_C(1772020800000) /* a Wednesday, noon UTC */

struct bench {
	tradyn_engine *engine;
	const struct market *markets;
	tradyn_decimal bid[LIVE], point[LIVE], spread[LIVE];
	int32_t index[LIVE];
	int64_t time;
	uint32_t random;
};

struct market {
	const char *name;
	int64_t price;
};

#define SYMBOLS 17
#define OTHERS 16 /* up to here hold the positions around; not EURGBP, whose profit follows GBPUSD */
/* The first ten tick. All of them make profit in the deposit currency, a point of each position whole cents … */
static const struct market straight[SYMBOLS] = {
	{ "EURUSD", 108500000 }, { "GBPUSD", 127000000 }, { "AUDUSD", 66000000 }, { "NZDUSD", 61000000 }, { "XAUUSD", 200000000000 },
	{ "XAGUSD", 2500000000 }, { "BTCUSD", 6000000000000 }, { "ETHUSD", 300000000000 }, { "US30", 3900000000000 }, { "US500", 510000000000 },
	{ "USDJPY", 15000000000 }, { "USDCHF", 90000000 }, { "USDCAD", 136000000 }, { "EURJPY", 16275000000 }, { "GBPJPY", 19050000000 },
	{ "NAS100", 1780000000000 }, { "EURGBP", 85433000 },
};
/* … or six of them in yen, francs, Canadian dollars and pounds: each position's profit is converted and rounded by itself. */
static const struct market converted[SYMBOLS] = {
	{ "EURUSD", 108500000 }, { "GBPUSD", 127000000 }, { "USDJPY", 15000000000 }, { "USDCHF", 90000000 }, { "AUDUSD", 66000000 },
	{ "USDCAD", 136000000 }, { "NZDUSD", 61000000 }, { "EURJPY", 16275000000 }, { "GBPJPY", 19050000000 }, { "EURGBP", 85433000 },
	{ "XAUUSD", 200000000000 }, { "XAGUSD", 2500000000 }, { "BTCUSD", 6000000000000 }, { "ETHUSD", 300000000000 }, { "US30", 3900000000000 },
	{ "US500", 510000000000 }, { "NAS100", 1780000000000 },
};

static void must(int status, const tradyn_error *err)
{
	if (status)
		support_fail("%s %s: %s", tradyn_error_info_get(status)->name, err ? err->field : "", err ? err->message : "");
}

static tradyn_error err;

/* The least volume whose money per point is whole cents. */
static tradyn_decimal volume_of(const tradyn_symbol *spec)
{
	tradyn_decimal volume = spec->volume_min, money;

	for (;; volume *= 10) {
		must(tradyn_decimal_mul(volume, spec->trade_contract_size, 8, TRADYN_ROUND_DOWN, &money), NULL);
		must(tradyn_decimal_mul(money, spec->point, 8, TRADYN_ROUND_DOWN, &money), NULL);
		if (money % (TRADYN_DECIMAL_ONE / 100) == 0)
			return volume;
	}
}

static void open_positions(struct bench *b, size_t symbol, int count)
{
	tradyn_trade_request request = TRADYN_TRADE_REQUEST_INIT;
	tradyn_trade_result result;
	tradyn_symbol spec;

	must(tradyn_engine_symbol(b->engine, 1001, b->markets[symbol].name, &spec, &err), &err);
	snprintf(request.symbol, sizeof(request.symbol), "%s", b->markets[symbol].name);
	request.volume = volume_of(&spec);
	for (int i = 0; i < count; i++) {
		int64_t distance = (b->markets[symbol].price / spec.point / 4 + i % 100) * spec.point; /* a quarter of the price away */
		int sign = i % 2 ? 1 : -1;

		request.action = i % 2 ? TRADYN_SIDE_BUY : TRADYN_SIDE_SELL;
		request.sl = b->markets[symbol].price - sign * distance;
		request.tp = b->markets[symbol].price + sign * distance;
		must(tradyn_engine_trade(b->engine, 1001, &request, &result, &err), &err);
	}
}

static void place_orders(struct bench *b, size_t symbol, int count)
{
	tradyn_order_request request = TRADYN_ORDER_REQUEST_INIT;
	tradyn_order order;
	tradyn_symbol spec;

	must(tradyn_engine_symbol(b->engine, 1001, b->markets[symbol].name, &spec, &err), &err);
	snprintf(request.symbol, sizeof(request.symbol), "%s", b->markets[symbol].name);
	request.volume = spec.volume_min;
	for (int i = 0; i < count; i++) {
		request.type = TRADYN_ORDER_TYPE_BUY_LIMIT + i % 4;
		/* limits to buy and stops to sell lie below the market, the others above */
		request.price = b->markets[symbol].price + (i % 4 == 0 || i % 4 == 3 ? -1 : 1) * (b->markets[symbol].price / spec.point / 4 + i) * spec.point;
		must(tradyn_engine_order_place(b->engine, 1001, &request, &order, &err), &err);
	}
}

static void start(struct bench *b, const struct market *markets)
{
	static const char accounts[] = "{\"accounts\":[{\"login\":1001,\"balance\":1000000000.0,\"leverage\":500}]}";
	tradyn_engine_options options = TRADYN_ENGINE_OPTIONS_INIT;
	tradyn_config config;

	memset(b, 0, sizeof(*b));
	b->markets = markets;
	b->random = 1;
	b->time = START;
	if (tradyn_config_init(&config))
		support_fail("no memory");
	must(tradyn_config_read(&config, accounts, sizeof(accounts) - 1, &err), &err);
	for (size_t i = 0; i < config.symbols.count; i++)
		config.symbols.items[i].sessions.count = 0; /* always open */
	options.config = &config;
	must(tradyn_engine_new(&b->engine, &options, &err), &err);
	tradyn_config_clear(&config);
	for (size_t i = 0; i < SYMBOLS; i++) {
		tradyn_symbol spec;
		tradyn_tick tick = { .time_msc = START, .bid = b->markets[i].price, .flags = TRADYN_UNSET };

		must(tradyn_engine_symbol(b->engine, 1001, b->markets[i].name, &spec, &err), &err);
		snprintf(tick.symbol, sizeof(tick.symbol), "%s", b->markets[i].name);
		tick.ask = tick.bid + 10 * spec.point;
		must(tradyn_engine_tick(b->engine, &tick, &err), &err);
		if (i < LIVE) {
			b->bid[i] = tick.bid;
			b->point[i] = spec.point;
			b->spread[i] = 10 * spec.point;
			b->index[i] = tradyn_engine_symbol_index(b->engine, b->markets[i].name);
		}
	}
}

/* Random walks that stay within an eighth of their start: nothing triggers. */
static void make_quotes(struct bench *b, tradyn_quote *quotes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t s = i % LIVE;
		int64_t step, off, bound;

		b->random = b->random * 1664525u + 1013904223u;
		step = (int64_t)(b->random >> 28) - 7;
		off = (b->bid[s] - b->markets[s].price) / b->point[s];
		bound = b->markets[s].price / b->point[s] / 8;
		b->bid[s] += (off > bound ? -8 : off < -bound ? 8 : step) * b->point[s];
		b->time += s == 0;
		quotes[i] = (tradyn_quote){ .time_msc = b->time, .bid = b->bid[s], .ask = b->bid[s] + b->spread[s], .symbol = b->index[s] };
	}
}

/* Seconds for one batch; `read`: the account after each tick. */
static double run_batch(struct bench *b, const tradyn_quote *quotes, bool read, tradyn_decimal *sum)
{
	tradyn_account account;
	double before = now_seconds();

	if (!read) {
		must(tradyn_engine_quotes(b->engine, quotes, BATCH, NULL, &err), &err);
	} else {
		for (size_t i = 0; i < BATCH; i++) {
			must(tradyn_engine_quotes(b->engine, &quotes[i], 1, NULL, &err), &err);
			must(tradyn_engine_account(b->engine, 1001, &account, &err), &err);
			*sum += account.margin_level;
		}
	}
	return now_seconds() - before;
}

/* Ticks per second in each of two engines, batch by batch in turns. */
static void compare(struct bench *a, struct bench *b, bool read, double *rate_a, double *rate_b)
{
	enum { TURNS = 301 };
	static tradyn_quote quotes[BATCH];
	static double of_a[TURNS], of_b[TURNS];
	tradyn_decimal sum = 0;

	for (int i = 0; i < TURNS; i++) {
		make_quotes(a, quotes, BATCH);
		of_a[i] = run_batch(a, quotes, read, &sum);
		make_quotes(b, quotes, BATCH);
		of_b[i] = run_batch(b, quotes, read, &sum);
	}
	*rate_a = BATCH / median(of_a, TURNS);
	*rate_b = BATCH / median(of_b, TURNS);
}

/* One set of symbols: with the positions that tick, and with ten times as many around them. */
static void run(const char *what, const struct market *markets)
{
	struct bench small, large;
	double rate_small, rate_large;

	printf("%s\n", what);
	start(&small, markets);
	start(&large, markets);
	for (size_t i = 0; i < LIVE; i++) {
		open_positions(&small, i, 100);
		open_positions(&large, i, 100);
		place_orders(&large, i, 100);
	}
	for (size_t i = LIVE; i < OTHERS; i++)
		open_positions(&large, i, 1500);
	compare(&small, &large, false, &rate_small, &rate_large);
	report_figure("  ticks in batches", rate_small / 1e6, "M/s", AT_LEAST, 10, "with ten times the rest", rate_large / 1e6);
	compare(&small, &large, true, &rate_small, &rate_large);
	report_figure("  tick, then account read", rate_small / 1e6, "M/s", AT_LEAST, 10, "with ten times the rest", rate_large / 1e6);
	report_ratio("  time of a tick with ten times the rest", 1e9 / rate_large, 1e9 / rate_small, "ns", AT_MOST, 1.15);
	tradyn_engine_free(small.engine);
	tradyn_engine_free(large.engine);
}

/* The same positions, and ten thousand pending orders on each of the symbols that tick. */
static void run_pending(void)
{
	struct bench none, many;
	double rate_none, rate_many;

	printf("10,000 pending orders on each of the ten symbols\n");
	start(&none, straight);
	start(&many, straight);
	for (size_t i = 0; i < LIVE; i++) {
		open_positions(&none, i, 100);
		open_positions(&many, i, 100);
		place_orders(&many, i, 10000);
	}
	compare(&none, &many, false, &rate_none, &rate_many);
	report_ratio("  time of a tick", 1e9 / rate_many, 1e9 / rate_none, "ns", AT_MOST, 1.15);
	tradyn_engine_free(none.engine);
	tradyn_engine_free(many.engine);
}

int main(void)
{
	printf("engine, 1,000 positions over 10 symbols with SL and TP; and with 9,000 more on other symbols and 1,000 pending orders\n");
	run("profit in the deposit currency", straight);
	run("six of the ten symbols with conversion", converted);
	run_pending();
	return EXIT_SUCCESS;
}
