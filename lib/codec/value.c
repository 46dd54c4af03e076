/* SPDX-License-Identifier: MIT
 * Text and numbers into members, checked against kind and bounds. Nothing is rounded except the noise of binary floating point
 * beyond 15 significant digits. */
#include "lib/codec/value.h"

#include "lib/base/text.h"
#include "lib/base/zone.h"

#include <string.h>

/* Times below are seconds, from here on milliseconds: 10^11 s is the year 5138, 10^11 ms is 1973. */
#define SECONDS_MAX INT64_C(100000000000)

static int set(const tradyn__spot *spot, int64_t value, char *member)
{
	const tradyn__field *field = spot->field;
	bool bounded = field->min || field->max;

	if (bounded && (value < field->min || value > field->max))
		return tradyn__fault_range(spot);
	if (value == TRADYN_UNSET)
		return tradyn__fault(spot, TRADYN_E_INVALID_VALUE, "Out of range.");
	memcpy(member, &value, sizeof(value));
	return 0;
}

static int set_ticket(const tradyn__spot *spot, int64_t value, char *member)
{
	if (value < 0 || value > TRADYN__INTEGER_MAX)
		return tradyn__fault(spot, TRADYN_E_INVALID_VALUE, "A ticket is a positive integer below 2^53.");
	return set(spot, value, member);
}

static int set_time(const tradyn__spot *spot, int64_t value, char *member)
{
	return set(spot, value > -SECONDS_MAX && value < SECONDS_MAX ? value * 1000 : value, member);
}

static int set_enum(const tradyn__spot *spot, int64_t value, char *member)
{
	int narrow = (int)value;

	if (value != narrow || !tradyn__enum_find(spot->field->values, narrow))
		return tradyn__fault_enum(spot);
	memcpy(member, &narrow, sizeof(narrow));
	return 0;
}

static int set_bool(bool value, char *member)
{
	memcpy(member, &value, sizeof(value));
	return 0;
}

static int out_of_range(const tradyn__spot *spot)
{
	return tradyn__fault(spot, TRADYN_E_INVALID_VALUE, "At most 8 decimals, from -92233720368.54775807 to 92233720368.54775807.");
}

/* ---- Numbers ---- */

int tradyn__value_integer(const tradyn__spot *spot, int64_t value, char *member)
{
	tradyn_decimal decimal;

	switch ((tradyn__kind)spot->field->kind) {
	case TRADYN__KIND_INT:
	case TRADYN__KIND_TIME_MSC:
		return set(spot, value, member);
	case TRADYN__KIND_TICKET:
		return set_ticket(spot, value, member);
	case TRADYN__KIND_DECIMAL:
		if (__builtin_mul_overflow(value, TRADYN_DECIMAL_ONE, &decimal))
			return out_of_range(spot);
		return set(spot, decimal, member);
	case TRADYN__KIND_ENUM:
	case TRADYN__KIND_ENUM_NUMBER:
		return set_enum(spot, value, member);
	case TRADYN__KIND_TIME:
	case TRADYN__KIND_TIME_SECONDS:
		return set_time(spot, value, member);
	case TRADYN__KIND_BOOL:
	case TRADYN__KIND_TEXT:
	case TRADYN__KIND_CLOCK:
	case TRADYN__KIND_DATE:
	case TRADYN__KIND_WORDS:
	case TRADYN__KIND_PAIR:
	case TRADYN__KIND_INT_PAIR:
	case TRADYN__KIND_LIST:
	case TRADYN__KIND_ARRAY:
	case TRADYN__KIND_OBJECT:
		break;
	}
	return tradyn__fault_type(spot, "an integer");
}

int tradyn__value_real(const tradyn__spot *spot, double value, char *member)
{
	tradyn_decimal decimal;

	if (spot->field->kind != TRADYN__KIND_DECIMAL)
		return tradyn__fault_type(spot, "a number with a point or exponent");
	if (tradyn__real_to_decimal(value, &decimal))
		return out_of_range(spot);
	return set(spot, decimal, member);
}

/* ---- Text ---- */

/* 0, TRADYN_E_SYNTAX or TRADYN_E_RANGE. */
static int parse_integer(const char *text, size_t length, int64_t *out)
{
	size_t i = length > 0 && text[0] == '-';
	int64_t value = 0;
	bool fits = true;

	if (i == length)
		return TRADYN_E_SYNTAX;
	for (; i < length; i++) {
		int digit = text[i] - '0';

		if (digit < 0 || digit > 9)
			return TRADYN_E_SYNTAX;
		fits = fits && !__builtin_mul_overflow(value, INT64_C(10), &value) && !__builtin_sub_overflow(value, (int64_t)digit, &value);
	}
	if (!fits || (text[0] != '-' && value == INT64_MIN))
		return TRADYN_E_RANGE;
	*out = text[0] == '-' ? value : -value;
	return 0;
}

static int read_integer(const tradyn__spot *spot, const char *text, size_t length, char *member)
{
	int64_t value;
	int status = parse_integer(text, length, &value);

	if (status == TRADYN_E_SYNTAX)
		return tradyn__fault_text(spot, text, length);
	if (status)
		return tradyn__fault(spot, TRADYN_E_INVALID_VALUE, "Integers are from -9223372036854775807 to 9223372036854775807.");
	return tradyn__value_integer(spot, value, member);
}

