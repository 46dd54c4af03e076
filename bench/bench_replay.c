/* SPDX-License-Identifier: MIT
 * The recorded EURUSD ticks through decompression, reader, engine and candles. The baseline is decompression alone. */
#include "bench/report.h"
#include "tests/support/server.h"

#include <tradyn/feed.h>

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define RECORDING "ticks/EURUSD_oanda_20140501_20140515.ticks.csv.xz"
#define BATCH 8192

static tradyn_error err;

static void must(long status)
{
	if (status < 0)
		support_fail("%s %s: %s", tradyn_error_info_get((int)status)->name, err.field, err.message);
}

static struct archive *open_recording(const char *path)
{
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;

	archive_read_support_filter_all(archive);
	archive_read_support_format_raw(archive);
	if (archive_read_open_filename(archive, path, 1 << 16) != ARCHIVE_OK || archive_read_next_header(archive, &entry) != ARCHIVE_OK)
		support_fail("%s: %s", path, archive_error_string(archive));
	return archive;
}

static double decompress(const char *path)
{
	static char bytes[1 << 16];
	double before = now_seconds();
	struct archive *archive = open_recording(path);

	while (archive_read_data(archive, bytes, sizeof(bytes)) > 0)
		;
	archive_read_free(archive);
	return now_seconds() - before;
}

/* Feeds the bytes at hand; returns how many ticks they held. */
static long feed(tradyn_engine *engine, tradyn_reader *reader, const char *bytes, size_t length, bool last)
{
	static tradyn_quote quotes[BATCH];
	int32_t index = tradyn_engine_symbol_index(engine, "EURUSD");
	long total = 0;

	for (;;) {
		size_t used;
		long count = tradyn_reader_read(reader, bytes, length, last, &used, quotes, BATCH, &err);

		must(count);
		for (long i = 0; i < count; i++)
			quotes[i].symbol = index;
		must(tradyn_engine_quotes(engine, quotes, (size_t)count, NULL, &err));
		total += count;
		bytes += used;
		length -= used;
		if (count < BATCH && (!length || !used))
			return total;
	}
}

static double replay(const char *path, long *ticks)
{
	static char bytes[1 << 16];
	tradyn_engine_options engine_options = TRADYN_ENGINE_OPTIONS_INIT;
	tradyn_reader_options reader_options = TRADYN_READER_OPTIONS_INIT;
	double before = now_seconds();
	struct archive *archive = open_recording(path);
	tradyn_engine *engine;
	tradyn_reader *reader;
	la_ssize_t length;

	must(tradyn_engine_new(&engine, &engine_options, &err));
	must(tradyn_reader_new(&reader, &reader_options, &err));
	*ticks = 0;
	while ((length = archive_read_data(archive, bytes, sizeof(bytes))) > 0)
		*ticks += feed(engine, reader, bytes, (size_t)length, false);
	*ticks += feed(engine, reader, bytes, 0, true);
	archive_read_free(archive);
	tradyn_reader_free(reader);
	tradyn_engine_free(engine);
	return now_seconds() - before;
}

int main(void)
{
	enum { TURNS = 5 };
	const char *shared = getenv("TRADYN_SHARED");
	double whole[TURNS], alone[TURNS];
	char path[512];
	long ticks = 0;

	snprintf(path, sizeof(path), "%s/data/%s", shared ? shared : "../shared", RECORDING);
	if (access(path, R_OK)) {
		printf("skipped: %s is not here\n", path);
		return 77;
	}
	for (int i = 0; i < TURNS; i++) {
		alone[i] = decompress(path);
		whole[i] = replay(path, &ticks);
	}
	printf("replay of %ld recorded ticks: decompression, reader, engine, candles\n", ticks);
	report_figure("whole replay", median(whole, TURNS), "s", AT_MOST, 1, "decompression alone", median(alone, TURNS));
	return EXIT_SUCCESS;
}
