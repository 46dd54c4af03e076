/* SPDX-License-Identifier: MIT
 * JSON values into structs by the schema rows; every error names the path of the field. */
#ifndef TRADYN_LIB_CODEC_READER_H
#define TRADYN_LIB_CODEC_READER_H

#include "lib/schema/schema.h"

struct json_t;

/* Parses text of at most `limit` bytes: duplicates, depth and shape are checked. NULL and `err` on failure. The caller json_decref()s. */
struct json_t *tradyn__json_parse(const char *text, size_t length, size_t limit, tradyn_error *err);

/* How an object is read. */
typedef struct tradyn__reading {
	unsigned only;     /* rows that have one of these flags are known; 0: all but STORED; TRADYN__ALL_ROWS */
	bool overlay;      /* members that are not given stay as they are, and nothing is required */
	bool skip_derived; /* DERIVED members are passed over (a reply) instead of refused (a request) */
	tradyn_error *err; /* never NULL */
} tradyn__reading;

/* Reads the members of `object` into `out`, which is initialised. `path` prefixes the field names in errors.
 * After an error the lists inside `out` are to be cleared by the caller. */
int tradyn__read_object(const tradyn__reading *reading, const tradyn__type *type, const struct json_t *object, void *out, const char *path);

#endif
