/* SPDX-License-Identifier: MIT
 * POSIX TZ rules: from text to offsets. A zone is exact for every year its rule is in force; asking for times in order costs
 * two comparisons a call. */
#include "lib/base/fail.h"
#include "lib/base/scan.h"
#include "lib/base/zone.h"

#include <string.h>

#define DAY_SECONDS INT64_C(86400)

/* ---- The rule's text ---- */

static tradyn__scan scan_text(const char *text)
{
	return (tradyn__scan){ text, text + strlen(text) };
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* An abbreviation: three or more letters, or anything of letters, digits and signs within <>. */
static bool read_abbreviation(tradyn__scan *s)
{
	bool quoted = tradyn__scan_skip(s, '<');
	const char *start = s->at;

	while (!tradyn__scan_done(s) && (quoted ? *s->at != '>' : is_letter(*s->at)))
		s->at++;
	return s->at - start >= 3 && (!quoted || tradyn__scan_skip(s, '>'));
}

static bool read_number(tradyn__scan *s, int32_t least, int32_t most, int32_t *out)
{
	int32_t value = 0;
	int digits = 0;

	for (; tradyn__scan_at_digit(s) && digits < 4; s->at++, digits++)
		value = value * 10 + (*s->at - '0');
	*out = value;
	return digits > 0 && value >= least && value <= most;
}

/* [+|-]hh[:mm[:ss]] into seconds. */
static bool read_clock(tradyn__scan *s, int32_t hours_max, int32_t *out)
{
	bool negative = tradyn__scan_skip(s, '-');
	int32_t hours, minutes = 0, seconds = 0;

	if (!negative)
		(void)tradyn__scan_skip(s, '+');
	if (!read_number(s, 0, hours_max, &hours))
		return false;
	if (tradyn__scan_skip(s, ':')) {
		if (!read_number(s, 0, 59, &minutes))
			return false;
		if (tradyn__scan_skip(s, ':') && !read_number(s, 0, 59, &seconds))
			return false;
	}
	*out = (hours * 60 + minutes) * 60 + seconds;
	if (negative)
		*out = -*out;
	return true;
}

/* Mm.w.d[/time] */
static bool read_rule(tradyn__scan *s, tradyn__zone_rule *rule)
{
	if (!tradyn__scan_skip(s, 'M') || !read_number(s, 1, 12, &rule->month) || !tradyn__scan_skip(s, '.') ||
	    !read_number(s, 1, 5, &rule->week) || !tradyn__scan_skip(s, '.') || !read_number(s, 0, 6, &rule->day))
		return false;
	rule->seconds = 2 * 3600;
	return !tradyn__scan_skip(s, '/') || read_clock(s, 167, &rule->seconds);
}

/* What follows the standard offset: nothing, or the name of the daylight time with its offset and rules. */
static bool read_daylight(tradyn__scan *s, tradyn__zone *zone)
{
	int32_t west;

	zone->daylight = zone->standard;
	if (tradyn__scan_done(s))
		return true;
	if (!read_abbreviation(s))
		return false;
	zone->daylight = zone->standard + 3600;
	if (!tradyn__scan_done(s) && *s->at != ',') {
		if (!read_clock(s, 24, &west))
			return false;
		zone->daylight = -west;
	}
	if (tradyn__scan_done(s)) /* POSIX leaves the rules open; everybody takes the American ones */
		*s = scan_text(",M3.2.0,M11.1.0");
	return tradyn__scan_skip(s, ',') && read_rule(s, &zone->start) && tradyn__scan_skip(s, ',') && read_rule(s, &zone->end);
}

static bool read_zone(tradyn__scan *s, tradyn__zone *zone)
{
	int32_t west;

	if (!read_abbreviation(s) || !read_clock(s, 24, &west))
		return false;
	zone->standard = -west;
	return read_daylight(s, zone) && tradyn__scan_done(s);
}

int tradyn__zone_init(tradyn__zone *zone, const char *text, tradyn_error *err)
{
	const char *rule = *text ? tradyn__zone_rule_of(text) : "UTC0";
	tradyn__scan s = scan_text(rule ? rule : text);
	tradyn__zone made = { .from_msc = 0, .to_msc = 0 };

	if (read_zone(&s, &made)) {
		*zone = made;
		return 0;
	}
	if (err && !err->code) {
		tradyn__fail(err, TRADYN_E_INVALID_VALUE, "zone",
		             "'%.64s' is neither a known zone nor a POSIX TZ rule such as EET-2EEST,M3.5.0/3,M10.5.0/4", text);
		tradyn__zone_names(err->legal, sizeof(err->legal));
	}
	return TRADYN_E_INVALID_VALUE;
}

/* ---- Offsets ---- */

/* Local seconds since the epoch at which `rule` applies in `year`. */
static int64_t rule_seconds(const tradyn__zone_rule *rule, int64_t year)
{
	int64_t first = tradyn__days_from_civil(year, rule->month, 1);
	int64_t next = rule->month == 12 ? tradyn__days_from_civil(year + 1, 1, 1) : tradyn__days_from_civil(year, rule->month + 1, 1);
	int64_t day = first + (rule->day - tradyn__weekday(first) + 7) % 7 + (rule->week - 1) * 7;

	while (day >= next) /* week 5 is the last one */
		day -= 7;
	return day * DAY_SECONDS + rule->seconds;
}

typedef struct jump {
	int64_t utc_msc;
	int32_t offset; /* in force from it on, seconds */
} jump;

/* The six jumps of the years around `year`, in order. */
static void list_jumps(const tradyn__zone *zone, int64_t year, jump out[6])
{
	for (int i = 0; i < 3; i++) {
		jump begin = { (rule_seconds(&zone->start, year - 1 + i) - zone->standard) * 1000, zone->daylight };
		jump end = { (rule_seconds(&zone->end, year - 1 + i) - zone->daylight) * 1000, zone->standard };
		bool north = begin.utc_msc < end.utc_msc;

		out[2 * i] = north ? begin : end;
		out[2 * i + 1] = north ? end : begin;
	}
}

/* Finds the span around `utc_msc` and keeps it. */
static void find_span(tradyn__zone *zone, int64_t utc_msc)
{
	jump jumps[6];
	int64_t year, days = utc_msc / (DAY_SECONDS * 1000) - (utc_msc % (DAY_SECONDS * 1000) < 0);
	int month, day, i = 0;

	if (zone->standard == zone->daylight) {
		zone->from_msc = INT64_MIN;
		zone->to_msc = INT64_MAX;
		zone->offset_msc = zone->standard * INT64_C(1000);
		return;
	}
	tradyn__civil_from_days(days, &year, &month, &day);
	list_jumps(zone, year, jumps);
	while (i < 4 && jumps[i + 1].utc_msc <= utc_msc)
		i++;
	zone->from_msc = jumps[i].utc_msc;
	zone->to_msc = jumps[i + 1].utc_msc;
	zone->offset_msc = jumps[i].offset * INT64_C(1000);
}

int64_t tradyn__zone_offset(tradyn__zone *zone, int64_t utc_msc)
{
	if (utc_msc < zone->from_msc || utc_msc >= zone->to_msc)
		find_span(zone, utc_msc);
	return zone->offset_msc;
}

int64_t tradyn__zone_to_utc(tradyn__zone *zone, int64_t local_msc)
{
	int64_t standard = zone->standard * INT64_C(1000), daylight = zone->daylight * INT64_C(1000);
	int64_t larger = standard > daylight ? standard : daylight;
	int64_t smaller = standard > daylight ? daylight : standard;

	if (tradyn__zone_offset(zone, local_msc - larger) == larger) /* the earlier of two */
		return local_msc - larger;
	if (tradyn__zone_offset(zone, local_msc - smaller) == smaller)
		return local_msc - smaller;
	return zone->from_msc; /* no clock showed it: the span that was just found begins with the jump */
}
