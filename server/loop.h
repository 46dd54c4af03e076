/* SPDX-License-Identifier: MIT
 * The one loop: signals, changed keys, the desk's feed and HTTP on one epoll, in this order in every turn. */
#ifndef TRADYN_SERVER_LOOP_H
#define TRADYN_SERVER_LOOP_H

#include "server/http/mhd.h"

struct loop {
	struct server *server;
	struct http *http;
	int epoll, signals, watch;
	int64_t sweep_at, stop_at; /* CLOCK_MONOTONIC; stop_at 0: not stopping */
};

/* Blocks SIGTERM and SIGINT, which the loop then takes; `watch` is a descriptor of watch_open(). 0 or TRADYN_E_IO; clear it in any case. */
int loop_init(struct loop *loop, struct server *server, struct http *http, int watch, tradyn_error *err);
void loop_clear(struct loop *loop);

/* Runs until a signal asks to stop; requests that have begun are finished, for at most two seconds. */
void loop_run(struct loop *loop);

#endif
