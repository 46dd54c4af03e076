/* SPDX-License-Identifier: MIT
 * The way of a request through the gates. A gate that refuses fills the reply; nothing behind it runs. */
#include "server/http/exchange.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"
#include "lib/codec/writer.h"
#include "server/http/log.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

int exchanges_init(struct exchanges *exchanges, struct server *server, tradyn_error *err)
{
	unsigned char random[4];

	memset(exchanges, 0, sizeof *exchanges);
	exchanges->server = server;
	randombytes_buf(random, sizeof random);
	sodium_bin2hex(exchanges->last_id, sizeof exchanges->last_id, random, sizeof random);
	memcpy(exchanges->last_id + 8, "-0000000000", 12);
	return router_init(&exchanges->router, err);
}

void exchanges_clear(struct exchanges *exchanges, void (*free_kept)(void *kept))
{
	while (exchanges->free) {
		struct outgoing *out = exchanges->free;

		exchanges->free = out->next;
		free_kept(out->kept);
		reply_clear(&out->reply);
		free(out);
	}
	router_clear(&exchanges->router);
}

/* Gives the connection an empty reply. False when memory ends. */
static bool take_reply(struct exchanges *exchanges, struct connection *connection)
{
	struct outgoing *out = exchanges->free;

	if (out)
		exchanges->free = out->next;
	else
		out = calloc(1, sizeof *out);
	connection->out = out;
	if (out)
		reply_start(&out->reply);
	return out != NULL;
}

static void release_reply(struct exchanges *exchanges, struct connection *connection)
{
	struct outgoing *out = connection->out;

	if (!out)
		return;
	reply_trim(&out->reply, exchanges->free ? REPLY_KEPT : REPLY_KEPT_FIRST);
	out->next = exchanges->free;
	exchanges->free = out;
	connection->out = NULL;
}

void exchange_target(struct connection *connection, const char *raw, int64_t now_nsec)
{
	deadline_request(&connection->deadline, now_nsec);
	if (target_set(&connection->target, raw))
		connection->repeat.count = 0;
	memset(&connection->headers, 0, sizeof connection->headers);
	connection->state = EXCHANGE_TARGET;
	connection->started_nsec = now_nsec;
	connection->body_size = 0;
	connection->body_length = 0;
	connection->close = connection->aborted = false;
	connection->request_id[0] = '\0';
}

/* Counts up the digits at the end of the text. */
static void count_up(char *last_digit)
{
	while (*last_digit == '9')
		*last_digit-- = '0';
	if (*last_digit != '-')
		++*last_digit;
}

/* The client's request id, or the next of ours. */
static void set_request_id(struct exchanges *exchanges, struct connection *connection)
{
	char *out = connection->request_id;

	if (guard_request_id(connection->headers.request_id)) {
		memcpy(out, connection->headers.request_id.at, connection->headers.request_id.length);
		out[connection->headers.request_id.length] = '\0';
		connection->request_id_length = connection->headers.request_id.length;
		return;
	}
	count_up(exchanges->last_id + 18);
	memcpy(out, exchanges->last_id, sizeof exchanges->last_id);
	connection->request_id_length = sizeof exchanges->last_id - 1;
}

static int check_shape(struct exchanges *exchanges, struct connection *connection, const char *version, tradyn_error *err)
{
	struct hosts *hosts = &exchanges->server->hosts;
	int status = guard_check(&connection->headers, version, hosts, err);

	if (!status)
		status = target_parse(&connection->target, err);
	if (!status && connection->target.authority.at && !hosts_allow(hosts, connection->target.authority))
		status = tradyn__fail(err, TRADYN_E_HOST_NOT_ALLOWED, NULL, "The target names none of this server's addresses.");
	connection->close = status != 0;
	return status;
}

static int find_route(struct exchanges *exchanges, struct connection *connection, tradyn_error *err)
{
	return router_find(connection->method, &connection->target, exchanges->server->absent, &connection->route, err);
}

static int identify(struct exchanges *exchanges, struct connection *connection, tradyn_error *err)
{
	struct server *server = exchanges->server;
	struct text authorization = connection->headers.authorization;
	int status = gate_identify(&server->gate, &connection->memory, authorization.at, authorization.length, connection->route.row,
	                           connection->address, connection->started_nsec, &connection->caller, err);

	if (status)
		server->metrics.auth_failures++;
	return status;
}

static int admit(struct exchanges *exchanges, struct connection *connection, tradyn_error *err)
{
	return gate_admit(&exchanges->server->gate, &connection->memory, connection->route.row, connection->started_nsec, &connection->caller, err);
}

static int body_too_large(tradyn_error *err)
{
	return tradyn__fail(err, TRADYN_E_BODY_TOO_LARGE, NULL, "The body is larger than %d bytes.", BODY_MAX);
}

