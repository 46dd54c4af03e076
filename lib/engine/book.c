/* SPDX-License-Identifier: MIT
 * A book: the positions of one account in one symbol, as sums that make a tick cost the same whether it holds one or a thousand.
 * The sums give the floating profit exactly when prices lie on the symbol's profit grid and nothing is converted; else they give
 * bounds, and tradyn__book_settle() walks. */
#include "lib/engine/engine_impl.h"

#include <stdlib.h>
#include <string.h>

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
	for (int side = 0; side < 2; side++) {
		free(book->sides[side].factors);
		free(book->sides[side].opens);
		free(book->sides[side].positions);
	}
	free(book);
}

/* Room for numbers, zeros behind those in use. */
static int reserve_numbers(int64_t **numbers, size_t capacity, size_t count)
{
	void *items = *numbers;
	size_t grown = capacity;
	int status = tradyn__reserve(&items, &grown, count, sizeof(**numbers));

	*numbers = items;
	if (grown > capacity)
		memset(*numbers + capacity, 0, (grown - capacity) * sizeof(**numbers));
	return status;
}

static int reserve_legs(tradyn__side *side, size_t count)
{
	void *positions = side->positions;
	int status = reserve_numbers(&side->factors, side->capacity, count);

	if (!status)
		status = reserve_numbers(&side->opens, side->capacity, count);
	if (!status)
		status = tradyn__reserve(&positions, &side->capacity, count, sizeof(tradyn__position *));
	side->positions = positions;
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

/* Adds (sign 1) or takes away (sign -1) a position that is a leg. */
static void sum(const tradyn__symbol *symbol, tradyn__side *side, const tradyn__position *position, int sign)
{
	const tradyn_position *view = &position->view;
	int64_t factor = side->factors[position->leg];

	side->factor += (tradyn__wide)sign * factor;
	if (symbol->forex || (tradyn__wide)view->price_open * factor % symbol->quantum == 0) {
		side->open += (tradyn__wide)sign * side->opens[position->leg];
	} else {
		side->open_off += (tradyn__wide)sign * view->price_open * factor;
		side->off_grid += (size_t)sign;
	}
	side->volume += sign * view->volume;
	side->volume_price += (tradyn__wide)sign * view->volume * view->price_open;
	side->volume_rate += (tradyn__wide)sign * view->volume * position->rate;
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

/* The opening leg in minor units. 0 where that is not whole; FOREX rounds it. */
static int64_t opening(const tradyn__symbol *symbol, int64_t factor, tradyn_decimal price)
{
	tradyn__wide product = (tradyn__wide)price * factor;

	if (symbol->forex)
		return tradyn__leg_open(symbol, factor, price);
	return product % symbol->quantum == 0 ? tradyn__money(product / symbol->quantum) : 0;
}

/* Large volumes are exact on finer steps than the least one. */
static void refine(const tradyn__symbol *symbol, tradyn__side *side, int64_t factor)
{
	side->common = (int64_t)tradyn__gcd(side->count == 1 ? symbol->quantum : side->common, factor);
	side->quantum = symbol->quantum / side->common;
	side->shift = __builtin_ctzll((uint64_t)side->common);
	side->inverse = tradyn__inverse((uint64_t)side->common >> side->shift);
}

void tradyn__book_add(tradyn__book *book, tradyn__position *position)
{
	tradyn__side *side = &book->sides[position->view.type];
	tradyn_decimal open = position->view.price_open;
	size_t leg = position->leg = side->count++;
	int64_t factor = 0;

	(void)tradyn__symbol_factor(book->symbol, position->view.volume, &factor); /* the validator has asked */
	if (leg == 0 || open < side->lowest)
		side->lowest = open;
	if (leg == 0 || open > side->highest)
		side->highest = open;
	if (leg == 0 || factor > side->largest)
		side->largest = factor;
	refine(book->symbol, side, factor);
	side->factors[leg] = factor;
	side->opens[leg] = opening(book->symbol, factor, open);
	side->positions[leg] = position;
	sum(book->symbol, side, position, 1);
	enter(book);
}

void tradyn__book_remove(tradyn__book *book, tradyn__position *position)
{
	tradyn__side *side = &book->sides[position->view.type];
	size_t leg = position->leg, last = side->count - 1;

	sum(book->symbol, side, position, -1);
	side->positions[leg] = side->positions[last];
	side->positions[leg]->leg = leg;
	side->factors[leg] = side->factors[last];
	side->opens[leg] = side->opens[last];
	side->factors[last] = side->opens[last] = 0;
	side->count--;
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
		if (symbol->price[quote] % side->quantum != 0)
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

/* The exact profit of some legs, one by one. */
static tradyn__wide walk_slowly(const tradyn__book *book, tradyn_side direction, size_t from, size_t to)
{
	const tradyn__symbol *symbol = book->symbol;
	const tradyn__side *side = &book->sides[direction];
	tradyn_decimal price = symbol->price[direction == TRADYN_SIDE_BUY ? TRADYN__BID : TRADYN__ASK];
	tradyn__conversion conversion = tradyn__profit_conversion(book, direction, price);
	tradyn__wide total = 0;

	for (size_t i = from; i < to; i++) {
		int64_t open = symbol->forex ? side->opens[i] : side->positions[i]->view.price_open;

		total += tradyn__convert_profit(&conversion, tradyn__leg_profit(symbol, direction, side->factors[i], open, price));
	}
	return total;
}

/* Whether all legs lie on the grid, and how far from 0 one of them can be. A quantum counts as the power of two below it. */
static bool find_reach(const tradyn__symbol *symbol, const tradyn__side *side, int quote, int64_t *reach)
{
	tradyn_decimal price = symbol->price[quote], top = price > side->highest ? price : side->highest;
	tradyn_decimal from_low = llabs(price - side->lowest), from_high = llabs(price - side->highest);
	int shift = 63 - __builtin_clzll((uint64_t)symbol->quantum);
	int64_t product;

	if (price % side->quantum != 0 || side->off_grid || __builtin_mul_overflow((top >> shift) + 1, side->largest, &product))
		return false;
	*reach = (((from_low > from_high ? from_low : from_high) >> shift) + 1) * side->largest + 1; /* below the product's double */
	return product < INT64_MAX / 4;
}

/* Sets up the walk over a direction: what a seller gains, the leg loses. */
static bool start_walk(const tradyn__book *book, tradyn_side direction, int64_t unit, tradyn__walk *out)
{
	const tradyn__symbol *symbol = book->symbol;
	const tradyn__side *side = &book->sides[direction];
	bool buy = direction == TRADYN_SIDE_BUY;
	int quote = buy ? TRADYN__BID : TRADYN__ASK, digits = (int)book->account->terms.currency_digits;
	tradyn__profit_way way = tradyn__profit_rates(book, direction, symbol->price[quote]);
	tradyn__quotient gain = tradyn__path_quotient(&book->profit_path, way.gain, way.own, symbol->profit_digits, digits), loss = gain;
	int64_t reach;

	if (way.loss != way.gain)
		loss = tradyn__path_quotient(&book->profit_path, way.loss, way.own, symbol->profit_digits, digits);
	if (!find_reach(symbol, side, quote, &reach) || !tradyn__walk_start(out, reach, buy ? gain : loss, buy ? loss : gain))
		return false;
	out->shift = side->shift;
	out->steps = (uint64_t)(symbol->price[quote] / side->quantum) * side->inverse;
	return out->largest <= TRADYN_DECIMAL_MAX / unit;
}

/* The exact profit of a direction. */
static tradyn__wide walk(const tradyn__book *book, tradyn_side direction)
{
	const tradyn__side *side = &book->sides[direction];
	int64_t unit = tradyn__pow10(TRADYN_DECIMAL_DIGITS - (int)book->account->terms.currency_digits), part;
	tradyn__wide total = 0;
	tradyn__walk fast;

	if (!start_walk(book, direction, unit, &fast))
		return walk_slowly(book, direction, 0, side->count);
	for (size_t from = 0; from < side->count; from += TRADYN__WALK_LEGS) {
		size_t count = side->count - from < TRADYN__WALK_LEGS ? side->count - from : TRADYN__WALK_LEGS;

		if (tradyn__walk_sum(&fast, side->factors + from, side->opens + from, count, &part))
			total += (tradyn__wide)(direction == TRADYN_SIDE_BUY ? part : -part) * unit;
		else
			total += walk_slowly(book, direction, from, from + count);
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
