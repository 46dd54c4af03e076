/* SPDX-License-Identifier: MIT
 * Drives the engine through its public API from a script: JSON lines in, JSON lines out. The first line is a configuration, each
 * further one an input; each line is answered by what it did: code, events with the objects' after-images, all accounts. */
#include <tradyn/tradyn.h>

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define IMAGE_MAX 65536

static const struct {
	const char *text;
	tradyn_event_action action;
} actions[] = {
	{ "placed", TRADYN_EVENT_ACTION_PLACED }, { "modified", TRADYN_EVENT_ACTION_MODIFIED }, { "triggered", TRADYN_EVENT_ACTION_TRIGGERED },
	{ "filled", TRADYN_EVENT_ACTION_FILLED }, { "canceled", TRADYN_EVENT_ACTION_CANCELED }, { "expired", TRADYN_EVENT_ACTION_EXPIRED },
	{ "rejected", TRADYN_EVENT_ACTION_REJECTED }, { "added", TRADYN_EVENT_ACTION_ADDED }, { "opened", TRADYN_EVENT_ACTION_OPENED },
	{ "partially_closed", TRADYN_EVENT_ACTION_PARTIALLY_CLOSED }, { "closed", TRADYN_EVENT_ACTION_CLOSED },
	{ "swap", TRADYN_EVENT_ACTION_SWAP }, { "changed", TRADYN_EVENT_ACTION_CHANGED },
	{ "margin_call", TRADYN_EVENT_ACTION_MARGIN_CALL }, { "stop_out", TRADYN_EVENT_ACTION_STOP_OUT },
};

struct driver {
	tradyn_engine *engine;
	bool first; /* the next event is the first of its line */
	char image[IMAGE_MAX];
};

static const char *action_text(tradyn_event_action action)
{
	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		if (actions[i].action == action)
			return actions[i].text;
	return "?";
}

static void print_object(struct driver *driver, const char *name, tradyn_type_id type, const void *object)
{
	size_t length = 0;

	if (tradyn_codec_encode(type, object, driver->image, IMAGE_MAX, &length) == 0)
		printf(",\"%s\":%.*s", name, (int)length, driver->image);
}

static void on_event(void *user, const tradyn_event *event)
{
	struct driver *driver = user;

	if (event->type == TRADYN_EVENT_ACCOUNT)
		return; /* every line shows all accounts anyway */
	printf("%s{\"login\":%lld,\"action\":\"%s\"", driver->first ? "" : ",", (long long)event->login, action_text(event->action));
	driver->first = false;
	if (event->type == TRADYN_EVENT_ORDER)
		print_object(driver, "order", TRADYN_TYPE_ORDER, event->order);
	if (event->type == TRADYN_EVENT_DEAL)
		print_object(driver, "deal", TRADYN_TYPE_DEAL, event->deal);
	if (event->type == TRADYN_EVENT_POSITION)
		print_object(driver, "position", TRADYN_TYPE_POSITION, event->position);
	putchar('}');
}

static void print_money(const char *name, tradyn_decimal value)
{
	char text[TRADYN_DECIMAL_TEXT_MAX];

	tradyn_decimal_format(value, text);
	printf(",\"%s\":%s", name, text);
}

static void print_accounts(struct driver *driver)
{
	printf("],\"accounts\":[");
	for (size_t i = 0; i < tradyn_engine_account_count(driver->engine); i++) {
		tradyn_account account;

		if (tradyn_engine_account(driver->engine, tradyn_engine_login_at(driver->engine, i), &account, NULL) != 0)
			continue;
		printf("%s{\"login\":%lld", i ? "," : "", (long long)account.login);
		print_money("balance", account.balance);
		print_money("equity", account.equity);
		print_money("margin", account.margin);
		print_money("margin_free", account.margin_free);
		print_money("profit", account.profit);
		print_money("margin_level", account.margin_level);
		putchar('}');
	}
	printf("]");
}

/* ---- one function per operation, all of one shape ---- */

typedef union request {
	tradyn_tick tick;
	tradyn_sim_clock clock;
	tradyn_trade_request trade;
	tradyn_order_request place;
	tradyn_order_modify order_modify;
	tradyn_cancel_request cancel;
	tradyn_position_modify position_modify;
	tradyn_close_request close;
	tradyn_close_all_request close_all;
} request;

struct call {
	tradyn_engine *engine;
	tradyn_login login;
	tradyn_ticket ticket;
	const request *body;
	tradyn_error *err;
};

static int do_tick(const struct call *c)
{
	return tradyn_engine_tick(c->engine, &c->body->tick, c->err);
}

static int do_clock(const struct call *c)
{
	return tradyn_engine_clock(c->engine, c->body->clock.time_msc, c->err);
}

static int do_trade(const struct call *c)
{
	tradyn_trade_result out;

	return tradyn_engine_trade(c->engine, c->login, &c->body->trade, &out, c->err);
}

static int do_place(const struct call *c)
{
	tradyn_order out;

	return tradyn_engine_order_place(c->engine, c->login, &c->body->place, &out, c->err);
}

static int do_order_modify(const struct call *c)
{
	tradyn_order out;
	int code = tradyn_engine_order_modify(c->engine, c->login, c->ticket, &c->body->order_modify, &out, c->err);

	return code == 0 && out.no_changes ? TRADYN_E_NO_CHANGES : code;
}

