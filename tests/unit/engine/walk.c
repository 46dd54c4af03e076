/* SPDX-License-Identifier: MIT
 * The walk in fixed point against exact quotients, leg by leg: random rates, forced halves, both signs, sizes up to where it gives up. */
#include "tests/unit/suite.h"

#include "lib/engine/walk.h"

#include <string.h>

static uint64_t seed = 1;

static uint64_t draw(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

/* From -2^bits to 2^bits. */
static int64_t signed_of(int bits)
{
	return (int64_t)(draw() >> (63 - bits)) - (INT64_C(1) << bits);
}

static tradyn__quotient random_rate(int kind)
{
	static const tradyn__quotient plain[] = { { 1, 2 }, { 3, 2 }, { 1, 10 }, { 127, 100 }, { 125, 1000 }, { 1, 1 }, { 1000, 1 }, { 5, 8 } };

	if (kind == 0) /* halves abound */
		return plain[draw() % (sizeof(plain) / sizeof(plain[0]))];
	if (kind == 1) /* a pair of five digits, either way */
		return draw() % 2 ? (tradyn__quotient){ (int64_t)(draw() % 300000 + 1) * 1000, 100000000 } : (tradyn__quotient){ 100000000, (int64_t)(draw() % 300000 + 1) * 1000 };
	return (tradyn__quotient){ (int64_t)(draw() >> (1 + draw() % 62)) + 1, (int64_t)(draw() >> (1 + draw() % 62)) + 1 };
}

static tradyn__wide exact(int64_t worth, tradyn__quotient above, tradyn__quotient below)
{
	tradyn__quotient rate = worth < 0 ? below : above;

	return tradyn__wide_div((tradyn__wide)worth * rate.up, rate.down, TRADYN_ROUND_HALF_AWAY);
}

/* One random block; 0: not started, 1: in doubt, 2: summed, and right. */
static int block(int kind)
{
	int64_t factor[TRADYN__WALK_LEGS] = { 0 }, open[TRADYN__WALK_LEGS] = { 0 }, reach = 0, sum;
	size_t count = (size_t)(draw() % TRADYN__WALK_LEGS + 1);
	tradyn__quotient above = random_rate(kind), below = draw() % 2 ? above : random_rate(kind);
	tradyn__walk walk;
	int64_t steps = (int64_t)(draw() % 1000000 + 1);
	int bits = 1 + (int)(draw() % (kind == 2 ? 50 : 24)), common = (int)(draw() % 4);
	tradyn__wide total = 0;

	for (size_t i = 0; i < count; i++) {
		int64_t worth = signed_of(bits);

		factor[i] = (int64_t)(draw() % 1000 + 1);
		open[i] = factor[i] * steps - worth;
		factor[i] <<= common;
		reach = reach > (worth < 0 ? -worth : worth) ? reach : worth < 0 ? -worth : worth;
		total += exact(worth, above, below);
	}
	if (!tradyn__walk_start(&walk, reach, above, below))
		return 0;
	walk.steps = (uint64_t)steps;
	walk.shift = common;
	if (!tradyn__walk_sum(&walk, factor, open, count, &sum))
		return 1;
	ck_assert_msg(total == sum, "%zu legs, rates %lld/%lld and %lld/%lld", count, (long long)above.up, (long long)above.down, (long long)below.up, (long long)below.down);
	return 2;
}

START_TEST(a_sum_is_exact_or_not_given)
{
	for (int kind = 0; kind < 3; kind++) {
		int seen[3] = { 0 };

		for (int i = 0; i < 60000; i++)
			seen[block(kind)]++;
		ck_assert_int_gt(seen[2], 5000);
		if (kind < 2)
			ck_assert_int_gt(seen[1], 100); /* halves were met */
		if (kind == 2)
			ck_assert_int_gt(seen[0], 1000); /* and numbers beyond it */
	}
}
END_TEST

START_TEST(halves_are_left_to_exact_division)
{
	int64_t factor[8] = { 1 }, open[8] = { 0 }, sum;
	tradyn__walk walk;

	ck_assert(tradyn__walk_start(&walk, 1000, (tradyn__quotient){ 1, 2 }, (tradyn__quotient){ 1, 2 }));
	walk.shift = 0;
	for (int worth = -1000; worth <= 1000; worth++) {
		walk.steps = 0;
		open[0] = -worth;
		ck_assert_int_eq(tradyn__walk_sum(&walk, factor, open, 1, &sum), worth % 2 == 0);
		if (worth % 2 == 0)
			ck_assert_int_eq(sum, worth / 2);
	}
}
END_TEST

START_TEST(rates_it_cannot_keep_are_refused)
{
	tradyn__quotient one = { 1, 1 }, none = { 0, 0 }, huge = { INT64_MAX, 1 };
	tradyn__walk walk;

	ck_assert(tradyn__walk_start(&walk, 0, one, one));
	ck_assert(!tradyn__walk_start(&walk, 10, none, one));
	ck_assert(!tradyn__walk_start(&walk, 10, one, none));
	ck_assert(!tradyn__walk_start(&walk, 10, huge, one));
	ck_assert(!tradyn__walk_start(&walk, INT64_MAX, one, one));
}
END_TEST

int main(void)
{
	return run_tests("engine-walk", 120, (const TTest *const[]){
		a_sum_is_exact_or_not_given, halves_are_left_to_exact_division, rates_it_cannot_keep_are_refused, NULL });
}
