/* SPDX-License-Identifier: MIT
 * Swaps: the published examples and every mode, with their staged rounding. A night is exact; the position rounds what it shows. 2026-11-03 is a Tuesday. */
#include "lib/engine/swap.h"
#include "tests/unit/rules/money.h"

static tradyn_symbol symbol;

static void expect_swap(tradyn_side side, const char *volume, const char *open, const char *current, const char *times, const char *expected)
{
	tradyn__deposit deposit = usd();
	tradyn__swap_position position = { side, dec(volume), dec(open), dec(current), dec(current) };
	tradyn_decimal got = 0;

	ck_assert_int_eq(tradyn__swap_amount(&symbol, &position, dec(times), &deposit, &got), 0);
	expect_decimal(got, expected, "swap");
}

/* What a position that collected only this shows. */
static void expect_shown(tradyn_side side, const char *volume, const char *open, const char *current, const char *times, const char *expected)
{
	tradyn__deposit deposit = usd();
	tradyn__swap_position position = { side, dec(volume), dec(open), dec(current), dec(current) };
	tradyn_decimal got = 0;

	ck_assert_int_eq(tradyn__swap_amount(&symbol, &position, dec(times), &deposit, &got), 0);
	ck_assert_int_eq(tradyn_decimal_round(got, 2, TRADYN_ROUND_HALF_AWAY, &got), 0);
	expect_decimal(got, expected, "swap shown");
}

static void expect_times(const char *date, const char *expected)
{
	tradyn_decimal got = 0;

	ck_assert_int_eq(tradyn__swap_multiplier(&symbol, day(date), &got), 0);
	expect_decimal(got, expected, date);
}

static void make_points(const char *swap_long, const char *swap_short)
{
	symbol = make_symbol(5, "100000", "EUR", "USD");
	symbol.swap_long = dec(swap_long);
	symbol.swap_short = dec(swap_short);
}

static void add_holiday(const char *date, int64_t from, int64_t to)
{
	symbol.holidays.items[symbol.holidays.count++] = (tradyn_holiday){ day(date), from, to };
}

START_TEST(we041_a_point_below_a_cent_is_nothing)
{
	make_points("-700", "250");
	symbol.trade_contract_size = dec("1000");
	expect_swap(TRADYN_SIDE_BUY, "0.01", "1.2", "1.2", "1", "0");
}
END_TEST

START_TEST(we042_the_day_before_a_holiday_carries_its_factor)
{
	make_points("-1", "1");
	add_holiday("2026-11-04", 0, 1440);
	expect_times("2026-11-03", "1");
	expect_times("2026-11-04", "3");
	symbol.swap_holidays = true;
	expect_times("2026-11-03", "4");
	expect_times("2026-11-04", "0");
	expect_times("2026-11-05", "1");
}
END_TEST

START_TEST(we044_what_a_lot_is_worth)
{
	const char *currency;
	tradyn_decimal value;

	symbol = make_symbol(2, "100", "USD", "USD");
	symbol.trade_calc_mode = TRADYN_CALC_MODE_CFD;
	ck_assert_int_eq(tradyn__notional(&symbol, dec("1"), dec("33"), &value, &currency), 0);
	expect_decimal(value, "3300", "cfd");
	symbol.trade_calc_mode = TRADYN_CALC_MODE_FUTURES;
	symbol.trade_tick_value = dec("1");
	symbol.trade_tick_size = dec("0.1");
	ck_assert_int_eq(tradyn__notional(&symbol, dec("1"), dec("33"), &value, &currency), 0);
	expect_decimal(value, "33000", "futures");
	ck_assert_str_eq(currency, "USD");
}
END_TEST

START_TEST(we045_points)
{
	make_points("8.34", "0");
	expect_swap(TRADYN_SIDE_BUY, "0.24", "0.7", "0.7", "1", "2.0016");
	expect_shown(TRADYN_SIDE_BUY, "0.24", "0.7", "0.7", "1", "2");
}
END_TEST

START_TEST(we046_money_per_lot)
{
	symbol = make_symbol(2, "1", "USD", "USD");
	symbol.swap_mode = TRADYN_SWAP_MODE_CURRENCY_DEPOSIT;
	symbol.swap_long = dec("-0.89");
	expect_swap(TRADYN_SIDE_BUY, "1", "15000", "15100", "1", "-0.89");
}
END_TEST

START_TEST(we048_interest_of_the_current_price)
{
	symbol = make_symbol(2, "1", "USD", "USD");
	symbol.trade_calc_mode = TRADYN_CALC_MODE_CFD;
	symbol.swap_mode = TRADYN_SWAP_MODE_INTEREST_CURRENT;
	symbol.swap_short = dec("-3.31");
	expect_swap(TRADYN_SIDE_SELL, "200", "100", "119.19", "1", "-2.19177167");
	expect_shown(TRADYN_SIDE_SELL, "200", "100", "119.19", "1", "-2.19");
}
END_TEST

