/* SPDX-License-Identifier: MIT
 * The life of a reply around its handler; what handlers call stands in call.h. */
#ifndef TRADYN_SERVER_HTTP_REPLY_H
#define TRADYN_SERVER_HTTP_REPLY_H

#include "server/http/call.h"

/* A buffer up to this size is kept for the next reply; the first one that is used again may be larger. */
#define REPLY_KEPT (64u << 10)
#define REPLY_KEPT_FIRST (1u << 20)

/* Empties the reply, keeping its buffer. Zeroed storage is an empty reply. */
void reply_start(struct reply *reply);

/* Makes sure that there is a complete body: a failed one becomes an INTERNAL envelope. */
void reply_finish(struct reply *reply);

/* Gives a buffer of more than `kept` bytes back; every buffer. */
void reply_trim(struct reply *reply, size_t kept);
void reply_clear(struct reply *reply);

#endif
