/* SPDX-License-Identifier: MIT
 * Decimals: the roundings that MetaQuotes publishes, text in both directions, the edges, and every operation against plain
 * 128-bit arithmetic. */
#include "lib/base/wide.h"
#include "tests/unit/suite.h"

#include <tradyn/decimal.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNTOUCHED INT64_C(4711)

static tradyn_decimal decimal(const char *text)
{
	tradyn_decimal value = 0;
	int status = tradyn_decimal_parse(text, strlen(text), &value);

	ck_assert_msg(status == 0, "\"%s\" must be a decimal", text);
	return value;
}

static uint64_t draw(void)
{
	static uint64_t state = 20140502;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

/* A number of any size: small ones as often as large ones. */
static tradyn_decimal any(void)
{
	int64_t value = (int64_t)(draw() >> (1 + draw() % 63));

	return draw() % 2 ? value : -value;
}

START_TEST(published_roundings)
{
	static const struct { const char *value; int digits; const char *rounded; } cases[] = {
		{ "49.925", 2, "49.93" }, { "18.9997", 2, "19.00" }, { "108.345", 2, "108.35" }, { "-108.345", 2, "-108.35" },
		{ "1.005", 2, "1.01" }, { "0.5", 0, "1" }, { "-0.5", 0, "-1" }, { "0.49999999", 0, "0" }, { "2.5", 0, "3" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		tradyn_decimal rounded;
		char text[TRADYN_DECIMAL_TEXT_MAX];

		ck_assert_int_eq(tradyn_decimal_round(decimal(cases[i].value), cases[i].digits, TRADYN_ROUND_HALF_AWAY, &rounded), 0);
		ck_assert_int_eq(rounded, decimal(cases[i].rounded));
		tradyn_decimal_format_fixed(decimal(cases[i].value), cases[i].digits, text);
		ck_assert_str_eq(text, cases[i].rounded);
	}
}
END_TEST

START_TEST(shortest_text)
{
	static const struct { tradyn_decimal value; const char *text; } cases[] = {
		{ 0, "0.0" }, { 108500000, "1.085" }, { TRADYN_DECIMAL(10000), "10000.0" }, { -50000000, "-0.5" },
		{ 1, "0.00000001" }, { -1, "-0.00000001" }, { 99999999, "0.99999999" }, { 123456789, "1.23456789" },
		{ TRADYN_DECIMAL(99999999), "99999999.0" }, { TRADYN_DECIMAL(100000000), "100000000.0" },
		{ TRADYN_DECIMAL_MAX, "92233720368.54775807" }, { TRADYN_DECIMAL_MIN, "-92233720368.54775807" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[TRADYN_DECIMAL_TEXT_MAX];
		size_t length = tradyn_decimal_format(cases[i].value, text);

		ck_assert_str_eq(text, cases[i].text);
		ck_assert_uint_eq(length, strlen(text));
		ck_assert_int_eq(decimal(text), cases[i].value);
	}
}
END_TEST

START_TEST(fixed_text)
{
	char text[TRADYN_DECIMAL_TEXT_MAX];

	ck_assert_uint_eq(tradyn_decimal_format_fixed(decimal("1.085"), 5, text), 7);
	ck_assert_str_eq(text, "1.08500");
	tradyn_decimal_format_fixed(TRADYN_DECIMAL_MAX, 0, text);
	ck_assert_str_eq(text, "92233720369");
	tradyn_decimal_format_fixed(TRADYN_DECIMAL_MAX, 8, text);
	ck_assert_str_eq(text, "92233720368.54775807");
	tradyn_decimal_format_fixed(decimal("-0.004"), 2, text);
	ck_assert_msg(strcmp(text, "0.00") == 0, "nothing is not negative: %s", text);
}
END_TEST

START_TEST(a_million_round_trips)
{
	for (int i = 0; i < 1000000; i++) {
		tradyn_decimal value = any(), back = UNTOUCHED;
		char text[TRADYN_DECIMAL_TEXT_MAX], expected[48];
		uint64_t magnitude = value < 0 ? -(uint64_t)value : (uint64_t)value;
		size_t length = tradyn_decimal_format(value, text);
		int size;

		if (tradyn_decimal_parse(text, length, &back) != 0 || back != value)
			ck_abort_msg("%lld became \"%s\" became %lld", (long long)value, text, (long long)back);
		if (i % 16)
			continue;
		size = snprintf(expected, sizeof(expected), "%s%llu.%08llu", value < 0 ? "-" : "", (unsigned long long)(magnitude / 100000000), (unsigned long long)(magnitude % 100000000));
		while (expected[size - 1] == '0' && expected[size - 2] != '.')
			expected[--size] = '\0';
		ck_assert_str_eq(text, expected);
	}
}
END_TEST

START_TEST(what_is_a_decimal)
{
	static const struct { const char *text; int status; } cases[] = {
		{ "", TRADYN_E_SYNTAX }, { "-", TRADYN_E_SYNTAX }, { ".5", TRADYN_E_SYNTAX }, { "5.", TRADYN_E_SYNTAX }, { "+1", TRADYN_E_SYNTAX },
		{ "1e5", TRADYN_E_SYNTAX }, { "1.0e5", TRADYN_E_SYNTAX }, { " 1", TRADYN_E_SYNTAX }, { "1 ", TRADYN_E_SYNTAX }, { "1,5", TRADYN_E_SYNTAX },
		{ "0x10", TRADYN_E_SYNTAX }, { "nan", TRADYN_E_SYNTAX }, { "1.2.3", TRADYN_E_SYNTAX }, { "--1", TRADYN_E_SYNTAX },
		{ "999999999999999999999999x", TRADYN_E_SYNTAX }, { "0.123456789x", TRADYN_E_SYNTAX },
		{ "0.123456789", TRADYN_E_RANGE }, { "0.000000001", TRADYN_E_RANGE }, { "92233720368.54775808", TRADYN_E_RANGE },
		{ "-92233720368.54775808", TRADYN_E_RANGE }, { "92233720369", TRADYN_E_RANGE }, { "99999999999999999999999999", TRADYN_E_RANGE },
		{ "184467440737.09551616", TRADYN_E_RANGE }, { "18446744073709551616", TRADYN_E_RANGE },
		{ "1.0850000000000000000000", 0 }, { "-0", 0 }, { "007.5", 0 }, { "92233720368.547758070", 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		tradyn_decimal value = UNTOUCHED;
		int status = tradyn_decimal_parse(cases[i].text, strlen(cases[i].text), &value);

		ck_assert_msg(status == cases[i].status, "\"%s\": %d instead of %d", cases[i].text, status, cases[i].status);
		if (status)
			ck_assert_int_eq(value, UNTOUCHED);
	}
	ck_assert_int_eq(decimal("-0"), 0);
}
END_TEST

/* The next whole number below, above or nearest, by comparison instead of by the code under test. */
static tradyn__wide expected_quotient(tradyn__wide n, tradyn__wide d, tradyn_rounding mode)
{
	tradyn__wide q, below;

	if (d < 0) {
		n = -n;
		d = -d;
	}
	q = n / d;
	below = q * d > n ? q - 1 : q;
	if (below * d == n || mode == TRADYN_ROUND_DOWN)
		return below;
	if (mode == TRADYN_ROUND_UP)
		return below + 1;
	if (n - below * d == (below + 1) * d - n)
		return n > 0 ? below + 1 : below;
	return n - below * d < (below + 1) * d - n ? below : below + 1;
}

static void compare(tradyn__wide expected, int status, tradyn_decimal value)
{
	if (expected > INT64_MAX || expected < -INT64_MAX) {
		ck_assert_int_eq(status, TRADYN_E_RANGE);
		ck_assert_int_eq(value, UNTOUCHED);
	} else {
		ck_assert_int_eq(status, 0);
		ck_assert_int_eq(value, (int64_t)expected);
	}
}

START_TEST(operations_are_exact)
{
	for (int i = 0; i < 300000; i++) {
		tradyn_decimal a = any(), b = any(), c = any(), out;
		int digits = (int)(draw() % 9), status;
		tradyn_rounding mode = (tradyn_rounding)(draw() % 3);
		int64_t unit = tradyn__pow10(8 - digits);

		out = UNTOUCHED;
		status = tradyn_decimal_add(a, b, &out);
		compare((tradyn__wide)a + b, status, out);
		out = UNTOUCHED;
		status = tradyn_decimal_sub(a, b, &out);
		compare((tradyn__wide)a - b, status, out);
		out = UNTOUCHED;
		status = tradyn_decimal_mul(a, b, digits, mode, &out);
		compare(expected_quotient((tradyn__wide)a * b, (tradyn__wide)TRADYN_DECIMAL_ONE * unit, mode) * unit, status, out);
		out = UNTOUCHED;
		status = tradyn_decimal_round(a, digits, mode, &out);
		compare(expected_quotient(a, unit, mode) * unit, status, out);
		if (b == 0 || c == 0)
			continue;
		out = UNTOUCHED;
		status = tradyn_decimal_div(a, b, digits, mode, &out);
		compare(expected_quotient((tradyn__wide)a * TRADYN_DECIMAL_ONE, (tradyn__wide)b * unit, mode) * unit, status, out);
		out = UNTOUCHED;
		status = tradyn_decimal_mul_div(a, b, c, digits, mode, &out);
		compare(expected_quotient((tradyn__wide)a * b, (tradyn__wide)c * unit, mode) * unit, status, out);
	}
}
END_TEST

START_TEST(errors_leave_the_result_alone)
{
	tradyn_decimal out = UNTOUCHED, other = UNTOUCHED;

	ck_assert_int_eq(tradyn_decimal_add(TRADYN_DECIMAL_MAX, 1, &out), TRADYN_E_RANGE);
	ck_assert_int_eq(tradyn_decimal_sub(TRADYN_DECIMAL_MIN, 1, &out), TRADYN_E_RANGE);
	ck_assert_int_eq(tradyn_decimal_mul(TRADYN_DECIMAL_MAX, TRADYN_DECIMAL_MAX, 0, TRADYN_ROUND_UP, &out), TRADYN_E_RANGE);
	ck_assert_int_eq(tradyn_decimal_div(1, 0, 8, TRADYN_ROUND_UP, &out), TRADYN_E_RANGE);
	ck_assert_int_eq(tradyn_decimal_mul_div(1, 1, 0, 8, TRADYN_ROUND_UP, &out), TRADYN_E_RANGE);
	ck_assert_int_eq(tradyn_decimal_mul_div(TRADYN_DECIMAL_MAX, TRADYN_DECIMAL_MAX, 1, 0, TRADYN_ROUND_UP, &out), TRADYN_E_RANGE);
	ck_assert_int_eq(tradyn_decimal_round(TRADYN_DECIMAL_MAX, 0, TRADYN_ROUND_UP, &out), TRADYN_E_RANGE);
	ck_assert_int_eq(tradyn_decimal_round(1, 9, TRADYN_ROUND_UP, &out), TRADYN_E_RANGE);
	ck_assert_int_eq(tradyn_decimal_round(1, -1, TRADYN_ROUND_UP, &out), TRADYN_E_RANGE);
	ck_assert_int_eq(tradyn_decimal_grid(1, 0, &out, &other), TRADYN_E_RANGE);
	ck_assert_int_eq(tradyn_decimal_grid(1, -5, &out, &other), TRADYN_E_RANGE);
	ck_assert_int_eq(tradyn_decimal_grid(TRADYN_DECIMAL_MAX, TRADYN_DECIMAL_MAX - 1, &out, &other), TRADYN_E_RANGE);
	ck_assert_int_eq(out, UNTOUCHED);
	ck_assert_int_eq(other, UNTOUCHED);
}
END_TEST

START_TEST(nearest_steps)
{
	tradyn_decimal below, above;

	ck_assert_int_eq(tradyn_decimal_grid(decimal("0.127"), decimal("0.01"), &below, &above), 0);
	ck_assert_int_eq(below, decimal("0.12"));
	ck_assert_int_eq(above, decimal("0.13"));
	ck_assert_int_eq(tradyn_decimal_grid(decimal("0.13"), decimal("0.01"), &below, &above), 0);
	ck_assert_int_eq(below, above);
	ck_assert_int_eq(tradyn_decimal_grid(decimal("-0.127"), decimal("0.01"), &below, &above), 0);
	ck_assert_int_eq(below, decimal("-0.13"));
	ck_assert_int_eq(above, decimal("-0.12"));
	ck_assert_int_eq(tradyn_decimal_grid(decimal("1284.065"), decimal("0.25"), &below, &above), 0);
	ck_assert_int_eq(below, decimal("1284"));
	ck_assert_int_eq(above, decimal("1284.25"));
}
END_TEST

int main(void)
{
	return run_tests("decimal", 120, (const TTest *const []){
		published_roundings,
		shortest_text,
		fixed_text,
		a_million_round_trips,
		what_is_a_decimal,
		operations_are_exact,
		errors_leave_the_result_alone,
		nearest_steps,
		NULL });
}
