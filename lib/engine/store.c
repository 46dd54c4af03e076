/* SPDX-License-Identifier: MIT
 * Pool, index, list and bag. Sizes only grow; what was reserved can be filled without a further allocation. */
#include "lib/engine/store.h"

#include <tradyn/error.h>

#include <stdlib.h>
#include <string.h>

int tradyn__reserve(void **items, size_t *capacity, size_t needed, size_t size)
{
	size_t wanted = *capacity ? *capacity : 8;
	void *grown;

	if (needed <= *capacity)
		return 0;
	while (wanted < needed)
		wanted *= 2;
	grown = realloc(*items, wanted * size);
	if (!grown)
		return TRADYN_E_NO_MEMORY;
	*items = grown;
	*capacity = wanted;
	return 0;
}

/* ---- Pool ---- */

/* The first bytes of a chunk link it to the one before; the first bytes of a free object link it to the next. */
static int pool_grow(tradyn__pool *pool, size_t count)
{
	char *chunk = malloc(sizeof(max_align_t) + count * pool->size);

	if (!chunk)
		return TRADYN_E_NO_MEMORY;
	memcpy(chunk, &pool->chunks, sizeof(void *));
	pool->chunks = chunk;
	for (size_t i = count; i-- > 0;)
		tradyn__pool_give(pool, chunk + sizeof(max_align_t) + i * pool->size);
	return 0;
}

int tradyn__pool_reserve(tradyn__pool *pool, size_t count)
{
	size_t missing = count > pool->free_count ? count - pool->free_count : 0;

	if (missing == 0)
		return 0;
	return pool_grow(pool, missing > 64 ? missing : 64);
}

void *tradyn__pool_take(tradyn__pool *pool)
{
	void *object = pool->free;

	memcpy(&pool->free, object, sizeof(void *));
	pool->free_count--;
	return memset(object, 0, pool->size);
}

void tradyn__pool_give(tradyn__pool *pool, void *object)
{
	memcpy(object, &pool->free, sizeof(void *));
	pool->free = object;
	pool->free_count++;
}

void tradyn__pool_clear(tradyn__pool *pool)
{
	void *chunk = pool->chunks;

	while (chunk) {
		void *before;

		memcpy(&before, chunk, sizeof(void *));
		free(chunk);
		chunk = before;
	}
	*pool = (tradyn__pool){ .size = pool->size };
}

/* ---- Index: open addressing, linear probing ---- */

static size_t home(const tradyn__index *index, int64_t key)
{
	return (size_t)((uint64_t)key * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (index->capacity - 1);
}

static void insert(tradyn__index *index, int64_t key, void *object)
{
	size_t i = home(index, key);

	while (index->slots[i].key)
		i = (i + 1) & (index->capacity - 1);
	index->slots[i] = (struct tradyn__slot){ key, object };
}

int tradyn__index_reserve(tradyn__index *index, size_t count)
{
	tradyn__index larger = { .capacity = index->capacity ? index->capacity : 16, .count = index->count };

	if (count * 2 <= index->capacity)
		return 0;
	while (larger.capacity < count * 2)
		larger.capacity *= 2;
	larger.slots = calloc(larger.capacity, sizeof(*larger.slots));
	if (!larger.slots)
		return TRADYN_E_NO_MEMORY;
	for (size_t i = 0; i < index->capacity; i++)
		if (index->slots[i].key)
			insert(&larger, index->slots[i].key, index->slots[i].object);
	free(index->slots);
	*index = larger;
	return 0;
}

void tradyn__index_add(tradyn__index *index, int64_t key, void *object)
{
	insert(index, key, object);
	index->count++;
}

static struct tradyn__slot *find(const tradyn__index *index, int64_t key)
{
	if (key <= 0 || index->capacity == 0)
		return NULL;
	for (size_t i = home(index, key); index->slots[i].key; i = (i + 1) & (index->capacity - 1))
		if (index->slots[i].key == key)
			return &index->slots[i];
	return NULL;
}

void *tradyn__index_find(const tradyn__index *index, int64_t key)
{
	struct tradyn__slot *slot = find(index, key);

	return slot ? slot->object : NULL;
}

/* What stands behind the hole and may not be reached over it any more moves into it. */
void tradyn__index_remove(tradyn__index *index, int64_t key)
{
	struct tradyn__slot *slot = find(index, key);
	size_t mask = index->capacity - 1, hole;

	if (!slot)
		return;
	hole = (size_t)(slot - index->slots);
	for (size_t i = (hole + 1) & mask; index->slots[i].key; i = (i + 1) & mask) {
		size_t wanted = home(index, index->slots[i].key);

		if (((i - wanted) & mask) < ((i - hole) & mask))
			continue;
		index->slots[hole] = index->slots[i];
		hole = i;
	}
	index->slots[hole] = (struct tradyn__slot){ 0, NULL };
	index->count--;
}

void tradyn__index_clear(tradyn__index *index)
{
	free(index->slots);
	*index = (tradyn__index){ NULL, 0, 0 };
}

/* ---- List ---- */

static void close_holes(tradyn__list *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++)
		if (list->entries[i].object)
			list->entries[kept++] = list->entries[i];
	list->count = kept;
}

