/* SPDX-License-Identifier: MIT
 * The endpoint table. Router, documentation, openapi.json and client read it; no path stands anywhere else. */
#include <tradyn/endpoint.h>

#include "lib/schema/schema.h"

#include <string.h>

#define ID(name) TRADYN_ENDPOINT_##name
#define E(name) TRADYN_E_##name

#define READ (TRADYN_SCOPE_READ | TRADYN_SCOPE_FULL)
#define TRADE (TRADYN_SCOPE_TRADE | TRADYN_SCOPE_FULL)
#define ANY (TRADYN_SCOPE_READ | TRADYN_SCOPE_TRADE | TRADYN_SCOPE_FULL)
#define FULL TRADYN_SCOPE_FULL
#define OPEN 0

#define MUTATES TRADYN_ENDPOINT_MUTATES
#define REDUCES TRADYN_ENDPOINT_REDUCES
#define MANUAL TRADYN_ENDPOINT_MANUAL
#define FAULTS TRADYN_ENDPOINT_FAULTS
#define IN_QUERY TRADYN_ENDPOINT_BODY_IN_QUERY
#define CONNECTED TRADYN_ENDPOINT_NEEDS_CONNECTION

/* Errors by what an endpoint takes. */
#define QUERY_ERRORS E(DUPLICATE_FIELD), E(UNKNOWN_FIELD), E(MISSING_FIELD), E(WRONG_TYPE), E(INVALID_VALUE), E(TOO_LONG), E(BAD_TEXT)
#define BODY_ERRORS QUERY_ERRORS, E(BAD_JSON), E(TOO_DEEP), E(BODY_TOO_LARGE), E(UNSUPPORTED_MEDIA_TYPE)
#define MUTATION_ERRORS BODY_ERRORS, E(IDEMPOTENCY_MISMATCH), E(LIMIT_REACHED)
#define ACCOUNT_ERRORS E(NOT_CONNECTED), E(UNKNOWN_ACCOUNT)
#define MARKET_ERRORS E(TRADE_DISABLED), E(MARKET_CLOSED), E(PRICE_OFF), E(NO_CONVERSION)
#define OPENING_ERRORS \
	MARKET_ERRORS, E(UNKNOWN_SYMBOL), E(INVALID), E(INVALID_VOLUME), E(INVALID_PRICE), E(INVALID_STOPS), E(INVALID_FILL), E(INVALID_ORDER), \
	E(INVALID_EXPIRATION), E(INSUFFICIENT_MARGIN), E(LIMIT_ORDERS), E(LIMIT_POSITIONS), E(LIMIT_VOLUME), E(LONG_ONLY), E(SHORT_ONLY), E(CLOSE_ONLY), \
	E(FIFO_CLOSE), E(HEDGE_PROHIBITED)
#define FILL_ERRORS E(REQUOTE), E(REJECT), E(PRICE_CHANGED)

