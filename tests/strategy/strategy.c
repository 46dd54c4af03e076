/* SPDX-License-Identifier: MIT
 * A fixed strategy over the real recordings: 10 against 30 closes of M5, always in the market, every position with SL and TP.
 * Its ledger is recorded in ledger.csv, and every line of it is explained from the quotes alone: by which quote it was filled,
 * that no earlier one would have filled it, what it earned, and what its nights cost. */
#include "tests/unit/feed/recording.h"
#include "tests/unit/suite.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EURUSD "ticks/EURUSD_oanda_20140501_20140515.ticks.csv.xz"
#define XAUUSD "ticks/XAUUSD_oanda_20140502_20140505.ticks.csv.xz"
#define FAST 10
#define SLOW 30
#define M5 INT64_C(300000)
#define HOUR INT64_C(3600000)
#define DEALS_MAX 4096
#define LINE_MAX 256

/* What the strategy trades: 0.10 lots, stops as distances. */
typedef struct market {
	const char *name;
	int32_t index;
	int64_t contract;                 /* units of 0.10 lots */
	tradyn_decimal stop, target;      /* distance of SL and TP */
	int64_t period;                   /* M5 number of the last tick */
	int trend;                        /* 1 fast above slow, -1 below, 0 not known yet */
	tradyn_ticket position;
} market;

/* A deal and the quote it was done at. */
typedef struct done {
	tradyn_deal deal;
	size_t quote;
} done;

typedef struct world {
	tradyn_engine *engine;
	tradyn_quote *quotes;
	size_t count, now;
	market markets[2];
	done deals[DEALS_MAX];
	size_t deal_count;
} world;

static void on_event(void *user, const tradyn_event *event)
{
	world *w = user;

	if (event->type != TRADYN_EVENT_DEAL)
		return;
	ck_assert_uint_lt(w->deal_count, DEALS_MAX);
	w->deals[w->deal_count++] = (done){ *event->deal, w->now };
	for (int i = 0; i < 2; i++)
		if (w->markets[i].position == event->deal->position_id && event->deal->entry == TRADYN_DEAL_ENTRY_OUT)
			w->markets[i].position = 0;
}

/* Both recordings as one, by time; those of equal time in the order of the files. */
static void load(world *w)
{
	recording eur = recording_read(EURUSD, NULL), xau = recording_read(XAUUSD, NULL);
	size_t i = 0, j = 0;

	w->quotes = malloc((eur.count + xau.count) * sizeof(*w->quotes));
	ck_assert_ptr_nonnull(w->quotes);
	while (i < eur.count || j < xau.count) {
		bool first = j == xau.count || (i < eur.count && eur.quotes[i].time_msc <= xau.quotes[j].time_msc);

		w->quotes[w->count] = first ? eur.quotes[i++] : xau.quotes[j++];
		w->quotes[w->count++].symbol = w->markets[first ? 0 : 1].index;
	}
	free(eur.quotes);
	free(xau.quotes);
}

static void begin(world *w)
{
	static const char json[] = "{\"symbols\":[{\"name\":\"XAUUSD\",\"digits\":3}]}"; /* as fine as its recording */
	tradyn_engine_options options = TRADYN_ENGINE_OPTIONS_INIT;
	tradyn_config config;

	ck_assert_int_eq(tradyn_config_init(&config), 0);
	ck_assert_int_eq(tradyn_config_read(&config, json, sizeof(json) - 1, NULL), 0);
	options.config = &config;
	options.on_event = on_event;
	options.user = w;
	ck_assert_int_eq(tradyn_engine_new(&w->engine, &options, NULL), 0);
	tradyn_config_clear(&config);
	w->markets[0] = (market){ .name = "EURUSD", .contract = 10000, .stop = 150000, .target = 300000 };     /* 15 and 30 pips */
	w->markets[1] = (market){ .name = "XAUUSD", .contract = 10, .stop = TRADYN_DECIMAL(3), .target = TRADYN_DECIMAL(6) };
	for (int i = 0; i < 2; i++)
		w->markets[i].index = tradyn_engine_symbol_index(w->engine, w->markets[i].name);
	load(w);
}

