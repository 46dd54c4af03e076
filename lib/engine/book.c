/* SPDX-License-Identifier: MIT
 * A book: the positions of one account in one symbol, as sums that make a tick cost the same whether it holds one or a thousand.
 * The sums give the floating profit exactly when prices lie on the symbol's profit grid and nothing is converted; else they give
 * bounds, and tradyn__book_settle() walks. */
#include "lib/engine/engine_impl.h"

#include <stdlib.h>

/* Bounds that say nothing; sums of many stay within 128 bits. */
#define BOUNDLESS ((tradyn__wide)1 << 100)

/* ---- Life ---- */

static bool in_bag(size_t place)
{
	return place != TRADYN__NOWHERE;
}

/* Room in every bag that the book may once be in. */
static int reserve_bags(tradyn__book *book)
{
	const tradyn__path *path = &book->profit_path;

	if (tradyn__bag_reserve(&book->symbol->books, book->symbol->book_count + 1) ||
	    tradyn__bag_reserve(&book->account->active, book->account->book_count + 1))
		return TRADYN_E_NO_MEMORY;
	for (int i = 0; i < path->count; i++)
		if (tradyn__bag_reserve(&path->step[i].pair->dependents, path->step[i].pair->dependent_count + 1))
			return TRADYN_E_NO_MEMORY;
	book->symbol->book_count++;
	book->account->book_count++;
	for (int i = 0; i < path->count; i++)
		path->step[i].pair->dependent_count++;
	return 0;
}

tradyn__book *tradyn__book_get(tradyn_engine *engine, tradyn__account *account, tradyn__symbol *symbol)
{
	tradyn__book *book = account->books[symbol->index];

	if (book)
		return book;
	book = calloc(1, sizeof(*book));
	if (!book)
		return NULL;
	book->account = account;
	book->symbol = symbol;
	book->profit_path = tradyn__path_find(engine, symbol, symbol->spec.currency_profit, account->terms.currency);
	book->margin_path = tradyn__path_find(engine, symbol, symbol->spec.currency_margin, account->terms.currency);
	book->symbol_place = book->account_place = book->dependent_place[0] = book->dependent_place[1] = TRADYN__NOWHERE;
	if (reserve_bags(book)) {
		free(book);
		return NULL;
	}
	account->books[symbol->index] = book;
	return book;
}

void tradyn__book_free(tradyn__book *book)
{
	if (!book)
		return;
	free(book->sides[0].legs);
	free(book->sides[1].legs);
	free(book);
}

static int reserve_legs(tradyn__side *side, size_t count)
{
	void *legs = side->legs;
	int status = tradyn__reserve(&legs, &side->capacity, count, sizeof(*side->legs));

	side->legs = legs;
	return status;
}

static int reserve_watches(tradyn__symbol *symbol)
{
	for (int watch = 0; watch < TRADYN__WATCH_COUNT; watch++) {
		size_t count = symbol->orders + 1 + (watch < TRADYN__WATCH_BUY_LIMIT ? symbol->positions : 0);

		if (tradyn__heap_reserve(&symbol->watch[watch], count))
			return TRADYN_E_NO_MEMORY;
	}
	if (tradyn__heap_reserve(&symbol->late[0], symbol->positions + symbol->orders + 1) || tradyn__heap_reserve(&symbol->late[1], symbol->orders + 1))
		return TRADYN_E_NO_MEMORY;
	return 0;
}

int tradyn__book_reserve(tradyn_engine *engine, tradyn__book *book)
{
	size_t orders = engine->order_count + 1, positions = engine->position_count + orders + 1;

	if (tradyn__pool_reserve(&engine->position_pool, orders + 1) || tradyn__pool_reserve(&engine->order_pool, 1) ||
	    tradyn__index_reserve(&engine->positions, positions) || tradyn__index_reserve(&engine->orders, orders) ||
	    tradyn__heap_reserve(&engine->expirations, orders) || tradyn__heap_reserve(&engine->fired, positions + orders) ||
	    tradyn__list_reserve(&book->account->positions, book->account->positions.live + book->account->orders.live + 1) ||
	    tradyn__list_reserve(&book->account->orders, book->account->orders.live + 1) ||
	    reserve_legs(&book->sides[0], book->sides[0].count + book->orders + 1) ||
	    reserve_legs(&book->sides[1], book->sides[1].count + book->orders + 1) || reserve_watches(book->symbol))
		return TRADYN_E_NO_MEMORY;
	return 0;
}