static const int common_errors[] = {
	E(BAD_HTTP), E(UNKNOWN_FIELD), E(UNAUTHORIZED), E(INVALID_KEY), E(INSUFFICIENT_SCOPE), E(HOST_NOT_ALLOWED), E(ORIGIN_NOT_ALLOWED),
	E(METHOD_NOT_ALLOWED), E(TIMED_OUT), E(URI_TOO_LONG), E(RATE_LIMITED), E(HEADERS_TOO_LARGE), E(INTERNAL), E(NOT_IMPLEMENTED), E(OVERLOADED), 0
};
static const int no_errors[] = { 0 };
static const int account_errors[] = { ACCOUNT_ERRORS, 0 };
static const int list_errors[] = { QUERY_ERRORS, ACCOUNT_ERRORS, 0 };
static const int page_errors[] = { QUERY_ERRORS, E(BAD_CURSOR), ACCOUNT_ERRORS, 0 };
static const int position_errors[] = { E(INVALID_VALUE), E(POSITION_CLOSED), ACCOUNT_ERRORS, 0 };
static const int position_modify_errors[] = {
	MUTATION_ERRORS, E(POSITION_CLOSED), MARKET_ERRORS, E(INVALID_STOPS), E(FROZEN), ACCOUNT_ERRORS, 0
};
static const int close_errors[] = {
	MUTATION_ERRORS, E(POSITION_CLOSED), MARKET_ERRORS, FILL_ERRORS, E(INVALID), E(INVALID_VOLUME), E(INVALID_CLOSE_VOLUME), E(FROZEN),
	E(CLOSE_ORDER_EXIST), E(FIFO_CLOSE), ACCOUNT_ERRORS, 0
};
static const int order_errors[] = { E(INVALID_VALUE), E(ORDER_NOT_FOUND), ACCOUNT_ERRORS, 0 };
static const int order_place_errors[] = { MUTATION_ERRORS, OPENING_ERRORS, E(ORDER_NOT_FOUND), ACCOUNT_ERRORS, 0 };
static const int order_modify_errors[] = {
	MUTATION_ERRORS, E(ORDER_NOT_FOUND), E(ORDER_CHANGED), MARKET_ERRORS, E(INVALID_PRICE), E(INVALID_STOPS), E(INVALID_EXPIRATION), E(FROZEN),
	E(INSUFFICIENT_MARGIN), ACCOUNT_ERRORS, 0
};
static const int cancel_errors[] = { MUTATION_ERRORS, E(ORDER_NOT_FOUND), E(ORDER_CHANGED), E(FROZEN), ACCOUNT_ERRORS, 0 };
static const int trade_errors[] = { MUTATION_ERRORS, OPENING_ERRORS, FILL_ERRORS, ACCOUNT_ERRORS, 0 };
static const int check_errors[] = { BODY_ERRORS, OPENING_ERRORS, FILL_ERRORS, E(ORDER_NOT_FOUND), ACCOUNT_ERRORS, 0 };
static const int close_all_errors[] = { MUTATION_ERRORS, E(UNKNOWN_SYMBOL), ACCOUNT_ERRORS, 0 };
static const int symbols_errors[] = { QUERY_ERRORS, E(BAD_CURSOR), E(NOT_CONNECTED), 0 };
static const int symbol_errors[] = { E(SYMBOL_NOT_FOUND), E(NOT_CONNECTED), 0 };
static const int tick_errors[] = { E(SYMBOL_NOT_FOUND), E(PRICE_OFF), E(NOT_CONNECTED), 0 };
static const int candles_errors[] = { QUERY_ERRORS, E(SYMBOL_NOT_FOUND), E(NOT_CONNECTED), 0 };
static const int ticks_errors[] = { QUERY_ERRORS, E(BAD_CURSOR), E(SYMBOL_NOT_FOUND), E(NOT_CONNECTED), 0 };
static const int calc_errors[] = { BODY_ERRORS, E(UNKNOWN_SYMBOL), E(INVALID_VOLUME), E(INVALID_PRICE), E(PRICE_OFF), E(NO_CONVERSION), ACCOUNT_ERRORS, 0 };
static const int key_create_errors[] = { BODY_ERRORS, E(LIMIT_REACHED), E(UNKNOWN_ACCOUNT), E(IDEMPOTENCY_MISMATCH), 0 };
static const int key_errors[] = { E(KEY_NOT_FOUND), 0 };
static const int sim_ticks_errors[] = { BODY_ERRORS, E(NOT_FOUND), E(UNKNOWN_SYMBOL), E(TIME_GOES_BACK), 0 };
static const int sim_clock_errors[] = { BODY_ERRORS, E(NOT_FOUND), E(TIME_GOES_BACK), 0 };
static const int sim_connection_errors[] = { BODY_ERRORS, E(NOT_FOUND), 0 };

#define API "/v1/api/"
#define CATEGORY(name) TRADYN_CATEGORY_##name
#define TYPE(name) TRADYN_TYPE_##name
#define SHAPE(name) TRADYN_REPLY_##name
#define IN_PATH(name) TRADYN_PATH_##name

/* What a row says of its endpoint apart from method and path; an alias repeats it. */
#define POSITIONS_MODIFY \
	CATEGORY(POSITIONS), TRADE, MUTATES | CONNECTED, IN_PATH(TICKET), TYPE(NONE), TYPE(POSITION_MODIFY), true, TYPE(POSITION), SHAPE(ONE), \
	position_modify_errors, "Sets stop loss, take profit or trailing stop of a position."
