/* SPDX-License-Identifier: MIT
 * Random worlds: see world.h. What can be set is in tables of choices; one draw picks one. */
#include "tests/support/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PICK(chance, list) (list)[below(chance, (int64_t)(sizeof(list) / sizeof((list)[0])))]
#define COPY(to, from) snprintf(to, sizeof(to), "%s", from)
#define PERCENT (TRADYN_DECIMAL_ONE / 100)
#define HOUR INT64_C(3600000)

/* ---- Chance ---- */

static uint64_t next(struct chance *chance)
{
	uint64_t x = chance->state += UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

struct chance chance_of(uint64_t seed)
{
	return (struct chance){ seed * UINT64_C(0x2545f4914f6cdd1d) };
}

int64_t below(struct chance *chance, int64_t bound)
{
	return (int64_t)((next(chance) >> 11) % (uint64_t)bound);
}

bool one_in(struct chance *chance, int64_t n)
{
	return below(chance, n) == 0;
}

/* ---- The broker ---- */

static const struct {
	const char *currency;
	int64_t digits, balance;
} deposits[] = {
	{ "USD", 2, 20000 }, { "EUR", 2, 15000 }, { "GBP", 2, 9000 }, { "JPY", 0, 2000000 },
	{ "CHF", 2, 30000 }, { "AUD", 2, 40000 }, { "CAD", 2, 12000 }, { "NZD", 2, 60000 },
};

static const tradyn_margin_mode margin_modes[] = { TRADYN_MARGIN_MODE_HEDGING, TRADYN_MARGIN_MODE_HEDGING, TRADYN_MARGIN_MODE_NETTING, TRADYN_MARGIN_MODE_EXCHANGE };

static void draw_account(struct chance *chance, tradyn_account *account, size_t index)
{
	static const int64_t leverages[] = { 10, 30, 100, 500 };
	size_t deposit = (size_t)below(chance, (int64_t)(sizeof(deposits) / sizeof(deposits[0])));

	account->login = 5000 + (int64_t)index;
	COPY(account->currency, deposits[deposit].currency);
	account->currency_digits = deposits[deposit].digits;
	account->balance = TRADYN_DECIMAL(deposits[deposit].balance);
	account->credit = one_in(chance, 3) ? account->balance / 10 : 0;
	account->leverage = PICK(chance, leverages);
	account->margin_mode = PICK(chance, margin_modes);
	account->fifo_close = one_in(chance, 6);
	account->hedge_prohibited = one_in(chance, 6);
	account->negative_balance_compensation = one_in(chance, 2);
	account->limit_orders = one_in(chance, 3) ? 20 : 0;
	account->limit_positions = one_in(chance, 3) ? 15 : 0;
	if (one_in(chance, 4)) {
		account->margin_so_mode = TRADYN_SO_MODE_MONEY;
		account->margin_so_call = account->balance / 2;
		account->margin_so_so = account->balance / 4;
	}
}

static void draw_margin(struct chance *chance, tradyn_symbol *s)
{
	static const tradyn_decimal rates[] = { 0, 0, TRADYN_DECIMAL_ONE, TRADYN_DECIMAL_ONE / 2 };

	s->margin_hedged = one_in(chance, 3) ? 0 : one_in(chance, 2) ? s->trade_contract_size / 2 : s->trade_contract_size;
	s->margin_hedged_use_leg = one_in(chance, 4);
	if (s->trade_calc_mode == TRADYN_CALC_MODE_FUTURES || one_in(chance, 6)) {
		s->margin_initial = TRADYN_DECIMAL(1000 + below(chance, 2000));
		s->margin_maintenance = one_in(chance, 2) ? s->margin_initial / 2 : 0;
		s->margin_hedged = s->margin_hedged ? s->margin_initial / 2 : 0;
	}
	s->margin_rate_buy = one_in(chance, 4) ? s->margin_rate_buy * 115 / 100 : s->margin_rate_buy;
	s->margin_rate_buy_limit = PICK(chance, rates);
	s->margin_rate_sell_limit = PICK(chance, rates);
	s->margin_rate_buy_stop = PICK(chance, rates);
	s->margin_rate_sell_stop = PICK(chance, rates);
	s->margin_rate_buy_stop_limit = PICK(chance, rates);
	s->margin_rate_sell_stop_limit = PICK(chance, rates);
}

static void draw_calculation(struct chance *chance, tradyn_symbol *s)
{
	static const tradyn_calc_mode forex[] = { TRADYN_CALC_MODE_FOREX, TRADYN_CALC_MODE_FOREX, TRADYN_CALC_MODE_FOREX_NO_LEVERAGE };
	static const tradyn_calc_mode others[] = {
		TRADYN_CALC_MODE_CFD, TRADYN_CALC_MODE_CFDLEVERAGE, TRADYN_CALC_MODE_CFDINDEX, TRADYN_CALC_MODE_FUTURES, TRADYN_CALC_MODE_EXCH_STOCKS,
	};

	s->trade_calc_mode = s->trade_calc_mode == TRADYN_CALC_MODE_FOREX ? PICK(chance, forex) : PICK(chance, others);
	if (s->trade_calc_mode == TRADYN_CALC_MODE_FUTURES || s->trade_calc_mode == TRADYN_CALC_MODE_CFDINDEX)
		s->trade_tick_value = TRADYN_DECIMAL_ONE / 100 * (1 + below(chance, 200));
	s->profit_conversion = (tradyn_profit_conversion)below(chance, 3);
	draw_margin(chance, s);
}

static void draw_costs(struct chance *chance, tradyn_symbol *s)
{
	static const tradyn_decimal weeks[] = { TRADYN_UNSET, TRADYN_UNSET, TRADYN_DECIMAL_ONE };

	if (one_in(chance, 2)) {
		s->commission = PERCENT * (1 + below(chance, 500));
		s->commission_mode = (tradyn_commission_mode)below(chance, 7);
		s->commission_entry = (tradyn_commission_entry)below(chance, 3);
		s->commission_charge = (tradyn_commission_charge)below(chance, 3);
	}
	s->swap_mode = (tradyn_swap_mode)below(chance, 9);
	s->swap_long = PERCENT * (below(chance, 1000) - 700);
	s->swap_short = PERCENT * (below(chance, 1000) - 700);
	s->swap_rollover3days = 1 + below(chance, 5);
	s->swap_saturday = PICK(chance, weeks);
	s->swap_holidays = one_in(chance, 3);
}

static void draw_rules(struct chance *chance, tradyn_symbol *s)
{
	s->trade_stops_level = one_in(chance, 3) ? 20 : 0;
	s->trade_freeze_level = one_in(chance, 4) ? 10 : 0;
	s->volume_limit = one_in(chance, 8) ? s->volume_max : 0;
	s->trade_exemode = one_in(chance, 4) ? TRADYN_EXEMODE_INSTANT : TRADYN_EXEMODE_MARKET;
	s->order_gtc_mode = one_in(chance, 5) ? (tradyn_gtc_mode)below(chance, 3) : TRADYN_GTC_MODE_GTC;
	s->gap_stop = (tradyn_gap_fill)below(chance, 2);
	s->gap_sl = (tradyn_gap_fill)below(chance, 2);
	s->gap_limit = (tradyn_gap_fill)below(chance, 2);
	s->gap_tp = (tradyn_gap_fill)below(chance, 2);
	s->gap_level = one_in(chance, 3) ? 30 : 0;
	s->gap_ticks = below(chance, 4);
	s->quote_timeout_msc = one_in(chance, 10) ? HOUR : 0;
	for (int64_t day = 1; one_in(chance, 3) && day <= 5; day++)
		s->sessions.items[s->sessions.count++] = (tradyn_session){ day, 60, 1380 };
}

static void draw_fill_model(struct chance *chance, tradyn_fill_model *model)
{
	static const tradyn_fill_model models[] = {
		{ .name = "frictionless" },
		{ .name = "realistic", .latency_min_msc = 20, .latency_max_msc = 120, .slippage_max = 3, .slippage_percent = 25, .depth = TRADYN_DECIMAL(20) },
		{ .name = "custom", .latency_max_msc = 5000, .slippage_max = 10, .slippage_percent = 50, .depth = TRADYN_DECIMAL_ONE / 5, .reject_percent = 5 },
	};

	*model = PICK(chance, models);
	model->seed = below(chance, 1000);
}

void world_config(tradyn_config *config, uint64_t seed)
{
	struct chance chance = chance_of(seed);
	size_t count = 2 + (size_t)below(&chance, 3);
	tradyn_account terms;

	if (tradyn_config_init(config))
		abort();
	terms = config->accounts.items[0];
	free(config->accounts.items);
	config->accounts.items = calloc(count, sizeof(terms));
	if (!config->accounts.items)
		abort();
	config->accounts.count = count;
	draw_fill_model(&chance, &config->fill_model);
	for (size_t i = 0; i < count; i++) {
		config->accounts.items[i] = terms;
		draw_account(&chance, &config->accounts.items[i], i);
	}
	for (size_t i = 0; i < config->symbols.count; i++) {
		draw_calculation(&chance, &config->symbols.items[i]);
		draw_costs(&chance, &config->symbols.items[i]);
		draw_rules(&chance, &config->symbols.items[i]);
	}
}

/* ---- The market ---- */

static const struct {
	const char *name;
	int64_t points;
} first_prices[] = {
	{ "EURUSD", 108500 }, { "GBPUSD", 127000 }, { "USDJPY", 150000 }, { "USDCHF", 90000 }, { "AUDUSD", 66000 }, { "USDCAD", 136000 },
	{ "NZDUSD", 61000 }, { "EURJPY", 162000 }, { "GBPJPY", 190000 }, { "EURGBP", 85500 }, { "XAUUSD", 200000 }, { "XAGUSD", 23000 },
	{ "BTCUSD", 4000000 }, { "ETHUSD", 250000 }, { "US30", 390000 }, { "US500", 51000 }, { "NAS100", 180000 },
};

static int64_t first_price(const tradyn_symbol *s)
{
	for (size_t i = 0; i < sizeof(first_prices) / sizeof(first_prices[0]); i++)
		if (strcmp(first_prices[i].name, s->name) == 0)
			return first_prices[i].points;
	return 100000;
}

static struct input tick(const tradyn_symbol *s, int64_t time_msc, int64_t points, int64_t spread)
{
	struct input input = { .kind = INPUT_TICK, .tick = { .time_msc = time_msc } };

	COPY(input.tick.symbol, s->name);
	input.tick.bid = points * s->point;
	input.tick.ask = (points + spread) * s->point;
	return input;
}

struct input input_first_tick(const tradyn_engine *engine, size_t index, int64_t time_msc)
{
	tradyn_symbol s;

	tradyn_engine_symbol_at(engine, 0, index, &s);
	return tick(&s, time_msc, first_price(&s), 10);
}

static void draw_symbol(struct chance *chance, const tradyn_engine *engine, tradyn_symbol *out)
{
	tradyn_engine_symbol_at(engine, 0, (size_t)below(chance, (int64_t)tradyn_engine_symbol_count(engine)), out);
}

/* Small steps, sometimes a jump; never below a third of where it began. */
static struct input draw_tick(struct chance *chance, const tradyn_engine *engine)
{
	tradyn_symbol s;
	int64_t points, span, first;

	draw_symbol(chance, engine, &s);
	first = first_price(&s);
	span = one_in(chance, 30) ? first / 40 : first / 2000;
	points = s.bid / s.point + below(chance, 2 * span + 1) - span;
	points = points < first / 3 || points > first * 3 ? first : points;
	return tick(&s, tradyn_engine_time(engine) + below(chance, 3000), points, 1 + below(chance, 25));
}

static struct input draw_clock(struct chance *chance, const tradyn_engine *engine)
{
	int64_t step = one_in(chance, 3) ? below(chance, 30 * HOUR) : below(chance, 60000);

	return (struct input){ .kind = INPUT_CLOCK, .time_msc = tradyn_engine_time(engine) + step };
}

/* ---- Traders ---- */

static tradyn_decimal near_price(struct chance *chance, const tradyn_symbol *s)
{
	int64_t span = first_price(s) / 400;
	tradyn_decimal price = s->bid + (below(chance, 2 * span + 1) - span) * s->point;

	return one_in(chance, 40) ? price + 1 : price;
}

static tradyn_decimal draw_volume(struct chance *chance, const tradyn_symbol *s)
{
	return s->volume_step * (1 + below(chance, one_in(chance, 5) ? 300 : 30)) + one_in(chance, 60);
}

static tradyn_ticket any_order(struct chance *chance, const tradyn_engine *engine, tradyn_login login)
{
	tradyn_ticket chosen = 1;
	tradyn_order order;
	size_t cursor = 0;

	for (int64_t seen = 1; tradyn_engine_order_next(engine, login, NULL, &cursor, &order); seen++)
		if (one_in(chance, seen))
			chosen = order.ticket;
	return chosen;
}

static tradyn_ticket any_position(struct chance *chance, const tradyn_engine *engine, tradyn_login login)
{
	tradyn_ticket chosen = 1;
	tradyn_position position;
	size_t cursor = 0;

	for (int64_t seen = 1; tradyn_engine_position_next(engine, login, NULL, &cursor, &position); seen++)
		if (one_in(chance, seen))
			chosen = position.ticket;
	return chosen;
}

static void draw_trade(struct chance *chance, const tradyn_engine *engine, struct input *input)
{
	tradyn_trade_request *r = &input->trade;
	tradyn_symbol s;

	*r = (tradyn_trade_request)TRADYN_TRADE_REQUEST_INIT;
	draw_symbol(chance, engine, &s);
	COPY(r->symbol, s.name);
	r->action = (int)below(chance, 2);
	r->volume = draw_volume(chance, &s);
	r->magic = below(chance, 5);
	r->type_filling = one_in(chance, 3) ? (int)below(chance, 2) : -1;
	if (one_in(chance, 3))
		r->sl = near_price(chance, &s);
	if (one_in(chance, 3))
		r->tp_points = below(chance, first_price(&s) / 300);
	if (one_in(chance, 6)) {
		r->price = near_price(chance, &s);
		r->deviation = below(chance, first_price(&s) / 200);
	}
	snprintf(r->comment, sizeof(r->comment), "%s %d \"\\", one_in(chance, 2) ? "ümläut" : "", (int)below(chance, 1000));
	if (one_in(chance, 4))
		snprintf(r->client_order_id, sizeof(r->client_order_id), "key %d", (int)below(chance, 1000000));
}

static void draw_place(struct chance *chance, const tradyn_engine *engine, struct input *input)
{
	tradyn_order_request *r = &input->place;
	tradyn_symbol s;

	*r = (tradyn_order_request)TRADYN_ORDER_REQUEST_INIT;
	draw_symbol(chance, engine, &s);
	COPY(r->symbol, s.name);
	r->type = TRADYN_ORDER_TYPE_BUY_LIMIT + (int)below(chance, 6);
	r->volume = draw_volume(chance, &s);
	r->price = near_price(chance, &s);
	if (r->type >= TRADYN_ORDER_TYPE_BUY_STOP_LIMIT)
		r->stoplimit = near_price(chance, &s);
	if (one_in(chance, 3))
		r->sl_points = 50 + below(chance, first_price(&s) / 300);
	if (one_in(chance, 4)) {
		r->type_time = (int)below(chance, 4);
		r->expiration_msc = r->type_time >= TRADYN_TIME_TYPE_SPECIFIED ? tradyn_engine_time(engine) + below(chance, 40 * HOUR) : TRADYN_UNSET;
	}
	if (one_in(chance, 5))
		r->oco = any_order(chance, engine, input->login);
	if (one_in(chance, 8))
		r->type_filling = (int)below(chance, 4);
	COPY(r->comment, one_in(chance, 2) ? "pending" : "");
}

static void draw_order_modify(struct chance *chance, const tradyn_engine *engine, struct input *input)
{
	tradyn_order_modify *r = &input->order;
	tradyn_order order;
	tradyn_symbol s;

	*r = (tradyn_order_modify)TRADYN_ORDER_MODIFY_INIT;
	input->ticket = any_order(chance, engine, input->login);
	if (tradyn_engine_order(engine, input->login, input->ticket, &order, NULL) || tradyn_engine_symbol(engine, 0, order.symbol, &s, NULL))
		return;
	if (!one_in(chance, 3))
		r->price = near_price(chance, &s);
	if (order.stoplimit)
		r->stoplimit = near_price(chance, &s);
	if (one_in(chance, 3))
		r->sl = one_in(chance, 2) ? 0 : near_price(chance, &s);
	if (one_in(chance, 4)) {
		r->type_time = (int)below(chance, 4);
		r->expiration_msc = r->type_time >= TRADYN_TIME_TYPE_SPECIFIED ? tradyn_engine_time(engine) + below(chance, 40 * HOUR) : TRADYN_UNSET;
	}
}

static void draw_position_modify(struct chance *chance, const tradyn_engine *engine, struct input *input)
{
	tradyn_position_modify *r = &input->position;
	tradyn_position position;
	tradyn_symbol s;

	*r = (tradyn_position_modify)TRADYN_POSITION_MODIFY_INIT;
	input->ticket = any_position(chance, engine, input->login);
	if (tradyn_engine_position(engine, input->login, input->ticket, &position, NULL) || tradyn_engine_symbol(engine, 0, position.symbol, &s, NULL))
		return;
	if (one_in(chance, 2))
		r->sl = one_in(chance, 4) ? 0 : near_price(chance, &s);
	if (one_in(chance, 2))
		r->tp = one_in(chance, 4) ? 0 : near_price(chance, &s);
	if (one_in(chance, 3))
		r->trailing_points = below(chance, first_price(&s) / 500);
}

static void draw_close(struct chance *chance, const tradyn_engine *engine, struct input *input)
{
	tradyn_close_request *r = &input->close;

	*r = (tradyn_close_request)TRADYN_CLOSE_REQUEST_INIT;
	input->ticket = any_position(chance, engine, input->login);
	if (one_in(chance, 3))
		r->volume = (1 + below(chance, 30)) * PERCENT;
	if (one_in(chance, 4))
		r->by = any_position(chance, engine, input->login);
	COPY(r->comment, one_in(chance, 3) ? "enough" : "");
}

static void draw_close_all(struct chance *chance, struct input *input)
{
	input->all = (tradyn_close_all_request)TRADYN_CLOSE_ALL_REQUEST_INIT;
	input->all.filter = (int)below(chance, 3);
	input->all.type = (int)below(chance, 3) - 1;
}

static struct input draw_request(struct chance *chance, const tradyn_engine *engine)
{
	static const enum input_kind kinds[] = {
		INPUT_TRADE, INPUT_TRADE, INPUT_TRADE, INPUT_PLACE, INPUT_PLACE, INPUT_PLACE, INPUT_ORDER_MODIFY, INPUT_ORDER_CANCEL,
		INPUT_POSITION_MODIFY, INPUT_POSITION_MODIFY, INPUT_CLOSE,
	};
	struct input input = { .kind = one_in(chance, 120) ? INPUT_CLOSE_ALL : PICK(chance, kinds) };

	input.login = tradyn_engine_login_at(engine, (size_t)below(chance, (int64_t)tradyn_engine_account_count(engine)));
	switch (input.kind) {
	case INPUT_TRADE: draw_trade(chance, engine, &input); break;
	case INPUT_PLACE: draw_place(chance, engine, &input); break;
	case INPUT_ORDER_MODIFY: draw_order_modify(chance, engine, &input); break;
	case INPUT_ORDER_CANCEL: input.ticket = any_order(chance, engine, input.login); break;
	case INPUT_POSITION_MODIFY: draw_position_modify(chance, engine, &input); break;
	case INPUT_CLOSE: draw_close(chance, engine, &input); break;
	case INPUT_CLOSE_ALL: draw_close_all(chance, &input); break;
	case INPUT_TICK:
	case INPUT_CLOCK:
		break;
	}
	return input;
}

struct input input_draw(struct chance *chance, const tradyn_engine *engine)
{
	int64_t what = below(chance, 100);

	if (what < 60)
		return draw_tick(chance, engine);
	return what < 62 ? draw_clock(chance, engine) : draw_request(chance, engine);
}

/* ---- Applying ---- */

int input_apply(tradyn_engine *engine, const struct input *input, tradyn_error *err)
{
	union {
		tradyn_trade_result trade;
		tradyn_order order;
		tradyn_cancel_result cancel;
		tradyn_position position;
		tradyn_close_result close;
		tradyn_close_all_result all;
	} out;
	int status = TRADYN_E_BAD_ARGUMENT;

	switch (input->kind) {
	case INPUT_TICK: return tradyn_engine_tick(engine, &input->tick, err);
	case INPUT_CLOCK: return tradyn_engine_clock(engine, input->time_msc, err);
	case INPUT_TRADE: return tradyn_engine_trade(engine, input->login, &input->trade, &out.trade, err);
	case INPUT_PLACE: return tradyn_engine_order_place(engine, input->login, &input->place, &out.order, err);
	case INPUT_ORDER_MODIFY: return tradyn_engine_order_modify(engine, input->login, input->ticket, &input->order, &out.order, err);
	case INPUT_ORDER_CANCEL: return tradyn_engine_order_cancel(engine, input->login, input->ticket, &out.cancel, err);
	case INPUT_POSITION_MODIFY: return tradyn_engine_position_modify(engine, input->login, input->ticket, &input->position, &out.position, err);
	case INPUT_CLOSE: return tradyn_engine_position_close(engine, input->login, input->ticket, &input->close, &out.close, err);
	case INPUT_CLOSE_ALL:
		status = tradyn_engine_close_all(engine, input->login, &input->all, &out.all, err);
		tradyn_close_all_result_clear(&out.all);
		break;
	}
	return status;
}
