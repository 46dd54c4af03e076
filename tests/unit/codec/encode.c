/* SPDX-License-Identifier: MIT
 * The writer against Jansson, which reads what it writes; and against the exact text of every number. */
#include "tests/unit/codec/objects.h"
#include "tests/unit/suite.h"

#include "lib/codec/writer.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 300
#define OBJECT_MAX (64 << 10)
static _Alignas(16) char object[OBJECT_MAX], copy[OBJECT_MAX];
static char text[1 << 20];

static json_t *parse(const char *json, size_t length)
{
	json_error_t error;
	json_t *root = json_loadb(json, length, JSON_REJECT_DUPLICATES, &error);

	ck_assert_msg(root != NULL, "Jansson: %s in %.*s", error.text, (int)length, json);
	return root;
}

static int64_t integer_of(const tradyn__field *field, const void *from)
{
	int64_t wide;
	int narrow;

	if (field->size == sizeof(narrow)) {
		memcpy(&narrow, (const char *)from + field->offset, sizeof(narrow));
		return narrow;
	}
	memcpy(&wide, (const char *)from + field->offset, sizeof(wide));
	return wide;
}

static void check_value(const tradyn__type *type, const tradyn__field *field, const json_t *value)
{
	const char *member = object + field->offset;
	char shown[TRADYN_DECIMAL_TEXT_MAX];

	switch ((tradyn__kind)field->kind) {
	case TRADYN__KIND_BOOL:
		ck_assert_int_eq(json_is_true(value), *member != 0);
		return;
	case TRADYN__KIND_TEXT:
		ck_assert_str_eq(json_string_value(value), member);
		return;
	case TRADYN__KIND_ENUM:
		ck_assert_str_eq(json_string_value(value), tradyn__enum_name(field->values, (int)integer_of(field, object)));
		return;
	case TRADYN__KIND_DECIMAL:
		ck_assert_msg(json_is_real(value), "%s.%s is an integer on the wire", type->name, field->name);
		tradyn_decimal_format(integer_of(field, object), shown);
		ck_assert_double_eq(json_real_value(value), strtod(shown, NULL));
		return;
	case TRADYN__KIND_INT:
	case TRADYN__KIND_TICKET:
	case TRADYN__KIND_TIME_MSC:
	case TRADYN__KIND_TIME:
	case TRADYN__KIND_ENUM_NUMBER:
		ck_assert_int_eq(json_integer_value(value), integer_of(field, object));
		return;
	case TRADYN__KIND_TIME_SECONDS:
		ck_assert_int_le(json_integer_value(value) * 1000, integer_of(field, object));
		ck_assert_int_gt(json_integer_value(value) * 1000 + 1000, integer_of(field, object));
		return;
	case TRADYN__KIND_CLOCK:
	case TRADYN__KIND_DATE:
		ck_assert(json_is_string(value));
		return;
	case TRADYN__KIND_WORDS:
	case TRADYN__KIND_PAIR:
	case TRADYN__KIND_INT_PAIR:
		ck_assert(json_is_array(value));
		return;
	case TRADYN__KIND_LIST:
	case TRADYN__KIND_ARRAY:
		ck_assert_uint_eq(json_array_size(value), tradyn__list_count(field, object));
		return;
	case TRADYN__KIND_OBJECT:
		ck_assert(json_is_object(value));
		return;
	}
}

START_TEST(jansson_reads_every_type)
{
	const tradyn__type *type = tradyn__type_get((tradyn_type_id)_i);

	for (int round = 0; round < ROUNDS; round++) {
		size_t length, members = 0;
		json_t *root;

		draw_object(type, object);
		ck_assert_int_eq(tradyn_codec_encode((tradyn_type_id)_i, object, text, sizeof(text), &length), 0);
		root = parse(text, length);
		for (const tradyn__field *field = type->fields; field < type->fields + type->field_count; field++) {
			bool shown = !(field->flags & (TRADYN__STORED | TRADYN__COVERED)) && tradyn__field_given(type, field, object);
			json_t *value = json_object_get(root, field->name);

			ck_assert_msg((value != NULL) == shown, "%s.%s: %s", type->name, field->name, shown ? "is missing" : "should not be there");
			if (value)
				check_value(type, field, value);
			members += shown;
		}
		ck_assert_uint_eq(json_object_size(root), members);
		json_decref(root);
		tradyn__object_clear(type, object);
	}
}
END_TEST

