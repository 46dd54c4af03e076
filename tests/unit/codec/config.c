/* SPDX-License-Identifier: MIT
 * The configuration: the defaults, what a text laid over them changes, and that nothing changes when any of it is wrong. */
#include "tests/unit/suite.h"

#include "lib/schema/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char text[1 << 20], again[1 << 20];

static size_t write_config(const tradyn_config *config, char *out)
{
	size_t length;

	ck_assert_int_eq(tradyn_config_write(config, out, sizeof(text) - 1, &length), 0);
	out[length] = '\0';
	return length;
}

static tradyn_config defaults(void)
{
	tradyn_config config;

	ck_assert_int_eq(tradyn_config_init(&config), 0);
	return config;
}

static tradyn_config with(const char *json)
{
	tradyn_config config = defaults();
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	status = tradyn_config_read(&config, json, strlen(json), &err);
	ck_assert_msg(status == 0, "%s: %s: %s", json, err.field, err.message);
	return config;
}

START_TEST(the_default_account)
{
	tradyn_config config = defaults();
	const tradyn_account *account = tradyn_config_account(&config, 1001);

	ck_assert_uint_eq(config.accounts.count, 1);
	ck_assert_ptr_nonnull(account);
	ck_assert_str_eq(account->currency, "USD");
	ck_assert_int_eq(account->leverage, 100);
	ck_assert_int_eq(account->balance, TRADYN_DECIMAL(10000));
	ck_assert_int_eq(account->margin_mode, TRADYN_MARGIN_MODE_HEDGING);
	ck_assert_int_eq(account->margin_so_call, TRADYN_DECIMAL(100));
	ck_assert_int_eq(account->margin_so_so, TRADYN_DECIMAL(50));
	ck_assert(account->trade_allowed);
	ck_assert_ptr_null(tradyn_config_account(&config, 1002));
	tradyn_config_clear(&config);
	tradyn_config_clear(&config);
	tradyn_config_clear(NULL);
}
END_TEST

START_TEST(the_default_symbols)
{
	static const struct { const char *name; int digits; tradyn_decimal point, contract; } some[] = {
		{ "EURUSD", 5, 1000, TRADYN_DECIMAL(100000) }, { "USDJPY", 3, 100000, TRADYN_DECIMAL(100000) }, { "XAUUSD", 2, 1000000, TRADYN_DECIMAL(100) },
		{ "XAGUSD", 3, 100000, TRADYN_DECIMAL(5000) }, { "BTCUSD", 2, 1000000, TRADYN_DECIMAL(1) }, { "NAS100", 2, 1000000, TRADYN_DECIMAL(1) },
	};
	tradyn_config config = defaults();

	ck_assert_uint_eq(config.symbols.count, 17);
	for (size_t i = 0; i < TRADYN__COUNT(some); i++) {
		const tradyn_symbol *symbol = tradyn_config_symbol(&config, some[i].name);

		ck_assert_msg(symbol != NULL, "%s is no default symbol", some[i].name);
		ck_assert_int_eq(symbol->digits, some[i].digits);
		ck_assert_int_eq(symbol->point, some[i].point);
		ck_assert_int_eq(symbol->trade_tick_size, some[i].point);
		ck_assert_int_eq(symbol->trade_contract_size, some[i].contract);
	}
	ck_assert_int_eq(tradyn_config_symbol(&config, "BTCUSD")->margin_rate_buy, TRADYN_DECIMAL(10));
	ck_assert_int_eq(tradyn_config_symbol(&config, "US30")->margin_rate_buy, TRADYN_DECIMAL_ONE / 100);
	ck_assert_int_eq(tradyn_config_symbol(&config, "US30")->volume_min, TRADYN_DECIMAL_ONE / 10);
	ck_assert_int_eq(tradyn_config_symbol(&config, "EURUSD")->swap_short, 250000000);
	ck_assert_ptr_null(tradyn_config_symbol(&config, "EURUSDX"));
	tradyn_config_clear(&config);
}
END_TEST

