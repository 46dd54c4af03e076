/* SPDX-License-Identifier: MIT
 * API calls over libcurl on one kept-alive handle, and a path language over the raw text of replies: numbers are compared digit
 * by digit, as they came, which no JSON library would allow. */
#include "tests/support/http.h"

#include <ctype.h>
#include <curl/curl.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEPT 8

struct bytes {
	char *data;
	size_t length;
};

static size_t take(char *data, size_t size, size_t count, void *user)
{
	struct bytes *bytes = user;
	size_t more = size * count;
	char *bigger = realloc(bytes->data, bytes->length + more + 1);

	if (!bigger)
		return 0;
	bytes->data = bigger;
	memcpy(bytes->data + bytes->length, data, more);
	bytes->length += more;
	bytes->data[bytes->length] = '\0';
	return more;
}

static CURL *handle(void)
{
	static CURL *curl;

	if (!curl) {
		curl_global_init(CURL_GLOBAL_DEFAULT);
		curl = curl_easy_init();
		if (!curl)
			support_fail("libcurl cannot be initialised");
	}
	curl_easy_reset(curl);
	return curl;
}

/* Whether one of `headers` has this name. */
static bool given(const char *const headers[], const char *name)
{
	size_t length = strlen(name);

	for (size_t i = 0; headers && headers[i]; i++)
		if (strncasecmp(headers[i], name, length) == 0)
			return true;
	return false;
}

static struct curl_slist *header_list(const char *key, const char *body, const char *const headers[])
{
	char line[256];
	struct curl_slist *list = curl_slist_append(NULL, "Expect:");

	if (key && !given(headers, "Authorization")) {
		snprintf(line, sizeof(line), "Authorization: Bearer %s", key);
		list = curl_slist_append(list, line);
	}
	if (body && !given(headers, "Content-Type"))
		list = curl_slist_append(list, "Content-Type: application/json");
	for (size_t i = 0; headers && headers[i]; i++)
		list = curl_slist_append(list, headers[i]);
	return list;
}

void http_call(const struct server *server, const char *method, const char *path, const char *key, const char *body,
               const char *const headers[], struct reply *reply)
{
	CURL *curl = handle();
	struct curl_slist *list = header_list(key, body, headers);
	struct bytes text = { calloc(1, 1), 0 }, head = { calloc(1, 1), 0 };
	char url[2048], error[CURL_ERROR_SIZE] = "";

	snprintf(url, sizeof(url), "http://127.0.0.1:%d%s", server->port, path);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
	curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
	if (body) {
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
		curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)strlen(body));
	}
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, 60L);
	curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, &text);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, &head);
	if (curl_easy_perform(curl) != CURLE_OK)
		support_fail("%s %s: %s", method, path, error);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply->status);
	curl_slist_free_all(list);
	reply->body = text.data;
	reply->length = text.length;
	reply->headers = head.data;
	snprintf(reply->what, sizeof(reply->what), "%s %s", method, path);
}

void reply_clear(struct reply *reply)
{
	free(reply->body);
	free(reply->headers);
	memset(reply, 0, sizeof(*reply));
}

static _Noreturn void reply_fail(const struct reply *reply, const char *message, ...) __attribute__((format(printf, 2, 3)));
static void reply_fail(const struct reply *reply, const char *message, ...)
{
	char text[512];
	va_list args;

	va_start(args, message);
	vsnprintf(text, sizeof(text), message, args);
	va_end(args);
	support_fail("%s: %s\n%ld %.2000s", reply->what, text, reply->status, reply->body);
}

/* Each reply of the API is one JSON object that says whether it is a success. */
static void check_envelope(const struct reply *reply)
{
	json_error_t error;
	json_t *json = json_loadb(reply->body, reply->length, JSON_REJECT_DUPLICATES, &error);
	const json_t *success = json_object_get(json, "success");

	if (!json)
		reply_fail(reply, "not JSON: %s", error.text);
	if (!strstr(reply->headers, "application/json"))
		reply_fail(reply, "not announced as JSON");
	if (success && json_is_true(success) != (reply->status == 200))
		reply_fail(reply, "success does not agree with the status");
	if (success && json_is_true(success) && !json_object_get(json, "data"))
		reply_fail(reply, "a success without data");
	if (success && json_is_false(success) && (!json_is_string(json_object_get(json, "error")) || !json_is_string(json_object_get(json, "code"))))
		reply_fail(reply, "a failure without error and code");
	json_decref(json);
}

struct reply *call(const struct server *server, const char *method, const char *path, const char *key, const char *body, const char *const headers[])
{
	static struct reply kept[KEPT];
	static unsigned turn;
	struct reply *reply = &kept[turn++ % KEPT];

	reply_clear(reply);
	http_call(server, method, path, key, body, headers, reply);
	check_envelope(reply);
	return reply;
}

#define FORMAT(out, format) \
	do { \
		va_list args_; \
		va_start(args_, format); \
		if ((size_t)vsnprintf(out, sizeof(out), format, args_) >= sizeof(out)) \
			support_fail("request too long"); \
		va_end(args_); \
	} while (0)

