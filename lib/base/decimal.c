/* SPDX-License-Identifier: MIT
 * Decimals: text in and out, checked arithmetic. Formatting is the hot part of the JSON writer: eight digits at a time
 * in one register, no table and no division by anything but constants. */
#include "lib/base/text.h"
#include "lib/base/wide.h"

#include <string.h>

#define ONE UINT64_C(100000000)
#define EIGHT_ZEROS UINT64_C(0x3030303030303030)

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool digits_valid(int digits)
{
	return digits >= 0 && digits <= TRADYN_DECIMAL_DIGITS;
}

/* ---- Text ---- */

/* Adds the digits of text[*at…] to *magnitude; false on overflow. All digits are consumed in any case. */
static bool read_whole(const char *text, size_t length, size_t *at, uint64_t *magnitude)
{
	bool fits = true;
	uint64_t value = 0;
	size_t i = *at;

	for (; i < length && is_digit(text[i]); i++) {
		value = value * 10 + (uint64_t)(text[i] - '0');
		if (value > UINT64_C(92233720368)) {
			fits = false;
			value = 0;
		}
	}
	*at = i;
	*magnitude = value * ONE;
	return fits;
}

/* The same for the digits after the point; false when one beyond the eighth matters. */
static bool read_fraction(const char *text, size_t length, size_t *at, uint64_t *magnitude)
{
	bool fits = true;
	uint64_t unit = ONE / 10;
	size_t i = *at;

	for (; i < length && is_digit(text[i]); i++, unit /= 10) {
		uint64_t digit = (uint64_t)(text[i] - '0');

		*magnitude += digit * unit;
		fits &= unit != 0 || digit == 0;
	}
	*at = i;
	return fits;
}

int tradyn_decimal_parse(const char *text, size_t length, tradyn_decimal *out)
{
	bool negative = length > 0 && text[0] == '-';
	size_t i = negative;
	uint64_t magnitude;
	bool fits;

	if (i == length || !is_digit(text[i]))
		return TRADYN_E_SYNTAX;
	fits = read_whole(text, length, &i, &magnitude);
	if (i < length) {
		if (text[i++] != '.' || i == length || !is_digit(text[i]))
			return TRADYN_E_SYNTAX;
		fits &= read_fraction(text, length, &i, &magnitude);
		if (i < length)
			return TRADYN_E_SYNTAX;
	}
	if (!fits || magnitude > (uint64_t)TRADYN_DECIMAL_MAX)
		return TRADYN_E_RANGE;
	*out = negative ? -(int64_t)magnitude : (int64_t)magnitude;
	return 0;
}

/* The eight digits of value < 10^8, one a byte, the leading one in the lowest byte. */
static uint64_t spread_digits(uint32_t value)
{
	uint64_t high = value / 10000;
	uint64_t low = value - high * 10000;
	uint64_t fours = high | low << 32;
	uint64_t hundreds = (fours * 10486 >> 20) & UINT64_C(0x0000007f0000007f);
	uint64_t pairs = hundreds + ((fours - hundreds * 100) << 16);
	uint64_t tens = (pairs * 103 >> 10) & UINT64_C(0x000f000f000f000f);

	return tens + ((pairs - tens * 10) << 8);
}

/* Writes eight characters, the lowest byte first. */
static void put_eight(char *out, uint64_t characters)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	characters = __builtin_bswap64(characters);
#endif
	memcpy(out, &characters, sizeof(characters));
}

static char *put_two(char *out, uint32_t value)
{
	out[0] = (char)('0' + value / 10);
	out[1] = (char)('0' + value % 10);
	return out + 2;
}

/* Writes a whole number without leading zeros (and up to seven bytes after it). Most prices and much money are below 100. */
static char *put_whole(char *out, uint64_t whole)
{
	uint64_t digits;
	unsigned zeros;

	if (whole < 10) {
		*out = (char)('0' + whole);
		return out + 1;
	}
	if (whole < 100)
		return put_two(out, (uint32_t)whole);
	if (whole >= ONE) {
		out = put_whole(out, whole / ONE);
		put_eight(out, spread_digits((uint32_t)(whole % ONE)) | EIGHT_ZEROS);
		return out + 8;
	}
	digits = spread_digits((uint32_t)whole);
	zeros = (unsigned)__builtin_ctzll(digits | UINT64_C(1) << 56) / 8;
	put_eight(out, (digits | EIGHT_ZEROS) >> zeros * 8);
	return out + 8 - zeros;
}

static uint64_t magnitude_of(tradyn_decimal value)
{
	return value < 0 ? -(uint64_t)value : (uint64_t)value;
}