/* ---- Sums ---- */

/* Adds (sign 1) or takes away (sign -1) a position. */
static void sum(const tradyn__book *book, tradyn__side *side, const tradyn__leg *leg, int sign)
{
	const tradyn_position *view = &leg->position->view;
	int64_t steps;

	side->factor += (tradyn__wide)sign * leg->factor;
	if (book->symbol->forex) {
		side->open += (tradyn__wide)sign * leg->open;
	} else if (tradyn__symbol_steps(book->symbol, leg->open, &steps)) {
		side->open += (tradyn__wide)sign * steps * leg->factor;
	} else {
		side->open_off += (tradyn__wide)sign * leg->open * leg->factor;
		side->off_grid += (size_t)sign;
	}
	side->volume += sign * view->volume;
	side->volume_price += (tradyn__wide)sign * view->volume * view->price_open;
	side->volume_rate += (tradyn__wide)sign * view->volume * leg->position->rate;
}

/* A book takes part in ticks while it holds positions. */
static void enter(tradyn__book *book)
{
	const tradyn__path *path = &book->profit_path;

	if (in_bag(book->symbol_place))
		return;
	tradyn__bag_add(&book->symbol->books, book, &book->symbol_place);
	tradyn__bag_add(&book->account->active, book, &book->account_place);
	for (int i = 0; i < path->count; i++)
		if (path->step[i].pair != book->symbol)
			tradyn__bag_add(&path->step[i].pair->dependents, book, &book->dependent_place[i]);
}

static void leave(tradyn__book *book)
{
	if (book->sides[0].count || book->sides[1].count)
		return;
	tradyn__bag_remove(&book->symbol->books, book->symbol_place);
	tradyn__bag_remove(&book->account->active, book->account_place);
	for (int i = 0; i < book->profit_path.count; i++)
		if (in_bag(book->dependent_place[i]))
			tradyn__bag_remove(&book->profit_path.step[i].pair->dependents, book->dependent_place[i]);
}

void tradyn__book_add(tradyn__book *book, tradyn__position *position)
{
	tradyn__side *side = &book->sides[position->view.type];
	tradyn_decimal open = position->view.price_open;
	tradyn__leg leg = { .position = position };

	(void)tradyn__symbol_factor(book->symbol, position->view.volume, &leg.factor); /* the validator has asked */
	leg.open = tradyn__leg_open(book->symbol, leg.factor, open);
	if (side->count == 0 || open < side->lowest)
		side->lowest = open;
	if (side->count == 0 || open > side->highest)
		side->highest = open;
	position->leg = side->count;
	side->legs[side->count++] = leg;
	sum(book, side, &leg, 1);
	enter(book);
}

void tradyn__book_remove(tradyn__book *book, tradyn__position *position)
{
	tradyn__side *side = &book->sides[position->view.type];

	sum(book, side, &side->legs[position->leg], -1);
	side->legs[position->leg] = side->legs[--side->count];
	if (position->leg < side->count)
		side->legs[position->leg].position->leg = position->leg;
	leave(book);
}

/* ---- Floating profit ---- */

static void set_profit(tradyn__book *book, tradyn__wide low, tradyn__wide high)
{
	book->account->low += low - book->low;
	book->account->high += high - book->high;
	book->low = low;
	book->high = high;
}

/* value * rate from below; -scale_low(-value) is from above. */
static tradyn__wide scale_low(tradyn__wide value, tradyn__rate_bounds rate)
{
	if (value > INT64_MAX || value < -INT64_MAX)
		return -BOUNDLESS;
	return value >= 0 ? value * rate.low >> 36 : -(-value * rate.high >> 36) - 1;
}

/* Sum of |profit| of a side's positions in minor units of the profit currency, from above. */
static tradyn__wide turnover(const tradyn__symbol *symbol, const tradyn__side *side, tradyn_decimal price)
{
	tradyn_decimal from_low = llabs(price - side->lowest), from_high = llabs(price - side->highest);

	return side->factor * (from_low > from_high ? from_low : from_high) / symbol->quantum + (tradyn__wide)side->count + 1;
}

