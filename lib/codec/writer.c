/* SPDX-License-Identifier: MIT
 * Objects as JSON text, row by row, straight into the caller's buffer. The hot part of every reply: nothing is allocated,
 * keys are copied as they stand in the rows, numbers are formatted in place. */
#include "lib/codec/writer.h"

#include "lib/base/text.h"
#include "lib/base/zone.h"

#include <string.h>

/* A value other than a text or a list, at most: a pair of decimals. */
#define SCALAR_MAX 64

static size_t left(const tradyn__writer *writer)
{
	return writer->capacity - writer->length;
}

static void fail(tradyn__writer *writer, int status)
{
	if (!writer->status)
		writer->status = status;
}

void tradyn__write_raw(tradyn__writer *writer, const char *text, size_t length)
{
	if (writer->status || length > left(writer)) {
		fail(writer, TRADYN_E_BUFFER_FULL);
		return;
	}
	memcpy(writer->out + writer->length, text, length);
	writer->length += length;
}

/* ---- Text ---- */

#define EACH_BYTE(value) ((uint64_t)(value) * UINT64_C(0x0101010101010101))

/* A bit in each byte that can not stand in a JSON string as it is: control, quotation mark, backslash, not ASCII.
 * Above the lowest such byte there may be false ones. */
static uint64_t special_bytes(uint64_t word)
{
	uint64_t quote = word ^ EACH_BYTE('"');
	uint64_t backslash = word ^ EACH_BYTE('\\');
	uint64_t found = word | ((word - EACH_BYTE(0x20)) & ~word) | ((quote - EACH_BYTE(1)) & ~quote) | ((backslash - EACH_BYTE(1)) & ~backslash);

	return found & EACH_BYTE(0x80);
}

static size_t first_byte(uint64_t bits)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	bits = __builtin_bswap64(bits);
#endif
	return (size_t)__builtin_ctzll(bits) / 8;
}

