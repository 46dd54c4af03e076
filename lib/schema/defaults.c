/* SPDX-License-Identifier: MIT
 * The default configuration: one account and 17 symbols, as data. Swaps are plausible values, not the quotes of any one broker. */
#include "lib/schema/defaults.h"

#include <tradyn/position.h>

#include <stdlib.h>
#include <string.h>

enum { SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY };

#define FOREX TRADYN_CALC_MODE_FOREX
#define CFD TRADYN_CALC_MODE_CFD
#define LEVERAGED TRADYN_CALC_MODE_CFDLEVERAGE
#define POINTS TRADYN_SWAP_MODE_POINTS
#define INTEREST TRADYN_SWAP_MODE_INTEREST_CURRENT

/* Volumes and rates in hundredths, swaps in tenths, so that the table reads without a decimal point. */
#define HUNDREDTH (TRADYN_DECIMAL_ONE / 100)
#define TENTH (TRADYN_DECIMAL_ONE / 10)

struct row {
	const char *name, *description;
	const char *base, *profit, *margin;
	int digits;
	tradyn_calc_mode calc_mode;
	int contract;
	int volume_min, volume_max; /* hundredths of a lot; the step is the minimum */
	tradyn_swap_mode swap_mode;
	int swap_long, swap_short; /* tenths */
	int rollover3days;
	int margin_rate; /* hundredths, of the margin of market orders */
};

