/* SPDX-License-Identifier: MIT
 * Netting accounts: every mode, side and volume once; and random dealing against a ledger that is kept here, deal by deal, in whole
 * numbers, with the average price and the profit reckoned the slow way. */
#include "tests/unit/suite.h"

#include <tradyn/tradyn.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef __int128 wide;

#define LOGIN 1
#define SYMBOLS 2
#define CENT (TRADYN_DECIMAL_ONE / 100)

static const char *const names[SYMBOLS] = { "EURUSD", "XAUUSD" };
static const int64_t contracts[SYMBOLS] = { 100000, 100 };
static const int digits[SYMBOLS] = { 5, 2 };

/* What the deals make of a symbol. */
struct ledger {
	int side; /* 1 bought, -1 sold, 0 nothing */
	tradyn_ticket ticket, identifier;
	tradyn_decimal volume, price;
};

struct desk {
	tradyn_config config;
	tradyn_engine *engine;
	struct ledger books[SYMBOLS];
	tradyn_decimal balance, bought[SYMBOLS], sold[SYMBOLS];
	tradyn_deal deal; /* the last one */
	int deals;
	tradyn_event_type before; /* type of the event before */
	char failure[256];
};

#define EXPECT(desk, condition, ...) \
	do { \
		if (!(condition) && !(desk)->failure[0]) \
			snprintf((desk)->failure, sizeof((desk)->failure), __VA_ARGS__); \
	} while (0)

/* ---- The slow way ---- */

static wide rounded(wide numerator, wide denominator)
{
	wide half = denominator / 2;

	return numerator >= 0 ? (numerator + half) / denominator : -((-numerator + half) / denominator);
}

/* price * contract * lots in cents, rounded. */
static wide cents(wide price, int symbol, tradyn_decimal volume)
{
	return rounded(price * contracts[symbol] * volume, (wide)TRADYN_DECIMAL_ONE * CENT);
}

/* FX rounds both legs, the others their difference. */
static tradyn_decimal slow_profit(int symbol, int side, tradyn_decimal volume, tradyn_decimal open, tradyn_decimal close)
{
	wide profit = symbol == 0 ? cents(close, symbol, volume) - cents(open, symbol, volume) : cents((wide)close - open, symbol, volume);

	return (tradyn_decimal)(side * profit * CENT);
}

static tradyn_decimal slow_average(int symbol, const struct ledger *book, const tradyn_deal *deal)
{
	wide unit = 1;

	for (int i = digits[symbol] + 3; i < 8; i++)
		unit *= 10;
	return (tradyn_decimal)(rounded((wide)book->volume * book->price + (wide)deal->volume * deal->price, ((wide)book->volume + deal->volume) * unit) * unit);
}

static void book_deal(struct desk *desk, int symbol, const tradyn_deal *deal)
{
	struct ledger *book = &desk->books[symbol];
	int side = deal->type == TRADYN_DEAL_TYPE_BUY ? 1 : -1;
	tradyn_decimal closed = side == -book->side ? (deal->volume < book->volume ? deal->volume : book->volume) : 0;
	tradyn_decimal opened = deal->volume - closed;
	tradyn_deal_entry entry = closed == 0 ? TRADYN_DEAL_ENTRY_IN : opened == 0 ? TRADYN_DEAL_ENTRY_OUT : TRADYN_DEAL_ENTRY_INOUT;

	EXPECT(desk, deal->entry == entry, "deal %lld has entry %d, expected %d", (long long)deal->ticket, (int)deal->entry, (int)entry);
	EXPECT(desk, deal->profit == (closed ? slow_profit(symbol, book->side, closed, book->price, deal->price) : 0), "deal %lld has a wrong profit", (long long)deal->ticket);
	if (book->side == 0)
		*book = (struct ledger){ side, deal->order, deal->order, deal->volume, deal->price };
	else if (side == book->side) {
		book->price = slow_average(symbol, book, deal);
		book->volume += deal->volume;
	} else if (opened)
		*book = (struct ledger){ side, deal->order, book->identifier, opened, deal->price };
	else
		book->volume -= closed;
	EXPECT(desk, deal->position_id == book->identifier, "deal %lld names position %lld", (long long)deal->ticket, (long long)deal->position_id);
	if (book->volume == 0)
		*book = (struct ledger){ .side = 0 };
}

