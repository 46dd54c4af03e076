/* SPDX-License-Identifier: MIT
 * The endpoints about the server itself, which need no key: health, metrics, openapi. */
#include "server/api/handlers.h"
#include "server/server.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <tradyn/version.h>

#define OPENAPI_MAX (8u << 20)

static void set_text(char *out, size_t size, const char *text)
{
	tradyn__text_copy(out, size, text, strlen(text));
}

int health(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_health state = { .connected = desk_connected(desk) };

	set_text(state.status, sizeof state.status, "ok");
	set_text(state.version, sizeof state.version, tradyn_version());
	set_text(state.mode, sizeof state.mode, "paper");
	set_text(state.feed, sizeof state.feed, desk_feed_name(desk));
	set_text(state.fill_model, sizeof state.fill_model, desk_fill_model(desk));
	state.time_msc = tradyn_engine_time(desk_engine(desk));
	state.uptime_msc = (server_now() - call->server->started_nsec) / 1000000;
	return reply_one(reply, TRADYN_TYPE_HEALTH, &state);
}

static int fail_reply(struct reply *reply, int status)
{
	tradyn_error err;

	tradyn_error_init(&err);
	tradyn__fail(&err, status, NULL, "%s.", tradyn_error_info_get(status)->text);
	return reply_error(reply, &err);
}

/* Makes the document in a buffer that grows until it is large enough. */
static int make_openapi(struct server *server)
{
	int status = TRADYN_E_BUFFER_FULL;

	for (size_t capacity = 1u << 18; status == TRADYN_E_BUFFER_FULL && capacity <= OPENAPI_MAX; capacity *= 2) {
		char *text = realloc(server->openapi, capacity);

		if (!text)
			return TRADYN_E_NO_MEMORY;
		server->openapi = text;
		status = tradyn_endpoint_openapi(text, capacity, &server->openapi_length);
	}
	if (status)
		server->openapi_length = 0;
	return status;
}

int openapi(struct desk *desk, const struct call *call, struct reply *reply)
{
	struct server *server = call->server;
	int status = server->openapi_length ? 0 : make_openapi(server);

	(void)desk;
	if (status)
		return fail_reply(reply, status);
	return reply_raw(reply, server->openapi, server->openapi_length);
}

/* Adds a line of text to the reply. */
static void line(struct reply *reply, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void line(struct reply *reply, const char *format, ...)
{
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	tradyn__text_vformat(text, sizeof text, format, arguments);
	va_end(arguments);
	reply_raw(reply, text, strlen(text));
	reply_raw(reply, "\n", 1);
}

static void heading(struct reply *reply, const char *name, const char *type, const char *help)
{
	line(reply, "# HELP %s %s", name, help);
	line(reply, "# TYPE %s %s", name, type);
}

static void single(struct reply *reply, const char *name, const char *type, const char *help, uint64_t value)
{
	heading(reply, name, type, help);
	line(reply, "%s %llu", name, (unsigned long long)value);
}

static void requests(struct reply *reply, const struct metrics *metrics)
{
	heading(reply, "tradyn_http_requests_total", "counter", "Requests by endpoint and status class.");
	for (int id = 0; id <= TRADYN_ENDPOINT_COUNT; id++)
		for (int class = 0; class < METRICS_CLASSES; class++) {
			const char *name = id < TRADYN_ENDPOINT_COUNT ? tradyn_endpoint_get((tradyn_endpoint_id)id)->name : "none";

			if (metrics->requests[id][class])
				line(reply, "tradyn_http_requests_total{endpoint=\"%s\",status=\"%s\"} %llu", name,
				     class ? (const char[]){ (char)('0' + class), 'x', 'x', '\0' } : "none", (unsigned long long)metrics->requests[id][class]);
		}
}

static void durations(struct reply *reply, const struct metrics *metrics)
{
	char sum[TRADYN_DECIMAL_TEXT_MAX];
	uint64_t count = 0;

	heading(reply, "tradyn_http_request_duration_seconds", "histogram", "From the request line to the end of the reply.");
	for (size_t i = 0; i < METRICS_BUCKETS; i++) {
		count += metrics->durations[i];
		line(reply, "tradyn_http_request_duration_seconds_bucket{le=\"%s\"} %llu", metrics_bounds_text[i], (unsigned long long)count);
	}
	count += metrics->durations[METRICS_BUCKETS];
	tradyn_decimal_format((tradyn_decimal)(metrics->duration_sum_nsec / 10), sum);
	line(reply, "tradyn_http_request_duration_seconds_bucket{le=\"+Inf\"} %llu", (unsigned long long)count);
	line(reply, "tradyn_http_request_duration_seconds_sum %s", sum);
	line(reply, "tradyn_http_request_duration_seconds_count %llu", (unsigned long long)count);
}

static uint64_t count_positions(const tradyn_engine *engine)
{
	uint64_t count = 0;

	for (size_t i = 0; i < tradyn_engine_account_count(engine); i++) {
		tradyn_login login = tradyn_engine_login_at(engine, i);
		tradyn_position position;
		size_t cursor = 0;

		while (tradyn_engine_position_next(engine, login, NULL, &cursor, &position) == 1)
			count++;
	}
	return count;
}

int metrics(struct desk *desk, const struct call *call, struct reply *reply)
{
	const struct metrics *m = &call->server->metrics;
	int64_t uptime = (server_now() - call->server->started_nsec) / 1000000000;

	reply->content_type = "text/plain; version=0.0.4; charset=utf-8";
	requests(reply, m);
	durations(reply, m);
	single(reply, "tradyn_http_connections", "gauge", "Open connections.", m->connections);
	single(reply, "tradyn_http_connections_total", "counter", "Connections so far.", m->connections_total);
	single(reply, "tradyn_http_rate_limited_total", "counter", "Requests refused with 429.", m->rate_limited);
	single(reply, "tradyn_http_auth_failures_total", "counter", "Requests refused with 401 or 403 for their key.", m->auth_failures);
	single(reply, "tradyn_http_timed_out_total", "counter", "Connections ended by a deadline.", m->timed_out);
	single(reply, "tradyn_ticks_total", "counter", "Ticks taken.", (uint64_t)desk_ticks(desk));
	single(reply, "tradyn_positions", "gauge", "Open positions of all accounts.", count_positions(desk_engine(desk)));
	single(reply, "tradyn_connected", "gauge", "Whether the trading server is connected.", desk_connected(desk));
	single(reply, "tradyn_uptime_seconds", "counter", "Seconds since the start.", (uint64_t)uptime);
	return reply->status;
}
