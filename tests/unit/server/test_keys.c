/* SPDX-License-Identifier: MIT
 * Keys on disk and in memory: two keyrings on one directory stand for a server and a command line. */
#include "server/access/gate.h"
#include "server/access/watch.h"
#include "server/files.h"
#include "tests/unit/suite.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[64];
static int dir;
static struct keyring ring, other;
static bool fresh;
static tradyn_error err;

static void open_rings(void)
{
	snprintf(path, sizeof path, "/tmp/tradyn-keys-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(path));
	tradyn_error_init(&err);
	dir = data_dir_open(path, &err);
	ck_assert_int_ge(dir, 0);
	ck_assert_int_eq(keyring_init(&ring, dir, &fresh, &err), 0);
	ck_assert(fresh);
	ck_assert_int_eq(keyring_init(&other, dir, &fresh, &err), 0);
}

static void close_rings(void)
{
	static const char *const names[] = { KEY_FILE_NAME, "keys.lock", "pepper" };

	keyring_clear(&ring);
	keyring_clear(&other);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		unlinkat(dir, names[i], 0);
	close(dir);
	rmdir(path);
}

static tradyn_key create(struct keyring *on, int scope)
{
	tradyn_key key;

	ck_assert_int_eq(keyring_create(on, "a name", scope, 7, &key, &err), 0);
	return key;
}

static const struct key *find(struct keyring *in, const tradyn_key *key)
{
	return keyring_find(in, key->key, strlen(key->key));
}

START_TEST(a_key_is_shown_once_and_found_by_its_text)
{
	tradyn_key key;
	const struct key *found;

	open_rings();
	key = create(&ring, TRADYN_SCOPE_TRADE);
	ck_assert_uint_eq(strlen(key.key), 51);
	ck_assert(!strncmp(key.key, "tk_live_", 8));
	found = find(&ring, &key);
	ck_assert_ptr_nonnull(found);
	ck_assert_str_eq(found->shown.id, key.id);
	ck_assert_str_eq(found->shown.name, "a name");
	ck_assert_str_eq(found->shown.key, "");
	ck_assert_int_eq(found->shown.login, 7);
	key.key[20] = key.key[20] == 'A' ? 'B' : 'A';
	ck_assert_ptr_null(find(&ring, &key));
	close_rings();
}
END_TEST

START_TEST(the_file_has_no_secret_and_is_private)
{
	char *text;
	size_t length;
	struct stat info;
	tradyn_key key;

	open_rings();
	key = create(&ring, TRADYN_SCOPE_FULL);
	ck_assert_int_eq(file_read(dir, KEY_FILE_NAME, 1u << 20, &text, &length, &err), 0);
	ck_assert_ptr_null(strstr(text, key.key));
	ck_assert_ptr_null(strstr(text, key.key + 8));
	ck_assert_ptr_nonnull(strstr(text, key.id));
	free(text);
	ck_assert(!fstatat(dir, KEY_FILE_NAME, &info, 0) && (info.st_mode & 0777) == 0600);
	ck_assert(!fstatat(dir, "pepper", &info, 0) && (info.st_mode & 0777) == 0600);
	close_rings();
}
END_TEST

START_TEST(a_change_elsewhere_is_seen_after_a_reload)
{
	tradyn_key key, renewed;

	open_rings();
	key = create(&other, TRADYN_SCOPE_READ);
	ck_assert_ptr_null(find(&ring, &key));
	ck_assert_int_eq(keyring_reload(&ring, &err), 0);
	ck_assert_ptr_nonnull(find(&ring, &key));
	ck_assert_int_eq(keyring_rotate(&other, key.id, &renewed, &err), 0);
	ck_assert_int_eq(keyring_reload(&ring, &err), 0);
	ck_assert_ptr_null(find(&ring, &key));
	ck_assert_ptr_nonnull(find(&ring, &renewed));
	ck_assert_int_eq(keyring_revoke(&other, key.id, &err), 0);
	ck_assert_int_eq(keyring_reload(&ring, &err), 0);
	ck_assert_ptr_null(find(&ring, &renewed));
	close_rings();
}
END_TEST

START_TEST(two_writers_do_not_undo_each_other)
{
	tradyn_key one, two;

	open_rings();
	one = create(&ring, TRADYN_SCOPE_READ);
	two = create(&other, TRADYN_SCOPE_READ);
	ck_assert_int_eq(keyring_reload(&ring, &err), 0);
	ck_assert_ptr_nonnull(find(&ring, &one));
	ck_assert_ptr_nonnull(find(&ring, &two));
	close_rings();
}
END_TEST

START_TEST(an_unknown_id_changes_nothing)
{
	tradyn_key key;
	uint64_t generation;

	open_rings();
	create(&ring, TRADYN_SCOPE_READ);
	generation = ring.generation;
	ck_assert_int_eq(keyring_revoke(&ring, "k000000000000", &err), TRADYN_E_KEY_NOT_FOUND);
	ck_assert_int_eq(keyring_rotate(&ring, "k000000000000", &key, NULL), TRADYN_E_KEY_NOT_FOUND);
	ck_assert_uint_eq(ring.generation, generation);
	ck_assert_uint_eq(ring.list.count, 1);
	close_rings();
}
END_TEST

START_TEST(a_broken_file_is_an_error_and_the_keys_stay)
{
	static const char *const broken[] = { "", "[]", "{}", "{\"version\":2,\"keys\":[]}", "{\"version\":1,\"keys\":[{\"id\":\"k\"}]}" };
	tradyn_key key;

	open_rings();
	key = create(&ring, TRADYN_SCOPE_READ);
	for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
		tradyn_error_init(&err);
		ck_assert_int_eq(file_replace(dir, KEY_FILE_NAME, 0600, broken[i], strlen(broken[i]), &err), 0);
		ck_assert_int_ne(keyring_reload(&ring, &err), 0);
		ck_assert_ptr_nonnull(strstr(err.message, KEY_FILE_NAME));
		ck_assert_ptr_nonnull(find(&ring, &key));
	}
	close_rings();
}
END_TEST

