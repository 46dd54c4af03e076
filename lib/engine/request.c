/* SPDX-License-Identifier: MIT
 * Requests that open or close: trade, place, check, close, close-all. trade and place are read as check is, so that check passes
 * exactly when they are accepted. Memory is reserved after the validator and before anything changes. */
#include "lib/engine/request.h"
#include "lib/engine/execution.h"
#include "lib/base/fail.h"
#include "lib/base/text.h"

#include <stdlib.h>
#include <string.h>

#define COPY(to, from) tradyn__text_copy(to, sizeof(to), from, strnlen(from, sizeof(from)))

static int no_memory(tradyn_error *err)
{
	return tradyn__fail(err, TRADYN_E_NO_MEMORY, NULL, "Out of memory; nothing was changed.");
}

static int64_t or_zero(int64_t value)
{
	return value == TRADYN_UNSET ? 0 : value;
}

/* ---- Reading ---- */

/* What a check request means as an order type; a bad one is an error. */
static int type_of(const tradyn_check_request *request, tradyn__intent *intent, tradyn_error *err)
{
	bool market = request->type < 0 || request->type == TRADYN_ORDER_TYPE_BUY || request->type == TRADYN_ORDER_TYPE_SELL;
	int action = request->type < 0 ? request->action : request->type;

	if (!market && request->type > TRADYN_ORDER_TYPE_SELL_STOP_LIMIT)
		return tradyn__fail(err, TRADYN_E_INVALID_ORDER, "type", "A pending order is buy_limit, sell_limit, buy_stop, sell_stop, buy_stop_limit or sell_stop_limit.");
	if (!market && request->action >= 0)
		return tradyn__fail(err, TRADYN_E_INVALID, "action", "A pending order has a type and no action.");
	if (market && action != TRADYN_SIDE_BUY && action != TRADYN_SIDE_SELL)
		return tradyn__fail(err, TRADYN_E_INVALID_VALUE, "action", "action must be buy or sell.");
	if (market && request->action >= 0 && request->type >= 0 && request->action != request->type)
		return tradyn__fail(err, TRADYN_E_INVALID, "action", "action and type contradict each other.");
	intent->kind = market ? TRADYN__TRADE : TRADYN__PLACE;
	intent->type = (tradyn_order_type)(market ? action : request->type);
	return 0;
}

int tradyn__intent_read(tradyn_engine *engine, tradyn_login login, const tradyn_check_request *request, tradyn__intent *intent, tradyn_error *err)
{
	int status;

	*intent = (tradyn__intent){ .account = tradyn__account_find(engine, login, err) };
	if (!intent->account)
		return TRADYN_E_UNKNOWN_ACCOUNT;
	intent->symbol = tradyn__symbol_find(engine, request->symbol);
	if (!intent->symbol)
		return tradyn__fail(err, TRADYN_E_UNKNOWN_SYMBOL, "symbol", "There is no symbol %.*s.", TRADYN_SYMBOL_MAX - 1, request->symbol);
	status = type_of(request, intent, err);
	if (status)
		return status;
	intent->book = tradyn__book_get(engine, intent->account, intent->symbol);
	if (!intent->book)
		return no_memory(err);
	intent->side = tradyn__type_side(intent->type);
	intent->volume = request->volume;
	intent->price = request->price;
	intent->stoplimit = or_zero(request->stoplimit);
	intent->sl = or_zero(request->sl);
	intent->tp = or_zero(request->tp);
	intent->sl_points = or_zero(request->sl_points);
	intent->tp_points = or_zero(request->tp_points);
	intent->deviation = or_zero(request->deviation);
	intent->filling = request->type_filling;
	intent->type_time = request->type_time;
	intent->expiration_msc = or_zero(request->expiration_msc);
	intent->magic = or_zero(request->magic);
	intent->oco = or_zero(request->oco);
	intent->comment = request->comment;
	intent->client_order_id = request->client_order_id;
	return 0;
}

