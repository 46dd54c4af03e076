/* SPDX-License-Identifier: MIT
 * The server as a process: options, configuration, feeds, first start, orderly stop. */
#include "tests/api/api.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct command c;

START_TEST(version_and_help)
{
	server_command(&c, (const char *const[]){ "version", NULL });
	ck_assert_int_eq(c.status, 0);
	ck_assert_ptr_nonnull(strstr(c.out, "0.1.0"));
	server_command(&c, (const char *const[]){ "--help", NULL });
	ck_assert_int_eq(c.status, 0);
	ck_assert_ptr_nonnull(strstr(c.out, "--feed"));
}
END_TEST

static const char *const bad_options[][6] = {
	{ "--nonsense", NULL },
	{ "dance", NULL },
	{ "serve", "--port", "70000", NULL },
	{ "serve", "--port", "-1", NULL },
	{ "serve", "--port", NULL },
	{ "serve", "--speed", "fast", NULL },
	{ "serve", "--rate-limit", "-5", NULL },
	{ "serve", "--log-level", "loud", NULL },
	{ "serve", "--feed", "dream", NULL },
	{ "serve", "--listen", "nowhere", NULL },
	{ "keys", "dance", NULL },
	{ "keys", "create", "--scope", "admin", NULL },
};

START_TEST(options_refused)
{
	const char *args[10] = { NULL };
	size_t count = 0;

	while (bad_options[_i][count]) {
		args[count] = bad_options[_i][count];
		count++;
	}
	if (count > 1 || strcmp(args[0], "--nonsense") != 0) {
		args[count++] = "--data-dir";
		args[count++] = server_file(&server, "data");
	}
	server_command(&c, args);
	ck_assert_msg(c.status != 0 && c.status < 128, "status %d", c.status);
	ck_assert_msg(*c.err, "nothing was said");
}
END_TEST

START_TEST(config_is_fed_back)
{
	static struct command again;

	server_config(&server, "{\"accounts\":[{\"login\":7,\"currency\":\"EUR\",\"leverage\":30,\"balance\":500.5,\"margin_mode\":\"netting\"}],"
	                       "\"symbols\":[{\"name\":\"EURUSD\",\"trade_stops_level\":10},{\"name\":\"GOLD\",\"digits\":2,\"trade_contract_size\":100,"
	                       "\"trade_calc_mode\":\"cfdleverage\",\"currency_base\":\"USD\",\"currency_profit\":\"USD\",\"currency_margin\":\"USD\"}]}");
	server_command(&c, (const char *const[]){ "config", "--config", server_file(&server, "config.json"), NULL });
	ck_assert_msg(c.status == 0, "%s", c.err);
	ck_assert_ptr_nonnull(strstr(c.out, "GOLD"));
	ck_assert_ptr_nonnull(strstr(c.out, "500.5"));
	server_config(&server, c.out);
	server_command(&again, (const char *const[]){ "config", "--config", server_file(&server, "config.json"), NULL });
	ck_assert_msg(again.status == 0, "%s", again.err);
	ck_assert_str_eq(again.out, c.out);
}
END_TEST

START_TEST(config_is_in_force)
{
	struct reply *r;

	server_config(&server, "{\"accounts\":[{\"login\":7,\"currency\":\"EUR\",\"leverage\":30,\"balance\":500.5}],\"symbols\":[{\"name\":\"EURUSD\",\"trade_stops_level\":10}]}");
	server_start(&server, (const char *const[]){ "--feed", "manual", "--config", server_file(&server, "config.json"), NULL });
	r = expect_ok(get(&server, "/v1/api/account"));
	expect(r, "data.login", "7");
	expect(r, "data.currency", "'EUR'");
	expect(r, "data.leverage", "30");
	expect(r, "data.balance", "500.5");
	expect(get(&server, "/v1/api/symbols/EURUSD"), "data.trade_stops_level", "10");
	expect(get(&server, "/v1/api/symbols"), "data.#", "17");
}
END_TEST

