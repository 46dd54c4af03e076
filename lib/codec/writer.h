/* SPDX-License-Identifier: MIT
 * JSON text straight from the schema rows into a bounded buffer. */
#ifndef TRADYN_LIB_CODEC_WRITER_H
#define TRADYN_LIB_CODEC_WRITER_H

#include "lib/schema/schema.h"

/* Text being written. Past the capacity nothing more is written and `status` stays TRADYN_E_BUFFER_FULL; the first error wins.
 * `length` never passes `capacity`. */
typedef struct tradyn__writer {
	char *out;
	size_t length, capacity;
	int status;
} tradyn__writer;

/* What of an object is written. */
typedef enum tradyn__view {
	TRADYN__VIEW_WIRE,   /* what the API shows: all but STORED */
	TRADYN__VIEW_STORE,  /* all but DERIVED: the event log */
	TRADYN__VIEW_CONFIG, /* CONFIG only */
} tradyn__view;

void tradyn__write_raw(tradyn__writer *writer, const char *text, size_t length);
void tradyn__write_text(tradyn__writer *writer, const char *text, size_t length); /* quoted and escaped; checks UTF-8 */
void tradyn__write_int(tradyn__writer *writer, int64_t value);
void tradyn__write_decimal(tradyn__writer *writer, tradyn_decimal value);
void tradyn__write_object(tradyn__writer *writer, const tradyn__type *type, const void *object, tradyn__view view);

/* The failure envelope {"success":false,"error":…,"code":…,"retcode":…,"details":{…}}. */
void tradyn__write_failure(tradyn__writer *writer, const tradyn_error *err);

#endif
