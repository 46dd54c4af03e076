/* SPDX-License-Identifier: MIT
 * Rows of one kind and one account: a growing array whose rows keep their sequence numbers when the oldest half is dropped. */
#ifndef TRADYN_SERVER_STORE_ROWS_H
#define TRADYN_SERVER_STORE_ROWS_H

#include <tradyn/export.h>

struct rows {
	char *items;
	size_t size;         /* of one row */
	size_t time_offset;  /* of its time; times never go back from row to row */
	size_t count, capacity, limit;
	int64_t first;       /* sequence number of items[0], from 1 */
};

void rows_init(struct rows *rows, size_t size, size_t time_offset, size_t limit);
void rows_clear(struct rows *rows);

/* Copies `row` behind the others. Returns how many of the oldest were dropped for it, or TRADYN_E_NO_MEMORY. */
long rows_add(struct rows *rows, const void *row);

/* The row with this sequence number, NULL when it is not kept. */
void *rows_at(const struct rows *rows, int64_t sequence);

/* Sequence number of the first row at or after `time_msc`; of the row to come when there is none. */
int64_t rows_from(const struct rows *rows, int64_t time_msc);

/* Sequence number of the row to come. */
int64_t rows_next(const struct rows *rows);

int64_t rows_time(const struct rows *rows, const void *row);

#endif
