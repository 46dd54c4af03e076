/* SPDX-License-Identifier: MIT
 * The account is the fold of its events: in random worlds every event is kept as text; at random moments another engine is made
 * from the texts alone and quotes, all of them in their places or the last ones beforehand. It has the same state, and from there
 * sends the same events, byte for byte. */
#include "tests/support/world.h"
#include "tests/unit/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define START_MSC INT64_C(1736125200000) /* Monday, 2025-01-06 01:00 UTC */
#define INPUTS 2500
#define FORKS 6
#define AFTER 400 /* inputs that both engines get */

/* Quotes and events as texts, one after the other, each with its NUL; a quote begins with Q. */
struct log {
	char *text;
	size_t length, capacity, count;
};

static char *make_room(struct log *log)
{
	if (log->capacity - log->length < TRADYN_EVENT_TEXT_MAX + 1) {
		log->capacity = (log->capacity + TRADYN_EVENT_TEXT_MAX) * 2;
		log->text = realloc(log->text, log->capacity);
		ck_assert_ptr_nonnull(log->text);
	}
	return log->text + log->length;
}

static void keep(void *user, const tradyn_event *event)
{
	struct log *log = user;
	char *text = make_room(log);
	size_t length;

	ck_assert_int_eq(tradyn_event_encode(event, text, TRADYN_EVENT_TEXT_MAX, &length), 0);
	text[length] = '\0';
	log->length += length + 1;
	log->count++;
}

static int apply(tradyn_engine *engine, const struct input *input, struct log *log)
{
	if (input->kind == INPUT_TICK) {
		char *text = make_room(log);
		size_t length;

		*text = 'Q';
		ck_assert_int_eq(tradyn_codec_encode(TRADYN_TYPE_TICK, &input->tick, text + 1, TRADYN_EVENT_TEXT_MAX - 1, &length), 0);
		text[length + 1] = '\0';
		log->length += length + 2;
	}
	return input_apply(engine, input, NULL);
}

static tradyn_engine *make(const tradyn_config *config, struct log *log, bool restoring)
{
	tradyn_engine_options options = TRADYN_ENGINE_OPTIONS_INIT;
	tradyn_engine *engine;
	tradyn_error err;

	tradyn_error_init(&err);
	options.config = config;
	options.on_event = keep;
	options.user = log;
	options.start_msc = START_MSC;
	options.tick_history = 64;
	options.restoring = restoring;
	ck_assert_msg(tradyn_engine_new(&engine, &options, &err) == 0, "%s: %s", err.field, err.message);
	return engine;
}

/* ---- Restoring ---- */

static void give_quotes(tradyn_engine *to, const tradyn_engine *from)
{
	tradyn_tick ticks[64];

	for (int32_t symbol = 0; symbol < (int32_t)tradyn_engine_symbol_count(from); symbol++) {
		uint64_t sequence = 0;
		size_t count = tradyn_engine_ticks(from, symbol, TRADYN_UNSET, TRADYN_UNSET, &sequence, ticks, 64);

		for (size_t i = 0; i < count; i++)
			ck_assert_int_eq(tradyn_engine_tick(to, &ticks[i], NULL), 0);
	}
}

static void give_event(tradyn_engine *to, const char *text)
{
	char again[TRADYN_EVENT_TEXT_MAX];
	tradyn_event event;
	tradyn_error err;
	size_t length;

	tradyn_error_init(&err);
	ck_assert_msg(tradyn_event_decode(text, strlen(text), &event, &err) == 0, "%s: %s\n%s", err.field, err.message, text);
	ck_assert_int_eq(tradyn_event_encode(&event, again, sizeof(again), &length), 0);
	ck_assert_msg(length == strlen(text) && memcmp(again, text, length) == 0, "not the same when written again: %s", text);
	ck_assert_msg(tradyn_engine_restore(to, &event, &err) == 0, "%s: %s\n%s", err.field, err.message, text);
	tradyn_codec_clear(TRADYN_TYPE_EVENT, &event);
}

static void give_events(tradyn_engine *to, const struct log *log, bool quotes)
{
	for (const char *text = log->text; text < log->text + log->length; text += strlen(text) + 1) {
		tradyn_tick tick;

		if (*text != 'Q') {
			give_event(to, text);
		} else if (quotes) {
			ck_assert_int_eq(tradyn_codec_decode(TRADYN_TYPE_TICK, text + 1, strlen(text + 1), &tick, NULL), 0);
			ck_assert_int_eq(tradyn_engine_tick(to, &tick, NULL), 0);
		}
	}
}

static tradyn_engine *restore(const tradyn_config *config, const tradyn_engine *from, const struct log *past, struct log *log, bool in_place)
{
	tradyn_engine *engine = make(config, log, true);
	tradyn_error err;

	tradyn_error_init(&err);
	if (!in_place)
		give_quotes(engine, from);
	give_events(engine, past, in_place);
	ck_assert_msg(tradyn_engine_restored(engine, tradyn_engine_time(from), &err) == 0, "%s: %s", err.field, err.message);
	return engine;
}

