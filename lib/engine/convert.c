/* SPDX-License-Identifier: MIT
 * Currency conversion (MetaQuotes, "Conversion"): the direct pair in either direction, one of the same postfix first, then
 * alphabetically; else through USD in two steps. Rates are exact quotients; a conversion rounds once. */
#include "lib/base/fail.h"
#include "lib/engine/engine_impl.h"

#include <string.h>

/* What stands behind the currencies in a symbol's name: ".m" of EURUSD.m. */
static const char *postfix(const tradyn_symbol *spec)
{
	size_t base = strlen(spec->currency_base), profit = strlen(spec->currency_profit);

	if (strncmp(spec->name, spec->currency_base, base) != 0 || strncmp(spec->name + base, spec->currency_profit, profit) != 0)
		return "";
	return spec->name + base + profit;
}

static bool is_forex(const tradyn_symbol *spec)
{
	return spec->trade_calc_mode == TRADYN_CALC_MODE_FOREX || spec->trade_calc_mode == TRADYN_CALC_MODE_FOREX_NO_LEVERAGE;
}

/* Whether `a` is to be preferred to `b` for converting what `traded` makes. */
static bool better(const tradyn_symbol *a, const tradyn_symbol *b, const tradyn_symbol *traded)
{
	bool a_same = strcmp(postfix(a), postfix(traded)) == 0, b_same = strcmp(postfix(b), postfix(traded)) == 0;

	if (is_forex(a) != is_forex(b))
		return is_forex(a);
	if (a_same != b_same)
		return a_same;
	return strcmp(a->name, b->name) < 0;
}

/* The best pair of two currencies, if there is one. */
static bool find_pair(const tradyn_engine *engine, const tradyn_symbol *traded, const char *from, const char *to, tradyn__path *path, int step)
{
	tradyn__symbol *best = NULL;

	for (size_t i = 0; i < engine->symbol_count; i++) {
		const tradyn_symbol *spec = &engine->symbols[i].spec;
		bool direct = strcmp(spec->currency_base, from) == 0 && strcmp(spec->currency_profit, to) == 0;
		bool reverse = strcmp(spec->currency_base, to) == 0 && strcmp(spec->currency_profit, from) == 0;

		if ((direct || reverse) && (!best || better(spec, &best->spec, traded)))
			best = &engine->symbols[i];
	}
	if (!best)
		return false;
	path->step[step].pair = best;
	path->step[step].reversed = strcmp(best->spec.currency_base, to) == 0;
	path->count = step + 1;
	return true;
}

tradyn__path tradyn__path_find(const tradyn_engine *engine, const tradyn__symbol *traded, const char *from, const char *to)
{
	tradyn__path path = { .count = 0 };

	if (strcmp(from, to) == 0 || find_pair(engine, &traded->spec, from, to, &path, 0))
		return path;
	if (find_pair(engine, &traded->spec, from, "USD", &path, 0) && find_pair(engine, &traded->spec, "USD", to, &path, 1))
		return path;
	return (tradyn__path){ .count = -1 };
}

int tradyn__path_check(const tradyn__path *path, const char *from, const char *to, tradyn_error *err)
{
	if (path->count < 0)
		return tradyn__fail(err, TRADYN_E_NO_CONVERSION, "symbol", "No symbol converts %s to %s, directly or through USD.", from, to);
	for (int i = 0; i < path->count; i++)
		if (path->step[i].pair->price[TRADYN__BID] == 0)
			return tradyn__fail(err, TRADYN_E_NO_CONVERSION, "symbol", "%s to %s converts through %s, which has no quote yet.", from, to,
			                    path->step[i].pair->spec.name);
	return 0;
}

bool tradyn__path_own(const tradyn__path *path, const tradyn__symbol *traded)
{
	return path->count == 1 && path->step[0].pair == traded;
}

static int bits(tradyn__wide value)
{
	uint64_t high = (uint64_t)(value >> 64), low = (uint64_t)value;

	return high ? 128 - __builtin_clzll(high) : low ? 64 - __builtin_clzll(low) : 0;
}

static bool product(const int64_t factors[3], tradyn__wide *out)
{
	if (bits(factors[0]) + bits(factors[1]) + bits(factors[2]) > 127)
		return false;
	*out = (tradyn__wide)factors[0] * factors[1] * factors[2];
	return true;
}

tradyn__rate tradyn__path_rate(const tradyn__path *path, int side, tradyn_decimal own_price, int from_digits, int to_digits)
{
	tradyn__rate rate = { .ups = { 1, 1, 1 }, .downs = { 1, 1, 1 } };

	for (int i = 0; i < path->count; i++) {
		bool reversed = path->step[i].reversed;
		tradyn_decimal price = own_price ? own_price : path->step[i].pair->price[reversed ? !side : side];

		rate.ups[i] = reversed ? TRADYN_DECIMAL_ONE : price;
		rate.downs[i] = reversed ? price : TRADYN_DECIMAL_ONE;
	}
	if (to_digits > from_digits)
		rate.ups[2] = tradyn__pow10(to_digits - from_digits);
	else
		rate.downs[2] = tradyn__pow10(from_digits - to_digits);
	if (!product(rate.ups, &rate.up) || !product(rate.downs, &rate.down))
		rate.down = 0;
	return rate;
}

