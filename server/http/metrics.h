/* SPDX-License-Identifier: MIT
 * What the server counts. Labels come from the endpoint table and from status classes, so that their number is bounded. */
#ifndef TRADYN_SERVER_HTTP_METRICS_H
#define TRADYN_SERVER_HTTP_METRICS_H

#include <tradyn/endpoint.h>

#define METRICS_CLASSES 6 /* 0 unknown, 1xx … 5xx */
#define METRICS_BUCKETS 8

struct metrics {
	uint64_t requests[TRADYN_ENDPOINT_COUNT + 1][METRICS_CLASSES]; /* the last row: no endpoint */
	uint64_t durations[METRICS_BUCKETS + 1];                       /* by metrics_bounds_usec, the last one beyond them all */
	uint64_t duration_sum_nsec;
	uint64_t connections, connections_total;
	uint64_t rate_limited, auth_failures, timed_out;
};

/* Upper bounds of the buckets in microseconds, and the same in seconds as text. */
extern const int64_t metrics_bounds_usec[METRICS_BUCKETS];
extern const char *const metrics_bounds_text[METRICS_BUCKETS];

/* Counts a finished request; `row` NULL: no endpoint. */
void metrics_request(struct metrics *metrics, const tradyn_endpoint *row, int http_status, int64_t duration_nsec);

#endif
