/* SPDX-License-Identifier: MIT
 * Who may do what: every row of the endpoint table with every scope, keys over HTTP and by the command. */
#include "tests/api/api.h"

#include <tradyn/endpoint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	int scope;
} scopes[] = { { "read", TRADYN_SCOPE_READ }, { "trade", TRADYN_SCOPE_TRADE }, { "full", TRADYN_SCOPE_FULL } };

/* The path of a row with something in its braces. */
static void path_of(const tradyn_endpoint *row, char *out, size_t size)
{
	static const char *const values[] = { [TRADYN_PATH_NONE] = "", [TRADYN_PATH_TICKET] = "4242", [TRADYN_PATH_SYMBOL] = "EURUSD", [TRADYN_PATH_ID] = "nobody" };
	const char *open = strchr(row->path, '{');

	if (open)
		snprintf(out, size, "%.*s%s%s", (int)(open - row->path), row->path, values[row->parameter], strchr(open, '}') + 1);
	else
		snprintf(out, size, "%s", row->path);
}

static struct reply *call_row(const tradyn_endpoint *row, const char *key)
{
	static struct reply reply;
	char path[256];

	path_of(row, path, sizeof(path));
	reply_clear(&reply);
	http_call(&server, row->method, path, key, row->body_required ? "{}" : NULL, NULL, &reply);
	return &reply;
}

START_TEST(each_endpoint_with_each_scope)
{
	const char *key = make_key(scopes[_i].name);
	const tradyn_endpoint *row;
	int allowed = 0, refused = 0;

	for (size_t i = 0; (row = tradyn_endpoint_at(i)); i++) {
		struct reply *r = call_row(row, key);

		if (!row->scopes || row->scopes & scopes[_i].scope) {
			ck_assert_msg(r->status != 401 && r->status != 403, "%s may call %s %s: %s", scopes[_i].name, row->method, row->path, r->body);
			allowed++;
		} else {
			expect_error(r, 403, "INSUFFICIENT_SCOPE");
			refused++;
		}
	}
	ck_assert_int_ge(allowed, 10);
	ck_assert_int_eq(refused == 0, scopes[_i].scope == TRADYN_SCOPE_FULL);
}
END_TEST

