/* SPDX-License-Identifier: MIT
 * Bounded text never leaves half a character, UTF-8 is judged strictly, group masks take what they name. */
#include "lib/base/text.h"
#include "tests/unit/suite.h"

#include <tradyn/symbol.h>

#include <stdlib.h>
#include <string.h>

START_TEST(utf8_is_strict)
{
	static const struct { const char *text; size_t length; bool good; } cases[] = {
		{ "", 0, true }, { "EURUSD", 6, true }, { "\xc3\xa4", 2, true }, { "\xe2\x82\xac", 3, true }, { "\xf0\x9f\x92\xb6", 4, true },
		{ "\xef\xbf\xbf", 3, true }, { "\xf4\x8f\xbf\xbf", 4, true }, { "\xed\x9f\xbf", 3, true }, { "\xee\x80\x80", 3, true },
		{ "a\0b", 3, false }, { "\x80", 1, false }, { "\xc0\xaf", 2, false }, { "\xc1\xbf", 2, false }, { "\xe0\x9f\xbf", 3, false },
		{ "\xf0\x8f\xbf\xbf", 4, false }, { "\xed\xa0\x80", 3, false }, { "\xed\xbf\xbf", 3, false }, { "\xf4\x90\x80\x80", 4, false },
		{ "\xf5\x80\x80\x80", 4, false }, { "\xff", 1, false }, { "\xc3", 1, false }, { "\xe2\x82", 2, false }, { "\xf0\x9f\x92", 3, false },
		{ "\xc3(", 2, false }, { "\xe2(\xa1", 3, false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_msg(tradyn__text_utf8(cases[i].text, cases[i].length) == cases[i].good, "case %zu", i);
}
END_TEST

START_TEST(copies_are_cut_between_characters)
{
	static const char euro[] = "5\xe2\x82\xac!";
	static const char *const cut[] = { NULL, "", "5", "5", "5", "5\xe2\x82\xac" };
	char out[16];

	for (size_t size = 1; size <= 5; size++) {
		memset(out, 'x', sizeof(out));
		ck_assert(!tradyn__text_copy(out, size, euro, 5));
		ck_assert_str_eq(out, cut[size]);
		ck_assert_int_eq(out[size], 'x');
		tradyn__text_format(out, size, "%s", euro);
		ck_assert_str_eq(out, cut[size]);
	}
	ck_assert(tradyn__text_copy(out, 6, euro, 5));
	ck_assert_str_eq(out, euro);
	tradyn__text_format(out, sizeof(out), "%d of %s", 7, "9");
	ck_assert_str_eq(out, "7 of 9");
}
END_TEST

START_TEST(hash_is_fnv1a)
{
	ck_assert_uint_eq(tradyn__hash(TRADYN__HASH_START, "", 0), UINT64_C(0xcbf29ce484222325));
	ck_assert_uint_eq(tradyn__hash(TRADYN__HASH_START, "foobar", 6), UINT64_C(0x85944171f73967e8));
	ck_assert_uint_eq(tradyn__hash(tradyn__hash(TRADYN__HASH_START, "foo", 3), "bar", 3), UINT64_C(0x85944171f73967e8));
}
END_TEST

START_TEST(groups)
{
	static const struct { const char *name, *mask; bool in; } cases[] = {
		{ "EURUSD", "", true }, { "EURUSD", "*", true }, { "EURUSD", "EURUSD", true }, { "EURUSD", "EUR", false }, { "EURUSD", "EUR*", true },
		{ "EURUSD", "*USD", true }, { "EURUSD", "*RU*", true }, { "EURUSD", "E*R*D", true }, { "EURUSD", "E*X*D", false },
		{ "EURUSD", "*,!*EUR*", false }, { "GBPUSD", "*,!*EUR*", true }, { "GBPUSD", "!*EUR*", true }, { "EURUSD", "!*EUR*", false },
		{ "GBPUSD", "!EUR*,!XAU*", true }, { "XAUUSD", "!EUR*,!XAU*", false }, { "EURUSD", "GBP*, EUR*", true }, { "EURUSD", "!EUR*,EURUSD", false },
		{ "USDJPY", "GBP*,EUR*", false }, { "EURUSD", ",,", true }, { "EURUSD", " EURUSD ", true }, { "EURUSD.m", "EURUSD.*", true },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "*a*a*a*a*a*a*a*a*a*c", false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_msg(tradyn_symbol_in_group(cases[i].name, cases[i].mask) == cases[i].in, "%s in \"%s\"", cases[i].name, cases[i].mask);
}
END_TEST

int main(void)
{
	return run_tests("text", 120, (const TTest *const []){
		utf8_is_strict,
		copies_are_cut_between_characters,
		hash_is_fnv1a,
		groups,
		NULL });
}