#define POSITIONS_CLOSE \
	CATEGORY(POSITIONS), TRADE, MUTATES | REDUCES | IN_QUERY | CONNECTED, IN_PATH(TICKET), TYPE(NONE), TYPE(CLOSE_REQUEST), false, \
	TYPE(CLOSE_RESULT), SHAPE(ONE), close_errors, "Closes a position, in whole, in part, or against an opposite one."
#define ORDERS_MODIFY \
	CATEGORY(ORDERS), TRADE, MUTATES | CONNECTED, IN_PATH(TICKET), TYPE(NONE), TYPE(ORDER_MODIFY), true, TYPE(ORDER), SHAPE(ONE), \
	order_modify_errors, "Changes prices, stops or expiration of a pending order."
#define ORDERS_CANCEL \
	CATEGORY(ORDERS), TRADE, MUTATES | REDUCES | IN_QUERY | CONNECTED, IN_PATH(TICKET), TYPE(NONE), TYPE(CANCEL_REQUEST), false, \
	TYPE(CANCEL_RESULT), SHAPE(ONE), cancel_errors, "Cancels a pending order."
#define CLOSE_ALL \
	CATEGORY(TRADING), TRADE, MUTATES | REDUCES | CONNECTED, IN_PATH(NONE), TYPE(NONE), TYPE(CLOSE_ALL_REQUEST), false, TYPE(CLOSE_ALL_RESULT), \
	SHAPE(ONE), close_all_errors, "Closes all positions that are selected; goes on after single failures."
#define SYMBOLS_TICK \
	CATEGORY(MARKET_DATA), ANY, CONNECTED, IN_PATH(SYMBOL), TYPE(NONE), TYPE(NONE), false, TYPE(TICK), SHAPE(ONE), tick_errors, \
	"The last quote of a symbol."
#define KEYS_REVOKE \
	CATEGORY(KEYS), FULL, MUTATES, IN_PATH(ID), TYPE(NONE), TYPE(NONE), false, TYPE(KEY_REVOKED), SHAPE(ONE), key_errors, \
	"Revokes a key at once."
#define HEALTH \
	CATEGORY(META), OPEN, 0, IN_PATH(NONE), TYPE(NONE), TYPE(NONE), false, TYPE(HEALTH), SHAPE(ONE), no_errors, \
	"Whether the server is up, and what it runs on."
#define METRICS \
	CATEGORY(META), OPEN, 0, IN_PATH(NONE), TYPE(NONE), TYPE(NONE), false, TYPE(NONE), SHAPE(RAW), no_errors, "Counters as Prometheus text."
#define OPENAPI \
	CATEGORY(META), OPEN, 0, IN_PATH(NONE), TYPE(NONE), TYPE(NONE), false, TYPE(NONE), SHAPE(RAW), no_errors, "This description, as OpenAPI 3.1."

