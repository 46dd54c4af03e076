/* SPDX-License-Identifier: MIT
 * The desk: makes feed, store and engine fit each other, and gives every call its one way through connection state and
 * idempotency to its handler. */
#include "server/runtime/desk.h"

#include "server/http/log.h"
#include "server/runtime/feed.h"
#include "server/runtime/idempotency.h"
#include "server/store/store.h"

#include "lib/base/fail.h"
#include "lib/engine/fillmodel.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct desk {
	tradyn_config config; /* as the engine has it; the feed refers to it */
	struct feed *feed;
	struct store *store;
	tradyn_engine *engine;
	struct faults faults;
	bool connected;
	int64_t ticks;
	int64_t requests; /* that had a latency */
};

static void on_event(void *user, const tradyn_event *event)
{
	struct desk *desk = user;

	if (store_append(desk->store, event))
		log_event(LOG_LEVEL_ERROR, "desk", "account %lld: no memory to keep event %lld", (long long)event->login, (long long)event->id);
}

/* The feed may give symbols more digits, so the desk has symbols of its own; accounts are only read. */
static int copy_config(struct desk *desk, const tradyn_config *config, tradyn_error *err)
{
	size_t size = config->symbols.count * sizeof(tradyn_symbol);

	desk->config = *config;
	desk->config.accounts = (tradyn_account_list){ 0, NULL };
	desk->config.symbols.items = malloc(size ? size : 1);
	if (!desk->config.symbols.items)
		return tradyn__fail(err, TRADYN_E_NO_MEMORY, NULL, "Out of memory.");
	if (size)
		memcpy(desk->config.symbols.items, config->symbols.items, size);
	return 0;
}

static int make_engine(struct desk *desk, const tradyn_config *config, tradyn_error *err)
{
	tradyn_engine_options options = TRADYN_ENGINE_OPTIONS_INIT;
	tradyn_config complete = desk->config;

	complete.accounts = config->accounts;
	options.config = &complete;
	options.on_event = on_event;
	options.user = desk;
	options.start_msc = feed_start(desk->feed);
	return tradyn_engine_new(&desk->engine, &options, err);
}

static int64_t clock_nsec(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int desk_new(struct desk **out, const struct desk_options *options, tradyn_error *err)
{
	struct desk *desk = calloc(1, sizeof(*desk));
	int status;

	if (!desk)
		return tradyn__fail(err, TRADYN_E_NO_MEMORY, NULL, "Out of memory.");
	desk->connected = true;
	status = copy_config(desk, options->config, err);
	if (!status)
		status = feed_open(&desk->feed, options->feed, options->speed, &desk->config, err);
	if (!status)
		status = store_new(&desk->store, options->data_dir, err);
	if (!status)
		status = make_engine(desk, options->config, err);
	if (status) {
		desk_free(desk);
		return status;
	}
	desk_pump(desk, clock_nsec()); /* the first quotes are there before the first request */
	*out = desk;
	return 0;
}

struct desk *desk_free(struct desk *desk)
{
	if (!desk)
		return NULL;
	tradyn_engine_free(desk->engine);
	feed_close(desk->feed);
	store_free(desk->store);
	free(desk->config.symbols.items);
	free(desk);
	return NULL;
}

tradyn_engine *desk_engine(struct desk *desk)
{
	return desk->engine;
}

struct store *desk_store(struct desk *desk)
{
	return desk->store;
}

const char *desk_feed_name(const struct desk *desk)
{
	return feed_name(desk->feed);
}

bool desk_connected(const struct desk *desk)
{
	return desk->connected;
}

void desk_set_connected(struct desk *desk, bool connected)
{
	desk->connected = connected;
}

int64_t desk_ticks(const struct desk *desk)
{
	return desk->ticks;
}

int desk_tick(struct desk *desk, const tradyn_tick *tick, tradyn_error *err)
{
	int status = tradyn_engine_tick(desk->engine, tick, err);

	desk->ticks += !status;
	return status;
}

int desk_pump(struct desk *desk, int64_t now_nsec)
{
	return feed_pump(desk->feed, desk->engine, now_nsec, &desk->ticks);
}

struct faults *desk_faults(struct desk *desk)
{
	return &desk->faults;
}

const char *desk_fill_model(const struct desk *desk)
{
	return desk->config.fill_model.name;
}

bool desk_time_passes(const struct desk *desk)
{
	return feed_flows(desk->feed) || !strcmp(desk_feed_name(desk), "manual");
}

int64_t desk_latency(struct desk *desk, const tradyn_endpoint *row)
{
	const int trading = TRADYN_ENDPOINT_MUTATES | TRADYN_ENDPOINT_NEEDS_CONNECTION;

	if ((row->flags & trading) != trading || desk->config.fill_model.latency_max_msc <= 0 || !desk_time_passes(desk))
		return 0;
	return tradyn__fill_latency(&desk->config.fill_model, ++desk->requests, TRADYN__REQUESTS);
}

void desk_stop_at(struct desk *desk, int64_t time_msc)
{
	feed_stop_at(desk->feed, time_msc);
}

/* Whether the call can be made as things are. 0 or the error. */
static int check_state(const struct desk *desk, const struct call *call, tradyn_error *err)
{
	if ((call->row->flags & TRADYN_ENDPOINT_MANUAL) && strcmp(desk_feed_name(desk), "manual"))
		return tradyn__fail(err, TRADYN_E_NOT_FOUND, NULL, "This endpoint exists only with --feed manual.");
	if ((call->row->flags & TRADYN_ENDPOINT_NEEDS_CONNECTION) && !desk->connected)
		return tradyn__fail(err, TRADYN_E_NOT_CONNECTED, NULL, "The trading server is cut off.");
	return 0;
}

int desk_call(struct desk *desk, const struct call *call, struct reply *reply)
{
	handler *handle = api_handlers[call->row->id];
	bool keyed = (call->row->flags & TRADYN_ENDPOINT_MUTATES) && call->idempotency_key && call->idempotency_key[0];
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	if (check_state(desk, call, &err))
		return reply_error(reply, &err);
	status = keyed ? idempotent_call(desk->store, handle, desk, call, reply) : handle(desk, call, reply);
	if (call->login)
		reply->event_id = tradyn_engine_last_event(desk->engine, call->login);
	return status;
}
