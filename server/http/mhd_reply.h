/* SPDX-License-Identifier: MIT
 * A finished exchange as a response of libmicrohttpd. */
#ifndef TRADYN_SERVER_HTTP_MHD_REPLY_H
#define TRADYN_SERVER_HTTP_MHD_REPLY_H

#include "server/http/exchange.h"

#include <microhttpd.h>

/* Queues the reply with its headers. */
enum MHD_Result mhd_reply(const struct exchanges *exchanges, struct MHD_Connection *mhd, const struct connection *connection);

/* Frees a response that was kept; accepts NULL. */
void mhd_reply_free(void *kept);

#endif
