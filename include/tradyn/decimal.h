/* SPDX-License-Identifier: MIT
 * Exact decimals: prices, volumes and money as whole counts of 1e-8. All functions are pure and thread-safe. */
#ifndef TRADYN_DECIMAL_H
#define TRADYN_DECIMAL_H

#include <tradyn/error.h>
#include <tradyn/export.h>

TRADYN_BEGIN

/** Count of 1e-8 units: 1.085 is 108500000. Range +-92,233,720,368.54775807; every operation that would leave it fails. INT64_MIN is TRADYN_UNSET, never a number. */
typedef int64_t tradyn_decimal;

#define TRADYN_DECIMAL_DIGITS 8
#define TRADYN_DECIMAL_ONE INT64_C(100000000)
#define TRADYN_DECIMAL_MAX INT64_MAX
#define TRADYN_DECIMAL_MIN (-INT64_MAX)
/** A buffer of this size holds every formatted decimal with its NUL. */
#define TRADYN_DECIMAL_TEXT_MAX 24

/** The decimal of a whole number, for constants: TRADYN_DECIMAL(100) is 100.0. */
#define TRADYN_DECIMAL(whole) ((tradyn_decimal)(whole) * TRADYN_DECIMAL_ONE)

/** How a result that has more digits than allowed is cut. Brokers round half away from zero (MetaQuotes, "Profit", Normalization). */
typedef enum tradyn_rounding {
	TRADYN_ROUND_HALF_AWAY = 0, /**< to the nearest, halves away from zero */
	TRADYN_ROUND_DOWN,          /**< toward minus infinity */
	TRADYN_ROUND_UP,            /**< toward plus infinity */
} tradyn_rounding;

/**
 * Reads decimal text such as "-1.0850", without exponent, into `out`. At least one digit before the point; a point needs a digit after it.
 * @return 0; TRADYN_E_SYNTAX where `text` is not a decimal, TRADYN_E_RANGE where it does not fit or has more than 8 decimals that matter
 *         (trailing zeros do not). On error `out` is untouched.
 */
TRADYN_API int tradyn_decimal_parse(const char *text, size_t length, tradyn_decimal *out);

/**
 * Writes the shortest exact text with at least one digit after the point and no exponent ("1.085", "10000.0", "-0.5"), NUL-terminated.
 * @param out at least TRADYN_DECIMAL_TEXT_MAX bytes
 * @return its length without the NUL
 */
TRADYN_API size_t tradyn_decimal_format(tradyn_decimal value, char *out);

/** Writes with exactly `digits` (0 … 8) decimals, rounded half away from zero: for people. @return the length without the NUL. */
TRADYN_API size_t tradyn_decimal_format_fixed(tradyn_decimal value, int digits, char *out);

/** Exact sum or difference. @return 0 or TRADYN_E_RANGE (`out` untouched). */
TRADYN_API int tradyn_decimal_add(tradyn_decimal a, tradyn_decimal b, tradyn_decimal *out);
TRADYN_API int tradyn_decimal_sub(tradyn_decimal a, tradyn_decimal b, tradyn_decimal *out);

/** Multiplies exactly in 128 bits, then cuts to `digits` (0 … 8) decimals. @return 0 or TRADYN_E_RANGE (`out` untouched). */
TRADYN_API int tradyn_decimal_mul(tradyn_decimal a, tradyn_decimal b, int digits, tradyn_rounding mode, tradyn_decimal *out);

/** Divides exactly in 128 bits, then cuts to `digits` (0 … 8) decimals. @return 0; TRADYN_E_RANGE, also for b = 0 (`out` untouched). */
TRADYN_API int tradyn_decimal_div(tradyn_decimal a, tradyn_decimal b, int digits, tradyn_rounding mode, tradyn_decimal *out);

/** a * b / c with one rounding at the end. @return 0; TRADYN_E_RANGE, also for c = 0 (`out` untouched). */
TRADYN_API int tradyn_decimal_mul_div(tradyn_decimal a, tradyn_decimal b, tradyn_decimal c, int digits, tradyn_rounding mode, tradyn_decimal *out);

/** Cuts `value` to `digits` (0 … 8) decimals. @return 0 or TRADYN_E_RANGE (`out` untouched). */
TRADYN_API int tradyn_decimal_round(tradyn_decimal value, int digits, tradyn_rounding mode, tradyn_decimal *out);

/** The multiples of `step` (> 0) at or below and at or above `value`; equal when it lies on the grid. @return 0 or TRADYN_E_RANGE. */
TRADYN_API int tradyn_decimal_grid(tradyn_decimal value, tradyn_decimal step, tradyn_decimal *below, tradyn_decimal *above);

TRADYN_END

#endif