static void end(world *w)
{
	tradyn_engine_free(w->engine);
	free(w->quotes);
	free(w);
}

/* Fast average less slow average of the closed M5 candles, times 30; false while there are too few. */
static bool averages(const world *w, const market *m, int64_t *difference)
{
	tradyn_candles_query query = TRADYN_CANDLES_QUERY_INIT;
	tradyn_candle candles[SLOW + 1];
	int64_t fast = 0, slow = 0;
	size_t count;

	query.timeframe = TRADYN_TIMEFRAME_M5;
	query.count = SLOW + 1;
	ck_assert_int_eq(tradyn_engine_candles(w->engine, m->name, &query, candles, SLOW + 1, &count, NULL), 0);
	if (count <= SLOW)
		return false;
	for (size_t i = 0; i < SLOW; i++) { /* the last one is still open */
		ck_assert(candles[i].closed);
		slow += candles[i].close;
		fast += i >= SLOW - FAST ? candles[i].close : 0;
	}
	*difference = fast * (SLOW / FAST) - slow;
	return true;
}

static void reverse(world *w, market *m, int side)
{
	tradyn_trade_request request = TRADYN_TRADE_REQUEST_INIT;
	tradyn_close_request close = TRADYN_CLOSE_REQUEST_INIT;
	tradyn_close_result closed;
	tradyn_trade_result result;
	const tradyn_quote *quote = &w->quotes[w->now];
	int64_t sign = side == TRADYN_SIDE_BUY ? 1 : -1;
	tradyn_decimal market_side = side == TRADYN_SIDE_BUY ? quote->bid : quote->ask;

	if (m->position)
		ck_assert_int_eq(tradyn_engine_position_close(w->engine, 1001, m->position, &close, &closed, NULL), 0);
	snprintf(request.symbol, sizeof(request.symbol), "%s", m->name);
	request.action = side;
	request.volume = TRADYN_DECIMAL_ONE / 10;
	request.sl = market_side - sign * m->stop;
	request.tp = market_side + sign * m->target;
	ck_assert_int_eq(tradyn_engine_trade(w->engine, 1001, &request, &result, NULL), 0);
	m->position = result.ticket;
}

static void decide(world *w, market *m)
{
	int64_t period = w->quotes[w->now].time_msc / M5, difference;
	int trend;

	if (period == m->period)
		return;
	m->period = period;
	if (!averages(w, m, &difference) || difference == 0)
		return;
	trend = difference > 0 ? 1 : -1;
	if (m->trend == -trend)
		reverse(w, m, trend > 0 ? TRADYN_SIDE_BUY : TRADYN_SIDE_SELL);
	m->trend = trend;
}

static void play(world *w)
{
	for (w->now = 0; w->now < w->count; w->now++) {
		ck_assert_int_eq(tradyn_engine_quotes(w->engine, &w->quotes[w->now], 1, NULL, NULL), 0);
		decide(w, &w->markets[w->quotes[w->now].symbol == w->markets[0].index ? 0 : 1]);
	}
}

/* ---- The ledger ---- */

static void write_line(const tradyn_deal *deal, tradyn_decimal balance, char *out)
{
	static const char *const reasons[] = { [TRADYN_REASON_CLIENT] = "opening balance", [TRADYN_REASON_EXPERT] = "cross", [TRADYN_REASON_SL] = "sl", [TRADYN_REASON_TP] = "tp" };
	char price[TRADYN_DECIMAL_TEXT_MAX], profit[TRADYN_DECIMAL_TEXT_MAX], swap[TRADYN_DECIMAL_TEXT_MAX], total[TRADYN_DECIMAL_TEXT_MAX];

	tradyn_decimal_format(deal->price, price);
	tradyn_decimal_format(deal->profit, profit);
	tradyn_decimal_format(deal->swap, swap);
	tradyn_decimal_format(balance, total);
	snprintf(out, LINE_MAX, "%" PRId64 ",%s,%s,%s,%s,%s,%s,%s,%s\n", deal->time_msc, deal->symbol,
	         deal->type == TRADYN_DEAL_TYPE_BUY ? "buy" : deal->type == TRADYN_DEAL_TYPE_SELL ? "sell" : "balance",
	         deal->entry == TRADYN_DEAL_ENTRY_IN ? "in" : "out", price, profit, swap, total, reasons[deal->reason]);
}

