/* SPDX-License-Identifier: MIT
 * When a symbol trades: its weekly sessions less its holidays, on the server's wall clock, in UTC. Pure functions of their
 * arguments; the zone only keeps a cache of its own. */
#ifndef TRADYN_LIB_ENGINE_SESSION_H
#define TRADYN_LIB_ENGINE_SESSION_H

#include "lib/base/zone.h"

#include <tradyn/symbol.h>

/* A span of UTC time in which trading is open or closed all along. Zeroed: nothing known yet. */
typedef struct tradyn__session_span {
	int64_t from_msc, to_msc; /* to_msc is the first moment beyond it */
	bool open;
} tradyn__session_span;

/* Looks up the span from `now` on (at most a week) without regard to what `span` holds. For tradyn__session_open(). */
void tradyn__session_find(const tradyn_symbol *symbol, tradyn__zone *zone, int64_t now, tradyn__session_span *span);

/* Whether `symbol` trades at `now`. Two comparisons while `now` stays in the span that the caller keeps per symbol. */
static inline bool tradyn__session_open(const tradyn_symbol *symbol, tradyn__zone *zone, int64_t now, tradyn__session_span *span)
{
	if (now < span->from_msc || now >= span->to_msc)
		tradyn__session_find(symbol, zone, now, span);
	return span->open;
}

/* The first moment from `now` on at which `symbol` trades: `now` itself when it does, INT64_MAX when it never will. */
int64_t tradyn__session_next_open(const tradyn_symbol *symbol, tradyn__zone *zone, int64_t now);

/* The end of the trading day: the moment after the last session of the server's day of `now`, at most its midnight. When
 * nothing trades any more on that day, the end of the next day that trades; INT64_MAX when there is none. */
int64_t tradyn__session_day_end(const tradyn_symbol *symbol, tradyn__zone *zone, int64_t now);

/* Whether holidays take all trading from server day `day`. A shortened day is no holiday. */
bool tradyn__session_holiday(const tradyn_symbol *symbol, int64_t day);

/* Number of the server's day at `now`: days since 1970-01-01 on its calendar. */
int64_t tradyn__server_day(tradyn__zone *zone, int64_t now);

/* The server's next midnight: the first moment after `now` that has a later day. */
int64_t tradyn__server_midnight(tradyn__zone *zone, int64_t now);

/* 23:59:59 of the server's day of `time_msc`: when an order that lives to that day ends. */
int64_t tradyn__server_last_second(tradyn__zone *zone, int64_t time_msc);

#endif