static const struct {
	const char *json, *says;
} bad_configs[] = {
	{ "{", "config.json" },
	{ "[]", "config.json" },
	{ "{\"symbols\":[{\"name\":\"EURUSD\",\"digits\":9}]}", "symbols[0].digits" },
	{ "{\"symbols\":[{\"digits\":5}]}", "symbols[0].name" },
	{ "{\"symbols\":[{\"name\":\"EURUSD\",\"trade_mode\":\"sometimes\"}]}", "longonly" },
	{ "{\"symbols\":[{\"name\":\"EURUSD\",\"colour\":\"red\"}]}", "symbols[0].colour" },
	{ "{\"accounts\":[{\"login\":1,\"leverage\":0}]}", "accounts[0].leverage" },
	{ "{\"accounts\":[{\"login\":1},{\"login\":1}]}", "accounts[1].login" },
	{ "{\"accounts\":[{\"login\":1,\"balance\":\"much\"}]}", "accounts[0].balance" },
	{ "{\"accounts\":{}}", "accounts" },
	{ "{\"acounts\":[]}", "acounts" },
	{ "{\"zone\":\"Mars/Olympus\"}", "zone" },
};

START_TEST(config_errors_say_where)
{
	server_config(&server, bad_configs[_i].json);
	server_command(&c, (const char *const[]){ "serve", "--port", "0", "--feed", "manual", "--data-dir", server_file(&server, "data"), "--config",
	                                          server_file(&server, "config.json"), NULL });
	ck_assert_msg(c.status != 0 && c.status < 128, "%s: status %d", bad_configs[_i].json, c.status);
	ck_assert_msg(strstr(c.err, "config.json"), "%s: no file in: %s", bad_configs[_i].json, c.err);
	ck_assert_msg(strstr(c.err, bad_configs[_i].says), "%s: no %s in: %s", bad_configs[_i].json, bad_configs[_i].says, c.err);
}
END_TEST

static const struct {
	const char *name, *text, *says;
} bad_feeds[] = {
	{ "EURUSD_broken.csv", "time_msc,bid,ask\n1398902400292,1.38676,1.38686\nnonsense,here\n", "3" },
	{ "EURUSD_unknown.csv", "hello world\nhow are you\n", "EURUSD_unknown.csv" },
	{ "EURUSD_backwards.csv", "time_msc,bid,ask\n1398902400292,1.38676,1.38686\n1398902300292,1.38676,1.38686\n", "3" },
	{ "EURUSD_empty.csv", "", "EURUSD_empty.csv" },
	{ "XXXYYY_plain.csv", "time_msc,bid,ask\n1398902400292,1.38676,1.38686\n", "XXXYYY" },
	{ NULL, NULL, "nofile.csv" },
};

/* A recording that is no good is either refused at the start or named in the log with file and line, and the server goes on. */
START_TEST(feed_errors_say_where)
{
	char spec[SERVER_PATH_MAX + 64];
	char *text;

	if (bad_feeds[_i].name)
		file_write(server_file(&server, bad_feeds[_i].name), bad_feeds[_i].text);
	snprintf(spec, sizeof(spec), "replay:%s", server_file(&server, bad_feeds[_i].name ? bad_feeds[_i].name : "nofile.csv"));
	if (_i == 0 || _i == 2) {
		server_start(&server, (const char *const[]){ "--feed", spec, "--speed", "max", NULL });
		for (int i = 0; i < 200 && reply_int(get(&server, "/health"), "data.time_msc") < 1398902400292; i++)
			usleep(5000);
		ck_assert_int_eq(server_stop(&server), 0);
		text = file_read(server_file(&server, "err"), NULL);
		ck_assert_msg(strstr(text, bad_feeds[_i].name), "%s", text);
		ck_assert_msg(strstr(text, "\"line\":3") || strstr(text, ":3"), "%s", text);
		free(text);
		return;
	}
	server_command(&c, (const char *const[]){ "serve", "--port", "0", "--data-dir", server_file(&server, "data"), "--feed", spec, NULL });
	ck_assert_msg(c.status != 0 && c.status < 128, "status %d", c.status);
	ck_assert_msg(strstr(c.err, bad_feeds[_i].says), "no %s in: %s", bad_feeds[_i].says, c.err);
}
END_TEST

START_TEST(first_start_makes_a_key)
{
	struct stat info;
	char *out;
	char key[80];

	server_start(&server, (const char *const[]){ "--feed", "manual", NULL });
	ck_assert_int_eq(stat(server_file(&server, "data/api-key"), &info), 0);
	ck_assert_uint_eq(info.st_mode & 0777, 0600);
	ck_assert_uint_eq(strlen(server.key), 51);
	snprintf(key, sizeof(key), "%s", server.key);
	ck_assert_int_eq(server_stop(&server), 0);
	out = file_read(server_file(&server, "out"), NULL);
	ck_assert_msg(strstr(out, key) && strstr(out, "curl"), "%s", out);
	free(out);
	unlink(server_file(&server, "out"));
	/* once only */
	server_start(&server, (const char *const[]){ "--feed", "manual", NULL });
	expect_ok(call(&server, "GET", "/v1/api/account", key, NULL, NULL));
	ck_assert_int_eq(server_stop(&server), 0);
	out = file_read(server_file(&server, "out"), NULL);
	ck_assert_msg(!strstr(out, "tk_live_"), "%s", out);
	free(out);
}
END_TEST

