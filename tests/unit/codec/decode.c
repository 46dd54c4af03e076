/* SPDX-License-Identifier: MIT
 * The reader: what is legal is read exactly, what is not is refused with the code and the field that are to blame.
 * The requests stand in tests/data/valid and tests/data/invalid; a file that no row names fails the test. */
#include "tests/unit/suite.h"

#include "lib/codec/value.h"
#include "lib/schema/types.h"

#include <dirent.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *file;
	tradyn_type_id type;
} valid[] = {
	{ "trade_quick_start", TRADYN_TYPE_TRADE_REQUEST },
	{ "trade_strings_for_numbers", TRADYN_TYPE_TRADE_REQUEST },
	{ "trade_enum_by_number", TRADYN_TYPE_TRADE_REQUEST },
	{ "trade_enum_any_case", TRADYN_TYPE_TRADE_REQUEST },
	{ "trade_null_is_absent", TRADYN_TYPE_TRADE_REQUEST },
	{ "trade_float_noise", TRADYN_TYPE_TRADE_REQUEST },
	{ "trade_exponent", TRADYN_TYPE_TRADE_REQUEST },
	{ "trade_unicode_comment", TRADYN_TYPE_TRADE_REQUEST },
	{ "trade_client_order_id", TRADYN_TYPE_TRADE_REQUEST },
	{ "trade_white_space", TRADYN_TYPE_TRADE_REQUEST },
	{ "order_type_number", TRADYN_TYPE_ORDER_REQUEST },
	{ "order_type_name", TRADYN_TYPE_ORDER_REQUEST },
	{ "order_expiration_seconds", TRADYN_TYPE_ORDER_REQUEST },
	{ "order_expiration_milliseconds", TRADYN_TYPE_ORDER_REQUEST },
	{ "order_expiration_iso", TRADYN_TYPE_ORDER_REQUEST },
	{ "close_empty", TRADYN_TYPE_CLOSE_REQUEST },
	{ "sim_ticks", TRADYN_TYPE_SIM_TICKS },
	{ "sim_ticks_none", TRADYN_TYPE_SIM_TICKS },
	{ "sim_connection", TRADYN_TYPE_SIM_CONNECTION },
	{ "candles", TRADYN_TYPE_CANDLES_QUERY },
};