struct reply *get(const struct server *server, const char *path, ...)
{
	char text[1024];

	FORMAT(text, path);
	return call(server, "GET", text, server->key, NULL, NULL);
}

struct reply *del(const struct server *server, const char *path, ...)
{
	char text[1024];

	FORMAT(text, path);
	return call(server, "DELETE", text, server->key, NULL, NULL);
}

struct reply *post(const struct server *server, const char *path, const char *body, ...)
{
	char text[16384];

	FORMAT(text, body);
	return call(server, "POST", path, server->key, text, NULL);
}

struct reply *put(const struct server *server, const char *path, const char *body, ...)
{
	char text[16384];

	FORMAT(text, body);
	return call(server, "PUT", path, server->key, text, NULL);
}

const char *reply_header(const struct reply *reply, const char *name)
{
	static char values[2][512];
	static int turn;
	char *value = values[turn++ & 1];
	size_t length = strlen(name);

	*value = '\0';
	for (const char *line = reply->headers; line && *line; line = strstr(line, "\r\n") ? strstr(line, "\r\n") + 2 : NULL)
		if (strncasecmp(line, name, length) == 0 && line[length] == ':') {
			line += length + 1;
			line += strspn(line, " ");
			snprintf(value, sizeof(values[0]), "%.*s", (int)strcspn(line, "\r\n"), line);
			break;
		}
	return value;
}

static const char *blanks(const char *at)
{
	return at + strspn(at, " \t\r\n");
}

/* Past the value at `at`, which is well-formed: check_envelope() parsed it. */
static const char *skip_value(const char *at)
{
	int depth = 0;

	do {
		if (*at == '"') {
			for (at++; *at != '"'; at++)
				at += *at == '\\';
		} else if (*at == '{' || *at == '[') {
			depth++;
		} else if (*at == '}' || *at == ']') {
			depth--;
		} else if (!strchr(",: \t\r\n", *at)) {
			at += strcspn(at, ",:]} \t\r\n\"[{") - 1;
		}
		at++;
	} while (depth > 0 && *at);
	return at;
}

/* The member `name` (of `length`) of the object or list at `at`; "#" counts: *count. NULL when there is none. */
static const char *step(const char *at, const char *name, size_t length, long *count)
{
	bool object = *at == '{';
	long index = 0;

	if (*at != '{' && *at != '[')
		return NULL;
	for (at = blanks(at + 1); *at != '}' && *at != ']'; at = blanks(at + strspn(at, ","))) {
		char number[24];
		bool found;

		if (object) {
			const char *end = skip_value(at);

			found = (size_t)(end - at) == length + 2 && strncmp(at + 1, name, length) == 0;
			at = blanks(blanks(end) + 1);
		} else {
			snprintf(number, sizeof(number), "%ld", index);
			found = strlen(number) == length && strncmp(number, name, length) == 0;
		}
		if (found)
			return at;
		at = blanks(skip_value(at));
		index++;
	}
	*count = index;
	return NULL;
}

const char *reply_text(const struct reply *reply, const char *path)
{
	static char *texts[2];
	static int turn;
	char **text = &texts[turn++ & 1];
	const char *at = blanks(reply->body);
	long count = 0;

	while (at && *path) {
		size_t length = strcspn(path, ".");

		if (length == 1 && *path == '#') {
			char number[24];

			step(at, "#", 1, &count);
			snprintf(number, sizeof(number), "%ld", count);
			free(*text);
			return *text = strdup(number);
		}
		at = step(at, path, length, &count);
		path += length + (path[length] == '.');
	}
	free(*text);
	*text = at ? strndup(at, (size_t)(skip_value(at) - at)) : NULL;
	return *text;
}

long long reply_int(const struct reply *reply, const char *path)
{
	const char *text = reply_text(reply, path);

	if (!text || !(isdigit((unsigned char)*text) || *text == '-'))
		reply_fail(reply, "%s is no integer: %s", path, text ? text : "(absent)");
	return strtoll(text, NULL, 10);
}

struct reply *expect_ok(struct reply *reply)
{
	if (reply->status != 200)
		reply_fail(reply, "expected 200");
	expect(reply, "success", "true");
	return reply;
}

struct reply *expect_error(struct reply *reply, long status, const char *code)
{
	const char *text = reply_text(reply, "code");

	if (reply->status != status || !text || strlen(text) != strlen(code) + 2 || strncmp(text + 1, code, strlen(code)) != 0)
		reply_fail(reply, "expected %ld %s", status, code);
	expect(reply, "success", "false");
	return reply;
}

void expect(const struct reply *reply, const char *path, const char *text)
{
	const char *found = reply_text(reply, path);
	char wanted[512];

	if (!text) {
		if (found)
			reply_fail(reply, "%s should be absent, is %s", path, found);
		return;
	}
	snprintf(wanted, sizeof(wanted), "%s", text);
	for (char *c = wanted; *c; c++)
		if (*c == '\'')
			*c = '"';
	if (!found || strcmp(found, wanted) != 0)
		reply_fail(reply, "%s should be %s, is %s", path, wanted, found ? found : "(absent)");
}
