/* SPDX-License-Identifier: MIT
 * Idempotency records in memory: found by (login, key), forgotten in the order in which they came, never early. */
#ifndef TRADYN_SERVER_STORE_RECORDS_H
#define TRADYN_SERVER_STORE_RECORDS_H

#include "server/store/store.h"

struct record;

struct records {
	struct record **heads;          /* chains by hash */
	size_t head_count;              /* a power of two */
	struct record *oldest, *newest; /* in the order in which they came */
	size_t count, bytes;
	size_t count_max, bytes_max;
	unsigned char hash_key[16];     /* a client can not aim at one chain */
};

/* 0 or TRADYN_E_NO_MEMORY. */
int records_init(struct records *records, size_t count_max, size_t bytes_max);
void records_clear(struct records *records);

/* As the functions of store.h. */
enum store_seen records_find(struct records *records, tradyn_login login, const char *key, const unsigned char request_hash[32],
                             int64_t now_msc, struct store_record *out);
int records_room(struct records *records, int64_t now_msc, tradyn_error *err);
int records_add(struct records *records, tradyn_login login, const char *key, const unsigned char request_hash[32], int64_t now_msc,
                const struct store_record *record);

#endif
