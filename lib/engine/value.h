/* SPDX-License-Identifier: MIT
 * What a volume is worth, and money in deposit currency: the parts that swaps and commissions share. Pure. */
#ifndef TRADYN_LIB_ENGINE_VALUE_H
#define TRADYN_LIB_ENGINE_VALUE_H

#include <tradyn/symbol.h>

/* Converts `amount` from one currency to another, to 8 decimals. `gain` is the client's: the rate is the one that is worse for
 * the client, bid of FROM/TO for a gain, ask for a cost. 0 or an error, which is passed on. */
typedef int (*tradyn__convert)(void *context, const char *from, const char *to, bool gain, tradyn_decimal amount, tradyn_decimal *out);

/* Where money goes to: the deposit currency of an account, and how it is reached. */
typedef struct tradyn__deposit {
	const char *currency;
	int digits;
	tradyn__convert convert; /* not called for `currency` itself */
	void *context;
} tradyn__deposit;

/* `amount` of `from` in deposit currency, to 8 decimals. 0, TRADYN_E_RANGE or the converter's error. */
int tradyn__deposit_convert(const tradyn__deposit *deposit, const char *from, bool gain, tradyn_decimal amount, tradyn_decimal *out);

/* `amount` of `from` in deposit currency, rounded to its digits. 0, TRADYN_E_RANGE or the converter's error. */
int tradyn__deposit_take(const tradyn__deposit *deposit, const char *from, bool gain, tradyn_decimal amount, tradyn_decimal *out);

/* What `volume` lots are worth at `price`, exactly: FX contract * lots in base currency, FUTURES contract * lots * price *
 * tick value / tick size, all others contract * lots * price, in profit currency. 0 or TRADYN_E_RANGE. */
int tradyn__notional(const tradyn_symbol *symbol, tradyn_decimal volume, tradyn_decimal price, tradyn_decimal *out, const char **currency);

/* What a point of `volume` lots is worth in deposit currency, rounded in profit currency first and then in deposit currency
 * (MetaQuotes, "Swaps"). 0, TRADYN_E_RANGE or the converter's error. */
int tradyn__point_value(const tradyn_symbol *symbol, tradyn_decimal volume, const tradyn__deposit *deposit, bool gain, tradyn_decimal *out);

#endif
