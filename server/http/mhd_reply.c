/* SPDX-License-Identifier: MIT
 * The headers of a reply. libmicrohttpd copies each header in three allocations, which cost more than everything else we do for a
 * request; so the last response is kept, and a reply of the same shape only gives it new digits. */
#include "server/http/mhd_reply.h"

#include <stdlib.h>
#include <string.h>

/* Headers whose text changes from reply to reply. */
enum changing { REQUEST_ID, REMAINING, RESET, EVENT_ID, CHANGING_COUNT };

static const char *const changing_names[CHANGING_COUNT] = { "X-Request-Id", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-Tradyn-Event-Id" };

/* Their texts; length 0: the header is absent. */
struct texts {
	struct text values[CHANGING_COUNT];
	char digits[CHANGING_COUNT][20];
};

/* The response that is kept: 200, JSON, with this body length and these lengths of the changing headers. */
struct kept {
	struct MHD_Response *response;
	const char *data;
	size_t length;
	size_t lengths[CHANGING_COUNT];
	char *values[CHANGING_COUNT]; /* libmicrohttpd's own copies, which it reads only while the response is on its way */
};

static void set_number(struct texts *texts, enum changing which, int64_t value)
{
	char *end = texts->digits[which] + sizeof texts->digits[which], *at = end;
	uint64_t rest = (uint64_t)value;

	do {
		*--at = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest);
	texts->values[which] = (struct text){ at, (size_t)(end - at) };
}

static void set_texts(const struct exchanges *exchanges, const struct connection *connection, struct texts *texts)
{
	const struct rate_state *rate = &connection->caller.rate;
	int64_t event_id = connection->out->reply.event_id;

	memset(texts->values, 0, sizeof texts->values);
	texts->values[REQUEST_ID] = (struct text){ connection->request_id, connection->request_id_length };
	if (rate->limit) {
		set_number(texts, REMAINING, rate->remaining);
		set_number(texts, RESET, rate_seconds(rate->reset_nsec));
	}
	if (!event_id && connection->caller.login)
		event_id = tradyn_engine_last_event(desk_engine(exchanges->server->desk), connection->caller.login);
	if (event_id)
		set_number(texts, EVENT_ID, event_id);
}

static void add(struct MHD_Response *response, const char *name, struct text value)
{
	char text[REQUEST_ID_MAX];

	memcpy(text, value.at, value.length);
	text[value.length] = '\0';
	MHD_add_response_header(response, name, text);
}

static void add_number(struct MHD_Response *response, const char *name, int64_t value)
{
	struct texts one;

	set_number(&one, REQUEST_ID, value);
	add(response, name, one.values[REQUEST_ID]);
}

/* What the status asks for. */
static void add_hints(struct MHD_Response *response, const struct connection *connection)
{
	int status = connection->out->reply.http_status;
	int64_t retry = rate_seconds(connection->caller.rate.retry_nsec);

	if (status == 429 || status == 503)
		add_number(response, "Retry-After", retry > 0 ? retry : 1);
	else if (status == 401)
		MHD_add_response_header(response, "WWW-Authenticate", "Bearer");
	else if (status == 405)
		MHD_add_response_header(response, "Allow", connection->route.allow);
}

static struct MHD_Response *make(const struct connection *connection, const struct texts *texts)
{
	const struct reply *reply = &connection->out->reply;
	/* the buffer stays with the connection until the request is over */
	struct MHD_Response *response = MHD_create_response_from_buffer(reply->length, reply->data, MHD_RESPMEM_PERSISTENT);

	if (!response)
		return NULL;
	MHD_add_response_header(response, "Content-Type", reply->content_type ? reply->content_type : "application/json");
	MHD_add_response_header(response, "Cache-Control", "no-store");
	MHD_add_response_header(response, "X-Tradyn-Mode", "paper");
	if (connection->caller.rate.limit)
		add_number(response, "X-RateLimit-Limit", connection->caller.rate.limit);
	for (int i = 0; i < CHANGING_COUNT; i++)
		if (texts->values[i].length)
			add(response, changing_names[i], texts->values[i]);
	add_hints(response, connection);
	if (connection->close)
		MHD_add_response_header(response, "Connection", "close");
	return response;
}

void mhd_reply_free(void *cls)
{
	struct kept *kept = cls;

	if (kept)
		MHD_destroy_response(kept->response);
	free(kept);
}

/* Whether replies of this kind come again and again. */
static bool is_common(const struct connection *connection)
{
	const struct reply *reply = &connection->out->reply;

	return reply->http_status == 200 && !reply->content_type && !connection->close;
}

static bool fits(const struct kept *kept, const struct reply *reply, const struct texts *texts)
{
	if (kept->length != reply->length || kept->data != reply->data)
		return false;
	for (int i = 0; i < CHANGING_COUNT; i++)
		if (kept->lengths[i] != texts->values[i].length)
			return false;
	return true;
}

/* The kept response with the new texts; made anew when its shape differs. NULL when memory ends. */
static struct MHD_Response *renew(const struct connection *connection, const struct texts *texts)
{
	struct kept *kept = connection->out->kept;

	if (kept && fits(kept, &connection->out->reply, texts)) {
		for (int i = 0; i < CHANGING_COUNT; i++)
			if (kept->lengths[i])
				memcpy(kept->values[i], texts->values[i].at, kept->lengths[i]);
		return kept->response;
	}
	mhd_reply_free(kept);
	connection->out->kept = NULL;
	kept = calloc(1, sizeof *kept);
	if (!kept)
		return NULL;
	kept->response = make(connection, texts);
	if (!kept->response) {
		free(kept);
		return NULL;
	}
	kept->data = connection->out->reply.data;
	kept->length = connection->out->reply.length;
	for (int i = 0; i < CHANGING_COUNT; i++) {
		kept->lengths[i] = texts->values[i].length;
		kept->values[i] = (char *)(uintptr_t)(kept->lengths[i] ? MHD_get_response_header(kept->response, changing_names[i]) : NULL);
	}
	connection->out->kept = kept;
	return kept->response;
}

enum MHD_Result mhd_reply(const struct exchanges *exchanges, struct MHD_Connection *mhd, const struct connection *connection)
{
	struct MHD_Response *response;
	struct texts texts;
	bool common = is_common(connection);
	enum MHD_Result result;

	set_texts(exchanges, connection, &texts);
	response = common ? renew(connection, &texts) : make(connection, &texts);
	if (!response)
		return MHD_NO;
	result = MHD_queue_response(mhd, (unsigned)connection->out->reply.http_status, response);
	if (!common)
		MHD_destroy_response(response);
	return result;
}