static bool is_plain(char c)
{
	return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

/* Copies text[size] up to its NUL; NULL when it has anything that must be looked at. `out` has room for `size` bytes. */
static char *copy_plain(char *out, const char *text, size_t size)
{
	size_t i = 0;

	for (; i + 8 <= size; i += 8) {
		uint64_t word, special;

		memcpy(&word, text + i, sizeof(word));
		memcpy(out + i, &word, sizeof(word));
		special = special_bytes(word);
		if (special) {
			i += first_byte(special);
			return text[i] ? NULL : out + i;
		}
	}
	for (; i < size && text[i]; i++) {
		if (!is_plain(text[i]) || (unsigned char)text[i] >= 0x80)
			return NULL;
		out[i] = text[i];
	}
	return out + i;
}

static void write_escape(tradyn__writer *writer, char c)
{
	static const char hex[] = "0123456789abcdef";
	static const char shorts[] = "\"\"\\\\\bb\ff\nn\rr\tt"; /* character, its letter */
	char code[6] = { '\\', 'u', '0', '0', hex[(c >> 4) & 15], hex[c & 15] };

	for (size_t i = 0; i + 1 < sizeof(shorts); i += 2) {
		if (shorts[i] == c) {
			code[1] = shorts[i + 1];
			tradyn__write_raw(writer, code, 2);
			return;
		}
	}
	tradyn__write_raw(writer, code, sizeof(code));
}

void tradyn__write_text(tradyn__writer *writer, const char *text, size_t length)
{
	size_t start = 0;

	if (!tradyn__text_utf8(text, length))
		fail(writer, TRADYN_E_BAD_TEXT);
	tradyn__write_raw(writer, "\"", 1);
	for (size_t i = 0; i < length; i++) {
		if (is_plain(text[i]))
			continue;
		tradyn__write_raw(writer, text + start, i - start);
		write_escape(writer, text[i]);
		start = i + 1;
	}
	tradyn__write_raw(writer, text + start, length - start);
	tradyn__write_raw(writer, "\"", 1);
}

/* "a, b" as ["a","b"]. */
static void write_words(tradyn__writer *writer, const char *text, size_t length)
{
	const char *end = text + length;

	tradyn__write_raw(writer, "[", 1);
	while (text < end) {
		const char *comma = memmem(text, (size_t)(end - text), ", ", 2);
		const char *stop = comma ? comma : end;

		tradyn__write_text(writer, text, (size_t)(stop - text));
		text = comma ? comma + 2 : end;
		if (text < end)
			tradyn__write_raw(writer, ",", 1);
	}
	tradyn__write_raw(writer, "]", 1);
}

/* ---- Scalars ---- */

void tradyn__write_int(tradyn__writer *writer, int64_t value)
{
	char text[TRADYN__INTEGER_TEXT_MAX];

	tradyn__write_raw(writer, text, tradyn__text_integer(value, text));
}

void tradyn__write_decimal(tradyn__writer *writer, tradyn_decimal value)
{
	char text[TRADYN_DECIMAL_TEXT_MAX];

	tradyn__write_raw(writer, text, tradyn_decimal_format(value, text));
}

static int64_t load(const char *member)
{
	int64_t value;

	memcpy(&value, member, sizeof(value));
	return value;
}

static int load_int(const char *member)
{
	int value;

	memcpy(&value, member, sizeof(value));
	return value;
}

static bool says_nothing(int64_t value, const tradyn__field *field)
{
	return value == TRADYN_UNSET || (value == 0 && field->flags & TRADYN__NONZERO);
}

static char *put_two(char *out, int64_t value)
{
	*out++ = (char)('0' + value / 10 % 10);
	*out++ = (char)('0' + value % 10);
	return out;
}

static char *put_clock(char *out, int64_t minutes)
{
	*out++ = '"';
	out = put_two(out, minutes / 60);
	*out++ = ':';
	out = put_two(out, minutes % 60);
	*out++ = '"';
	return out;
}

static char *put_date(char *out, int64_t days)
{
	int64_t year;
	int month, day;

	tradyn__civil_from_days(days, &year, &month, &day);
	*out++ = '"';
	out = put_two(put_two(out, year / 100), year % 100);
	*out++ = '-';
	out = put_two(out, month);
	*out++ = '-';
	out = put_two(out, day);
	*out++ = '"';
	return out;
}

/* Whole seconds, also before the epoch. */
static int64_t seconds(int64_t msc)
{
	return msc / 1000 - (msc % 1000 < 0);
}

static char *put_number(char *out, bool decimal, int64_t value)
{
	return out + (decimal ? tradyn_decimal_format(value, out) : tradyn__text_integer(value, out));
}

static char *put_pair(char *out, bool decimal, const char *member)
{
	*out++ = '[';
	out = put_number(out, decimal, load(member));
	*out++ = ',';
	out = put_number(out, decimal, load(member + sizeof(int64_t)));
	*out++ = ']';
	return out;
}

static char *put_enum(char *out, const tradyn__field *field, const char *member)
{
	const tradyn__enum_value *value = tradyn__enum_find(field->values, load_int(member));

	if (!value)
		return NULL;
	memcpy(out, value->quoted, TRADYN__QUOTED_MAX);
	return out + value->length + 2;
}

/* Writes a value that is no text and no list into SCALAR_MAX bytes; NULL when it says nothing. */
static inline __attribute__((always_inline)) char *put_scalar(char *out, const tradyn__field *field, const char *member)
{
	switch ((tradyn__kind)field->kind) {
	case TRADYN__KIND_DECIMAL:
		return says_nothing(load(member), field) ? NULL : put_number(out, true, load(member));
	case TRADYN__KIND_INT:
	case TRADYN__KIND_TICKET:
	case TRADYN__KIND_TIME_MSC:
	case TRADYN__KIND_TIME:
		return says_nothing(load(member), field) ? NULL : put_number(out, false, load(member));
	case TRADYN__KIND_TIME_SECONDS:
		return says_nothing(load(member), field) ? NULL : put_number(out, false, seconds(load(member)));
	case TRADYN__KIND_ENUM:
		return put_enum(out, field, member);
	case TRADYN__KIND_ENUM_NUMBER:
		return load_int(member) < 0 ? NULL : put_number(out, false, load_int(member));
	case TRADYN__KIND_BOOL:
		if (!*member && field->flags & TRADYN__NONZERO)
			return NULL;
		memcpy(out, *member ? "true " : "false", 5);
		return out + 5 - (*member != 0);
	case TRADYN__KIND_CLOCK:
		return says_nothing(load(member), field) ? NULL : put_clock(out, load(member));
	case TRADYN__KIND_DATE:
		return says_nothing(load(member), field) ? NULL : put_date(out, load(member));
	case TRADYN__KIND_PAIR:
	case TRADYN__KIND_INT_PAIR:
		if (says_nothing(load(member), field) || says_nothing(load(member + sizeof(int64_t)), field))
			return NULL;
		return put_pair(out, field->kind == TRADYN__KIND_PAIR, member);
	case TRADYN__KIND_TEXT:
	case TRADYN__KIND_WORDS:
	case TRADYN__KIND_LIST:
	case TRADYN__KIND_ARRAY:
	case TRADYN__KIND_OBJECT:
		break; /* written by the caller */
	}
	return NULL;
}

/* ---- Objects ---- */

static inline char *put_key(char *out, const tradyn__field *field)
{
	memcpy(out, field->key, 16);
	if (field->key_length > 16)
		memcpy(out + 16, field->key + 16, TRADYN__KEY_MAX - 16);
	return out + field->key_length;
}

/* Bytes that put_field() may touch. */
static inline size_t room_of(const tradyn__field *field)
{
	return TRADYN__KEY_MAX + SCALAR_MAX + (size_t)field->size;
}

/* Bytes that put_field() may touch for all members; one that has two rows is no larger than a number. */
static inline size_t room_of_all(const tradyn__type *type)
{
	return type->size + type->field_count * (TRADYN__KEY_MAX + SCALAR_MAX + sizeof(int64_t));
}

static inline bool is_text(const tradyn__field *field)
{
	return field->kind == TRADYN__KIND_TEXT || field->kind == TRADYN__KIND_WORDS;
}

static inline bool is_list(const tradyn__field *field)
{
	return field->kind == TRADYN__KIND_LIST || field->kind == TRADYN__KIND_ARRAY;
}

/* Writes a member into room enough. The end; `out` itself when the member says nothing; NULL when it takes more than copying. */
static inline __attribute__((always_inline)) char *put_field(char *out, const tradyn__field *field, bool sized, const char *member)
{
	char *end;

	if (field->kind == TRADYN__KIND_TEXT) {
		if (!*member && (sized || field->flags & TRADYN__NONZERO))
			return out;
		end = put_key(out, field);
		*end++ = '"';
		end = copy_plain(end, member, field->size);
		if (end)
			*end++ = '"';
		return end;
	}
	if (field->kind >= TRADYN__KIND_WORDS && (is_text(field) || is_list(field) || field->kind == TRADYN__KIND_OBJECT))
		return NULL;
	end = put_scalar(put_key(out, field), field, member);
	return end ? end : out;
}

static void write_long_text(tradyn__writer *writer, const tradyn__field *field, bool sized, const char *text)
{
	size_t length = strnlen(text, field->size);

	if (length == 0 && (sized || field->flags & TRADYN__NONZERO))
		return;
	tradyn__write_raw(writer, field->key, field->key_length);
	if (field->kind == TRADYN__KIND_WORDS)
		write_words(writer, text, length);
	else
		tradyn__write_text(writer, text, length);
}

static void write_items(tradyn__writer *writer, const tradyn__type *type, const char *items, size_t count, size_t stride, tradyn__view view)
{
	tradyn__write_raw(writer, "[", 1);
	for (size_t i = 0; i < count && !writer->status; i++) {
		if (i)
			tradyn__write_raw(writer, ",", 1);
		tradyn__write_object(writer, type, items + i * stride, view);
	}
	tradyn__write_raw(writer, "]", 1);
}

static void write_list(tradyn__writer *writer, const tradyn__field *field, const void *object, tradyn__view view)
{
	tradyn__write_raw(writer, field->key, field->key_length);
	write_items(writer, field->items, tradyn__list_items(field, object), tradyn__list_count(field, object), field->items->size, view);
}

static void write_inner(tradyn__writer *writer, const tradyn__field *field, const void *object, tradyn__view view)
{
	const void *inner = tradyn__object_at(field, object);

	if (!inner)
		return;
	tradyn__write_raw(writer, field->key, field->key_length);
	tradyn__write_object(writer, field->items, inner, view);
}

/* A reader of JSON keeps 15 digits of a number; the store keeps all: longer ones are texts. */
#define LONG_DECIMAL INT64_C(1000000000000000)

static bool is_long(const tradyn__field *field, const char *member)
{
	return field->kind == TRADYN__KIND_DECIMAL && (load(member) >= LONG_DECIMAL || load(member) <= -LONG_DECIMAL) && load(member) != TRADYN_UNSET;
}

static void write_long_decimal(tradyn__writer *writer, const tradyn__field *field, const char *member)
{
	tradyn__write_raw(writer, field->key, field->key_length);
	tradyn__write_raw(writer, "\"", 1);
	tradyn__write_decimal(writer, load(member));
	tradyn__write_raw(writer, "\"", 1);
}

/* Rows of a view: those whose flags under `mask` are `flags`. */
struct selection {
	unsigned mask, flags;
};

static const struct selection selections[] = {
	[TRADYN__VIEW_WIRE] = { TRADYN__STORED | TRADYN__COVERED, 0 },
	[TRADYN__VIEW_STORE] = { TRADYN__DERIVED | TRADYN__COVERED, 0 },
	[TRADYN__VIEW_CONFIG] = { TRADYN__CONFIG | TRADYN__DERIVED | TRADYN__COVERED, TRADYN__CONFIG },
};

/* The members that are not just copied, and all of them where the buffer ends. */
static void write_field(tradyn__writer *writer, const tradyn__type *type, const tradyn__field *field, const void *object, tradyn__view view)
{
	const char *member = (const char *)object + field->offset;
	char narrow[TRADYN__KEY_MAX + SCALAR_MAX];
	char *end;

	if (is_list(field)) {
		write_list(writer, field, object, view);
	} else if (is_text(field)) {
		write_long_text(writer, field, type->sized, member);
	} else if (field->kind == TRADYN__KIND_OBJECT) {
		write_inner(writer, field, object, view);
	} else if (view == TRADYN__VIEW_STORE && is_long(field, member)) {
		write_long_decimal(writer, field, member);
	} else {
		end = put_scalar(put_key(narrow, field), field, member);
		if (end)
			tradyn__write_raw(writer, narrow, (size_t)(end - narrow));
	}
}

static void write_fields(tradyn__writer *writer, const tradyn__type *type, const void *object, tradyn__view view)
{
	struct selection selection = selections[view];
	const tradyn__field *last = type->fields + type->field_count;
	const char *limit = writer->out + writer->capacity;
	char *at = writer->out + writer->length;
	bool sized = type->sized, roomy = (size_t)(limit - at) >= room_of_all(type);

	for (const tradyn__field *field = type->fields; field < last; field++) {
		char *end = NULL;

		if ((field->flags & selection.mask) != selection.flags)
			continue;
		if ((roomy || (size_t)(limit - at) >= room_of(field)) && !(view == TRADYN__VIEW_STORE && is_long(field, (const char *)object + field->offset)))
			end = put_field(at, field, sized, (const char *)object + field->offset);
		if (end) {
			at = end;
			continue;
		}
		writer->length = (size_t)(at - writer->out);
		write_field(writer, type, field, object, view);
		at = writer->out + writer->length;
		roomy = false;
	}
	writer->length = (size_t)(at - writer->out);
}

void tradyn__write_object(tradyn__writer *writer, const tradyn__type *type, const void *object, tradyn__view view)
{
	size_t start = writer->length;

	if (writer->status)
		return;
	write_fields(writer, type, object, view);
	/* Every key came with a comma before it: the first becomes the brace. */
	if (writer->length == start)
		tradyn__write_raw(writer, "{", 1);
	else
		writer->out[start] = '{';
	tradyn__write_raw(writer, "}", 1);
}

/* ---- Public ---- */

static int finish(const tradyn__writer *writer, size_t *length)
{
	*length = writer->length;
	return writer->status;
}

static int encode(tradyn_type_id type, const void *object, tradyn__view view, char *out, size_t capacity, size_t *length)
{
	tradyn__writer writer = { out, 0, capacity, 0 };
	const tradyn__type *row = tradyn__type_get(type);

	if (!row)
		return TRADYN_E_BAD_ARGUMENT;
	tradyn__write_object(&writer, row, object, view);
	return finish(&writer, length);
}

int tradyn_codec_encode(tradyn_type_id type, const void *object, char *out, size_t capacity, size_t *length)
{
	return encode(type, object, TRADYN__VIEW_WIRE, out, capacity, length);
}

int tradyn_event_encode(const tradyn_event *event, char *out, size_t capacity, size_t *length)
{
	return encode(TRADYN_TYPE_EVENT, event, TRADYN__VIEW_STORE, out, capacity, length);
}

int tradyn_codec_encode_list(tradyn_type_id type, const void *objects, size_t count, size_t stride, char *out, size_t capacity, size_t *length)
{
	tradyn__writer writer = { out, 0, capacity, 0 };
	const tradyn__type *row = tradyn__type_get(type);

	if (!row)
		return TRADYN_E_BAD_ARGUMENT;
	write_items(&writer, row, objects, count, stride, TRADYN__VIEW_WIRE);
	return finish(&writer, length);
}
