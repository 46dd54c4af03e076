/* SPDX-License-Identifier: MIT
 * Real recordings: every tick is read, and the candles made of them are the vendor's own, to the last digit. */
#include "lib/engine/candle.h"
#include "lib/feed/price.h"
#include "tests/unit/feed/recording.h"
#include "tests/unit/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EURUSD "ticks/EURUSD_oanda_20140501_20140515.ticks.csv.xz"
#define XAUUSD "ticks/XAUUSD_oanda_20140502_20140505.ticks.csv.xz"
#define NZDUSD "ticks/NZDUSD_oanda_20140502_20140505.ticks.csv.xz"
#define MINUTE INT64_C(60000)
#define DAY INT64_C(86400000)
#define P5(points) ((points) * INT64_C(1000))

START_TEST(all_ticks_are_read)
{
	static const struct { const char *name; size_t count; } files[] = { { EURUSD, 532903 }, { XAUUSD, 461108 }, { NZDUSD, 71565 } };

	for (size_t i = 0; i < 3; i++) {
		recording r = recording_read(files[i].name, NULL);

		ck_assert_uint_eq(r.count, files[i].count);
		ck_assert_int_eq(r.format, TRADYN_FEED_FORMAT_PLAIN);
		free(r.quotes);
	}
}
END_TEST

START_TEST(the_first_quotes_are_exact)
{
	recording r = recording_read(EURUSD, NULL);

	ck_assert_int_eq(r.quotes[0].time_msc, 1398902400292);
	ck_assert_int_eq(r.quotes[0].bid, P5(138676));
	ck_assert_int_eq(r.quotes[0].ask, P5(138686));
	ck_assert_int_eq(r.quotes[1].time_msc, 1398902400920);
	ck_assert_int_eq(r.quotes[1].ask, P5(138687));
	free(r.quotes);
}
END_TEST

/* ---- The vendor's bars ---- */

static void feed(tradyn__candles *candles, const recording *r)
{
	for (size_t i = 0; i < r->count; i++)
		ck_assert_int_eq(tradyn__candles_tick(candles, r->quotes[i].time_msc, r->quotes[i].bid, r->quotes[i].ask), 0);
}

static size_t copy(const tradyn__candles *candles, tradyn_timeframe frame, int price, int64_t from, int64_t to, tradyn_candle *out, size_t capacity)
{
	tradyn_candles_query query = TRADYN_CANDLES_QUERY_INIT;

	query.timeframe = (int)frame;
	query.price = price;
	query.from_msc = from;
	query.to_msc = to;
	query.count = (int64_t)capacity;
	return tradyn__candles_copy(candles, &query, out, capacity);
}

/* One side of "ms,bid o,h,l,c,volume,ask o,h,l,c,volume". */
static void check_side(tradyn__scan *line, const tradyn_candle *candle, const char *file, int side)
{
	tradyn_decimal price[4];
	int64_t volume;

	for (int i = 0; i < 4; i++)
		ck_assert(tradyn__scan_skip(line, ',') && tradyn__feed_price(line, &price[i]));
	ck_assert(tradyn__scan_skip(line, ',') && tradyn__scan_integer(line, &volume));
	if (price[0] != candle->open || price[1] != candle->high || price[2] != candle->low || price[3] != candle->close)
		ck_abort_msg("%s, side %d, minute %lld: %lld %lld %lld %lld instead of %lld %lld %lld %lld", file, side, (long long)candle->time_msc,
		             (long long)candle->open, (long long)candle->high, (long long)candle->low, (long long)candle->close,
		             (long long)price[0], (long long)price[1], (long long)price[2], (long long)price[3]);
}

static void check_day(const tradyn__candles *candles, const char *symbol, int day_of_may)
{
	int64_t midnight = tradyn__days_from_civil(2014, 5, day_of_may) * DAY, msc;
	tradyn_candle *sides[2];
	size_t length, counts[2], bars = 0;
	char name[128], *bytes;
	tradyn__scan line;

	snprintf(name, sizeof(name), "bars/lean_oanda_%s_m1_201405%02d.zip", symbol, day_of_may);
	bytes = recording_load(name, &length);
	for (int side = 0; side < 2; side++) {
		sides[side] = malloc(1500 * sizeof(tradyn_candle));
		counts[side] = copy(candles, TRADYN_TIMEFRAME_M1, side, midnight, midnight + DAY - 1, sides[side], 1500);
	}
	for (line = (tradyn__scan){ bytes, bytes + length }; !tradyn__scan_done(&line); bars++) {
		ck_assert_msg(bars < counts[0] && bars < counts[1], "%s has more bars than %zu", name, counts[0]);
		ck_assert(tradyn__scan_integer(&line, &msc));
		ck_assert_int_eq(sides[0][bars].time_msc, midnight + msc);
		ck_assert_int_eq(sides[1][bars].time_msc, midnight + msc);
		for (int side = 0; side < 2; side++)
			check_side(&line, &sides[side][bars], name, side);
		(void)tradyn__scan_skip(&line, '\r');
		ck_assert(tradyn__scan_skip(&line, '\n') || tradyn__scan_done(&line));
	}
	ck_assert_msg(bars == counts[0] && bars == counts[1] && bars > 100, "%s has %zu bars, we have %zu", name, bars, counts[0]);
	free(sides[0]);
	free(sides[1]);
	free(bytes);
}

