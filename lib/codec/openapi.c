/* SPDX-License-Identifier: MIT
 * openapi.json: the endpoint table, the schema rows and the error list, told as OpenAPI 3.1. It says nothing that the code does not do,
 * because it is made of what the code does. */
#include "lib/codec/document.h"

#include "lib/base/text.h"
#include "lib/schema/types.h"

#include <tradyn/version.h>

#include <string.h>

static const struct {
	const char *name, *doc;
} tags[] = {
	[TRADYN_CATEGORY_ACCOUNT] = { "Account", "The account and its history." },
	[TRADYN_CATEGORY_POSITIONS] = { "Positions", "Open positions: read, protect, close." },
	[TRADYN_CATEGORY_ORDERS] = { "Orders", "Pending orders: read, place, change, cancel." },
	[TRADYN_CATEGORY_TRADING] = { "Trading", "Market orders, checks and calculators." },
	[TRADYN_CATEGORY_MARKET_DATA] = { "Market data", "Symbols, quotes and candles." },
	[TRADYN_CATEGORY_KEYS] = { "Keys", "API keys and their scopes." },
	[TRADYN_CATEGORY_SIMULATION] = { "Simulation", "Quotes and time by hand; only with the manual feed." },
	[TRADYN_CATEGORY_META] = { "Meta", "The server itself; no key is needed." },
};

static const struct {
	int status;
	const char *doc;
} statuses[] = {
	{ 400, "Missing or invalid parameters, or a rejection." },
	{ 401, "Missing or malformed Authorization." },
	{ 403, "Invalid API key, insufficient scope, or a request from elsewhere." },
	{ 404, "There is no such thing." },
	{ 405, "The path has other methods; see the Allow header." },
	{ 408, "The request did not arrive in time." },
	{ 413, "The body is too large." },
	{ 414, "The request target is too long." },
	{ 415, "The body is not application/json." },
	{ 429, "Too many requests; see the Retry-After header." },
	{ 431, "The headers are too large." },
	{ 500, "A fault of the server." },
	{ 501, "Unknown transfer coding." },
	{ 503, "Not connected to the trading server, or overloaded." },
};

/* ---- Errors of an endpoint ---- */

static bool contains(const int *codes, int code)
{
	for (; *codes; codes++)
		if (*codes == code)
			return true;
	return false;
}

static bool needs_key(int code)
{
	return code == TRADYN_E_UNAUTHORIZED || code == TRADYN_E_INVALID_KEY || code == TRADYN_E_INSUFFICIENT_SCOPE;
}

static bool may_answer(const tradyn_endpoint *row, const tradyn_error_info *info, int status)
{
	if (info->http_status != status || (row->scopes == 0 && needs_key(info->code)))
		return false;
	return contains(row->errors, info->code) || contains(tradyn_endpoint_common_errors(), info->code);
}

static void codes(tradyn__document *doc, const char *name, const tradyn_endpoint *row, int status)
{
	tradyn__doc_array(doc, name);
	for (size_t i = 0; i < tradyn_error_count(); i++)
		if (may_answer(row, tradyn_error_info_at(i), status))
			tradyn__doc_text(doc, NULL, tradyn_error_info_at(i)->name);
	tradyn__doc_end_array(doc);
}

static bool has_status(const tradyn_endpoint *row, int status)
{
	for (size_t i = 0; i < tradyn_error_count(); i++)
		if (may_answer(row, tradyn_error_info_at(i), status))
			return true;
	return false;
}

/* ---- Responses ---- */

static void open_content(tradyn__document *doc, const char *media_type)
{
	tradyn__doc_object(doc, "content");
	tradyn__doc_object(doc, media_type);
	tradyn__doc_object(doc, "schema");
}

static void close_content(tradyn__document *doc)
{
	tradyn__doc_end_object(doc);
	tradyn__doc_end_object(doc);
	tradyn__doc_end_object(doc);
}

