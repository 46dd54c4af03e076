/* SPDX-License-Identifier: MIT
 * Recorded market data through libarchive. */
#include "tests/unit/feed/recording.h"

#include <archive.h>
#include <archive_entry.h>
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void path_of(const char *name, char *out, size_t size)
{
	const char *root = getenv("TRADYN_SHARED");

	snprintf(out, size, "%s/data/%s", root ? root : SHARED, name);
}

bool recording_present(void)
{
	char path[1024];

	path_of("ticks", path, sizeof(path));
	if (access(path, R_OK) == 0)
		return true;
	printf("1..0 # SKIP no recorded market data at %s (set TRADYN_SHARED)\n", path);
	return false;
}

char *recording_load(const char *name, size_t *length)
{
	struct archive *a = archive_read_new();
	struct archive_entry *entry;
	size_t capacity = 1 << 20;
	char *bytes = malloc(capacity), path[1024];
	la_ssize_t got;

	path_of(name, path, sizeof(path));
	archive_read_support_filter_all(a);
	archive_read_support_format_zip(a);
	archive_read_support_format_raw(a);
	ck_assert_msg(archive_read_open_filename(a, path, 1 << 16) == ARCHIVE_OK && archive_read_next_header(a, &entry) == ARCHIVE_OK,
	              "%s: %s", path, archive_error_string(a));
	*length = 0;
	while ((got = archive_read_data(a, bytes + *length, capacity - *length)) > 0) {
		*length += (size_t)got;
		if (*length == capacity)
			bytes = realloc(bytes, capacity *= 2);
		ck_assert_ptr_nonnull(bytes);
	}
	ck_assert_msg(got == 0, "%s: %s", path, archive_error_string(a));
	archive_read_free(a);
	return bytes;
}

recording recording_read(const char *name, const tradyn_reader_options *options)
{
	size_t length, at = 0, capacity = 1 << 20;
	char *bytes = recording_load(name, &length);
	recording r = { 0, malloc(capacity * sizeof(*r.quotes)), TRADYN_FEED_FORMAT_AUTO };
	tradyn_reader *reader;
	tradyn_error err;

	tradyn_error_init(&err);
	ck_assert_int_eq(tradyn_reader_new(&reader, options, &err), 0);
	while (at < length) {
		size_t portion = length - at < 40009 ? length - at : 40009, used;
		long got = tradyn_reader_read(reader, bytes + at, portion, at + portion == length, &used, r.quotes + r.count, 1000, &err);

		ck_assert_msg(got >= 0, "%s: %s", name, err.message);
		at += used;
		r.count += (size_t)got;
		ck_assert_uint_lt(r.count + 1000, capacity);
	}
	r.format = tradyn_reader_format(reader);
	tradyn_reader_free(reader);
	free(bytes);
	return r;
}
