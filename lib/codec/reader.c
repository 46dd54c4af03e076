/* SPDX-License-Identifier: MIT
 * Objects out of JSON and query strings, as strictly as the schema says: whatever a request has and we do not know is an error. */
#include "lib/codec/reader.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"
#include "lib/codec/value.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char *json_kind(const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT: return "an object";
	case JSON_ARRAY: return "an array";
	case JSON_STRING: return "a string";
	case JSON_INTEGER: return "an integer";
	case JSON_REAL: return "a number with a point or exponent";
	case JSON_TRUE:
	case JSON_FALSE: return "true or false";
	case JSON_NULL: return "null";
	}
	return "something else";
}

/* Reads the items of an array; `items` has room for them. */
static int read_items(const tradyn__reading *reading, const tradyn__spot *spot, const json_t *array, char *items)
{
	const tradyn__type *type = spot->field->items;
	tradyn__reading whole = *reading;
	char path[TRADYN_ERROR_FIELD_MAX], item[TRADYN_ERROR_FIELD_MAX];
	int status = 0;

	whole.overlay = false; /* a list replaces the one before: its items stand for themselves */
	tradyn__path_join(path, spot->path, spot->field->name);
	for (size_t i = 0; i < json_array_size(array) && !status; i++) {
		tradyn__text_format(item, sizeof(item), "%s[%zu]", path, i);
		tradyn__object_init(type, items + i * type->size);
		status = tradyn__read_object(&whole, type, json_array_get(array, i), items + i * type->size, item);
	}
	return status;
}

static int read_list(const tradyn__reading *reading, const tradyn__spot *spot, const json_t *array, char *member)
{
	size_t count = json_array_size(array);
	char *items;
	int status;

	if (spot->field->max && count > (size_t)spot->field->max) {
		status = tradyn__fault(spot, TRADYN_E_INVALID_VALUE, "At most %lld items.", (long long)spot->field->max);
		reading->err->max = spot->field->max;
		reading->err->whole = true;
		return status;
	}
	if (spot->field->kind == TRADYN__KIND_ARRAY) {
		memcpy(member, &count, sizeof(count));
		return read_items(reading, spot, array, member + sizeof(count));
	}
	items = count ? calloc(count, spot->field->items->size) : NULL;
	if (count && !items)
		return tradyn__fault(spot, TRADYN_E_NO_MEMORY, "Out of memory.");
	memcpy(member, &count, sizeof(count));
	memcpy(member + sizeof(count), &items, sizeof(items));
	return read_items(reading, spot, array, items);
}

static int read_pair(const tradyn__spot *spot, const json_t *array, char *member)
{
	tradyn__field one = *spot->field;
	tradyn__spot inner = { spot->path, &one, spot->err };
	int status = 0;

	one.kind = one.kind == TRADYN__KIND_PAIR ? TRADYN__KIND_DECIMAL : TRADYN__KIND_INT;
	if (json_array_size(array) != 2)
		return tradyn__fault_type(spot, "an array of another length");
	for (size_t i = 0; i < 2 && !status; i++) {
		const json_t *value = json_array_get(array, i);

		if (json_is_integer(value))
			status = tradyn__value_integer(&inner, json_integer_value(value), member + i * sizeof(int64_t));
		else if (json_is_real(value))
			status = tradyn__value_real(&inner, json_real_value(value), member + i * sizeof(int64_t));
		else
			status = tradyn__fault_type(&inner, json_kind(value));
	}
	return status;
}

static int read_words(const tradyn__spot *spot, const json_t *array, char *member)
{
	size_t used = 0;

	for (size_t i = 0; i < json_array_size(array); i++) {
		const json_t *word = json_array_get(array, i);
		size_t separator = i ? 2 : 0;

		if (!json_is_string(word))
			return tradyn__fault_type(spot, json_kind(word));
		if (used + separator + json_string_length(word) >= spot->field->size)
			return tradyn__fault_length(spot);
		memcpy(member + used, ", ", separator);
		memcpy(member + used + separator, json_string_value(word), json_string_length(word) + 1);
		used += separator + json_string_length(word);
	}
	return 0;
}