/* An order as it was accepted, without a ticket. */
static tradyn_order order_of(const tradyn_engine *engine, const tradyn__intent *intent)
{
	tradyn_order order = {
		.time_setup_msc = engine->time_msc, .type = intent->type, .state = TRADYN_ORDER_STATE_PLACED,
		.volume_initial = intent->volume + intent->rest, .volume_current = intent->volume + intent->rest,
		.price = intent->kind == TRADYN__TRADE ? intent->fill : intent->price, .stoplimit = intent->stoplimit, .sl = intent->sl, .tp = intent->tp,
		.type_time = intent->kind == TRADYN__TRADE ? TRADYN_TIME_TYPE_GTC : (tradyn_time_type)intent->type_time,
		.expiration_msc = intent->kind == TRADYN__TRADE ? 0 : intent->expiration_msc,
		.type_filling = (tradyn_filling)intent->filling, .magic = intent->magic, .oco = intent->oco, .reason = TRADYN_REASON_EXPERT,
	};

	COPY(order.symbol, intent->symbol->spec.name);
	tradyn__text_copy(order.comment, sizeof(order.comment), intent->comment, strlen(intent->comment));
	tradyn__text_copy(order.client_order_id, sizeof(order.client_order_id), intent->client_order_id, strlen(intent->client_order_id));
	return order;
}

/* ---- Trade and place ---- */

/* What the quote had not enough depth for: goes on with the next quote, or is canceled. */
static void leave_rest(tradyn_engine *engine, const tradyn__intent *intent, tradyn_order *order)
{
	if (order->type_filling == TRADYN_FILLING_RETURN) {
		tradyn__order_add(engine, intent->book, order, 0);
		return;
	}
	tradyn__order_cancel_rest(engine, intent->account, order);
}

int tradyn_engine_trade(tradyn_engine *engine, tradyn_login login, const tradyn_trade_request *request, tradyn_trade_result *out, tradyn_error *err)
{
	tradyn_check_request asked = TRADYN_CHECK_REQUEST_INIT;
	tradyn__intent intent;
	tradyn__position *position;
	tradyn_order order;
	tradyn_deal deal;
	int status;

	COPY(asked.symbol, request->symbol);
	asked.action = request->action;
	asked.volume = request->volume;
	asked.sl = request->sl;
	asked.tp = request->tp;
	asked.sl_points = request->sl_points;
	asked.tp_points = request->tp_points;
	asked.price = request->price;
	asked.deviation = request->deviation;
	asked.type_filling = request->type_filling;
	asked.magic = request->magic;
	memcpy(asked.comment, request->comment, sizeof(asked.comment));
	memcpy(asked.client_order_id, request->client_order_id, sizeof(asked.client_order_id));
	status = tradyn__intent_read(engine, login, &asked, &intent, err);
	if (!status)
		status = tradyn__validate(engine, &intent, err);
	if (status)
		return status;
	if (tradyn__book_reserve(engine, intent.book))
		return no_memory(err);
	order = order_of(engine, &intent);
	order.ticket = ++engine->last_ticket;
	position = tradyn__fill_open(engine, intent.book, &order, intent.volume, intent.fill, &deal);
	*out = (tradyn_trade_result){
		.ticket = position ? position->view.ticket : deal.position_id, .price = deal.price, .order = order.ticket, .deal = deal.ticket, .volume = deal.volume,
		.bid = intent.symbol->price[TRADYN__BID], .ask = intent.symbol->price[TRADYN__ASK],
		.sl = position ? position->view.sl : 0, .tp = position ? position->view.tp : 0,
		.commission = deal.commission, .retcode = intent.rest ? TRADYN_RETCODE_DONE_PARTIAL : TRADYN_RETCODE_DONE, .time_msc = engine->time_msc,
	};
	if (!tradyn__fill_frictionless(&engine->model))
		COPY(out->fill_model, engine->model.name);
	tradyn__execution_take(intent.symbol, intent.side, intent.volume);
	if (intent.rest)
		leave_rest(engine, &intent, &order);
	tradyn__account_alarms(engine);
	return 0;
}

/* The older one of a pair learns of the newer. */
static void pair(tradyn_engine *engine, tradyn__order *order)
{
	tradyn__order *partner = tradyn__index_find(&engine->orders, order->view.oco);
	tradyn_order view;

	if (!partner)
		return;
	partner->view.oco = order->view.ticket;
	tradyn__order_view(partner, &view);
	tradyn__emit_order(engine, partner->account, &view, TRADYN_EVENT_ACTION_MODIFIED, partner->view.reason);
}

