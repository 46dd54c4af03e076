/* SPDX-License-Identifier: MIT
 * The engine's containers against plain arrays, and exact quotients against their definition. */
#include "tests/unit/suite.h"

#include "lib/engine/engine_impl.h"

#include <stdlib.h>

static uint64_t seed = 1;

static int64_t below(int64_t bound)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (int64_t)((seed >> 20) % (uint64_t)bound);
}

/* ---- Heap ---- */

struct thing {
	int64_t key;
	size_t place;
	bool inside;
};

START_TEST(heap_gives_the_smallest)
{
	enum { COUNT = 200 };
	struct thing things[COUNT] = { 0 };
	tradyn__heap heap = { NULL, 0, 0 };

	ck_assert_int_eq(tradyn__heap_reserve(&heap, COUNT), 0);
	for (int round = 0; round < 20000; round++) {
		int i = (int)below(COUNT), best = -1;

		if (things[i].inside) {
			tradyn__heap_remove(&heap, things[i].place);
			ck_assert_uint_eq(things[i].place, TRADYN__NOWHERE);
		} else {
			things[i].key = below(30);
			tradyn__heap_push(&heap, things[i].key, i + 1, &things[i], &things[i].place);
		}
		things[i].inside = !things[i].inside;
		for (int j = 0; j < COUNT; j++)
			if (things[j].inside && (best < 0 || things[j].key < things[best].key))
				best = j;
		if (best < 0)
			continue;
		ck_assert_int_eq(heap.nodes[0].key, things[best].key);
		ck_assert_int_eq(heap.nodes[0].ticket, best + 1); /* of equal keys the lower ticket */
	}
	tradyn__heap_clear(&heap);
}
END_TEST

/* ---- Index ---- */

START_TEST(index_finds_what_is_in_it)
{
	enum { COUNT = 3000 };
	static int objects[COUNT + 1];
	static bool inside[COUNT + 1];
	tradyn__index index = { NULL, 0, 0 };

	ck_assert_ptr_null(tradyn__index_find(&index, 1));
	for (int round = 0; round < 60000; round++) {
		int key = 1 + (int)below(COUNT);

		if (inside[key]) {
			tradyn__index_remove(&index, key);
		} else {
			ck_assert_int_eq(tradyn__index_reserve(&index, index.count + 1), 0);
			tradyn__index_add(&index, key, &objects[key]);
		}
		inside[key] = !inside[key];
		key = 1 + (int)below(COUNT);
		ck_assert_ptr_eq(tradyn__index_find(&index, key), inside[key] ? &objects[key] : NULL);
	}
	tradyn__index_remove(&index, COUNT + 7); /* nothing happens */
	for (int key = 1; key <= COUNT; key++)
		ck_assert_ptr_eq(tradyn__index_find(&index, key), inside[key] ? &objects[key] : NULL);
	tradyn__index_clear(&index);
}
END_TEST

/* ---- List ---- */

START_TEST(list_walks_in_order_and_survives_removals)
{
	enum { COUNT = 500 };
	static int objects[COUNT + 1];
	bool inside[COUNT + 1] = { false };
	tradyn__list list = { .count = 0 };
	uint64_t cursor = 0;
	int expected = 1;
	void *object;

	for (int i = 1; i <= COUNT; i++) {
		ck_assert_int_eq(tradyn__list_reserve(&list, list.live + 1), 0);
		tradyn__list_append(&list, (uint64_t)i, &objects[i]);
		inside[i] = true;
		if (i % 3 == 0) {
			int gone = 1 + (int)below(i);

			if (inside[gone])
				tradyn__list_remove(&list, (uint64_t)gone);
			inside[gone] = false;
		}
	}
	while ((object = tradyn__list_next(&list, &cursor))) {
		while (!inside[expected])
			expected++;
		ck_assert_ptr_eq(object, &objects[expected]);
		if (expected % 2) { /* what was given may go */
			tradyn__list_remove(&list, (uint64_t)expected);
			inside[expected] = false;
		}
		expected++;
	}
	while (expected <= COUNT)
		ck_assert(!inside[expected++]);
	tradyn__list_clear(&list);
}
END_TEST

/* ---- Pool and bag ---- */

START_TEST(pool_gives_zeroed_objects_that_stay)
{
	tradyn__pool pool = { .size = sizeof(int64_t[4]) };
	int64_t *objects[300];

	for (int i = 0; i < 300; i++) {
		ck_assert_int_eq(tradyn__pool_reserve(&pool, 1), 0);
		objects[i] = tradyn__pool_take(&pool);
		ck_assert_int_eq(objects[i][0] | objects[i][3], 0);
		objects[i][0] = objects[i][3] = i + 1;
	}
	for (int i = 0; i < 300; i += 2)
		tradyn__pool_give(&pool, objects[i]);
	for (int i = 1; i < 300; i += 2)
		ck_assert_int_eq(objects[i][0] + objects[i][3], 2 * (i + 1));
	ck_assert_int_eq(tradyn__pool_reserve(&pool, 150), 0);
	ck_assert_int_eq(((int64_t *)tradyn__pool_take(&pool))[3], 0);
	tradyn__pool_clear(&pool);
}
END_TEST

