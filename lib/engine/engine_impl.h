/* SPDX-License-Identifier: MIT
 * The broker inside: what it keeps, and what its files do for one another.
 *
 *   symbol     a traded symbol: quote, profit grid, price-ordered triggers
 *   account    terms and money; its books
 *   book       one account in one symbol: both directions, pending orders, margin, bounds of the floating profit
 *   position, order   the public object and where it hangs
 *
 * The one invariant of the tick path: an account's floating profit always lies between `low` and `high`, and both are equal
 * wherever the profit follows exactly from sums. Where rounding or conversion makes the exact sum a walk over positions, the walk
 * is made when somebody looks, or when the bounds can no longer tell on which side of a margin call or stop-out the account is. */
#ifndef TRADYN_LIB_ENGINE_ENGINE_IMPL_H
#define TRADYN_LIB_ENGINE_ENGINE_IMPL_H

#include "lib/base/wide.h"
#include "lib/base/zone.h"
#include "lib/engine/candle.h"
#include "lib/engine/commission.h"
#include "lib/engine/gap.h"
#include "lib/engine/ratio.h"
#include "lib/engine/session.h"
#include "lib/engine/store.h"
#include "lib/engine/ticks.h"
#include "lib/engine/walk.h"

#include <tradyn/engine.h>

typedef struct tradyn__account tradyn__account;
typedef struct tradyn__book tradyn__book;
typedef struct tradyn__symbol tradyn__symbol;
typedef struct tradyn__position tradyn__position;
typedef struct tradyn__order tradyn__order;

/* Direction of a rate or price. */
enum { TRADYN__BID = 0, TRADYN__ASK = 1 };

/* ---- Conversion: how one currency becomes another ---- */

typedef struct tradyn__path {
	int count;    /* 0: the same currency; -1: there is no way */
	struct {
		tradyn__symbol *pair;
		bool reversed; /* the pair quotes the target in the source */
	} step[2];
} tradyn__path;

/* A rate as a quotient, money digits included: minor units of the source times the rate are minor units of the target. */
typedef struct tradyn__rate {
	int64_t ups[3], downs[3];
	tradyn__wide up, down; /* their products; down = 0: too long for 127 bits */
} tradyn__rate;

/* A rate between two fixed-point numbers of 36 bits after the point. */
typedef struct tradyn__rate_bounds {
	int64_t low, high;
} tradyn__rate_bounds;

tradyn__path tradyn__path_find(const tradyn_engine *engine, const tradyn__symbol *traded, const char *from, const char *to);
/* 0 or TRADYN_E_NO_CONVERSION when there is no way or a pair of it has no quote yet. */
int tradyn__path_check(const tradyn__path *path, const char *from, const char *to, tradyn_error *err);
/* Whether the traded symbol itself converts; then a deal's own price is the rate. */
bool tradyn__path_own(const tradyn__path *path, const tradyn__symbol *traded);
/* `own_price`: price of a pair that is traded itself, 0 takes the quote. */
tradyn__rate tradyn__path_rate(const tradyn__path *path, int side, tradyn_decimal own_price, int from_digits, int to_digits);
/* The same where it is short. */
tradyn__quotient tradyn__path_quotient(const tradyn__path *path, int side, tradyn_decimal own_price, int from_digits, int to_digits);
/* Minor units of the target, rounded half away from zero. Beyond the range of money it stays at its end. */
tradyn__wide tradyn__rate_apply(const tradyn__rate *rate, tradyn__wide minor);
tradyn__rate_bounds tradyn__path_bounds(const tradyn__path *path, int side);
/* Deposit currency of a book's account, for the modules that reckon money; `deposit->context` is the book. */
tradyn__deposit tradyn__book_deposit(tradyn__book *book);
/* Commission of a deal in deposit currency, a cost negative, and when it is charged. 0 or an error, and nothing is due. */
int tradyn__commission(tradyn__book *book, const tradyn__commission_deal *deal, tradyn__commission_due *out);

/* ---- Symbol ---- */

