/* SPDX-License-Identifier: MIT
 * Runs stories against the engine through its public functions; requests and results pass through the JSON codec. */
#include "tests/scenario/story.h"

#include "lib/base/text.h"
#include "lib/base/zone.h"
#include "lib/codec/writer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JSON_SIZE 16384

/* What a line did: a status, and the object it gave. */
struct outcome {
	int status;
	tradyn_error error;
	char json[JSON_SIZE];
};

/* ---- Failing ---- */

static bool fail(struct story *story, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool fail(struct story *story, const char *format, ...)
{
	va_list arguments;
	size_t length;

	if (story->failure[0])
		return false;
	length = (size_t)snprintf(story->failure, sizeof(story->failure), "%s:%d: ", story->file, story->line);
	va_start(arguments, format);
	vsnprintf(story->failure + length, sizeof(story->failure) - length, format, arguments);
	va_end(arguments);
	return false;
}

static void encode(tradyn_type_id type, const void *object, char *out)
{
	size_t length = 0;

	if (tradyn_codec_encode(type, object, out, JSON_SIZE - 1, &length))
		length = 0;
	out[length] = '\0';
}

/* With what only the store sees. */
static void encode_stored(tradyn_type_id type, const void *object, char *out)
{
	tradyn__writer writer = { .out = out, .capacity = JSON_SIZE - 1 };

	tradyn__write_object(&writer, tradyn__type_get(type), object, TRADYN__VIEW_STORE);
	out[writer.length] = '\0';
}

/* ---- Events ---- */

static const char *const type_names[] = { "order", "deal", "position", "account", "notification" };
static const char *const action_names[] = {
	"placed", "modified", "triggered", "filled", "canceled", "expired", "rejected", "added", "opened", "partially_closed", "closed", "swap", "changed",
	"margin_call", "stop_out",
};

static size_t account_index(const struct story *story, tradyn_login login)
{
	size_t i = 0;

	while (i + 1 < STORY_ACCOUNTS && i < story->config.accounts.count && story->config.accounts.items[i].login != login)
		i++;
	return i;
}

static void hash_object(struct story *story, tradyn_type_id type, const void *object)
{
	char text[JSON_SIZE];
	tradyn__writer writer = { .out = text, .capacity = sizeof(text) };

	tradyn__write_object(&writer, tradyn__type_get(type), object, TRADYN__VIEW_STORE);
	story->hash = tradyn__hash(story->hash, text, writer.length);
}

static void hash_event(struct story *story, const tradyn_event *event)
{
	const int64_t numbers[] = { event->id, event->login, event->time_msc, (int64_t)event->type, (int64_t)event->action, (int64_t)event->reason };

	story->hash = tradyn__hash(story->hash, numbers, sizeof(numbers));
	if (event->order)
		hash_object(story, TRADYN_TYPE_ORDER, event->order);
	if (event->deal)
		hash_object(story, TRADYN_TYPE_DEAL, event->deal);
	if (event->position)
		hash_object(story, TRADYN_TYPE_POSITION, event->position);
	if (event->account)
		hash_object(story, TRADYN_TYPE_ACCOUNT, event->account);
}

static void on_event(void *user, const tradyn_event *event)
{
	struct story *story = user;
	struct told *told = &story->told[story->told_count];
	size_t account = account_index(story, event->login);

	hash_event(story, event);
	if (event->deal && event->deal->type == TRADYN_DEAL_TYPE_CREDIT)
		story->credits[account] += event->deal->profit;
	else if (event->deal)
		story->deals[account] += event->deal->profit + event->deal->swap + event->deal->commission + event->deal->fee;
	if (story->told_count == STORY_EVENTS)
		return;
	*told = (struct told){ .event = *event };
	snprintf(told->name, sizeof(told->name), "%s.%s", type_names[event->type], action_names[event->action]);
	if (event->order)
		told->order = *event->order;
	if (event->deal)
		told->deal = *event->deal;
	if (event->position)
		told->position = *event->position;
	story->told_count++;
}

/* ---- What always holds ---- */

static bool holds(struct story *story, const char *rule, tradyn_decimal expected, tradyn_decimal actual)
{
	char a[TRADYN_DECIMAL_TEXT_MAX], b[TRADYN_DECIMAL_TEXT_MAX];

	if (expected == actual)
		return true;
	tradyn_decimal_format(expected, a);
	tradyn_decimal_format(actual, b);
	return fail(story, "%s: %s, but it is %s", rule, a, b);
}

static bool account_holds(struct story *story, size_t index)
{
	tradyn_login login = tradyn_engine_login_at(story->engine, index);
	tradyn_decimal profit = 0, level = 0;
	tradyn_position position;
	tradyn_account a;
	size_t cursor = 0;

	tradyn_engine_account(story->engine, login, &a, NULL);
	while (tradyn_engine_position_next(story->engine, login, NULL, &cursor, &position))
		profit += position.profit + position.swap;
	if (a.margin)
		tradyn_decimal_mul_div(a.equity, TRADYN_DECIMAL(100), a.margin, 2, TRADYN_ROUND_HALF_AWAY, &level);
	return holds(story, "balance is the sum of the deals", story->deals[index], a.balance) &&
	       holds(story, "credit is the sum of the credits", story->credits[index], a.credit) &&
	       holds(story, "profit is the sum over the positions", profit, a.profit) &&
	       holds(story, "equity is balance + credit + profit - blocked commission", a.balance + a.credit + a.profit - a.commission_blocked, a.equity) &&
	       holds(story, "free margin is equity - margin", a.equity - a.margin, a.margin_free) &&
	       holds(story, "level is equity / margin", level, a.margin_level) && (a.margin >= 0 || fail(story, "margin is negative"));
}

/* ---- The config lines ---- */

static bool configure(struct story *story, const char *list, const struct words *words, const char *name)
{
	char fields[2048], json[2200];
	tradyn_error error;

	tradyn_error_init(&error);
	words_json(words->named, words->named_count, fields, sizeof(fields));
	if (strcmp(list, "fill_model") == 0)
		snprintf(json, sizeof(json), "{\"%s\":%s}", list, fields);
	else if (name)
		snprintf(json, sizeof(json), "{\"%s\":[{\"name\":\"%s\"%s%s]}", list, name, words->named_count ? "," : "", fields + 1);
	else
		snprintf(json, sizeof(json), "{\"%s\":[%s]}", list, fields);
	if (tradyn_config_read(&story->config, json, strlen(json), &error))
		return fail(story, "%s: %s", error.field, error.message);
	return true;
}

/* The first account line replaces the default account, the others add to it. */
static bool add_account(struct story *story, const struct words *words)
{
	tradyn_account_list before = story->config.accounts, *now = &story->config.accounts;
	tradyn_account *both;

	if (!story->accounts_named) {
		story->accounts_named = true;
		if (!configure(story, "accounts", words, NULL))
			return false;
		story->login = now->items[0].login;
		return true;
	}
	story->config.accounts = (tradyn_account_list){ 0, NULL };
	if (!configure(story, "accounts", words, NULL)) {
		story->config.accounts = before;
		return false;
	}
	both = realloc(before.items, (before.count + 1) * sizeof(*both));
	both[before.count] = now->items[0];
	free(now->items);
	*now = (tradyn_account_list){ before.count + 1, both };
	return true;
}

static bool make_engine(struct story *story)
{
	tradyn_engine_options options = TRADYN_ENGINE_OPTIONS_INIT;
	tradyn_error error;

	if (story->engine)
		return true;
	tradyn_error_init(&error);
	options.config = &story->config;
	options.on_event = on_event;
	options.user = story;
	if (tradyn_engine_new(&story->engine, &options, &error))
		return fail(story, "%s: %s", error.field, error.message);
	return true;
}

/* ---- The lines that do something ---- */

/* The named words and what stands plain in the line, as one JSON object decoded into `out`. */
static int request(const struct words *words, tradyn_type_id type, const char *const *names, size_t first, void *out, tradyn_error *error)
{
	struct named pairs[2 * WORDS_MAX];
	char json[2048];
	size_t count = 0;

	for (size_t i = 0; names && names[i] && first + i < words->plain_count; i++)
		pairs[count++] = (struct named){ (char *)(uintptr_t)names[i], words->plain[first + i] };
	for (size_t i = 0; i < words->named_count; i++)
		pairs[count++] = words->named[i];
	words_json(pairs, count, json, sizeof(json));
	return tradyn_codec_decode(type, json, strlen(json), out, error);
}

static int64_t time_of(struct story *story, const char *text)
{
	int64_t msc = TRADYN_UNSET;

	if (text && tradyn__time_parse(text, strlen(text), &msc))
		fail(story, "%s is no time", text);
	return msc;
}

static void do_tick(struct story *story, const struct words *words, struct outcome *out)
{
	tradyn_tick tick = { .time_msc = TRADYN_UNSET, .flags = TRADYN_UNSET };

	if (words->plain_count < 4) {
		fail(story, "a tick needs symbol, bid and ask");
		return;
	}
	snprintf(tick.symbol, sizeof(tick.symbol), "%s", words->plain[1]);
	if (tradyn_decimal_parse(words->plain[2], strlen(words->plain[2]), &tick.bid) || tradyn_decimal_parse(words->plain[3], strlen(words->plain[3]), &tick.ask))
		fail(story, "bid and ask are no decimals");
	if (words->plain_count == 6)
		tick.time_msc = time_of(story, words->plain[5]);
	out->status = tradyn_engine_tick(story->engine, &tick, &out->error);
}

static void do_clock(struct story *story, const struct words *words, struct outcome *out)
{
	out->status = tradyn_engine_clock(story->engine, time_of(story, words->plain_count == 3 ? words->plain[2] : NULL), &out->error);
}

/* What the check foretold is what the account is. Deals beside the order's own (stop-outs, triggers) would be another story. */
static void compare_check(struct story *story, int status, const tradyn_check_result *check, const struct outcome *out)
{
	tradyn_account a;

	if (status != out->status) {
		fail(story, "check gives %d, the order %d (%s)", status, out->status, out->error.message);
		return;
	}
	if (status)
		return;
	tradyn_engine_account(story->engine, story->login, &a, NULL);
	(void)(holds(story, "margin as checked", check->margin, a.margin) && holds(story, "balance as checked", check->balance, a.balance) &&
	       holds(story, "equity as checked", check->equity, a.equity) && holds(story, "profit as checked", check->profit, a.profit) &&
	       holds(story, "free margin as checked", check->margin_free, a.margin_free) && holds(story, "level as checked", check->margin_level, a.margin_level));
}

static void do_trade(struct story *story, const struct words *words, struct outcome *out)
{
	static const char *const names[] = { "action", "symbol", "volume", NULL };
	tradyn_trade_request trade;
	tradyn_check_request check;
	tradyn_check_result checked;
	tradyn_trade_result result;
	int status;

	out->status = request(words, TRADYN_TYPE_TRADE_REQUEST, names, 0, &trade, &out->error);
	if (out->status)
		return;
	status = request(words, TRADYN_TYPE_CHECK_REQUEST, names, 0, &check, NULL);
	if (!status)
		status = tradyn_engine_check(story->engine, story->login, &check, &checked, NULL);
	out->status = tradyn_engine_trade(story->engine, story->login, &trade, &result, &out->error);
	if (!out->status)
		encode(TRADYN_TYPE_TRADE_RESULT, &result, out->json);
	compare_check(story, status, &checked, out);
}

static void do_place(struct story *story, const struct words *words, struct outcome *out)
{
	static const char *const names[] = { "type", "symbol", "volume", "price", NULL };
	tradyn_order_request place;
	tradyn_check_request check;
	tradyn_check_result checked;
	tradyn_order order;
	int status;

	out->status = request(words, TRADYN_TYPE_ORDER_REQUEST, names, 1, &place, &out->error);
	if (out->status)
		return;
	status = request(words, TRADYN_TYPE_CHECK_REQUEST, names, 1, &check, NULL);
	if (!status)
		status = tradyn_engine_check(story->engine, story->login, &check, &checked, NULL);
	out->status = tradyn_engine_order_place(story->engine, story->login, &place, &order, &out->error);
	if (!out->status)
		encode(TRADYN_TYPE_ORDER, &order, out->json);
	compare_check(story, status, &checked, out);
}

static void do_check(struct story *story, const struct words *words, struct outcome *out)
{
	static const char *const market[] = { "action", "symbol", "volume", NULL }, *const pending[] = { "type", "symbol", "volume", "price", NULL };
	bool is_market = words->plain_count > 1 && (strcmp(words->plain[1], "buy") == 0 || strcmp(words->plain[1], "sell") == 0);
	tradyn_check_request check;
	tradyn_check_result result;

	out->status = request(words, TRADYN_TYPE_CHECK_REQUEST, is_market ? market : pending, 1, &check, &out->error);
	if (!out->status)
		out->status = tradyn_engine_check(story->engine, story->login, &check, &result, &out->error);
	if (!out->status)
		encode(TRADYN_TYPE_CHECK_RESULT, &result, out->json);
}

static void do_calc(struct story *story, const struct words *words, struct outcome *out)
{
	static const char *const names[] = { "action", "symbol", "volume", NULL };
	bool margin = words->plain_count > 1 && strcmp(words->plain[1], "margin") == 0;
	tradyn_calc_request calc;
	tradyn_calc_margin_result required;
	tradyn_calc_profit_result profit;

	out->status = request(words, TRADYN_TYPE_CALC_REQUEST, names, 2, &calc, &out->error);
	if (out->status)
		return;
	out->status = margin ? tradyn_engine_calc_margin(story->engine, story->login, &calc, &required, &out->error)
	                     : tradyn_engine_calc_profit(story->engine, story->login, &calc, &profit, &out->error);
	if (!out->status)
		encode(margin ? TRADYN_TYPE_CALC_MARGIN_RESULT : TRADYN_TYPE_CALC_PROFIT_RESULT, margin ? (void *)&required : (void *)&profit, out->json);
}

static tradyn_ticket ticket_of(const struct words *words, size_t i)
{
	return i < words->plain_count ? strtoll(words->plain[i], NULL, 10) : 0;
}

static void do_modify(struct story *story, const struct words *words, struct outcome *out)
{
	bool position = words->plain_count > 1 && strcmp(words->plain[1], "position") == 0;
	tradyn_position_modify stops;
	tradyn_order_modify terms;
	tradyn_position p;
	tradyn_order o;

	if (position)
		out->status = request(words, TRADYN_TYPE_POSITION_MODIFY, NULL, 0, &stops, &out->error);
	else
		out->status = request(words, TRADYN_TYPE_ORDER_MODIFY, NULL, 0, &terms, &out->error);
	if (out->status)
		return;
	out->status = position ? tradyn_engine_position_modify(story->engine, story->login, ticket_of(words, 2), &stops, &p, &out->error)
	                       : tradyn_engine_order_modify(story->engine, story->login, ticket_of(words, 2), &terms, &o, &out->error);
	if (!out->status || out->status == TRADYN_E_NO_CHANGES)
		encode(position ? TRADYN_TYPE_POSITION : TRADYN_TYPE_ORDER, position ? (void *)&p : (void *)&o, out->json);
}

static void do_close(struct story *story, const struct words *words, struct outcome *out)
{
	tradyn_close_request close;
	tradyn_close_result result;

	out->status = request(words, TRADYN_TYPE_CLOSE_REQUEST, NULL, 0, &close, &out->error);
	if (!out->status)
		out->status = tradyn_engine_position_close(story->engine, story->login, ticket_of(words, 1), &close, &result, &out->error);
	if (!out->status)
		encode(TRADYN_TYPE_CLOSE_RESULT, &result, out->json);
}

static void do_close_all(struct story *story, const struct words *words, struct outcome *out)
{
	tradyn_close_all_request close;
	tradyn_close_all_result result;

	out->status = request(words, TRADYN_TYPE_CLOSE_ALL_REQUEST, NULL, 0, &close, &out->error);
	if (!out->status)
		out->status = tradyn_engine_close_all(story->engine, story->login, &close, &result, &out->error);
	if (out->status)
		return;
	snprintf(out->json, sizeof(out->json), "{\"closed\":%zu,\"failed\":%zu,\"code\":\"%s\"}", result.closed.count, result.failed.count,
	         result.failed.count ? result.failed.items[0].code : "");
	tradyn_close_all_result_clear(&result);
}

static void do_cancel(struct story *story, const struct words *words, struct outcome *out)
{
	tradyn_cancel_result result;

	out->status = tradyn_engine_order_cancel(story->engine, story->login, ticket_of(words, 1), &result, &out->error);
	if (!out->status)
		encode(TRADYN_TYPE_CANCEL_RESULT, &result, out->json);
}

/* ---- What is expected ---- */

static bool compare(struct story *story, const struct named *expected, size_t count, const char *json)
{
	char value[512];

	for (size_t i = 0; i < count; i++) {
		const char *actual = json_member(json, expected[i].name, value, sizeof(value));

		if (!same_value(expected[i].value, actual))
			return fail(story, "%s is %s, expected %s, in %s", expected[i].name, actual ? actual : "absent", expected[i].value, json);
	}
	return true;
}

/* A number of an error as text; NULL when it says nothing. */
static const char *error_number(const tradyn_error *error, const char *name, char out[TRADYN_DECIMAL_TEXT_MAX])
{
	const struct {
		const char *name;
		int64_t value;
	} numbers[] = {
		{ "min", error->min }, { "max", error->max }, { "step", error->step }, { "below", error->below }, { "above", error->above }, { "bid", error->bid },
		{ "ask", error->ask }, { "required", error->required }, { "available", error->available },
	};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		if (strcmp(numbers[i].name, name) != 0 || numbers[i].value == TRADYN_UNSET)
			continue;
		if (error->whole && i < 5) /* the limits count in ones */
			snprintf(out, TRADYN_DECIMAL_TEXT_MAX, "%lld", (long long)numbers[i].value);
		else
			tradyn_decimal_format(numbers[i].value, out);
		return out;
	}
	if (strcmp(name, "next_open") != 0 || error->time_msc == TRADYN_UNSET)
		return NULL;
	tradyn__time_format(error->time_msc, out);
	return out;
}

