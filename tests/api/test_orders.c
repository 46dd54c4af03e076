/* SPDX-License-Identifier: MIT
 * The endpoints of pending orders: place, list, get, modify, cancel; and what the market does to them. */
#include "tests/api/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BODY(type, price) "{\"symbol\":\"EURUSD\",\"type\":" type ",\"volume\":0.1,\"price\":" price "}"

static long long place(const char *body)
{
	return reply_int(expect_ok(call(&server, "POST", "/v1/api/orders", server.key, body, NULL)), "data.ticket");
}

static const struct {
	const char *type, *name, *price, *bid, *ask, *fill;
} pendings[] = {
	/* fires at this quote, fills there: limits at their price or better, stops at the market */
	{ "2", "'buy_limit'", "1.0840", "1.0837", "1.0838", "1.0838" },
	{ "3", "'sell_limit'", "1.0860", "1.0862", "1.0863", "1.0862" },
	{ "4", "'buy_stop'", "1.0860", "1.0862", "1.0863", "1.0863" },
	{ "5", "'sell_stop'", "1.0840", "1.0837", "1.0838", "1.0837" },
};

START_TEST(each_type_triggers)
{
	struct reply *r;
	long long ticket;
	char wanted[16];

	r = expect_ok(post(&server, "/v1/api/orders", "{\"symbol\":\"EURUSD\",\"type\":%s,\"volume\":0.1,\"price\":%s}", pendings[_i].type, pendings[_i].price));
	ticket = reply_int(r, "data.ticket");
	expect(r, "data.type", pendings[_i].type);
	expect(r, "data.type_name", pendings[_i].name);
	expect(r, "data.state", "'placed'");
	expect(r, "data.volume_initial", "0.1");
	expect(r, "data.volume_current", "0.1");
	expect(r, "data.type_time", "'gtc'");
	expect(get(&server, "/v1/api/account"), "data.margin", "0.0");
	quote("EURUSD", pendings[_i].bid, pendings[_i].ask, 1000);
	expect(get(&server, "/v1/api/orders"), "data.#", "0");
	r = expect_ok(get(&server, "/v1/api/positions"));
	expect(r, "data.#", "1");
	snprintf(wanted, sizeof(wanted), "%s", pendings[_i].fill);
	expect(r, "data.0.price_open", wanted);
	r = expect_ok(get(&server, "/v1/api/orders/%lld", ticket));
	expect(r, "data.state", "'filled'");
	expect(r, "data.volume_current", "0.0");
}
END_TEST

START_TEST(names_are_types_too)
{
	struct reply *r = expect_ok(post(&server, "/v1/api/orders", BODY("\"buy_limit\"", "1.08")));

	expect(r, "data.type", "2");
	expect(r, "data.price", "1.08");
	expect(r, "data.price_current", "1.0851");
}
END_TEST

START_TEST(list_and_get)
{
	long long first = place(BODY("2", "1.08")), second = place(BODY("3", "1.09"));
	struct reply *r = expect_ok(get(&server, "/v1/api/orders"));

	expect(r, "data.#", "2");
	ck_assert_int_eq(reply_int(r, "data.0.ticket"), first);
	expect(r, "data.1.type_name", "'sell_limit'");
	expect(r, "data.0.time_setup", "1772020800");
	expect(r, "data.0.expiration", "0");
	expect(expect_ok(get(&server, "/v1/api/orders/%lld", second)), "data.price", "1.09");
	expect(expect_ok(get(&server, "/v1/api/orders?symbol=GBPUSD")), "data.#", "0");
	expect_error(get(&server, "/v1/api/orders/999"), 404, "ORDER_NOT_FOUND");
}
END_TEST

START_TEST(modify)
{
	char path[64];
	struct reply *r;

	snprintf(path, sizeof(path), "/v1/api/orders/%lld", place(BODY("2", "1.08")));
	r = expect_ok(put(&server, path, "{\"price\":1.0810,\"sl\":1.0790,\"tp\":1.0850}"));
	expect(r, "data.price", "1.081");
	expect(r, "data.sl", "1.079");
	expect(r, "data.tp", "1.085");
	expect_error(put(&server, path, "{\"price\":1.0852}"), 400, "INVALID_PRICE");
	expect_error(put(&server, path, "{\"sl\":1.0820}"), 400, "INVALID_STOPS");
	expect_error(put(&server, path, "{\"volume\":0.2}"), 400, "UNKNOWN_FIELD");
	expect(get(&server, "%s", path), "data.price", "1.081");
	expect_error(put(&server, "/v1/api/orders/999", "{\"price\":1.08}"), 404, "ORDER_NOT_FOUND");
}
END_TEST

START_TEST(cancel)
{
	long long ticket = place(BODY("2", "1.08"));
	struct reply *r = expect_ok(del(&server, "/v1/api/orders/%lld", ticket));

	ck_assert_int_eq(reply_int(r, "data.ticket"), ticket);
	expect(r, "data.state", "'canceled'");
	expect(get(&server, "/v1/api/orders"), "data.#", "0");
	expect(expect_ok(get(&server, "/v1/api/orders/%lld", ticket)), "data.state", "'canceled'");
	ck_assert_int_ne(del(&server, "/v1/api/orders/%lld", ticket)->status, 200);
	expect_error(del(&server, "/v1/api/orders/999"), 404, "ORDER_NOT_FOUND");
}
END_TEST

