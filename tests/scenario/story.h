/* SPDX-License-Identifier: MIT
 * Stories: what a market and a trader do, line by line, and what must come of it. Every line is also held against the rules that
 * hold always: balance = sum of deals, equity = balance + credit + profit, profit = sum over positions, a refusal changes nothing,
 * a check says what the order then does. */
#ifndef TESTS_SCENARIO_STORY_H
#define TESTS_SCENARIO_STORY_H

#include "tests/scenario/words.h"

#include <tradyn/tradyn.h>

#define STORY_ACCOUNTS 8
#define STORY_EVENTS 512

/* An event as it was told. */
struct told {
	char name[48]; /* "order.filled" */
	tradyn_event event;
	tradyn_order order;
	tradyn_deal deal;
	tradyn_position position;
};

struct story {
	const char *file;
	int line;
	tradyn_config config;
	tradyn_engine *engine;
	bool accounts_named;
	tradyn_login login; /* who acts */
	struct told told[STORY_EVENTS];
	size_t told_count, told_before; /* before the line that runs */
	tradyn_decimal deals[STORY_ACCOUNTS], credits[STORY_ACCOUNTS]; /* sums, by account index */
	uint64_t hash; /* of all events, as they are stored */
	char failure[1024];
};

void story_begin(struct story *story, const char *file);
void story_end(struct story *story);
/* Runs one line. Returns whether it came as told; else `failure` says file, line, and what came instead. */
bool story_line(struct story *story, const char *text, int line);

#endif
