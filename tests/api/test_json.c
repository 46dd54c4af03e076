/* SPDX-License-Identifier: MIT
 * Bodies that are not the JSON that was asked for: each is refused with 400, and nothing changes. */
#include "tests/api/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEEP "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["

static const struct {
	const char *body, *code; /* code NULL: any */
} bodies[] = {
	{ "", NULL },
	{ " ", NULL },
	{ "{", "BAD_JSON" },
	{ "}", "BAD_JSON" },
	{ "{}{}", "BAD_JSON" },
	{ "{} x", "BAD_JSON" },
	{ "null", NULL },
	{ "true", NULL },
	{ "42", NULL },
	{ "\"text\"", NULL },
	{ "[]", NULL },
	{ "[{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1}]", NULL },
	{ "{'symbol':'EURUSD','action':'buy','volume':0.1}", "BAD_JSON" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1,}", "BAD_JSON" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1", "BAD_JSON" },
	{ "{\"symbol\":\"EURUSD\" \"action\":\"buy\",\"volume\":0.1}", "BAD_JSON" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":.1}", "BAD_JSON" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":+0.1}", "BAD_JSON" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0x1}", "BAD_JSON" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":01}", "BAD_JSON" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":NaN}", "BAD_JSON" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":Infinity}", "BAD_JSON" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":\"NaN\"}", NULL },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":\"\"}", NULL },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":\"0.1 \"}", NULL },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":\"1e-1\"}", NULL },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":\"0,1\"}", NULL },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":[0.1]}", "WRONG_TYPE" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":{}}", "WRONG_TYPE" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":false}", "WRONG_TYPE" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":1e308}", NULL },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":1e-300}", NULL },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":9223372036854775807}", NULL },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":92233720368547758080}", NULL },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":-9223372036854775808}", NULL },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":\"-92233720368.54775808\"}", NULL },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1,\"magic\":1.5}", "WRONG_TYPE" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1,\"magic\":\"one\"}", "WRONG_TYPE" },
	{ "{\"symbol\":\"EURUSD\",\"symbol\":\"GBPUSD\",\"action\":\"buy\",\"volume\":0.1}", "DUPLICATE_FIELD" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1,\"Sl\":1.08}", "UNKNOWN_FIELD" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1,\"\":1}", "UNKNOWN_FIELD" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1,\"size\":88}", "UNKNOWN_FIELD" },
	{ "{\"symbol\":\"EUR\\u0000USD\",\"action\":\"buy\",\"volume\":0.1}", NULL },
	{ "{\"symbol\":\"\\ud800\",\"action\":\"buy\",\"volume\":0.1}", NULL },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1,\"comment\":\"\xff\xfe\"}", NULL },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1,\"comment\":\"\xed\xa0\x80\"}", NULL },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1,\"comment\":\"\xc0\xaf\"}", NULL },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1,\"comment\":\"a\nb\"}", "BAD_JSON" },
	{ "\xef\xbb\xbf{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1}", "BAD_JSON" },
	{ "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.1 /* ten */}", "BAD_JSON" },
	{ "{\"symbol\":" DEEP DEEP "}", "TOO_DEEP" },
	{ "{\"a\":" DEEP DEEP "1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}", NULL },
};

START_TEST(refused)
{
	char before[4096], after[4096];
	struct reply *r;

	snprintf(before, sizeof(before), "%s %s", get(&server, "/v1/api/account")->body, get(&server, "/v1/api/positions")->body);
	r = call(&server, "POST", "/v1/api/trade", server.key, bodies[_i].body, NULL);
	ck_assert_msg(r->status == 400, "%s: %ld %s", bodies[_i].body, r->status, r->body);
	expect(r, "success", "false");
	if (bodies[_i].code)
		expect_error(r, 400, bodies[_i].code);
	snprintf(after, sizeof(after), "%s %s", get(&server, "/v1/api/account")->body, get(&server, "/v1/api/positions")->body);
	ck_assert_str_eq(before, after);
}
END_TEST

START_TEST(bad_json_says_where)
{
	struct reply *r = expect_error(post(&server, "/v1/api/trade", "{\n  \"symbol\": x\n}"), 400, "BAD_JSON");

	expect(r, "details.line", "2");
	ck_assert_int_gt(reply_int(r, "details.column"), 1);
}
END_TEST

START_TEST(text_is_kept_as_it_is)
{
	struct reply *r;

	expect_ok(call(&server, "POST", "/v1/api/trade", server.key,
	               "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":1e-1,\"comment\":\"\\u20ac \\\"x\\\" \\\\ \\t\xc3\xa9\"}", NULL));
	r = get(&server, "/v1/api/positions");
	ck_assert_str_eq(reply_text(r, "data.0.comment"), "\"\xe2\x82\xac \\\"x\\\" \\\\ \\t\xc3\xa9\"");
	expect(r, "data.0.volume", "0.1");
}
END_TEST

int main(void)
{
	const struct api_test tests[] = {
		{ "refused", refused, sizeof(bodies) / sizeof(bodies[0]) },
		{ "place", bad_json_says_where, 0 },
		{ "text", text_is_kept_as_it_is, 0 },
	};

	return API_RUN("json", tests, api_start);
}
