/* SPDX-License-Identifier: MIT
 * GET /api/account and GET /api/history: the money, and where it came from. */
#include "tests/api/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

START_TEST(a_new_account)
{
	static const char *const rows[][2] = {
		{ "login", "1001" }, { "currency", "'USD'" }, { "currency_digits", "2" }, { "leverage", "100" }, { "trade_mode", "'demo'" },
		{ "margin_mode", "'hedging'" }, { "balance", "10000.0" }, { "credit", "0.0" }, { "profit", "0.0" }, { "equity", "10000.0" },
		{ "margin", "0.0" }, { "margin_free", "10000.0" }, { "margin_level", "0.0" }, { "margin_so_mode", "'percent'" },
		{ "margin_so_call", "100.0" }, { "margin_so_so", "50.0" }, { "trade_allowed", "true" }, { "server_time", "1772020800" },
		{ "server_time_msc", "1772020800000" },
	};
	struct reply *r = expect_ok(get(&server, "/v1/api/account"));
	char path[64];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(path, sizeof(path), "data.%s", rows[i][0]);
		expect(r, path, rows[i][1]);
	}
	ck_assert_ptr_nonnull(reply_text(r, "data.name"));
	ck_assert_ptr_nonnull(reply_text(r, "data.server"));
	ck_assert_ptr_nonnull(reply_text(r, "data.company"));
	ck_assert_ptr_nonnull(reply_text(r, "data.limit_orders"));
}
END_TEST

/* 0.10 lots bought at 1.0851, worth 1.0850 at once; margin 10,000 EUR / 100 at the deal's price. */
START_TEST(an_account_with_a_position)
{
	struct reply *r;

	trade("buy", "0.10");
	r = expect_ok(get(&server, "/v1/api/account"));
	expect(r, "data.profit", "-1.0");
	expect(r, "data.equity", "9999.0");
	expect(r, "data.margin", "108.51");
	expect(r, "data.margin_free", "9890.49");
	expect(r, "data.margin_level", "9214.82");
	quote("EURUSD", "1.0900", "1.0901", 1000);
	r = expect_ok(get(&server, "/v1/api/account"));
	expect(r, "data.profit", "49.0");
	expect(r, "data.equity", "10049.0");
	expect(r, "data.balance", "10000.0");
	expect(r, "data.server_time_msc", "1772020801000");
}
END_TEST

START_TEST(headers_of_a_reply)
{
	struct reply *r = call(&server, "GET", "/v1/api/account", server.key, NULL, (const char *const[]){ "X-Request-Id: my-own-id.1", NULL });
	long long before;

	ck_assert_str_eq(reply_header(r, "X-Request-Id"), "my-own-id.1");
	ck_assert_str_eq(reply_header(r, "X-Tradyn-Mode"), "paper");
	before = atoll(reply_header(r, "X-Tradyn-Event-Id"));
	trade("buy", "0.10");
	r = get(&server, "/v1/api/account");
	ck_assert_int_gt(atoll(reply_header(r, "X-Tradyn-Event-Id")), before);
	ck_assert_str_ne(reply_header(r, "X-Request-Id"), "");
}
END_TEST

/* Opens at 1.0851, closes at 1.0900: 0.1 lots gain 49. */
static void round_trip(void)
{
	long long ticket = trade("buy", "0.10");

	quote("EURUSD", "1.0900", "1.0901", 60000);
	expect_ok(del(&server, "/v1/api/positions/%lld", ticket));
}

START_TEST(history_of_deals)
{
	struct reply *r;

	round_trip();
	r = expect_ok(get(&server, "/v1/api/history"));
	expect(r, "data.#", "3");
	expect(r, "data.0.type", "'balance'");
	expect(r, "data.0.profit", "10000.0");
	expect(r, "data.1.type", "'buy'");
	expect(r, "data.1.entry", "'in'");
	expect(r, "data.1.price", "1.0851");
	expect(r, "data.1.volume", "0.1");
	expect(r, "data.1.time_msc", "1772020800000");
	expect(r, "data.1.time", "1772020800");
	expect(r, "data.2.type", "'sell'");
	expect(r, "data.2.entry", "'out'");
	expect(r, "data.2.profit", "49.0");
	expect(r, "data.2.symbol", "'EURUSD'");
	expect(r, "next_cursor", "null");
	expect(get(&server, "/v1/api/account"), "data.balance", "10049.0");
}
END_TEST