static void hear(void *user, const tradyn_event *event)
{
	struct desk *desk = user;

	if (event->deal) {
		EXPECT(desk, event->deal->type > TRADYN_DEAL_TYPE_SELL || desk->before == TRADYN_EVENT_ORDER, "a deal without its order before");
		desk->deal = *event->deal;
		desk->deals++;
		desk->balance += event->deal->profit + event->deal->swap + event->deal->commission + event->deal->fee;
		for (int i = 0; i < SYMBOLS; i++) {
			if (strcmp(event->deal->symbol, names[i]) != 0)
				continue;
			*(event->deal->type == TRADYN_DEAL_TYPE_BUY ? &desk->bought[i] : &desk->sold[i]) += event->deal->volume;
			if (desk->config.accounts.items[0].margin_mode != TRADYN_MARGIN_MODE_HEDGING)
				book_deal(desk, i, event->deal);
		}
	}
	desk->before = event->type;
}

/* ---- A desk ---- */

static void quote(struct desk *desk, int symbol, int64_t time_msc, int64_t points, int64_t spread)
{
	tradyn_decimal point = symbol == 0 ? TRADYN_DECIMAL_ONE / 100000 : CENT;
	tradyn_tick tick = { .time_msc = time_msc, .bid = points * point, .ask = (points + spread) * point, .flags = TRADYN_UNSET };

	snprintf(tick.symbol, sizeof(tick.symbol), "%s", names[symbol]);
	ck_assert_int_eq(tradyn_engine_tick(desk->engine, &tick, NULL), 0);
}

static void open_desk(struct desk *desk, tradyn_margin_mode mode, int64_t balance)
{
	static const char account[] = "{\"accounts\":[{\"login\":1,\"currency\":\"USD\",\"leverage\":500}],\"symbols\":[{\"name\":\"XAUUSD\",\"digits\":2,\"volume_max\":500},"
	                              "{\"name\":\"EURUSD\",\"commission\":3.5,\"volume_max\":500}]}";
	tradyn_engine_options options = TRADYN_ENGINE_OPTIONS_INIT;

	memset(desk, 0, sizeof(*desk));
	ck_assert_int_eq(tradyn_config_init(&desk->config), 0);
	ck_assert_int_eq(tradyn_config_read(&desk->config, account, sizeof(account) - 1, NULL), 0);
	desk->config.accounts.items[0].margin_mode = mode;
	desk->config.accounts.items[0].balance = TRADYN_DECIMAL(balance);
	options.config = &desk->config;
	options.on_event = hear;
	options.user = desk;
	ck_assert_int_eq(tradyn_engine_new(&desk->engine, &options, NULL), 0);
	quote(desk, 0, 1000, 110000, 10);
	quote(desk, 1, 1000, 200000, 30);
}

static void close_desk(struct desk *desk)
{
	tradyn_engine_free(desk->engine);
	tradyn_config_clear(&desk->config);
}

/* Positions of a symbol: their number, and one of them. */
static size_t positions(const struct desk *desk, int symbol, tradyn_position *out)
{
	tradyn_list_query query = TRADYN_LIST_QUERY_INIT;
	size_t cursor = 0, count = 0;

	snprintf(query.symbol, sizeof(query.symbol), "%s", names[symbol]);
	while (tradyn_engine_position_next(desk->engine, LOGIN, &query, &cursor, out))
		count++;
	return count;
}

/* The check says what the order then does; both or none are refused. */
static int trade(struct desk *desk, int symbol, tradyn_side side, tradyn_decimal volume)
{
	tradyn_trade_request request = TRADYN_TRADE_REQUEST_INIT;
	tradyn_check_request check = TRADYN_CHECK_REQUEST_INIT;
	tradyn_check_result foreseen;
	tradyn_trade_result done;
	tradyn_account account;
	int checked, status;

	snprintf(request.symbol, sizeof(request.symbol), "%s", names[symbol]);
	memcpy(check.symbol, request.symbol, sizeof(check.symbol));
	request.action = check.action = (int)side;
	request.volume = check.volume = volume;
	checked = tradyn_engine_check(desk->engine, LOGIN, &check, &foreseen, NULL);
	status = tradyn_engine_trade(desk->engine, LOGIN, &request, &done, NULL);
	EXPECT(desk, checked == status, "check says %d, the order %d", checked, status);
	tradyn_engine_account(desk->engine, LOGIN, &account, NULL);
	if (status == 0 && desk->deal.reason != TRADYN_REASON_SO)
		EXPECT(desk, foreseen.margin == account.margin && foreseen.balance == account.balance && foreseen.equity == account.equity && foreseen.profit == account.profit,
		       "the check foresaw another account");
	return status;
}

/* ---- Every mode, side and volume ---- */

