/* SPDX-License-Identifier: MIT
 * Commission: what a deal costs (MetaQuotes, "Commission Settings"). Pure: the deal, its prices and terms come in. */
#ifndef TRADYN_LIB_ENGINE_COMMISSION_H
#define TRADYN_LIB_ENGINE_COMMISSION_H

#include "lib/engine/value.h"

#include <tradyn/deal.h>

/* What a commission is reckoned from. */
typedef struct tradyn__commission_deal {
	tradyn_deal_entry entry;
	tradyn_decimal volume;        /* lots of the deal */
	tradyn_decimal volume_closed; /* INOUT: the lots that close; the rest opens */
	tradyn_decimal price;
	tradyn_decimal profit;        /* of the deal, deposit currency */
	/* OUT_BY: the first of the two deals pays for both, the second nothing */
	bool first_out_by;
	tradyn_decimal price_by;      /* of the second deal */
} tradyn__commission_deal;

/* What was reckoned, and when it is charged. */
typedef struct tradyn__commission_due {
	tradyn_decimal amount; /* deposit currency, rounded; a cost is negative: added to the balance as it stands */
	tradyn_commission_charge charge;
} tradyn__commission_due;

/* The commission of a deal. 0, TRADYN_E_RANGE or the converter's error. */
int tradyn__commission_reckon(const tradyn_symbol *symbol, const tradyn__commission_deal *deal, const tradyn__deposit *deposit, tradyn__commission_due *out);

/* The rate that a notional pays: of the first tier it lies in, 0 when it lies in none; `commission` when there are no tiers. */
tradyn_decimal tradyn__commission_rate(const tradyn_symbol *symbol, tradyn_decimal notional);

#endif
