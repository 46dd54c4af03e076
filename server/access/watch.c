/* SPDX-License-Identifier: MIT
 * inotify on the data directory: key files are replaced, so it is the directory that changes. */
#include "server/access/watch.h"

#include "lib/base/fail.h"
#include "server/access/keyfile.h"

#include <errno.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

int watch_open(const char *path, tradyn_error *err)
{
	int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	if (watch >= 0 && inotify_add_watch(watch, path, IN_MOVED_TO | IN_CLOSE_WRITE | IN_DELETE) >= 0)
		return watch;
	tradyn__fail(err, TRADYN_E_IO, NULL, "%s: can not be watched: %s", path, strerror(errno));
	if (watch >= 0)
		close(watch);
	return TRADYN_E_IO;
}

static bool names_keys(const char *bytes, ssize_t length)
{
	bool found = false;

	for (ssize_t at = 0; at < length;) {
		const struct inotify_event *event = (const struct inotify_event *)(const void *)(bytes + at);

		found |= (event->mask & IN_Q_OVERFLOW) || (event->len && !strcmp(event->name, KEY_FILE_NAME));
		at += (ssize_t)(sizeof *event + event->len);
	}
	return found;
}

bool watch_changed(int watch)
{
	char bytes[4096] __attribute__((aligned(__alignof__(struct inotify_event))));
	bool changed = false;
	ssize_t length;

	while ((length = read(watch, bytes, sizeof bytes)) > 0)
		changed |= names_keys(bytes, length);
	return changed;
}
