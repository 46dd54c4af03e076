/* SPDX-License-Identifier: MIT
 * Pacing: what is due when, by a clock that the test turns. */
#include "support.h"

#include "server/runtime/feed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SECOND INT64_C(1000000000)
#define BASE INT64_C(1400000000000)

static tradyn_config config;
static tradyn_engine *engine;
static struct feed *feed;
static int64_t ticks;

static void setup(void)
{
	ck_assert_int_eq(tradyn_config_init(&config), 0);
	engine = NULL;
	feed = NULL;
	ticks = 0;
	log_reset();
}

static void teardown(void)
{
	tradyn_engine_free(engine);
	feed_close(feed);
	tradyn_config_clear(&config);
}

static void open_feed(const char *spec, double speed)
{
	tradyn_engine_options options = TRADYN_ENGINE_OPTIONS_INIT;
	tradyn_error err;

	tradyn_error_init(&err);
	ck_assert_msg(!feed_open(&feed, spec, speed, &config, &err), "%s", err.message);
	options.config = &config;
	options.start_msc = feed_start(feed);
	ck_assert_msg(!tradyn_engine_new(&engine, &options, &err), "%s", err.message);
}

static void open_replay(const char *name, const char *text, double speed)
{
	char spec[300];

	snprintf(spec, sizeof(spec), "replay:%s", file_make(name, text, strlen(text)));
	open_feed(spec, speed);
}

static int pump(int64_t now_nsec)
{
	return feed_pump(feed, engine, now_nsec, &ticks);
}

static const char seven[] = "time_msc,bid,ask\n"
	"1400000000000,1.10000,1.10010\n1400000000000,1.10001,1.10011\n" /* two at the start */
	"1400000001000,1.10002,1.10012\n1400000001001,1.10003,1.10013\n"
	"1400000100000,1.10004,1.10014\n1400000100500,1.10005,1.10015\n1400000101000,1.10006,1.10016\n";

START_TEST(quotes_come_when_they_are_due_and_never_before)
{
	int64_t start = 5 * SECOND; /* any clock */

	open_replay("eurusd_pace.csv", seven, 1);
	ck_assert_int_eq(tradyn_engine_time(engine), BASE);
	ck_assert_int_gt(pump(start), 0);
	ck_assert_int_eq(ticks, 2);
	pump(start + SECOND - 1000000);
	ck_assert_int_eq(ticks, 2);
	ck_assert_int_eq(pump(start + SECOND), 2); /* the next in 1 ms */
	ck_assert_int_eq(ticks, 3);
	pump(start + SECOND + 1000000);
	ck_assert_int_eq(ticks, 4);
	pump(start + 50 * SECOND); /* the gap is waited through, and engine time goes on in it */
	ck_assert_int_eq(ticks, 4);
	ck_assert_int_eq(tradyn_engine_time(engine), BASE + 50000);
	pump(start + 100 * SECOND);
	ck_assert_int_eq(ticks, 5);
	pump(start + 1000 * SECOND);
	ck_assert_int_eq(ticks, 7);
}
END_TEST

START_TEST(speed_multiplies_time)
{
	open_replay("eurusd_speed.csv", seven, 50);
	pump(0);
	pump(2 * SECOND - 1000000);
	ck_assert_int_eq(ticks, 4);
	pump(2 * SECOND);
	ck_assert_int_eq(ticks, 5);
	ck_assert_int_eq(tradyn_engine_time(engine), BASE + 100000);
}
END_TEST

START_TEST(at_the_end_the_market_stays_at_its_last_quotes)
{
	tradyn_tick tick;

	open_replay("eurusd_end.csv", seven, 0);
	while (pump(0) == 0)
		continue;
	ck_assert_int_eq(pump(0), -1);
	ck_assert_int_eq(ticks, 7);
	ck_assert_int_eq(pump(3600 * SECOND), -1);
	ck_assert_int_eq(tradyn_engine_time(engine), BASE + 101000);
	ck_assert_int_eq(tradyn_engine_last_tick(engine, "EURUSD", &tick, NULL), 0);
	ck_assert_int_eq(tick.bid, 110006000);
	ck_assert_int_eq(log_count("replay has ended: the market stays at its last quotes"), 1);
}
END_TEST

