/* SPDX-License-Identifier: MIT
 * Opening prices, spreads and volatilities of the synthetic market. A percent of volatility a year is about 1,090 parts in
 * 10^9 a step, at 2.7 steps a second around the clock. Prices of the crosses are only used where their USD pairs are missing. */
#include "lib/feed/synthetic.h"

#include <string.h>

/* Prices in points of so many decimals. */
#define P2(points) ((points) * INT64_C(1000000))
#define P3(points) ((points) * INT64_C(100000))
#define P5(points) ((points) * INT64_C(1000))

static const tradyn__synthetic_symbol rows[] = {
	{ "EURUSD", P5(108500), P5(10), 7600 },
	{ "GBPUSD", P5(127000), P5(14), 9200 },
	{ "USDJPY", P3(150000), P3(12), 10000 },
	{ "USDCHF", P5(88500), P5(15), 8000 },
	{ "AUDUSD", P5(65500), P5(13), 10500 },
	{ "USDCAD", P5(136000), P5(16), 7500 },
	{ "NZDUSD", P5(60500), P5(18), 10800 },
	{ "EURJPY", P3(162750), P3(17), 9800 },
	{ "GBPJPY", P3(190500), P3(24), 10800 },
	{ "EURGBP", P5(85433), P5(14), 6500 },
	{ "XAUUSD", P2(235000), P2(25), 16000 },
	{ "XAGUSD", P3(28000), P3(25), 30000 },
	{ "BTCUSD", P2(6500000), P2(3000), 55000 },
	{ "ETHUSD", P2(340000), P2(250), 65000 },
	{ "US30", P2(3900000), P2(250), 14000 },
	{ "US500", P2(520000), P2(50), 15000 },
	{ "NAS100", P2(1820000), P2(150), 21000 },
};

static bool is_suffix(char c)
{
	return !((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
}

const tradyn__synthetic_symbol *tradyn__synthetic_symbol_of(const char *name)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t length = strlen(rows[i].name);

		if (strncmp(name, rows[i].name, length) == 0 && is_suffix(name[length]))
			return &rows[i];
	}
	return NULL;
}
