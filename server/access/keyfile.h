/* SPDX-License-Identifier: MIT
 * The key file on disk: who holds a key and its keyed hash, never the key. Written by the server and by the command line alike. */
#ifndef TRADYN_SERVER_ACCESS_KEYFILE_H
#define TRADYN_SERVER_ACCESS_KEYFILE_H

#include "server/access/rate.h"

#include <tradyn/key.h>

#define KEYS_MAX 1000
#define KEY_HASH_SIZE 32
#define KEY_PEPPER_SIZE 32
#define KEY_FILE_NAME "keys.json"

/* Lanes of a key: ordinary calls, and those that close, cancel or reduce. */
enum lane { LANE_MAIN, LANE_REDUCE, LANE_COUNT };

struct key {
	tradyn_key shown; /* `key` is always ""; login 0: the server's first account */
	unsigned char hash[KEY_HASH_SIZE];
	struct bucket lanes[LANE_COUNT]; /* in memory only */
};

struct key_list {
	size_t count;
	struct key *items;
};

/* Takes the lock that every writer holds; waits for it. A descriptor to close, or TRADYN_E_IO. */
int keyfile_lock(int dir, tradyn_error *err);

/* Reads the server's pepper, making it when there is none (hold the lock). 0 or an error. */
int keyfile_pepper(int dir, unsigned char out[KEY_PEPPER_SIZE], tradyn_error *err);

/* Reads all keys. 0, TRADYN_E_NOT_FOUND when there is no key file (then an empty list), or an error. Clear `out`. */
int keyfile_read(int dir, struct key_list *out, tradyn_error *err);

/* Replaces the key file (hold the lock). */
int keyfile_write(int dir, const struct key_list *list, tradyn_error *err);

/* Adds room for one more: NULL when KEYS_MAX is reached or memory ends. */
struct key *key_list_add(struct key_list *list);
void key_list_clear(struct key_list *list);

/* "read", "trade", "full"; NULL for others. And back: -1 for others. */
const char *key_scope_name(int scope);
int key_scope_value(const char *name);

#endif
