/* SPDX-License-Identifier: MIT
 * Most clients on a kept-alive connection send the same head again and again. What was judged once, byte by byte, need not be
 * judged again: this remembers the headers of the last request that passed the gates. Pure. */
#ifndef TRADYN_SERVER_HTTP_REPEAT_H
#define TRADYN_SERVER_HTTP_REPEAT_H

#include "server/http/guard.h"

#define REPEAT_TEXT_MAX 768
#define REPEAT_FIELDS_MAX 24

struct repeat {
	size_t count; /* 0: nothing is remembered */
	uint16_t lengths[REPEAT_FIELDS_MAX][2]; /* of name and value, which follow each other in `text` */
	char text[REPEAT_TEXT_MAX];
};

/* Remembers the headers, when they are few and short enough; otherwise forgets. */
void repeat_keep(struct repeat *repeat, const struct field *fields, size_t count);

/* Whether these are the remembered ones, bit by bit. The texts are compared in constant time: a key is among them. */
bool repeat_same(const struct repeat *repeat, const struct field *fields, size_t count);

#endif