/* Lists of what waits for a price, and what they wait for. */
typedef enum tradyn__watch {
	TRADYN__WATCH_SL_LONG = 0,
	TRADYN__WATCH_SL_SHORT,
	TRADYN__WATCH_TP_LONG,
	TRADYN__WATCH_TP_SHORT,
	TRADYN__WATCH_TRAIL_LONG,
	TRADYN__WATCH_TRAIL_SHORT,
	TRADYN__WATCH_BUY_LIMIT,
	TRADYN__WATCH_SELL_LIMIT,
	TRADYN__WATCH_BUY_STOP,
	TRADYN__WATCH_SELL_STOP,
	TRADYN__WATCH_COUNT
} tradyn__watch;

/* The four ways a quote can reach a price; heaps keep the price, negated for the falling ones. */
typedef enum tradyn__signal {
	TRADYN__BID_RISES = 0, /* bid >= price */
	TRADYN__BID_FALLS,     /* bid <= price */
	TRADYN__ASK_RISES,
	TRADYN__ASK_FALLS,
	TRADYN__SIGNAL_COUNT
} tradyn__signal;

struct tradyn__symbol {
	/* hot: what every tick touches */
	tradyn_decimal price[2]; /* bid, ask; 0: no quote yet */
	int64_t steps[2];        /* price / quantum */
	bool on_grid[2];         /* whether that leaves no rest */
	int64_t quote_msc;
	int64_t signal[TRADYN__SIGNAL_COUNT]; /* nearest price of each; INT64_MAX: none */
	int64_t due;             /* when the first of `late` is executed; INT64_MAX: nothing waits */
	tradyn_decimal left[2];  /* lots that the quote still fills, by tradyn_side; INT64_MAX: no bound */
	tradyn__bag books;       /* with positions */
	tradyn__bag dependents;  /* books of other symbols with positions, whose profit converts through this one */
	tradyn__gap gap;
	tradyn__session_span session; /* for tradyn__symbol_open() */
	/* Profit grid: lots * price differences of whole `quantum`s are whole minor units of the profit currency. */
	int64_t quantum;      /* least price step that is exact for every volume */
	int64_t step_factor;  /* minor units of one volume step and one quantum */
	uint64_t inverse;     /* exact division by quantum: odd part's inverse, */
	uint64_t limit;       /* largest quotient, */
	int shift;            /* power of two */
	int64_t unit;         /* decimals (1e-8) of a minor unit of the profit currency */
	int profit_digits, margin_digits;
	bool forex;           /* legs are rounded separately */
	bool by_deal;         /* conversion of profit */
	int32_t index;
	size_t positions, orders; /* of all accounts */
	size_t book_count, dependent_count; /* books that exist here, or convert through here */
	tradyn__heap watch[TRADYN__WATCH_COUNT];
	tradyn__heap late[2];  /* what was triggered and waits out the fill model's latency: positions, orders; by time */
	tradyn_decimal depth;  /* lots that a quote fills on each side; INT64_MAX: no bound */
	tradyn__ticks ticks;
	tradyn_symbol spec;
	tradyn__candles candles;
};

/* Checks the terms and derives the rest. 0 or TRADYN_E_CONFIG naming `path`. */
int tradyn__symbol_init(tradyn__symbol *symbol, const tradyn_symbol *spec, int32_t index, tradyn_engine *engine, tradyn_error *err);
void tradyn__symbol_clear(tradyn__symbol *symbol);
void tradyn__symbol_quote(tradyn__symbol *symbol, int64_t time_msc, tradyn_decimal bid, tradyn_decimal ask);
/* price / quantum when that leaves no rest. */
bool tradyn__symbol_steps(const tradyn__symbol *symbol, tradyn_decimal price, int64_t *steps);
/* k of a volume: minor units of the profit currency per quantum. 0 or TRADYN_E_RANGE. */
int tradyn__symbol_factor(const tradyn__symbol *symbol, tradyn_decimal volume, int64_t *factor);
tradyn__symbol *tradyn__symbol_find(const tradyn_engine *engine, const char *name);
/* Whether the symbol trades now. */
bool tradyn__symbol_open(tradyn_engine *engine, tradyn__symbol *symbol);

/* ---- Book ---- */

/* Margin that pending orders reserve, by direction. */
typedef struct tradyn__pledge {
	tradyn_decimal limit[2];        /* limit orders, and market orders while they start */
	tradyn_decimal limit_volume[2]; /* lots of those that reserve something */
	tradyn_decimal stop[2];         /* stop and stop-limit orders */
} tradyn__pledge;

