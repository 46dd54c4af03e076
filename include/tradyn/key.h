/* SPDX-License-Identifier: MIT
 * API keys as the key endpoints and the keys command show them. The secret itself is shown once, when it is made. */
#ifndef TRADYN_KEY_H
#define TRADYN_KEY_H

#include <tradyn/account.h>

TRADYN_BEGIN

#define TRADYN_KEY_ID_MAX 24
/** "tk_live_" and 43 base64url characters, with the NUL. */
#define TRADYN_KEY_TEXT_MAX 52

/** What a key may do; bits of an endpoint's scopes. */
typedef enum tradyn_scope {
	TRADYN_SCOPE_READ = 1,  /**< every GET, and /trade/check */
	TRADYN_SCOPE_TRADE = 2, /**< trading, market data, a position or order by ticket */
	TRADYN_SCOPE_FULL = 4,  /**< everything, keys and simulation included */
} tradyn_scope;

typedef struct tradyn_key {
	char id[TRADYN_KEY_ID_MAX];     /**< names the key, no secret */
	char name[TRADYN_NAME_MAX];
	tradyn_scope scope;
	tradyn_login login;             /**< account it belongs to */
	int64_t created_msc;            /**< milliseconds since the epoch, UTC */
	char key[TRADYN_KEY_TEXT_MAX];  /**< the secret, only in the reply that makes it; else "" */
} tradyn_key;

/** Body of `POST /api/keys`. */
typedef struct tradyn_key_request {
	size_t size;
	char name[TRADYN_NAME_MAX];
	int scope;          /**< a tradyn_scope; -1: full */
	tradyn_login login; /**< TRADYN_UNSET: the account of the calling key */
} tradyn_key_request;
#define TRADYN_KEY_REQUEST_INIT { sizeof(tradyn_key_request), "", -1, TRADYN_UNSET }

TRADYN_END

#endif
