/* SPDX-License-Identifier: MIT
 * Commissions: the published examples, every mode, which deals pay, limits and tiers. */
#include "lib/engine/commission.h"
#include "tests/unit/rules/money.h"

static tradyn_symbol symbol;
static tradyn__commission_deal deal;

static void make_deal(tradyn_deal_entry entry, const char *volume, const char *price)
{
	deal = (tradyn__commission_deal){ .entry = entry, .volume = dec(volume), .price = dec(price) };
}

static void make(tradyn_commission_mode mode, const char *commission)
{
	symbol = make_symbol(5, "100000", "EUR", "USD");
	symbol.commission_mode = mode;
	symbol.commission = dec(commission);
	make_deal(TRADYN_DEAL_ENTRY_IN, "2", "1.25");
}

static void expect_commission(const char *expected)
{
	tradyn__deposit deposit = usd();
	tradyn__commission_due got = { 7, TRADYN_COMMISSION_CHARGE_INSTANT };

	ck_assert_int_eq(tradyn__commission_reckon(&symbol, &deal, &deposit, &got), 0);
	expect_decimal(got.amount, expected, "commission");
	ck_assert_int_eq(got.charge, symbol.commission_charge);
}

START_TEST(we090_percent_of_the_profit)
{
	make(TRADYN_COMMISSION_MODE_PERCENT_PROFIT, "0.5");
	make_deal(TRADYN_DEAL_ENTRY_OUT, "1", "1.25");
	deal.profit = dec("540");
	expect_commission("-2.7");
	deal.profit = dec("-540");
	expect_commission("0");
}
END_TEST

START_TEST(we092_the_tier_is_found_by_the_notional_in_base_currency)
{
	const char *currency;
	tradyn_decimal notional;

	symbol = make_symbol(5, "10000", "GBP", "USD");
	symbol.commission_tiers = (tradyn_commission_tier_list){ 2, { { 0, dec("9999"), dec("7") }, { dec("10000"), dec("1000000"), dec("3") } } };
	ck_assert_int_eq(tradyn__notional(&symbol, dec("1"), dec("1.34644"), &notional, &currency), 0);
	expect_decimal(notional, "10000", "notional");
	ck_assert_str_eq(currency, "GBP");
	make_deal(TRADYN_DEAL_ENTRY_IN, "1", "1.34644");
	expect_commission("-3");
	make_deal(TRADYN_DEAL_ENTRY_IN, "0.99", "1.34644");
	expect_commission("-6.93");
	symbol.commission = dec("9");
	make_deal(TRADYN_DEAL_ENTRY_IN, "200", "1.34644"); /* beyond all tiers */
	expect_commission("0");
}
END_TEST

START_TEST(money_per_lot)
{
	make(TRADYN_COMMISSION_MODE_DEPOSIT, "3.5");
	expect_commission("-7");
	symbol.commission_mode = TRADYN_COMMISSION_MODE_PROFIT;
	expect_commission("-7");
	ck_assert_int_eq(conversions, 0);
	symbol.commission_mode = TRADYN_COMMISSION_MODE_BASE;
	expect_commission("-8.41"); /* 7 EUR at the ask 1.2010 */
	symbol.commission_mode = TRADYN_COMMISSION_MODE_MARGIN;
	expect_commission("-8.41");
	symbol.commission = dec("-3.5"); /* a rebate converts at the bid */
	expect_commission("8.4");
}
END_TEST

START_TEST(points_of_a_lot)
{
	make(TRADYN_COMMISSION_MODE_POINTS, "1.5");
	expect_commission("-3");
	symbol = make_symbol(3, "100000", "USD", "JPY");
	symbol.commission_mode = TRADYN_COMMISSION_MODE_POINTS;
	symbol.commission = dec("1.5");
	expect_commission("-2.73"); /* 300 JPY / 110 */
}
END_TEST

START_TEST(percent_of_the_notional)
{
	make(TRADYN_COMMISSION_MODE_PERCENT, "0.002");
	expect_commission("-4.8"); /* 200000 EUR * 0.002 % = 4 EUR = 4.804 USD, the price does not count */
	symbol.trade_calc_mode = TRADYN_CALC_MODE_CFD;
	expect_commission("-5"); /* 250000 USD */
}
END_TEST