static int check_body(struct connection *connection, int64_t announced, tradyn_error *err)
{
	if (announced == GUARD_NO_BODY)
		return 0;
	if (announced > BODY_MAX) {
		connection->close = true;
		return body_too_large(err);
	}
	if (!guard_json(connection->headers.content_type))
		return tradyn__fail(err, TRADYN_E_UNSUPPORTED_MEDIA_TYPE, NULL, "A body needs the header `Content-Type: application/json`.");
	return 0;
}

/* Reads the headers and goes through the gates that always say the same to the same head. */
static int judge(struct exchanges *exchanges, struct connection *connection, const char *version, bool cut, tradyn_error *err)
{
	int status;

	connection->route.row = NULL;
	memset(&connection->caller, 0, sizeof connection->caller);
	for (size_t i = 0; i < exchanges->field_count; i++) {
		const struct field *field = &exchanges->fields[i];

		guard_header(&connection->headers, field->name.at, field->name.length, field->value.at, field->value.length);
	}
	connection->headers.bad_value |= cut;
	set_request_id(exchanges, connection);
	status = check_shape(exchanges, connection, version, err);

	if (!status)
		status = find_route(exchanges, connection, err);
	if (!status)
		status = identify(exchanges, connection, err);
	return status;
}

/* Whether this is the head of the last request again, and its key is still one. */
static bool repeats(const struct exchanges *exchanges, const struct connection *connection, const char *method)
{
	const struct keyring *ring = &exchanges->server->ring;

	return connection->repeat.count && (!connection->route.row->scopes || connection->memory.generation == ring->generation) &&
	       !strcmp(connection->method, method) && repeat_same(&connection->repeat, exchanges->fields, exchanges->field_count);
}

/* Remembers a head that passed, if nothing of it is needed later: it announces no body and no request id, and changes nothing. */
static void remember(const struct exchanges *exchanges, struct connection *connection, const char *version)
{
	const struct headers *headers = &connection->headers;

	connection->repeat.count = 0;
	if (!strcmp(version, "HTTP/1.1") && guard_body(headers) == GUARD_NO_BODY && !headers->request_id.at &&
	    !(connection->route.row->flags & TRADYN_ENDPOINT_MUTATES))
		repeat_keep(&connection->repeat, exchanges->fields, exchanges->field_count);
}

static int check(struct exchanges *exchanges, struct connection *connection, const char *method, const char *version, bool cut, tradyn_error *err)
{
	int status = 0;

	if (!cut && !strcmp(version, "HTTP/1.1") && repeats(exchanges, connection, method)) {
		set_request_id(exchanges, connection);
	} else {
		tradyn__text_copy(connection->method, sizeof connection->method, method, strlen(method));
		status = judge(exchanges, connection, version, cut, err);
		if (!status)
			remember(exchanges, connection, version);
		else
			connection->repeat.count = 0;
	}
	if (!status)
		status = admit(exchanges, connection, err);
	if (!status)
		status = check_body(connection, guard_body(&connection->headers), err);
	return status;
}

/* Bytes of the head, as the HTTP library keeps it. */
static size_t head_size(const struct exchanges *exchanges, const struct connection *connection)
{
	size_t size = connection->target.raw_length + exchanges->field_count * FIELD_OVERHEAD;

	for (size_t i = 0; i < exchanges->field_count && i < FIELDS_MAX; i++)
		size += exchanges->fields[i].name.length + exchanges->fields[i].value.length;
	return exchanges->field_count > FIELDS_MAX ? SIZE_MAX : size;
}

/* Makes the reply of a refusal. A body that may still come is read to its end when that is affordable; after a request of doubtful
 * shape nothing more is read. */
static void refuse(struct exchanges *exchanges, struct connection *connection, const tradyn_error *err, int64_t announced)
{
	bool doubtful = err->code == TRADYN_E_BAD_HTTP || err->code == TRADYN_E_NOT_IMPLEMENTED;

	exchanges->server->metrics.rate_limited += err->code == TRADYN_E_RATE_LIMITED;
	reply_error(&connection->out->reply, err);
	connection->state = EXCHANGE_ANSWER;
	if (announced == GUARD_NO_BODY && !doubtful)
		return;
	if (doubtful || connection->headers.expect.at || announced > DRAIN_MAX)
		connection->close = true;
	else
		connection->state = EXCHANGE_DRAIN;
}

void exchange_begin(struct exchanges *exchanges, struct connection *connection, const char *method, const char *version, bool cut)
{
	tradyn_error err;
	int64_t announced;

	if (!take_reply(exchanges, connection)) {
		exchange_abort(connection, TRADYN_E_NO_MEMORY, "Out of memory.");
		return;
	}
	if (head_size(exchanges, connection) > HEAD_MAX) {
		set_request_id(exchanges, connection);
		connection->repeat.count = 0;
		exchange_abort(connection, connection->target.raw_length > TARGET_MAX ? TRADYN_E_URI_TOO_LONG : TRADYN_E_HEADERS_TOO_LARGE,
		               "The head of the request is too large: a target may have 2 KiB, target and headers together 3 KiB.");
		return;
	}
	tradyn_error_init(&err);
	if (check(exchanges, connection, method, version, cut, &err)) {
		announced = err.code == TRADYN_E_BAD_HTTP ? GUARD_NO_BODY : guard_body(&connection->headers);
		refuse(exchanges, connection, &err, announced);
		return;
	}
	connection->state = EXCHANGE_BODY;
	if (guard_body(&connection->headers) == GUARD_NO_BODY)
		exchange_end(exchanges, connection);
}

