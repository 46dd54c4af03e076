/* SPDX-License-Identifier: MIT
 * What the synthetic market knows about a symbol before it opens. */
#ifndef TRADYN_LIB_FEED_SYNTHETIC_H
#define TRADYN_LIB_FEED_SYNTHETIC_H

#include <tradyn/decimal.h>

typedef struct tradyn__synthetic_symbol {
	const char *name;
	tradyn_decimal bid;    /* first one */
	tradyn_decimal spread; /* usual one */
	int64_t volatility;    /* standard deviation of a step, parts of the price in 10^9 */
} tradyn__synthetic_symbol;

/* The row of `name`, also under a broker's suffix ("EURUSD.m"); NULL for an unknown one. */
const tradyn__synthetic_symbol *tradyn__synthetic_symbol_of(const char *name);

#endif
