/* SPDX-License-Identifier: MIT
 * keys.json: {"version":1,"keys":[{id, name, scope, login, created_msc, hash}]}. Strict when read; a file that is not
 * exactly this is an error, never an empty list. */
#include "server/access/keyfile.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"
#include "server/files.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define KEY_FILE_SIZE_MAX (1u << 20)

static const struct {
	const char *name;
	int value;
} scopes[] = { { "read", TRADYN_SCOPE_READ }, { "trade", TRADYN_SCOPE_TRADE }, { "full", TRADYN_SCOPE_FULL } };

const char *key_scope_name(int scope)
{
	for (size_t i = 0; i < sizeof scopes / sizeof scopes[0]; i++)
		if (scopes[i].value == scope)
			return scopes[i].name;
	return NULL;
}

int key_scope_value(const char *name)
{
	for (size_t i = 0; i < sizeof scopes / sizeof scopes[0]; i++)
		if (!strcmp(scopes[i].name, name))
			return scopes[i].value;
	return -1;
}

struct key *key_list_add(struct key_list *list)
{
	struct key *items;

	if (list->count >= KEYS_MAX)
		return NULL;
	items = realloc(list->items, (list->count + 1) * sizeof *items);
	if (!items)
		return NULL;
	list->items = items;
	memset(&items[list->count], 0, sizeof *items);
	return &items[list->count++];
}

void key_list_clear(struct key_list *list)
{
	free(list->items);
	*list = (struct key_list){ 0, NULL };
}

int keyfile_lock(int dir, tradyn_error *err)
{
	int fd = openat(dir, "keys.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		return tradyn__fail(err, TRADYN_E_IO, NULL, "keys.lock: can not be opened: %s", strerror(errno));
	while (flock(fd, LOCK_EX))
		if (errno != EINTR) {
			close(fd);
			return tradyn__fail(err, TRADYN_E_IO, NULL, "keys.lock: can not be locked: %s", strerror(errno));
		}
	return fd;
}

int keyfile_pepper(int dir, unsigned char out[KEY_PEPPER_SIZE], tradyn_error *err)
{
	char *bytes = NULL;
	size_t length = 0;
	tradyn_error absent;
	int status;

	tradyn_error_init(&absent);
	status = file_read(dir, "pepper", KEY_PEPPER_SIZE, &bytes, &length, &absent);
	if (status == TRADYN_E_NOT_FOUND) {
		randombytes_buf(out, KEY_PEPPER_SIZE);
		return file_replace(dir, "pepper", 0600, out, KEY_PEPPER_SIZE, err);
	}
	if (!status && length == KEY_PEPPER_SIZE)
		memcpy(out, bytes, KEY_PEPPER_SIZE);
	else
		status = tradyn__fail(err, TRADYN_E_IO, NULL, "pepper: %s", status ? absent.message : "has not 32 bytes; restore it, or remove it with all keys");
	if (bytes)
		sodium_memzero(bytes, length);
	free(bytes);
	return status;
}

static bool read_hash(const char *text, unsigned char out[KEY_HASH_SIZE])
{
	size_t length = 0;

	return !sodium_hex2bin(out, KEY_HASH_SIZE, text, strlen(text), NULL, &length, NULL) && length == KEY_HASH_SIZE;
}

static bool copy_text(char *out, size_t size, const char *text)
{
	return tradyn__text_copy(out, size, text, strlen(text));
}

static bool read_key(json_t *object, struct key *key)
{
	const char *id, *name, *scope, *hash;
	json_int_t login, created;
	int value;

	if (json_unpack(object, "{s:s,s:s,s:s,s:I,s:I,s:s!}", "id", &id, "name", &name, "scope", &scope,
	                "login", &login, "created_msc", &created, "hash", &hash))
		return false;
	value = key_scope_value(scope);
	if (value < 0 || login < 0 || !*id || !read_hash(hash, key->hash))
		return false;
	key->shown.scope = (tradyn_scope)value;
	key->shown.login = login;
	key->shown.created_msc = created;
	return copy_text(key->shown.id, sizeof key->shown.id, id) && copy_text(key->shown.name, sizeof key->shown.name, name);
}

static int read_keys(json_t *root, struct key_list *out, tradyn_error *err)
{
	json_t *keys = json_object_get(root, "keys"), *object;
	size_t index;

	if (json_integer_value(json_object_get(root, "version")) != 1 || !json_is_array(keys))
		return tradyn__fail(err, TRADYN_E_CONFIG, "version", KEY_FILE_NAME ": is not a key file of version 1");
	json_array_foreach(keys, index, object) {
		struct key *key = key_list_add(out);

		if (!key)
			return tradyn__fail(err, TRADYN_E_LIMIT_REACHED, "keys", KEY_FILE_NAME ": has more than %d keys", KEYS_MAX);
		if (!read_key(object, key))
			return tradyn__fail(err, TRADYN_E_CONFIG, "keys", KEY_FILE_NAME ": keys[%zu] is broken", index);
	}
	return 0;
}

int keyfile_read(int dir, struct key_list *out, tradyn_error *err)
{
	char *text = NULL;
	size_t length = 0;
	json_error_t where;
	json_t *root;
	int status = file_read(dir, KEY_FILE_NAME, KEY_FILE_SIZE_MAX, &text, &length, err);

	*out = (struct key_list){ 0, NULL };
	if (status)
		return status;
	root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &where);
	status = root ? read_keys(root, out, err)
	              : tradyn__fail(err, TRADYN_E_CONFIG, NULL, KEY_FILE_NAME ": line %d, column %d: %s", where.line, where.column, where.text);
	if (status)
		key_list_clear(out);
	json_decref(root);
	free(text);
	return status;
}

static json_t *key_object(const struct key *key)
{
	char hash[2 * KEY_HASH_SIZE + 1];

	sodium_bin2hex(hash, sizeof hash, key->hash, KEY_HASH_SIZE);
	return json_pack("{s:s,s:s,s:s,s:I,s:I,s:s}", "id", key->shown.id, "name", key->shown.name,
	                 "scope", key_scope_name((int)key->shown.scope), "login", (json_int_t)key->shown.login,
	                 "created_msc", (json_int_t)key->shown.created_msc, "hash", hash);
}

int keyfile_write(int dir, const struct key_list *list, tradyn_error *err)
{
	json_t *keys = json_array();
	json_t *root = json_pack("{s:i,s:o}", "version", 1, "keys", keys);
	char *text = NULL;
	int status = root ? 0 : TRADYN_E_NO_MEMORY;

	for (size_t i = 0; !status && i < list->count; i++)
		if (json_array_append_new(keys, key_object(&list->items[i])))
			status = TRADYN_E_NO_MEMORY;
	if (!status)
		text = json_dumps(root, JSON_INDENT(1));
	if (text)
		status = file_replace(dir, KEY_FILE_NAME, 0600, text, strlen(text), err);
	else
		status = tradyn__fail(err, TRADYN_E_NO_MEMORY, NULL, "Out of memory.");
	free(text);
	json_decref(root);
	return status;
}
