/* SPDX-License-Identifier: MIT
 * The _INIT macro of a request and tradyn_codec_init() give the same bytes, so that it does not matter which one a program uses. */
#include <tradyn/tradyn.h>

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* Static storage: padding is zero in both. */
#define TYPES(X) \
	X(TRADE_REQUEST, tradyn_trade_request) X(ORDER_REQUEST, tradyn_order_request) X(ORDER_MODIFY, tradyn_order_modify) \
	X(CANCEL_REQUEST, tradyn_cancel_request) X(POSITION_MODIFY, tradyn_position_modify) X(CLOSE_REQUEST, tradyn_close_request) \
	X(CLOSE_ALL_REQUEST, tradyn_close_all_request) X(CHECK_REQUEST, tradyn_check_request) X(CALC_REQUEST, tradyn_calc_request) \
	X(LIST_QUERY, tradyn_list_query) X(HISTORY_QUERY, tradyn_history_query) X(SYMBOLS_QUERY, tradyn_symbols_query) \
	X(CANDLES_QUERY, tradyn_candles_query) X(TICKS_QUERY, tradyn_ticks_query) X(KEY_REQUEST, tradyn_key_request)

#define STORE(name, type) static const type name##_init = TRADYN_##name##_INIT;
TYPES(STORE)
#undef STORE

static const struct {
	const char *name;
	tradyn_type_id id;
	const void *init;
	size_t size;
} rows[] = {
#define ROW(name, type) { #name, TRADYN_TYPE_##name, &name##_init, sizeof(type) },
	TYPES(ROW)
#undef ROW
};

START_TEST(same_bytes)
{
	static max_align_t storage[64];
	unsigned char *object = (unsigned char *)storage;
	size_t size = rows[_i].size;

	ck_assert_uint_eq(tradyn_codec_size(rows[_i].id), size);
	ck_assert_uint_le(size, sizeof(storage));
	memset(object, 0xa5, sizeof(storage));
	tradyn_codec_init(rows[_i].id, object);
	for (size_t i = 0; i < size; i++)
		ck_assert_msg(object[i] == ((const unsigned char *)rows[_i].init)[i], "%s: byte %zu of %zu differs", rows[_i].name, i, size);
	ck_assert_msg(object[size] == 0xa5, "%s: written past the end", rows[_i].name);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("init");
	TCase *tcase = tcase_create("init");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, same_bytes, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