static const struct {
	tradyn_decimal held, order; /* hundredths of a lot; sold below 0 */
	tradyn_deal_entry entry;
	tradyn_decimal left;
	bool turned;
} matrix[] = {
	{ 0, 10, TRADYN_DEAL_ENTRY_IN, 10, false },
	{ 0, -10, TRADYN_DEAL_ENTRY_IN, -10, false },
	{ 10, 5, TRADYN_DEAL_ENTRY_IN, 15, false },
	{ 10, 10, TRADYN_DEAL_ENTRY_IN, 20, false },
	{ 10, 25, TRADYN_DEAL_ENTRY_IN, 35, false },
	{ -10, -5, TRADYN_DEAL_ENTRY_IN, -15, false },
	{ -10, -10, TRADYN_DEAL_ENTRY_IN, -20, false },
	{ -10, -25, TRADYN_DEAL_ENTRY_IN, -35, false },
	{ 10, -5, TRADYN_DEAL_ENTRY_OUT, 5, false },
	{ 10, -10, TRADYN_DEAL_ENTRY_OUT, 0, false },
	{ 10, -25, TRADYN_DEAL_ENTRY_INOUT, -15, true },
	{ -10, 5, TRADYN_DEAL_ENTRY_OUT, -5, false },
	{ -10, 10, TRADYN_DEAL_ENTRY_OUT, 0, false },
	{ -10, 25, TRADYN_DEAL_ENTRY_INOUT, 15, true },
};

static tradyn_side side_of(tradyn_decimal signed_volume)
{
	return signed_volume > 0 ? TRADYN_SIDE_BUY : TRADYN_SIDE_SELL;
}

static void run_cell(int mode, int row, int symbol)
{
	tradyn_decimal held = matrix[row].held, left = matrix[row].left;
	bool hedging = mode == TRADYN_MARGIN_MODE_HEDGING;
	tradyn_position position;
	struct desk desk;
	size_t count;

	open_desk(&desk, (tradyn_margin_mode)mode, 100000);
	if (held)
		ck_assert_int_eq(trade(&desk, symbol, side_of(held), llabs(held) * CENT), 0);
	quote(&desk, symbol, 2000, symbol == 0 ? 110123 : 200321, 7);
	ck_assert_int_eq(trade(&desk, symbol, side_of(matrix[row].order), llabs(matrix[row].order) * CENT), 0);
	ck_assert_str_eq(desk.failure, "");
	count = positions(&desk, symbol, &position);
	if (hedging) {
		ck_assert_int_eq((int)desk.deal.entry, TRADYN_DEAL_ENTRY_IN);
		ck_assert_uint_eq(count, held ? 2 : 1);
	} else {
		ck_assert_int_eq((int)desk.deal.entry, (int)matrix[row].entry);
		ck_assert_uint_eq(count, left ? 1 : 0);
		if (left) {
			ck_assert_int_eq(position.volume, llabs(left) * CENT);
			ck_assert_int_eq((int)position.type, (int)side_of(left));
			ck_assert_int_eq(position.identifier, 1);
			ck_assert_int_eq(position.ticket, matrix[row].turned ? 2 : 1);
			ck_assert_int_eq(position.price_open, desk.books[symbol].price);
		}
	}
	close_desk(&desk);
}

START_TEST(every_mode_side_and_volume)
{
	for (int mode = TRADYN_MARGIN_MODE_NETTING; mode <= TRADYN_MARGIN_MODE_HEDGING; mode++)
		for (int row = 0; row < (int)(sizeof(matrix) / sizeof(matrix[0])); row++)
			for (int symbol = 0; symbol < SYMBOLS; symbol++)
				run_cell(mode, row, symbol);
}
END_TEST

/* ---- Random dealing ---- */

static uint64_t draw(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state >> 11;
}

static void compare_books(struct desk *desk)
{
	tradyn_account account;
	tradyn_position position, by_ticket;

	tradyn_engine_account(desk->engine, LOGIN, &account, NULL);
	EXPECT(desk, account.balance == desk->balance, "the balance is not the sum of the deals");
	for (int i = 0; i < SYMBOLS; i++) {
		const struct ledger *book = &desk->books[i];
		size_t count = positions(desk, i, &position);

		EXPECT(desk, count == (book->side ? 1u : 0u), "%s has %zu positions", names[i], count);
		EXPECT(desk, book->side * book->volume == desk->bought[i] - desk->sold[i], "volume of %s is lost", names[i]);
		if (count == 0)
			continue;
		EXPECT(desk, position.volume == book->volume && position.type == (book->side > 0 ? TRADYN_SIDE_BUY : TRADYN_SIDE_SELL), "the position of %s is another", names[i]);
		EXPECT(desk, position.price_open == book->price, "the average price of %s is %lld, expected %lld", names[i], (long long)position.price_open, (long long)book->price);
		EXPECT(desk, position.ticket == book->ticket && position.identifier == book->identifier, "the position of %s has another name", names[i]);
		EXPECT(desk, tradyn_engine_position(desk->engine, LOGIN, book->ticket, &by_ticket, NULL) == 0 && by_ticket.identifier == book->identifier,
		       "position %lld is not found", (long long)book->ticket);
		EXPECT(desk, position.profit == slow_profit(i, book->side, book->volume, book->price, position.price_current), "%s has a wrong floating profit", names[i]);
	}
}

