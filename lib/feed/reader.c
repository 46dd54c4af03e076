/* SPDX-License-Identifier: MIT
 * The reader of tick files: bytes in any portions become lines, lines become quotes that are positive, not crossed and in order.
 * A whole line is read where it stands; only one that is split between two calls is copied. */
#include "lib/base/fail.h"
#include "lib/feed/format.h"

#include <stdlib.h>
#include <string.h>

/* No layout comes near; a longer line is broken, so that a file without line ends can not eat memory. */
#define LINE_MAX_BYTES 512

struct tradyn_reader {
	const tradyn__feed_layout *layout; /* NULL: not known yet */
	tradyn__feed_context context;
	bool started;                      /* the first line that is not empty was seen */
	uint64_t lines;
	size_t skipped, skip_max;
	void (*on_skip)(void *user, const tradyn_error *err);
	void *user;
	size_t kept_length;         /* of a line that is not complete yet; LINE_MAX_BYTES + 1: too long */
	char kept[LINE_MAX_BYTES + 1];
};

int tradyn_reader_new(tradyn_reader **out, const tradyn_reader_options *options, tradyn_error *err)
{
	static const tradyn_reader_options defaults = TRADYN_READER_OPTIONS_INIT;
	const tradyn_reader_options *o = options ? options : &defaults;
	tradyn_reader *reader;
	int status;

	if (o->format != TRADYN_FEED_FORMAT_AUTO && !tradyn__feed_layout_of(o->format))
		return tradyn__fail(err, TRADYN_E_BAD_ARGUMENT, "format", "%d is not a tradyn_feed_format", (int)o->format);
	reader = calloc(1, sizeof(*reader));
	if (!reader)
		return tradyn__fail(err, TRADYN_E_NO_MEMORY, NULL, "a reader needs %zu bytes", sizeof(*reader));
	status = tradyn__zone_init(&reader->context.zone, o->zone ? o->zone : "", err);
	if (status) {
		free(reader);
		return status;
	}
	reader->layout = tradyn__feed_layout_of(o->format);
	reader->context.midnight_msc = o->midnight_msc;
	reader->context.last_msc = INT64_MIN;
	reader->context.bid = reader->context.ask = TRADYN_UNSET;
	reader->skip_max = o->skip_max;
	reader->on_skip = o->on_skip;
	reader->user = o->user;
	*out = reader;
	return 0;
}

tradyn_reader *tradyn_reader_free(tradyn_reader *reader)
{
	free(reader);
	return NULL;
}

tradyn_feed_format tradyn_reader_format(const tradyn_reader *reader)
{
	return reader->layout ? reader->layout->format : TRADYN_FEED_FORMAT_AUTO;
}

const char *tradyn_reader_symbol(const tradyn_reader *reader)
{
	return reader->context.symbol;
}

uint64_t tradyn_reader_lines(const tradyn_reader *reader)
{
	return reader->lines;
}

/* ---- One line ---- */

/* Fails with the place: reader's line, `column` from 1 (0: the whole line). */
static int fail_at(const tradyn_reader *reader, tradyn_error *err, int code, size_t column, const char *message, const char *what)
{
	if (!err || err->code)
		return code;
	tradyn__fail(err, code, NULL, "line %llu: %s%s", (unsigned long long)reader->lines, message, what);
	err->line = (int64_t)reader->lines;
	if (column)
		err->column = (int64_t)column;
	return code;
}

/* The first line: finds or confirms the layout. 1: it was the header, 0: it is a line to read, negative: an error. */
static int first_line(tradyn_reader *reader, const char *line, size_t length, tradyn_error *err)
{
	const tradyn__feed_layout *layout = reader->layout ? reader->layout : tradyn__feed_layout_detect(&reader->context, line, length);

	if (!layout)
		return fail_at(reader, err, TRADYN_E_FEED_FORMAT, 0, "neither a header nor a tick of plain, Dukascopy, HistData, TrueFX, MetaTrader 5 or Lean", "");
	if (layout->format == TRADYN_FEED_FORMAT_LEAN && reader->context.midnight_msc == TRADYN_UNSET)
		return fail_at(reader, err, TRADYN_E_FEED_FORMAT, 0, "Lean ticks count from midnight and need the day of the file", "");
	if (layout->header && layout->header(&reader->context, line, length)) {
		reader->layout = layout;
		return 1;
	}
	if (layout->header && (line[0] < '0' || line[0] > '9')) /* the columns of another header may stand in another order */
		return fail_at(reader, err, TRADYN_E_FEED_FORMAT, 0, "not the header ", layout->columns);
	reader->layout = layout;
	return 0;
}

