/* SPDX-License-Identifier: MIT
 * The endpoint table, and the OpenAPI document that is made of it. */
#include "tests/unit/suite.h"

#include "lib/schema/schema.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int find(const char *method, const char *path, const tradyn_endpoint **row, char parameter[64], char allow[64])
{
	const char *at = NULL;
	size_t length = 0;
	int status = tradyn_endpoint_find(method, path, strlen(path), row, &at, &length, allow, 64);

	if (status == 0)
		snprintf(parameter, 64, "%.*s", (int)length, at);
	return status;
}

/* The published reference: number, method, path. */
static const struct {
	const char *method, *path;
} reference[] = {
	{ "GET", "/v1/api/account" }, { "GET", "/v1/api/history" }, { "GET", "/v1/api/positions" }, { "GET", "/v1/api/positions/{ticket}" },
	{ "PUT", "/v1/api/positions/{ticket}" }, { "DELETE", "/v1/api/positions/{ticket}" }, { "GET", "/v1/api/orders" }, { "POST", "/v1/api/orders" },
	{ "PUT", "/v1/api/orders/{ticket}" }, { "DELETE", "/v1/api/orders/{ticket}" }, { "POST", "/v1/api/trade" }, { "POST", "/v1/api/trade/check" },
	{ "POST", "/v1/api/trade/close-all" }, { "GET", "/v1/api/symbols" }, { "GET", "/v1/api/symbols/{symbol}" },
	{ "GET", "/v1/api/symbols/{symbol}/tick" }, { "GET", "/v1/api/symbols/{symbol}/candles" },
};

START_TEST(the_seventeen)
{
	ck_assert_uint_eq(TRADYN__COUNT(reference), 17);
	for (int i = 0; i < 17; i++) {
		const tradyn_endpoint *row = tradyn_endpoint_at((size_t)i);

		ck_assert_int_eq(row->number, i + 1);
		ck_assert_str_eq(row->method, reference[i].method);
		ck_assert_str_eq(row->path, reference[i].path);
	}
	for (size_t i = 17; tradyn_endpoint_at(i); i++)
		ck_assert_int_eq(tradyn_endpoint_at(i)->number, 0);
}
END_TEST

START_TEST(rows_stand_at_their_id)
{
	for (int id = 0; id < TRADYN_ENDPOINT_COUNT; id++) {
		const tradyn_endpoint *row = tradyn_endpoint_get((tradyn_endpoint_id)id);

		ck_assert_int_eq(row->id, id);
		ck_assert_ptr_eq(row, tradyn_endpoint_at((size_t)id));
		ck_assert_msg(*row->doc && *row->name, "row %d says nothing of itself", id);
	}
	ck_assert_ptr_null(tradyn_endpoint_get(TRADYN_ENDPOINT_COUNT));
	ck_assert_ptr_null(tradyn_endpoint_get((tradyn_endpoint_id)-1));
	ck_assert_ptr_null(tradyn_endpoint_at(1000));
}
END_TEST

START_TEST(rows_keep_the_rules)
{
	const tradyn_endpoint *row;

	for (size_t i = 0; (row = tradyn_endpoint_at(i)); i++) {
		bool mutates = row->flags & TRADYN_ENDPOINT_MUTATES;
		bool calculates = row->id == TRADYN_ENDPOINT_TRADE_CHECK || row->id == TRADYN_ENDPOINT_CALC_MARGIN || row->id == TRADYN_ENDPOINT_CALC_PROFIT;

		ck_assert_msg((strcmp(row->method, "GET") == 0) == !(mutates || calculates), "%s %s: method and mutation", row->method, row->path);
		ck_assert_msg((strchr(row->path, '{') != NULL) == (row->parameter != TRADYN_PATH_NONE), "%s: parameter", row->path);
		ck_assert_msg(row->query == TRADYN_TYPE_NONE || row->body == TRADYN_TYPE_NONE, "%s: query and body", row->path);
		ck_assert_msg((row->category == TRADYN_CATEGORY_META) == (row->scopes == 0), "%s: scopes", row->path);
		ck_assert_msg(!mutates || !(row->scopes & TRADYN_SCOPE_READ), "%s: a read key may change something", row->path);
		ck_assert_msg(row->scopes == 0 || row->scopes & TRADYN_SCOPE_FULL, "%s: a full key may not", row->path);
		ck_assert_msg(row->errors != NULL, "%s: errors", row->path);
		for (const int *code = row->errors; *code; code++)
			ck_assert_msg(tradyn_error_info_get(*code)->code == *code, "%s: unknown error %d", row->path, *code);
		if (row->category == TRADYN_CATEGORY_KEYS || row->category == TRADYN_CATEGORY_SIMULATION)
			ck_assert_int_eq(row->scopes, TRADYN_SCOPE_FULL);
	}
}
END_TEST

