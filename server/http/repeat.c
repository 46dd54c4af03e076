/* SPDX-License-Identifier: MIT
 * Names and values one behind the other, so that a comparison is one walk. */
#include "server/http/repeat.h"

#include <string.h>

void repeat_keep(struct repeat *repeat, const struct field *fields, size_t count)
{
	char *at = repeat->text, *end = repeat->text + sizeof repeat->text;

	repeat->count = 0;
	if (count > REPEAT_FIELDS_MAX)
		return;
	for (size_t i = 0; i < count; i++) {
		const struct text *parts[] = { &fields[i].name, &fields[i].value };

		for (size_t part = 0; part < 2; part++) {
			if (parts[part]->length > (size_t)(end - at))
				return;
			memcpy(at, parts[part]->at, parts[part]->length);
			repeat->lengths[i][part] = (uint16_t)parts[part]->length;
			at += parts[part]->length;
		}
	}
	repeat->count = count;
}

static uint64_t word_difference(const char *a, const char *b)
{
	uint64_t x, y;

	memcpy(&x, a, sizeof x);
	memcpy(&y, b, sizeof y);
	return x ^ y;
}

/* Bits in which the texts differ, whatever they are. The last word may overlap the one before. */
static uint64_t difference(const char *a, const char *b, size_t length)
{
	uint64_t found = 0;
	size_t i = 0;

	if (length >= 8) {
		for (; i + 8 < length; i += 8)
			found |= word_difference(a + i, b + i);
		return found | word_difference(a + length - 8, b + length - 8);
	}
	for (; i < length; i++)
		found |= (uint64_t)(unsigned char)(a[i] ^ b[i]);
	return found;
}

bool repeat_same(const struct repeat *repeat, const struct field *fields, size_t count)
{
	const char *at = repeat->text;
	uint64_t found = 0;

	if (!repeat->count || repeat->count != count)
		return false;
	for (size_t i = 0; i < count; i++) {
		size_t name = fields[i].name.length, value = fields[i].value.length;

		if (repeat->lengths[i][0] != name || repeat->lengths[i][1] != value)
			return false;
		found |= difference(at, fields[i].name.at, name);
		found |= difference(at + name, fields[i].value.at, value);
		at += name + value;
	}
	return !found;
}
