/* SPDX-License-Identifier: MIT
 * A call that passed every gate: who calls which endpoint with which checked arguments; and the reply it gets. */
#ifndef TRADYN_SERVER_HTTP_CALL_H
#define TRADYN_SERVER_HTTP_CALL_H

#include <tradyn/endpoint.h>
#include <tradyn/engine.h>

struct server;

struct call {
	const tradyn_endpoint *row;
	struct server *server;     /* keys, counters, uptime: for the endpoints about the server itself */
	tradyn_login login;        /* account of the key; 0 when the endpoint needs no key */
	int scope;                 /* tradyn_scope of the key */
	tradyn_ticket ticket;      /* path parameter */
	const char *symbol;        /* path parameter, decoded; "" */
	const char *id;            /* path parameter, decoded; "" */
	const void *query;         /* object of row->query, or NULL */
	const void *body;          /* object of row->body, initialised when no body was sent; or NULL */
	const char *idempotency_key; /* header or body, "" none */
	const char *request_id;
};

/* The body of a reply grows up to REPLY_MAX and belongs to the reply. */
#define REPLY_MAX (64u << 20)

struct reply {
	char *data;
	size_t length, capacity;
	int http_status;
	int64_t event_id;    /* last event of the account, 0 unknown */
	bool open_list;      /* between reply_list_begin and reply_list_end */
	size_t items;
	int status;          /* first error while writing */
	bool replayed;       /* came from the idempotency records */
	const char *content_type; /* NULL: application/json */
};

/* {"success":true,"data":{…}} */
int reply_one(struct reply *reply, tradyn_type_id type, const void *object);
/* {"success":true,"data":[…],"next_cursor":…}; `cursor` NULL: no such member; "": null. */
int reply_list_begin(struct reply *reply);
int reply_list_item(struct reply *reply, tradyn_type_id type, const void *object);
int reply_list_end(struct reply *reply, const char *cursor);
/* The failure envelope; sets the HTTP status from the error list. Returns err->code. */
int reply_error(struct reply *reply, const tradyn_error *err);
/* Bytes as they are (openapi.json, metrics). */
int reply_raw(struct reply *reply, const char *bytes, size_t length);

struct desk;

/* Handles one endpoint: fills `reply`, also for a failure (reply_error). Returns 0 or the error code. */
typedef int handler(struct desk *desk, const struct call *call, struct reply *reply);

#endif
