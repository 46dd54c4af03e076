/* SPDX-License-Identifier: MIT
 * Time moves in whatever steps it is told in: what it brings comes at its own moments, in one order, and the same comes of it. */
#include "tests/support/world.h"
#include "tests/unit/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOUR INT64_C(3600000)
#define DAY (24 * HOUR)
#define START INT64_C(1395651600000) /* 2014-03-24T09:00Z, a Monday; the clocks change on the 30th */
#define EVENTS_MAX 4096

/* What was told: kind and time of every event. */
struct log {
	size_t count;
	struct {
		int64_t id, time_msc;
		tradyn_event_type type;
		tradyn_event_action action;
	} events[EVENTS_MAX];
};

static void on_event(void *user, const tradyn_event *event)
{
	struct log *log = user;

	ck_assert_uint_lt(log->count, EVENTS_MAX);
	log->events[log->count].id = event->id;
	log->events[log->count].time_msc = event->time_msc;
	log->events[log->count].type = event->type;
	log->events[log->count++].action = event->action;
}

static void read_config(tradyn_config *config, const char *json)
{
	tradyn_error err;

	tradyn_error_init(&err);
	ck_assert_int_eq(tradyn_config_init(config), 0);
	ck_assert_msg(!tradyn_config_read(config, json, strlen(json), &err), "%s: %s", err.field, err.message);
}

static tradyn_engine *make(const char *json, struct log *log, int64_t start)
{
	tradyn_engine_options options = TRADYN_ENGINE_OPTIONS_INIT;
	tradyn_engine *engine;
	tradyn_config config;

	read_config(&config, json);
	options.config = &config;
	options.on_event = log ? on_event : NULL;
	options.user = log;
	options.start_msc = start;
	ck_assert_int_eq(tradyn_engine_new(&engine, &options, NULL), 0);
	tradyn_config_clear(&config);
	return engine;
}

static void quote(tradyn_engine *engine, const char *symbol, tradyn_decimal bid, int64_t time_msc)
{
	tradyn_tick tick = { .time_msc = time_msc, .bid = bid, .ask = bid + 10000 };

	snprintf(tick.symbol, sizeof(tick.symbol), "%s", symbol);
	ck_assert_int_eq(tradyn_engine_tick(engine, &tick, NULL), 0);
}

static void buy(tradyn_engine *engine, const char *symbol)
{
	tradyn_trade_request request = TRADYN_TRADE_REQUEST_INIT;
	tradyn_trade_result result;

	snprintf(request.symbol, sizeof(request.symbol), "%s", symbol);
	request.action = TRADYN_SIDE_BUY;
	request.volume = TRADYN_DECIMAL_ONE / 10;
	ck_assert_int_eq(tradyn_engine_trade(engine, 1001, &request, &result, NULL), 0);
}

static void place(tradyn_engine *engine, const char *symbol, int type_time, int64_t expiration_msc)
{
	tradyn_order_request request = TRADYN_ORDER_REQUEST_INIT;
	tradyn_order order;

	snprintf(request.symbol, sizeof(request.symbol), "%s", symbol);
	request.type = TRADYN_ORDER_TYPE_BUY_LIMIT;
	request.volume = TRADYN_DECIMAL_ONE / 10;
	request.price = TRADYN_DECIMAL_ONE / 2;
	request.type_time = type_time;
	request.expiration_msc = expiration_msc;
	ck_assert_int_eq(tradyn_engine_order_place(engine, 1001, &request, &order, NULL), 0);
}

/* Everything that time can bring, waiting. */
static const char waiting[] = "{\"accounts\":[{\"login\":1001,\"balance\":100000}],\"symbols\":["
	"{\"name\":\"EURUSD\",\"swap_long\":-7.123,\"commission\":3,\"commission_charge\":\"daily\"},"
	"{\"name\":\"GBPUSD\",\"swap_mode\":\"reopen_current\",\"swap_long\":-2,\"commission\":3,\"commission_charge\":\"monthly\"},"
	"{\"name\":\"AUDUSD\",\"swap_mode\":\"interest_current\",\"swap_long\":-3.31,\"order_gtc_mode\":\"daily\",\"swap_holidays\":true,"
	"\"holidays\":[{\"date\":\"2014-03-27\",\"from\":\"00:00\",\"to\":\"24:00\"}]},"
	"{\"name\":\"NZDUSD\",\"swap_mode\":\"currency_symbol\",\"swap_long\":1.5,"
	"\"sessions\":[{\"day\":1,\"from\":\"09:00\",\"to\":\"17:30\"},{\"day\":2,\"from\":\"09:00\",\"to\":\"17:30\"}]}]}";

static tradyn_engine *wait_for_time(struct log *log)
{
	static const char *const names[] = { "EURUSD", "GBPUSD", "AUDUSD", "NZDUSD" };
	tradyn_engine *engine = make(waiting, log, START);

	for (int i = 0; i < 4; i++) {
		quote(engine, names[i], TRADYN_DECIMAL_ONE + i * 1000000, START);
		buy(engine, names[i]);
		place(engine, names[i], TRADYN_TIME_TYPE_GTC, TRADYN_UNSET);
		place(engine, names[i], TRADYN_TIME_TYPE_DAY, TRADYN_UNSET);
		place(engine, names[i], TRADYN_TIME_TYPE_SPECIFIED, START + 3 * DAY + i * HOUR + 1);
		place(engine, names[i], TRADYN_TIME_TYPE_SPECIFIED_DAY, START + 6 * DAY);
	}
	return engine;
}

