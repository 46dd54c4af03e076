/* SPDX-License-Identifier: MIT
 * Recordings that are finer than the symbol they are fed to. */
#ifndef TRADYN_SERVER_RUNTIME_DIGITS_H
#define TRADYN_SERVER_RUNTIME_DIGITS_H

#include <tradyn/engine.h>

/* Most decimals that any bid or ask of `quotes` needs. */
int digits_of(const tradyn_quote *quotes, size_t count);

/* Gives `symbol` that many digits, when it has fewer: point and tick size become 10^-digits, and what is counted in points (stops,
 * freeze and gap level, swaps and commission in points) or per tick (a set tick value) is scaled, so that it is worth the same.
 * Returns whether anything changed. */
bool digits_raise(tradyn_symbol *symbol, int digits);

#endif
