/* SPDX-License-Identifier: MIT
 * What time alone brings: orders expire and server days end, in order and each at its own moment, however far one input moves the
 * clock. A day's end removes good-till-canceled orders and stops where the symbol says so, collects the swap of the night and charges
 * the commission of the day or month (MetaQuotes, "Swaps", "Commission Settings"). */
#include "lib/engine/engine_impl.h"
#include "lib/engine/swap.h"

/* ---- Good till canceled ---- */

static void end_orders(tradyn_engine *engine, tradyn__account *account)
{
	tradyn__order *order;

	for (uint64_t cursor = 0; (order = tradyn__list_next(&account->orders, &cursor));)
		if (order->view.type_time == TRADYN_TIME_TYPE_GTC && order->book->symbol->spec.order_gtc_mode != TRADYN_GTC_MODE_GTC)
			tradyn__order_finish(engine, order, TRADYN_ORDER_STATE_EXPIRED, TRADYN_EVENT_ACTION_EXPIRED, order->view.reason);
}

static void emit_position(tradyn_engine *engine, tradyn__position *position, tradyn_event_action action)
{
	tradyn_position view;

	position->view.time_update_msc = engine->time_msc;
	tradyn__position_view(position, &view);
	tradyn__emit_position(engine, position->account, &view, action, TRADYN_REASON_ROLLOVER);
}

static void end_stops(tradyn_engine *engine, tradyn__position *position)
{
	if (position->book->symbol->spec.order_gtc_mode != TRADYN_GTC_MODE_DAILY || (!position->view.sl && !position->view.tp))
		return;
	tradyn__unwatch_position(position);
	position->view.sl = position->view.tp = 0;
	tradyn__watch_position(position);
	emit_position(engine, position, TRADYN_EVENT_ACTION_MODIFIED);
}

/* ---- Swap ---- */

/* A swap that is beyond the range of money, or has no quote to convert it, is none. */
static void collect(tradyn_engine *engine, tradyn__position *position, const tradyn__swap_position *what, tradyn_decimal times)
{
	tradyn__deposit deposit = tradyn__book_deposit(position->book);
	tradyn_decimal amount, sum;

	if (tradyn__swap_amount(&position->book->symbol->spec, what, times, &deposit, &amount) || amount == 0 ||
	    tradyn_decimal_add(position->view.swap_exact, amount, &sum))
		return;
	tradyn__position_swap(position, sum);
	emit_position(engine, position, TRADYN_EVENT_ACTION_SWAP);
}

static void end_night(tradyn_engine *engine, tradyn__position *position, int64_t day)
{
	const tradyn__symbol *symbol = position->book->symbol;
	const tradyn_position *view = &position->view;
	tradyn__swap_position what = {
		view->type, view->volume, view->price_open, tradyn__market_price(symbol, tradyn__opposite(view->type)), symbol->price[TRADYN__BID],
	};
	tradyn_decimal times, open;

	if ((view->type == TRADYN_SIDE_BUY ? symbol->spec.swap_long : symbol->spec.swap_short) == 0 ||
	    tradyn__swap_multiplier(&symbol->spec, day, &times) || times == 0)
		return;
	if (!tradyn__swap_reopens(&symbol->spec))
		collect(engine, position, &what, times);
	else if (tradyn__swap_reopen_price(&symbol->spec, &what, times, &open) == 0)
		tradyn__fill_reopen(engine, position, what.price_current, open);
}

/* ---- Commission ---- */

static void charge(tradyn_engine *engine, tradyn__account *account, tradyn_commission_charge period)
{
	tradyn_decimal *blocked = &account->blocked[period - TRADYN_COMMISSION_CHARGE_DAILY], due = *blocked;
	bool daily = period == TRADYN_COMMISSION_CHARGE_DAILY;

	if (due == 0)
		return;
	*blocked = 0;
	account->terms.commission_blocked = tradyn__money((tradyn__wide)account->blocked[0] + account->blocked[1]);
	tradyn__fill_balance(engine, account, daily ? TRADYN_DEAL_TYPE_COMMISSION_DAILY : TRADYN_DEAL_TYPE_COMMISSION_MONTHLY, -due,
	                     daily ? "daily commission" : "monthly commission", TRADYN_REASON_ROLLOVER);
}

/* ---- The day ---- */

static bool is_month_end(int64_t day)
{
	int64_t year;
	int month, month_day;

	tradyn__civil_from_days(day + 1, &year, &month, &month_day);
	return month_day == 1;
}

static void end_account_day(tradyn_engine *engine, tradyn__account *account, int64_t day)
{
	int64_t events = account->event_id;
	tradyn__position *position;

	end_orders(engine, account);
	for (uint64_t cursor = 0; (position = tradyn__list_next(&account->positions, &cursor));) {
		end_stops(engine, position);
		end_night(engine, position, day);
	}
	tradyn__account_refresh(engine, account);
	if (account->event_id != events)
		tradyn__emit_account(engine, account, TRADYN_REASON_ROLLOVER);
	charge(engine, account, TRADYN_COMMISSION_CHARGE_DAILY);
	if (is_month_end(day))
		charge(engine, account, TRADYN_COMMISSION_CHARGE_MONTHLY);
}

/* ---- The clock ---- */

void tradyn__time_schedule(tradyn_engine *engine)
{
	engine->next_msc = engine->midnight_msc;
	if (engine->expirations.count && engine->expirations.nodes[0].key < engine->next_msc)
		engine->next_msc = engine->expirations.nodes[0].key;
}

void tradyn__time_start(tradyn_engine *engine)
{
	engine->day = tradyn__server_day(&engine->zone, engine->time_msc);
	engine->midnight_msc = tradyn__server_midnight(&engine->zone, engine->time_msc);
	tradyn__time_schedule(engine);
}

/* Whether a day's end can change nothing. */
static bool is_idle(const tradyn_engine *engine)
{
	if (engine->position_count || engine->order_count)
		return false;
	for (size_t i = 0; i < engine->account_count; i++)
		if (engine->accounts[i].blocked[0] || engine->accounts[i].blocked[1])
			return false;
	return true;
}

/* The server's day changes at engine->time_msc. */
static void change_day(tradyn_engine *engine)
{
	int64_t ended = engine->day;

	engine->day = tradyn__server_day(&engine->zone, engine->time_msc);
	engine->midnight_msc = tradyn__server_midnight(&engine->zone, engine->time_msc);
	if (engine->day > ended)
		for (size_t i = 0; i < engine->account_count; i++)
			end_account_day(engine, &engine->accounts[i], ended);
}

void tradyn__time_pass(tradyn_engine *engine, int64_t time_msc)
{
	while (engine->next_msc <= time_msc) {
		engine->time_msc = is_idle(engine) ? time_msc : engine->next_msc; /* years without anything are one step */
		tradyn__order_expire(engine);
		if (engine->midnight_msc <= engine->time_msc)
			change_day(engine);
		tradyn__account_alarms(engine);
		tradyn__time_schedule(engine);
	}
	engine->time_msc = time_msc;
	tradyn__account_alarms(engine);
}
