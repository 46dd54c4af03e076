/* SPDX-License-Identifier: MIT
 * Market data, calculators and the simulation endpoints. */
#include "tests/api/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

START_TEST(symbols)
{
	struct reply *r = expect_ok(get(&server, "/v1/api/symbols"));

	expect(r, "data.#", "17");
	expect(r, "data.0.name", "'EURUSD'");
	expect(r, "data.0.bid", "1.085");
	expect(r, "data.0.ask", "1.0851");
	expect(r, "data.0.digits", "5");
	expect(r, "data.0.trade_mode", "'full'");
	expect(expect_ok(get(&server, "/v1/api/symbols?group=*USD*,!BTC*,!ETH*,!X*,!EUR*,!GBP*")), "data.#", "5");
	expect(expect_ok(get(&server, "/v1/api/symbols?group=XAUUSD")), "data.#", "1");
}
END_TEST

START_TEST(symbols_page_by_page)
{
	char cursor[128] = "";
	long long total = 0;

	do {
		struct reply *r = expect_ok(get(&server, "/v1/api/symbols?limit=5%s%s", *cursor ? "&cursor=" : "", cursor));
		const char *next;

		total += reply_int(r, "data.#");
		next = reply_text(r, "next_cursor");
		snprintf(cursor, sizeof(cursor), "%.*s", *next == '"' ? (int)strlen(next) - 2 : 0, next + 1);
	} while (*cursor);
	ck_assert_int_eq(total, 17);
}
END_TEST

START_TEST(symbol)
{
	static const char *const rows[][2] = {
		{ "name", "'EURUSD'" }, { "digits", "5" }, { "point", "0.00001" }, { "spread", "10" }, { "trade_contract_size", "100000.0" },
		{ "trade_tick_size", "0.00001" }, { "trade_tick_value", "1.0" }, { "volume_min", "0.01" }, { "volume_max", "100.0" },
		{ "volume_step", "0.01" }, { "volume_limit", "0.0" }, { "trade_stops_level", "0" }, { "trade_freeze_level", "0" },
		{ "swap_long", "-7.0" }, { "swap_short", "2.5" }, { "currency_base", "'EUR'" }, { "currency_profit", "'USD'" }, { "currency_margin", "'EUR'" },
		{ "trade_mode", "'full'" }, { "swap_rollover3days", "3" },
	};
	static const char *const present[] = {
		"description", "trade_tick_value_profit", "trade_tick_value_loss", "trade_calc_mode", "trade_exemode", "swap_mode", "margin_initial",
		"margin_maintenance", "margin_hedged", "filling_mode", "expiration_mode", "order_mode", "sessions",
	};
	struct reply *r = expect_ok(get(&server, "/v1/api/symbols/EURUSD"));
	char path[64];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(path, sizeof(path), "data.%s", rows[i][0]);
		expect(r, path, rows[i][1]);
	}
	for (size_t i = 0; i < sizeof(present) / sizeof(present[0]); i++) {
		snprintf(path, sizeof(path), "data.%s", present[i]);
		ck_assert_msg(reply_text(r, path), "%s is missing", path);
	}
}
END_TEST

START_TEST(no_such_symbol)
{
	static const char *const paths[] = { "NOPE", "NOPE/tick", "NOPE/candles?timeframe=M1", "NOPE/ticks", "%20", "EURUSD%00", "eurusd" };
	struct reply *r = get(&server, "/v1/api/symbols/%s", paths[_i]);

	ck_assert_msg(r->status == 404 || r->status == 400, "%s: %ld %s", paths[_i], r->status, r->body);
	expect(r, "success", "false");
}
END_TEST

START_TEST(percent_encoded)
{
	expect(expect_ok(get(&server, "/v1/api/symbols/%%45URUSD")), "data.name", "'EURUSD'");
	expect(expect_ok(get(&server, "/v1/api/symbols?group=%%2AUSD%%2C%%21X*&limit=1")), "data.#", "1");
	expect_error(get(&server, "/v1/api/symbols?group=%%zz"), 400, "BAD_HTTP");
}
END_TEST

START_TEST(tick)
{
	struct reply *r = expect_ok(get(&server, "/v1/api/symbols/EURUSD/tick"));

	expect(r, "data.symbol", "'EURUSD'");
	expect(r, "data.bid", "1.085");
	expect(r, "data.ask", "1.0851");
	expect(r, "data.time", "1772020800");
	expect(r, "data.time_msc", "1772020800000");
	expect(r, "data.last", "0.0");
	expect(r, "data.volume", "0");
	expect(r, "data.flags", "6");
	expect(expect_ok(get(&server, "/v1/api/quote/EURUSD")), "data.bid", "1.085");
	expect_error(get(&server, "/v1/api/symbols/GBPUSD/tick"), 400, "PRICE_OFF");
}
END_TEST

