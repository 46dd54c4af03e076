/* SPDX-License-Identifier: MIT
 * Trading at the market, and what it would do. */
#include "server/api/finish.h"
#include "server/api/handlers.h"
#include "server/runtime/desk.h"

int trade(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_trade_result result;
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	status = tradyn_engine_trade(desk_engine(desk), call->login, call->body, &result, &err);
	return finish(reply, status, &err, TRADYN_TYPE_TRADE_RESULT, &result);
}

int trade_check(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_check_result result;
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	status = tradyn_engine_check(desk_engine(desk), call->login, call->body, &result, &err);
	return finish(reply, status, &err, TRADYN_TYPE_CHECK_RESULT, &result);
}

int trade_close_all(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_close_all_result result = { 0 };
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	status = tradyn_engine_close_all(desk_engine(desk), call->login, call->body, &result, &err);
	status = finish(reply, status, &err, TRADYN_TYPE_CLOSE_ALL_RESULT, &result);
	tradyn_close_all_result_clear(&result);
	return status;
}

int calc_margin(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_calc_margin_result result;
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	status = tradyn_engine_calc_margin(desk_engine(desk), call->login, call->body, &result, &err);
	return finish(reply, status, &err, TRADYN_TYPE_CALC_MARGIN_RESULT, &result);
}

int calc_profit(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_calc_profit_result result;
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	status = tradyn_engine_calc_profit(desk_engine(desk), call->login, call->body, &result, &err);
	return finish(reply, status, &err, TRADYN_TYPE_CALC_PROFIT_RESULT, &result);
}
