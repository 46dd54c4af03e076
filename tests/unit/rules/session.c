/* SPDX-License-Identifier: MIT
 * Sessions, holidays and the server's day, across weeks and clock changes. 2026-11-02 is a Monday. */
#include "lib/engine/session.h"
#include "tests/unit/rules/rules.h"

static tradyn_symbol symbol;
static tradyn__zone zone;

static void add_session(int64_t weekday, int64_t from, int64_t to)
{
	symbol.sessions.items[symbol.sessions.count++] = (tradyn_session){ weekday, from, to };
}

static void add_holiday(const char *date, int64_t from, int64_t to)
{
	symbol.holidays.items[symbol.holidays.count++] = (tradyn_holiday){ day(date), from, to };
}

/* Monday 00:05 to Friday 23:55 on Helsinki's clock. */
static void make_fx(void)
{
	symbol = make_symbol(5, "100000", "EUR", "USD");
	zone = make_zone("Europe/Helsinki");
	add_session(1, 5, 1440);
	for (int64_t weekday = 2; weekday <= 4; weekday++)
		add_session(weekday, 0, 1440);
	add_session(5, 0, 23 * 60 + 55);
}

static bool open_at(const char *time)
{
	tradyn__session_span span = { 0, 0, false };

	return tradyn__session_open(&symbol, &zone, at(time), &span);
}

static void expect_next(const char *now, const char *opening)
{
	expect_time(tradyn__session_next_open(&symbol, &zone, at(now)), opening, now);
}

static void expect_day_end(const char *now, const char *end)
{
	expect_time(tradyn__session_day_end(&symbol, &zone, at(now)), end, now);
}

START_TEST(without_sessions_it_is_always_open)
{
	tradyn__session_span span = { 0, 0, false };

	symbol = make_symbol(2, "1", "BTC", "USD");
	zone = make_zone("Europe/Helsinki");
	ck_assert(tradyn__session_open(&symbol, &zone, at("2026-11-07T12:00:00Z"), &span));
	ck_assert_int_eq(span.to_msc, INT64_MAX);
	expect_next("2026-11-07T12:00:00Z", "2026-11-07T12:00:00Z");
	expect_day_end("2026-11-07T12:00:00Z", "2026-11-07T22:00:00Z");
}
END_TEST

START_TEST(a_holiday_closes_even_what_is_always_open)
{
	symbol = make_symbol(2, "1", "BTC", "USD");
	zone = make_zone("");
	add_holiday("2026-12-25", 0, 1440);
	ck_assert(open_at("2026-12-24T23:59:59Z"));
	ck_assert(!open_at("2026-12-25T00:00:00Z"));
	expect_next("2026-12-25T00:00:00Z", "2026-12-26T00:00:00Z");
}
END_TEST

START_TEST(the_week_opens_and_closes_on_the_minute)
{
	make_fx();
	ck_assert(!open_at("2026-11-01T22:04:59.999Z"));
	ck_assert(open_at("2026-11-01T22:05:00Z"));
	ck_assert(open_at("2026-11-03T22:00:00Z")); /* over midnight */
	ck_assert(open_at("2026-11-06T21:54:59.999Z"));
	ck_assert(!open_at("2026-11-06T21:55:00Z"));
	expect_next("2026-11-06T21:55:00Z", "2026-11-08T22:05:00Z");
	expect_next("2026-11-04T10:00:00Z", "2026-11-04T10:00:00Z");
}
END_TEST

START_TEST(the_span_is_asked_once)
{
	tradyn__session_span span = { 0, 0, false };

	make_fx();
	ck_assert(tradyn__session_open(&symbol, &zone, at("2026-11-02T08:00:00Z"), &span));
	expect_time(span.from_msc, "2026-11-02T08:00:00Z", "from");
	expect_time(span.to_msc, "2026-11-06T21:55:00Z", "to");
	symbol.sessions.count = 0; /* would be open now: inside the span nobody looks */
	span.open = false;
	ck_assert(!tradyn__session_open(&symbol, &zone, at("2026-11-06T21:54:59Z"), &span));
	ck_assert(tradyn__session_open(&symbol, &zone, at("2026-11-06T21:55:00Z"), &span));
}
END_TEST