static const struct {
	const char *file;
	tradyn_type_id type;
	int code;
	const char *field;
} invalid[] = {
	{ "empty", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_BAD_JSON, "" },
	{ "white_space_only", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_BAD_JSON, "" },
	{ "not_json", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_BAD_JSON, "" },
	{ "unfinished", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_BAD_JSON, "" },
	{ "trailing_garbage", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_BAD_JSON, "" },
	{ "trailing_comma", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_BAD_JSON, "" },
	{ "single_quotes", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_BAD_JSON, "" },
	{ "nan", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_BAD_JSON, "" },
	{ "infinity", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_BAD_JSON, "" },
	{ "leading_zero", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_BAD_JSON, "" },
	{ "hexadecimal", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_BAD_JSON, "" },
	{ "lone_surrogate", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_BAD_JSON, "" },
	{ "reversed_surrogates", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_BAD_JSON, "" },
	{ "raw_newline_in_string", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_BAD_JSON, "" },
	{ "nul_escape", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_BAD_TEXT, "" },
	{ "nul_escape_in_key", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_BAD_TEXT, "" },
	{ "number_overflow", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_INVALID_VALUE, "" },
	{ "integer_overflow", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_INVALID_VALUE, "" },
	{ "array", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_WRONG_TYPE, "" },
	{ "duplicate_key", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_DUPLICATE_FIELD, "sl" },
	{ "duplicate_key_escaped", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_DUPLICATE_FIELD, "\\u0074p" },
	{ "duplicate_nested", TRADYN_TYPE_SIM_TICKS, TRADYN_E_DUPLICATE_FIELD, "bid" },
	{ "unknown_field", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_UNKNOWN_FIELD, "stop_loss" },
	{ "unknown_misspelt", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_UNKNOWN_FIELD, "st" },
	{ "unknown_wrong_case", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_UNKNOWN_FIELD, "SL" },
	{ "unknown_empty_key", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_UNKNOWN_FIELD, "" },
	{ "unknown_nested", TRADYN_TYPE_SIM_TICKS, TRADYN_E_UNKNOWN_FIELD, "ticks[1].aks" },
	{ "derived_field", TRADYN_TYPE_SIM_TICKS, TRADYN_E_UNKNOWN_FIELD, "ticks[0].time" },
	{ "missing_volume", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_MISSING_FIELD, "volume" },
	{ "missing_symbol", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_MISSING_FIELD, "symbol" },
	{ "missing_null", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_MISSING_FIELD, "symbol" },
	{ "missing_nested", TRADYN_TYPE_SIM_TICKS, TRADYN_E_MISSING_FIELD, "ticks[0].ask" },
	{ "missing_timeframe", TRADYN_TYPE_CANDLES_QUERY, TRADYN_E_MISSING_FIELD, "timeframe" },
	{ "symbol_number", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_WRONG_TYPE, "symbol" },
	{ "symbol_empty", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_INVALID_VALUE, "symbol" },
	{ "symbol_too_long", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_TOO_LONG, "symbol" },
	{ "comment_too_long", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_TOO_LONG, "comment" },
	{ "volume_text", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_WRONG_TYPE, "volume" },
	{ "volume_true", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_WRONG_TYPE, "volume" },
	{ "volume_array", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_WRONG_TYPE, "volume" },
	{ "volume_object", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_WRONG_TYPE, "volume" },
	{ "volume_exponent_text", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_WRONG_TYPE, "volume" },
	{ "volume_nine_decimals", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_INVALID_VALUE, "volume" },
	{ "volume_nine_decimals_text", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_INVALID_VALUE, "volume" },
	{ "volume_too_large", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_INVALID_VALUE, "volume" },
	{ "volume_far_too_large", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_INVALID_VALUE, "volume" },
	{ "volume_far_too_small", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_INVALID_VALUE, "volume" },
	{ "action_unknown", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_INVALID_VALUE, "action" },
	{ "action_number_unknown", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_INVALID_VALUE, "action" },
	{ "action_real", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_WRONG_TYPE, "action" },
	{ "deviation_negative", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_INVALID_VALUE, "deviation" },
	{ "deviation_real", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_WRONG_TYPE, "deviation" },
	{ "magic_unset", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_INVALID_VALUE, "magic" },
	{ "magic_text_overflow", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_INVALID_VALUE, "magic" },
	{ "client_order_id_too_long", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_TOO_LONG, "client_order_id" },
	{ "client_order_id_empty", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_INVALID_VALUE, "client_order_id" },
	{ "client_order_id_not_ascii", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_INVALID_VALUE, "client_order_id" },
	{ "order_type_market", TRADYN_TYPE_ORDER_REQUEST, TRADYN_E_INVALID_VALUE, "type" },
	{ "order_expiration_text", TRADYN_TYPE_ORDER_REQUEST, TRADYN_E_WRONG_TYPE, "expiration" },
	{ "order_oco_negative", TRADYN_TYPE_ORDER_REQUEST, TRADYN_E_INVALID_VALUE, "oco" },
	{ "order_oco_too_large", TRADYN_TYPE_ORDER_REQUEST, TRADYN_E_INVALID_VALUE, "oco" },
	{ "candles_count_zero", TRADYN_TYPE_CANDLES_QUERY, TRADYN_E_INVALID_VALUE, "count" },
	{ "candles_count_too_large", TRADYN_TYPE_CANDLES_QUERY, TRADYN_E_INVALID_VALUE, "count" },
	{ "candles_timeframe", TRADYN_TYPE_CANDLES_QUERY, TRADYN_E_INVALID_VALUE, "timeframe" },
	{ "sim_ticks_object", TRADYN_TYPE_SIM_TICKS, TRADYN_E_WRONG_TYPE, "ticks" },
	{ "sim_ticks_number", TRADYN_TYPE_SIM_TICKS, TRADYN_E_WRONG_TYPE, "ticks[0]" },
	{ "sim_connection_text", TRADYN_TYPE_SIM_CONNECTION, TRADYN_E_WRONG_TYPE, "connected" },
	{ "too_deep", TRADYN_TYPE_TRADE_REQUEST, TRADYN_E_TOO_DEEP, "" },
};

