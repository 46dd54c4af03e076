/* SPDX-License-Identifier: MIT
 * The published quick start, unchanged, against a server as a newcomer starts it. */
#include "tests/api/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct command c;

START_TEST(quick_start)
{
	char url[64];

	server_start(&server, NULL);
	snprintf(url, sizeof(url), "http://127.0.0.1:%d/v1", server.port);
	setenv("TRADYN_URL", url, 1);
	for (int i = 0; i < 2; i++) {
		command_run(&c, (const char *const[]){ getenv("TRADYN_PYTHON"), getenv("TRADYN_QUICKSTART"), server.key, NULL });
		ck_assert_msg(c.status == 0, "%s%s", c.out, c.err);
		ck_assert_msg(strstr(c.out, "Balance: 10000.0\n"), "%s", c.out);
		ck_assert_msg(strstr(c.out, "Equity: "), "%s", c.out);
		ck_assert_msg(strstr(c.out, "Ticket: "), "%s", c.out);
		ck_assert_double_eq_tol(atof(strstr(c.out, "Price: ") + 7), 1.085, 0.005);
	}
	ck_assert_msg(strstr(c.out, "EURUSD: buy 0.1 lots, profit "), "%s", c.out); /* the first run's position */
	expect(get(&server, "/v1/api/positions"), "data.#", "2");
	expect(get(&server, "/v1/api/positions"), "data.1.tp", "1.095");
}
END_TEST

int main(void)
{
	const struct api_test tests[] = { { "quick start", quick_start, 0 } };

	command_run(&c, (const char *const[]){ getenv("TRADYN_PYTHON"), "-c", "import requests", NULL });
	if (c.status) {
		printf("1..0 # SKIP %s has no module 'requests' (python3-requests)\n", getenv("TRADYN_PYTHON"));
		return EXIT_SUCCESS;
	}
	return API_RUN("quickstart", tests, api_prepare);
}