/* One direction of a book. */
typedef struct tradyn__side {
	/* The positions as the sums see them, in arrays of `count`, then zeros up to the capacity. */
	int64_t *factors;            /* k */
	int64_t *opens;              /* opening leg in minor units; 0 where that is not whole (not FOREX) */
	tradyn__position **positions;
	size_t count, capacity;
	int64_t largest;           /* no factor is above */
	int64_t common;            /* divides all factors and the symbol's quantum: */
	int64_t quantum;           /* the quotient, on whose steps all positions here are exact; */
	uint64_t inverse;          /* exact division by `common`: odd part's inverse, */
	int shift;                 /* power of two */
	tradyn__wide factor;       /* sum of k */
	tradyn__wide open;         /* sum of opening legs in minor units: exact (FOREX, or opens on the grid) */
	tradyn__wide open_off;     /* sum of k * price of opens off the grid */
	size_t off_grid;           /* how many those are (not FOREX) */
	tradyn_decimal lowest, highest; /* bounds of the opening prices */
	tradyn_decimal volume;          /* lots */
	tradyn__wide volume_price;      /* sum of volume * opening price */
	tradyn__wide volume_rate;       /* sum of volume * conversion */
} tradyn__side;

struct tradyn__book {
	tradyn__account *account;
	tradyn__symbol *symbol;
	tradyn__side sides[2]; /* by tradyn_side */
	tradyn__wide low, high; /* floating profit */
	tradyn__path profit_path, margin_path;
	tradyn_decimal margin;       /* positions and orders */
	tradyn__pledge pledge;     /* orders */
	tradyn_decimal order_volume[2]; /* pending lots by direction */
	size_t orders;
	size_t symbol_place, account_place, dependent_place[2];
	uint64_t walk; /* the last one that came by */
};

/* The book of an account in a symbol; made when there is none. NULL: no memory. */
tradyn__book *tradyn__book_get(tradyn_engine *engine, tradyn__account *account, tradyn__symbol *symbol);
void tradyn__book_free(tradyn__book *book);
/* Room for one more position and order of the account in the symbol, on top of what pending orders may become. */
int tradyn__book_reserve(tradyn_engine *engine, tradyn__book *book);
void tradyn__book_add(tradyn__book *book, tradyn__position *position);
void tradyn__book_remove(tradyn__book *book, tradyn__position *position);
/* Bounds of the floating profit from the sums, for a new quote. */
void tradyn__book_update(tradyn__book *book);
/* The exact floating profit, by walking where needed. */
void tradyn__book_settle(tradyn__book *book);
/* Margin from the sums. */
void tradyn__book_margin(tradyn__book *book);

/* ---- Profit and margin ---- */

/* Profit of one leg in minor units of the profit currency. */
tradyn__wide tradyn__leg_profit(const tradyn__symbol *symbol, tradyn_side side, int64_t factor, int64_t open, tradyn_decimal close);

/* How profit in the profit currency becomes deposit currency when `side` is closed at a price. */
typedef struct tradyn__conversion {
	bool same; /* one currency: nothing to do */
	tradyn__rate gain, loss;
	int64_t unit; /* decimals (1e-8) of a minor unit of the deposit currency */
} tradyn__conversion;

/* Which rates those are; `own`: the pair's own price, 0 is the quote. */
typedef struct tradyn__profit_way {
	int gain, loss;
	tradyn_decimal own;
} tradyn__profit_way;

tradyn__profit_way tradyn__profit_rates(const tradyn__book *book, tradyn_side side, tradyn_decimal close);
tradyn__conversion tradyn__profit_conversion(const tradyn__book *book, tradyn_side side, tradyn_decimal close);
/* Minor units of the profit currency into deposit currency. */
tradyn_decimal tradyn__convert_profit(const tradyn__conversion *conversion, tradyn__wide minor);
/* What tradyn__leg_profit() takes as `open`: FOREX the opening leg in minor units, others the opening price. */
int64_t tradyn__leg_open(const tradyn__symbol *symbol, int64_t factor, tradyn_decimal price);
/* Money of closing `volume` of `side`, opened at `open`, at `close`; deposit currency. */
tradyn_decimal tradyn__profit(const tradyn__book *book, tradyn_side side, tradyn_decimal volume, tradyn_decimal open, tradyn_decimal close);
/* Floating profit at the current quote. */
tradyn_decimal tradyn__position_profit(const tradyn__position *position);

