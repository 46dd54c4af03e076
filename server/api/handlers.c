/* SPDX-License-Identifier: MIT
 * Which handler serves which row of the endpoint table. */
#include "server/api/handlers.h"
#include "server/runtime/desk.h"

handler *const api_handlers[TRADYN_ENDPOINT_COUNT] = {
	[TRADYN_ENDPOINT_ACCOUNT_GET] = account_get,
	[TRADYN_ENDPOINT_HISTORY_LIST] = history_list,
	[TRADYN_ENDPOINT_POSITIONS_LIST] = positions_list,
	[TRADYN_ENDPOINT_POSITIONS_GET] = positions_get,
	[TRADYN_ENDPOINT_POSITIONS_MODIFY] = positions_modify,
	[TRADYN_ENDPOINT_POSITIONS_CLOSE] = positions_close,
	[TRADYN_ENDPOINT_ORDERS_LIST] = orders_list,
	[TRADYN_ENDPOINT_ORDERS_PLACE] = orders_place,
	[TRADYN_ENDPOINT_ORDERS_MODIFY] = orders_modify,
	[TRADYN_ENDPOINT_ORDERS_CANCEL] = orders_cancel,
	[TRADYN_ENDPOINT_TRADE] = trade,
	[TRADYN_ENDPOINT_TRADE_CHECK] = trade_check,
	[TRADYN_ENDPOINT_TRADE_CLOSE_ALL] = trade_close_all,
	[TRADYN_ENDPOINT_SYMBOLS_LIST] = symbols_list,
	[TRADYN_ENDPOINT_SYMBOLS_GET] = symbols_get,
	[TRADYN_ENDPOINT_SYMBOLS_TICK] = symbols_tick,
	[TRADYN_ENDPOINT_SYMBOLS_CANDLES] = symbols_candles,
	[TRADYN_ENDPOINT_ORDERS_GET] = orders_get,
	[TRADYN_ENDPOINT_SYMBOLS_TICKS] = symbols_ticks,
	[TRADYN_ENDPOINT_CALC_MARGIN] = calc_margin,
	[TRADYN_ENDPOINT_CALC_PROFIT] = calc_profit,
	[TRADYN_ENDPOINT_KEYS_LIST] = keys_list,
	[TRADYN_ENDPOINT_KEYS_CREATE] = keys_create,
	[TRADYN_ENDPOINT_KEYS_ROTATE] = keys_rotate,
	[TRADYN_ENDPOINT_KEYS_REVOKE] = keys_revoke,
	[TRADYN_ENDPOINT_SIM_TICKS] = sim_ticks,
	[TRADYN_ENDPOINT_SIM_CLOCK] = sim_clock,
	[TRADYN_ENDPOINT_SIM_CONNECTION] = sim_connection,
	[TRADYN_ENDPOINT_SIM_FAULTS] = sim_faults,
	[TRADYN_ENDPOINT_HEALTH] = health,
	[TRADYN_ENDPOINT_METRICS] = metrics,
	[TRADYN_ENDPOINT_OPENAPI] = openapi,
};
