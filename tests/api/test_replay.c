/* SPDX-License-Identifier: MIT
 * Recorded markets through the whole server: candles equal the vendor's own bars, orders are filled at recorded quotes. */
#include "tests/api/api.h"

#include <tradyn/decimal.h>

#include <archive.h>
#include <archive_entry.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EURUSD "ticks/EURUSD_oanda_20140501_20140515.ticks.csv.xz"
#define XAUUSD "ticks/XAUUSD_oanda_20140502_20140505.ticks.csv.xz"
#define DAY 86400LL

static const char *shared(const char *name)
{
	static char paths[2][512];
	static int turn;
	char *path = paths[turn++ & 1];

	snprintf(path, sizeof(paths[0]), "%s/data/%s", getenv("TRADYN_SHARED"), name);
	return path;
}

/* The one file in a zip, NUL-terminated; the caller frees it. */
static char *unzip(const char *path)
{
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;
	size_t size = 1 << 20, used = 0;
	char *text = malloc(size);
	la_ssize_t got;

	archive_read_support_format_zip(archive);
	if (archive_read_open_filename(archive, path, 1 << 16) != ARCHIVE_OK || archive_read_next_header(archive, &entry) != ARCHIVE_OK)
		support_fail("%s: %s", path, archive_error_string(archive));
	while ((got = archive_read_data(archive, text + used, size - used - 1)) > 0)
		used += (size_t)got;
	text[used] = '\0';
	archive_read_free(archive);
	return text;
}

static tradyn_decimal decimal(const char *text, size_t length)
{
	tradyn_decimal value = -1;

	if (!text || tradyn_decimal_parse(text, length, &value))
		support_fail("no decimal: %s", text ? text : "(absent)");
	return value;
}

/* Plays to the end; the last tick has this time. */
static void play(const char *spec, const char *symbol, long long last_msc)
{
	server_start(&server, (const char *const[]){ "--feed", spec, "--speed", "max", "--rate-limit", "0", "--log-level", "warn", NULL });
	for (double end = now_seconds() + 100;;) {
		struct reply *r = get(&server, "/v1/api/symbols/%s/tick", symbol);

		if (r->status == 200 && reply_int(r, "data.time_msc") == last_msc)
			return;
		if (now_seconds() > end)
			support_fail("the replay does not end: %s", r->body);
		usleep(20000);
	}
}

/* A value of a candle list, read from the raw body: `at` moves on to the next candle. */
static tradyn_decimal member(const char *candle, const char *name)
{
	const char *at = strstr(candle, name);

	ck_assert_ptr_nonnull(at);
	at += strlen(name);
	return decimal(at, strspn(at, "0123456789.-"));
}

/* One line of the vendor's: ms, then open, high, low, close, size of the bid and the same of the ask. */
static void compare_bar(const char *line, long long midnight, int side, const char *candle)
{
	static const char *const names[] = { "\"open\":", "\"high\":", "\"low\":", "\"close\":" };
	const char *at = line;

	ck_assert_int_eq(member(candle, "\"time\":") / TRADYN_DECIMAL_ONE, midnight + atoll(line) / 1000);
	at = strchr(at, ',') + 1;
	for (int i = 0; i < side * 5; i++)
		at = strchr(at, ',') + 1;
	for (int i = 0; i < 4; i++) {
		size_t length = strcspn(at, ",\r\n");

		ck_assert_msg(member(candle, names[i]) == decimal(at, length), "%s of %.*s is not in %.160s", names[i], (int)strcspn(line, "\r\n"), line, candle);
		at += length + 1;
	}
}

/* All bars of one day and side against the server's candles. Returns how many. */
static int compare_day(const char *symbol, const char *file, long long midnight, int side)
{
	char path[128];
	char *bars;
	const char *candle;
	int count = 0;

	snprintf(path, sizeof(path), "bars/lean_oanda_%s.zip", file);
	bars = unzip(shared(path));
	candle = get(&server, "/v1/api/symbols/%s/candles?timeframe=M1&count=5000&from=%lld&to=%lld&price=%s", symbol, midnight, midnight + DAY - 1,
	             side ? "ask" : "bid")->body;
	for (const char *line = bars; line && *line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
		candle = strstr(candle, "{\"time\":");
		ck_assert_msg(candle, "%s: no candle for %.40s", file, line);
		compare_bar(line, midnight, side, candle);
		candle++;
		count++;
	}
	ck_assert_msg(!strstr(candle, "{\"time\":"), "%s: more candles than bars", file);
	free(bars);
	return count;
}

START_TEST(candles_equal_the_vendors_bars)
{
	static const struct {
		const char *file;
		long long midnight;
	} days[] = {
		{ "eurusd_m1_20140501", 1398902400 }, { "eurusd_m1_20140502", 1398988800 }, { "eurusd_m1_20140504", 1399161600 },
		{ "eurusd_m1_20140505", 1399248000 }, { "eurusd_m1_20140506", 1399334400 }, { "eurusd_m1_20140507", 1399420800 },
		{ "eurusd_m1_20140508", 1399507200 },
	};
	char spec[600];
	int bars = 0;
	struct reply *r;

	snprintf(spec, sizeof(spec), "replay:%s", shared(EURUSD));
	play(spec, "EURUSD", atoll(getenv("TRADYN_LAST_EURUSD")));
	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++)
		bars += compare_day("EURUSD", days[i].file, days[i].midnight, 0) + compare_day("EURUSD", days[i].file, days[i].midnight, 1);
	ck_assert_int_gt(bars, 10000);
	/* at the end the market stays at its last quote; a buy is filled at its ask */
	r = expect_ok(post(&server, "/v1/api/trade", "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1}"));
	ck_assert_str_eq(reply_text(r, "data.price"), reply_text(get(&server, "/v1/api/symbols/EURUSD/tick"), "data.ask"));
}
END_TEST

