/* SPDX-License-Identifier: MIT
 * Many positions' profit in deposit currency, each rounded by itself, without a division for each: fixed-point rates, and a test that
 * tells when the fixed point could round otherwise than the exact quotient. What it gives is exact; where it cannot be, it says so. */
#ifndef TRADYN_LIB_ENGINE_WALK_H
#define TRADYN_LIB_ENGINE_WALK_H

#include "lib/base/wide.h"

/* Most legs of one tradyn__walk_sum(). */
#define TRADYN__WALK_LEGS 64
/* Legs are taken by so many: behind the last one there must be zeros. */
#define TRADYN__WALK_GRAIN 8

/* up / down, both above 0; down = 0: not within 63 bits. */
typedef struct tradyn__quotient {
	int64_t up, down;
} tradyn__quotient;

typedef struct tradyn__walk {
	uint64_t steps;
	int shift;
	int64_t above, below; /* rates for a worth from 0 and below 0 */
	int point;            /* their bits after the point */
	int64_t reach;        /* no worth is farther from 0 */
	int64_t largest;      /* nor its converted amount from this */
} tradyn__walk;

/* Sets up a walk over legs that are worth at most `reach` (>= 0) minor units either way: (factor >> shift) * steps - open modulo 2^64,
 * which the caller sets. False: the numbers are too large, too small or too far apart for fixed point. */
bool tradyn__walk_start(tradyn__walk *walk, int64_t reach, tradyn__quotient above, tradyn__quotient below);

/* Sum of the converted worths of `count` legs, each rounded to the nearest whole number. False: one of them is a half or too near
 * to it, and nothing is said. */
bool tradyn__walk_sum(const tradyn__walk *walk, const int64_t *factor, const int64_t *open, size_t count, int64_t *out);

#endif
