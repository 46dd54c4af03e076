/* SPDX-License-Identifier: MIT
 * What an account or a symbol is before a broker sets anything. */
#ifndef TRADYN_LIB_SCHEMA_DEFAULTS_H
#define TRADYN_LIB_SCHEMA_DEFAULTS_H

#include <tradyn/config.h>

/* The terms of the default account. */
void tradyn__account_defaults(tradyn_account *account);

/* A nameless FX-like symbol of 5 digits. */
void tradyn__symbol_defaults(tradyn_symbol *symbol);

/* Sets `point` to 10^-digits (0 … 8) and the tick size to it. */
void tradyn__symbol_set_digits(tradyn_symbol *symbol, int64_t digits);

#endif
