/* SPDX-License-Identifier: MIT
 * Is this honest HTTP? Everything that a proxy and a server could read in two ways, everything that a web page of another
 * origin could send, is refused here, before anybody looks at what is asked. Pure functions. */
#ifndef TRADYN_SERVER_HTTP_GUARD_H
#define TRADYN_SERVER_HTTP_GUARD_H

#include <tradyn/codec.h>

/* Bounds of a request. */
#define TARGET_MAX 2048
#define PARAMETERS_MAX 64
#define BODY_MAX TRADYN_JSON_SIZE_MAX
#define HOSTS_MAX 16
#define HOST_TEXT_MAX 256

/* Borrowed bytes; `at` NULL: absent. */
struct text {
	const char *at;
	size_t length;
};

/* A header. */
struct field {
	struct text name, value;
};

/* What one pass over the headers finds. Zero before. */
struct headers {
	struct text host, origin, authorization, content_type, content_length, transfer_encoding, idempotency_key, request_id, expect;
	bool bad_name, bad_value, repeated; /* a name that is no token, a value with control characters, a header that may stand only once stands twice */
};

/* Whether a request may begin with these bytes: blank lines, a token, a blank. */
bool guard_first(const char *bytes, size_t length);

/* Takes one header into account. */
void guard_header(struct headers *headers, const char *name, size_t name_length, const char *value, size_t value_length);

/* Names and addresses of this server; loopback ones are always among them. */
struct hosts {
	size_t count;
	char names[HOSTS_MAX][HOST_TEXT_MAX];
	struct text last; /* the text of `last_text` was allowed */
	char last_text[HOST_TEXT_MAX];
};

/* Adds a name without port. False when it is too long or there are too many. */
bool hosts_add(struct hosts *hosts, const char *name);
/* Whether "name[:port]" is one of them. */
bool hosts_allow(struct hosts *hosts, struct text authority);

/* The headers of a request in HTTP `version`. 0; TRADYN_E_BAD_HTTP, TRADYN_E_NOT_IMPLEMENTED, TRADYN_E_HOST_NOT_ALLOWED, TRADYN_E_ORIGIN_NOT_ALLOWED. */
int guard_check(const struct headers *headers, const char *version, struct hosts *hosts, tradyn_error *err);

/* The body that the headers announce: -1 none, -2 chunked, else its length. Only after guard_check(). */
#define GUARD_NO_BODY (-1)
#define GUARD_CHUNKED (-2)
int64_t guard_body(const struct headers *headers);

/* Whether the content type is application/json, with any parameters. */
bool guard_json(struct text content_type);

/* Whether it has 1 to 64 of the characters that a request id may have; and an idempotency key: printable ASCII. */
bool guard_request_id(struct text text);
bool guard_idempotency_key(const char *text, size_t length);

#endif
