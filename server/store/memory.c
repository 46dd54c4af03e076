/* SPDX-License-Identifier: MIT
 * The store in memory: per account its deals, finished orders and ledger in the order in which they were made.
 * What a row says never changes, except that an order of the same ticket replaces its earlier row. */
#include "server/store/store.h"

#include "server/http/log.h"
#include "server/store/records.h"
#include "server/store/rows.h"

#include "lib/base/fail.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define KINDS 3

static const char *const kind_names[KINDS] = { "deals", "orders", "ledger entries" };

/* Where the rows of an order's ticket stand: open addressing, sequence numbers, 0 empty. */
struct ticket_index {
	int64_t *sequences;
	size_t size; /* a power of two, at least twice the orders */
};

struct account {
	tradyn_login login;
	struct rows rows[KINDS]; /* by tradyn_history_type */
	struct ticket_index orders;
	tradyn_decimal balance, credit;
};

struct store {
	struct account **accounts; /* by login */
	size_t count;
	struct records records;
};

int store_new(struct store **out, const char *data_dir, tradyn_error *err)
{
	struct store *store = calloc(1, sizeof(*store));

	(void)data_dir; /* nothing is kept on disk */
	if (sodium_init() < 0 || !store || records_init(&store->records, STORE_RECORDS_MAX, STORE_RECORD_BYTES_MAX)) {
		free(store);
		return tradyn__fail(err, TRADYN_E_NO_MEMORY, NULL, "Out of memory for the store.");
	}
	*out = store;
	return 0;
}

struct store *store_free(struct store *store)
{
	if (!store)
		return NULL;
	for (size_t i = 0; i < store->count; i++) {
		for (int kind = 0; kind < KINDS; kind++)
			rows_clear(&store->accounts[i]->rows[kind]);
		free(store->accounts[i]->orders.sequences);
		free(store->accounts[i]);
	}
	free(store->accounts);
	records_clear(&store->records);
	free(store);
	return NULL;
}

/* ---- accounts ---- */

