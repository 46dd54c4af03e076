/* SPDX-License-Identifier: MIT
 * Packed files, names of files, digits of recordings, cursors. */
#include "support.h"

#include "server/api/cursor.h"
#include "server/runtime/archive.h"
#include "server/runtime/digits.h"
#include "server/runtime/naming.h"

#include "lib/schema/defaults.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static tradyn_config config;
static tradyn_symbol symbols[5];

static void setup(void)
{
	static const char *const names[] = { "EURUSD", "XAUUSD", "US30", "US30.cash", "GBPUSD" };

	for (int i = 0; i < 5; i++) {
		tradyn__symbol_defaults(&symbols[i]);
		snprintf(symbols[i].name, sizeof(symbols[i].name), "%s", names[i]);
	}
	config.symbols.count = 5;
	config.symbols.items = symbols;
}

static void expect_content(const char *path, const char *entry, const char *content)
{
	struct archive_file *file;
	char bytes[256] = "";
	size_t length = 0;
	tradyn_error err;
	long got;

	tradyn_error_init(&err);
	ck_assert_msg(!archive_file_open(&file, path, &err), "%s", err.message);
	ck_assert_int_eq(archive_file_next(file, &err), 1);
	ck_assert_str_eq(archive_file_entry(file), entry);
	while ((got = archive_file_read(file, bytes + length, 5, &err)) > 0) /* in small bites */
		length += (size_t)got;
	ck_assert_int_eq(got, 0);
	ck_assert_str_eq(bytes, content);
	ck_assert_int_eq(archive_file_next(file, &err), 0);
	archive_file_close(file);
}

START_TEST(a_file_is_read_whatever_it_is_packed_in)
{
	const char *text = "time_msc,bid,ask\n1,1.1,1.2\n";

	expect_content(file_make("plain.csv", text, strlen(text)), "", text);
	expect_content(file_pack("packed.csv.gz", "raw", "gzip", "x", text, strlen(text)), "", text);
	expect_content(file_pack("packed.csv.xz", "raw", "xz", "x", text, strlen(text)), "", text);
	expect_content(file_pack("packed.zip", "zip", "none", "20140502_eurusd_tick_quote.csv", text, strlen(text)),
	               "20140502_eurusd_tick_quote.csv", text);
}
END_TEST

START_TEST(notes_beside_the_data_are_passed_over)
{
	const char *const pairs[] = { "README.txt", "a note", ".hidden", "x", "data.csv", "1,2,3\n", "report.PDF", "x", NULL };

	expect_content(file_zip("notes.zip", pairs), "data.csv", "1,2,3\n");
}
END_TEST

START_TEST(what_can_not_be_opened_is_named)
{
	struct archive_file *file;
	tradyn_error err;

	tradyn_error_init(&err);
	ck_assert_int_eq(archive_file_open(&file, "/nowhere/ticks.csv", &err), TRADYN_E_IO);
	ck_assert_str_eq(err.message, "/nowhere/ticks.csv: No such file or directory");
	tradyn_error_init(&err);
	ck_assert_int_eq(archive_file_open(&file, "/tmp", &err), TRADYN_E_IO);
	ck_assert_ptr_nonnull(strstr(err.message, "/tmp: is a directory"));
}
END_TEST

START_TEST(a_file_that_was_cut_short_is_an_error_with_its_name)
{
	static const char *const filters[] = { "gzip", "xz" };
	static char noise[600000];
	uint32_t random = 1;
	struct archive_file *file;
	tradyn_error err;
	const char *path;
	char bytes[4096];
	long got;

	for (size_t i = 0; i < sizeof(noise); i++)
		noise[i] = (char)((random = random * 1664525 + 1013904223) >> 24);
	for (int i = 0; i < 2; i++) {
		path = file_pack("short.csv", "raw", filters[i], "x", noise, sizeof(noise));
		ck_assert_int_eq(truncate(path, 400000), 0);
		tradyn_error_init(&err);
		ck_assert_int_eq(archive_file_open(&file, path, &err), 0);
		ck_assert_int_eq(archive_file_next(file, &err), 1);
		while ((got = archive_file_read(file, bytes, sizeof(bytes), &err)) > 0)
			continue;
		ck_assert_int_eq(got, TRADYN_E_IO);
		ck_assert_ptr_nonnull(strstr(err.message, "short.csv: "));
		archive_file_close(file);
	}
}
END_TEST

START_TEST(a_symbol_is_a_word_of_its_own_in_the_name)
{
	ck_assert_int_eq(naming_symbol(&config, "EURUSD_oanda_20140501.ticks.csv.xz"), 0);
	ck_assert_int_eq(naming_symbol(&config, "20140502_xauusd_tick_quote.csv"), 1);
	ck_assert_int_eq(naming_symbol(&config, "/data/forex/oanda/tick/GbpUsd/20140502_quote.zip"), 4);
	ck_assert_int_eq(naming_symbol(&config, "EURUSD1.csv"), -1);
	ck_assert_int_eq(naming_symbol(&config, "MYEURUSD.csv"), -1);
	ck_assert_int_eq(naming_symbol(&config, "ticks_US30.cash_2024.csv"), 3);
	ck_assert_int_eq(naming_symbol(&config, "ticks_US30_2024.csv"), 2);
	ck_assert_int_eq(naming_symbol(&config, "GBPUSD-EURUSD.csv"), 4);
	ck_assert_int_eq(naming_symbol(&config, "EURUSDX EURUSD"), 0);
	ck_assert_int_eq(naming_symbol_exact(&config, "eurusd=", 6), 0);
	ck_assert_int_eq(naming_symbol_exact(&config, "EURUS", 5), -1);
}
END_TEST

