/* SPDX-License-Identifier: MIT
 * What is wrong with a field, said in full: its path, what was expected, what would be legal. */
#ifndef TRADYN_LIB_CODEC_FAULT_H
#define TRADYN_LIB_CODEC_FAULT_H

#include "lib/schema/schema.h"

/* A field that is being read. */
typedef struct tradyn__spot {
	const char *path; /* of the object around it: "ticks[3]"; "" at the top */
	const tradyn__field *field;
	tradyn_error *err;
} tradyn__spot;

/* Joins a path and a name: "ticks[3].bid". */
void tradyn__path_join(char out[TRADYN_ERROR_FIELD_MAX], const char *path, const char *name);

/* Each fills err and returns the code. */
int tradyn__fault(const tradyn__spot *spot, int code, const char *message, ...) __attribute__((format(printf, 3, 4)));
int tradyn__fault_type(const tradyn__spot *spot, const char *found);
int tradyn__fault_text(const tradyn__spot *spot, const char *text, size_t length); /* WRONG_TYPE: a text that is not what was expected */
int tradyn__fault_range(const tradyn__spot *spot);  /* outside min … max */
int tradyn__fault_length(const tradyn__spot *spot); /* TOO_LONG */
int tradyn__fault_enum(const tradyn__spot *spot);   /* not one of the values */
int tradyn__fault_missing(const tradyn__spot *spot);

/* A name that the type does not know. `only` as in tradyn__read_object(). */
int tradyn__fault_unknown(const tradyn__type *type, unsigned only, const char *path, const char *name, size_t length, tradyn_error *err);

/* `only` of a reader of the store: all rows but DERIVED ones are known. */
#define TRADYN__ALL_ROWS 0x100u

/* Whether a reader takes the row. */
bool tradyn__field_known(const tradyn__field *field, unsigned only);

#endif
