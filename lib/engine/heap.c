/* SPDX-License-Identifier: MIT
 * A binary heap whose objects know their places, so that each can be taken out. The smallest (key, ticket) is on top. */
#include "lib/engine/store.h"

#include <stdlib.h>

int tradyn__heap_reserve(tradyn__heap *heap, size_t count)
{
	void *nodes = heap->nodes;
	int status = tradyn__reserve(&nodes, &heap->capacity, count, sizeof(*heap->nodes));

	heap->nodes = nodes;
	return status;
}

static bool before(const struct tradyn__node *a, const struct tradyn__node *b)
{
	return a->key != b->key ? a->key < b->key : a->ticket < b->ticket;
}

static void put(tradyn__heap *heap, size_t place, const struct tradyn__node *node)
{
	heap->nodes[place] = *node;
	if (node->place)
		*node->place = place;
}

static void rise(tradyn__heap *heap, size_t place, struct tradyn__node node)
{
	while (place > 0 && before(&node, &heap->nodes[(place - 1) / 2])) {
		put(heap, place, &heap->nodes[(place - 1) / 2]);
		place = (place - 1) / 2;
	}
	put(heap, place, &node);
}

static void sink(tradyn__heap *heap, size_t place, struct tradyn__node node)
{
	for (;;) {
		size_t child = 2 * place + 1;

		if (child >= heap->count)
			break;
		if (child + 1 < heap->count && before(&heap->nodes[child + 1], &heap->nodes[child]))
			child++;
		if (!before(&heap->nodes[child], &node))
			break;
		put(heap, place, &heap->nodes[child]);
		place = child;
	}
	put(heap, place, &node);
}

void tradyn__heap_push(tradyn__heap *heap, int64_t key, tradyn_ticket ticket, void *object, size_t *place)
{
	rise(heap, heap->count++, (struct tradyn__node){ key, ticket, object, place });
}

void tradyn__heap_remove(tradyn__heap *heap, size_t place)
{
	struct tradyn__node last = heap->nodes[--heap->count];

	if (heap->nodes[place].place)
		*heap->nodes[place].place = TRADYN__NOWHERE;
	if (place == heap->count)
		return;
	if (place > 0 && before(&last, &heap->nodes[(place - 1) / 2]))
		rise(heap, place, last);
	else
		sink(heap, place, last);
}

struct tradyn__node tradyn__heap_pop(tradyn__heap *heap)
{
	struct tradyn__node top = heap->nodes[0];

	tradyn__heap_remove(heap, 0);
	return top;
}

void tradyn__heap_clear(tradyn__heap *heap)
{
	free(heap->nodes);
	*heap = (tradyn__heap){ NULL, 0, 0 };
}