static void failure_response(tradyn__document *doc, const tradyn_endpoint *row, int status, const char *description)
{
	char name[12];

	tradyn__text_format(name, sizeof(name), "%d", status);
	tradyn__doc_object(doc, name);
	tradyn__doc_text(doc, "description", description);
	codes(doc, "x-codes", row, status);
	open_content(doc, "application/json");
	tradyn__doc_array(doc, "allOf");
	tradyn__doc_ref(doc, NULL, "schemas", "failure");
	tradyn__doc_object(doc, NULL);
	tradyn__doc_object(doc, "properties");
	tradyn__doc_object(doc, "code");
	codes(doc, "enum", row, status);
	tradyn__doc_end_object(doc);
	tradyn__doc_end_object(doc);
	tradyn__doc_end_object(doc);
	tradyn__doc_end_array(doc);
	close_content(doc);
	tradyn__doc_end_object(doc);
}

static void reply_items(tradyn__document *doc, const tradyn_endpoint *row, const char *name)
{
	if (row->id != TRADYN_ENDPOINT_HISTORY_LIST) {
		tradyn__doc_ref(doc, name, "schemas", tradyn_codec_name(row->reply));
		return;
	}
	tradyn__doc_object(doc, name);
	tradyn__doc_array(doc, "anyOf"); /* by the parameter `type` */
	tradyn__doc_ref(doc, NULL, "schemas", tradyn__type_DEAL.name);
	tradyn__doc_ref(doc, NULL, "schemas", tradyn__type_ORDER.name);
	tradyn__doc_ref(doc, NULL, "schemas", tradyn__type_LEDGER_ENTRY.name);
	tradyn__doc_end_array(doc);
	tradyn__doc_end_object(doc);
}

static void data_member(tradyn__document *doc, const tradyn_endpoint *row)
{
	if (row->shape == TRADYN_REPLY_ONE) {
		reply_items(doc, row, "data");
		return;
	}
	tradyn__doc_object(doc, "data");
	tradyn__doc_text(doc, "type", "array");
	reply_items(doc, row, "items");
	tradyn__doc_end_object(doc);
}

static void cursor_member(tradyn__document *doc)
{
	tradyn__doc_object(doc, "next_cursor");
	tradyn__doc_array(doc, "type");
	tradyn__doc_text(doc, NULL, "string");
	tradyn__doc_text(doc, NULL, "null");
	tradyn__doc_end_array(doc);
	tradyn__doc_text(doc, "description", "`cursor` of the next page; null on the last one.");
	tradyn__doc_end_object(doc);
}

static void flag_member(tradyn__document *doc, const char *name, const char *description)
{
	tradyn__doc_object(doc, name);
	tradyn__doc_bool(doc, "const", true);
	tradyn__doc_text(doc, "description", description);
	tradyn__doc_end_object(doc);
}

static void envelope(tradyn__document *doc, const tradyn_endpoint *row)
{
	bool page = row->shape == TRADYN_REPLY_PAGE;

	tradyn__doc_text(doc, "type", "object");
	tradyn__doc_array(doc, "required");
	tradyn__doc_text(doc, NULL, "success");
	tradyn__doc_text(doc, NULL, "data");
	if (page)
		tradyn__doc_text(doc, NULL, "next_cursor");
	tradyn__doc_end_array(doc);
	tradyn__doc_object(doc, "properties");
	flag_member(doc, "success", "true.");
	data_member(doc, row);
	if (page)
		cursor_member(doc);
	if (row->flags & TRADYN_ENDPOINT_MUTATES)
		flag_member(doc, "replayed", "The stored reply to a request with the same idempotency key.");
	tradyn__doc_end_object(doc);
}

static void reply_headers(tradyn__document *doc, const tradyn_endpoint *row)
{
	tradyn__doc_object(doc, "headers");
	tradyn__doc_ref(doc, "X-Request-Id", "headers", "X-Request-Id");
	if (row->scopes) {
		tradyn__doc_ref(doc, "X-RateLimit-Limit", "headers", "X-RateLimit-Limit");
		tradyn__doc_ref(doc, "X-RateLimit-Remaining", "headers", "X-RateLimit-Remaining");
		tradyn__doc_ref(doc, "X-RateLimit-Reset", "headers", "X-RateLimit-Reset");
		tradyn__doc_ref(doc, "X-Tradyn-Event-Id", "headers", "X-Tradyn-Event-Id");
	}
	tradyn__doc_end_object(doc);
}

