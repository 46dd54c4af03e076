/* SPDX-License-Identifier: MIT
 * The layouts of tick files: one row each, a header to recognise and a line to read. */
#ifndef TRADYN_LIB_FEED_FORMAT_H
#define TRADYN_LIB_FEED_FORMAT_H

#include "lib/base/scan.h"
#include "lib/base/zone.h"

#include <tradyn/feed.h>

/* What a file's lines need to know of those before. */
typedef struct tradyn__feed_context {
	tradyn__zone zone;          /* MT5 */
	int64_t midnight_msc;       /* LEAN */
	int64_t last_msc;           /* time of the last quote, INT64_MIN before the first */
	tradyn_decimal bid, ask;    /* MT5: carried into empty cells; TRADYN_UNSET before the first */
	bool local_time;            /* DUKASCOPY: every line must carry its offset */
	char symbol[TRADYN_SYMBOL_MAX]; /* TRUEFX */
} tradyn__feed_context;

typedef enum tradyn__feed_line {
	TRADYN__FEED_BROKEN = -1,
	TRADYN__FEED_NOTHING = 0, /* a good line that makes no quote yet */
	TRADYN__FEED_QUOTE = 1,
} tradyn__feed_line;

typedef struct tradyn__feed_layout {
	tradyn_feed_format format;
	const char *name;
	const char *columns; /* for messages */
	/* Whether the first line is this layout's header. NULL: it has none. */
	bool (*header)(tradyn__feed_context *context, const char *line, size_t length);
	/* Reads a line (without its end) as far as the cursor gets; says in *why what stands there instead of what was expected. */
	tradyn__feed_line (*read)(tradyn__feed_context *context, tradyn__scan *line, tradyn_quote *out, const char **why);
} tradyn__feed_layout;

/* The row of `format`, NULL for AUTO and beyond the list. */
const tradyn__feed_layout *tradyn__feed_layout_of(tradyn_feed_format format);

/* The layout whose header or line the first line is, NULL when it is none's. */
const tradyn__feed_layout *tradyn__feed_layout_detect(const tradyn__feed_context *context, const char *line, size_t length);

/* The readers of the rows (format_text.c). */
bool tradyn__feed_plain_header(tradyn__feed_context *context, const char *line, size_t length);
bool tradyn__feed_dukascopy_header(tradyn__feed_context *context, const char *line, size_t length);
bool tradyn__feed_mt5_header(tradyn__feed_context *context, const char *line, size_t length);
tradyn__feed_line tradyn__feed_plain(tradyn__feed_context *context, tradyn__scan *line, tradyn_quote *out, const char **why);
tradyn__feed_line tradyn__feed_dukascopy(tradyn__feed_context *context, tradyn__scan *line, tradyn_quote *out, const char **why);
tradyn__feed_line tradyn__feed_histdata(tradyn__feed_context *context, tradyn__scan *line, tradyn_quote *out, const char **why);
tradyn__feed_line tradyn__feed_truefx(tradyn__feed_context *context, tradyn__scan *line, tradyn_quote *out, const char **why);
tradyn__feed_line tradyn__feed_mt5(tradyn__feed_context *context, tradyn__scan *line, tradyn_quote *out, const char **why);
tradyn__feed_line tradyn__feed_lean(tradyn__feed_context *context, tradyn__scan *line, tradyn_quote *out, const char **why);

#endif
