/* SPDX-License-Identifier: MIT
 * Words of a line, and flat JSON both ways. */
#include "tests/scenario/words.h"

#include <tradyn/decimal.h>

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Takes the next word off *at, in place, with the blanks inside quotes kept and the quotes gone. */
static char *next_word(char **at)
{
	char *from = *at, *to, *word;
	bool quoted = false;

	while (isspace((unsigned char)*from))
		from++;
	if (!*from || *from == '#')
		return NULL;
	word = from;
	for (to = from; *from && (quoted || !isspace((unsigned char)*from)); from++) {
		if (*from == '"' && !strstr(word, "=[{"))
			quoted = !quoted;
		else
			*to++ = *from;
	}
	*at = *from ? from + 1 : from;
	*to = '\0';
	return word;
}

static bool add_named(struct named *list, size_t *count, char *word)
{
	char *equals = strchr(word, '=');

	if (!equals || equals == word || *count == WORDS_MAX)
		return false;
	*equals = '\0';
	list[(*count)++] = (struct named){ word, equals + 1 };
	return true;
}

bool words_cut(struct words *words, const char *line)
{
	char *at = words->text, *word;

	words->plain_count = words->named_count = words->expected_count = 0;
	words->arrow = false;
	if (strlen(line) >= sizeof(words->text))
		return false;
	memcpy(words->text, line, strlen(line) + 1);
	while ((word = next_word(&at))) {
		if (strcmp(word, "->") == 0)
			words->arrow = true;
		else if (words->arrow ? add_named(words->expected, &words->expected_count, word) : add_named(words->named, &words->named_count, word))
			continue;
		else if (words->plain_count < WORDS_MAX)
			words->plain[words->plain_count++] = word;
	}
	return true;
}

const char *words_named(const struct words *words, const char *name)
{
	for (size_t i = 0; i < words->named_count; i++)
		if (strcmp(words->named[i].name, name) == 0)
			return words->named[i].value;
	return NULL;
}

static bool is_number(const char *text)
{
	tradyn_decimal ignored;

	return tradyn_decimal_parse(text, strlen(text), &ignored) == 0;
}

void words_json(const struct named *pairs, size_t count, char *out, size_t size)
{
	size_t length = (size_t)snprintf(out, size, "{");

	for (size_t i = 0; i < count && length < size; i++) {
		const char *value = pairs[i].value;
		bool text = strcmp(pairs[i].name, "comment") == 0 || strcmp(pairs[i].name, "client_order_id") == 0;
		bool bare = !text && (is_number(value) || strncmp(value, "[{", 2) == 0 || strcmp(value, "[]") == 0 || strcmp(value, "true") == 0 || strcmp(value, "false") == 0);

		length += (size_t)snprintf(out + length, size - length, "%s\"%s\":%s%s%s", i ? "," : "", pairs[i].name, bare ? "" : "\"", value, bare ? "" : "\"");
	}
	if (length < size)
		snprintf(out + length, size - length, "}");
}

const char *json_member(const char *json, const char *name, char *out, size_t size)
{
	char key[80];
	const char *at, *end;

	snprintf(key, sizeof(key), "\"%s\":", name);
	at = strstr(json, key);
	if (!at)
		return NULL;
	at += strlen(key);
	if (*at == '"')
		end = strchr(++at, '"');
	else
		end = at + strcspn(at, ",}");
	if (!end || (size_t)(end - at) >= size)
		return NULL;
	memcpy(out, at, (size_t)(end - at));
	out[end - at] = '\0';
	return out;
}

bool same_value(const char *expected, const char *actual)
{
	tradyn_decimal a, b;

	if (!actual || !*actual)
		return strcmp(expected, "none") == 0 || !*expected || (is_number(expected) && strspn(expected, "0.") == strlen(expected));
	if (tradyn_decimal_parse(expected, strlen(expected), &a) == 0 && tradyn_decimal_parse(actual, strlen(actual), &b) == 0)
		return a == b;
	if (strcmp(expected, "none") == 0)
		return is_number(actual) && strspn(actual, "0.") == strlen(actual);
	return strcmp(expected, actual) == 0;
}
