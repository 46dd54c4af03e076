/* SPDX-License-Identifier: MIT
 * GET /v1/api/positions with 1,000 positions, against a server that builds and dumps the same document with Jansson; and our
 * encoder against one written by hand for this struct. */
#include "bench/bare.h"
#include "bench/duel.h"
#include "bench/load.h"
#include "bench/report.h"
#include "tests/support/http.h"

#include <tradyn/codec.h>

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POSITIONS 1000

static tradyn_position positions[POSITIONS];

static void fill_server(const struct server *server)
{
	post(server, "/v1/api/sim/ticks", "{\"ticks\":[{\"symbol\":\"EURUSD\",\"time_msc\":1772020800000,\"bid\":1.085,\"ask\":1.0851}]}");
	for (int i = 0; i < POSITIONS; i++)
		expect_ok(post(server, "/v1/api/trade", "{\"symbol\":\"EURUSD\",\"action\":\"%s\",\"volume\":%d.%02d,\"magic\":%d,\"comment\":\"bench %d\"}",
		               i % 2 ? "buy" : "sell", i / 100 % 5, 1 + i % 99, i, i));
}

/* The structs behind the reply, decoded from it: the baseline and the hand-written encoder see the same numbers. */
static void take_positions(const struct reply *reply)
{
	json_t *root = json_loadb(reply->body, reply->length, 0, NULL);
	const json_t *data = json_object_get(root, "data");

	if (json_array_size(data) != POSITIONS)
		support_fail("not %d positions: %.300s", POSITIONS, reply->body);
	for (size_t i = 0; i < POSITIONS; i++) {
		const json_t *row = json_array_get(data, i);
		tradyn_position *p = &positions[i];
#define NUMBER(name) p->name = llround(json_number_value(json_object_get(row, #name)) * 1e8)
#define INTEGER(name) p->name = json_integer_value(json_object_get(row, #name))
		INTEGER(ticket), INTEGER(identifier), INTEGER(time_msc), INTEGER(time_update_msc), INTEGER(magic);
		NUMBER(volume), NUMBER(price_open), NUMBER(price_current), NUMBER(sl), NUMBER(tp), NUMBER(swap), NUMBER(profit), NUMBER(commission);
		p->type = strcmp(json_string_value(json_object_get(row, "type")), "buy") == 0 ? TRADYN_SIDE_BUY : TRADYN_SIDE_SELL;
		snprintf(p->symbol, sizeof(p->symbol), "%s", json_string_value(json_object_get(row, "symbol")));
		snprintf(p->comment, sizeof(p->comment), "%s", json_string_value(json_object_get(row, "comment")));
		p->reason = TRADYN_REASON_EXPERT;
	}
	json_decref(root);
}

static json_t *tree_of(const tradyn_position *p)
{
	json_t *row = json_object();
#define SET_INTEGER(name, value) json_object_set_new(row, name, json_integer(value))
#define SET_NUMBER(member) json_object_set_new(row, #member, json_real((double)p->member / 1e8))
#define SET_TEXT(name, value) json_object_set_new(row, name, json_string(value))
	SET_INTEGER("ticket", p->ticket);
	SET_INTEGER("identifier", p->identifier);
	SET_INTEGER("time", p->time_msc / 1000);
	SET_INTEGER("time_msc", p->time_msc);
	SET_INTEGER("time_update_msc", p->time_update_msc);
	SET_TEXT("symbol", p->symbol);
	SET_TEXT("type", p->type == TRADYN_SIDE_BUY ? "buy" : "sell");
	SET_NUMBER(volume);
	SET_NUMBER(price_open);
	SET_NUMBER(price_current);
	SET_NUMBER(sl);
	SET_NUMBER(tp);
	SET_NUMBER(swap);
	SET_NUMBER(profit);
	SET_NUMBER(commission);
	SET_INTEGER("magic", p->magic);
	SET_TEXT("comment", p->comment);
	SET_TEXT("reason", "expert");
	return row;
}

static char *jansson_body(void *user, size_t *length)
{
	json_t *root = json_object(), *data = json_array();
	char *text;

	(void)user;
	json_object_set_new(root, "success", json_true());
	json_object_set_new(root, "data", data);
	for (int i = 0; i < POSITIONS; i++)
		json_array_append_new(data, tree_of(&positions[i]));
	text = json_dumps(root, JSON_COMPACT | JSON_REAL_PRECISION(15));
	*length = strlen(text);
	json_decref(root);
	return text;
}

/* ---- The encoder by hand: what one would write for this struct alone. ---- */

static char *put_text(char *out, const char *text)
{
	size_t length = strlen(text);

	memcpy(out, text, length);
	return out + length;
}

static char *put_int(char *out, int64_t value)
{
	char digits[24];
	int count = 0;
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

	do
		digits[count++] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (value < 0)
		*out++ = '-';
	while (count)
		*out++ = digits[--count];
	return out;
}

static char *put_decimal(char *out, int64_t value)
{
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value, fraction = rest % 100000000;
	int digits = 8;

	if (value < 0)
		*out++ = '-';
	out = put_int(out, (int64_t)(rest / 100000000));
	*out++ = '.';
	while (digits > 1 && fraction % 10 == 0) {
		fraction /= 10;
		digits--;
	}
	for (int i = digits - 1; i >= 0; i--) {
		out[i] = (char)('0' + fraction % 10);
		fraction /= 10;
	}
	return out + digits;
}