/* What is written, read over the defaults or over itself, gives the same text. */
static void check_round_trip(tradyn_config *config)
{
	tradyn_config other = defaults();
	tradyn_error err;
	size_t length = write_config(config, text);

	tradyn_error_init(&err);
	ck_assert_msg(tradyn_config_read(&other, text, length, &err) == 0, "%s: %s", err.field, err.message);
	write_config(&other, again);
	ck_assert_str_eq(again, text);
	ck_assert_int_eq(tradyn_config_read(config, text, length, &err), 0);
	write_config(config, again);
	ck_assert_str_eq(again, text);
	tradyn_config_clear(&other);
}

START_TEST(what_is_written_can_be_fed_back)
{
	static const char *const texts[] = {
		"{}",
		"{\"zone\":\"EET-2EEST,M3.5.0/3,M10.5.0/4\"}",
		"{\"accounts\":[{\"login\":7,\"name\":\"\\u20ac \\\"A\\\"\",\"currency\":\"JPY\",\"balance\":1000000},{\"login\":8,\"margin_mode\":\"netting\",\"leverage\":500}]}",
		("{\"symbols\":[{\"name\":\"EURUSD\",\"swap_wednesday\":3,\"swap_friday\":0.5,\"sessions\":[{\"day\":1,\"from\":\"00:05\",\"to\":\"24:00\"}],"
		"\"holidays\":[{\"date\":\"2014-12-25\",\"from\":\"00:00\",\"to\":\"24:00\"}],\"commission_tiers\":[{\"from\":0,\"to\":100.5,\"commission\":0.00000001}]}]}"),
		"{\"symbols\":[{\"name\":\"DE40\",\"digits\":1,\"currency_base\":\"EUR\",\"currency_profit\":\"EUR\",\"trade_calc_mode\":\"CFD\",\"trade_contract_size\":1}]}",
		"{\"fill_model\":{\"name\":\"harsh\",\"seed\":42,\"depth\":0.5}}",
	};

	for (size_t i = 0; i < TRADYN__COUNT(texts); i++) {
		tradyn_config config = with(texts[i]);

		check_round_trip(&config);
		tradyn_config_clear(&config);
	}
}
END_TEST

/* The model of a text laid over a harsh one. */
static tradyn_fill_model model_of(const char *json)
{
	tradyn_config config = with("{\"fill_model\":{\"name\":\"harsh\",\"seed\":42}}");
	tradyn_fill_model model;
	tradyn_error err;

	tradyn_error_init(&err);
	ck_assert_msg(tradyn_config_read(&config, json, strlen(json), &err) == 0, "%s: %s", err.field, err.message);
	model = config.fill_model;
	tradyn_config_clear(&config);
	return model;
}

START_TEST(a_fill_model_starts_from_its_name)
{
	tradyn_fill_model model = model_of("{\"fill_model\":{\"name\":\"realistic\"}}");

	ck_assert_str_eq(model.name, "realistic");
	ck_assert_int_eq(model.seed, 42);
	ck_assert_int_eq(model.slippage_max, 3);
	ck_assert_int_eq(model.reject_percent, 0);
	model = model_of("{\"fill_model\":{\"name\":\"custom\",\"slippage_max\":9}}");
	ck_assert_str_eq(model.name, "custom");
	ck_assert_int_eq(model.slippage_max, 9);
	ck_assert_int_eq(model.latency_max_msc, 0);
	model = model_of("{\"fill_model\":{\"depth\":0.5}}");
	ck_assert_str_eq(model.name, "custom");
	ck_assert_int_eq(model.depth, TRADYN_DECIMAL_ONE / 2);
	ck_assert_int_eq(model.slippage_max, 15);
	model = model_of("{\"fill_model\":{\"seed\":7}}");
	ck_assert_str_eq(model.name, "harsh");
}
END_TEST

START_TEST(only_named_fields_are_overridden)
{
	tradyn_config config = with("{\"symbols\":[{\"name\":\"EURUSD\",\"trade_stops_level\":10,\"description\":null}]}");
	tradyn_config untouched = defaults();
	tradyn_symbol *symbol = tradyn_config_symbol(&config, "EURUSD");

	ck_assert_uint_eq(config.symbols.count, 17);
	ck_assert_int_eq(symbol->trade_stops_level, 10);
	symbol->trade_stops_level = 0;
	write_config(&config, text);
	write_config(&untouched, again);
	ck_assert_str_eq(text, again);
	tradyn_config_clear(&config);
	tradyn_config_clear(&untouched);
}
END_TEST