/* `error=NAME`, its `retcode=` and `text=`, and members of the error; `message=` is a part of the sentence. */
static bool compare_error(struct story *story, const struct words *words, const struct outcome *out)
{
	const tradyn_error_info *info = tradyn_error_info_get(out->status);
	const char *name = out->status ? info->name : "none";
	char retcode[16];

	snprintf(retcode, sizeof(retcode), "%d", out->status ? info->retcode : 0);
	for (size_t i = 0; i < words->expected_count; i++) {
		const struct named *e = &words->expected[i];
		char number[32];
		const char *actual = strcmp(e->name, "error") == 0 ? name : strcmp(e->name, "field") == 0 ? out->error.field :
		                     strcmp(e->name, "retcode") == 0 ? retcode : strcmp(e->name, "text") == 0 ? info->text :
		                     strcmp(e->name, "legal") == 0 ? out->error.legal : strcmp(e->name, "message") == 0 ? strstr(out->error.message, e->value) :
		                     error_number(&out->error, e->name, number);

		if (!actual || (strcmp(e->name, "message") != 0 && !same_value(e->value, actual)))
			return fail(story, "expected %s=%s, but it is %s, %s: field %s, %s", e->name, e->value, actual ? actual : "absent", name, out->error.field,
			            out->error.message);
	}
	return true;
}

