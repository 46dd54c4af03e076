/* SPDX-License-Identifier: MIT
 * Bearer keys, scopes, rates. An unknown key costs one hash and one token of its address, whatever it looks like. */
#include "server/access/gate.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"

#include <string.h>
#include <strings.h>

#define KEY_LENGTH (TRADYN_KEY_TEXT_MAX - 1)

/* The token of "Bearer TOKEN"; false when the header is absent or something else. */
static bool bearer(const char *header, size_t length, const char **token, size_t *token_length)
{
	size_t at = 7;

	if (!header || length < 8 || strncasecmp(header, "Bearer ", 7))
		return false;
	while (at < length && header[at] == ' ')
		at++;
	*token = header + at;
	*token_length = length - at;
	return at < length && !memchr(*token, ' ', *token_length);
}

/* The same bits, in time that does not depend on where they differ. */
static bool same_token(const uint64_t a[GATE_TOKEN_WORDS], const uint64_t b[GATE_TOKEN_WORDS])
{
	uint64_t difference = 0;

	for (size_t i = 0; i < GATE_TOKEN_WORDS; i++)
		difference |= a[i] ^ b[i];
	return !difference;
}

static struct key *find(struct gate *gate, struct gate_memory *memory, const char *token, size_t length)
{
	uint64_t words[GATE_TOKEN_WORDS] = { 0 };
	struct key *key;

	if (length != KEY_LENGTH)
		return NULL;
	memcpy(words, token, KEY_LENGTH);
	if (memory->generation == gate->ring->generation && same_token(words, memory->token))
		return &gate->ring->list.items[memory->index];
	key = keyring_find(gate->ring, token, length);
	memory->generation = 0;
	if (key) {
		memcpy(memory->token, words, sizeof words);
		memory->generation = gate->ring->generation;
		memory->index = (size_t)(key - gate->ring->list.items);
	}
	return key;
}

static int refuse_key(struct gate *gate, const unsigned char address[16], int64_t now_nsec, struct caller *caller, tradyn_error *err)
{
	if (!rate_table_take(&gate->failures, address, &gate->failure_limit, now_nsec, &caller->rate))
		return tradyn__fail(err, TRADYN_E_RATE_LIMITED, NULL, "Too many invalid keys from this address.");
	caller->rate = (struct rate_state){ 0, 0, 0, 0 };
	return tradyn__fail(err, TRADYN_E_INVALID_KEY, NULL, "The key is unknown or was revoked.");
}

static int refuse_scope(int scope, int scopes, tradyn_error *err)
{
	int code = tradyn__fail(err, TRADYN_E_INSUFFICIENT_SCOPE, NULL, "A key of scope %s may not call this endpoint.", key_scope_name(scope));

	if (err)
		tradyn__text_format(err->legal, sizeof err->legal, "%s%sfull", scopes & TRADYN_SCOPE_READ ? "read, " : "", scopes & TRADYN_SCOPE_TRADE ? "trade, " : "");
	return code;
}

int gate_identify(struct gate *gate, struct gate_memory *memory, const char *authorization, size_t length, const tradyn_endpoint *row,
                  const unsigned char address[16], int64_t now_nsec, struct caller *caller, tradyn_error *err)
{
	const char *token;
	size_t token_length;
	const struct key *key;

	if (!row->scopes)
		return 0;
	if (!bearer(authorization, length, &token, &token_length))
		return tradyn__fail(err, TRADYN_E_UNAUTHORIZED, NULL, "Send the header `Authorization: Bearer tk_live_...`.");
	key = find(gate, memory, token, token_length);
	if (!key)
		return refuse_key(gate, address, now_nsec, caller, err);
	caller->login = key->shown.login ? key->shown.login : gate->first_login;
	caller->scope = (int)key->shown.scope;
	memcpy(caller->key_id, key->shown.id, sizeof caller->key_id);
	if (!(caller->scope & (row->scopes | TRADYN_SCOPE_FULL)))
		return refuse_scope(caller->scope, row->scopes, err);
	return 0;
}

int gate_admit(struct gate *gate, const struct gate_memory *memory, const tradyn_endpoint *row, int64_t now_nsec, struct caller *caller, tradyn_error *err)
{
	enum lane lane = row->flags & TRADYN_ENDPOINT_REDUCES ? LANE_REDUCE : LANE_MAIN;
	struct key *key;

	if (!row->scopes)
		return 0;
	key = &gate->ring->list.items[memory->index];
	if (rate_take(&key->lanes[lane], &gate->limit, now_nsec, &caller->rate))
		return 0;
	return tradyn__fail(err, TRADYN_E_RATE_LIMITED, NULL, "More than %lld requests a second with this key; see the Retry-After header.", (long long)gate->limit.burst);
}