START_TEST(a_new_symbol_is_like_a_pair_of_currencies)
{
	tradyn_config config = with("{\"symbols\":[{\"name\":\"USDSEK\",\"digits\":4,\"currency_base\":\"USD\",\"currency_profit\":\"SEK\"}]}");
	const tradyn_symbol *symbol = tradyn_config_symbol(&config, "USDSEK");

	ck_assert_uint_eq(config.symbols.count, 18);
	ck_assert_int_eq(symbol->point, 10000);
	ck_assert_int_eq(symbol->trade_tick_size, 10000);
	ck_assert_int_eq(symbol->trade_contract_size, TRADYN_DECIMAL(100000));
	ck_assert_int_eq(symbol->margin_hedged, TRADYN_DECIMAL(100000));
	ck_assert_str_eq(symbol->currency_margin, "USD");
	ck_assert_int_eq(symbol->trade_mode, TRADYN_SYMBOL_TRADE_MODE_FULL);
	tradyn_config_clear(&config);
}
END_TEST

START_TEST(what_follows_from_digits_and_currency)
{
	tradyn_config config = with("{\"symbols\":[{\"name\":\"EURUSD\",\"digits\":3},{\"name\":\"US500\",\"digits\":2,\"trade_tick_size\":0.25}],"
	                            "\"accounts\":[{\"login\":1,\"currency\":\"JPY\"},{\"login\":2,\"currency\":\"JPY\",\"currency_digits\":2}]}");

	ck_assert_int_eq(tradyn_config_symbol(&config, "EURUSD")->trade_tick_size, 100000);
	ck_assert_int_eq(tradyn_config_symbol(&config, "US500")->trade_tick_size, 25000000);
	ck_assert_int_eq(tradyn_config_account(&config, 1)->currency_digits, 0);
	ck_assert_int_eq(tradyn_config_account(&config, 2)->currency_digits, 2);
	ck_assert_ptr_null(tradyn_config_account(&config, 1001));
	tradyn_config_clear(&config);
}
END_TEST

#define NEW "\"name\":\"NEW\",\"digits\":2,\"currency_base\":\"EUR\",\"currency_profit\":\"USD\""

