/* SPDX-License-Identifier: MIT
 * Profit (MetaQuotes, "Profit Calculation"): FOREX rounds the closing and the opening leg, the others round the difference;
 * then it is converted and rounded to the deposit currency. Every sum of the engine comes down to tradyn__leg_profit(). */
#include "lib/engine/engine_impl.h"

tradyn_decimal tradyn__money(tradyn__wide value)
{
	return value > TRADYN_DECIMAL_MAX ? TRADYN_DECIMAL_MAX : value < TRADYN_DECIMAL_MIN ? TRADYN_DECIMAL_MIN : (tradyn_decimal)value;
}

int64_t tradyn__leg_open(const tradyn__symbol *symbol, int64_t factor, tradyn_decimal price)
{
	if (!symbol->forex)
		return price;
	return tradyn__money(tradyn__wide_div((tradyn__wide)price * factor, symbol->quantum, TRADYN_ROUND_HALF_AWAY));
}

tradyn__wide tradyn__leg_profit(const tradyn__symbol *symbol, tradyn_side side, int64_t factor, int64_t open, tradyn_decimal close)
{
	tradyn__wide profit;

	if (symbol->forex)
		profit = tradyn__wide_div((tradyn__wide)close * factor, symbol->quantum, TRADYN_ROUND_HALF_AWAY) - open;
	else
		profit = tradyn__wide_div((tradyn__wide)(close - open) * factor, symbol->quantum, TRADYN_ROUND_HALF_AWAY);
	return side == TRADYN_SIDE_BUY ? profit : -profit;
}

/* By deal: closing a buy at Ask, a sell at Bid. By market, and through USD: gain at Bid, loss at Ask, the worse of each (ADM:Conversion). */
tradyn__profit_way tradyn__profit_rates(const tradyn__book *book, tradyn_side side, tradyn_decimal close)
{
	const tradyn__path *path = &book->profit_path;
	int deal = side == TRADYN_SIDE_BUY ? TRADYN__ASK : TRADYN__BID;

	if (book->symbol->by_deal && path->count == 1)
		return (tradyn__profit_way){ deal, deal, tradyn__path_own(path, book->symbol) ? close : 0 };
	return (tradyn__profit_way){ TRADYN__BID, TRADYN__ASK, 0 };
}

tradyn__conversion tradyn__profit_conversion(const tradyn__book *book, tradyn_side side, tradyn_decimal close)
{
	const tradyn__symbol *symbol = book->symbol;
	const tradyn__path *path = &book->profit_path;
	tradyn__profit_way way = tradyn__profit_rates(book, side, close);
	int digits = (int)book->account->terms.currency_digits;
	tradyn__conversion conversion = { .same = path->count == 0, .unit = tradyn__pow10(TRADYN_DECIMAL_DIGITS - digits) };

	if (conversion.same && digits == symbol->profit_digits)
		return conversion;
	conversion.same = false;
	conversion.gain = tradyn__path_rate(path, way.gain, way.own, symbol->profit_digits, digits);
	conversion.loss = way.loss == way.gain ? conversion.gain : tradyn__path_rate(path, way.loss, way.own, symbol->profit_digits, digits);
	return conversion;
}

tradyn_decimal tradyn__convert_profit(const tradyn__conversion *conversion, tradyn__wide minor)
{
	if (!conversion->same)
		minor = tradyn__rate_apply(minor >= 0 ? &conversion->gain : &conversion->loss, minor);
	if (minor > TRADYN_DECIMAL_MAX || minor < TRADYN_DECIMAL_MIN)
		return tradyn__money(minor);
	return tradyn__money(minor * conversion->unit);
}

tradyn_decimal tradyn__profit(const tradyn__book *book, tradyn_side side, tradyn_decimal volume, tradyn_decimal open, tradyn_decimal close)
{
	tradyn__conversion conversion = tradyn__profit_conversion(book, side, close);
	int64_t factor;

	if (tradyn__symbol_factor(book->symbol, volume, &factor))
		return 0; /* no such volume passes the validator */
	return tradyn__convert_profit(&conversion, tradyn__leg_profit(book->symbol, side, factor, tradyn__leg_open(book->symbol, factor, open), close));
}

tradyn_decimal tradyn__position_profit(const tradyn__position *position)
{
	const tradyn__book *book = position->book;
	tradyn_side side = position->view.type;
	int64_t factor = book->sides[side].factors[position->leg];
	int64_t open = book->symbol->forex ? book->sides[side].opens[position->leg] : position->view.price_open;
	tradyn_decimal close = book->symbol->price[side == TRADYN_SIDE_BUY ? TRADYN__BID : TRADYN__ASK];
	tradyn__conversion conversion = tradyn__profit_conversion(book, side, close);

	return tradyn__convert_profit(&conversion, tradyn__leg_profit(book->symbol, side, factor, open, close));
}
