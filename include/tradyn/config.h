/* SPDX-License-Identifier: MIT
 * The broker's configuration: accounts, symbols and the server's zone, as JSON and as an object. */
#ifndef TRADYN_CONFIG_H
#define TRADYN_CONFIG_H

#include <tradyn/symbol.h>

TRADYN_BEGIN

#define TRADYN_ZONE_MAX 64
/** Most accounts and symbols of one engine. */
#define TRADYN_ACCOUNTS_MAX 4096
#define TRADYN_SYMBOLS_MAX 1024
/** Largest configuration text that is read. */
#define TRADYN_CONFIG_SIZE_MAX (4u << 20)

typedef struct tradyn_account_list {
	size_t count;
	tradyn_account *items;
} tradyn_account_list;

typedef struct tradyn_symbol_list {
	size_t count;
	tradyn_symbol *items;
} tradyn_symbol_list;

/** How much of reality a fill has. Random draws come from `seed`: the same inputs give the same fills. */
typedef struct tradyn_fill_model {
	char name[16];           /**< "frictionless", "realistic", "harsh" or "custom" */
	int64_t seed;
	int64_t latency_min_msc, latency_max_msc; /**< engine time between a request and its execution */
	int64_t slippage_max;    /**< most points a market fill is worse than the quote */
	int64_t slippage_percent; /**< percent of market fills that slip at all */
	tradyn_decimal depth;    /**< lots that one tick can fill; 0 no bound */
	int64_t reject_percent;  /**< percent of market orders that are rejected (10006) */
} tradyn_fill_model;

/** What a broker sets. Money of an account here is what it starts with. */
typedef struct tradyn_config {
	char zone[TRADYN_ZONE_MAX]; /**< server's zone: an IANA name of the built-in list ("Europe/Helsinki") or a POSIX TZ rule ("EET-2EEST,M3.5.0/3,M10.5.0/4") */
	tradyn_fill_model fill_model;
	tradyn_account_list accounts;
	tradyn_symbol_list symbols;
} tradyn_config;

/**
 * Sets the numbers and the name of a fill model to what `name` stands for: "frictionless", "realistic", "harsh", or "custom", which
 * starts like frictionless. The seed stays. @return 0 or TRADYN_E_INVALID_VALUE for another name; then nothing is changed. Thread-safe.
 */
TRADYN_API int tradyn_fill_model_set(tradyn_fill_model *model, const char *name);

/** Sets `config` to the defaults: account 1001 and the 17 symbols. @return 0 or TRADYN_E_NO_MEMORY. */
TRADYN_API int tradyn_config_init(tradyn_config *config);

/** Frees what `config` holds and zeroes it; accepts NULL and zeroed storage. */
TRADYN_API void tradyn_config_clear(tradyn_config *config);

/**
 * Lays a JSON text over `config`, which must be initialised: `{"zone":…, "fill_model":{…}, "accounts":[…], "symbols":[…]}`, each part
 * optional. A list of accounts replaces the default account, each starting from its terms; currency_digits follow the currency.
 * A symbol of a known name overrides the fields that are named; a new name adds a symbol, which needs digits, currency_base and
 * currency_profit and is otherwise like a currency pair. The tick size follows digits where it is not named. A fill model starts
 * from the numbers of its name, as tradyn_fill_model_set() sets them; with other numbers over them it is named custom.
 * @return 0 or the error, naming the path ("symbols[2].digits") and the legal values; then `config` is unchanged.
 */
TRADYN_API int tradyn_config_read(tradyn_config *config, const char *json, size_t length, tradyn_error *err);

/** Writes the effective configuration as JSON that tradyn_config_read() takes, one object a line. Like tradyn_codec_encode(). */
TRADYN_API int tradyn_config_write(const tradyn_config *config, char *out, size_t capacity, size_t *length);

/** @return the account of `login` or the symbol `name` in `config`, borrowed, or NULL. */
TRADYN_API tradyn_account *tradyn_config_account(tradyn_config *config, tradyn_login login);
TRADYN_API tradyn_symbol *tradyn_config_symbol(tradyn_config *config, const char *name);

TRADYN_END

#endif
