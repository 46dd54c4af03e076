/* SPDX-License-Identifier: MIT
 * THE validator: one list of checks, in the server's order (API:hook 4.1-4.9), for trade, place, modify, cancel, close, close-by and
 * the activation of a pending order. The first check that refuses decides. Nothing is changed. */
#include "lib/engine/validate.h"
#include "lib/base/fail.h"
#include "lib/base/text.h"

#include <stdarg.h>
#include <string.h>

#define OPENING (TRADYN__TRADE | TRADYN__PLACE | TRADYN__ACTIVATE)
#define CLOSING (TRADYN__CLOSE | TRADYN__CLOSE_BY)
#define PENDING (TRADYN__PLACE | TRADYN__ORDER_MODIFY)

tradyn__text tradyn__say(tradyn_decimal value)
{
	tradyn__text text;

	tradyn_decimal_format(value, text.text);
	return text;
}

int tradyn__refuse(const tradyn__intent *intent, tradyn_error *err, int code, const char *field, const char *message, ...)
{
	char sentence[TRADYN_ERROR_MESSAGE_MAX];
	va_list arguments;

	if (!err || err->code)
		return code;
	va_start(arguments, message);
	tradyn__text_vformat(sentence, sizeof(sentence), message, arguments);
	va_end(arguments);
	tradyn__fail(err, code, field, "%s", sentence);
	if (intent->symbol && intent->symbol->price[TRADYN__BID]) {
		err->bid = intent->symbol->price[TRADYN__BID];
		err->ask = intent->symbol->price[TRADYN__ASK];
	}
	return code;
}

/* Says what would have been legal, unless the error is an earlier one. Returns `code`. */
static int legal_is(tradyn_error *err, int code, const char *legal)
{
	if (err && err->code == code)
		tradyn__text_copy(err->legal, sizeof(err->legal), legal, strlen(legal));
	return code;
}

/* ---- Shape ---- */

static int check_text(const tradyn__intent *intent, tradyn_error *err, const char *field, const char *text, size_t size)
{
	const char *end = text ? memchr(text, '\0', size) : text;

	if (!text)
		return 0;
	if (!end)
		return tradyn__refuse(intent, err, TRADYN_E_TOO_LONG, field, "%s must have at most %zu bytes.", field, size - 1);
	if (!tradyn__text_utf8(text, (size_t)(end - text)))
		return tradyn__refuse(intent, err, TRADYN_E_BAD_TEXT, field, "%s must be valid UTF-8.", field);
	return 0;
}

static int check_texts(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	int status = check_text(intent, err, "comment", intent->comment, TRADYN_COMMENT_MAX);

	(void)engine;
	return status ? status : check_text(intent, err, "client_order_id", intent->client_order_id, 65);
}

static int check_numbers(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	const struct {
		const char *field;
		int64_t value;
		int code;
	} naturals[] = {
		{ "sl", intent->sl, TRADYN_E_INVALID_STOPS }, { "tp", intent->tp, TRADYN_E_INVALID_STOPS },
		{ "sl_points", intent->sl_points, TRADYN_E_INVALID_STOPS }, { "tp_points", intent->tp_points, TRADYN_E_INVALID_STOPS },
		{ "trailing_points", intent->trailing_points, TRADYN_E_INVALID_STOPS }, { "deviation", intent->deviation, TRADYN_E_INVALID },
	};

	(void)engine;
	for (size_t i = 0; i < sizeof(naturals) / sizeof(naturals[0]); i++)
		if (naturals[i].value < 0)
			return tradyn__refuse(intent, err, naturals[i].code, naturals[i].field, "%s must not be negative.", naturals[i].field);
	for (size_t i = 2; i < 5; i++)
		if (naturals[i].value > 100000000)
			return tradyn__refuse(intent, err, naturals[i].code, naturals[i].field, "%s must be at most 100000000.", naturals[i].field);
	if (intent->sl && intent->sl_points)
		return tradyn__refuse(intent, err, TRADYN_E_INVALID, "sl_points", "Give either sl or sl_points, not both.");
	if (intent->tp && intent->tp_points)
		return tradyn__refuse(intent, err, TRADYN_E_INVALID, "tp_points", "Give either tp or tp_points, not both.");
	return 0;
}