static void check_symbol(const char *ticks, const char *symbol, tradyn_decimal point, const int *days, size_t count)
{
	recording r = recording_read(ticks, NULL);
	tradyn__candles candles;
	tradyn__zone zone;

	ck_assert_int_eq(tradyn__zone_init(&zone, "UTC", NULL), 0);
	tradyn__candles_init(&candles, &zone, point, 65536, 10000);
	feed(&candles, &r);
	for (size_t i = 0; i < count; i++)
		check_day(&candles, symbol, days[i]);
	tradyn__candles_clear(&candles);
	free(r.quotes);
}

START_TEST(minutes_equal_the_vendors)
{
	static const int eurusd[] = { 1, 2, 4, 5, 6, 7, 8 }, xauusd[] = { 2, 4, 5 };

	check_symbol(EURUSD, "eurusd", P5(1), eurusd, 7);
	check_symbol(XAUUSD, "xauusd", INT64_C(1000000), xauusd, 3);
}
END_TEST

/* ---- Higher frames ---- */

/* Start of the bar on a clock three hours east, as the whole recording has it: Helsinki in May. */
static int64_t start_of(tradyn_timeframe frame, int64_t length, int64_t msc)
{
	int64_t local = msc + 3 * 60 * MINUTE;

	if (frame == TRADYN_TIMEFRAME_W1)
		return tradyn__days_from_civil(2014, 4, 27) * DAY + (local - tradyn__days_from_civil(2014, 4, 27) * DAY) / (7 * DAY) * 7 * DAY - 3 * 60 * MINUTE;
	if (frame == TRADYN_TIMEFRAME_MN1)
		return tradyn__days_from_civil(2014, 5, 1) * DAY - 3 * 60 * MINUTE;
	return local / length * length - 3 * 60 * MINUTE;
}

static void add_minute(tradyn_candle *bar, const tradyn_candle *minute)
{
	bar->high = minute->high > bar->high ? minute->high : bar->high;
	bar->low = minute->low < bar->low ? minute->low : bar->low;
	bar->spread = minute->spread < bar->spread ? minute->spread : bar->spread;
	bar->close = minute->close;
	bar->tick_volume += minute->tick_volume;
}

static bool same(const tradyn_candle *a, const tradyn_candle *b)
{
	return a->time_msc == b->time_msc && a->open == b->open && a->high == b->high && a->low == b->low && a->close == b->close &&
	       a->tick_volume == b->tick_volume && a->spread == b->spread && a->real_volume == b->real_volume && a->closed == b->closed;
}

static void check_frame(const tradyn__candles *candles, tradyn_timeframe frame, int64_t minutes, int side, const tradyn_candle *m1, size_t count)
{
	tradyn_candle *bars = malloc((count + 1) * sizeof(*bars)), *expected = malloc((count + 1) * sizeof(*expected));
	size_t got = copy(candles, frame, side, TRADYN_UNSET, TRADYN_UNSET, bars, count + 1), wanted = 0;

	for (size_t i = 0; i < count; i++) {
		int64_t start = start_of(frame, minutes * MINUTE, m1[i].time_msc);

		if (wanted > 0 && expected[wanted - 1].time_msc == start) {
			add_minute(&expected[wanted - 1], &m1[i]);
			continue;
		}
		expected[wanted] = m1[i];
		expected[wanted++].time_msc = start;
	}
	ck_assert_msg(got == wanted, "%s: %zu bars instead of %zu", tradyn_timeframe_name(frame), got, wanted);
	for (size_t i = 0; i < wanted; i++) {
		expected[i].closed = i + 1 < wanted;
		ck_assert_msg(same(&bars[i], &expected[i]), "%s bar %zu at %lld", tradyn_timeframe_name(frame), i, (long long)bars[i].time_msc);
	}
	free(bars);
	free(expected);
}

