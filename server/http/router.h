/* SPDX-License-Identifier: MIT
 * From a checked request to a call: the row of the endpoint table, then its arguments by the schema. */
#ifndef TRADYN_SERVER_HTTP_ROUTER_H
#define TRADYN_SERVER_HTTP_ROUTER_H

#include "server/http/reply.h"
#include "server/http/target.h"

/* Room for decoded arguments, used by one call at a time. */
struct router {
	void *body, *query;
	tradyn_type_id body_type, query_type; /* what they hold; NONE: nothing to clear */
	char name[TRADYN_SYMBOL_MAX > TRADYN_KEY_ID_MAX ? TRADYN_SYMBOL_MAX : TRADYN_KEY_ID_MAX]; /* of the path */
	char key[65]; /* idempotency key of the header */
};

/* Where a request goes. */
struct route {
	const tradyn_endpoint *row; /* NULL: nowhere */
	struct text parameter;      /* of the path */
	char allow[64];             /* legal methods, when the method was not */
};

/* What a client sent beyond the target. */
struct arguments {
	struct text body;            /* `at` NULL: none */
	struct text idempotency_key; /* header */
};

int router_init(struct router *router, tradyn_error *err);
void router_clear(struct router *router);

/* Finds the row; HEAD goes where GET goes; rows with one of the flags `absent` do not exist. 0; TRADYN_E_NOT_FOUND; TRADYN_E_METHOD_NOT_ALLOWED. */
int router_find(const char *method, const struct target *target, int absent, struct route *route, tradyn_error *err);

/* Reads path parameter, query, body and idempotency key into `call`. Release in any case. 0 or the error, which names the field. */
int router_read(struct router *router, const struct route *route, const struct target *target, const struct arguments *arguments,
                struct call *call, tradyn_error *err);
void router_release(struct router *router);

#endif
