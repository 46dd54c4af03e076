/* SPDX-License-Identifier: MIT
 * When a symbol trades. Everything is one walk over the edges of sessions and holidays: between two of them, and between two
 * clock changes, nothing changes. The wall clock decides: an edge in the autumn's doubled hour comes twice, one in the spring's
 * missing hour at the jump. */
#include "lib/engine/session.h"

#define MINUTE_MSC INT64_C(60000)
#define DAY_MSC INT64_C(86400000)
#define DAY_MINUTES 1440
/* A week without an opening needs a holiday of its own, so that an opening lies within this or nowhere. */
#define HORIZON_MSC ((TRADYN_HOLIDAYS_MAX + 2) * 7 * DAY_MSC)

static int64_t day_of(int64_t local_msc)
{
	return local_msc / DAY_MSC - (local_msc % DAY_MSC < 0);
}

static bool in_session(const tradyn_session_list *sessions, int weekday, int64_t minute)
{
	for (size_t i = 0; i < sessions->count; i++) {
		const tradyn_session *s = &sessions->items[i];

		if (s->day == weekday && minute >= s->from && minute < s->to)
			return true;
	}
	return sessions->count == 0;
}

static bool in_holiday(const tradyn_holiday_list *holidays, int64_t day, int64_t minute)
{
	for (size_t i = 0; i < holidays->count; i++) {
		const tradyn_holiday *h = &holidays->items[i];

		if (h->date == day && minute >= h->from && minute < h->to)
			return true;
	}
	return false;
}

static bool minute_open(const tradyn_symbol *symbol, int64_t day, int64_t minute)
{
	return in_session(&symbol->sessions, tradyn__weekday(day), minute) && !in_holiday(&symbol->holidays, day, minute);
}

static void nearer_edge(int64_t edge, int64_t minute, int64_t *nearest)
{
	if (edge > minute && edge < *nearest)
		*nearest = edge;
}

/* The first minute of `day` after `minute` at which a session or holiday begins or ends; midnight is one. */
static int64_t next_edge(const tradyn_symbol *symbol, int64_t day, int64_t minute)
{
	int64_t nearest = DAY_MINUTES;
	int weekday = tradyn__weekday(day);

	for (size_t i = 0; i < symbol->sessions.count; i++) {
		const tradyn_session *s = &symbol->sessions.items[i];

		if (s->day != weekday)
			continue;
		nearer_edge(s->from, minute, &nearest);
		nearer_edge(s->to, minute, &nearest);
	}
	for (size_t i = 0; i < symbol->holidays.count; i++) {
		const tradyn_holiday *h = &symbol->holidays.items[i];

		if (h->date != day)
			continue;
		nearer_edge(h->from, minute, &nearest);
		nearer_edge(h->to, minute, &nearest);
	}
	return nearest;
}

/* The first moment in `at` … `limit` at which trading is `open` (or closed), `limit` when there is none. */
static int64_t seek(const tradyn_symbol *symbol, tradyn__zone *zone, bool open, int64_t at, int64_t limit)
{
	while (at < limit) {
		int64_t offset = tradyn__zone_offset(zone, at);
		int64_t day = day_of(at + offset);
		int64_t minute = (at + offset - day * DAY_MSC) / MINUTE_MSC;

		if (minute_open(symbol, day, minute) == open)
			return at;
		at = day * DAY_MSC + next_edge(symbol, day, minute) * MINUTE_MSC - offset;
		if (at > zone->to_msc) /* the clock changes before */
			at = zone->to_msc;
	}
	return limit;
}

void tradyn__session_find(const tradyn_symbol *symbol, tradyn__zone *zone, int64_t now, tradyn__session_span *span)
{
	if (symbol->sessions.count == 0 && symbol->holidays.count == 0) {
		*span = (tradyn__session_span){ INT64_MIN, INT64_MAX, true };
		return;
	}
	span->open = seek(symbol, zone, true, now, now + 1) == now;
	span->from_msc = now;
	span->to_msc = seek(symbol, zone, !span->open, now, now + 7 * DAY_MSC);
}

int64_t tradyn__session_next_open(const tradyn_symbol *symbol, tradyn__zone *zone, int64_t now)
{
	int64_t limit = now + HORIZON_MSC;
	int64_t at = seek(symbol, zone, true, now, limit);

	return at < limit ? at : INT64_MAX;
}

int64_t tradyn__session_day_end(const tradyn_symbol *symbol, tradyn__zone *zone, int64_t now)
{
	int64_t open = tradyn__session_next_open(symbol, zone, now);
	int64_t midnight, end;

	if (open == INT64_MAX)
		return INT64_MAX;
	midnight = tradyn__server_midnight(zone, open);
	do { /* over the breaks of the day */
		end = seek(symbol, zone, false, open, midnight);
		open = seek(symbol, zone, true, end, midnight);
	} while (open < midnight);
	return end;
}

bool tradyn__session_holiday(const tradyn_symbol *symbol, int64_t day)
{
	bool named = false;

	for (size_t i = 0; i < symbol->holidays.count; i++)
		named = named || symbol->holidays.items[i].date == day;
	if (!named)
		return false;
	for (int64_t minute = 0; minute < DAY_MINUTES; minute = next_edge(symbol, day, minute))
		if (minute_open(symbol, day, minute))
			return false;
	return true;
}

int64_t tradyn__server_day(tradyn__zone *zone, int64_t now)
{
	return day_of(now + tradyn__zone_offset(zone, now));
}

int64_t tradyn__server_midnight(tradyn__zone *zone, int64_t now)
{
	int64_t offset = tradyn__zone_offset(zone, now);
	int64_t local = (day_of(now + offset) + 1) * DAY_MSC;
	int64_t utc = tradyn__zone_to_utc(zone, local);

	return utc > now ? utc : local - offset; /* a midnight that comes twice, and the first is over */
}

int64_t tradyn__server_last_second(tradyn__zone *zone, int64_t time_msc)
{
	return tradyn__server_midnight(zone, time_msc) - 1000;
}