START_TEST(history_of_orders_and_the_ledger)
{
	struct reply *r;

	round_trip();
	r = expect_ok(get(&server, "/v1/api/history?type=orders"));
	expect(r, "data.#", "2");
	expect(r, "data.0.state", "'filled'");
	expect(r, "data.0.type", "0");
	expect(r, "data.1.type", "1");
	r = expect_ok(get(&server, "/v1/api/history?type=ledger"));
	expect(r, "data.0.amount", "10000.0");
	expect(r, "data.0.balance", "10000.0");
	expect(r, "data.1.amount", "49.0");
	expect(r, "data.1.balance", "10049.0");
}
END_TEST

START_TEST(history_by_time_symbol_position_and_ticket)
{
	long long deal, position;

	round_trip();
	expect(expect_ok(get(&server, "/v1/api/history?from=%lld", T0 + 1)), "data.#", "1");
	expect(expect_ok(get(&server, "/v1/api/history?symbol=EURUSD&to=%lld", T0 / 1000)), "data.#", "1");
	expect(expect_ok(get(&server, "/v1/api/history?symbol=EURUSD&from=2026-02-25T12:00:30Z")), "data.#", "1");
	expect(expect_ok(get(&server, "/v1/api/history?symbol=GBPUSD")), "data.#", "0");
	deal = reply_int(get(&server, "/v1/api/history?symbol=EURUSD"), "data.0.ticket");
	position = reply_int(get(&server, "/v1/api/history?symbol=EURUSD"), "data.0.position_id");
	expect(expect_ok(get(&server, "/v1/api/history?ticket=%lld", deal)), "data.#", "1");
	expect(expect_ok(get(&server, "/v1/api/history?position=%lld", position)), "data.#", "2");
}
END_TEST

START_TEST(history_page_by_page)
{
	long long seen[8];
	char cursor[128] = "";
	int count = 0;

	round_trip();
	round_trip();
	do {
		struct reply *r = expect_ok(get(&server, "/v1/api/history?limit=2%s%s", *cursor ? "&cursor=" : "", cursor));
		const char *next;

		for (long long i = 0; i < reply_int(r, "data.#"); i++) {
			char path[32];

			snprintf(path, sizeof(path), "data.%lld.ticket", i);
			ck_assert_int_lt(count, 8);
			seen[count++] = reply_int(r, path);
		}
		next = reply_text(r, "next_cursor");
		snprintf(cursor, sizeof(cursor), "%.*s", *next == '"' ? (int)strlen(next) - 2 : 0, next + 1);
	} while (*cursor);
	ck_assert_int_eq(count, 5);
	for (int i = 1; i < count; i++)
		ck_assert_int_gt(seen[i], seen[i - 1]);
}
END_TEST

static const struct {
	const char *query, *code, *field;
} bad_history[] = {
	{ "type=trades", "INVALID_VALUE", "'type'" },
	{ "limit=0", "INVALID_VALUE", "'limit'" },
	{ "limit=1001", "INVALID_VALUE", "'limit'" },
	{ "limit=ten", "WRONG_TYPE", "'limit'" },
	{ "limit=2&limit=3", "DUPLICATE_FIELD", "'limit'" },
	{ "from=yesterday", "WRONG_TYPE", "'from'" },
	{ "symbols=EURUSD", "UNKNOWN_FIELD", "'symbols'" },
	{ "cursor=nonsense", "BAD_CURSOR", "'cursor'" },
};

START_TEST(history_refuses)
{
	struct reply *r = expect_error(get(&server, "/v1/api/history?%s", bad_history[_i].query), 400, bad_history[_i].code);

	expect(r, "details.field", bad_history[_i].field);
	expect(r, "retcode", "10013");
}
END_TEST

int main(void)
{
	const struct api_test tests[] = {
		{ "a new account", a_new_account, 0 },
		{ "an account with a position", an_account_with_a_position, 0 },
		{ "headers of a reply", headers_of_a_reply, 0 },
		{ "deals", history_of_deals, 0 },
		{ "orders and ledger", history_of_orders_and_the_ledger, 0 },
		{ "filters", history_by_time_symbol_position_and_ticket, 0 },
		{ "pages", history_page_by_page, 0 },
		{ "bad queries", history_refuses, sizeof(bad_history) / sizeof(bad_history[0]) },
	};

	return API_RUN("account", tests, api_start);
}
