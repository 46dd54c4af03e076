/* SPDX-License-Identifier: MIT
 * Prices in files: what a broker prints, and what a binary double left behind. */
#include "lib/feed/price.h"
#include "tests/unit/suite.h"

#include <stdlib.h>
#include <string.h>

START_TEST(prices)
{
	static const struct { const char *text; tradyn_decimal value; const char *rest; } cases[] = {
		{ "1.38676", 138676000, "" }, { "1284.065,", 128406500000, "," }, { "110", 11000000000, "" }, { "0.5", 50000000, "" },
		{ "1.1370200000000001", 113702000, "" }, { "1.1370199999999999", 113702000, "" }, { "129587.00000000001", 12958700000000, "" },
		{ "0.00002853", 2853, "" }, { "67849.69", 6784969000000, "" }, { "1.10", 110000000, "" }, { "1.123456780000", 112345678, "" },
		{ "12345678.9", 1234567890000000, "" }, { "0001.5", 150000000, "" }, { "92233720368.5477", INT64_C(9223372036854770000), "" },
		{ "0", 0, "" }, { "0.00", 0, "" }, { "000000000000000000000001.5", 150000000, "" }, { "1.2.3", 120000000, ".3" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		tradyn__scan s = { cases[i].text, cases[i].text + strlen(cases[i].text) };
		tradyn_decimal value = -1;

		ck_assert_msg(tradyn__feed_price(&s, &value), "%s", cases[i].text);
		ck_assert_msg(value == cases[i].value, "%s: %lld", cases[i].text, (long long)value);
		ck_assert_str_eq(s.at, cases[i].rest);
	}
}
END_TEST

START_TEST(no_prices)
{
	static const char *const texts[] = {
		"", ".", ".5", "5.", "-1.5", "+1", "x", ",", "1.123456789", "0.123456789012345", "99999999999999999999", "123456789012345678901.5", "92233720369", "5.,1",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		tradyn__scan s = { texts[i], texts[i] + strlen(texts[i]) };
		tradyn_decimal value;

		ck_assert_msg(!tradyn__feed_price(&s, &value), "\"%s\" is no price", texts[i]);
	}
}
END_TEST

int main(void)
{
	return run_tests("price", 10, (const TTest *const []){ prices, no_prices, NULL });
}
