/* SPDX-License-Identifier: MIT
 * POST /api/trade, /trade/check and /trade/close-all; idempotency; a connection that is cut off. */
#include "tests/api/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUY "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1}"

START_TEST(buy_at_the_ask)
{
	struct reply *r = expect_ok(post(&server, "/v1/api/trade",
		"{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.10,\"sl\":1.0800,\"tp\":1.0950,\"magic\":5,\"comment\":\"hello\"}"));
	long long ticket = reply_int(r, "data.ticket");

	expect(r, "data.price", "1.0851");
	expect(r, "data.bid", "1.085");
	expect(r, "data.ask", "1.0851");
	expect(r, "data.volume", "0.1");
	expect(r, "data.sl", "1.08");
	expect(r, "data.tp", "1.095");
	expect(r, "data.commission", "0.0");
	expect(r, "data.retcode", "10009");
	expect(r, "data.time_msc", "1772020800000");
	ck_assert_int_gt(reply_int(r, "data.order"), 0);
	ck_assert_int_gt(reply_int(r, "data.deal"), 0);
	r = expect_ok(get(&server, "/v1/api/positions/%lld", ticket));
	expect(r, "data.magic", "5");
	expect(r, "data.comment", "'hello'");
}
END_TEST

START_TEST(sell_at_the_bid)
{
	struct reply *r = expect_ok(post(&server, "/v1/api/trade", "{\"symbol\":\"EURUSD\",\"action\":\"SELL\",\"volume\":\"0.10\",\"sl_points\":100,\"tp_points\":50}"));

	expect(r, "data.price", "1.085");
	expect(r, "data.sl", "1.086");
	expect(r, "data.tp", "1.0845");
}
END_TEST

/* A client that computed 0.1 + 0.2 sends 0.30000000000000004; it means 0.3. */
START_TEST(binary_noise_is_no_volume)
{
	expect(expect_ok(post(&server, "/v1/api/trade", "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.30000000000000004}")), "data.volume", "0.3");
	expect_error(post(&server, "/v1/api/trade", "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.3000001}"), 400, "INVALID_VOLUME");
}
END_TEST

static const struct {
	const char *body, *code, *field;
} bad_trades[] = {
	{ "{}", "MISSING_FIELD", "'symbol'" },
	{ "{\"symbol\":\"EURUSD\",\"volume\":0.1}", "MISSING_FIELD", "'action'" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\"}", "MISSING_FIELD", "'volume'" },
	{ "{\"symbol\":\"NOPE\",\"action\":\"buy\",\"volume\":0.1}", "UNKNOWN_SYMBOL", "'symbol'" },
	{ "{\"symbol\":7,\"action\":\"buy\",\"volume\":0.1}", "WRONG_TYPE", "'symbol'" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"hold\",\"volume\":0.1}", "INVALID_VALUE", "'action'" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.001}", "INVALID_VOLUME", "'volume'" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":100.01}", "INVALID_VOLUME", "'volume'" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.015}", "INVALID_VOLUME", "'volume'" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":null}", "MISSING_FIELD", "'volume'" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":1e400}", "INVALID_VALUE", NULL },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1,\"sl\":1.0850}", "INVALID_STOPS", "'sl'" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1,\"tp\":1.0850}", "INVALID_STOPS", "'tp'" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"sell\",\"volume\":0.1,\"sl\":1.0851}", "INVALID_STOPS", "'sl'" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1,\"stop_loss\":1.08}", "UNKNOWN_FIELD", "'stop_loss'" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":10}", "INSUFFICIENT_MARGIN", "'volume'" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1,\"comment\":\"more than thirty-one bytes is too much\"}", "TOO_LONG", "'comment'" },
	{ "{\"symbol\":\"GBPUSD\",\"action\":\"buy\",\"volume\":0.1}", "PRICE_OFF", "'symbol'" },
};

START_TEST(trade_refuses)
{
	struct reply *r = expect_error(call(&server, "POST", "/v1/api/trade", server.key, bad_trades[_i].body, NULL), 400, bad_trades[_i].code);
	const char *found = reply_text(r, "details.field");

	if (bad_trades[_i].field && found)
		expect(r, "details.field", bad_trades[_i].field);
	expect(get(&server, "/v1/api/positions"), "data.#", "0");
	/* what a trade would refuse, a check refuses too */
	ck_assert_int_eq(call(&server, "POST", "/v1/api/trade/check", server.key, bad_trades[_i].body, NULL)->status, 400);
}
END_TEST

