/* SPDX-License-Identifier: MIT
 * Margin (MetaQuotes, "Margin Calculation": Basic, Netting, Hedging). Every requirement is one exact quotient, rounded once:
 * lots * lot value * weighted price * weighted conversion * margin rate. */
#include "lib/engine/engine_impl.h"

/* One direction, or both, as sums. */
typedef struct weights {
	tradyn__wide volume;       /* 1e-8 */
	tradyn__wide volume_price; /* 1e-16 */
	tradyn__wide volume_rate;  /* 1e-24 */
} weights;

/* What a requirement is made of. */
typedef struct requirement {
	tradyn__wide volume; /* lots that need margin */
	weights of;          /* whose weighted price and conversion count */
	tradyn__wide rate;   /* margin rate, 1e-8 */
	bool hedged;         /* margin_hedged stands for the contract */
	bool position;       /* open: maintenance margin */
} requirement;

int tradyn__margin_rate(const tradyn__book *book, tradyn_side side, tradyn_decimal price, tradyn__wide *out)
{
	const tradyn__path *path = &book->margin_path;
	tradyn_decimal own = tradyn__path_own(path, book->symbol) ? price : 0;
	int direction = side == TRADYN_SIDE_BUY || path->count > 1 ? TRADYN__ASK : TRADYN__BID; /* through USD: the worse side */
	tradyn__rate rate = tradyn__path_rate(path, direction, own, 0, 0);
	tradyn__ratio ratio = { .ups = 0 };

	tradyn__ratio_up(&ratio, tradyn__pow10(16));
	for (int i = 0; i < path->count; i++) {
		tradyn__ratio_up(&ratio, rate.ups[i]);
		tradyn__ratio_down(&ratio, rate.downs[i]);
	}
	return tradyn__ratio_round(&ratio, out);
}

/* Where the formula of a calculation mode needs the price, the leverage, the tick's value. */
typedef struct formula {
	bool price, leverage, tick, fixed; /* fixed: margin_initial only */
} formula;

static formula formula_of(tradyn_calc_mode mode)
{
	switch (mode) {
	case TRADYN_CALC_MODE_FOREX: return (formula){ .leverage = true };
	case TRADYN_CALC_MODE_FOREX_NO_LEVERAGE: return (formula){ .leverage = false };
	case TRADYN_CALC_MODE_FUTURES: return (formula){ .fixed = true };
	case TRADYN_CALC_MODE_CFD:
	case TRADYN_CALC_MODE_EXCH_STOCKS: return (formula){ .price = true };
	case TRADYN_CALC_MODE_CFDINDEX: return (formula){ .price = true, .tick = true };
	case TRADYN_CALC_MODE_CFDLEVERAGE: return (formula){ .price = true, .leverage = true };
	}
	return (formula){ .fixed = true };
}

/* Money per lot that replaces the formula; 0: the formula. */
static tradyn_decimal lot_money(const tradyn_symbol *spec, formula f, const requirement *r)
{
	if (spec->margin_initial == 0 && !f.fixed)
		return 0;
	if (r->hedged)
		return spec->margin_hedged;
	return r->position && spec->margin_maintenance ? spec->margin_maintenance : spec->margin_initial;
}