static bool expects_error(const struct words *words)
{
	return words->expected_count && strcmp(words->expected[0].name, "error") == 0;
}

static bool settle(struct story *story, const struct words *words, struct outcome *out, uint64_t before)
{
	if (story->failure[0])
		return false;
	if (out->status && (tradyn_engine_state_hash(story->engine) != before || story->told_count != story->told_before))
		return fail(story, "a refusal changed something");
	if (out->status && !out->error.message[0] && out->status != TRADYN_E_NO_CHANGES)
		return fail(story, "a refusal without a message: %d", out->status);
	if (expects_error(words))
		return compare_error(story, words, out);
	if (out->status)
		return fail(story, "refused: %s: %s", out->error.field, out->error.message);
	return compare(story, words->expected, words->expected_count, out->json);
}

static bool expect_account(struct story *story, const struct words *words)
{
	char json[JSON_SIZE];
	tradyn_account account;
	tradyn_position position;
	tradyn_order order;
	size_t cursor = 0, positions = 0, orders = 0, length;

	tradyn_engine_account(story->engine, story->login, &account, NULL);
	encode(TRADYN_TYPE_ACCOUNT, &account, json);
	while (tradyn_engine_position_next(story->engine, story->login, NULL, &cursor, &position))
		positions++;
	for (cursor = 0; tradyn_engine_order_next(story->engine, story->login, NULL, &cursor, &order);)
		orders++;
	length = strlen(json) - 1;
	snprintf(json + length, sizeof(json) - length, ",\"positions\":%zu,\"orders\":%zu}", positions, orders);
	return compare(story, words->named, words->named_count, json);
}

