/* SPDX-License-Identifier: MIT
 * The last ticks of one symbol. The ring doubles until it has its limit; from then on the newest tick replaces the oldest. */
#include "lib/engine/ticks.h"

#include "lib/base/text.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_CAPACITY 64

void tradyn__ticks_init(tradyn__ticks *ticks, size_t limit)
{
	*ticks = (tradyn__ticks){ .limit = limit };
}

void tradyn__ticks_clear(tradyn__ticks *ticks)
{
	free(ticks->items);
	*ticks = (tradyn__ticks){ .limit = 0 };
}

/* Only a ring that has not wrapped yet grows, so its items stay where they are. */
static int grow(tradyn__ticks *ticks)
{
	size_t capacity = ticks->capacity ? ticks->capacity * 2 : FIRST_CAPACITY;
	tradyn__kept_tick *items;

	if (capacity > ticks->limit)
		capacity = ticks->limit;
	items = realloc(ticks->items, capacity * sizeof(*items));
	if (!items)
		return TRADYN_E_NO_MEMORY;
	ticks->items = items;
	ticks->capacity = capacity;
	ticks->head = ticks->count;
	return 0;
}

int tradyn__ticks_add(tradyn__ticks *ticks, int64_t time_msc, tradyn_decimal bid, tradyn_decimal ask)
{
	if (ticks->count == ticks->capacity && ticks->capacity < ticks->limit && grow(ticks))
		return TRADYN_E_NO_MEMORY;
	ticks->next++;
	if (ticks->limit == 0)
		return 0;
	ticks->items[ticks->head] = (tradyn__kept_tick){ time_msc, bid, ask };
	if (++ticks->head == ticks->capacity)
		ticks->head = 0;
	if (ticks->count < ticks->capacity)
		ticks->count++;
	return 0;
}

/* Kept tick `i`, 0 is the oldest. */
static const tradyn__kept_tick *at(const tradyn__ticks *ticks, size_t i)
{
	size_t index = ticks->head + ticks->capacity - ticks->count + i;

	return &ticks->items[index >= ticks->capacity ? index - ticks->capacity : index];
}

/* The first kept tick from `low` on that is not before `time_msc`. */
static size_t lower_bound(const tradyn__ticks *ticks, size_t low, int64_t time_msc)
{
	size_t high = ticks->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (at(ticks, middle)->time_msc < time_msc)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* What tick `i` changed; what came before the oldest one is not known any more. */
static int64_t flags_of(const tradyn__ticks *ticks, size_t i)
{
	const tradyn__kept_tick *tick = at(ticks, i), *before;

	if (i == 0)
		return TRADYN_TICK_BID | TRADYN_TICK_ASK;
	before = at(ticks, i - 1);
	return (tick->bid != before->bid ? TRADYN_TICK_BID : 0) | (tick->ask != before->ask ? TRADYN_TICK_ASK : 0);
}

size_t tradyn__ticks_copy(const tradyn__ticks *ticks, const char *symbol, int64_t from_msc, int64_t to_msc, uint64_t *sequence, tradyn_tick *out, size_t capacity)
{
	uint64_t oldest = ticks->next - ticks->count;
	size_t i = *sequence > oldest ? (size_t)(*sequence - oldest) : 0, copied = 0;

	if (i > ticks->count)
		i = ticks->count;
	if (from_msc != TRADYN_UNSET)
		i = lower_bound(ticks, i, from_msc);
	for (; i < ticks->count && copied < capacity; i++, copied++) {
		const tradyn__kept_tick *tick = at(ticks, i);

		if (to_msc != TRADYN_UNSET && tick->time_msc > to_msc)
			break;
		out[copied] = (tradyn_tick){ .time_msc = tick->time_msc, .bid = tick->bid, .ask = tick->ask, .flags = flags_of(ticks, i) };
		tradyn__text_copy(out[copied].symbol, sizeof(out[copied].symbol), symbol, strlen(symbol));
	}
	*sequence = oldest + i;
	return copied;
}