START_TEST(an_error_ends_the_feed_and_is_told)
{
	char *text = malloc(400000), *at = text;

	ck_assert_ptr_nonnull(text);
	at += snprintf(at, 64, "time_msc,bid,ask\n");
	for (int i = 0; i < 5000; i++)
		at += snprintf(at, 64, "14000000%05d,1.1,1.2\n", i);
	for (int i = 0; i < 101; i++)
		at += snprintf(at, 64, "broken\n");
	open_replay("eurusd_error.csv", text, 0);
	free(text);
	while (pump(0) == 0)
		continue;
	ck_assert_int_eq(pump(0), -1);
	ck_assert_int_ge(ticks, 4096);
	ck_assert_int_eq(log_count("eurusd_error.csv:5102: "), 1);
	ck_assert_int_eq(log_count("stopped by an error: the market stays at its last quotes"), 1);
}
END_TEST

START_TEST(the_synthetic_market_has_quotes_of_all_symbols_at_once)
{
	tradyn_symbol symbol;
	int64_t first;

	open_feed("sim:42", 1);
	pump(0);
	ck_assert_int_eq(ticks, (int64_t)config.symbols.count);
	for (size_t i = 0; i < config.symbols.count; i++) {
		ck_assert_int_eq(tradyn_engine_symbol_at(engine, 0, i, &symbol), 0);
		ck_assert_msg(symbol.bid > 0, "%s has no quote", symbol.name);
	}
	first = ticks;
	pump(10 * SECOND);
	ck_assert_int_gt(ticks, first + 17 * 10); /* about 2.7 a second and symbol */
	ck_assert_int_lt(ticks, first + 17 * 60);
}
END_TEST

START_TEST(the_manual_feed_never_flows)
{
	open_feed("manual", 1);
	ck_assert_int_eq(pump(0), -1);
	ck_assert_int_eq(pump(SECOND), -1);
	ck_assert_int_eq(tradyn_engine_time(engine), 0);
}
END_TEST

START_TEST(an_unknown_feed_is_refused_with_the_legal_ones)
{
	static const char *const specs[] = { "live", "sims", "", "sim:x", "sim:-1", "manual:1", "replay" };
	tradyn_error err;

	for (size_t i = 0; i < sizeof(specs) / sizeof(*specs); i++) {
		tradyn_error_init(&err);
		ck_assert_msg(feed_open(&feed, specs[i], 1, &config, &err) == TRADYN_E_INVALID_VALUE, "%s was taken", specs[i]);
		ck_assert_str_eq(err.field, "feed");
	}
	tradyn_error_init(&err);
	ck_assert_int_eq(feed_open(&feed, "live", 1, &config, &err), TRADYN_E_INVALID_VALUE);
	ck_assert_str_eq(err.legal, "sim, sim:SEED, replay:[SYMBOL=]FILE[,...], manual");
	feed = NULL;
}
END_TEST

START_TEST(two_weeks_of_eurusd_go_through_reader_and_engine)
{
	const char *path = shared_file("ticks/EURUSD_oanda_20140501_20140515.ticks.csv.xz");
	struct timespec from, to;
	char spec[600];

	if (!path)
		return;
	snprintf(spec, sizeof(spec), "replay:%s", path);
	clock_gettime(CLOCK_MONOTONIC, &from);
	open_feed(spec, 0);
	while (pump(0) == 0)
		continue;
	clock_gettime(CLOCK_MONOTONIC, &to);
	ck_assert_int_eq(ticks, 532903);
	printf("# %lld quotes in %.3f s\n", (long long)ticks, (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("feed");
	TCase *tests = tcase_create("feed");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, quotes_come_when_they_are_due_and_never_before);
	tcase_add_test(tests, speed_multiplies_time);
	tcase_add_test(tests, at_the_end_the_market_stays_at_its_last_quotes);
	tcase_add_test(tests, an_error_ends_the_feed_and_is_told);
	tcase_add_test(tests, the_synthetic_market_has_quotes_of_all_symbols_at_once);
	tcase_add_test(tests, the_manual_feed_never_flows);
	tcase_add_test(tests, an_unknown_feed_is_refused_with_the_legal_ones);
	tcase_add_test(tests, two_weeks_of_eurusd_go_through_reader_and_engine);
	suite_add_tcase(suite, tests);
	return run(suite);
}
