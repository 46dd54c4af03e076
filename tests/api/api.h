/* SPDX-License-Identifier: MIT
 * The frame of the API tests: a fresh server with the manual feed for each test, quoting EURUSD 1.0850/1.0851 at T0. */
#ifndef TRADYN_TESTS_API_API_H
#define TRADYN_TESTS_API_API_H

#include "tests/support/http.h"
#include "tests/support/raw.h"

#include <check.h>

/* Wednesday 2026-02-25 12:00:00 UTC: every symbol trades. */
#define T0 1772020800000LL

/* The server under test. */
extern struct server server;

/* Fixture: starts the server as above; and ends it, which must work. */
void api_start(void);
void api_stop(void);
/* Only ends it: for tests that start their own with server_start(). */
void api_prepare(void);

/* A quote at T0 + `after_ms`. */
void quote(const char *symbol, const char *bid, const char *ask, long long after_ms);
/* Buys or sells EURUSD at the market; returns the position's ticket. */
long long trade(const char *action, const char *volume);
/* Makes a key of this scope; the text lives until the next call. */
const char *make_key(const char *scope);

/* Runs the tests of one program: `count` of them, on the fixture. */
struct api_test {
	const char *name;
	const TTest *test;
	int rows; /* of a loop test, else 0 */
};
int api_run(const char *name, const struct api_test *tests, size_t count, SFun setup);
#define API_RUN(name, tests, setup) api_run(name, tests, sizeof(tests) / sizeof(tests[0]), setup)

#endif
