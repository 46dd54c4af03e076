/* SPDX-License-Identifier: MIT
 * The key endpoints: what the keys command does, for a key of scope full. */
#include "server/api/handlers.h"
#include "server/server.h"

#include "lib/base/fail.h"

#include <sodium.h>
#include <string.h>

/* As a client sees it: a key that names no account has the server's first one. */
static void resolve(const struct server *server, tradyn_key *key)
{
	if (!key->login)
		key->login = server->gate.first_login;
}

static int reply_secret(const struct call *call, struct reply *reply, tradyn_key *key)
{
	int status;

	resolve(call->server, key);
	status = reply_one(reply, TRADYN_TYPE_KEY, key);
	sodium_memzero(key, sizeof *key);
	return status;
}

int keys_list(struct desk *desk, const struct call *call, struct reply *reply)
{
	const struct key_list *list = &call->server->ring.list;

	(void)desk;
	reply_list_begin(reply);
	for (size_t i = 0; i < list->count; i++) {
		tradyn_key key = list->items[i].shown;

		resolve(call->server, &key);
		reply_list_item(reply, TRADYN_TYPE_KEY, &key);
	}
	return reply_list_end(reply, NULL);
}

int keys_create(struct desk *desk, const struct call *call, struct reply *reply)
{
	const tradyn_key_request *request = call->body;
	tradyn_login login = request->login == TRADYN_UNSET ? call->login : request->login;
	tradyn_account account;
	tradyn_error err;
	tradyn_key key;

	tradyn_error_init(&err);
	if (tradyn_engine_account(desk_engine(desk), login, &account, &err) ||
	    keyring_create(&call->server->ring, request->name, request->scope < 0 ? TRADYN_SCOPE_FULL : request->scope, login, &key, &err))
		return reply_error(reply, &err);
	return reply_secret(call, reply, &key);
}

int keys_rotate(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_error err;
	tradyn_key key;

	(void)desk;
	tradyn_error_init(&err);
	if (keyring_rotate(&call->server->ring, call->id, &key, &err))
		return reply_error(reply, &err);
	return reply_secret(call, reply, &key);
}

int keys_revoke(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_key_revoked revoked = { .revoked = true };
	tradyn_error err;

	(void)desk;
	tradyn_error_init(&err);
	if (keyring_revoke(&call->server->ring, call->id, &err))
		return reply_error(reply, &err);
	memcpy(revoked.id, call->id, strlen(call->id) + 1); /* shorter than any id may be: it was found */
	return reply_one(reply, TRADYN_TYPE_KEY_REVOKED, &revoked);
}
