/* SPDX-License-Identifier: MIT
 * Faults on demand, each kind as a client meets it. */
#include "tests/api/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FAULTS "/v1/api/sim/faults"
#define BUY "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.01}"

/* Sets the list, whose quotation marks are written ' for short. */
static struct reply *set_faults(const char *list)
{
	static char body[2048];

	snprintf(body, sizeof(body), "{\"faults\":%s}", list);
	for (char *at = body; (at = strchr(at, '\''));)
		*at = '"';
	return post(&server, FAULTS, "%s", body);
}

static void expect_positions(const char *count)
{
	expect(expect_ok(get(&server, "/v1/api/positions")), "data.#", count);
}

/* Writes a request into `out`; `more` are header lines. Returns its length. */
static size_t compose(char *out, size_t size, const char *method, const char *path, const char *more, const char *body)
{
	int length = snprintf(out, size, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n%sContent-Length: %zu\r\n\r\n%s", method,
	                      path, server.key, more, strlen(body), body);

	ck_assert(length > 0 && (size_t)length < size);
	return (size_t)length;
}

static void buy_raw(const char *more, int quiet_ms, struct raw_reply *reply)
{
	char text[1024];

	raw_exchange(&server, text, compose(text, sizeof(text), "POST", "/v1/api/trade", more, BUY), quiet_ms, reply);
}

START_TEST(a_lost_reply_is_executed)
{
	struct raw_reply reply;

	expect(expect_ok(set_faults("[{'route':'trade','kind':'lost_reply','count':1}]")), "data.faults", "1");
	buy_raw("Idempotency-Key: one\r\n", 5000, &reply);
	ck_assert_int_eq(reply.responses, 0);
	ck_assert(reply.closed);
	expect_positions("1");
	buy_raw("Idempotency-Key: one\r\nConnection: close\r\n", 5000, &reply); /* asks what became of it */
	ck_assert_int_eq(reply.first_status, 200);
	ck_assert_ptr_nonnull(strstr(reply.text, "\"replayed\":true"));
	expect_positions("1");
}
END_TEST

START_TEST(a_disconnect_is_not_executed)
{
	struct raw_reply reply;

	expect_ok(set_faults("[{'route':'trade','kind':'disconnect','count':1}]"));
	buy_raw("", 5000, &reply);
	ck_assert_int_eq(reply.responses, 0);
	ck_assert(reply.closed);
	expect_positions("0");
	trade("buy", "0.01");
	expect_positions("1");
}
END_TEST

START_TEST(a_late_reply_delays_nobody_else)
{
	char text[1024];
	struct raw_reply reply;
	double start = now_seconds(), others;
	int socket;

	expect_ok(set_faults("[{'route':'trade','kind':'late_reply','delay_msc':1500}]"));
	socket = raw_connect(&server);
	raw_send(socket, text, compose(text, sizeof(text), "POST", "/v1/api/trade", "Connection: close\r\n", BUY));
	do /* it is executed at once */
		others = now_seconds();
	while (reply_int(expect_ok(get(&server, "/v1/api/positions")), "data.#") == 0 && others - start < 1.4);
	ck_assert_msg(others - start < 1.4, "others wait for the late reply");
	raw_receive(socket, 5000, &reply);
	close(socket);
	ck_assert_int_eq(reply.first_status, 200);
	ck_assert_msg(now_seconds() - start >= 1.5, "after %.3f s", now_seconds() - start);
}
END_TEST

START_TEST(a_connection_goes_on_after_a_late_reply)
{
	expect_ok(set_faults("[{'route':'trade','kind':'late_reply','delay_msc':50,'count':2}]"));
	for (int i = 0; i < 3; i++)
		trade("buy", "0.01");
	expect_positions("3");
}
END_TEST

START_TEST(a_request_that_is_delivered_twice)
{
	expect_ok(set_faults("[{'route':'trade','kind':'duplicate_reply'}]"));
	trade("buy", "0.01");
	expect_positions("2");
	expect(expect_ok(post(&server, "/v1/api/trade", "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.01,\"client_order_id\":\"mine\"}")), "replayed", NULL);
	expect_positions("3");
}
END_TEST

START_TEST(refusals_do_nothing)
{
	struct reply *r;

	expect_ok(set_faults("[{'route':'trade','kind':'rate_limited','count':1},{'route':'trade','kind':'server_error','count':1},"
	                     "{'route':'trade','kind':'server_error','status':503,'count':1}]"));
	r = expect_error(post(&server, "/v1/api/trade", BUY), 429, "RATE_LIMITED");
	ck_assert_str_eq(reply_header(r, "Retry-After"), "1");
	expect_error(post(&server, "/v1/api/trade", BUY), 500, "INTERNAL");
	r = expect_error(post(&server, "/v1/api/trade", BUY), 503, "OVERLOADED");
	ck_assert_str_eq(reply_header(r, "Retry-After"), "1");
	expect_positions("0");
	trade("buy", "0.01");
}
END_TEST