static _Alignas(16) char object[64 << 10];
static char text[256 << 10];

static size_t load(const char *folder, const char *name)
{
	const char *root = getenv("TRADYN_TEST_DATA");
	char path[1024];
	size_t length;
	FILE *file;

	ck_assert_msg(root != NULL, "TRADYN_TEST_DATA must name tests/data");
	snprintf(path, sizeof(path), "%s/%s/%s.json", root, folder, name);
	file = fopen(path, "rb");
	ck_assert_msg(file != NULL, "%s can not be read", path);
	length = fread(text, 1, sizeof(text), file);
	fclose(file);
	return length;
}

static int decode(tradyn_type_id type, const char *json, size_t length, tradyn_error *err)
{
	tradyn_error_init(err);
	return tradyn_codec_decode(type, json, length, object, err);
}

START_TEST(valid_requests_are_read)
{
	tradyn_error err;
	size_t length = load("valid", valid[_i].file);
	int status = decode(valid[_i].type, text, length, &err);

	ck_assert_msg(status == 0, "%s: %s: %s", valid[_i].file, err.field, err.message);
	ck_assert_int_eq(err.code, 0);
	tradyn_codec_clear(valid[_i].type, object);
}
END_TEST

START_TEST(invalid_requests_are_refused)
{
	tradyn_error err;
	size_t length = load("invalid", invalid[_i].file);
	int status = decode(invalid[_i].type, text, length, &err);

	ck_assert_msg(status == invalid[_i].code, "%s: %s expected, got %s (%s: %s)", invalid[_i].file, tradyn_error_info_get(invalid[_i].code)->name,
	              status ? tradyn_error_info_get(status)->name : "success", err.field, err.message);
	ck_assert_int_eq(err.code, status);
	ck_assert_msg(strcmp(err.field, invalid[_i].field) == 0, "%s blames \"%s\", not \"%s\"", invalid[_i].file, err.field, invalid[_i].field);
	ck_assert_msg(*err.message, "%s: no message", invalid[_i].file);
	if (status == TRADYN_E_BAD_JSON || status == TRADYN_E_DUPLICATE_FIELD || status == TRADYN_E_TOO_DEEP)
		ck_assert_msg(err.line >= 1 && err.column >= 1, "%s: no place in the text", invalid[_i].file);
	ck_assert_int_eq(tradyn_codec_decode(invalid[_i].type, text, length, object, NULL), status);
}
END_TEST

static bool is_listed(const char *folder, const char *name, size_t length)
{
	bool right = strcmp(folder, "valid") == 0;
	size_t rows = right ? TRADYN__COUNT(valid) : TRADYN__COUNT(invalid);

	for (size_t i = 0; i < rows; i++) {
		const char *file = right ? valid[i].file : invalid[i].file;

		if (strlen(file) == length && memcmp(file, name, length) == 0)
			return true;
	}
	return false;
}

static void check_folder(const char *folder)
{
	char path[1024];
	struct dirent *entry;
	DIR *directory;

	snprintf(path, sizeof(path), "%s/%s", getenv("TRADYN_TEST_DATA"), folder);
	directory = opendir(path);
	ck_assert_msg(directory != NULL, "%s can not be read", path);
	while ((entry = readdir(directory)))
		if (entry->d_name[0] != '.')
			ck_assert_msg(is_listed(folder, entry->d_name, strlen(entry->d_name) - 5), "%s/%s is in no table", folder, entry->d_name);
	closedir(directory);
}

START_TEST(every_file_is_used)
{
	check_folder("valid");
	check_folder("invalid");
}
END_TEST

/* ---- What was read ---- */

static const tradyn_trade_request *trade(const char *json)
{
	tradyn_error err;
	int status = decode(TRADYN_TYPE_TRADE_REQUEST, json, strlen(json), &err);

	ck_assert_msg(status == 0, "%s: %s", json, err.message);
	return (const void *)object;
}

