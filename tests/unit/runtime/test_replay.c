/* SPDX-License-Identifier: MIT
 * Recordings as a feed: their symbol, their order, their broken lines, what is told when they can not be used. */
#include "support.h"

#include "server/runtime/feed.h"

#include "lib/schema/defaults.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define QUOTES 4096

static tradyn_config config;
static tradyn_symbol symbols[2];
static tradyn_quote quotes[QUOTES];

static void setup(void)
{
	static const char *const names[] = { "EURUSD", "XAUUSD" };

	for (int i = 0; i < 2; i++) {
		tradyn__symbol_defaults(&symbols[i]);
		snprintf(symbols[i].name, sizeof(symbols[i].name), "%s", names[i]);
	}
	tradyn__symbol_set_digits(&symbols[1], 2);
	config.symbols.count = 2;
	config.symbols.items = symbols;
	log_reset();
}

static const char *text_file(const char *name, const char *text)
{
	return file_make(name, text, strlen(text));
}

/* Replays the list to its end, `step` quotes at a time; returns how many there were, or the error. *start gets the first time. */
static long replay(const char *list, size_t step, int64_t *start, tradyn_error *err)
{
	void *state;
	long total = 0, got;
	int status;

	tradyn_error_init(err);
	status = feed_replay.open(&state, list, &config, start, err);
	if (status)
		return status;
	while ((got = feed_replay.next(state, 0, quotes + total, step, err)) > 0)
		total += got;
	feed_replay.close(state);
	return got == FEED_ENDED ? total : got;
}

static long expect_replay(const char *list, size_t step)
{
	tradyn_error err;
	int64_t start;
	long total = replay(list, step, &start, &err);

	ck_assert_msg(total >= 0, "%s", err.message);
	ck_assert_int_eq(start, quotes[0].time_msc);
	return total;
}

START_TEST(files_are_merged_by_time_and_equal_times_by_their_place_in_the_list)
{
	static const int64_t times[] = { 10, 20, 20, 20, 20, 30, 40, 40 };
	static const int32_t whose[] = { 1, 1, 0, 0, 1, 1, 0, 1 };
	static const tradyn_decimal bids[] = { 1, 2, 1, 2, 4, 5, 3, 6 }; /* in tenths */
	char list[600];

	/* two files of XAUUSD around one of EURUSD: at 20 the order of the list decides */
	snprintf(list, sizeof(list), "%s,%s,%s", text_file("a_xauusd.csv", "time_msc,bid,ask\n1400000000010,0.1,1.0\n1400000000020,0.2,1.0\n"),
	         text_file("b_eurusd.csv", "time_msc,bid,ask\n1400000000020,0.1,1.0\n1400000000020,0.2,1.0\n1400000000040,0.3,1.0\n"),
	         text_file("c_xauusd.csv", "time_msc,bid,ask\n1400000000020,0.4,1.0\n1400000000030,0.5,1.0\n1400000000040,0.6,1.0\n"));
	for (size_t step = 1; step <= 16; step++) {
		ck_assert_int_eq(expect_replay(list, step), 8);
		for (int i = 0; i < 8; i++) {
			ck_assert_int_eq(quotes[i].time_msc, INT64_C(1400000000000) + times[i]);
			ck_assert_int_eq(quotes[i].symbol, whose[i]);
			ck_assert_int_eq(quotes[i].bid, bids[i] * TRADYN_DECIMAL_ONE / 10);
		}
	}
}
END_TEST

START_TEST(a_symbol_is_given_or_stands_in_the_data_or_the_names)
{
	static const char *const inner[] = { "20140502_eurusd_tick_quote.csv", "277,1.38694,1.38705\n", NULL };
	char list[300];

	snprintf(list, sizeof(list), "xauusd=%s", text_file("eurusd_plain.csv", "time_msc,bid,ask\n1400000000001,1.1,1.2\n"));
	ck_assert_int_eq(expect_replay(list, 8), 1);
	ck_assert_int_eq(quotes[0].symbol, 1);

	ck_assert_int_eq(expect_replay(text_file("xauusd_pair.csv", "EUR/USD,20130101 21:59:59.981,1.32023,1.32054\n"), 8), 1);
	ck_assert_int_eq(quotes[0].symbol, 0);

	ck_assert_int_eq(expect_replay(file_zip("quote.zip", inner), 8), 1);
	ck_assert_int_eq(quotes[0].symbol, 0);
	ck_assert_int_eq(quotes[0].time_msc, INT64_C(1398988800000) + 277); /* the day is in the inner name */
}
END_TEST

