/* SPDX-License-Identifier: MIT
 * The fill model: presets, draws that depend on nothing else, and bounds that hold for every draw. */
#include "lib/engine/fillmodel.h"
#include "tests/unit/rules/rules.h"

#define DRAWS 20000

static tradyn_fill_model model;

static void make(const char *name)
{
	model = (tradyn_fill_model){ .seed = 42 };
	ck_assert_int_eq(tradyn_fill_model_set(&model, name), 0);
	ck_assert_str_eq(model.name, name);
}

START_TEST(frictionless_changes_nothing)
{
	tradyn_symbol symbol = make_symbol(5, "100000", "EUR", "USD");

	make("frictionless");
	ck_assert(tradyn__fill_frictionless(&model));
	for (tradyn_ticket ticket = 1; ticket < 1000; ticket++) {
		ck_assert_int_eq(tradyn__fill_latency(&model, ticket, 0), 0);
		ck_assert_int_eq(tradyn__fill_slippage(&model, ticket, 0), 0);
		ck_assert(!tradyn__fill_rejects(&model, ticket, 0));
	}
	ck_assert_int_eq(tradyn__fill_depth(&model, &symbol), INT64_MAX);
}
END_TEST

START_TEST(presets_by_name)
{
	tradyn_fill_model other = { .name = "harsh", .depth = 7 };

	make("harsh");
	ck_assert_int_eq(model.seed, 42);
	ck_assert(!tradyn__fill_frictionless(&model));
	make("realistic");
	ck_assert(!tradyn__fill_frictionless(&model));
	make("custom");
	ck_assert(tradyn__fill_frictionless(&model));
	ck_assert_int_eq(tradyn_fill_model_set(&other, "perfect"), TRADYN_E_INVALID_VALUE);
	ck_assert_str_eq(other.name, "harsh");
	ck_assert_int_eq(other.depth, 7);
}
END_TEST

/* The same numbers on every machine, for ever: a replay depends on them. */
START_TEST(draws_are_fixed)
{
	ck_assert_int_eq(tradyn__draw(0, 0, TRADYN__DRAW_LATENCY, 0, 1), 0);
	ck_assert_int_eq(tradyn__draw(42, 1, TRADYN__DRAW_SLIPPAGE, 0, 1000000), 863044);
	ck_assert_int_eq(tradyn__draw(42, 2, TRADYN__DRAW_SLIPPAGE, 0, 1000000), 731297);
	ck_assert_int_eq(tradyn__draw(-1, INT64_C(9007199254740991), TRADYN__DRAW_REJECT, 7, 1000000), 433962);
}
END_TEST

START_TEST(draws_are_even)
{
	int counts[10] = { 0 };

	for (int i = 0; i < DRAWS; i++)
		counts[tradyn__draw(7, i, TRADYN__DRAW_LATENCY, 0, 10)]++;
	for (int i = 0; i < 10; i++) {
		ck_assert_int_gt(counts[i], DRAWS / 10 - 200);
		ck_assert_int_lt(counts[i], DRAWS / 10 + 200);
	}
}
END_TEST

START_TEST(latency_stays_in_its_bounds_and_reaches_them)
{
	int64_t least = INT64_MAX, most = 0;

	make("realistic");
	for (tradyn_ticket ticket = 0; ticket < DRAWS; ticket++) {
		int64_t msc = tradyn__fill_latency(&model, ticket, 0);

		least = msc < least ? msc : least;
		most = msc > most ? msc : most;
	}
	ck_assert_int_eq(least, model.latency_min_msc);
	ck_assert_int_eq(most, model.latency_max_msc);
}
END_TEST

