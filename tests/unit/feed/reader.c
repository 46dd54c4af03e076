/* SPDX-License-Identifier: MIT
 * Tick files by hand: every layout, split anywhere; the traps; and what becomes of broken lines. */
#include "lib/base/zone.h"
#include "tests/unit/suite.h"

#include <tradyn/feed.h>

#include <stdlib.h>
#include <string.h>

#define POINTS(points) ((points) * INT64_C(1000))

static int64_t at(const char *text)
{
	int64_t msc = 0;

	ck_assert_msg(tradyn__time_parse(text, strlen(text), &msc) == 0, "%s", text);
	return msc;
}

/* What a reader made of a text. */
typedef struct outcome {
	size_t count;
	tradyn_quote quotes[32];
	int status;
	tradyn_error err;
	tradyn_feed_format format;
	char symbol[TRADYN_SYMBOL_MAX];
	size_t skips;
	int64_t skipped_lines[32];
} outcome;

static void on_skip(void *user, const tradyn_error *err)
{
	outcome *o = user;

	ck_assert_int_eq(err->code, TRADYN_E_FEED_LINE);
	o->skipped_lines[o->skips++] = err->line;
}

/* Reads bytes[0 … split-1], then the rest, at most `capacity` quotes a call. */
static outcome read_split(const char *bytes, size_t length, size_t split, size_t capacity, const tradyn_reader_options *options)
{
	tradyn_reader_options own = *options;
	outcome o = { .count = 0 };
	tradyn_reader *reader;
	size_t position = 0;

	tradyn_error_init(&o.err);
	own.on_skip = on_skip;
	own.user = &o;
	ck_assert_int_eq(tradyn_reader_new(&reader, &own, &o.err), 0);
	for (;;) {
		size_t end = position < split ? split : length, used;
		long got = tradyn_reader_read(reader, bytes + position, end - position, end == length, &used, o.quotes + o.count, capacity, &o.err);

		ck_assert_uint_le(used, end - position);
		position += used;
		if (got < 0) {
			o.status = (int)got;
			ck_assert_int_eq(o.err.code, o.status);
			break;
		}
		o.count += (size_t)got;
		if (position == length && (size_t)got < capacity)
			break;
	}
	o.format = tradyn_reader_format(reader);
	strcpy(o.symbol, tradyn_reader_symbol(reader));
	tradyn_reader_free(reader);
	return o;
}

static outcome read_text(const char *text, const tradyn_reader_options *options)
{
	static const tradyn_reader_options defaults = TRADYN_READER_OPTIONS_INIT;

	return read_split(text, strlen(text), 0, 32, options ? options : &defaults);
}

static void check_quote(const tradyn_quote *quote, const char *time, int64_t bid, int64_t ask)
{
	char got[32];

	tradyn__time_format(quote->time_msc, got);
	ck_assert_str_eq(got, time);
	ck_assert_int_eq(quote->bid, POINTS(bid));
	ck_assert_int_eq(quote->ask, POINTS(ask));
	ck_assert_int_eq(quote->symbol, 0);
	ck_assert_int_eq(quote->reserved, 0);
}

/* ---- The layouts ---- */

static const char plain[] = "time_msc,bid,ask\n1398902400292,1.38676,1.38686\n1398902400292,1.38676,1.38687\n1398902401000,1.38670,1.38680\n";
static const char dukascopy[] = "Gmt time,Ask,Bid,AskVolume,BidVolume\r\n01.05.2014 00:00:00.292,1.38686,1.38676,1,2.06\r\n"
	"01.05.2014 00:00:00.292,1.38687,1.3867600000000001,0.75,1.5E-2\r\n01.05.2014 00:00:01.000,1.3868,1.3867,1,1\r\n";
static const char histdata[] = "20140430 190000292,1.386760,1.386860,0\n20140430 190000292,1.386760,1.386870,0\n20140430 190001000,1.386700,1.386800,0\n";
static const char truefx[] = "EUR/USD,20140501 00:00:00.292,1.38676,1.38686\nEUR/USD,20140501 00:00:00.292,1.38676,1.38687\nEUR/USD,20140501 00:00:01.000,1.38670,1.38680\n";
static const char mt5[] = "<DATE>\t<TIME>\t<BID>\t<ASK>\t<LAST>\t<VOLUME>\t<FLAGS>\r\n2014.05.01\t00:00:00.292\t1.38676\t1.38686\t\t\t6\r\n"
	"2014.05.01\t00:00:00.292\t\t1.38687\t\t\t4\r\n2014.05.01\t00:00:01.000\t1.38670\t1.38680\t0.00\t0\t6\r\n";