START_TEST(ticks)
{
	struct reply *r;

	quote("EURUSD", "1.0850", "1.0852", 1);
	quote("EURUSD", "1.0849", "1.0852", 2);
	r = expect_ok(get(&server, "/v1/api/symbols/EURUSD/ticks"));
	expect(r, "data.#", "3");
	expect(r, "data.1.flags", "4"); /* only the ask moved */
	expect(r, "data.2.flags", "2");
	expect(r, "data.2.bid", "1.0849");
	expect(expect_ok(get(&server, "/v1/api/symbols/EURUSD/ticks?from=%lld", T0 + 1)), "data.#", "2");
	expect(expect_ok(get(&server, "/v1/api/symbols/EURUSD/ticks?count=1&to=%lld", T0 + 1)), "data.#", "1");
	expect_error(get(&server, "/v1/api/symbols/EURUSD/ticks?count=0"), 400, "INVALID_VALUE");
}
END_TEST

START_TEST(candles)
{
	struct reply *r;

	quote("EURUSD", "1.0856", "1.0857", 10000);
	quote("EURUSD", "1.0848", "1.0849", 59999);
	quote("EURUSD", "1.0853", "1.0855", 60000);
	r = expect_ok(get(&server, "/v1/api/symbols/EURUSD/candles?timeframe=M1"));
	expect(r, "data.#", "2");
	expect(r, "data.0.time", "1772020800");
	expect(r, "data.0.open", "1.085");
	expect(r, "data.0.high", "1.0856");
	expect(r, "data.0.low", "1.0848");
	expect(r, "data.0.close", "1.0848");
	expect(r, "data.0.tick_volume", "3");
	expect(r, "data.0.spread", "10");
	expect(r, "data.0.real_volume", "0");
	expect(r, "data.0.closed", "true");
	expect(r, "data.1.spread", "20");
	expect(r, "data.1.closed", "false");
	r = expect_ok(get(&server, "/v1/api/symbols/EURUSD/candles?timeframe=H1&price=ask"));
	expect(r, "data.#", "1");
	expect(r, "data.0.open", "1.0851");
	expect(r, "data.0.tick_volume", "4");
	expect(expect_ok(get(&server, "/v1/api/symbols/EURUSD/candles?timeframe=M1&count=1")), "data.0.time", "1772020860");
	expect(expect_ok(get(&server, "/v1/api/symbols/EURUSD/candles?timeframe=M1&from=%lld&to=%lld", T0 / 1000, T0 / 1000 + 59)), "data.#", "1");
}
END_TEST