static bool is_stop_limit(tradyn_order_type type)
{
	return type == TRADYN_ORDER_TYPE_BUY_STOP_LIMIT || type == TRADYN_ORDER_TYPE_SELL_STOP_LIMIT;
}

static int check_prices_given(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	(void)engine;
	if (intent->order && intent->type <= TRADYN_ORDER_TYPE_SELL)
		return tradyn__refuse(intent, err, TRADYN_E_LOCKED, "ticket", "The order is being executed at the market; it can only be canceled.");
	if (intent->price <= 0)
		return tradyn__refuse(intent, err, TRADYN_E_INVALID_PRICE, "price", "A pending order needs a price above 0.");
	if (is_stop_limit(intent->type) && intent->stoplimit <= 0)
		return tradyn__refuse(intent, err, TRADYN_E_INVALID_PRICE, "stoplimit", "A stop-limit order needs a stoplimit above 0.");
	if (!is_stop_limit(intent->type) && intent->stoplimit)
		return tradyn__refuse(intent, err, TRADYN_E_INVALID, "stoplimit", "Only stop-limit orders have a stoplimit.");
	return 0;
}

static int check_oco(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	tradyn__order *partner = tradyn__index_find(&engine->orders, intent->oco);

	if (!intent->oco)
		return 0;
	if (!partner || partner->account != intent->account)
		return tradyn__refuse(intent, err, TRADYN_E_ORDER_NOT_FOUND, "oco", "There is no pending order %lld.", (long long)intent->oco);
	if (partner->view.oco)
		return tradyn__refuse(intent, err, TRADYN_E_INVALID, "oco", "Order %lld is already paired with %lld.", (long long)intent->oco, (long long)partner->view.oco);
	return 0;
}

/* ---- Symbol: what may be traded, now, and how ---- */

static int64_t order_mode_bit(tradyn_order_type type)
{
	static const int64_t bits[] = {
		TRADYN_SYMBOL_ORDER_MARKET, TRADYN_SYMBOL_ORDER_MARKET, TRADYN_SYMBOL_ORDER_LIMIT, TRADYN_SYMBOL_ORDER_LIMIT, TRADYN_SYMBOL_ORDER_STOP,
		TRADYN_SYMBOL_ORDER_STOP, TRADYN_SYMBOL_ORDER_STOP_LIMIT, TRADYN_SYMBOL_ORDER_STOP_LIMIT, TRADYN_SYMBOL_ORDER_CLOSEBY,
	};

	return bits[type];
}

static int check_order_mode(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	const tradyn_symbol *spec = &intent->symbol->spec;

	(void)engine;
	if (!(intent->kind & (TRADYN__POSITION_MODIFY | TRADYN__ORDER_MODIFY)) && !(spec->order_mode & order_mode_bit(intent->type)))
		return tradyn__refuse(intent, err, TRADYN_E_INVALID_ORDER, intent->kind == TRADYN__TRADE ? "action" : intent->kind == TRADYN__CLOSE_BY ? "by" : "type",
		                      "%s does not take orders of this type.", spec->name);
	if ((intent->sl || intent->sl_points || intent->trailing_points) && !(spec->order_mode & TRADYN_SYMBOL_ORDER_SL))
		return tradyn__refuse(intent, err, TRADYN_E_INVALID_STOPS, "sl", "%s does not take a stop loss.", spec->name);
	if ((intent->tp || intent->tp_points) && !(spec->order_mode & TRADYN_SYMBOL_ORDER_TP))
		return tradyn__refuse(intent, err, TRADYN_E_INVALID_STOPS, "tp", "%s does not take a take profit.", spec->name);
	return 0;
}

/* Out of its sessions the server takes nothing for a symbol: no order, no change, no cancel, no close (10018). */
static int check_session(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	const char *name = intent->symbol->spec.name;
	int64_t opening;
	char text[32];

	if (tradyn__symbol_open(engine, intent->symbol))
		return 0;
	opening = tradyn__session_next_open(&intent->symbol->spec, &engine->zone, engine->time_msc);
	if (opening == INT64_MAX)
		return tradyn__refuse(intent, err, TRADYN_E_MARKET_CLOSED, "symbol", "%s is closed and does not open again.", name);
	tradyn__time_format(opening, text);
	(void)tradyn__refuse(intent, err, TRADYN_E_MARKET_CLOSED, "symbol", "%s is closed; it opens at %s.", name, text);
	if (err && err->code == TRADYN_E_MARKET_CLOSED)
		err->time_msc = opening;
	return TRADYN_E_MARKET_CLOSED;
}

