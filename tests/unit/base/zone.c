/* SPDX-License-Identifier: MIT
 * POSIX TZ rules against the C library's own reading of them, and the two hours a year that are not like others. */
#include "lib/base/zone.h"
#include "tests/unit/suite.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HOUR INT64_C(3600000)

static tradyn__zone zone_of(const char *text)
{
	tradyn__zone zone;
	tradyn_error err;

	tradyn_error_init(&err);
	ck_assert_msg(tradyn__zone_init(&zone, text, &err) == 0, "%s: %s", text, err.message);
	return zone;
}

static int64_t at(const char *text)
{
	int64_t msc = 0;

	ck_assert_msg(tradyn__time_parse(text, strlen(text), &msc) == 0, "%s", text);
	return msc;
}

/* Every half hour of 2014 and 2024, forwards, must have the C library's offset. */
START_TEST(agrees_with_the_c_library)
{
	static const char *const rules[] = {
		"EET-2EEST,M3.5.0/3,M10.5.0/4", "EST5EDT,M3.2.0,M11.1.0", "UTC0", "<+03>-3", "AEST-10AEDT,M10.1.0,M4.1.0/3", "IST-5:30",
		"<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "NZST-12NZDT,M9.5.0,M4.1.0/3", "IST-1GMT0,M10.5.0,M3.5.0/1", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
	};
	static const char *const years[] = { "2014-01-01", "2024-01-01" };

	for (size_t r = 0; r < sizeof(rules) / sizeof(rules[0]); r++) {
		tradyn__zone zone = zone_of(rules[r]);

		setenv("TZ", rules[r], 1);
		tzset();
		for (size_t y = 0; y < 2; y++)
			for (int64_t msc = at(years[y]), end = msc + 366 * 24 * HOUR; msc < end; msc += HOUR / 2) {
				time_t seconds = (time_t)(msc / 1000);
				struct tm tm;

				localtime_r(&seconds, &tm);
				if (tradyn__zone_offset(&zone, msc) != (int64_t)tm.tm_gmtoff * 1000)
					ck_abort_msg("%s at %lld: %lld instead of %ld s", rules[r], (long long)msc, (long long)tradyn__zone_offset(&zone, msc) / 1000, tm.tm_gmtoff);
			}
	}
	unsetenv("TZ");
}
END_TEST

