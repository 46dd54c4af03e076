/* SPDX-License-Identifier: MIT
 * Civil dates and ISO 8601 text. Pure arithmetic on the proleptic Gregorian calendar. */
#include "lib/base/scan.h"
#include "lib/base/text.h"
#include "lib/base/zone.h"

#define DAY_MSC INT64_C(86400000)

/* Years are counted from March, so that the leap day comes last (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
int64_t tradyn__days_from_civil(int64_t year, int month, int day)
{
	int64_t y = year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

void tradyn__civil_from_days(int64_t days, int64_t *year, int *month, int *day)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t day_of_era = z - era * 146097;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t shifted = (5 * day_of_year + 2) / 153;

	*day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
	*month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
	*year = year_of_era + era * 400 + (*month <= 2);
}

int tradyn__weekday(int64_t days)
{
	int64_t weekday = (days + 4) % 7;

	return (int)(weekday < 0 ? weekday + 7 : weekday);
}

/* ---- Text in ---- */

static bool read_date(tradyn__scan *s, int64_t *days)
{
	int year, month, day, month_back, day_back;
	int64_t year_back;

	if (!tradyn__scan_digits(s, 4, 9999, &year) || !tradyn__scan_skip(s, '-') || !tradyn__scan_digits(s, 2, 12, &month) || !tradyn__scan_skip(s, '-') ||
	    !tradyn__scan_digits(s, 2, 31, &day) || month == 0)
		return false;
	*days = tradyn__days_from_civil(year, month, day);
	tradyn__civil_from_days(*days, &year_back, &month_back, &day_back);
	return day_back == day && month_back == month; /* no 30th of February */
}

static bool read_clock(tradyn__scan *s, int64_t *msc)
{
	int hours, minutes, seconds, thousandths = 0;

	if (!tradyn__scan_digits(s, 2, 23, &hours) || !tradyn__scan_skip(s, ':') || !tradyn__scan_digits(s, 2, 59, &minutes))
		return false;
	*msc = (hours * 60 + minutes) * INT64_C(60000);
	if (!tradyn__scan_skip(s, ':'))
		return true;
	if (!tradyn__scan_digits(s, 2, 59, &seconds))
		return false;
	if (tradyn__scan_skip(s, '.') && !tradyn__scan_thousandths(s, &thousandths))
		return false;
	*msc += seconds * INT64_C(1000) + thousandths;
	return true;
}

/* "", "Z" or ±hh[[:]mm] */
static bool read_offset(tradyn__scan *s, int64_t *msc)
{
	bool east = false;
	int hours, minutes = 0;

	*msc = 0;
	if (s->at == s->end || tradyn__scan_skip(s, 'Z') || tradyn__scan_skip(s, 'z'))
		return true;
	if (!(east = tradyn__scan_skip(s, '+')) && !tradyn__scan_skip(s, '-'))
		return false;
	if (!tradyn__scan_digits(s, 2, 23, &hours))
		return false;
	if (s->at < s->end) {
		(void)tradyn__scan_skip(s, ':');
		if (!tradyn__scan_digits(s, 2, 59, &minutes))
			return false;
	}
	*msc = (east ? 1 : -1) * (hours * 60 + minutes) * INT64_C(60000);
	return true;
}

int tradyn__time_parse(const char *text, size_t length, int64_t *msc)
{
	tradyn__scan s = { text, text + length };
	int64_t days, clock = 0, offset = 0;

	if (!read_date(&s, &days))
		return TRADYN_E_SYNTAX;
	if (s.at < s.end && ((!tradyn__scan_skip(&s, 'T') && !tradyn__scan_skip(&s, 't') && !tradyn__scan_skip(&s, ' ')) || !read_clock(&s, &clock) || !read_offset(&s, &offset)))
		return TRADYN_E_SYNTAX;
	if (s.at < s.end)
		return TRADYN_E_SYNTAX;
	*msc = days * DAY_MSC + clock - offset;
	return 0;
}

/* ---- Text out ---- */

static char *put_digits(char *out, int value, int count)
{
	for (int i = count - 1; i >= 0; i--, value /= 10)
		out[i] = (char)('0' + value % 10);
	return out + count;
}

void tradyn__time_format(int64_t msc, char *out)
{
	int64_t days = msc / DAY_MSC - (msc % DAY_MSC < 0), year;
	int rest = (int)(msc % DAY_MSC + (msc % DAY_MSC < 0) * DAY_MSC), month, day;

	tradyn__civil_from_days(days, &year, &month, &day);
	if (year >= 0 && year <= 9999) {
		out = put_digits(out, (int)year, 4);
	} else {
		tradyn__text_format(out, 16, "%lld", (long long)year);
		while (*out)
			out++;
	}
	*out++ = '-';
	out = put_digits(out, month, 2);
	*out++ = '-';
	out = put_digits(out, day, 2);
	*out++ = 'T';
	out = put_digits(out, rest / 3600000, 2);
	*out++ = ':';
	out = put_digits(out, rest / 60000 % 60, 2);
	*out++ = ':';
	out = put_digits(out, rest / 1000 % 60, 2);
	*out++ = '.';
	out = put_digits(out, rest % 1000, 3);
	*out++ = 'Z';
	*out = '\0';
}
