/* SPDX-License-Identifier: MIT
 * The endpoints of positions: list, get, modify, close. */
#include "tests/api/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

START_TEST(list_and_get)
{
	long long first = trade("buy", "0.10"), second = trade("sell", "0.20");
	struct reply *r = expect_ok(get(&server, "/v1/api/positions"));

	expect(r, "data.#", "2");
	ck_assert_int_eq(reply_int(r, "data.0.ticket"), first);
	expect(r, "data.0.symbol", "'EURUSD'");
	expect(r, "data.0.type", "'buy'");
	expect(r, "data.0.volume", "0.1");
	expect(r, "data.0.price_open", "1.0851");
	expect(r, "data.0.price_current", "1.085");
	expect(r, "data.0.profit", "-1.0");
	expect(r, "data.0.sl", "0.0");
	expect(r, "data.0.swap", "0.0");
	expect(r, "data.0.magic", "0");
	expect(r, "data.0.comment", "''");
	expect(r, "data.0.reason", "'expert'");
	expect(r, "data.0.time", "1772020800");
	expect(r, "data.1.type", "'sell'");
	expect(r, "data.1.price_open", "1.085");
	expect(r, "data.1.profit", "-2.0");
	r = expect_ok(get(&server, "/v1/api/positions/%lld", second));
	ck_assert_int_eq(reply_int(r, "data.ticket"), second);
	ck_assert_int_eq(reply_int(r, "data.identifier"), second);
	expect(r, "data.volume", "0.2");
}
END_TEST

START_TEST(filters)
{
	quote("GBPUSD", "1.2700", "1.2702", 0);
	expect_ok(post(&server, "/v1/api/trade", "{\"symbol\":\"GBPUSD\",\"action\":\"buy\",\"volume\":0.01,\"magic\":7,\"comment\":\"seven\"}"));
	trade("buy", "0.01");
	expect(expect_ok(get(&server, "/v1/api/positions?symbol=GBPUSD")), "data.0.comment", "'seven'");
	expect(expect_ok(get(&server, "/v1/api/positions?magic=7")), "data.#", "1");
	expect(expect_ok(get(&server, "/v1/api/positions?magic=8")), "data.#", "0");
	expect(expect_ok(get(&server, "/v1/api/positions?symbol=GBPUSD&magic=0")), "data.#", "0");
	expect_error(get(&server, "/v1/api/positions?magic=x"), 400, "WRONG_TYPE");
	expect_error(get(&server, "/v1/api/positions?simbol=EURUSD"), 400, "UNKNOWN_FIELD");
}
END_TEST

START_TEST(set_and_remove_stops)
{
	long long ticket = trade("buy", "0.10");
	char path[64];
	struct reply *r;

	snprintf(path, sizeof(path), "/v1/api/positions/%lld", ticket);
	r = expect_ok(put(&server, path, "{\"sl\":1.08,\"tp\":1.095}"));
	expect(r, "data.sl", "1.08");
	expect(r, "data.tp", "1.095");
	r = expect_ok(put(&server, path, "{\"sl\":0}"));
	expect(r, "data.sl", "0.0");
	expect(r, "data.tp", "1.095");
	expect_ok(put(&server, path, "{\"tp\":1.095}")); /* no change is no error */
	expect_ok(call(&server, "PATCH", path, server.key, "{\"sl\":1.0801}", NULL));
	expect(get(&server, "%s", path), "data.sl", "1.0801");
}
END_TEST

START_TEST(stops_fire)
{
	long long ticket = trade("buy", "0.10");
	char path[64];
	struct reply *r;

	snprintf(path, sizeof(path), "/v1/api/positions/%lld", ticket);
	expect_ok(put(&server, path, "{\"sl\":1.0840}"));
	quote("EURUSD", "1.0841", "1.0842", 1000);
	expect_ok(get(&server, "%s", path));
	quote("EURUSD", "1.0838", "1.0839", 2000);
	expect_error(get(&server, "%s", path), 404, "POSITION_CLOSED");
	r = expect_ok(get(&server, "/v1/api/history?symbol=EURUSD"));
	expect(r, "data.1.reason", "'sl'");
	expect(r, "data.1.price", "1.0838"); /* the market's, past the stop */
	expect(r, "data.1.profit", "-13.0");
	expect(get(&server, "/v1/api/account"), "data.balance", "9987.0");
}
END_TEST

static const struct {
	const char *body, *code, *field;
} bad_modify[] = {
	{ "{\"sl\":1.0900}", "INVALID_STOPS", "'sl'" },
	{ "{\"tp\":1.0800}", "INVALID_STOPS", "'tp'" },
	{ "{\"sl\":1.080001}", "INVALID_STOPS", "'sl'" },
	{ "{\"sl\":-1}", "INVALID_STOPS", "'sl'" },
	{ "{\"sl\":\"low\"}", "WRONG_TYPE", "'sl'" },
	{ "{\"sl\":true}", "WRONG_TYPE", "'sl'" },
	{ "{\"stop\":1.08}", "UNKNOWN_FIELD", "'stop'" },
	{ "{\"sl\":1.08,\"sl\":1.07}", "DUPLICATE_FIELD", NULL },
	{ "", "BAD_JSON", NULL },
	{ "[]", "WRONG_TYPE", NULL },
};

START_TEST(modify_refuses)
{
	long long ticket = trade("buy", "0.10");
	char path[64];
	struct reply *r;

	snprintf(path, sizeof(path), "/v1/api/positions/%lld", ticket);
	r = call(&server, "PUT", path, server.key, bad_modify[_i].body, NULL);
	ck_assert_int_eq(r->status, 400);
	if (bad_modify[_i].field) {
		expect_error(r, 400, bad_modify[_i].code);
		expect(r, "details.field", bad_modify[_i].field);
	}
	r = get(&server, "%s", path);
	expect(r, "data.sl", "0.0");
	expect(r, "data.tp", "0.0");
}
END_TEST