static void check_ledger(const world *w)
{
	const char *record = getenv("TRADYN_RECORD_LEDGER");
	FILE *file = fopen(record ? record : LEDGER, record ? "w" : "r");
	char line[LINE_MAX], expected[LINE_MAX];
	tradyn_decimal balance = 0;

	ck_assert_ptr_nonnull(file);
	if (record)
		fputs("time_msc,symbol,type,entry,price,profit,swap,balance,reason\n", file);
	else
		ck_assert_ptr_nonnull(fgets(expected, sizeof(expected), file));
	for (size_t i = 0; i < w->deal_count; i++) {
		balance += w->deals[i].deal.profit + w->deals[i].deal.swap;
		write_line(&w->deals[i].deal, balance, line);
		if (record) {
			fputs(line, file);
			continue;
		}
		ck_assert_msg(fgets(expected, sizeof(expected), file) && strcmp(line, expected) == 0, "deal %zu is\n%sthe ledger says\n%s", i + 1, line, expected);
	}
	ck_assert_msg(record || !fgets(expected, sizeof(expected), file), "the ledger goes on with\n%s", expected);
	fclose(file);
}

/* Price that closes a position of the deal's symbol by a quote. */
static tradyn_decimal closing_price(const tradyn_quote *quote, bool long_position)
{
	return long_position ? quote->bid : quote->ask;
}

/* That the stop, and no other quote before, was reached by the closing deal's quote; and that it was filled there. */
static void explain_stop(const world *w, const done *in, const done *out, int32_t symbol)
{
	bool is_long = in->deal.type == TRADYN_DEAL_TYPE_BUY;
	int64_t sign = is_long ? 1 : -1;

	for (size_t i = in->quote + 1; i <= out->quote; i++) {
		tradyn_decimal price = closing_price(&w->quotes[i], is_long);
		bool hit = sign * (price - in->deal.sl) <= 0 || sign * (price - in->deal.tp) >= 0;

		if (w->quotes[i].symbol != symbol)
			continue;
		ck_assert_msg(hit == (i == out->quote && out->deal.reason != TRADYN_REASON_EXPERT), "position %lld: quote %zu", (long long)in->deal.position_id, i);
	}
	ck_assert_int_eq(out->deal.price, closing_price(&w->quotes[out->quote], is_long));
}

/* The nights that a position of 0.10 lots was held: midnight is 21:00 UTC in May, Wednesday's counts three times, the weekend's nothing. */
static void explain_swap(const world *w, const done *in, const done *out)
{
	int64_t first = (in->deal.time_msc + 3 * HOUR) / (24 * HOUR), last = (out->deal.time_msc + 3 * HOUR) / (24 * HOUR), nights = 0;
	tradyn_decimal point, rate, exact, cents;
	tradyn_symbol symbol;

	for (int64_t day = first; day < last; day++) {
		int64_t weekday = (day + 4) % 7; /* 0 Sunday */

		nights += weekday == 0 || weekday == 6 ? 0 : weekday == 3 ? 3 : 1;
	}
	ck_assert_int_eq(tradyn_engine_symbol(w->engine, 1001, out->deal.symbol, &symbol, NULL), 0);
	rate = in->deal.type == TRADYN_DEAL_TYPE_BUY ? symbol.swap_long : symbol.swap_short;
	ck_assert_int_eq(tradyn_decimal_mul(symbol.trade_contract_size / 10, symbol.point, 2, TRADYN_ROUND_HALF_AWAY, &point), 0);
	ck_assert_int_eq(tradyn_decimal_mul(point, rate * nights, 8, TRADYN_ROUND_HALF_AWAY, &exact), 0);
	ck_assert_int_eq(tradyn_decimal_round(exact, 2, TRADYN_ROUND_HALF_AWAY, &cents), 0);
	ck_assert_int_eq(out->deal.swap, cents);
}

