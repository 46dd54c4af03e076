/* SPDX-License-Identifier: MIT
 * The engine alone on one core: ticks with 1,000 open positions over 10 symbols with SL and TP, the account read right after
 * each tick; then the same ticks with ten times the positions on other symbols and pending orders that do not trigger. */
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
	tradyn_decimal bid[LIVE], point[LIVE], spread[LIVE];
	int32_t index[LIVE];
	int64_t time;
	uint32_t random;
};

static const char *const symbols[] = {
	"EURUSD", "GBPUSD", "USDJPY", "USDCHF", "AUDUSD", "USDCAD", "NZDUSD", "EURJPY", "GBPJPY", "EURGBP", /* tick */
	"XAUUSD", "XAGUSD", "BTCUSD", "ETHUSD", "US30", "US500", "NAS100",                                 /* stand still */
};
static const int64_t prices[] = { 108500000, 127000000, 15000000000, 90000000, 66000000, 136000000, 61000000, 16275000000, 19050000000, 85433000,
	200000000000, 2500000000, 6000000000000, 300000000000, 3900000000000, 510000000000, 1780000000000 };
#define SYMBOLS (sizeof(symbols) / sizeof(symbols[0]))

static void must(int status, const tradyn_error *err)
{
	if (status)
		support_fail("%s %s: %s", tradyn_error_info_get(status)->name, err->field, err->message);
}

static tradyn_error err;

static void open_positions(struct bench *b, size_t symbol, int count)
{
	tradyn_trade_request request = TRADYN_TRADE_REQUEST_INIT;
	tradyn_trade_result result;
	tradyn_symbol spec;

	must(tradyn_engine_symbol(b->engine, 1001, symbols[symbol], &spec, &err), &err);
	snprintf(request.symbol, sizeof(request.symbol), "%s", symbols[symbol]);
	request.volume = spec.volume_min;
	for (int i = 0; i < count; i++) {
		int64_t distance = (prices[symbol] / spec.point / 4 + i % 100) * spec.point; /* a quarter of the price away */
		int sign = i % 2 ? 1 : -1;

		request.action = i % 2 ? TRADYN_SIDE_BUY : TRADYN_SIDE_SELL;
		request.sl = prices[symbol] - sign * distance;
		request.tp = prices[symbol] + sign * distance;
		must(tradyn_engine_trade(b->engine, 1001, &request, &result, &err), &err);
	}
}

static void place_orders(struct bench *b, size_t symbol, int count)
{
	tradyn_order_request request = TRADYN_ORDER_REQUEST_INIT;
	tradyn_order order;
	tradyn_symbol spec;

	must(tradyn_engine_symbol(b->engine, 1001, symbols[symbol], &spec, &err), &err);
	snprintf(request.symbol, sizeof(request.symbol), "%s", symbols[symbol]);
	request.volume = spec.volume_min;
	for (int i = 0; i < count; i++) {
		request.type = TRADYN_ORDER_TYPE_BUY_LIMIT + i % 4;
		/* limits to buy and stops to sell lie below the market, the others above */
		request.price = prices[symbol] + (i % 4 == 0 || i % 4 == 3 ? -1 : 1) * (25000 + i) * spec.point;
		must(tradyn_engine_order_place(b->engine, 1001, &request, &order, &err), &err);
	}
}

static void start(struct bench *b)
{
	static const char accounts[] = "{\"accounts\":[{\"login\":1001,\"balance\":1000000000.0,\"leverage\":500}]}";
	tradyn_engine_options options = TRADYN_ENGINE_OPTIONS_INIT;
	tradyn_config config;

	memset(b, 0, sizeof(*b));
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
		tradyn_tick tick = { .time_msc = START, .bid = prices[i], .flags = TRADYN_UNSET };

		must(tradyn_engine_symbol(b->engine, 1001, symbols[i], &spec, &err), &err);
		snprintf(tick.symbol, sizeof(tick.symbol), "%s", symbols[i]);
		tick.ask = tick.bid + 10 * spec.point;
		must(tradyn_engine_tick(b->engine, &tick, &err), &err);
		if (i < LIVE) {
			b->bid[i] = tick.bid;
			b->point[i] = spec.point;
			b->spread[i] = 10 * spec.point;
			b->index[i] = tradyn_engine_symbol_index(b->engine, symbols[i]);
		}
	}
}

/* Random walks that stay within 10,000 points of their start: nothing triggers. */
static void make_quotes(struct bench *b, tradyn_quote *quotes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t s = i % LIVE;
		int64_t step, off;

		b->random = b->random * 1664525u + 1013904223u;
		step = (int64_t)(b->random >> 28) - 7;
		off = (b->bid[s] - prices[s]) / b->point[s];
		b->bid[s] += (off > 10000 ? -8 : off < -10000 ? 8 : step) * b->point[s];
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

int main(void)
{
	struct bench small, large;
	tradyn_account account;
	double rate_small, rate_large;

	start(&small);
	start(&large);
	for (size_t i = 0; i < LIVE; i++) {
		open_positions(&small, i, 100);
		open_positions(&large, i, 100);
		place_orders(&large, i, 100);
	}
	for (size_t i = LIVE; i < SYMBOLS; i++)
		open_positions(&large, i, 1286); /* 9,002 */
	printf("engine, 1,000 positions over 10 symbols with SL and TP; with 9,002 more on other symbols and 1,000 pending orders\n");
	compare(&small, &large, false, &rate_small, &rate_large);
	report_figure("ticks in batches", rate_small / 1e6, "M/s", AT_LEAST, 10, "with ten times the rest", rate_large / 1e6);
	compare(&small, &large, true, &rate_small, &rate_large);
	report_figure("tick, then account read", rate_small / 1e6, "M/s", AT_LEAST, 10, "with ten times the rest", rate_large / 1e6);
	report_ratio("time of a tick with ten times the rest", 1e9 / rate_large, 1e9 / rate_small, "ns", AT_MOST, 1.15);
	must(tradyn_engine_account(small.engine, 1001, &account, &err), &err);
	printf("  equity %lld, margin level %lld (1e-8)\n", (long long)account.equity, (long long)account.margin_level);
	tradyn_engine_free(small.engine);
	tradyn_engine_free(large.engine);
	return EXIT_SUCCESS;
}
