/* SPDX-License-Identifier: MIT
 * The broker's configuration out of JSON and back. A text is laid over a copy: only one that is right in every field is taken. */
#include <tradyn/config.h>

#include "lib/base/currency.h"
#include "lib/base/fail.h"
#include "lib/base/text.h"
#include "lib/base/zone.h"
#include "lib/codec/config_check.h"
#include "lib/codec/fault.h"
#include "lib/codec/reader.h"
#include "lib/codec/writer.h"
#include "lib/schema/defaults.h"
#include "lib/schema/types.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* Whether the broker named the field. */
static bool names(const json_t *object, const char *field)
{
	const json_t *value = json_object_get(object, field);

	return value && !json_is_null(value);
}

static int overlay(const tradyn__type *type, const json_t *object, void *out, const char *path, tradyn_error *err)
{
	tradyn__reading reading = { .only = TRADYN__CONFIG, .overlay = true, .err = err };

	return tradyn__read_object(&reading, type, object, out, path);
}

static void path_of(char out[TRADYN_ERROR_FIELD_MAX], const char *list, size_t index)
{
	tradyn__text_format(out, TRADYN_ERROR_FIELD_MAX, "%s[%zu]", list, index);
}

static int fail_under(tradyn_error *err, int code, const char *path, const char *name, const char *message)
{
	char full[TRADYN_ERROR_FIELD_MAX];

	tradyn__path_join(full, path, name);
	return tradyn__fail(err, code, full, "%s", message);
}

/* The value of a list that is to be an array of at most `max` items. */
static int check_list(const json_t *value, const char *name, size_t max, tradyn_error *err)
{
	if (!json_is_array(value))
		return tradyn__fail(err, TRADYN_E_WRONG_TYPE, name, "Expected an array of objects.");
	if (json_array_size(value) > max) {
		tradyn__fail(err, TRADYN_E_INVALID_VALUE, name, "At most %zu items.", max);
		err->max = (int64_t)max;
		err->whole = true;
		return TRADYN_E_INVALID_VALUE;
	}
	return 0;
}

/* ---- Zone and fill model ---- */

static int read_zone(tradyn_config *config, const json_t *value, tradyn_error *err)
{
	tradyn__zone zone;
	int status;

	if (!json_is_string(value))
		return tradyn__fail(err, TRADYN_E_WRONG_TYPE, "zone", "Expected a string such as \"Europe/Helsinki\".");
	status = tradyn__zone_init(&zone, json_string_value(value), err);
	if (status)
		return status;
	if (!tradyn__text_copy(config->zone, sizeof(config->zone), json_string_value(value), json_string_length(value)))
		return tradyn__fail(err, TRADYN_E_TOO_LONG, "zone", "At most %d bytes.", TRADYN_ZONE_MAX - 1);
	return 0;
}

/* The numbers of the model's name first, then those that are given. One whose numbers are no longer its name's is called custom. */
static int read_fill_model(tradyn_config *config, const json_t *value, tradyn_error *err)
{
	tradyn_fill_model *model = &config->fill_model, plain;
	const json_t *name = json_object_get(value, "name");
	int status = 0;

	if (json_is_string(name) && tradyn_fill_model_set(model, json_string_value(name))) {
		status = tradyn__fail(err, TRADYN_E_INVALID_VALUE, "fill_model.name", "Must be frictionless, realistic, harsh or custom.");
		tradyn__text_format(err->legal, sizeof(err->legal), "frictionless, realistic, harsh, custom");
	}
	if (!status)
		status = overlay(&tradyn__type_FILL_MODEL, value, model, "fill_model", err);
	if (!status)
		status = tradyn__check_fill_model(model, "fill_model", err);
	if (status)
		return status;
	plain = *model;
	(void)tradyn_fill_model_set(&plain, model->name);
	if (memcmp(&plain, model, sizeof(plain)) != 0)
		tradyn__text_copy(model->name, sizeof(model->name), "custom", 6);
	return 0;
}

/* ---- Accounts ---- */

static int read_account(tradyn_config *config, const json_t *value, const char *path, tradyn_error *err)
{
	tradyn_account account;
	int status;

	tradyn__account_defaults(&account);
	status = overlay(&tradyn__type_ACCOUNT, value, &account, path, err);
	if (status)
		return status;
	if (!names(value, "currency_digits"))
		account.currency_digits = tradyn__currency_digits(account.currency);
	if (tradyn_config_account(config, account.login))
		return fail_under(err, TRADYN_E_INVALID_VALUE, path, "login", "Another account has the same login.");
	config->accounts.items[config->accounts.count++] = account;
	return tradyn__check_account(&account, path, err);
}

