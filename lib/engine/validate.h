/* SPDX-License-Identifier: MIT
 * The checks of the one validator, by what they look at. Each returns 0 or the rejection; a rejection says in one sentence what is
 * wrong and what would be right, and gives limits and nearest legal values as numbers. */
#ifndef TRADYN_LIB_ENGINE_VALIDATE_H
#define TRADYN_LIB_ENGINE_VALIDATE_H

#include "lib/engine/engine_impl.h"

/* Fills `err` with the sentence and the quote the request was judged by. Returns `code`. */
int tradyn__refuse(const tradyn__intent *intent, tradyn_error *err, int code, const char *field, const char *message, ...)
	__attribute__((format(printf, 5, 6)));

/* Decimal text for a sentence. */
typedef struct tradyn__text {
	char text[TRADYN_DECIMAL_TEXT_MAX];
} tradyn__text;
tradyn__text tradyn__say(tradyn_decimal value);

/* validate_price.c */
int tradyn__check_deviation(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err);
int tradyn__check_grid(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err);
int tradyn__check_pending(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err);
int tradyn__check_stops(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err);
int tradyn__check_freeze(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err);

/* execution.c */
int tradyn__check_execution(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err);

/* validate_limit.c */
int tradyn__check_volume(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err);
int tradyn__check_counts(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err);
int tradyn__check_volume_limit(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err);
int tradyn__check_margin(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err);

#endif
