/* SPDX-License-Identifier: MIT
 * Error messages about fields. They promise what a person needs to mend the request without the documentation. */
#include "lib/codec/fault.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

void tradyn__path_join(char out[TRADYN_ERROR_FIELD_MAX], const char *path, const char *name)
{
	tradyn__text_format(out, TRADYN_ERROR_FIELD_MAX, "%s%s%s", path, *path && *name ? "." : "", name);
}

int tradyn__fault(const tradyn__spot *spot, int code, const char *message, ...)
{
	char path[TRADYN_ERROR_FIELD_MAX], text[TRADYN_ERROR_MESSAGE_MAX];
	va_list arguments;

	tradyn__path_join(path, spot->path, spot->field ? spot->field->name : "");
	va_start(arguments, message);
	tradyn__text_vformat(text, sizeof(text), message, arguments);
	va_end(arguments);
	return tradyn__fail(spot->err, code, path, "%s", text);
}

static const char *expected(const tradyn__field *field)
{
	if (!field)
		return "an object";
	switch ((tradyn__kind)field->kind) {
	case TRADYN__KIND_BOOL: return "true or false";
	case TRADYN__KIND_INT: return "an integer";
	case TRADYN__KIND_TICKET: return "a ticket (an integer)";
	case TRADYN__KIND_DECIMAL: return "a decimal number such as 1.085";
	case TRADYN__KIND_TEXT: return "a string";
	case TRADYN__KIND_ENUM:
	case TRADYN__KIND_ENUM_NUMBER: return "one of the legal names or its number";
	case TRADYN__KIND_TIME_MSC: return "milliseconds since the epoch (an integer)";
	case TRADYN__KIND_TIME:
	case TRADYN__KIND_TIME_SECONDS: return "a time: seconds or milliseconds since the epoch, or ISO 8601";
	case TRADYN__KIND_CLOCK: return "a time of day such as \"09:30\"";
	case TRADYN__KIND_DATE: return "a date such as \"2026-12-25\"";
	case TRADYN__KIND_WORDS: return "an array of strings";
	case TRADYN__KIND_PAIR:
	case TRADYN__KIND_INT_PAIR: return "an array of two numbers";
	case TRADYN__KIND_LIST:
	case TRADYN__KIND_ARRAY: return "an array of objects";
	case TRADYN__KIND_OBJECT: return "an object";
	}
	return "something else";
}

/* Puts enum values into err->legal, names only: the numbers work as well, but names explain themselves. */
static void list_values(const tradyn__enum *values, char *legal)
{
	size_t used = 0;

	for (size_t i = 0; i < values->count; i++) {
		tradyn__text_format(legal + used, TRADYN_ERROR_LEGAL_MAX - used, "%s%s", i ? ", " : "", values->values[i].name);
		used += strlen(legal + used);
	}
}

static bool has_values(const tradyn__field *field)
{
	return field && field->values;
}

int tradyn__fault_type(const tradyn__spot *spot, const char *found)
{
	int code = tradyn__fault(spot, TRADYN_E_WRONG_TYPE, "Expected %s, found %s.", expected(spot->field), found);

	if (has_values(spot->field))
		list_values(spot->field->values, spot->err->legal);
	return code;
}

int tradyn__fault_text(const tradyn__spot *spot, const char *text, size_t length)
{
	char shown[64];

	tradyn__text_copy(shown, sizeof(shown), text, length);
	return tradyn__fault(spot, TRADYN_E_WRONG_TYPE, "Expected %s, found \"%s\".", expected(spot->field), shown);
}

static void format_limit(const tradyn__field *field, int64_t value, char *out)
{
	if (field->kind == TRADYN__KIND_DECIMAL)
		tradyn_decimal_format(value, out);
	else
		out[tradyn__text_integer(value, out)] = '\0';
}

int tradyn__fault_range(const tradyn__spot *spot)
{
	const tradyn__field *field = spot->field;
	char least[TRADYN__INTEGER_TEXT_MAX], most[TRADYN__INTEGER_TEXT_MAX];
	bool open = field->max == INT64_MAX;
	int code;

	format_limit(field, field->min, least);
	format_limit(field, field->max, most);
	if (open)
		code = tradyn__fault(spot, TRADYN_E_INVALID_VALUE, "Must be at least %s.", least);
	else
		code = tradyn__fault(spot, TRADYN_E_INVALID_VALUE, "Must be from %s to %s.", least, most);
	spot->err->min = field->min;
	spot->err->max = open ? TRADYN_UNSET : field->max;
	spot->err->whole = field->kind != TRADYN__KIND_DECIMAL;
	return code;
}

