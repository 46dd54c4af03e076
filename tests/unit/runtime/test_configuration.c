/* SPDX-License-Identifier: MIT
 * The examples of docs/configuration.md are configurations, and say what the text around them says. */
#include "support.h"

#include "lib/base/zone.h"

#include <tradyn/engine.h>

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

/* The first configuration below `heading`. */
static void read_example(const char *heading, tradyn_config *config)
{
	tradyn_error err;
	char *json, *end;

	read_page();
	json = strstr(text, heading);
	ck_assert_ptr_nonnull(json);
	json = strstr(json, "```json\n");
	ck_assert_ptr_nonnull(json);
	json += strlen("```json\n");
	end = strstr(json, "```");
	ck_assert_ptr_nonnull(end);
	tradyn_error_init(&err);
	ck_assert_int_eq(tradyn_config_init(config), 0);
	ck_assert_msg(!tradyn_config_read(config, json, (size_t)(end - json), &err), "%s: %s", err.field, err.message);
}

/* What the engine says of a buy at a time, and when the symbol opens. */
static int try_to_buy(tradyn_engine *engine, const char *symbol, const char *at, char opening[40])
{
	tradyn_trade_request request = TRADYN_TRADE_REQUEST_INIT;
	tradyn_trade_result result;
	tradyn_tick tick = { .bid = TRADYN_DECIMAL_ONE, .ask = TRADYN_DECIMAL_ONE };
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	ck_assert_int_eq(tradyn__time_parse(at, strlen(at), &tick.time_msc), 0);
	snprintf(tick.symbol, sizeof(tick.symbol), "%s", symbol);
	ck_assert_int_eq(tradyn_engine_tick(engine, &tick, NULL), 0);
	snprintf(request.symbol, sizeof(request.symbol), "%s", symbol);
	request.action = TRADYN_SIDE_BUY;
	request.volume = TRADYN_DECIMAL_ONE / 100;
	status = tradyn_engine_trade(engine, 1001, &request, &result, &err);
	opening[0] = '\0';
	if (status == TRADYN_E_MARKET_CLOSED)
		tradyn__time_format(err.time_msc, opening);
	return status;
}

START_TEST(the_sessions_are_the_week_of_the_text)
{
	tradyn_engine_options options = TRADYN_ENGINE_OPTIONS_INIT;
	tradyn_engine *engine;
	tradyn_config config;
	char opening[40];

	read_example("### Sessions", &config);
	options.config = &config;
	ck_assert_int_eq(tradyn_engine_new(&engine, &options, NULL), 0);
	ck_assert_int_eq(try_to_buy(engine, "EURUSD", "2026-12-18T21:54:59Z", opening), 0);
	ck_assert_int_eq(try_to_buy(engine, "EURUSD", "2026-12-18T21:55:00Z", opening), TRADYN_E_MARKET_CLOSED);
	ck_assert_str_eq(opening, "2026-12-20T22:05:00.000Z");
	ck_assert_int_eq(try_to_buy(engine, "XAUUSD", "2026-12-21T22:30:00Z", opening), TRADYN_E_MARKET_CLOSED);
	ck_assert_str_eq(opening, "2026-12-21T23:05:00.000Z");
	ck_assert_int_eq(try_to_buy(engine, "XAUUSD", "2026-12-24T18:44:59Z", opening), 0);
	ck_assert_int_eq(try_to_buy(engine, "XAUUSD", "2026-12-24T18:45:00Z", opening), TRADYN_E_MARKET_CLOSED);
	ck_assert_int_eq(try_to_buy(engine, "EURUSD", "2026-12-24T22:00:00Z", opening), TRADYN_E_MARKET_CLOSED);
	ck_assert_str_eq(opening, "2026-12-27T22:05:00.000Z");
	ck_assert_int_eq(tradyn_config_symbol(&config, "US30")->order_gtc_mode, TRADYN_GTC_MODE_DAILY_EXCLUDING_STOPS);
	tradyn_engine_free(engine);
	tradyn_config_clear(&config);
}
END_TEST

START_TEST(the_worked_example_is_a_configuration)
{
	tradyn_config config;

	read_example("## A worked example", &config);
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
	tcase_add_test(tests, the_sessions_are_the_week_of_the_text);
	tcase_add_test(tests, the_zones_of_the_text_are_zones);
	suite_add_tcase(suite, tests);
	return run(suite);
}
