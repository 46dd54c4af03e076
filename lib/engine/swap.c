/* SPDX-License-Identifier: MIT
 * Swap: what a position costs or earns for a night. One function per family of modes; a point's value is rounded before it is
 * multiplied, nothing is rounded after, so that the nights of a position add up. */
#include "lib/engine/swap.h"

#include "lib/base/zone.h"
#include "lib/engine/session.h"

#define EXACT TRADYN_DECIMAL_DIGITS
#define HALF_AWAY TRADYN_ROUND_HALF_AWAY
#define SUNDAY 0
#define SATURDAY 6

/* The factor of the night after a weekday: what the broker set, else 3 on the triple day, 1 on working days, 0 at the weekend. */
static tradyn_decimal weekday_factor(const tradyn_symbol *symbol, int weekday)
{
	const tradyn_decimal set[7] = { symbol->swap_sunday, symbol->swap_monday, symbol->swap_tuesday, symbol->swap_wednesday,
		                        symbol->swap_thursday, symbol->swap_friday, symbol->swap_saturday };

	if (set[weekday] != TRADYN_UNSET)
		return set[weekday];
	if (weekday == symbol->swap_rollover3days)
		return TRADYN_DECIMAL(3);
	return weekday == SUNDAY || weekday == SATURDAY ? 0 : TRADYN_DECIMAL(1);
}

int tradyn__swap_multiplier(const tradyn_symbol *symbol, int64_t day, tradyn_decimal *out)
{
	tradyn_decimal sum = weekday_factor(symbol, tradyn__weekday(day));
	int status = 0;

	if (symbol->swap_holidays && tradyn__session_holiday(symbol, day))
		sum = 0;
	else if (symbol->swap_holidays)
		while (!status && tradyn__session_holiday(symbol, ++day))
			status = tradyn_decimal_add(sum, weekday_factor(symbol, tradyn__weekday(day)), &sum);
	if (!status)
		*out = sum;
	return status;
}

static tradyn_decimal rate_of(const tradyn_symbol *symbol, tradyn_side side)
{
	return side == TRADYN_SIDE_BUY ? symbol->swap_long : symbol->swap_short;
}

/* Points: the value of a point times the points. */
static int points(const tradyn_symbol *symbol, const tradyn__swap_position *position, tradyn_decimal rate, const tradyn__deposit *deposit,
                  tradyn_decimal *out)
{
	tradyn_decimal value;
	int status = tradyn__point_value(symbol, position->volume, deposit, rate > 0, &value);

	return status ? status : tradyn_decimal_mul(value, rate, EXACT, HALF_AWAY, out);
}

/* Money per lot in `currency`. */
static int money(const char *currency, const tradyn__swap_position *position, tradyn_decimal rate, const tradyn__deposit *deposit, tradyn_decimal *out)
{
	tradyn_decimal amount;
	int status = tradyn_decimal_mul(position->volume, rate, EXACT, HALF_AWAY, &amount);

	return status ? status : tradyn__deposit_convert(deposit, currency, rate > 0, amount, out);
}

/* Percent a year of what the position is worth at `price`. */
static int interest(const tradyn_symbol *symbol, const tradyn__swap_position *position, tradyn_decimal price, tradyn_decimal rate,
                    const tradyn__deposit *deposit, tradyn_decimal *out)
{
	const char *currency;
	tradyn_decimal amount;
	int64_t days = symbol->swap_year_days > 0 ? symbol->swap_year_days : 360;
	int status = tradyn__notional(symbol, position->volume, price, &amount, &currency);

	if (!status)
		status = tradyn_decimal_mul_div(amount, rate, TRADYN_DECIMAL(100 * days), EXACT, HALF_AWAY, &amount);
	return status ? status : tradyn__deposit_convert(deposit, currency, rate > 0, amount, out);
}

int tradyn__swap_amount(const tradyn_symbol *symbol, const tradyn__swap_position *position, tradyn_decimal multiplier, const tradyn__deposit *deposit,
                        tradyn_decimal *out)
{
	tradyn_decimal rate;
	int status = tradyn_decimal_mul(rate_of(symbol, position->side), multiplier, EXACT, HALF_AWAY, &rate);

	if (status || rate == 0)
		return *out = 0, status;
	switch (symbol->swap_mode) {
	case TRADYN_SWAP_MODE_POINTS:
		return points(symbol, position, rate, deposit, out);
	case TRADYN_SWAP_MODE_CURRENCY_SYMBOL:
		return money(symbol->currency_base, position, rate, deposit, out);
	case TRADYN_SWAP_MODE_CURRENCY_MARGIN:
		return money(symbol->currency_margin, position, rate, deposit, out);
	case TRADYN_SWAP_MODE_CURRENCY_DEPOSIT:
		return money(deposit->currency, position, rate, deposit, out);
	case TRADYN_SWAP_MODE_INTEREST_CURRENT:
		return interest(symbol, position, position->price_current, rate, deposit, out);
	case TRADYN_SWAP_MODE_INTEREST_OPEN:
		return interest(symbol, position, position->price_open, rate, deposit, out);
	case TRADYN_SWAP_MODE_DISABLED:
	case TRADYN_SWAP_MODE_REOPEN_CURRENT:
	case TRADYN_SWAP_MODE_REOPEN_BID:
		break;
	}
	*out = 0;
	return 0;
}

bool tradyn__swap_reopens(const tradyn_symbol *symbol)
{
	return symbol->swap_mode == TRADYN_SWAP_MODE_REOPEN_CURRENT || symbol->swap_mode == TRADYN_SWAP_MODE_REOPEN_BID;
}

int tradyn__swap_reopen_price(const tradyn_symbol *symbol, const tradyn__swap_position *position, tradyn_decimal multiplier, tradyn_decimal *out)
{
	tradyn_decimal price = symbol->swap_mode == TRADYN_SWAP_MODE_REOPEN_BID ? position->bid : position->price_current;
	tradyn_decimal rate, shift;
	int status = tradyn_decimal_mul(rate_of(symbol, position->side), multiplier, EXACT, HALF_AWAY, &rate);

	if (!status)
		status = tradyn_decimal_mul(rate, symbol->point, EXACT, HALF_AWAY, &shift);
	if (!status) /* a cost opens a buy higher and a sell lower */
		status = position->side == TRADYN_SIDE_BUY ? tradyn_decimal_sub(price, shift, &price) : tradyn_decimal_add(price, shift, &price);
	if (!status)
		status = tradyn_decimal_round(price, (int)symbol->digits, HALF_AWAY, &price);
	if (!status)
		*out = price > symbol->point ? price : symbol->point;
	return status;
}
