/* SPDX-License-Identifier: MIT
 * Trailing stops. */
#include "lib/engine/trailing.h"
#include "tests/unit/rules/rules.h"

static tradyn_symbol symbol;

/* "" for no move */
static void expect_stop(tradyn_side side, const char *open, const char *price, int64_t points, const char *sl, const char *expected)
{
	tradyn_decimal got = 7;
	bool moved = tradyn__trailing_stop(&symbol, side, dec(open), dec(price), points, dec(sl), &got);

	ck_assert_msg(moved == (*expected != '\0'), "price %s, stop %s: moved %d", price, sl, moved);
	if (moved)
		expect_decimal(got, expected, "stop");
	else
		ck_assert_int_eq(got, 7);
}

START_TEST(a_buy)
{
	symbol = make_symbol(5, "100000", "EUR", "USD");
	expect_stop(TRADYN_SIDE_BUY, "1.1", "1.10099", 100, "0", ""); /* not yet 100 points of profit */
	expect_stop(TRADYN_SIDE_BUY, "1.1", "1.101", 100, "0", "1.1");
	expect_stop(TRADYN_SIDE_BUY, "1.1", "1.1013", 100, "1.1", "1.1003");
	expect_stop(TRADYN_SIDE_BUY, "1.1", "1.1012", 100, "1.1003", ""); /* never back */
	expect_stop(TRADYN_SIDE_BUY, "1.1", "1.101", 100, "1.0900", "1.1"); /* one set by hand is taken along */
	expect_stop(TRADYN_SIDE_BUY, "1.1", "1.1005", 100, "1.0900", "");
}
END_TEST

START_TEST(a_sell)
{
	symbol = make_symbol(5, "100000", "EUR", "USD");
	expect_stop(TRADYN_SIDE_SELL, "1.1", "1.09901", 100, "0", "");
	expect_stop(TRADYN_SIDE_SELL, "1.1", "1.099", 100, "0", "1.1");
	expect_stop(TRADYN_SIDE_SELL, "1.1", "1.0987", 100, "1.1", "1.0997");
	expect_stop(TRADYN_SIDE_SELL, "1.1", "1.0988", 100, "1.0997", "");
	expect_stop(TRADYN_SIDE_SELL, "1.1", "1.099", 100, "1.2", "1.1");
}
END_TEST

START_TEST(the_stop_lies_on_the_grid_away_from_the_price)
{
	symbol = make_symbol(2, "1", "USD", "USD");
	symbol.trade_tick_size = dec("0.25");
	expect_stop(TRADYN_SIDE_BUY, "100", "110.1", 1000, "0", "100");
	expect_stop(TRADYN_SIDE_BUY, "100", "110.3", 1000, "100", "100.25");
	expect_stop(TRADYN_SIDE_BUY, "100", "110.2", 1000, "100", "");
	expect_stop(TRADYN_SIDE_SELL, "100", "89.9", 1000, "0", "100");
	expect_stop(TRADYN_SIDE_SELL, "100", "89.7", 1000, "100", "99.75");
}
END_TEST

START_TEST(none_without_a_distance_and_none_below_zero)
{
	symbol = make_symbol(5, "100000", "EUR", "USD");
	expect_stop(TRADYN_SIDE_BUY, "1.1", "1.2", 0, "0", "");
	symbol = make_symbol(0, "1", "USD", "USD");
	expect_stop(TRADYN_SIDE_BUY, "1", "11", 10, "0", "1");
	expect_stop(TRADYN_SIDE_BUY, "0", "10", 10, "0", "");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = { a_buy, a_sell, the_stop_lies_on_the_grid_away_from_the_price, none_without_a_distance_and_none_below_zero };

	return run_cases("trailing", tests, sizeof(tests) / sizeof(tests[0]));
}
