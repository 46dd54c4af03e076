/* SPDX-License-Identifier: MIT
 * Market data: symbols, last quote, candles, ticks. */
#include "server/api/cursor.h"
#include "server/api/finish.h"
#include "server/api/handlers.h"
#include "server/runtime/desk.h"

#include "lib/base/fail.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_COUNT 100
#define TICKS_AT_A_TIME 64

/* ---- symbols ---- */

static tradyn_symbol_summary summary_of(const tradyn_symbol *symbol)
{
	tradyn_symbol_summary summary = { .digits = symbol->digits, .bid = symbol->bid, .ask = symbol->ask, .trade_mode = symbol->trade_mode };

	memcpy(summary.name, symbol->name, sizeof(summary.name));
	memcpy(summary.description, symbol->description, sizeof(summary.description));
	return summary;
}

/* Index of the next symbol in the group from `index` on; the count of symbols when there is none. */
static size_t next_in_group(struct desk *desk, tradyn_login login, const char *group, size_t index, tradyn_symbol *out)
{
	const tradyn_engine *engine = desk_engine(desk);
	size_t count = tradyn_engine_symbol_count(engine);

	for (; index < count; index++)
		if (!tradyn_engine_symbol_at(engine, login, index, out) && tradyn_symbol_in_group(out->name, group))
			break;
	return index;
}

int symbols_list(struct desk *desk, const struct call *call, struct reply *reply)
{
	const tradyn_symbols_query *query = call->query;
	uint64_t bind = cursor_bind_text(CURSOR_BIND, query->group);
	int64_t count = (int64_t)tradyn_engine_symbol_count(desk_engine(desk));
	int64_t limit = query->limit == TRADYN_UNSET ? INT64_MAX : query->limit;
	char next[CURSOR_MAX] = "";
	tradyn_symbol symbol;
	tradyn_error err;
	int64_t row;
	size_t index;

	tradyn_error_init(&err);
	if (cursor_read(query->cursor, 's', bind, &row, &err) || cursor_check(row, 1, count, &err))
		return reply_error(reply, &err);
	reply_list_begin(reply);
	index = next_in_group(desk, call->login, query->group, (size_t)row, &symbol);
	for (int64_t i = 0; i < limit && (int64_t)index < count; i++) {
		tradyn_symbol_summary summary = summary_of(&symbol);
		reply_list_item(reply, TRADYN_TYPE_SYMBOL_SUMMARY, &summary);
		index = next_in_group(desk, call->login, query->group, index + 1, &symbol);
	}
	if ((int64_t)index < count)
		cursor_write(next, 's', (int64_t)index, bind);
	return reply_list_end(reply, next);
}

int symbols_get(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_symbol symbol;
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	status = tradyn_engine_symbol(desk_engine(desk), call->login, call->symbol, &symbol, &err);
	return finish(reply, status, &err, TRADYN_TYPE_SYMBOL, &symbol);
}

int symbols_tick(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_tick tick;
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	status = tradyn_engine_last_tick(desk_engine(desk), call->symbol, &tick, &err);
	return finish(reply, status, &err, TRADYN_TYPE_TICK, &tick);
}

/* ---- candles ---- */

int symbols_candles(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_candle *candles = malloc(TRADYN_CANDLES_MAX * sizeof(*candles));
	size_t count = 0;
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	if (!candles) {
		tradyn__fail(&err, TRADYN_E_NO_MEMORY, NULL, "Out of memory.");
		return reply_error(reply, &err);
	}
	status = tradyn_engine_candles(desk_engine(desk), call->symbol, call->query, candles, TRADYN_CANDLES_MAX, &count, &err);
	if (status) {
		free(candles);
		return reply_error(reply, &err);
	}
	reply_list_begin(reply);
	for (size_t i = 0; i < count; i++)
		reply_list_item(reply, TRADYN_TYPE_CANDLE, &candles[i]);
	free(candles);
	return reply_list_end(reply, NULL);
}

/* ---- ticks ---- */

/* The row of the first of the last `count` ticks up to `to_msc`. */
static uint64_t last_ticks(const tradyn_engine *engine, int32_t symbol, int64_t to_msc, uint64_t count)
{
	uint64_t oldest, next, behind = 0;
	tradyn_tick tick;

	tradyn_engine_ticks_range(engine, symbol, &oldest, &next);
	if (to_msc != TRADYN_UNSET && to_msc < INT64_MAX && tradyn_engine_ticks(engine, symbol, to_msc + 1, TRADYN_UNSET, &behind, &tick, 1))
		next = behind - 1;
	return next - oldest > count ? next - count : oldest;
}

/* Writes up to `count` ticks from *row on; *row gets where the next page begins. */
static void write_ticks(const tradyn_engine *engine, int32_t symbol, const tradyn_ticks_query *query, uint64_t *row, size_t count,
                        struct reply *reply)
{
	tradyn_tick ticks[TICKS_AT_A_TIME];
	size_t got = 1;

	for (; count && got; count -= got) {
		size_t wanted = count < TICKS_AT_A_TIME ? count : TICKS_AT_A_TIME;
		got = tradyn_engine_ticks(engine, symbol, query->from_msc, query->to_msc, row, ticks, wanted);
		for (size_t i = 0; i < got; i++)
			reply_list_item(reply, TRADYN_TYPE_TICK, &ticks[i]);
	}
}

static int ticks_page(const tradyn_engine *engine, int32_t symbol, const tradyn_ticks_query *query, uint64_t bind, int64_t cursor,
                      struct reply *reply)
{
	size_t count = query->count == TRADYN_UNSET ? DEFAULT_COUNT : (size_t)query->count;
	char next[CURSOR_MAX] = "";
	uint64_t row = (uint64_t)cursor, behind;
	tradyn_tick more;

	if (!cursor && query->from_msc == TRADYN_UNSET)
		row = last_ticks(engine, symbol, query->to_msc, count);
	reply_list_begin(reply);
	write_ticks(engine, symbol, query, &row, count, reply);
	behind = row;
	if (tradyn_engine_ticks(engine, symbol, query->from_msc, query->to_msc, &behind, &more, 1))
		cursor_write(next, 't', (int64_t)row, bind);
	return reply_list_end(reply, next);
}

int symbols_ticks(struct desk *desk, const struct call *call, struct reply *reply)
{
	const tradyn_engine *engine = desk_engine(desk);
	const tradyn_ticks_query *query = call->query;
	int32_t symbol = tradyn_engine_symbol_index(engine, call->symbol);
	uint64_t bind = cursor_bind_text(CURSOR_BIND, call->symbol), oldest, next;
	int64_t row;
	tradyn_error err;

	tradyn_error_init(&err);
	if (symbol < 0) {
		tradyn__fail(&err, TRADYN_E_SYMBOL_NOT_FOUND, "symbol", "No symbol is called \"%.31s\".", call->symbol);
		return reply_error(reply, &err);
	}
	bind = cursor_bind_number(cursor_bind_number(bind, query->from_msc), query->to_msc);
	tradyn_engine_ticks_range(engine, symbol, &oldest, &next);
	if (cursor_read(query->cursor, 't', bind, &row, &err) || cursor_check(row, (int64_t)oldest, (int64_t)next, &err))
		return reply_error(reply, &err);
	return ticks_page(engine, symbol, query, bind, row, reply);
}
