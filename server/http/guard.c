/* SPDX-License-Identifier: MIT
 * The headers of a request. Header names are tokens (RFC 9110, 5.6.2); framing headers stand once and not together (RFC 9112, 6.3). */
#include "server/http/guard.h"

#include "lib/base/fail.h"

#include <string.h>
#include <strings.h>

/* A header that somebody reads, and where its value is kept. */
static const struct {
	const char *name;
	size_t length;
	size_t offset; /* of a struct text in struct headers */
	bool once;     /* a second one makes the request ambiguous */
} known[] = {
#define KNOWN(name, member, once) { name, sizeof(name) - 1, offsetof(struct headers, member), once }
	KNOWN("host", host, true),
	KNOWN("expect", expect, false),
	KNOWN("origin", origin, true),
	KNOWN("content-type", content_type, false),
	KNOWN("x-request-id", request_id, false),
	KNOWN("authorization", authorization, true),
	KNOWN("content-length", content_length, true),
	KNOWN("idempotency-key", idempotency_key, true),
	KNOWN("transfer-encoding", transfer_encoding, true),
#undef KNOWN
};

/* A bit for each character of a token (RFC 9110, 5.6.2): !#$%&'*+-.^_`|~, digits and letters. */
static const uint64_t token_bits[4] = { UINT64_C(0x03ff6cfa00000000), UINT64_C(0x57ffffffc7fffffe), 0, 0 };

static bool is_token_character(char c)
{
	return token_bits[(unsigned char)c >> 6] >> ((unsigned char)c & 63) & 1;
}

static bool is_token(const char *text, size_t length)
{
	bool good = length > 0;

	for (size_t i = 0; i < length; i++)
		good &= is_token_character(text[i]);
	return good;
}

bool guard_first(const char *bytes, size_t length)
{
	size_t at = 0, start;

	while (at < length && (bytes[at] == '\r' || bytes[at] == '\n'))
		at++;
	for (start = at; at < length && is_token_character(bytes[at]);)
		at++;
	return at == length || (at > start && bytes[at] == ' ');
}

#define EVERY_BYTE UINT64_C(0x0101010101010101)

/* Whether there is a control character other than TAB; eight bytes at a time. */
static bool has_control(const char *text, size_t length)
{
	size_t i = 0;
	uint64_t word, suspects = 0;

	for (; i + sizeof word <= length; i += sizeof word) {
		memcpy(&word, text + i, sizeof word);
		suspects |= (word - EVERY_BYTE * 0x20) & ~word;
	}
	if (!(suspects & EVERY_BYTE * 0x80))
		text += i, length -= i;
	for (i = 0; i < length; i++)
		if ((unsigned char)text[i] < 0x20 && text[i] != '\t')
			return true;
	return false;
}

void guard_header(struct headers *headers, const char *name, size_t name_length, const char *value, size_t value_length)
{
	headers->bad_name |= !is_token(name, name_length);
	headers->bad_value |= has_control(value, value_length);
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		struct text *text;

		if (known[i].length != name_length || strncasecmp(known[i].name, name, name_length))
			continue;
		text = (struct text *)(void *)((char *)headers + known[i].offset);
		headers->repeated |= text->at && known[i].once;
		*text = (struct text){ value, text->at ? 0 : value_length }; /* two content types are none */
		return;
	}
}

/* "name:port" without the port, "[v6]:port" without brackets and port. False when it is neither. */
static bool without_port(struct text authority, struct text *host)
{
	const char *end = authority.at + authority.length, *colon;

	if (authority.length && authority.at[0] == '[') {
		colon = memchr(authority.at, ']', authority.length);
		if (!colon)
			return false;
		*host = (struct text){ authority.at + 1, (size_t)(colon - authority.at) - 1 };
		colon++;
	} else {
		colon = memchr(authority.at, ':', authority.length);
		colon = colon ? colon : end;
		*host = (struct text){ authority.at, (size_t)(colon - authority.at) };
	}
	if (colon < end && *colon != ':')
		return false;
	for (const char *digit = colon + 1; digit < end; digit++)
		if (*digit < '0' || *digit > '9')
			return false;
	return host->length > 0;
}

static bool loopback_v4(struct text host)
{
	int dots = 0;

	if (host.length < 9 || host.length > 15 || memcmp(host.at, "127.", 4))
		return false;
	for (size_t i = 0; i < host.length; i++) {
		dots += host.at[i] == '.';
		if (host.at[i] != '.' && (host.at[i] < '0' || host.at[i] > '9'))
			return false;
	}
	return dots == 3;
}

static bool same_name(struct text host, const char *name)
{
	return strlen(name) == host.length && !strncasecmp(host.at, name, host.length);
}

bool hosts_add(struct hosts *hosts, const char *name)
{
	size_t length = strlen(name);

	if (hosts->count == HOSTS_MAX || !length || length >= HOST_TEXT_MAX)
		return false;
	memcpy(hosts->names[hosts->count++], name, length + 1);
	return true;
}