static int money(const tradyn__book *book, const requirement *r, tradyn_decimal *out)
{
	const tradyn_symbol *spec = &book->symbol->spec;
	int digits = (int)book->account->terms.currency_digits;
	formula f = formula_of(spec->trade_calc_mode);
	bool replaced = spec->margin_initial != 0 || f.fixed;
	tradyn__ratio ratio = { .ups = 0 };
	tradyn__wide minor;

	*out = 0;
	if (r->volume == 0)
		return 0;
	tradyn__ratio_up(&ratio, r->volume);
	tradyn__ratio_up(&ratio, replaced ? lot_money(spec, f, r) : r->hedged ? spec->margin_hedged : spec->trade_contract_size);
	tradyn__ratio_up(&ratio, r->of.volume_rate);
	tradyn__ratio_down(&ratio, r->of.volume);
	tradyn__ratio_up(&ratio, r->rate);
	if (f.price && !replaced) {
		tradyn__ratio_up(&ratio, r->of.volume_price);
		tradyn__ratio_down(&ratio, r->of.volume);
		tradyn__ratio_down(&ratio, TRADYN_DECIMAL_ONE);
	}
	if (f.tick && !replaced) {
		tradyn__ratio_up(&ratio, spec->trade_tick_value);
		tradyn__ratio_down(&ratio, spec->trade_tick_size);
	}
	if (f.leverage)
		tradyn__ratio_down(&ratio, book->account->terms.leverage);
	tradyn__ratio_up(&ratio, tradyn__pow10(digits));
	tradyn__ratio_down(&ratio, (tradyn__wide)tradyn__pow10(16) * tradyn__pow10(16)); /* volume 8, lot 8, conversion 16 */
	tradyn__ratio_down(&ratio, TRADYN_DECIMAL_ONE); /* margin rate */
	if (tradyn__ratio_round(&ratio, &minor))
		return TRADYN_E_RANGE;
	if (minor > TRADYN_DECIMAL_MAX / tradyn__pow10(TRADYN_DECIMAL_DIGITS - digits))
		return TRADYN_E_RANGE;
	*out = (tradyn_decimal)minor * tradyn__pow10(TRADYN_DECIMAL_DIGITS - digits);
	return 0;
}

/* margin_rate of an order type; positions count as market orders. */
static tradyn_decimal type_rate(const tradyn_symbol *spec, tradyn_order_type type)
{
	const tradyn_decimal rates[] = {
		[TRADYN_ORDER_TYPE_BUY] = spec->margin_rate_buy,
		[TRADYN_ORDER_TYPE_SELL] = spec->margin_rate_sell,
		[TRADYN_ORDER_TYPE_BUY_LIMIT] = spec->margin_rate_buy_limit,
		[TRADYN_ORDER_TYPE_SELL_LIMIT] = spec->margin_rate_sell_limit,
		[TRADYN_ORDER_TYPE_BUY_STOP] = spec->margin_rate_buy_stop,
		[TRADYN_ORDER_TYPE_SELL_STOP] = spec->margin_rate_sell_stop,
		[TRADYN_ORDER_TYPE_BUY_STOP_LIMIT] = spec->margin_rate_buy_stop_limit,
		[TRADYN_ORDER_TYPE_SELL_STOP_LIMIT] = spec->margin_rate_sell_stop_limit,
	};

	return type <= TRADYN_ORDER_TYPE_SELL_STOP_LIMIT ? rates[type] : 0;
}

static weights weights_of(const tradyn__side *side)
{
	return (weights){ side->volume, side->volume_price, side->volume_rate };
}

static weights both(const weights *a, const weights *b)
{
	return (weights){ a->volume + b->volume, a->volume_price + b->volume_price, a->volume_rate + b->volume_rate };
}

/* Hedging, basic: what one direction has more, at its own weighted price and rate; and the covered volume, at those of all
 * positions and the mean of both rates. */
static int basic(const tradyn__book *book, const weights side[2], tradyn_decimal *out)
{
	const tradyn_symbol *spec = &book->symbol->spec;
	int larger = side[TRADYN_SIDE_SELL].volume > side[TRADYN_SIDE_BUY].volume;
	requirement uncovered = {
		.volume = side[larger].volume - side[!larger].volume, .of = side[larger],
		.rate = larger ? spec->margin_rate_sell : spec->margin_rate_buy, .position = true,
	};
	requirement covered = {
		.volume = side[!larger].volume, .of = both(&side[0], &side[1]),
		.rate = ((tradyn__wide)spec->margin_rate_buy + spec->margin_rate_sell) / 2, .position = true, .hedged = true,
	};
	tradyn_decimal first, second;

	if (money(book, &uncovered, &first) || money(book, &covered, &second))
		return TRADYN_E_RANGE;
	return tradyn_decimal_add(first, second, out);
}

static int hedging(const tradyn__book *book, const weights side[2], const tradyn__pledge *pledge, tradyn__wide *out)
{
	tradyn_decimal positions;

	if (basic(book, side, &positions))
		return TRADYN_E_RANGE;
	*out = (tradyn__wide)positions + pledge->limit[0] + pledge->limit[1] + pledge->stop[0] + pledge->stop[1];
	return 0;
}