tradyn__quotient tradyn__path_quotient(const tradyn__path *path, int side, tradyn_decimal own_price, int from_digits, int to_digits)
{
	tradyn__quotient quotient = { to_digits > from_digits ? tradyn__pow10(to_digits - from_digits) : 1,
		                      to_digits > from_digits ? 1 : tradyn__pow10(from_digits - to_digits) };

	for (int i = 0; i < path->count; i++) {
		bool reversed = path->step[i].reversed;
		tradyn_decimal price = own_price ? own_price : path->step[i].pair->price[reversed ? !side : side];

		if (__builtin_mul_overflow(quotient.up, reversed ? TRADYN_DECIMAL_ONE : price, &quotient.up) ||
		    __builtin_mul_overflow(quotient.down, reversed ? price : TRADYN_DECIMAL_ONE, &quotient.down))
			return (tradyn__quotient){ 0, 0 };
	}
	return quotient;
}

tradyn__wide tradyn__rate_apply(const tradyn__rate *rate, tradyn__wide minor)
{
	tradyn__ratio ratio = { .ups = 0 };
	tradyn__wide result;
	int64_t whole;

	if (rate->up == (int64_t)rate->up && minor == (int64_t)minor && !__builtin_mul_overflow((int64_t)minor, (int64_t)rate->up, &whole) && rate->down)
		return tradyn__wide_div(whole, rate->down, TRADYN_ROUND_HALF_AWAY);
	if (rate->down && bits(minor < 0 ? -minor : minor) + bits(rate->up) <= 126)
		return tradyn__wide_div(minor * rate->up, rate->down, TRADYN_ROUND_HALF_AWAY);
	tradyn__ratio_up(&ratio, minor);
	for (int i = 0; i < 3; i++) {
		tradyn__ratio_up(&ratio, rate->ups[i]);
		tradyn__ratio_down(&ratio, rate->downs[i]);
	}
	if (tradyn__ratio_round(&ratio, &result))
		return minor < 0 ? TRADYN_DECIMAL_MIN : TRADYN_DECIMAL_MAX;
	return result;
}

/* price / 1e8 with 36 bits after the point: 2^52 / 1e8 is 45035996.27, a relative error below 2^-26. */
static tradyn__rate_bounds direct_bounds(tradyn_decimal price)
{
	tradyn__wide low = (tradyn__wide)price * 45035996 >> 16;

	if (low > INT64_MAX / 2)
		return (tradyn__rate_bounds){ INT64_MAX / 2, INT64_MAX };
	return (tradyn__rate_bounds){ (int64_t)low, (int64_t)(low + (low >> 26) + 2) };
}

static tradyn__rate_bounds reversed_bounds(tradyn_decimal price)
{
	uint64_t low = ((uint64_t)TRADYN_DECIMAL_ONE << 36) / (uint64_t)price;

	return (tradyn__rate_bounds){ (int64_t)low, (int64_t)low + 1 };
}

tradyn__rate_bounds tradyn__path_bounds(const tradyn__path *path, int side)
{
	tradyn__rate_bounds bounds = { INT64_C(1) << 36, INT64_C(1) << 36 };

	for (int i = 0; i < path->count; i++) {
		bool reversed = path->step[i].reversed;
		tradyn_decimal price = path->step[i].pair->price[reversed ? !side : side];
		tradyn__rate_bounds step = reversed ? reversed_bounds(price) : direct_bounds(price);
		tradyn__wide high = ((tradyn__wide)bounds.high * step.high >> 36) + 1;

		bounds.low = (int64_t)((tradyn__wide)bounds.low * step.low >> 36);
		bounds.high = high > INT64_MAX ? INT64_MAX : (int64_t)high;
	}
	return bounds;
}

/* ---- For the modules that reckon money ---- */

static int convert(void *context, const char *from, const char *to, bool gain, tradyn_decimal amount, tradyn_decimal *out)
{
	const tradyn__book *book = context;
	tradyn__path path = tradyn__path_find(book->account->engine, book->symbol, from, to);
	int status = tradyn__path_check(&path, from, to, NULL);
	tradyn__rate rate;

	if (status)
		return status;
	rate = tradyn__path_rate(&path, gain ? TRADYN__BID : TRADYN__ASK, 0, TRADYN_DECIMAL_DIGITS, TRADYN_DECIMAL_DIGITS);
	return tradyn__wide_narrow(tradyn__rate_apply(&rate, amount), out);
}

tradyn__deposit tradyn__book_deposit(tradyn__book *book)
{
	return (tradyn__deposit){ book->account->terms.currency, (int)book->account->terms.currency_digits, convert, book };
}

int tradyn__commission(tradyn__book *book, const tradyn__commission_deal *deal, tradyn__commission_due *out)
{
	tradyn__deposit deposit = tradyn__book_deposit(book);
	int status = tradyn__commission_reckon(&book->symbol->spec, deal, &deposit, out);

	if (status)
		out->amount = 0;
	return status;
}
