/* SPDX-License-Identifier: MIT
 * Candles by hand: how a bar forms, where it begins when the clock changes, and which bars a query gets. */
#include "lib/engine/candle.h"
#include "tests/unit/suite.h"

#include <stdlib.h>
#include <string.h>

#define MINUTE INT64_C(60000)
#define HOUR (60 * MINUTE)
#define POINT INT64_C(1000)

static tradyn__zone zone;
static tradyn__candles candles;

static void begin(const char *zone_text, size_t limit_m1, size_t limit)
{
	ck_assert_int_eq(tradyn__zone_init(&zone, zone_text, NULL), 0);
	tradyn__candles_init(&candles, &zone, POINT, limit_m1, limit);
}

static int64_t at(const char *text)
{
	int64_t msc = 0;

	ck_assert_msg(tradyn__time_parse(text, strlen(text), &msc) == 0, "%s", text);
	return msc;
}

/* A quote in points. */
static void tick(int64_t msc, int64_t bid, int64_t ask)
{
	ck_assert_int_eq(tradyn__candles_tick(&candles, msc, bid * POINT, ask * POINT), 0);
}

static size_t ask_for(int frame, int64_t count, int64_t from, int64_t to, int price, tradyn_candle *out, size_t capacity)
{
	tradyn_candles_query query = TRADYN_CANDLES_QUERY_INIT;

	query.timeframe = frame;
	query.count = count;
	query.from_msc = from;
	query.to_msc = to;
	query.price = price;
	return tradyn__candles_copy(&candles, &query, out, capacity);
}

static size_t all(int frame, tradyn_candle *out, size_t capacity)
{
	return ask_for(frame, (int64_t)capacity, TRADYN_UNSET, TRADYN_UNSET, -1, out, capacity);
}

static void check_bar(const tradyn_candle *bar, int64_t time, int64_t open, int64_t high, int64_t low, int64_t close, int64_t volume, int64_t spread, bool closed)
{
	ck_assert_int_eq(bar->time_msc, time);
	ck_assert_int_eq(bar->open, open * POINT);
	ck_assert_int_eq(bar->high, high * POINT);
	ck_assert_int_eq(bar->low, low * POINT);
	ck_assert_int_eq(bar->close, close * POINT);
	ck_assert_int_eq(bar->tick_volume, volume);
	ck_assert_int_eq(bar->spread, spread);
	ck_assert_int_eq(bar->real_volume, 0);
	ck_assert_msg(bar->closed == closed, "the bar at %lld", (long long)time);
}

START_TEST(a_bar_forms)
{
	int64_t start = at("2014-05-02T12:30:00Z");
	tradyn_candle bars[8];

	begin("UTC", 100, 100);
	ck_assert_uint_eq(all(TRADYN_TIMEFRAME_M1, bars, 8), 0);
	tick(start + 100, 1000, 1012);
	tick(start + 200, 1005, 1014);
	tick(start + 200, 990, 1011);
	tick(start + 59999, 995, 1010);
	ck_assert_uint_eq(all(TRADYN_TIMEFRAME_M1, bars, 8), 1);
	check_bar(&bars[0], start, 1000, 1005, 990, 995, 4, 9, false);
	ck_assert_uint_eq(ask_for(TRADYN_TIMEFRAME_M1, 8, TRADYN_UNSET, TRADYN_UNSET, TRADYN_CANDLE_PRICE_ASK, bars, 8), 1);
	check_bar(&bars[0], start, 1012, 1014, 1010, 1010, 4, 9, false);
	ck_assert_uint_eq(all(TRADYN_TIMEFRAME_M5, bars, 8), 1);
	check_bar(&bars[0], start, 1000, 1005, 990, 995, 4, 9, false);

	tick(start + MINUTE, 2000, 2010); /* the next minute closes the one before, M5 goes on */
	ck_assert_uint_eq(all(TRADYN_TIMEFRAME_M1, bars, 8), 2);
	check_bar(&bars[0], start, 1000, 1005, 990, 995, 4, 9, true);
	check_bar(&bars[1], start + MINUTE, 2000, 2000, 2000, 2000, 1, 10, false);
	ck_assert_uint_eq(all(TRADYN_TIMEFRAME_M5, bars, 8), 1);
	check_bar(&bars[0], start, 1000, 2000, 990, 2000, 5, 9, false);

	tick(start + 10 * MINUTE, 1500, 1520); /* minutes without ticks have no bar, nor has the M5 between */
	ck_assert_uint_eq(all(TRADYN_TIMEFRAME_M1, bars, 8), 3);
	check_bar(&bars[2], start + 10 * MINUTE, 1500, 1500, 1500, 1500, 1, 20, false);
	ck_assert_uint_eq(all(TRADYN_TIMEFRAME_M5, bars, 8), 2);
	check_bar(&bars[0], start, 1000, 2000, 990, 2000, 5, 9, true);
	check_bar(&bars[1], start + 10 * MINUTE, 1500, 1500, 1500, 1500, 1, 20, false);
	ck_assert_uint_eq(all(TRADYN_TIMEFRAME_MN1, bars, 8), 1);
	check_bar(&bars[0], at("2014-05-01"), 1000, 2000, 990, 1500, 6, 9, false);
	tradyn__candles_clear(&candles);
}
END_TEST