static int read_decimal(const tradyn__spot *spot, const char *text, size_t length, char *member)
{
	tradyn_decimal value;
	int status = tradyn_decimal_parse(text, length, &value);

	if (status == TRADYN_E_SYNTAX)
		return tradyn__fault_text(spot, text, length);
	return status ? out_of_range(spot) : set(spot, value, member);
}

static int read_enum(const tradyn__spot *spot, const char *text, size_t length, char *member)
{
	int64_t number;
	int value;

	if (tradyn__enum_value_of(spot->field->values, text, length, &value) == 0)
		return set_enum(spot, value, member);
	if (parse_integer(text, length, &number) == 0)
		return set_enum(spot, number, member);
	return tradyn__fault_enum(spot);
}

static int read_time(const tradyn__spot *spot, const char *text, size_t length, char *member)
{
	int64_t value;

	if (parse_integer(text, length, &value) == 0)
		return set_time(spot, value, member);
	if (tradyn__time_parse(text, length, &value) == 0)
		return set(spot, value, member);
	return tradyn__fault_text(spot, text, length);
}

static bool is_printable_ascii(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] < 0x20 || text[i] > 0x7e)
			return false;
	return length > 0;
}

static int read_text(const tradyn__spot *spot, const char *text, size_t length, char *member)
{
	const tradyn__field *field = spot->field;

	if (length >= field->size)
		return tradyn__fault_length(spot);
	if (length == 0 && field->flags & TRADYN__REQUIRED)
		return tradyn__fault(spot, TRADYN_E_INVALID_VALUE, "Must not be empty.");
	if (field->flags & TRADYN__ASCII && !is_printable_ascii(text, length))
		return tradyn__fault(spot, TRADYN_E_INVALID_VALUE, "1 to %d printable ASCII characters.", field->size - 1);
	if (!tradyn__text_utf8(text, length))
		return tradyn__fault(spot, TRADYN_E_BAD_TEXT, "Not valid UTF-8.");
	memset(member, 0, field->size);
	memcpy(member, text, length);
	return 0;
}

/* The number of two digits, or -1. */
static int two_digits(const char *text)
{
	if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
		return -1;
	return (text[0] - '0') * 10 + text[1] - '0';
}

static int read_clock(const tradyn__spot *spot, const char *text, size_t length, char *member)
{
	int hours = length == 5 ? two_digits(text) : -1;
	int minutes = length == 5 ? two_digits(text + 3) : -1;

	if (hours < 0 || minutes < 0 || minutes > 59 || text[2] != ':')
		return tradyn__fault_text(spot, text, length);
	if (hours * 60 + minutes < spot->field->min || hours * 60 + minutes > spot->field->max)
		return tradyn__fault(spot, TRADYN_E_INVALID_VALUE, spot->field->min ? "From 00:01 to 24:00." : "From 00:00 to 23:59.");
	return set(spot, hours * 60 + minutes, member);
}

static int read_date(const tradyn__spot *spot, const char *text, size_t length, char *member)
{
	int64_t msc;

	if (length != 10 || tradyn__time_parse(text, length, &msc))
		return tradyn__fault_text(spot, text, length);
	return set(spot, msc / 86400000, member); /* a midnight: nothing is cut off */
}

static bool same(const char *text, size_t length, const char *word)
{
	return length == strlen(word) && memcmp(text, word, length) == 0;
}

static int read_bool(const tradyn__spot *spot, const char *text, size_t length, char *member)
{
	if (same(text, length, "true") || same(text, length, "1"))
		return set_bool(true, member);
	if (same(text, length, "false") || same(text, length, "0"))
		return set_bool(false, member);
	return tradyn__fault_text(spot, text, length);
}

int tradyn__value_text(const tradyn__spot *spot, const char *text, size_t length, bool loose, char *member)
{
	switch ((tradyn__kind)spot->field->kind) {
	case TRADYN__KIND_TEXT: return read_text(spot, text, length, member);
	case TRADYN__KIND_DECIMAL: return read_decimal(spot, text, length, member);
	case TRADYN__KIND_INT:
	case TRADYN__KIND_TICKET:
	case TRADYN__KIND_TIME_MSC: return read_integer(spot, text, length, member);
	case TRADYN__KIND_ENUM:
	case TRADYN__KIND_ENUM_NUMBER: return read_enum(spot, text, length, member);
	case TRADYN__KIND_TIME:
	case TRADYN__KIND_TIME_SECONDS: return read_time(spot, text, length, member);
	case TRADYN__KIND_CLOCK: return read_clock(spot, text, length, member);
	case TRADYN__KIND_DATE: return read_date(spot, text, length, member);
	case TRADYN__KIND_BOOL:
		if (loose)
			return read_bool(spot, text, length, member);
		break;
	case TRADYN__KIND_WORDS:
	case TRADYN__KIND_PAIR:
	case TRADYN__KIND_INT_PAIR:
	case TRADYN__KIND_LIST:
	case TRADYN__KIND_ARRAY:
	case TRADYN__KIND_OBJECT:
		break;
	}
	return tradyn__fault_type(spot, "a string");
}
