/* SPDX-License-Identifier: MIT
 * The same key never does a thing twice. The handler is the test's own: it counts how often it was asked. */
#include "support.h"

#include "server/http/reply.h"
#include "server/runtime/idempotency.h"
#include "server/store/store.h"

#include "lib/base/fail.h"

#include <string.h>

#define LOGIN 1001

static struct store *store;
static struct reply reply;
static int calls;
static int outcome; /* code that the handler fails with, 0 success */

static void setup(void)
{
	ck_assert_int_eq(store_new(&store, NULL, NULL), 0);
	calls = outcome = 0;
}

static void teardown(void)
{
	store_free(store);
	reply_clear(&reply);
}

static int handle(struct desk *desk, const struct call *call, struct reply *out)
{
	tradyn_cancel_result result = { ++calls, TRADYN_ORDER_STATE_CANCELED };
	tradyn_error err;

	(void)desk, (void)call;
	tradyn_error_init(&err);
	if (!outcome)
		return reply_one(out, TRADYN_TYPE_CANCEL_RESULT, &result);
	tradyn__fail(&err, outcome, "volume", "As the test wants it.");
	return reply_error(out, &err);
}

static int call_with(const char *key, const char *symbol, tradyn_decimal volume, tradyn_ticket ticket)
{
	tradyn_trade_request request = TRADYN_TRADE_REQUEST_INIT;
	struct call call = { .row = tradyn_endpoint_get(TRADYN_ENDPOINT_TRADE), .login = LOGIN, .ticket = ticket, .symbol = "", .id = "",
	                     .body = &request, .idempotency_key = key };

	memcpy(request.symbol, symbol, strlen(symbol) + 1);
	request.action = TRADYN_SIDE_BUY;
	request.volume = volume;
	reply_start(&reply);
	return idempotent_call(store, handle, NULL, &call, &reply);
}

static void expect_reply(int status, const char *text)
{
	ck_assert_int_eq(reply.http_status, status);
	ck_assert_uint_eq(reply.length, strlen(text));
	ck_assert_mem_eq(reply.data, text, reply.length);
}

START_TEST(the_same_request_gets_its_reply_again)
{
	ck_assert_int_eq(call_with("k", "EURUSD", TRADYN_DECIMAL_ONE, 0), 0);
	expect_reply(200, "{\"success\":true,\"data\":{\"ticket\":1,\"state\":\"canceled\"}}");
	ck_assert(!reply.replayed);
	for (int i = 0; i < 3; i++) {
		ck_assert_int_eq(call_with("k", "EURUSD", TRADYN_DECIMAL_ONE, 0), 0);
		expect_reply(200, "{\"success\":true,\"replayed\":true,\"data\":{\"ticket\":1,\"state\":\"canceled\"}}");
		ck_assert(reply.replayed);
	}
	ck_assert_int_eq(calls, 1);
	ck_assert_int_eq(call_with("other", "EURUSD", TRADYN_DECIMAL_ONE, 0), 0);
	ck_assert_int_eq(calls, 2);
}
END_TEST

START_TEST(another_request_with_the_key_is_refused)
{
	ck_assert_int_eq(call_with("k", "EURUSD", TRADYN_DECIMAL_ONE, 0), 0);
	ck_assert_int_eq(call_with("k", "EURUSD", TRADYN_DECIMAL_ONE + 1, 0), TRADYN_E_IDEMPOTENCY_MISMATCH);
	ck_assert_int_eq(reply.http_status, 400);
	ck_assert_int_eq(call_with("k", "XAUUSD", TRADYN_DECIMAL_ONE, 0), TRADYN_E_IDEMPOTENCY_MISMATCH);
	ck_assert_int_eq(call_with("k", "EURUSD", TRADYN_DECIMAL_ONE, 7), TRADYN_E_IDEMPOTENCY_MISMATCH);
	ck_assert_int_eq(calls, 1);
}
END_TEST

START_TEST(a_rejection_is_remembered)
{
	outcome = TRADYN_E_INSUFFICIENT_MARGIN;
	ck_assert_int_eq(call_with("k", "EURUSD", TRADYN_DECIMAL_ONE, 0), TRADYN_E_INSUFFICIENT_MARGIN);
	outcome = 0;
	ck_assert_int_eq(call_with("k", "EURUSD", TRADYN_DECIMAL_ONE, 0), TRADYN_E_INSUFFICIENT_MARGIN);
	ck_assert_int_eq(reply.http_status, 400);
	ck_assert_mem_eq(reply.data, "{\"success\":false,\"replayed\":true,\"error\":\"Insufficient margin\"", 62);
	ck_assert_int_eq(calls, 1);
}
END_TEST

START_TEST(a_fault_of_the_server_is_not_remembered)
{
	outcome = TRADYN_E_NOT_CONNECTED;
	ck_assert_int_eq(call_with("k", "EURUSD", TRADYN_DECIMAL_ONE, 0), TRADYN_E_NOT_CONNECTED);
	outcome = 0;
	ck_assert_int_eq(call_with("k", "EURUSD", TRADYN_DECIMAL_ONE, 0), 0);
	ck_assert_int_eq(calls, 2);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("idempotency");
	TCase *tests = tcase_create("idempotency");

	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, the_same_request_gets_its_reply_again);
	tcase_add_test(tests, another_request_with_the_key_is_refused);
	tcase_add_test(tests, a_rejection_is_remembered);
	tcase_add_test(tests, a_fault_of_the_server_is_not_remembered);
	suite_add_tcase(suite, tests);
	return run(suite);
}
