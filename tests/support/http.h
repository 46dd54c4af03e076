/* SPDX-License-Identifier: MIT
 * Calls of the API as a client makes them (libcurl), and expectations about the replies in the API's own words.
 * A failed expectation prints the whole reply and fails the test. */
#ifndef TRADYN_TESTS_SUPPORT_HTTP_H
#define TRADYN_TESTS_SUPPORT_HTTP_H

#include "tests/support/server.h"

struct reply {
	long status;
	char *body;
	size_t length;
	char *headers; /* the header block as it came */
	char what[128]; /* method and path, for messages */
};

/* One call. `key` NULL: no Authorization; `body` NULL: none. `headers` (ended by NULL, may be NULL) replace those of the same name:
 * "Name: value"; "Name:" leaves it out. The caller clears the reply. */
void http_call(const struct server *server, const char *method, const char *path, const char *key, const char *body,
               const char *const headers[], struct reply *reply);
void reply_clear(struct reply *reply);

/* The calls of most tests, with the server's own key. The reply is owned by the support and lives until the eighth call after it;
 * it is checked to be JSON without duplicate keys, in one of the two envelopes. */
struct reply *get(const struct server *server, const char *path, ...) __attribute__((format(printf, 2, 3)));
struct reply *del(const struct server *server, const char *path, ...) __attribute__((format(printf, 2, 3)));
struct reply *post(const struct server *server, const char *path, const char *body, ...) __attribute__((format(printf, 3, 4)));
struct reply *put(const struct server *server, const char *path, const char *body, ...) __attribute__((format(printf, 3, 4)));
/* Any call, kept and checked in the same way. */
struct reply *call(const struct server *server, const char *method, const char *path, const char *key, const char *body, const char *const headers[]);

/* The value of a header, "" without it. Lives as long as the reply's turn. */
const char *reply_header(const struct reply *reply, const char *name);

/* The raw text of the value at `path` ("data.0.price", "data.#" for the length of a list), copied; NULL when there is none.
 * Two results live at once. */
const char *reply_text(const struct reply *reply, const char *path);
/* The integer there; fails the test when there is none. */
long long reply_int(const struct reply *reply, const char *path);

/* Success with status 200. Returns the reply. */
struct reply *expect_ok(struct reply *reply);
/* Failure with this status and code. Returns the reply. */
struct reply *expect_error(struct reply *reply, long status, const char *code);
/* The raw text at `path` is `text`, where ' stands for ": 'buy', 1.085, null. NULL: there is no such member. */
void expect(const struct reply *reply, const char *path, const char *text);

#endif
