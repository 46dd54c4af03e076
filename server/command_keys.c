/* SPDX-License-Identifier: MIT
 * The keys command. It works on the key file, whether or not a server runs; a running server sees the change at once. */
#include "server/access/keyring.h"
#include "server/commands.h"
#include "server/files.h"
#include "lib/base/zone.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void show(const tradyn_key *key)
{
	char created[32];

	tradyn__time_format(key->created_msc, created);
	if (key->login)
		printf("%s  %-5s  account %lld  %s  %s\n", key->id, key_scope_name((int)key->scope), (long long)key->login, created, key->name);
	else
		printf("%s  %-5s  account of the server  %s  %s\n", key->id, key_scope_name((int)key->scope), created, key->name);
}

/* The only time a key is seen. */
static void show_secret(tradyn_key *key)
{
	printf("id:  %s\nkey: %s\nThe key is shown this once.\n", key->id, key->key);
	sodium_memzero(key->key, sizeof key->key);
}

static int run_create(struct keyring *ring, const struct options *options, const char *id, tradyn_error *err)
{
	tradyn_key key;
	int status = keyring_create(ring, options->name, options->scope, options->account, &key, err);

	(void)id;
	if (!status)
		show_secret(&key);
	return status;
}

static int run_list(struct keyring *ring, const struct options *options, const char *id, tradyn_error *err)
{
	(void)options;
	(void)id;
	(void)err;
	for (size_t i = 0; i < ring->list.count; i++)
		show(&ring->list.items[i].shown);
	return 0;
}

static int run_rotate(struct keyring *ring, const struct options *options, const char *id, tradyn_error *err)
{
	tradyn_key key;
	int status = keyring_rotate(ring, id, &key, err);

	(void)options;
	if (!status)
		show_secret(&key);
	return status;
}

static int run_revoke(struct keyring *ring, const struct options *options, const char *id, tradyn_error *err)
{
	(void)options;
	return keyring_revoke(ring, id, err);
}

static const struct {
	const char *name;
	bool takes_id;
	int (*run)(struct keyring *ring, const struct options *options, const char *id, tradyn_error *err);
} actions[] = { { "create", false, run_create }, { "list", false, run_list }, { "rotate", true, run_rotate }, { "revoke", true, run_revoke } };

static int with_ring(const struct options *options, size_t action, const char *id, tradyn_error *err)
{
	char path[PATH_TEXT_MAX];
	struct keyring ring;
	bool fresh;
	int dir, status = 0;

	if (!options->data_dir)
		status = data_dir_default(path, err);
	if (status)
		return status;
	dir = data_dir_open(options->data_dir ? options->data_dir : path, err);
	if (dir < 0)
		return dir;
	status = keyring_init(&ring, dir, &fresh, err);
	if (!status)
		status = actions[action].run(&ring, options, id, err);
	keyring_clear(&ring);
	close(dir);
	return status;
}

int command_keys(const struct options *options, char **words)
{
	tradyn_error err;

	for (size_t i = 0; words[0] && i < sizeof actions / sizeof actions[0]; i++) {
		bool has_id = words[1] != NULL;

		if (strcmp(actions[i].name, words[0]))
			continue;
		if (has_id != actions[i].takes_id || (has_id && words[2]))
			return options_refuse("keys %s: %s", words[0], actions[i].takes_id ? "needs one key id; `keys list` shows them" : "takes no further words");
		tradyn_error_init(&err);
		return with_ring(options, i, words[1], &err) ? command_fail(&err) : 0;
	}
	return options_refuse("keys: \"%s\" is not legal; legal: create, list, rotate ID, revoke ID", words[0] ? words[0] : "");
}
