/* SPDX-License-Identifier: MIT
 * Between the lists of what waits (trigger.c) and what becomes of it (fire.c). */
#ifndef TRADYN_LIB_ENGINE_FIRE_H
#define TRADYN_LIB_ENGINE_FIRE_H

#include "lib/engine/engine_impl.h"

/* trigger.c: executes it with the first quote at or after `time_msc`, unless it is taken out before. */
void tradyn__late_order(tradyn__order *order, int64_t time_msc);
/* The position's other stops rest meanwhile. */
void tradyn__late_position(tradyn__position *position, int64_t time_msc, tradyn_reason reason);

/* fire.c: the quote has reached what the object waited for; it is in no list any more. `reason`: TRADYN_REASON_SL or TRADYN_REASON_TP. */
void tradyn__fire_stop(tradyn_engine *engine, tradyn__position *position, tradyn_reason reason);
void tradyn__fire_order(tradyn_engine *engine, tradyn__order *order);
/* The same after the latency. */
void tradyn__fire_late_stop(tradyn_engine *engine, tradyn__position *position);
void tradyn__fire_late_order(tradyn_engine *engine, tradyn__order *order);

#endif