START_TEST(spreads_are_whole_points)
{
	tradyn_candle bar;

	begin("UTC", 100, 100);
	ck_assert_int_eq(tradyn__candles_tick(&candles, 0, 100000, 100000 + POINT * 3 / 2), 0); /* 1.5 points */
	ck_assert_uint_eq(all(TRADYN_TIMEFRAME_M1, &bar, 1), 1);
	ck_assert_int_eq(bar.spread, 2);
	tradyn__candles_clear(&candles);
}
END_TEST

/* One tick at `tick_at` makes bars that begin at these times. */
static void check_starts(const char *zone_text, const char *tick_at, const char *h1, const char *h4, const char *d1, const char *w1, const char *mn1)
{
	static const int frames[] = { TRADYN_TIMEFRAME_H1, TRADYN_TIMEFRAME_H4, TRADYN_TIMEFRAME_D1, TRADYN_TIMEFRAME_W1, TRADYN_TIMEFRAME_MN1 };
	const char *const starts[] = { h1, h4, d1, w1, mn1 };

	begin(zone_text, 10, 10);
	tick(at(tick_at), 1000, 1010);
	for (int i = 0; i < 5; i++) {
		tradyn_candle bar;
		char got[32];

		ck_assert_uint_eq(all(frames[i], &bar, 1), 1);
		tradyn__time_format(bar.time_msc, got);
		ck_assert_msg(bar.time_msc == at(starts[i]), "%s of %s in %s: %s instead of %s", tradyn_timeframe_name((tradyn_timeframe)frames[i]), tick_at, zone_text, got, starts[i]);
	}
	tradyn__candles_clear(&candles);
}

START_TEST(bars_begin_on_the_servers_clock)
{
	check_starts("UTC", "2014-05-07T13:37:00Z", "2014-05-07T13:00Z", "2014-05-07T12:00Z", "2014-05-07", "2014-05-04", "2014-05-01");
	check_starts("Europe/Helsinki", "2014-05-07T22:30:00Z", "2014-05-07T22:00Z", "2014-05-07T21:00Z", "2014-05-07T21:00Z", "2014-05-03T21:00Z", "2014-04-30T21:00Z");
	check_starts("Europe/Helsinki", "2014-05-07T20:30:00Z", "2014-05-07T20:00Z", "2014-05-07T17:00Z", "2014-05-06T21:00Z", "2014-05-03T21:00Z", "2014-04-30T21:00Z");
	/* the week and the month began on winter time */
	check_starts("Europe/Helsinki", "2014-03-31T09:00:00Z", "2014-03-31T09:00Z", "2014-03-31T09:00Z", "2014-03-30T21:00Z", "2014-03-29T22:00Z", "2014-02-28T22:00Z");
	check_starts("America/New_York", "2014-03-10T12:00:00Z", "2014-03-10T12:00Z", "2014-03-10T12:00Z", "2014-03-10T04:00Z", "2014-03-09T05:00Z", "2014-03-01T05:00Z");
	check_starts("Asia/Kolkata", "2014-05-07T13:37:00Z", "2014-05-07T13:30Z", "2014-05-07T10:30Z", "2014-05-06T18:30Z", "2014-05-03T18:30Z", "2014-04-30T18:30Z");
	check_starts("UTC", "1969-12-31T23:59:59.999Z", "1969-12-31T23:00Z", "1969-12-31T20:00Z", "1969-12-31", "1969-12-28", "1969-12-01");
}
END_TEST

/* Ticks every minute over a clock change: which bars of `frame` come out? */
static void check_change(const char *zone_text, int frame, const char *from, const char *to, const char *const *starts, size_t count)
{
	tradyn_candle bars[64];
	int64_t minutes = 0;

	begin(zone_text, 10000, 10000);
	for (int64_t msc = at(from); msc < at(to); msc += MINUTE)
		tick(msc, 1000, 1010);
	ck_assert_msg(all(frame, bars, 64) == count, "%s in %s: %zu bars instead of %zu", tradyn_timeframe_name((tradyn_timeframe)frame), zone_text, all(frame, bars, 64), count);
	for (size_t i = 0; i < count; i++) {
		char got[32];

		tradyn__time_format(bars[i].time_msc, got);
		ck_assert_msg(bars[i].time_msc == at(starts[i]), "%s bar %zu in %s: %s instead of %s", tradyn_timeframe_name((tradyn_timeframe)frame), i, zone_text, got, starts[i]);
		minutes += bars[i].tick_volume;
	}
	ck_assert_int_eq(minutes, (at(to) - at(from)) / MINUTE);
	tradyn__candles_clear(&candles);
}

