/* SPDX-License-Identifier: MIT
 * Commission: which lots of a deal pay, at which rate, in which money. Rounded once, in deposit currency. */
#include "lib/engine/commission.h"

#define EXACT TRADYN_DECIMAL_DIGITS
#define HALF_AWAY TRADYN_ROUND_HALF_AWAY

/* The lots of a deal that pay. A close by pays only where closing alone does. */
static tradyn_decimal lots_that_pay(tradyn_commission_entry entry, const tradyn__commission_deal *deal)
{
	tradyn_decimal in = 0, out = 0;

	switch (deal->entry) {
	case TRADYN_DEAL_ENTRY_IN:
		in = deal->volume;
		break;
	case TRADYN_DEAL_ENTRY_OUT:
		out = deal->volume;
		break;
	case TRADYN_DEAL_ENTRY_INOUT:
		out = deal->volume_closed;
		in = deal->volume - deal->volume_closed;
		break;
	case TRADYN_DEAL_ENTRY_OUT_BY:
		return entry == TRADYN_COMMISSION_ENTRY_OUT && deal->first_out_by ? deal->volume : 0;
	}
	switch (entry) {
	case TRADYN_COMMISSION_ENTRY_IN:
		return in;
	case TRADYN_COMMISSION_ENTRY_OUT:
		return out;
	case TRADYN_COMMISSION_ENTRY_ALL:
		break;
	}
	return deal->volume;
}

tradyn_decimal tradyn__commission_rate(const tradyn_symbol *symbol, tradyn_decimal notional)
{
	const tradyn_commission_tier_list *tiers = &symbol->commission_tiers;

	for (size_t i = 0; i < tiers->count; i++)
		if (notional >= tiers->items[i].from && notional <= tiers->items[i].to)
			return tiers->items[i].commission;
	return tiers->count ? 0 : symbol->commission;
}

/* The mode's currency of a commission; NULL for a percentage of the notional, which has its own. */
static const char *currency_of(const tradyn_symbol *symbol, const tradyn__deposit *deposit)
{
	switch (symbol->commission_mode) {
	case TRADYN_COMMISSION_MODE_BASE:
		return symbol->currency_base;
	case TRADYN_COMMISSION_MODE_PROFIT:
	case TRADYN_COMMISSION_MODE_POINTS:
		return symbol->currency_profit;
	case TRADYN_COMMISSION_MODE_MARGIN:
		return symbol->currency_margin;
	case TRADYN_COMMISSION_MODE_PERCENT:
		return NULL;
	case TRADYN_COMMISSION_MODE_DEPOSIT:
	case TRADYN_COMMISSION_MODE_PERCENT_PROFIT:
		break;
	}
	return deposit->currency;
}

/* `rate` points of `volume` lots, in profit currency. */
static int of_points(const tradyn_symbol *symbol, tradyn_decimal volume, tradyn_decimal rate, tradyn_decimal *out)
{
	tradyn_decimal units;
	int status = tradyn_decimal_mul(volume, symbol->trade_contract_size, EXACT, HALF_AWAY, &units);

	if (!status)
		status = tradyn_decimal_mul(units, symbol->point, EXACT, HALF_AWAY, &units);
	return status ? status : tradyn_decimal_mul(units, rate, EXACT, HALF_AWAY, out);
}

static int percent(tradyn_decimal of, tradyn_decimal rate, tradyn_decimal *out)
{
	return tradyn_decimal_mul_div(of, rate, TRADYN_DECIMAL(100), EXACT, HALF_AWAY, out);
}

/* The profit that pays: closing earns it, and a loss costs nothing. */
static tradyn_decimal taxed_profit(const tradyn_symbol *symbol, const tradyn__commission_deal *deal)
{
	return symbol->commission_entry == TRADYN_COMMISSION_ENTRY_IN || deal->profit < 0 ? 0 : deal->profit;
}

/* The size of the commission in the mode's currency, before its limits. */
static int size_of(const tradyn_symbol *symbol, const tradyn__commission_deal *deal, tradyn_decimal volume, tradyn_decimal notional, tradyn_decimal rate,
                   tradyn_decimal *out)
{
	switch (symbol->commission_mode) {
	case TRADYN_COMMISSION_MODE_POINTS:
		return of_points(symbol, volume, rate, out);
	case TRADYN_COMMISSION_MODE_PERCENT:
		return percent(notional, rate, out);
	case TRADYN_COMMISSION_MODE_PERCENT_PROFIT:
		return percent(taxed_profit(symbol, deal), rate, out);
	case TRADYN_COMMISSION_MODE_DEPOSIT:
	case TRADYN_COMMISSION_MODE_BASE:
	case TRADYN_COMMISSION_MODE_PROFIT:
	case TRADYN_COMMISSION_MODE_MARGIN:
		break;
	}
	return tradyn_decimal_mul(volume, rate, EXACT, HALF_AWAY, out);
}

/* A commission of nothing has no least amount. */
static tradyn_decimal limited(const tradyn_symbol *symbol, tradyn_decimal size)
{
	tradyn_decimal magnitude = size < 0 ? -size : size;

	if (size == 0)
		return 0;
	if (symbol->commission_min > 0 && magnitude < symbol->commission_min)
		magnitude = symbol->commission_min;
	if (symbol->commission_max > 0 && magnitude > symbol->commission_max)
		magnitude = symbol->commission_max;
	return size < 0 ? -magnitude : magnitude;
}

/* The commission of `volume` lots at `price`, as it is booked. */
static int reckon_at(const tradyn_symbol *symbol, const tradyn__commission_deal *deal, tradyn_decimal volume, tradyn_decimal price,
                     const tradyn__deposit *deposit, tradyn_decimal *out)
{
	const char *own = currency_of(symbol, deposit), *currency;
	tradyn_decimal notional, size;
	int status = tradyn__notional(symbol, volume, price, &notional, &currency);

	if (!status)
		status = size_of(symbol, deal, volume, notional, tradyn__commission_rate(symbol, notional), &size);
	if (status)
		return status;
	size = limited(symbol, size);
	return tradyn__deposit_take(deposit, own ? own : currency, size < 0, -size, out);
}

int tradyn__commission_reckon(const tradyn_symbol *symbol, const tradyn__commission_deal *deal, const tradyn__deposit *deposit, tradyn__commission_due *out)
{
	tradyn_decimal volume = lots_that_pay(symbol->commission_entry, deal), second = 0;
	int status;

	*out = (tradyn__commission_due){ 0, symbol->commission_charge };
	if (volume == 0 || (symbol->commission == 0 && symbol->commission_tiers.count == 0))
		return 0;
	status = reckon_at(symbol, deal, volume, deal->price, deposit, &out->amount);
	if (!status && deal->entry == TRADYN_DEAL_ENTRY_OUT_BY && symbol->commission_mode != TRADYN_COMMISSION_MODE_PERCENT_PROFIT)
		status = reckon_at(symbol, deal, volume, deal->price_by, deposit, &second);
	return status ? status : tradyn_decimal_add(out->amount, second, &out->amount);
}