int tradyn_engine_order_place(tradyn_engine *engine, tradyn_login login, const tradyn_order_request *request, tradyn_order *out, tradyn_error *err)
{
	tradyn_check_request asked = TRADYN_CHECK_REQUEST_INIT;
	tradyn__intent intent;
	tradyn__order *order;
	tradyn_order accepted;
	int status;

	if (request->type < TRADYN_ORDER_TYPE_BUY_LIMIT)
		return tradyn__fail(err, TRADYN_E_INVALID_ORDER, "type", "A pending order is buy_limit, sell_limit, buy_stop, sell_stop, buy_stop_limit or sell_stop_limit.");
	COPY(asked.symbol, request->symbol);
	asked.type = request->type;
	asked.volume = request->volume;
	asked.price = request->price;
	asked.stoplimit = request->stoplimit;
	asked.sl = request->sl;
	asked.tp = request->tp;
	asked.sl_points = request->sl_points;
	asked.tp_points = request->tp_points;
	asked.type_time = request->type_time;
	asked.expiration_msc = request->expiration_msc;
	asked.type_filling = request->type_filling;
	asked.magic = request->magic;
	asked.oco = request->oco;
	memcpy(asked.comment, request->comment, sizeof(asked.comment));
	memcpy(asked.client_order_id, request->client_order_id, sizeof(asked.client_order_id));
	status = tradyn__intent_read(engine, login, &asked, &intent, err);
	if (!status)
		status = tradyn__validate(engine, &intent, err);
	if (status)
		return status;
	if (tradyn__book_reserve(engine, intent.book))
		return no_memory(err);
	accepted = order_of(engine, &intent);
	order = tradyn__order_add(engine, intent.book, &accepted, intent.margin_order);
	tradyn__account_refresh(engine, intent.account);
	tradyn__order_view(order, out);
	tradyn__emit_order(engine, intent.account, out, TRADYN_EVENT_ACTION_PLACED, out->reason);
	pair(engine, order);
	if (order->margin)
		tradyn__emit_account(engine, intent.account, out->reason);
	tradyn__account_alarms(engine);
	return 0;
}

/* ---- Check ---- */

/* The account right after a market order was filled or a pending order placed. */
static void foresee(const tradyn__intent *intent, tradyn_check_result *out)
{
	tradyn__account *account = intent->account;
	const tradyn__position *held = tradyn__net_position(intent->book);
	const tradyn__exposure *left = &intent->net.left;
	bool market = intent->kind == TRADYN__TRADE;
	tradyn__wide profit = tradyn__account_floating(account) + account->swap, equity;
	tradyn_decimal balance = account->terms.balance, booked = 0;

	if (market) {
		profit += tradyn__profit(intent->book, left->side, left->volume, left->price, tradyn__market_price(intent->symbol, tradyn__opposite(left->side)));
		profit -= (held ? tradyn__position_profit(held) : 0) + intent->net.swap;
		booked = intent->net.profit + intent->net.swap;
		balance += booked + (intent->commission.charge == TRADYN_COMMISSION_CHARGE_INSTANT ? intent->commission.amount : 0);
	}
	equity = tradyn__account_money(account) - account->swap + profit + booked + (market ? intent->commission.amount : 0);
	*out = (tradyn_check_result){
		.retcode = !market ? TRADYN_RETCODE_PLACED : intent->rest ? TRADYN_RETCODE_DONE_PARTIAL : TRADYN_RETCODE_DONE,
		.margin_required = intent->margin_required, .margin = intent->margin_after, .margin_free = tradyn__money(equity - intent->margin_after),
		.margin_level = tradyn__margin_level(equity, intent->margin_after), .balance = balance, .equity = tradyn__money(equity),
		.profit = tradyn__money(profit), .price = market ? intent->fill : intent->price,
	};
}

int tradyn_engine_check(const tradyn_engine *engine, tradyn_login login, const tradyn_check_request *request, tradyn_check_result *out, tradyn_error *err)
{
	tradyn_engine *same = (tradyn_engine *)(uintptr_t)engine; /* only what is cached is touched */
	tradyn__intent intent;
	int status = tradyn__intent_read(same, login, request, &intent, err);

	if (!status)
		status = tradyn__validate(same, &intent, err);
	if (!status)
		foresee(&intent, out);
	return status;
}

/* ---- Close ---- */

static int find_opposite(tradyn_engine *engine, tradyn__intent *intent, tradyn_ticket by, tradyn_error *err)
{
	if (tradyn__netting(intent->account))
		return tradyn__refuse(intent, err, TRADYN_E_INVALID, "by", "A netting account has one position in a symbol; close it without by.");
	intent->by = tradyn__position_find(engine, intent->account, by, "by", err);
	if (!intent->by)
		return TRADYN_E_POSITION_CLOSED;
	if (intent->by->book != intent->book || intent->by->view.type == intent->position->view.type)
		return tradyn__refuse(intent, err, TRADYN_E_INVALID, "by", "Position %lld is not an opposite position in %s.", (long long)by, intent->symbol->spec.name);
	intent->kind = TRADYN__CLOSE_BY;
	intent->type = TRADYN_ORDER_TYPE_CLOSE_BY;
	if (intent->volume == TRADYN_UNSET)
		intent->volume = intent->by->view.volume < intent->position->view.volume ? intent->by->view.volume : intent->position->view.volume;
	intent->fill = intent->by->view.price_open;
	return 0;
}

