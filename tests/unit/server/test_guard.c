/* SPDX-License-Identifier: MIT
 * What is honest HTTP and what is not: each row is one head of a request. */
#include "server/http/guard.h"
#include "tests/unit/suite.h"

#include <string.h>

/* Headers, "Name: value" by line. */
static int check_head(const char *lines, const char *version)
{
	struct headers headers = { .bad_name = false };
	struct hosts hosts = { .count = 0 };
	tradyn_error err;

	ck_assert(hosts_add(&hosts, "desk.example"));
	while (*lines) {
		size_t length = strcspn(lines, "\n"), name = strcspn(lines, ":");

		guard_header(&headers, lines, name, lines + name + 2, length - name - 2);
		lines += length + (lines[length] == '\n');
	}
	tradyn_error_init(&err);
	return guard_check(&headers, version, &hosts, &err);
}

#define H "Host: localhost\n"

static const struct {
	const char *head;
	int code;
} heads[] = {
	{ H, 0 },
	{ H "X-Any!#$%&'*+-.^_`|~9: caf\xc3\xa9\tx", 0 },
	{ H "Content-Length: 5", 0 },
	{ H "Transfer-Encoding: Chunked", 0 },
	{ H "Origin: http://127.0.0.1:3000", 0 },
	{ H "Origin: https://desk.example", 0 },
	{ "Host: 127.9.9.9:1", 0 },
	{ "Host: [::1]:8080", 0 },
	{ "Host: DESK.example:443", 0 },
	{ "", TRADYN_E_BAD_HTTP },
	{ H H, TRADYN_E_BAD_HTTP },
	{ H "Content-Length : 5", TRADYN_E_BAD_HTTP },
	{ H "Content-Length\t: 5", TRADYN_E_BAD_HTTP },
	{ H "A B: 5", TRADYN_E_BAD_HTTP },
	{ H ": 5", TRADYN_E_BAD_HTTP },
	{ H "N\xc3\xa4me: 5", TRADYN_E_BAD_HTTP },
	{ H "X: a\rb", TRADYN_E_BAD_HTTP },
	{ H "X: 123456789\x01", TRADYN_E_BAD_HTTP },
	{ H "X: \x01" "23456789", TRADYN_E_BAD_HTTP },
	{ H "Content-Length: 5\nContent-Length: 5", TRADYN_E_BAD_HTTP },
	{ H "content-length: 5\nCONTENT-LENGTH: 6", TRADYN_E_BAD_HTTP },
	{ H "Content-Length: 5\nTransfer-Encoding: chunked", TRADYN_E_BAD_HTTP },
	{ H "Transfer-Encoding: chunked\nTransfer-Encoding: chunked", TRADYN_E_BAD_HTTP },
	{ H "Authorization: a\nAuthorization: b", TRADYN_E_BAD_HTTP },
	{ H "Content-Length: +5", TRADYN_E_BAD_HTTP },
	{ H "Content-Length: 5, 5", TRADYN_E_BAD_HTTP },
	{ H "Content-Length: ", TRADYN_E_BAD_HTTP },
	{ H "Content-Length: 9999999999999999999", TRADYN_E_BAD_HTTP },
	{ H "Transfer-Encoding: gzip", TRADYN_E_NOT_IMPLEMENTED },
	{ H "Transfer-Encoding: gzip, chunked", TRADYN_E_NOT_IMPLEMENTED },
	{ H "Transfer-Encoding: xchunked", TRADYN_E_NOT_IMPLEMENTED },
	{ "Host: evil.example", TRADYN_E_HOST_NOT_ALLOWED },
	{ "Host: localhost.evil.example", TRADYN_E_HOST_NOT_ALLOWED },
	{ "Host: 127.0.0.1.evil.example", TRADYN_E_HOST_NOT_ALLOWED },
	{ "Host: 127.0.0", TRADYN_E_HOST_NOT_ALLOWED },
	{ "Host: localhost:8080x", TRADYN_E_HOST_NOT_ALLOWED },
	{ "Host: [::1", TRADYN_E_HOST_NOT_ALLOWED },
	{ "Host: ", TRADYN_E_HOST_NOT_ALLOWED },
	{ H "Origin: null", TRADYN_E_ORIGIN_NOT_ALLOWED },
	{ H "Origin: http://evil.example", TRADYN_E_ORIGIN_NOT_ALLOWED },
	{ H "Origin: http://localhost@evil.example", TRADYN_E_ORIGIN_NOT_ALLOWED },
};