START_TEST(a_day_is_eight_digits_that_are_a_date)
{
	ck_assert_int_eq(naming_day("20140502_eurusd_tick_quote.csv"), INT64_C(1398988800000));
	ck_assert_int_eq(naming_day("eurusd_123456789_20140502"), INT64_C(1398988800000));
	ck_assert_int_eq(naming_day("20140230_20140502.csv"), INT64_C(1398988800000));
	ck_assert(naming_day("quote_201405.zip") == TRADYN_UNSET);
	ck_assert(naming_day("99999999.csv") == TRADYN_UNSET);
}
END_TEST

START_TEST(a_list_of_symbols_fits_its_buffer)
{
	char text[24];

	naming_list(&config, text, sizeof(text));
	ck_assert_str_eq(text, "EURUSD, XAUUSD, US30…");
}
END_TEST

START_TEST(finer_recordings_raise_the_digits_and_keep_the_terms)
{
	tradyn_quote quotes[] = { { 1, 128406500000, 128440500000, 0, 0 }, { 2, 128408000000, 128444000000, 0, 0 } };
	tradyn_symbol symbol;

	tradyn__symbol_defaults(&symbol);
	tradyn__symbol_set_digits(&symbol, 2);
	symbol.swap_mode = TRADYN_SWAP_MODE_POINTS;
	symbol.swap_long = -TRADYN_DECIMAL(42);
	symbol.trade_stops_level = 5;
	symbol.trade_tick_value = TRADYN_DECIMAL(1);
	ck_assert_int_eq(digits_of(quotes, 2), 3);
	ck_assert(digits_raise(&symbol, 3));
	ck_assert_int_eq(symbol.digits, 3);
	ck_assert_int_eq(symbol.point, TRADYN_DECIMAL_ONE / 1000);
	ck_assert_int_eq(symbol.trade_tick_size, TRADYN_DECIMAL_ONE / 1000);
	ck_assert_int_eq(symbol.swap_long, -TRADYN_DECIMAL(420));
	ck_assert_int_eq(symbol.trade_stops_level, 50);
	ck_assert_int_eq(symbol.trade_tick_value, TRADYN_DECIMAL_ONE / 10);
	ck_assert(!digits_raise(&symbol, 3));
	ck_assert(!digits_raise(&symbol, 1));
}
END_TEST

START_TEST(a_cursor_is_read_back_and_nothing_else_is)
{
	static const char *const bad[] = { "d", "d0", "d5", "x7.00000000", "d-7.00000000", "d99999999999999999999.00000000", "7", "d7.", "d7.zz" };
	uint64_t bind = cursor_bind_number(cursor_bind_text(CURSOR_BIND, "EURUSD"), 5);
	char text[CURSOR_MAX];
	tradyn_error err;
	int64_t row;

	tradyn_error_init(&err);
	cursor_write(text, 'd', 123, bind);
	ck_assert_int_eq(cursor_read(text, 'd', bind, &row, &err), 0);
	ck_assert_int_eq(row, 123);
	ck_assert_int_eq(cursor_read("", 'd', bind, &row, &err), 0);
	ck_assert_int_eq(row, 0);
	ck_assert_int_eq(cursor_read(text, 'o', bind, &row, NULL), TRADYN_E_BAD_CURSOR);
	ck_assert_int_eq(cursor_read(text, 'd', bind + 1, &row, NULL), TRADYN_E_BAD_CURSOR);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ck_assert_msg(cursor_read(bad[i], 'd', bind, &row, NULL) == TRADYN_E_BAD_CURSOR, "%s was taken", bad[i]);
	ck_assert_int_eq(cursor_read("x", 'd', bind, &row, &err), TRADYN_E_BAD_CURSOR);
	ck_assert_str_eq(err.field, "cursor");
	ck_assert_int_eq(cursor_check(4, 5, 10, NULL), TRADYN_E_BAD_CURSOR);
	ck_assert_int_eq(cursor_check(10, 5, 10, NULL), 0);
	ck_assert_int_eq(cursor_check(11, 5, 10, NULL), TRADYN_E_BAD_CURSOR);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("files");
	TCase *tests = tcase_create("files");

	tcase_add_checked_fixture(tests, setup, NULL);
	tcase_add_test(tests, a_file_is_read_whatever_it_is_packed_in);
	tcase_add_test(tests, notes_beside_the_data_are_passed_over);
	tcase_add_test(tests, what_can_not_be_opened_is_named);
	tcase_add_test(tests, a_file_that_was_cut_short_is_an_error_with_its_name);
	tcase_add_test(tests, a_symbol_is_a_word_of_its_own_in_the_name);
	tcase_add_test(tests, a_day_is_eight_digits_that_are_a_date);
	tcase_add_test(tests, a_list_of_symbols_fits_its_buffer);
	tcase_add_test(tests, finer_recordings_raise_the_digits_and_keep_the_terms);
	tcase_add_test(tests, a_cursor_is_read_back_and_nothing_else_is);
	suite_add_tcase(suite, tests);
	return run(suite);
}
