/* SPDX-License-Identifier: MIT
 * Who is calling, may they, and not too often: the one place that decides it, for every endpoint. */
#ifndef TRADYN_SERVER_ACCESS_GATE_H
#define TRADYN_SERVER_ACCESS_GATE_H

#include "server/access/keyring.h"

#include <tradyn/endpoint.h>

struct gate {
	struct keyring *ring;
	tradyn_login first_login; /* account of keys that name none */
	struct rate_limit limit;         /* per key and lane */
	struct rate_limit failure_limit; /* unknown keys per address */
	struct rate_table failures;
};

/* What a connection remembers of the key it last showed, so that a kept-alive client is hashed once. Wipe it at the end. */
#define GATE_TOKEN_WORDS 7
struct gate_memory {
	uint64_t token[GATE_TOKEN_WORDS];
	uint64_t generation; /* of the keyring; 0: nothing remembered */
	size_t index;
};

struct caller {
	tradyn_login login; /* 0 without a key */
	int scope;
	char key_id[TRADYN_KEY_ID_MAX]; /* "" without a key */
	struct rate_state rate;
};

/* Reads the Authorization header (NULL: absent), finds the key and checks its scope for `row`. A row that needs no key admits
 * everybody. 0; TRADYN_E_UNAUTHORIZED, TRADYN_E_INVALID_KEY, TRADYN_E_INSUFFICIENT_SCOPE, TRADYN_E_RATE_LIMITED (too many unknown keys). */
int gate_identify(struct gate *gate, struct gate_memory *memory, const char *authorization, size_t length, const tradyn_endpoint *row,
                  const unsigned char address[16], int64_t now_nsec, struct caller *caller, tradyn_error *err);

/* Takes a token from the bucket of the key that gate_identify() found. 0 or TRADYN_E_RATE_LIMITED. */
int gate_admit(struct gate *gate, const struct gate_memory *memory, const tradyn_endpoint *row, int64_t now_nsec, struct caller *caller, tradyn_error *err);

#endif
