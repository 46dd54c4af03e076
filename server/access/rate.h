/* SPDX-License-Identifier: MIT
 * How often somebody may call: token buckets in whole nanoseconds of a monotonic clock, no floating point, no drift. */
#ifndef TRADYN_SERVER_ACCESS_RATE_H
#define TRADYN_SERVER_ACCESS_RATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* `burst` tokens, one more every `interval_nsec`. interval 0: no limit. */
struct rate_limit {
	int64_t interval_nsec;
	int64_t burst;
};

/* A bucket is the moment at which it will be full again; all zero is a full bucket. */
struct bucket {
	int64_t full_at;
};

/* What a caller is told about its bucket. */
struct rate_state {
	int64_t limit;      /* tokens of a full bucket; 0: no limit */
	int64_t remaining;
	int64_t reset_nsec; /* until it is full */
	int64_t retry_nsec; /* until the next token, when none was left; else 0 */
};

/* The limit of `per_second` calls with a burst of as many; 0: none. */
struct rate_limit rate_per_second(int64_t per_second);

/* Takes a token at `now` and says how the bucket stands after it. False, and nothing taken, when it was empty. */
bool rate_take(struct bucket *bucket, const struct rate_limit *limit, int64_t now_nsec, struct rate_state *state);

/* Buckets by address, in bounded memory: the one that has been quiet for longest gives way. */
#define RATE_TABLE_SETS 64
#define RATE_TABLE_WAYS 4

struct rate_table {
	struct {
		unsigned char address[16];
		struct bucket bucket;
	} entries[RATE_TABLE_SETS][RATE_TABLE_WAYS];
};

/* As rate_take() with the bucket of `address` (16 bytes). */
bool rate_table_take(struct rate_table *table, const unsigned char address[16], const struct rate_limit *limit, int64_t now_nsec, struct rate_state *state);

/* Whole seconds, rounded up. */
int64_t rate_seconds(int64_t nsec);

#endif
