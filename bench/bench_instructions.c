/* SPDX-License-Identifier: MIT
 * User-space instructions per GET /v1/api/account under callgrind: a run with N and one with 2N requests, their difference by N.
 * Deterministic to a fraction of a percent, so it is a gate: exits 1 past the bar.
 * libmicrohttpd clears its 4 KiB pool for every request. glibc does that by one `rep stosb`, which the processor counts as one
 * instruction and callgrind as 4,000; the bar is for the count with glibc's loop of vector stores instead. Both are printed. */
#include "bench/report.h"
#include "tests/support/http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REQUESTS 1000
#define BAR 14000

/* Instructions of a whole run that answers `requests` requests. */
static double instructions(int requests)
{
	struct server server = { 0 };
	char out[SERVER_PATH_MAX + 64], option[SERVER_PATH_MAX + 96];
	const char *const prefix[] = { "valgrind", "--quiet", "--tool=callgrind", option, NULL };
	char *text, *totals;
	double count;

	server_prepare(&server);
	snprintf(out, sizeof(out), "%s/callgrind", server.work);
	snprintf(option, sizeof(option), "--callgrind-out-file=%s", out);
	server_start_under(&server, prefix, (const char *const[]){ "--feed", "manual", "--rate-limit", "0", "--log-level", "warn", NULL });
	for (int i = 0; i < requests; i++) {
		struct reply reply;

		http_call(&server, "GET", "/v1/api/account", server.key, NULL, NULL, &reply);
		if (reply.status != 200)
			support_fail("GET /v1/api/account: %ld", reply.status);
		reply_clear(&reply);
	}
	if (server_stop(&server))
		support_fail("the server did not end well");
	text = file_read(out, NULL);
	totals = text ? strstr(text, "\nsummary:") : NULL;
	if (!totals)
		support_fail("%s: no summary", out);
	count = (double)strtoll(totals + 9, NULL, 10);
	free(text);
	server_remove(&server);
	return count;
}

/* Per request; what starting and stopping took goes to *rest. */
static double per_request(double *rest)
{
	double once = instructions(REQUESTS), twice = instructions(2 * REQUESTS);

	*rest = once - (twice - once);
	return (twice - once) / REQUESTS;
}

int main(void)
{
	double rest, each = per_request(&rest), counted;

	printf("GET /v1/api/account under callgrind\n");
	printf("%-46s %14.2f\n", "with every byte of a `rep stosb` counted", each);
	setenv("GLIBC_TUNABLES", "glibc.cpu.x86_rep_stosb_threshold=65536", 1);
	counted = per_request(&rest);
	report_figure("user-space instructions per request", counted, "", AT_MOST, BAR, "start and stop", rest);
	return counted <= BAR ? EXIT_SUCCESS : EXIT_FAILURE;
}