static int read_accounts(tradyn_config *config, const json_t *list, tradyn_error *err)
{
	tradyn_account *items;
	char path[TRADYN_ERROR_FIELD_MAX];
	int status = check_list(list, "accounts", TRADYN_ACCOUNTS_MAX, err);

	if (!status && json_array_size(list) == 0)
		status = tradyn__fail(err, TRADYN_E_INVALID_VALUE, "accounts", "At least one account.");
	if (status)
		return status;
	items = calloc(json_array_size(list) + 1, sizeof(*items));
	if (!items)
		return tradyn__fail(err, TRADYN_E_NO_MEMORY, "accounts", "Out of memory.");
	free(config->accounts.items);
	config->accounts = (tradyn_account_list){ 0, items };
	for (size_t i = 0; i < json_array_size(list) && !status; i++) {
		path_of(path, "accounts", i);
		status = read_account(config, json_array_get(list, i), path, err);
	}
	return status;
}

/* ---- Symbols ---- */

static int check_new(const json_t *value, const char *path, tradyn_error *err)
{
	static const char *const needed[] = { "digits", "currency_base", "currency_profit" };

	for (size_t i = 0; i < TRADYN__COUNT(needed); i++)
		if (!names(value, needed[i]))
			return fail_under(err, TRADYN_E_MISSING_FIELD, path, needed[i], "A new symbol needs name, digits, currency_base and currency_profit.");
	return 0;
}

/* What follows from the fields that were named, where it was not named itself. */
static void derive(tradyn_symbol *symbol, const json_t *value, bool is_new)
{
	tradyn_decimal tick_size = symbol->trade_tick_size;

	if (names(value, "digits"))
		tradyn__symbol_set_digits(symbol, symbol->digits);
	if (names(value, "trade_tick_size"))
		symbol->trade_tick_size = tick_size;
	if (is_new && !names(value, "currency_margin"))
		memcpy(symbol->currency_margin, symbol->currency_base, sizeof(symbol->currency_margin));
	if (is_new && !names(value, "margin_hedged"))
		symbol->margin_hedged = symbol->trade_contract_size;
}

static int read_symbol(tradyn_config *config, const json_t *value, const char *path, tradyn_error *err)
{
	const json_t *name = json_object_get(value, "name");
	tradyn_symbol *known = json_is_string(name) ? tradyn_config_symbol(config, json_string_value(name)) : NULL;
	tradyn_symbol symbol;
	int status;

	if (json_is_object(value) && !names(value, "name"))
		return fail_under(err, TRADYN_E_MISSING_FIELD, path, "name", "Says which symbol is meant.");
	if (known)
		symbol = *known;
	else
		tradyn__symbol_defaults(&symbol);
	status = overlay(&tradyn__type_SYMBOL, value, &symbol, path, err);
	if (!status && !known)
		status = check_new(value, path, err);
	if (status)
		return status;
	derive(&symbol, value, !known);
	if (known)
		*known = symbol;
	else
		config->symbols.items[config->symbols.count++] = symbol;
	return tradyn__check_symbol(&symbol, path, err);
}

static int check_twice(const json_t *list, size_t index, const char *path, tradyn_error *err)
{
	const char *name = json_string_value(json_object_get(json_array_get(list, index), "name"));

	for (size_t i = 0; i < index && name; i++) {
		const char *other = json_string_value(json_object_get(json_array_get(list, i), "name"));

		if (other && strcmp(name, other) == 0)
			return fail_under(err, TRADYN_E_INVALID_VALUE, path, "name", "This symbol stands twice in the list.");
	}
	return 0;
}

static int read_symbols(tradyn_config *config, const json_t *list, tradyn_error *err)
{
	char path[TRADYN_ERROR_FIELD_MAX];
	tradyn_symbol *items;
	int status = check_list(list, "symbols", TRADYN_SYMBOLS_MAX, err);

	if (status)
		return status;
	items = realloc(config->symbols.items, (config->symbols.count + json_array_size(list) + 1) * sizeof(*items));
	if (!items)
		return tradyn__fail(err, TRADYN_E_NO_MEMORY, "symbols", "Out of memory.");
	config->symbols.items = items;
	for (size_t i = 0; i < json_array_size(list) && !status; i++) {
		path_of(path, "symbols", i);
		status = check_twice(list, i, path, err);
		if (!status)
			status = read_symbol(config, json_array_get(list, i), path, err);
	}
	if (!status && config->symbols.count > TRADYN_SYMBOLS_MAX)
		status = tradyn__fail(err, TRADYN_E_LIMIT_REACHED, "symbols", "At most %d symbols in all.", TRADYN_SYMBOLS_MAX);
	return status;
}

/* ---- The whole ---- */

