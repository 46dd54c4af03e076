/* SPDX-License-Identifier: MIT
 * Decimals of a currency: those that differ from two. */
#include "lib/base/currency.h"

#include <stddef.h>
#include <string.h>

static const struct {
	char name[8];
	int digits;
} others[] = {
	/* ISO 4217 without a minor unit */
	{ "BIF", 0 }, { "CLP", 0 }, { "DJF", 0 }, { "GNF", 0 }, { "ISK", 0 }, { "JPY", 0 }, { "KMF", 0 }, { "KRW", 0 },
	{ "PYG", 0 }, { "RWF", 0 }, { "UGX", 0 }, { "VND", 0 }, { "VUV", 0 }, { "XAF", 0 }, { "XOF", 0 }, { "XPF", 0 },
	/* … and with three */
	{ "BHD", 3 }, { "IQD", 3 }, { "JOD", 3 }, { "KWD", 3 }, { "LYD", 3 }, { "OMR", 3 }, { "TND", 3 },
	/* crypto, by the smallest unit that is in use or that a decimal holds */
	{ "BCH", 8 }, { "BTC", 8 }, { "ETH", 8 }, { "LTC", 8 }, { "XBT", 8 }, { "XRP", 6 },
};

int tradyn__currency_digits(const char *currency)
{
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (strcmp(currency, others[i].name) == 0)
			return others[i].digits;
	return 2;
}
