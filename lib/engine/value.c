/* SPDX-License-Identifier: MIT
 * What a volume is worth, and money in deposit currency. Rounded only where the header says. */
#include "lib/engine/value.h"

#include "lib/base/currency.h"

#include <string.h>

#define EXACT TRADYN_DECIMAL_DIGITS
#define HALF_AWAY TRADYN_ROUND_HALF_AWAY

int tradyn__deposit_convert(const tradyn__deposit *deposit, const char *from, bool gain, tradyn_decimal amount, tradyn_decimal *out)
{
	if (strcmp(from, deposit->currency) != 0)
		return deposit->convert(deposit->context, from, deposit->currency, gain, amount, out);
	*out = amount;
	return 0;
}

int tradyn__deposit_take(const tradyn__deposit *deposit, const char *from, bool gain, tradyn_decimal amount, tradyn_decimal *out)
{
	int status = tradyn__deposit_convert(deposit, from, gain, amount, &amount);

	return status ? status : tradyn_decimal_round(amount, deposit->digits, HALF_AWAY, out);
}

static bool is_forex(const tradyn_symbol *symbol)
{
	return symbol->trade_calc_mode == TRADYN_CALC_MODE_FOREX || symbol->trade_calc_mode == TRADYN_CALC_MODE_FOREX_NO_LEVERAGE;
}

int tradyn__notional(const tradyn_symbol *symbol, tradyn_decimal volume, tradyn_decimal price, tradyn_decimal *out, const char **currency)
{
	int status = tradyn_decimal_mul(volume, symbol->trade_contract_size, EXACT, HALF_AWAY, out);

	*currency = is_forex(symbol) ? symbol->currency_base : symbol->currency_profit;
	if (!status && !is_forex(symbol))
		status = tradyn_decimal_mul(*out, price, EXACT, HALF_AWAY, out);
	if (!status && symbol->trade_calc_mode == TRADYN_CALC_MODE_FUTURES && symbol->trade_tick_value > 0 && symbol->trade_tick_size > 0)
		status = tradyn_decimal_mul_div(*out, symbol->trade_tick_value, symbol->trade_tick_size, EXACT, HALF_AWAY, out);
	return status;
}

int tradyn__point_value(const tradyn_symbol *symbol, tradyn_decimal volume, const tradyn__deposit *deposit, bool gain, tradyn_decimal *out)
{
	tradyn_decimal units, value;
	int status = tradyn_decimal_mul(volume, symbol->trade_contract_size, EXACT, HALF_AWAY, &units);

	if (!status)
		status = tradyn_decimal_mul(units, symbol->point, tradyn__currency_digits(symbol->currency_profit), HALF_AWAY, &value);
	return status ? status : tradyn__deposit_take(deposit, symbol->currency_profit, gain, value, out);
}