START_TEST(the_published_quick_start)
{
	const tradyn_trade_request *request = trade("{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1,\"sl\":1.08,\"tp\":1.095}");

	ck_assert_uint_eq(request->size, sizeof(*request));
	ck_assert_str_eq(request->symbol, "EURUSD");
	ck_assert_int_eq(request->action, TRADYN_SIDE_BUY);
	ck_assert_int_eq(request->volume, 10000000);
	ck_assert_int_eq(request->sl, 108000000);
	ck_assert_int_eq(request->tp, 109500000);
	ck_assert_int_eq(request->price, TRADYN_UNSET);
	ck_assert_int_eq(request->deviation, TRADYN_UNSET);
	ck_assert_int_eq(request->type_filling, -1);
	ck_assert_str_eq(request->comment, "");
}
END_TEST

START_TEST(times_come_in_three_forms)
{
	static const char *const forms[] = { "1399032000", "1399032000000", "\"2014-05-02T12:00:00Z\"", "\"1399032000\"", "\"2014-05-02T14:00:00+02:00\"" };

	for (size_t i = 0; i < TRADYN__COUNT(forms); i++) {
		char json[128];
		tradyn_error err;

		snprintf(json, sizeof(json), "{\"expiration\":%s}", forms[i]);
		ck_assert_int_eq(decode(TRADYN_TYPE_ORDER_MODIFY, json, strlen(json), &err), 0);
		ck_assert_int_eq(((const tradyn_order_modify *)(const void *)object)->expiration_msc, INT64_C(1399032000000));
	}
	/* A member that is called time_msc is never taken for seconds. */
	ck_assert_int_eq(decode(TRADYN_TYPE_SIM_CLOCK, "{\"time_msc\":1399032000}", 23, &(tradyn_error){ 0 }), 0);
	ck_assert_int_eq(((const tradyn_sim_clock *)(const void *)object)->time_msc, 1399032000);
}
END_TEST

/* Text that is a decimal of up to 8 places and 15 digits, through a double and back, is the same decimal. */
START_TEST(numbers_survive_binary_floating_point)
{
	uint64_t state = 7;

	for (int i = 0; i < 1000000; i++) {
		char written[TRADYN_DECIMAL_TEXT_MAX];
		tradyn_decimal value, read;

		state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		value = (int64_t)((state >> 14) % UINT64_C(1000000000000000)) * (state % 2 ? 1 : -1);
		tradyn_decimal_format(value, written);
		ck_assert_int_eq(tradyn__real_to_decimal(strtod(written, NULL), &read), 0);
		ck_assert_int_eq(read, value);
	}
}
END_TEST

START_TEST(reals_at_the_edges)
{
	tradyn_decimal value = 0;

	ck_assert_int_eq(tradyn__real_to_decimal(0.1 + 0.2, &value), 0);
	ck_assert_int_eq(value, 30000000);
	ck_assert_int_eq(tradyn__real_to_decimal(-0.0, &value), 0);
	ck_assert_int_eq(value, 0);
	ck_assert_int_eq(tradyn__real_to_decimal(92233720368.0, &value), 0);
	ck_assert_int_eq(value, INT64_C(9223372036800000000));
	ck_assert_int_eq(tradyn__real_to_decimal(92233720369.0, &value), TRADYN_E_RANGE);
	ck_assert_int_eq(tradyn__real_to_decimal(1e-8, &value), 0);
	ck_assert_int_eq(value, 1);
	ck_assert_int_eq(tradyn__real_to_decimal(1e-9, &value), TRADYN_E_RANGE);
	ck_assert_int_eq(tradyn__real_to_decimal(5e-324, &value), TRADYN_E_RANGE);
	ck_assert_int_eq(tradyn__real_to_decimal(1.7976931348623157e308, &value), TRADYN_E_RANGE);
	ck_assert_int_eq(tradyn__real_to_decimal((double)INFINITY, &value), TRADYN_E_RANGE);
	ck_assert_int_eq(tradyn__real_to_decimal((double)NAN, &value), TRADYN_E_RANGE);
}
END_TEST

/* A program may have set a locale whose decimal point is a comma. */
START_TEST(the_locale_has_no_say)
{
	if (!setlocale(LC_ALL, "de_DE.UTF-8"))
		printf("# no German locale here: the C locale is tested\n");
	ck_assert_int_eq(trade("{\"symbol\":\"EURUSD\",\"action\":\"BUY\",\"volume\":0.25}")->volume, 25000000);
}
END_TEST

