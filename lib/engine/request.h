/* SPDX-License-Identifier: MIT
 * Requests as intents: what check, trade and place have in common. */
#ifndef TRADYN_LIB_ENGINE_REQUEST_H
#define TRADYN_LIB_ENGINE_REQUEST_H

#include "lib/engine/validate.h"

/* Finds account and symbol and fills in what is asked. 0 or an error; makes an empty book where there is none. */
int tradyn__intent_read(tradyn_engine *engine, tradyn_login login, const tradyn_check_request *request, tradyn__intent *intent, tradyn_error *err);

#endif
