/* SPDX-License-Identifier: MIT
 * Two servers, one request, in alternating turns: medians of server CPU per request, requests/s and latency. */
#ifndef TRADYN_BENCH_DUEL_H
#define TRADYN_BENCH_DUEL_H

#include "tests/support/server.h"

struct duel_side {
	const struct server *server;
	const char *request;
	double cpu;     /* seconds of server CPU per request */
	double rate;    /* requests/s */
	double latency; /* median seconds; one connection only */
};

/* `turns` times `seconds` each. */
void duel(struct duel_side *a, struct duel_side *b, int connections, int turns, double seconds);

#endif
