/* SPDX-License-Identifier: MIT
 * The same key never does a thing twice: the reply of a call with an idempotency key is kept and given again. */
#ifndef TRADYN_SERVER_RUNTIME_IDEMPOTENCY_H
#define TRADYN_SERVER_RUNTIME_IDEMPOTENCY_H

#include "server/runtime/desk.h"

/* Runs `handle` unless the call's key was seen before: then gives the kept reply with "replayed":true beside "success", or
 * IDEMPOTENCY_MISMATCH for another request. Replies that say nothing about the request (5xx) are not kept. */
int idempotent_call(struct store *store, handler *handle, struct desk *desk, const struct call *call, struct reply *reply);

#endif