START_TEST(we050_we051_points_of_a_lot)
{
	make_points("-3.68", "0");
	expect_swap(TRADYN_SIDE_BUY, "1", "1.2", "1.2", "1", "-3.68");
	symbol = make_symbol(2, "100", "XAU", "USD");
	symbol.swap_long = dec("-2.17");
	expect_swap(TRADYN_SIDE_BUY, "1", "1900", "1900", "1", "-2.17");
}
END_TEST

START_TEST(we052_five_nights_at_once)
{
	make_points("-13.472", "0");
	expect_swap(TRADYN_SIDE_BUY, "1", "1.2", "1.2", "1", "-13.472"); /* five of them are -67.36 */
	expect_swap(TRADYN_SIDE_BUY, "1", "1.2", "1.2", "5", "-67.36");
}
END_TEST

START_TEST(a_point_is_rounded_twice_before_it_is_multiplied)
{
	symbol = make_symbol(3, "100000", "USD", "JPY");
	symbol.swap_long = dec("100");
	symbol.swap_short = dec("-100");
	/* 0.033 lots: 3.3 JPY a point -> 3 JPY -> / 110.5 = 0.0271 -> 0.03 USD; for a cost / 110 = 0.0273 -> 0.03 */
	expect_swap(TRADYN_SIDE_BUY, "0.033", "110", "110", "1", "3");
	expect_swap(TRADYN_SIDE_SELL, "0.033", "110", "110", "3", "-9");
	/* 1 lot: 100 JPY / 110.5 = 0.905 -> 0.90; / 110 = 0.909 -> 0.91: the side is the client's worse one */
	expect_swap(TRADYN_SIDE_BUY, "1", "110", "110", "1", "90");
	expect_swap(TRADYN_SIDE_SELL, "1", "110", "110", "1", "-91");
}
END_TEST

START_TEST(money_converts_at_the_worse_side)
{
	make_points("-2.5", "2.5");
	symbol.swap_mode = TRADYN_SWAP_MODE_CURRENCY_SYMBOL;
	expect_swap(TRADYN_SIDE_BUY, "2", "1.2", "1.2", "1", "-6.005"); /* -5 EUR at 1.2010 */
	expect_shown(TRADYN_SIDE_BUY, "2", "1.2", "1.2", "1", "-6.01");
	expect_swap(TRADYN_SIDE_SELL, "2", "1.2", "1.2", "1", "6");
	ck_assert_int_eq(conversions, 1);
	symbol.swap_mode = TRADYN_SWAP_MODE_CURRENCY_MARGIN;
	memcpy(symbol.currency_margin, "USD", 4);
	expect_swap(TRADYN_SIDE_BUY, "2", "1.2", "1.2", "3", "-15");
	ck_assert_int_eq(conversions, 0);
}
END_TEST

START_TEST(interest_of_forex_is_of_the_contract)
{
	make_points("-3.6", "1.8");
	symbol.swap_mode = TRADYN_SWAP_MODE_INTEREST_OPEN;
	/* 100000 EUR * 3.6 % / 360 = 10 EUR; the price does not count */
	expect_swap(TRADYN_SIDE_BUY, "1", "1.5", "1.1", "1", "-12.01");
	expect_swap(TRADYN_SIDE_SELL, "1", "1.5", "1.1", "1", "6");
	symbol.swap_year_days = 365;
	expect_swap(TRADYN_SIDE_SELL, "1", "1.5", "1.1", "1", "5.91780822"); /* 4.93150685 * 1.2 */
}
END_TEST

START_TEST(interest_open_and_current_differ_by_price)
{
	symbol = make_symbol(2, "10", "BTC", "USD");
	symbol.trade_calc_mode = TRADYN_CALC_MODE_CFDLEVERAGE;
	symbol.swap_long = dec("-36");
	symbol.swap_mode = TRADYN_SWAP_MODE_INTEREST_OPEN;
	expect_swap(TRADYN_SIDE_BUY, "1", "100", "200", "1", "-1");
	symbol.swap_mode = TRADYN_SWAP_MODE_INTEREST_CURRENT;
	expect_swap(TRADYN_SIDE_BUY, "1", "100", "200", "3", "-6");
}
END_TEST

START_TEST(no_factor_no_swap)
{
	make_points("-7", "2.5");
	expect_swap(TRADYN_SIDE_BUY, "1", "1.2", "1.2", "0", "0");
	symbol.swap_mode = TRADYN_SWAP_MODE_DISABLED;
	expect_swap(TRADYN_SIDE_BUY, "1", "1.2", "1.2", "3", "0");
	symbol.swap_mode = TRADYN_SWAP_MODE_REOPEN_BID;
	expect_swap(TRADYN_SIDE_BUY, "1", "1.2", "1.2", "3", "0");
}
END_TEST

START_TEST(without_a_rate_it_fails)
{
	tradyn__deposit deposit = usd();
	tradyn__swap_position position = { TRADYN_SIDE_BUY, dec("1"), dec("1"), dec("1"), dec("1") };
	tradyn_decimal got = 7;

	symbol = make_symbol(5, "100000", "EUR", "GBP");
	symbol.swap_long = dec("-1");
	ck_assert_int_eq(tradyn__swap_amount(&symbol, &position, dec("1"), &deposit, &got), TRADYN_E_NO_CONVERSION);
}
END_TEST

