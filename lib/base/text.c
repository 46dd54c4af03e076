/* SPDX-License-Identifier: MIT
 * Bounded text. Nothing here writes past `size` or leaves half a character. */
#include "lib/base/text.h"

#include <stdio.h>
#include <string.h>

/* Bytes of the UTF-8 character that starts with `lead`; 0: none does. */
static size_t sequence_length(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead < 0xc2) /* continuation bytes, and C0, C1: overlong */
		return 0;
	return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
}

static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* `length`, less the last character when it is incomplete. */
static size_t whole_characters(const char *text, size_t length)
{
	size_t start = length;

	while (start > 0 && length - start < 3 && is_continuation(text[start - 1]))
		start--;
	if (start == 0)
		return length;
	return sequence_length((unsigned char)text[start - 1]) > length - start + 1 ? start - 1 : length;
}

bool tradyn__text_copy(char *out, size_t size, const char *text, size_t length)
{
	size_t fitting = length < size ? length : size - 1;

	if (fitting < length)
		fitting = whole_characters(text, fitting);
	memcpy(out, text, fitting);
	out[fitting] = '\0';
	return fitting == length;
}

/* Length of the well-formed character at text[0 … left-1], 0 when it is not one. */
static size_t character(const unsigned char *text, size_t left)
{
	size_t length = sequence_length(text[0]);

	if (length == 0 || length > left)
		return 0;
	for (size_t i = 1; i < length; i++)
		if (!is_continuation((char)text[i]))
			return 0;
	if ((text[0] == 0xe0 && text[1] < 0xa0) || (text[0] == 0xf0 && text[1] < 0x90)) /* overlong */
		return 0;
	if ((text[0] == 0xed && text[1] > 0x9f) || (text[0] == 0xf4 && text[1] > 0x8f)) /* surrogates, beyond U+10FFFF */
		return 0;
	return length;
}

bool tradyn__text_utf8(const char *text, size_t length)
{
	const unsigned char *bytes = (const unsigned char *)text;

	for (size_t i = 0; i < length;) {
		size_t step = bytes[i] && bytes[i] < 0x80 ? 1 : bytes[i] ? character(bytes + i, length - i) : 0;

		if (step == 0)
			return false;
		i += step;
	}
	return true;
}

void tradyn__text_vformat(char *out, size_t size, const char *format, va_list arguments)
{
	int length = vsnprintf(out, size, format, arguments);

	if (length < 0)
		out[0] = '\0';
	else if ((size_t)length >= size)
		out[whole_characters(out, size - 1)] = '\0';
}

void tradyn__text_format(char *out, size_t size, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	tradyn__text_vformat(out, size, format, arguments);
	va_end(arguments);
}

uint64_t tradyn__hash(uint64_t hash, const void *bytes, size_t length)
{
	const unsigned char *p = bytes;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ p[i]) * UINT64_C(1099511628211);
	return hash;
}