START_TEST(exact_strings)
{
	ck_assert_int_eq(trade("{\"symbol\":\"A\",\"action\":0,\"volume\":\"92233720368.54775807\"}")->volume, INT64_MAX);
	ck_assert_int_eq(trade("{\"symbol\":\"A\",\"action\":0,\"volume\":\"12345678.12345678\"}")->volume, INT64_C(1234567812345678));
	ck_assert_int_eq(trade("{\"symbol\":\"A\",\"action\":0,\"volume\":\"-5\"}")->volume, -500000000);
}
END_TEST

/* ---- What errors say ---- */

static void refuse(tradyn_type_id type, const char *json, tradyn_error *err)
{
	ck_assert_int_ne(decode(type, json, strlen(json), err), 0);
}

START_TEST(errors_tell_what_would_be_legal)
{
	tradyn_error err;

	refuse(TRADYN_TYPE_TRADE_REQUEST, "{\"symbol\":\"EURUSD\",\"action\":\"hold\",\"volume\":1}", &err);
	ck_assert_str_eq(err.legal, "buy, sell");
	refuse(TRADYN_TYPE_CANDLES_QUERY, "{\"timeframe\":\"M1\",\"count\":5001}", &err);
	ck_assert_int_eq(err.min, 1);
	ck_assert_int_eq(err.max, 5000);
	ck_assert(err.whole);
	refuse(TRADYN_TYPE_SIM_CONNECTION, "{\"conected\":true}", &err);
	ck_assert_str_eq(err.legal, "connected");
	ck_assert_ptr_nonnull(strstr(err.message, "did you mean \"connected\""));
	refuse(TRADYN_TYPE_TRADE_REQUEST, "{\"ls\":1.08}", &err);
	ck_assert_ptr_nonnull(strstr(err.message, "did you mean \"sl\""));
	refuse(TRADYN_TYPE_TRADE_REQUEST, "{\"qqqqqq\":1.08}", &err);
	ck_assert_ptr_null(strstr(err.message, "did you mean"));
	refuse(TRADYN_TYPE_TRADE_REQUEST, "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":[]}", &err);
	ck_assert_ptr_nonnull(strstr(err.message, "found an array"));
	refuse(TRADYN_TYPE_TRADE_REQUEST, "{\n  \"symbol\": EURUSD}", &err);
	ck_assert_int_eq(err.line, 2);
	ck_assert_int_gt(err.column, 10);
}
END_TEST

/* ---- Query strings ---- */

static int query(tradyn_type_id type, const tradyn_parameter *parameters, size_t count, tradyn_error *err)
{
	tradyn_error_init(err);
	return tradyn_codec_decode_query(type, parameters, count, object, err);
}

START_TEST(query_strings_are_read)
{
	const tradyn_parameter parameters[] = { { "type", "Orders" }, { "from", "2014-05-02" }, { "to", "1399075199" }, { "symbol", "EURUSD" }, { "limit", "1000" } };
	const tradyn_history_query *history = (const void *)object;
	tradyn_error err;

	ck_assert_int_eq(query(TRADYN_TYPE_HISTORY_QUERY, parameters, 5, &err), 0);
	ck_assert_int_eq(history->type, TRADYN_HISTORY_TYPE_ORDERS);
	ck_assert_int_eq(history->from_msc, INT64_C(1398988800000));
	ck_assert_int_eq(history->to_msc, INT64_C(1399075199000));
	ck_assert_str_eq(history->symbol, "EURUSD");
	ck_assert_int_eq(history->limit, 1000);
	ck_assert_int_eq(history->position, TRADYN_UNSET);
	ck_assert_str_eq(history->cursor, "");
	ck_assert_int_eq(query(TRADYN_TYPE_HISTORY_QUERY, NULL, 0, &err), 0);
	ck_assert_int_eq(history->type, -1);
}
END_TEST

