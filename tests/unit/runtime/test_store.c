/* SPDX-License-Identifier: MIT
 * The store: pages never miss or repeat a row, orders are found by ticket, the ledger adds up, keys are remembered. */
#include "support.h"

#include "server/store/records.h"
#include "server/store/rows.h"
#include "server/store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LOGIN 1001

static struct store *store;

static void setup(void)
{
	ck_assert_int_eq(store_new(&store, NULL, NULL), 0);
	log_reset();
}

static void teardown(void)
{
	store = store_free(store);
}

static void add_deal(tradyn_ticket ticket, int64_t time_msc, const char *symbol, tradyn_decimal profit)
{
	tradyn_deal deal = { .ticket = ticket, .order = ticket + 1000000, .position_id = ticket / 10, .time_msc = time_msc, .profit = profit };
	tradyn_event event = { .login = LOGIN, .type = TRADYN_EVENT_DEAL, .action = TRADYN_EVENT_ACTION_ADDED, .deal = &deal };

	snprintf(deal.symbol, sizeof(deal.symbol), "%s", symbol);
	ck_assert_int_eq(store_append(store, &event), 0);
}

static void add_order(tradyn_ticket ticket, int64_t done_msc, tradyn_order_state state)
{
	tradyn_order order = { .ticket = ticket, .time_done_msc = done_msc, .state = state };
	tradyn_event event = { .login = LOGIN, .type = TRADYN_EVENT_ORDER, .order = &order };

	ck_assert_int_eq(store_append(store, &event), 0);
}

START_TEST(a_thousand_equal_times_with_inserts_between_the_pages_give_each_row_once)
{
	tradyn_history_query query = TRADYN_HISTORY_QUERY_INIT;
	unsigned char seen[2001] = { 0 };
	tradyn_ticket next_ticket = 1;
	int64_t cursor = 0;
	int rows = 0;
	tradyn_deal deal;

	for (int i = 0; i < 1000; i++)
		add_deal(next_ticket++, 5000, "EURUSD", 0);
	for (bool more = true; more;) {
		int64_t page = cursor; /* a cursor is a number that survives between calls */
		more = false;
		for (int i = 0; i < 7 && store_history_next(store, LOGIN, &query, &page, &deal); i++) {
			ck_assert_msg(!seen[deal.ticket], "deal %lld came twice", (long long)deal.ticket);
			seen[deal.ticket] = 1;
			rows++;
			more = true;
		}
		cursor = page;
		if (next_ticket < 1500)
			add_deal(next_ticket++, 5000, "EURUSD", 0);
	}
	ck_assert_int_eq(rows, (int)next_ticket - 1);
}
END_TEST

START_TEST(a_query_by_time_begins_and_ends_with_its_bounds)
{
	tradyn_history_query query = TRADYN_HISTORY_QUERY_INIT;
	int64_t cursor = 0;
	tradyn_deal deal;

	for (int i = 1; i <= 100; i++)
		add_deal(i, i / 2 * 10, "EURUSD", 0); /* two deals at each time */
	query.from_msc = 200;
	query.to_msc = 300;
	for (int i = 40; i <= 61; i++) {
		ck_assert_int_eq(store_history_next(store, LOGIN, &query, &cursor, &deal), 1);
		ck_assert_int_eq(deal.ticket, i);
	}
	ck_assert_int_eq(store_history_next(store, LOGIN, &query, &cursor, &deal), 0);
}
END_TEST

START_TEST(filters_choose_by_symbol_position_and_ticket)
{
	tradyn_history_query query = TRADYN_HISTORY_QUERY_INIT;
	int64_t cursor = 0;
	tradyn_deal deal;

	for (int i = 1; i <= 40; i++)
		add_deal(i, i, i % 2 ? "EURUSD" : "XAUUSD", 0);
	snprintf(query.symbol, sizeof(query.symbol), "XAUUSD");
	query.position = 2;
	for (int i = 20; i < 30; i += 2) {
		ck_assert_int_eq(store_history_next(store, LOGIN, &query, &cursor, &deal), 1);
		ck_assert_int_eq(deal.ticket, i);
	}
	ck_assert_int_eq(store_history_next(store, LOGIN, &query, &cursor, &deal), 0);
	query.ticket = 24;
	cursor = 0;
	ck_assert_int_eq(store_history_next(store, LOGIN, &query, &cursor, &deal), 1);
	ck_assert_int_eq(deal.ticket, 24);
}
END_TEST