/* Something that is to be added to a book's positions, to see what the margin would be. */
typedef struct tradyn__exposure {
	tradyn_side side;
	tradyn_decimal volume;
	tradyn_decimal price;
	tradyn__wide rate; /* 1e-16 */
} tradyn__exposure;

/* Margin currency to deposit currency at a deal, 1e-16 (ADM:Conversion). 0 or TRADYN_E_RANGE. */
int tradyn__margin_rate(const tradyn__book *book, tradyn_side side, tradyn_decimal price, tradyn__wide *out);
/* Margin of the book's positions, of `more` (may be NULL) when that is added to them, and of what is reserved. 0 or TRADYN_E_RANGE. */
int tradyn__margin_book(const tradyn__book *book, const tradyn__exposure *more, const tradyn__pledge *pledge, tradyn_decimal *out);
/* Counts an order in (sign 1) or out (-1). */
void tradyn__pledge_add(tradyn__pledge *pledge, tradyn_order_type type, tradyn_decimal volume, tradyn_decimal margin, int sign);
/* Margin of something alone: as an order that opens it (initial margin), or as an open position (maintenance). */
int tradyn__margin_alone(const tradyn__book *book, const tradyn__exposure *exposure, bool position, tradyn_decimal *out);
/* Margin that an order of `type` reserves. 0 or TRADYN_E_RANGE. */
int tradyn__margin_order(const tradyn__book *book, tradyn_order_type type, tradyn_decimal volume, tradyn_decimal price, tradyn_decimal *out);

/* ---- Netting: one position in a symbol ---- */

/* What a deal makes of the position it meets. */
typedef struct tradyn__net {
	tradyn_deal_entry entry;     /* IN, OUT or INOUT */
	tradyn_decimal closed;       /* lots of the position that go */
	tradyn_decimal opened;       /* lots that come */
	tradyn_decimal profit, swap; /* booked for what goes */
	tradyn__exposure left;       /* the position then; volume 0: none */
} tradyn__net;

bool tradyn__netting(const tradyn__account *account);
/* The one position of a netting account's book. NULL: none, or the account is hedging. */
tradyn__position *tradyn__net_position(const tradyn__book *book);
/* `held` NULL: the deal opens a position. 0, or TRADYN_E_RANGE when the position would be beyond what money can say. */
int tradyn__net_of(const tradyn__book *book, const tradyn__position *held, const tradyn__exposure *deal, tradyn__net *out);
/* Whether an order takes from the position and opens nothing. */
bool tradyn__net_reduces(const tradyn__book *book, tradyn_side side, tradyn_decimal volume);

/* ---- Account ---- */

struct tradyn__account {
	tradyn_engine *engine;
	tradyn_account terms; /* balance, credit and margin are live; what floats is computed when it is read */
	tradyn__wide low, high;     /* floating profit without swap */
	tradyn__wide alarm_low;     /* act when low is at or below it: margin call or stop-out; */
	tradyn__wide alarm_high;    /* or when high is above it: the margin call may be over */
	tradyn__wide swap;
	tradyn_decimal blocked[2];  /* commission of the day and of the month, a cost positive; `terms` has their sum */
	int64_t event_id;
	bool called;                /* in margin call */
	bool alarmed;               /* in engine->alarmed */
	tradyn__account *next_alarmed;
	tradyn__list positions, orders;
	tradyn__book **books;       /* by symbol index */
	tradyn__bag active;         /* books with positions */
	size_t book_count;
	int32_t index;
};