/* Quotes and escapes. The bytes of this benchmark are ASCII; a general encoder has to check for more. */
static char *put_string(char *out, const char *text)
{
	*out++ = '"';
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			*out++ = '\\';
		*out++ = *text;
	}
	*out++ = '"';
	return out;
}

static char *put_position(char *out, const tradyn_position *p)
{
	out = put_int(put_text(out, "{\"ticket\":"), p->ticket);
	out = put_int(put_text(out, ",\"identifier\":"), p->identifier);
	out = put_int(put_text(out, ",\"time\":"), p->time_msc / 1000);
	out = put_int(put_text(out, ",\"time_msc\":"), p->time_msc);
	out = put_int(put_text(out, ",\"time_update_msc\":"), p->time_update_msc);
	out = put_string(put_text(out, ",\"symbol\":"), p->symbol);
	out = put_text(put_text(out, ",\"type\":"), p->type == TRADYN_SIDE_BUY ? "\"buy\"" : "\"sell\"");
	out = put_decimal(put_text(out, ",\"volume\":"), p->volume);
	out = put_decimal(put_text(out, ",\"price_open\":"), p->price_open);
	out = put_decimal(put_text(out, ",\"price_current\":"), p->price_current);
	out = put_decimal(put_text(out, ",\"sl\":"), p->sl);
	out = put_decimal(put_text(out, ",\"tp\":"), p->tp);
	out = put_decimal(put_text(out, ",\"swap\":"), p->swap);
	out = put_decimal(put_text(out, ",\"profit\":"), p->profit);
	out = put_decimal(put_text(out, ",\"commission\":"), p->commission);
	out = put_int(put_text(out, ",\"magic\":"), p->magic);
	out = put_string(put_text(out, ",\"comment\":"), p->comment);
	out = put_text(put_text(out, ",\"reason\":"), "\"expert\"");
	return put_text(out, "}");
}

static double time_hand(char *out, size_t *length)
{
	double start = now_seconds();
	char *end = put_text(out, "[");

	for (int i = 0; i < POSITIONS; i++) {
		if (i)
			*end++ = ',';
		end = put_position(end, &positions[i]);
	}
	end = put_text(end, "]");
	*length = (size_t)(end - out);
	return now_seconds() - start;
}

static double time_schema(char *out, size_t capacity, size_t *length)
{
	double start = now_seconds();

	if (tradyn_codec_encode_list(TRADYN_TYPE_POSITION, positions, POSITIONS, sizeof(positions[0]), out, capacity, length))
		support_fail("encoding failed");
	return now_seconds() - start;
}

static void compare_encoders(void)
{
	enum { TURNS = 401 };
	static char out[1 << 20];
	static double hand[TURNS], schema[TURNS];
	size_t hand_length = 0, length = 0;
	double hand_byte, byte;

	for (int i = 0; i < TURNS; i++) {
		hand[i] = time_hand(out, &hand_length);
		schema[i] = time_schema(out, sizeof(out), &length);
	}
	report_ratio("encoding 1,000 positions (by hand)", median(schema, TURNS) * 1e6, median(hand, TURNS) * 1e6, "us", AT_MOST, 1.5);
	/* Where the schema shows members that the other leaves out, bytes are the fairer measure; both are printed. */
	byte = median(schema, TURNS) * 1e9 / (double)length;
	hand_byte = median(hand, TURNS) * 1e9 / (double)hand_length;
	printf("  %zu bytes (by hand %zu); per byte %.3f ns (by hand %.3f ns)\n", length, hand_length, byte, hand_byte);
}

int main(int argc, char **argv)
{
	double seconds = argc > 1 ? atof(argv[1]) : 1.0;
	struct server server = { 0 }, bare;
	struct reply reply;
	char request[512], bare_request[512];
	struct duel_side ours = { .server = &server, .request = request }, theirs = { .server = &bare, .request = bare_request };

	server_prepare(&server);
	server_config(&server, "{\"accounts\":[{\"login\":1001,\"balance\":100000000.0}]}");
	server_start(&server, (const char *const[]){ "--feed", "manual", "--rate-limit", "0", "--log-level", "warn", "--config", server_file(&server, "config.json"), NULL });
	fill_server(&server);
	http_call(&server, "GET", "/v1/api/positions", server.key, NULL, NULL, &reply);
	take_positions(&reply);
	bare_start(&bare, reply.headers, NULL, 0, jansson_body, NULL);
	load_request(request, sizeof(request), server.port, "/v1/api/positions", server.key);
	load_request(bare_request, sizeof(bare_request), bare.port, "/v1/api/positions", server.key);

	printf("GET /v1/api/positions, %d positions, %zu bytes, against Jansson\n", POSITIONS, reply.length);
	duel(&ours, &theirs, 8, 5, seconds);
	report_ratio("requests per second of server CPU", 1 / ours.cpu, 1 / theirs.cpu, "1/s", AT_LEAST, 30);
	report_ratio("requests/s, 8 connections", ours.rate, theirs.rate, "1/s", AT_LEAST, 30);
	compare_encoders();
	reply_clear(&reply);
	bare_stop(&bare);
	server_end(&server);
	return EXIT_SUCCESS;
}
