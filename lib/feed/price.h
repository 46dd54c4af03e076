/* SPDX-License-Identifier: MIT
 * Prices as market-data files print them. */
#ifndef TRADYN_LIB_FEED_PRICE_H
#define TRADYN_LIB_FEED_PRICE_H

#include "lib/base/scan.h"

#include <tradyn/decimal.h>

/*
 * Takes a decimal without sign and exponent. More than 15 significant digits are the noise of a binary double
 * (1.1370200000000001): the nearest decimal of 15 digits is meant. False: not a number, or it has more than 8 decimals or
 * is out of range after that.
 */
bool tradyn__feed_price(tradyn__scan *s, tradyn_decimal *out);

#endif
