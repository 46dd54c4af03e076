/* SPDX-License-Identifier: MIT
 * JSON in and out for every type of the API, driven by the schema rows. All functions are pure and thread-safe. */
#ifndef TRADYN_CODEC_H
#define TRADYN_CODEC_H

#include <tradyn/config.h>
#include <tradyn/event.h>
#include <tradyn/key.h>
#include <tradyn/market.h>
#include <tradyn/order.h>
#include <tradyn/sim.h>
#include <tradyn/symbol.h>

TRADYN_BEGIN

/** Largest JSON text that is read, and deepest nesting. */
#define TRADYN_JSON_SIZE_MAX 65536
#define TRADYN_JSON_DEPTH_MAX 16

/** Reply of `GET /health`. */
typedef struct tradyn_health {
	char status[16]; /**< "ok" */
	char version[16];
	char mode[16];    /**< "paper" */
	char feed[16];    /**< "sim", "replay", "manual" */
	char fill_model[16]; /**< "frictionless", "realistic", "harsh", "custom" */
	bool connected;
	int64_t time_msc; /**< engine time */
	int64_t uptime_msc;
} tradyn_health;

/** Reply of `DELETE /api/keys/{id}`. */
typedef struct tradyn_key_revoked {
	char id[TRADYN_KEY_ID_MAX];
	bool revoked;
} tradyn_key_revoked;

/** Every type of the schema: X(NAME, struct, "wire_name"). */
#define TRADYN_TYPE_LIST(X) \
	X(ACCOUNT, tradyn_account, "account") \
	X(SYMBOL, tradyn_symbol, "symbol") \
	X(SESSION, tradyn_session, "session") \
	X(HOLIDAY, tradyn_holiday, "holiday") \
	X(COMMISSION_TIER, tradyn_commission_tier, "commission_tier") \
	X(FILL_MODEL, tradyn_fill_model, "fill_model") \
	X(SYMBOL_SUMMARY, tradyn_symbol_summary, "symbol_summary") \
	X(POSITION, tradyn_position, "position") \
	X(ORDER, tradyn_order, "order") \
	X(DEAL, tradyn_deal, "deal") \
	X(EVENT, tradyn_event, "event") \
	X(LEDGER_ENTRY, tradyn_ledger_entry, "ledger_entry") \
	X(TICK, tradyn_tick, "tick") \
	X(CANDLE, tradyn_candle, "candle") \
	X(TRADE_REQUEST, tradyn_trade_request, "trade_request") \
	X(TRADE_RESULT, tradyn_trade_result, "trade_result") \
	X(ORDER_REQUEST, tradyn_order_request, "order_request") \
	X(ORDER_MODIFY, tradyn_order_modify, "order_modify") \
	X(CANCEL_REQUEST, tradyn_cancel_request, "cancel_request") \
	X(CANCEL_RESULT, tradyn_cancel_result, "cancel_result") \
	X(POSITION_MODIFY, tradyn_position_modify, "position_modify") \
	X(CLOSE_REQUEST, tradyn_close_request, "close_request") \
	X(CLOSE_RESULT, tradyn_close_result, "close_result") \
	X(CLOSE_FAILURE, tradyn_close_failure, "close_failure") \
	X(CLOSE_ALL_REQUEST, tradyn_close_all_request, "close_all_request") \
	X(CLOSE_ALL_RESULT, tradyn_close_all_result, "close_all_result") \
	X(CHECK_REQUEST, tradyn_check_request, "check_request") \
	X(CHECK_RESULT, tradyn_check_result, "check_result") \
	X(CALC_REQUEST, tradyn_calc_request, "calc_request") \
	X(CALC_MARGIN_RESULT, tradyn_calc_margin_result, "calc_margin_result") \
	X(CALC_PROFIT_RESULT, tradyn_calc_profit_result, "calc_profit_result") \
	X(LIST_QUERY, tradyn_list_query, "list_query") \
	X(HISTORY_QUERY, tradyn_history_query, "history_query") \
	X(SYMBOLS_QUERY, tradyn_symbols_query, "symbols_query") \
	X(CANDLES_QUERY, tradyn_candles_query, "candles_query") \
	X(TICKS_QUERY, tradyn_ticks_query, "ticks_query") \
	X(KEY, tradyn_key, "key") \
	X(KEY_REQUEST, tradyn_key_request, "key_request") \
	X(KEY_REVOKED, tradyn_key_revoked, "key_revoked") \
	X(SIM_TICKS, tradyn_sim_ticks, "sim_ticks") \
	X(SIM_CLOCK, tradyn_sim_clock, "sim_clock") \
	X(SIM_CONNECTION, tradyn_sim_connection, "sim_connection") \
	X(FAULT, tradyn_fault, "fault") \
	X(SIM_FAULTS, tradyn_sim_faults, "sim_faults") \
	X(SIM_STATE, tradyn_sim_state, "sim_state") \
	X(HEALTH, tradyn_health, "health") \
	X(ERROR, tradyn_error, "error_details")

