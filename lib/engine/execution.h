/* SPDX-License-Identifier: MIT
 * What the fill model does to a fill. Without friction it fills everything at once, as quoted. */
#ifndef TRADYN_LIB_ENGINE_EXECUTION_H
#define TRADYN_LIB_ENGINE_EXECUTION_H

#include "lib/engine/engine_impl.h"
#include "lib/engine/fillmodel.h"

/* How much of `volume` the last quote still fills on that side; all orders share its depth. */
tradyn_decimal tradyn__execution_part(const tradyn__symbol *symbol, tradyn_side side, tradyn_decimal volume);
/* Takes what was filled off the depth. */
void tradyn__execution_take(tradyn__symbol *symbol, tradyn_side side, tradyn_decimal volume);
/* The market's price with the slippage of order `ticket`. The next order is engine->last_ticket + 1. */
tradyn_decimal tradyn__execution_price(const tradyn_engine *engine, const tradyn__symbol *symbol, tradyn_side side, tradyn_ticket ticket);
/* Milliseconds from the trigger of order or position `ticket` to its execution. */
int64_t tradyn__execution_wait(const tradyn_engine *engine, const tradyn__symbol *symbol, tradyn_ticket ticket);

#endif
