/* SPDX-License-Identifier: MIT
 * Whole-file reads and writes. A write goes to a temporary file, reaches the disk, then takes the name. */
#include "server/files.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int io_error(tradyn_error *err, const char *what, const char *name)
{
	return tradyn__fail(err, TRADYN_E_IO, NULL, "%s: %s: %s", name, what, strerror(errno));
}

int data_dir_default(char out[PATH_TEXT_MAX], tradyn_error *err)
{
	const char *base = getenv("XDG_DATA_HOME");
	const char *home = getenv("HOME");

	if (base && base[0] == '/')
		tradyn__text_format(out, PATH_TEXT_MAX, "%s/tradyn", base);
	else if (home && home[0] == '/')
		tradyn__text_format(out, PATH_TEXT_MAX, "%s/.local/share/tradyn", home);
	else
		return tradyn__fail(err, TRADYN_E_IO, NULL, "There is no home directory for the data; name one with --data-dir.");
	return 0;
}

/* Makes every directory on the way; what exists is left alone. */
static int make_directories(char *path, tradyn_error *err)
{
	for (char *slash = path + 1;; slash++) {
		char kept = *slash;

		if (kept && kept != '/')
			continue;
		*slash = '\0';
		if (mkdir(path, 0700) && errno != EEXIST)
			return io_error(err, "can not be made", path);
		if (!kept)
			return 0;
		*slash = kept;
	}
}

int data_dir_open(const char *path, tradyn_error *err)
{
	char copy[PATH_TEXT_MAX];
	size_t length = strlen(path);
	int dir;

	while (length > 1 && path[length - 1] == '/')
		length--;
	if (!length || !tradyn__text_copy(copy, sizeof copy, path, length))
		return tradyn__fail(err, TRADYN_E_IO, NULL, "The name of the data directory is empty or too long.");
	if (make_directories(copy, err))
		return TRADYN_E_IO;
	dir = open(copy, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return dir >= 0 ? dir : io_error(err, "can not be opened", copy);
}

static int write_all(int fd, const char *bytes, size_t length)
{
	while (length) {
		ssize_t done = write(fd, bytes, length);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		bytes += done;
		length -= (size_t)done;
	}
	return fsync(fd);
}

int file_replace(int dir, const char *name, mode_t mode, const void *bytes, size_t length, tradyn_error *err)
{
	char temporary[PATH_TEXT_MAX];
	int fd, failed;

	tradyn__text_format(temporary, sizeof temporary, "%s.%ld.tmp", name, (long)getpid());
	fd = openat(dir, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
	if (fd < 0)
		return io_error(err, "can not be written", name);
	failed = fchmod(fd, mode) || write_all(fd, bytes, length);
	failed |= close(fd);
	if (failed || renameat(dir, temporary, dir, name)) {
		io_error(err, "can not be written", name);
		unlinkat(dir, temporary, 0);
		return TRADYN_E_IO;
	}
	if (dir >= 0 && fsync(dir))
		return io_error(err, "its directory can not be synchronised", name);
	return 0;
}

static int read_all(int fd, size_t limit, char **out, size_t *length)
{
	size_t capacity = 4096, used = 0;
	char *bytes = malloc(capacity + 1);

	while (bytes) {
		ssize_t got = read(fd, bytes + used, capacity - used);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			if (got < 0)
				break;
			bytes[used] = '\0';
			*out = bytes;
			*length = used;
			return 0;
		}
		used += (size_t)got;
		if (used > limit) {
			errno = EFBIG;
			break;
		}
		if (used == capacity) {
			char *larger = realloc(bytes, 2 * capacity + 1);

			if (!larger)
				break;
			bytes = larger;
			capacity *= 2;
		}
	}
	free(bytes);
	return -1;
}

int file_read(int dir, const char *name, size_t limit, char **out, size_t *length, tradyn_error *err)
{
	int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
	int failed;

	if (fd < 0 && errno == ENOENT)
		return tradyn__fail(err, TRADYN_E_NOT_FOUND, NULL, "%s: there is no such file", name);
	if (fd < 0)
		return io_error(err, "can not be opened", name);
	failed = read_all(fd, limit, out, length);
	if (failed)
		io_error(err, "can not be read", name);
	close(fd);
	return failed ? TRADYN_E_IO : 0;
}