/* Every row is found by its own method and path, with the parameter that stands there. */
START_TEST(every_row_is_found)
{
	const tradyn_endpoint *row, *found = NULL;

	for (size_t i = 0; (row = tradyn_endpoint_at(i)); i++) {
		const char *open = strchr(row->path, '{'), *close = strchr(row->path, '}');
		char path[128], parameter[64] = "", allow[64];

		if (open)
			snprintf(path, sizeof(path), "%.*s4711%s", (int)(open - row->path), row->path, close + 1);
		else
			snprintf(path, sizeof(path), "%s", row->path);
		ck_assert_msg(find(row->method, path, &found, parameter, allow) == 0, "%s %s is not found", row->method, path);
		ck_assert_ptr_eq(found, row);
		ck_assert_str_eq(parameter, open ? "4711" : "");
	}
}
END_TEST

START_TEST(aliases_stand_for_their_row)
{
	static const struct { const char *method, *path; tradyn_endpoint_id id; const char *parameter; } aliases[] = {
		{ "PATCH", "/v1/api/positions/7", TRADYN_ENDPOINT_POSITIONS_MODIFY, "7" },
		{ "POST", "/v1/api/positions/7/close", TRADYN_ENDPOINT_POSITIONS_CLOSE, "7" },
		{ "PATCH", "/v1/api/orders/7", TRADYN_ENDPOINT_ORDERS_MODIFY, "7" },
		{ "POST", "/v1/api/orders/7/cancel", TRADYN_ENDPOINT_ORDERS_CANCEL, "7" },
		{ "GET", "/v1/api/quote/EURUSD", TRADYN_ENDPOINT_SYMBOLS_TICK, "EURUSD" },
		{ "GET", "/v1/health", TRADYN_ENDPOINT_HEALTH, "" },
	};

	for (size_t i = 0; i < TRADYN__COUNT(aliases); i++) {
		const tradyn_endpoint *found = NULL, *named = tradyn_endpoint_get(aliases[i].id);
		char parameter[64], allow[64];

		ck_assert_msg(find(aliases[i].method, aliases[i].path, &found, parameter, allow) == 0, "%s %s is not found", aliases[i].method, aliases[i].path);
		ck_assert_int_eq(found->id, aliases[i].id);
		ck_assert_str_eq(parameter, aliases[i].parameter);
		ck_assert_int_eq(found->body, named->body);
		ck_assert_int_eq(found->reply, named->reply);
		ck_assert_int_eq(found->scopes, named->scopes);
		ck_assert_int_eq(found->flags, named->flags);
	}
}
END_TEST

START_TEST(paths_that_do_not_exist)
{
	static const char *const paths[] = {
		"", "/", "/v1", "/v1/", "/v1/api", "/v1/api/", "/v1/api/accounts", "/v1/api/account/", "/v1/api/account/1", "/v1/api/positions/", "/v1/api/positions//close",
		"/v1/api/positions/1/2", "/v1/api/symbols//tick", "/v1/api/symbols/EURUSD/", "/v2/api/account", "/V1/api/account", "/v1/api/Account", "//v1/api/account",
		"/v1//api/account", "/health/", "/healthy", "/v1/openapi.jso", "/v1/openapi.jsonx", "v1/api/account",
	};

	for (size_t i = 0; i < TRADYN__COUNT(paths); i++) {
		const tradyn_endpoint *row = NULL;
		char parameter[64], allow[64] = "x";

		ck_assert_msg(find("GET", paths[i], &row, parameter, allow) == TRADYN_E_NOT_FOUND, "%s exists", paths[i]);
		ck_assert_str_eq(allow, "");
	}
}
END_TEST

START_TEST(other_methods_are_named)
{
	const tradyn_endpoint *row;
	char parameter[64], allow[64];

	ck_assert_int_eq(find("POST", "/v1/api/account", &row, parameter, allow), TRADYN_E_METHOD_NOT_ALLOWED);
	ck_assert_str_eq(allow, "GET");
	ck_assert_int_eq(find("POST", "/v1/api/positions/7", &row, parameter, allow), TRADYN_E_METHOD_NOT_ALLOWED);
	ck_assert_str_eq(allow, "GET, PUT, DELETE, PATCH");
	ck_assert_int_eq(find("get", "/v1/api/account", &row, parameter, allow), TRADYN_E_METHOD_NOT_ALLOWED);
	ck_assert_int_eq(tradyn_endpoint_find("POST", "/health", 7, &row, &(const char *){ NULL }, &(size_t){ 0 }, NULL, 0), TRADYN_E_METHOD_NOT_ALLOWED);
	ck_assert_int_eq(tradyn_endpoint_find("TRACE", "/v1/api/positions/7", 19, &row, &(const char *){ NULL }, &(size_t){ 0 }, allow, 9), TRADYN_E_METHOD_NOT_ALLOWED);
	ck_assert_str_eq(allow, "GET, PUT");
}
END_TEST

/* ---- OpenAPI ---- */

#define OPENAPI_MAX (2 << 20)

static json_t *openapi(void)
{
	char *out = malloc(OPENAPI_MAX);
	size_t length;
	json_error_t error;
	json_t *root;

	ck_assert_int_eq(tradyn_endpoint_openapi(out, OPENAPI_MAX, &length), 0);
	root = json_loadb(out, length, JSON_REJECT_DUPLICATES, &error);
	ck_assert_msg(root != NULL, "openapi.json: %s at %d", error.text, error.position);
	free(out);
	return root;
}

