/* SPDX-License-Identifier: MIT
 * Support of the runtime's tests. */
#include "support.h"

#include "server/http/log.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINES 512
#define LINE 1024

static char lines[LINES][LINE];
static int line_count;
static char folder[64];

void log_event(int level, const char *what, const char *format, ...)
{
	va_list arguments;

	(void)level, (void)what;
	if (line_count == LINES)
		return;
	va_start(arguments, format);
	vsnprintf(lines[line_count++], LINE, format, arguments);
	va_end(arguments);
}

void log_reset(void)
{
	line_count = 0;
}

int log_count(const char *text)
{
	int count = 0;

	for (int i = 0; i < line_count; i++)
		count += strstr(lines[i], text) != NULL;
	return count;
}

static const char *path_of(const char *name)
{
	static char paths[8][256];
	static int turn;
	char *path = paths[turn++ % 8];

	ck_assert_msg(folder[0], "run() makes the folder");
	snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
	return path;
}

const char *file_make(const char *name, const char *content, size_t length)
{
	const char *path = path_of(name);
	FILE *file = fopen(path, "wb");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(content, 1, length, file), length);
	ck_assert_int_eq(fclose(file), 0);
	return path;
}

static void pack(struct archive *archive, const char *inner, const char *content, size_t length)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, inner);
	archive_entry_set_size(entry, (la_int64_t)length);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	ck_assert_int_eq(archive_write_header(archive, entry), ARCHIVE_OK);
	ck_assert_int_eq(archive_write_data(archive, content, length), (int)length);
	archive_entry_free(entry);
}

static struct archive *open_pack(const char *path, const char *format, const char *filter)
{
	struct archive *archive = archive_write_new();

	if (!strcmp(format, "zip"))
		archive_write_set_format_zip(archive);
	else
		archive_write_set_format_raw(archive);
	if (strcmp(filter, "none"))
		ck_assert_int_eq(archive_write_add_filter_by_name(archive, filter), ARCHIVE_OK);
	ck_assert_int_eq(archive_write_open_filename(archive, path), ARCHIVE_OK);
	return archive;
}

const char *file_pack(const char *name, const char *format, const char *filter, const char *inner, const char *content, size_t length)
{
	const char *path = path_of(name);
	struct archive *archive = open_pack(path, format, filter);

	pack(archive, inner, content, length);
	ck_assert_int_eq(archive_write_close(archive), ARCHIVE_OK);
	archive_write_free(archive);
	return path;
}

const char *file_zip(const char *name, const char *const pairs[])
{
	const char *path = path_of(name);
	struct archive *archive = open_pack(path, "zip", "none");

	for (; pairs[0]; pairs += 2)
		pack(archive, pairs[0], pairs[1], strlen(pairs[1]));
	ck_assert_int_eq(archive_write_close(archive), ARCHIVE_OK);
	archive_write_free(archive);
	return path;
}

const char *shared_file(const char *name)
{
	static char path[512];
	const char *shared = getenv("TRADYN_SHARED");

	snprintf(path, sizeof(path), "%s/data/%s", shared ? shared : "../shared", name);
	if (!access(path, R_OK))
		return path;
	printf("# SKIP %s is not there\n", path);
	return NULL;
}

int run(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	char command[128];
	int failed;

	snprintf(folder, sizeof(folder), "/tmp/tradyn-test-XXXXXX");
	if (!mkdtemp(folder))
		return 1;
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command) || failed ? 1 : 0;
}
