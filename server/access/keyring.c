/* SPDX-License-Identifier: MIT
 * Every change is made on a fresh copy of the file under its lock, so that a server and a command line never undo each other. */
#include "server/access/keyring.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"

#include <sodium.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PREFIX "tk_live_"
#define SECRET_SIZE 32

static void hash_text(const struct keyring *ring, const char *text, size_t length, unsigned char out[KEY_HASH_SIZE])
{
	crypto_generichash(out, KEY_HASH_SIZE, (const unsigned char *)text, length, ring->pepper, KEY_PEPPER_SIZE);
}

static struct key *by_id(struct key_list *list, const char *id)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->items[i].shown.id, id))
			return &list->items[i];
	return NULL;
}

/* Takes over `list`; a key that was known keeps its buckets. */
static void adopt(struct keyring *ring, struct key_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct key *known = by_id(&ring->list, list->items[i].shown.id);

		if (known)
			memcpy(list->items[i].lanes, known->lanes, sizeof known->lanes);
	}
	key_list_clear(&ring->list);
	ring->list = *list;
	ring->generation++;
}

/* Reads the list; no file is an empty list. */
static int read_list(int dir, struct key_list *list, bool *fresh, tradyn_error *err)
{
	tradyn_error why;
	int status;

	tradyn_error_init(&why);
	status = keyfile_read(dir, list, &why);
	*fresh = status == TRADYN_E_NOT_FOUND;
	if (status && !*fresh) {
		if (err)
			*err = why;
		return status;
	}
	return 0;
}

int keyring_init(struct keyring *ring, int dir, bool *fresh, tradyn_error *err)
{
	struct key_list list;
	int lock, status;

	memset(ring, 0, sizeof *ring);
	ring->dir = dir;
	if (sodium_init() < 0)
		return tradyn__fail(err, TRADYN_E_INTERNAL, NULL, "libsodium does not start");
	lock = keyfile_lock(dir, err);
	if (lock < 0)
		return lock;
	status = keyfile_pepper(dir, ring->pepper, err);
	if (!status)
		status = read_list(dir, &list, fresh, err);
	close(lock);
	if (!status)
		adopt(ring, &list);
	return status;
}

void keyring_clear(struct keyring *ring)
{
	key_list_clear(&ring->list);
	sodium_memzero(ring, sizeof *ring);
}

int keyring_reload(struct keyring *ring, tradyn_error *err)
{
	struct key_list list;
	bool fresh;
	int status = read_list(ring->dir, &list, &fresh, err);

	if (!status)
		adopt(ring, &list);
	return status;
}

struct key *keyring_find(struct keyring *ring, const char *text, size_t length)
{
	unsigned char hash[KEY_HASH_SIZE];
	struct key *found = NULL;

	hash_text(ring, text, length, hash);
	for (size_t i = 0; i < ring->list.count; i++)
		if (!sodium_memcmp(hash, ring->list.items[i].hash, sizeof hash))
			found = &ring->list.items[i];
	return found;
}

static int64_t now_msc(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Gives `key` a new secret; `out` is the only one to see it. */
static void renew(const struct keyring *ring, struct key *key, tradyn_key *out)
{
	unsigned char secret[SECRET_SIZE];
	char text[TRADYN_KEY_TEXT_MAX] = PREFIX;

	randombytes_buf(secret, sizeof secret);
	sodium_bin2base64(text + strlen(PREFIX), sizeof text - strlen(PREFIX), secret, sizeof secret, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	hash_text(ring, text, strlen(text), key->hash);
	key->shown.created_msc = now_msc();
	*out = key->shown;
	memcpy(out->key, text, sizeof text);
	sodium_memzero(secret, sizeof secret);
	sodium_memzero(text, sizeof text);
}

struct change {
	const char *id;   /* the key to change; NULL: a new one */
	const char *name;
	int scope;
	tradyn_login login;
	tradyn_key *out;  /* gets the new secret; NULL: the key ends */
};

static int add(struct key_list *list, const struct change *change, struct key **out, tradyn_error *err)
{
	struct key *key = key_list_add(list);
	unsigned char random[6];

	if (!key)
		return tradyn__fail(err, TRADYN_E_LIMIT_REACHED, NULL, "There are %d keys already; revoke one.", KEYS_MAX);
	memcpy(key->shown.id, "k", 1);
	randombytes_buf(random, sizeof random);
	sodium_bin2hex(key->shown.id + 1, sizeof key->shown.id - 1, random, sizeof random);
	tradyn__text_copy(key->shown.name, sizeof key->shown.name, change->name, strlen(change->name));
	key->shown.scope = (tradyn_scope)change->scope;
	key->shown.login = change->login;
	*out = key;
	return 0;
}

static int change_list(const struct keyring *ring, struct key_list *list, const struct change *change, tradyn_error *err)
{
	struct key *key = NULL;
	int status = 0;

	if (!change->id)
		status = add(list, change, &key, err);
	else if (!(key = by_id(list, change->id)))
		status = tradyn__fail(err, TRADYN_E_KEY_NOT_FOUND, "id", "No API key has this id.");
	if (status)
		return status;
	if (change->out)
		renew(ring, key, change->out);
	else
		*key = list->items[--list->count];
	return 0;
}

static int apply(struct keyring *ring, const struct change *change, tradyn_error *err)
{
	struct key_list list = { 0, NULL };
	bool fresh;
	int status, lock = keyfile_lock(ring->dir, err);

	if (lock < 0)
		return lock;
	status = read_list(ring->dir, &list, &fresh, err);
	if (!status)
		status = change_list(ring, &list, change, err);
	if (!status)
		status = keyfile_write(ring->dir, &list, err);
	if (!status)
		adopt(ring, &list);
	else
		key_list_clear(&list);
	close(lock);
	return status;
}

int keyring_create(struct keyring *ring, const char *name, int scope, tradyn_login login, tradyn_key *out, tradyn_error *err)
{
	return apply(ring, &(struct change){ .name = name, .scope = scope, .login = login, .out = out }, err);
}

int keyring_rotate(struct keyring *ring, const char *id, tradyn_key *out, tradyn_error *err)
{
	return apply(ring, &(struct change){ .id = id, .out = out }, err);
}

int keyring_revoke(struct keyring *ring, const char *id, tradyn_error *err)
{
	return apply(ring, &(struct change){ .id = id }, err);
}
