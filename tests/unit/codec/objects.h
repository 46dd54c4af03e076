/* SPDX-License-Identifier: MIT
 * Random objects of any schema type, and their comparison, by the rows alone. */
#ifndef TRADYN_TESTS_UNIT_CODEC_OBJECTS_H
#define TRADYN_TESTS_UNIT_CODEC_OBJECTS_H

#include "lib/schema/types.h"

uint64_t draw(void);
/* From min to max. */
int64_t draw_between(int64_t min, int64_t max);
/* Text of at most `size` - 1 bytes: ASCII, quotation marks, controls, characters of two to four bytes. */
void draw_text(char *out, size_t size);

/* Fills every member that stands on the wire; a request lacks some. Lists are allocated: tradyn__object_clear(). */
void draw_object(const tradyn__type *type, void *object);

/* Whether both say the same on the wire; *field gets the name of the first row that differs. */
bool same_object(const tradyn__type *type, const void *a, const void *b, const char **field);

/* Whether a row is on the wire and holds its own member. */
bool is_on_wire(const tradyn__field *field);

#endif
