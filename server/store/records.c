/* SPDX-License-Identifier: MIT
 * Idempotency records: a chained hash table whose entries also stand in a queue by age. */
#include "server/store/records.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_HEADS 256
#define KEY_MAX 65

struct record {
	struct record *chain; /* next with the same head */
	struct record *newer; /* next in the queue */
	tradyn_login login;
	int64_t time_msc;
	unsigned char request_hash[32];
	char key[KEY_MAX];
	int code;
	size_t length;
	char reply[];
};

int records_init(struct records *records, size_t count_max, size_t bytes_max)
{
	*records = (struct records){ .count_max = count_max, .bytes_max = bytes_max, .head_count = FIRST_HEADS };
	records->heads = calloc(FIRST_HEADS, sizeof(struct record *));
	if (!records->heads)
		return TRADYN_E_NO_MEMORY;
	randombytes_buf(records->hash_key, sizeof(records->hash_key));
	return 0;
}

/* A reply may hold a new API key: it does not stay behind in freed memory. */
static void record_free(struct record *record)
{
	sodium_memzero(record->reply, record->length);
	free(record);
}

void records_clear(struct records *records)
{
	while (records->oldest) {
		struct record *record = records->oldest;
		records->oldest = record->newer;
		record_free(record);
	}
	free(records->heads);
	*records = (struct records){ 0 };
}

static struct record **head_of(const struct records *records, tradyn_login login, const char *key)
{
	unsigned char text[sizeof(login) + KEY_MAX] = { 0 };
	uint64_t hash = 0;

	memcpy(text, &login, sizeof(login));
	tradyn__text_copy((char *)text + sizeof(login), KEY_MAX, key, strlen(key));
	crypto_shorthash((unsigned char *)&hash, text, sizeof(text), records->hash_key);
	return &records->heads[hash & (records->head_count - 1)];
}

static void unchain(struct records *records, struct record *record)
{
	struct record **link = head_of(records, record->login, record->key);

	while (*link != record)
		link = &(*link)->chain;
	*link = record->chain;
}

static size_t record_size(size_t reply_length)
{
	return sizeof(struct record) + reply_length;
}

static void forget_old(struct records *records, int64_t now_msc)
{
	while (records->oldest && now_msc - records->oldest->time_msc > STORE_RECORD_MSC) {
		struct record *record = records->oldest;
		unchain(records, record);
		records->oldest = record->newer;
		if (!records->oldest)
			records->newest = NULL;
		records->count--;
		records->bytes -= record_size(record->length);
		record_free(record);
	}
}

enum store_seen records_find(struct records *records, tradyn_login login, const char *key, const unsigned char request_hash[32],
                             int64_t now_msc, struct store_record *out)
{
	struct record *record;

	forget_old(records, now_msc);
	for (record = *head_of(records, login, key); record; record = record->chain)
		if (record->login == login && !strcmp(record->key, key))
			break;
	if (!record)
		return STORE_NEW;
	if (memcmp(record->request_hash, request_hash, sizeof(record->request_hash)))
		return STORE_DIFFERENT;
	*out = (struct store_record){ record->code, record->reply, record->length };
	return STORE_SAME;
}

int records_room(struct records *records, int64_t now_msc, tradyn_error *err)
{
	forget_old(records, now_msc);
	if (records->count < records->count_max && records->bytes < records->bytes_max)
		return 0;
	return tradyn__fail(err, TRADYN_E_OVERLOADED, NULL,
	                    "The server remembers as many idempotency keys as it may (%zu) and forgets none before 24 h; the next is free in %lld s.",
	                    records->count, (long long)((records->oldest->time_msc + STORE_RECORD_MSC - now_msc) / 1000 + 1));
}

/* Longer chains only cost time: without memory for more heads the table goes on with those it has. */
static void grow(struct records *records)
{
	size_t count = records->head_count * 2;
	struct record **heads = calloc(count, sizeof(struct record *));

	if (!heads)
		return;
	free(records->heads);
	records->heads = heads;
	records->head_count = count;
	for (struct record *record = records->oldest; record; record = record->newer) {
		struct record **head = head_of(records, record->login, record->key);
		record->chain = *head;
		*head = record;
	}
}

int records_add(struct records *records, tradyn_login login, const char *key, const unsigned char request_hash[32], int64_t now_msc,
                const struct store_record *reply)
{
	struct record *record = malloc(record_size(reply->length));
	struct record **head;

	if (!record)
		return TRADYN_E_NO_MEMORY;
	*record = (struct record){ .login = login, .time_msc = now_msc, .code = reply->code, .length = reply->length };
	memcpy(record->request_hash, request_hash, sizeof(record->request_hash));
	tradyn__text_copy(record->key, sizeof(record->key), key, strlen(key));
	memcpy(record->reply, reply->reply, reply->length);

	if (records->count >= records->head_count)
		grow(records);
	head = head_of(records, login, key);
	record->chain = *head;
	*head = record;
	if (records->newest)
		records->newest->newer = record;
	else
		records->oldest = record;
	records->newest = record;
	records->count++;
	records->bytes += record_size(reply->length);
	return 0;
}