/* Hedging, larger leg: positions and orders of a direction together; only the more expensive direction counts. */
static int larger_leg(const tradyn__book *book, const weights side[2], const tradyn__pledge *pledge, tradyn__wide *out)
{
	const tradyn_symbol *spec = &book->symbol->spec;
	tradyn__wide leg[2];

	for (int i = 0; i < 2; i++) {
		requirement r = { .volume = side[i].volume, .of = side[i], .rate = i ? spec->margin_rate_sell : spec->margin_rate_buy, .position = true };
		tradyn_decimal positions;

		if (money(book, &r, &positions))
			return TRADYN_E_RANGE;
		leg[i] = (tradyn__wide)positions + pledge->limit[i] + pledge->stop[i];
	}
	*out = leg[0] > leg[1] ? leg[0] : leg[1];
	return 0;
}

/* Netting: what the position needs, and limit orders; of two directions the dearer counts, and orders against the position
 * only when they are more than it. Stop and stop-limit orders add up. */
static int netting(const tradyn__book *book, const weights side[2], const tradyn__pledge *pledge, tradyn__wide *out)
{
	int own = side[TRADYN_SIDE_SELL].volume > 0;
	tradyn__wide with, against = pledge->limit[!own];
	tradyn_decimal position;

	if (basic(book, side, &position))
		return TRADYN_E_RANGE;
	with = (tradyn__wide)position + pledge->limit[own];
	*out = (against > with && pledge->limit_volume[!own] > side[own].volume ? against : with) + pledge->stop[0] + pledge->stop[1];
	return 0;
}

/* The book's positions, and with `more` what they become. */
static int sides_with(const tradyn__book *book, const tradyn__exposure *more, weights side[2])
{
	tradyn__net net;
	weights w;

	side[0] = weights_of(&book->sides[0]);
	side[1] = weights_of(&book->sides[1]);
	if (!more)
		return 0;
	if (tradyn__net_of(book, tradyn__net_position(book), more, &net))
		return TRADYN_E_RANGE;
	w = (weights){ net.left.volume, (tradyn__wide)net.left.volume * net.left.price, net.left.volume * net.left.rate };
	if (tradyn__netting(book->account))
		side[0] = side[1] = (weights){ 0, 0, 0 };
	side[net.left.side] = both(&side[net.left.side], &w);
	return 0;
}

int tradyn__margin_book(const tradyn__book *book, const tradyn__exposure *more, const tradyn__pledge *pledge, tradyn_decimal *out)
{
	bool leg = book->symbol->spec.margin_hedged_use_leg;
	tradyn__wide total;
	weights side[2];

	if (sides_with(book, more, side) || (tradyn__netting(book->account) ? netting : leg ? larger_leg : hedging)(book, side, pledge, &total))
		return TRADYN_E_RANGE;
	return tradyn__wide_narrow(total, out);
}

void tradyn__pledge_add(tradyn__pledge *pledge, tradyn_order_type type, tradyn_decimal volume, tradyn_decimal margin, int sign)
{
	tradyn_side side = tradyn__type_side(type);

	if (type > TRADYN_ORDER_TYPE_SELL_LIMIT) {
		pledge->stop[side] += sign * margin;
		return;
	}
	pledge->limit[side] += sign * margin;
	if (margin)
		pledge->limit_volume[side] += sign * volume;
}

int tradyn__margin_alone(const tradyn__book *book, const tradyn__exposure *exposure, bool position, tradyn_decimal *out)
{
	const tradyn_symbol *spec = &book->symbol->spec;
	requirement r = {
		.volume = exposure->volume,
		.of = { exposure->volume, (tradyn__wide)exposure->volume * exposure->price, exposure->volume * exposure->rate },
		.rate = exposure->side == TRADYN_SIDE_BUY ? spec->margin_rate_buy : spec->margin_rate_sell,
		.position = position,
	};

	return money(book, &r, out);
}

int tradyn__margin_order(const tradyn__book *book, tradyn_order_type type, tradyn_decimal volume, tradyn_decimal price, tradyn_decimal *out)
{
	requirement r = { .volume = volume, .rate = type_rate(&book->symbol->spec, type) };
	tradyn__wide conversion;

	*out = 0;
	if (r.rate == 0)
		return 0;
	if (tradyn__margin_rate(book, tradyn__type_side(type), price, &conversion))
		return TRADYN_E_RANGE;
	r.of = (weights){ volume, (tradyn__wide)volume * price, volume * conversion };
	return money(book, &r, out);
}