static const char lean[] = "292,1.38676,1.38686\n292.9,1.38676,1.38687\n1000,1.3867,1.3868\n";

static const struct { const char *text; tradyn_feed_format format; } layouts[] = {
	{ plain, TRADYN_FEED_FORMAT_PLAIN }, { dukascopy, TRADYN_FEED_FORMAT_DUKASCOPY }, { histdata, TRADYN_FEED_FORMAT_HISTDATA },
	{ truefx, TRADYN_FEED_FORMAT_TRUEFX }, { mt5, TRADYN_FEED_FORMAT_MT5 }, { lean, TRADYN_FEED_FORMAT_LEAN },
};
#define LAYOUTS (sizeof(layouts) / sizeof(layouts[0]))

static tradyn_reader_options on_may_first(void)
{
	tradyn_reader_options options = TRADYN_READER_OPTIONS_INIT;

	options.midnight_msc = at("2014-05-01");
	return options;
}

static void check_three(const outcome *o, tradyn_feed_format format)
{
	ck_assert_msg(o->status == 0, "layout %d: %s", (int)format, o->err.message);
	ck_assert_int_eq(o->format, format);
	ck_assert_uint_eq(o->count, 3);
	check_quote(&o->quotes[0], "2014-05-01T00:00:00.292Z", 138676, 138686);
	check_quote(&o->quotes[1], "2014-05-01T00:00:00.292Z", 138676, 138687);
	check_quote(&o->quotes[2], "2014-05-01T00:00:01.000Z", 138670, 138680);
	ck_assert_str_eq(o->symbol, format == TRADYN_FEED_FORMAT_TRUEFX ? "EURUSD" : "");
}

START_TEST(every_layout_split_anywhere)
{
	tradyn_reader_options options = on_may_first();

	for (size_t i = 0; i < LAYOUTS; i++) {
		size_t length = strlen(layouts[i].text);

		for (size_t split = 0; split <= length; split++)
			for (size_t capacity = 1; capacity <= 4; capacity += 3) {
				outcome o = read_split(layouts[i].text, length, split, capacity, &options);

				check_three(&o, layouts[i].format);
			}
	}
}
END_TEST

START_TEST(a_last_line_needs_no_end)
{
	tradyn_reader_options options = on_may_first();

	for (size_t i = 0; i < LAYOUTS; i++) {
		size_t length = strlen(layouts[i].text) - 1;

		if (layouts[i].text[length - 1] == '\r')
			length--;
		for (size_t split = 0; split <= length; split++) {
			outcome o = read_split(layouts[i].text, length, split, 1, &options);

			check_three(&o, layouts[i].format);
		}
	}
}
END_TEST

START_TEST(a_named_layout_is_not_guessed)
{
	for (size_t i = 0; i < LAYOUTS; i++)
		for (size_t k = 0; k < LAYOUTS; k++) {
			tradyn_reader_options options = on_may_first();
			outcome o;

			options.format = layouts[k].format;
			o = read_text(layouts[i].text, &options);
			if (i == k)
				check_three(&o, layouts[i].format);
			else
				ck_assert_msg(o.status == TRADYN_E_FEED_FORMAT || o.status == TRADYN_E_FEED_LINE, "layout %zu read as %zu", i, k);
		}
}
END_TEST

START_TEST(marks_and_blank_lines_are_no_quotes)
{
	outcome o = read_text("\xef\xbb\xbftime_msc,bid,ask\r\n\r\n1398902400292,1.38676,1.38686\r\n\n", NULL);

	ck_assert_int_eq(o.status, 0);
	ck_assert_uint_eq(o.count, 1);
	o = read_text("1398902400292,1.38676,1.38686", NULL); /* no header */
	ck_assert_uint_eq(o.count, 1);
	o = read_text("", NULL);
	ck_assert_uint_eq(o.count, 0);
	ck_assert_int_eq(o.format, TRADYN_FEED_FORMAT_AUTO);
	o = read_text("time_msc,bid,ask", NULL);
	ck_assert_uint_eq(o.count, 0);
	ck_assert_int_eq(o.format, TRADYN_FEED_FORMAT_PLAIN);
}
END_TEST

