/* SPDX-License-Identifier: MIT
 * Candles. A tick costs a comparison and a minimum and maximum per side; the twenty higher frames move once a minute. A bar
 * opens at the floor of the server's wall clock, W1 on Sunday, MN1 on day 1, and is given in UTC. */
#include "lib/engine/candle.h"

#include "lib/base/wide.h"

#include <stdlib.h>

#define DAY_MSC INT64_C(86400000)
#define MINUTE_MSC INT64_C(60000)
#define FIRST_CAPACITY 16
#define DEFAULT_COUNT 100

/* ---- Where a bar begins ---- */

static int64_t frame_msc(int frame)
{
#define LENGTH(name, minutes) (minutes) * MINUTE_MSC,
	static const int64_t lengths[] = { TRADYN_TIMEFRAME_LIST(LENGTH) };
#undef LENGTH

	return lengths[frame];
}

static int64_t floor_to(int64_t value, int64_t step)
{
	int64_t rest = value % step;

	return value - rest - (rest < 0 ? step : 0);
}

/* The wall clock at which the bar of wall-clock time `local` begins. */
static int64_t local_start(int frame, int64_t local)
{
	int64_t days = floor_to(local, DAY_MSC) / DAY_MSC, year;
	int month, day;

	if (frame < TRADYN_TIMEFRAME_D1)
		return floor_to(local, frame_msc(frame));
	if (frame == TRADYN_TIMEFRAME_W1) {
		days -= tradyn__weekday(days);
	} else if (frame == TRADYN_TIMEFRAME_MN1) {
		tradyn__civil_from_days(days, &year, &month, &day);
		days -= day - 1;
	}
	return days * DAY_MSC;
}

/*
 * The same in UTC. A clock change never gives a period two beginnings: frames longer than the change have one bar across it,
 * which begins at the first of two equal wall-clock times, or at the change where the clock skipped its beginning; shorter
 * frames are cut by it, so that the hour that comes twice has its bars twice.
 */
static int64_t bar_start(tradyn__zone *zone, int frame, int64_t utc_msc)
{
	int64_t offset = tradyn__zone_offset(zone, utc_msc), changed = zone->from_msc;
	int64_t change = llabs((long long)zone->daylight - zone->standard) * INT64_C(1000);
	int64_t start = local_start(frame, utc_msc + offset);

	if (frame_msc(frame) <= change)
		return start - offset > changed ? start - offset : changed;
	if (start - offset >= changed + change)
		return start - offset;
	return tradyn__zone_to_utc(zone, start);
}

/* ---- The rings ---- */

/* Makes room for one more bar. Only a ring that has not wrapped yet grows. */
static int ring_reserve(tradyn__bar_ring *ring)
{
	size_t capacity = ring->capacity ? ring->capacity * 2 : FIRST_CAPACITY;
	tradyn__bar *bars;

	if (ring->count < ring->capacity || ring->capacity == ring->limit)
		return 0;
	if (capacity > ring->limit)
		capacity = ring->limit;
	bars = realloc(ring->bars, capacity * sizeof(*bars));
	if (!bars)
		return TRADYN_E_NO_MEMORY;
	ring->bars = bars;
	ring->capacity = capacity;
	return 0;
}

static const tradyn__bar *ring_at(const tradyn__bar_ring *ring, size_t i)
{
	size_t index = ring->first + i;

	return &ring->bars[index >= ring->capacity ? index - ring->capacity : index];
}

/* Needs ring_reserve(). */
static void ring_push(tradyn__bar_ring *ring, const tradyn__bar *bar)
{
	if (ring->limit == 0)
		return;
	if (ring->count < ring->capacity) {
		ring->bars[ring->count++] = *bar;
		return;
	}
	ring->bars[ring->first] = *bar;
	if (++ring->first == ring->capacity)
		ring->first = 0;
}

void tradyn__candles_init(tradyn__candles *candles, tradyn__zone *zone, tradyn_decimal point, size_t limit_m1, size_t limit)
{
	*candles = (tradyn__candles){ .minute_end_msc = INT64_MIN, .point = point, .zone = zone };
	for (int frame = 0; frame < TRADYN_TIMEFRAME_COUNT; frame++)
		candles->closed[frame].limit = frame == TRADYN_TIMEFRAME_M1 ? limit_m1 : limit;
}

void tradyn__candles_clear(tradyn__candles *candles)
{
	for (int frame = 0; frame < TRADYN_TIMEFRAME_COUNT; frame++)
		free(candles->closed[frame].bars);
	*candles = (tradyn__candles){ .minute_end_msc = INT64_MIN };
}

/* ---- Ticks in ---- */

/* Adds a later bar to `bar`. */
static void merge(tradyn__bar *bar, const tradyn__bar *later)
{
	for (int side = 0; side < 2; side++) {
		if (later->high[side] > bar->high[side])
			bar->high[side] = later->high[side];
		if (later->low[side] < bar->low[side])
			bar->low[side] = later->low[side];
		bar->close[side] = later->close[side];
	}
	if (later->spread < bar->spread)
		bar->spread = later->spread;
	bar->ticks += later->ticks;
}

