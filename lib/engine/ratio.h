/* SPDX-License-Identifier: MIT
 * A product over a product, exactly, with one rounding at the end, however long the products become. */
#ifndef TRADYN_LIB_ENGINE_RATIO_H
#define TRADYN_LIB_ENGINE_RATIO_H

#include "lib/base/wide.h"

#define TRADYN__RATIO_FACTORS 10

/* Factors above and below the line. Those below are > 0. Built with tradyn__ratio_up() and tradyn__ratio_down(). */
typedef struct tradyn__ratio {
	tradyn__wide up[TRADYN__RATIO_FACTORS], down[TRADYN__RATIO_FACTORS];
	int ups, downs;
} tradyn__ratio;

void tradyn__ratio_up(tradyn__ratio *ratio, tradyn__wide factor);
void tradyn__ratio_down(tradyn__ratio *ratio, tradyn__wide factor);

/* The quotient, rounded half away from zero. 0 or TRADYN_E_RANGE when it has more than 127 bits. */
int tradyn__ratio_round(const tradyn__ratio *ratio, tradyn__wide *out);

/* Greatest common divisor of two numbers > 0. */
tradyn__wide tradyn__gcd(tradyn__wide a, tradyn__wide b);
/* Inverse of an odd number modulo 2^64: multiplying by it divides what is divisible. */
uint64_t tradyn__inverse(uint64_t odd);

#endif
