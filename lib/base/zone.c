/* SPDX-License-Identifier: MIT
 * POSIX TZ rules: from text to offsets. A zone is exact for every year its rule is in force; asking for times in order costs
 * two comparisons a call. */
#include "lib/base/fail.h"
#include "lib/base/zone.h"

#include <string.h>

#define DAY_SECONDS INT64_C(86400)

/* ---- The rule's text ---- */

static bool skip(const char **text, char c)
{
	if (**text != c)
		return false;
	(*text)++;
	return true;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* An abbreviation: three or more letters, or anything of letters, digits and signs within <>. */
static bool read_abbreviation(const char **text)
{
	size_t length = 0;

	if (skip(text, '<')) {
		length = strcspn(*text, ">");
		*text += length;
		return length >= 3 && skip(text, '>');
	}
	while (is_letter((*text)[length]))
		length++;
	*text += length;
	return length >= 3;
}

static bool read_number(const char **text, int32_t least, int32_t most, int32_t *out)
{
	int32_t value = 0;
	int digits = 0;

	for (; **text >= '0' && **text <= '9' && digits < 4; (*text)++, digits++)
		value = value * 10 + (**text - '0');
	*out = value;
	return digits > 0 && value >= least && value <= most;
}

/* [+|-]hh[:mm[:ss]] into seconds. */
static bool read_clock(const char **text, int32_t hours_max, int32_t *out)
{
	bool negative = skip(text, '-');
	int32_t hours, minutes = 0, seconds = 0;

	if (!negative)
		(void)skip(text, '+');
	if (!read_number(text, 0, hours_max, &hours))
		return false;
	if (skip(text, ':')) {
		if (!read_number(text, 0, 59, &minutes))
			return false;
		if (skip(text, ':') && !read_number(text, 0, 59, &seconds))
			return false;
	}
	*out = (hours * 60 + minutes) * 60 + seconds;
	if (negative)
		*out = -*out;
	return true;
}

/* Mm.w.d[/time] */
static bool read_rule(const char **text, tradyn__zone_rule *rule)
{
	if (!skip(text, 'M') || !read_number(text, 1, 12, &rule->month) || !skip(text, '.') ||
	    !read_number(text, 1, 5, &rule->week) || !skip(text, '.') || !read_number(text, 0, 6, &rule->day))
		return false;
	rule->seconds = 2 * 3600;
	return !skip(text, '/') || read_clock(text, 167, &rule->seconds);
}

/* What follows the standard offset: nothing, or the name of the daylight time with its offset and rules. */
static bool read_daylight(const char **text, tradyn__zone *zone)
{
	int32_t west;

	zone->daylight = zone->standard;
	if (!**text)
		return true;
	if (!read_abbreviation(text))
		return false;
	zone->daylight = zone->standard + 3600;
	if (**text != ',' && **text) {
		if (!read_clock(text, 24, &west))
			return false;
		zone->daylight = -west;
	}
	if (!**text) /* POSIX leaves the rules open; everybody takes the American ones */
		*text = ",M3.2.0,M11.1.0";
	return skip(text, ',') && read_rule(text, &zone->start) && skip(text, ',') && read_rule(text, &zone->end);
}

int tradyn__zone_init(tradyn__zone *zone, const char *text, tradyn_error *err)
{
	const char *rule = *text ? tradyn__zone_rule_of(text) : "UTC0";
	tradyn__zone made = { .from_msc = 0, .to_msc = 0 };
	int32_t west;

	if (!rule)
		rule = text;
	if (!read_abbreviation(&rule) || !read_clock(&rule, 24, &west))
		goto refuse;
	made.standard = -west;
	if (!read_daylight(&rule, &made) || *rule)
		goto refuse;
	*zone = made;
	return 0;
refuse:
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