static bool is_allowed(const struct hosts *hosts, struct text host)
{
	if (loopback_v4(host) || same_name(host, "localhost") || same_name(host, "::1"))
		return true;
	for (size_t i = 0; i < hosts->count; i++)
		if (same_name(host, hosts->names[i]))
			return true;
	return false;
}

bool hosts_allow(struct hosts *hosts, struct text authority)
{
	struct text host;

	if (hosts->last.at && hosts->last.length == authority.length && !memcmp(hosts->last_text, authority.at, authority.length))
		return true;
	if (!without_port(authority, &host) || !is_allowed(hosts, host))
		return false;
	if (authority.length < sizeof hosts->last_text) {
		memcpy(hosts->last_text, authority.at, authority.length);
		hosts->last = (struct text){ hosts->last_text, authority.length };
	}
	return true;
}

static bool is_chunked(struct text coding)
{
	return coding.length == 7 && !strncasecmp(coding.at, "chunked", 7);
}

static bool is_length(struct text text)
{
	for (size_t i = 0; i < text.length; i++)
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
	return text.length > 0 && text.length <= 18;
}

static int check_framing(const struct headers *headers, const char *version, tradyn_error *err)
{
	if (headers->bad_name)
		return tradyn__fail(err, TRADYN_E_BAD_HTTP, NULL, "A header name is not a token: blanks and separators do not belong in it.");
	if (headers->bad_value)
		return tradyn__fail(err, TRADYN_E_BAD_HTTP, NULL, "The target or a header value has a control character.");
	if (headers->repeated)
		return tradyn__fail(err, TRADYN_E_BAD_HTTP, NULL, "A header that may stand only once stands more than once.");
	if (strcmp(version, "HTTP/1.1") && strcmp(version, "HTTP/1.0"))
		return tradyn__fail(err, TRADYN_E_BAD_HTTP, NULL, "Only HTTP/1.1 and HTTP/1.0 are spoken here.");
	if (headers->transfer_encoding.at && headers->content_length.at)
		return tradyn__fail(err, TRADYN_E_BAD_HTTP, NULL, "Content-Length and Transfer-Encoding do not go together.");
	if (headers->content_length.at && !is_length(headers->content_length))
		return tradyn__fail(err, TRADYN_E_BAD_HTTP, NULL, "Content-Length is not a number.");
	if (headers->transfer_encoding.at && !is_chunked(headers->transfer_encoding))
		return tradyn__fail(err, TRADYN_E_NOT_IMPLEMENTED, NULL, "The only transfer coding known here is `chunked`.");
	return 0;
}

static int check_origin(struct text origin, struct hosts *hosts, tradyn_error *err)
{
	const char *authority = memmem(origin.at, origin.length, "://", 3);

	if (authority) {
		authority += 3;
		if (hosts_allow(hosts, (struct text){ authority, origin.length - (size_t)(authority - origin.at) }))
			return 0;
	}
	return tradyn__fail(err, TRADYN_E_ORIGIN_NOT_ALLOWED, NULL, "The Origin is not one of this server's own.");
}

int guard_check(const struct headers *headers, const char *version, struct hosts *hosts, tradyn_error *err)
{
	int status = check_framing(headers, version, err);

	if (status)
		return status;
	if (!headers->host.at)
		return tradyn__fail(err, TRADYN_E_BAD_HTTP, NULL, "The Host header is missing.");
	if (!hosts_allow(hosts, headers->host))
		return tradyn__fail(err, TRADYN_E_HOST_NOT_ALLOWED, NULL, "The Host header names none of this server's addresses; allow a name with --allow-host.");
	return headers->origin.at ? check_origin(headers->origin, hosts, err) : 0;
}

int64_t guard_body(const struct headers *headers)
{
	int64_t length = 0;

	if (headers->transfer_encoding.at)
		return GUARD_CHUNKED;
	if (!headers->content_length.at)
		return GUARD_NO_BODY;
	for (size_t i = 0; i < headers->content_length.length; i++)
		length = length * 10 + (headers->content_length.at[i] - '0');
	return length ? length : GUARD_NO_BODY;
}

bool guard_json(struct text content_type)
{
	static const char json[] = "application/json";
	size_t length = sizeof json - 1;

	if (!content_type.at || content_type.length < length || strncasecmp(content_type.at, json, length))
		return false;
	while (length < content_type.length && (content_type.at[length] == ' ' || content_type.at[length] == '\t'))
		length++;
	return length == content_type.length || content_type.at[length] == ';';
}

bool guard_request_id(struct text text)
{
	if (!text.at || !text.length || text.length > 64)
		return false;
	for (size_t i = 0; i < text.length; i++)
		if (!is_token_character(text.at[i]) || strchr("!#$%&'*+^`|~", text.at[i]))
			return false;
	return true;
}

bool guard_idempotency_key(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] < 0x20 || text[i] > 0x7e)
			return false;
	return length > 0 && length <= 64;
}
