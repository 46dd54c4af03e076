/* SPDX-License-Identifier: MIT
 * Nothing here knows an endpoint: path, parameters and types come from the row. */
#include "server/http/router.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"
#include "lib/schema/schema.h"

#include <stdlib.h>
#include <string.h>

int router_init(struct router *router, tradyn_error *err)
{
	size_t largest = 0;

	for (int type = TRADYN_TYPE_NONE + 1; type < TRADYN_TYPE_COUNT; type++) {
		size_t size = tradyn_codec_size((tradyn_type_id)type);

		largest = size > largest ? size : largest;
	}
	*router = (struct router){ .body = malloc(largest), .query = malloc(largest) };
	return router->body && router->query ? 0 : tradyn__fail(err, TRADYN_E_NO_MEMORY, NULL, "Out of memory.");
}

void router_clear(struct router *router)
{
	free(router->body);
	free(router->query);
	memset(router, 0, sizeof *router);
}

void router_release(struct router *router)
{
	if (router->body_type)
		tradyn_codec_clear(router->body_type, router->body);
	if (router->query_type)
		tradyn_codec_clear(router->query_type, router->query);
	router->body_type = router->query_type = TRADYN_TYPE_NONE;
}

int router_find(const char *method, const struct target *target, int absent, struct route *route, tradyn_error *err)
{
	const tradyn_endpoint *row = NULL;
	int status;

	*route = (struct route){ .row = NULL };
	if (!strcmp(method, "HEAD"))
		method = "GET";
	status = tradyn_endpoint_find(method, target->path, target->path_length, &row, &route->parameter.at, &route->parameter.length,
	                              route->allow, sizeof route->allow);
	if (status == TRADYN_E_METHOD_NOT_ALLOWED)
		return tradyn__fail(err, status, NULL, "This path takes %s.", route->allow);
	if (status || (row->flags & absent))
		return tradyn__fail(err, TRADYN_E_NOT_FOUND, NULL, status ? "The path does not exist." : row->flags & TRADYN_ENDPOINT_MANUAL ? "The path exists only with --feed manual." : "The path exists only with --feed manual or --faults.");
	route->row = row;
	return 0;
}

#define TICKET_MAX ((INT64_C(1) << 53) - 1)

static int read_ticket(struct text text, tradyn_ticket *out, tradyn_error *err)
{
	int64_t value = 0;
	bool good = text.length > 0 && text.length <= 16;

	for (size_t i = 0; good && i < text.length; i++) {
		good = text.at[i] >= '0' && text.at[i] <= '9';
		value = value * 10 + (text.at[i] - '0');
	}
	if (!good || value < 1 || value > TICKET_MAX)
		return tradyn__fail(err, TRADYN_E_INVALID_VALUE, "ticket", "The ticket in the path must be a whole number from 1 to 9007199254740991.");
	*out = value;
	return 0;
}

/* A name of the path as text; one that can not be anybody's name is not found. */
static int read_name(struct text text, char *out, size_t size, int not_found, const char *field, tradyn_error *err)
{
	if (text.length && text.length < size && tradyn__text_copy(out, size, text.at, text.length)) {
		for (char *slash = out; (slash = strchr(slash, TARGET_SLASH));)
			*slash = '/';
		return 0;
	}
	return tradyn__fail(err, not_found, field, "%s.", tradyn_error_info_get(not_found)->text);
}

static int read_path(const struct route *route, struct call *call, char *name, tradyn_error *err)
{
	switch (route->row->parameter) {
	case TRADYN_PATH_NONE:
		return 0;
	case TRADYN_PATH_TICKET:
		return read_ticket(route->parameter, &call->ticket, err);
	case TRADYN_PATH_SYMBOL:
		call->symbol = name;
		return read_name(route->parameter, name, TRADYN_SYMBOL_MAX, TRADYN_E_SYMBOL_NOT_FOUND, "symbol", err);
	case TRADYN_PATH_ID:
		call->id = name;
		return read_name(route->parameter, name, TRADYN_KEY_ID_MAX, TRADYN_E_KEY_NOT_FOUND, "id", err);
	}
	return 0;
}

static int read_query(struct router *router, const tradyn_endpoint *row, const struct target *target, struct call *call, tradyn_error *err)
{
	int status = 0;

	if (row->query) {
		status = tradyn_codec_decode_query(row->query, target->parameters, target->parameter_count, router->query, err);
		router->query_type = status ? TRADYN_TYPE_NONE : row->query;
		call->query = router->query;
	} else if (target->parameter_count && !(row->flags & TRADYN_ENDPOINT_BODY_IN_QUERY)) {
		status = tradyn__fail(err, TRADYN_E_UNKNOWN_FIELD, target->parameters[0].name, "This endpoint takes no query parameters.");
	}
	return status;
}

