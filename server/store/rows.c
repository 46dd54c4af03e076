/* SPDX-License-Identifier: MIT
 * Growing arrays of fixed-size rows, bounded. */
#include "server/store/rows.h"

#include <tradyn/error.h>

#include <stdlib.h>
#include <string.h>

#define FIRST_CAPACITY 16

void rows_init(struct rows *rows, size_t size, size_t time_offset, size_t limit)
{
	*rows = (struct rows){ .size = size, .time_offset = time_offset, .limit = limit, .first = 1 };
}

void rows_clear(struct rows *rows)
{
	free(rows->items);
	rows_init(rows, rows->size, rows->time_offset, rows->limit);
}

static int grow(struct rows *rows)
{
	size_t capacity = rows->capacity ? rows->capacity * 2 : FIRST_CAPACITY;
	char *items = realloc(rows->items, capacity * rows->size);

	if (!items)
		return TRADYN_E_NO_MEMORY;
	rows->items = items;
	rows->capacity = capacity;
	return 0;
}

static long drop_half(struct rows *rows)
{
	size_t half = (rows->count + 1) / 2;

	memmove(rows->items, rows->items + half * rows->size, (rows->count - half) * rows->size);
	rows->count -= half;
	rows->first += (int64_t)half;
	return (long)half;
}

long rows_add(struct rows *rows, const void *row)
{
	long dropped = 0;

	if (rows->count >= rows->limit)
		dropped = drop_half(rows);
	if (rows->count == rows->capacity && grow(rows))
		return TRADYN_E_NO_MEMORY;
	memcpy(rows->items + rows->count * rows->size, row, rows->size);
	rows->count++;
	return dropped;
}

void *rows_at(const struct rows *rows, int64_t sequence)
{
	if (sequence < rows->first || sequence >= rows_next(rows))
		return NULL;
	return rows->items + (size_t)(sequence - rows->first) * rows->size;
}

int64_t rows_time(const struct rows *rows, const void *row)
{
	int64_t time_msc;

	memcpy(&time_msc, (const char *)row + rows->time_offset, sizeof(time_msc));
	return time_msc;
}

int64_t rows_from(const struct rows *rows, int64_t time_msc)
{
	int64_t low = rows->first, high = rows_next(rows);

	while (low < high) {
		int64_t middle = low + (high - low) / 2;
		if (rows_time(rows, rows_at(rows, middle)) < time_msc)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int64_t rows_next(const struct rows *rows)
{
	return rows->first + (int64_t)rows->count;
}
