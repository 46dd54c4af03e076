/* SPDX-License-Identifier: MIT
 * What was told to a client and must not be lost: finished orders, deals, the ledger, idempotency records.
 * Kept in memory, bounded per account; the interface is that of a durable store. */
#ifndef TRADYN_SERVER_STORE_STORE_H
#define TRADYN_SERVER_STORE_STORE_H

#include <tradyn/deal.h>
#include <tradyn/engine.h>

struct store;

/* Most rows of one kind (deals, orders, ledger) and account. The row past it drops the oldest half of that kind, which is logged;
 * cursors into what was dropped become invalid, so that no reader misses rows without being told. */
#define STORE_ROWS_MAX 1000000

/* How long an idempotency record is kept, and how many there may be at most, in number and in bytes of their replies. */
#define STORE_RECORD_MSC (24 * INT64_C(3600000))
#define STORE_RECORDS_MAX 1000000
#define STORE_RECORD_BYTES_MAX (512u << 20)

int store_new(struct store **out, const char *data_dir, tradyn_error *err);
struct store *store_free(struct store *store);

/* Takes an event of the engine. */
int store_append(struct store *store, const tradyn_event *event);

/* A finished order. 0 or TRADYN_E_ORDER_NOT_FOUND. */
int store_order(const struct store *store, tradyn_login login, tradyn_ticket ticket, tradyn_order *out);

/* The last deal of a finished order. 0 or TRADYN_E_ORDER_NOT_FOUND when it made none. */
int store_order_deal(const struct store *store, tradyn_login login, const tradyn_order *order, tradyn_deal *out);

/* Rows of one kind have sequence numbers from 1 on, in the order in which they were made; *oldest is the first that is kept, *next
 * the one to come. */
void store_history_range(const struct store *store, tradyn_login login, tradyn_history_type type, int64_t *oldest, int64_t *next);

/* Walks the rows that match `query`, oldest first; *cursor is the sequence number to go on from, 0 at the start. `from_msc` and
 * `to_msc` are of the deal, and of an order's end. Returns 1 and fills the row (tradyn_deal, tradyn_order or tradyn_ledger_entry by
 * query->type), or 0 at the end. */
int store_history_next(const struct store *store, tradyn_login login, const tradyn_history_query *query, int64_t *cursor, void *row);

/* Idempotency records: the reply given to (login, key). `request_hash` is of endpoint, path and body. Times are milliseconds of a
 * clock that never goes back. */
enum store_seen { STORE_NEW, STORE_SAME, STORE_DIFFERENT };

struct store_record {
	int code;           /* 0 or the error code of the reply */
	const char *reply;  /* borrowed */
	size_t length;
};

/* Looks the key up. STORE_SAME fills `out`. */
enum store_seen store_record_find(struct store *store, tradyn_login login, const char *key, const unsigned char request_hash[32],
                                  int64_t now_msc, struct store_record *out);
/* Whether one more record may be added: asked before the request is done. 0 or TRADYN_E_OVERLOADED; `err` gets the time of the next try. */
int store_record_room(struct store *store, int64_t now_msc, tradyn_error *err);
/* Adds a record; the reply is copied. 0 or TRADYN_E_NO_MEMORY. */
int store_record_add(struct store *store, tradyn_login login, const char *key, const unsigned char request_hash[32], int64_t now_msc,
                     const struct store_record *record);

#endif
