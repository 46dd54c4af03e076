/* SPDX-License-Identifier: MIT
 * Bodies of the simulation endpoints, which exist only with the manual feed. */
#ifndef TRADYN_SIM_H
#define TRADYN_SIM_H

#include <tradyn/market.h>

TRADYN_BEGIN

typedef struct tradyn_tick_list {
	size_t count;
	tradyn_tick *items;
} tradyn_tick_list;

/** Body of `POST /api/sim/ticks`. Times never go back. A broken tick refuses the whole list. */
typedef struct tradyn_sim_ticks {
	size_t size;
	tradyn_tick_list ticks;
} tradyn_sim_ticks;

/** Body of `POST /api/sim/clock`. */
typedef struct tradyn_sim_clock {
	size_t size;
	int64_t time_msc;
} tradyn_sim_clock;

/** Body of `POST /api/sim/connection`. */
typedef struct tradyn_sim_connection {
	size_t size;
	bool connected;
} tradyn_sim_connection;

/** Reply of the simulation endpoints. */
typedef struct tradyn_sim_state {
	int64_t time_msc; /**< engine time */
	int64_t ticks;    /**< taken so far */
	bool connected;
} tradyn_sim_state;

TRADYN_END

#endif