/* Two symbols merged by time, sixty times as fast as they were recorded. */
START_TEST(trades_fill_at_recorded_quotes)
{
	char spec[1200], price[32];
	struct reply *r, *ticks;
	long long ticket, time;
	bool found = false;

	snprintf(spec, sizeof(spec), "replay:%s,%s", shared(EURUSD), shared(XAUUSD));
	server_start(&server, (const char *const[]){ "--feed", spec, "--speed", "60", "--rate-limit", "0", "--log-level", "warn", NULL });
	while ((r = get(&server, "/v1/api/symbols/EURUSD/tick"))->status != 200)
		usleep(10000);
	r = expect_ok(post(&server, "/v1/api/trade", "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1}"));
	ticket = reply_int(r, "data.ticket");
	time = reply_int(r, "data.time_msc");
	snprintf(price, sizeof(price), "%s", reply_text(r, "data.price"));
	ck_assert_str_eq(price, reply_text(r, "data.ask"));
	ticks = expect_ok(get(&server, "/v1/api/symbols/EURUSD/ticks?count=5000&to=%lld", time));
	for (long long i = reply_int(ticks, "data.#") - 1; i >= 0 && !found; i--) {
		char path[48];

		snprintf(path, sizeof(path), "data.%lld.ask", i);
		found = strcmp(reply_text(ticks, path), price) == 0;
	}
	ck_assert_msg(found, "no recorded ask %s at %lld", price, time);
	/* its profit follows the bid: 0.1 lots, 10,000 a unit */
	r = get(&server, "/v1/api/positions/%lld", ticket);
	ck_assert_int_eq(decimal(reply_text(r, "data.profit"), strlen(reply_text(r, "data.profit"))),
	                 10000 * (decimal(reply_text(r, "data.price_current"), strlen(reply_text(r, "data.price_current"))) - decimal(price, strlen(price))));
}
END_TEST

/* Runs without recordings too: a file by hand. */
START_TEST(orders_trigger_on_the_recording)
{
	static const char file[] = "time_msc,bid,ask\n1398902400000,1.38676,1.38686\n1398902400500,1.38677,1.38687\n1398902401000,1.38680,1.38690\n";
	char spec[600];

	file_write(server_file(&server, "EURUSD_hand.csv"), file);
	snprintf(spec, sizeof(spec), "replay:%s", server_file(&server, "EURUSD_hand.csv"));
	play(spec, "EURUSD", 1398902401000LL);
	expect(get(&server, "/v1/api/symbols/EURUSD/ticks"), "data.#", "3");
	expect(get(&server, "/v1/api/symbols/EURUSD/candles?timeframe=M1"), "data.0.high", "1.3868");
	expect(get(&server, "/v1/api/account"), "data.server_time_msc", "1398902401000");
	expect(expect_ok(post(&server, "/v1/api/trade", "{\"symbol\":\"EURUSD\",\"action\":\"sell\",\"volume\":0.1}")), "data.price", "1.3868");
	expect_error(get(&server, "/v1/api/symbols/XAUUSD/tick"), 400, "PRICE_OFF");
}
END_TEST

/* Time of the last line of a recording. */
static void find_end(const char *path, const char *name)
{
	static char bytes[1 << 16], tail[4097];
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;
	la_ssize_t got;
	size_t kept = 0;
	char *line;

	archive_read_support_filter_all(archive);
	archive_read_support_format_raw(archive);
	if (archive_read_open_filename(archive, path, 1 << 16) != ARCHIVE_OK || archive_read_next_header(archive, &entry) != ARCHIVE_OK)
		support_fail("%s: %s", path, archive_error_string(archive));
	while ((got = archive_read_data(archive, bytes, sizeof(bytes))) > 0) {
		size_t more = (size_t)got < 2048 ? (size_t)got : 2048, keep = kept < 2048 ? kept : 2048;

		memmove(tail, tail + kept - keep, keep);
		memcpy(tail + keep, bytes + (size_t)got - more, more);
		kept = keep + more;
	}
	archive_read_free(archive);
	tail[kept] = '\0';
	while (kept && tail[kept - 1] == '\n')
		tail[--kept] = '\0';
	line = strrchr(tail, '\n');
	setenv(name, line ? line + 1 : tail, 1);
}

int main(void)
{
	const struct api_test by_hand[] = { { "orders trigger", orders_trigger_on_the_recording, 0 } };
	const struct api_test recorded[] = {
		{ "orders trigger", orders_trigger_on_the_recording, 0 },
		{ "vendor's bars", candles_equal_the_vendors_bars, 0 },
		{ "recorded quotes", trades_fill_at_recorded_quotes, 0 },
	};

	if (access(shared(EURUSD), R_OK)) {
		fprintf(stderr, "skipped: the recordings are not here: %s\n", shared(EURUSD));
		return API_RUN("replay", by_hand, api_prepare);
	}
	find_end(shared(EURUSD), "TRADYN_LAST_EURUSD");
	return API_RUN("replay", recorded, api_prepare);
}