START_TEST(which_deals_pay)
{
	make(TRADYN_COMMISSION_MODE_DEPOSIT, "1");
	expect_commission("-2");
	make_deal(TRADYN_DEAL_ENTRY_OUT, "2", "1.25");
	expect_commission("-2");
	symbol.commission_entry = TRADYN_COMMISSION_ENTRY_IN;
	expect_commission("0");
	make_deal(TRADYN_DEAL_ENTRY_IN, "2", "1.25");
	expect_commission("-2");
	symbol.commission_entry = TRADYN_COMMISSION_ENTRY_OUT;
	expect_commission("0");
}
END_TEST

START_TEST(a_reversal_pays_for_its_part)
{
	make(TRADYN_COMMISSION_MODE_DEPOSIT, "1");
	make_deal(TRADYN_DEAL_ENTRY_INOUT, "5", "1.25");
	deal.volume_closed = dec("2");
	expect_commission("-5");
	symbol.commission_entry = TRADYN_COMMISSION_ENTRY_IN;
	expect_commission("-3");
	symbol.commission_entry = TRADYN_COMMISSION_ENTRY_OUT;
	expect_commission("-2");
	symbol.commission_mode = TRADYN_COMMISSION_MODE_PERCENT_PROFIT;
	deal.profit = dec("300");
	expect_commission("-3");
	symbol.commission_entry = TRADYN_COMMISSION_ENTRY_IN;
	expect_commission("0");
}
END_TEST

START_TEST(a_close_by_pays_once_and_only_where_closing_alone_pays)
{
	make(TRADYN_COMMISSION_MODE_DEPOSIT, "1");
	make_deal(TRADYN_DEAL_ENTRY_OUT_BY, "2", "1.25");
	deal.first_out_by = true;
	deal.price_by = dec("1.5");
	expect_commission("0");
	symbol.commission_entry = TRADYN_COMMISSION_ENTRY_IN;
	expect_commission("0");
	symbol.commission_entry = TRADYN_COMMISSION_ENTRY_OUT;
	expect_commission("-4");
	symbol.commission_mode = TRADYN_COMMISSION_MODE_PERCENT;
	symbol.commission = dec("0.01");
	symbol.trade_calc_mode = TRADYN_CALC_MODE_CFD;
	expect_commission("-55"); /* 25 + 30 */
	deal.first_out_by = false;
	expect_commission("0");
}
END_TEST

START_TEST(least_and_most)
{
	make(TRADYN_COMMISSION_MODE_DEPOSIT, "3.5");
	symbol.commission_min = dec("10");
	symbol.commission_max = dec("20");
	expect_commission("-10");
	make_deal(TRADYN_DEAL_ENTRY_IN, "4", "1.25");
	expect_commission("-14");
	make_deal(TRADYN_DEAL_ENTRY_IN, "50", "1.25");
	expect_commission("-20");
	symbol.commission_mode = TRADYN_COMMISSION_MODE_BASE; /* the limits are in the mode's currency */
	expect_commission("-24.02");
	symbol.commission = 0;
	expect_commission("0");
}
END_TEST

START_TEST(halves_of_a_cent_go_away_from_zero)
{
	make(TRADYN_COMMISSION_MODE_DEPOSIT, "0.5");
	make_deal(TRADYN_DEAL_ENTRY_IN, "0.01", "1.25");
	expect_commission("-0.01");
	symbol.commission_charge = TRADYN_COMMISSION_CHARGE_DAILY;
	expect_commission("-0.01");
}
END_TEST

START_TEST(without_a_rate_it_fails)
{
	tradyn__deposit deposit = usd();
	tradyn__commission_due got;

	make(TRADYN_COMMISSION_MODE_PROFIT, "1");
	memcpy(symbol.currency_profit, "GBP", 4);
	ck_assert_int_eq(tradyn__commission_reckon(&symbol, &deal, &deposit, &got), TRADYN_E_NO_CONVERSION);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		we090_percent_of_the_profit, we092_the_tier_is_found_by_the_notional_in_base_currency, money_per_lot, points_of_a_lot,
		percent_of_the_notional, which_deals_pay, a_reversal_pays_for_its_part, a_close_by_pays_once_and_only_where_closing_alone_pays,
		least_and_most, halves_of_a_cent_go_away_from_zero, without_a_rate_it_fails,
	};

	return run_cases("commission", tests, sizeof(tests) / sizeof(tests[0]));
}