START_TEST(the_opening_follows_the_clock_change)
{
	make_fx();
	/* Spring: Helsinki goes from +2 to +3 on 2026-03-29. */
	expect_next("2026-03-27T22:00:00Z", "2026-03-29T21:05:00Z");
	/* Autumn: back to +2 on 2026-10-25. */
	expect_next("2026-10-23T20:55:00Z", "2026-10-25T22:05:00Z");
}
END_TEST

START_TEST(edges_in_the_hours_that_change)
{
	symbol = make_symbol(5, "100000", "EUR", "USD");
	zone = make_zone("Europe/Helsinki");
	add_session(0, 3 * 60 + 30, 6 * 60);
	/* 03:30 does not exist on 2026-03-29: the clock jumps from 03:00 to 04:00 at 01:00 UTC. */
	expect_next("2026-03-28T22:00:00Z", "2026-03-29T01:00:00Z");
	/* 03:30 comes twice on 2026-10-25, an hour apart; the clock goes back at 01:00 UTC. */
	expect_next("2026-10-24T22:00:00Z", "2026-10-25T00:30:00Z");
	ck_assert(open_at("2026-10-25T00:59:59Z"));
	ck_assert(!open_at("2026-10-25T01:00:00Z"));
	expect_next("2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z");
}
END_TEST

START_TEST(holidays_are_passed_over)
{
	make_fx();
	add_holiday("2026-12-25", 0, 1440); /* a Friday */
	add_holiday("2026-12-28", 0, 1440); /* the Monday after */
	add_holiday("2026-12-29", 0, 600);  /* late opening */
	ck_assert(!open_at("2026-12-25T10:00:00Z"));
	expect_next("2026-12-24T22:00:00Z", "2026-12-29T08:00:00Z");
	ck_assert(tradyn__session_holiday(&symbol, day("2026-12-25")));
	ck_assert(!tradyn__session_holiday(&symbol, day("2026-12-29")));
	ck_assert(!tradyn__session_holiday(&symbol, day("2026-12-26")));
}
END_TEST

START_TEST(a_holiday_of_all_sessions_is_one)
{
	make_fx();
	add_holiday("2026-12-25", 0, 720);
	add_holiday("2026-12-25", 720, 23 * 60 + 55);
	ck_assert(tradyn__session_holiday(&symbol, day("2026-12-25")));
}
END_TEST

START_TEST(many_weeks_of_holidays)
{
	int64_t first = day("2026-01-05");

	symbol = make_symbol(2, "1", "XAU", "USD");
	zone = make_zone("");
	add_session(1, 60, 120);
	for (int64_t week = 0; week < TRADYN_HOLIDAYS_MAX; week++)
		symbol.holidays.items[symbol.holidays.count++] = (tradyn_holiday){ first + 7 * week, 0, 1440 };
	expect_next("2026-01-01T00:00:00Z", "2026-08-17T01:00:00Z");
}
END_TEST

START_TEST(a_session_of_no_day_never_opens)
{
	symbol = make_symbol(2, "1", "XAU", "USD");
	zone = make_zone("");
	add_session(7, 60, 120);
	ck_assert_int_eq(tradyn__session_next_open(&symbol, &zone, at("2026-01-01T00:00:00Z")), INT64_MAX);
	ck_assert_int_eq(tradyn__session_day_end(&symbol, &zone, at("2026-01-01T00:00:00Z")), INT64_MAX);
}
END_TEST

START_TEST(the_trading_day_ends_with_its_last_session)
{
	make_fx();
	expect_day_end("2026-11-03T08:00:00Z", "2026-11-03T22:00:00Z"); /* Tuesday: midnight */
	expect_day_end("2026-11-06T08:00:00Z", "2026-11-06T21:55:00Z"); /* Friday: the close */
	expect_day_end("2026-11-06T21:55:00Z", "2026-11-09T22:00:00Z"); /* after it: Monday's end */
}
END_TEST

