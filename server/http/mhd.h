/* SPDX-License-Identifier: MIT
 * The HTTP server on an epoll descriptor of its own; the loop runs it. */
#ifndef TRADYN_SERVER_HTTP_MHD_H
#define TRADYN_SERVER_HTTP_MHD_H

#include "server/server.h"

/* Connections at once, and from one address. */
#define CONNECTIONS_MAX 2048
#define CONNECTIONS_PER_ADDRESS_MAX 1024

struct http;

/* Serves on `listen_fd`, which it takes over. 0 or an error. */
int http_new(struct http **out, struct server *server, int listen_fd, tradyn_error *err);
/* Ends all connections. Accepts NULL. @return NULL */
struct http *http_free(struct http *http);

/* Becomes readable when http_run() has something to do. */
int http_descriptor(const struct http *http);
/* Milliseconds until http_run() must be called in any case: 0 at once, -1 never. */
int http_timeout(struct http *http);
void http_run(struct http *http);

/* Lets go on what has waited long enough: for engine time, or as a late reply. Call it after engine time moved, before http_run().
 * Returns milliseconds until it must be called again: 0 something was woken, -1 nothing waits. */
int http_wake(struct http *http, int64_t now_nsec);

/* Ends connections that take too long; call it about once a second. */
void http_sweep(struct http *http, int64_t now_nsec);

/* Stops accepting and ends connections without a request. */
void http_quiesce(struct http *http);
/* Whether a request is being worked on. */
bool http_busy(const struct http *http);

#endif
