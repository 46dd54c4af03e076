/* SPDX-License-Identifier: MIT
 * Events: every change is one, numbered per account without gaps, whether or not somebody listens. */
#include "lib/engine/engine_impl.h"

static void emit(tradyn_engine *engine, tradyn__account *account, tradyn_event event)
{
	event.id = ++account->event_id;
	event.login = account->terms.login;
	event.time_msc = engine->time_msc;
	if (engine->on_event)
		engine->on_event(engine->user, &event);
}

void tradyn__emit_order(tradyn_engine *engine, tradyn__account *account, const tradyn_order *order, tradyn_event_action action, tradyn_reason reason)
{
	emit(engine, account, (tradyn_event){ .type = TRADYN_EVENT_ORDER, .action = action, .reason = reason, .order = order });
}

void tradyn__emit_deal(tradyn_engine *engine, tradyn__account *account, const tradyn_deal *deal)
{
	emit(engine, account, (tradyn_event){ .type = TRADYN_EVENT_DEAL, .action = TRADYN_EVENT_ACTION_ADDED, .reason = deal->reason, .deal = deal });
}

void tradyn__emit_position(tradyn_engine *engine, tradyn__account *account, const tradyn_position *position, tradyn_event_action action, tradyn_reason reason)
{
	emit(engine, account, (tradyn_event){ .type = TRADYN_EVENT_POSITION, .action = action, .reason = reason, .position = position });
}

/* The account as it is now; computed only for a listener. */
static void emit_with_account(tradyn_engine *engine, tradyn__account *account, tradyn_event event)
{
	tradyn_account view;

	if (engine->on_event) {
		tradyn__account_view(engine, account, &view);
		event.account = &view;
	}
	emit(engine, account, event);
}

void tradyn__emit_account(tradyn_engine *engine, tradyn__account *account, tradyn_reason reason)
{
	emit_with_account(engine, account, (tradyn_event){ .type = TRADYN_EVENT_ACCOUNT, .action = TRADYN_EVENT_ACTION_CHANGED, .reason = reason });
}

void tradyn__emit_notification(tradyn_engine *engine, tradyn__account *account, tradyn_event_action action)
{
	emit_with_account(engine, account, (tradyn_event){
		.type = TRADYN_EVENT_NOTIFICATION, .action = action,
		.reason = action == TRADYN_EVENT_ACTION_STOP_OUT ? TRADYN_REASON_SO : TRADYN_REASON_CLIENT,
	});
}