/* Moves the open minute, which is over, into M1 and the open bars of the higher frames. */
static int close_minute(tradyn__candles *candles)
{
	const tradyn__bar *minute = &candles->open[TRADYN_TIMEFRAME_M1];

	for (int frame = 0; frame < TRADYN_TIMEFRAME_COUNT; frame++)
		if (ring_reserve(&candles->closed[frame]))
			return TRADYN_E_NO_MEMORY;
	ring_push(&candles->closed[TRADYN_TIMEFRAME_M1], minute);
	for (int frame = TRADYN_TIMEFRAME_M1 + 1; frame < TRADYN_TIMEFRAME_COUNT; frame++) {
		tradyn__bar *open = &candles->open[frame];
		int64_t start = bar_start(candles->zone, frame, minute->time_msc);

		if (open->ticks > 0 && start <= open->time_msc) {
			merge(open, minute);
			continue;
		}
		if (open->ticks > 0)
			ring_push(&candles->closed[frame], open);
		*open = *minute;
		open->time_msc = start;
	}
	return 0;
}

static int open_minute(tradyn__candles *candles, int64_t time_msc, tradyn_decimal bid, tradyn_decimal ask)
{
	tradyn__bar *minute = &candles->open[TRADYN_TIMEFRAME_M1];

	if (minute->ticks > 0 && close_minute(candles))
		return TRADYN_E_NO_MEMORY;
	*minute = (tradyn__bar){
		.time_msc = bar_start(candles->zone, TRADYN_TIMEFRAME_M1, time_msc),
		.open = { bid, ask }, .high = { bid, ask }, .low = { bid, ask }, .close = { bid, ask },
		.spread = ask - bid,
		.ticks = 1,
	};
	candles->minute_end_msc = minute->time_msc + MINUTE_MSC;
	return 0;
}

int tradyn__candles_tick(tradyn__candles *candles, int64_t time_msc, tradyn_decimal bid, tradyn_decimal ask)
{
	tradyn__bar *minute = &candles->open[TRADYN_TIMEFRAME_M1];

	if (time_msc >= candles->minute_end_msc)
		return open_minute(candles, time_msc, bid, ask);
	if (bid > minute->high[0])
		minute->high[0] = bid;
	if (bid < minute->low[0])
		minute->low[0] = bid;
	if (ask > minute->high[1])
		minute->high[1] = ask;
	if (ask < minute->low[1])
		minute->low[1] = ask;
	if (ask - bid < minute->spread)
		minute->spread = ask - bid;
	minute->close[0] = bid;
	minute->close[1] = ask;
	minute->ticks++;
	return 0;
}

/* ---- Candles out ---- */

/* The bars of one frame as a reader sees them: the closed ones and at most two that are not in the ring yet. */
typedef struct view {
	const tradyn__bar_ring *ring;
	tradyn__bar tail[2];
	size_t tail_count;
} view;

static void view_open(view *v, const tradyn__candles *candles, int frame)
{
	const tradyn__bar *minute = &candles->open[TRADYN_TIMEFRAME_M1];
	int64_t start;

	*v = (view){ .ring = &candles->closed[frame] };
	if (minute->ticks == 0)
		return;
	start = bar_start(candles->zone, frame, minute->time_msc);
	if (frame != TRADYN_TIMEFRAME_M1 && candles->open[frame].ticks > 0)
		v->tail[v->tail_count++] = candles->open[frame];
	if (v->tail_count > 0 && start <= v->tail[0].time_msc) {
		merge(&v->tail[0], minute);
		return;
	}
	v->tail[v->tail_count] = *minute;
	v->tail[v->tail_count++].time_msc = start;
}

static size_t view_count(const view *v)
{
	return v->ring->count + v->tail_count;
}

static const tradyn__bar *view_at(const view *v, size_t i)
{
	return i < v->ring->count ? ring_at(v->ring, i) : &v->tail[i - v->ring->count];
}

/* The first bar that opens at `time_msc` or later. */
static size_t view_find(const view *v, int64_t time_msc)
{
	size_t low = 0, high = view_count(v);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (view_at(v, middle)->time_msc < time_msc)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void show(tradyn_candle *out, const tradyn__bar *bar, int side, tradyn_decimal point, bool closed)
{
	*out = (tradyn_candle){
		.time_msc = bar->time_msc,
		.open = bar->open[side], .high = bar->high[side], .low = bar->low[side], .close = bar->close[side],
		.tick_volume = bar->ticks,
		.spread = (int64_t)tradyn__wide_div(bar->spread, point, TRADYN_ROUND_HALF_AWAY),
		.closed = closed,
	};
}

/* How many of the bars of a range are wanted. */
static size_t wanted(const tradyn_candles_query *query, size_t capacity)
{
	int64_t most = query->count != TRADYN_UNSET ? query->count : query->from_msc != TRADYN_UNSET ? TRADYN_CANDLES_MAX : DEFAULT_COUNT;

	return (uint64_t)most < capacity ? (size_t)most : capacity;
}

size_t tradyn__candles_copy(const tradyn__candles *candles, const tradyn_candles_query *query, tradyn_candle *out, size_t capacity)
{
	bool from = query->from_msc != TRADYN_UNSET, to = query->to_msc != TRADYN_UNSET;
	bool forward = from && (!to || query->count == TRADYN_UNSET);
	int side = query->price == TRADYN_CANDLE_PRICE_ASK;
	size_t first, end, most = wanted(query, capacity);
	view v;

	view_open(&v, candles, query->timeframe);
	first = from ? view_find(&v, query->from_msc) : 0;
	end = to && query->to_msc < INT64_MAX ? view_find(&v, query->to_msc + 1) : view_count(&v);
	if (first >= end)
		return 0;
	if (end - first > most) {
		if (forward)
			end = first + most;
		else
			first = end - most;
	}
	for (size_t i = first; i < end; i++)
		show(&out[i - first], view_at(&v, i), side, candles->point, i + 1 < view_count(&v));
	return end - first;
}
