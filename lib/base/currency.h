/* SPDX-License-Identifier: MIT
 * Decimals of a currency (ISO 4217; crypto by custom). */
#ifndef TRADYN_LIB_BASE_CURRENCY_H
#define TRADYN_LIB_BASE_CURRENCY_H

/* JPY 0, USD 2, KWD 3, BTC 8; unknown ones 2. */
int tradyn__currency_digits(const char *currency);

#endif