int tradyn__account_init(tradyn__account *account, const tradyn_account *terms, int32_t index, tradyn_engine *engine, tradyn_error *err);
void tradyn__account_clear(tradyn__account *account, size_t symbols);
tradyn__account *tradyn__account_find(const tradyn_engine *engine, tradyn_login login, tradyn_error *err);
/* Exact floating profit without swap. */
tradyn__wide tradyn__account_floating(tradyn__account *account);
/* The account as the API shows it, exact. */
void tradyn__account_view(const tradyn_engine *engine, tradyn__account *account, tradyn_account *out);
tradyn__wide tradyn__account_equity(tradyn__account *account);
/* Equity without what floats. */
tradyn__wide tradyn__account_money(const tradyn__account *account);
/* Margin level of numbers, two decimals. */
tradyn_decimal tradyn__margin_level(tradyn__wide equity, tradyn_decimal margin);
/* Money as a decimal, at the end of the range where it passes it. */
tradyn_decimal tradyn__money(tradyn__wide value);
/* Moves the money of a deal. */
void tradyn__account_book(tradyn__account *account, const tradyn_deal *deal);
/* Whether equity and margin are those of a margin call. */
bool tradyn__account_called(tradyn__account *account);
/* After balance, credit or margin changed: where the alarms lie. */
void tradyn__account_refresh(tradyn_engine *engine, tradyn__account *account);
/* After the bounds moved: whether an alarm rings. */
void tradyn__account_watch(tradyn_engine *engine, tradyn__account *account);
/* The largest equity that is at or below a margin-call or stop-out level; nothing is without margin. */
tradyn__wide tradyn__account_floor(const tradyn_account *terms, tradyn_decimal level);
/* Margin call and stop-out of all accounts whose alarm rang: the last thing every input does. */
void tradyn__account_alarms(tradyn_engine *engine);

/* ---- Positions and orders ---- */

struct tradyn__position {
	tradyn_position view; /* price_current and profit are filled in when it is read */
	tradyn__wide rate;    /* margin currency to deposit currency, 1e-16, frozen */
	tradyn__account *account;
	tradyn__book *book;
	uint64_t sequence;
	size_t leg;
	size_t place_sl, place_tp, place_trail;
	size_t place_late;
};

struct tradyn__order {
	tradyn_order view; /* price_current and margin are filled in when it is read */
	tradyn__account *account;
	tradyn__book *book;
	uint64_t sequence;
	tradyn_decimal margin; /* reserved */
	size_t place, place_expiration, place_late;
};

/* Sets the frozen conversion rate, in the view too. */
void tradyn__position_rate(tradyn__position *position, tradyn__wide rate);
void tradyn__position_view(const tradyn__position *position, tradyn_position *out);
/* Sets the swap collected so far: kept exactly, shown and counted rounded to the deposit currency. */
void tradyn__position_swap(tradyn__position *position, tradyn_decimal exact);
/* An open position of the account, or NULL and an error that blames `field`. */
tradyn__position *tradyn__position_find(const tradyn_engine *engine, const tradyn__account *account, tradyn_ticket ticket, const char *field, tradyn_error *err);
/* Whether a position or order of that symbol and magic number is asked for. */
bool tradyn__query_matches(const tradyn_list_query *query, const char *symbol, int64_t magic);
void tradyn__order_view(const tradyn__order *order, tradyn_order *out);
tradyn_side tradyn__type_side(tradyn_order_type type);
/* Market order that takes or gives what `side` has. */
tradyn_side tradyn__opposite(tradyn_side side);
/* Puts an accepted order into the books; `view` is complete, a ticket of 0 gets the next. Needs tradyn__book_reserve(). */
tradyn__order *tradyn__order_add(tradyn_engine *engine, tradyn__book *book, const tradyn_order *view, tradyn_decimal margin);
/* Everything of an order becomes what `view` says. */
void tradyn__order_replace(tradyn_engine *engine, tradyn__order *order, const tradyn_order *view, tradyn_decimal margin);
/* A stop-limit order that was triggered (and is in no watch list) becomes the limit order it holds, and reserves as one. */
void tradyn__order_become_limit(tradyn_engine *engine, tradyn__order *order);
/* Takes an order out of the books and frees it; its view is copied to `view`. Nothing is said. */
void tradyn__order_remove(tradyn_engine *engine, tradyn__order *order, tradyn_order *view);
/* Takes `volume`, which is about to be filled, off an order that goes on. */
void tradyn__order_reduce(tradyn_engine *engine, tradyn__order *order, tradyn_decimal volume);
/* Takes an order out with its final state and says so. Its OCO partner stays, without a partner. */
void tradyn__order_finish(tradyn_engine *engine, tradyn__order *order, tradyn_order_state state, tradyn_event_action action, tradyn_reason reason);
/* Cancels the OCO partner of a filled order. */
void tradyn__order_cancel_partner(tradyn_engine *engine, tradyn_ticket partner);
/* Orders whose time is over at engine->time_msc. */
void tradyn__order_expire(tradyn_engine *engine);

