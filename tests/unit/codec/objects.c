/* SPDX-License-Identifier: MIT
 * Random objects. The draws are seeded: a failure comes back in the next run. */
#include "tests/unit/codec/objects.h"

#include <stdlib.h>
#include <string.h>

uint64_t draw(void)
{
	static uint64_t state = 1001;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

int64_t draw_between(int64_t min, int64_t max)
{
	return (int64_t)((uint64_t)min + draw() % ((uint64_t)max - (uint64_t)min + 1));
}

void draw_text(char *out, size_t size)
{
	static const char *const pieces[] = { "a", "Z", "7", " ", "\"", "\\", "/", "\n", "\t", "\x01", "\x1f", "\x7f", "ä", "€", "漢", "😀", "EURUSD", "<script>" };
	size_t length = (size_t)draw_between(0, (int64_t)size - 1);
	size_t used = 0;

	memset(out, 0, size);
	for (;;) {
		const char *piece = pieces[draw() % TRADYN__COUNT(pieces)];

		if (used + strlen(piece) > length)
			return;
		memcpy(out + used, piece, strlen(piece));
		used += strlen(piece);
	}
}

static void draw_ascii(char *out, size_t size)
{
	size_t length = (size_t)draw_between(1, (int64_t)size - 1);

	memset(out, 0, size);
	for (size_t i = 0; i < length; i++)
		out[i] = (char)draw_between(' ', '~');
}

static void draw_words(char *out, size_t size)
{
	static const char text[] = "buy, sell, buy_limit";

	memset(out, 0, size);
	memcpy(out, text, draw() % 2 ? 3 : sizeof(text) - 1);
}

static int64_t draw_integer(const tradyn__field *field)
{
	/* A decimal of at most 15 significant digits: what a JSON number keeps. */
	int64_t most = draw() % 2 ? INT64_C(999999999999999) : 1000000;

	if (field->max == INT64_MAX)
		return draw_between(field->min, most);
	if (field->min || field->max)
		return draw_between(field->min, field->kind == TRADYN__KIND_DECIMAL && field->max > most ? most : field->max);
	switch (field->kind) {
	case TRADYN__KIND_INT: return draw_between(INT64_MIN + 1, INT64_MAX - 1);
	case TRADYN__KIND_TICKET: return draw_between(1, TRADYN__INTEGER_MAX);
	case TRADYN__KIND_TIME: return draw_between(INT64_C(100000000000), INT64_C(4000000000000));
	case TRADYN__KIND_TIME_SECONDS: return draw_between(-1000000, 4000000000) * 1000;
	case TRADYN__KIND_TIME_MSC: return draw_between(-1000000, INT64_C(4000000000000));
	case TRADYN__KIND_DATE: return draw_between(-25000, 100000);
	default: return draw_between(-most, most);
	}
}

static void draw_list(const tradyn__field *field, char *member)
{
	size_t count = draw() % 4;
	char *items = field->kind == TRADYN__KIND_ARRAY ? member + sizeof(count) : NULL;

	if (!items) {
		items = calloc(count + 1, field->items->size);
		memcpy(member + sizeof(count), &items, sizeof(items));
	}
	memcpy(member, &count, sizeof(count));
	for (size_t i = 0; i < count; i++)
		draw_object(field->items, items + i * field->items->size);
}

static void draw_inner(const tradyn__field *field, char *member)
{
	void *inner = draw() % 2 ? malloc(field->items->size) : NULL;

	if (inner)
		draw_object(field->items, inner);
	memcpy(member, &inner, sizeof(inner));
}

static void draw_member(const tradyn__field *field, char *member)
{
	bool truth = draw() % 2;
	int64_t value;
	int choice;

	switch ((tradyn__kind)field->kind) {
	case TRADYN__KIND_BOOL:
		memcpy(member, &truth, sizeof(truth));
		return;
	case TRADYN__KIND_TEXT:
		do {
			if (field->flags & TRADYN__ASCII)
				draw_ascii(member, field->size);
			else
				draw_text(member, field->size);
		} while (!*member && field->flags & TRADYN__REQUIRED);
		return;
	case TRADYN__KIND_WORDS:
		draw_words(member, field->size);
		return;
	case TRADYN__KIND_ENUM:
	case TRADYN__KIND_ENUM_NUMBER:
		choice = field->values->values[draw() % field->values->count].value;
		memcpy(member, &choice, sizeof(choice));
		return;
	case TRADYN__KIND_LIST:
	case TRADYN__KIND_ARRAY:
		draw_list(field, member);
		return;
	case TRADYN__KIND_OBJECT:
		draw_inner(field, member);
		return;
	case TRADYN__KIND_PAIR:
	case TRADYN__KIND_INT_PAIR:
		value = draw_between(-1000000, 1000000);
		memcpy(member + sizeof(value), &value, sizeof(value));
		memcpy(member, &value, sizeof(value));
		return;
	case TRADYN__KIND_INT:
	case TRADYN__KIND_TICKET:
	case TRADYN__KIND_DECIMAL:
	case TRADYN__KIND_TIME_MSC:
	case TRADYN__KIND_TIME:
	case TRADYN__KIND_TIME_SECONDS:
	case TRADYN__KIND_CLOCK:
	case TRADYN__KIND_DATE:
		value = draw_integer(field);
		memcpy(member, &value, sizeof(value));
		return;
	}
}

bool is_on_wire(const tradyn__field *field)
{
	return !(field->flags & (TRADYN__DERIVED | TRADYN__STORED | TRADYN__COVERED));
}

void draw_object(const tradyn__type *type, void *object)
{
	tradyn__object_init(type, object);
	for (const tradyn__field *field = type->fields; field < type->fields + type->field_count; field++) {
		bool optional = type->sized && !(field->flags & TRADYN__REQUIRED);

		if (is_on_wire(field) && !(optional && draw() % 3 == 0))
			draw_member(field, (char *)object + field->offset);
	}
}

static bool same_list(const tradyn__field *field, const void *a, const void *b)
{
	size_t count = tradyn__list_count(field, a);
	const char *ignored;

	if (count != tradyn__list_count(field, b))
		return false;
	for (size_t i = 0; i < count; i++) {
		size_t at = i * field->items->size;

		if (!same_object(field->items, tradyn__list_items(field, a) + at, tradyn__list_items(field, b) + at, &ignored))
			return false;
	}
	return true;
}

static bool same_inner(const tradyn__field *field, const void *a, const void *b)
{
	const void *left = tradyn__object_at(field, a), *right = tradyn__object_at(field, b);
	const char *ignored;

	return left && right ? same_object(field->items, left, right, &ignored) : left == right;
}

bool same_object(const tradyn__type *type, const void *a, const void *b, const char **name)
{
	for (const tradyn__field *field = type->fields; field < type->fields + type->field_count; field++) {
		bool list = field->kind == TRADYN__KIND_LIST || field->kind == TRADYN__KIND_ARRAY;
		bool same;

		if (!is_on_wire(field))
			continue;
		if (list)
			same = same_list(field, a, b);
		else if (field->kind == TRADYN__KIND_OBJECT)
			same = same_inner(field, a, b);
		else if (field->kind == TRADYN__KIND_TEXT || field->kind == TRADYN__KIND_WORDS)
			same = strcmp((const char *)a + field->offset, (const char *)b + field->offset) == 0;
		else
			same = memcmp((const char *)a + field->offset, (const char *)b + field->offset, field->size) == 0;
		*name = field->name;
		if (!same)
			return false;
	}
	return true;
}
