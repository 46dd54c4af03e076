/* SPDX-License-Identifier: MIT
 * The command line and the listening address: what is taken, and what a refusal says. */
#include "server/http/listen.h"
#include "server/options.h"
#include "tests/unit/suite.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct options options;

/* The options of one line, separated by blanks. */
static int read_line(const char *command, const char *line)
{
	static char text[512];
	static char *words[32];
	int count = 1;

	optind = 0; /* getopt starts anew */
	memset(text, 0, sizeof text);
	memcpy(text, line, strlen(line));
	words[0] = text; /* not read */
	for (char *word = strtok(text, " "); word; word = strtok(NULL, " "))
		words[count++] = word;
	words[count] = NULL;
	return options_read(&options, command, count, words);
}

START_TEST(defaults)
{
	ck_assert_int_ge(read_line("serve", ""), 0);
	ck_assert_str_eq(options.listen, "127.0.0.1:8080");
	ck_assert_str_eq(options.feed, "sim");
	ck_assert_int_eq(options.rate_limit, 100);
	ck_assert_int_eq(options.port, -1);
	ck_assert(options.speed == 1.0);
}
END_TEST

START_TEST(values)
{
	ck_assert_int_ge(read_line("serve", "--port 0 --speed 2.5 --rate-limit=0 --log-level debug --allow-host a --allow-host b"), 0);
	ck_assert_int_eq(options.port, 0);
	ck_assert(options.speed == 2.5);
	ck_assert_int_eq(options.rate_limit, 0);
	ck_assert_uint_eq(options.host_count, 2);
	ck_assert_int_ge(read_line("serve", "--speed max"), 0);
	ck_assert(options.speed == 0);
	ck_assert_int_ge(read_line("keys", "create --scope read --account 7"), 0);
	ck_assert_int_eq(options.scope, TRADYN_SCOPE_READ);
	ck_assert_int_eq(options.account, 7);
}
END_TEST

START_TEST(bad_values)
{
	static const char *const lines[] = { "--port 65536", "--port x", "--port -1", "--speed 0", "--speed -1", "--speed fast", "--rate-limit 1.5", "--log-level loud",
	                                     "--nothing", "--port", "--config=", "--scope read", "-x" };

	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		ck_assert_msg(read_line("serve", lines[i]) < 0, "%s", lines[i]);
	ck_assert_int_lt(read_line("keys", "--scope all"), 0);
	ck_assert_int_lt(read_line("config", "--port 1"), 0);
}
END_TEST

static int listens(const char *text, int port, bool remote, struct listen_address *address)
{
	tradyn_error err;
	int fd;

	tradyn_error_init(&err);
	fd = listen_open(text, port, remote, address, &err);
	if (fd >= 0)
		close(fd);
	return fd >= 0 ? 0 : err.code;
}

START_TEST(addresses)
{
	struct listen_address address;

	ck_assert_int_eq(listens("127.0.0.1", 0, false, &address), 0);
	ck_assert_str_eq(address.host, "127.0.0.1");
	ck_assert_int_gt(address.port, 0);
	ck_assert_int_eq(listens("localhost:0", -1, false, &address), 0);
	ck_assert_int_eq(listens("0.0.0.0:0", -1, true, &address), 0);
}
END_TEST

START_TEST(bad_addresses)
{
	static const char *const texts[] = { "", ":", ":80", "1.2.3", "1.2.3.4:", "127.0.0.1:x", "127.0.0.1:70000", "[::1", "[::1]x", "example.com:80", "127.0.0.1:80:80" };
	struct listen_address address;

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		ck_assert_msg(listens(texts[i], -1, true, &address) == TRADYN_E_INVALID_VALUE, "%s", texts[i]);
	ck_assert_int_eq(listens("0.0.0.0:0", -1, false, &address), TRADYN_E_INVALID_VALUE);
	ck_assert_int_eq(listens("[::]:0", -1, false, &address), TRADYN_E_INVALID_VALUE);
	ck_assert_int_eq(listens("192.0.2.1:0", -1, false, &address), TRADYN_E_INVALID_VALUE);
}
END_TEST

int main(void)
{
	return run_tests("options", 20, (const TTest *const[]){ defaults, values, bad_values, addresses, bad_addresses, NULL });
}