/* ---- Triggers ---- */

int64_t tradyn__watch_key(tradyn__watch watch, tradyn_decimal price);
void tradyn__watch_order(tradyn__order *order);
void tradyn__unwatch_order(tradyn__order *order);
/* SL, TP and trailing stop of a position as they stand in its view. */
void tradyn__watch_position(tradyn__position *position);
void tradyn__unwatch_position(tradyn__position *position);
/* Everything the symbol's new quote reaches, in the order of the house: what was triggered before and is due, then SL, TP, trailing
 * stops, pending orders. */
void tradyn__trigger(tradyn_engine *engine, tradyn__symbol *symbol);
/* Drags the position's stop behind the market. */
void tradyn__trail(tradyn_engine *engine, tradyn__position *position);
static inline bool tradyn__triggered(const tradyn__symbol *s)
{
	return s->price[TRADYN__BID] >= s->signal[TRADYN__BID_RISES] || -s->price[TRADYN__BID] >= s->signal[TRADYN__BID_FALLS] ||
	       s->price[TRADYN__ASK] >= s->signal[TRADYN__ASK_RISES] || -s->price[TRADYN__ASK] >= s->signal[TRADYN__ASK_FALLS] ||
	       s->quote_msc >= s->due;
}

/* ---- Fills: the one way a position comes, goes or shrinks ---- */

/* The market's price for an order of `side`. */
tradyn_decimal tradyn__market_price(const tradyn__symbol *symbol, tradyn_side side);
/* Puts an open position into the books, as `view` says; nothing is said. Needs tradyn__book_reserve(). */
tradyn__position *tradyn__position_add(tradyn_engine *engine, tradyn__book *book, const tradyn_position *view, tradyn__wide rate);
/* Takes a position that is out of its book out of everything else, and frees it. */
void tradyn__position_remove(tradyn_engine *engine, tradyn__position *position);
/* Fills `volume` of `order` (complete, with ticket) at `price`; sends order, deal, position, account. Needs tradyn__book_reserve().
 * Hedging: opens the order's position, or adds to the one that an earlier part opened. Netting: the symbol's position, NULL when the
 * order closed it. */
tradyn__position *tradyn__fill_open(tradyn_engine *engine, tradyn__book *book, tradyn_order *order, tradyn_decimal volume, tradyn_decimal price, tradyn_deal *deal);

/* The same where there is a position that the order adds to, takes from or turns round. */
tradyn__position *tradyn__fill_into(tradyn_engine *engine, tradyn__position *held, tradyn_order *order, tradyn_decimal volume, tradyn_decimal price, tradyn_deal *deal);

typedef struct tradyn__closing {
	tradyn_decimal volume;
	tradyn_decimal rest; /* asked as well, but not to be had: canceled */
	tradyn_decimal price;
	tradyn_reason reason;
	int64_t magic;
	const char *comment; /* NULL: the position's */
	const char *client_order_id;
} tradyn__closing;

/* Ends an order that is in no book with what it has been filled; says so. */
void tradyn__order_cancel_rest(tradyn_engine *engine, tradyn__account *account, tradyn_order *order);
/* Closes volume of a position at a price; frees the position when nothing is left. */
void tradyn__fill_close(tradyn_engine *engine, tradyn__position *position, const tradyn__closing *closing, tradyn_close_result *out);
/* Closes `position` against the opposite `by`. out[0] is position's, out[1] is by's. */
void tradyn__fill_close_by(tradyn_engine *engine, tradyn__position *position, tradyn__position *by, const tradyn__closing *closing, tradyn_close_result out[2]);
/* A deal that only moves money. */
void tradyn__fill_balance(tradyn_engine *engine, tradyn__account *account, tradyn_deal_type type, tradyn_decimal amount, const char *comment,
                          tradyn_reason reason);
/* Closes a position at one price and opens it again at another: the same ticket and stops, no commission. */
void tradyn__fill_reopen(tradyn_engine *engine, tradyn__position *position, tradyn_decimal close, tradyn_decimal open);

/* ---- Time ---- */

/* Moves the time, stopping at every expiration and every end of a server day on the way. */
void tradyn__time_pass(tradyn_engine *engine, int64_t time_msc);
/* The server's day at engine->time_msc, and when time brings something next. */
void tradyn__time_start(tradyn_engine *engine);
/* After something new ends: when time brings something next. */
void tradyn__time_schedule(tradyn_engine *engine);