static int read_close(tradyn_engine *engine, tradyn_login login, tradyn_ticket ticket, const tradyn_close_request *request, tradyn__intent *intent, tradyn_error *err)
{
	int status = 0;

	*intent = (tradyn__intent){ .kind = TRADYN__CLOSE, .account = tradyn__account_find(engine, login, err) };
	if (!intent->account)
		return TRADYN_E_UNKNOWN_ACCOUNT;
	intent->position = tradyn__position_find(engine, intent->account, ticket, "ticket", err);
	if (!intent->position)
		return TRADYN_E_POSITION_CLOSED;
	intent->book = intent->position->book;
	intent->symbol = intent->book->symbol;
	intent->type = intent->position->view.type == TRADYN_SIDE_BUY ? TRADYN_ORDER_TYPE_SELL : TRADYN_ORDER_TYPE_BUY;
	intent->volume = request->volume;
	intent->price = request->price;
	intent->deviation = or_zero(request->deviation);
	intent->comment = request->comment;
	intent->client_order_id = request->client_order_id;
	if (request->by != TRADYN_UNSET)
		status = find_opposite(engine, intent, request->by, err);
	if (intent->volume == TRADYN_UNSET)
		intent->volume = intent->position->view.volume;
	return status;
}

/* out[1] only for a close-by. */
static int close_one(tradyn_engine *engine, tradyn_login login, tradyn_ticket ticket, const tradyn_close_request *request, tradyn_close_result out[2], tradyn_error *err)
{
	tradyn__intent intent;
	int status = read_close(engine, login, ticket, request, &intent, err);
	tradyn__closing closing;

	if (!status)
		status = tradyn__validate(engine, &intent, err);
	if (status)
		return status;
	closing = (tradyn__closing){
		.volume = intent.volume, .rest = intent.rest, .price = intent.fill, .reason = TRADYN_REASON_EXPERT, .comment = intent.comment,
		.magic = request->magic == TRADYN_UNSET ? intent.position->view.magic : request->magic, .client_order_id = intent.client_order_id,
	};
	if (intent.by) {
		tradyn__fill_close_by(engine, intent.position, intent.by, &closing, out);
		return 0;
	}
	tradyn__execution_take(intent.symbol, tradyn__type_side(intent.type), intent.volume);
	tradyn__fill_close(engine, intent.position, &closing, out);
	if (intent.rest)
		out->retcode = TRADYN_RETCODE_DONE_PARTIAL;
	return 0;
}

int tradyn_engine_position_close(tradyn_engine *engine, tradyn_login login, tradyn_ticket ticket, const tradyn_close_request *request, tradyn_close_result *out, tradyn_error *err)
{
	tradyn_close_result results[2];
	int status = close_one(engine, login, ticket, request, results, err);

	if (status)
		return status;
	*out = results[0];
	tradyn__account_alarms(engine);
	return 0;
}

/* ---- Close all ---- */

static bool selected(const tradyn_close_all_request *request, const tradyn__position *position)
{
	const tradyn_position *view = &position->view;
	tradyn__wide profit;

	if ((request->symbol[0] && strcmp(request->symbol, view->symbol) != 0) || (request->type >= 0 && request->type != (int)view->type) ||
	    (request->magic != TRADYN_UNSET && request->magic != view->magic))
		return false;
	profit = (tradyn__wide)tradyn__position_profit(position) + view->swap;
	return request->filter <= TRADYN_CLOSE_FILTER_ALL || (request->filter == TRADYN_CLOSE_FILTER_PROFIT ? profit > 0 : profit < 0);
}

/* A position that is to be closed. */
typedef struct chosen {
	tradyn_ticket ticket;
	int32_t symbol;
	tradyn_side side;
} chosen;

static void add_result(tradyn_close_all_result *out, const tradyn_close_result *result)
{
	out->closed.items[out->closed.count++] = *result;
}

