/* SPDX-License-Identifier: MIT
 * Cursors of paged lists: opaque text that names a row to go on from, and belongs to one kind of list and one query. */
#ifndef TRADYN_SERVER_API_CURSOR_H
#define TRADYN_SERVER_API_CURSOR_H

#include <tradyn/error.h>

#define CURSOR_MAX 64

/* What a cursor is bound to: FNV-1a over everything of the query but limit and cursor. Start with CURSOR_BIND. */
#define CURSOR_BIND UINT64_C(14695981039346656037)
uint64_t cursor_bind_text(uint64_t bind, const char *text);
uint64_t cursor_bind_number(uint64_t bind, int64_t number);

/* Writes "d123.0badcafe": the list's letter, the row, what it is bound to. */
void cursor_write(char out[CURSOR_MAX], char kind, int64_t row, uint64_t bind);

/* Reads a cursor; "" is row 0. 0 or TRADYN_E_BAD_CURSOR. */
int cursor_read(const char *text, char kind, uint64_t bind, int64_t *row, tradyn_error *err);

/* The rows from *oldest on are kept, the one to come is `next`: a cursor outside is refused, so that no row is missed unnoticed. */
int cursor_check(int64_t row, int64_t oldest, int64_t next, tradyn_error *err);

#endif
