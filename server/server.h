/* SPDX-License-Identifier: MIT
 * The running server: the parts that the loop, the HTTP room and the endpoints about the server itself share.
 * Everything belongs to the loop's thread. */
#ifndef TRADYN_SERVER_SERVER_H
#define TRADYN_SERVER_SERVER_H

#include "server/access/gate.h"
#include "server/http/guard.h"
#include "server/http/metrics.h"
#include "server/runtime/desk.h"

struct server {
	struct desk *desk;
	struct keyring ring;
	struct gate gate;
	struct hosts hosts;
	struct metrics metrics;
	int absent;           /* TRADYN_ENDPOINT_MANUAL, TRADYN_ENDPOINT_FAULTS: rows with these flags do not exist */
	int64_t started_nsec; /* CLOCK_MONOTONIC */
	char *openapi;        /* made when it is first asked for */
	size_t openapi_length;
};

/* CLOCK_MONOTONIC in nanoseconds. */
int64_t server_now(void);

#endif
