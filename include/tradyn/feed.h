/* SPDX-License-Identifier: MIT
 * Market data from outside: readers of tick files over bytes, and the synthetic market. No I/O: the caller brings the bytes.
 * A reader or market belongs to one thread at a time. */
#ifndef TRADYN_FEED_H
#define TRADYN_FEED_H

#include <tradyn/engine.h>

TRADYN_BEGIN

/** Layouts of tick files (docs/market-data.md shows each). */
typedef enum tradyn_feed_format {
	TRADYN_FEED_FORMAT_AUTO = 0,
	TRADYN_FEED_FORMAT_PLAIN,     /**< time_msc,bid,ask with that header */
	TRADYN_FEED_FORMAT_DUKASCOPY, /**< Gmt time,Ask,Bid,AskVolume,BidVolume */
	TRADYN_FEED_FORMAT_HISTDATA,  /**< YYYYMMDD HHMMSSmmm,bid,ask,volume in UTC-5 */
	TRADYN_FEED_FORMAT_TRUEFX,    /**< EUR/USD,YYYYMMDD HH:MM:SS.mmm,bid,ask */
	TRADYN_FEED_FORMAT_MT5,       /**< <DATE> <TIME> <BID> <ASK> … with tabs, server time */
	TRADYN_FEED_FORMAT_LEAN,      /**< ms since midnight,bid,ask; the day is in the file's name */
} tradyn_feed_format;

typedef struct tradyn_reader tradyn_reader;

typedef struct tradyn_reader_options {
	size_t size;
	tradyn_feed_format format;
	int64_t midnight_msc; /**< LEAN: midnight of the file's day, UTC; TRADYN_UNSET: unknown */
	const char *zone;     /**< MT5: zone of the server's clock, as in tradyn_config; NULL: UTC */
	size_t skip_max;      /**< most broken lines that are skipped; one more is an error */
	void (*on_skip)(void *user, const tradyn_error *err); /**< told of every skipped line, with its number */
	void *user;
} tradyn_reader_options;
#define TRADYN_READER_OPTIONS_INIT { sizeof(tradyn_reader_options), TRADYN_FEED_FORMAT_AUTO, TRADYN_UNSET, NULL, 0, NULL, NULL }

TRADYN_API int tradyn_reader_new(tradyn_reader **out, const tradyn_reader_options *options, tradyn_error *err);
TRADYN_API tradyn_reader *tradyn_reader_free(tradyn_reader *reader);

/**
 * Reads ticks from `bytes`, which continue those of the call before. Stops when `capacity` ticks are read or the bytes are used.
 * Lines may be split between calls. `symbol` and `reserved` of the quotes are 0.
 * @param used gets how many bytes were taken
 * @param last true: no bytes follow, an unfinished last line counts
 * @return how many ticks were written (>= 0), or TRADYN_E_FEED_LINE, TRADYN_E_FEED_FORMAT, TRADYN_E_NO_MEMORY
 */
TRADYN_API long tradyn_reader_read(tradyn_reader *reader, const char *bytes, size_t length, bool last, size_t *used,
                                   tradyn_quote *out, size_t capacity, tradyn_error *err);

/** @return the layout in use, AUTO before it is known. */
TRADYN_API tradyn_feed_format tradyn_reader_format(const tradyn_reader *reader);
/** @return the symbol that the file itself names (TrueFX: "EURUSD"), "" for the others. Borrowed. */
TRADYN_API const char *tradyn_reader_symbol(const tradyn_reader *reader);
/** @return lines read so far. */
TRADYN_API uint64_t tradyn_reader_lines(const tradyn_reader *reader);

typedef struct tradyn_market tradyn_market;

/**
 * The synthetic market: seeded random walks with realistic spreads and volatility for the symbols of `config`; crosses follow
 * their pairs. EURUSD opens at 1.0850. Same seed, start and symbols → same quotes.
 */
TRADYN_API int tradyn_market_new(tradyn_market **out, const tradyn_config *config, uint64_t seed, int64_t start_msc, tradyn_error *err);
TRADYN_API tradyn_market *tradyn_market_free(tradyn_market *market);
/** Writes the quotes up to and including `until_msc`, in time order; call again while it returns `capacity`. `symbol` is the index in `config`. */
TRADYN_API size_t tradyn_market_next(tradyn_market *market, int64_t until_msc, tradyn_quote *out, size_t capacity);

TRADYN_END

#endif