#define CHANGE(zone_text, frame, from, to, ...) \
	check_change(zone_text, frame, from, to, (const char *const []){ __VA_ARGS__ }, sizeof((const char *const []){ __VA_ARGS__ }) / sizeof(char *))

START_TEST(every_bar_begins_once_in_spring)
{
	/* Helsinki: 03:00 becomes 04:00 at 01:00 UTC */
	CHANGE("Europe/Helsinki", TRADYN_TIMEFRAME_H1, "2014-03-30T00:00Z", "2014-03-30T03:00Z", "2014-03-30T00:00Z", "2014-03-30T01:00Z", "2014-03-30T02:00Z");
	CHANGE("Europe/Helsinki", TRADYN_TIMEFRAME_H2, "2014-03-29T22:00Z", "2014-03-30T03:00Z", "2014-03-29T22:00Z", "2014-03-30T00:00Z", "2014-03-30T01:00Z");
	CHANGE("Europe/Helsinki", TRADYN_TIMEFRAME_H3, "2014-03-29T22:00Z", "2014-03-30T06:00Z", "2014-03-29T22:00Z", "2014-03-30T01:00Z", "2014-03-30T03:00Z");
	CHANGE("Europe/Helsinki", TRADYN_TIMEFRAME_D1, "2014-03-29T22:00Z", "2014-03-31T21:00Z", "2014-03-29T22:00Z", "2014-03-30T21:00Z");
	CHANGE("Europe/Helsinki", TRADYN_TIMEFRAME_M30, "2014-03-30T00:30Z", "2014-03-30T01:30Z", "2014-03-30T00:30Z", "2014-03-30T01:00Z");
	/* a day that has no midnight */
	CHANGE("<-03>3<-02>,M3.5.0/0,M10.5.0/0", TRADYN_TIMEFRAME_D1, "2014-03-29T03:00Z", "2014-03-31T02:00Z", "2014-03-29T03:00Z", "2014-03-30T03:00Z");
}
END_TEST

START_TEST(every_bar_begins_once_in_autumn)
{
	/* Helsinki: 04:00 becomes 03:00 at 01:00 UTC */
	CHANGE("Europe/Helsinki", TRADYN_TIMEFRAME_M30, "2014-10-26T00:00Z", "2014-10-26T02:00Z", "2014-10-26T00:00Z", "2014-10-26T00:30Z", "2014-10-26T01:00Z", "2014-10-26T01:30Z");
	CHANGE("Europe/Helsinki", TRADYN_TIMEFRAME_H1, "2014-10-25T23:00Z", "2014-10-26T03:00Z", "2014-10-25T23:00Z", "2014-10-26T00:00Z", "2014-10-26T01:00Z", "2014-10-26T02:00Z");
	CHANGE("Europe/Helsinki", TRADYN_TIMEFRAME_H2, "2014-10-25T21:00Z", "2014-10-26T04:00Z", "2014-10-25T21:00Z", "2014-10-25T23:00Z", "2014-10-26T02:00Z");
	CHANGE("Europe/Helsinki", TRADYN_TIMEFRAME_H3, "2014-10-25T21:00Z", "2014-10-26T07:00Z", "2014-10-25T21:00Z", "2014-10-26T00:00Z", "2014-10-26T04:00Z");
	CHANGE("Europe/Helsinki", TRADYN_TIMEFRAME_D1, "2014-10-25T21:00Z", "2014-10-27T22:00Z", "2014-10-25T21:00Z", "2014-10-26T22:00Z");
	CHANGE("Australia/Sydney", TRADYN_TIMEFRAME_H4, "2014-04-05T13:00Z", "2014-04-05T22:00Z", "2014-04-05T13:00Z", "2014-04-05T18:00Z");
	/* 00:00 becomes 23:00: the day that ends gets an hour more */
	CHANGE("<-03>3<-02>,M3.5.0/0,M10.5.0/0", TRADYN_TIMEFRAME_D1, "2014-10-25T02:00Z", "2014-10-26T04:00Z", "2014-10-25T02:00Z", "2014-10-26T03:00Z");
}
END_TEST

