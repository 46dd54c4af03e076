/* SPDX-License-Identifier: MIT
 * The engine's containers: a pool of objects, an index by ticket, lists in order of age, bags, heaps. Each is told beforehand
 * how much it must hold (`reserve`, which may fail); from then on nothing allocates and nothing fails. */
#ifndef TRADYN_LIB_ENGINE_STORE_H
#define TRADYN_LIB_ENGINE_STORE_H

#include <tradyn/account.h>

#define TRADYN__NOWHERE SIZE_MAX

/* Makes room for `needed` items of `size` bytes in *items, doubling. 0 or TRADYN_E_NO_MEMORY. */
int tradyn__reserve(void **items, size_t *capacity, size_t needed, size_t size);

/* Objects of one size that stay where they are. */
typedef struct tradyn__pool {
	size_t size;       /* of an object, at least a pointer */
	void *free;        /* chain of free objects */
	size_t free_count;
	void *chunks;      /* chain of allocations */
} tradyn__pool;

int tradyn__pool_reserve(tradyn__pool *pool, size_t count);
void *tradyn__pool_take(tradyn__pool *pool); /* zeroed; needs a reserve */
void tradyn__pool_give(tradyn__pool *pool, void *object);
void tradyn__pool_clear(tradyn__pool *pool);

/* Objects by a positive number. */
typedef struct tradyn__index {
	struct tradyn__slot {
		int64_t key; /* 0: empty */
		void *object;
	} *slots;
	size_t capacity, count; /* capacity: a power of two, at least twice the count */
} tradyn__index;

int tradyn__index_reserve(tradyn__index *index, size_t count);
void tradyn__index_add(tradyn__index *index, int64_t key, void *object);
void tradyn__index_remove(tradyn__index *index, int64_t key);
void *tradyn__index_find(const tradyn__index *index, int64_t key);
void tradyn__index_clear(tradyn__index *index);

/* Objects in the order of their sequence numbers. Removed ones leave a hole until half of the list is holes. */
typedef struct tradyn__list {
	struct tradyn__entry {
		uint64_t sequence;
		void *object; /* NULL: a hole */
	} *entries;
	size_t count, capacity, live;
	size_t hint; /* where the last walk stopped: a walk goes on without searching */
} tradyn__list;

int tradyn__list_reserve(tradyn__list *list, size_t live);
void tradyn__list_append(tradyn__list *list, uint64_t sequence, void *object); /* sequence: larger than any before */
void tradyn__list_remove(tradyn__list *list, uint64_t sequence);
/* The first object whose number is at least *cursor; *cursor becomes its number + 1. NULL at the end. */
void *tradyn__list_next(const tradyn__list *list, uint64_t *cursor);
void tradyn__list_clear(tradyn__list *list);

/* Objects in no order; each knows its place. */
typedef struct tradyn__bag {
	struct tradyn__member {
		void *object;
		size_t *place;
	} *members;
	size_t count, capacity;
} tradyn__bag;

int tradyn__bag_reserve(tradyn__bag *bag, size_t count);
void tradyn__bag_add(tradyn__bag *bag, void *object, size_t *place);
void tradyn__bag_remove(tradyn__bag *bag, size_t place);
void tradyn__bag_clear(tradyn__bag *bag);

/* Objects by the smallest (key, ticket). */
typedef struct tradyn__heap {
	struct tradyn__node {
		int64_t key;
		tradyn_ticket ticket;
		void *object;
		size_t *place; /* kept up to date; TRADYN__NOWHERE outside. May be NULL */
	} *nodes;
	size_t count, capacity;
} tradyn__heap;

int tradyn__heap_reserve(tradyn__heap *heap, size_t count);
void tradyn__heap_push(tradyn__heap *heap, int64_t key, tradyn_ticket ticket, void *object, size_t *place);
void tradyn__heap_remove(tradyn__heap *heap, size_t place);
/* Takes the top off. The heap is not empty. */
struct tradyn__node tradyn__heap_pop(tradyn__heap *heap);
void tradyn__heap_clear(tradyn__heap *heap);

#endif