static const tradyn_endpoint endpoints[] = {
	{ ID(ACCOUNT_GET), 1, "account.get", "GET", API "account", CATEGORY(ACCOUNT), READ, CONNECTED, IN_PATH(NONE), TYPE(NONE), TYPE(NONE), false,
	  TYPE(ACCOUNT), SHAPE(ONE), account_errors, "The account: balance, equity, margin and terms." },
	{ ID(HISTORY_LIST), 2, "history.list", "GET", API "history", CATEGORY(ACCOUNT), READ, CONNECTED, IN_PATH(NONE), TYPE(HISTORY_QUERY), TYPE(NONE), false,
	  TYPE(DEAL), SHAPE(PAGE), page_errors, "Deals, finished orders or the ledger, oldest first." },
	{ ID(POSITIONS_LIST), 3, "positions.list", "GET", API "positions", CATEGORY(POSITIONS), READ, CONNECTED, IN_PATH(NONE), TYPE(LIST_QUERY), TYPE(NONE), false,
	  TYPE(POSITION), SHAPE(LIST), list_errors, "The open positions." },
	{ ID(POSITIONS_GET), 4, "positions.get", "GET", API "positions/{ticket}", CATEGORY(POSITIONS), ANY, CONNECTED, IN_PATH(TICKET), TYPE(NONE), TYPE(NONE), false,
	  TYPE(POSITION), SHAPE(ONE), position_errors, "An open position." },
	{ ID(POSITIONS_MODIFY), 5, "positions.modify", "PUT", API "positions/{ticket}", POSITIONS_MODIFY },
	{ ID(POSITIONS_CLOSE), 6, "positions.close", "DELETE", API "positions/{ticket}", POSITIONS_CLOSE },
	{ ID(ORDERS_LIST), 7, "orders.list", "GET", API "orders", CATEGORY(ORDERS), READ, CONNECTED, IN_PATH(NONE), TYPE(LIST_QUERY), TYPE(NONE), false,
	  TYPE(ORDER), SHAPE(LIST), list_errors, "The pending orders." },
	{ ID(ORDERS_PLACE), 8, "orders.place", "POST", API "orders", CATEGORY(ORDERS), TRADE, MUTATES | CONNECTED, IN_PATH(NONE), TYPE(NONE), TYPE(ORDER_REQUEST), true,
	  TYPE(ORDER), SHAPE(ONE), order_place_errors, "Places a pending order." },
	{ ID(ORDERS_MODIFY), 9, "orders.modify", "PUT", API "orders/{ticket}", ORDERS_MODIFY },
	{ ID(ORDERS_CANCEL), 10, "orders.cancel", "DELETE", API "orders/{ticket}", ORDERS_CANCEL },
	{ ID(TRADE), 11, "trade", "POST", API "trade", CATEGORY(TRADING), TRADE, MUTATES | CONNECTED, IN_PATH(NONE), TYPE(NONE), TYPE(TRADE_REQUEST), true,
	  TYPE(TRADE_RESULT), SHAPE(ONE), trade_errors, "Buys or sells at the market." },
	{ ID(TRADE_CHECK), 12, "trade.check", "POST", API "trade/check", CATEGORY(TRADING), ANY, CONNECTED, IN_PATH(NONE), TYPE(NONE), TYPE(CHECK_REQUEST), true,
	  TYPE(CHECK_RESULT), SHAPE(ONE), check_errors, "What a market or pending order would do; changes nothing." },
	{ ID(TRADE_CLOSE_ALL), 13, "trade.close_all", "POST", API "trade/close-all", CLOSE_ALL },
	{ ID(SYMBOLS_LIST), 14, "symbols.list", "GET", API "symbols", CATEGORY(MARKET_DATA), ANY, CONNECTED, IN_PATH(NONE), TYPE(SYMBOLS_QUERY), TYPE(NONE), false,
	  TYPE(SYMBOL_SUMMARY), SHAPE(PAGE), symbols_errors, "The symbols." },
	{ ID(SYMBOLS_GET), 15, "symbols.get", "GET", API "symbols/{symbol}", CATEGORY(MARKET_DATA), ANY, CONNECTED, IN_PATH(SYMBOL), TYPE(NONE), TYPE(NONE), false,
	  TYPE(SYMBOL), SHAPE(ONE), symbol_errors, "The specification of a symbol." },
	{ ID(SYMBOLS_TICK), 16, "symbols.tick", "GET", API "symbols/{symbol}/tick", SYMBOLS_TICK },
	{ ID(SYMBOLS_CANDLES), 17, "symbols.candles", "GET", API "symbols/{symbol}/candles", CATEGORY(MARKET_DATA), ANY, CONNECTED, IN_PATH(SYMBOL),
	  TYPE(CANDLES_QUERY), TYPE(NONE), false, TYPE(CANDLE), SHAPE(LIST), candles_errors, "Candles of a symbol, oldest first." },

	{ ID(ORDERS_GET), 0, "orders.get", "GET", API "orders/{ticket}", CATEGORY(ORDERS), ANY, CONNECTED, IN_PATH(TICKET), TYPE(NONE), TYPE(NONE), false,
	  TYPE(ORDER), SHAPE(ONE), order_errors, "An order, pending or finished." },
	{ ID(SYMBOLS_TICKS), 0, "symbols.ticks", "GET", API "symbols/{symbol}/ticks", CATEGORY(MARKET_DATA), ANY, CONNECTED, IN_PATH(SYMBOL), TYPE(TICKS_QUERY),
	  TYPE(NONE), false, TYPE(TICK), SHAPE(PAGE), ticks_errors, "The last ticks of a symbol, oldest first." },
	{ ID(CALC_MARGIN), 0, "calc.margin", "POST", API "calc/margin", CATEGORY(TRADING), TRADE, CONNECTED, IN_PATH(NONE), TYPE(NONE), TYPE(CALC_REQUEST), true,
	  TYPE(CALC_MARGIN_RESULT), SHAPE(ONE), calc_errors, "Margin of a trade, by the code that trades." },
	{ ID(CALC_PROFIT), 0, "calc.profit", "POST", API "calc/profit", CATEGORY(TRADING), TRADE, CONNECTED, IN_PATH(NONE), TYPE(NONE), TYPE(CALC_REQUEST), true,
	  TYPE(CALC_PROFIT_RESULT), SHAPE(ONE), calc_errors, "Profit between two prices, by the code that trades." },
	{ ID(KEYS_LIST), 0, "keys.list", "GET", API "keys", CATEGORY(KEYS), FULL, 0, IN_PATH(NONE), TYPE(NONE), TYPE(NONE), false,
	  TYPE(KEY), SHAPE(LIST), no_errors, "The API keys, without their secrets." },
	{ ID(KEYS_CREATE), 0, "keys.create", "POST", API "keys", CATEGORY(KEYS), FULL, MUTATES, IN_PATH(NONE), TYPE(NONE), TYPE(KEY_REQUEST), true,
	  TYPE(KEY), SHAPE(ONE), key_create_errors, "Makes a key; the reply is the only place that shows its secret." },
	{ ID(KEYS_ROTATE), 0, "keys.rotate", "POST", API "keys/{id}/rotate", CATEGORY(KEYS), FULL, MUTATES, IN_PATH(ID), TYPE(NONE), TYPE(NONE), false,
	  TYPE(KEY), SHAPE(ONE), key_errors, "Gives a key a new secret; the old one stops working at once." },
	{ ID(KEYS_REVOKE), 0, "keys.revoke", "DELETE", API "keys/{id}", KEYS_REVOKE },
	{ ID(SIM_TICKS), 0, "sim.ticks", "POST", API "sim/ticks", CATEGORY(SIMULATION), FULL, MUTATES | MANUAL, IN_PATH(NONE), TYPE(NONE), TYPE(SIM_TICKS), true,
	  TYPE(SIM_STATE), SHAPE(ONE), sim_ticks_errors, "Feeds quotes; answers after the engine has processed them." },
	{ ID(SIM_CLOCK), 0, "sim.clock", "POST", API "sim/clock", CATEGORY(SIMULATION), FULL, MUTATES | MANUAL, IN_PATH(NONE), TYPE(NONE), TYPE(SIM_CLOCK), true,
	  TYPE(SIM_STATE), SHAPE(ONE), sim_clock_errors, "Moves the engine's time; it never goes back." },
	{ ID(SIM_CONNECTION), 0, "sim.connection", "POST", API "sim/connection", CATEGORY(SIMULATION), FULL, MUTATES | MANUAL, IN_PATH(NONE), TYPE(NONE),
	  TYPE(SIM_CONNECTION), true, TYPE(SIM_STATE), SHAPE(ONE), sim_connection_errors, "Cuts the trading server off, or connects it again." },
	{ ID(SIM_FAULTS), 0, "sim.faults", "POST", API "sim/faults", CATEGORY(SIMULATION), FULL, MUTATES | FAULTS, IN_PATH(NONE), TYPE(NONE),
	  TYPE(SIM_FAULTS), true, TYPE(SIM_STATE), SHAPE(ONE), sim_connection_errors, "Sets the faults on demand that befall requests, for testing clients." },
	{ ID(HEALTH), 0, "health", "GET", "/health", HEALTH },
	{ ID(METRICS), 0, "metrics", "GET", "/metrics", METRICS },
	{ ID(OPENAPI), 0, "openapi", "GET", "/v1/openapi.json", OPENAPI },

	/* Aliases: what a user of another bridge would try first. */
	{ ID(POSITIONS_MODIFY), 0, "positions.modify", "PATCH", API "positions/{ticket}", POSITIONS_MODIFY },
	{ ID(POSITIONS_CLOSE), 0, "positions.close", "POST", API "positions/{ticket}/close", POSITIONS_CLOSE },
	{ ID(ORDERS_MODIFY), 0, "orders.modify", "PATCH", API "orders/{ticket}", ORDERS_MODIFY },
	{ ID(ORDERS_CANCEL), 0, "orders.cancel", "POST", API "orders/{ticket}/cancel", ORDERS_CANCEL },
	{ ID(TRADE_CLOSE_ALL), 0, "trade.close_all", "POST", API "positions/close-all", CLOSE_ALL },
	{ ID(SYMBOLS_TICK), 0, "symbols.tick", "GET", API "quote/{symbol}", SYMBOLS_TICK },
	{ ID(KEYS_REVOKE), 0, "keys.revoke", "POST", API "keys/{id}/revoke", KEYS_REVOKE },
	{ ID(HEALTH), 0, "health", "GET", "/v1/health", HEALTH },
	{ ID(METRICS), 0, "metrics", "GET", "/v1/metrics", METRICS },
	{ ID(OPENAPI), 0, "openapi", "GET", "/openapi.json", OPENAPI },
};

