/* SPDX-License-Identifier: MIT
 * The building blocks of openapi.json. */
#include "lib/codec/document.h"

#include "lib/base/text.h"

#include <string.h>

static void begin(tradyn__document *doc, const char *name)
{
	if (doc->comma)
		tradyn__write_raw(&doc->writer, ",", 1);
	doc->comma = true;
	if (!name)
		return;
	tradyn__write_text(&doc->writer, name, strlen(name));
	tradyn__write_raw(&doc->writer, ":", 1);
}

static void open_bracket(tradyn__document *doc, const char *name, const char *bracket)
{
	begin(doc, name);
	tradyn__write_raw(&doc->writer, bracket, 1);
	doc->comma = false;
}

static void close_bracket(tradyn__document *doc, const char *bracket)
{
	tradyn__write_raw(&doc->writer, bracket, 1);
	doc->comma = true;
}

void tradyn__doc_object(tradyn__document *doc, const char *name)
{
	open_bracket(doc, name, "{");
}

void tradyn__doc_array(tradyn__document *doc, const char *name)
{
	open_bracket(doc, name, "[");
}

void tradyn__doc_end_object(tradyn__document *doc)
{
	close_bracket(doc, "}");
}

void tradyn__doc_end_array(tradyn__document *doc)
{
	close_bracket(doc, "]");
}

void tradyn__doc_text(tradyn__document *doc, const char *name, const char *text)
{
	begin(doc, name);
	tradyn__write_text(&doc->writer, text, strlen(text));
}

void tradyn__doc_int(tradyn__document *doc, const char *name, int64_t value)
{
	begin(doc, name);
	tradyn__write_int(&doc->writer, value);
}

void tradyn__doc_decimal(tradyn__document *doc, const char *name, tradyn_decimal value)
{
	begin(doc, name);
	tradyn__write_decimal(&doc->writer, value);
}

void tradyn__doc_bool(tradyn__document *doc, const char *name, bool value)
{
	begin(doc, name);
	tradyn__write_raw(&doc->writer, value ? "true" : "false", value ? 4 : 5);
}

void tradyn__doc_ref(tradyn__document *doc, const char *name, const char *kind, const char *target)
{
	char path[128];

	tradyn__text_format(path, sizeof(path), "#/components/%s/%s", kind, target);
	tradyn__doc_object(doc, name);
	tradyn__doc_text(doc, "$ref", path);
	tradyn__doc_end_object(doc);
}
