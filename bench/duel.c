/* SPDX-License-Identifier: MIT
 * Alternating turns, so that whatever else the machine does meets both sides. */
#include "bench/duel.h"

#include "bench/load.h"
#include "bench/report.h"

#define TURNS_MAX 32

struct turns {
	double cpu[TURNS_MAX], rate[TURNS_MAX], latency[TURNS_MAX];
};

static void take_turn(const struct duel_side *side, int connections, double seconds, struct turns *turns, int turn)
{
	static struct load_result result;
	double cpu = server_cpu(side->server);

	load_run(side->server->port, side->request, connections, seconds, &result);
	turns->cpu[turn] = (server_cpu(side->server) - cpu) / result.requests;
	turns->rate[turn] = result.requests / result.seconds;
	turns->latency[turn] = result.latency;
}

static void conclude(struct duel_side *side, struct turns *turns, int count)
{
	side->cpu = median(turns->cpu, count);
	side->rate = median(turns->rate, count);
	side->latency = median(turns->latency, count);
}

void duel(struct duel_side *a, struct duel_side *b, int connections, int turns, double seconds)
{
	struct turns of_a, of_b;

	if (turns > TURNS_MAX)
		turns = TURNS_MAX;
	take_turn(a, connections, seconds / 2, &of_a, 0); /* warms up */
	take_turn(b, connections, seconds / 2, &of_b, 0);
	for (int i = 0; i < turns; i++) {
		take_turn(i % 2 ? b : a, connections, seconds, i % 2 ? &of_b : &of_a, i);
		take_turn(i % 2 ? a : b, connections, seconds, i % 2 ? &of_a : &of_b, i);
	}
	conclude(a, &of_a, turns);
	conclude(b, &of_b, turns);
}