static bool keep(struct connection *connection, const char *bytes, size_t length)
{
	size_t needed = connection->body_length + length;

	if (needed > connection->body_capacity) {
		size_t capacity = needed < 1024 ? 1024 : 2 * needed;
		char *body = realloc(connection->body, capacity);

		if (!body)
			return false;
		connection->body = body;
		connection->body_capacity = capacity;
	}
	memcpy(connection->body + connection->body_length, bytes, length);
	connection->body_length = needed;
	return true;
}

bool exchange_body(struct connection *connection, const char *bytes, size_t length)
{
	tradyn_error err;

	connection->body_size += length;
	if (connection->state == EXCHANGE_BODY && connection->body_size > BODY_MAX) {
		tradyn_error_init(&err);
		body_too_large(&err);
		reply_error(&connection->out->reply, &err);
		connection->state = EXCHANGE_DRAIN;
		connection->close = true;
	}
	if (connection->state == EXCHANGE_BODY)
		return keep(connection, bytes, length);
	if (connection->body_size <= DRAIN_MAX)
		return true;
	exchange_abort(connection, TRADYN_E_BODY_TOO_LARGE, "The body is larger than the limit.");
	return false;
}

/* A key that was revoked while the body came in is no key any more. */
static int identify_again(struct exchanges *exchanges, struct connection *connection, tradyn_error *err)
{
	const tradyn_endpoint *row = connection->route.row;

	if (!row->scopes || connection->memory.generation == exchanges->server->ring.generation)
		return 0;
	return identify(exchanges, connection, err);
}

void exchange_call(struct exchanges *exchanges, struct connection *connection, struct reply *reply)
{
	struct call call = {
		.server = exchanges->server,
		.login = connection->caller.login,
		.scope = connection->caller.scope,
		.request_id = connection->request_id,
	};
	struct arguments arguments = {
		.body = { connection->body_length ? connection->body : NULL, connection->body_length },
		.idempotency_key = connection->headers.idempotency_key,
	};
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	status = identify_again(exchanges, connection, &err);
	if (!status)
		status = router_read(&exchanges->router, &connection->route, &connection->target, &arguments, &call, &err);
	if (!status)
		desk_call(exchanges->server->desk, &call, reply);
	else
		reply_error(reply, &err);
	router_release(&exchanges->router);
	reply_finish(reply);
}

void exchange_done(struct exchanges *exchanges, struct connection *connection, int64_t now_nsec)
{
	bool judged = connection->state != EXCHANGE_TARGET; /* what stands here of method, endpoint and key is this request's */
	const struct reply *reply = connection->state == EXCHANGE_ANSWER ? &connection->out->reply : NULL;
	int status = connection->aborted ? connection->aborted_status : reply ? reply->http_status : 0;
	int64_t duration = now_nsec - connection->started_nsec;

	metrics_request(&exchanges->server->metrics, judged ? connection->route.row : NULL, status, duration);
	log_request(&(struct log_request){
		.request_id = connection->request_id, .method = judged ? connection->method : "",
		.path = connection->target.raw, .path_length = connection->target.raw_path_length,
		.key_id = judged ? connection->caller.key_id : "", .status = status, .duration_nsec = duration,
		.bytes = reply ? reply->length : 0,
	});
	connection->state = EXCHANGE_IDLE;
	deadline_waiting(&connection->deadline);
	release_reply(exchanges, connection);
}

void exchange_abort(struct connection *connection, int code, const char *message)
{
	tradyn_error err;
	char head[256], body[1024];
	tradyn__writer writer = { body, 0, sizeof body, 0 };
	const tradyn_error_info *info = tradyn_error_info_get(code);

	tradyn_error_init(&err);
	tradyn__fail(&err, code, NULL, "%s", message);
	tradyn__write_failure(&writer, &err);
	tradyn__text_format(head, sizeof head, "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %zu\r\n\r\n",
	                    info->http_status, info->text, writer.length);
	if (send(connection->fd, head, strlen(head), MSG_NOSIGNAL | MSG_DONTWAIT | MSG_MORE) > 0)
		(void)!send(connection->fd, body, writer.length, MSG_NOSIGNAL | MSG_DONTWAIT);
	connection->aborted_status = info->http_status;
	connection->aborted = true;
	shutdown(connection->fd, SHUT_RDWR);
}

void exchange_clear(struct exchanges *exchanges, struct connection *connection)
{
	release_reply(exchanges, connection);
	free(connection->body);
	sodium_memzero(&connection->memory, sizeof connection->memory);
}