START_TEST(each_endpoint_without_a_key)
{
	static const struct {
		const char *key;
		long status;
		const char *code;
	} keys[] = {
		{ NULL, 401, "UNAUTHORIZED" },
		{ "tk_live_short", 0, NULL },
		{ "tk_live_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 403, "INVALID_KEY" },
	};
	const tradyn_endpoint *row;

	for (size_t i = 0; (row = tradyn_endpoint_at(i)); i++) {
		struct reply *r = call_row(row, keys[_i].key);

		if (!row->scopes)
			ck_assert_int_eq(r->status, 200);
		else if (keys[_i].status)
			expect_error(r, keys[_i].status, keys[_i].code);
		else
			ck_assert_msg(r->status == 401 || r->status == 403, "%s %s: %ld", row->method, row->path, r->status);
	}
}
END_TEST

START_TEST(malformed_authorization)
{
	static const char *const headers[] = {
		"Authorization: Basic dXNlcjpwYXNz", "Authorization: Bearer", "Authorization: Bearer ", "Authorization: tk_live_x", "Authorization;", "X-Api-Key: tk_live_x",
	};

	expect_error(call(&server, "GET", "/v1/api/account", NULL, NULL, (const char *const[]){ headers[_i], NULL }), 401, "UNAUTHORIZED");
}
END_TEST

START_TEST(the_scheme_in_any_case)
{
	char header[128];

	snprintf(header, sizeof(header), "Authorization: bearer %s", server.key);
	expect_ok(call(&server, "GET", "/v1/api/account", NULL, NULL, (const char *const[]){ header, NULL }));
}
END_TEST

START_TEST(unknown_paths_and_methods)
{
	struct reply *r;

	expect_error(get(&server, "/v1/api/nothing"), 404, "NOT_FOUND");
	expect_error(get(&server, "/v1/api/account/"), 404, "NOT_FOUND");
	expect_error(get(&server, "/"), 404, "NOT_FOUND");
	expect_error(get(&server, "/v1/api/../api/account"), 404, "NOT_FOUND");
	r = expect_error(del(&server, "/v1/api/account"), 405, "METHOD_NOT_ALLOWED");
	ck_assert_ptr_nonnull(strstr(reply_header(r, "Allow"), "GET"));
	r = expect_error(call(&server, "POST", "/v1/api/positions/1", server.key, "{}", NULL), 405, "METHOD_NOT_ALLOWED");
	ck_assert_ptr_nonnull(strstr(reply_header(r, "Allow"), "DELETE"));
	ck_assert_ptr_nonnull(strstr(reply_header(r, "Allow"), "PUT"));
}
END_TEST

/* The text at `path` without its quotes. */
static void take(const struct reply *r, const char *path, char *out, size_t size)
{
	const char *text = reply_text(r, path);

	if (!text || *text != '"')
		support_fail("%s is no text: %s", path, r->body);
	snprintf(out, size, "%.*s", (int)strlen(text) - 2, text + 1);
}

START_TEST(keys_over_http)
{
	struct reply *r = expect_ok(post(&server, "/v1/api/keys", "{\"name\":\"robot\",\"scope\":\"read\"}"));
	char id[64], key[64], path[128];

	take(r, "data.id", id, sizeof(id));
	take(r, "data.key", key, sizeof(key));
	ck_assert_uint_eq(strlen(key), 51);
	expect(r, "data.scope", "'read'");
	expect(r, "data.login", "1001");
	r = expect_ok(get(&server, "/v1/api/keys"));
	expect(r, "data.#", "2");
	expect(r, "data.1.name", "'robot'");
	expect(r, "data.1.key", NULL);
	expect_ok(call(&server, "GET", "/v1/api/account", key, NULL, NULL));

	snprintf(path, sizeof(path), "/v1/api/keys/%s/rotate", id);
	r = expect_ok(call(&server, "POST", path, server.key, NULL, NULL));
	expect_error(call(&server, "GET", "/v1/api/account", key, NULL, NULL), 403, "INVALID_KEY");
	take(r, "data.key", key, sizeof(key));
	expect_ok(call(&server, "GET", "/v1/api/account", key, NULL, NULL));

	expect(expect_ok(del(&server, "/v1/api/keys/%s", id)), "data.revoked", "true");
	expect_error(call(&server, "GET", "/v1/api/account", key, NULL, NULL), 403, "INVALID_KEY");
	expect_error(del(&server, "/v1/api/keys/%s", id), 404, "KEY_NOT_FOUND");
	expect_error(call(&server, "POST", path, server.key, NULL, NULL), 404, "KEY_NOT_FOUND");
}
END_TEST

static const struct {
	const char *body;
	long status;
	const char *code;
} bad_keys[] = {
	{ "{\"name\":\"x\",\"scope\":\"admin\"}", 400, "INVALID_VALUE" },
	{ "{\"name\":7}", 400, "WRONG_TYPE" },
	{ "{\"name\":\"x\",\"admin\":true}", 400, "UNKNOWN_FIELD" },
	{ "{\"name\":\"x\",\"login\":77}", 404, "UNKNOWN_ACCOUNT" },
};

START_TEST(bad_key_requests)
{
	expect_error(call(&server, "POST", "/v1/api/keys", server.key, bad_keys[_i].body, NULL), bad_keys[_i].status, bad_keys[_i].code);
	expect(get(&server, "/v1/api/keys"), "data.#", "1");
}
END_TEST

/* The word after `mark` in what a command printed. */
static const char *word(const char *text, const char *mark, char *out, size_t size)
{
	const char *at = strstr(text, mark);

	if (!at)
		support_fail("no %s in: %s", mark, text);
	snprintf(out, size, "%.*s", (int)strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"), at);
	return out;
}

START_TEST(keys_by_the_command)
{
	static struct command c;
	char key[80], renewed[80], id[64];

	server_command(&c, (const char *const[]){ "keys", "create", "--name", "cli", "--scope", "read", "--data-dir", server_file(&server, "data"), NULL });
	ck_assert_msg(c.status == 0, "%s", c.err);
	word(c.out, "tk_live_", key, sizeof(key));
	expect_ok(call(&server, "GET", "/v1/api/account", key, NULL, NULL)); /* at once, in the running server */
	take(get(&server, "/v1/api/keys"), "data.1.id", id, sizeof(id));

	server_command(&c, (const char *const[]){ "keys", "list", "--data-dir", server_file(&server, "data"), NULL });
	ck_assert_int_eq(c.status, 0);
	ck_assert_ptr_nonnull(strstr(c.out, id));
	ck_assert_ptr_null(strstr(c.out, "tk_live_"));

	server_command(&c, (const char *const[]){ "keys", "rotate", id, "--data-dir", server_file(&server, "data"), NULL });
	ck_assert_msg(c.status == 0, "%s", c.err);
	word(c.out, "tk_live_", renewed, sizeof(renewed));
	expect_error(call(&server, "GET", "/v1/api/account", key, NULL, NULL), 403, "INVALID_KEY");
	expect_ok(call(&server, "GET", "/v1/api/account", renewed, NULL, NULL));

	server_command(&c, (const char *const[]){ "keys", "revoke", id, "--data-dir", server_file(&server, "data"), NULL });
	ck_assert_msg(c.status == 0, "%s", c.err);
	expect_error(call(&server, "GET", "/v1/api/account", renewed, NULL, NULL), 403, "INVALID_KEY");
	server_command(&c, (const char *const[]){ "keys", "revoke", id, "--data-dir", server_file(&server, "data"), NULL });
	ck_assert_int_ne(c.status, 0);
	ck_assert_str_ne(c.err, "");
}
END_TEST

START_TEST(keys_survive_a_restart)
{
	char key[80];

	snprintf(key, sizeof(key), "%s", make_key("read"));
	ck_assert_int_eq(server_stop(&server), 0);
	server_start(&server, (const char *const[]){ "--feed", "manual", NULL });
	expect_ok(call(&server, "GET", "/v1/api/account", key, NULL, NULL));
	expect(get(&server, "/v1/api/keys"), "data.#", "2");
}
END_TEST

int main(void)
{
	const struct api_test tests[] = {
		{ "scopes", each_endpoint_with_each_scope, 3 },
		{ "no key", each_endpoint_without_a_key, 3 },
		{ "malformed authorization", malformed_authorization, 6 },
		{ "scheme in any case", the_scheme_in_any_case, 0 },
		{ "unknown paths and methods", unknown_paths_and_methods, 0 },
		{ "keys over HTTP", keys_over_http, 0 },
		{ "bad key requests", bad_key_requests, 4 },
		{ "keys by the command", keys_by_the_command, 0 },
		{ "keys survive a restart", keys_survive_a_restart, 0 },
	};

	return API_RUN("access", tests, api_start);
}
