/* SPDX-License-Identifier: MIT
 * The error list has one row per code, each findable, and the first error wins. */
#include "lib/base/currency.h"
#include "lib/base/fail.h"
#include "tests/unit/suite.h"

#include <tradyn/tradyn.h>

#include <stdlib.h>
#include <string.h>

START_TEST(every_row_is_found_by_its_code)
{
	for (size_t i = 0; i < tradyn_error_count(); i++) {
		const tradyn_error_info *row = tradyn_error_info_at(i);

		ck_assert_ptr_eq(tradyn_error_info_get(row->code), row);
		ck_assert_int_lt(row->code, 0);
		ck_assert(row->http_status >= 200 && row->http_status < 600);
		ck_assert_msg(*row->name && *row->text && *row->doc, "row %zu lacks words", i);
		for (size_t k = 0; k < i; k++)
			ck_assert_str_ne(tradyn_error_info_at(k)->name, row->name);
	}
	ck_assert_ptr_null(tradyn_error_info_at(tradyn_error_count()));
	ck_assert_ptr_null(tradyn_error_info_at(SIZE_MAX));
}
END_TEST

START_TEST(rows_say_what_the_list_says)
{
	const tradyn_error_info *row = tradyn_error_info_get(TRADYN_E_INSUFFICIENT_MARGIN);

	ck_assert_str_eq(row->name, "INSUFFICIENT_MARGIN");
	ck_assert_int_eq(row->retcode, 10019);
	ck_assert_int_eq(row->http_status, 400);
	ck_assert_int_eq(tradyn_error_info_get(12345)->code, TRADYN_E_INTERNAL);
	ck_assert_int_eq(tradyn_error_info_get(0)->code, TRADYN_E_INTERNAL);
}
END_TEST

START_TEST(the_first_error_wins)
{
	tradyn_error err;

	tradyn_error_init(&err);
	tradyn_error_init(NULL);
	ck_assert_int_eq(err.code, 0);
	ck_assert_int_eq(err.below, TRADYN_UNSET);
	ck_assert_int_eq(tradyn__fail(&err, TRADYN_E_INVALID_STOPS, "sl", "at most %s", "1.08"), TRADYN_E_INVALID_STOPS);
	ck_assert_int_eq(tradyn__fail(&err, TRADYN_E_INSUFFICIENT_MARGIN, "volume", "later"), TRADYN_E_INSUFFICIENT_MARGIN);
	ck_assert_int_eq(tradyn__fail(NULL, TRADYN_E_INSUFFICIENT_MARGIN, "volume", "nobody listens"), TRADYN_E_INSUFFICIENT_MARGIN);
	ck_assert_int_eq(err.code, TRADYN_E_INVALID_STOPS);
	ck_assert_str_eq(err.field, "sl");
	ck_assert_str_eq(err.message, "at most 1.08");
}
END_TEST

START_TEST(currencies_and_versions)
{
	ck_assert_int_eq(tradyn__currency_digits("JPY"), 0);
	ck_assert_int_eq(tradyn__currency_digits("USD"), 2);
	ck_assert_int_eq(tradyn__currency_digits("KWD"), 3);
	ck_assert_int_eq(tradyn__currency_digits("BTC"), 8);
	ck_assert_int_eq(tradyn__currency_digits("???"), 2);
	ck_assert_str_eq(tradyn_version(), TRADYN_VERSION);
	ck_assert_str_eq(tradyn_timeframe_name(TRADYN_TIMEFRAME_M1), "M1");
	ck_assert_str_eq(tradyn_timeframe_name(TRADYN_TIMEFRAME_MN1), "MN1");
	ck_assert_ptr_null(tradyn_timeframe_name(TRADYN_TIMEFRAME_COUNT));
	ck_assert_ptr_null(tradyn_timeframe_name((tradyn_timeframe)-1));
}
END_TEST

int main(void)
{
	return run_tests("error", 120, (const TTest *const []){
		every_row_is_found_by_its_code,
		rows_say_what_the_list_says,
		the_first_error_wins,
		currencies_and_versions,
		NULL });
}
