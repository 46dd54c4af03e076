/* SPDX-License-Identifier: MIT
 * Pacing: engine time runs `speed` times as fast as the clock, or as fast as the engine can. Quotes are never given early and never
 * left out; when the engine is slower than the speed asks, engine time lags behind. */
#include "server/runtime/feed.h"

#include "server/http/log.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BUFFER 1024          /* quotes that are fetched at a time */
#define BATCH 256            /* quotes that are fed between two looks at the clock */
#define SLICE_NSEC 2000000   /* work of one pump */
#define AHEAD_MSC 1000       /* how far a synthetic market is asked in advance */
#define REFUSED_MAX 100      /* quotes that the engine may refuse before the feed is stopped */
#define IDLE_MSC 250         /* longest pause: engine time goes on without quotes, too */

struct feed {
	const struct feed_kind *kind;
	void *state;
	double speed;
	int64_t start_msc;
	int64_t origin_nsec; /* of the clock at `start_msc` */
	bool started, ended;
	int refused;
	int64_t stop_msc;    /* engine time does not pass it */
	int64_t known_msc;   /* up to here everything is in the buffer */
	size_t head, count;
	tradyn_quote buffer[BUFFER];
};

static const struct feed_kind *const kinds[] = { &feed_sim, &feed_replay, &feed_manual };

static const struct feed_kind *find_kind(const char *spec, const char **argument)
{
	size_t length = strcspn(spec, ":");

	*argument = spec[length] ? spec + length + 1 : spec + length;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strlen(kinds[i]->name) == length && !strncmp(kinds[i]->name, spec, length))
			return kinds[i];
	return NULL;
}

int feed_open(struct feed **out, const char *spec, double speed, tradyn_config *config, tradyn_error *err)
{
	const char *argument;
	const struct feed_kind *kind = find_kind(spec ? spec : "sim", &argument);
	struct feed *feed;
	int status;

	if (!kind) {
		status = tradyn__fail(err, TRADYN_E_INVALID_VALUE, "feed", "No feed is called \"%.100s\".", spec);
		if (err)
			tradyn__text_format(err->legal, sizeof(err->legal), "sim, sim:SEED, replay:[SYMBOL=]FILE[,...], manual");
		return status;
	}
	feed = calloc(1, sizeof(*feed));
	if (!feed)
		return tradyn__fail(err, TRADYN_E_NO_MEMORY, "feed", "Out of memory.");
	feed->kind = kind;
	feed->speed = speed;
	status = kind->open(&feed->state, argument, config, &feed->start_msc, err);
	if (status) {
		free(feed);
		return status;
	}
	feed->known_msc = feed->start_msc - 1;
	feed->stop_msc = INT64_MAX;
	feed->ended = !kind->next;
	*out = feed;
	return 0;
}

struct feed *feed_close(struct feed *feed)
{
	if (!feed)
		return NULL;
	feed->kind->close(feed->state);
	free(feed);
	return NULL;
}

const char *feed_name(const struct feed *feed)
{
	return feed->kind->name;
}

int64_t feed_start(const struct feed *feed)
{
	return feed->start_msc;
}

bool feed_flows(const struct feed *feed)
{
	return !feed->ended;
}

void feed_stop_at(struct feed *feed, int64_t time_msc)
{
	feed->stop_msc = time_msc;
}

/* Engine time that the clock has reached, and that may be reached. */
static int64_t due_time(const struct feed *feed, int64_t now_nsec)
{
	int64_t due_msc = INT64_MAX;

	if (feed->speed > 0)
		due_msc = feed->start_msc + (int64_t)((double)(now_nsec - feed->origin_nsec) / 1e6 * feed->speed);
	return due_msc < feed->stop_msc ? due_msc : feed->stop_msc;
}

static void end(struct feed *feed, const char *why)
{
	log_event(why ? LOG_LEVEL_ERROR : LOG_LEVEL_INFO, "feed", "%s%s: the market stays at its last quotes", feed->kind->name, why ? why : " has ended");
	feed->ended = true;
	feed->head = feed->count = 0;
}

/* Fetches quotes when none are at hand. */
static void refill(struct feed *feed, int64_t due_msc)
{
	int64_t from = due_msc > feed->known_msc && due_msc < INT64_MAX ? due_msc : feed->known_msc;
	int64_t until = from + AHEAD_MSC;
	tradyn_error err;
	long got;

	tradyn_error_init(&err);
	got = feed->kind->next(feed->state, until, feed->buffer, BUFFER, &err);
	feed->head = 0;
	feed->count = got > 0 ? (size_t)got : 0;
	if (got == FEED_ENDED)
		end(feed, NULL);
	else if (got < 0) {
		log_event(LOG_LEVEL_ERROR, "feed", "%s", err.message);
		end(feed, " was stopped by an error");
	} else if (got < BUFFER)
		feed->known_msc = until;
	else
		feed->known_msc = feed->buffer[BUFFER - 1].time_msc - 1;
}

/* How many of the quotes at hand are due, at most a batch. */
static size_t count_due(const struct feed *feed, int64_t due_msc)
{
	size_t count = 0;

	while (count < BATCH && feed->head + count < feed->count && feed->buffer[feed->head + count].time_msc <= due_msc)
		count++;
	return count;
}

static void refused(struct feed *feed, const tradyn_error *err)
{
	log_event(LOG_LEVEL_WARNING, "feed", "the engine refused a quote: %s", err->message);
	if (++feed->refused > REFUSED_MAX)
		end(feed, " was stopped: too many quotes were refused");
}

static void give(struct feed *feed, tradyn_engine *engine, size_t count, int64_t *ticks)
{
	tradyn_error err;
	size_t done = 0;
	int status;

	tradyn_error_init(&err);
	status = tradyn_engine_quotes(engine, feed->buffer + feed->head, count, &done, &err);
	*ticks += (int64_t)done;
	feed->head += status ? done + 1 : done;
	if (status)
		refused(feed, &err);
}

static int64_t clock_nsec(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Nothing more is due: moves the engine's time and says for how long to wait. */
static int rest(const struct feed *feed, tradyn_engine *engine, int64_t due_msc)
{
	int64_t next = feed->head < feed->count ? feed->buffer[feed->head].time_msc : feed->known_msc + 1;
	double wait;

	if (due_msc > tradyn_engine_time(engine))
		tradyn_engine_clock(engine, due_msc, NULL);
	if (due_msc >= feed->stop_msc)
		return 0;
	if (next > feed->stop_msc)
		next = feed->stop_msc;
	if (feed->speed <= 0)
		return IDLE_MSC;
	wait = (double)(next - due_msc) / feed->speed;
	return wait < 1 ? 1 : wait > IDLE_MSC ? IDLE_MSC : (int)wait + 1;
}

int feed_pump(struct feed *feed, tradyn_engine *engine, int64_t now_nsec, int64_t *ticks)
{
	int64_t stop_nsec = 0, due_msc;
	size_t due;

	if (!feed->started) {
		feed->started = true;
		feed->origin_nsec = now_nsec;
	}
	due_msc = due_time(feed, now_nsec);
	for (;;) {
		if (!feed->ended && feed->head == feed->count && feed->known_msc < due_msc)
			refill(feed, due_msc);
		if (feed->ended)
			return -1;
		due = count_due(feed, due_msc);
		if (due)
			give(feed, engine, due, ticks);
		else if (feed->head < feed->count || feed->known_msc >= due_msc)
			return rest(feed, engine, due_msc);
		if (!stop_nsec)
			stop_nsec = clock_nsec() + SLICE_NSEC;
		else if (clock_nsec() >= stop_nsec)
			return 0;
	}
}
