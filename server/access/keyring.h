/* SPDX-License-Identifier: MIT
 * The keys in memory. A key's text is shown once, when it is made; afterwards only its keyed hash exists. */
#ifndef TRADYN_SERVER_ACCESS_KEYRING_H
#define TRADYN_SERVER_ACCESS_KEYRING_H

#include "server/access/keyfile.h"

struct keyring {
	int dir; /* descriptor of the data directory, borrowed */
	unsigned char pepper[KEY_PEPPER_SIZE];
	struct key_list list;
	uint64_t generation; /* changes with every change of the list; never 0 */
};

/* Reads pepper and keys from the directory. *fresh: there has never been a key file. 0 or an error; clear it in any case. */
int keyring_init(struct keyring *ring, int dir, bool *fresh, tradyn_error *err);
void keyring_clear(struct keyring *ring);

/* Reads the key file again; buckets of keys that stay are kept. On error the ring is unchanged. */
int keyring_reload(struct keyring *ring, tradyn_error *err);

/* The key with this text, compared in constant time, or NULL. Valid until the list changes. */
struct key *keyring_find(struct keyring *ring, const char *text, size_t length);

/* Makes, renews or ends a key: on disk first, then here. `out` gets the secret. TRADYN_E_KEY_NOT_FOUND, TRADYN_E_LIMIT_REACHED, TRADYN_E_IO. */
int keyring_create(struct keyring *ring, const char *name, int scope, tradyn_login login, tradyn_key *out, tradyn_error *err);
int keyring_rotate(struct keyring *ring, const char *id, tradyn_key *out, tradyn_error *err);
int keyring_revoke(struct keyring *ring, const char *id, tradyn_error *err);

#endif