typedef enum tradyn_type_id {
	TRADYN_TYPE_NONE = 0,
#define TRADYN_TYPE_ENUM(name, type, wire) TRADYN_TYPE_##name,
	TRADYN_TYPE_LIST(TRADYN_TYPE_ENUM)
#undef TRADYN_TYPE_ENUM
	TRADYN_TYPE_COUNT
} tradyn_type_id;

/** @return sizeof of the type's struct, 0 for an unknown id. */
TRADYN_API size_t tradyn_codec_size(tradyn_type_id type);

/** @return the wire name of the type ("position"), NULL for an unknown id. */
TRADYN_API const char *tradyn_codec_name(tradyn_type_id type);

/** Sets every member to "not given" (TRADYN_UNSET, -1, "", empty list; 0 for members of replies that are left out when 0) and `size`. `out` has tradyn_codec_size(type) bytes. */
TRADYN_API void tradyn_codec_init(tradyn_type_id type, void *out);

/** Frees the lists and objects inside a decoded object and empties them; accepts NULL. */
TRADYN_API void tradyn_codec_clear(tradyn_type_id type, void *object);

/**
 * Reads one JSON object into `out` (initialised by the call). Refuses malformed JSON, duplicate and unknown fields, wrong kinds,
 * missing required fields, values out of range, deep nesting, more than TRADYN_JSON_SIZE_MAX bytes. Numbers may be JSON numbers
 * or strings; a JSON number's noise beyond 15 significant digits is taken as the nearest decimal, a string is exact. A `null` is
 * a member that is not given. Of a reply type, members that only repeat another one (`time` beside `time_msc`) are passed over.
 * @return 0 or the error, which names the field in `err`; then `out` holds nothing that needs clearing.
 */
TRADYN_API int tradyn_codec_decode(tradyn_type_id type, const char *json, size_t length, void *out, tradyn_error *err);

/** One raw `name=value` pair of a query string, percent-decoded. Borrowed. */
typedef struct tradyn_parameter {
	const char *name;
	const char *value; /**< NULL: a name without `=` */
} tradyn_parameter;

/** Reads query parameters as strictly as tradyn_codec_decode() reads a body. */
TRADYN_API int tradyn_codec_decode_query(tradyn_type_id type, const tradyn_parameter *parameters, size_t count, void *out, tradyn_error *err);

/**
 * Writes one object as JSON text, without a NUL, straight from the schema rows. Members that are not given are left out.
 * @param length gets the length that was written
 * @return 0; TRADYN_E_BUFFER_FULL; TRADYN_E_BAD_TEXT for text that is not UTF-8
 */
TRADYN_API int tradyn_codec_encode(tradyn_type_id type, const void *object, char *out, size_t capacity, size_t *length);

/** Writes `count` objects that lie `stride` bytes apart as a JSON array. */
TRADYN_API int tradyn_codec_encode_list(tradyn_type_id type, const void *objects, size_t count, size_t stride, char *out, size_t capacity, size_t *length);

TRADYN_END

#endif