static void explain(const world *w)
{
	for (size_t i = 1; i < w->deal_count; i++) {
		const done *in = NULL, *out = &w->deals[i];
		const tradyn_quote *quote = &w->quotes[out->quote];

		if (out->deal.entry == TRADYN_DEAL_ENTRY_IN) {
			ck_assert_int_eq(out->deal.price, out->deal.type == TRADYN_DEAL_TYPE_BUY ? quote->ask : quote->bid);
			ck_assert_int_eq(out->deal.profit, 0);
			continue;
		}
		for (size_t j = 1; j < i; j++)
			if (w->deals[j].deal.position_id == out->deal.position_id)
				in = &w->deals[j];
		ck_assert_ptr_nonnull(in);
		explain_stop(w, in, out, quote->symbol);
		explain_swap(w, in, out);
		{
			const market *m = &w->markets[quote->symbol == w->markets[0].index ? 0 : 1];
			int64_t exact = (in->deal.type == TRADYN_DEAL_TYPE_BUY ? 1 : -1) * (out->deal.price - in->deal.price) * m->contract;
			int64_t cents = (llabs(exact) + 500000) / 1000000 * (exact < 0 ? -1 : 1); /* half away from zero */

			ck_assert_int_eq(out->deal.profit, cents * 1000000);
		}
	}
}

START_TEST(the_ledger_is_as_recorded_and_explained)
{
	world *w = calloc(1, sizeof(*w));
	tradyn_account account;
	tradyn_decimal balance = 0;

	ck_assert_ptr_nonnull(w);
	begin(w);
	play(w);
	ck_assert_uint_gt(w->deal_count, 100);
	check_ledger(w);
	explain(w);
	for (size_t i = 0; i < w->deal_count; i++)
		balance += w->deals[i].deal.profit + w->deals[i].deal.swap + w->deals[i].deal.commission;
	ck_assert_int_eq(tradyn_engine_account(w->engine, 1001, &account, NULL), 0);
	ck_assert_int_eq(account.balance, balance);
	end(w);
}
END_TEST

/* The last quote before the weekend of 2014-05-02 is 1.38685/1.38782, the first after it 1.38817/1.38884. */
START_TEST(a_stop_behind_the_weekend_gap_is_filled_at_the_first_price_past_it)
{
	static const int64_t friday = INT64_C(1399064398557), sunday = INT64_C(1399237200462);
	world *w = calloc(1, sizeof(*w));
	tradyn_trade_request request = TRADYN_TRADE_REQUEST_INIT;
	tradyn_trade_result result;

	ck_assert_ptr_nonnull(w);
	begin(w);
	snprintf(request.symbol, sizeof(request.symbol), "EURUSD");
	request.action = TRADYN_SIDE_SELL;
	request.volume = TRADYN_DECIMAL_ONE / 10;
	request.sl = 138800000; /* between Friday's ask and Sunday's */
	for (w->now = 0; w->quotes[w->now].time_msc <= sunday; w->now++) {
		if (w->quotes[w->now].symbol != w->markets[0].index)
			continue;
		ck_assert_int_eq(tradyn_engine_quotes(w->engine, &w->quotes[w->now], 1, NULL, NULL), 0);
		if (w->quotes[w->now].time_msc == friday)
			ck_assert_int_eq(tradyn_engine_trade(w->engine, 1001, &request, &result, NULL), 0);
	}
	ck_assert_uint_eq(w->deal_count, 3);
	ck_assert_int_eq(w->deals[1].deal.price, 138685000);
	ck_assert_int_eq(w->deals[2].deal.time_msc, sunday);
	ck_assert_int_eq(w->deals[2].deal.price, 138884000);
	ck_assert_int_eq(w->deals[2].deal.reason, TRADYN_REASON_SL);
	ck_assert_int_eq(w->deals[2].deal.profit, TRADYN_DECIMAL(-199) / 10); /* (1.38685 - 1.38884) * 10,000 */
	end(w);
}
END_TEST

int main(void)
{
	if (!recording_present())
		return 0;
	return run_tests("strategy", 120, (const TTest *const[]){ the_ledger_is_as_recorded_and_explained, a_stop_behind_the_weekend_gap_is_filled_at_the_first_price_past_it, NULL });
}