/* Crypto: 10 times the leveraged margin, 1:10 at 1:100. Indices: 1 % of the value whatever the leverage. */
static const struct row rows[] = {
	{ "EURUSD", "Euro vs US Dollar", "EUR", "USD", "EUR", 5, FOREX, 100000, 1, 10000, POINTS, -70, 25, WEDNESDAY, 100 },
	{ "GBPUSD", "Pound Sterling vs US Dollar", "GBP", "USD", "GBP", 5, FOREX, 100000, 1, 10000, POINTS, -30, -16, WEDNESDAY, 100 },
	{ "USDJPY", "US Dollar vs Japanese Yen", "USD", "JPY", "USD", 3, FOREX, 100000, 1, 10000, POINTS, 100, -170, WEDNESDAY, 100 },
	{ "USDCHF", "US Dollar vs Swiss Franc", "USD", "CHF", "USD", 5, FOREX, 100000, 1, 10000, POINTS, 78, -140, WEDNESDAY, 100 },
	{ "AUDUSD", "Australian Dollar vs US Dollar", "AUD", "USD", "AUD", 5, FOREX, 100000, 1, 10000, POINTS, -33, 6, WEDNESDAY, 100 },
	{ "USDCAD", "US Dollar vs Canadian Dollar", "USD", "CAD", "USD", 5, FOREX, 100000, 1, 10000, POINTS, -11, -39, WEDNESDAY, 100 },
	{ "NZDUSD", "New Zealand Dollar vs US Dollar", "NZD", "USD", "NZD", 5, FOREX, 100000, 1, 10000, POINTS, -14, -11, WEDNESDAY, 100 },
	{ "EURJPY", "Euro vs Japanese Yen", "EUR", "JPY", "EUR", 3, FOREX, 100000, 1, 10000, POINTS, 60, -120, WEDNESDAY, 100 },
	{ "GBPJPY", "Pound Sterling vs Japanese Yen", "GBP", "JPY", "GBP", 3, FOREX, 100000, 1, 10000, POINTS, 150, -280, WEDNESDAY, 100 },
	{ "EURGBP", "Euro vs Pound Sterling", "EUR", "GBP", "EUR", 5, FOREX, 100000, 1, 10000, POINTS, -61, 14, WEDNESDAY, 100 },
	{ "XAUUSD", "Gold vs US Dollar", "XAU", "USD", "USD", 2, LEVERAGED, 100, 1, 5000, POINTS, -420, 220, WEDNESDAY, 100 },
	{ "XAGUSD", "Silver vs US Dollar", "XAG", "USD", "USD", 3, LEVERAGED, 5000, 1, 5000, POINTS, -55, 36, WEDNESDAY, 100 },
	{ "BTCUSD", "Bitcoin vs US Dollar", "BTC", "USD", "USD", 2, LEVERAGED, 1, 1, 2000, INTEREST, -200, -50, FRIDAY, 1000 },
	{ "ETHUSD", "Ethereum vs US Dollar", "ETH", "USD", "USD", 2, LEVERAGED, 1, 1, 20000, INTEREST, -200, -50, FRIDAY, 1000 },
	{ "US30", "Dow Jones Industrial Average", "USD", "USD", "USD", 2, CFD, 1, 10, 10000, POINTS, -4000, -1500, FRIDAY, 1 },
	{ "US500", "S&P 500 Index", "USD", "USD", "USD", 2, CFD, 1, 10, 50000, POINTS, -480, -150, FRIDAY, 1 },
	{ "NAS100", "Nasdaq 100 Index", "USD", "USD", "USD", 2, CFD, 1, 10, 20000, POINTS, -1500, -500, FRIDAY, 1 },
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

#define SET_TEXT(member, text) memcpy(member, text, strlen(text) + 1)

void tradyn__account_defaults(tradyn_account *account)
{
	*account = (tradyn_account){
		.login = 1001,
		.name = "Paper Trader",
		.server = "Tradyn-Paper",
		.company = "libtradyn",
		.currency = "USD",
		.currency_digits = 2,
		.leverage = 100,
		.trade_mode = TRADYN_ACCOUNT_TRADE_MODE_DEMO,
		.margin_mode = TRADYN_MARGIN_MODE_HEDGING,
		.balance = TRADYN_DECIMAL(10000),
		.margin_so_mode = TRADYN_SO_MODE_PERCENT,
		.margin_so_call = TRADYN_DECIMAL(100),
		.margin_so_so = TRADYN_DECIMAL(50),
		.trade_allowed = true,
	};
}

void tradyn__symbol_set_digits(tradyn_symbol *symbol, int64_t digits)
{
	symbol->digits = digits;
	symbol->point = TRADYN_DECIMAL_ONE;
	for (int64_t i = 0; i < digits && symbol->point > 1; i++)
		symbol->point /= 10;
	symbol->trade_tick_size = symbol->point;
}

void tradyn__symbol_defaults(tradyn_symbol *symbol)
{
	*symbol = (tradyn_symbol){
		.trade_contract_size = TRADYN_DECIMAL(100000),
		.volume_min = HUNDREDTH,
		.volume_max = TRADYN_DECIMAL(100),
		.volume_step = HUNDREDTH,
		.trade_calc_mode = TRADYN_CALC_MODE_FOREX,
		.trade_mode = TRADYN_SYMBOL_TRADE_MODE_FULL,
		.trade_exemode = TRADYN_EXEMODE_MARKET,
		.swap_mode = TRADYN_SWAP_MODE_POINTS,
		.swap_rollover3days = WEDNESDAY,
		.swap_sunday = TRADYN_UNSET,
		.swap_monday = TRADYN_UNSET,
		.swap_tuesday = TRADYN_UNSET,
		.swap_wednesday = TRADYN_UNSET,
		.swap_thursday = TRADYN_UNSET,
		.swap_friday = TRADYN_UNSET,
		.swap_saturday = TRADYN_UNSET,
		.swap_year_days = 360,
		.margin_hedged = TRADYN_DECIMAL(100000),
		.margin_rate_buy = TRADYN_DECIMAL_ONE,
		.margin_rate_sell = TRADYN_DECIMAL_ONE,
		.filling_mode = TRADYN_SYMBOL_FILLING_FOK | TRADYN_SYMBOL_FILLING_IOC,
		.expiration_mode = 15,
		.order_mode = 127,
	};
	tradyn__symbol_set_digits(symbol, 5);
}

static void set_symbol(tradyn_symbol *symbol, const struct row *row)
{
	tradyn__symbol_defaults(symbol);
	SET_TEXT(symbol->name, row->name);
	SET_TEXT(symbol->description, row->description);
	SET_TEXT(symbol->currency_base, row->base);
	SET_TEXT(symbol->currency_profit, row->profit);
	SET_TEXT(symbol->currency_margin, row->margin);
	tradyn__symbol_set_digits(symbol, row->digits);
	symbol->trade_calc_mode = row->calc_mode;
	symbol->trade_contract_size = TRADYN_DECIMAL(row->contract);
	symbol->margin_hedged = symbol->trade_contract_size; /* a covered pair costs one lot */
	symbol->volume_min = symbol->volume_step = row->volume_min * HUNDREDTH;
	symbol->volume_max = row->volume_max * HUNDREDTH;
	symbol->swap_mode = row->swap_mode;
	symbol->swap_long = row->swap_long * TENTH;
	symbol->swap_short = row->swap_short * TENTH;
	symbol->swap_rollover3days = row->rollover3days;
	symbol->margin_rate_buy = symbol->margin_rate_sell = row->margin_rate * HUNDREDTH;
}

/* "custom" starts without friction. */
static const tradyn_fill_model fill_models[] = {
	{ .name = "frictionless" },
	{ .name = "realistic", .latency_min_msc = 20, .latency_max_msc = 120, .slippage_max = 3, .slippage_percent = 25, .depth = TRADYN_DECIMAL(20) },
	{ .name = "harsh", .latency_min_msc = 100, .latency_max_msc = 1000, .slippage_max = 15, .slippage_percent = 75, .depth = TRADYN_DECIMAL(2),
	  .reject_percent = 5 },
	{ .name = "custom" },
};

int tradyn_fill_model_set(tradyn_fill_model *model, const char *name)
{
	int64_t seed = model->seed;

	for (size_t i = 0; i < sizeof(fill_models) / sizeof(fill_models[0]); i++) {
		if (strcmp(fill_models[i].name, name) != 0)
			continue;
		memcpy(model, &fill_models[i], sizeof(*model));
		model->seed = seed;
		return 0;
	}
	return TRADYN_E_INVALID_VALUE;
}

int tradyn_config_init(tradyn_config *config)
{
	*config = (tradyn_config){ .zone = "Europe/Helsinki", .fill_model = { .name = "frictionless", .seed = 1 } };
	config->accounts.items = calloc(1, sizeof(*config->accounts.items));
	config->symbols.items = calloc(ROWS, sizeof(*config->symbols.items));
	if (!config->accounts.items || !config->symbols.items) {
		tradyn_config_clear(config);
		return TRADYN_E_NO_MEMORY;
	}
	tradyn__account_defaults(config->accounts.items);
	config->accounts.count = 1;
	for (size_t i = 0; i < ROWS; i++)
		set_symbol(&config->symbols.items[i], &rows[i]);
	config->symbols.count = ROWS;
	return 0;
}

void tradyn_config_clear(tradyn_config *config)
{
	if (!config)
		return;
	free(config->accounts.items);
	free(config->symbols.items);
	*config = (tradyn_config){ .zone = "" };
}

tradyn_account *tradyn_config_account(tradyn_config *config, tradyn_login login)
{
	for (size_t i = 0; i < config->accounts.count; i++)
		if (config->accounts.items[i].login == login)
			return &config->accounts.items[i];
	return NULL;
}

tradyn_symbol *tradyn_config_symbol(tradyn_config *config, const char *name)
{
	for (size_t i = 0; i < config->symbols.count; i++)
		if (strcmp(config->symbols.items[i].name, name) == 0)
			return &config->symbols.items[i];
	return NULL;
}

void tradyn_close_all_result_clear(tradyn_close_all_result *result)
{
	if (!result)
		return;
	free(result->closed.items);
	free(result->failed.items);
	*result = (tradyn_close_all_result){ .closed = { 0, NULL } };
}
