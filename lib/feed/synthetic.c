/* SPDX-License-Identifier: MIT
 * The synthetic market: a mean-reverting random walk per symbol, in integers only, so that every machine makes the same
 * quotes. Each symbol has its own stream of random numbers: another symbol in the configuration changes nothing but crosses. */
#include "lib/base/fail.h"
#include "lib/base/text.h"
#include "lib/base/wide.h"
#include "lib/feed/synthetic.h"

#include <tradyn/feed.h>

#include <stdlib.h>
#include <string.h>

/* Middle prices have four decimals more than a tradyn_decimal, so that small steps add up. */
#define FINE 10000
#define FINE_ONE (TRADYN_DECIMAL_ONE * FINE)
#define MIDDLE_MAX (1000000 * FINE_ONE)

/* Milliseconds between two quotes of a symbol: 120 … 619, that is 2.7 a second. */
#define PAUSE_LEAST 120
#define PAUSE_RANGE 500

/* Part of the distance to the opening price that a step takes back: half of it in about six hours. */
#define REVERSION_PARTS 83000

/* Spreads vary from 90 to 120 percent of the usual one. */
#define SPREAD_LEAST 90
#define SPREAD_RANGE 31

typedef struct walk {
	int64_t next_msc;
	uint64_t random;
	int64_t middle, home;  /* 1e-12; home is what it returns to */
	int64_t volatility;
	tradyn_decimal tick_size, spread, bid, ask;
	int32_t base_leg, profit_leg; /* crosses: pairs with USD of both currencies, as indices; else -1 */
	bool base_inverse, profit_inverse; /* the pair is USDxxx */
} walk;

struct tradyn_market {
	size_t count;
	walk *walks;
	int32_t *heap; /* indices of walks, the one that quotes next first */
};

/* ---- Randomness (S. Vigna, splitmix64) ---- */