START_TEST(no_money_says_how_much)
{
	struct reply *r = expect_error(post(&server, "/v1/api/trade", "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":10}"), 400, "INSUFFICIENT_MARGIN");

	expect(r, "error", "'Insufficient margin'");
	expect(r, "retcode", "10019");
	expect(r, "details.required", "10851.0");
	expect(r, "details.available", "10000.0");
}
END_TEST

START_TEST(check_changes_nothing)
{
	struct reply *before = get(&server, "/v1/api/account");
	struct reply *r = expect_ok(post(&server, "/v1/api/trade/check", BUY));

	expect(r, "data.retcode", "10009");
	expect(r, "data.margin_required", "108.51");
	expect(r, "data.margin", "108.51");
	expect(r, "data.price", "1.0851");
	expect(r, "data.balance", "10000.0");
	r = expect_ok(post(&server, "/v1/api/trade/check", "{\"symbol\":\"EURUSD\",\"type\":2,\"volume\":0.1,\"price\":1.08}"));
	expect(r, "data.retcode", "10008");
	expect(r, "data.margin_required", "0.0");
	expect(r, "data.price", "1.08");
	ck_assert_str_eq(get(&server, "/v1/api/account")->body, before->body);
}
END_TEST

START_TEST(close_all)
{
	struct reply *r;

	trade("buy", "0.10");
	trade("buy", "0.20");
	trade("sell", "0.10");
	quote("EURUSD", "1.0870", "1.0871", 1000);
	r = expect_ok(post(&server, "/v1/api/trade/close-all", "{\"filter\":\"loss\"}"));
	expect(r, "data.closed.#", "1");
	expect(r, "data.failed.#", "0");
	r = expect_ok(post(&server, "/v1/api/trade/close-all", "{\"type\":\"sell\"}"));
	expect(r, "data.closed.#", "0");
	r = expect_ok(call(&server, "POST", "/v1/api/trade/close-all", server.key, NULL, NULL));
	expect(r, "data.closed.#", "2");
	expect(r, "data.closed.0.price", "1.087");
	expect(get(&server, "/v1/api/positions"), "data.#", "0");
	expect_error(post(&server, "/v1/api/trade/close-all", "{\"filter\":\"some\"}"), 400, "INVALID_VALUE");
	expect_error(post(&server, "/v1/api/trade/close-all", "{\"symbol\":\"NOPE\"}"), 400, "UNKNOWN_SYMBOL");
}
END_TEST

static struct reply *trade_with_key(const char *key, const char *body)
{
	char header[128];

	snprintf(header, sizeof(header), "Idempotency-Key: %s", key);
	return call(&server, "POST", "/v1/api/trade", server.key, body, (const char *const[]){ header, NULL });
}

START_TEST(the_same_request_twice)
{
	struct reply *first = expect_ok(trade_with_key("order-1", BUY)), *second;

	expect(first, "replayed", NULL);
	quote("EURUSD", "1.0900", "1.0901", 1000);
	second = expect_ok(trade_with_key("order-1", BUY));
	expect(second, "replayed", "true");
	ck_assert_int_eq(reply_int(second, "data.ticket"), reply_int(first, "data.ticket"));
	expect(second, "data.price", "1.0851");
	expect(get(&server, "/v1/api/positions"), "data.#", "1");
}
END_TEST

START_TEST(the_same_key_for_another_request)
{
	expect_ok(trade_with_key("order-1", BUY));
	expect_error(trade_with_key("order-1", "{\"symbol\":\"EURUSD\",\"action\":\"sell\",\"volume\":0.1}"), 400, "IDEMPOTENCY_MISMATCH");
	expect(get(&server, "/v1/api/positions"), "data.#", "1");
}
END_TEST

START_TEST(client_order_id_is_a_key_too)
{
	static const char body[] = "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1,\"client_order_id\":\"mine-7\"}";

	expect_ok(call(&server, "POST", "/v1/api/trade", server.key, body, NULL));
	expect(expect_ok(call(&server, "POST", "/v1/api/trade", server.key, body, NULL)), "replayed", "true");
	expect(get(&server, "/v1/api/positions"), "data.#", "1");
}
END_TEST

START_TEST(a_refusal_is_replayed_too)
{
	static const char body[] = "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":10}";

	expect_error(trade_with_key("big", body), 400, "INSUFFICIENT_MARGIN");
	ck_assert_int_eq(trade_with_key("big", body)->status, 400);
	expect(get(&server, "/v1/api/positions"), "data.#", "0");
}
END_TEST

START_TEST(a_key_of_65_characters)
{
	expect_error(trade_with_key("12345678901234567890123456789012345678901234567890123456789012345", BUY), 400, "INVALID_VALUE");
	expect(get(&server, "/v1/api/positions"), "data.#", "0");
}
END_TEST

START_TEST(cut_off)
{
	trade("buy", "0.1");
	expect(expect_ok(post(&server, "/v1/api/sim/connection", "{\"connected\":false}")), "data.connected", "false");
	expect(expect_error(get(&server, "/v1/api/account"), 503, "NOT_CONNECTED"), "error", "'Not connected to trading server'");
	expect_error(post(&server, "/v1/api/trade", BUY), 503, "NOT_CONNECTED");
	expect_error(get(&server, "/v1/api/symbols/EURUSD/tick"), 503, "NOT_CONNECTED");
	expect(get(&server, "/health"), "data.connected", "false");
	expect_ok(post(&server, "/v1/api/sim/connection", "{\"connected\":true}"));
	expect(expect_ok(get(&server, "/v1/api/positions")), "data.#", "1");
}
END_TEST

#define ROWS(table) (sizeof(table) / sizeof(table[0]))

int main(void)
{
	const struct api_test tests[] = {
		{ "buy", buy_at_the_ask, 0 },
		{ "sell", sell_at_the_bid, 0 },
		{ "binary noise", binary_noise_is_no_volume, 0 },
		{ "bad trades", trade_refuses, ROWS(bad_trades) },
		{ "no money", no_money_says_how_much, 0 },
		{ "check", check_changes_nothing, 0 },
		{ "close all", close_all, 0 },
		{ "same request twice", the_same_request_twice, 0 },
		{ "same key, another request", the_same_key_for_another_request, 0 },
		{ "client_order_id", client_order_id_is_a_key_too, 0 },
		{ "replayed refusal", a_refusal_is_replayed_too, 0 },
		{ "long key", a_key_of_65_characters, 0 },
		{ "cut off", cut_off, 0 },
	};

	return API_RUN("trading", tests, api_start);
}