START_TEST(what_is_written_reads_back)
{
	const tradyn__type *type = tradyn__type_get((tradyn_type_id)_i);

	for (int round = 0; round < ROUNDS; round++) {
		const char *name = "";
		size_t length;
		tradyn_error err;

		tradyn_error_init(&err);
		draw_object(type, object);
		ck_assert_int_eq(tradyn_codec_encode((tradyn_type_id)_i, object, text, sizeof(text), &length), 0);
		if (length <= TRADYN_JSON_SIZE_MAX) {
			int status = tradyn_codec_decode((tradyn_type_id)_i, text, length, copy, &err);

			ck_assert_msg(status == 0, "%s: %s: %s in %.*s", type->name, err.field, err.message, (int)length, text);
			ck_assert_msg(same_object(type, object, copy, &name), "%s.%s came back different: %.*s", type->name, name, (int)length, text);
			tradyn_codec_clear((tradyn_type_id)_i, copy);
		}
		tradyn__object_clear(type, object);
	}
}
END_TEST

/* The text of a decimal by the rule of api.md, made without any code of ours. */
static size_t exact_text(int64_t value, char *out, size_t size)
{
	uint64_t magnitude = value < 0 ? -(uint64_t)value : (uint64_t)value;
	size_t length = (size_t)snprintf(out, size, "%s%llu.%08llu", value < 0 ? "-" : "", (unsigned long long)(magnitude / 100000000),
	                                 (unsigned long long)(magnitude % 100000000));

	while (out[length - 1] == '0' && out[length - 2] != '.')
		length--;
	return length;
}

START_TEST(a_million_decimals_to_the_byte)
{
	for (int i = 0; i < 1000000; i++) {
		tradyn_calc_margin_result result = { (int64_t)(draw() >> (1 + draw() % 63)), "USD" };
		char expected[96] = "{\"margin\":", encoded[96];
		size_t length, at = strlen(expected);

		if (draw() % 2)
			result.margin = -result.margin;
		at += exact_text(result.margin, expected + at, sizeof(expected) - at);
		snprintf(expected + at, sizeof(expected) - at, ",\"currency\":\"USD\"}");
		ck_assert_int_eq(tradyn_codec_encode(TRADYN_TYPE_CALC_MARGIN_RESULT, &result, encoded, sizeof(encoded), &length), 0);
		encoded[length] = '\0';
		ck_assert_str_eq(encoded, expected);
	}
}
END_TEST

/* The buffer of exactly the length is enough, one byte less is not, and nothing is written past it. */
START_TEST(buffers_are_bounds)
{
	const tradyn__type *type = tradyn__type_get((tradyn_type_id)_i);
	size_t length, cut;

	draw_object(type, object);
	ck_assert_int_eq(tradyn_codec_encode((tradyn_type_id)_i, object, text, sizeof(text), &length), 0);
	for (size_t capacity = 0; capacity < length; capacity++) {
		char *tight = malloc(capacity + 1);

		ck_assert_int_eq(tradyn_codec_encode((tradyn_type_id)_i, object, tight, capacity, &cut), TRADYN_E_BUFFER_FULL);
		ck_assert_uint_le(cut, capacity);
		free(tight);
	}
	{
		char *exact = malloc(length);

		ck_assert_int_eq(tradyn_codec_encode((tradyn_type_id)_i, object, exact, length, &cut), 0);
		ck_assert_uint_eq(cut, length);
		ck_assert_mem_eq(exact, text, length);
		free(exact);
	}
	tradyn__object_clear(type, object);
}
END_TEST