static bool expect_position(struct story *story, const struct words *words)
{
	char json[JSON_SIZE];
	tradyn_position position;
	tradyn_error error;

	tradyn_error_init(&error);
	if (tradyn_engine_position(story->engine, story->login, ticket_of(words, 2), &position, &error))
		return fail(story, "%s", error.message);
	encode_stored(TRADYN_TYPE_POSITION, &position, json);
	return compare(story, words->named, words->named_count, json);
}

/* Pending, or as its last event left it. */
static bool expect_order(struct story *story, const struct words *words)
{
	char json[JSON_SIZE];
	tradyn_ticket ticket = ticket_of(words, 2);
	tradyn_order order;

	if (tradyn_engine_order(story->engine, story->login, ticket, &order, NULL)) {
		size_t i = story->told_count;

		while (i > 0 && !(story->told[i - 1].event.type == TRADYN_EVENT_ORDER && story->told[i - 1].order.ticket == ticket))
			i--;
		if (i == 0)
			return fail(story, "order %lld was never told of", (long long)ticket);
		order = story->told[i - 1].order;
	}
	encode(TRADYN_TYPE_ORDER, &order, json);
	return compare(story, words->named, words->named_count, json);
}

static bool expect_deal(struct story *story, const struct words *words)
{
	char json[JSON_SIZE];

	for (size_t i = 0; i < story->told_count; i++) {
		if (story->told[i].event.type != TRADYN_EVENT_DEAL || story->told[i].deal.ticket != ticket_of(words, 2))
			continue;
		encode(TRADYN_TYPE_DEAL, &story->told[i].deal, json);
		return compare(story, words->named, words->named_count, json);
	}
	return fail(story, "deal %s was never made", words->plain_count > 2 ? words->plain[2] : "");
}