/* What every quote must be. */
static const char *objection(const tradyn__feed_context *context, const tradyn_quote *quote)
{
	if (quote->bid <= 0 || quote->ask <= 0)
		return "a price is 0";
	if (quote->bid > quote->ask)
		return "bid is above ask";
	if (quote->time_msc < context->last_msc)
		return "time goes back";
	return NULL;
}

/* Counts a broken line: skips it (0) or fails. `err` of the caller is only touched on failure. */
static int broken_line(tradyn_reader *reader, tradyn_error *err, size_t column, const char *message, const char *what)
{
	tradyn_error skipped;

	if (reader->skipped == reader->skip_max)
		return fail_at(reader, err, TRADYN_E_FEED_LINE, column, message, what);
	reader->skipped++;
	if (reader->on_skip) {
		tradyn_error_init(&skipped);
		fail_at(reader, &skipped, TRADYN_E_FEED_LINE, column, message, what);
		reader->on_skip(reader->user, &skipped);
	}
	return 0;
}

/* Reads a line without its end. 1: a quote, 0: none, negative: an error. */
static int take_line(tradyn_reader *reader, const char *line, size_t length, tradyn_quote *out, tradyn_error *err)
{
	tradyn__scan scan;
	const char *why = NULL;
	tradyn__feed_line read;
	int status;

	reader->lines++;
	if (reader->lines == 1 && length >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0) { /* byte order mark */
		line += 3;
		length -= 3;
	}
	if (length > 0 && line[length - 1] == '\r')
		length--;
	if (length == 0)
		return 0;
	if (!reader->started) {
		status = first_line(reader, line, length, err);
		if (status < 0)
			return status;
		reader->started = true;
		if (status)
			return 0;
	}
	if (length > LINE_MAX_BYTES)
		return broken_line(reader, err, 0, "longer than a line of a tick file can be", "");
	out->symbol = 0;
	out->reserved = 0;
	scan = (tradyn__scan){ line, line + length };
	read = reader->layout->read(&reader->context, &scan, out, &why);
	if (read == TRADYN__FEED_NOTHING)
		return 0;
	if (read == TRADYN__FEED_BROKEN)
		return broken_line(reader, err, (size_t)(scan.at - line) + 1, "expected ", why);
	why = objection(&reader->context, out);
	if (why)
		return broken_line(reader, err, 0, "", why);
	reader->context.last_msc = out->time_msc;
	return 1;
}

/* ---- Bytes into lines ---- */

/* Adds to the unfinished line; a too long one keeps its beginning and is known by its length. */
static void keep(tradyn_reader *reader, const char *bytes, size_t length)
{
	size_t room = sizeof(reader->kept) - reader->kept_length;

	if (length > room)
		length = room;
	memcpy(reader->kept + reader->kept_length, bytes, length);
	reader->kept_length += length;
}

/* Takes the line at bytes[0 … length-1], which begins in reader->kept when that is not empty. */
static int take_split_line(tradyn_reader *reader, const char *bytes, size_t length, tradyn_quote *out, tradyn_error *err)
{
	size_t whole;

	if (reader->kept_length == 0)
		return take_line(reader, bytes, length, out, err);
	keep(reader, bytes, length);
	whole = reader->kept_length;
	reader->kept_length = 0;
	return take_line(reader, reader->kept, whole, out, err);
}

long tradyn_reader_read(tradyn_reader *reader, const char *bytes, size_t length, bool last, size_t *used,
                        tradyn_quote *out, size_t capacity, tradyn_error *err)
{
	size_t at = 0, count = 0;
	int status = 0;

	while (count < capacity && (at < length || (last && reader->kept_length > 0))) {
		const char *end = at < length ? memchr(bytes + at, '\n', length - at) : NULL;
		size_t size = end ? (size_t)(end - (bytes + at)) : length - at;
		uint64_t lines = reader->lines;

		if (!end && !last) {
			keep(reader, bytes + at, size);
			at = length;
			break;
		}
		status = take_split_line(reader, size ? bytes + at : "", size, &out[count], count ? NULL : err);
		if (status < 0 && count > 0) { /* hand over what is good; the next call meets the line again and tells */
			reader->lines = lines;
			status = 0;
			break;
		}
		at += size + (end != NULL);
		if (status < 0)
			break;
		count += (size_t)status;
	}
	*used = at;
	return status < 0 ? status : (long)count;
}