START_TEST(keys_are_not_in_the_log)
{
	char key[80];
	char *text;

	server_start(&server, (const char *const[]){ "--feed", "manual", "--log-level", "debug", NULL });
	snprintf(key, sizeof(key), "%s", server.key);
	expect_ok(get(&server, "/v1/api/account"));
	expect_ok(post(&server, "/v1/api/keys", "{\"name\":\"x\"}"));
	ck_assert_int_eq(server_stop(&server), 0);
	text = file_read(server_file(&server, "err"), NULL);
	ck_assert_ptr_null(strstr(text, "tk_live_"));
	ck_assert_ptr_null(strstr(text, key + 8));
	ck_assert_ptr_nonnull(strstr(text, "request_id"));
	free(text);
}
END_TEST

START_TEST(stops_on_each_signal)
{
	static const int signals[] = { SIGTERM, SIGINT };
	int fd, status;

	server_start(&server, (const char *const[]){ "--feed", "sim", NULL });
	fd = raw_connect(&server); /* an idle and a half-sent connection do not hold it up */
	raw_send(fd, "GET /v1/api", 11);
	expect_ok(get(&server, "/v1/api/account"));
	ck_assert_int_eq(kill(server.pid, signals[_i]), 0);
	ck_assert_int_eq(waitpid(server.pid, &status, 0), server.pid);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "status %x", (unsigned)status);
	server.pid = 0;
	close(fd);
}
END_TEST

START_TEST(a_port_in_use)
{
	char port[16];
	struct server first = { 0 };

	server_start(&first, (const char *const[]){ "--feed", "manual", NULL });
	snprintf(port, sizeof(port), "%d", first.port);
	server_command(&c, (const char *const[]){ "serve", "--feed", "manual", "--data-dir", server_file(&server, "data"), "--port", port, NULL });
	ck_assert_msg(c.status != 0 && c.status < 128, "status %d", c.status);
	ck_assert_msg(strstr(c.err, "in use"), "%s", c.err);
	server_end(&first);
}
END_TEST

/* The first quotes of the synthetic market. */
START_TEST(the_synthetic_market)
{
	struct reply *r;

	server_start(&server, (const char *const[]){ "--feed", "sim:7", NULL });
	r = expect_ok(get(&server, "/v1/api/symbols"));
	expect(r, "data.#", "17");
	for (int i = 0; i < 17; i++) {
		char bid[32], ask[32];

		snprintf(bid, sizeof(bid), "data.%d.bid", i);
		snprintf(ask, sizeof(ask), "data.%d.ask", i);
		ck_assert_double_gt(atof(reply_text(r, bid)), 0);
		ck_assert_double_ge(atof(reply_text(r, ask)), atof(reply_text(r, bid)));
	}
	ck_assert_double_eq_tol(atof(reply_text(r, "data.0.bid")), 1.085, 0.0005);
	expect_error(post(&server, "/v1/api/sim/clock", "{\"time_msc\":%lld}", T0), 404, "NOT_FOUND");
}
END_TEST

#define ROWS(table) (sizeof(table) / sizeof(table[0]))

int main(void)
{
	const struct api_test tests[] = {
		{ "version and help", version_and_help, 0 },
		{ "bad options", options_refused, ROWS(bad_options) },
		{ "config fed back", config_is_fed_back, 0 },
		{ "config in force", config_is_in_force, 0 },
		{ "bad configs", config_errors_say_where, ROWS(bad_configs) },
		{ "bad feeds", feed_errors_say_where, ROWS(bad_feeds) },
		{ "first start", first_start_makes_a_key, 0 },
		{ "no keys in the log", keys_are_not_in_the_log, 0 },
		{ "stop", stops_on_each_signal, 2 },
		{ "port in use", a_port_in_use, 0 },
		{ "synthetic market", the_synthetic_market, 0 },
	};

	return API_RUN("process", tests, api_prepare);
}
