/* SPDX-License-Identifier: MIT
 * What the tests of the rules share: decimals and times as text, a symbol to bend, one runner. */
#ifndef TRADYN_TESTS_UNIT_RULES_RULES_H
#define TRADYN_TESTS_UNIT_RULES_RULES_H

#include "lib/base/zone.h"
#include "lib/schema/defaults.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static inline tradyn_decimal dec(const char *text)
{
	tradyn_decimal value = 0;

	ck_assert_msg(tradyn_decimal_parse(text, strlen(text), &value) == 0, "%s is no decimal", text);
	return value;
}

/* "2014-05-02T12:30:00Z" */
static inline int64_t at(const char *text)
{
	int64_t msc = 0;

	ck_assert_msg(tradyn__time_parse(text, strlen(text), &msc) == 0, "%s is no time", text);
	return msc;
}

static inline int64_t day(const char *text)
{
	return at(text) / INT64_C(86400000);
}

static inline void expect_decimal(tradyn_decimal got, const char *expected, const char *what)
{
	char text[TRADYN_DECIMAL_TEXT_MAX];

	tradyn_decimal_format(got, text);
	ck_assert_msg(got == dec(expected), "%s: expected %s, got %s", what, expected, text);
}

static inline void expect_time(int64_t got, const char *expected, const char *what)
{
	char text[40];

	tradyn__time_format(got, text);
	ck_assert_msg(got == at(expected), "%s: expected %s, got %s", what, expected, text);
}

/* A symbol of these digits and currencies with the defaults otherwise. */
static inline tradyn_symbol make_symbol(int digits, const char *contract, const char *base, const char *profit)
{
	tradyn_symbol symbol;

	tradyn__symbol_defaults(&symbol);
	tradyn__symbol_set_digits(&symbol, digits);
	symbol.trade_contract_size = dec(contract);
	memcpy(symbol.currency_base, base, strlen(base) + 1);
	memcpy(symbol.currency_profit, profit, strlen(profit) + 1);
	memcpy(symbol.currency_margin, base, strlen(base) + 1);
	return symbol;
}

static inline tradyn__zone make_zone(const char *name)
{
	tradyn__zone zone;

	ck_assert_int_eq(tradyn__zone_init(&zone, name, NULL), 0);
	return zone;
}

static inline int run_cases(const char *name, const TTest *const *tests, size_t count)
{
	Suite *suite = suite_create(name);
	TCase *cases = tcase_create(name);
	SRunner *runner;
	int failed;

	for (size_t i = 0; i < count; i++)
		tcase_add_test(cases, tests[i]);
	suite_add_tcase(suite, cases);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