static int read_array(const tradyn__reading *reading, const tradyn__spot *spot, const json_t *array, char *member)
{
	switch (spot->field->kind) {
	case TRADYN__KIND_LIST:
	case TRADYN__KIND_ARRAY: return read_list(reading, spot, array, member);
	case TRADYN__KIND_WORDS: return read_words(spot, array, member);
	case TRADYN__KIND_PAIR:
	case TRADYN__KIND_INT_PAIR: return read_pair(spot, array, member);
	default: return tradyn__fault_type(spot, "an array");
	}
}

static int read_inner(const tradyn__reading *reading, const tradyn__spot *spot, const json_t *value, char *member)
{
	const tradyn__type *type = spot->field->items;
	tradyn__reading whole = *reading;
	char path[TRADYN_ERROR_FIELD_MAX];
	void *inner = malloc(type->size);

	if (!inner)
		return tradyn__fault(spot, TRADYN_E_NO_MEMORY, "Out of memory.");
	tradyn__object_init(type, inner);
	memcpy(member, &inner, sizeof(inner)); /* an error is cleared away by the caller */
	whole.overlay = false;
	tradyn__path_join(path, spot->path, spot->field->name);
	return tradyn__read_object(&whole, type, value, inner, path);
}

static int read_member(const tradyn__reading *reading, const tradyn__spot *spot, const json_t *value, char *member)
{
	bool truth = json_is_true(value);

	switch (json_typeof(value)) {
	case JSON_STRING:
		return tradyn__value_text(spot, json_string_value(value), json_string_length(value), false, member);
	case JSON_INTEGER:
		return tradyn__value_integer(spot, json_integer_value(value), member);
	case JSON_REAL:
		return tradyn__value_real(spot, json_real_value(value), member);
	case JSON_ARRAY:
		return read_array(reading, spot, value, member);
	case JSON_TRUE:
	case JSON_FALSE:
		if (spot->field->kind != TRADYN__KIND_BOOL)
			break;
		memcpy(member, &truth, sizeof(truth));
		return 0;
	case JSON_NULL: /* not given */
		return 0;
	case JSON_OBJECT:
		if (spot->field->kind != TRADYN__KIND_OBJECT)
			break;
		return read_inner(reading, spot, value, member);
	}
	return tradyn__fault_type(spot, json_kind(value));
}

static int check_required(const tradyn__reading *reading, const tradyn__type *type, const json_t *object, const char *path)
{
	for (size_t i = 0; i < type->field_count; i++) {
		const tradyn__field *field = &type->fields[i];
		const json_t *value;

		if (!(field->flags & TRADYN__REQUIRED) || !tradyn__field_known(field, reading->only))
			continue;
		value = json_object_get(object, field->name);
		if (!value || json_is_null(value))
			return tradyn__fault_missing(&(tradyn__spot){ path, field, reading->err });
	}
	return 0;
}

int tradyn__read_object(const tradyn__reading *reading, const tradyn__type *type, const json_t *object, void *out, const char *path)
{
	int status = 0;

	if (!json_is_object(object))
		return tradyn__fault_type(&(tradyn__spot){ path, NULL, reading->err }, json_kind(object));
	for (void *at = json_object_iter((json_t *)(uintptr_t)object); at && !status; at = json_object_iter_next((json_t *)(uintptr_t)object, at)) {
		const char *name = json_object_iter_key(at);
		const tradyn__field *field = tradyn__field_find(type, name, strlen(name));
		tradyn__spot spot = { path, field, reading->err };

		if (field && field->flags & TRADYN__DERIVED && reading->skip_derived)
			continue;
		if (!field || !tradyn__field_known(field, reading->only))
			return tradyn__fault_unknown(type, reading->only, path, name, strlen(name), reading->err);
		status = read_member(reading, &spot, json_object_iter_value(at), (char *)out + field->offset);
	}
	return status || reading->overlay ? status : check_required(reading, type, object, path);
}