/* Closes a part of a position, or more than there is, which is refused. */
static void close_part(struct desk *desk, int symbol, tradyn_decimal volume)
{
	tradyn_close_request request = TRADYN_CLOSE_REQUEST_INIT;
	tradyn_close_result result;
	tradyn_ticket ticket = desk->books[symbol].ticket;
	tradyn_decimal held = desk->books[symbol].volume;
	int status;

	request.volume = volume;
	status = ticket ? tradyn_engine_position_close(desk->engine, LOGIN, ticket, &request, &result, NULL) : 0;
	EXPECT(desk, status == (ticket && volume > held ? TRADYN_E_INVALID_CLOSE_VOLUME : 0), "closing %lld of %lld gives %d", (long long)volume, (long long)held, status);
}

static void place(struct desk *desk, uint64_t *random, int symbol, tradyn_decimal volume, int64_t points)
{
	static const int offsets[4] = { -40, 60, 60, -40 }; /* buy limit, sell limit, buy stop, sell stop */
	tradyn_order_request request = TRADYN_ORDER_REQUEST_INIT;
	int kind = (int)(draw(random) % 4);
	tradyn_order order;

	snprintf(request.symbol, sizeof(request.symbol), "%s", names[symbol]);
	request.type = TRADYN_ORDER_TYPE_BUY_LIMIT + kind;
	request.volume = volume;
	request.price = (points + offsets[kind]) * (symbol == 0 ? TRADYN_DECIMAL_ONE / 100000 : CENT);
	(void)tradyn_engine_order_place(desk->engine, LOGIN, &request, &order, NULL);
}

/* Returns the state's hash at the end. */
static uint64_t deal_at_random(uint64_t seed, int *deals)
{
	int64_t points[SYMBOLS] = { 110000, 200000 };
	uint64_t random = seed * UINT64_C(0x9E3779B97F4A7C15) + 1, hash;
	tradyn_close_all_request all = TRADYN_CLOSE_ALL_REQUEST_INIT;
	tradyn_close_all_result closed;
	tradyn_account account;
	struct desk desk;

	open_desk(&desk, seed % 2 ? TRADYN_MARGIN_MODE_NETTING : TRADYN_MARGIN_MODE_EXCHANGE, seed % 5 ? 1000000 : 3000);
	for (int step = 0; step < 300 && !desk.failure[0]; step++) {
		int symbol = (int)(draw(&random) % SYMBOLS);
		tradyn_decimal volume = (1 + (tradyn_decimal)(draw(&random) % 80)) * CENT;

		switch (draw(&random) % 5) {
		case 0:
			close_part(&desk, symbol, volume);
			break;
		case 1:
			place(&desk, &random, symbol, volume, points[symbol]);
			break;
		case 2:
			points[symbol] += (int64_t)(draw(&random) % 101) - 50;
			quote(&desk, symbol, 2000 + step, points[symbol], (int64_t)(draw(&random) % 10));
			break;
		default:
			(void)trade(&desk, symbol, (tradyn_side)(draw(&random) % 2), volume);
		}
		compare_books(&desk);
	}
	hash = tradyn_engine_state_hash(desk.engine);
	ck_assert_int_eq(tradyn_engine_close_all(desk.engine, LOGIN, &all, &closed, NULL), 0);
	ck_assert_uint_eq(closed.failed.count, 0);
	tradyn_close_all_result_clear(&closed);
	compare_books(&desk);
	tradyn_engine_account(desk.engine, LOGIN, &account, NULL);
	ck_assert_msg(!desk.failure[0], "seed %llu: %s", (unsigned long long)seed, desk.failure);
	ck_assert_int_eq(account.margin, 0);
	ck_assert_int_eq(account.equity, account.balance);
	*deals += desk.deals;
	close_desk(&desk);
	return hash;
}

START_TEST(the_books_balance)
{
	int deals = 0, again = 0;

	for (uint64_t seed = 1; seed <= 400; seed++) {
		uint64_t hash = deal_at_random(seed, &deals);

		if (seed <= 20)
			ck_assert_uint_eq(hash, deal_at_random(seed, &again));
	}
	ck_assert_int_gt(deals, 40000);
}
END_TEST

int main(void)
{
	return run_tests("netting", 120, (const TTest *const[]){ every_mode_side_and_volume, the_books_balance, NULL });
}