static void success_response(tradyn__document *doc, const tradyn_endpoint *row)
{
	bool raw = row->shape == TRADYN_REPLY_RAW;
	bool metrics = row->id == TRADYN_ENDPOINT_METRICS;

	tradyn__doc_object(doc, "200");
	tradyn__doc_text(doc, "description", row->doc);
	reply_headers(doc, row);
	open_content(doc, metrics ? "text/plain" : "application/json");
	if (raw)
		tradyn__doc_text(doc, "type", metrics ? "string" : "object");
	else
		envelope(doc, row);
	close_content(doc);
	tradyn__doc_end_object(doc);
}

static void responses(tradyn__document *doc, const tradyn_endpoint *row)
{
	tradyn__doc_object(doc, "responses");
	success_response(doc, row);
	for (size_t i = 0; i < TRADYN__COUNT(statuses); i++)
		if (has_status(row, statuses[i].status))
			failure_response(doc, row, statuses[i].status, statuses[i].doc);
	tradyn__doc_end_object(doc);
}

/* ---- Requests ---- */

static const struct {
	const char *name, *type, *doc;
} path_parameters[] = {
	[TRADYN_PATH_NONE] = { NULL, NULL, NULL },
	[TRADYN_PATH_TICKET] = { "ticket", "integer", "Ticket of the position or order." },
	[TRADYN_PATH_SYMBOL] = { "symbol", "string", "Symbol name." },
	[TRADYN_PATH_ID] = { "id", "string", "Id of the key." },
};

static void path_parameter(tradyn__document *doc, tradyn_path_parameter parameter)
{
	if (parameter == TRADYN_PATH_NONE)
		return;
	tradyn__doc_object(doc, NULL);
	tradyn__doc_text(doc, "name", path_parameters[parameter].name);
	tradyn__doc_text(doc, "in", "path");
	tradyn__doc_text(doc, "description", path_parameters[parameter].doc);
	tradyn__doc_bool(doc, "required", true);
	tradyn__doc_object(doc, "schema");
	tradyn__doc_text(doc, "type", path_parameters[parameter].type);
	tradyn__doc_end_object(doc);
	tradyn__doc_end_object(doc);
}

static void query_parameters(tradyn__document *doc, tradyn_type_id id)
{
	const tradyn__type *type = tradyn__type_get(id);

	for (size_t i = 0; type && i < type->field_count; i++) {
		tradyn__doc_object(doc, NULL);
		tradyn__doc_text(doc, "name", type->fields[i].name);
		tradyn__doc_text(doc, "in", "query");
		tradyn__doc_parameter(doc, type, &type->fields[i]);
		tradyn__doc_end_object(doc);
	}
}

static void parameters(tradyn__document *doc, const tradyn_endpoint *row)
{
	tradyn__doc_array(doc, "parameters");
	path_parameter(doc, row->parameter);
	query_parameters(doc, row->query);
	if (row->flags & TRADYN_ENDPOINT_BODY_IN_QUERY)
		query_parameters(doc, row->body);
	if (row->flags & TRADYN_ENDPOINT_MUTATES)
		tradyn__doc_ref(doc, NULL, "parameters", "Idempotency-Key");
	tradyn__doc_end_array(doc);
}

static void request_body(tradyn__document *doc, const tradyn_endpoint *row)
{
	const tradyn__type *type = tradyn__type_get(row->body);

	if (!type)
		return;
	tradyn__doc_object(doc, "requestBody");
	tradyn__doc_text(doc, "description", type->doc);
	tradyn__doc_bool(doc, "required", row->body_required);
	tradyn__doc_object(doc, "content");
	tradyn__doc_object(doc, "application/json");
	tradyn__doc_ref(doc, "schema", "schemas", type->name);
	tradyn__doc_end_object(doc);
	tradyn__doc_end_object(doc);
	tradyn__doc_end_object(doc);
}

/* ---- Operations ---- */

