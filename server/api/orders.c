/* SPDX-License-Identifier: MIT
 * Orders: list, read, place, modify, cancel. A finished order is no longer the engine's: the store knows what became of it. */
#include "server/api/finish.h"
#include "server/api/handlers.h"
#include "server/runtime/desk.h"
#include "server/store/store.h"

#include "lib/base/fail.h"
#include "lib/base/zone.h"

int orders_list(struct desk *desk, const struct call *call, struct reply *reply)
{
	const tradyn_engine *engine = desk_engine(desk);
	tradyn_order order;
	size_t cursor = 0;

	reply_list_begin(reply);
	while (tradyn_engine_order_next(engine, call->login, call->query, &cursor, &order))
		reply_list_item(reply, TRADYN_TYPE_ORDER, &order);
	return reply_list_end(reply, NULL);
}

int orders_get(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_order order;
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	status = tradyn_engine_order(desk_engine(desk), call->login, call->ticket, &order, &err);
	if (status == TRADYN_E_ORDER_NOT_FOUND && !store_order(desk_store(desk), call->login, call->ticket, &order))
		status = 0;
	return finish(reply, status, &err, TRADYN_TYPE_ORDER, &order);
}

int orders_place(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_order order;
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	status = tradyn_engine_order_place(desk_engine(desk), call->login, call->body, &order, &err);
	return finish(reply, status, &err, TRADYN_TYPE_ORDER, &order);
}

static const char *end_of(tradyn_order_state state)
{
	switch (state) {
	case TRADYN_ORDER_STATE_FILLED:
		return "was filled";
	case TRADYN_ORDER_STATE_CANCELED:
		return "was canceled";
	case TRADYN_ORDER_STATE_REJECTED:
		return "was rejected when it was triggered";
	case TRADYN_ORDER_STATE_EXPIRED:
		return "has expired";
	case TRADYN_ORDER_STATE_STARTED:
	case TRADYN_ORDER_STATE_PLACED:
	case TRADYN_ORDER_STATE_PARTIAL:
		break;
	}
	return "is finished";
}

/* An order that the engine does not know may be finished: then ORDER_CHANGED says how, "was filled at 1.0851 by deal 17". */
static int fail_order(struct desk *desk, const struct call *call, tradyn_error *err, struct reply *reply)
{
	tradyn_order order;
	tradyn_deal deal;
	char price[TRADYN_DECIMAL_TEXT_MAX], time[32];

	if (err->code != TRADYN_E_ORDER_NOT_FOUND || store_order(desk_store(desk), call->login, call->ticket, &order))
		return reply_error(reply, err);
	tradyn_error_init(err);
	tradyn__time_format(order.time_done_msc, time);
	if (!store_order_deal(desk_store(desk), call->login, &order, &deal)) {
		tradyn_decimal_format(deal.price, price);
		tradyn__fail(err, TRADYN_E_ORDER_CHANGED, "ticket", "Order %lld %s at %s by deal %lld, %s.", (long long)order.ticket,
		             end_of(order.state), price, (long long)deal.ticket, time);
	} else {
		tradyn__fail(err, TRADYN_E_ORDER_CHANGED, "ticket", "Order %lld %s, %s.", (long long)order.ticket, end_of(order.state), time);
	}
	err->time_msc = order.time_done_msc;
	return reply_error(reply, err);
}

int orders_modify(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_order order;
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	status = tradyn_engine_order_modify(desk_engine(desk), call->login, call->ticket, call->body, &order, &err);
	if (status && status != TRADYN_E_NO_CHANGES)
		return fail_order(desk, call, &err, reply);
	order.no_changes = status == TRADYN_E_NO_CHANGES;
	return reply_one(reply, TRADYN_TYPE_ORDER, &order);
}

int orders_cancel(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_cancel_result result;
	tradyn_error err;

	tradyn_error_init(&err);
	if (tradyn_engine_order_cancel(desk_engine(desk), call->login, call->ticket, &result, &err))
		return fail_order(desk, call, &err, reply);
	return reply_one(reply, TRADYN_TYPE_CANCEL_RESULT, &result);
}
