/* SPDX-License-Identifier: MIT
 * Random worlds for tests of the engine: a broker, and what markets and traders do to it, drawn from a seed. An input is drawn from
 * what an engine shows and applied apart from that, so that several engines can be given the same. */
#ifndef TRADYN_TESTS_SUPPORT_WORLD_H
#define TRADYN_TESTS_SUPPORT_WORLD_H

#include <tradyn/tradyn.h>

/* A stream of numbers that follows from its seed. */
struct chance {
	uint64_t state;
};

struct chance chance_of(uint64_t seed);
int64_t below(struct chance *chance, int64_t bound);
bool one_in(struct chance *chance, int64_t n);

/* Lays random terms over the defaults: accounts of several currencies and modes; every calculation mode, margins of every kind,
 * commissions, swaps, sessions, gaps, levels. Whatever is drawn is a legal configuration. */
void world_config(tradyn_config *config, uint64_t seed);

enum input_kind {
	INPUT_TICK,
	INPUT_CLOCK,
	INPUT_TRADE,
	INPUT_PLACE,
	INPUT_ORDER_MODIFY,
	INPUT_ORDER_CANCEL,
	INPUT_POSITION_MODIFY,
	INPUT_CLOSE,
	INPUT_CLOSE_ALL,
};

struct input {
	enum input_kind kind;
	tradyn_login login;
	tradyn_ticket ticket;
	union {
		tradyn_tick tick;
		int64_t time_msc;
		tradyn_trade_request trade;
		tradyn_order_request place;
		tradyn_order_modify order;
		tradyn_position_modify position;
		tradyn_close_request close;
		tradyn_close_all_request all;
	};
};

/* The first quote of symbol `index`. */
struct input input_first_tick(const tradyn_engine *engine, size_t index, int64_t time_msc);
/* Something that may happen next; about a third of the requests ask for what is refused. */
struct input input_draw(struct chance *chance, const tradyn_engine *engine);
/* 0, TRADYN_E_NO_CHANGES or the refusal. */
int input_apply(tradyn_engine *engine, const struct input *input, tradyn_error *err);

#endif
