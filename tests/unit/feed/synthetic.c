/* SPDX-License-Identifier: MIT
 * The synthetic market: the same everywhere, plausible, open at the published price, its triangles closed. */
#include "lib/base/text.h"
#include "tests/unit/suite.h"

#include <tradyn/feed.h>

#include <stdlib.h>
#include <string.h>

#define START INT64_C(1767225600000) /* 2026-01-01 */
#define HOUR INT64_C(3600000)
#define P5(points) ((points) * INT64_C(1000))
#define P3(points) ((points) * INT64_C(100000))
#define P2(points) ((points) * INT64_C(1000000))

static const struct { const char *name, *base, *profit; int64_t digits; tradyn_decimal bid, spread; } symbols[] = {
	{ "EURJPY", "EUR", "JPY", 3, P3(162750), P3(17) }, { "EURUSD", "EUR", "USD", 5, P5(108500), P5(10) }, { "GBPUSD", "GBP", "USD", 5, P5(127000), P5(14) },
	{ "USDJPY", "USD", "JPY", 3, P3(150000), P3(12) }, { "EURGBP", "EUR", "GBP", 5, P5(85433), P5(14) }, { "XAUUSD", "XAU", "USD", 2, P2(235000), P2(25) },
	{ "BTCUSD", "BTC", "USD", 2, P2(6500000), P2(3000) }, { "ACME", "USD", "USD", 2, P2(10000), P2(2) },
};
#define SYMBOLS (sizeof(symbols) / sizeof(symbols[0]))
enum { EURJPY, EURUSD, GBPUSD, USDJPY, EURGBP, XAUUSD, BTCUSD, ACME };

static tradyn_decimal tick_size(size_t i)
{
	return symbols[i].digits == 5 ? 1000 : symbols[i].digits == 3 ? 100000 : 1000000;
}

/* A configuration of the symbols above, `first` … `first + count - 1`. To be freed: .symbols.items. */
static tradyn_config config_of(size_t first, size_t count)
{
	tradyn_config config = { .zone = "" };

	config.symbols.count = count;
	config.symbols.items = calloc(count + 1, sizeof(*config.symbols.items));
	for (size_t i = 0; i < count; i++) {
		tradyn_symbol *s = &config.symbols.items[i];

		tradyn__text_copy(s->name, sizeof(s->name), symbols[first + i].name, strlen(symbols[first + i].name));
		tradyn__text_copy(s->currency_base, sizeof(s->currency_base), symbols[first + i].base, 3);
		tradyn__text_copy(s->currency_profit, sizeof(s->currency_profit), symbols[first + i].profit, 3);
		s->digits = symbols[first + i].digits;
		s->trade_tick_size = tick_size(first + i);
		s->trade_calc_mode = first + i < XAUUSD ? TRADYN_CALC_MODE_FOREX : TRADYN_CALC_MODE_CFDLEVERAGE;
	}
	return config;
}

/* The quotes of `duration`, to be freed. */
static tradyn_quote *run(const tradyn_config *config, uint64_t seed, int64_t duration, size_t step, size_t *count)
{
	size_t capacity = (size_t)(duration / 1000 + 1) * (config->symbols.count + 1) * 4, got;
	tradyn_quote *quotes = malloc(capacity * sizeof(*quotes));
	tradyn_market *market;

	ck_assert_int_eq(tradyn_market_new(&market, config, seed, START, NULL), 0);
	*count = 0;
	do {
		ck_assert_uint_le(*count + step, capacity);
		got = tradyn_market_next(market, START + duration, quotes + *count, step);
		*count += got;
	} while (got == step);
	tradyn_market_free(market);
	return quotes;
}

START_TEST(everybody_opens_at_the_start)
{
	tradyn_config config = config_of(0, SYMBOLS);
	size_t count;
	tradyn_quote *quotes = run(&config, 42, 0, 3, &count);

	ck_assert_uint_eq(count, SYMBOLS);
	for (size_t i = 0; i < SYMBOLS; i++) {
		ck_assert_int_eq(quotes[i].symbol, (int32_t)i);
		ck_assert_int_eq(quotes[i].time_msc, START);
		ck_assert_int_eq(quotes[i].ask - quotes[i].bid, symbols[i].spread);
		if (i == EURJPY || i == EURGBP)
			ck_assert_int_le(llabs((long long)(quotes[i].bid - symbols[i].bid)), symbols[i].spread);
		else
			ck_assert_int_eq(quotes[i].bid, symbols[i].bid);
	}
	free(quotes);
	free(config.symbols.items);
}
END_TEST

START_TEST(a_day_is_plausible)
{
	tradyn_config config = config_of(0, SYMBOLS);
	size_t count, of_symbol[SYMBOLS] = { 0 };
	tradyn_quote *quotes = run(&config, 1, 24 * HOUR, 1000, &count);
	tradyn_decimal low[SYMBOLS], high[SYMBOLS];

	for (size_t i = 0; i < count; i++) {
		const tradyn_quote *q = &quotes[i];
		size_t s = (size_t)q->symbol;

		ck_assert(i == 0 || q->time_msc >= quotes[i - 1].time_msc);
		ck_assert_int_eq(q->bid % tick_size(s), 0);
		ck_assert_int_eq(q->ask % tick_size(s), 0);
		ck_assert_int_ge((q->ask - q->bid) * 10, symbols[s].spread * 8);
		ck_assert_int_le((q->ask - q->bid) * 10, symbols[s].spread * 15);
		low[s] = of_symbol[s] && low[s] < q->bid ? low[s] : q->bid;
		high[s] = of_symbol[s] && high[s] > q->bid ? high[s] : q->bid;
		of_symbol[s]++;
	}
	for (size_t s = 0; s < SYMBOLS; s++) {
		ck_assert_msg(of_symbol[s] > (s == ACME ? 10000 : 2 * 86400) && of_symbol[s] < 4 * 86400, "%s has %zu quotes", symbols[s].name, of_symbol[s]);
		ck_assert_msg(low[s] > symbols[s].bid / 100 * 90 && high[s] < symbols[s].bid / 100 * 110, "%s strays", symbols[s].name);
		ck_assert_msg(high[s] - low[s] > symbols[s].spread * 3, "%s stands still", symbols[s].name);
	}
	free(quotes);
	free(config.symbols.items);
}
END_TEST

