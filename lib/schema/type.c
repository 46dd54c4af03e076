/* SPDX-License-Identifier: MIT
 * Types by their id, and what can be done with any object by its rows alone. */
#include "lib/schema/types.h"

#include <stdlib.h>
#include <string.h>

#define TYPE_ROW(name, type, wire) [TRADYN_TYPE_##name] = &tradyn__type_##name,
static const tradyn__type *const types[TRADYN_TYPE_COUNT] = { TRADYN_TYPE_LIST(TYPE_ROW) };

/* What every list looks like in memory. */
struct list {
	size_t count;
	void *items;
};

const tradyn__type *tradyn__type_get(tradyn_type_id id)
{
	return id > TRADYN_TYPE_NONE && id < TRADYN_TYPE_COUNT ? types[id] : NULL;
}

size_t tradyn_codec_size(tradyn_type_id type)
{
	const tradyn__type *row = tradyn__type_get(type);

	return row ? row->size : 0;
}

const char *tradyn_codec_name(tradyn_type_id type)
{
	const tradyn__type *row = tradyn__type_get(type);

	return row ? row->name : NULL;
}

const tradyn__field *tradyn__field_find(const tradyn__type *type, const char *name, size_t length)
{
	for (size_t i = 0; i < type->field_count; i++)
		if (type->fields[i].name_length == length && memcmp(type->fields[i].name, name, length) == 0)
			return &type->fields[i];
	return NULL;
}

static void set_integer(char *member, int64_t value)
{
	memcpy(member, &value, sizeof(value));
}

static void init_member(const tradyn__field *field, char *member)
{
	int64_t absent = field->flags & TRADYN__NONZERO ? 0 : TRADYN_UNSET;
	int none = -1;

	switch ((tradyn__kind)field->kind) {
	case TRADYN__KIND_BOOL:
	case TRADYN__KIND_TEXT:
	case TRADYN__KIND_WORDS:
	case TRADYN__KIND_LIST:
	case TRADYN__KIND_ARRAY:
	case TRADYN__KIND_OBJECT:
		return; /* zeroed */
	case TRADYN__KIND_ENUM:
	case TRADYN__KIND_ENUM_NUMBER:
		memcpy(member, &none, sizeof(none));
		return;
	case TRADYN__KIND_PAIR:
	case TRADYN__KIND_INT_PAIR:
		set_integer(member, absent);
		set_integer(member + sizeof(absent), absent);
		return;
	case TRADYN__KIND_INT:
	case TRADYN__KIND_TICKET:
	case TRADYN__KIND_DECIMAL:
	case TRADYN__KIND_TIME_MSC:
	case TRADYN__KIND_TIME:
	case TRADYN__KIND_TIME_SECONDS:
	case TRADYN__KIND_CLOCK:
	case TRADYN__KIND_DATE:
		if (field->size == sizeof(absent))
			set_integer(member, absent);
		return;
	}
}

void tradyn__object_init(const tradyn__type *type, void *object)
{
	memset(object, 0, type->size);
	if (type->sized)
		memcpy(object, &type->size, sizeof(type->size));
	for (size_t i = 0; i < type->field_count; i++)
		if (!(type->fields[i].flags & TRADYN__DERIVED))
			init_member(&type->fields[i], (char *)object + type->fields[i].offset);
}

static void clear_list(const tradyn__field *field, void *object)
{
	struct list *list = (struct list *)(void *)((char *)object + field->offset);

	free(list->items);
	*list = (struct list){ 0, NULL };
}

void *tradyn__object_at(const tradyn__field *field, const void *object)
{
	void *inner;

	memcpy(&inner, (const char *)object + field->offset, sizeof(inner));
	return inner;
}

static void clear_inner(const tradyn__field *field, void *object)
{
	void *inner = tradyn__object_at(field, object);

	if (inner)
		tradyn__object_clear(field->items, inner);
	free(inner);
	memset((char *)object + field->offset, 0, sizeof(inner));
}

void tradyn__object_clear(const tradyn__type *type, void *object)
{
	for (size_t i = 0; i < type->field_count; i++) {
		if (type->fields[i].kind == TRADYN__KIND_LIST)
			clear_list(&type->fields[i], object);
		else if (type->fields[i].kind == TRADYN__KIND_OBJECT)
			clear_inner(&type->fields[i], object);
	}
}

void tradyn_codec_init(tradyn_type_id type, void *out)
{
	const tradyn__type *row = tradyn__type_get(type);

	if (row)
		tradyn__object_init(row, out);
}

void tradyn_codec_clear(tradyn_type_id type, void *object)
{
	const tradyn__type *row = tradyn__type_get(type);

	if (row && object)
		tradyn__object_clear(row, object);
}

static bool integer_given(const tradyn__field *field, const char *member)
{
	int64_t value;

	memcpy(&value, member, sizeof(value));
	return value != TRADYN_UNSET && (value != 0 || !(field->flags & TRADYN__NONZERO));
}

bool tradyn__field_given(const tradyn__type *type, const tradyn__field *field, const void *object)
{
	const char *member = (const char *)object + field->offset;
	int value;

	switch ((tradyn__kind)field->kind) {
	case TRADYN__KIND_BOOL:
		return *member || !(field->flags & TRADYN__NONZERO);
	case TRADYN__KIND_LIST:
	case TRADYN__KIND_ARRAY:
		return true;
	case TRADYN__KIND_OBJECT:
		return tradyn__object_at(field, object) != NULL;
	case TRADYN__KIND_TEXT:
	case TRADYN__KIND_WORDS:
		return *member || !(type->sized || field->flags & TRADYN__NONZERO);
	case TRADYN__KIND_ENUM:
		memcpy(&value, member, sizeof(value));
		return tradyn__enum_find(field->values, value) != NULL;
	case TRADYN__KIND_ENUM_NUMBER:
		memcpy(&value, member, sizeof(value));
		return value >= 0;
	case TRADYN__KIND_PAIR:
	case TRADYN__KIND_INT_PAIR:
		return integer_given(field, member) && integer_given(field, member + sizeof(int64_t));
	case TRADYN__KIND_INT:
	case TRADYN__KIND_TICKET:
	case TRADYN__KIND_DECIMAL:
	case TRADYN__KIND_TIME_MSC:
	case TRADYN__KIND_TIME:
	case TRADYN__KIND_TIME_SECONDS:
	case TRADYN__KIND_CLOCK:
	case TRADYN__KIND_DATE:
		return integer_given(field, member);
	}
	return true;
}

size_t tradyn__list_count(const tradyn__field *field, const void *object)
{
	size_t count;

	memcpy(&count, (const char *)object + field->offset, sizeof(count));
	return count;
}

const char *tradyn__list_items(const tradyn__field *field, const void *object)
{
	const char *list = (const char *)object + field->offset;
	const char *items;

	if (field->kind == TRADYN__KIND_ARRAY)
		return list + offsetof(struct list, items); /* in place: every item is aligned like a pointer */
	memcpy(&items, list + offsetof(struct list, items), sizeof(items));
	return items;
}