static bool is_open(const tradyn_engine *engine, const chosen *item)
{
	return tradyn__index_find(&engine->positions, item->ticket) != NULL;
}

/* Closes buys against sells of the symbol, oldest first on both sides. `next` is where each symbol's sells go on. */
static void close_pairs(tradyn_engine *engine, tradyn_login login, const chosen *list, size_t count, size_t *next, tradyn_close_all_result *out)
{
	tradyn_close_request request = TRADYN_CLOSE_REQUEST_INIT;
	tradyn_close_result results[2];

	for (size_t i = 0; i < count; i++) {
		size_t *j = &next[list[i].symbol];

		while (list[i].side == TRADYN_SIDE_BUY && is_open(engine, &list[i]) && *j < count) {
			const chosen *sell = &list[*j];

			if (sell->symbol != list[i].symbol || sell->side != TRADYN_SIDE_SELL || !is_open(engine, sell)) {
				++*j;
				continue;
			}
			request.by = sell->ticket;
			if (close_one(engine, login, list[i].ticket, &request, results, NULL))
				break; /* at the market, then */
			add_result(out, &results[0]);
			add_result(out, &results[1]);
		}
	}
}

static void close_rest(tradyn_engine *engine, tradyn_login login, const chosen *item, const char *key, tradyn_close_all_result *out)
{
	tradyn_close_request request = TRADYN_CLOSE_REQUEST_INIT;
	tradyn_close_failure *failure = &out->failed.items[out->failed.count];
	tradyn_close_result results[2];
	tradyn_error why;
	int status;

	if (!tradyn__index_find(&engine->positions, item->ticket))
		return;
	tradyn__text_copy(request.client_order_id, sizeof(request.client_order_id), key, strlen(key));
	tradyn_error_init(&why);
	status = close_one(engine, login, item->ticket, &request, results, &why);
	if (!status) {
		add_result(out, &results[0]);
		return;
	}
	*failure = (tradyn_close_failure){ .ticket = item->ticket };
	tradyn__text_copy(failure->error, sizeof(failure->error), tradyn_error_info_get(status)->text, strlen(tradyn_error_info_get(status)->text));
	tradyn__text_copy(failure->code, sizeof(failure->code), tradyn_error_info_get(status)->name, strlen(tradyn_error_info_get(status)->name));
	out->failed.count++;
}

static size_t choose(const tradyn__account *account, const tradyn_close_all_request *request, chosen *list)
{
	tradyn__position *position;
	size_t count = 0;

	for (uint64_t cursor = 0; (position = tradyn__list_next(&account->positions, &cursor));)
		if (selected(request, position))
			list[count++] = (chosen){ position->view.ticket, position->book->symbol->index, position->view.type };
	return count;
}

/* Opposite pairs first by close-by, then the rest at the market; single errors do not end it (CLI:deals, Close All). */
int tradyn_engine_close_all(tradyn_engine *engine, tradyn_login login, const tradyn_close_all_request *request, tradyn_close_all_result *out, tradyn_error *err)
{
	tradyn__account *account = tradyn__account_find(engine, login, err);
	size_t live = account ? account->positions.live : 0, count, *next;
	chosen *list;

	*out = (tradyn_close_all_result){ .closed = { 0, NULL } };
	if (!account)
		return TRADYN_E_UNKNOWN_ACCOUNT;
	if (engine->restoring)
		return tradyn__still_restoring(err);
	if (request->symbol[0] && !tradyn__symbol_find(engine, request->symbol))
		return tradyn__fail(err, TRADYN_E_UNKNOWN_SYMBOL, "symbol", "There is no symbol %.*s.", TRADYN_SYMBOL_MAX - 1, request->symbol);
	next = calloc(engine->symbol_count + 1, sizeof(*next));
	list = malloc((live + 1) * sizeof(*list));
	out->closed.items = malloc((3 * live + 1) * sizeof(*out->closed.items)); /* a pair closes one of its two: 2 (n - 1) and n more */
	out->failed.items = malloc((live + 1) * sizeof(*out->failed.items));
	if (!next || !list || !out->closed.items || !out->failed.items) {
		free(next);
		free(list);
		tradyn_close_all_result_clear(out);
		return no_memory(err);
	}
	count = choose(account, request, list);
	close_pairs(engine, login, list, count, next, out);
	for (size_t i = 0; i < count; i++)
		close_rest(engine, login, &list[i], request->client_order_id, out);
	free(next);
	free(list);
	tradyn__account_alarms(engine);
	return 0;
}