/* Whether the body says nothing: `{}`, which some clients send with every request. */
static bool is_empty(struct text body)
{
	char seen[2];
	size_t count = 0;

	for (size_t i = 0; i < body.length; i++) {
		if (strchr(" \t\r\n", body.at[i]) && body.at[i])
			continue;
		if (count == sizeof seen)
			return false;
		seen[count++] = body.at[i];
	}
	return count == 0 || (count == 2 && seen[0] == '{' && seen[1] == '}');
}

/* Decodes where the body's fields stand: in the body, on the query string, or nowhere. */
static int decode_body(struct router *router, const tradyn_endpoint *row, const struct target *target, struct text body, tradyn_error *err)
{
	bool in_query = row->flags & TRADYN_ENDPOINT_BODY_IN_QUERY && target->parameter_count;
	int status;

	if (body.at && in_query)
		return tradyn__fail(err, TRADYN_E_INVALID, target->parameters[0].name, "Give the fields in the body or on the query string, not in both.");
	if (body.at)
		return tradyn_codec_decode(row->body, body.at, body.length, router->body, err);
	if (in_query)
		return tradyn_codec_decode_query(row->body, target->parameters, target->parameter_count, router->body, err);
	if (!row->body_required) {
		tradyn_codec_init(row->body, router->body);
		return 0;
	}
	status = tradyn_codec_decode(row->body, "{}", 2, router->body, err); /* says which field is missing */
	if (!status) {
		tradyn_codec_clear(row->body, router->body);
		status = tradyn__fail(err, TRADYN_E_MISSING_FIELD, NULL, "This endpoint needs a JSON body.");
	}
	return status;
}

static int read_body(struct router *router, const tradyn_endpoint *row, const struct target *target, struct text body, struct call *call, tradyn_error *err)
{
	int status;

	if (!row->body)
		return body.at && !is_empty(body) ? tradyn__fail(err, TRADYN_E_UNKNOWN_FIELD, NULL, "This endpoint takes no body.") : 0;
	status = decode_body(router, row, target, body, err);
	router->body_type = status ? TRADYN_TYPE_NONE : row->body;
	call->body = router->body;
	return status;
}

/* The body's own idempotency key, "" when it has none. */
static const char *body_key(const tradyn_endpoint *row, const void *body)
{
	const tradyn__type *type = row->body ? tradyn__type_get(row->body) : NULL;

	for (size_t i = 0; type && i < type->field_count; i++)
		if (!strcmp(type->fields[i].name, "client_order_id"))
			return (const char *)body + type->fields[i].offset;
	return "";
}

static int read_key(const tradyn_endpoint *row, struct text header, char *text, struct call *call, tradyn_error *err)
{
	const char *in_body;

	if (!(row->flags & TRADYN_ENDPOINT_MUTATES) || row->category == TRADYN_CATEGORY_KEYS)
		return 0; /* a reply that shows a secret is never kept for a replay */
	in_body = body_key(row, call->body);
	if (*in_body && !guard_idempotency_key(in_body, strlen(in_body)))
		return tradyn__fail(err, TRADYN_E_INVALID_VALUE, "client_order_id", "An idempotency key has 1 to 64 printable ASCII characters.");
	call->idempotency_key = in_body;
	if (!header.at)
		return 0;
	if (!guard_idempotency_key(header.at, header.length))
		return tradyn__fail(err, TRADYN_E_INVALID_VALUE, "Idempotency-Key", "An idempotency key has 1 to 64 printable ASCII characters.");
	memcpy(text, header.at, header.length);
	text[header.length] = '\0';
	if (*in_body && strcmp(in_body, text))
		return tradyn__fail(err, TRADYN_E_INVALID_VALUE, "client_order_id", "The header Idempotency-Key and client_order_id differ; give one of them, or the same.");
	call->idempotency_key = text;
	return 0;
}

int router_read(struct router *router, const struct route *route, const struct target *target, const struct arguments *arguments,
                struct call *call, tradyn_error *err)
{
	int status;

	call->row = route->row;
	call->symbol = call->id = call->idempotency_key = "";
	status = read_path(route, call, router->name, err);
	if (!status)
		status = read_query(router, route->row, target, call, err);
	if (!status)
		status = read_body(router, route->row, target, arguments->body, call, err);
	if (!status)
		status = read_key(route->row, arguments->idempotency_key, router->key, call, err);
	return status;
}