START_TEST(booleans_of_query_strings)
{
	static const struct { const char *text; bool value; } words[] = { { "true", true }, { "1", true }, { "false", false }, { "0", false } };
	tradyn_error err;

	for (size_t i = 0; i < TRADYN__COUNT(words); i++) {
		ck_assert_int_eq(query(TRADYN_TYPE_SIM_CONNECTION, &(tradyn_parameter){ "connected", words[i].text }, 1, &err), 0);
		ck_assert_int_eq(((const tradyn_sim_connection *)(const void *)object)->connected, words[i].value);
	}
	ck_assert_int_eq(query(TRADYN_TYPE_SIM_CONNECTION, &(tradyn_parameter){ "connected", "yes" }, 1, &err), TRADYN_E_WRONG_TYPE);
}
END_TEST

START_TEST(query_strings_are_checked_as_strictly)
{
	static const struct { tradyn_parameter parameters[2]; size_t count; int code; const char *field; } cases[] = {
		{ { { "count", "abc" } }, 1, TRADYN_E_WRONG_TYPE, "count" },
		{ { { "count", "" } }, 1, TRADYN_E_WRONG_TYPE, "count" },
		{ { { "count", "10 " } }, 1, TRADYN_E_WRONG_TYPE, "count" },
		{ { { "count", "+10" } }, 1, TRADYN_E_WRONG_TYPE, "count" },
		{ { { "count", "-" } }, 1, TRADYN_E_WRONG_TYPE, "count" },
		{ { { "count", "5001" } }, 1, TRADYN_E_INVALID_VALUE, "count" },
		{ { { "count", "99999999999999999999" } }, 1, TRADYN_E_INVALID_VALUE, "count" },
		{ { { "count", NULL } }, 1, TRADYN_E_INVALID_VALUE, "count" },
		{ { { "count", "1" }, { "count", "1" } }, 2, TRADYN_E_DUPLICATE_FIELD, "count" },
		{ { { "counts", "1" } }, 1, TRADYN_E_UNKNOWN_FIELD, "counts" },
		{ { { "from", "yesterday" } }, 1, TRADYN_E_WRONG_TYPE, "from" },
		{ { { "cursor", "\xff" } }, 1, TRADYN_E_BAD_TEXT, "cursor" },
		{ { { "\xff", "1" } }, 1, TRADYN_E_BAD_TEXT, "" },
	};

	for (size_t i = 0; i < TRADYN__COUNT(cases); i++) {
		tradyn_error err;

		ck_assert_int_eq(query(TRADYN_TYPE_TICKS_QUERY, cases[i].parameters, cases[i].count, &err), cases[i].code);
		ck_assert_str_eq(err.field, cases[i].field);
	}
	ck_assert_int_eq(query(TRADYN_TYPE_CANDLES_QUERY, NULL, 0, &(tradyn_error){ 0 }), TRADYN_E_MISSING_FIELD);
}
END_TEST

/* ---- Hostile input ---- */

START_TEST(bodies_have_a_size)
{
	tradyn_error err;

	memset(text, ' ', sizeof(text));
	memcpy(text, "{}", 2);
	ck_assert_int_eq(decode(TRADYN_TYPE_CLOSE_REQUEST, text, TRADYN_JSON_SIZE_MAX, &err), 0);
	ck_assert_int_eq(decode(TRADYN_TYPE_CLOSE_REQUEST, text, TRADYN_JSON_SIZE_MAX + 1, &err), TRADYN_E_BODY_TOO_LARGE);
	ck_assert_int_eq(err.max, TRADYN_JSON_SIZE_MAX);
}
END_TEST

START_TEST(nesting_has_a_depth)
{
	tradyn_error err;

	memset(text, '[', TRADYN_JSON_SIZE_MAX);
	ck_assert_int_eq(decode(TRADYN_TYPE_CLOSE_REQUEST, text, TRADYN_JSON_SIZE_MAX, &err), TRADYN_E_TOO_DEEP);
	ck_assert_int_eq(err.column, TRADYN_JSON_DEPTH_MAX + 1);
	for (int i = 0; i < 10000; i++)
		memcpy(text + i * 5, "{\"a\":", 5);
	ck_assert_int_eq(decode(TRADYN_TYPE_CLOSE_REQUEST, text, 50000, &err), TRADYN_E_TOO_DEEP);
	/* Brackets in a string are text. */
	ck_assert_int_eq(decode(TRADYN_TYPE_CLOSE_REQUEST, "{\"comment\":\"[[[[[[[[[[[[[[[[[[[[\\\"[[\"}", 38, &err), 0);
}
END_TEST