START_TEST(bag_members_know_their_places)
{
	tradyn__bag bag = { NULL, 0, 0 };
	size_t places[10];

	ck_assert_int_eq(tradyn__bag_reserve(&bag, 10), 0);
	for (size_t i = 0; i < 10; i++)
		tradyn__bag_add(&bag, &places[i], &places[i]);
	tradyn__bag_remove(&bag, places[3]);
	tradyn__bag_remove(&bag, places[9]);
	ck_assert_uint_eq(places[3], TRADYN__NOWHERE);
	ck_assert_uint_eq(bag.count, 8);
	for (size_t i = 0; i < bag.count; i++)
		ck_assert_uint_eq(*bag.members[i].place, i);
	tradyn__bag_clear(&bag);
}
END_TEST

/* ---- Quotients ---- */

static tradyn__wide quotient(const tradyn__wide *ups, const tradyn__wide *downs)
{
	tradyn__ratio ratio = { .ups = 0 };
	tradyn__wide out = -1;

	for (; *ups; ups++)
		tradyn__ratio_up(&ratio, *ups);
	for (; *downs; downs++)
		tradyn__ratio_down(&ratio, *downs);
	ck_assert_int_eq(tradyn__ratio_round(&ratio, &out), 0);
	return out;
}

#define Q(up, down) quotient((const tradyn__wide[]){ up, 0 }, (const tradyn__wide[]){ down, 0 })
#define LIST(...) __VA_ARGS__

START_TEST(quotients_round_once)
{
	const int64_t big = INT64_C(1000000000000000000);

	ck_assert(Q(LIST(1), LIST(2)) == 1);
	ck_assert(Q(LIST(-1), LIST(2)) == -1);
	ck_assert(Q(LIST(49), LIST(100)) == 0);
	ck_assert(Q(LIST(7, 5), LIST(2, 5)) == 4);
	/* beyond 127 bits: 10^90 * 5 / (10^90 * 2), and a half that one more unit below the line takes away */
	ck_assert(Q(LIST(big, big, big, big, big, 5), LIST(big, big, big, big, big, 2)) == 3);
	ck_assert(Q(LIST(big, big, big, big, big, 5), LIST(big, big, big, big, big + 1, 2)) == 2);
	ck_assert(Q(LIST(-big, big, big, big, 3), LIST(big, big, big, 2)) == (tradyn__wide)big * -3 / 2);
}
END_TEST

START_TEST(long_and_short_division_agree)
{
	for (int i = 0; i < 3000; i++) {
		tradyn__wide a = 1 + below(INT64_C(1) << 40), b = 1 + below(INT64_C(1) << 40), c = 1 + below(INT64_C(1) << 40), k = (INT64_C(1) << 62) + below(1 << 30);
		tradyn__wide plain = tradyn__wide_div(a * b, c, TRADYN_ROUND_HALF_AWAY);

		ck_assert(Q(LIST(a, b), LIST(c)) == plain);
		ck_assert(Q(LIST(a, k, b, k), LIST(k, c, k)) == plain);
	}
}
END_TEST

START_TEST(a_quotient_without_end_is_out_of_range)
{
	tradyn__ratio ratio = { .ups = 0 };
	tradyn__wide out = 7;

	for (int i = 0; i < 4; i++)
		tradyn__ratio_up(&ratio, INT64_MAX);
	tradyn__ratio_down(&ratio, 1);
	ck_assert_int_eq(tradyn__ratio_round(&ratio, &out), TRADYN_E_RANGE);
}
END_TEST

/* ---- The profit grid ---- */

static tradyn__symbol *symbol_named(tradyn_engine *engine, const char *name)
{
	tradyn__symbol *symbol = tradyn__symbol_find(engine, name);

	ck_assert_ptr_nonnull(symbol);
	return symbol;
}

START_TEST(quotes_are_divided_exactly)
{
	static const char *const names[] = { "EURUSD", "USDJPY", "XAUUSD", "BTCUSD", "US30" };
	tradyn_engine_options options = TRADYN_ENGINE_OPTIONS_INIT;
	tradyn_engine *engine;

	ck_assert_int_eq(tradyn_engine_new(&engine, &options, NULL), 0);
	ck_assert_int_eq(symbol_named(engine, "EURUSD")->quantum, 1000);   /* 0.00001: a hundredth of a lot is 1000 units, a cent each 0.00001 */
	ck_assert_int_eq(symbol_named(engine, "USDJPY")->quantum, 100000); /* 0.001: a yen */
	ck_assert_int_eq(symbol_named(engine, "XAUUSD")->quantum, 1000000);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const tradyn__symbol *symbol = symbol_named(engine, names[i]);

		for (int j = 0; j < 20000; j++) {
			int64_t price = 1 + below(INT64_C(10000000000000)), steps;

			if (j % 2)
				price = (price / symbol->quantum + 1) * symbol->quantum;
			ck_assert_int_eq(tradyn__symbol_steps(symbol, price, &steps), price % symbol->quantum == 0);
			if (price % symbol->quantum == 0)
				ck_assert_int_eq(steps, price / symbol->quantum);
		}
	}
	tradyn_engine_free(engine);
}
END_TEST

int main(void)
{
	return run_tests("engine-store", 60, (const TTest *const[]){
		heap_gives_the_smallest, index_finds_what_is_in_it, list_walks_in_order_and_survives_removals, pool_gives_zeroed_objects_that_stay,
		bag_members_know_their_places, quotients_round_once, long_and_short_division_agree, a_quotient_without_end_is_out_of_range,
		quotes_are_divided_exactly, NULL });
}
