/* SPDX-License-Identifier: MIT
 * The one list of errors: for C callers, for the wire, for the documentation and the bindings. */
#ifndef TRADYN_ERROR_H
#define TRADYN_ERROR_H

#include <tradyn/export.h>

TRADYN_BEGIN

/*
 * X(name, value, HTTP status, MetaTrader retcode or 0, text, meaning)
 * TRADYN_E_<name> is the value; "<name>" is the `code` of the envelope; text is its `error`. Values are negative and never reused:
 * a rejection that MetaTrader numbers has the negated retcode.
 */
#define TRADYN_ERROR_LIST(X) \
	/* The library and its callers. */ \
	X(NO_MEMORY,            -1, 500, 0, "Out of memory", "An allocation failed; nothing was changed.") \
	X(SYNTAX,               -2, 400, 0, "Not a decimal number", "The text is not a decimal number.") \
	X(RANGE,                -3, 400, 0, "Number out of range", "The number does not fit: more than 8 decimals, or beyond +-92,233,720,368.54775807.") \
	X(BUFFER_FULL,          -4, 500, 0, "Buffer full", "The text is larger than the buffer it was to be written to.") \
	X(BAD_ARGUMENT,         -5, 400, 0, "Bad argument", "A C caller broke the contract of a function; `details` says which.") \
	X(BAD_TEXT,             -6, 400, 0, "Text is not valid UTF-8", "A text is not valid UTF-8 or contains a NUL.") \
	X(FEED_LINE,            -7, 400, 0, "Broken line in a market-data file", "A line of a market-data file can not be read; `line` says which.") \
	X(FEED_FORMAT,          -8, 400, 0, "Unknown market-data format", "The first lines of the file match none of the supported formats.") \
	X(CONFIG,               -9, 400, 0, "Bad configuration", "The configuration file is wrong; `details` says where and what would be legal.") \
	X(IO,                  -10, 500, 0, "Input or output failed", "The operating system refused a read or a write.") \
	X(BAD_EVENT,           -11, 400, 0, "Broken event log", "An event does not follow from those before it; `details` says why.") \
	/* The shape of a request. */ \
	X(BAD_JSON,            -20, 400, 10013, "Malformed JSON", "The body is not JSON; `details` gives the line and column.") \
	X(DUPLICATE_FIELD,     -21, 400, 10013, "Duplicate field", "The same key stands twice in one object.") \
	X(UNKNOWN_FIELD,       -22, 400, 10013, "Unknown field", "The request has a field or parameter that the endpoint does not know; a misspelt `sl` must not open an unprotected position.") \
	X(MISSING_FIELD,       -23, 400, 10013, "Missing field", "A required field or parameter is absent.") \
	X(WRONG_TYPE,          -24, 400, 10013, "Wrong type", "A field has another JSON kind than the schema says.") \
	X(INVALID_VALUE,       -25, 400, 10013, "Invalid value", "A field is outside its range or its list of legal values.") \
	X(TOO_DEEP,            -26, 400, 10013, "JSON nested too deeply", "The body is nested deeper than the limit.") \
	X(TOO_LONG,            -27, 400, 10013, "Text too long", "A text is longer than its limit.") \
	X(UNKNOWN_SYMBOL,      -28, 400, 10013, "Unknown symbol", "A request names a symbol that does not exist.") \
	X(TIME_GOES_BACK,      -29, 400, 10013, "Time never goes back", "A quote or a clock setting lies before the engine's time.") \
	X(BAD_CURSOR,          -30, 400, 10013, "Invalid cursor", "The cursor was not made by this endpoint, or for another query.") \
	X(IDEMPOTENCY_MISMATCH, -31, 400, 10013, "Idempotency key was used for a different request", "The same key came with another request; nothing was done.") \
	X(UNKNOWN_ACCOUNT,     -32, 404, 0, "Account not found", "No account has this login.") \
	X(NO_CONVERSION,       -33, 400, 10021, "No quotes for currency conversion", "No quoted pair converts between the two currencies.") \
	X(LIMIT_REACHED,       -34, 400, 0, "Limit reached", "A declared maximum (accounts, symbols, keys, items) is reached.") \
	/* HTTP. */ \
	X(BAD_HTTP,           -400, 400, 0, "Malformed HTTP request", "The request is not honest HTTP/1.1; the connection is closed.") \
	X(UNAUTHORIZED,       -401, 401, 0, "Missing or malformed Authorization header", "Send `Authorization: Bearer tk_live_...`.") \
	X(INVALID_KEY,        -403, 403, 0, "Invalid API key", "The key is unknown or was revoked.") \
	X(INSUFFICIENT_SCOPE, -4031, 403, 0, "Insufficient scope", "The key may not call this endpoint; `details` names the scopes that may.") \
	X(HOST_NOT_ALLOWED,   -4032, 403, 0, "Host not allowed", "The Host header names none of this server's addresses (DNS rebinding).") \
	X(ORIGIN_NOT_ALLOWED, -4033, 403, 0, "Origin not allowed", "The request comes from a web page of another origin.") \
	X(NOT_FOUND,          -404, 404, 0, "Not found", "The path does not exist.") \
	X(SYMBOL_NOT_FOUND,   -4041, 404, 0, "Symbol not found", "The path names a symbol that does not exist.") \
	X(ORDER_NOT_FOUND,    -4042, 404, 0, "Order not found", "No order of this account has the ticket.") \
	X(KEY_NOT_FOUND,      -4043, 404, 0, "Key not found", "No API key has this id.") \
	X(METHOD_NOT_ALLOWED, -405, 405, 0, "Method not allowed", "The path exists with other methods; see the Allow header.") \
	X(TIMED_OUT,          -408, 408, 0, "Request timed out", "The request did not arrive completely within its deadline.") \
	X(BODY_TOO_LARGE,     -413, 413, 0, "Request body too large", "The body is larger than the limit (64 KiB).") \
	X(URI_TOO_LONG,       -414, 414, 0, "Request target too long", "The request target is longer than the limit.") \
	X(UNSUPPORTED_MEDIA_TYPE, -415, 415, 0, "Content-Type must be application/json", "A body needs `Content-Type: application/json`.") \
	X(HEADERS_TOO_LARGE,  -431, 431, 0, "Request headers too large", "The header block is larger than the limit.") \
	X(INTERNAL,           -500, 500, 10011, "Request processing error", "A fault of the server; the log has the request id.") \
	X(NOT_IMPLEMENTED,    -501, 501, 0, "Transfer coding not implemented", "Only `chunked` is known.") \
	X(OVERLOADED,         -503, 503, 0, "Server overloaded", "A queue is full; see the Retry-After header.") \
	/* MetaTrader's trade return codes. */ \
	X(REQUOTE,            -10004, 400, 10004, "Requote", "The price moved beyond the deviation; `details` has bid and ask.") \
	X(REJECT,             -10006, 400, 10006, "Request rejected", "The broker rejected the request.") \
	X(CANCEL,             -10007, 400, 10007, "Request canceled", "The trader canceled the request.") \
	X(TIMEOUT,            -10012, 503, 10012, "Request timed out", "The request was canceled by a time-out.") \
	X(INVALID,            -10013, 400, 10013, "Invalid request", "The request contradicts itself.") \
	X(INVALID_VOLUME,     -10014, 400, 10014, "Invalid volume", "The volume is below the minimum, above the maximum or off the step.") \
	X(INVALID_PRICE,      -10015, 400, 10015, "Invalid price", "The price is off the tick size, or on the wrong side of the market or too near to it.") \
	X(INVALID_STOPS,      -10016, 400, 10016, "Invalid stops", "Stop loss or take profit is on the wrong side, too near, or off the tick size.") \
	X(TRADE_DISABLED,     -10017, 400, 10017, "Trade is disabled", "The account or the symbol does not trade.") \
	X(MARKET_CLOSED,      -10018, 400, 10018, "Market is closed", "The symbol is out of its trading sessions; `details` has the next opening.") \
	X(INSUFFICIENT_MARGIN,           -10019, 400, 10019, "Insufficient margin", "The free margin does not cover the order.") \
	X(PRICE_CHANGED,      -10020, 400, 10020, "Price changed", "The price changed while the request was processed.") \
	X(PRICE_OFF,          -10021, 400, 10021, "No quotes", "The symbol has no quote, or its last one is too old.") \
	X(INVALID_EXPIRATION, -10022, 400, 10022, "Invalid expiration", "The expiration lies in the past or does not fit the order's time type.") \
	X(ORDER_CHANGED,      -10023, 400, 10023, "Order state changed", "The order is finished; `details` says how.") \
	X(RATE_LIMITED,       -10024, 429, 10024, "Rate limit exceeded", "Too many requests with this key; see the Retry-After header.") \
	X(NO_CHANGES,         -10025, 200, 10025, "No changes", "The request changes nothing.") \
	X(SERVER_DISABLES_AT, -10026, 400, 10026, "Trade is disabled by server", "The server does not let the account trade.") \
	X(CLIENT_DISABLES_AT, -10027, 400, 10027, "Trade is disabled by terminal", "The client does not let programs trade.") \
	X(LOCKED,             -10028, 400, 10028, "Request locked", "The order is being processed.") \
	X(FROZEN,             -10029, 400, 10029, "Order or position frozen", "The market is within the freeze level.") \
	X(INVALID_FILL,       -10030, 400, 10030, "Invalid fill policy", "The symbol does not offer this filling.") \
	X(NOT_CONNECTED,      -10031, 503, 10031, "Not connected to trading server", "There is no connection to the trading server.") \
	X(ONLY_REAL,          -10032, 400, 10032, "Live accounts only", "Only live accounts may do this.") \
	X(LIMIT_ORDERS,       -10033, 400, 10033, "Pending order limit reached", "The account has as many pending orders as it may.") \
	X(LIMIT_VOLUME,       -10034, 400, 10034, "Volume limit reached", "The symbol's volume limit in this direction would be passed.") \
	X(INVALID_ORDER,      -10035, 400, 10035, "Invalid order type", "The order type is unknown, or the symbol prohibits it.") \
	X(POSITION_CLOSED,    -10036, 404, 10036, "Position not found", "No open position of this account has the ticket.") \
	X(INVALID_CLOSE_VOLUME, -10038, 400, 10038, "Close volume exceeds position", "More was to be closed than is open.") \
	X(CLOSE_ORDER_EXIST,  -10039, 400, 10039, "Close order already exists", "The position is being closed already.") \
	X(LIMIT_POSITIONS,    -10040, 400, 10040, "Position limit reached", "The account has as many positions as it may.") \
	X(REJECT_CANCEL,      -10041, 400, 10041, "Order canceled", "The activation of the order was rejected and the order canceled.") \
	X(LONG_ONLY,          -10042, 400, 10042, "Only long positions allowed", "The symbol may only be bought.") \
	X(SHORT_ONLY,         -10043, 400, 10043, "Only short positions allowed", "The symbol may only be sold.") \
	X(CLOSE_ONLY,         -10044, 400, 10044, "Only position closing allowed", "Positions of the symbol may only be closed.") \
	X(FIFO_CLOSE,         -10045, 400, 10045, "FIFO rule violated", "The oldest position must be closed first.") \
	X(HEDGE_PROHIBITED,   -10046, 400, 10046, "Hedging prohibited", "The account may not hold opposite positions of one symbol.")

