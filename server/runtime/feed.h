/* SPDX-License-Identifier: MIT
 * Where quotes come from, and when they are due. A feed gives quotes in time order; feed_pump() paces them by the clock it is told. */
#ifndef TRADYN_SERVER_RUNTIME_FEED_H
#define TRADYN_SERVER_RUNTIME_FEED_H

#include <tradyn/config.h>
#include <tradyn/feed.h>

#include <limits.h>

struct feed;

/* What a kind of feed does. */
struct feed_kind {
	const char *name;
	/* `argument` is what stands behind "name:", "" when nothing does. May change the symbols of `config`, which outlives the feed.
	 * *start_msc gets the engine's time to start at. */
	int (*open)(void **state, const char *argument, tradyn_config *config, int64_t *start_msc, tradyn_error *err);
	void (*close)(void *state);
	/* Quotes in time order, none later than `until_msc` unless the feed knows the future (a recording). How many, 0: none before
	 * `until_msc`, FEED_ENDED: never again, or an error that ends the feed. NULL: nothing ever flows. */
	long (*next)(void *state, int64_t until_msc, tradyn_quote *out, size_t capacity, tradyn_error *err);
};
#define FEED_ENDED LONG_MIN

extern const struct feed_kind feed_sim, feed_replay, feed_manual;

/* Opens a feed by its `spec`: "sim[:SEED]", "replay:[SYMBOL=]FILE[,…]", "manual"; NULL is "sim". `speed` as in desk_options. */
int feed_open(struct feed **out, const char *spec, double speed, tradyn_config *config, tradyn_error *err);
struct feed *feed_close(struct feed *feed);

const char *feed_name(const struct feed *feed);
/* Engine time at which the feed starts. */
int64_t feed_start(const struct feed *feed);

/* Whether quotes are still to come by themselves. */
bool feed_flows(const struct feed *feed);
/* feed_pump() does not let engine time pass this moment. INT64_MAX, as at the start: no such moment. */
void feed_stop_at(struct feed *feed, int64_t time_msc);

/*
 * Gives the engine what is due at `now_nsec` (CLOCK_MONOTONIC), for at most about 2 ms of work. The first call is the feed's start.
 * Adds to *ticks what the engine took. Returns milliseconds until there is something to do again: 0 at once, -1 never.
 */
int feed_pump(struct feed *feed, tradyn_engine *engine, int64_t now_nsec, int64_t *ticks);

#endif