static void scopes(tradyn__document *doc, int bits)
{
	static const struct {
		int bit;
		const char *name;
	} names[] = { { TRADYN_SCOPE_READ, "read" }, { TRADYN_SCOPE_TRADE, "trade" }, { TRADYN_SCOPE_FULL, "full" } };

	tradyn__doc_array(doc, "x-scopes");
	for (size_t i = 0; i < TRADYN__COUNT(names); i++)
		if (bits & names[i].bit)
			tradyn__doc_text(doc, NULL, names[i].name);
	tradyn__doc_end_array(doc);
}

static void security(tradyn__document *doc, const tradyn_endpoint *row)
{
	tradyn__doc_array(doc, "security");
	if (row->scopes) {
		tradyn__doc_object(doc, NULL);
		tradyn__doc_array(doc, "bearer");
		tradyn__doc_end_array(doc);
		tradyn__doc_end_object(doc);
	}
	tradyn__doc_end_array(doc);
	scopes(doc, row->scopes);
}

static void operation_id(tradyn__document *doc, const tradyn_endpoint *row)
{
	char name[64];
	bool alias = row != tradyn_endpoint_get(row->id);

	tradyn__text_format(name, sizeof(name), "%s%s", row->name, alias ? ".alias" : "");
	tradyn__doc_text(doc, "operationId", name);
	if (alias)
		tradyn__doc_text(doc, "x-alias-of", row->name);
	if (row->number)
		tradyn__doc_int(doc, "x-number", row->number);
}

static void operation(tradyn__document *doc, const tradyn_endpoint *row)
{
	char method[8];
	size_t i = 0;

	for (; row->method[i] && i + 1 < sizeof(method); i++)
		method[i] = (char)(row->method[i] | 0x20);
	method[i] = '\0';
	tradyn__doc_object(doc, method);
	operation_id(doc, row);
	tradyn__doc_text(doc, "summary", row->doc);
	tradyn__doc_array(doc, "tags");
	tradyn__doc_text(doc, NULL, tags[row->category].name);
	tradyn__doc_end_array(doc);
	security(doc, row);
	parameters(doc, row);
	request_body(doc, row);
	responses(doc, row);
	tradyn__doc_end_object(doc);
}

static bool seen_before(size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (strcmp(tradyn_endpoint_at(i)->path, tradyn_endpoint_at(index)->path) == 0)
			return true;
	return false;
}

static void paths(tradyn__document *doc)
{
	const tradyn_endpoint *row, *other;

	tradyn__doc_object(doc, "paths");
	for (size_t i = 0; (row = tradyn_endpoint_at(i)); i++) {
		if (seen_before(i))
			continue;
		tradyn__doc_object(doc, row->path);
		for (size_t j = i; (other = tradyn_endpoint_at(j)); j++)
			if (strcmp(other->path, row->path) == 0)
				operation(doc, other);
		tradyn__doc_end_object(doc);
	}
	tradyn__doc_end_object(doc);
}

/* ---- The frame ---- */

static void info(tradyn__document *doc)
{
	tradyn__doc_text(doc, "openapi", "3.1.0");
	tradyn__doc_object(doc, "info");
	tradyn__doc_text(doc, "title", "Tradyn Terminal API");
	tradyn__doc_text(doc, "version", TRADYN_VERSION);
	tradyn__doc_text(doc, "description",
	                 "Trading over HTTP. Prices, volumes and money are exact decimals with at least one digit after the point; "
	                 "times are UTC; everything that fails answers with the failure envelope, whose `code` is stable.");
	tradyn__doc_object(doc, "license");
	tradyn__doc_text(doc, "name", "MIT");
	tradyn__doc_text(doc, "identifier", "MIT");
	tradyn__doc_end_object(doc);
	tradyn__doc_end_object(doc);
	tradyn__doc_array(doc, "servers");
	tradyn__doc_object(doc, NULL);
	tradyn__doc_text(doc, "url", "http://127.0.0.1:8080");
	tradyn__doc_text(doc, "description", "The server on this machine.");
	tradyn__doc_end_object(doc);
	tradyn__doc_end_array(doc);
}

