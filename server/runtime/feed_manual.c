/* SPDX-License-Identifier: MIT
 * The manual feed: nothing flows; the simulation endpoints bring quotes and time, which starts at 1970 so that any time may follow. */
#include "server/runtime/feed.h"

#include "lib/base/fail.h"

static int manual_open(void **state, const char *argument, tradyn_config *config, int64_t *start_msc, tradyn_error *err)
{
	(void)config;
	if (argument[0])
		return tradyn__fail(err, TRADYN_E_INVALID_VALUE, "feed", "The manual feed takes no argument.");
	*state = NULL;
	*start_msc = 0;
	return 0;
}

static void manual_close(void *state)
{
	(void)state;
}

const struct feed_kind feed_manual = { "manual", manual_open, manual_close, NULL };
