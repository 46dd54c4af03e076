/* SPDX-License-Identifier: MIT
 * The server's clock: a POSIX TZ rule turned into offsets. Pure arithmetic, no tzdata, no environment. */
#ifndef TRADYN_LIB_BASE_ZONE_H
#define TRADYN_LIB_BASE_ZONE_H

#include <tradyn/error.h>

/* The last millisecond of the year 9999: no time is later. */
#define TRADYN__TIME_MAX INT64_C(253402300799999)

typedef struct tradyn__zone_rule {
	int32_t month, week, day; /* Mm.w.d */
	int32_t seconds;          /* after local midnight */
} tradyn__zone_rule;

typedef struct tradyn__zone {
	int32_t standard, daylight; /* seconds east of UTC; equal without daylight saving */
	tradyn__zone_rule start, end;
	/* the span of UTC time for which `offset_msc` holds, so that most calls are two comparisons */
	int64_t from_msc, to_msc, offset_msc;
} tradyn__zone;

/* Reads an IANA name of the built-in list or a POSIX TZ rule. "" is UTC. 0 or TRADYN_E_INVALID_VALUE (field `zone`, legal names). */
int tradyn__zone_init(tradyn__zone *zone, const char *text, tradyn_error *err);

/* POSIX rule of an IANA name of the built-in list, NULL beyond it; and the names, separated by ", ", into out[size]. */
const char *tradyn__zone_rule_of(const char *name);
void tradyn__zone_names(char *out, size_t size);

/* Milliseconds to add to UTC for the server's wall clock at `utc_msc`. Updates the cached span. */
int64_t tradyn__zone_offset(tradyn__zone *zone, int64_t utc_msc);

/* UTC of a server wall-clock time; the first of two in the autumn's doubled hour, the moment of the jump in the spring's missing one. */
int64_t tradyn__zone_to_utc(tradyn__zone *zone, int64_t local_msc);

/* Days since the epoch ↔ civil date (proleptic Gregorian); weekday 0 Sunday … 6. */
int64_t tradyn__days_from_civil(int64_t year, int month, int day);
void tradyn__civil_from_days(int64_t days, int64_t *year, int *month, int *day);
int tradyn__weekday(int64_t days);

/* Reads ISO 8601 ("2014-05-02", "2014-05-02T12:30:00.123Z", with offset; no offset means UTC) into milliseconds. 0 or TRADYN_E_SYNTAX. */
int tradyn__time_parse(const char *text, size_t length, int64_t *msc);
/* Writes "2014-05-02T12:30:00.123Z" (NUL-terminated, at least 32 bytes). */
void tradyn__time_format(int64_t msc, char *out);

#endif