START_TEST(every_prefix_of_a_request_is_refused)
{
	static const char whole[] = "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.10,\"sl\":null,\"comment\":\"\\u20ac\"}";
	tradyn_error err;

	for (size_t length = 0; length < sizeof(whole) - 1; length++) {
		char *cut = malloc(length + 1); /* of its own, so that a byte too far is seen */

		memcpy(cut, whole, length);
		ck_assert_int_eq(decode(TRADYN_TYPE_TRADE_REQUEST, cut, length, &err), TRADYN_E_BAD_JSON);
		free(cut);
	}
	ck_assert_int_eq(decode(TRADYN_TYPE_TRADE_REQUEST, whole, sizeof(whole) - 1, &err), 0);
}
END_TEST

START_TEST(nul_bytes_and_broken_utf8)
{
	tradyn_error err;

	ck_assert_int_eq(decode(TRADYN_TYPE_CLOSE_REQUEST, "{}\0", 3, &err), TRADYN_E_BAD_JSON);
	ck_assert_int_eq(decode(TRADYN_TYPE_CLOSE_REQUEST, "{\"comment\":\"a\0b\"}", 17, &err), TRADYN_E_BAD_JSON);
	ck_assert_int_eq(decode(TRADYN_TYPE_CLOSE_REQUEST, "{\"comment\":\"\xc0\xaf\"}", 16, &err), TRADYN_E_BAD_TEXT);
	ck_assert_int_eq(decode(TRADYN_TYPE_CLOSE_REQUEST, "{\"\xff\":1}", 7, &err), TRADYN_E_BAD_TEXT);
}
END_TEST

/* Any byte in any place: refused or read, and the failure can always be told. */
START_TEST(flipped_bytes_do_no_harm)
{
	static const char whole[] = "{\"ticks\":[{\"symbol\":\"EURUSD\",\"time_msc\":1399032000000,\"bid\":1.0850,\"ask\":\"1.0851\"},{\"symbol\":\"X\",\"bid\":1e0,\"ask\":2}]}";

	for (size_t at = 0; at < sizeof(whole) - 1; at++) {
		for (int byte = 0; byte < 256; byte++) {
			char *copy = malloc(sizeof(whole) - 1);
			tradyn_error err;

			memcpy(copy, whole, sizeof(whole) - 1);
			copy[at] = (char)byte;
			if (decode(TRADYN_TYPE_SIM_TICKS, copy, sizeof(whole) - 1, &err) == 0) {
				tradyn_codec_clear(TRADYN_TYPE_SIM_TICKS, object);
			} else {
				size_t length;

				ck_assert_int_eq(tradyn_codec_encode(TRADYN_TYPE_ERROR, &err, text, sizeof(text), &length), 0);
			}
			free(copy);
		}
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("decode");
	TCase *tcase = tcase_create("decode");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, valid_requests_are_read, 0, (int)TRADYN__COUNT(valid));
	tcase_add_loop_test(tcase, invalid_requests_are_refused, 0, (int)TRADYN__COUNT(invalid));
	tcase_add_test(tcase, every_file_is_used);
	tcase_add_test(tcase, the_published_quick_start);
	tcase_add_test(tcase, times_come_in_three_forms);
	tcase_add_test(tcase, numbers_survive_binary_floating_point);
	tcase_add_test(tcase, reals_at_the_edges);
	tcase_add_test(tcase, the_locale_has_no_say);
	tcase_add_test(tcase, exact_strings);
	tcase_add_test(tcase, errors_tell_what_would_be_legal);
	tcase_add_test(tcase, query_strings_are_read);
	tcase_add_test(tcase, booleans_of_query_strings);
	tcase_add_test(tcase, query_strings_are_checked_as_strictly);
	tcase_add_test(tcase, bodies_have_a_size);
	tcase_add_test(tcase, nesting_has_a_depth);
	tcase_add_test(tcase, every_prefix_of_a_request_is_refused);
	tcase_add_test(tcase, nul_bytes_and_broken_utf8);
	tcase_add_test(tcase, flipped_bytes_do_no_harm);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