static int check_quote(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	const tradyn__symbol *symbol = intent->symbol;
	const tradyn_symbol *spec = &symbol->spec;
	const char *deposit = intent->account->terms.currency;
	int status;

	if (symbol->price[TRADYN__BID] == 0)
		return tradyn__refuse(intent, err, TRADYN_E_PRICE_OFF, "symbol", "%s has no quote yet.", spec->name);
	if (spec->quote_timeout_msc && engine->time_msc - symbol->quote_msc >= spec->quote_timeout_msc)
		return tradyn__refuse(intent, err, TRADYN_E_PRICE_OFF, "symbol", "The last quote of %s is %lld ms old; from %lld ms on it is not traded at.", spec->name,
		                      (long long)(engine->time_msc - symbol->quote_msc), (long long)spec->quote_timeout_msc);
	status = tradyn__path_check(&intent->book->profit_path, spec->currency_profit, deposit, err);
	return status ? status : tradyn__path_check(&intent->book->margin_path, spec->currency_margin, deposit, err);
}

/* Fill policies by execution (MetaQuotes, "Fill policy"): instant FOK; market FOK and IOC as the symbol says, RETURN for limits; exchange all. */
static bool filling_allowed(const tradyn_symbol *spec, tradyn_order_type type, int filling)
{
	bool limit = type == TRADYN_ORDER_TYPE_BUY_LIMIT || type == TRADYN_ORDER_TYPE_SELL_LIMIT || is_stop_limit(type);
	bool exchange = spec->trade_exemode == TRADYN_EXEMODE_EXCHANGE;

	if (spec->trade_exemode == TRADYN_EXEMODE_INSTANT || spec->trade_exemode == TRADYN_EXEMODE_REQUEST)
		return filling == TRADYN_FILLING_FOK;
	switch ((tradyn_filling)filling) {
	case TRADYN_FILLING_FOK: return exchange || (spec->filling_mode & TRADYN_SYMBOL_FILLING_FOK) != 0;
	case TRADYN_FILLING_IOC: return exchange || (spec->filling_mode & TRADYN_SYMBOL_FILLING_IOC) != 0;
	case TRADYN_FILLING_RETURN: return exchange || limit;
	case TRADYN_FILLING_BOC: return exchange && limit;
	}
	return false;
}

/* What an order gets that names none: the first of the symbol's filling_mode that is allowed, else the first allowed; -1 none. */
static int default_filling(const tradyn_symbol *spec, tradyn_order_type type)
{
	for (int filling = TRADYN_FILLING_FOK; filling <= TRADYN_FILLING_IOC; filling++)
		if ((spec->filling_mode & (1 << filling)) && filling_allowed(spec, type, filling))
			return filling;
	for (int filling = TRADYN_FILLING_FOK; filling <= TRADYN_FILLING_BOC; filling++)
		if (filling_allowed(spec, type, filling))
			return filling;
	return -1;
}

static int check_filling(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	static const char *const names[] = { "fok", "ioc", "return", "boc" };
	const tradyn_symbol *spec = &intent->symbol->spec;
	char legal[TRADYN_ERROR_LEGAL_MAX] = "";
	int status;

	(void)engine;
	for (int filling = TRADYN_FILLING_FOK; filling <= TRADYN_FILLING_BOC; filling++) {
		if (!filling_allowed(spec, intent->type, filling))
			continue;
		tradyn__text_format(legal + strlen(legal), sizeof(legal) - strlen(legal), "%s%s", legal[0] ? ", " : "", names[filling]);
	}
	if (intent->filling < 0)
		intent->filling = default_filling(spec, intent->type);
	if (intent->filling >= 0 && filling_allowed(spec, intent->type, intent->filling))
		return 0;
	status = tradyn__refuse(intent, err, TRADYN_E_INVALID_FILL, "type_filling", "%s fills this order type with %s only.", spec->name, legal[0] ? legal : "nothing");
	return legal_is(err, status, legal);
}

/* ---- Account and trade mode ---- */

static int check_account(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	(void)engine;
	if (!intent->account->terms.trade_allowed)
		return tradyn__refuse(intent, err, TRADYN_E_TRADE_DISABLED, NULL, "Account %lld may not trade.", (long long)intent->account->terms.login);
	return 0;
}

