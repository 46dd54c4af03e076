/* SPDX-License-Identifier: MIT
 * Requests that are not honest HTTP, sent byte by byte: each gets at most one answer, nothing smuggled behind it is served,
 * nothing changes, and the server goes on. */
#include "tests/api/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HOST "Host: 127.0.0.1\r\n"
#define JSON "Content-Type: application/json\r\n"
/* What an attacker hides behind the first request. */
#define SMUGGLED "GET /health HTTP/1.1\r\n" HOST "\r\n"

/* K stands for the Authorization header. */
static const struct {
	const char *name, *request;
	int status, other; /* either of them */
} malformed[] = {
	{ "length and chunked", "POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" SMUGGLED, 400, 0 },
	{ "chunked and length", "POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" SMUGGLED, 400, 0 },
	{ "two lengths", "POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KContent-Length: 0\r\nContent-Length: 60\r\n\r\n" SMUGGLED, 400, 0 },
	{ "two equal lengths", "POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}" SMUGGLED, 400, 0 },
	{ "blank before the colon", "POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KContent-Length : 60\r\n\r\n" SMUGGLED, 400, 0 },
	{ "blank before the coding's colon", "POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n" SMUGGLED, 400, 0 },
	{ "blank in a name", "GET /health HTTP/1.1\r\n" HOST "X Y: 1\r\n\r\n" SMUGGLED, 400, 0 },
	{ "list of lengths", "POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KContent-Length: 2, 2\r\n\r\n{}" SMUGGLED, 400, 413 },
	{ "signed length", "POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KContent-Length: +2\r\n\r\n{}" SMUGGLED, 400, 413 },
	{ "negative length", "POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KContent-Length: -2\r\n\r\n{}" SMUGGLED, 400, 413 },
	{ "hexadecimal length", "POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KContent-Length: 0x2\r\n\r\n{}" SMUGGLED, 400, 413 },
	{ "length that overflows", "POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KContent-Length: 18446744073709551618\r\n\r\n{}" SMUGGLED, 413, 400 },
	{ "gzip coding", "POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KTransfer-Encoding: gzip\r\n\r\n0\r\n\r\n" SMUGGLED, 501, 400 },
	{ "gzip, chunked", "POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" SMUGGLED, 501, 400 },
	{ "chunked, identity", "POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" SMUGGLED, 501, 400 },
	{ "xchunked", "POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" SMUGGLED, 501, 400 },
	{ "two codings", "POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" SMUGGLED, 400, 501 },
	{ "no host", "GET /v1/api/account HTTP/1.1\r\nK\r\n", 400, 0 },
	{ "two hosts", "GET /v1/api/account HTTP/1.1\r\n" HOST "Host: 127.0.0.1\r\nK\r\n", 400, 0 },
	{ "two authorizations", "GET /v1/api/account HTTP/1.1\r\n" HOST "KK\r\n", 400, 0 },
	{ "garbage", "\x01\x02\x03\r\n\r\n", 0, 0 },
	{ "no version", "GET /health\r\n\r\n", 400, 0 },
	{ "HTTP/9.9", "GET /health HTTP/9.9\r\n" HOST "\r\n", 400, 505 },
	{ "TLS hello", "\x16\x03\x01\x02\x05\x01\x05\x01\xfc\x03\x03\r\n\r\n", 0, 0 },
	{ "broken chunk size", "POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n" SMUGGLED, 400, 0 },
	{ "NUL in the path", "GET /v1/api/account%00.html HTTP/1.1\r\n" HOST "K\r\n", 400, 404 },
	{ "broken escape", "GET /v1/api/symbols/%GG HTTP/1.1\r\n" HOST "K\r\n", 400, 404 },
	{ "cut escape", "GET /v1/api/symbols/EUR%4 HTTP/1.1\r\n" HOST "K\r\n", 400, 404 },
	{ "slash by escape", "GET /v1%2Fapi%2Faccount HTTP/1.1\r\n" HOST "K\r\n", 404, 400 },
};

/* The request with K replaced by the Authorization header. */
static size_t spell(const char *request, char *out, size_t size)
{
	size_t used = 0;

	for (; *request; request++) {
		if (*request == 'K' && (request[-1] == '\n' || request[-1] == 'K'))
			used += (size_t)snprintf(out + used, size - used, "Authorization: Bearer %s\r\n", server.key);
		else
			out[used++] = *request;
		ck_assert_uint_lt(used, size);
	}
	return used;
}

