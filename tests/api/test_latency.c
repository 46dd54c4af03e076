/* SPDX-License-Identifier: MIT
 * Requests that wait out the fill model's latency, and what else needs a server with options of its own: faults without the manual feed. */
#include "tests/api/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FAULTS "/v1/api/sim/faults"
#define BUY "{\"symbol\":\"EURUSD\",\"action\":\"buy\",\"volume\":0.01}"

START_TEST(other_feeds_need_an_option)
{
	server_start(&server, (const char *const[]){ "--feed", "sim", "--log-level", "warn", NULL });
	expect_error(post(&server, FAULTS, "{\"faults\":[]}"), 404, "NOT_FOUND");
	server_stop(&server);
	server_start(&server, (const char *const[]){ "--feed", "sim", "--faults", "--log-level", "warn", NULL });
	expect_ok(post(&server, FAULTS, "{\"faults\":[{\"route\":\"account.get\",\"kind\":\"server_error\"}]}"));
	expect_error(get(&server, "/v1/api/account"), 500, "INTERNAL");
}
END_TEST

static void start_late(const char *feed, const char *config)
{
	server_config(&server, config);
	server_start(&server, (const char *const[]){ "--feed", feed, "--rate-limit", "0", "--log-level", "warn", "--config", server_file(&server, "config.json"), NULL });
}

/* Sends a buy that waits for engine time to go on. */
static int send_late(void)
{
	char text[1024];
	int socket = raw_connect(&server);
	int length = snprintf(text, sizeof(text), "POST /v1/api/trade HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n"
	                      "Connection: close\r\nContent-Length: %zu\r\n\r\n%s", server.key, strlen(BUY), BUY);

	raw_send(socket, text, (size_t)length);
	return socket;
}

#define LATE "{\"fill_model\":{\"name\":\"custom\",\"latency_min_msc\":100,\"latency_max_msc\":100}}"

START_TEST(a_request_meets_the_market_of_its_arrival)
{
	struct raw_reply reply;
	struct reply health;
	int socket;

	start_late("manual", LATE);
	quote("EURUSD", "1.0850", "1.0851", 0);
	http_call(&server, "GET", "/health", NULL, NULL, NULL, &health);
	ck_assert_msg(strstr(health.body, "\"fill_model\":\"custom\""), "%s", health.body);
	reply_clear(&health);
	socket = send_late();
	raw_receive(socket, 300, &reply);
	ck_assert_int_eq(reply.responses, 0); /* time stands still */
	quote("EURUSD", "1.0860", "1.0861", 99);
	raw_receive(socket, 300, &reply);
	ck_assert_int_eq(reply.responses, 0);
	quote("EURUSD", "1.0870", "1.0871", 100);
	raw_receive(socket, 5000, &reply);
	close(socket);
	ck_assert_int_eq(reply.first_status, 200);
	ck_assert_msg(strstr(reply.text, "\"price\":1.0871,"), "%s", reply.text);
	ck_assert_ptr_nonnull(strstr(reply.text, "\"fill_model\":\"custom\""));
}
END_TEST

START_TEST(a_flowing_market_answers_by_itself)
{
	start_late("sim:3", LATE);
	for (int i = 0; i < 3; i++) {
		double start = now_seconds();

		trade("buy", "0.01");
		ck_assert_msg(now_seconds() - start >= 0.09, "after %.3f s", now_seconds() - start);
		ck_assert(now_seconds() - start < 5);
	}
}
END_TEST

/* 10012: engine time does not come, and the request is not executed. */
START_TEST(a_request_does_not_wait_for_ever)
{
	struct raw_reply reply;
	int socket;

	start_late("manual", LATE);
	quote("EURUSD", "1.0850", "1.0851", 0);
	socket = send_late();
	raw_receive(socket, 20000, &reply);
	close(socket);
	ck_assert_int_eq(reply.first_status, 503);
	ck_assert_ptr_nonnull(strstr(reply.text, "\"code\":\"TIMEOUT\",\"retcode\":10012"));
	expect(get(&server, "/v1/api/positions"), "data.#", "0");
}
END_TEST

START_TEST(a_stop_of_the_server_lets_nobody_wait)
{
	struct raw_reply reply;
	int socket;

	start_late("manual", LATE);
	quote("EURUSD", "1.0850", "1.0851", 0);
	socket = send_late();
	raw_receive(socket, 300, &reply);
	ck_assert_int_eq(server_stop(&server), 0);
	raw_receive(socket, 1000, &reply);
	close(socket);
}
END_TEST

int main(void)
{
	const struct api_test tests[] = {
		{ "a request meets the market of its arrival", a_request_meets_the_market_of_its_arrival, 0 },
		{ "a flowing market answers by itself", a_flowing_market_answers_by_itself, 0 },
		{ "a request does not wait for ever", a_request_does_not_wait_for_ever, 0 },
		{ "a stop of the server lets nobody wait", a_stop_of_the_server_lets_nobody_wait, 0 },
		{ "other feeds need an option for faults", other_feeds_need_an_option, 0 },
	};

	return API_RUN("latency", tests, api_prepare);
}
