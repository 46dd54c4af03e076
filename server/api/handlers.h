/* SPDX-License-Identifier: MIT
 * The handlers by name: one per row of the endpoint table. The table api_handlers (server/runtime/desk.h) stands in handlers.c. */
#ifndef TRADYN_SERVER_API_HANDLERS_H
#define TRADYN_SERVER_API_HANDLERS_H

#include "server/http/call.h"

/* account.c */
handler account_get, history_list;
/* positions.c */
handler positions_list, positions_get, positions_modify, positions_close;
/* orders.c */
handler orders_list, orders_get, orders_place, orders_modify, orders_cancel;
/* trading.c */
handler trade, trade_check, trade_close_all, calc_margin, calc_profit;
/* market.c */
handler symbols_list, symbols_get, symbols_tick, symbols_ticks, symbols_candles;
/* sim.c */
handler sim_ticks, sim_clock, sim_connection, sim_faults;
/* keys.c */
handler keys_list, keys_create, keys_rotate, keys_revoke;
/* meta.c */
handler health, metrics, openapi;

#endif
