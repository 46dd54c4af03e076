/* SPDX-License-Identifier: MIT
 * How a handler ends. */
#ifndef TRADYN_SERVER_API_FINISH_H
#define TRADYN_SERVER_API_FINISH_H

#include "server/http/call.h"

/* The object, or the failure when `status` is one. */
static inline int finish(struct reply *reply, int status, const tradyn_error *err, tradyn_type_id type, const void *object)
{
	return status ? reply_error(reply, err) : reply_one(reply, type, object);
}

#endif
