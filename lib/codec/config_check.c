/* SPDX-License-Identifier: MIT
 * Members that must fit together: a configuration that passes here can be traded with. */
#include "lib/codec/config_check.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"
#include "lib/codec/fault.h"

#include <string.h>

static int wrong(tradyn_error *err, const char *path, const char *name, const char *message)
{
	char full[TRADYN_ERROR_FIELD_MAX];

	tradyn__path_join(full, path, name);
	return tradyn__fail(err, TRADYN_E_INVALID_VALUE, full, "%s", message);
}

static int wrong_limit(tradyn_error *err, const char *path, const char *name, const char *message, int64_t min, int64_t max)
{
	wrong(err, path, name, message);
	err->min = min;
	err->max = max;
	return TRADYN_E_INVALID_VALUE;
}

/* ---- Accounts ---- */

static bool has_decimals(tradyn_decimal value, int64_t digits, tradyn_decimal *step)
{
	*step = TRADYN_DECIMAL_ONE;
	for (int64_t i = 0; i < digits; i++)
		*step /= 10;
	return value % *step == 0;
}

static int check_money(const tradyn_account *account, tradyn_decimal value, const char *path, const char *name, tradyn_error *err)
{
	tradyn_decimal step;

	if (has_decimals(value, account->currency_digits, &step))
		return 0;
	wrong(err, path, name, "Has more decimals than currency_digits.");
	err->step = step;
	return TRADYN_E_INVALID_VALUE;
}

int tradyn__check_account(const tradyn_account *account, const char *path, tradyn_error *err)
{
	int status;

	if (!account->currency[0])
		return wrong(err, path, "currency", "Must not be empty.");
	status = check_money(account, account->balance, path, "balance", err);
	if (!status)
		status = check_money(account, account->credit, path, "credit", err);
	if (!status && account->credit < 0)
		status = wrong_limit(err, path, "credit", "Must not be negative.", 0, TRADYN_UNSET);
	return status;
}

/* ---- Symbols ---- */

/* Names stand in paths and masks. */
static bool is_symbol_name(const char *name)
{
	if (!*name)
		return false;
	for (; *name; name++)
		if ((unsigned char)*name <= ' ' || strchr("/?*,!\"\\\x7f", *name))
			return false;
	return true;
}

static int check_names(const tradyn_symbol *symbol, const char *path, tradyn_error *err)
{
	if (!is_symbol_name(symbol->name))
		return wrong(err, path, "name", "A symbol's name is not empty and has no blanks and none of / ? * , ! \" \\.");
	if (!symbol->currency_base[0])
		return wrong(err, path, "currency_base", "Must not be empty.");
	if (!symbol->currency_profit[0])
		return wrong(err, path, "currency_profit", "Must not be empty.");
	if (!symbol->currency_margin[0])
		return wrong(err, path, "currency_margin", "Must not be empty.");
	return 0;
}

static int check_numbers(const tradyn_symbol *symbol, const char *path, tradyn_error *err)
{
	bool needs_tick_value = symbol->trade_calc_mode == TRADYN_CALC_MODE_FUTURES || symbol->trade_calc_mode == TRADYN_CALC_MODE_CFDINDEX;

	if (symbol->volume_min > symbol->volume_max)
		return wrong_limit(err, path, "volume_min", "Must not be above volume_max.", 1, symbol->volume_max);
	if (symbol->volume_step > symbol->volume_max)
		return wrong_limit(err, path, "volume_step", "Must not be above volume_max.", 1, symbol->volume_max);
	if (symbol->trade_tick_size % symbol->point) {
		wrong(err, path, "trade_tick_size", "Must be a multiple of the point, 10^-digits.");
		err->step = symbol->point;
		return TRADYN_E_INVALID_VALUE;
	}
	if (needs_tick_value && symbol->trade_tick_value <= 0)
		return wrong_limit(err, path, "trade_tick_value", "Must be set for futures and cfdindex.", 1, TRADYN_UNSET);
	if (symbol->commission_max && symbol->commission_min > symbol->commission_max)
		return wrong_limit(err, path, "commission_min", "Must not be above commission_max.", 0, symbol->commission_max);
	if (symbol->swap_year_days != 360 && symbol->swap_year_days != 365 && symbol->swap_year_days != 366) {
		wrong(err, path, "swap_year_days", "Must be 360, 365 or 366.");
		tradyn__text_format(err->legal, sizeof(err->legal), "360, 365, 366");
		return TRADYN_E_INVALID_VALUE;
	}
	return 0;
}

static int empty_span(tradyn_error *err, const char *path, const char *list, size_t index)
{
	char name[TRADYN_ERROR_FIELD_MAX];

	tradyn__text_format(name, sizeof(name), "%s[%zu].to", list, index);
	return wrong(err, path, name, "Must be after `from`.");
}

static int check_lists(const tradyn_symbol *symbol, const char *path, tradyn_error *err)
{
	for (size_t i = 0; i < symbol->sessions.count; i++)
		if (symbol->sessions.items[i].to <= symbol->sessions.items[i].from)
			return empty_span(err, path, "sessions", i);
	for (size_t i = 0; i < symbol->holidays.count; i++)
		if (symbol->holidays.items[i].to <= symbol->holidays.items[i].from)
			return empty_span(err, path, "holidays", i);
	for (size_t i = 0; i < symbol->commission_tiers.count; i++)
		if (symbol->commission_tiers.items[i].to < symbol->commission_tiers.items[i].from)
			return empty_span(err, path, "commission_tiers", i);
	return 0;
}

int tradyn__check_symbol(const tradyn_symbol *symbol, const char *path, tradyn_error *err)
{
	int status = check_names(symbol, path, err);

	if (!status)
		status = check_numbers(symbol, path, err);
	return status ? status : check_lists(symbol, path, err);
}

int tradyn__check_fill_model(const tradyn_fill_model *model, const char *path, tradyn_error *err)
{
	if (model->latency_min_msc > model->latency_max_msc) {
		wrong_limit(err, path, "latency_min_msc", "Must not be above latency_max_msc.", 0, model->latency_max_msc);
		err->whole = true;
		return TRADYN_E_INVALID_VALUE;
	}
	return 0;
}
