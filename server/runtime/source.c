/* SPDX-License-Identifier: MIT
 * A recorded file: packed bytes → the reader of its layout → quotes that the engine will take. Broken lines are skipped up to a
 * bound, and every one is logged. */
#include "server/runtime/source.h"

#include "server/http/log.h"
#include "server/runtime/archive.h"
#include "server/runtime/naming.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"

#include <stdlib.h>
#include <string.h>

#define BYTES 65536

struct source {
	struct archive_file *file;
	tradyn_reader *reader; /* of the file inside that is being read */
	char *path;
	const tradyn_config *config;
	int32_t symbol; /* -1 before it is known */
	bool given;     /* the user named the symbol */
	bool named;     /* the symbol is checked for the file inside that is being read */
	bool ended;     /* nothing more to read */
	bool last_bytes;
	int skipped;
	int64_t time_msc; /* of the last quote */
	size_t head, count;
	size_t byte_head, byte_count;
	tradyn_quote quotes[SOURCE_QUOTES];
	char bytes[BYTES];
};

/* ---- errors and warnings: always with the file's name ---- */

static const char *place(const struct source *source, char *out, size_t size)
{
	const char *entry = archive_file_entry(source->file);

	if (entry[0])
		tradyn__text_format(out, size, "%.120s(%.60s)", source->path, entry);
	else
		tradyn__text_format(out, size, "%.180s", source->path);
	return out;
}

/* The reader's words begin with the line, which stands behind the file's name here. */
static const char *reason_of(const tradyn_error *why)
{
	const char *colon = why->line > 0 && !strncmp(why->message, "line ", 5) ? strstr(why->message, ": ") : NULL;

	return colon ? colon + 2 : why->message;
}

static int fail_at(const struct source *source, const tradyn_error *why, tradyn_error *err)
{
	char name[256], line[32] = "";
	int status;

	if (why->line > 0)
		tradyn__text_format(line, sizeof(line), ":%lld", (long long)why->line);
	status = tradyn__fail(err, why->code, "feed", "%s%s: %s%s", place(source, name, sizeof(name)), line, reason_of(why),
	                      source->skipped >= SOURCE_SKIP_MAX ? "; too many broken lines" : "");
	if (err)
		err->line = why->line;
	return status;
}

static void on_skip(void *user, const tradyn_error *why)
{
	struct source *source = user;
	char name[256];

	source->skipped++;
	log_event(LOG_LEVEL_WARNING, "feed", "%s:%lld: line skipped: %s", place(source, name, sizeof(name)), (long long)why->line, reason_of(why));
}

/* ---- the files inside ---- */

static const char *file_name(const struct source *source)
{
	const char *slash = strrchr(source->path, '/');

	return slash ? slash + 1 : source->path;
}

/* The symbol that the data names, or else the names around it, the nearest first. */
static int32_t find_symbol(const struct source *source, const char *pair)
{
	const char *names[] = { archive_file_entry(source->file), file_name(source), source->path };
	int32_t symbol = -1;

	if (pair[0])
		return naming_symbol_exact(source->config, pair, strlen(pair));
	for (size_t i = 0; symbol < 0 && i < sizeof(names) / sizeof(*names); i++)
		symbol = naming_symbol(source->config, names[i]);
	return symbol;
}

static int fail_symbol(const struct source *source, int32_t symbol, const char *pair, tradyn_error *err)
{
	const tradyn_symbol *symbols = source->config->symbols.items;
	char name[256];
	int status;

	place(source, name, sizeof(name));
	if (symbol >= 0)
		status = tradyn__fail(err, TRADYN_E_UNKNOWN_SYMBOL, "feed", "%s: holds %s after %s; one file holds one symbol.", name,
		                      symbols[symbol].name, symbols[source->symbol].name);
	else if (pair[0])
		status = tradyn__fail(err, TRADYN_E_UNKNOWN_SYMBOL, "feed", "%s: holds %s, which is not configured.", name, pair);
	else
		status = tradyn__fail(err, TRADYN_E_UNKNOWN_SYMBOL, "feed", "%s: no configured symbol stands in the name; write SYMBOL=FILE.", name);
	if (err)
		naming_list(source->config, err->legal, sizeof(err->legal));
	return status;
}

/* Once for each file inside, when its first quotes are there. */
static int check_symbol(struct source *source, tradyn_error *err)
{
	const char *pair = tradyn_reader_symbol(source->reader);
	int32_t symbol = source->given ? source->symbol : find_symbol(source, pair);

	source->named = true;
	if (symbol < 0 || (source->symbol >= 0 && symbol != source->symbol))
		return fail_symbol(source, symbol, pair, err);
	source->symbol = symbol;
	return 0;
}

static int64_t day_of(const struct source *source)
{
	int64_t day = naming_day(archive_file_entry(source->file));

	return day != TRADYN_UNSET ? day : naming_day(file_name(source));
}

