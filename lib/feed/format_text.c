/* SPDX-License-Identifier: MIT
 * One reader per layout. Each takes a whole line or none of it: a line with a column too many is as broken as one that lacks it.
 * Milliseconds are floored; what a quote must be (positive, not crossed, in order) the caller checks for all of them. */
#include "lib/feed/format.h"
#include "lib/feed/price.h"

#include <string.h>

#define HISTDATA_WEST_MSC INT64_C(18000000) /* New York's winter time all year: UTC-5 */
#define DAY_MSC INT64_C(86400000)
/* Plain files count from the epoch, Lean's from midnight; nothing that a market recorded lies within a day of 1970. */
#define PLAIN_LEAST_MSC INT64_C(86400000)

static tradyn__feed_line broken(const char **why, const char *expected)
{
	*why = expected;
	return TRADYN__FEED_BROKEN;
}

static bool starts_with(const char *line, size_t length, const char *start)
{
	size_t size = strlen(start);

	return length >= size && memcmp(line, start, size) == 0;
}

/* ,price,price in the order of the columns */
static bool read_prices(tradyn__scan *s, tradyn_decimal *first, tradyn_decimal *second)
{
	return tradyn__scan_skip(s, ',') && tradyn__feed_price(s, first) && tradyn__scan_skip(s, ',') && tradyn__feed_price(s, second);
}

/* ,number of which only the shape matters */
static bool skip_volume(tradyn__scan *s)
{
	const char *start;

	if (!tradyn__scan_skip(s, ','))
		return false;
	for (start = s->at; !tradyn__scan_done(s) && memchr("0123456789.eE+-", *s->at, 15); s->at++)
		;
	return s->at > start;
}

/* Three numbers of a date, each followed by `separator` (0: none) but the last. */
static bool read_date(tradyn__scan *s, char separator, bool day_first, int64_t *days)
{
	int year, month, day, month_back, day_back;
	int64_t year_back;

	if (!tradyn__scan_digits(s, day_first ? 2 : 4, 9999, day_first ? &day : &year) || (separator && !tradyn__scan_skip(s, separator)) ||
	    !tradyn__scan_digits(s, 2, 12, &month) || (separator && !tradyn__scan_skip(s, separator)) ||
	    !tradyn__scan_digits(s, day_first ? 4 : 2, 9999, day_first ? &year : &day) || month == 0)
		return false;
	*days = tradyn__days_from_civil(year, month, day);
	tradyn__civil_from_days(*days, &year_back, &month_back, &day_back);
	return year_back == year && month_back == month && day_back == day;
}

/* HH:MM:SS or HH:MM:SS.mmm */
static bool read_clock(tradyn__scan *s, int64_t *msc)
{
	int hours, minutes, seconds, thousandths = 0;

	if (!tradyn__scan_digits(s, 2, 23, &hours) || !tradyn__scan_skip(s, ':') || !tradyn__scan_digits(s, 2, 59, &minutes) ||
	    !tradyn__scan_skip(s, ':') || !tradyn__scan_digits(s, 2, 59, &seconds))
		return false;
	if (tradyn__scan_skip(s, '.') && !tradyn__scan_thousandths(s, &thousandths))
		return false;
	*msc = ((hours * 60 + minutes) * 60 + seconds) * INT64_C(1000) + thousandths;
	return true;
}

/* ---- Plain: 1398902400292,1.38676,1.38686 ---- */

bool tradyn__feed_plain_header(tradyn__feed_context *context, const char *line, size_t length)
{
	(void)context;
	return length == strlen("time_msc,bid,ask") && starts_with(line, length, "time_msc,bid,ask");
}

tradyn__feed_line tradyn__feed_plain(tradyn__feed_context *context, tradyn__scan *s, tradyn_quote *out, const char **why)
{
	(void)context;
	if (!tradyn__scan_integer(s, &out->time_msc) || out->time_msc < PLAIN_LEAST_MSC)
		return broken(why, "milliseconds since 1970");
	if (!read_prices(s, &out->bid, &out->ask))
		return broken(why, "bid and ask");
	return tradyn__scan_done(s) ? TRADYN__FEED_QUOTE : broken(why, "the end of the line");
}