static void same_accounts(const tradyn_engine *a, const tradyn_engine *b, const char *when)
{
	for (size_t i = 0; i < tradyn_engine_account_count(a); i++) {
		tradyn_login login = tradyn_engine_login_at(a, i);
		char one[4096], other[4096];
		tradyn_account account;
		size_t length[2];

		ck_assert_int_eq(tradyn_engine_account(a, login, &account, NULL), 0);
		ck_assert_int_eq(tradyn_codec_encode(TRADYN_TYPE_ACCOUNT, &account, one, sizeof(one) - 1, &length[0]), 0);
		ck_assert_int_eq(tradyn_engine_account(b, login, &account, NULL), 0);
		ck_assert_int_eq(tradyn_codec_encode(TRADYN_TYPE_ACCOUNT, &account, other, sizeof(other) - 1, &length[1]), 0);
		one[length[0]] = other[length[1]] = '\0';
		ck_assert_msg(strcmp(one, other) == 0, "%s:\n%s\n%s", when, one, other);
		ck_assert_int_eq(tradyn_engine_last_event(a, login), tradyn_engine_last_event(b, login));
	}
	ck_assert_msg(tradyn_engine_state_hash(a) == tradyn_engine_state_hash(b), "%s: another state hash", when);
}

/* ---- A life, and others that begin in the middle of it ---- */

static void live_on(tradyn_engine *engine, struct log *log, tradyn_engine *twin, struct log *twin_log, struct chance *chance, const char *when)
{
	size_t from = log->length;

	for (int i = 0; i < AFTER; i++) {
		struct input input = input_draw(chance, engine);
		int status = apply(engine, &input, log);

		ck_assert_msg(apply(twin, &input, twin_log) == status, "%s, %d inputs on: one is refused, the other not", when, i);
		if (log->length - from != twin_log->length || (twin_log->length && memcmp(log->text + from, twin_log->text, twin_log->length) != 0))
			for (const char *a = log->text + from, *b = twin_log->text; a < log->text + log->length; a += strlen(a) + 1, b += strlen(b) + 1)
				ck_assert_msg(b < twin_log->text + twin_log->length && strcmp(a, b) == 0, "%s, %d inputs on:\n%s\n%s", when, i, a,
				              b < twin_log->text + twin_log->length ? b : "nothing");
		ck_assert_uint_eq(log->length - from, twin_log->length);
	}
	same_accounts(engine, twin, when);
}

static void live(uint64_t seed)
{
	struct chance chance = chance_of(seed + 1000);
	struct log log = { NULL, 0, 0, 0 };
	tradyn_config config;
	tradyn_engine *engine;

	world_config(&config, seed);
	engine = make(&config, &log, false);
	for (size_t i = 0; i < tradyn_engine_symbol_count(engine); i++) {
		struct input first = input_first_tick(engine, i, START_MSC);

		ck_assert_int_eq(apply(engine, &first, &log), 0);
	}
	for (int fork = 0; fork < FORKS; fork++) {
		struct log twin_log = { NULL, 0, 0, 0 };
		tradyn_engine *twin;
		char when[80];
		int64_t inputs = 1 + below(&chance, 2 * INPUTS / FORKS);

		for (int64_t i = 0; i < inputs; i++) {
			struct input input = input_draw(&chance, engine);

			(void)apply(engine, &input, &log);
		}
		snprintf(when, sizeof(when), "seed %llu, fork %d after %zu events", (unsigned long long)seed, fork, log.count);
		twin = restore(&config, engine, &log, &twin_log, fork % 2);
		same_accounts(engine, twin, when);
		live_on(engine, &log, twin, &twin_log, &chance, when);
		tradyn_engine_free(twin);
		free(twin_log.text);
	}
	ck_assert_uint_gt(log.count, 200);
	tradyn_engine_free(engine);
	tradyn_config_clear(&config);
	free(log.text);
}

START_TEST(an_engine_is_its_events)
{
	for (uint64_t seed = 4 * (uint64_t)_i; seed < 4 * (uint64_t)_i + 4; seed++)
		live(seed);
}
END_TEST

/* ---- A log that was tampered with ---- */

static const char balance[] = "{\"id\":1,\"login\":1001,\"time_msc\":0,\"type\":\"deal\",\"action\":\"added\",\"reason\":\"client\",\"deal\":{\"ticket\":1,\"order\":0,"
                              "\"position_id\":0,\"time_msc\":0,\"type\":\"balance\",\"entry\":\"in\",\"symbol\":\"\",\"volume\":0.0,\"price\":0.0,\"sl\":0.0,\"tp\":0.0,"
                              "\"commission\":0.0,\"swap\":0.0,\"fee\":0.0,\"profit\":\"12345678901.23456789\",\"reason\":\"client\",\"magic\":0,\"comment\":\"x\"}}";