static json_t *operation_of(const json_t *root, const tradyn_endpoint *row)
{
	char method[8] = "";

	for (size_t i = 0; row->method[i]; i++)
		method[i] = (char)(row->method[i] | 0x20);
	return json_object_get(json_object_get(json_object_get(root, "paths"), row->path), method);
}

START_TEST(openapi_has_every_endpoint_and_error)
{
	json_t *root = openapi();
	const tradyn_endpoint *row;
	json_t *names = json_object();

	for (size_t i = 0; (row = tradyn_endpoint_at(i)); i++) {
		json_t *operation = operation_of(root, row);
		const char *name = json_string_value(json_object_get(operation, "operationId"));
		json_t *responses = json_object_get(operation, "responses");

		ck_assert_msg(operation != NULL, "%s %s is not described", row->method, row->path);
		ck_assert_msg(!json_object_get(names, name), "%s stands twice", name);
		json_object_set_new(names, name, json_true());
		ck_assert_int_eq(json_integer_value(json_object_get(operation, "x-number")), row->number);
		ck_assert_ptr_nonnull(json_object_get(responses, "200"));
		for (const int *code = row->errors; *code; code++) {
			const tradyn_error_info *info = tradyn_error_info_get(*code);
			json_t *codes, *value;
			char status[8];
			size_t at;
			bool found = false;

			snprintf(status, sizeof(status), "%d", info->http_status);
			codes = json_object_get(json_object_get(responses, status), "x-codes");
			json_array_foreach(codes, at, value)
				found |= strcmp(json_string_value(value), info->name) == 0;
			ck_assert_msg(found, "%s %s does not tell of %s", row->method, row->path, info->name);
		}
	}
	json_decref(names);
	json_decref(root);
}
END_TEST

/* Whatever stands on the wire has a description, and its unit where it has one. */
START_TEST(openapi_has_every_field)
{
	json_t *root = openapi();
	json_t *schemas = json_object_get(json_object_get(root, "components"), "schemas");

	for (int id = TRADYN_TYPE_NONE + 1; id < TRADYN_TYPE_COUNT; id++) {
		const tradyn__type *type = tradyn__type_get((tradyn_type_id)id);
		json_t *properties = json_object_get(json_object_get(schemas, type->name), "properties");

		for (size_t i = 0; i < type->field_count; i++) {
			const tradyn__field *field = &type->fields[i];
			json_t *property = json_object_get(properties, field->name);
			const char *unit = json_string_value(json_object_get(property, "x-unit"));

			if (field->flags & (TRADYN__STORED | TRADYN__COVERED)) {
				ck_assert_ptr_null(property);
				continue;
			}
			ck_assert_msg(property != NULL, "%s.%s is not described", type->name, field->name);
			ck_assert_str_eq(json_string_value(json_object_get(property, "description")), field->doc);
			ck_assert_str_eq(unit ? unit : "", field->unit);
			ck_assert_msg(json_object_get(property, "type") != NULL, "%s.%s has no type", type->name, field->name);
		}
		ck_assert_int_eq(json_is_false(json_object_get(json_object_get(schemas, type->name), "additionalProperties")), type->sized || id == TRADYN_TYPE_FAULT);
	}
	json_decref(root);
}
END_TEST

/* Every $ref leads somewhere. */
static void follow(const json_t *root, const json_t *value)
{
	const char *key, *reference_text = json_string_value(json_object_get(value, "$ref"));
	json_t *member;
	size_t i;

	if (reference_text) {
		char kind[32] = "", name[64] = "";

		ck_assert_int_eq(sscanf(reference_text, "#/components/%31[^/]/%63s", kind, name), 2);
		member = json_object_get(json_object_get(json_object_get(root, "components"), kind), name);
		ck_assert_msg(member != NULL, "%s leads nowhere", reference_text);
	}
	json_object_foreach((json_t *)(uintptr_t)value, key, member)
		follow(root, member);
	json_array_foreach(value, i, member)
		follow(root, member);
}

START_TEST(openapi_references_lead_somewhere)
{
	json_t *root = openapi();

	follow(root, root);
	json_decref(root);
}
END_TEST

START_TEST(openapi_needs_its_room)
{
	char *out = malloc(1000);
	size_t length;

	ck_assert_int_eq(tradyn_endpoint_openapi(out, 1000, &length), TRADYN_E_BUFFER_FULL);
	ck_assert_uint_le(length, 1000);
	free(out);
}
END_TEST

int main(void)
{
	return run_tests("endpoint", 60, (const TTest *const []){
		the_seventeen,
		rows_stand_at_their_id,
		rows_keep_the_rules,
		every_row_is_found,
		aliases_stand_for_their_row,
		paths_that_do_not_exist,
		other_methods_are_named,
		openapi_has_every_endpoint_and_error,
		openapi_has_every_field,
		openapi_references_lead_somewhere,
		openapi_needs_its_room,
		NULL });
}
