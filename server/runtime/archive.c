/* SPDX-License-Identifier: MIT
 * Packed files, by libarchive: the only place that includes it. Only the filters that run in this process are known, so that no
 * file can start a program. */
#include "server/runtime/archive.h"

#include "lib/base/fail.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define BLOCK_SIZE 65536

struct archive_file {
	struct archive *archive;
	char *path;
	char *entry;
	int64_t size;
};

typedef int support(struct archive *archive);

static support *const supported[] = {
	archive_read_support_filter_gzip, archive_read_support_filter_bzip2, archive_read_support_filter_xz,
	archive_read_support_filter_lzma, archive_read_support_filter_lz4,   archive_read_support_filter_zstd,
	archive_read_support_filter_lzip, archive_read_support_format_zip,   archive_read_support_format_7zip,
	archive_read_support_format_tar,  archive_read_support_format_raw,   archive_read_support_format_empty,
};

static const char *const passed_over[] = { ".txt", ".pdf", ".md", ".html", ".htm", ".json" };

static int fail(const struct archive_file *file, tradyn_error *err)
{
	const char *reason = archive_error_string(file->archive);

	return tradyn__fail(err, TRADYN_E_IO, "feed", "%.150s: %.90s", file->path, reason ? reason : "can not be read");
}

static int check_path(struct archive_file *file, tradyn_error *err)
{
	struct stat info;

	if (stat(file->path, &info))
		return tradyn__fail(err, TRADYN_E_IO, "feed", "%.150s: %s", file->path, strerror(errno));
	if (S_ISDIR(info.st_mode))
		return tradyn__fail(err, TRADYN_E_IO, "feed", "%.150s: is a directory; name the files", file->path);
	file->size = info.st_size;
	return 0;
}

static int open_archive(struct archive_file *file, tradyn_error *err)
{
	file->archive = archive_read_new();
	if (!file->archive)
		return tradyn__fail(err, TRADYN_E_NO_MEMORY, "feed", "Out of memory.");
	for (size_t i = 0; i < sizeof(supported) / sizeof(*supported); i++)
		supported[i](file->archive);
	if (archive_read_open_filename(file->archive, file->path, BLOCK_SIZE) != ARCHIVE_OK)
		return fail(file, err);
	return 0;
}

int archive_file_open(struct archive_file **out, const char *path, tradyn_error *err)
{
	struct archive_file *file = calloc(1, sizeof(*file));
	int status;

	if (!file || !(file->path = strdup(path)) || !(file->entry = strdup(""))) {
		archive_file_close(file);
		return tradyn__fail(err, TRADYN_E_NO_MEMORY, "feed", "Out of memory.");
	}
	status = check_path(file, err);
	if (!status)
		status = open_archive(file, err);
	if (status) {
		archive_file_close(file);
		return status;
	}
	*out = file;
	return 0;
}

struct archive_file *archive_file_close(struct archive_file *file)
{
	if (!file)
		return NULL;
	archive_read_free(file->archive);
	free(file->path);
	free(file->entry);
	free(file);
	return NULL;
}

static bool is_data(struct archive_entry *entry)
{
	const char *path = archive_entry_pathname(entry);
	const char *slash = path ? strrchr(path, '/') : NULL;
	const char *name = slash ? slash + 1 : path;
	size_t length = name ? strlen(name) : 0;

	if (archive_entry_filetype(entry) != AE_IFREG || !length || name[0] == '.')
		return false;
	for (size_t i = 0; i < sizeof(passed_over) / sizeof(*passed_over); i++) {
		size_t tail = strlen(passed_over[i]);
		if (length > tail && !strcasecmp(name + length - tail, passed_over[i]))
			return false;
	}
	return true;
}

static int keep_name(struct archive_file *file, struct archive_entry *entry, tradyn_error *err)
{
	/* libarchive calls the content of a file that is no archive "data" */
	bool raw = archive_format(file->archive) == ARCHIVE_FORMAT_RAW;
	char *name = strdup(raw ? "" : archive_entry_pathname(entry));

	if (!name)
		return tradyn__fail(err, TRADYN_E_NO_MEMORY, "feed", "Out of memory.");
	free(file->entry);
	file->entry = name;
	return 1;
}

int archive_file_next(struct archive_file *file, tradyn_error *err)
{
	struct archive_entry *entry;
	int status;

	while ((status = archive_read_next_header(file->archive, &entry)) >= ARCHIVE_WARN && status != ARCHIVE_EOF)
		if (is_data(entry))
			return keep_name(file, entry, err);
	return status == ARCHIVE_EOF ? 0 : fail(file, err);
}

const char *archive_file_entry(const struct archive_file *file)
{
	return file->entry;
}

long archive_file_read(struct archive_file *file, char *out, size_t capacity, tradyn_error *err)
{
	la_ssize_t got = archive_read_data(file->archive, out, capacity);

	return got < 0 ? fail(file, err) : (long)got;
}

int64_t archive_file_used(const struct archive_file *file)
{
	return archive_filter_bytes(file->archive, -1);
}

int64_t archive_file_size(const struct archive_file *file)
{
	return file->size;
}
