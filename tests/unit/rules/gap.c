/* SPDX-License-Identifier: MIT
 * Gap mode and the price of orders that the market jumped over. */
#include "lib/engine/gap.h"
#include "tests/unit/rules/rules.h"

static tradyn_symbol symbol;
static tradyn__gap gap;

static void make(int64_t level, int64_t ticks)
{
	symbol = make_symbol(5, "100000", "EUR", "USD");
	symbol.gap_level = level;
	symbol.gap_ticks = ticks;
	gap = (tradyn__gap){ 0, 0, false };
}

static void expect_tick(const char *ask, bool active, int64_t count)
{
	tradyn__gap_tick(&gap, &symbol, dec(ask));
	ck_assert_msg(tradyn__gap_now(&gap, &symbol) == active, "after %s gap mode is %s", ask, active ? "off" : "on");
	ck_assert_msg(gap.count == count, "after %s the count is %lld", ask, (long long)gap.count);
}

START_TEST(we036_gap_mode_ends_with_the_third_tick)
{
	make(100, 3);
	expect_tick("1.07149", false, 0);
	expect_tick("1.0725", true, 1); /* 101 points */
	expect_tick("1.07247", true, 2);
	expect_tick("1.07248", false, 0);
	expect_tick("1.07249", false, 0);
}
END_TEST

START_TEST(the_level_itself_is_a_gap_and_a_fall_too)
{
	make(100, 3);
	expect_tick("1.07", false, 0);
	expect_tick("1.06901", false, 0); /* 99 */
	expect_tick("1.06801", true, 1);  /* 100 */
}
END_TEST

START_TEST(a_second_gap_begins_again)
{
	make(100, 4);
	expect_tick("1.07", false, 0);
	expect_tick("1.08", true, 1);
	expect_tick("1.08", true, 2);
	expect_tick("1.07", true, 1);
	expect_tick("1.07", true, 2);
	expect_tick("1.07", true, 3);
	expect_tick("1.07", false, 0);
}
END_TEST

START_TEST(without_a_count_the_jump_alone_is_in_it)
{
	make(100, 0);
	expect_tick("1.07", false, 0);
	expect_tick("1.08", true, 0);
	expect_tick("1.08", false, 0);
}
END_TEST

START_TEST(without_a_level_every_jump_is_one)
{
	make(0, 3);
	ck_assert(tradyn__gap_now(&gap, &symbol));
}
END_TEST

static void expect_price(tradyn__fill_kind kind, tradyn_side side, bool gap_now, const char *order, const char *market, const char *expected)
{
	expect_decimal(tradyn__gap_price(&symbol, kind, side, gap_now, dec(order), dec(market)), expected, "fill");
}

START_TEST(stops_fill_at_the_market)
{
	make(0, 0);
	expect_price(TRADYN__FILL_STOP, TRADYN_SIDE_BUY, true, "1.1", "1.103", "1.103");
	expect_price(TRADYN__FILL_STOP, TRADYN_SIDE_SELL, true, "1.1", "1.097", "1.097");
	expect_price(TRADYN__FILL_SL, TRADYN_SIDE_SELL, true, "1.1", "1.097", "1.097");
	symbol.gap_sl = TRADYN_GAP_FILL_ORDER;
	expect_price(TRADYN__FILL_SL, TRADYN_SIDE_SELL, true, "1.1", "1.097", "1.1");
	expect_price(TRADYN__FILL_STOP, TRADYN_SIDE_SELL, true, "1.1", "1.097", "1.097");
}
END_TEST

START_TEST(limits_fill_at_their_price_or_better)
{
	make(0, 0);
	expect_price(TRADYN__FILL_LIMIT, TRADYN_SIDE_BUY, true, "1.1", "1.097", "1.097");
	expect_price(TRADYN__FILL_LIMIT, TRADYN_SIDE_BUY, true, "1.1", "1.103", "1.1"); /* never worse */
	expect_price(TRADYN__FILL_LIMIT, TRADYN_SIDE_SELL, true, "1.1", "1.103", "1.103");
	expect_price(TRADYN__FILL_TP, TRADYN_SIDE_SELL, true, "1.1", "1.097", "1.1");
	expect_price(TRADYN__FILL_TP, TRADYN_SIDE_BUY, true, "1.1", "1.097", "1.097");
	symbol.gap_tp = symbol.gap_limit = TRADYN_GAP_FILL_ORDER;
	expect_price(TRADYN__FILL_TP, TRADYN_SIDE_BUY, true, "1.1", "1.097", "1.1");
	expect_price(TRADYN__FILL_LIMIT, TRADYN_SIDE_SELL, true, "1.1", "1.103", "1.1");
}
END_TEST

START_TEST(below_the_level_the_asked_price_holds)
{
	make(100, 3);
	expect_price(TRADYN__FILL_STOP, TRADYN_SIDE_BUY, false, "1.1", "1.1005", "1.1");
	expect_price(TRADYN__FILL_STOP, TRADYN_SIDE_BUY, true, "1.1", "1.103", "1.103");
	expect_price(TRADYN__FILL_LIMIT, TRADYN_SIDE_BUY, false, "1.1", "1.0995", "1.1");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		we036_gap_mode_ends_with_the_third_tick, the_level_itself_is_a_gap_and_a_fall_too, a_second_gap_begins_again,
		without_a_count_the_jump_alone_is_in_it, without_a_level_every_jump_is_one, stops_fill_at_the_market,
		limits_fill_at_their_price_or_better, below_the_level_the_asked_price_holds,
	};

	return run_cases("gap", tests, sizeof(tests) / sizeof(tests[0]));
}