/* Bounds in deposit currency of a profit that lies between two amounts of profit currency (1e-8). */
static void convert(const tradyn__book *book, tradyn_side direction, tradyn__wide *low, tradyn__wide *high)
{
	const tradyn__symbol *symbol = book->symbol;
	const tradyn__side *side = &book->sides[direction];
	const tradyn__path *path = &book->profit_path;
	tradyn__wide half = (tradyn__wide)(side->count / 2 + 1) * tradyn__pow10(TRADYN_DECIMAL_DIGITS - (int)book->account->terms.currency_digits);
	tradyn__wide worse = 0;
	tradyn__rate_bounds gain, loss;

	if (symbol->by_deal && path->count == 1) {
		gain = tradyn__path_bounds(path, direction == TRADYN_SIDE_BUY ? TRADYN__ASK : TRADYN__BID);
	} else { /* what loses is converted at Ask: at most the whole turnover */
		gain = tradyn__path_bounds(path, TRADYN__BID);
		loss = tradyn__path_bounds(path, TRADYN__ASK);
		worse = turnover(symbol, side, symbol->price[direction == TRADYN_SIDE_BUY ? TRADYN__BID : TRADYN__ASK]) * symbol->unit;
		worse = -scale_low(-worse, (tradyn__rate_bounds){ 0, loss.high - gain.low });
	}
	*low = scale_low(*low, gain) - worse - half;
	*high = -scale_low(-*high, gain) + half;
}

static void side_bounds(const tradyn__book *book, tradyn_side direction, tradyn__wide *low, tradyn__wide *high)
{
	const tradyn__symbol *symbol = book->symbol;
	const tradyn__side *side = &book->sides[direction];
	int quote = direction == TRADYN_SIDE_BUY ? TRADYN__BID : TRADYN__ASK;
	tradyn__wide profit, slack = 0;

	if (symbol->on_grid[quote]) {
		profit = symbol->steps[quote] * side->factor - side->open;
	} else {
		profit = symbol->price[quote] * side->factor / symbol->quantum - side->open;
		slack = (tradyn__wide)side->count / 2 + 2;
	}
	if (side->off_grid) {
		profit -= side->open_off / symbol->quantum;
		slack += (tradyn__wide)side->off_grid / 2 + 2;
	}
	if (direction == TRADYN_SIDE_SELL)
		profit = -profit;
	*low = (profit - slack) * symbol->unit;
	*high = (profit + slack) * symbol->unit;
	if (book->profit_path.count > 0 || book->account->terms.currency_digits < symbol->profit_digits)
		convert(book, direction, low, high);
}

void tradyn__book_update(tradyn__book *book)
{
	tradyn__wide low = 0, high = 0;

	for (int side = 0; side < 2; side++) {
		tradyn__wide from, to;

		if (book->sides[side].count == 0)
			continue;
		side_bounds(book, (tradyn_side)side, &from, &to);
		low += from;
		high += to;
	}
	set_profit(book, low, high);
}

/* The exact profit of a direction. On the grid a FOREX leg needs no division. */
static tradyn__wide walk(const tradyn__book *book, tradyn_side direction)
{
	const tradyn__symbol *symbol = book->symbol;
	const tradyn__side *side = &book->sides[direction];
	int quote = direction == TRADYN_SIDE_BUY ? TRADYN__BID : TRADYN__ASK;
	tradyn__conversion conversion = tradyn__profit_conversion(book, direction, symbol->price[quote]);
	tradyn__wide total = 0;

	for (size_t i = 0; i < side->count; i++) {
		const tradyn__leg *leg = &side->legs[i];
		tradyn__wide profit;

		if (symbol->forex && symbol->on_grid[quote]) {
			profit = (tradyn__wide)symbol->steps[quote] * leg->factor - leg->open;
			profit = direction == TRADYN_SIDE_BUY ? profit : -profit;
		} else {
			profit = tradyn__leg_profit(symbol, direction, leg->factor, leg->open, symbol->price[quote]);
		}
		total += tradyn__convert_profit(&conversion, profit);
	}
	return total;
}

void tradyn__book_settle(tradyn__book *book)
{
	tradyn__wide total = 0;

	if (book->low == book->high)
		return;
	for (int side = 0; side < 2; side++)
		if (book->sides[side].count)
			total += walk(book, (tradyn_side)side);
	set_profit(book, total, total);
}

void tradyn__book_margin(tradyn__book *book)
{
	tradyn_decimal margin;

	if (tradyn__margin_book(book, NULL, &book->pledge, &margin))
		margin = TRADYN_DECIMAL_MAX / 2; /* beyond what money can say; the validator lets nothing come here */
	book->account->terms.margin += margin - book->margin;
	book->margin = margin;
}