/* Bytes of the account and the positions: equal when nothing changed. */
static void state(char *out, size_t size)
{
	snprintf(out, size, "%s %s", get(&server, "/v1/api/account")->body, get(&server, "/v1/api/positions")->body);
}

START_TEST(malformed_http)
{
	static struct raw_reply reply;
	char request[4096], before[4096], after[4096];
	size_t length = spell(malformed[_i].request, request, sizeof(request));

	state(before, sizeof(before));
	raw_exchange(&server, request, length, 3000, &reply);
	ck_assert_msg(reply.closed || reply.first_status == 404, "%s: the connection stays open", malformed[_i].name);
	if (reply.responses == 0) /* bytes that do not even begin like a request */
		ck_assert_int_eq(malformed[_i].status, 0);
	else if (malformed[_i].status)
		ck_assert_msg(reply.first_status == malformed[_i].status || (malformed[_i].other && reply.first_status == malformed[_i].other), "%s: %.300s",
		              malformed[_i].name, reply.text);
	/* what libmicrohttpd answers by itself it says twice; a second request would be answered by another status */
	ck_assert_msg(reply.responses <= 1 || (reply.responses == 2 && !strstr(reply.text, "HTTP/1.1 200")), "%s: %d responses: %s", malformed[_i].name,
	              reply.responses, reply.text);
	ck_assert_msg(!strstr(reply.text, "\"status\":\"ok\""), "%s: the smuggled request was served", malformed[_i].name);
	state(after, sizeof(after));
	ck_assert_str_eq(before, after);
}
END_TEST

START_TEST(a_request_that_never_ends_blocks_nobody)
{
	static const char part[] = "POST /v1/api/trade HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Le";
	int sockets[50];

	for (int i = 0; i < 50; i++) {
		sockets[i] = raw_connect(&server);
		raw_send(sockets[i], part, (size_t)i);
	}
	expect_ok(get(&server, "/v1/api/account"));
	for (int i = 0; i < 50; i++)
		close(sockets[i]);
	expect_ok(get(&server, "/v1/api/account"));
}
END_TEST

START_TEST(pipelined)
{
	static struct raw_reply reply;
	char request[1024], one[512];
	size_t length = spell("GET /v1/api/account HTTP/1.1\r\n" HOST "K\r\n", one, sizeof(one));

	snprintf(request, sizeof(request), "%.*s%.*s", (int)length, one, (int)length, one);
	raw_exchange(&server, request, strlen(request), 1000, &reply);
	ck_assert_int_eq(reply.responses, 2);
	ck_assert_int_eq(reply.first_status, 200);
}
END_TEST

START_TEST(chunked_body)
{
	static struct raw_reply reply;
	char request[1024];
	size_t length = spell("POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
	                      "10\r\n{\"symbol\":\"EURUS\r\n1b\r\nD\",\"action\":\"buy\",\"volume\":\r\n5\r\n0.1 }\r\n0\r\n\r\n", request, sizeof(request));

	raw_exchange(&server, request, length, 5000, &reply);
	ck_assert_msg(reply.first_status == 200, "%s", reply.text);
	expect(get(&server, "/v1/api/positions"), "data.#", "1");
}
END_TEST

START_TEST(expect_continue)
{
	static struct raw_reply reply;
	char request[1024];
	size_t length = spell("POST /v1/api/trade HTTP/1.1\r\n" HOST JSON "KContent-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n", request, sizeof(request));
	int fd = raw_connect(&server);

	raw_send(fd, request, length);
	raw_receive(fd, 500, &reply);
	ck_assert_int_eq(reply.first_status, 100);
	raw_send(fd, "{}", 2);
	raw_receive(fd, 5000, &reply);
	ck_assert_int_eq(reply.first_status, 400);
	close(fd);
}
END_TEST

START_TEST(head_has_no_body)
{
	static struct raw_reply reply;
	char request[512];
	size_t length = spell("HEAD /v1/api/account HTTP/1.1\r\n" HOST "KConnection: close\r\n\r\n", request, sizeof(request));
	const char *end;

	raw_exchange(&server, request, length, 5000, &reply);
	ck_assert_int_eq(reply.first_status, 200);
	end = strstr(reply.text, "\r\n\r\n");
	ck_assert_ptr_nonnull(end);
	ck_assert_str_eq(end + 4, "");
}
END_TEST