#define API_LENGTH (sizeof(API) - 1)

const tradyn_endpoint *tradyn_endpoint_get(tradyn_endpoint_id id)
{
	return (unsigned)id < TRADYN_ENDPOINT_COUNT ? &endpoints[id] : NULL;
}

const tradyn_endpoint *tradyn_endpoint_at(size_t index)
{
	return index < TRADYN__COUNT(endpoints) ? &endpoints[index] : NULL;
}

const int *tradyn_endpoint_common_errors(void)
{
	return common_errors;
}

struct span {
	const char *text;
	size_t length;
};

/* Whether `path` fits the template; {x} takes a segment that is not empty. */
static bool matches(const char *template, const char *path, size_t length, struct span *parameter)
{
	size_t i = 0;

	for (; *template; template++) {
		if (*template != '{') {
			if (i == length || path[i++] != *template)
				return false;
			continue;
		}
		parameter->text = path + i;
		while (i < length && path[i] != '/')
			i++;
		parameter->length = (size_t)(path + i - parameter->text);
		if (parameter->length == 0)
			return false;
		template = strchr(template, '}');
	}
	return i == length;
}

/* The same for a row. Nearly all rows begin alike: what differs is compared first. */
static bool row_matches(const tradyn_endpoint *row, bool is_api, const char *path, size_t length, struct span *parameter)
{
	*parameter = (struct span){ path, 0 };
	if ((row->category != TRADYN_CATEGORY_META) != is_api)
		return false;
	if (!is_api)
		return matches(row->path, path, length, parameter);
	if (length <= API_LENGTH || row->path[API_LENGTH] != path[API_LENGTH])
		return false;
	return matches(row->path + API_LENGTH, path + API_LENGTH, length - API_LENGTH, parameter);
}

static void add_method(char *allow, size_t size, const char *method)
{
	size_t used = size ? strlen(allow) : 0;
	size_t length = strlen(method);
	size_t separator = used ? 2 : 0;

	if (used + separator + length >= size)
		return;
	memcpy(allow + used, ", ", separator);
	memcpy(allow + used + separator, method, length + 1);
}

int tradyn_endpoint_find(const char *method, const char *path, size_t path_length, const tradyn_endpoint **row,
                         const char **parameter, size_t *parameter_length, char *allow, size_t allow_size)
{
	bool is_api = path_length >= API_LENGTH && memcmp(path, API, API_LENGTH) == 0;
	int status = TRADYN_E_NOT_FOUND;
	struct span found;

	if (allow_size)
		allow[0] = '\0';
	for (size_t i = 0; i < TRADYN__COUNT(endpoints); i++) {
		if (!row_matches(&endpoints[i], is_api, path, path_length, &found))
			continue;
		if (strcmp(endpoints[i].method, method) == 0) {
			*row = &endpoints[i];
			*parameter = found.text;
			*parameter_length = found.length;
			return 0;
		}
		status = TRADYN_E_METHOD_NOT_ALLOWED;
		add_method(allow, allow_size, endpoints[i].method);
	}
	return status;
}