START_TEST(clock_changes)
{
	static const struct { const char *zone, *last; int64_t before, after; } cases[] = {
		{ "Europe/Helsinki", "2014-03-30T00:59:59.999Z", 2, 3 }, { "Europe/Helsinki", "2014-10-26T00:59:59.999Z", 3, 2 },
		{ "Europe/Helsinki", "2024-03-31T00:59:59.999Z", 2, 3 }, { "Europe/Helsinki", "2024-10-27T00:59:59.999Z", 3, 2 },
		{ "Europe/London", "2014-03-30T00:59:59.999Z", 0, 1 }, { "Europe/London", "2014-10-26T00:59:59.999Z", 1, 0 },
		{ "America/New_York", "2014-03-09T06:59:59.999Z", -5, -4 }, { "America/New_York", "2014-11-02T05:59:59.999Z", -4, -5 },
		{ "America/New_York", "2024-03-10T06:59:59.999Z", -5, -4 }, { "America/New_York", "2024-11-03T05:59:59.999Z", -4, -5 },
		{ "Australia/Sydney", "2014-04-05T15:59:59.999Z", 11, 10 }, { "Australia/Sydney", "2014-10-04T15:59:59.999Z", 10, 11 },
		{ "EST5EDT", "2024-03-10T06:59:59.999Z", -5, -4 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		tradyn__zone zone = zone_of(cases[i].zone);
		int64_t last = at(cases[i].last);

		ck_assert_msg(tradyn__zone_offset(&zone, last) == cases[i].before * HOUR, "%s before %s", cases[i].zone, cases[i].last);
		ck_assert_msg(tradyn__zone_offset(&zone, last + 1) == cases[i].after * HOUR, "%s after %s", cases[i].zone, cases[i].last);
		ck_assert_msg(tradyn__zone_offset(&zone, last) == cases[i].before * HOUR, "%s back before %s", cases[i].zone, cases[i].last);
	}
}
END_TEST

START_TEST(zones_without_changes)
{
	static const struct { const char *zone; int64_t hours; } cases[] = {
		{ "", 0 }, { "UTC", 0 }, { "UTC0", 0 }, { "Etc/UTC", 0 }, { "Asia/Tokyo", 9 }, { "<+03>-3", 3 }, { "Europe/Istanbul", 3 }, { "XYZ+12", -12 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		tradyn__zone zone = zone_of(cases[i].zone);

		ck_assert_int_eq(tradyn__zone_offset(&zone, at("2014-01-01")), cases[i].hours * HOUR);
		ck_assert_int_eq(tradyn__zone_offset(&zone, at("2014-07-01")), cases[i].hours * HOUR);
		ck_assert_int_eq(tradyn__zone_to_utc(&zone, at("2014-07-01")), at("2014-07-01") - cases[i].hours * HOUR);
	}
}
END_TEST

START_TEST(wall_clock_to_utc)
{
	static const struct { const char *zone, *local, *utc; } cases[] = {
		{ "Europe/Helsinki", "2014-05-02T03:00", "2014-05-02T00:00Z" },
		{ "Europe/Helsinki", "2014-03-30T02:59:59.999", "2014-03-30T00:59:59.999Z" },
		{ "Europe/Helsinki", "2014-03-30T03:00", "2014-03-30T01:00Z" }, /* no clock showed it */
		{ "Europe/Helsinki", "2014-03-30T03:30", "2014-03-30T01:00Z" },
		{ "Europe/Helsinki", "2014-03-30T04:00", "2014-03-30T01:00Z" },
		{ "Europe/Helsinki", "2014-03-30T04:30", "2014-03-30T01:30Z" },
		{ "Europe/Helsinki", "2014-10-26T02:59", "2014-10-25T23:59Z" },
		{ "Europe/Helsinki", "2014-10-26T03:00", "2014-10-26T00:00Z" }, /* the first of two */
		{ "Europe/Helsinki", "2014-10-26T03:59", "2014-10-26T00:59Z" },
		{ "Europe/Helsinki", "2014-10-26T04:00", "2014-10-26T02:00Z" },
		{ "America/New_York", "2024-03-10T02:30", "2024-03-10T07:00Z" },
		{ "America/New_York", "2024-11-03T01:30", "2024-11-03T05:30Z" },
		{ "America/New_York", "2024-11-03T02:00", "2024-11-03T07:00Z" },
		{ "Australia/Sydney", "2014-04-06T02:30", "2014-04-05T15:30Z" },
		{ "Australia/Sydney", "2014-10-05T02:30", "2014-10-04T16:00Z" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		tradyn__zone zone = zone_of(cases[i].zone);
		char got[32];

		tradyn__time_format(tradyn__zone_to_utc(&zone, at(cases[i].local)), got);
		ck_assert_msg(at(got) == at(cases[i].utc), "%s in %s: %s instead of %s", cases[i].local, cases[i].zone, got, cases[i].utc);
	}
}
END_TEST

START_TEST(what_is_no_zone)
{
	static const char *const texts[] = {
		"Mars/Olympus", "E5", "EST", "EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,J60,J300",
		"EST5EDT,M3.2.0,M11.1.0x", "EST25", "<+03-3", "UTC0 ", "EST5:60", "EST5EDT,M3.2.0/168,M11.1.0", "-3",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		tradyn__zone zone = { .standard = 4711 };
		tradyn_error err;

		tradyn_error_init(&err);
		ck_assert_msg(tradyn__zone_init(&zone, texts[i], &err) == TRADYN_E_INVALID_VALUE, "\"%s\" must be refused", texts[i]);
		ck_assert_str_eq(err.field, "zone");
		ck_assert_ptr_nonnull(strstr(err.legal, "Europe/Helsinki"));
		ck_assert_int_eq(zone.standard, 4711);
	}
}
END_TEST

int main(void)
{
	return run_tests("zone", 120, (const TTest *const []){
		agrees_with_the_c_library,
		clock_changes,
		zones_without_changes,
		wall_clock_to_utc,
		what_is_no_zone,
		NULL });
}