START_TEST(digits_are_never_lost)
{
	tradyn_event event;
	char text[TRADYN_EVENT_TEXT_MAX];
	size_t length;

	ck_assert_int_eq(tradyn_event_decode(balance, strlen(balance), &event, NULL), 0);
	ck_assert_int_eq(event.deal->profit, INT64_C(1234567890123456789));
	ck_assert_ptr_null(event.order);
	ck_assert_int_eq(tradyn_event_encode(&event, text, sizeof(text), &length), 0);
	ck_assert_uint_eq(length, strlen(balance));
	ck_assert_mem_eq(text, balance, length);
	tradyn_codec_clear(TRADYN_TYPE_EVENT, &event);
	ck_assert_ptr_null(event.deal);
}
END_TEST

/* Gives a log of one deal with one thing changed. */
static int tamper(const char *what, const char *with, bool twice, char field[TRADYN_ERROR_FIELD_MAX])
{
	struct log log = { NULL, 0, 0, 0 };
	tradyn_engine *engine = make(NULL, &log, true);
	const char *at = strstr(balance, what);
	char text[TRADYN_EVENT_TEXT_MAX];
	tradyn_event event;
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - balance), balance, with, at + strlen(what));
	ck_assert_int_eq(tradyn_event_decode(text, strlen(text), &event, &err), 0);
	status = tradyn_engine_restore(engine, &event, &err);
	if (!status && twice)
		status = tradyn_engine_restore(engine, &event, &err);
	snprintf(field, TRADYN_ERROR_FIELD_MAX, "%s", err.field);
	tradyn_codec_clear(TRADYN_TYPE_EVENT, &event);
	tradyn_engine_free(engine);
	free(log.text);
	return status;
}

START_TEST(a_broken_log_is_refused)
{
	char field[TRADYN_ERROR_FIELD_MAX];

	ck_assert_int_eq(tamper("\"x\"", "\"y\"", false, field), 0);
	ck_assert_int_eq(tamper("\"id\":1", "\"id\":2", false, field), TRADYN_E_BAD_EVENT);
	ck_assert_str_eq(field, "id");
	ck_assert_int_eq(tamper("\"x\"", "\"x\"", true, field), TRADYN_E_BAD_EVENT);
	ck_assert_str_eq(field, "id");
	ck_assert_int_eq(tamper("\"type\":\"deal\"", "\"type\":\"order\"", false, field), TRADYN_E_BAD_EVENT);
	ck_assert_str_eq(field, "order");
	ck_assert_int_eq(tamper("\"login\":1001", "\"login\":1002", false, field), TRADYN_E_UNKNOWN_ACCOUNT);
	ck_assert_int_eq(tamper("\"ticket\":1", "\"ticket\":0", false, field), TRADYN_E_BAD_EVENT);
	ck_assert_str_eq(field, "deal.ticket");
}
END_TEST

/* An engine in between answers no request, and does not go on without quotes. */
START_TEST(nothing_is_asked_in_between)
{
	struct log log = { NULL, 0, 0, 0 }, ignored = { NULL, 0, 0, 0 };
	tradyn_engine *engine = make(NULL, &log, false), *twin = make(NULL, &ignored, true);
	struct input first = input_first_tick(engine, 0, START_MSC);
	tradyn_trade_request request = TRADYN_TRADE_REQUEST_INIT;
	tradyn_trade_result result;
	tradyn_error err;
	tradyn_event event = { .id = 1, .login = 1001 };

	tradyn_error_init(&err);
	snprintf(request.symbol, sizeof(request.symbol), "%s", first.tick.symbol);
	request.action = TRADYN_SIDE_BUY;
	request.volume = TRADYN_DECIMAL_ONE / 10;
	ck_assert_int_eq(input_apply(engine, &first, NULL), 0);
	ck_assert_int_eq(tradyn_engine_trade(engine, 1001, &request, &result, NULL), 0);
	give_events(twin, &log, false);
	ck_assert_int_eq(tradyn_engine_trade(twin, 1001, &request, &result, NULL), TRADYN_E_NOT_CONNECTED);
	ck_assert_int_eq(tradyn_engine_clock(twin, START_MSC, NULL), TRADYN_E_NOT_CONNECTED);
	ck_assert_int_eq(tradyn_engine_restored(twin, TRADYN_UNSET, &err), TRADYN_E_PRICE_OFF);
	ck_assert_int_eq(tradyn_engine_restored(twin, START_MSC - 1, NULL), TRADYN_E_TIME_GOES_BACK);
	give_quotes(twin, engine);
	ck_assert_int_eq(tradyn_engine_restored(twin, TRADYN_UNSET, NULL), 0);
	same_accounts(engine, twin, "at the end");
	ck_assert_int_eq(tradyn_engine_restored(twin, TRADYN_UNSET, NULL), TRADYN_E_BAD_ARGUMENT);
	ck_assert_int_eq(tradyn_engine_restore(twin, &event, NULL), TRADYN_E_BAD_EVENT);
	tradyn_engine_free(engine);
	tradyn_engine_free(twin);
	free(log.text);
	free(ignored.text);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("engine-restore");
	TCase *tcase = tcase_create("engine-restore");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, an_engine_is_its_events, 0, 6);
	tcase_add_test(tcase, digits_are_never_lost);
	tcase_add_test(tcase, a_broken_log_is_refused);
	tcase_add_test(tcase, nothing_is_asked_in_between);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