START_TEST(close_whole)
{
	long long ticket = trade("buy", "0.10");
	struct reply *r;

	quote("EURUSD", "1.0861", "1.0862", 1000);
	r = expect_ok(del(&server, "/v1/api/positions/%lld", ticket));
	ck_assert_int_eq(reply_int(r, "data.ticket"), ticket);
	ck_assert_int_gt(reply_int(r, "data.deal"), 0);
	ck_assert_int_gt(reply_int(r, "data.order"), 0);
	expect(r, "data.volume", "0.1");
	expect(r, "data.price", "1.0861");
	expect(r, "data.profit", "10.0");
	expect(r, "data.swap", "0.0");
	expect(r, "data.commission", "0.0");
	expect(r, "data.remaining", "0.0");
	expect_error(del(&server, "/v1/api/positions/%lld", ticket), 404, "POSITION_CLOSED");
}
END_TEST

START_TEST(close_in_part_by_body_or_query)
{
	long long ticket = trade("buy", "0.10");
	char path[64];
	struct reply *r;

	snprintf(path, sizeof(path), "/v1/api/positions/%lld", ticket);
	r = expect_ok(del(&server, "%s?volume=0.04", path));
	expect(r, "data.volume", "0.04");
	expect(r, "data.remaining", "0.06");
	expect(r, "data.profit", "-0.4");
	r = expect_ok(call(&server, "DELETE", path, server.key, "{\"volume\":0.01}", NULL));
	expect(r, "data.remaining", "0.05");
	snprintf(path, sizeof(path), "/v1/api/positions/%lld/close", ticket);
	r = expect_ok(call(&server, "POST", path, server.key, "{\"volume\":\"0.05\"}", NULL));
	expect(r, "data.remaining", "0.0");
}
END_TEST

START_TEST(close_by_the_opposite)
{
	long long buy = trade("buy", "0.10"), sell = trade("sell", "0.10");
	struct reply *r = expect_ok(del(&server, "/v1/api/positions/%lld?by=%lld", buy, sell));

	expect(r, "data.profit", "-1.0");
	expect(get(&server, "/v1/api/positions"), "data.#", "0");
	expect(get(&server, "/v1/api/account"), "data.balance", "9999.0");
}
END_TEST

static const struct {
	const char *query;
	long status;
	const char *code, *field;
} bad_close[] = {
	{ "volume=0.2", 400, "INVALID_CLOSE_VOLUME", "'volume'" },
	{ "volume=0.015", 400, "INVALID_VOLUME", "'volume'" },
	{ "volume=0", 400, "INVALID_VOLUME", "'volume'" },
	{ "volume=-0.1", 400, "INVALID_VOLUME", "'volume'" },
	{ "volume=all", 400, "WRONG_TYPE", "'volume'" },
	{ "by=999999", 404, "POSITION_CLOSED", "'by'" },
	{ "size=1", 400, "UNKNOWN_FIELD", "'size'" },
};

START_TEST(close_refuses)
{
	long long ticket = trade("buy", "0.10");
	struct reply *r = expect_error(del(&server, "/v1/api/positions/%lld?%s", ticket, bad_close[_i].query), bad_close[_i].status, bad_close[_i].code);

	expect(r, "details.field", bad_close[_i].field);
	expect(get(&server, "/v1/api/positions/%lld", ticket), "data.volume", "0.1");
}
END_TEST

START_TEST(off_the_step_names_both_neighbours)
{
	long long ticket = trade("buy", "0.10");
	struct reply *r = expect_error(del(&server, "/v1/api/positions/%lld?volume=0.015", ticket), 400, "INVALID_VOLUME");

	expect(r, "retcode", "10014");
	expect(r, "details.step", "0.01");
	expect(r, "details.nearest.0", "0.01");
	expect(r, "details.nearest.1", "0.02");
}
END_TEST

static const struct {
	const char *ticket;
	long status;
} bad_tickets[] = { { "0", 400 }, { "-1", 400 }, { "abc", 400 }, { "1.5", 400 }, { "99999999999999999999", 400 }, { "424242", 404 }, { "%31%00", 400 } };

START_TEST(no_such_ticket)
{
	struct reply *r = get(&server, "/v1/api/positions/%s", bad_tickets[_i].ticket);

	ck_assert_msg(r->status == bad_tickets[_i].status, "%s: %ld %s", bad_tickets[_i].ticket, r->status, r->body);
	expect(r, "success", "false");
}
END_TEST

#define ROWS(table) (sizeof(table) / sizeof(table[0]))

int main(void)
{
	const struct api_test tests[] = {
		{ "list and get", list_and_get, 0 },
		{ "filters", filters, 0 },
		{ "set and remove stops", set_and_remove_stops, 0 },
		{ "stops fire", stops_fire, 0 },
		{ "bad modifications", modify_refuses, ROWS(bad_modify) },
		{ "close", close_whole, 0 },
		{ "partial close", close_in_part_by_body_or_query, 0 },
		{ "close by", close_by_the_opposite, 0 },
		{ "bad closes", close_refuses, ROWS(bad_close) },
		{ "neighbours", off_the_step_names_both_neighbours, 0 },
		{ "bad tickets", no_such_ticket, ROWS(bad_tickets) },
	};

	return API_RUN("positions", tests, api_start);
}
