/* SPDX-License-Identifier: MIT
 * JSON text into a Jansson tree, with the limits that Jansson does not have, and its errors in our words. */
#include "lib/codec/reader.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"

#include <jansson.h>
#include <string.h>

static int fail_at(tradyn_error *err, int code, const char *field, const char *message, int64_t line, int64_t column)
{
	tradyn__fail(err, code, field, "%s", tradyn__text_utf8(message, strlen(message)) ? message : "Broken text.");
	if (err) {
		err->line = line < 1 ? 1 : line;
		err->column = column < 1 ? 1 : column;
	}
	return code;
}

/* Looks for NULs and for brackets nested too deeply before anything is built. */
static int scan(const char *text, size_t length, tradyn_error *err)
{
	bool quoted = false;
	int depth = 0;
	size_t line = 1, line_start = 0;

	for (size_t i = 0; i < length; i++) {
		char c = text[i];
		int64_t column = (int64_t)(i - line_start) + 1;

		if (c == '\0')
			return fail_at(err, TRADYN_E_BAD_JSON, NULL, "A NUL byte.", (int64_t)line, column);
		if (c == '\n') {
			line++;
			line_start = i + 1;
		}
		if (c == '\\' && quoted)
			i += i + 1 < length && text[i + 1] != '\0';
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '{' || c == '[') && ++depth > TRADYN_JSON_DEPTH_MAX)
			return fail_at(err, TRADYN_E_TOO_DEEP, NULL, "At most 16 levels of brackets.", (int64_t)line, column);
		else if (!quoted && (c == '}' || c == ']'))
			depth--;
	}
	return 0;
}

/* The key whose closing quotation mark is the last one before `position`. */
static void duplicate_name(const char *text, size_t length, int position, char *out, size_t size)
{
	size_t end = position < 0 || (size_t)position > length ? length : (size_t)position;
	size_t start;

	while (end > 0 && text[end - 1] != '"')
		end--;
	end -= end > 0;
	for (start = end; start > 0 && text[start - 1] != '"'; start--)
		;
	tradyn__text_copy(out, size, text + start, end - start);
}

static int code_of(const json_error_t *error)
{
	switch (json_error_code(error)) {
	case json_error_duplicate_key:
		return TRADYN_E_DUPLICATE_FIELD;
	case json_error_invalid_utf8:
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return TRADYN_E_BAD_TEXT;
	case json_error_numeric_overflow:
		return TRADYN_E_INVALID_VALUE;
	case json_error_stack_overflow:
		return TRADYN_E_TOO_DEEP;
	case json_error_out_of_memory:
		return TRADYN_E_NO_MEMORY;
	case json_error_unknown: /* Jansson says nothing only when an allocation failed */
		return error->text[0] ? TRADYN_E_BAD_JSON : TRADYN_E_NO_MEMORY;
	case json_error_cannot_open_file:
	case json_error_invalid_argument:
	case json_error_premature_end_of_input:
	case json_error_end_of_input_expected:
	case json_error_invalid_syntax:
	case json_error_invalid_format:
	case json_error_wrong_type:
	case json_error_null_value:
	case json_error_item_not_found:
	case json_error_index_out_of_range:
		break;
	}
	return TRADYN_E_BAD_JSON;
}

static void explain(const json_error_t *error, const char *text, size_t length, tradyn_error *err)
{
	int code = code_of(error);
	char name[TRADYN_ERROR_FIELD_MAX];

	if (code == TRADYN_E_NO_MEMORY) {
		tradyn__fail(err, code, NULL, "Out of memory.");
		return;
	}
	if (code == TRADYN_E_DUPLICATE_FIELD) {
		duplicate_name(text, length, error->position, name, sizeof(name));
		fail_at(err, code, name, "This key stands twice in one object.", error->line, error->column);
		return;
	}
	fail_at(err, code, NULL, error->text, error->line, error->column);
}

struct json_t *tradyn__json_parse(const char *text, size_t length, size_t limit, tradyn_error *err)
{
	json_error_t error = { .line = 0 }; /* short of memory Jansson leaves most of it as it is */
	json_t *root;

	if (length > limit) {
		tradyn__fail(err, TRADYN_E_BODY_TOO_LARGE, NULL, "At most %zu bytes, these are %zu.", limit, length);
		if (err) {
			err->max = (int64_t)limit;
			err->whole = true;
		}
		return NULL;
	}
	if (scan(text, length, err))
		return NULL;
	root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
	if (!root)
		explain(&error, text, length, err);
	return root;
}
