/* SPDX-License-Identifier: MIT
 * GET /v1/api/account, encoded live and authenticated, against a bare libmicrohttpd server that answers a canned copy of it. */
#include "bench/bare.h"
#include "bench/duel.h"
#include "bench/load.h"
#include "bench/report.h"
#include "tests/support/http.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
	static const char *const args[] = { "--feed", "manual", "--rate-limit", "0", "--log-level", "warn", NULL };
	double seconds = argc > 1 ? atof(argv[1]) : 1.0;
	struct server server = { 0 }, bare;
	struct reply reply;
	char request[512], bare_request[512];
	struct duel_side ours = { .server = &server, .request = request }, theirs = { .server = &bare, .request = bare_request };

	server_start(&server, args);
	http_call(&server, "GET", "/v1/api/account", server.key, NULL, NULL, &reply);
	if (reply.status != 200)
		support_fail("GET /v1/api/account: %ld", reply.status);
	bare_start(&bare, reply.headers, reply.body, reply.length, NULL, NULL);
	load_request(request, sizeof(request), server.port, "/v1/api/account", server.key);
	load_request(bare_request, sizeof(bare_request), bare.port, "/v1/api/account", server.key);

	printf("GET /v1/api/account, %zu bytes, against bare libmicrohttpd\n", reply.length);
	duel(&ours, &theirs, 64, 7, seconds);
	report_ratio("server CPU per request, 64 connections", ours.cpu * 1e6, theirs.cpu * 1e6, "us", AT_MOST, 1.2);
	report_ratio("requests/s, 64 connections", ours.rate, theirs.rate, "1/s", AT_LEAST, 0.85);
	duel(&ours, &theirs, 1, 7, seconds);
	report_ratio("median latency, 1 connection", ours.latency * 1e6, theirs.latency * 1e6, "us", AT_MOST, 1.15);
	reply_clear(&reply);
	bare_stop(&bare);
	server_end(&server);
	return EXIT_SUCCESS;
}