START_TEST(slippage_is_seldom_large_and_never_a_gift)
{
	int slipped = 0, small = 0;
	int64_t most = 0;

	make("harsh");
	for (tradyn_ticket ticket = 0; ticket < DRAWS; ticket++) {
		int64_t points = tradyn__fill_slippage(&model, ticket, 0);

		ck_assert_int_ge(points, 0);
		slipped += points > 0;
		small += points > 0 && points <= model.slippage_max / 2;
		most = points > most ? points : most;
	}
	ck_assert_int_eq(most, model.slippage_max);
	ck_assert_int_gt(slipped, DRAWS * (model.slippage_percent - 2) / 100);
	ck_assert_int_lt(slipped, DRAWS * (model.slippage_percent + 2) / 100);
	ck_assert_int_gt(small, slipped * 2 / 3);
}
END_TEST

START_TEST(as_many_are_rejected_as_it_says)
{
	int rejected = 0;

	make("harsh");
	for (tradyn_ticket ticket = 0; ticket < DRAWS; ticket++)
		rejected += tradyn__fill_rejects(&model, ticket, 0);
	ck_assert_int_gt(rejected, DRAWS * (model.reject_percent - 1) / 100);
	ck_assert_int_lt(rejected, DRAWS * (model.reject_percent + 1) / 100);
	model.reject_percent = 100;
	ck_assert(tradyn__fill_rejects(&model, 1, 0));
}
END_TEST

START_TEST(fills_of_one_order_differ)
{
	int same = 0;

	make("harsh");
	for (uint32_t n = 0; n < 100; n++)
		same += tradyn__fill_latency(&model, 5, n) == tradyn__fill_latency(&model, 5, n + 1);
	ck_assert_int_lt(same, 10);
}
END_TEST

START_TEST(depth_fills_whole_steps)
{
	tradyn_symbol symbol = make_symbol(5, "100000", "EUR", "USD");

	make("custom");
	model.depth = dec("1.055");
	expect_decimal(tradyn__fill_depth(&model, &symbol), "1.05", "whole steps");
	model.depth = dec("0.001");
	expect_decimal(tradyn__fill_depth(&model, &symbol), "0.01", "at least the least volume");
	symbol.volume_min = dec("1");
	expect_decimal(tradyn__fill_depth(&model, &symbol), "1", "at least the least volume");
}
END_TEST

START_TEST(slipped_prices_are_worse_and_clamped_ones_never_past_the_limit)
{
	tradyn_symbol symbol = make_symbol(5, "100000", "EUR", "USD");

	expect_decimal(tradyn__fill_slipped(&symbol, TRADYN_SIDE_BUY, dec("1.1"), 3), "1.10003", "buy");
	expect_decimal(tradyn__fill_slipped(&symbol, TRADYN_SIDE_SELL, dec("1.1"), 3), "1.09997", "sell");
	expect_decimal(tradyn__fill_slipped(&symbol, TRADYN_SIDE_SELL, dec("0.00002"), 3), "0.00001", "never below a point");
	symbol.trade_tick_size = dec("0.00005");
	expect_decimal(tradyn__fill_slipped(&symbol, TRADYN_SIDE_BUY, dec("1.1"), 6), "1.1001", "whole ticks");
	expect_decimal(tradyn__fill_clamp(TRADYN_SIDE_BUY, dec("1.10003"), dec("1.10001")), "1.10001", "buy");
	expect_decimal(tradyn__fill_clamp(TRADYN_SIDE_BUY, dec("1.1"), dec("1.10001")), "1.1", "buy");
	expect_decimal(tradyn__fill_clamp(TRADYN_SIDE_SELL, dec("1.09997"), dec("1.09999")), "1.09999", "sell");
	expect_decimal(tradyn__fill_clamp(TRADYN_SIDE_SELL, dec("1.1"), dec("1.09999")), "1.1", "sell");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		frictionless_changes_nothing, presets_by_name, draws_are_fixed, draws_are_even, latency_stays_in_its_bounds_and_reaches_them,
		slippage_is_seldom_large_and_never_a_gift, as_many_are_rejected_as_it_says, fills_of_one_order_differ, depth_fills_whole_steps,
		slipped_prices_are_worse_and_clamped_ones_never_past_the_limit,
	};

	return run_cases("fillmodel", tests, sizeof(tests) / sizeof(tests[0]));
}