START_TEST(the_watch_sees_the_key_file_alone)
{
	int watch;

	open_rings();
	watch = watch_open(path, &err);
	ck_assert_int_ge(watch, 0);
	ck_assert(!watch_changed(watch));
	ck_assert_int_eq(file_replace(dir, "pepper", 0600, "x", 1, &err), 0);
	ck_assert(!watch_changed(watch));
	create(&other, TRADYN_SCOPE_READ);
	ck_assert(watch_changed(watch));
	ck_assert(!watch_changed(watch));
	close(watch);
	close_rings();
}
END_TEST

static int identify(struct gate *gate, struct gate_memory *memory, const char *header, tradyn_endpoint_id id, struct caller *caller)
{
	static const unsigned char address[16];

	tradyn_error_init(&err);
	memset(caller, 0, sizeof *caller);
	return gate_identify(gate, memory, header, header ? strlen(header) : 0, tradyn_endpoint_get(id), address, 1, caller, &err);
}

START_TEST(the_gate_tells_who_may)
{
	struct gate gate = { .ring = &ring, .first_login = 1001, .failure_limit = { 1000000000, 3 } };
	struct gate_memory memory = { .generation = 0 };
	struct caller caller;
	tradyn_key key;
	char header[80];

	open_rings();
	key = create(&ring, TRADYN_SCOPE_READ);
	snprintf(header, sizeof header, "bearer  %s", key.key);
	for (int twice = 0; twice < 2; twice++) {
		ck_assert_int_eq(identify(&gate, &memory, header, TRADYN_ENDPOINT_ACCOUNT_GET, &caller), 0);
		ck_assert_int_eq(caller.login, 7);
		ck_assert_int_eq(identify(&gate, &memory, header, TRADYN_ENDPOINT_TRADE, &caller), TRADYN_E_INSUFFICIENT_SCOPE);
		ck_assert_str_eq(err.legal, "trade, full");
	}
	ck_assert_int_eq(identify(&gate, &memory, NULL, TRADYN_ENDPOINT_ACCOUNT_GET, &caller), TRADYN_E_UNAUTHORIZED);
	ck_assert_int_eq(identify(&gate, &memory, "Basic eDp5", TRADYN_ENDPOINT_ACCOUNT_GET, &caller), TRADYN_E_UNAUTHORIZED);
	ck_assert_int_eq(identify(&gate, &memory, "Bearer ", TRADYN_ENDPOINT_ACCOUNT_GET, &caller), TRADYN_E_UNAUTHORIZED);
	ck_assert_int_eq(identify(&gate, &memory, NULL, TRADYN_ENDPOINT_HEALTH, &caller), 0);
	ck_assert_int_eq(keyring_revoke(&other, key.id, &err), 0);
	ck_assert_int_eq(keyring_reload(&ring, &err), 0);
	ck_assert_int_eq(identify(&gate, &memory, header, TRADYN_ENDPOINT_ACCOUNT_GET, &caller), TRADYN_E_INVALID_KEY);
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(identify(&gate, &memory, "Bearer x", TRADYN_ENDPOINT_ACCOUNT_GET, &caller), TRADYN_E_INVALID_KEY);
	ck_assert_int_eq(identify(&gate, &memory, "Bearer x", TRADYN_ENDPOINT_ACCOUNT_GET, &caller), TRADYN_E_RATE_LIMITED);
	close_rings();
}
END_TEST

START_TEST(closing_has_a_lane_of_its_own)
{
	struct gate gate = { .ring = &ring, .limit = { 1000000000, 2 } };
	struct gate_memory memory = { .generation = 0 };
	struct caller caller;
	tradyn_key key;
	char header[80];
	const tradyn_endpoint *read = tradyn_endpoint_get(TRADYN_ENDPOINT_ACCOUNT_GET), *reduce = tradyn_endpoint_get(TRADYN_ENDPOINT_POSITIONS_CLOSE);

	open_rings();
	key = create(&ring, TRADYN_SCOPE_FULL);
	snprintf(header, sizeof header, "Bearer %s", key.key);
	ck_assert_int_eq(identify(&gate, &memory, header, TRADYN_ENDPOINT_ACCOUNT_GET, &caller), 0);
	ck_assert_int_eq(gate_admit(&gate, &memory, read, 1, &caller, &err), 0);
	ck_assert_int_eq(gate_admit(&gate, &memory, read, 1, &caller, &err), 0);
	ck_assert_int_eq(gate_admit(&gate, &memory, read, 1, &caller, &err), TRADYN_E_RATE_LIMITED);
	ck_assert_int_eq(gate_admit(&gate, &memory, reduce, 1, &caller, NULL), 0);
	ck_assert_int_eq(caller.rate.remaining, 1);
	close_rings();
}
END_TEST

int main(void)
{
	return run_tests("keys", 20, (const TTest *const[]){ a_key_is_shown_once_and_found_by_its_text, the_file_has_no_secret_and_is_private,
		a_change_elsewhere_is_seen_after_a_reload, two_writers_do_not_undo_each_other, an_unknown_id_changes_nothing,
		a_broken_file_is_an_error_and_the_keys_stay, the_watch_sees_the_key_file_alone, the_gate_tells_who_may, closing_has_a_lane_of_its_own, NULL });
}
