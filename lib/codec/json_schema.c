/* SPDX-License-Identifier: MIT
 * JSON Schemas of the types, from the same rows that read and write them. */
#include "lib/codec/document.h"

#include "lib/schema/types.h"

#define DECIMAL_PATTERN "^-?[0-9]+(\\.[0-9]+)?$"

static void one_of_types(tradyn__document *doc, const char *a, const char *b)
{
	tradyn__doc_array(doc, "type");
	tradyn__doc_text(doc, NULL, a);
	tradyn__doc_text(doc, NULL, b);
	tradyn__doc_end_array(doc);
}

static void bounds(tradyn__document *doc, const tradyn__field *field)
{
	bool decimal = field->kind == TRADYN__KIND_DECIMAL;

	if (!field->min && !field->max)
		return;
	if (decimal)
		tradyn__doc_decimal(doc, "minimum", field->min);
	else
		tradyn__doc_int(doc, "minimum", field->min);
	if (field->max == INT64_MAX)
		return;
	if (decimal)
		tradyn__doc_decimal(doc, "maximum", field->max);
	else
		tradyn__doc_int(doc, "maximum", field->max);
}

static void enum_values(tradyn__document *doc, const tradyn__enum *values, bool names, bool numbers)
{
	tradyn__doc_array(doc, "enum");
	for (size_t i = 0; i < values->count && names; i++)
		tradyn__doc_text(doc, NULL, values->values[i].name);
	for (size_t i = 0; i < values->count && numbers; i++)
		tradyn__doc_int(doc, NULL, values->values[i].value);
	tradyn__doc_end_array(doc);
	tradyn__doc_object(doc, "x-enum-numbers");
	for (size_t i = 0; i < values->count; i++)
		tradyn__doc_int(doc, values->values[i].name, values->values[i].value);
	tradyn__doc_end_object(doc);
}

static void text(tradyn__document *doc, const tradyn__field *field)
{
	tradyn__doc_text(doc, "type", "string");
	tradyn__doc_int(doc, "maxLength", field->size - 1);
	if (field->flags & TRADYN__ASCII)
		tradyn__doc_text(doc, "pattern", "^[ -~]+$");
}

static void list(tradyn__document *doc, const tradyn__field *field)
{
	tradyn__doc_text(doc, "type", "array");
	tradyn__doc_ref(doc, "items", "schemas", field->items->name);
	if (field->max)
		tradyn__doc_int(doc, "maxItems", field->max);
}

/* A reference beside other words: in an allOf, where every reader of OpenAPI takes it. */
static void inner(tradyn__document *doc, const tradyn__field *field)
{
	tradyn__doc_text(doc, "type", "object");
	tradyn__doc_array(doc, "allOf");
	tradyn__doc_ref(doc, NULL, "schemas", field->items->name);
	tradyn__doc_end_array(doc);
}

static void pair(tradyn__document *doc)
{
	tradyn__doc_text(doc, "type", "array");
	tradyn__doc_object(doc, "items");
	tradyn__doc_text(doc, "type", "number");
	tradyn__doc_end_object(doc);
	tradyn__doc_int(doc, "minItems", 2);
	tradyn__doc_int(doc, "maxItems", 2);
}

static void integer(tradyn__document *doc, const tradyn__field *field)
{
	tradyn__doc_text(doc, "type", "integer");
	tradyn__doc_text(doc, "format", "int64");
	if (field->kind != TRADYN__KIND_TICKET) {
		bounds(doc, field);
		return;
	}
	tradyn__doc_int(doc, "minimum", 0);
	tradyn__doc_int(doc, "maximum", TRADYN__INTEGER_MAX);
}

/* `request`: what a request may send, which is more than what a reply shows. */
static void field_schema(tradyn__document *doc, const tradyn__field *field, bool request)
{
	switch ((tradyn__kind)field->kind) {
	case TRADYN__KIND_BOOL:
		tradyn__doc_text(doc, "type", "boolean");
		return;
	case TRADYN__KIND_INT:
	case TRADYN__KIND_TICKET:
	case TRADYN__KIND_TIME_MSC:
	case TRADYN__KIND_TIME_SECONDS:
		integer(doc, field);
		return;
	case TRADYN__KIND_DECIMAL:
		if (request) {
			one_of_types(doc, "number", "string");
			tradyn__doc_text(doc, "pattern", DECIMAL_PATTERN);
		} else {
			tradyn__doc_text(doc, "type", "number");
		}
		bounds(doc, field);
		return;
	case TRADYN__KIND_TEXT:
		text(doc, field);
		return;
	case TRADYN__KIND_ENUM:
		if (request)
			one_of_types(doc, "string", "integer");
		else
			tradyn__doc_text(doc, "type", "string");
		enum_values(doc, field->values, true, request);
		return;
	case TRADYN__KIND_ENUM_NUMBER:
		tradyn__doc_text(doc, "type", "integer");
		enum_values(doc, field->values, false, true);
		return;
	case TRADYN__KIND_TIME:
		one_of_types(doc, "integer", "string");
		return;
	case TRADYN__KIND_CLOCK:
		tradyn__doc_text(doc, "type", "string");
		tradyn__doc_text(doc, "pattern", "^([01][0-9]|2[0-4]):[0-5][0-9]$");
		return;
	case TRADYN__KIND_DATE:
		tradyn__doc_text(doc, "type", "string");
		tradyn__doc_text(doc, "format", "date");
		return;
	case TRADYN__KIND_WORDS:
		tradyn__doc_text(doc, "type", "array");
		tradyn__doc_object(doc, "items");
		tradyn__doc_text(doc, "type", "string");
		tradyn__doc_end_object(doc);
		return;
	case TRADYN__KIND_PAIR:
	case TRADYN__KIND_INT_PAIR:
		pair(doc);
		return;
	case TRADYN__KIND_LIST:
	case TRADYN__KIND_ARRAY:
		list(doc, field);
		return;
	case TRADYN__KIND_OBJECT:
		inner(doc, field);
		return;
	}
}