static const struct {
	const char *json;
	int code;
	const char *field, *legal;
} wrong[] = {
	{ "[]", TRADYN_E_WRONG_TYPE, "", "" },
	{ "{\"zone\":\"Europe/Helsinki\"", TRADYN_E_BAD_JSON, "", "" },
	{ "{\"symbol\":[]}", TRADYN_E_UNKNOWN_FIELD, "symbol", "zone, fill_model, accounts, symbols" },
	{ "{\"zone\":5}", TRADYN_E_WRONG_TYPE, "zone", "" },
	{ "{\"zone\":\"Mars/Olympus\"}", TRADYN_E_INVALID_VALUE, "zone", NULL },
	{ "{\"accounts\":{}}", TRADYN_E_WRONG_TYPE, "accounts", "" },
	{ "{\"accounts\":[]}", TRADYN_E_INVALID_VALUE, "accounts", "" },
	{ "{\"accounts\":[5]}", TRADYN_E_WRONG_TYPE, "accounts[0]", "" },
	{ "{\"accounts\":[{\"login\":1},{\"login\":1}]}", TRADYN_E_INVALID_VALUE, "accounts[1].login", "" },
	{ "{\"accounts\":[{\"login\":0}]}", TRADYN_E_INVALID_VALUE, "accounts[0].login", "" },
	{ "{\"accounts\":[{\"leverage\":0}]}", TRADYN_E_INVALID_VALUE, "accounts[0].leverage", "" },
	{ "{\"accounts\":[{\"leverag\":100}]}", TRADYN_E_UNKNOWN_FIELD, "accounts[0].leverag", NULL },
	{ "{\"accounts\":[{\"equity\":100.0}]}", TRADYN_E_UNKNOWN_FIELD, "accounts[0].equity", NULL },
	{ "{\"accounts\":[{\"balance\":0.001}]}", TRADYN_E_INVALID_VALUE, "accounts[0].balance", "" },
	{ "{\"accounts\":[{\"credit\":-1}]}", TRADYN_E_INVALID_VALUE, "accounts[0].credit", "" },
	{ "{\"accounts\":[{\"margin_mode\":\"gross\"}]}", TRADYN_E_INVALID_VALUE, "accounts[0].margin_mode", "netting, exchange, hedging" },
	{ "{\"accounts\":[{\"currency\":\"\"}]}", TRADYN_E_INVALID_VALUE, "accounts[0].currency", "" },
	{ "{\"symbols\":[{}]}", TRADYN_E_MISSING_FIELD, "symbols[0].name", "" },
	{ "{\"symbols\":[{\"name\":5}]}", TRADYN_E_WRONG_TYPE, "symbols[0].name", "" },
	{ "{\"symbols\":[{\"name\":\"NEW\"}]}", TRADYN_E_MISSING_FIELD, "symbols[0].digits", "" },
	{ "{\"symbols\":[{\"name\":\"A B\",\"digits\":2,\"currency_base\":\"EUR\",\"currency_profit\":\"USD\"}]}", TRADYN_E_INVALID_VALUE, "symbols[0].name", "" },
	{ "{\"symbols\":[{\"name\":\"EURUSD\"},{" NEW "},{\"name\":\"EURUSD\"}]}", TRADYN_E_INVALID_VALUE, "symbols[2].name", "" },
	{ "{\"symbols\":[{" NEW ",\"digits\":9}]}", TRADYN_E_DUPLICATE_FIELD, "digits", "" },
	{ "{\"symbols\":[{\"name\":\"EURUSD\",\"digits\":9}]}", TRADYN_E_INVALID_VALUE, "symbols[0].digits", "" },
	{ "{\"symbols\":[{\"name\":\"EURUSD\",\"volume_step\":0}]}", TRADYN_E_INVALID_VALUE, "symbols[0].volume_step", "" },
	{ "{\"symbols\":[{\"name\":\"EURUSD\",\"volume_min\":101}]}", TRADYN_E_INVALID_VALUE, "symbols[0].volume_min", "" },
	{ "{\"symbols\":[{\"name\":\"EURUSD\",\"trade_tick_size\":0.000001}]}", TRADYN_E_INVALID_VALUE, "symbols[0].trade_tick_size", "" },
	{ "{\"symbols\":[{" NEW ",\"trade_calc_mode\":\"futures\"}]}", TRADYN_E_INVALID_VALUE, "symbols[0].trade_tick_value", "" },
	{ "{\"symbols\":[{\"name\":\"EURUSD\",\"swap_year_days\":362}]}", TRADYN_E_INVALID_VALUE, "symbols[0].swap_year_days", "360, 365, 366" },
	{ "{\"symbols\":[{\"name\":\"EURUSD\",\"sessions\":[{\"day\":1,\"from\":\"10:00\",\"to\":\"09:00\"}]}]}", TRADYN_E_INVALID_VALUE, "symbols[0].sessions[0].to", "" },
	{ "{\"symbols\":[{\"name\":\"EURUSD\",\"sessions\":[{\"day\":7,\"from\":\"10:00\",\"to\":\"11:00\"}]}]}", TRADYN_E_INVALID_VALUE, "symbols[0].sessions[0].day", "" },
	{ "{\"symbols\":[{\"name\":\"EURUSD\",\"sessions\":[{\"day\":1,\"from\":\"10.00\",\"to\":\"11:00\"}]}]}", TRADYN_E_WRONG_TYPE, "symbols[0].sessions[0].from", "" },
	{ "{\"symbols\":[{\"name\":\"EURUSD\",\"sessions\":[{\"day\":1,\"from\":\"10:00\",\"to\":\"24:01\"}]}]}", TRADYN_E_INVALID_VALUE, "symbols[0].sessions[0].to", "" },
	{ "{\"symbols\":[{\"name\":\"EURUSD\",\"holidays\":[{\"date\":\"2014-02-30\",\"from\":\"00:00\",\"to\":\"24:00\"}]}]}", TRADYN_E_WRONG_TYPE, "symbols[0].holidays[0].date", "" },
	{ "{\"symbols\":[{\"name\":\"EURUSD\",\"point\":0.0001}]}", TRADYN_E_UNKNOWN_FIELD, "symbols[0].point", NULL },
	{ "{\"fill_model\":{\"name\":\"nice\"}}", TRADYN_E_INVALID_VALUE, "fill_model.name", "frictionless, realistic, harsh, custom" },
	{ "{\"fill_model\":{\"latency_min_msc\":10}}", TRADYN_E_INVALID_VALUE, "fill_model.latency_min_msc", "" },
	{ "{\"fill_model\":[]}", TRADYN_E_WRONG_TYPE, "fill_model", "" },
};

