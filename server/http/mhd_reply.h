/* SPDX-License-Identifier: MIT
 * A finished exchange as a response of libmicrohttpd. */
#ifndef TRADYN_SERVER_HTTP_MHD_REPLY_H
#define TRADYN_SERVER_HTTP_MHD_REPLY_H

#include "server/http/exchange.h"

#include <microhttpd.h>

/* Queues the reply with its headers. */
enum MHD_Result mhd_reply(const struct exchanges *exchanges, struct MHD_Connection *mhd, struct connection *connection);

/* Frees the response that the connection keeps. */
void mhd_reply_clear(struct connection *connection);

#endif