/* ---- Public ---- */

/* The first error wins, also over an earlier call's. */
static int report(int status, const tradyn_error *found, tradyn_error *err)
{
	if (status && err && !err->code)
		*err = *found;
	return status;
}

static int decode(tradyn_type_id type, unsigned only, const char *json, size_t length, void *out, tradyn_error *err)
{
	const tradyn__type *row = tradyn__type_get(type);
	tradyn_error found;
	tradyn__reading reading = { .only = only, .err = &found };
	json_t *root;
	int status;

	tradyn_error_init(&found);
	if (!row)
		return tradyn__fail(err, TRADYN_E_BAD_ARGUMENT, "type", "Unknown type id.");
	tradyn__object_init(row, out);
	reading.skip_derived = !row->sized;
	root = tradyn__json_parse(json, length, TRADYN_JSON_SIZE_MAX, &found);
	status = root ? tradyn__read_object(&reading, row, root, out, "") : found.code;
	json_decref(root);
	if (status)
		tradyn__object_clear(row, out);
	return report(status, &found, err);
}

int tradyn_codec_decode(tradyn_type_id type, const char *json, size_t length, void *out, tradyn_error *err)
{
	return decode(type, 0, json, length, out, err);
}

int tradyn_event_decode(const char *json, size_t length, tradyn_event *out, tradyn_error *err)
{
	return decode(TRADYN_TYPE_EVENT, TRADYN__ALL_ROWS, json, length, out, err);
}

/* Reads one parameter; `seen` has a bit for every row. */
static int read_parameter(const tradyn__type *type, const tradyn_parameter *parameter, uint64_t *seen, void *out, tradyn_error *err)
{
	const tradyn__field *field = tradyn__field_find(type, parameter->name, strlen(parameter->name));
	tradyn__spot spot = { "", field, err };
	uint64_t bit;

	if (!tradyn__text_utf8(parameter->name, strlen(parameter->name)))
		return tradyn__fail(err, TRADYN_E_BAD_TEXT, NULL, "The name of a parameter is not valid UTF-8.");
	if (!field || !tradyn__field_known(field, 0))
		return tradyn__fault_unknown(type, 0, "", parameter->name, strlen(parameter->name), err);
	bit = UINT64_C(1) << (field - type->fields) % 64;
	if (*seen & bit)
		return tradyn__fault(&spot, TRADYN_E_DUPLICATE_FIELD, "This parameter stands twice.");
	*seen |= bit;
	if (!parameter->value)
		return tradyn__fault(&spot, TRADYN_E_INVALID_VALUE, "A parameter needs a value: %s=…", field->name);
	if (!tradyn__text_utf8(parameter->value, strlen(parameter->value)))
		return tradyn__fault(&spot, TRADYN_E_BAD_TEXT, "Not valid UTF-8.");
	return tradyn__value_text(&spot, parameter->value, strlen(parameter->value), true, (char *)out + field->offset);
}

int tradyn_codec_decode_query(tradyn_type_id type, const tradyn_parameter *parameters, size_t count, void *out, tradyn_error *err)
{
	const tradyn__type *row = tradyn__type_get(type);
	tradyn_error found;
	uint64_t seen = 0; /* requests have fewer than 64 rows */
	int status = 0;

	tradyn_error_init(&found);
	if (!row || row->field_count > 64)
		return tradyn__fail(err, TRADYN_E_BAD_ARGUMENT, "type", "Not the type of a query.");
	tradyn__object_init(row, out);
	for (size_t i = 0; i < count && !status; i++)
		status = read_parameter(row, &parameters[i], &seen, out, &found);
	for (size_t i = 0; i < row->field_count && !status; i++)
		if (row->fields[i].flags & TRADYN__REQUIRED && !(seen & UINT64_C(1) << i))
			status = tradyn__fault_missing(&(tradyn__spot){ "", &row->fields[i], &found });
	return report(status, &found, err);
}
