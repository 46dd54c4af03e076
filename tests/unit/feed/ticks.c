/* SPDX-License-Identifier: MIT
 * The ring of kept ticks: sequence numbers, ranges of time, flags, and the newest ones when it is full. */
#include "lib/engine/ticks.h"
#include "tests/unit/suite.h"

#include <stdlib.h>
#include <string.h>

/* Tick n is at 1000 n, its bid changes every second tick, its ask every third. */
static void add(tradyn__ticks *ticks, int64_t from, int64_t to)
{
	for (int64_t n = from; n < to; n++)
		ck_assert_int_eq(tradyn__ticks_add(ticks, n * 1000, 1000 + n / 2, 2000 + n / 3), 0);
}

START_TEST(sequences_go_on)
{
	tradyn__ticks ticks;
	tradyn_tick out[100];
	uint64_t sequence = 0;

	tradyn__ticks_init(&ticks, 1000);
	ck_assert_uint_eq(tradyn__ticks_copy(&ticks, "EURUSD", TRADYN_UNSET, TRADYN_UNSET, &sequence, out, 100), 0);
	add(&ticks, 0, 250);
	for (int64_t n = 0; n < 250;) {
		size_t got = tradyn__ticks_copy(&ticks, "EURUSD", TRADYN_UNSET, TRADYN_UNSET, &sequence, out, 100);

		ck_assert_uint_eq(got, n < 200 ? 100 : 50);
		for (size_t i = 0; i < got; i++, n++) {
			ck_assert_int_eq(out[i].time_msc, n * 1000);
			ck_assert_str_eq(out[i].symbol, "EURUSD");
			ck_assert_int_eq(out[i].flags, n == 0 ? 6 : (n % 2 == 0 ? TRADYN_TICK_BID : 0) | (n % 3 == 0 ? TRADYN_TICK_ASK : 0));
		}
		ck_assert_uint_eq(sequence, (uint64_t)n);
	}
	add(&ticks, 250, 251);
	ck_assert_uint_eq(tradyn__ticks_copy(&ticks, "EURUSD", TRADYN_UNSET, TRADYN_UNSET, &sequence, out, 100), 1);
	ck_assert_int_eq(out[0].time_msc, 250000);
	tradyn__ticks_clear(&ticks);
}
END_TEST

START_TEST(ranges_include_both_ends)
{
	tradyn__ticks ticks;
	tradyn_tick out[100];
	uint64_t sequence = 0;

	tradyn__ticks_init(&ticks, 1000);
	add(&ticks, 0, 50);
	ck_assert_uint_eq(tradyn__ticks_copy(&ticks, "X", 10000, 12000, &sequence, out, 100), 3);
	ck_assert_int_eq(out[0].time_msc, 10000);
	ck_assert_int_eq(out[2].time_msc, 12000);
	ck_assert_uint_eq(sequence, 13);
	ck_assert_uint_eq(tradyn__ticks_copy(&ticks, "X", 10000, 12000, &sequence, out, 100), 0);
	sequence = 11;
	ck_assert_uint_eq(tradyn__ticks_copy(&ticks, "X", 10001, TRADYN_UNSET, &sequence, out, 100), 39);
	sequence = 0;
	ck_assert_uint_eq(tradyn__ticks_copy(&ticks, "X", 60000, TRADYN_UNSET, &sequence, out, 100), 0);
	tradyn__ticks_clear(&ticks);
}
END_TEST

START_TEST(a_full_ring_keeps_the_newest)
{
	tradyn__ticks ticks;
	tradyn_tick out[200];
	uint64_t sequence = 0;

	for (size_t limit = 1; limit <= 130; limit += 43) {
		tradyn__ticks_init(&ticks, limit);
		add(&ticks, 0, 1000);
		sequence = 5; /* gone */
		ck_assert_uint_eq(tradyn__ticks_copy(&ticks, "X", TRADYN_UNSET, TRADYN_UNSET, &sequence, out, 200), limit);
		ck_assert_int_eq(out[0].time_msc, (1000 - (int64_t)limit) * 1000);
		ck_assert_int_eq(out[limit - 1].time_msc, 999000);
		ck_assert_uint_eq(sequence, 1000);
		ck_assert_uint_eq(ticks.capacity, limit);
		tradyn__ticks_clear(&ticks);
	}
}
END_TEST

int main(void)
{
	return run_tests("ticks", 10, (const TTest *const []){ sequences_go_on, ranges_include_both_ends, a_full_ring_keeps_the_newest, NULL });
}
