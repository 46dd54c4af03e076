/* SPDX-License-Identifier: MIT
 * Token buckets, on a clock that the test turns. */
#include "server/access/rate.h"
#include "tests/unit/suite.h"

#include <string.h>

#define SECOND INT64_C(1000000000)
/* Any moment; a bucket that was never used is full at every one. */
#define START (INT64_C(1000) * SECOND)

static struct rate_state state;

static int64_t taken_at(struct bucket *bucket, const struct rate_limit *limit, int64_t now, int tries)
{
	int64_t taken = 0;

	while (tries--)
		taken += rate_take(bucket, limit, now, &state);
	return taken;
}

START_TEST(a_burst_then_nothing)
{
	struct rate_limit limit = rate_per_second(100);
	struct bucket bucket = { 0 };

	ck_assert(rate_take(&bucket, &limit, START, &state));
	ck_assert_int_eq(state.limit, 100);
	ck_assert_int_eq(state.remaining, 99);
	ck_assert_int_eq(taken_at(&bucket, &limit, START, 150), 99);
	ck_assert_int_eq(state.remaining, 0);
	ck_assert_int_eq(state.reset_nsec, SECOND);
	ck_assert_int_eq(state.retry_nsec, SECOND / 100);
}
END_TEST

START_TEST(a_refused_call_takes_nothing)
{
	struct rate_limit limit = rate_per_second(10);
	struct bucket bucket = { 0 };

	taken_at(&bucket, &limit, START, 1000);
	ck_assert(!rate_take(&bucket, &limit, START + SECOND / 10 - 1, &state));
	ck_assert_int_eq(state.retry_nsec, 1);
	ck_assert(rate_take(&bucket, &limit, START + SECOND / 10, &state));
	ck_assert(!rate_take(&bucket, &limit, START + SECOND / 10, &state));
}
END_TEST

START_TEST(it_fills_again_but_not_beyond)
{
	struct rate_limit limit = rate_per_second(3);
	struct bucket bucket = { 0 };

	taken_at(&bucket, &limit, START, 3);
	ck_assert_int_eq(taken_at(&bucket, &limit, START + 1000 * SECOND, 10), 3);
}
END_TEST

START_TEST(a_steady_caller_is_never_refused)
{
	struct rate_limit limit = rate_per_second(100);
	struct bucket bucket = { 0 };

	for (int64_t i = 0; i < 10000; i++)
		ck_assert(rate_take(&bucket, &limit, START + i * SECOND / 100, &state));
}
END_TEST

START_TEST(zero_is_no_limit)
{
	struct rate_limit limit = rate_per_second(0);
	struct bucket bucket = { 0 };

	ck_assert_int_eq(taken_at(&bucket, &limit, START, 100000), 100000);
	ck_assert_int_eq(state.limit, 0);
}
END_TEST

START_TEST(addresses_have_buckets_of_their_own)
{
	static struct rate_table table;
	struct rate_limit limit = rate_per_second(1);
	unsigned char one[16] = { 1 }, two[16] = { 2 };

	ck_assert(rate_table_take(&table, one, &limit, START, &state));
	ck_assert(!rate_table_take(&table, one, &limit, START, &state));
	ck_assert(rate_table_take(&table, two, &limit, START, &state));
	ck_assert(!rate_table_take(&table, one, &limit, START, &state));
}
END_TEST

START_TEST(a_flood_of_addresses_stays_bounded)
{
	static struct rate_table table;
	struct rate_limit limit = rate_per_second(1);
	unsigned char address[16] = { 0 };

	for (uint32_t i = 1; i < 100000; i++) {
		memcpy(address, &i, sizeof i);
		ck_assert(rate_table_take(&table, address, &limit, START + i, &state));
	}
}
END_TEST

START_TEST(seconds_are_rounded_up)
{
	ck_assert_int_eq(rate_seconds(0), 0);
	ck_assert_int_eq(rate_seconds(1), 1);
	ck_assert_int_eq(rate_seconds(SECOND), 1);
	ck_assert_int_eq(rate_seconds(SECOND + 1), 2);
}
END_TEST

int main(void)
{
	return run_tests("rate", 20, (const TTest *const[]){ a_burst_then_nothing, a_refused_call_takes_nothing, it_fills_again_but_not_beyond,
		a_steady_caller_is_never_refused, zero_is_no_limit, addresses_have_buckets_of_their_own, a_flood_of_addresses_stays_bounded,
		seconds_are_rounded_up, NULL });
}
