/* SPDX-License-Identifier: MIT
 * Bodies of the simulation endpoints. They exist only with the manual feed; those of faults also with --faults. */
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

/** What may befall a request on demand. */
typedef enum tradyn_fault_kind {
	TRADYN_FAULT_LOST_REPLY = 0,      /**< executed; the connection ends without a reply */
	TRADYN_FAULT_LATE_REPLY = 1,      /**< executed; the reply comes delay_msc later */
	TRADYN_FAULT_DUPLICATE_REPLY = 2, /**< handed in twice, as by a network that delivers again; the first reply is given */
	TRADYN_FAULT_RATE_LIMITED = 3,    /**< 429; not executed */
	TRADYN_FAULT_SERVER_ERROR = 4,    /**< 500 or 503; executed only with `after` */
	TRADYN_FAULT_DISCONNECT = 5,      /**< the connection ends; not executed */
} tradyn_fault_kind;

#define TRADYN_FAULTS_MAX 32

/** A fault on demand. Unset members have the defaults named. */
typedef struct tradyn_fault {
	char route[32];    /**< name of an endpoint ("trade", "positions.close"), or "*" for all but simulation, health and metrics */
	int kind;          /**< a tradyn_fault_kind */
	int64_t percent;   /**< share of the requests that are hit: 100 */
	int64_t delay_msc; /**< of a late reply: 1000 */
	int64_t seed;      /**< of the draws: 1 */
	int64_t count;     /**< how many requests are hit at most: no bound */
	int64_t status;    /**< of a server error: 500 or 503; 500 */
	bool after;        /**< a server error after the execution */
} tradyn_fault;

typedef struct tradyn_fault_list {
	size_t count;
	tradyn_fault *items;
} tradyn_fault_list;

/** Body of `POST /api/sim/faults`: replaces all faults; an empty list clears them. */
typedef struct tradyn_sim_faults {
	size_t size;
	tradyn_fault_list faults;
} tradyn_sim_faults;

/** Reply of the simulation endpoints. */
typedef struct tradyn_sim_state {
	int64_t time_msc; /**< engine time */
	int64_t ticks;    /**< taken so far */
	bool connected;
	int64_t faults;   /**< faults on demand */
} tradyn_sim_state;

TRADYN_END

#endif
