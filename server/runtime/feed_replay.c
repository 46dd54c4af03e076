/* SPDX-License-Identifier: MIT
 * Recordings as a feed: any number of files, merged by time; at equal times the order of the list counts. Symbols that have fewer
 * digits than their recording get as many. */
#include "server/runtime/feed.h"

#include "server/http/log.h"
#include "server/runtime/digits.h"
#include "server/runtime/source.h"

#include "lib/base/fail.h"
#include "lib/base/zone.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define FILES_MAX 256

struct replay {
	struct source *sources[FILES_MAX];
	size_t count;
	int64_t quotes;   /* given so far */
	int tenth;        /* of the packed bytes, last told */
	int failed;       /* the error that ends the feed once everything before it is given */
	tradyn_error failure;
};

static void replay_close(void *state)
{
	struct replay *replay = state;

	for (size_t i = 0; i < replay->count; i++)
		source_close(replay->sources[i]);
	free(replay);
}

/* ---- the list of files ---- */

/* Opens one "[SYMBOL=]FILE" of the list; an '=' behind a '/' belongs to the file's name. */
static int open_item(struct replay *replay, const char *item, const tradyn_config *config, tradyn_error *err)
{
	const char *equals = strchr(item, '=');
	const char *slash = strchr(item, '/');
	bool named = equals && equals > item && !(slash && slash < equals);

	if (!item[0])
		return tradyn__fail(err, TRADYN_E_INVALID_VALUE, "feed", "A file name is missing: replay:[SYMBOL=]FILE[,[SYMBOL=]FILE...].");
	if (replay->count == FILES_MAX)
		return tradyn__fail(err, TRADYN_E_LIMIT_REACHED, "feed", "More than %d files.", FILES_MAX);
	if (named)
		return source_open(&replay->sources[replay->count], equals + 1, item, (size_t)(equals - item), config, err);
	return source_open(&replay->sources[replay->count], item, NULL, 0, config, err);
}

static int open_list(struct replay *replay, char *list, const tradyn_config *config, tradyn_error *err)
{
	for (char *item; (item = strsep(&list, ",")) != NULL; replay->count++) {
		int status = open_item(replay, item, config, err);
		if (status)
			return status;
	}
	return 0;
}

static void raise_digits(const struct source *source, tradyn_config *config)
{
	tradyn_symbol *symbol = &config->symbols.items[source_symbol(source)];
	int64_t before = symbol->digits;
	size_t count;
	const tradyn_quote *quotes = source_quotes(source, &count);

	if (digits_raise(symbol, digits_of(quotes, count)))
		log_event(LOG_LEVEL_INFO, "feed", "%s: %s has %lld digits, not %lld: the recording is finer", source_path(source), symbol->name,
		          (long long)symbol->digits, (long long)before);
}

static void tell_start(const struct source *source, const tradyn_config *config)
{
	char time[32];
	size_t count;

	tradyn__time_format(source_quotes(source, &count)->time_msc, time);
	log_event(LOG_LEVEL_INFO, "feed", "%s: %s from %s on", source_path(source), config->symbols.items[source_symbol(source)].name, time);
}

/* ---- merging ---- */

static int64_t next_time(const struct source *source)
{
	size_t count;
	const tradyn_quote *quotes = source_quotes(source, &count);

	return count ? quotes->time_msc : INT64_MAX;
}

/* Index of the source with the earliest quote, the first of equal ones; `count` when all have ended. */
static size_t earliest(const struct replay *replay)
{
	size_t best = replay->count;
	int64_t best_msc = INT64_MAX;

	for (size_t i = 0; i < replay->count; i++) {
		int64_t time_msc = next_time(replay->sources[i]);
		if (time_msc >= best_msc)
			continue;
		best = i;
		best_msc = time_msc;
	}
	return best;
}

/* Up to which time the source `best` goes first: at equal times it waits for those before it in the list. */
static int64_t turn_end(const struct replay *replay, size_t best)
{
	int64_t limit = INT64_MAX;

	for (size_t i = 0; i < replay->count; i++) {
		int64_t time_msc = i == best ? INT64_MAX : next_time(replay->sources[i]);
		if (i < best && time_msc < INT64_MAX)
			time_msc--;
		limit = time_msc < limit ? time_msc : limit;
	}
	return limit;
}

/* Moves quotes of `source` up to and including `limit_msc`. How many; an error that ends the source is kept for later. */
static size_t move(struct replay *replay, struct source *source, int64_t limit_msc, tradyn_quote *out, size_t capacity)
{
	size_t count, moved = 0;
	const tradyn_quote *quotes = source_quotes(source, &count);

	while (moved < count && moved < capacity && quotes[moved].time_msc <= limit_msc) {
		out[moved] = quotes[moved];
		moved++;
	}
	replay->failed = source_take(source, moved, &replay->failure);
	return moved;
}

static void tell_progress(struct replay *replay, int64_t time_msc)
{
	int64_t used = 0, size = 0;
	char time[32];
	int tenth;

	for (size_t i = 0; i < replay->count; i++) {
		int64_t one_used, one_size;
		source_progress(replay->sources[i], &one_used, &one_size);
		used += one_used;
		size += one_size;
	}
	tenth = size > 0 ? (int)(used * 10 / size) : 10;
	if (tenth <= replay->tenth || tenth >= 10)
		return;
	replay->tenth = tenth;
	tradyn__time_format(time_msc, time);
	log_event(LOG_LEVEL_INFO, "feed", "replay: %d %% read, at %s, %lld quotes", tenth * 10, time, (long long)replay->quotes);
}

static long replay_next(void *state, int64_t until_msc, tradyn_quote *out, size_t capacity, tradyn_error *err)
{
	struct replay *replay = state;
	size_t total = 0, best;

	(void)until_msc;
	while (total < capacity && !replay->failed && (best = earliest(replay)) < replay->count)
		total += move(replay, replay->sources[best], turn_end(replay, best), out + total, capacity - total);
	if (total) {
		replay->quotes += (int64_t)total;
		tell_progress(replay, out[total - 1].time_msc);
		return (long)total;
	}
	log_event(LOG_LEVEL_INFO, "feed", "replay: %lld quotes were read", (long long)replay->quotes);
	if (replay->failed)
		*err = replay->failure;
	return replay->failed ? replay->failed : FEED_ENDED;
}

/* ---- open ---- */

static int replay_open(void **state, const char *argument, tradyn_config *config, int64_t *start_msc, tradyn_error *err)
{
	struct replay *replay = calloc(1, sizeof(*replay));
	char *list = strdup(argument);
	int status;

	if (replay)
		tradyn_error_init(&replay->failure);
	if (!replay || !list)
		status = tradyn__fail(err, TRADYN_E_NO_MEMORY, "feed", "Out of memory.");
	else
		status = open_list(replay, list, config, err);
	free(list);
	if (status) {
		if (replay)
			replay_close(replay);
		return status;
	}
	for (size_t i = 0; i < replay->count; i++) {
		raise_digits(replay->sources[i], config);
		tell_start(replay->sources[i], config);
	}
	*start_msc = next_time(replay->sources[earliest(replay)]);
	*state = replay;
	return 0;
}

const struct feed_kind feed_replay = { "replay", replay_open, replay_close, replay_next };
