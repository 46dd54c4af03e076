/* SPDX-License-Identifier: MIT
 * The paper broker, in process: ticks, time and requests go in, replies and events come out. Deterministic: no clock, no
 * randomness, no I/O, no threads; the same inputs give the same bytes on every machine.
 * An engine belongs to one thread at a time; two engines never share state. */
#ifndef TRADYN_ENGINE_H
#define TRADYN_ENGINE_H

#include <tradyn/config.h>
#include <tradyn/event.h>
#include <tradyn/market.h>

TRADYN_BEGIN

/** The engine's own bounds per account. */
#define TRADYN_POSITIONS_MAX 100000
#define TRADYN_ORDERS_MAX 100000

typedef struct tradyn_engine tradyn_engine;

typedef struct tradyn_engine_options {
	size_t size;
	const tradyn_config *config; /**< NULL: the defaults; copied */
	void (*on_event)(void *user, const tradyn_event *event); /**< called inside the call that caused it; must not call the engine */
	void *user;
	size_t tick_history;   /**< ticks kept per symbol; 0: 100,000 */
	size_t candle_history; /**< closed candles kept per symbol and timeframe; 0: 65,536 of M1 and 10,000 of the others */
	int64_t start_msc;     /**< engine time to start at: the time of the opening balances */
	bool restoring;        /**< start empty, for tradyn_engine_restore() */
} tradyn_engine_options;
#define TRADYN_ENGINE_OPTIONS_INIT { sizeof(tradyn_engine_options), NULL, NULL, NULL, 0, 0, 0, false }

/** Makes an engine. Opening balances are deals: they are sent to `on_event` before the call returns. @return 0 or an error. */
TRADYN_API int tradyn_engine_new(tradyn_engine **out, const tradyn_engine_options *options, tradyn_error *err);
/** Frees an engine; accepts NULL. @return NULL */
TRADYN_API tradyn_engine *tradyn_engine_free(tradyn_engine *engine);

/* ---- Restoring: an engine from its events. ---- */

/**
 * Takes an event of the past, of an engine with the same configuration: accounts, positions, orders and numbers become what they
 * were. All events are given, in the order in which they were sent. Until tradyn_engine_restored() the engine refuses requests
 * and clock (TRADYN_E_NOT_CONNECTED) and takes quotes (tradyn_engine_tick(), tradyn_engine_quotes()) as history: they cause
 * nothing, because what they caused is in the events. The last quote of each symbol is needed, at any place among the events;
 * where gap_level is set, the last gap_ticks + 1.
 * @return 0; TRADYN_E_BAD_EVENT when it does not follow from those before it: then the engine is to be freed.
 */
TRADYN_API int tradyn_engine_restore(tradyn_engine *engine, const tradyn_event *event, tradyn_error *err);

/**
 * Ends the restoring: from `time_msc` on (TRADYN_UNSET: the last time it was told) the engine goes on exactly as the one that sent
 * the events. What time brought up to then is in the events.
 * @return 0; TRADYN_E_PRICE_OFF or TRADYN_E_NO_CONVERSION when an open position has no quote; TRADYN_E_TIME_GOES_BACK.
 */
TRADYN_API int tradyn_engine_restored(tradyn_engine *engine, int64_t time_msc, tradyn_error *err);

/* ---- Inputs. Each either succeeds, or fails and changes nothing. ---- */

/**
 * A quote. Needs 0 < bid <= ask and a time not before the engine's (equal is allowed); moves the engine's time.
 * What time brings (expirations, ends of days) comes before the quote, each at its own time.
 * @return 0; TRADYN_E_UNKNOWN_SYMBOL, TRADYN_E_TIME_GOES_BACK, TRADYN_E_INVALID_VALUE.
 */
TRADYN_API int tradyn_engine_tick(tradyn_engine *engine, const tradyn_tick *tick, tradyn_error *err);

/** A quote by symbol index (tradyn_engine_symbol_index()), for long series. */
typedef struct tradyn_quote {
	int64_t time_msc;
	tradyn_decimal bid, ask;
	int32_t symbol;
	int32_t reserved; /**< 0 */
} tradyn_quote;

/** Quotes in a row. @param done gets how many were taken: all, or those before the first bad one. May be NULL. */
TRADYN_API int tradyn_engine_quotes(tradyn_engine *engine, const tradyn_quote *quotes, size_t count, size_t *done, tradyn_error *err);

/** Moves the engine's time: expirations, ends of days, each at its own time. @return 0; TRADYN_E_TIME_GOES_BACK; TRADYN_E_INVALID_VALUE beyond the year 9999. */
TRADYN_API int tradyn_engine_clock(tradyn_engine *engine, int64_t time_msc, tradyn_error *err);

/*
 * A request is executed at the quote there is. A fill model's slippage, depth and rejections apply; its latency is for the caller to
 * wait, who alone knows when the request was made. What a quote triggers is executed later by itself.
 */
