/* SPDX-License-Identifier: MIT
 * The names of every enum on the wire; the numbers are MetaTrader's. */
#ifndef TRADYN_LIB_SCHEMA_ENUMS_H
#define TRADYN_LIB_SCHEMA_ENUMS_H

#include "lib/schema/schema.h"

extern const tradyn__enum tradyn__account_trade_mode_enum;
extern const tradyn__enum tradyn__margin_mode_enum;
extern const tradyn__enum tradyn__so_mode_enum;
extern const tradyn__enum tradyn__side_enum;
extern const tradyn__enum tradyn__reason_enum;
extern const tradyn__enum tradyn__close_filter_enum;
extern const tradyn__enum tradyn__fault_kind_enum;
extern const tradyn__enum tradyn__order_type_enum;
extern const tradyn__enum tradyn__checked_type_enum; /* what /trade/check takes: 0 … 7 */
extern const tradyn__enum tradyn__pending_type_enum; /* what POST /orders takes: 2 … 7 */
extern const tradyn__enum tradyn__order_state_enum;
extern const tradyn__enum tradyn__filling_enum;
extern const tradyn__enum tradyn__time_type_enum;
extern const tradyn__enum tradyn__deal_type_enum;
extern const tradyn__enum tradyn__deal_entry_enum;
extern const tradyn__enum tradyn__event_type_enum;
extern const tradyn__enum tradyn__event_action_enum;
extern const tradyn__enum tradyn__history_type_enum;
extern const tradyn__enum tradyn__calc_mode_enum;
extern const tradyn__enum tradyn__symbol_trade_mode_enum;
extern const tradyn__enum tradyn__exemode_enum;
extern const tradyn__enum tradyn__swap_mode_enum;
extern const tradyn__enum tradyn__gtc_mode_enum;
extern const tradyn__enum tradyn__commission_mode_enum;
extern const tradyn__enum tradyn__commission_entry_enum;
extern const tradyn__enum tradyn__commission_charge_enum;
extern const tradyn__enum tradyn__gap_fill_enum;
extern const tradyn__enum tradyn__profit_conversion_enum;
extern const tradyn__enum tradyn__timeframe_enum;
extern const tradyn__enum tradyn__candle_price_enum;
extern const tradyn__enum tradyn__scope_enum;

#endif
