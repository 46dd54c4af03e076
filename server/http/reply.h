/* SPDX-License-Identifier: MIT
 * The life of a reply around its handler; what handlers call stands in call.h. */
#ifndef TRADYN_SERVER_HTTP_REPLY_H
#define TRADYN_SERVER_HTTP_REPLY_H

#include "server/http/call.h"

/* A buffer up to this size is kept for the next reply. */
#define REPLY_KEPT (64u << 10)

/* Empties the reply, keeping its buffer. Zeroed storage is an empty reply. */
void reply_start(struct reply *reply);

/* Makes sure that there is a complete body: a failed one becomes an INTERNAL envelope. */
void reply_finish(struct reply *reply);

/* Gives a large buffer back; all of it. */
void reply_trim(struct reply *reply);
void reply_clear(struct reply *reply);

#endif
