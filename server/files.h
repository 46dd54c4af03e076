/* SPDX-License-Identifier: MIT
 * Files that must never be seen half-written, and the data directory they live in. */
#ifndef TRADYN_SERVER_FILES_H
#define TRADYN_SERVER_FILES_H

#include <tradyn/error.h>

#include <sys/types.h>

#define PATH_TEXT_MAX 4096

/* The data directory when none is named: $XDG_DATA_HOME/tradyn or ~/.local/share/tradyn. 0 or TRADYN_E_IO. */
int data_dir_default(char out[PATH_TEXT_MAX], tradyn_error *err);

/* Opens the directory, making it and its parents (0700) when they do not exist. A descriptor or TRADYN_E_IO. */
int data_dir_open(const char *path, tradyn_error *err);

/* Writes `name` (relative to `dir`, which may be AT_FDCWD) in one step: a reader sees the old bytes or the new ones, also after
 * a power cut. 0 or TRADYN_E_IO. */
int file_replace(int dir, const char *name, mode_t mode, const void *bytes, size_t length, tradyn_error *err);

/* Reads a whole file of at most `limit` bytes into *out (malloc, with a NUL after it). 0, TRADYN_E_NOT_FOUND when there is none, or TRADYN_E_IO. */
int file_read(int dir, const char *name, size_t limit, char **out, size_t *length, tradyn_error *err);

#endif
