/* SPDX-License-Identifier: MIT
 * Civil dates and ISO 8601 text in both directions. */
#include "lib/base/zone.h"
#include "tests/unit/suite.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

START_TEST(every_day_of_eight_centuries)
{
	int64_t day = tradyn__days_from_civil(1600, 1, 1), last = tradyn__days_from_civil(2400, 1, 1);

	ck_assert_int_eq(tradyn__days_from_civil(1970, 1, 1), 0);
	ck_assert_int_eq(last - day, 800 * 365 + 194);
	for (; day < last; day++) {
		int64_t year;
		int month, mday;
		time_t seconds = (time_t)(day * 86400);
		struct tm tm;

		tradyn__civil_from_days(day, &year, &month, &mday);
		gmtime_r(&seconds, &tm);
		if (year != tm.tm_year + 1900 || month != tm.tm_mon + 1 || mday != tm.tm_mday || tradyn__weekday(day) != tm.tm_wday)
			ck_abort_msg("day %lld", (long long)day);
		if (tradyn__days_from_civil(year, month, mday) != day)
			ck_abort_msg("day %lld does not come back", (long long)day);
	}
}
END_TEST

START_TEST(texts_that_are_times)
{
	static const struct { const char *text; int64_t msc; } cases[] = {
		{ "1970-01-01", 0 }, { "2014-05-02", 1398988800000 }, { "2014-05-02T12:30:00.123Z", 1399033800123 },
		{ "2014-05-02T12:30:00Z", 1399033800000 }, { "2014-05-02T12:30", 1399033800000 }, { "2014-05-02 12:30:00", 1399033800000 },
		{ "2014-05-02T12:30:00.1Z", 1399033800100 }, { "2014-05-02T12:30:00.123999Z", 1399033800123 },
		{ "2014-05-02T15:30:00+03:00", 1399033800000 }, { "2014-05-02T15:30:00+0300", 1399033800000 }, { "2014-05-02T15:30:00+03", 1399033800000 },
		{ "2014-05-02T07:00:00-05:30", 1399033800000 }, { "2012-02-29", 1330473600000 }, { "1969-12-31T23:59:59.999Z", -1 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int64_t msc = 0;

		ck_assert_msg(tradyn__time_parse(cases[i].text, strlen(cases[i].text), &msc) == 0, "%s", cases[i].text);
		ck_assert_msg(msc == cases[i].msc, "%s: %lld", cases[i].text, (long long)msc);
	}
}
END_TEST

START_TEST(texts_that_are_not)
{
	static const char *const texts[] = {
		"", "2014", "2014-05", "2014-5-2", "2014-13-01", "2014-00-01", "2014-02-30", "2013-02-29", "2014-05-00", "2014-05-02T", "2014-05-02T24:00",
		"2014-05-02T12", "2014-05-02T12:60", "2014-05-02T12:30:60", "2014-05-02T12:30:00.", "2014-05-02T12:30:00.Z", "2014-05-02T12:30:00X",
		"2014-05-02T12:30:00+3", "2014-05-02T12:30:00Z ", " 2014-05-02", "02.05.2014", "1399033800123",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		int64_t msc = 4711;

		ck_assert_msg(tradyn__time_parse(texts[i], strlen(texts[i]), &msc) == TRADYN_E_SYNTAX, "\"%s\" is no time", texts[i]);
		ck_assert_int_eq(msc, 4711);
	}
}
END_TEST

START_TEST(times_as_text)
{
	char text[32];

	tradyn__time_format(1399033800123, text);
	ck_assert_str_eq(text, "2014-05-02T12:30:00.123Z");
	tradyn__time_format(0, text);
	ck_assert_str_eq(text, "1970-01-01T00:00:00.000Z");
	tradyn__time_format(-1, text);
	ck_assert_str_eq(text, "1969-12-31T23:59:59.999Z");
	tradyn__time_format(INT64_MAX, text);
	ck_assert_str_eq(text, "292278994-08-17T07:12:55.807Z");
	tradyn__time_format(INT64_MIN, text);
	ck_assert_str_eq(text, "-292275055-05-16T16:47:04.192Z");
}
END_TEST

int main(void)
{
	return run_tests("time", 120, (const TTest *const []){
		every_day_of_eight_centuries,
		texts_that_are_times,
		texts_that_are_not,
		times_as_text,
		NULL });
}