static void tag_list(tradyn__document *doc)
{
	tradyn__doc_array(doc, "tags");
	for (size_t i = 0; i < TRADYN__COUNT(tags); i++) {
		tradyn__doc_object(doc, NULL);
		tradyn__doc_text(doc, "name", tags[i].name);
		tradyn__doc_text(doc, "description", tags[i].doc);
		tradyn__doc_end_object(doc);
	}
	tradyn__doc_end_array(doc);
}

static void headers(tradyn__document *doc)
{
	static const struct {
		const char *name, *type, *doc;
	} rows[] = {
		{ "X-Request-Id", "string", "Id of the request: the client's own, or one made for it." },
		{ "X-RateLimit-Limit", "integer", "Requests a second that the key may make." },
		{ "X-RateLimit-Remaining", "integer", "Requests that are left now." },
		{ "X-RateLimit-Reset", "integer", "When all of them are back, seconds since the epoch." },
		{ "X-Tradyn-Event-Id", "integer", "Last durable event of the account." },
	};

	tradyn__doc_object(doc, "headers");
	for (size_t i = 0; i < TRADYN__COUNT(rows); i++) {
		tradyn__doc_object(doc, rows[i].name);
		tradyn__doc_text(doc, "description", rows[i].doc);
		tradyn__doc_object(doc, "schema");
		tradyn__doc_text(doc, "type", rows[i].type);
		tradyn__doc_end_object(doc);
		tradyn__doc_end_object(doc);
	}
	tradyn__doc_end_object(doc);
}

static void idempotency_key(tradyn__document *doc)
{
	tradyn__doc_object(doc, "parameters");
	tradyn__doc_object(doc, "Idempotency-Key");
	tradyn__doc_text(doc, "name", "Idempotency-Key");
	tradyn__doc_text(doc, "in", "header");
	tradyn__doc_text(doc, "description",
	                 "The same key and the same request give the stored reply; the same key with another request is refused. Kept for at least a day.");
	tradyn__doc_bool(doc, "required", false);
	tradyn__doc_object(doc, "schema");
	tradyn__doc_text(doc, "type", "string");
	tradyn__doc_text(doc, "pattern", "^[ -~]{1,64}$");
	tradyn__doc_end_object(doc);
	tradyn__doc_end_object(doc);
	tradyn__doc_end_object(doc);
}

static void security_schemes(tradyn__document *doc)
{
	tradyn__doc_object(doc, "securitySchemes");
	tradyn__doc_object(doc, "bearer");
	tradyn__doc_text(doc, "type", "http");
	tradyn__doc_text(doc, "scheme", "bearer");
	tradyn__doc_text(doc, "bearerFormat", "tk_live_...");
	tradyn__doc_text(doc, "description", "An API key: `Authorization: Bearer tk_live_...`.");
	tradyn__doc_end_object(doc);
	tradyn__doc_end_object(doc);
}

static void components(tradyn__document *doc)
{
	tradyn__doc_object(doc, "components");
	security_schemes(doc);
	idempotency_key(doc);
	headers(doc);
	tradyn__doc_schemas(doc);
	tradyn__doc_end_object(doc);
}

static void error_list(tradyn__document *doc)
{
	tradyn__doc_object(doc, "x-errors");
	for (size_t i = 0; i < tradyn_error_count(); i++) {
		const tradyn_error_info *row = tradyn_error_info_at(i);

		tradyn__doc_object(doc, row->name);
		tradyn__doc_int(doc, "status", row->http_status);
		if (row->retcode)
			tradyn__doc_int(doc, "retcode", row->retcode);
		tradyn__doc_text(doc, "error", row->text);
		tradyn__doc_text(doc, "description", row->doc);
		tradyn__doc_end_object(doc);
	}
	tradyn__doc_end_object(doc);
}

int tradyn_endpoint_openapi(char *out, size_t capacity, size_t *length)
{
	tradyn__document doc = { { out, 0, capacity, 0 }, false };

	tradyn__doc_object(&doc, NULL);
	info(&doc);
	tag_list(&doc);
	paths(&doc);
	components(&doc);
	error_list(&doc);
	tradyn__doc_end_object(&doc);
	*length = doc.writer.length;
	return doc.writer.status;
}