START_TEST(text_that_is_no_text_is_refused)
{
	static const char *const broken[] = { "\x80", "a\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "ok\xff" };

	for (size_t i = 0; i < TRADYN__COUNT(broken); i++) {
		tradyn_position position = { .ticket = 1 };
		size_t length;

		memcpy(position.comment, broken[i], strlen(broken[i]));
		ck_assert_int_eq(tradyn_codec_encode(TRADYN_TYPE_POSITION, &position, text, sizeof(text), &length), TRADYN_E_BAD_TEXT);
	}
}
END_TEST

/* A name that fills its array to the last byte has no NUL: it ends with the array. */
START_TEST(text_ends_with_its_array)
{
	tradyn_calc_profit_result result = { .profit = 0 };
	size_t length;

	memset(result.currency, 'X', sizeof(result.currency));
	ck_assert_int_eq(tradyn_codec_encode(TRADYN_TYPE_CALC_PROFIT_RESULT, &result, text, sizeof(text), &length), 0);
	text[length] = '\0';
	ck_assert_str_eq(text, "{\"profit\":0.0,\"currency\":\"XXXXXXXX\"}");
}
END_TEST

START_TEST(a_position_to_the_byte)
{
	tradyn_position position = {
		.ticket = 7, .identifier = 7, .time_msc = 1399032000123, .time_update_msc = 1399032001000, .symbol = "EURUSD", .type = TRADYN_SIDE_SELL,
		.volume = 10000000, .price_open = 138690000, .price_current = 138700000, .sl = 0, .tp = 138500000, .swap = -150000000, .profit = -100000000,
		.commission = 0, .magic = -1, .comment = "a \"b\"\n", .reason = TRADYN_REASON_EXPERT, .trailing_points = 0, .margin_rate = 1,
	};
	size_t length;

	ck_assert_int_eq(tradyn_codec_encode_list(TRADYN_TYPE_POSITION, &position, 1, sizeof(position), text, sizeof(text), &length), 0);
	text[length] = '\0';
	ck_assert_str_eq(text, "[{\"ticket\":7,\"identifier\":7,\"time\":1399032000,\"time_msc\":1399032000123,\"time_update_msc\":1399032001000,\"symbol\":\"EURUSD\","
	                       "\"type\":\"sell\",\"volume\":0.1,\"price_open\":1.3869,\"price_current\":1.387,\"sl\":0.0,\"tp\":1.385,\"swap\":-1.5,\"profit\":-1.0,"
	                       "\"commission\":0.0,\"magic\":-1,\"comment\":\"a \\\"b\\\"\\n\",\"reason\":\"expert\"}]");
	ck_assert_int_eq(tradyn_codec_encode_list(TRADYN_TYPE_POSITION, NULL, 0, 0, text, sizeof(text), &length), 0);
	ck_assert_uint_eq(length, 2);
	ck_assert_mem_eq(text, "[]", 2);
}
END_TEST

static void failure(const tradyn_error *err, const char *expected)
{
	tradyn__writer writer = { text, 0, sizeof(text), 0 };

	tradyn__write_failure(&writer, err);
	ck_assert_int_eq(writer.status, 0);
	text[writer.length] = '\0';
	ck_assert_str_eq(text, expected);
}

START_TEST(failures_say_what_they_know)
{
	tradyn_error err;

	tradyn_error_init(&err);
	err.code = TRADYN_E_NOT_FOUND;
	failure(&err, "{\"success\":false,\"error\":\"Not found\",\"code\":\"NOT_FOUND\"}");
	err.code = TRADYN_E_INSUFFICIENT_MARGIN;
	err.required = 108500000000;
	err.available = 1000000000;
	failure(&err, "{\"success\":false,\"error\":\"Insufficient margin\",\"code\":\"INSUFFICIENT_MARGIN\",\"retcode\":10019,\"details\":{\"required\":1085.0,\"available\":10.0}}");
	tradyn_error_init(&err);
	err.code = TRADYN_E_INVALID_VOLUME;
	memcpy(err.field, "volume", 7);
	err.min = err.step = err.below = 1000000;
	err.above = 2000000;
	failure(&err, "{\"success\":false,\"error\":\"Invalid volume\",\"code\":\"INVALID_VOLUME\",\"retcode\":10014,"
	              "\"details\":{\"field\":\"volume\",\"min\":0.01,\"step\":0.01,\"nearest\":[0.01,0.02]}}");
	tradyn_error_init(&err);
	err.code = TRADYN_E_INVALID_VALUE;
	memcpy(err.field, "count", 6);
	memcpy(err.legal, "a, b", 5);
	err.min = 1;
	err.max = 5000;
	err.whole = true;
	failure(&err, "{\"success\":false,\"error\":\"Invalid value: count\",\"code\":\"INVALID_VALUE\",\"retcode\":10013,"
	              "\"details\":{\"field\":\"count\",\"allowed\":[\"a\",\"b\"],\"min\":1,\"max\":5000}}");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("encode");
	TCase *tcase = tcase_create("encode");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tcase, 240);
	tcase_add_loop_test(tcase, jansson_reads_every_type, TRADYN_TYPE_NONE + 1, TRADYN_TYPE_COUNT);
	tcase_add_loop_test(tcase, what_is_written_reads_back, TRADYN_TYPE_NONE + 1, TRADYN_TYPE_COUNT);
	tcase_add_loop_test(tcase, buffers_are_bounds, TRADYN_TYPE_NONE + 1, TRADYN_TYPE_COUNT);
	tcase_add_test(tcase, a_million_decimals_to_the_byte);
	tcase_add_test(tcase, text_that_is_no_text_is_refused);
	tcase_add_test(tcase, text_ends_with_its_array);
	tcase_add_test(tcase, a_position_to_the_byte);
	tcase_add_test(tcase, failures_say_what_they_know);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