/* ---- Dukascopy: 04.02.2019 00:00:00.994,1.14545,1.14543,1,2.06 with ask before bid ---- */

bool tradyn__feed_dukascopy_header(tradyn__feed_context *context, const char *line, size_t length)
{
	context->local_time = starts_with(line, length, "Local time,Ask,Bid,");
	return context->local_time || starts_with(line, length, "Gmt time,Ask,Bid,");
}

/* " GMT+0100", which only exports in local time carry */
static bool read_gmt_offset(tradyn__scan *s, bool required, int64_t *msc)
{
	bool east;
	int hours, minutes;

	*msc = 0;
	if (tradyn__scan_done(s) || *s->at == ',')
		return !required;
	if (s->end - s->at < 5 || memcmp(s->at, " GMT", 4) != 0)
		return false;
	s->at += 4;
	east = tradyn__scan_skip(s, '+');
	if (!east && !tradyn__scan_skip(s, '-'))
		return false;
	if (!tradyn__scan_digits(s, 2, 23, &hours) || !tradyn__scan_digits(s, 2, 59, &minutes))
		return false;
	*msc = (east ? 1 : -1) * (hours * 60 + minutes) * INT64_C(60000);
	return true;
}

tradyn__feed_line tradyn__feed_dukascopy(tradyn__feed_context *context, tradyn__scan *s, tradyn_quote *out, const char **why)
{
	int64_t days, clock, east;

	if (!read_date(s, '.', true, &days) || !tradyn__scan_skip(s, ' ') || !read_clock(s, &clock))
		return broken(why, "DD.MM.YYYY HH:MM:SS.mmm");
	if (!read_gmt_offset(s, context->local_time, &east))
		return broken(why, "the offset of the local time, such as ' GMT+0100'");
	if (!read_prices(s, &out->ask, &out->bid))
		return broken(why, "ask and bid");
	if (!skip_volume(s) || !skip_volume(s))
		return broken(why, "two volumes");
	out->time_msc = days * DAY_MSC + clock - east;
	return tradyn__scan_done(s) ? TRADYN__FEED_QUOTE : broken(why, "the end of the line");
}

/* ---- HistData: 20200101 170000065,1.121200,1.121720,0 ---- */

tradyn__feed_line tradyn__feed_histdata(tradyn__feed_context *context, tradyn__scan *s, tradyn_quote *out, const char **why)
{
	int hours, minutes, thousandths;
	int64_t days;

	(void)context;
	if (!read_date(s, 0, false, &days) || !tradyn__scan_skip(s, ' ') || !tradyn__scan_digits(s, 2, 23, &hours) ||
	    !tradyn__scan_digits(s, 2, 59, &minutes) || !tradyn__scan_digits(s, 5, 59999, &thousandths))
		return broken(why, "YYYYMMDD HHMMSSmmm");
	if (!read_prices(s, &out->bid, &out->ask))
		return broken(why, "bid and ask");
	if (!skip_volume(s))
		return broken(why, "a volume");
	out->time_msc = days * DAY_MSC + (hours * 60 + minutes) * INT64_C(60000) + thousandths + HISTDATA_WEST_MSC;
	return tradyn__scan_done(s) ? TRADYN__FEED_QUOTE : broken(why, "the end of the line");
}

/* ---- TrueFX: EUR/USD,20130101 21:59:59.981,1.32023,1.32054 ---- */

/* "EUR/USD" becomes the file's symbol EURUSD; all lines have the same one. */
static bool read_pair(tradyn__feed_context *context, tradyn__scan *s)
{
	char symbol[TRADYN_SYMBOL_MAX] = "";
	size_t length = 0, slashes = 0;

	for (; !tradyn__scan_done(s) && *s->at != ','; s->at++) {
		bool letter = *s->at >= 'A' && *s->at <= 'Z';

		if (length + 1 == sizeof(symbol) || (!letter && *s->at != '/'))
			return false;
		slashes += !letter;
		if (letter)
			symbol[length++] = *s->at;
	}
	if (slashes != 1 || (context->symbol[0] && strcmp(symbol, context->symbol) != 0))
		return false;
	memcpy(context->symbol, symbol, sizeof(symbol));
	return true;
}

