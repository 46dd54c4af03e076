/* SPDX-License-Identifier: MIT
 * The fixed-point walk. A rate r is kept as R = floor(r * 2^shift), so that worth * R is off by less than `reach`. Half a unit and
 * `reach` are added; where then at least 2 * reach is left behind the point, the true number lies between the same whole ones. */
#include "lib/engine/walk.h"

/* worth * rate stays below 2^TOP; at least SPARE bits lie between the error and a half. */
#define TOP 61
#define SPARE 8

static int bits(uint64_t value)
{
	return value ? 64 - __builtin_clzll(value) : 0;
}

static bool fits(tradyn__quotient quotient)
{
	return quotient.up > 0 && quotient.down > 0;
}

/* Most bits before the point that the rate can have; may be negative. */
static int size(tradyn__quotient quotient)
{
	return bits((uint64_t)quotient.up) - bits((uint64_t)quotient.down) + 1;
}

static int64_t fixed(tradyn__quotient quotient, int shift)
{
	return (int64_t)(((tradyn__wide)quotient.up << shift) / quotient.down);
}

bool tradyn__walk_start(tradyn__walk *walk, int64_t reach, tradyn__quotient above, tradyn__quotient below)
{
	int point, whole;

	if (!fits(above) || !fits(below) || reach < 0 || reach > INT64_C(1) << 48)
		return false;
	whole = size(above) > size(below) ? size(above) : size(below);
	point = TOP - bits((uint64_t)reach) - whole;
	if (point > TOP)
		point = TOP;
	if (point < bits((uint64_t)reach) + SPARE)
		return false;
	walk->point = point;
	walk->reach = reach;
	walk->above = fixed(above, point);
	walk->below = above.up == below.up && above.down == below.down ? walk->above : fixed(below, point);
	walk->largest = (INT64_C(1) << (TOP - point)) + 1;
	return true;
}

/* No branches and no calls: compilers make vectors of it. */
static inline __attribute__((always_inline)) bool sum_legs(const tradyn__walk *walk, const int64_t *factor, const int64_t *open, size_t count, int64_t *out)
{
	const uint64_t steps = walk->steps;
	const int64_t above = walk->above, below = walk->below, near = 2 * walk->reach;
	const int64_t rest = (INT64_C(1) << walk->point) - 1, nudge = (INT64_C(1) << (walk->point - 1)) + walk->reach;
	const int shift = walk->shift, point = walk->point;
	const size_t end = (count + TRADYN__WALK_GRAIN - 1) / TRADYN__WALK_GRAIN * TRADYN__WALK_GRAIN;
	int64_t total = 0, doubt = 0;

	for (size_t i = 0; i < end; i++) {
		int64_t worth = (int64_t)(((uint64_t)factor[i] >> shift) * steps - (uint64_t)open[i]);
		int64_t scaled = worth * (worth < 0 ? below : above) + nudge;

		total += scaled >> point;
		doubt |= (scaled & rest) - near; /* negative: near a half */
	}
	*out = total;
	return doubt >= 0;
}

#if defined(__x86_64__)
/* 64-bit products of vectors exist from here on. */
__attribute__((target("avx512f,avx512dq,avx512vl"))) static bool sum_vectors(const tradyn__walk *walk, const int64_t *factor, const int64_t *open, size_t count, int64_t *out)
{
	return sum_legs(walk, factor, open, count, out);
}
#endif

bool tradyn__walk_sum(const tradyn__walk *walk, const int64_t *factor, const int64_t *open, size_t count, int64_t *out)
{
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
		return sum_vectors(walk, factor, open, count, out);
#endif
	return sum_legs(walk, factor, open, count, out);
}
