/* SPDX-License-Identifier: MIT
 * JSON documents written from top to bottom: the commas come by themselves. */
#ifndef TRADYN_LIB_CODEC_DOCUMENT_H
#define TRADYN_LIB_CODEC_DOCUMENT_H

#include "lib/codec/writer.h"

typedef struct tradyn__document {
	tradyn__writer writer;
	bool comma; /* something stands before in this object or array */
} tradyn__document;

/* Each writes a member of the open object, or with `name` NULL an item of the open array. */
void tradyn__doc_object(tradyn__document *doc, const char *name);
void tradyn__doc_array(tradyn__document *doc, const char *name);
void tradyn__doc_end_object(tradyn__document *doc);
void tradyn__doc_end_array(tradyn__document *doc);
void tradyn__doc_text(tradyn__document *doc, const char *name, const char *text);
void tradyn__doc_int(tradyn__document *doc, const char *name, int64_t value);
void tradyn__doc_decimal(tradyn__document *doc, const char *name, tradyn_decimal value);
void tradyn__doc_bool(tradyn__document *doc, const char *name, bool value);
/* {"$ref":"#/components/<kind>/<target>"} */
void tradyn__doc_ref(tradyn__document *doc, const char *name, const char *kind, const char *target);

/* components.schemas: every type, and the failure envelope. */
void tradyn__doc_schemas(tradyn__document *doc);
/* Description, unit and schema of a field, as the members of a parameter that is open. */
void tradyn__doc_parameter(tradyn__document *doc, const tradyn__type *type, const tradyn__field *field);

#endif