START_TEST(all_21_timeframes)
{
	static const char *const names[] = { "M1", "M2", "M3", "M4", "M5", "M6", "M10", "M12", "M15", "M20", "M30", "H1", "H2", "H3", "H4", "H6", "H8", "H12", "D1", "W1", "MN1" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		expect(expect_ok(get(&server, "/v1/api/symbols/EURUSD/candles?timeframe=%s", names[i])), "data.0.open", "1.085");
}
END_TEST

static const struct {
	const char *query, *code, *field;
} bad_candles[] = {
	{ "", "MISSING_FIELD", "'timeframe'" },
	{ "timeframe=M7", "INVALID_VALUE", "'timeframe'" },
	{ "timeframe=M1&count=5001", "INVALID_VALUE", "'count'" },
	{ "timeframe=M1&count=-1", "INVALID_VALUE", "'count'" },
	{ "timeframe=M1&price=mid", "INVALID_VALUE", "'price'" },
	{ "timeframe=M1&limit=5", "UNKNOWN_FIELD", "'limit'" },
};

START_TEST(candles_refuse)
{
	expect(expect_error(get(&server, "/v1/api/symbols/EURUSD/candles?%s", bad_candles[_i].query), 400, bad_candles[_i].code), "details.field", bad_candles[_i].field);
}
END_TEST

START_TEST(calculators)
{
	struct reply *r = expect_ok(post(&server, "/v1/api/calc/margin", "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":1}"));

	expect(r, "data.margin", "1085.1");
	expect(r, "data.currency", "'USD'");
	r = expect_ok(post(&server, "/v1/api/calc/profit", "{\"symbol\":\"EURUSD\",\"action\":\"sell\",\"volume\":0.5,\"price\":1.09,\"price_close\":1.085}"));
	expect(r, "data.profit", "250.0");
	expect_error(post(&server, "/v1/api/calc/margin", "{\"symbol\":\"NOPE\",\"action\":\"buy\",\"volume\":1}"), 400, "UNKNOWN_SYMBOL");
	expect_error(post(&server, "/v1/api/calc/profit", "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":1,\"price\":0}"), 400, "INVALID_PRICE");
}
END_TEST

START_TEST(simulation)
{
	struct reply *r = expect_ok(post(&server, "/v1/api/sim/ticks",
		"{\"ticks\":[{\"symbol\":\"EURUSD\",\"time_msc\":%lld,\"bid\":1.0852,\"ask\":1.0853},{\"symbol\":\"GBPUSD\",\"time_msc\":%lld,\"bid\":\"1.27\",\"ask\":\"1.2702\"}]}",
		T0 + 5, T0 + 6));

	expect(r, "data.ticks", "3");
	expect(r, "data.time_msc", "1772020800006");
	expect(r, "data.connected", "true");
	expect(expect_ok(post(&server, "/v1/api/sim/clock", "{\"time_msc\":%lld}", T0 + 1000)), "data.time_msc", "1772020801000");
}
END_TEST

static const struct {
	const char *path, *body, *code;
} bad_simulation[] = {
	{ "ticks", "{\"ticks\":[{\"symbol\":\"EURUSD\",\"time_msc\":1772020799999,\"bid\":1.0852,\"ask\":1.0853}]}", "TIME_GOES_BACK" },
	{ "ticks", "{\"ticks\":[{\"symbol\":\"EURUSD\",\"bid\":1.0852,\"ask\":1.0853},{\"symbol\":\"NOPE\",\"bid\":1,\"ask\":2}]}", "UNKNOWN_SYMBOL" },
	{ "ticks", "{\"ticks\":[{\"symbol\":\"EURUSD\",\"bid\":1.0853,\"ask\":1.0852}]}", "INVALID_VALUE" },
	{ "ticks", "{\"ticks\":[{\"symbol\":\"EURUSD\",\"bid\":0,\"ask\":1.0852}]}", "INVALID_VALUE" },
	{ "ticks", "{\"ticks\":[{\"symbol\":\"EURUSD\",\"bid\":1.0852}]}", "MISSING_FIELD" },
	{ "ticks", "{\"ticks\":{}}", "WRONG_TYPE" },
	{ "clock", "{\"time_msc\":1}", "TIME_GOES_BACK" },
	{ "clock", "{}", "MISSING_FIELD" },
	{ "connection", "{\"connected\":\"maybe\"}", "WRONG_TYPE" },
};

/* A broken tick refuses the whole list. */
START_TEST(simulation_refuses)
{
	struct reply *before = get(&server, "/v1/api/symbols/EURUSD/ticks");
	char path[64];

	snprintf(path, sizeof(path), "/v1/api/sim/%s", bad_simulation[_i].path);
	expect_error(call(&server, "POST", path, server.key, bad_simulation[_i].body, NULL), 400, bad_simulation[_i].code);
	ck_assert_str_eq(get(&server, "/v1/api/symbols/EURUSD/ticks")->body, before->body);
	expect(get(&server, "/health"), "data.time_msc", "1772020800000");
}
END_TEST

START_TEST(meta)
{
	struct reply *r = expect_ok(call(&server, "GET", "/health", NULL, NULL, NULL));
	struct reply raw;

	expect(r, "data.status", "'ok'");
	expect(r, "data.mode", "'paper'");
	expect(r, "data.feed", "'manual'");
	expect(r, "data.connected", "true");
	http_call(&server, "GET", "/metrics", NULL, NULL, NULL, &raw);
	ck_assert_int_eq(raw.status, 200);
	ck_assert_ptr_nonnull(strstr(raw.headers, "text/plain"));
	ck_assert_ptr_nonnull(strstr(raw.body, "# TYPE "));
	reply_clear(&raw);
	r = call(&server, "GET", "/v1/openapi.json", NULL, NULL, NULL);
	ck_assert_int_eq(r->status, 200);
	ck_assert_ptr_nonnull(reply_text(r, "paths./v1/api/account.get.responses.200"));
}
END_TEST

#define ROWS(table) (sizeof(table) / sizeof(table[0]))

int main(void)
{
	const struct api_test tests[] = {
		{ "symbols", symbols, 0 },
		{ "pages", symbols_page_by_page, 0 },
		{ "symbol", symbol, 0 },
		{ "no such symbol", no_such_symbol, 7 },
		{ "percent-encoding", percent_encoded, 0 },
		{ "tick", tick, 0 },
		{ "ticks", ticks, 0 },
		{ "candles", candles, 0 },
		{ "timeframes", all_21_timeframes, 0 },
		{ "bad candles", candles_refuse, ROWS(bad_candles) },
		{ "calculators", calculators, 0 },
		{ "simulation", simulation, 0 },
		{ "bad simulation", simulation_refuses, ROWS(bad_simulation) },
		{ "meta", meta, 0 },
	};

	return API_RUN("market", tests, api_start);
}
