/* SPDX-License-Identifier: MIT
 * Percent-decoding is done here and nowhere else; decoded text never grows, so that one buffer of the target's size holds it all. */
#include "server/http/target.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"

#include <string.h>
#include <strings.h>

bool target_set(struct target *target, const char *raw)
{
	size_t length = strlen(raw);
	const char *query;

	if (length == target->raw_length && length <= TARGET_MAX && !memcmp(target->raw, raw, length))
		return false;
	target->raw_length = length;
	if (length > TARGET_MAX)
		length = TARGET_MAX;
	memcpy(target->raw, raw, length);
	target->raw[length] = '\0';
	query = memchr(target->raw, '?', length);
	target->raw_path_length = query ? (size_t)(query - target->raw) : length;
	return true;
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decodes into *out, NUL-terminates and moves on. False for a bad code, a control character, or what is not UTF-8. */
static bool decode(struct text text, bool query, char **out)
{
	char *start = *out, *at = start;

	for (size_t i = 0; i < text.length; i++) {
		char c = text.at[i];

		if (c == ' ')
			return false;
		if (c == '+' && query)
			c = ' ';
		if (c == '%') {
			int high = i + 2 < text.length ? hex(text.at[i + 1]) : -1;
			int low = i + 2 < text.length ? hex(text.at[i + 2]) : -1;

			if (high < 0 || low < 0)
				return false;
			c = (char)(high << 4 | low);
			i += 2;
		}
		if ((unsigned char)c < 0x20 || c == 0x7f)
			return false;
		*at++ = c == '/' && text.at[i] != '/' && !query ? TARGET_SLASH : c;
	}
	*at = '\0';
	*out = at + 1;
	return tradyn__text_utf8(start, (size_t)(at - start));
}

/* The absolute form "http://authority/path" becomes its path. */
static void strip_authority(struct target *target, struct text *path)
{
	const char *slash;

	target->authority = (struct text){ NULL, 0 };
	if (path->length < 7 || strncasecmp(path->at, "http://", 7))
		return;
	slash = memchr(path->at + 7, '/', path->length - 7);
	slash = slash ? slash : path->at + path->length;
	target->authority = (struct text){ path->at + 7, (size_t)(slash - path->at) - 7 };
	*path = (struct text){ slash, path->length - (size_t)(slash - path->at) };
}

static int bad(tradyn_error *err, const char *what)
{
	return tradyn__fail(err, TRADYN_E_BAD_HTTP, NULL, "The %s has a control character, a bad percent code, or text that is not UTF-8.", what);
}

/* A path that needs no decoding stays where it is. */
static bool is_plain(struct text path)
{
	for (size_t i = 0; i < path.length; i++)
		if ((unsigned char)(path.at[i] - 0x21) > 0x5d || path.at[i] == '%')
			return false;
	return true;
}

static int parse_path(struct target *target, char **out, tradyn_error *err)
{
	struct text path = { target->raw, target->raw_path_length };

	strip_authority(target, &path);
	if (target->raw_path_length == target->raw_length && is_plain(path)) {
		target->path = path.at;
		target->path_length = path.length;
		return 0;
	}
	target->path = *out;
	if (!decode(path, false, out))
		return bad(err, "path");
	target->path_length = (size_t)(*out - target->path) - 1;
	return 0;
}

static int parse_parameter(struct target *target, struct text pair, char **out, tradyn_error *err)
{
	tradyn_parameter *parameter = &target->parameters[target->parameter_count];
	const char *equals = memchr(pair.at, '=', pair.length);
	size_t name_length = equals ? (size_t)(equals - pair.at) : pair.length;

	if (target->parameter_count == PARAMETERS_MAX)
		return tradyn__fail(err, TRADYN_E_BAD_HTTP, NULL, "There are more than %d query parameters.", PARAMETERS_MAX);
	target->parameter_count++;
	*parameter = (tradyn_parameter){ *out, NULL };
	if (!decode((struct text){ pair.at, name_length }, true, out))
		return bad(err, "query string");
	if (!equals)
		return 0;
	parameter->value = *out;
	if (!decode((struct text){ equals + 1, pair.length - name_length - 1 }, true, out))
		return bad(err, "query string");
	return 0;
}

static int parse_query(struct target *target, char *out, tradyn_error *err)
{
	const char *at = target->raw + target->raw_path_length + 1, *end = target->raw + target->raw_length;
	int status = 0;

	while (at < end && !status) {
		const char *ampersand = memchr(at, '&', (size_t)(end - at));

		ampersand = ampersand ? ampersand : end;
		if (ampersand > at)
			status = parse_parameter(target, (struct text){ at, (size_t)(ampersand - at) }, &out, err);
		at = ampersand + 1;
	}
	return status;
}

int target_parse(struct target *target, tradyn_error *err)
{
	char *out = target->decoded;
	int status;

	target->parameter_count = 0;
	if (target->raw_length > TARGET_MAX)
		return tradyn__fail(err, TRADYN_E_URI_TOO_LONG, NULL, "The request target is longer than %d bytes.", TARGET_MAX);
	status = parse_path(target, &out, err);
	if (!status && target->raw_path_length < target->raw_length)
		status = parse_query(target, out, err);
	return status;
}