START_TEST(files_inside_one_zip_follow_each_other)
{
	static const char *const good[] = { "20140502_eurusd.csv", "1,1.1,1.2\n2,1.1,1.3\n", "20140503_eurusd.csv", "1,1.2,1.3\n", NULL };
	static const char *const mixed[] = { "20140502_eurusd.csv", "1,1.1,1.2\n", "20140503_xauusd.csv", "1,1.2,1.3\n", NULL };
	static const char *const back[] = { "20140503_eurusd.csv", "1,1.1,1.2\n", "20140502_eurusd.csv", "1,1.2,1.3\n", NULL };
	tradyn_error err;
	int64_t start;

	ck_assert_int_eq(expect_replay(file_zip("days.zip", good), 8), 3);
	ck_assert_int_eq(quotes[2].time_msc - quotes[0].time_msc, 86400000);
	ck_assert_int_eq(replay(file_zip("mixed.zip", mixed), 8, &start, &err), TRADYN_E_UNKNOWN_SYMBOL);
	ck_assert_ptr_nonnull(strstr(err.message, "mixed.zip(20140503_xauusd.csv): holds XAUUSD after EURUSD"));
	ck_assert_int_eq(replay(file_zip("back.zip", back), 8, &start, &err), TRADYN_E_TIME_GOES_BACK);
}
END_TEST

START_TEST(broken_lines_are_skipped_and_named)
{
	const char *path = text_file("eurusd_broken.csv", "time_msc,bid,ask\n1400000000001,1.1,1.2\nnonsense\n1400000000002,1.3,1.2\n1400000000001,1.1,1.2\n1400000000000,1.1,1.2\n1400000000003,1.1,1.2\n");
	char expected[300];

	ck_assert_int_eq(expect_replay(path, 8), 3);
	ck_assert_int_eq(quotes[2].time_msc, INT64_C(1400000000003));
	ck_assert_int_eq(log_count("line skipped: "), 3);
	snprintf(expected, sizeof(expected), "%s:3: line skipped: ", path);
	ck_assert_int_eq(log_count(expected), 1);
	snprintf(expected, sizeof(expected), "%s:4: line skipped: bid is above ask", path);
	ck_assert_int_eq(log_count(expected), 1);
	snprintf(expected, sizeof(expected), "%s:6: line skipped: time goes back", path);
	ck_assert_int_eq(log_count(expected), 1);
}
END_TEST

/* A recording of `good` lines and `bad` ones behind them, then one more good line. */
static const char *broken_file(const char *name, int good, int bad)
{
	size_t capacity = (size_t)(good + bad + 2) * 32, length = 0;
	char *text = malloc(capacity);
	const char *path;

	ck_assert_ptr_nonnull(text);
	length += (size_t)snprintf(text, capacity, "time_msc,bid,ask\n");
	for (int i = 0; i < good; i++)
		length += (size_t)snprintf(text + length, capacity - length, "1400000%06d,1.1,1.2\n", i + 1);
	for (int i = 0; i < bad; i++)
		length += (size_t)snprintf(text + length, capacity - length, "broken\n");
	length += (size_t)snprintf(text + length, capacity - length, "1400000%06d,1.1,1.2\n", good + 1);
	path = file_make(name, text, length);
	free(text);
	return path;
}

START_TEST(a_hundred_broken_lines_are_borne_and_not_one_more)
{
	tradyn_error err;
	int64_t start;
	const char *path;
	void *state;
	long got, total = 0;

	ck_assert_int_eq(expect_replay(broken_file("eurusd_100.csv", 10, 100), 64), 11);
	ck_assert_int_eq(log_count("line skipped: "), 100);
	ck_assert_int_eq(replay(broken_file("eurusd_101.csv", 10, 101), 64, &start, &err), TRADYN_E_FEED_LINE);
	ck_assert_ptr_nonnull(strstr(err.message, "eurusd_101.csv:112: "));
	ck_assert_ptr_nonnull(strstr(err.message, "too many broken lines"));
	ck_assert_int_eq(err.line, 112);

	/* far behind the start the quotes before it are given, and then the error comes once more on every call */
	path = broken_file("eurusd_late.csv", 10000, 101);
	tradyn_error_init(&err);
	ck_assert_int_eq(feed_replay.open(&state, path, &config, &start, &err), 0);
	while ((got = feed_replay.next(state, 0, quotes, 64, &err)) > 0)
		total += got;
	ck_assert_int_eq(got, TRADYN_E_FEED_LINE);
	ck_assert_int_ge(total, 8192);
	ck_assert_int_eq(feed_replay.next(state, 0, quotes, 64, &err), TRADYN_E_FEED_LINE);
	feed_replay.close(state);
}
END_TEST

