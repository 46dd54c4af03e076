/* SPDX-License-Identifier: MIT
 * The desk: the one owner of the engine. Feeds, clock and requests come in here; events go to the store from here.
 * Everything runs on the loop's thread. */
#ifndef TRADYN_SERVER_RUNTIME_DESK_H
#define TRADYN_SERVER_RUNTIME_DESK_H

#include "server/http/call.h"
#include "server/runtime/faults.h"

#include <tradyn/config.h>
#include <tradyn/feed.h>

struct store;

struct desk_options {
	const tradyn_config *config;
	const char *feed;  /* "sim[:SEED]", "replay:[SYMBOL=]FILE[,…]", "manual" */
	double speed;      /* engine seconds a second; 0: as fast as possible */
	const char *data_dir;
};

/* Opens the feed and makes the engine and the store. 0 or the error, which says file and line. */
int desk_new(struct desk **out, const struct desk_options *options, tradyn_error *err);
struct desk *desk_free(struct desk *desk);

tradyn_engine *desk_engine(struct desk *desk);
struct store *desk_store(struct desk *desk);
/* "sim", "replay", "manual" */
const char *desk_feed_name(const struct desk *desk);
bool desk_connected(const struct desk *desk);
void desk_set_connected(struct desk *desk, bool connected);
/* Ticks taken so far. */
int64_t desk_ticks(const struct desk *desk);
/* One quote from outside the feed, as tradyn_engine_tick(). */
int desk_tick(struct desk *desk, const tradyn_tick *tick, tradyn_error *err);

/* Feeds what is due at `now_nsec` (CLOCK_MONOTONIC), for at most about 2 ms of work.
 * Returns milliseconds until there is something to do again: 0 at once, -1 never. */
int desk_pump(struct desk *desk, int64_t now_nsec);

/* The faults on demand. */
struct faults *desk_faults(struct desk *desk);
/* Name of the fill model. */
const char *desk_fill_model(const struct desk *desk);
/* Milliseconds of engine time that the fill model keeps a request to this endpoint on its way to the market. */
int64_t desk_latency(struct desk *desk, const tradyn_endpoint *row);
/* Whether engine time goes on, by itself or by hand; not when a recording is over. */
bool desk_time_passes(const struct desk *desk);
/* desk_pump() goes no further than this engine time, so that a request can meet the market of its moment. INT64_MAX: as far as is due. */
void desk_stop_at(struct desk *desk, int64_t time_msc);

/* The handlers by tradyn_endpoint_id (server/api). */
extern handler *const api_handlers[TRADYN_ENDPOINT_COUNT];

/* Runs the handler of a call: connection state, idempotency, event id. */
int desk_call(struct desk *desk, const struct call *call, struct reply *reply);

#endif
