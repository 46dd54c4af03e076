/* SPDX-License-Identifier: MIT
 * Every allocation of the engine fails once: the call says so and changes nothing, and made again it succeeds. */
#include "tests/unit/suite.h"

#include <tradyn/tradyn.h>

#include <stdlib.h>
#include <string.h>

/* ---- Allocations that fail on demand (linked with --wrap) ---- */

static long countdown = -1; /* the allocation that fails; negative: none */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static bool fails(void)
{
	return countdown >= 0 && countdown-- == 0;
}

void *__wrap_malloc(size_t size)
{
	return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
	return fails() ? NULL : __real_realloc(old, size);
}

/* ---- Calls ---- */

static int give_tick(tradyn_engine *engine, int i, tradyn_error *err)
{
	tradyn_tick tick = { .symbol = "EURUSD", .time_msc = INT64_C(1420452000000) + i * INT64_C(20000), .bid = 110000000, .ask = 110010000 };

	return tradyn_engine_tick(engine, &tick, err);
}

static int trade(tradyn_engine *engine, int i, tradyn_error *err)
{
	tradyn_trade_request request = TRADYN_TRADE_REQUEST_INIT;
	tradyn_trade_result result;

	memcpy(request.symbol, "EURUSD", 7);
	request.action = i & 1;
	request.volume = TRADYN_DECIMAL_ONE / 100;
	request.sl_points = 100 + i;
	return tradyn_engine_trade(engine, 1001, &request, &result, err);
}

static int place(tradyn_engine *engine, int i, tradyn_error *err)
{
	tradyn_order_request request = TRADYN_ORDER_REQUEST_INIT;
	tradyn_order order;

	memcpy(request.symbol, "EURUSD", 7);
	request.type = TRADYN_ORDER_TYPE_BUY_LIMIT;
	request.volume = TRADYN_DECIMAL_ONE / 100;
	request.price = 109000000 - i * INT64_C(1000);
	request.expiration_msc = INT64_C(1420552000000) + i;
	return tradyn_engine_order_place(engine, 1001, &request, &order, err);
}

static int close_some(tradyn_engine *engine, int i, tradyn_error *err)
{
	tradyn_close_all_request request = TRADYN_CLOSE_ALL_REQUEST_INIT;
	tradyn_close_all_result result;
	int status;

	request.magic = i % 50 ? 5 : 0;
	status = tradyn_engine_close_all(engine, 1001, &request, &result, err);
	tradyn_close_all_result_clear(&result);
	return status;
}

/* Fails the call's first allocation, then its second, until it does without; each failure must leave everything as it was. */
static void stubborn(tradyn_engine *engine, int (*call)(tradyn_engine *engine, int i, tradyn_error *err), int i, long *failures)
{
	uint64_t before = tradyn_engine_state_hash(engine), oldest, next, next_before;
	tradyn_error err;
	int status;

	tradyn_engine_ticks_range(engine, 0, &oldest, &next_before);
	for (long n = 0;; n++) {
		tradyn_error_init(&err);
		countdown = n;
		status = call(engine, i, &err);
		countdown = -1;
		if (status == 0)
			return;
		ck_assert_int_eq(status, TRADYN_E_NO_MEMORY);
		ck_assert_int_eq(err.code, TRADYN_E_NO_MEMORY);
		ck_assert_uint_eq(tradyn_engine_state_hash(engine), before);
		tradyn_engine_ticks_range(engine, 0, &oldest, &next);
		ck_assert_uint_eq(next, next_before);
		++*failures;
	}
}

START_TEST(requests_and_ticks)
{
	tradyn_engine_options options = TRADYN_ENGINE_OPTIONS_INIT;
	tradyn_engine *engine;
	tradyn_account account;
	long failures = 0;
	uint64_t oldest, next;

	ck_assert_int_eq(tradyn_engine_new(&engine, &options, NULL), 0);
	for (int i = 0; i < 400; i++) {
		stubborn(engine, give_tick, i, &failures);
		stubborn(engine, trade, i, &failures);
		stubborn(engine, place, i, &failures);
		stubborn(engine, close_some, i, &failures);
	}
	ck_assert_int_gt(failures, 100);
	tradyn_engine_ticks_range(engine, 0, &oldest, &next);
	ck_assert_uint_eq(next, 400);
	tradyn_engine_account(engine, 1001, &account, NULL);
	ck_assert_int_gt(account.margin, 0);
	tradyn_engine_free(engine);
}
END_TEST

START_TEST(making_an_engine)
{
	tradyn_engine_options options = TRADYN_ENGINE_OPTIONS_INIT;
	tradyn_engine *engine = NULL;
	int status = -1;
	long n = 0;

	for (; status; n++) {
		tradyn_error err;

		tradyn_error_init(&err);
		countdown = n;
		status = tradyn_engine_new(&engine, &options, &err);
		countdown = -1;
		if (status == 0)
			break;
		ck_assert_int_eq(status, TRADYN_E_NO_MEMORY);
		ck_assert_ptr_null(engine);
	}
	ck_assert_int_gt(n, 5);
	tradyn_engine_free(engine);
}
END_TEST

int main(void)
{
	return run_tests("engine-memory", 60, (const TTest *const[]){ making_an_engine, requests_and_ticks, NULL });
}
