/* SPDX-License-Identifier: MIT
 * The schema itself: no struct member without a row, no row that contradicts itself. */
#include "tests/unit/suite.h"

#include "lib/schema/types.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const tradyn__type *each(int id)
{
	return tradyn__type_get((tradyn_type_id)id);
}

#define FOR_EACH_TYPE(id) for (int id = TRADYN_TYPE_NONE + 1; id < TRADYN_TYPE_COUNT; id++)

static int by_offset(const void *a, const void *b)
{
	const tradyn__field *const *x = a, *const *y = b;

	if ((*x)->offset != (*y)->offset)
		return (*x)->offset < (*y)->offset ? -1 : 1;
	return (*x)->size < (*y)->size ? 1 : -1;
}

static size_t alignment(const tradyn__field *field)
{
	switch (field->kind) {
	case TRADYN__KIND_BOOL:
	case TRADYN__KIND_TEXT:
	case TRADYN__KIND_WORDS:
		return 1;
	case TRADYN__KIND_ENUM:
	case TRADYN__KIND_ENUM_NUMBER:
		return sizeof(int);
	default:
		return field->size == sizeof(int) ? sizeof(int) : sizeof(int64_t);
	}
}

static size_t align_up(size_t at, size_t to)
{
	return (at + to - 1) / to * to;
}

/* Walks a struct from its first byte to its last: between two rows only padding may lie. */
START_TEST(every_member_has_a_row)
{
	FOR_EACH_TYPE(id) {
		const tradyn__type *type = each(id);
		const tradyn__field *rows[128];
		size_t at = type->sized ? sizeof(size_t) : 0, widest = type->sized ? sizeof(size_t) : 1;

		ck_assert_uint_le(type->field_count, 128);
		for (size_t i = 0; i < type->field_count; i++)
			rows[i] = &type->fields[i];
		qsort(rows, type->field_count, sizeof(rows[0]), by_offset);
		for (size_t i = 0; i < type->field_count; i++) {
			if (rows[i]->offset + (size_t)rows[i]->size <= at) /* a second view of a member that was seen */
				continue;
			ck_assert_msg(rows[i]->offset == align_up(at, alignment(rows[i])), "%s: a member before \"%s\" (byte %zu) has no row", type->name, rows[i]->name, at);
			at = rows[i]->offset + (size_t)rows[i]->size;
			widest = alignment(rows[i]) > widest ? alignment(rows[i]) : widest;
		}
		ck_assert_msg(align_up(at, widest) == type->size, "%s: the last member (from byte %zu) has no row", type->name, at);
	}
}
END_TEST

START_TEST(rows_make_sense)
{
	FOR_EACH_TYPE(id) {
		const tradyn__type *type = each(id);

		ck_assert_msg(*type->doc, "%s says nothing of itself", type->name);
		for (size_t i = 0; i < type->field_count; i++) {
			const tradyn__field *field = &type->fields[i];
			bool is_enum = field->kind == TRADYN__KIND_ENUM || field->kind == TRADYN__KIND_ENUM_NUMBER;
			bool is_list = field->kind == TRADYN__KIND_LIST || field->kind == TRADYN__KIND_ARRAY || field->kind == TRADYN__KIND_OBJECT;
			char key[TRADYN__KEY_MAX + 8];

			ck_assert_msg(*field->doc, "%s.%s says nothing of itself", type->name, field->name);
			ck_assert_msg(tradyn__field_find(type, field->name, strlen(field->name)) == field, "%s.%s stands twice", type->name, field->name);
			ck_assert_uint_eq(field->name_length, strlen(field->name));
			snprintf(key, sizeof(key), ",\"%s\":", field->name);
			ck_assert_msg(strlen(key) < TRADYN__KEY_MAX && strcmp(field->key, key) == 0, "%s.%s: key", type->name, field->name);
			ck_assert_msg(is_enum == (field->values != NULL), "%s.%s: values", type->name, field->name);
			ck_assert_msg(is_list == (field->items != NULL), "%s.%s: items", type->name, field->name);
			ck_assert_msg(field->min <= field->max, "%s.%s: bounds", type->name, field->name);
			ck_assert_uint_le(field->offset + (size_t)field->size, type->size);
		}
	}
}
END_TEST

START_TEST(ids_sizes_and_names_agree)
{
#define CHECK_TYPE(name, type, wire) \
	ck_assert_uint_eq(tradyn_codec_size(TRADYN_TYPE_##name), sizeof(type)); \
	ck_assert_str_eq(tradyn_codec_name(TRADYN_TYPE_##name), wire);
	TRADYN_TYPE_LIST(CHECK_TYPE)
	ck_assert_uint_eq(tradyn_codec_size(TRADYN_TYPE_NONE), 0);
	ck_assert_ptr_null(tradyn_codec_name(TRADYN_TYPE_COUNT));
}
END_TEST

START_TEST(enum_names_lead_back_to_their_numbers)
{
	FOR_EACH_TYPE(id) {
		for (size_t i = 0; i < each(id)->field_count; i++) {
			const tradyn__enum *values = each(id)->fields[i].values;

			for (size_t v = 0; values && v < values->count; v++) {
				const tradyn__enum_value *row = &values->values[v];
				char loud[TRADYN__QUOTED_MAX] = "";
				int found = -2;

				for (int c = 0; c < row->length; c++)
					loud[c] = (char)(row->name[c] >= 'a' && row->name[c] <= 'z' ? row->name[c] - 32 : row->name[c]);
				ck_assert_int_eq(tradyn__enum_value_of(values, loud, (size_t)row->length, &found), 0);
				ck_assert_int_eq(found, row->value);
				ck_assert_str_eq(tradyn__enum_name(values, row->value), row->name);
				ck_assert(row->quoted[0] == '"' && row->quoted[row->length + 1] == '"' && (size_t)row->length + 2 <= TRADYN__QUOTED_MAX);
			}
		}
	}
}
END_TEST

/* A macro initialiser and tradyn_codec_init() say the same of a request that says nothing. */
START_TEST(nothing_is_given_at_first)
{
	FOR_EACH_TYPE(id) {
		const tradyn__type *type = each(id);
		char *object = malloc(type->size);

		memset(object, 0x5a, type->size);
		tradyn_codec_init((tradyn_type_id)id, object);
		for (size_t i = 0; type->sized && i < type->field_count; i++) {
			const tradyn__field *field = &type->fields[i];
			bool has_absence = field->kind != TRADYN__KIND_BOOL && field->kind != TRADYN__KIND_LIST;

			ck_assert_msg(!has_absence || !tradyn__field_given(type, field, object), "%s.%s is given at first", type->name, field->name);
		}
		free(object);
	}
}
END_TEST

int main(void)
{
	return run_tests("rows", 30, (const TTest *const []){
		every_member_has_a_row,
		rows_make_sense,
		ids_sizes_and_names_agree,
		enum_names_lead_back_to_their_numbers,
		nothing_is_given_at_first,
		NULL });
}
