/* SPDX-License-Identifier: MIT
 * The headers of a reply. libmicrohttpd copies each, so there are as few as the contract allows. */
#include "server/http/mhd_reply.h"

#include <string.h>

/* Adds a header with a number of at most 19 digits. */
static void add_number(struct MHD_Response *response, const char *name, int64_t value)
{
	char text[24];
	size_t at = sizeof text - 1;

	text[at] = '\0';
	do {
		text[--at] = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	MHD_add_response_header(response, name, text + at);
}

static void add_rate(struct MHD_Response *response, const struct rate_state *rate)
{
	if (!rate->limit)
		return;
	add_number(response, "X-RateLimit-Limit", rate->limit);
	add_number(response, "X-RateLimit-Remaining", rate->remaining);
	add_number(response, "X-RateLimit-Reset", rate_seconds(rate->reset_nsec));
}

/* When to come again, where the status says so. */
static void add_retry(struct MHD_Response *response, const struct connection *connection)
{
	int status = connection->reply.http_status;

	if (status == 429)
		add_number(response, "Retry-After", connection->caller.rate.retry_nsec > 0 ? rate_seconds(connection->caller.rate.retry_nsec) : 1);
	else if (status == 503)
		add_number(response, "Retry-After", 1);
	else if (status == 401)
		MHD_add_response_header(response, "WWW-Authenticate", "Bearer");
	else if (status == 405)
		MHD_add_response_header(response, "Allow", connection->route.allow);
}

static void add_event_id(const struct exchanges *exchanges, struct MHD_Response *response, const struct connection *connection)
{
	int64_t id = connection->reply.event_id;

	if (!id && connection->caller.login)
		id = tradyn_engine_last_event(desk_engine(exchanges->server->desk), connection->caller.login);
	if (id)
		add_number(response, "X-Tradyn-Event-Id", id);
}

enum MHD_Result mhd_reply(const struct exchanges *exchanges, struct MHD_Connection *mhd, const struct connection *connection)
{
	const struct reply *reply = &connection->reply;
	/* the buffer stays with the connection until the request is over */
	struct MHD_Response *response = MHD_create_response_from_buffer(reply->length, reply->data, MHD_RESPMEM_PERSISTENT);
	enum MHD_Result result;

	if (!response)
		return MHD_NO;
	MHD_add_response_header(response, "Content-Type", reply->content_type ? reply->content_type : "application/json");
	MHD_add_response_header(response, "Cache-Control", "no-store");
	MHD_add_response_header(response, "X-Tradyn-Mode", "paper");
	MHD_add_response_header(response, "X-Request-Id", connection->request_id);
	add_rate(response, &connection->caller.rate);
	add_event_id(exchanges, response, connection);
	if (reply->http_status != 200)
		add_retry(response, connection);
	if (connection->close)
		MHD_add_response_header(response, "Connection", "close");
	result = MHD_queue_response(mhd, (unsigned)reply->http_status, response);
	MHD_destroy_response(response);
	return result;
}
