/* SPDX-License-Identifier: MIT
 * Idempotency: what makes two requests the same is the endpoint, the path's parameter and the checked body, not its spelling. */
#include "server/runtime/idempotency.h"

#include "server/http/log.h"
#include "server/store/store.h"

#include "lib/base/fail.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define STACK_BODY 4096
#define HEAP_BODY (TRADYN_JSON_SIZE_MAX * 8) /* a body as the writer spells it; defaults and long numbers make it longer */

/* Never goes back, also when the wall clock is set. */
static int64_t now_msc(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void hash_text(crypto_generichash_state *state, const char *text)
{
	crypto_generichash_update(state, (const unsigned char *)text, strlen(text) + 1);
}

static int hash_body(crypto_generichash_state *state, const struct call *call)
{
	char small[STACK_BODY], *large = NULL;
	size_t length = 0;
	int status;

	if (!call->body)
		return 0;
	status = tradyn_codec_encode(call->row->body, call->body, small, sizeof(small), &length);
	if (status == TRADYN_E_BUFFER_FULL) {
		large = malloc(HEAP_BODY);
		status = large ? tradyn_codec_encode(call->row->body, call->body, large, HEAP_BODY, &length) : TRADYN_E_NO_MEMORY;
	}
	if (!status)
		crypto_generichash_update(state, (const unsigned char *)(large ? large : small), length);
	free(large);
	return status;
}

static int hash_call(const struct call *call, unsigned char hash[32], tradyn_error *err)
{
	crypto_generichash_state state;
	int id = (int)call->row->id;
	int status;

	crypto_generichash_init(&state, NULL, 0, 32);
	crypto_generichash_update(&state, (const unsigned char *)&id, sizeof(id));
	crypto_generichash_update(&state, (const unsigned char *)&call->ticket, sizeof(call->ticket));
	hash_text(&state, call->symbol ? call->symbol : "");
	hash_text(&state, call->id ? call->id : "");
	status = hash_body(&state, call);
	crypto_generichash_final(&state, hash, 32);
	return status ? tradyn__fail(err, status, NULL, "The request can not be remembered for its idempotency key.") : 0;
}

/* {"success":true,… becomes {"success":true,"replayed":true,… */
static int again(struct reply *reply, const struct store_record *record)
{
	static const char mark[] = ",\"replayed\":true";
	const char *comma = memchr(record->reply, ',', record->length);
	size_t head = comma ? (size_t)(comma - record->reply) : record->length;
	int status = reply_raw(reply, record->reply, head);

	if (!status && comma)
		status = reply_raw(reply, mark, sizeof(mark) - 1);
	if (!status && comma)
		status = reply_raw(reply, comma, record->length - head);
	reply->replayed = true;
	reply->http_status = record->code ? tradyn_error_info_get(record->code)->http_status : 200;
	return status ? status : record->code;
}

/* What was done but can not be told is kept as a failure: the key must not do it again. Returns the code that is kept. */
static int fail_untold(struct reply *reply)
{
	tradyn_error err;

	tradyn_error_init(&err);
	tradyn__fail(&err, TRADYN_E_INTERNAL, NULL, "The request was done, but its reply can not be written.");
	return reply_error(reply, &err);
}

static void keep(struct store *store, const struct call *call, const unsigned char hash[32], int code, const struct reply *reply)
{
	struct store_record record = { code, reply->data, reply->length };

	if (store_record_add(store, call->login, call->idempotency_key, hash, now_msc(), &record))
		log_event(LOG_LEVEL_ERROR, "desk", "no memory to remember an idempotency key");
}

int idempotent_call(struct store *store, handler *handle, struct desk *desk, const struct call *call, struct reply *reply)
{
	struct store_record record;
	unsigned char hash[32];
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	if (hash_call(call, hash, &err))
		return reply_error(reply, &err);
	switch (store_record_find(store, call->login, call->idempotency_key, hash, now_msc(), &record)) {
	case STORE_SAME:
		return again(reply, &record);
	case STORE_DIFFERENT:
		tradyn__fail(&err, TRADYN_E_IDEMPOTENCY_MISMATCH, "client_order_id",
		             "This idempotency key came with another request within the last 24 h; nothing was done.");
		return reply_error(reply, &err);
	case STORE_NEW:
		break;
	}
	if (store_record_room(store, now_msc(), &err))
		return reply_error(reply, &err);
	status = handle(desk, call, reply);
	if (status && reply->http_status >= 500)
		return status;
	if (reply->status)
		status = fail_untold(reply);
	keep(store, call, hash, status, reply);
	return status;
}
