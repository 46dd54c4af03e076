/* SPDX-License-Identifier: MIT
 * The synthetic market as a feed: starts at the wall clock; the seed makes its moves, 1 unless another is given. */
#include "server/runtime/feed.h"

#include "lib/base/fail.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#define DEFAULT_SEED 1

static int64_t wall_msc(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int read_seed(const char *text, uint64_t *seed, tradyn_error *err)
{
	char *end;

	*seed = DEFAULT_SEED;
	if (!text[0])
		return 0;
	errno = 0;
	*seed = strtoull(text, &end, 10);
	if (errno || *end || text[0] < '0' || text[0] > '9')
		return tradyn__fail(err, TRADYN_E_INVALID_VALUE, "feed", "The seed of sim:SEED is a whole number from 0 to 18446744073709551615.");
	return 0;
}

static int sim_open(void **state, const char *argument, tradyn_config *config, int64_t *start_msc, tradyn_error *err)
{
	tradyn_market *market = NULL;
	uint64_t seed;
	int status = read_seed(argument, &seed, err);

	*start_msc = wall_msc();
	if (!status)
		status = tradyn_market_new(&market, config, seed, *start_msc, err);
	*state = market;
	return status;
}

static void sim_close(void *state)
{
	tradyn_market_free(state);
}

static long sim_next(void *state, int64_t until_msc, tradyn_quote *out, size_t capacity, tradyn_error *err)
{
	(void)err;
	return (long)tradyn_market_next(state, until_msc, out, capacity);
}

const struct feed_kind feed_sim = { "sim", sim_open, sim_close, sim_next };
