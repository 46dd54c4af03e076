/* SPDX-License-Identifier: MIT
 * Open positions: list, read, modify, close. */
#include "server/api/finish.h"
#include "server/api/handlers.h"
#include "server/runtime/desk.h"

int positions_list(struct desk *desk, const struct call *call, struct reply *reply)
{
	const tradyn_engine *engine = desk_engine(desk);
	tradyn_position position;
	size_t cursor = 0;

	reply_list_begin(reply);
	while (tradyn_engine_position_next(engine, call->login, call->query, &cursor, &position))
		reply_list_item(reply, TRADYN_TYPE_POSITION, &position);
	return reply_list_end(reply, NULL);
}

int positions_get(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_position position;
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	status = tradyn_engine_position(desk_engine(desk), call->login, call->ticket, &position, &err);
	return finish(reply, status, &err, TRADYN_TYPE_POSITION, &position);
}

int positions_modify(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_position position;
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	status = tradyn_engine_position_modify(desk_engine(desk), call->login, call->ticket, call->body, &position, &err);
	if (status && status != TRADYN_E_NO_CHANGES)
		return reply_error(reply, &err);
	position.no_changes = status == TRADYN_E_NO_CHANGES;
	return reply_one(reply, TRADYN_TYPE_POSITION, &position);
}

int positions_close(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_close_result result;
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	status = tradyn_engine_position_close(desk_engine(desk), call->login, call->ticket, call->body, &result, &err);
	return finish(reply, status, &err, TRADYN_TYPE_CLOSE_RESULT, &result);
}
