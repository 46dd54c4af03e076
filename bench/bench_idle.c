/* SPDX-License-Identifier: MIT
 * An idle server: its memory, and the time from its start to its first answer, against a bare libmicrohttpd server. */
#include "bench/bare.h"
#include "bench/report.h"
#include "tests/support/http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double resident_mb(const struct server *server)
{
	char path[64];
	char *text, *line;
	double kb;

	snprintf(path, sizeof(path), "/proc/%ld/status", (long)server->pid);
	text = file_read(path, NULL);
	line = text ? strstr(text, "VmRSS:") : NULL;
	if (!line)
		support_fail("%s: no VmRSS", path);
	kb = (double)strtol(line + 6, NULL, 10);
	free(text);
	return kb / 1024;
}

/* Milliseconds from the fork to the first answer of GET /health. */
static double start_and_ask(struct server *server)
{
	double before = now_seconds();
	struct reply reply;

	server_start(server, (const char *const[]){ "--log-level", "warn", NULL });
	http_call(server, "GET", "/health", NULL, NULL, NULL, &reply);
	if (reply.status != 200)
		support_fail("GET /health: %ld", reply.status);
	reply_clear(&reply);
	return (now_seconds() - before) * 1e3;
}

static double start_bare(struct server *bare)
{
	double before = now_seconds();
	struct reply reply;

	bare_start(bare, "", "ok", 2, NULL, NULL);
	http_call(bare, "GET", "/", NULL, NULL, NULL, &reply);
	reply_clear(&reply);
	return (now_seconds() - before) * 1e3;
}

int main(void)
{
	enum { TURNS = 9 };
	double ours[TURNS], theirs[TURNS], memory[TURNS], bare_memory[TURNS];

	for (int i = 0; i < TURNS; i++) {
		struct server server = { 0 }, bare;

		ours[i] = start_and_ask(&server);
		memory[i] = resident_mb(&server);
		server_end(&server);
		theirs[i] = start_bare(&bare);
		bare_memory[i] = resident_mb(&bare);
		bare_stop(&bare);
	}
	printf("an idle server with the synthetic market\n");
	report_figure("resident memory", median(memory, TURNS), "MB", AT_MOST, 20, "bare libmicrohttpd", median(bare_memory, TURNS));
	report_figure("start to first answer", median(ours, TURNS), "ms", AT_MOST, 100, "bare libmicrohttpd", median(theirs, TURNS));
	return EXIT_SUCCESS;
}