static bool expect_symbol(struct story *story, const struct words *words)
{
	char json[JSON_SIZE];
	tradyn_symbol symbol;

	if (words->plain_count < 3 || tradyn_engine_symbol(story->engine, story->login, words->plain[2], &symbol, NULL))
		return fail(story, "there is no such symbol");
	encode(TRADYN_TYPE_SYMBOL, &symbol, json);
	return compare(story, words->named, words->named_count, json);
}

/* The names of the events of the line before, in their order. */
static bool expect_events(struct story *story, const struct words *words)
{
	size_t count = story->told_count - story->told_before;

	for (size_t i = 0; i < count || i + 1 < words->plain_count; i++) {
		const char *actual = i < count ? story->told[story->told_before + i].name : "nothing";
		const char *expected = i + 1 < words->plain_count ? words->plain[i + 1] : "nothing";

		if (strcmp(actual, expected) != 0)
			return fail(story, "event %zu of the line before is %s, expected %s", i + 1, actual, expected);
	}
	return true;
}

static bool expect(struct story *story, const struct words *words)
{
	static const struct {
		const char *what;
		bool (*run)(struct story *story, const struct words *words);
	} kinds[] = { { "position", expect_position }, { "order", expect_order }, { "deal", expect_deal }, { "symbol", expect_symbol } };

	if (words->plain_count == 1)
		return expect_account(story, words);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(words->plain[1], kinds[i].what) == 0)
			return kinds[i].run(story, words);
	return fail(story, "what is expected of a %s?", words->plain[1]);
}