static size_t account_place(const struct store *store, tradyn_login login)
{
	size_t low = 0, high = store->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (store->accounts[middle]->login < login)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct account *account_find(const struct store *store, tradyn_login login)
{
	size_t place = account_place(store, login);

	return place < store->count && store->accounts[place]->login == login ? store->accounts[place] : NULL;
}

static struct account *account_add(struct store *store, tradyn_login login)
{
	struct account **accounts = realloc(store->accounts, (store->count + 1) * sizeof(*accounts));
	struct account *account = calloc(1, sizeof(*account));
	size_t place;

	if (accounts)
		store->accounts = accounts;
	if (!accounts || !account) {
		free(account);
		return NULL;
	}
	account->login = login;
	rows_init(&account->rows[TRADYN_HISTORY_TYPE_DEALS], sizeof(tradyn_deal), offsetof(tradyn_deal, time_msc), STORE_ROWS_MAX);
	rows_init(&account->rows[TRADYN_HISTORY_TYPE_ORDERS], sizeof(tradyn_order), offsetof(tradyn_order, time_done_msc), STORE_ROWS_MAX);
	rows_init(&account->rows[TRADYN_HISTORY_TYPE_LEDGER], sizeof(tradyn_ledger_entry), offsetof(tradyn_ledger_entry, time_msc), STORE_ROWS_MAX);
	place = account_place(store, login);
	memmove(accounts + place + 1, accounts + place, (store->count - place) * sizeof(*accounts));
	accounts[place] = account;
	store->count++;
	return account;
}

/* ---- orders by ticket ---- */

static size_t index_slot(const struct account *account, tradyn_ticket ticket)
{
	const struct ticket_index *index = &account->orders;
	size_t slot = (size_t)((uint64_t)ticket * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (index->size - 1);

	while (index->sequences[slot]) {
		const tradyn_order *order = rows_at(&account->rows[TRADYN_HISTORY_TYPE_ORDERS], index->sequences[slot]);
		if (order && order->ticket == ticket)
			break;
		slot = (slot + 1) & (index->size - 1);
	}
	return slot;
}

static int64_t index_find(const struct account *account, tradyn_ticket ticket)
{
	return account->orders.size ? account->orders.sequences[index_slot(account, ticket)] : 0;
}

/* Makes the index anew for the orders that are kept, with room for as many again. */
static int index_build(struct account *account)
{
	const struct rows *orders = &account->rows[TRADYN_HISTORY_TYPE_ORDERS];
	size_t size = 64;

	while (size < 4 * orders->count)
		size *= 2;
	free(account->orders.sequences);
	account->orders.sequences = calloc(size, sizeof(int64_t));
	account->orders.size = account->orders.sequences ? size : 0;
	if (!account->orders.size)
		return TRADYN_E_NO_MEMORY;
	for (int64_t sequence = orders->first; sequence < rows_next(orders); sequence++) {
		const tradyn_order *order = rows_at(orders, sequence);
		account->orders.sequences[index_slot(account, order->ticket)] = sequence;
	}
	return 0;
}

/* ---- rows in ---- */

static long add_row(struct account *account, tradyn_history_type kind, const void *row)
{
	long dropped = rows_add(&account->rows[kind], row);

	if (dropped > 0)
		log_event(LOG_LEVEL_WARNING, "store", "account %lld: more than %d %s, the oldest %ld were dropped", (long long)account->login,
		          STORE_ROWS_MAX, kind_names[kind], dropped);
	return dropped;
}

static bool finished(const tradyn_order *order)
{
	return order->state == TRADYN_ORDER_STATE_FILLED || order->state == TRADYN_ORDER_STATE_CANCELED ||
	       order->state == TRADYN_ORDER_STATE_REJECTED || order->state == TRADYN_ORDER_STATE_EXPIRED;
}

static int take_order(struct account *account, const tradyn_order *order)
{
	struct rows *orders = &account->rows[TRADYN_HISTORY_TYPE_ORDERS];
	int64_t known;
	long dropped;

	if (!finished(order))
		return 0;
	known = index_find(account, order->ticket);
	if (known) {
		*(tradyn_order *)rows_at(orders, known) = *order;
		return 0;
	}
	dropped = add_row(account, TRADYN_HISTORY_TYPE_ORDERS, order);
	if (dropped < 0)
		return TRADYN_E_NO_MEMORY;
	if (dropped > 0 || 2 * orders->count > account->orders.size)
		return index_build(account);
	account->orders.sequences[index_slot(account, order->ticket)] = rows_next(orders) - 1;
	return 0;
}

/* The ledger has a line for each deal that moved money. */
static int take_deal(struct account *account, const tradyn_deal *deal)
{
	tradyn_decimal amount = deal->profit + deal->swap + deal->commission + deal->fee;
	tradyn_ledger_entry entry = { .ticket = deal->ticket, .time_msc = deal->time_msc, .type = deal->type, .position_id = deal->position_id };

	if (add_row(account, TRADYN_HISTORY_TYPE_DEALS, deal) < 0)
		return TRADYN_E_NO_MEMORY;
	if (!amount)
		return 0;
	if (deal->type == TRADYN_DEAL_TYPE_CREDIT)
		account->credit += amount;
	else
		account->balance += amount;
	entry.amount = amount;
	entry.balance = account->balance;
	entry.credit = account->credit;
	memcpy(entry.symbol, deal->symbol, sizeof(entry.symbol));
	memcpy(entry.comment, deal->comment, sizeof(entry.comment));
	return add_row(account, TRADYN_HISTORY_TYPE_LEDGER, &entry) < 0 ? TRADYN_E_NO_MEMORY : 0;
}

int store_append(struct store *store, const tradyn_event *event)
{
	struct account *account;

	if (!event->order && !event->deal)
		return 0;
	account = account_find(store, event->login);
	if (!account)
		account = account_add(store, event->login);
	if (!account)
		return TRADYN_E_NO_MEMORY;
	if (event->type == TRADYN_EVENT_ORDER && event->order)
		return take_order(account, event->order);
	if (event->type == TRADYN_EVENT_DEAL && event->deal)
		return take_deal(account, event->deal);
	return 0;
}

/* ---- rows out ---- */

int store_order(const struct store *store, tradyn_login login, tradyn_ticket ticket, tradyn_order *out)
{
	const struct account *account = account_find(store, login);
	int64_t sequence = account ? index_find(account, ticket) : 0;

	if (!sequence)
		return TRADYN_E_ORDER_NOT_FOUND;
	*out = *(const tradyn_order *)rows_at(&account->rows[TRADYN_HISTORY_TYPE_ORDERS], sequence);
	return 0;
}

int store_order_deal(const struct store *store, tradyn_login login, const tradyn_order *order, tradyn_deal *out)
{
	const struct account *account = account_find(store, login);
	const struct rows *deals = account ? &account->rows[TRADYN_HISTORY_TYPE_DEALS] : NULL;
	int status = TRADYN_E_ORDER_NOT_FOUND;

	if (!deals)
		return status;
	for (int64_t sequence = rows_from(deals, order->time_done_msc); sequence < rows_next(deals); sequence++) {
		const tradyn_deal *deal = rows_at(deals, sequence);
		if (deal->time_msc > order->time_done_msc)
			break;
		if (deal->order != order->ticket)
			continue;
		*out = *deal;
		status = 0;
	}
	return status;
}

static tradyn_history_type kind_of(const tradyn_history_query *query)
{
	return query->type < 0 ? TRADYN_HISTORY_TYPE_DEALS : (tradyn_history_type)query->type;
}

void store_history_range(const struct store *store, tradyn_login login, tradyn_history_type type, int64_t *oldest, int64_t *next)
{
	const struct account *account = account_find(store, login);

	*oldest = account ? account->rows[type].first : 1;
	*next = account ? rows_next(&account->rows[type]) : 1;
}

/* What a query may ask of a row, by its kind. */
struct filter {
	size_t ticket, position, symbol;
};

static const struct filter filters[KINDS] = {
	[TRADYN_HISTORY_TYPE_DEALS] = { offsetof(tradyn_deal, ticket), offsetof(tradyn_deal, position_id), offsetof(tradyn_deal, symbol) },
	[TRADYN_HISTORY_TYPE_ORDERS] = { offsetof(tradyn_order, ticket), offsetof(tradyn_order, position_id), offsetof(tradyn_order, symbol) },
	[TRADYN_HISTORY_TYPE_LEDGER] = { offsetof(tradyn_ledger_entry, ticket), offsetof(tradyn_ledger_entry, position_id),
	                                 offsetof(tradyn_ledger_entry, symbol) },
};

static bool has_ticket(const char *row, size_t offset, tradyn_ticket wanted)
{
	tradyn_ticket ticket;

	if (wanted == TRADYN_UNSET)
		return true;
	memcpy(&ticket, row + offset, sizeof(ticket));
	return ticket == wanted;
}

static bool matches(const tradyn_history_query *query, const struct filter *filter, const char *row)
{
	return has_ticket(row, filter->ticket, query->ticket) && has_ticket(row, filter->position, query->position) &&
	       (!query->symbol[0] || !strcmp(row + filter->symbol, query->symbol));
}

int store_history_next(const struct store *store, tradyn_login login, const tradyn_history_query *query, int64_t *cursor, void *out)
{
	tradyn_history_type kind = kind_of(query);
	const struct account *account = account_find(store, login);
	const struct rows *rows = account ? &account->rows[kind] : NULL;
	int64_t sequence;

	if (!rows)
		return 0;
	sequence = *cursor > rows->first ? *cursor : rows->first;
	if (!*cursor && query->from_msc != TRADYN_UNSET)
		sequence = rows_from(rows, query->from_msc);
	for (const void *row; (row = rows_at(rows, sequence)) != NULL; sequence++) {
		if (query->to_msc != TRADYN_UNSET && rows_time(rows, row) > query->to_msc)
			break;
		if (!matches(query, &filters[kind], row))
			continue;
		memcpy(out, row, rows->size);
		*cursor = sequence + 1;
		return 1;
	}
	*cursor = sequence;
	return 0;
}

/* ---- idempotency records ---- */

enum store_seen store_record_find(struct store *store, tradyn_login login, const char *key, const unsigned char request_hash[32],
                                  int64_t now_msc, struct store_record *out)
{
	return records_find(&store->records, login, key, request_hash, now_msc, out);
}

int store_record_room(struct store *store, int64_t now_msc, tradyn_error *err)
{
	return records_room(&store->records, now_msc, err);
}

int store_record_add(struct store *store, tradyn_login login, const char *key, const unsigned char request_hash[32], int64_t now_msc,
                     const struct store_record *record)
{
	return records_add(&store->records, login, key, request_hash, now_msc, record);
}
