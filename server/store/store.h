/* SPDX-License-Identifier: MIT
 * What was told to a client and must not be lost: finished orders, deals, the ledger, idempotency records.
 * Kept in memory, bounded per account; the interface is that of a durable store. */
#ifndef TRADYN_SERVER_STORE_STORE_H
#define TRADYN_SERVER_STORE_STORE_H

#include <tradyn/deal.h>
#include <tradyn/engine.h>

struct store;

int store_new(struct store **out, const char *data_dir, tradyn_error *err);
struct store *store_free(struct store *store);

/* Takes an event of the engine. */
int store_append(struct store *store, const tradyn_event *event);

/* A finished order. 0 or TRADYN_E_ORDER_NOT_FOUND. */
int store_order(const struct store *store, tradyn_login login, tradyn_ticket ticket, tradyn_order *out);

/* Walks the rows that match `query`, oldest first; *cursor is a keyset cursor, 0 at the start. Returns 1 and fills the row
 * (tradyn_deal, tradyn_order or tradyn_ledger_entry by query->type), or 0 at the end. */
int store_history_next(const struct store *store, tradyn_login login, const tradyn_history_query *query, int64_t *cursor, void *row);

/* Idempotency records: the reply given to (login, key). `request_hash` is of endpoint, path and body. */
enum store_seen { STORE_NEW, STORE_SAME, STORE_DIFFERENT };
enum store_seen store_idempotent_find(const struct store *store, tradyn_login login, const char *key, const unsigned char request_hash[32],
                                      int *http_status, const char **reply, size_t *length);
int store_idempotent_add(struct store *store, tradyn_login login, const char *key, const unsigned char request_hash[32],
                         int http_status, const char *reply, size_t length, int64_t now_msc);

#endif
