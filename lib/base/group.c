/* SPDX-License-Identifier: MIT
 * Group masks of symbol names: "EUR*,*JPY,!EURJPY". */
#include <tradyn/symbol.h>

#include <string.h>

/* Whether all of `name` fits mask[0 … length-1]; `*` stands for any text. Linear in practice: only the last star is retried. */
static bool fits(const char *name, const char *mask, size_t length)
{
	const char *retry_name = NULL;
	size_t i = 0, retry = 0;

	while (*name) {
		if (i < length && mask[i] == '*') {
			retry = ++i;
			retry_name = name;
		} else if (i < length && mask[i] == *name) {
			i++;
			name++;
		} else if (retry_name) {
			i = retry;
			name = ++retry_name;
		} else {
			return false;
		}
	}
	while (i < length && mask[i] == '*')
		i++;
	return i == length;
}

bool tradyn_symbol_in_group(const char *name, const char *mask)
{
	bool wanted = false, wants_any = false;

	while (*mask) {
		size_t whole, length;
		bool excludes;

		mask += strspn(mask, " ");
		whole = strcspn(mask, ",");
		excludes = *mask == '!';
		length = whole - excludes;
		while (length > 0 && mask[excludes + length - 1] == ' ')
			length--;
		if (length > 0 && fits(name, mask + excludes, length)) {
			if (excludes)
				return false;
			wanted = true;
		}
		wants_any |= length > 0 && !excludes;
		mask += whole + (mask[whole] == ',');
	}
	return wanted || !wants_any; /* a list of exclusions takes all others */
}
