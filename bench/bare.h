/* SPDX-License-Identifier: MIT
 * The baseline: a bare libmicrohttpd server with the same knobs as tradyn-server and nothing behind it. */
#ifndef TRADYN_BENCH_BARE_H
#define TRADYN_BENCH_BARE_H

#include "tests/support/server.h"

/* Makes a body for one request; the server frees it. */
typedef char *bare_body(void *user, size_t *length);

/* Starts the server in a child process; stop it with bare_stop(). `head` is a header block whose headers it repeats (those that
 * libmicrohttpd writes by itself excepted). With `make` every request makes a new body; without it `canned` is the body of all. */
void bare_start(struct server *server, const char *head, const char *canned, size_t canned_length, bare_body *make, void *user);
void bare_stop(struct server *server);

#endif