static int check_trade_mode(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	const char *name = intent->symbol->spec.name;
	tradyn_side side = tradyn__type_side(intent->type);
	bool buy = side == TRADYN_SIDE_BUY, closing = tradyn__net_reduces(intent->book, side, intent->volume);
	bool opening = (intent->kind & OPENING) && !closing;

	(void)engine;
	switch (intent->symbol->spec.trade_mode) {
	case TRADYN_SYMBOL_TRADE_MODE_DISABLED:
		return tradyn__refuse(intent, err, TRADYN_E_TRADE_DISABLED, "symbol", "%s is not traded.", name);
	case TRADYN_SYMBOL_TRADE_MODE_LONGONLY:
		return opening && !buy ? tradyn__refuse(intent, err, TRADYN_E_LONG_ONLY, "symbol", "%s may only be bought.", name) : 0;
	case TRADYN_SYMBOL_TRADE_MODE_SHORTONLY:
		return opening && buy ? tradyn__refuse(intent, err, TRADYN_E_SHORT_ONLY, "symbol", "%s may only be sold.", name) : 0;
	case TRADYN_SYMBOL_TRADE_MODE_CLOSEONLY:
		return opening ? tradyn__refuse(intent, err, TRADYN_E_CLOSE_ONLY, "symbol", "Positions in %s may only be closed.", name) : 0;
	case TRADYN_SYMBOL_TRADE_MODE_FULL:
		break;
	}
	return 0;
}

static int check_hedge(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	tradyn_side side = tradyn__type_side(intent->type), other = tradyn__opposite(side);
	const char *field = intent->kind == TRADYN__PLACE ? "type" : "action", *legal = other == TRADYN_SIDE_BUY ? "buy" : "sell";

	(void)engine;
	if (!intent->account->terms.hedge_prohibited || tradyn__netting(intent->account) || !intent->book->sides[other].count)
		return 0;
	(void)tradyn__refuse(intent, err, TRADYN_E_HEDGE_PROHIBITED, field, "The account holds %s lots of %s %s and may not hedge; it may %s more, or close them.",
	                     tradyn__say(intent->book->sides[other].volume).text, intent->symbol->spec.name, other == TRADYN_SIDE_BUY ? "bought" : "sold", legal);
	return legal_is(err, TRADYN_E_HEDGE_PROHIBITED, legal);
}

/* Only the oldest position of a symbol may be closed at the market (NFA rule 2-43b); a close-by takes a pair away and is free. */
static int check_fifo(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	const tradyn__position *oldest;
	uint64_t cursor = 0;
	char ticket[24];

	(void)engine;
	if (!intent->account->terms.fifo_close)
		return 0;
	while ((oldest = tradyn__list_next(&intent->account->positions, &cursor)) && oldest->book != intent->book)
		;
	if (!oldest || oldest == intent->position)
		return 0;
	tradyn__text_format(ticket, sizeof(ticket), "%lld", (long long)oldest->view.ticket);
	(void)tradyn__refuse(intent, err, TRADYN_E_FIFO_CLOSE, "ticket", "Position %s is older and must be closed first.", ticket);
	return legal_is(err, TRADYN_E_FIFO_CLOSE, ticket);
}

/* ---- Time ---- */

static int bad_expiration(const tradyn__intent *intent, tradyn_error *err, const char *field, const char *why)
{
	return tradyn__refuse(intent, err, TRADYN_E_INVALID_EXPIRATION, field, "%s", why);
}