START_TEST(heads_of_requests)
{
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
		int code = check_head(heads[i].head, "HTTP/1.1");

		ck_assert_msg(code == heads[i].code, "%s\nexpected %d, got %d", heads[i].head, heads[i].code, code);
	}
}
END_TEST

START_TEST(versions)
{
	ck_assert_int_eq(check_head(H, "HTTP/1.0"), 0);
	ck_assert_int_eq(check_head(H, "HTTP/2.0"), TRADYN_E_BAD_HTTP);
	ck_assert_int_eq(check_head(H, ""), TRADYN_E_BAD_HTTP);
}
END_TEST

static struct text text(const char *bytes)
{
	return (struct text){ bytes, strlen(bytes) };
}

START_TEST(an_allowed_host_is_not_remembered_for_another)
{
	struct hosts hosts = { .count = 0 };

	ck_assert(hosts_allow(&hosts, text("localhost:8080")));
	ck_assert(hosts_allow(&hosts, text("localhost:8080")));
	ck_assert(!hosts_allow(&hosts, text("evilhosts:8080")));
	ck_assert(!hosts_allow(&hosts, text("localhost:808x")));
}
END_TEST

START_TEST(announced_bodies)
{
	struct headers headers = { .content_length = text("17") };

	ck_assert_int_eq(guard_body(&headers), 17);
	headers.content_length = text("0");
	ck_assert_int_eq(guard_body(&headers), GUARD_NO_BODY);
	headers.content_length = (struct text){ NULL, 0 };
	ck_assert_int_eq(guard_body(&headers), GUARD_NO_BODY);
	headers.transfer_encoding = text("chunked");
	ck_assert_int_eq(guard_body(&headers), GUARD_CHUNKED);
}
END_TEST

START_TEST(content_types)
{
	ck_assert(guard_json(text("application/json")));
	ck_assert(guard_json(text("Application/JSON ; charset=utf-8")));
	ck_assert(guard_json(text("application/json;charset=utf-8")));
	ck_assert(!guard_json(text("application/jsonx")));
	ck_assert(!guard_json(text("text/plain")));
	ck_assert(!guard_json((struct text){ NULL, 0 }));
}
END_TEST

START_TEST(two_content_types_are_none)
{
	struct headers headers = { .bad_name = false };

	guard_header(&headers, "Content-Type", 12, "application/json", 16);
	ck_assert(guard_json(headers.content_type));
	guard_header(&headers, "Content-Type", 12, "application/json", 16);
	ck_assert(!guard_json(headers.content_type));
}
END_TEST

START_TEST(request_ids_and_idempotency_keys)
{
	static const char long_text[] = "0123456789012345678901234567890123456789012345678901234567890123x";

	ck_assert(guard_request_id(text("aZ0._-")));
	ck_assert(guard_request_id((struct text){ long_text, 64 }));
	ck_assert(!guard_request_id((struct text){ long_text, 65 }));
	ck_assert(!guard_request_id(text("")));
	ck_assert(!guard_request_id(text("a b")));
	ck_assert(!guard_request_id(text("a+b")));
	ck_assert(!guard_request_id(text("a\"b")));
	ck_assert(guard_idempotency_key("a b~!", 5));
	ck_assert(guard_idempotency_key(long_text, 64));
	ck_assert(!guard_idempotency_key(long_text, 65));
	ck_assert(!guard_idempotency_key("", 0));
	ck_assert(!guard_idempotency_key("\xc3\xa4", 2));
	ck_assert(!guard_idempotency_key("a\tb", 3));
}
END_TEST

START_TEST(first_bytes)
{
	ck_assert(guard_first("GET / HT", 8));
	ck_assert(guard_first("\r\nGET ", 6));
	ck_assert(guard_first("GE", 2));
	ck_assert(!guard_first("\x16\x03\x01", 3));
	ck_assert(!guard_first("GET\r\n", 5));
	ck_assert(!guard_first(" GET", 4));
}
END_TEST

int main(void)
{
	return run_tests("guard", 20, (const TTest *const[]){ heads_of_requests, versions, an_allowed_host_is_not_remembered_for_another, announced_bodies,
		content_types, two_content_types_are_none, request_ids_and_idempotency_keys, first_bytes, NULL });
}
