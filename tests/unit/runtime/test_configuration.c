/* SPDX-License-Identifier: MIT
 * The worked example of docs/configuration.md is a configuration, and says what the text around it says. */
#include "support.h"

#include <tradyn/config.h>

#include <stdio.h>
#include <string.h>

static char text[65536];

static void read_page(void)
{
	FILE *file = fopen("docs/configuration.md", "rb");
	size_t length;

	ck_assert_ptr_nonnull(file);
	length = fread(text, 1, sizeof(text) - 1, file);
	text[length] = 0;
	fclose(file);
}

START_TEST(the_worked_example_is_a_configuration)
{
	tradyn_config config;
	tradyn_error err;
	char *json, *end;

	read_page();
	json = strstr(text, "```json\n");
	ck_assert_ptr_nonnull(json);
	json += strlen("```json\n");
	end = strstr(json, "```");
	ck_assert_ptr_nonnull(end);
	tradyn_error_init(&err);
	ck_assert_int_eq(tradyn_config_init(&config), 0);
	ck_assert_msg(!tradyn_config_read(&config, json, (size_t)(end - json), &err), "%s: %s", err.field, err.message);
	ck_assert_uint_eq(config.accounts.count, 2);
	ck_assert_uint_eq(config.symbols.count, 18);
	ck_assert_str_eq(tradyn_config_account(&config, 5001)->currency, "EUR");
	ck_assert_int_eq(tradyn_config_symbol(&config, "XAUUSD")->trade_tick_size, TRADYN_DECIMAL_ONE / 1000);
	ck_assert_str_eq(tradyn_config_symbol(&config, "DE40.cash")->currency_margin, "EUR");
	ck_assert_uint_eq(tradyn_config_symbol(&config, "DE40.cash")->sessions.count, 5);
	ck_assert_int_gt(config.fill_model.slippage_max, 0);
	tradyn_config_clear(&config);
}
END_TEST

START_TEST(the_zones_of_the_text_are_zones)
{
	static const char *const zones[] = { "Europe/Helsinki", "EET-2EEST,M3.5.0/3,M10.5.0/4", "EST5EDT,M3.2.0,M11.1.0", "<+03>-3" };
	char json[128];

	read_page();
	for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++) {
		tradyn_config config;
		tradyn_error err;

		tradyn_error_init(&err);
		ck_assert_msg(strstr(text, zones[i]), "%s does not stand in the page", zones[i]);
		ck_assert_int_eq(tradyn_config_init(&config), 0);
		snprintf(json, sizeof(json), "{\"zone\":\"%s\"}", zones[i]);
		ck_assert_msg(!tradyn_config_read(&config, json, strlen(json), &err), "%s: %s", zones[i], err.message);
		tradyn_config_clear(&config);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("configuration");
	TCase *tests = tcase_create("configuration");

	tcase_add_test(tests, the_worked_example_is_a_configuration);
	tcase_add_test(tests, the_zones_of_the_text_are_zones);
	suite_add_tcase(suite, tests);
	return run(suite);
}