START_TEST(one_step_or_many_come_to_the_same)
{
	static const int64_t steps[] = { 1000 * 60 * 7, HOUR, 5 * HOUR, DAY, 3 * DAY + 1, 9 * DAY, 40 * DAY };
	static struct log first, other;
	tradyn_engine *engine;
	uint64_t hash;

	first.count = 0;
	engine = wait_for_time(&first);
	ck_assert_int_eq(tradyn_engine_clock(engine, START + 40 * DAY, NULL), 0);
	hash = tradyn_engine_state_hash(engine);
	ck_assert_uint_gt(first.count, 100);
	for (size_t i = 1; i < first.count; i++)
		ck_assert_int_le(first.events[i - 1].time_msc, first.events[i].time_msc);
	tradyn_engine_free(engine);
	for (size_t s = 0; s < sizeof(steps) / sizeof(*steps); s++) {
		other.count = 0;
		engine = wait_for_time(&other);
		for (int64_t now = START + steps[s]; now < START + 40 * DAY; now += steps[s])
			ck_assert_int_eq(tradyn_engine_clock(engine, now, NULL), 0);
		ck_assert_int_eq(tradyn_engine_clock(engine, START + 40 * DAY, NULL), 0);
		ck_assert_uint_eq(tradyn_engine_state_hash(engine), hash);
		ck_assert_uint_eq(other.count, first.count);
		ck_assert_int_eq(memcmp(other.events, first.events, first.count * sizeof(*first.events)), 0);
		tradyn_engine_free(engine);
	}
}
END_TEST

/* The events of a night come at the server's midnight: 22:00 UTC, from the 30th on 21:00. */
START_TEST(every_night_has_its_own_moment)
{
	static struct log log;
	tradyn_engine *engine = make("{\"symbols\":[{\"name\":\"EURUSD\",\"swap_saturday\":1,\"swap_sunday\":1}]}", &log, START);
	size_t nights = 0;

	quote(engine, "EURUSD", TRADYN_DECIMAL_ONE, START);
	buy(engine, "EURUSD");
	log.count = 0;
	ck_assert_int_eq(tradyn_engine_clock(engine, START + 10 * DAY, NULL), 0);
	for (size_t i = 0; i < log.count; i++) {
		int64_t day = START / DAY + (int64_t)nights, midnight = day * DAY + (day < START / DAY + 6 ? 22 : 21) * HOUR;

		if (log.events[i].action != TRADYN_EVENT_ACTION_SWAP)
			continue;
		ck_assert_msg(log.events[i].time_msc == midnight, "night %zu is at %lld, not %lld", nights, (long long)log.events[i].time_msc, (long long)midnight);
		nights++;
	}
	ck_assert_uint_eq(nights, 10);
	tradyn_engine_free(engine);
}
END_TEST

/* Nothing to do is no work: all days to the year 9999 in one step, though each would be a turn of the loop. */
START_TEST(idle_years_are_one_step)
{
	tradyn_engine *engine = make("{}", NULL, 0);
	tradyn_error err;

	ck_assert_int_eq(tradyn_engine_clock(engine, INT64_C(253402300799999), NULL), 0);
	ck_assert_int_eq(tradyn_engine_time(engine), INT64_C(253402300799999));
	tradyn_error_init(&err);
	ck_assert_int_eq(tradyn_engine_clock(engine, INT64_MAX, &err), TRADYN_E_INVALID_VALUE);
	ck_assert_int_eq(tradyn_engine_time(engine), INT64_C(253402300799999));
	tradyn_engine_free(engine);
}
END_TEST

START_TEST(a_start_before_1970_has_days_too)
{
	static struct log log;
	tradyn_engine *engine = make("{}", &log, -3 * DAY);

	quote(engine, "EURUSD", TRADYN_DECIMAL_ONE, -3 * DAY); /* 1969-12-29, a Monday */
	buy(engine, "EURUSD");
	log.count = 0;
	ck_assert_int_eq(tradyn_engine_clock(engine, -2 * DAY - 2 * HOUR - 1, NULL), 0);
	ck_assert_uint_eq(log.count, 0);
	ck_assert_int_eq(tradyn_engine_clock(engine, -2 * DAY - 2 * HOUR, NULL), 0);
	ck_assert_uint_eq(log.count, 2);
	ck_assert_int_eq(log.events[0].action, TRADYN_EVENT_ACTION_SWAP);
	tradyn_engine_free(engine);
}
END_TEST

int main(void)
{
	return run_tests("day", 60, (const TTest *const[]){
		one_step_or_many_come_to_the_same, every_night_has_its_own_moment, idle_years_are_one_step, a_start_before_1970_has_days_too, NULL });
}
