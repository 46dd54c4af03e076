/* SPDX-License-Identifier: MIT
 * A load generator: one request over and over on kept-alive connections, one outstanding on each. */
#ifndef TRADYN_BENCH_LOAD_H
#define TRADYN_BENCH_LOAD_H

#include <stddef.h>

struct load_result {
	double requests;
	double seconds;
	double latency;   /* median, seconds; one connection only */
	size_t body;      /* bytes of the last body */
	char head[4096];  /* header block of the last response, NUL-terminated */
};

/* Sends `request` for `seconds` on `connections` connections. Any status but 200 ends the process with a message. */
void load_run(int port, const char *request, int connections, double seconds, struct load_result *result);

/* Writes an authenticated GET of `path` to `out`. */
void load_request(char *out, size_t size, int port, const char *path, const char *key);

#endif