/* ---- Lines ---- */

static const struct {
	const char *verb;
	void (*run)(struct story *story, const struct words *words, struct outcome *out);
} verbs[] = {
	{ "tick", do_tick }, { "clock", do_clock }, { "buy", do_trade }, { "sell", do_trade }, { "place", do_place }, { "check", do_check }, { "calc", do_calc },
	{ "modify", do_modify }, { "close", do_close }, { "close-all", do_close_all }, { "cancel", do_cancel },
};

static bool act(struct story *story, const struct words *words)
{
	struct outcome out = { .status = 0 };
	uint64_t before = tradyn_engine_state_hash(story->engine);

	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(verbs[i].verb, words->plain[0]) != 0)
			continue;
		tradyn_error_init(&out.error);
		story->told_before = story->told_count;
		verbs[i].run(story, words, &out);
		if (!settle(story, words, &out, before))
			return false;
		for (size_t account = 0; account < story->config.accounts.count; account++)
			if (!account_holds(story, account))
				return false;
		return true;
	}
	return fail(story, "what is %s?", words->plain[0]);
}

bool story_line(struct story *story, const char *text, int line)
{
	struct words words;

	story->line = line;
	if (!words_cut(&words, text))
		return fail(story, "the line is too long");
	if (words.plain_count == 0)
		return words.named_count ? fail(story, "a line begins with what happens") : true;
	if (strcmp(words.plain[0], "account") == 0)
		return add_account(story, &words);
	if (strcmp(words.plain[0], "symbol") == 0)
		return words.plain_count == 2 ? configure(story, "symbols", &words, words.plain[1]) : fail(story, "a symbol needs its name");
	if (strcmp(words.plain[0], "fill_model") == 0)
		return configure(story, "fill_model", &words, NULL);
	if (!make_engine(story))
		return false;
	if (strcmp(words.plain[0], "as") == 0) {
		story->login = ticket_of(&words, 1);
		return true;
	}
	if (strcmp(words.plain[0], "expect") == 0)
		return expect(story, &words);
	if (strcmp(words.plain[0], "events") == 0)
		return expect_events(story, &words);
	return act(story, &words);
}

void story_begin(struct story *story, const char *file)
{
	*story = (struct story){ .file = file, .hash = TRADYN__HASH_START };
	if (tradyn_config_init(&story->config))
		fail(story, "out of memory");
	else
		story->login = story->config.accounts.items[0].login;
}

void story_end(struct story *story)
{
	story->engine = tradyn_engine_free(story->engine);
	tradyn_config_clear(&story->config);
}