START_TEST(a_server_error_may_come_after_the_execution)
{
	expect_ok(set_faults("[{'route':'trade','kind':'server_error','after':true,'count':1}]"));
	expect_error(post(&server, "/v1/api/trade", BUY), 500, "INTERNAL");
	expect_positions("1");
}
END_TEST

static void pattern(char out[41])
{
	for (int i = 0; i < 40; i++)
		out[i] = call(&server, "GET", "/v1/api/account", server.key, NULL, NULL)->status == 500 ? 'x' : '.';
	out[40] = '\0';
}

START_TEST(the_same_seed_hits_the_same_requests)
{
	static const char list[] = "[{'route':'account.get','kind':'server_error','percent':50,'seed':7}]";
	char first[41], second[41], other[41];
	int hits = 0;

	expect_ok(set_faults(list));
	pattern(first);
	expect_ok(set_faults(list));
	pattern(second);
	ck_assert_str_eq(first, second);
	for (int i = 0; i < 40; i++)
		hits += first[i] == 'x';
	ck_assert_int_gt(hits, 8);
	ck_assert_int_lt(hits, 32);
	expect_ok(set_faults("[{'route':'account.get','kind':'server_error','percent':50,'seed':8}]"));
	pattern(other);
	ck_assert_str_ne(first, other);
}
END_TEST

START_TEST(faults_spare_what_ends_them)
{
	expect_ok(set_faults("[{'route':'*','kind':'server_error'}]"));
	expect_error(get(&server, "/v1/api/account"), 500, "INTERNAL");
	expect_error(get(&server, "/v1/api/symbols"), 500, "INTERNAL");
	expect_ok(post(&server, "/v1/api/sim/clock", "{\"time_msc\":%lld}", T0 + 5));
	expect(expect_ok(set_faults("[]")), "data.faults", NULL);
	expect_ok(get(&server, "/v1/api/account"));
}
END_TEST

static const struct {
	const char *list, *code, *field;
} bad_lists[] = {
	{ "{}", "WRONG_TYPE", "'faults'" },
	{ "[{'kind':'disconnect'}]", "MISSING_FIELD", "'faults[0].route'" },
	{ "[{'route':'trade'}]", "MISSING_FIELD", "'faults[0].kind'" },
	{ "[{'route':'trade','kind':'gremlin'}]", "INVALID_VALUE", "'faults[0].kind'" },
	{ "[{'route':'trade','kind':'disconnect'},{'route':'nowhere','kind':'disconnect'}]", "INVALID_VALUE", "'faults[1].route'" },
	{ "[{'route':'sim.ticks','kind':'disconnect'}]", "INVALID_VALUE", "'faults[0].route'" },
	{ "[{'route':'trade','kind':'disconnect','percent':101}]", "INVALID_VALUE", "'faults[0].percent'" },
	{ "[{'route':'trade','kind':'server_error','status':501}]", "INVALID_VALUE", "'faults[0].status'" },
	{ "[{'route':'trade','kind':'late_reply','delay_msc':30001}]", "INVALID_VALUE", "'faults[0].delay_msc'" },
	{ "[{'route':'trade','kind':'late_reply','delay':1}]", "UNKNOWN_FIELD", "'faults[0].delay'" },
};

START_TEST(a_broken_list_changes_nothing)
{
	expect_ok(set_faults("[{'route':'account.get','kind':'server_error'}]"));
	expect(expect_error(set_faults(bad_lists[_i].list), 400, bad_lists[_i].code), "details.field", bad_lists[_i].field);
	expect_error(get(&server, "/v1/api/account"), 500, "INTERNAL");
}
END_TEST

START_TEST(faults_need_the_full_scope)
{
	expect_error(call(&server, "POST", FAULTS, make_key("trade"), "{\"faults\":[]}", NULL), 403, "INSUFFICIENT_SCOPE");
}
END_TEST

int main(void)
{
	const struct api_test tests[] = {
		{ "a lost reply is executed", a_lost_reply_is_executed, 0 },
		{ "a disconnect is not executed", a_disconnect_is_not_executed, 0 },
		{ "a late reply delays nobody else", a_late_reply_delays_nobody_else, 0 },
		{ "a connection goes on after a late reply", a_connection_goes_on_after_a_late_reply, 0 },
		{ "a request that is delivered twice", a_request_that_is_delivered_twice, 0 },
		{ "refusals do nothing", refusals_do_nothing, 0 },
		{ "a server error may come after the execution", a_server_error_may_come_after_the_execution, 0 },
		{ "the same seed hits the same requests", the_same_seed_hits_the_same_requests, 0 },
		{ "faults spare what ends them", faults_spare_what_ends_them, 0 },
		{ "a broken list changes nothing", a_broken_list_changes_nothing, (int)(sizeof(bad_lists) / sizeof(bad_lists[0])) },
		{ "faults need the full scope", faults_need_the_full_scope, 0 },
	};

	return API_RUN("faults", tests, api_start);
}