/* Goes to the next file inside. 0, also at the end (then `ended`), or the error. */
static int next_entry(struct source *source, tradyn_error *err)
{
	tradyn_reader_options options = TRADYN_READER_OPTIONS_INIT;
	int status = archive_file_next(source->file, err);

	source->reader = tradyn_reader_free(source->reader);
	source->last_bytes = source->named = false;
	source->byte_head = source->byte_count = 0;
	if (status <= 0) {
		source->ended = true;
		return status;
	}
	options.midnight_msc = day_of(source);
	options.zone = source->config->zone;
	options.skip_max = (size_t)(SOURCE_SKIP_MAX - source->skipped);
	options.on_skip = on_skip;
	options.user = source;
	return tradyn_reader_new(&source->reader, &options, err);
}

/* ---- quotes ---- */

/* Takes the `got` quotes that the reader put behind the others; it saw to their prices and their order. */
static int keep(struct source *source, size_t got, tradyn_error *err)
{
	tradyn_quote *quotes = source->quotes + source->count;
	char name[256];

	if (!got)
		return 0;
	if (quotes[0].time_msc < source->time_msc)
		return tradyn__fail(err, TRADYN_E_TIME_GOES_BACK, "feed", "%s: begins before the file inside that precedes it ends.",
		                    place(source, name, sizeof(name)));
	for (size_t i = 0; i < got; i++)
		quotes[i].symbol = source->symbol;
	source->count += got;
	source->time_msc = quotes[got - 1].time_msc;
	return 0;
}

static int more_bytes(struct source *source, tradyn_error *err)
{
	long got = archive_file_read(source->file, source->bytes, BYTES, err);

	if (got < 0)
		return (int)got;
	source->byte_head = 0;
	source->byte_count = (size_t)got;
	source->last_bytes = got == 0;
	return 0;
}

/* Reads what the bytes at hand give. 1: the file inside has ended; 0; or the error. */
static int read_some(struct source *source, tradyn_error *err)
{
	tradyn_error why;
	size_t used = 0;
	int status = source->byte_head == source->byte_count && !source->last_bytes ? more_bytes(source, err) : 0;
	long got;

	if (status)
		return status;
	tradyn_error_init(&why);
	got = tradyn_reader_read(source->reader, source->bytes + source->byte_head, source->byte_count - source->byte_head,
	                         source->last_bytes, &used, source->quotes + source->count, SOURCE_QUOTES - source->count, &why);
	if (got < 0)
		return fail_at(source, &why, err);
	source->byte_head += used;
	if (got > 0 && !source->named)
		status = check_symbol(source, err);
	if (!status)
		status = keep(source, (size_t)got, err);
	return status ? status : source->last_bytes && source->byte_head == source->byte_count && got == 0;
}

static int fill(struct source *source, tradyn_error *err)
{
	int status = 0;

	source->head = source->count = 0;
	while (!source->ended && source->count < SOURCE_QUOTES) {
		status = read_some(source, err);
		if (status == 1)
			status = next_entry(source, err);
		if (status)
			break;
	}
	if (status)
		source->ended = true;
	return status;
}

/* ---- open, take, close ---- */

static int read_first_block(struct source *source, tradyn_error *err)
{
	int status = next_entry(source, err);

	if (!status)
		status = fill(source, err);
	if (!status && !source->count)
		status = tradyn__fail(err, TRADYN_E_FEED_FORMAT, "feed", "%.180s: has no quotes", source->path);
	return status;
}

static int set_given(struct source *source, const char *name, size_t length, tradyn_error *err)
{
	int status;

	if (!name)
		return 0;
	source->given = true;
	source->symbol = naming_symbol_exact(source->config, name, length);
	if (source->symbol >= 0)
		return 0;
	status = tradyn__fail(err, TRADYN_E_UNKNOWN_SYMBOL, "feed", "%.*s=%.150s: the symbol is not configured.", (int)length, name, source->path);
	if (err)
		naming_list(source->config, err->legal, sizeof(err->legal));
	return status;
}

int source_open(struct source **out, const char *path, const char *symbol_name, size_t symbol_length, const tradyn_config *config,
                tradyn_error *err)
{
	struct source *source = calloc(1, sizeof(*source));
	int status;

	if (!source || !(source->path = strdup(path))) {
		free(source);
		return tradyn__fail(err, TRADYN_E_NO_MEMORY, "feed", "Out of memory.");
	}
	source->symbol = -1;
	source->time_msc = INT64_MIN;
	source->config = config;
	status = set_given(source, symbol_name, symbol_length, err);
	if (!status)
		status = archive_file_open(&source->file, path, err);
	if (!status)
		status = read_first_block(source, err);
	if (status) {
		source_close(source);
		return status;
	}
	*out = source;
	return 0;
}

struct source *source_close(struct source *source)
{
	if (!source)
		return NULL;
	tradyn_reader_free(source->reader);
	archive_file_close(source->file);
	free(source->path);
	free(source);
	return NULL;
}

const tradyn_quote *source_quotes(const struct source *source, size_t *count)
{
	*count = source->count - source->head;
	return source->quotes + source->head;
}

int source_take(struct source *source, size_t count, tradyn_error *err)
{
	source->head += count;
	return source->head == source->count ? fill(source, err) : 0;
}

int32_t source_symbol(const struct source *source)
{
	return source->symbol;
}

const char *source_path(const struct source *source)
{
	return source->path;
}

void source_progress(const struct source *source, int64_t *used, int64_t *size)
{
	*size = archive_file_size(source->file);
	*used = source->ended ? *size : archive_file_used(source->file);
}