START_TEST(expiration)
{
	long long ticket = reply_int(expect_ok(post(&server, "/v1/api/orders",
		"{\"symbol\":\"EURUSD\",\"type\":2,\"volume\":0.1,\"price\":1.08,\"expiration\":\"2026-02-25T12:01:00Z\"}")), "data.ticket");

	expect(get(&server, "/v1/api/orders/%lld", ticket), "data.type_time", "'specified'");
	expect_ok(post(&server, "/v1/api/sim/clock", "{\"time_msc\":%lld}", T0 + 59000));
	expect(get(&server, "/v1/api/orders"), "data.#", "1");
	expect_ok(post(&server, "/v1/api/sim/clock", "{\"time_msc\":%lld}", T0 + 61000));
	expect(get(&server, "/v1/api/orders"), "data.#", "0");
	expect(get(&server, "/v1/api/orders/%lld", ticket), "data.state", "'expired'");
}
END_TEST

static const struct {
	const char *body, *code, *field;
} bad_orders[] = {
	{ "{\"type\":2,\"volume\":0.1,\"price\":1.08}", "MISSING_FIELD", "'symbol'" },
	{ "{\"symbol\":\"EURUSD\",\"volume\":0.1,\"price\":1.08}", "MISSING_FIELD", "'type'" },
	{ "{\"symbol\":\"EURUSD\",\"type\":2,\"price\":1.08}", "MISSING_FIELD", "'volume'" },
	{ "{\"symbol\":\"EURUSD\",\"type\":2,\"volume\":0.1}", "MISSING_FIELD", "'price'" },
	{ "{\"symbol\":\"EURXXX\",\"type\":2,\"volume\":0.1,\"price\":1.08}", "UNKNOWN_SYMBOL", "'symbol'" },
	{ BODY("9", "1.08"), "INVALID_VALUE", "'type'" },
	{ BODY("\"buy\"", "1.08"), "INVALID_VALUE", "'type'" },
	{ BODY("2", "1.0852"), "INVALID_PRICE", "'price'" },
	{ BODY("2", "1.0851"), "INVALID_PRICE", "'price'" },
	{ BODY("3", "1.0849"), "INVALID_PRICE", "'price'" },
	{ BODY("4", "1.0850"), "INVALID_PRICE", "'price'" },
	{ BODY("5", "1.0851"), "INVALID_PRICE", "'price'" },
	{ BODY("2", "1.080001"), "INVALID_PRICE", "'price'" },
	{ "{\"symbol\":\"EURUSD\",\"type\":2,\"volume\":0.001,\"price\":1.08}", "INVALID_VOLUME", "'volume'" },
	{ "{\"symbol\":\"EURUSD\",\"type\":2,\"volume\":0.1,\"price\":1.08,\"sl\":1.09}", "INVALID_STOPS", "'sl'" },
	{ "{\"symbol\":\"EURUSD\",\"type\":2,\"volume\":0.1,\"price\":1.08,\"expiration\":1000000000}", "INVALID_EXPIRATION", "'expiration'" },
	{ "{\"symbol\":\"EURUSD\",\"type\":2,\"volume\":0.1,\"price\":1.08,\"comment\":\"more than thirty-one bytes is too much\"}", "TOO_LONG", "'comment'" },
};

START_TEST(place_refuses)
{
	struct reply *r = expect_error(call(&server, "POST", "/v1/api/orders", server.key, bad_orders[_i].body, NULL), 400, bad_orders[_i].code);

	expect(r, "details.field", bad_orders[_i].field);
	expect(get(&server, "/v1/api/orders"), "data.#", "0");
}
END_TEST

/* 10023: what became of an order that can no longer be changed, and by which deal. */
START_TEST(finished_orders_say_how)
{
	long long tickets[] = { place(BODY("2", "1.08")), place(BODY("2", "1.0840")) };
	const char *const ends[] = { "was canceled", "was filled at 1.0838 by deal" };
	char path[64];
	struct reply *r;

	expect_ok(del(&server, "/v1/api/orders/%lld", tickets[0]));
	quote("EURUSD", "1.0837", "1.0838", 1000);
	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "/v1/api/orders/%lld", tickets[i]);
		r = expect_error(put(&server, path, "{\"price\":1.07}"), 400, "ORDER_CHANGED");
		expect(r, "error", "'Order state changed'");
		expect(r, "retcode", "10023");
		expect(r, "details.field", "'ticket'");
		ck_assert_msg(strstr(r->body, ends[i]), "%s", r->body);
		r = expect_error(del(&server, "%s", path), 400, "ORDER_CHANGED");
		expect(r, "retcode", "10023");
		ck_assert_msg(strstr(r->body, ends[i]), "%s", r->body);
	}
}
END_TEST

#define ROWS(table) (sizeof(table) / sizeof(table[0]))

int main(void)
{
	const struct api_test tests[] = {
		{ "each type triggers", each_type_triggers, ROWS(pendings) },
		{ "names", names_are_types_too, 0 },
		{ "list and get", list_and_get, 0 },
		{ "modify", modify, 0 },
		{ "cancel", cancel, 0 },
		{ "expiration", expiration, 0 },
		{ "finished orders", finished_orders_say_how, 0 },
		{ "bad orders", place_refuses, ROWS(bad_orders) },
	};

	return API_RUN("orders", tests, api_start);
}
