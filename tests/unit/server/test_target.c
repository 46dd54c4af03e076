/* SPDX-License-Identifier: MIT
 * Request targets: decoded once, checked, never cut. */
#include "server/http/target.h"
#include "tests/unit/suite.h"

#include <stdio.h>
#include <string.h>

static struct target target;
static tradyn_error err;

static int parse(const char *raw)
{
	tradyn_error_init(&err);
	target_set(&target, raw);
	return target_parse(&target, &err);
}

static void expect_path(const char *raw, const char *path)
{
	ck_assert_msg(parse(raw) == 0, "%s: %s", raw, err.message);
	ck_assert_uint_eq(target.path_length, strlen(path));
	ck_assert_msg(!memcmp(target.path, path, strlen(path)), "%s: %s", raw, target.path);
}

START_TEST(paths)
{
	expect_path("/v1/api/account", "/v1/api/account");
	expect_path("/v1/api/%61ccount", "/v1/api/account");
	expect_path("/a%20b+c", "/a b+c");
	expect_path("/\xc3\xa4", "/\xc3\xa4");
	expect_path("/%C3%a4?x", "/\xc3\xa4");
	expect_path("http://localhost:80/health?x", "/health");
	ck_assert_uint_eq(target.authority.length, 12);
	expect_path("http://localhost", "");
}
END_TEST

START_TEST(a_coded_slash_separates_nothing)
{
	expect_path("/a%2Fb/c", "/a\001b/c");
	expect_path("/a%2fb?s=%2f", "/a\001b");
	ck_assert_str_eq(target.parameters[0].value, "/");
}
END_TEST

START_TEST(parameters)
{
	ck_assert_int_eq(parse("/p?a=1&b=x+y%26z&c&&d=&%65=%3D"), 0);
	ck_assert_uint_eq(target.parameter_count, 5);
	ck_assert_str_eq(target.parameters[0].name, "a");
	ck_assert_str_eq(target.parameters[0].value, "1");
	ck_assert_str_eq(target.parameters[1].value, "x y&z");
	ck_assert_str_eq(target.parameters[2].name, "c");
	ck_assert_ptr_null(target.parameters[2].value);
	ck_assert_str_eq(target.parameters[3].value, "");
	ck_assert_str_eq(target.parameters[4].name, "e");
	ck_assert_str_eq(target.parameters[4].value, "=");
	ck_assert_int_eq(parse("/p?"), 0);
	ck_assert_uint_eq(target.parameter_count, 0);
}
END_TEST

START_TEST(bad_codes)
{
	static const char *const bad[] = { "/%", "/%4", "/%zz", "/%00", "/a%00b", "/%0a", "/%7f", "/%ff", "/%c0%af", "/\xff", "/a b", "/p?a=%", "/p?a=%00", "/p?%ff=1", "/p?a=\x01" };

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		ck_assert_msg(parse(bad[i]) == TRADYN_E_BAD_HTTP, "%s", bad[i]);
}
END_TEST

START_TEST(bounds)
{
	char raw[TARGET_MAX + 2];
	size_t length = 2;

	memset(raw, 'a', sizeof raw);
	raw[0] = '/';
	raw[TARGET_MAX] = '\0';
	ck_assert_int_eq(parse(raw), 0);
	raw[TARGET_MAX] = 'a';
	raw[TARGET_MAX + 1] = '\0';
	ck_assert_int_eq(parse(raw), TRADYN_E_URI_TOO_LONG);
	memcpy(raw, "/?", 3);
	for (int i = 0; i < PARAMETERS_MAX; i++)
		length += (size_t)snprintf(raw + length, sizeof raw - length, "a=%d&", i);
	ck_assert_int_eq(parse(raw), 0);
	ck_assert_uint_eq(target.parameter_count, PARAMETERS_MAX);
	snprintf(raw + length, sizeof raw - length, "b");
	ck_assert_int_eq(parse(raw), TRADYN_E_BAD_HTTP);
}
END_TEST

START_TEST(decoded_text_never_overruns)
{
	char raw[TARGET_MAX + 1];

	memset(raw, '&', sizeof raw);
	raw[0] = '/';
	raw[1] = '?';
	raw[TARGET_MAX] = '\0';
	raw[TARGET_MAX - 1] = 'a';
	ck_assert_int_eq(parse(raw), 0);
	ck_assert_uint_eq(target.parameter_count, 1);
	memset(raw + 2, 'b', TARGET_MAX - 2);
	ck_assert_int_eq(parse(raw), 0);
	ck_assert_uint_eq(strlen(target.parameters[0].name), TARGET_MAX - 2);
}
END_TEST

int main(void)
{
	return run_tests("target", 20, (const TTest *const[]){ paths, a_coded_slash_separates_nothing, parameters, bad_codes, bounds, decoded_text_never_overruns, NULL });
}
