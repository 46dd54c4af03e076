/* SPDX-License-Identifier: MIT
 * The table of layouts, and which one a file has. A file is told by its first line alone: either that is a header of the list
 * or a whole line of one layout. Nothing is guessed, since most layouts read as another one with bid and ask exchanged. */
#include "lib/feed/format.h"

static const tradyn__feed_layout layouts[] = {
	{ TRADYN_FEED_FORMAT_PLAIN, "plain", "time_msc,bid,ask", tradyn__feed_plain_header, tradyn__feed_plain },
	{ TRADYN_FEED_FORMAT_DUKASCOPY, "Dukascopy", "Gmt time,Ask,Bid,AskVolume,BidVolume", tradyn__feed_dukascopy_header, tradyn__feed_dukascopy },
	{ TRADYN_FEED_FORMAT_HISTDATA, "HistData", "YYYYMMDD HHMMSSmmm,bid,ask,volume", NULL, tradyn__feed_histdata },
	{ TRADYN_FEED_FORMAT_TRUEFX, "TrueFX", "EUR/USD,YYYYMMDD HH:MM:SS.mmm,bid,ask", NULL, tradyn__feed_truefx },
	{ TRADYN_FEED_FORMAT_MT5, "MetaTrader 5", "<DATE> <TIME> <BID> <ASK> <LAST> <VOLUME> <FLAGS> with tabs", tradyn__feed_mt5_header, tradyn__feed_mt5 },
	{ TRADYN_FEED_FORMAT_LEAN, "Lean", "milliseconds since midnight,bid,ask", NULL, tradyn__feed_lean },
};

#define LAYOUT_COUNT (sizeof(layouts) / sizeof(layouts[0]))

const tradyn__feed_layout *tradyn__feed_layout_of(tradyn_feed_format format)
{
	for (size_t i = 0; i < LAYOUT_COUNT; i++)
		if (layouts[i].format == format)
			return &layouts[i];
	return NULL;
}

static bool fits(const tradyn__feed_layout *layout, const tradyn__feed_context *context, const char *line, size_t length)
{
	tradyn__feed_context trial = *context;
	tradyn__scan scan = { line, line + length };
	tradyn_quote quote;
	const char *why;

	if (layout->header && layout->header(&trial, line, length))
		return true;
	if (trial.midnight_msc == TRADYN_UNSET)
		trial.midnight_msc = 0; /* recognised; the reader asks for the day */
	return layout->read(&trial, &scan, &quote, &why) >= 0;
}

const tradyn__feed_layout *tradyn__feed_layout_detect(const tradyn__feed_context *context, const char *line, size_t length)
{
	for (size_t i = 0; i < LAYOUT_COUNT; i++)
		if (fits(&layouts[i], context, line, length))
			return &layouts[i];
	return NULL;
}
