/* SPDX-License-Identifier: MIT
 * The frame of the API tests. */
#include "tests/api/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct server server;

void api_start(void)
{
	memset(&server, 0, sizeof(server));
	server_start(&server, (const char *const[]){ "--feed", "manual", "--rate-limit", "0", "--log-level", "warn", NULL });
	quote("EURUSD", "1.0850", "1.0851", 0);
}

void api_prepare(void)
{
	server_prepare(&server);
}

void api_stop(void)
{
	if (server.pid)
		server_end(&server);
	else
		server_remove(&server);
}

void quote(const char *symbol, const char *bid, const char *ask, long long after_ms)
{
	expect_ok(post(&server, "/v1/api/sim/ticks", "{\"ticks\":[{\"symbol\":\"%s\",\"time_msc\":%lld,\"bid\":%s,\"ask\":%s}]}", symbol, T0 + after_ms, bid, ask));
}

long long trade(const char *action, const char *volume)
{
	return reply_int(expect_ok(post(&server, "/v1/api/trade", "{\"symbol\":\"EURUSD\",\"action\":\"%s\",\"volume\":%s}", action, volume)), "data.ticket");
}

const char *make_key(const char *scope)
{
	static char key[64];
	const char *text = reply_text(expect_ok(post(&server, "/v1/api/keys", "{\"name\":\"made for a test\",\"scope\":\"%s\"}", scope)), "data.key");

	if (!text)
		support_fail("the reply shows no key");
	snprintf(key, sizeof(key), "%.*s", (int)strcspn(text + 1, "\""), text + 1);
	return key;
}

int api_run(const char *name, const struct api_test *tests, size_t count, SFun setup)
{
	Suite *suite = suite_create(name);
	SRunner *runner;
	int failed;

	for (size_t i = 0; i < count; i++) {
		TCase *tcase = tcase_create(tests[i].name);

		tcase_add_checked_fixture(tcase, setup, api_stop);
		tcase_set_timeout(tcase, 120);
		if (tests[i].rows)
			tcase_add_loop_test(tcase, tests[i].test, 0, tests[i].rows);
		else
			tcase_add_test(tcase, tests[i].test);
		suite_add_tcase(suite, tcase);
	}
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