START_TEST(a_break_does_not_end_the_day)
{
	symbol = make_symbol(2, "1", "USD", "USD");
	zone = make_zone("");
	add_session(1, 60, 1395);
	add_session(1, 1410, 1435);
	expect_day_end("2026-11-02T08:00:00Z", "2026-11-02T23:55:00Z");
	expect_day_end("2026-11-02T23:20:00Z", "2026-11-02T23:55:00Z");
	add_holiday("2026-11-02", 780, 1440); /* early close */
	expect_day_end("2026-11-02T08:00:00Z", "2026-11-02T13:00:00Z");
}
END_TEST

START_TEST(the_server_s_day_and_midnight)
{
	zone = make_zone("Europe/Helsinki");
	ck_assert_int_eq(tradyn__server_day(&zone, at("2026-11-02T21:59:59.999Z")), day("2026-11-02"));
	ck_assert_int_eq(tradyn__server_day(&zone, at("2026-11-02T22:00:00Z")), day("2026-11-03"));
	expect_time(tradyn__server_midnight(&zone, at("2026-11-02T22:00:00Z")), "2026-11-03T22:00:00Z", "winter");
	expect_time(tradyn__server_midnight(&zone, at("2026-07-01T12:00:00Z")), "2026-07-01T21:00:00Z", "summer");
	expect_time(tradyn__server_midnight(&zone, at("2026-10-24T21:00:00Z")), "2026-10-25T22:00:00Z", "a day of 25 hours");
	expect_time(tradyn__server_midnight(&zone, at("2026-03-28T22:00:00Z")), "2026-03-29T21:00:00Z", "a day of 23 hours");
	expect_time(tradyn__server_last_second(&zone, at("2026-11-03T10:00:00Z")), "2026-11-03T21:59:59Z", "last second");
}
END_TEST

/* Clocks that go back at half past midnight have two midnights: the next one always lies ahead. */
START_TEST(a_midnight_that_comes_twice)
{
	int64_t now = at("2026-10-24T00:00:00Z");

	zone = make_zone("AAA-2BBB,M3.5.0/2,M10.5.0/0:30");
	for (int i = 0; i < 5; i++) {
		int64_t next = tradyn__server_midnight(&zone, now);

		ck_assert_int_gt(next, now);
		now = next;
	}
	ck_assert_int_gt(tradyn__server_midnight(&zone, at("2026-10-24T21:45:00Z")), at("2026-10-24T21:45:00Z"));
}
END_TEST

/* The walk over edges agrees with asking every five minutes (all edges lie on them), through a year with both clock changes. */
START_TEST(spans_agree_with_asking_through_a_year)
{
	tradyn__session_span span = { 0, 0, false };
	int64_t now = at("2026-01-01T00:00:00Z"), end = at("2027-01-01T00:00:00Z");

	make_fx();
	add_session(0, 1380, 1440);
	add_holiday("2026-04-03", 0, 1440);
	add_holiday("2026-12-24", 900, 1440);
	for (; now < end; now += 300000) {
		int64_t local = now + tradyn__zone_offset(&zone, now);
		int64_t date = local / INT64_C(86400000), minute = local / 60000 % 1440, weekday = (date + 4) % 7;
		bool open = (weekday == 0 && minute >= 1380) || (weekday == 1 && minute >= 5) || (weekday >= 2 && weekday <= 4) ||
		            (weekday == 5 && minute < 1435);

		open = open && date != day("2026-04-03") && !(date == day("2026-12-24") && minute >= 900);
		ck_assert_msg(tradyn__session_open(&symbol, &zone, now, &span) == open, "minute %lld", (long long)now);
	}
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		without_sessions_it_is_always_open, a_holiday_closes_even_what_is_always_open, the_week_opens_and_closes_on_the_minute,
		the_span_is_asked_once, the_opening_follows_the_clock_change, edges_in_the_hours_that_change, holidays_are_passed_over,
		a_holiday_of_all_sessions_is_one, many_weeks_of_holidays, a_session_of_no_day_never_opens,
		the_trading_day_ends_with_its_last_session, a_break_does_not_end_the_day, the_server_s_day_and_midnight,
		a_midnight_that_comes_twice, spans_agree_with_asking_through_a_year,
	};

	return run_cases("session", tests, sizeof(tests) / sizeof(tests[0]));
}