/* The digits after the point up to the last that is not 0, at least one. Volumes and money have two. */
static char *put_fraction(char *out, uint32_t fraction)
{
	uint64_t digits;

	if (fraction % (ONE / 100) == 0) {
		put_two(out, fraction / (uint32_t)(ONE / 100));
		return out + 1 + (out[1] != '0');
	}
	digits = spread_digits(fraction);
	put_eight(out, digits | EIGHT_ZEROS);
	return out + 8 - (unsigned)__builtin_clzll(digits) / 8;
}

size_t tradyn__text_integer(int64_t value, char *out)
{
	*out = '-';
	return (size_t)(put_whole(out + (value < 0), magnitude_of(value)) - out);
}

size_t tradyn_decimal_format(tradyn_decimal value, char *out)
{
	uint64_t magnitude = magnitude_of(value);
	char *p = out;

	if (value == 0) { /* no stop, no swap, no commission: half of what is written */
		memcpy(out, "0.0", 4);
		return 3;
	}
	*p = '-';
	p += value < 0;
	p = put_whole(p, magnitude / ONE);
	*p++ = '.';
	p = put_fraction(p, (uint32_t)(magnitude % ONE));
	*p = '\0';
	return (size_t)(p - out);
}

size_t tradyn_decimal_format_fixed(tradyn_decimal value, int digits, char *out)
{
	int kept = digits < 0 ? 0 : digits > TRADYN_DECIMAL_DIGITS ? TRADYN_DECIMAL_DIGITS : digits;
	uint64_t step = (uint64_t)tradyn__pow10(TRADYN_DECIMAL_DIGITS - kept);
	uint64_t magnitude = (magnitude_of(value) + step / 2) / step * step; /* fits: 2^63 + 5e7 */
	char *p = out;

	*p = '-';
	p += value < 0 && magnitude != 0;
	p = put_whole(p, magnitude / ONE);
	if (kept > 0) {
		*p++ = '.';
		put_eight(p, spread_digits((uint32_t)(magnitude % ONE)) | EIGHT_ZEROS);
		p += kept;
	}
	*p = '\0';
	return (size_t)(p - out);
}

/* ---- Arithmetic ---- */

/* numerator / denominator in units of 1e-8, cut to `digits`. The denominator is a decimal and not 0: nothing here leaves 128 bits. */
static int cut(tradyn__wide numerator, tradyn__wide denominator, int digits, tradyn_rounding mode, tradyn_decimal *out)
{
	int64_t unit = tradyn__pow10(TRADYN_DECIMAL_DIGITS - digits);

	if (denominator < 0) {
		numerator = -numerator;
		denominator = -denominator;
	}
	return tradyn__wide_narrow(tradyn__wide_div(numerator, denominator * unit, mode) * unit, out);
}

int tradyn_decimal_add(tradyn_decimal a, tradyn_decimal b, tradyn_decimal *out)
{
	return tradyn__wide_narrow((tradyn__wide)a + b, out);
}

int tradyn_decimal_sub(tradyn_decimal a, tradyn_decimal b, tradyn_decimal *out)
{
	return tradyn__wide_narrow((tradyn__wide)a - b, out);
}

int tradyn_decimal_mul(tradyn_decimal a, tradyn_decimal b, int digits, tradyn_rounding mode, tradyn_decimal *out)
{
	return tradyn_decimal_mul_div(a, b, TRADYN_DECIMAL_ONE, digits, mode, out);
}

int tradyn_decimal_div(tradyn_decimal a, tradyn_decimal b, int digits, tradyn_rounding mode, tradyn_decimal *out)
{
	return tradyn_decimal_mul_div(a, TRADYN_DECIMAL_ONE, b, digits, mode, out);
}

int tradyn_decimal_mul_div(tradyn_decimal a, tradyn_decimal b, tradyn_decimal c, int digits, tradyn_rounding mode, tradyn_decimal *out)
{
	if (c == 0 || !digits_valid(digits))
		return TRADYN_E_RANGE;
	return cut((tradyn__wide)a * b, c, digits, mode, out);
}

int tradyn_decimal_round(tradyn_decimal value, int digits, tradyn_rounding mode, tradyn_decimal *out)
{
	return digits_valid(digits) ? cut(value, 1, digits, mode, out) : TRADYN_E_RANGE;
}

int tradyn_decimal_grid(tradyn_decimal value, tradyn_decimal step, tradyn_decimal *below, tradyn_decimal *above)
{
	tradyn_decimal low, high;

	if (step <= 0)
		return TRADYN_E_RANGE;
	if (tradyn__wide_narrow(tradyn__wide_div(value, step, TRADYN_ROUND_DOWN) * step, &low) ||
	    tradyn__wide_narrow(tradyn__wide_div(value, step, TRADYN_ROUND_UP) * step, &high))
		return TRADYN_E_RANGE;
	*below = low;
	*above = high;
	return 0;
}
