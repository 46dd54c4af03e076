/* SPDX-License-Identifier: MIT
 * The failure envelope: text for people, code for programs, MetaTrader's number where there is one, and the details. */
#include "lib/codec/writer.h"

#include "lib/base/text.h"
#include "lib/schema/types.h"

#include <string.h>

#define WRITE(writer, literal) tradyn__write_raw(writer, literal, sizeof(literal) - 1)

/* Errors of the shape of a request mean little without the name of the field. */
static bool is_about_shape(int code)
{
	return code <= TRADYN_E_BAD_JSON && code >= TRADYN_E_TOO_LONG;
}

static void write_text_of(tradyn__writer *writer, const tradyn_error *err, const tradyn_error_info *info)
{
	char text[TRADYN_ERROR_FIELD_MAX + 64];

	if (is_about_shape(err->code) && err->field[0])
		tradyn__text_format(text, sizeof(text), "%s: %s", info->text, err->field);
	else
		tradyn__text_format(text, sizeof(text), "%s", info->text);
	tradyn__write_text(writer, text, strlen(text));
}

/* The members that say something; the object is taken back when none does. */
static void write_details(tradyn__writer *writer, const tradyn_error *err)
{
	size_t before = writer->length;

	WRITE(writer, ",\"details\":");
	tradyn__write_object(writer, err->whole ? &tradyn__type_ERROR_WHOLE : &tradyn__type_ERROR, err, TRADYN__VIEW_WIRE);
	if (!writer->status && memcmp(writer->out + writer->length - 2, "{}", 2) == 0)
		writer->length = before;
}

void tradyn__write_failure(tradyn__writer *writer, const tradyn_error *err)
{
	const tradyn_error_info *info = tradyn_error_info_get(err->code);

	WRITE(writer, "{\"success\":false,\"error\":");
	write_text_of(writer, err, info);
	WRITE(writer, ",\"code\":");
	tradyn__write_text(writer, info->name, strlen(info->name));
	if (info->retcode) {
		WRITE(writer, ",\"retcode\":");
		tradyn__write_int(writer, info->retcode);
	}
	write_details(writer, err);
	WRITE(writer, "}");
}
