/* SPDX-License-Identifier: MIT
 * The one table of endpoints: the server's router, the client, the documentation and openapi.json all read it. */
#ifndef TRADYN_ENDPOINT_H
#define TRADYN_ENDPOINT_H

#include <tradyn/codec.h>
#include <tradyn/key.h>

TRADYN_BEGIN

/** Endpoints by name; TRADYN_ENDPOINT_<NAME> is the row's index. Aliases come last and are unnamed. */
typedef enum tradyn_endpoint_id {
	/* The 17 of the published reference. */
	TRADYN_ENDPOINT_ACCOUNT_GET,
	TRADYN_ENDPOINT_HISTORY_LIST,
	TRADYN_ENDPOINT_POSITIONS_LIST,
	TRADYN_ENDPOINT_POSITIONS_GET,
	TRADYN_ENDPOINT_POSITIONS_MODIFY,
	TRADYN_ENDPOINT_POSITIONS_CLOSE,
	TRADYN_ENDPOINT_ORDERS_LIST,
	TRADYN_ENDPOINT_ORDERS_PLACE,
	TRADYN_ENDPOINT_ORDERS_MODIFY,
	TRADYN_ENDPOINT_ORDERS_CANCEL,
	TRADYN_ENDPOINT_TRADE,
	TRADYN_ENDPOINT_TRADE_CHECK,
	TRADYN_ENDPOINT_TRADE_CLOSE_ALL,
	TRADYN_ENDPOINT_SYMBOLS_LIST,
	TRADYN_ENDPOINT_SYMBOLS_GET,
	TRADYN_ENDPOINT_SYMBOLS_TICK,
	TRADYN_ENDPOINT_SYMBOLS_CANDLES,
	/* Beyond them. */
	TRADYN_ENDPOINT_ORDERS_GET,
	TRADYN_ENDPOINT_SYMBOLS_TICKS,
	TRADYN_ENDPOINT_CALC_MARGIN,
	TRADYN_ENDPOINT_CALC_PROFIT,
	TRADYN_ENDPOINT_KEYS_LIST,
	TRADYN_ENDPOINT_KEYS_CREATE,
	TRADYN_ENDPOINT_KEYS_ROTATE,
	TRADYN_ENDPOINT_KEYS_REVOKE,
	TRADYN_ENDPOINT_SIM_TICKS,
	TRADYN_ENDPOINT_SIM_CLOCK,
	TRADYN_ENDPOINT_SIM_CONNECTION,
	TRADYN_ENDPOINT_SIM_FAULTS,
	TRADYN_ENDPOINT_HEALTH,
	TRADYN_ENDPOINT_METRICS,
	TRADYN_ENDPOINT_OPENAPI,
	TRADYN_ENDPOINT_COUNT
} tradyn_endpoint_id;

typedef enum tradyn_category {
	TRADYN_CATEGORY_ACCOUNT,
	TRADYN_CATEGORY_POSITIONS,
	TRADYN_CATEGORY_ORDERS,
	TRADYN_CATEGORY_TRADING,
	TRADYN_CATEGORY_MARKET_DATA,
	TRADYN_CATEGORY_KEYS,
	TRADYN_CATEGORY_SIMULATION,
	TRADYN_CATEGORY_META,
} tradyn_category;

/** What `data` of a reply is. */
typedef enum tradyn_reply_shape {
	TRADYN_REPLY_ONE,  /**< one object of the reply type */
	TRADYN_REPLY_LIST, /**< an array of them */
	TRADYN_REPLY_PAGE, /**< an array, and `next_cursor` beside `data` */
	TRADYN_REPLY_RAW,  /**< no envelope */
} tradyn_reply_shape;

/** What stands in braces in the path. */
typedef enum tradyn_path_parameter {
	TRADYN_PATH_NONE,
	TRADYN_PATH_TICKET,
	TRADYN_PATH_SYMBOL,
	TRADYN_PATH_ID,
} tradyn_path_parameter;

#define TRADYN_ENDPOINT_MUTATES 1 /**< changes state: takes an idempotency key */
#define TRADYN_ENDPOINT_REDUCES 2 /**< closes, cancels or reduces: has the reserved rate lane */
#define TRADYN_ENDPOINT_MANUAL 4  /**< exists only with the manual feed */
#define TRADYN_ENDPOINT_BODY_IN_QUERY 8 /**< the body's fields may stand on the query string instead */
#define TRADYN_ENDPOINT_NEEDS_CONNECTION 16 /**< answers 503 while the trading server is cut off */

#define TRADYN_ENDPOINT_FAULTS 32 /**< exists only with the manual feed or --faults */

/** A row of the endpoint table. Static storage. */
typedef struct tradyn_endpoint {
	tradyn_endpoint_id id;
	int number;         /**< 1 … 17 in the published reference, 0 beyond it */
	const char *name;   /**< "positions.close": operationId, metric label, client function */
	const char *method; /**< "GET", "POST", "PUT", "DELETE", "PATCH" */
	const char *path;   /**< "/v1/api/positions/{ticket}" */
	tradyn_category category;
	int scopes; /**< tradyn_scope bits of the keys that may call it; 0: no key is needed */
	int flags;  /**< TRADYN_ENDPOINT_… bits */
	tradyn_path_parameter parameter;
	tradyn_type_id query; /**< type of the query string, TRADYN_TYPE_NONE: none is taken */
	tradyn_type_id body;  /**< type of the JSON body, TRADYN_TYPE_NONE: none is taken */
	bool body_required;
	tradyn_type_id reply;
	tradyn_reply_shape shape;
	const int *errors; /**< codes that this endpoint adds to the common ones, ended by 0 */
	const char *doc;
} tradyn_endpoint;

/** @return the row of `id`, or NULL. Thread-safe. */
TRADYN_API const tradyn_endpoint *tradyn_endpoint_get(tradyn_endpoint_id id);

/** Rows in table order, the TRADYN_ENDPOINT_COUNT named ones first, then the aliases (same `id` as the row they stand for). NULL beyond. Thread-safe. */
TRADYN_API const tradyn_endpoint *tradyn_endpoint_at(size_t index);

/**
 * Finds the row for a method and a decoded path. Never blocks or allocates. Thread-safe.
 * @param parameter gets the place of the path parameter inside `path` (not NUL-terminated)
 * @return 0; TRADYN_E_NOT_FOUND; TRADYN_E_METHOD_NOT_ALLOWED (then `allow` has the legal methods, "GET, POST")
 */
TRADYN_API int tradyn_endpoint_find(const char *method, const char *path, size_t path_length, const tradyn_endpoint **row,
                                    const char **parameter, size_t *parameter_length, char *allow, size_t allow_size);

/** Codes that any endpoint may answer with, ended by 0. */
TRADYN_API const int *tradyn_endpoint_common_errors(void);

/** Writes the OpenAPI 3.1 document of the table into `out` like tradyn_codec_encode(). Thread-safe. */
TRADYN_API int tradyn_endpoint_openapi(char *out, size_t capacity, size_t *length);

TRADYN_END

#endif