START_TEST(triangles_hold)
{
	tradyn_config config = config_of(0, SYMBOLS);
	size_t count;
	tradyn_quote *quotes = run(&config, 5, HOUR, 1000, &count), last[SYMBOLS];
	double middle[SYMBOLS];

	memset(last, 0, sizeof(last));
	for (size_t i = 0; i < count; i++) {
		last[quotes[i].symbol] = quotes[i];
		if (i < SYMBOLS || (quotes[i].symbol != EURJPY && quotes[i].symbol != EURGBP))
			continue;
		for (size_t s = 0; s < SYMBOLS; s++)
			middle[s] = (double)last[s].bid / 1e8 + (double)symbols[s].spread / 2e8;
		if (quotes[i].symbol == EURJPY)
			ck_assert_msg(middle[EURJPY] - middle[EURUSD] * middle[USDJPY] < 0.003 && middle[EURJPY] - middle[EURUSD] * middle[USDJPY] > -0.003, "EURJPY, quote %zu", i);
		else
			ck_assert_msg(middle[EURGBP] - middle[EURUSD] / middle[GBPUSD] < 0.00003 && middle[EURGBP] - middle[EURUSD] / middle[GBPUSD] > -0.00003, "EURGBP, quote %zu", i);
	}
	free(quotes);
	free(config.symbols.items);
}
END_TEST

START_TEST(the_seed_says_it_all)
{
	tradyn_config config = config_of(0, SYMBOLS);
	size_t counts[3];
	tradyn_quote *a = run(&config, 7, HOUR, 1000, &counts[0]), *b = run(&config, 7, HOUR, 1, &counts[1]), *c = run(&config, 8, HOUR, 1000, &counts[2]);

	ck_assert_uint_eq(counts[0], counts[1]);
	ck_assert_int_eq(memcmp(a, b, counts[0] * sizeof(*a)), 0);
	ck_assert(counts[0] != counts[2] || memcmp(a, c, counts[0] * sizeof(*a)) != 0);
	free(a);
	free(b);
	free(c);
	free(config.symbols.items);
}
END_TEST

/* Integers only: this hash is the same on every machine. */
START_TEST(the_same_on_every_machine)
{
	tradyn_config config = config_of(0, SYMBOLS);
	uint64_t hash = TRADYN__HASH_START;
	size_t count;
	tradyn_quote *quotes = run(&config, 42, HOUR, 1000, &count);

	for (size_t i = 0; i < count; i++) {
		char text[96];

		tradyn__text_format(text, sizeof(text), "%lld %d %lld %lld\n", (long long)quotes[i].time_msc, (int)quotes[i].symbol, (long long)quotes[i].bid, (long long)quotes[i].ask);
		hash = tradyn__hash(hash, text, strlen(text));
	}
	ck_assert_uint_eq(hash, UINT64_C(10086620911132184963));
	free(quotes);
	free(config.symbols.items);
}
END_TEST

START_TEST(other_symbols_change_nothing)
{
	tradyn_config all = config_of(0, SYMBOLS), gold = config_of(XAUUSD, 1);
	size_t count_all, count_gold, k = 0;
	tradyn_quote *a = run(&all, 7, HOUR, 1000, &count_all), *g = run(&gold, 7, HOUR, 1000, &count_gold);

	for (size_t i = 0; i < count_all; i++) {
		if (a[i].symbol != XAUUSD)
			continue;
		ck_assert_int_eq(a[i].time_msc, g[k].time_msc);
		ck_assert_int_eq(a[i].bid, g[k].bid);
		ck_assert_int_eq(a[i].ask, g[k++].ask);
	}
	ck_assert_uint_eq(k, count_gold);
	free(a);
	free(g);
	free(all.symbols.items);
	free(gold.symbols.items);
}
END_TEST

START_TEST(odd_configurations)
{
	static const tradyn_decimal sizes[] = { 0, 1, 25000000, TRADYN_DECIMAL(5), TRADYN_DECIMAL(50000), TRADYN_DECIMAL(50000000) };
	tradyn_config config = config_of(ACME, 1);
	size_t count;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		tradyn_quote *quotes;

		config.symbols.items[0].trade_tick_size = sizes[i];
		quotes = run(&config, 1, HOUR / 60, 10, &count);
		ck_assert_uint_ge(count, 1);
		for (size_t k = 0; k < count; k++) {
			ck_assert_int_gt(quotes[k].bid, 0);
			ck_assert_int_gt(quotes[k].ask, quotes[k].bid);
			ck_assert(sizes[i] == 0 || quotes[k].bid % sizes[i] == 0);
		}
		free(quotes);
	}
	config.symbols.count = 0;
	free(run(&config, 1, HOUR, 10, &count));
	ck_assert_uint_eq(count, 0);
	ck_assert_ptr_null(tradyn_market_free(NULL));
	free(config.symbols.items);
}
END_TEST

int main(void)
{
	return run_tests("synthetic", 60, (const TTest *const []){
		everybody_opens_at_the_start,
		a_day_is_plausible,
		triangles_hold,
		the_seed_says_it_all,
		the_same_on_every_machine,
		other_symbols_change_nothing,
		odd_configurations,
		NULL });
}