static int check_expiration(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	bool given = intent->expiration_msc != 0;

	if (intent->expiration_msc > TRADYN__TIME_MAX)
		return bad_expiration(intent, err, "expiration", "An expiration must lie before the year 10000.");
	if (intent->type_time < 0)
		intent->type_time = given ? TRADYN_TIME_TYPE_SPECIFIED : TRADYN_TIME_TYPE_GTC;
	if (intent->type_time > TRADYN_TIME_TYPE_SPECIFIED_DAY || !(intent->symbol->spec.expiration_mode & (1 << intent->type_time)))
		return bad_expiration(intent, err, "type_time", "The symbol does not offer this kind of expiration.");
	switch ((tradyn_time_type)intent->type_time) {
	case TRADYN_TIME_TYPE_GTC:
		return given ? bad_expiration(intent, err, "expiration", "A good-till-canceled order has no expiration.") : 0;
	case TRADYN_TIME_TYPE_DAY:
		if (given)
			return bad_expiration(intent, err, "expiration", "A day order ends with the trading day and has no expiration of its own.");
		intent->expiration_msc = tradyn__session_day_end(&intent->symbol->spec, &engine->zone, engine->time_msc);
		return 0;
	case TRADYN_TIME_TYPE_SPECIFIED_DAY:
		if (given)
			intent->expiration_msc = tradyn__server_last_second(&engine->zone, intent->expiration_msc);
		break;
	case TRADYN_TIME_TYPE_SPECIFIED:
		break;
	}
	if (!given)
		return bad_expiration(intent, err, "expiration", "An order with an expiration needs its time.");
	if (intent->expiration_msc <= engine->time_msc) {
		(void)bad_expiration(intent, err, "expiration", "The expiration must lie after the engine's time.");
		if (err && err->code == TRADYN_E_INVALID_EXPIRATION)
			err->time_msc = engine->time_msc;
		return TRADYN_E_INVALID_EXPIRATION;
	}
	return 0;
}

/* ---- Nothing to do ---- */

static int check_changes(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	const tradyn_order *o = intent->order ? &intent->order->view : NULL;
	const tradyn_position *p = intent->position ? &intent->position->view : NULL;

	(void)engine;
	(void)err; /* no changes is a success */
	if (o && (o->price != intent->price || o->stoplimit != intent->stoplimit || o->sl != intent->sl || o->tp != intent->tp ||
	          (int)o->type_time != intent->type_time || o->expiration_msc != intent->expiration_msc))
		return 0;
	if (p && (p->sl != intent->sl || p->tp != intent->tp || p->trailing_points != intent->trailing_points))
		return 0;
	return TRADYN_E_NO_CHANGES;
}

/* ---- The list ---- */

static const struct {
	unsigned kinds;
	int (*check)(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err);
} checks[] = {
	{ ~0u, check_texts },
	{ ~0u, check_numbers },
	{ PENDING, check_prices_given },
	{ TRADYN__PLACE, check_oco },
	{ TRADYN__TRADE | PENDING | TRADYN__POSITION_MODIFY | TRADYN__CLOSE_BY, check_order_mode },
	{ ~0u & ~(unsigned)TRADYN__ACTIVATE, check_session },
	{ OPENING | CLOSING | TRADYN__ORDER_MODIFY | TRADYN__POSITION_MODIFY, check_quote },
	{ TRADYN__TRADE | TRADYN__PLACE, check_filling },
	{ ~0u & ~(unsigned)TRADYN__ACTIVATE, check_account },
	{ ~0u, check_trade_mode },
	{ OPENING, check_hedge },
	{ TRADYN__CLOSE, check_fifo },
	{ TRADYN__TRADE | TRADYN__CLOSE, tradyn__check_deviation },
	{ TRADYN__TRADE | TRADYN__PLACE | CLOSING, tradyn__check_volume },
	{ TRADYN__TRADE | PENDING | TRADYN__POSITION_MODIFY, tradyn__check_grid },
	{ PENDING, check_expiration },
	{ TRADYN__ORDER_MODIFY | TRADYN__POSITION_MODIFY, check_changes },
	{ PENDING, tradyn__check_pending },
	{ TRADYN__TRADE | PENDING | TRADYN__POSITION_MODIFY, tradyn__check_stops },
	{ TRADYN__ORDER_MODIFY | TRADYN__ORDER_CANCEL | TRADYN__POSITION_MODIFY | CLOSING, tradyn__check_freeze },
	{ TRADYN__TRADE | TRADYN__CLOSE, tradyn__check_execution },
	{ OPENING, tradyn__check_counts },
	{ TRADYN__TRADE | TRADYN__PLACE, tradyn__check_volume_limit },
	{ OPENING | TRADYN__ORDER_MODIFY, tradyn__check_margin },
};

int tradyn__validate(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err)
{
	if (engine->restoring)
		return tradyn__still_restoring(err);
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
		int status = checks[i].kinds & (unsigned)intent->kind ? checks[i].check(engine, intent, err) : 0;

		if (status)
			return status;
	}
	return 0;
}