static const struct {
	const char *name;
	int (*take)(tradyn_config *config, const json_t *value, tradyn_error *err);
} parts[] = {
	{ "zone", read_zone },
	{ "fill_model", read_fill_model },
	{ "accounts", read_accounts },
	{ "symbols", read_symbols },
};

static int check_names(const json_t *root, tradyn_error *err)
{
	if (!json_is_object(root))
		return tradyn__fail(err, TRADYN_E_WRONG_TYPE, NULL, "Expected an object.");
	for (void *at = json_object_iter((json_t *)(uintptr_t)root); at; at = json_object_iter_next((json_t *)(uintptr_t)root, at)) {
		const char *name = json_object_iter_key(at);
		size_t i = 0;

		while (i < TRADYN__COUNT(parts) && strcmp(parts[i].name, name) != 0)
			i++;
		if (i < TRADYN__COUNT(parts))
			continue;
		tradyn__fail(err, TRADYN_E_UNKNOWN_FIELD, name, "A configuration has zone, fill_model, accounts and symbols.");
		tradyn__text_format(err->legal, sizeof(err->legal), "zone, fill_model, accounts, symbols");
		return TRADYN_E_UNKNOWN_FIELD;
	}
	return 0;
}

static int read_parts(tradyn_config *config, const json_t *root, tradyn_error *err)
{
	int status = check_names(root, err);

	for (size_t i = 0; i < TRADYN__COUNT(parts) && !status; i++)
		if (names(root, parts[i].name))
			status = parts[i].take(config, json_object_get(root, parts[i].name), err);
	return status;
}

/* Copies items into memory of their own; NULL for none, or when memory is short. */
static void *copy_items(const void *items, size_t count, size_t size)
{
	void *copy = calloc(count + 1, size);

	if (copy && count)
		memcpy(copy, items, count * size);
	return copy;
}

static int copy_config(const tradyn_config *config, tradyn_config *copy)
{
	*copy = *config;
	copy->accounts.items = copy_items(config->accounts.items, config->accounts.count, sizeof(*config->accounts.items));
	copy->symbols.items = copy_items(config->symbols.items, config->symbols.count, sizeof(*config->symbols.items));
	if (copy->accounts.items && copy->symbols.items)
		return 0;
	tradyn_config_clear(copy);
	return TRADYN_E_NO_MEMORY;
}

static int read_into_copy(tradyn_config *copy, const char *json, size_t length, tradyn_error *err)
{
	json_t *root = tradyn__json_parse(json, length, TRADYN_CONFIG_SIZE_MAX, err);
	int status = root ? read_parts(copy, root, err) : err->code;

	json_decref(root);
	return status;
}

int tradyn_config_read(tradyn_config *config, const char *json, size_t length, tradyn_error *err)
{
	tradyn_error found;
	tradyn_config copy;
	int status;

	tradyn_error_init(&found);
	if (copy_config(config, &copy))
		return tradyn__fail(err, TRADYN_E_NO_MEMORY, NULL, "Out of memory.");
	status = read_into_copy(&copy, json, length, &found);
	if (status) {
		tradyn_config_clear(&copy);
		if (err && !err->code)
			*err = found;
		return status;
	}
	tradyn_config_clear(config);
	*config = copy;
	return 0;
}

#define WRITE(writer, literal) tradyn__write_raw(writer, literal, sizeof(literal) - 1)

static void write_list(tradyn__writer *writer, const tradyn__type *type, const char *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		tradyn__write_raw(writer, i ? ",\n" : "\n", i ? 2 : 1);
		tradyn__write_object(writer, type, items + i * type->size, TRADYN__VIEW_CONFIG);
	}
	WRITE(writer, "\n]");
}

int tradyn_config_write(const tradyn_config *config, char *out, size_t capacity, size_t *length)
{
	tradyn__writer writer = { out, 0, capacity, 0 };

	WRITE(&writer, "{\n\"zone\":");
	tradyn__write_text(&writer, config->zone, strnlen(config->zone, sizeof(config->zone)));
	WRITE(&writer, ",\n\"fill_model\":");
	tradyn__write_object(&writer, &tradyn__type_FILL_MODEL, &config->fill_model, TRADYN__VIEW_CONFIG);
	WRITE(&writer, ",\n\"accounts\":[");
	write_list(&writer, &tradyn__type_ACCOUNT, (const char *)config->accounts.items, config->accounts.count);
	WRITE(&writer, ",\n\"symbols\":[");
	write_list(&writer, &tradyn__type_SYMBOL, (const char *)config->symbols.items, config->symbols.count);
	WRITE(&writer, "\n}\n");
	*length = writer.length;
	return writer.status;
}
