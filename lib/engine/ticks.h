/* SPDX-License-Identifier: MIT
 * The last ticks of one symbol in a bounded ring that grows as it fills. */
#ifndef TRADYN_LIB_ENGINE_TICKS_H
#define TRADYN_LIB_ENGINE_TICKS_H

#include <tradyn/market.h>

typedef struct tradyn__kept_tick {
	int64_t time_msc;
	tradyn_decimal bid, ask;
} tradyn__kept_tick;

typedef struct tradyn__ticks {
	tradyn__kept_tick *items;
	size_t capacity, limit;
	size_t head;   /* where the tick to come is written */
	uint64_t next; /* sequence number of the tick to come; kept are next - count … next - 1 */
	size_t count;
} tradyn__ticks;

void tradyn__ticks_init(tradyn__ticks *ticks, size_t limit);
void tradyn__ticks_clear(tradyn__ticks *ticks);
/* 0 or TRADYN_E_NO_MEMORY. */
int tradyn__ticks_add(tradyn__ticks *ticks, int64_t time_msc, tradyn_decimal bid, tradyn_decimal ask);
/* See tradyn_engine_ticks(); the flags are derived from the tick before, the oldest kept one counts as changing both sides. */
size_t tradyn__ticks_copy(const tradyn__ticks *ticks, const char *symbol, int64_t from_msc, int64_t to_msc, uint64_t *sequence, tradyn_tick *out, size_t capacity);

#endif