static int do_cancel(const struct call *c)
{
	tradyn_cancel_result out;

	return tradyn_engine_order_cancel(c->engine, c->login, c->ticket, &out, c->err);
}

static int do_position_modify(const struct call *c)
{
	tradyn_position out;
	int code = tradyn_engine_position_modify(c->engine, c->login, c->ticket, &c->body->position_modify, &out, c->err);

	return code == 0 && out.no_changes ? TRADYN_E_NO_CHANGES : code;
}

static int do_close(const struct call *c)
{
	tradyn_close_result out;

	return tradyn_engine_position_close(c->engine, c->login, c->ticket, &c->body->close, &out, c->err);
}

static int do_close_all(const struct call *c)
{
	tradyn_close_all_result out;
	int code = tradyn_engine_close_all(c->engine, c->login, &c->body->close_all, &out, c->err);

	tradyn_close_all_result_clear(&out);
	return code;
}

static const struct {
	const char *op;
	tradyn_type_id type;
	int (*run)(const struct call *);
} operations[] = {
	{ "tick", TRADYN_TYPE_TICK, do_tick },
	{ "clock", TRADYN_TYPE_SIM_CLOCK, do_clock },
	{ "trade", TRADYN_TYPE_TRADE_REQUEST, do_trade },
	{ "place", TRADYN_TYPE_ORDER_REQUEST, do_place },
	{ "order_modify", TRADYN_TYPE_ORDER_MODIFY, do_order_modify },
	{ "cancel", TRADYN_TYPE_CANCEL_REQUEST, do_cancel },
	{ "position_modify", TRADYN_TYPE_POSITION_MODIFY, do_position_modify },
	{ "close", TRADYN_TYPE_CLOSE_REQUEST, do_close },
	{ "close_all", TRADYN_TYPE_CLOSE_ALL_REQUEST, do_close_all },
};

static int decode(tradyn_type_id type, const json_t *body, request *out, tradyn_error *err)
{
	char *text = json_dumps(body, JSON_COMPACT);
	int code = tradyn_codec_decode(type, text, strlen(text), out, err);

	free(text);
	return code;
}

/* An input of ticks and time is its own body; requests carry one beside login and ticket. */
static int apply(struct driver *driver, json_t *input, tradyn_error *err)
{
	const char *op = json_string_value(json_object_get(input, "op"));
	json_t *body = json_object_get(input, "body");
	request decoded;

	for (size_t i = 0; op && i < sizeof(operations) / sizeof(operations[0]); i++) {
		struct call call = { driver->engine, json_integer_value(json_object_get(input, "login")),
			json_integer_value(json_object_get(input, "ticket")), &decoded, err };
		int code;

		if (strcmp(op, operations[i].op) != 0)
			continue;
		json_object_del(input, "op");
		code = decode(operations[i].type, body ? body : input, &decoded, err);
		return code != 0 ? code : operations[i].run(&call);
	}
	return TRADYN_E_BAD_ARGUMENT;
}

static int answer(struct driver *driver, long line, const char *text)
{
	tradyn_error err;
	json_t *input = json_loads(text, 0, NULL), *message;
	int code;

	if (!input)
		return -1;
	tradyn_error_init(&err);
	printf("{\"i\":%ld,\"events\":[", line);
	driver->first = true;
	code = apply(driver, input, &err);
	print_accounts(driver);
	printf(",\"code\":\"%s\",\"message\":", code == 0 ? "DONE" : tradyn_error_info_get(code)->name);
	message = json_sprintf("%s %s", err.field, err.message);
	json_dumpf(message, stdout, JSON_ENCODE_ANY);
	json_decref(message);
	printf("}\n");
	json_decref(input);
	return 0;
}

static int begin(struct driver *driver, const char *text, int64_t start_msc)
{
	tradyn_engine_options options = TRADYN_ENGINE_OPTIONS_INIT;
	tradyn_config config;
	tradyn_error err;

	tradyn_error_init(&err);
	if (tradyn_config_init(&config) != 0)
		return -1;
	if (tradyn_config_read(&config, text, strlen(text), &err) != 0) {
		fprintf(stderr, "configuration: %s %s\n", err.field, err.message);
		tradyn_config_clear(&config);
		return -1;
	}
	options.config = &config;
	options.on_event = on_event;
	options.user = driver;
	options.start_msc = start_msc;
	options.tick_history = 16;
	options.candle_history = 16;
	driver->first = true;
	printf("{\"i\":0,\"events\":[");
	if (tradyn_engine_new(&driver->engine, &options, &err) != 0) {
		fprintf(stderr, "engine: %s %s\n", err.field, err.message);
		tradyn_config_clear(&config);
		return -1;
	}
	print_accounts(driver);
	printf(",\"code\":\"DONE\"}\n");
	tradyn_config_clear(&config);
	return 0;
}

int main(int argc, char **argv)
{
	static struct driver driver;
	char *text = NULL;
	size_t capacity = 0;
	int status = 0;

	for (long line = 0; status == 0 && getline(&text, &capacity, stdin) > 0; line++) {
		if (line == 0)
			status = begin(&driver, text, argc > 1 ? strtoll(argv[1], NULL, 10) : 0);
		else
			status = answer(&driver, line, text);
	}
	free(text);
	tradyn_engine_free(driver.engine);
	return status == 0 ? 0 : 2;
}