/** Error codes: 0 is success, everything else is negative. The trading rejections stand in MetaQuotes, "Trade Server Return Codes". */
typedef enum tradyn_error_code {
	TRADYN_OK = 0,
#define TRADYN_ERROR_ENUM(name, value, status, retcode, text, doc) TRADYN_E_##name = (value),
	TRADYN_ERROR_LIST(TRADYN_ERROR_ENUM)
#undef TRADYN_ERROR_ENUM
} tradyn_error_code;

/** MetaTrader's return codes of success. */
#define TRADYN_RETCODE_PLACED 10008
#define TRADYN_RETCODE_DONE 10009
#define TRADYN_RETCODE_DONE_PARTIAL 10010
#define TRADYN_RETCODE_NO_CHANGES 10025

#define TRADYN_ERROR_FIELD_MAX 64
#define TRADYN_ERROR_MESSAGE_MAX 256
#define TRADYN_ERROR_LEGAL_MAX 384

/**
 * What went wrong, for a program and for a person. Caller-owned, fixed size, nothing to free. Functions that take one
 * write it only when they fail, accept NULL, and let the first error win. Members that say nothing are TRADYN_UNSET, 0 or "".
 * Decimals are tradyn_decimal (1e-8); with `whole` set, the limits count in ones and are written as JSON integers.
 */
