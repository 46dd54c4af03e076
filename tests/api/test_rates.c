/* SPDX-License-Identifier: MIT
 * The rate limit: per key, with a lane for closing and cancelling that reads cannot starve. */
#include "tests/api/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void start_with_rate(const char *rate)
{
	server_start(&server, (const char *const[]){ "--feed", "manual", "--rate-limit", rate, "--log-level", "warn", NULL });
}

START_TEST(too_many_requests)
{
	struct reply *r;
	int served = 0;

	start_with_rate("5");
	do
		r = get(&server, "/v1/api/symbols");
	while (r->status == 200 && ++served < 1000);
	expect_error(r, 429, "RATE_LIMITED");
	ck_assert_int_ge(served, 5);
	ck_assert_int_lt(served, 100);
	expect(r, "retcode", "10024");
	ck_assert_str_eq(reply_header(r, "X-RateLimit-Limit"), "5");
	ck_assert_str_eq(reply_header(r, "X-RateLimit-Remaining"), "0");
	ck_assert_int_ge(atoi(reply_header(r, "Retry-After")), 1);
	/* closing and cancelling are not starved by reads */
	expect_error(del(&server, "/v1/api/positions/4242"), 404, "POSITION_CLOSED");
	/* nor are others */
	expect_ok(call(&server, "GET", "/health", NULL, NULL, NULL));
}
END_TEST

START_TEST(the_rate_of_one_key_is_its_own)
{
	static struct command c;
	char key[64];

	start_with_rate("3");
	while (get(&server, "/v1/api/symbols")->status == 200)
		;
	server_command(&c, (const char *const[]){ "keys", "create", "--data-dir", server_file(&server, "data"), NULL });
	ck_assert_msg(c.status == 0 && strstr(c.out, "tk_live_"), "%s%s", c.out, c.err);
	snprintf(key, sizeof(key), "%.51s", strstr(c.out, "tk_live_"));
	expect_ok(call(&server, "GET", "/v1/api/symbols", key, NULL, NULL));
}
END_TEST

START_TEST(no_rate_limit)
{
	start_with_rate("0");
	for (int i = 0; i < 300; i++)
		ck_assert_int_eq(get(&server, "/v1/api/account")->status, 200);
}
END_TEST

int main(void)
{
	const struct api_test tests[] = {
		{ "too many requests", too_many_requests, 0 },
		{ "one key", the_rate_of_one_key_is_its_own, 0 },
		{ "no limit", no_rate_limit, 0 },
	};

	return API_RUN("rates", tests, api_prepare);
}