tradyn__feed_line tradyn__feed_truefx(tradyn__feed_context *context, tradyn__scan *s, tradyn_quote *out, const char **why)
{
	int64_t days, clock;

	if (!read_pair(context, s))
		return broken(why, "the pair of the lines before, such as EUR/USD");
	if (!tradyn__scan_skip(s, ',') || !read_date(s, 0, false, &days) || !tradyn__scan_skip(s, ' ') || !read_clock(s, &clock))
		return broken(why, "YYYYMMDD HH:MM:SS.mmm");
	if (!read_prices(s, &out->bid, &out->ask))
		return broken(why, "bid and ask");
	out->time_msc = days * DAY_MSC + clock;
	return tradyn__scan_done(s) ? TRADYN__FEED_QUOTE : broken(why, "the end of the line");
}

/* ---- MetaTrader 5: 2019.02.04 00:00:00.994 1.14543 1.14545 … with tabs ---- */

bool tradyn__feed_mt5_header(tradyn__feed_context *context, const char *line, size_t length)
{
	(void)context;
	return starts_with(line, length, "<DATE>\t<TIME>\t<BID>\t<ASK>");
}

/* A cell with a price, or an empty one, which leaves *price as it was. */
static bool read_cell(tradyn__scan *s, tradyn_decimal *price)
{
	if (!tradyn__scan_skip(s, '\t'))
		return false;
	return tradyn__scan_done(s) || *s->at == '\t' || tradyn__feed_price(s, price);
}

/* LAST, VOLUME and FLAGS: up to three more cells of numbers */
static bool skip_cells(tradyn__scan *s)
{
	tradyn_decimal ignored;
	int cells = 0;

	for (; cells < 3 && !tradyn__scan_done(s); cells++)
		if (!read_cell(s, &ignored))
			return false;
	return tradyn__scan_done(s);
}

/* UTC of the server's clock. In the autumn an hour comes twice: the second time is known by the clock going back. */
static int64_t server_to_utc(tradyn__feed_context *context, int64_t local_msc)
{
	int64_t utc = tradyn__zone_to_utc(&context->zone, local_msc);
	int64_t change = context->zone.daylight > context->zone.standard ? context->zone.daylight - context->zone.standard : context->zone.standard - context->zone.daylight;
	int64_t later = utc + change * 1000;

	if (utc < context->last_msc && later + tradyn__zone_offset(&context->zone, later) == local_msc)
		return later;
	return utc;
}

tradyn__feed_line tradyn__feed_mt5(tradyn__feed_context *context, tradyn__scan *s, tradyn_quote *out, const char **why)
{
	int64_t days, clock;
	tradyn_decimal bid = context->bid, ask = context->ask;

	if (!read_date(s, '.', false, &days) || !tradyn__scan_skip(s, '\t') || !read_clock(s, &clock))
		return broken(why, "YYYY.MM.DD and HH:MM:SS.mmm");
	if (!read_cell(s, &bid) || !read_cell(s, &ask))
		return broken(why, "bid and ask");
	if (!skip_cells(s))
		return broken(why, "last, volume and flags");
	context->bid = bid ? bid : context->bid; /* a price of 0 is broken and not carried on */
	context->ask = ask ? ask : context->ask;
	out->time_msc = server_to_utc(context, days * DAY_MSC + clock);
	out->bid = bid;
	out->ask = ask;
	return bid != TRADYN_UNSET && ask != TRADYN_UNSET ? TRADYN__FEED_QUOTE : TRADYN__FEED_NOTHING; /* one side has not been quoted yet */
}

/* ---- Lean: 46.2042,1284.065,1284.405 ---- */

tradyn__feed_line tradyn__feed_lean(tradyn__feed_context *context, tradyn__scan *s, tradyn_quote *out, const char **why)
{
	int64_t msc;
	int ignored;

	if (!tradyn__scan_integer(s, &msc) || msc >= DAY_MSC || (tradyn__scan_skip(s, '.') && !tradyn__scan_thousandths(s, &ignored)))
		return broken(why, "milliseconds since midnight");
	if (!read_prices(s, &out->bid, &out->ask))
		return broken(why, "bid and ask");
	out->time_msc = context->midnight_msc + msc;
	return tradyn__scan_done(s) ? TRADYN__FEED_QUOTE : broken(why, "the end of the line");
}