static bool is_shown(const tradyn__field *field, bool request)
{
	unsigned hidden = TRADYN__STORED | TRADYN__COVERED | (request ? TRADYN__DERIVED : 0);

	return !(field->flags & hidden);
}

static bool is_request(const tradyn__type *type)
{
	return type->sized || type == &tradyn__type_SIM_TICK || type == &tradyn__type_FAULT;
}

/* Members that a request must have, or that a reply always has. */
static bool is_required(const tradyn__type *type, const tradyn__field *field)
{
	if (is_request(type))
		return field->flags & TRADYN__REQUIRED;
	return !(field->flags & (TRADYN__NONZERO | TRADYN__MAYBE));
}

static void required(tradyn__document *doc, const tradyn__type *type)
{
	bool any = false;

	for (const tradyn__field *field = type->fields; field < type->fields + type->field_count; field++) {
		if (!is_shown(field, is_request(type)) || !is_required(type, field))
			continue;
		if (!any)
			tradyn__doc_array(doc, "required");
		any = true;
		tradyn__doc_text(doc, NULL, field->name);
	}
	if (any)
		tradyn__doc_end_array(doc);
}

static void describe(tradyn__document *doc, const tradyn__field *field)
{
	tradyn__doc_text(doc, "description", field->doc);
	if (*field->unit)
		tradyn__doc_text(doc, "x-unit", field->unit);
}

static void type_schema(tradyn__document *doc, const tradyn__type *type)
{
	bool request = is_request(type);

	tradyn__doc_object(doc, type->name);
	tradyn__doc_text(doc, "description", type->doc);
	tradyn__doc_text(doc, "type", "object");
	required(doc, type);
	tradyn__doc_object(doc, "properties");
	for (const tradyn__field *field = type->fields; field < type->fields + type->field_count; field++) {
		if (!is_shown(field, request))
			continue;
		tradyn__doc_object(doc, field->name);
		field_schema(doc, field, request);
		describe(doc, field);
		tradyn__doc_end_object(doc);
	}
	tradyn__doc_end_object(doc);
	if (request)
		tradyn__doc_bool(doc, "additionalProperties", false);
	tradyn__doc_end_object(doc);
}

static void member(tradyn__document *doc, const char *name, const char *type, const char *description)
{
	tradyn__doc_object(doc, name);
	tradyn__doc_text(doc, "type", type);
	tradyn__doc_text(doc, "description", description);
	tradyn__doc_end_object(doc);
}

static void code_member(tradyn__document *doc)
{
	tradyn__doc_object(doc, "code");
	tradyn__doc_text(doc, "type", "string");
	tradyn__doc_text(doc, "description", "What went wrong, for programs; stable.");
	tradyn__doc_array(doc, "enum");
	for (size_t i = 0; i < tradyn_error_count(); i++)
		tradyn__doc_text(doc, NULL, tradyn_error_info_at(i)->name);
	tradyn__doc_end_array(doc);
	tradyn__doc_end_object(doc);
}

static void failure_schema(tradyn__document *doc)
{
	tradyn__doc_object(doc, "failure");
	tradyn__doc_text(doc, "description", "The envelope of everything that did not work.");
	tradyn__doc_text(doc, "type", "object");
	tradyn__doc_array(doc, "required");
	tradyn__doc_text(doc, NULL, "success");
	tradyn__doc_text(doc, NULL, "error");
	tradyn__doc_text(doc, NULL, "code");
	tradyn__doc_end_array(doc);
	tradyn__doc_object(doc, "properties");
	tradyn__doc_object(doc, "success");
	tradyn__doc_bool(doc, "const", false);
	tradyn__doc_text(doc, "description", "false.");
	tradyn__doc_end_object(doc);
	member(doc, "error", "string", "What went wrong, for people.");
	code_member(doc);
	member(doc, "retcode", "integer", "MetaTrader's return code, where it has one.");
	tradyn__doc_ref(doc, "details", "schemas", tradyn__type_ERROR.name);
	tradyn__doc_end_object(doc);
	tradyn__doc_end_object(doc);
}

void tradyn__doc_schemas(tradyn__document *doc)
{
	tradyn__doc_object(doc, "schemas");
	for (int id = TRADYN_TYPE_NONE + 1; id < TRADYN_TYPE_COUNT; id++)
		type_schema(doc, tradyn__type_get((tradyn_type_id)id));
	type_schema(doc, &tradyn__type_SIM_TICK);
	failure_schema(doc);
	tradyn__doc_end_object(doc);
}

void tradyn__doc_parameter(tradyn__document *doc, const tradyn__type *type, const tradyn__field *field)
{
	describe(doc, field);
	tradyn__doc_bool(doc, "required", is_required(type, field));
	tradyn__doc_object(doc, "schema");
	field_schema(doc, field, true);
	tradyn__doc_end_object(doc);
}