int tradyn__fault_length(const tradyn__spot *spot)
{
	int code = tradyn__fault(spot, TRADYN_E_TOO_LONG, "At most %d bytes.", spot->field->size - 1);

	spot->err->max = spot->field->size - 1;
	spot->err->whole = true;
	return code;
}

int tradyn__fault_enum(const tradyn__spot *spot)
{
	char legal[TRADYN_ERROR_LEGAL_MAX] = "";
	int code;

	list_values(spot->field->values, legal);
	code = tradyn__fault(spot, TRADYN_E_INVALID_VALUE, "Must be one of: %s.", legal);
	memcpy(spot->err->legal, legal, sizeof(legal));
	return code;
}

int tradyn__fault_missing(const tradyn__spot *spot)
{
	int code = tradyn__fault(spot, TRADYN_E_MISSING_FIELD, "Required: %s.", expected(spot->field));

	if (has_values(spot->field))
		list_values(spot->field->values, spot->err->legal);
	return code;
}

/* ---- Unknown names ---- */

bool tradyn__field_known(const tradyn__field *field, unsigned only)
{
	unsigned hidden = TRADYN__DERIVED | TRADYN__COVERED | (only ? 0 : TRADYN__STORED);

	return !(field->flags & hidden) && (!only || only & TRADYN__ALL_ROWS || field->flags & only);
}

static size_t least_of(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Insertions, deletions, changes and swaps of neighbours that make one name of the other. */
static size_t edit_distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t before[TRADYN__KEY_MAX + 1], last[TRADYN__KEY_MAX + 1], row[TRADYN__KEY_MAX + 1];

	for (size_t j = 0; j <= b_length; j++)
		before[j] = last[j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		row[0] = i;
		for (size_t j = 1; j <= b_length; j++) {
			row[j] = least_of(least_of(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = least_of(row[j], before[j - 2] + 1);
		}
		memcpy(before, last, sizeof(before));
		memcpy(last, row, sizeof(last));
	}
	return last[b_length];
}

/* The known name nearest to `name`, when it can be a slip of the hand. */
static const char *nearest_name(const tradyn__type *type, unsigned only, const char *name, size_t length)
{
	const char *nearest = NULL;
	size_t best = 3;

	for (size_t i = 0; i < type->field_count && length <= TRADYN__KEY_MAX; i++) {
		const tradyn__field *field = &type->fields[i];
		size_t distance;

		if (!tradyn__field_known(field, only))
			continue;
		distance = edit_distance(name, length, field->name, field->name_length);
		if (distance < best && distance < length && distance < field->name_length) {
			best = distance;
			nearest = field->name;
		}
	}
	return nearest;
}

static void list_names(const tradyn__type *type, unsigned only, char *legal)
{
	size_t used = 0;

	for (size_t i = 0; i < type->field_count; i++) {
		const tradyn__field *field = &type->fields[i];

		if (!tradyn__field_known(field, only) || used + field->name_length + 3u > TRADYN_ERROR_LEGAL_MAX)
			continue;
		tradyn__text_format(legal + used, TRADYN_ERROR_LEGAL_MAX - used, "%s%s", used ? ", " : "", field->name);
		used += strlen(legal + used);
	}
}

int tradyn__fault_unknown(const tradyn__type *type, unsigned only, const char *path, const char *name, size_t length, tradyn_error *err)
{
	const tradyn__field *row = tradyn__field_find(type, name, length);
	const char *near = nearest_name(type, only, name, length);
	char shown[TRADYN_ERROR_FIELD_MAX], full[TRADYN_ERROR_FIELD_MAX];
	int code;

	tradyn__text_copy(shown, sizeof(shown), name, length);
	tradyn__path_join(full, path, shown);
	if (row)
		code = tradyn__fail(err, TRADYN_E_UNKNOWN_FIELD, full, "\"%s\" follows from other fields and can not be set.", shown);
	else if (near)
		code = tradyn__fail(err, TRADYN_E_UNKNOWN_FIELD, full, "\"%s\" is not known here; did you mean \"%s\"?", shown, near);
	else
		code = tradyn__fail(err, TRADYN_E_UNKNOWN_FIELD, full, "\"%s\" is not known here.", shown);
	list_names(type, only, err->legal);
	return code;
}
