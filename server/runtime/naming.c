/* SPDX-License-Identifier: MIT
 * Symbols and days in file names. */
#include "server/runtime/naming.h"

#include "lib/base/zone.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define DAY_MSC INT64_C(86400000)

static bool in_word(char c)
{
	return isalnum((unsigned char)c);
}

/* Where `name` stands in `text` as a word, NULL when it does not. */
static const char *find_word(const char *text, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = text; (at = strcasestr(at, name)) != NULL; at++)
		if ((at == text || !in_word(at[-1])) && !in_word(at[length]))
			return at;
	return NULL;
}

int32_t naming_symbol(const tradyn_config *config, const char *text)
{
	const char *best_place = NULL;
	size_t best_length = 0;
	int32_t best = -1;

	for (size_t i = 0; i < config->symbols.count; i++) {
		const char *name = config->symbols.items[i].name;
		size_t length = strlen(name);
		const char *place = length ? find_word(text, name) : NULL;
		if (!place || length < best_length || (length == best_length && place >= best_place))
			continue;
		best = (int32_t)i;
		best_length = length;
		best_place = place;
	}
	return best;
}

int32_t naming_symbol_exact(const tradyn_config *config, const char *name, size_t length)
{
	for (size_t i = 0; i < config->symbols.count; i++) {
		const char *known = config->symbols.items[i].name;
		if (strlen(known) == length && !strncasecmp(known, name, length))
			return (int32_t)i;
	}
	return -1;
}

void naming_list(const tradyn_config *config, char *out, size_t size)
{
	size_t used = 0;

	out[0] = 0;
	for (size_t i = 0; i < config->symbols.count; i++) {
		const char *name = config->symbols.items[i].name;
		size_t need = strlen(name) + 2;
		if (used + need + sizeof("…") > size) {
			memcpy(out + used, "…", sizeof("…"));
			return;
		}
		if (used) {
			memcpy(out + used, ", ", 2);
			used += 2;
		}
		memcpy(out + used, name, need - 1);
		used += need - 2;
	}
}

static int number(const char *digits, int count)
{
	int value = 0;

	for (int i = 0; i < count; i++)
		value = value * 10 + (digits[i] - '0');
	return value;
}

/* Midnight of YYYYMMDD, TRADYN_UNSET when there is no such day. */
static int64_t day_of(const char *digits)
{
	int year = number(digits, 4), month = number(digits + 4, 2), day = number(digits + 6, 2);
	int64_t days, back_year;
	int back_month, back_day;

	if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 31)
		return TRADYN_UNSET;
	days = tradyn__days_from_civil(year, month, day);
	tradyn__civil_from_days(days, &back_year, &back_month, &back_day);
	return back_day == day ? days * DAY_MSC : TRADYN_UNSET;
}

int64_t naming_day(const char *text)
{
	for (const char *at = text; *at;) {
		size_t length = strspn(at, "0123456789");
		int64_t day = length == 8 ? day_of(at) : TRADYN_UNSET;
		if (day != TRADYN_UNSET)
			return day;
		at += length ? length : 1;
	}
	return TRADYN_UNSET;
}