START_TEST(a_finer_recording_raises_the_digits_of_its_symbol)
{
	ck_assert_int_eq(expect_replay(text_file("xauusd_fine.csv", "time_msc,bid,ask\n1400000000001,1284.065,1284.405\n"), 8), 1);
	ck_assert_int_eq(symbols[1].digits, 3);
	ck_assert_int_eq(symbols[0].digits, 5);
	ck_assert_int_eq(log_count("XAUUSD has 3 digits, not 2"), 1);
}
END_TEST

static void expect_refusal(const char *list, int code, const char *text)
{
	tradyn_error err;
	int64_t start;

	ck_assert_int_eq(replay(list, 8, &start, &err), code);
	ck_assert_str_eq(err.field, "feed");
	ck_assert_msg(strstr(err.message, text), "\"%s\" does not say \"%s\"", err.message, text);
	if (code == TRADYN_E_UNKNOWN_SYMBOL)
		ck_assert_str_eq(err.legal, "EURUSD, XAUUSD");
}

START_TEST(what_can_not_be_replayed_is_refused_with_a_reason)
{
	char list[300];

	expect_refusal("/nowhere/eurusd.csv", TRADYN_E_IO, "/nowhere/eurusd.csv: No such file");
	expect_refusal("", TRADYN_E_INVALID_VALUE, "file name is missing");
	expect_refusal(text_file("eurusd_empty.csv", ""), TRADYN_E_FEED_FORMAT, "eurusd_empty.csv: has no quotes");
	expect_refusal(text_file("eurusd_header.csv", "time_msc,bid,ask\n"), TRADYN_E_FEED_FORMAT, "eurusd_header.csv: has no quotes");
	expect_refusal(text_file("eurusd_what.csv", "what is this\n"), TRADYN_E_FEED_FORMAT, "eurusd_what.csv:1: neither");
	expect_refusal(text_file("ticks.csv", "time_msc,bid,ask\n1400000000001,1.1,1.2\n"), TRADYN_E_UNKNOWN_SYMBOL, "write SYMBOL=FILE");
	expect_refusal(text_file("gbp.csv", "GBP/USD,20130101 21:59:59.981,1.6,1.7\n"), TRADYN_E_UNKNOWN_SYMBOL, "holds GBPUSD, which is not configured");
	expect_refusal(text_file("eurusd_day.csv", "277,1.38694,1.38705\n"), TRADYN_E_FEED_FORMAT, "need the day");
	snprintf(list, sizeof(list), "GBPUSD=%s", text_file("x.csv", "time_msc,bid,ask\n1400000000001,1.1,1.2\n"));
	expect_refusal(list, TRADYN_E_UNKNOWN_SYMBOL, "the symbol is not configured");
}
END_TEST

START_TEST(real_recordings_give_every_tick_in_order)
{
	const char *path = shared_file("ticks/EURUSD_oanda_20140501_20140515.ticks.csv.xz");
	int64_t start, last = 0;
	long total = 0, got;
	tradyn_error err;
	char list[1100];
	void *state;

	if (!path)
		return;
	snprintf(list, sizeof(list), "%s", path);
	path = shared_file("ticks/XAUUSD_oanda_20140502_20140505.ticks.csv.xz");
	snprintf(list + strlen(list), sizeof(list) - strlen(list), ",%s", path);
	tradyn_error_init(&err);
	ck_assert_msg(!feed_replay.open(&state, list, &config, &start, &err), "%s", err.message);
	while ((got = feed_replay.next(state, 0, quotes, 1024, &err)) > 0) {
		for (long i = 0; i < got; i++) {
			ck_assert(quotes[i].time_msc >= last);
			last = quotes[i].time_msc;
		}
		total += got;
	}
	feed_replay.close(state);
	ck_assert_int_eq(got, FEED_ENDED);
	ck_assert_int_eq(total, 532903 + 461108);
	ck_assert_int_eq(symbols[1].digits, 3);
	ck_assert_int_eq(log_count("line skipped"), 0);
	ck_assert_int_eq(log_count("% read"), 9);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("replay");
	TCase *tests = tcase_create("replay");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, setup, NULL);
	tcase_add_test(tests, files_are_merged_by_time_and_equal_times_by_their_place_in_the_list);
	tcase_add_test(tests, a_symbol_is_given_or_stands_in_the_data_or_the_names);
	tcase_add_test(tests, files_inside_one_zip_follow_each_other);
	tcase_add_test(tests, broken_lines_are_skipped_and_named);
	tcase_add_test(tests, a_hundred_broken_lines_are_borne_and_not_one_more);
	tcase_add_test(tests, a_finer_recording_raises_the_digits_of_its_symbol);
	tcase_add_test(tests, what_can_not_be_replayed_is_refused_with_a_reason);
	tcase_add_test(tests, real_recordings_give_every_tick_in_order);
	suite_add_tcase(suite, tests);
	return run(suite);
}