START_TEST(wrong_texts_change_nothing)
{
	tradyn_config config = with("{\"accounts\":[{\"login\":5}],\"symbols\":[{\"name\":\"EURUSD\",\"swap_long\":-9.5}]}");
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	write_config(&config, text);
	status = tradyn_config_read(&config, wrong[_i].json, strlen(wrong[_i].json), &err);
	ck_assert_msg(status == wrong[_i].code, "%s: %s (%s: %s)", wrong[_i].json, tradyn_error_info_get(status)->name, err.field, err.message);
	ck_assert_msg(strcmp(err.field, wrong[_i].field) == 0, "%s blames \"%s\"", wrong[_i].json, err.field);
	ck_assert_msg(*err.message, "%s: no message", wrong[_i].json);
	if (wrong[_i].legal)
		ck_assert_str_eq(err.legal, wrong[_i].legal);
	else
		ck_assert_msg(*err.legal, "%s: no legal values", wrong[_i].json);
	write_config(&config, again);
	ck_assert_str_eq(again, text);
	tradyn_config_clear(&config);
}
END_TEST

START_TEST(there_are_most_accounts_and_symbols)
{
	tradyn_config config = defaults();
	size_t used = 0;
	tradyn_error err;

	tradyn_error_init(&err);
	used += (size_t)snprintf(text + used, sizeof(text) - used, "{\"accounts\":[{\"login\":1}");
	for (int i = 2; i <= TRADYN_ACCOUNTS_MAX + 1; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, ",{\"login\":%d}", i);
	used += (size_t)snprintf(text + used, sizeof(text) - used, "]}");
	ck_assert_int_eq(tradyn_config_read(&config, text, used, &err), TRADYN_E_INVALID_VALUE);
	ck_assert_str_eq(err.field, "accounts");
	ck_assert_int_eq(err.max, TRADYN_ACCOUNTS_MAX);
	tradyn_config_clear(&config);
}
END_TEST

START_TEST(a_small_buffer_is_reported)
{
	tradyn_config config = defaults();
	size_t length;

	ck_assert_int_eq(tradyn_config_write(&config, text, 1000, &length), TRADYN_E_BUFFER_FULL);
	ck_assert_uint_le(length, 1000);
	tradyn_config_clear(&config);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("config");
	TCase *tcase = tcase_create("config");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, the_default_account);
	tcase_add_test(tcase, the_default_symbols);
	tcase_add_test(tcase, what_is_written_can_be_fed_back);
	tcase_add_test(tcase, a_fill_model_starts_from_its_name);
	tcase_add_test(tcase, only_named_fields_are_overridden);
	tcase_add_test(tcase, a_new_symbol_is_like_a_pair_of_currencies);
	tcase_add_test(tcase, what_follows_from_digits_and_currency);
	tcase_add_loop_test(tcase, wrong_texts_change_nothing, 0, (int)TRADYN__COUNT(wrong));
	tcase_add_test(tcase, there_are_most_accounts_and_symbols);
	tcase_add_test(tcase, a_small_buffer_is_reported);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
