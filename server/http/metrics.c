/* SPDX-License-Identifier: MIT
 * Counting. */
#include "server/http/metrics.h"

const int64_t metrics_bounds_usec[METRICS_BUCKETS] = { 50, 100, 250, 1000, 5000, 25000, 100000, 1000000 };
const char *const metrics_bounds_text[METRICS_BUCKETS] = { "0.00005", "0.0001", "0.00025", "0.001", "0.005", "0.025", "0.1", "1" };

void metrics_request(struct metrics *metrics, const tradyn_endpoint *row, int http_status, int64_t duration_nsec)
{
	size_t bucket = 0;
	int class = http_status / 100;

	metrics->requests[row ? (int)row->id : TRADYN_ENDPOINT_COUNT][class < METRICS_CLASSES ? class : 0]++;
	while (bucket < METRICS_BUCKETS && duration_nsec > metrics_bounds_usec[bucket] * 1000)
		bucket++;
	metrics->durations[bucket]++;
	metrics->duration_sum_nsec += (uint64_t)duration_nsec;
}
