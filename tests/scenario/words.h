/* SPDX-License-Identifier: MIT
 * A line of a story as words: `buy EURUSD 0.10 sl=1.385 -> ticket=1` has three plain words, one named one and one expected one. */
#ifndef TESTS_SCENARIO_WORDS_H
#define TESTS_SCENARIO_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#define WORDS_MAX 32

struct named {
	char *name, *value;
};

struct words {
	char text[1024];
	char *plain[WORDS_MAX];
	struct named named[WORDS_MAX], expected[WORDS_MAX];
	size_t plain_count, named_count, expected_count;
	bool arrow;
};

/* Cuts a line into words; `#` begins a comment, double quotes hold blanks together. False when it is too long. */
bool words_cut(struct words *words, const char *line);

/* The value of a named word, NULL when it is not there. */
const char *words_named(const struct words *words, const char *name);

/* A JSON object of the pairs: numbers, true, false and [lists] stand bare, the rest in quotes. */
void words_json(const struct named *pairs, size_t count, char *out, size_t size);

/* The raw value of a member of a flat JSON object, without quotes; NULL when it is not there. */
const char *json_member(const char *json, const char *name, char *out, size_t size);

/* Whether two values say the same: as decimals when both are. "none" is 0 or absent. */
bool same_value(const char *expected, const char *actual);

#endif