START_TEST(the_ledger_has_a_line_for_each_deal_that_moved_money)
{
	tradyn_history_query query = TRADYN_HISTORY_QUERY_INIT;
	tradyn_ledger_entry entry;
	int64_t cursor = 0;

	query.type = TRADYN_HISTORY_TYPE_LEDGER;
	add_deal(1, 1, "", TRADYN_DECIMAL(10000));
	add_deal(2, 2, "EURUSD", 0);
	add_deal(3, 3, "EURUSD", -TRADYN_DECIMAL(39));
	ck_assert_int_eq(store_history_next(store, LOGIN, &query, &cursor, &entry), 1);
	ck_assert_int_eq(entry.balance, TRADYN_DECIMAL(10000));
	ck_assert_int_eq(store_history_next(store, LOGIN, &query, &cursor, &entry), 1);
	ck_assert_int_eq(entry.ticket, 3);
	ck_assert_int_eq(entry.amount, -TRADYN_DECIMAL(39));
	ck_assert_int_eq(entry.balance, TRADYN_DECIMAL(9961));
	ck_assert_int_eq(store_history_next(store, LOGIN, &query, &cursor, &entry), 0);
}
END_TEST

START_TEST(a_finished_order_is_found_by_ticket_with_its_deal)
{
	tradyn_order order;
	tradyn_deal deal;

	for (int i = 1; i <= 5000; i++) {
		add_order(5001 - i, i, TRADYN_ORDER_STATE_PLACED); /* still pending: not a row */
		add_order(5001 - i, i, i % 3 ? TRADYN_ORDER_STATE_FILLED : TRADYN_ORDER_STATE_CANCELED);
	}
	for (int i = 1; i <= 5000; i++) {
		ck_assert_int_eq(store_order(store, LOGIN, i, &order), 0);
		ck_assert_int_eq(order.ticket, i);
		ck_assert_int_eq(order.time_done_msc, 5001 - i);
	}
	ck_assert_int_eq(store_order(store, LOGIN, 5001, &order), TRADYN_E_ORDER_NOT_FOUND);
	ck_assert_int_eq(store_order(store, 2002, 1, &order), TRADYN_E_ORDER_NOT_FOUND);

	add_deal(7, 9000, "EURUSD", 0);
	add_deal(8, 9000, "EURUSD", 0);
	add_deal(9, 9001, "EURUSD", 0);
	add_order(1000008, 9000, TRADYN_ORDER_STATE_FILLED);
	ck_assert_int_eq(store_order(store, LOGIN, 1000008, &order), 0);
	ck_assert_int_eq(store_order_deal(store, LOGIN, &order, &deal), 0);
	ck_assert_int_eq(deal.ticket, 8);
}
END_TEST

START_TEST(past_the_bound_the_oldest_half_goes_and_numbers_stay)
{
	struct rows rows;
	int64_t row;

	rows_init(&rows, sizeof(row), 0, 8);
	for (row = 1; row <= 8; row++)
		ck_assert_int_eq(rows_add(&rows, &row), 0);
	ck_assert_int_eq(rows_add(&rows, &row), 4);
	ck_assert_int_eq(rows.first, 5);
	ck_assert_int_eq(rows_next(&rows), 10);
	ck_assert_ptr_null(rows_at(&rows, 4));
	for (row = 5; row <= 9; row++)
		ck_assert_int_eq(*(int64_t *)rows_at(&rows, row), row);
	ck_assert_int_eq(rows_from(&rows, 7), 7);
	rows_clear(&rows);
}
END_TEST

static const unsigned char hash_a[32] = "a", hash_b[32] = "b";