/* Twice the live ones, so that holes never run an append out of room. */
int tradyn__list_reserve(tradyn__list *list, size_t live)
{
	void *entries = list->entries;
	int status = tradyn__reserve(&entries, &list->capacity, live * 2, sizeof(*list->entries));

	list->entries = entries;
	return status;
}

void tradyn__list_append(tradyn__list *list, uint64_t sequence, void *object)
{
	if (list->count == list->capacity)
		close_holes(list);
	list->entries[list->count++] = (struct tradyn__entry){ sequence, object };
	list->live++;
}

static size_t lower_bound(const tradyn__list *list, uint64_t sequence)
{
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (list->entries[middle].sequence < sequence)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void tradyn__list_remove(tradyn__list *list, uint64_t sequence)
{
	list->entries[lower_bound(list, sequence)].object = NULL;
	list->live--;
	if (list->live < list->count / 2)
		close_holes(list);
}

void *tradyn__list_next(const tradyn__list *list, uint64_t *cursor)
{
	size_t i = list->hint;

	if (i == 0 || i >= list->count || list->entries[i].sequence < *cursor || list->entries[i - 1].sequence >= *cursor)
		i = lower_bound(list, *cursor);
	for (; i < list->count; i++)
		if (list->entries[i].object) {
			((tradyn__list *)(uintptr_t)list)->hint = i + 1; /* nobody sees it */
			*cursor = list->entries[i].sequence + 1;
			return list->entries[i].object;
		}
	return NULL;
}

void tradyn__list_clear(tradyn__list *list)
{
	free(list->entries);
	*list = (tradyn__list){ .count = 0 };
}

/* ---- Bag ---- */

int tradyn__bag_reserve(tradyn__bag *bag, size_t count)
{
	void *members = bag->members;
	int status = tradyn__reserve(&members, &bag->capacity, count, sizeof(*bag->members));

	bag->members = members;
	return status;
}

void tradyn__bag_add(tradyn__bag *bag, void *object, size_t *place)
{
	*place = bag->count;
	bag->members[bag->count++] = (struct tradyn__member){ object, place };
}

void tradyn__bag_remove(tradyn__bag *bag, size_t place)
{
	*bag->members[place].place = TRADYN__NOWHERE;
	if (place != --bag->count) {
		bag->members[place] = bag->members[bag->count];
		*bag->members[place].place = place;
	}
}

void tradyn__bag_clear(tradyn__bag *bag)
{
	free(bag->members);
	*bag = (tradyn__bag){ NULL, 0, 0 };
}
