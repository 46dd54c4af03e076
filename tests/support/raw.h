/* SPDX-License-Identifier: MIT
 * Bytes on a socket, for requests that no HTTP library would send. */
#ifndef TRADYN_TESTS_SUPPORT_RAW_H
#define TRADYN_TESTS_SUPPORT_RAW_H

#include "tests/support/server.h"

#define RAW_MAX 65536

struct raw_reply {
	char text[RAW_MAX]; /* everything that came, NUL-terminated */
	size_t length;
	int responses;      /* status lines in it */
	int first_status;   /* status of the first response, 0 none */
	bool closed;        /* the server closed the connection */
};

int raw_connect(const struct server *server);
void raw_send(int socket, const char *bytes, size_t length);
/* Reads until the server closes, or until nothing came for `quiet_ms` milliseconds. */
void raw_receive(int socket, int quiet_ms, struct raw_reply *reply);
/* Connects, sends, receives, closes. */
void raw_exchange(const struct server *server, const char *bytes, size_t length, int quiet_ms, struct raw_reply *reply);

#endif