typedef struct tradyn_error {
	int code;                               /**< a tradyn_error_code */
	char field[TRADYN_ERROR_FIELD_MAX];     /**< path of the field to blame: "sl", "ticks[3].bid", "symbols[0].digits" */
	char message[TRADYN_ERROR_MESSAGE_MAX]; /**< one sentence: what is wrong and what would be right */
	char legal[TRADYN_ERROR_LEGAL_MAX];     /**< the legal values of a list, separated by ", " */
	int64_t min, max, step;                 /**< limits of the field */
	int64_t below, above;                   /**< nearest legal values on both sides */
	int64_t bid, ask;                       /**< quote the request was judged by */
	int64_t required, available;            /**< money needed and there, deposit currency */
	int64_t time_msc;                       /**< next opening or retry time, milliseconds since the epoch */
	int64_t line, column;                   /**< place in a text, from 1 */
	bool whole;                             /**< min, max, step, below and above are whole numbers (`count`, `deviation`), not 1e-8 */
} tradyn_error;

/** A row of the error list. */
typedef struct tradyn_error_info {
	int code;
	int http_status;
	int retcode;      /**< MetaTrader's number, or 0 */
	const char *name; /**< "INSUFFICIENT_MARGIN": the `code` of the envelope */
	const char *text; /**< "Insufficient margin": the `error` of the envelope */
	const char *doc;
} tradyn_error_info;

/** @return the row of `code`; for an unknown code the row of TRADYN_E_INTERNAL. Static storage. Thread-safe. */
TRADYN_API const tradyn_error_info *tradyn_error_info_get(int code);

/** @return how many rows the list has; tradyn_error_info_at() reads row 0 … count-1, NULL beyond. Thread-safe. */
TRADYN_API size_t tradyn_error_count(void);
TRADYN_API const tradyn_error_info *tradyn_error_info_at(size_t index);

/** Sets `err` to "no error", all members unset. Thread-safe; `err` may be NULL. */
TRADYN_API void tradyn_error_init(tradyn_error *err);

TRADYN_END

#endif
