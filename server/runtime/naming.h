/* SPDX-License-Identifier: MIT
 * What the names of market-data files tell: which symbol, which day. */
#ifndef TRADYN_SERVER_RUNTIME_NAMING_H
#define TRADYN_SERVER_RUNTIME_NAMING_H

#include <tradyn/config.h>

/* Index of the configured symbol whose name stands in `text` as a word of its own, in any case; of several the longest, then the
 * first in `text`. -1 when there is none. */
int32_t naming_symbol(const tradyn_config *config, const char *text);

/* Index of the configured symbol `name` of `length` bytes, in any case; -1 when there is none. */
int32_t naming_symbol_exact(const tradyn_config *config, const char *name, size_t length);

/* The configured symbols for an error text: "EURUSD, GBPUSD, …", cut with "…". */
void naming_list(const tradyn_config *config, char *out, size_t size);

/* Midnight UTC of the first eight digits in `text` that stand alone and are a date, TRADYN_UNSET when there are none. */
int64_t naming_day(const char *text);

#endif