static uint64_t draw(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

/* 0 … range - 1 */
static int64_t draw_below(uint64_t *state, uint64_t range)
{
	return (int64_t)((draw(state) >> 32) * range >> 32);
}

/* About normal, with a standard deviation of 1 << 16: the sum of twelve uniform numbers of 16 bits. */
static int64_t draw_normal(uint64_t *state)
{
	int64_t sum = -6 * INT64_C(65535);

	for (int word = 0; word < 3; word++)
		for (uint64_t bits = draw(state), i = 0; i < 4; i++, bits >>= 16)
			sum += (int64_t)(bits & 0xffff);
	return sum;
}

/* ---- The order of quotes ---- */

static bool before(const tradyn_market *market, int32_t a, int32_t b)
{
	int64_t time_a = market->walks[a].next_msc, time_b = market->walks[b].next_msc;

	return time_a != time_b ? time_a < time_b : a < b;
}

/* Lets the head of the heap, whose time moved on, sink to its place. */
static void sink(tradyn_market *market)
{
	int32_t moved = market->heap[0];
	size_t at = 0, child;

	while ((child = 2 * at + 1) < market->count) {
		if (child + 1 < market->count && before(market, market->heap[child + 1], market->heap[child]))
			child++;
		if (before(market, moved, market->heap[child]))
			break;
		market->heap[at] = market->heap[child];
		at = child;
	}
	market->heap[at] = moved;
}

/* ---- Prices ---- */

static int64_t dollars(int64_t middle, bool inverse)
{
	return inverse ? (int64_t)((tradyn__wide)FINE_ONE * FINE_ONE / middle) : middle;
}

/* The middle of a cross, by way of the dollar. */
static int64_t cross_middle(const tradyn_market *market, const walk *w)
{
	int64_t base = dollars(market->walks[w->base_leg].middle, w->base_inverse);
	int64_t profit = dollars(market->walks[w->profit_leg].middle, w->profit_inverse);

	tradyn__wide middle = (tradyn__wide)base * FINE_ONE / (profit ? profit : 1);

	return middle < MIDDLE_MAX ? (int64_t)middle : MIDDLE_MAX;
}

static void step(const tradyn_market *market, walk *w)
{
	tradyn__wide move;

	if (w->base_leg >= 0) {
		w->middle = cross_middle(market, w);
		return;
	}
	move = (tradyn__wide)w->middle * w->volatility * draw_normal(&w->random) / (INT64_C(1000000000) << 16);
	w->middle += (int64_t)move + (w->home - w->middle) / REVERSION_PARTS;
	if (w->middle < w->home / 10)
		w->middle = w->home / 10;
}

static tradyn_decimal round_to_tick(const walk *w, tradyn__wide fine)
{
	return (tradyn_decimal)tradyn__wide_div(fine, (tradyn__wide)w->tick_size * FINE, TRADYN_ROUND_HALF_AWAY) * w->tick_size;
}

/* Sets bid and ask around the middle. Returns whether they are new. */
static bool quote(walk *w, tradyn_decimal spread)
{
	tradyn_decimal width = round_to_tick(w, (tradyn__wide)spread * FINE);
	tradyn_decimal bid = round_to_tick(w, w->middle - (tradyn__wide)w->spread * (FINE / 2)), ask;
	bool changed;

	if (width < w->tick_size)
		width = w->tick_size;
	if (bid < w->tick_size)
		bid = w->tick_size;
	ask = bid + width;
	changed = bid != w->bid || ask != w->ask;
	w->bid = bid;
	w->ask = ask;
	return changed;
}

/* The next quote of `w`. Returns whether it differs from the one before. */
static bool advance(const tradyn_market *market, walk *w)
{
	bool opening = w->bid == 0;

	w->next_msc += PAUSE_LEAST + draw_below(&w->random, PAUSE_RANGE);
	if (opening)
		return quote(w, w->spread);
	step(market, w);
	return quote(w, w->spread * (SPREAD_LEAST + draw_below(&w->random, SPREAD_RANGE)) / 100);
}

size_t tradyn_market_next(tradyn_market *market, int64_t until_msc, tradyn_quote *out, size_t capacity)
{
	size_t count = 0;

	while (market->count > 0 && count < capacity) {
		int32_t index = market->heap[0];
		walk *w = &market->walks[index];
		int64_t time_msc = w->next_msc;

		if (time_msc > until_msc)
			break;
		if (advance(market, w))
			out[count++] = (tradyn_quote){ .time_msc = time_msc, .bid = w->bid, .ask = w->ask, .symbol = index };
		sink(market);
	}
	return count;
}

/* ---- The opening ---- */

static tradyn_decimal tick_size_of(const tradyn_symbol *symbol)
{
	return symbol->trade_tick_size > 0 ? symbol->trade_tick_size : tradyn__pow10(TRADYN_DECIMAL_DIGITS - (int)symbol->digits);
}

/* An unknown symbol opens at 100 with a spread of two hundredths of a percent, or as near to it as its ticks allow. */
static tradyn__synthetic_symbol stranger(tradyn_decimal tick_size)
{
	tradyn_decimal bid = tick_size < TRADYN_DECIMAL(1) ? TRADYN_DECIMAL(100) : tick_size < TRADYN_DECIMAL(10000) ? tick_size * 100 : TRADYN_DECIMAL(1000000);

	return (tradyn__synthetic_symbol){ .bid = bid, .spread = bid / 5000, .volatility = 10000 };
}

static void open_walk(walk *w, const tradyn_symbol *symbol, uint64_t seed, int64_t start_msc)
{
	const tradyn__synthetic_symbol *known = tradyn__synthetic_symbol_of(symbol->name);
	tradyn_decimal tick_size = tick_size_of(symbol);
	tradyn__synthetic_symbol row = known ? *known : stranger(tick_size);

	*w = (walk){ .next_msc = start_msc, .volatility = row.volatility, .tick_size = tick_size, .spread = row.spread, .base_leg = -1, .profit_leg = -1 };
	w->random = tradyn__hash(TRADYN__HASH_START, symbol->name, strlen(symbol->name)) ^ draw(&seed);
	w->home = row.bid * FINE + row.spread * (FINE / 2);
	w->middle = w->home;
}

/* The pair that has `currency` against USD, -1 without one. */
static int32_t find_leg(const tradyn_config *config, const char *currency, bool *inverse)
{
	for (size_t i = 0; i < config->symbols.count; i++) {
		const tradyn_symbol *symbol = &config->symbols.items[i];
		bool direct = strcmp(symbol->currency_base, currency) == 0 && strcmp(symbol->currency_profit, "USD") == 0;

		*inverse = strcmp(symbol->currency_base, "USD") == 0 && strcmp(symbol->currency_profit, currency) == 0;
		if (symbol->trade_calc_mode == TRADYN_CALC_MODE_FOREX && (direct || *inverse))
			return (int32_t)i;
	}
	return -1;
}

static void link_cross(tradyn_market *market, const tradyn_config *config, size_t index)
{
	const tradyn_symbol *symbol = &config->symbols.items[index];
	walk *w = &market->walks[index];
	int32_t base, profit;

	if (symbol->trade_calc_mode != TRADYN_CALC_MODE_FOREX || strcmp(symbol->currency_base, "USD") == 0 || strcmp(symbol->currency_profit, "USD") == 0)
		return;
	base = find_leg(config, symbol->currency_base, &w->base_inverse);
	profit = find_leg(config, symbol->currency_profit, &w->profit_inverse);
	if (base < 0 || profit < 0)
		return;
	w->base_leg = base;
	w->profit_leg = profit;
	w->middle = cross_middle(market, w);
}

int tradyn_market_new(tradyn_market **out, const tradyn_config *config, uint64_t seed, int64_t start_msc, tradyn_error *err)
{
	size_t count = config->symbols.count;
	tradyn_market *market = calloc(1, sizeof(*market));

	if (market) {
		market->walks = calloc(count + 1, sizeof(*market->walks));
		market->heap = calloc(count + 1, sizeof(*market->heap));
	}
	if (!market || !market->walks || !market->heap) {
		tradyn_market_free(market);
		return tradyn__fail(err, TRADYN_E_NO_MEMORY, NULL, "a market of %zu symbols does not fit", count);
	}
	market->count = count;
	for (size_t i = 0; i < count; i++) {
		open_walk(&market->walks[i], &config->symbols.items[i], seed, start_msc);
		market->heap[i] = (int32_t)i;
	}
	for (size_t i = 0; i < count; i++)
		link_cross(market, config, i);
	*out = market;
	return 0;
}

tradyn_market *tradyn_market_free(tradyn_market *market)
{
	if (!market)
		return NULL;
	free(market->walks);
	free(market->heap);
	free(market);
	return NULL;
}
