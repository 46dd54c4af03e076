/* SPDX-License-Identifier: MIT
 * A head that is remembered is recognised bit by bit, and nothing else is. */
#include "server/http/repeat.h"
#include "tests/unit/suite.h"

#include <string.h>

static struct repeat repeat;

static struct field field(const char *name, const char *value)
{
	return (struct field){ { name, strlen(name) }, { value, strlen(value) } };
}

START_TEST(the_same_head_is_known)
{
	struct field fields[] = { field("Host", "localhost"), field("A", ""), field("Authorization", "Bearer tk_live_0123456789") };

	repeat_keep(&repeat, fields, 3);
	ck_assert(repeat_same(&repeat, fields, 3));
	ck_assert(!repeat_same(&repeat, fields, 2));
}
END_TEST

START_TEST(every_changed_character_is_seen)
{
	char value[40] = "Bearer tk_live_0123456789abcdefghijklmn";
	struct field fields[] = { field("Authorization", value) };

	for (size_t length = 1; length < sizeof value; length++) {
		fields[0].value.length = length;
		repeat_keep(&repeat, fields, 1);
		for (size_t i = 0; i < length; i++) {
			value[i] ^= 1;
			ck_assert(!repeat_same(&repeat, fields, 1));
			value[i] ^= 1;
		}
		ck_assert(repeat_same(&repeat, fields, 1));
	}
}
END_TEST

START_TEST(bytes_do_not_move_between_name_and_value)
{
	struct field one = field("Ab", "cd"), other = field("Abc", "d");

	repeat_keep(&repeat, &one, 1);
	ck_assert(!repeat_same(&repeat, &other, 1));
}
END_TEST

START_TEST(a_large_head_is_not_kept)
{
	static char value[REPEAT_TEXT_MAX + 1];
	struct field fields[REPEAT_FIELDS_MAX + 1];

	memset(value, 'a', REPEAT_TEXT_MAX);
	fields[0] = field("A", value);
	repeat_keep(&repeat, fields, 1);
	ck_assert(!repeat_same(&repeat, fields, 1));
	for (size_t i = 0; i <= REPEAT_FIELDS_MAX; i++)
		fields[i] = field("A", "b");
	repeat_keep(&repeat, fields, REPEAT_FIELDS_MAX + 1);
	ck_assert(!repeat_same(&repeat, fields, REPEAT_FIELDS_MAX + 1));
	repeat_keep(&repeat, fields, REPEAT_FIELDS_MAX);
	ck_assert(repeat_same(&repeat, fields, REPEAT_FIELDS_MAX));
}
END_TEST

int main(void)
{
	return run_tests("repeat", 20, (const TTest *const[]){ the_same_head_is_known, every_changed_character_is_seen, bytes_do_not_move_between_name_and_value,
		a_large_head_is_not_kept, NULL });
}