static enum store_seen find(struct records *records, const char *key, const unsigned char hash[32], int64_t now, struct store_record *out)
{
	return records_find(records, LOGIN, key, hash, now, out);
}

START_TEST(a_key_gives_its_reply_again_and_refuses_another_request)
{
	struct store_record reply = { -10019, "no money", 8 }, got;

	ck_assert_int_eq(store_record_find(store, LOGIN, "k", hash_a, 0, &got), STORE_NEW);
	ck_assert_int_eq(store_record_add(store, LOGIN, "k", hash_a, 0, &reply), 0);
	ck_assert_int_eq(store_record_find(store, LOGIN, "k", hash_a, 1, &got), STORE_SAME);
	ck_assert_int_eq(got.code, -10019);
	ck_assert_uint_eq(got.length, 8);
	ck_assert_mem_eq(got.reply, "no money", 8);
	ck_assert_int_eq(store_record_find(store, LOGIN, "k", hash_b, 1, &got), STORE_DIFFERENT);
	ck_assert_int_eq(store_record_find(store, 2002, "k", hash_a, 1, &got), STORE_NEW);
}
END_TEST

START_TEST(records_are_kept_a_day_and_never_less)
{
	struct records records;
	struct store_record reply = { 0, "{}", 2 }, got;
	tradyn_error err;
	char key[32];

	ck_assert_int_eq(records_init(&records, 1000, 1 << 20), 0);
	for (int i = 0; i < 1000; i++) {
		snprintf(key, sizeof(key), "key-%d", i);
		ck_assert_int_eq(records_room(&records, i, NULL), 0);
		ck_assert_int_eq(records_add(&records, LOGIN, key, hash_a, i, &reply), 0);
	}
	tradyn_error_init(&err);
	ck_assert_int_eq(records_room(&records, STORE_RECORD_MSC, &err), TRADYN_E_OVERLOADED);
	for (int i = 0; i < 1000; i++) {
		snprintf(key, sizeof(key), "key-%d", i);
		ck_assert_int_eq(find(&records, key, hash_a, STORE_RECORD_MSC, &got), STORE_SAME);
	}
	ck_assert_int_eq(records_room(&records, STORE_RECORD_MSC + 1, NULL), 0);
	ck_assert_int_eq(find(&records, "key-0", hash_a, STORE_RECORD_MSC + 1, &got), STORE_NEW);
	ck_assert_int_eq(find(&records, "key-1", hash_a, STORE_RECORD_MSC + 1, &got), STORE_SAME);
	records_clear(&records);
}
END_TEST

START_TEST(records_are_bounded_in_bytes)
{
	struct records records;
	char large[5000] = "";
	struct store_record reply = { 0, large, sizeof(large) };

	ck_assert_int_eq(records_init(&records, 1000, 10000), 0);
	ck_assert_int_eq(records_add(&records, LOGIN, "1", hash_a, 0, &reply), 0);
	ck_assert_int_eq(records_room(&records, 0, NULL), 0);
	ck_assert_int_eq(records_add(&records, LOGIN, "2", hash_a, 0, &reply), 0);
	ck_assert_int_eq(records_room(&records, 0, NULL), TRADYN_E_OVERLOADED);
	records_clear(&records);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("store");
	TCase *tests = tcase_create("store");

	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, a_thousand_equal_times_with_inserts_between_the_pages_give_each_row_once);
	tcase_add_test(tests, a_query_by_time_begins_and_ends_with_its_bounds);
	tcase_add_test(tests, filters_choose_by_symbol_position_and_ticket);
	tcase_add_test(tests, the_ledger_has_a_line_for_each_deal_that_moved_money);
	tcase_add_test(tests, a_finished_order_is_found_by_ticket_with_its_deal);
	tcase_add_test(tests, past_the_bound_the_oldest_half_goes_and_numbers_stay);
	tcase_add_test(tests, a_key_gives_its_reply_again_and_refuses_another_request);
	tcase_add_test(tests, records_are_kept_a_day_and_never_less);
	tcase_add_test(tests, records_are_bounded_in_bytes);
	suite_add_tcase(suite, tests);
	return run(suite);
}