START_TEST(higher_frames_are_sums_of_minutes)
{
#define MINUTES(name, minutes) minutes,
	static const int64_t minutes[] = { TRADYN_TIMEFRAME_LIST(MINUTES) };
#undef MINUTES
	recording r = recording_read(EURUSD, NULL);
	tradyn_candle *m1 = malloc(20000 * sizeof(*m1));
	tradyn__candles candles;
	tradyn__zone zone;

	ck_assert_int_eq(tradyn__zone_init(&zone, "Europe/Helsinki", NULL), 0);
	tradyn__candles_init(&candles, &zone, P5(1), 65536, 10000);
	feed(&candles, &r);
	for (int side = 0; side < 2; side++) {
		size_t count = copy(&candles, TRADYN_TIMEFRAME_M1, side, TRADYN_UNSET, TRADYN_UNSET, m1, 20000);
		int64_t ticks = 0;

		for (size_t i = 0; i < count; i++)
			ticks += m1[i].tick_volume;
		ck_assert_int_eq(ticks, 532903);
		for (int frame = TRADYN_TIMEFRAME_M2; frame < TRADYN_TIMEFRAME_COUNT; frame++)
			check_frame(&candles, (tradyn_timeframe)frame, minutes[frame], side, m1, count);
	}
	tradyn__candles_clear(&candles);
	free(m1);
	free(r.quotes);
}
END_TEST

/* ---- Other layouts ---- */

START_TEST(lean_equals_plain)
{
	tradyn_reader_options options = TRADYN_READER_OPTIONS_INIT;
	recording plain = recording_read(EURUSD, NULL), lean;
	size_t first = 0;

	options.midnight_msc = tradyn__days_from_civil(2014, 5, 2) * DAY;
	lean = recording_read("formats/lean_oanda_eurusd_tick_20140502.zip", &options);
	ck_assert_int_eq(lean.format, TRADYN_FEED_FORMAT_LEAN);
	ck_assert_uint_gt(lean.count, 40000);
	while (plain.quotes[first].time_msc < options.midnight_msc)
		first++;
	for (size_t i = 0; i < lean.count; i++)
		ck_assert_msg(memcmp(&plain.quotes[first + i], &lean.quotes[i], sizeof(tradyn_quote)) == 0, "quote %zu differs", i);
	ck_assert_int_ge(plain.quotes[first + lean.count].time_msc, options.midnight_msc + DAY);
	free(plain.quotes);
	free(lean.quotes);
}
END_TEST

START_TEST(metatrader_equals_dukascopy)
{
	recording dukascopy = recording_read("formats/dukascopy_EURUSD_ticks_20190204_head.csv.gz", NULL);
	recording full = recording_read("formats/mt5_derived_EURUSD_ticks_full.csv.gz", NULL);
	recording delta = recording_read("formats/mt5_derived_EURUSD_ticks_delta.csv.gz", NULL);
	size_t changes = 0;

	ck_assert_int_eq(dukascopy.format, TRADYN_FEED_FORMAT_DUKASCOPY);
	ck_assert_int_eq(full.format, TRADYN_FEED_FORMAT_MT5);
	ck_assert_uint_eq(dukascopy.count, 12000);
	ck_assert_uint_eq(full.count, 12000);
	ck_assert_int_eq(dukascopy.quotes[0].time_msc, 1549238400994);
	ck_assert_int_eq(dukascopy.quotes[0].bid, P5(114543));
	ck_assert_int_eq(dukascopy.quotes[0].ask, P5(114545));
	ck_assert_int_eq(memcmp(full.quotes, dukascopy.quotes, full.count * sizeof(tradyn_quote)), 0);
	for (size_t i = 0; i < full.count; i++) { /* the third file has the lines that change a side, and only that side */
		if (i > 0 && full.quotes[i].bid == full.quotes[i - 1].bid && full.quotes[i].ask == full.quotes[i - 1].ask)
			continue;
		ck_assert_uint_lt(changes, delta.count);
		ck_assert_int_eq(memcmp(&full.quotes[i], &delta.quotes[changes++], sizeof(tradyn_quote)), 0);
	}
	ck_assert_uint_eq(changes, delta.count);
	free(dukascopy.quotes);
	free(full.quotes);
	free(delta.quotes);
}
END_TEST

START_TEST(histdata_is_new_yorks_winter_time)
{
	recording r = recording_read("formats/histdata_EURUSD_ticks_20200101.csv.gz", NULL);

	ck_assert_int_eq(r.format, TRADYN_FEED_FORMAT_HISTDATA);
	ck_assert_uint_gt(r.count, 1000);
	ck_assert_int_eq(r.quotes[0].time_msc, 1577916000065); /* 17:00:00.065 there is 22:00:00.065 UTC */
	ck_assert_int_eq(r.quotes[0].bid, P5(112120));
	ck_assert_int_eq(r.quotes[0].ask, P5(112172));
	free(r.quotes);
}
END_TEST

int main(void)
{
	if (!recording_present())
		return 0;
	return run_tests("recorded", 100, (const TTest *const []){
		all_ticks_are_read,
		the_first_quotes_are_exact,
		minutes_equal_the_vendors,
		higher_frames_are_sums_of_minutes,
		lean_equals_plain,
		metatrader_equals_dukascopy,
		histdata_is_new_yorks_winter_time,
		NULL });
}
