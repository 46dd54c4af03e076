/* SPDX-License-Identifier: MIT
 * Token buckets as one number each: the time at which the bucket is full again. Taking a token moves it by one interval; the
 * bucket is empty when it lies a whole burst ahead. */
#include "server/access/rate.h"

#include "lib/base/text.h"

#include <string.h>

#define SECOND INT64_C(1000000000)

struct rate_limit rate_per_second(int64_t per_second)
{
	struct rate_limit limit = { 0, 0 };

	if (per_second > 0)
		limit = (struct rate_limit){ SECOND / per_second, per_second };
	return limit;
}

bool rate_take(struct bucket *bucket, const struct rate_limit *limit, int64_t now_nsec, struct rate_state *state)
{
	int64_t span = limit->interval_nsec * limit->burst;
	int64_t full_at = bucket->full_at > now_nsec ? bucket->full_at : now_nsec;
	bool taken = true;

	*state = (struct rate_state){ 0, 0, 0, 0 };
	if (!limit->interval_nsec)
		return true;
	if (full_at + limit->interval_nsec - now_nsec > span) {
		state->retry_nsec = full_at + limit->interval_nsec - now_nsec - span;
		taken = false;
	} else {
		full_at += limit->interval_nsec;
		bucket->full_at = full_at;
	}
	state->limit = limit->burst;
	state->remaining = (span - (full_at - now_nsec)) / limit->interval_nsec;
	state->reset_nsec = full_at - now_nsec;
	return taken;
}

bool rate_table_take(struct rate_table *table, const unsigned char address[16], const struct rate_limit *limit, int64_t now_nsec, struct rate_state *state)
{
	size_t set = (size_t)(tradyn__hash(TRADYN__HASH_START, address, 16) % RATE_TABLE_SETS);
	size_t quietest = 0;

	for (size_t way = 0; way < RATE_TABLE_WAYS; way++) {
		if (!memcmp(table->entries[set][way].address, address, 16))
			return rate_take(&table->entries[set][way].bucket, limit, now_nsec, state);
		if (table->entries[set][way].bucket.full_at < table->entries[set][quietest].bucket.full_at)
			quietest = way;
	}
	memcpy(table->entries[set][quietest].address, address, 16);
	table->entries[set][quietest].bucket.full_at = 0;
	return rate_take(&table->entries[set][quietest].bucket, limit, now_nsec, state);
}

int64_t rate_seconds(int64_t nsec)
{
	return (nsec + SECOND - 1) / SECOND;
}
