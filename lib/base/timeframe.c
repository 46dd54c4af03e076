/* SPDX-License-Identifier: MIT
 * Names of the timeframes. */
#include <tradyn/market.h>

const char *tradyn_timeframe_name(tradyn_timeframe timeframe)
{
#define NAME(name, minutes) #name,
	static const char *const names[] = { TRADYN_TIMEFRAME_LIST(NAME) };
#undef NAME

	return (unsigned)timeframe < TRADYN_TIMEFRAME_COUNT ? names[timeframe] : NULL;
}