START_TEST(a_sum_beyond_all_bounds_fails)
{
	tradyn__deposit deposit = usd();
	tradyn__swap_position position = { TRADYN_SIDE_BUY, dec("90000"), dec("90000000"), dec("90000000"), dec("1") };
	tradyn_decimal got;

	symbol = make_symbol(2, "100000", "USD", "USD");
	symbol.trade_calc_mode = TRADYN_CALC_MODE_CFD;
	symbol.swap_mode = TRADYN_SWAP_MODE_INTEREST_OPEN;
	symbol.swap_long = dec("-1");
	ck_assert_int_eq(tradyn__swap_amount(&symbol, &position, dec("1"), &deposit, &got), TRADYN_E_RANGE);
}
END_TEST

START_TEST(factors_of_the_week)
{
	static const char *const dates[] = { "2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05", "2026-11-06", "2026-11-07" };
	static const char *const forex[] = { "0", "1", "1", "3", "1", "1", "0" };
	static const char *const friday[] = { "0", "1", "1", "1", "1", "3", "0" };

	make_points("-1", "1");
	for (int i = 0; i < 7; i++)
		expect_times(dates[i], forex[i]);
	symbol.swap_rollover3days = 5;
	for (int i = 0; i < 7; i++)
		expect_times(dates[i], friday[i]);
	symbol.swap_sunday = symbol.swap_saturday = symbol.swap_friday = dec("1");
	symbol.swap_tuesday = dec("2.5");
	expect_times("2026-11-01", "1");
	expect_times("2026-11-03", "2.5");
	expect_times("2026-11-06", "1"); /* what is set counts, also on the triple day */
	expect_times("2026-11-07", "1");
}
END_TEST

START_TEST(several_holidays_in_a_row)
{
	make_points("-1", "1");
	symbol.swap_holidays = true;
	add_holiday("2026-11-04", 0, 1440); /* Wednesday to Friday, */
	add_holiday("2026-11-05", 0, 1440);
	add_holiday("2026-11-06", 0, 1440);
	add_holiday("2026-11-09", 0, 1440); /* and Monday */
	add_holiday("2026-11-10", 600, 1440); /* an early close is none */
	expect_times("2026-11-03", "6");
	expect_times("2026-11-04", "0");
	expect_times("2026-11-06", "0");
	expect_times("2026-11-07", "0");
	expect_times("2026-11-08", "1"); /* the Sunday before the Monday */
	expect_times("2026-11-09", "0");
	expect_times("2026-11-10", "1");
}
END_TEST

static void expect_reopen(tradyn_side side, const char *times, const char *expected)
{
	tradyn__swap_position position = { side, dec("1"), dec("1.2"), side == TRADYN_SIDE_BUY ? dec("1.1") : dec("1.1002"), dec("1.1") };
	tradyn_decimal got = 0;

	ck_assert(tradyn__swap_reopens(&symbol));
	ck_assert_int_eq(tradyn__swap_reopen_price(&symbol, &position, dec(times), &got), 0);
	expect_decimal(got, expected, "reopening");
}

START_TEST(reopening_moves_the_price_by_points)
{
	make_points("-7", "2.5");
	ck_assert(!tradyn__swap_reopens(&symbol));
	symbol.swap_mode = TRADYN_SWAP_MODE_REOPEN_CURRENT;
	expect_reopen(TRADYN_SIDE_BUY, "1", "1.10007");   /* a cost: bought higher */
	expect_reopen(TRADYN_SIDE_BUY, "3", "1.10021");
	expect_reopen(TRADYN_SIDE_SELL, "1", "1.10023");  /* a gain: sold higher, 2.5 points rounded */
	symbol.swap_mode = TRADYN_SWAP_MODE_REOPEN_BID;
	expect_reopen(TRADYN_SIDE_BUY, "1", "1.10007");
	expect_reopen(TRADYN_SIDE_SELL, "2", "1.10005");
	symbol.swap_short = dec("-200000");
	expect_reopen(TRADYN_SIDE_SELL, "1", "0.00001");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		we041_a_point_below_a_cent_is_nothing, we042_the_day_before_a_holiday_carries_its_factor, we044_what_a_lot_is_worth, we045_points,
		we046_money_per_lot, we048_interest_of_the_current_price, we050_we051_points_of_a_lot, we052_five_nights_at_once,
		a_point_is_rounded_twice_before_it_is_multiplied, money_converts_at_the_worse_side, interest_of_forex_is_of_the_contract,
		interest_open_and_current_differ_by_price, no_factor_no_swap, without_a_rate_it_fails, a_sum_beyond_all_bounds_fails,
		factors_of_the_week, several_holidays_in_a_row, reopening_moves_the_price_by_points,
	};

	return run_cases("swap", tests, sizeof(tests) / sizeof(tests[0]));
}