/* A request with a header or target of `size` bytes. */
static void send_long(const char *before, size_t size, const char *after, struct raw_reply *reply)
{
	char *request = malloc(size + 1024);
	size_t length = spell(before, request, 512);

	memset(request + length, 'a', size);
	length += size;
	memcpy(request + length, after, strlen(after));
	raw_exchange(&server, request, length + strlen(after), 3000, reply);
	free(request);
}

START_TEST(too_long)
{
	static struct raw_reply reply;

	send_long("GET /v1/api/account?", 6000, " HTTP/1.1\r\n" HOST "\r\n", &reply);
	ck_assert_msg(reply.first_status == 414 || reply.first_status == 431, "%.200s", reply.text);
	send_long("GET /v1/api/account HTTP/1.1\r\n" HOST "KX-Long: ", 40000, "\r\n\r\n", &reply);
	ck_assert_msg(reply.first_status == 431 || reply.first_status == 400, "%.200s", reply.text);
	expect_ok(get(&server, "/v1/api/account"));
}
END_TEST

START_TEST(a_body_of_65_kib)
{
	char *body = malloc(66001);

	memset(body, ' ', 66000);
	body[66000] = '\0';
	expect_error(call(&server, "POST", "/v1/api/trade", server.key, body, NULL), 413, "BODY_TOO_LARGE");
	expect_error(call(&server, "POST", "/v1/api/trade", server.key, body, (const char *const[]){ "Transfer-Encoding: chunked", NULL }), 413, "BODY_TOO_LARGE");
	free(body);
	expect_ok(get(&server, "/v1/api/account"));
}
END_TEST

START_TEST(another_content_type)
{
	static const char body[] = "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1}";

	expect_error(call(&server, "POST", "/v1/api/trade", server.key, body, (const char *const[]){ "Content-Type: text/plain", NULL }), 415, "UNSUPPORTED_MEDIA_TYPE");
	expect_error(call(&server, "POST", "/v1/api/trade", server.key, body, (const char *const[]){ "Content-Type: application/x-www-form-urlencoded", NULL }), 415,
	             "UNSUPPORTED_MEDIA_TYPE");
	expect(get(&server, "/v1/api/positions"), "data.#", "0");
	expect_ok(call(&server, "POST", "/v1/api/trade", server.key, body, (const char *const[]){ "Content-Type: application/json; charset=utf-8", NULL }));
}
END_TEST

/* A web page of somebody else, or a name that was pointed at this address. */
START_TEST(other_hosts_and_origins)
{
	static const struct {
		const char *header, *code;
	} rows[] = {
		{ "Host: evil.example", "HOST_NOT_ALLOWED" },
		{ "Host: 127.0.0.1.evil.example", "HOST_NOT_ALLOWED" },
		{ "Origin: http://evil.example", "ORIGIN_NOT_ALLOWED" },
		{ "Origin: null", "ORIGIN_NOT_ALLOWED" },
		{ "Host: localhost", NULL },
		{ "Host: localhost:8080", NULL },
		{ "Host: [::1]:8080", NULL },
	};
	struct reply *r = call(&server, "GET", "/v1/api/account", server.key, NULL, (const char *const[]){ rows[_i].header, NULL });

	if (rows[_i].code)
		expect_error(r, 403, rows[_i].code);
	else
		expect_ok(r);
}
END_TEST

#define ROWS(table) (sizeof(table) / sizeof(table[0]))

int main(void)
{
	const struct api_test tests[] = {
		{ "malformed", malformed_http, ROWS(malformed) },
		{ "unfinished", a_request_that_never_ends_blocks_nobody, 0 },
		{ "pipelined", pipelined, 0 },
		{ "chunked", chunked_body, 0 },
		{ "100-continue", expect_continue, 0 },
		{ "HEAD", head_has_no_body, 0 },
		{ "too long", too_long, 0 },
		{ "large body", a_body_of_65_kib, 0 },
		{ "content type", another_content_type, 0 },
		{ "hosts and origins", other_hosts_and_origins, 7 },
	};

	return API_RUN("http", tests, api_start);
}
