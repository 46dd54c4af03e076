/* SPDX-License-Identifier: MIT
 * What was done: deals, finished orders, the ledger; in pages that neither miss nor repeat a row while new ones come. */
#include "server/api/cursor.h"
#include "server/api/handlers.h"
#include "server/runtime/desk.h"
#include "server/store/store.h"

#define DEFAULT_LIMIT 100

static const struct {
	char letter;
	tradyn_type_id type;
} kinds[] = {
	[TRADYN_HISTORY_TYPE_DEALS] = { 'd', TRADYN_TYPE_DEAL },
	[TRADYN_HISTORY_TYPE_ORDERS] = { 'o', TRADYN_TYPE_ORDER },
	[TRADYN_HISTORY_TYPE_LEDGER] = { 'l', TRADYN_TYPE_LEDGER_ENTRY },
};

union row {
	tradyn_deal deal;
	tradyn_order order;
	tradyn_ledger_entry entry;
};

static uint64_t bind_query(const tradyn_history_query *query, tradyn_login login)
{
	uint64_t bind = cursor_bind_text(CURSOR_BIND, query->symbol);

	bind = cursor_bind_number(bind, login);
	bind = cursor_bind_number(bind, query->from_msc);
	bind = cursor_bind_number(bind, query->to_msc);
	bind = cursor_bind_number(bind, query->position);
	return cursor_bind_number(bind, query->ticket);
}

static int write_page(const struct store *store, const struct call *call, int kind, uint64_t bind, int64_t row, struct reply *reply)
{
	const tradyn_history_query *query = call->query;
	int64_t limit = query->limit == TRADYN_UNSET ? DEFAULT_LIMIT : query->limit;
	char next[CURSOR_MAX] = "";
	union row data;
	int64_t last;

	reply_list_begin(reply);
	for (int64_t i = 0; i < limit && store_history_next(store, call->login, query, &row, &data); i++)
		reply_list_item(reply, kinds[kind].type, &data);
	last = row;
	if (store_history_next(store, call->login, query, &row, &data))
		cursor_write(next, kinds[kind].letter, last, bind);
	return reply_list_end(reply, next);
}

int history_list(struct desk *desk, const struct call *call, struct reply *reply)
{
	const tradyn_history_query *query = call->query;
	const struct store *store = desk_store(desk);
	int kind = query->type < 0 ? TRADYN_HISTORY_TYPE_DEALS : query->type;
	uint64_t bind = bind_query(query, call->login);
	int64_t row, oldest, next;
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	store_history_range(store, call->login, (tradyn_history_type)kind, &oldest, &next);
	status = cursor_read(query->cursor, kinds[kind].letter, bind, &row, &err);
	if (!status)
		status = cursor_check(row, oldest, next, &err);
	return status ? reply_error(reply, &err) : write_page(store, call, kind, bind, row, reply);
}