START_TEST(queries)
{
	int64_t start = at("2014-05-02T12:00:00Z");
	tradyn_candle bars[64];
	const int M1 = TRADYN_TIMEFRAME_M1;

	begin("UTC", 1000, 1000);
	for (int64_t minute = 0; minute < 30; minute++)
		if (minute != 15) /* no bar */
			tick(start + minute * MINUTE, 1000 + minute, 1010 + minute);
	ck_assert_uint_eq(ask_for(M1, TRADYN_UNSET, TRADYN_UNSET, TRADYN_UNSET, -1, bars, 64), 29);
	ck_assert_uint_eq(ask_for(M1, 3, TRADYN_UNSET, TRADYN_UNSET, -1, bars, 64), 3); /* the last */
	ck_assert_int_eq(bars[0].time_msc, start + 27 * MINUTE);
	ck_assert_int_eq(bars[2].closed, false);
	ck_assert_uint_eq(ask_for(M1, 3, start + 10 * MINUTE, TRADYN_UNSET, -1, bars, 64), 3); /* the first from there on */
	ck_assert_int_eq(bars[0].time_msc, start + 10 * MINUTE);
	ck_assert_uint_eq(ask_for(M1, 3, TRADYN_UNSET, start + 10 * MINUTE, -1, bars, 64), 3); /* the last up to there */
	ck_assert_int_eq(bars[2].time_msc, start + 10 * MINUTE);
	ck_assert_uint_eq(ask_for(M1, 3, start, start + 10 * MINUTE, -1, bars, 64), 3); /* the last of the range */
	ck_assert_int_eq(bars[0].time_msc, start + 8 * MINUTE);
	ck_assert_uint_eq(ask_for(M1, TRADYN_UNSET, start + 14 * MINUTE, start + 16 * MINUTE, -1, bars, 64), 2); /* both ends, the gap between */
	ck_assert_int_eq(bars[0].time_msc, start + 14 * MINUTE);
	ck_assert_int_eq(bars[1].time_msc, start + 16 * MINUTE);
	ck_assert_uint_eq(ask_for(M1, TRADYN_UNSET, start + 14 * MINUTE + 1, start + 16 * MINUTE - 1, -1, bars, 64), 0);
	ck_assert_uint_eq(ask_for(M1, TRADYN_UNSET, start + HOUR, TRADYN_UNSET, -1, bars, 64), 0);
	ck_assert_uint_eq(ask_for(M1, 5, start + HOUR, start, -1, bars, 64), 0);
	ck_assert_uint_eq(ask_for(M1, 5000, TRADYN_UNSET, TRADYN_UNSET, -1, bars, 7), 7); /* what fits: the last */
	ck_assert_int_eq(bars[6].time_msc, start + 29 * MINUTE);
	ck_assert_uint_eq(ask_for(M1, TRADYN_UNSET, start, start + HOUR, -1, bars, 7), 7); /* … of a range without count: the first */
	ck_assert_int_eq(bars[0].time_msc, start);
	ck_assert_uint_eq(ask_for(M1, 5, INT64_MIN + 1, INT64_MAX, -1, bars, 64), 5);
	ck_assert_uint_eq(ask_for(TRADYN_TIMEFRAME_M10, 1, TRADYN_UNSET, start + 19 * MINUTE, -1, bars, 64), 1);
	check_bar(&bars[0], start + 10 * MINUTE, 1010, 1019, 1010, 1019, 9, 10, true);
	tradyn__candles_clear(&candles);
}
END_TEST

START_TEST(the_newest_bars_are_kept)
{
	tradyn_candle bars[64];

	begin("UTC", 20, 5);
	for (int64_t minute = 0; minute < 1000; minute++)
		tick(minute * MINUTE, 1000, 1010);
	ck_assert_uint_eq(all(TRADYN_TIMEFRAME_M1, bars, 64), 21); /* and the open one */
	for (int64_t i = 0; i < 21; i++)
		ck_assert_int_eq(bars[i].time_msc, (979 + i) * MINUTE);
	ck_assert_uint_eq(all(TRADYN_TIMEFRAME_M2, bars, 64), 6);
	for (int64_t i = 0; i < 6; i++)
		check_bar(&bars[i], (988 + 2 * i) * MINUTE, 1000, 1000, 1000, 1000, 2, 10, i < 5);
	tradyn__candles_clear(&candles);
}
END_TEST

int main(void)
{
	return run_tests("candle", 30, (const TTest *const []){
		a_bar_forms,
		spreads_are_whole_points,
		bars_begin_on_the_servers_clock,
		every_bar_begins_once_in_spring,
		every_bar_begins_once_in_autumn,
		queries,
		the_newest_bars_are_kept,
		NULL });
}
