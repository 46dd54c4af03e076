/* SPDX-License-Identifier: MIT
 * The simulation endpoints: quotes, time, connection and faults by hand. A list of quotes is taken whole or not at all. */
#include "server/api/finish.h"
#include "server/api/handlers.h"
#include "server/runtime/desk.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"

static int state(struct desk *desk, struct reply *reply)
{
	tradyn_sim_state sim = { tradyn_engine_time(desk_engine(desk)), desk_ticks(desk), desk_connected(desk), (int64_t)desk_faults(desk)->count };

	return reply_one(reply, TRADYN_TYPE_SIM_STATE, &sim);
}

static int fail_tick(tradyn_error *err, int code, size_t index, const char *member, const char *message)
{
	char field[TRADYN_ERROR_FIELD_MAX];

	tradyn__text_format(field, sizeof(field), "ticks[%zu].%s", index, member);
	return tradyn__fail(err, code, field, "%s", message);
}

/* One quote of the list; *time_msc is the time of the one before, and becomes its own. */
static int check_tick(const tradyn_engine *engine, const tradyn_tick *tick, size_t index, int64_t *time_msc, tradyn_error *err)
{
	int status;

	if (tradyn_engine_symbol_index(engine, tick->symbol) < 0)
		return fail_tick(err, TRADYN_E_UNKNOWN_SYMBOL, index, "symbol", "No symbol has this name; GET /v1/api/symbols lists them.");
	if (tick->bid <= 0)
		return fail_tick(err, TRADYN_E_INVALID_VALUE, index, "bid", "The bid must be above 0.");
	if (tick->ask < tick->bid) {
		status = fail_tick(err, TRADYN_E_INVALID_VALUE, index, "ask", "The ask must not be below the bid.");
		err->min = tick->bid;
		return status;
	}
	if (tick->time_msc == TRADYN_UNSET)
		return 0;
	if (tick->time_msc < *time_msc) {
		status = fail_tick(err, TRADYN_E_TIME_GOES_BACK, index, "time_msc", "The time must not lie before the engine's or the quote before.");
		err->time_msc = *time_msc;
		return status;
	}
	*time_msc = tick->time_msc;
	return 0;
}

int sim_ticks(struct desk *desk, const struct call *call, struct reply *reply)
{
	const tradyn_sim_ticks *request = call->body;
	const tradyn_engine *engine = desk_engine(desk);
	int64_t time_msc = tradyn_engine_time(engine);
	tradyn_error err;
	int status = 0;

	tradyn_error_init(&err);
	for (size_t i = 0; !status && i < request->ticks.count; i++)
		status = check_tick(engine, &request->ticks.items[i], i, &time_msc, &err);
	for (size_t i = 0; !status && i < request->ticks.count; i++)
		status = desk_tick(desk, &request->ticks.items[i], &err);
	return status ? reply_error(reply, &err) : state(desk, reply);
}

int sim_clock(struct desk *desk, const struct call *call, struct reply *reply)
{
	const tradyn_sim_clock *request = call->body;
	tradyn_error err;

	tradyn_error_init(&err);
	if (tradyn_engine_clock(desk_engine(desk), request->time_msc, &err))
		return reply_error(reply, &err);
	return state(desk, reply);
}

int sim_connection(struct desk *desk, const struct call *call, struct reply *reply)
{
	const tradyn_sim_connection *request = call->body;

	desk_set_connected(desk, request->connected);
	return state(desk, reply);
}

int sim_faults(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_error err;

	tradyn_error_init(&err);
	if (faults_set(desk_faults(desk), call->body, &err))
		return reply_error(reply, &err);
	return state(desk, reply);
}