/* ---- Validation: one for trade, place, modify, close and check ---- */

typedef enum tradyn__kind_of_intent {
	TRADYN__TRADE = 1,
	TRADYN__PLACE = 2,
	TRADYN__ORDER_MODIFY = 4,
	TRADYN__ORDER_CANCEL = 8,
	TRADYN__POSITION_MODIFY = 16,
	TRADYN__CLOSE = 32,
	TRADYN__CLOSE_BY = 64,
	TRADYN__ACTIVATE = 128, /* a pending order was triggered */
} tradyn__kind_of_intent;

/* What is asked, with everything it refers to; the checks fill in what was left open. */
typedef struct tradyn__intent {
	tradyn__kind_of_intent kind;
	tradyn__account *account;
	tradyn__symbol *symbol;
	tradyn__book *book;
	tradyn__position *position, *by;
	tradyn__order *order;
	tradyn_order_type type;
	tradyn_side side; /* of the order: buy closes a short */
	tradyn_decimal volume, price, stoplimit, sl, tp;
	int64_t sl_points, tp_points, trailing_points, deviation;
	int filling, type_time;
	int64_t expiration_msc, magic;
	tradyn_ticket oco;
	const char *comment, *client_order_id;
	/* filled in */
	tradyn_decimal rest;          /* what the quote has not enough depth for; `volume` is what it fills */
	tradyn_decimal fill;          /* market price, or the pending order's */
	tradyn_decimal margin_before, margin_after; /* of the account */
	tradyn_decimal margin_order;  /* what a pending order reserves */
	tradyn_decimal margin_required; /* for the order to start */
	tradyn__commission_due commission; /* of the deal */
	tradyn__net net;              /* what a market order does */
} tradyn__intent;

/* The answer to everything that an engine is asked before tradyn_engine_restored(). */
int tradyn__still_restoring(tradyn_error *err);
/* 0 or the rejection. Changes nothing. */
int tradyn__validate(tradyn_engine *engine, tradyn__intent *intent, tradyn_error *err);
/* Legal price next to `limit` on the side `direction` (-1 below, 1 above) of it, at least one tick away when `strict`. */
tradyn_decimal tradyn__legal_price(const tradyn__symbol *symbol, tradyn_decimal limit, int direction, bool strict);

/* ---- Events ---- */

void tradyn__emit_order(tradyn_engine *engine, tradyn__account *account, const tradyn_order *order, tradyn_event_action action, tradyn_reason reason);
void tradyn__emit_deal(tradyn_engine *engine, tradyn__account *account, const tradyn_deal *deal);
void tradyn__emit_position(tradyn_engine *engine, tradyn__account *account, const tradyn_position *position, tradyn_event_action action, tradyn_reason reason);
void tradyn__emit_account(tradyn_engine *engine, tradyn__account *account, tradyn_reason reason);
void tradyn__emit_notification(tradyn_engine *engine, tradyn__account *account, tradyn_event_action action);

/* ---- The engine ---- */

struct tradyn_engine {
	void (*on_event)(void *user, const tradyn_event *event);
	void *user;
	int64_t time_msc;
	int64_t next_msc;     /* when time brings something: the one comparison of a tick */
	int64_t midnight_msc; /* end of the server's day, */
	int64_t day;          /* and which day that is */
	bool restoring;       /* quotes and events are history */
	tradyn__symbol *symbols;
	size_t symbol_count;
	tradyn__account *accounts;
	size_t account_count;
	tradyn__account *alarmed; /* accounts whose alarm rang */
	tradyn_ticket last_ticket, last_deal;
	uint64_t last_sequence;
	uint64_t last_walk; /* over the positions of an account */
	size_t position_count, order_count;
	tradyn__heap expirations;
	tradyn__heap fired; /* what one step of one tick triggers, by ticket */
	tradyn__index positions, orders, logins;
	tradyn__pool position_pool, order_pool;
	struct tradyn__name {
		uint64_t hash;
		int32_t symbol;
	} *names; /* sorted by hash */
	tradyn__zone zone;
	tradyn_fill_model model;
	size_t tick_history, candle_history_m1, candle_history;
};

#endif
