/* SPDX-License-Identifier: MIT
 * The address the server listens on. Loopback, unless somebody says otherwise in so many words. */
#ifndef TRADYN_SERVER_HTTP_LISTEN_H
#define TRADYN_SERVER_HTTP_LISTEN_H

#include <tradyn/error.h>

#define LISTEN_DEFAULT "127.0.0.1:8080"

struct listen_address {
	char host[64];  /* as a Host header names it, IPv6 without brackets */
	char url[96];   /* "127.0.0.1:8080", "[::1]:8080" */
	int port;
};

/* Reads "ADDR:PORT", "ADDR" or "[ADDR]:PORT"; `port` >= 0 overrides the text's. Opens and binds a listening socket; port 0 takes a
 * free one. An address that is not loopback needs `allow_remote`. A descriptor, or the error: TRADYN_E_INVALID_VALUE, TRADYN_E_IO. */
int listen_open(const char *text, int port, bool allow_remote, struct listen_address *address, tradyn_error *err);

#endif