/** Market order. @return 0 or a rejection of the error list; `err` has field, limits and nearest legal values. */
TRADYN_API int tradyn_engine_trade(tradyn_engine *engine, tradyn_login login, const tradyn_trade_request *request, tradyn_trade_result *out, tradyn_error *err);
/** What tradyn_engine_trade() or tradyn_engine_order_place() would do, by the same code; changes nothing. */
TRADYN_API int tradyn_engine_check(const tradyn_engine *engine, tradyn_login login, const tradyn_check_request *request, tradyn_check_result *out, tradyn_error *err);
TRADYN_API int tradyn_engine_order_place(tradyn_engine *engine, tradyn_login login, const tradyn_order_request *request, tradyn_order *out, tradyn_error *err);
/** @return 0, TRADYN_E_NO_CHANGES (also success: `out` is filled), or a rejection. */
TRADYN_API int tradyn_engine_order_modify(tradyn_engine *engine, tradyn_login login, tradyn_ticket ticket, const tradyn_order_modify *request, tradyn_order *out, tradyn_error *err);
TRADYN_API int tradyn_engine_order_cancel(tradyn_engine *engine, tradyn_login login, tradyn_ticket ticket, tradyn_cancel_result *out, tradyn_error *err);
/** @return 0, TRADYN_E_NO_CHANGES (also success: `out` is filled), or a rejection. */
TRADYN_API int tradyn_engine_position_modify(tradyn_engine *engine, tradyn_login login, tradyn_ticket ticket, const tradyn_position_modify *request, tradyn_position *out, tradyn_error *err);
TRADYN_API int tradyn_engine_position_close(tradyn_engine *engine, tradyn_login login, tradyn_ticket ticket, const tradyn_close_request *request, tradyn_close_result *out, tradyn_error *err);
/** Closes what `request` selects; goes on after single failures. `out` is initialised by the call; clear it. */
TRADYN_API int tradyn_engine_close_all(tradyn_engine *engine, tradyn_login login, const tradyn_close_all_request *request, tradyn_close_all_result *out, tradyn_error *err);

/* ---- Reads. Nothing changes; results are copies. ---- */

TRADYN_API int64_t tradyn_engine_time(const tradyn_engine *engine);
TRADYN_API size_t tradyn_engine_account_count(const tradyn_engine *engine);
/** @return the login of account `index`, 0 beyond. */
TRADYN_API tradyn_login tradyn_engine_login_at(const tradyn_engine *engine, size_t index);
TRADYN_API int tradyn_engine_account(const tradyn_engine *engine, tradyn_login login, tradyn_account *out, tradyn_error *err);
/** @return id of the account's last event, 0 when there is none or no such account. */
TRADYN_API int64_t tradyn_engine_last_event(const tradyn_engine *engine, tradyn_login login);

TRADYN_API int tradyn_engine_position(const tradyn_engine *engine, tradyn_login login, tradyn_ticket ticket, tradyn_position *out, tradyn_error *err);
/** Walks the open positions that match `query` (NULL: all), oldest first. Start with *cursor = 0. @return 1 and fills `out`, or 0 at the end. */
TRADYN_API int tradyn_engine_position_next(const tradyn_engine *engine, tradyn_login login, const tradyn_list_query *query, size_t *cursor, tradyn_position *out);
/** Pending orders; finished ones are in the events. */
TRADYN_API int tradyn_engine_order(const tradyn_engine *engine, tradyn_login login, tradyn_ticket ticket, tradyn_order *out, tradyn_error *err);
TRADYN_API int tradyn_engine_order_next(const tradyn_engine *engine, tradyn_login login, const tradyn_list_query *query, size_t *cursor, tradyn_order *out);

TRADYN_API size_t tradyn_engine_symbol_count(const tradyn_engine *engine);
/** @return index of the symbol, -1 when there is none. Constant for the engine's life. */
TRADYN_API int32_t tradyn_engine_symbol_index(const tradyn_engine *engine, const char *name);
/** Symbol `index` with its derived members, in the deposit currency of `login` (0: the first account). */
TRADYN_API int tradyn_engine_symbol_at(const tradyn_engine *engine, tradyn_login login, size_t index, tradyn_symbol *out);
TRADYN_API int tradyn_engine_symbol(const tradyn_engine *engine, tradyn_login login, const char *name, tradyn_symbol *out, tradyn_error *err);
/** Last quote. @return 0, TRADYN_E_SYMBOL_NOT_FOUND, TRADYN_E_PRICE_OFF before the first. */
TRADYN_API int tradyn_engine_last_tick(const tradyn_engine *engine, const char *symbol, tradyn_tick *out, tradyn_error *err);
/**
 * Copies kept ticks, oldest first, from sequence number *sequence on (0: the oldest kept), with from_msc <= time_msc <= to_msc
 * (TRADYN_UNSET: open). @param sequence gets where the next call goes on. @return how many were copied.
 */
TRADYN_API size_t tradyn_engine_ticks(const tradyn_engine *engine, int32_t symbol, int64_t from_msc, int64_t to_msc, uint64_t *sequence, tradyn_tick *out, size_t capacity);
/** @return sequence number of the oldest kept tick and of the next to come. */
TRADYN_API void tradyn_engine_ticks_range(const tradyn_engine *engine, int32_t symbol, uint64_t *oldest, uint64_t *next);
/** Copies candles in ascending order: the last `count` that match `query`. @param count gets how many. */
TRADYN_API int tradyn_engine_candles(const tradyn_engine *engine, const char *symbol, const tradyn_candles_query *query, tradyn_candle *out, size_t capacity, size_t *count, tradyn_error *err);

/* ---- Calculators, by the code that trades. ---- */

TRADYN_API int tradyn_engine_calc_margin(const tradyn_engine *engine, tradyn_login login, const tradyn_calc_request *request, tradyn_calc_margin_result *out, tradyn_error *err);
TRADYN_API int tradyn_engine_calc_profit(const tradyn_engine *engine, tradyn_login login, const tradyn_calc_request *request, tradyn_calc_profit_result *out, tradyn_error *err);

/** @return a hash of everything that trading has made so far (accounts, positions, orders, ids), equal for equal states. */
TRADYN_API uint64_t tradyn_engine_state_hash(const tradyn_engine *engine);

TRADYN_END

#endif