/* Files that look like ticks and are not: bars, other columns. Taking one would trade at nonsense. */
START_TEST(other_files_are_refused)
{
	static const char *const texts[] = {
		"Gmt time,Open,High,Low,Close,Volume\r\n04.02.2019 00:00:00.000,1.14543,1.14570,1.14542,1.14569,293.76\r\n",
		"timestamp,askPrice,bidPrice,askVolume,bidVolume\n1612137600000,1.21365,1.21225,1,1\n",
		"<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\n2020.01.02\t06:00:00\t1.12132\t1.12143\t1.12118\t1.12122\t381\t0\t2\n",
		"2020.01.02\t06:00:00\t1.12132\t1.12143\t1.12118\t1.12122\t381\t0\t2\n",
		"0,1.38756,1.38757,1.38755,1.38755,0,1.38758,1.38759,1.38758,1.38759,0\n",
		"20120201 000000;1.306600;1.306600;1.306560;1.306560;0\n",
		"2022.08.15,10:06,1.02340,1.02359,1.02340,1.02348,105\n",
		"1637971200000,0.00002853,0.00002854,0.00002851,0.00002854,36304.2,1637971259999,1.03,79,19523.0,0.55,0\n",
		"{\"bid\":1.1}\n", "PK\x03\x04", "\xff\xfe<\1",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		for (int format = TRADYN_FEED_FORMAT_AUTO; format <= TRADYN_FEED_FORMAT_LEAN; format++) {
			tradyn_reader_options options = on_may_first();
			outcome o;

			options.format = (tradyn_feed_format)format;
			options.skip_max = format == TRADYN_FEED_FORMAT_AUTO ? 1000 : 0;
			o = read_text(texts[i], &options);
			ck_assert_msg(o.count == 0 && o.status < 0, "file %zu as layout %d", i, format);
			if (format == TRADYN_FEED_FORMAT_AUTO)
				ck_assert_int_eq(o.status, TRADYN_E_FEED_FORMAT);
		}
}
END_TEST

START_TEST(a_wrong_header_is_not_skipped)
{
	tradyn_reader_options options = TRADYN_READER_OPTIONS_INIT;
	outcome o;

	options.format = TRADYN_FEED_FORMAT_DUKASCOPY;
	options.skip_max = 1000; /* flat bars would pass as quotes */
	o = read_text("Gmt time,Open,High,Low,Close,Volume\n04.02.2019 00:00:00.000,1.14543,1.14543,1.14543,1.14543,0\n", &options);
	ck_assert_int_eq(o.status, TRADYN_E_FEED_FORMAT);
	ck_assert_ptr_nonnull(strstr(o.err.message, "Gmt time,Ask,Bid"));
}
END_TEST

/* ---- Broken lines ---- */

static const char broken[] =
	"time_msc,bid,ask\n"
	"1398902400292,1.38676,1.38686\n"
	"1398902400293,1.38690,1.38686\n" /* 3: crossed */
	"1398902400294,0,1.38686\n"       /* 4: zero */
	"1398902400294,-1.38,1.38686\n"   /* 5: negative */
	"1398902400291,1.38676,1.38686\n" /* 6: back in time */
	"1398902400295,1.38676\n"         /* 7: a column is missing */
	"1398902400295,1.38676,1.38686,7\n" /* 8: one too many */
	"1398902400295,1.38676,abc\n"     /* 9 */
	"garbage\n"                       /* 10 */
	"1398902400295,1.386761234,1.38686\n" /* 11: more decimals than there are */
	"1398902400296,1.38676,1.38686\n";

START_TEST(broken_lines_are_skipped_and_told)
{
	tradyn_reader_options options = TRADYN_READER_OPTIONS_INIT;
	size_t length = strlen(broken);

	options.skip_max = 9;
	for (size_t split = 0; split <= length; split++) {
		outcome o = read_split(broken, length, split, 32, &options);

		ck_assert_int_eq(o.status, 0);
		ck_assert_uint_eq(o.count, 2);
		check_quote(&o.quotes[1], "2014-05-01T00:00:00.296Z", 138676, 138686);
		ck_assert_uint_eq(o.skips, 9);
		for (int64_t i = 0; i < 9; i++)
			ck_assert_int_eq(o.skipped_lines[i], i + 3);
	}
}
END_TEST

START_TEST(one_broken_line_too_many_is_an_error)
{
	tradyn_reader_options options = TRADYN_READER_OPTIONS_INIT;
	size_t length = strlen(broken);

	for (options.skip_max = 0; options.skip_max < 9; options.skip_max++)
		for (size_t split = 0; split <= length; split++) {
			outcome o = read_split(broken, length, split, 32, &options);

			ck_assert_int_eq(o.status, TRADYN_E_FEED_LINE);
			ck_assert_uint_eq(o.count, 1); /* what stood before it is not lost */
			ck_assert_int_eq(o.err.line, 3 + (int64_t)options.skip_max);
			ck_assert_uint_eq(o.skips, options.skip_max);
		}
}
END_TEST

START_TEST(the_place_is_told)
{
	outcome o = read_text("time_msc,bid,ask\n1398902400295,1.38676,abc\n", NULL);

	ck_assert_int_eq(o.err.line, 2);
	ck_assert_int_eq(o.err.column, 23);
	ck_assert_str_eq(o.err.message, "line 2: expected bid and ask");
}
END_TEST

START_TEST(endless_lines_end)
{
	tradyn_reader_options options = TRADYN_READER_OPTIONS_INIT;
	static char text[4096];
	const char *good = "1398902400292,1.38676,1.38686\n";
	outcome o;

	strcpy(text, good);
	memset(text + strlen(good), '1', 2000);
	strcpy(text + strlen(good) + 2000, "\n1398902400293,1.38676,1.38686\n");
	options.skip_max = 1;
	for (size_t split = 0; split <= strlen(text); split += 7) {
		o = read_split(text, strlen(text), split, 32, &options);
		ck_assert_uint_eq(o.count, 2);
		ck_assert_uint_eq(o.skips, 1);
		ck_assert_int_eq(o.skipped_lines[0], 2);
	}
}
END_TEST

/* ---- Traps of single layouts ---- */

START_TEST(dukascopy_in_local_time)
{
	outcome o = read_text("Local time,Ask,Bid,AskVolume,BidVolume\r\n01.05.2014 02:00:00.292 GMT+0200,1.38686,1.38676,1,1\r\n"
	                      "30.04.2014 19:00:00.293 GMT-0500,1.38686,1.38676,1,1\r\n", NULL);

	ck_assert_int_eq(o.status, 0);
	ck_assert_uint_eq(o.count, 2);
	check_quote(&o.quotes[0], "2014-05-01T00:00:00.292Z", 138676, 138686);
	check_quote(&o.quotes[1], "2014-05-01T00:00:00.293Z", 138676, 138686);
	o = read_text("Local time,Ask,Bid,AskVolume,BidVolume\r\n01.05.2014 02:00:00.292,1.38686,1.38676,1,1\r\n", NULL);
	ck_assert_int_eq(o.status, TRADYN_E_FEED_LINE); /* nobody knows which local time */
	ck_assert_ptr_nonnull(strstr(o.err.message, "GMT+0100"));
}
END_TEST

START_TEST(metatrader_cells_and_zones)
{
	tradyn_reader_options options = TRADYN_READER_OPTIONS_INIT;
	outcome o;

	options.zone = "Europe/Helsinki";
	o = read_text("<DATE>\t<TIME>\t<BID>\t<ASK>\t<LAST>\t<VOLUME>\t<FLAGS>\n"
	              "2014.10.26\t02:59:59.000\t1.38676\t\t\t\t2\n" /* no ask yet: no quote, and not broken */
	              "2014.10.26\t03:00:00.000\t\t1.38686\t\t\t4\n"
	              "2014.10.26\t03:59:59.000\t1.38677\t\t\t\t2\n"
	              "2014.10.26\t03:00:00.000\t1.38678\t\t\t\t2\n" /* the hour comes again */
	              "2014.10.26\t03:59:59.000\t1.38679\t\t\t\t2\n"
	              "2014.10.26\t04:00:00\t1.38680\t\t\t\t2\n", &options);
	ck_assert_msg(o.status == 0, "%s", o.err.message);
	ck_assert_uint_eq(o.count, 5);
	check_quote(&o.quotes[0], "2014-10-26T00:00:00.000Z", 138676, 138686);
	check_quote(&o.quotes[1], "2014-10-26T00:59:59.000Z", 138677, 138686);
	check_quote(&o.quotes[2], "2014-10-26T01:00:00.000Z", 138678, 138686);
	check_quote(&o.quotes[3], "2014-10-26T01:59:59.000Z", 138679, 138686);
	check_quote(&o.quotes[4], "2014-10-26T02:00:00.000Z", 138680, 138686);
	o = read_text("2014.05.01\t00:00:00.000\t0\t1.38686\n", NULL);
	ck_assert_int_eq(o.status, TRADYN_E_FEED_LINE);
}
END_TEST

START_TEST(truefx_has_one_pair)
{
	outcome o = read_text("EUR/USD,20140501 00:00:00.292,1.38676,1.38686\nGBP/USD,20140501 00:00:00.293,1.68676,1.68686\n", NULL);

	ck_assert_int_eq(o.status, TRADYN_E_FEED_LINE);
	ck_assert_int_eq(o.err.line, 2);
	ck_assert_uint_eq(o.count, 1);
}
END_TEST

START_TEST(lean_needs_its_day)
{
	outcome o = read_text(lean, NULL);

	ck_assert_int_eq(o.status, TRADYN_E_FEED_FORMAT);
	ck_assert_ptr_nonnull(strstr(o.err.message, "day"));
}
END_TEST

START_TEST(bad_options_are_refused)
{
	tradyn_reader_options options = TRADYN_READER_OPTIONS_INIT;
	tradyn_reader *reader = NULL;
	tradyn_error err;

	tradyn_error_init(&err);
	options.zone = "Nowhere";
	ck_assert_int_eq(tradyn_reader_new(&reader, &options, &err), TRADYN_E_INVALID_VALUE);
	ck_assert_str_eq(err.field, "zone");
	options.zone = NULL;
	options.format = (tradyn_feed_format)99;
	ck_assert_int_eq(tradyn_reader_new(&reader, &options, NULL), TRADYN_E_BAD_ARGUMENT);
	ck_assert_ptr_null(reader);
	ck_assert_ptr_null(tradyn_reader_free(NULL));
}
END_TEST

/* Any bytes: never a quote that is not one. The sanitizers watch the rest. */
START_TEST(noise)
{
	uint64_t state = 7;
	char text[512];

	for (int round = 0; round < 20000; round++) {
		tradyn_reader_options options = on_may_first();
		const char *source = layouts[(size_t)round % LAYOUTS].text;
		size_t length = strlen(source);
		outcome o;

		memcpy(text, source, length);
		for (int i = 0; i < 3; i++) {
			state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
			text[(state >> 33) % length] = (char)(state >> 56);
		}
		options.skip_max = 16;
		o = read_split(text, length, (state >> 20) % length, 4, &options);
		for (size_t i = 0; i < o.count; i++) {
			ck_assert_int_gt(o.quotes[i].bid, 0);
			ck_assert_int_le(o.quotes[i].bid, o.quotes[i].ask);
			ck_assert(i == 0 || o.quotes[i].time_msc >= o.quotes[i - 1].time_msc);
		}
	}
}
END_TEST

int main(void)
{
	return run_tests("reader", 60, (const TTest *const []){
		every_layout_split_anywhere,
		a_last_line_needs_no_end,
		a_named_layout_is_not_guessed,
		marks_and_blank_lines_are_no_quotes,
		other_files_are_refused,
		a_wrong_header_is_not_skipped,
		broken_lines_are_skipped_and_told,
		one_broken_line_too_many_is_an_error,
		the_place_is_told,
		endless_lines_end,
		dukascopy_in_local_time,
		metatrader_cells_and_zones,
		truefx_has_one_pair,
		lean_needs_its_day,
		bad_options_are_refused,
		noise,
		NULL });
}
