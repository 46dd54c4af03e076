/* SPDX-License-Identifier: MIT
 * Files as streams of bytes, whatever they are packed in: xz, gzip, bzip2, lzma, lz4, zstd, zip, 7zip, tar, or nothing.
 * Nothing is ever held in memory as a whole. */
#ifndef TRADYN_SERVER_RUNTIME_ARCHIVE_H
#define TRADYN_SERVER_RUNTIME_ARCHIVE_H

#include <tradyn/error.h>

struct archive_file;

/* Opens `path`. 0 or TRADYN_E_IO with the reason and the file's name. */
int archive_file_open(struct archive_file **out, const char *path, tradyn_error *err);
struct archive_file *archive_file_close(struct archive_file *file);

/* Goes to the next file inside that may hold market data: directories, hidden files and notes (.txt, .pdf, .md, .html) are passed.
 * 1; 0 when there is none; or TRADYN_E_IO. A file that is no archive has exactly one. */
int archive_file_next(struct archive_file *file, tradyn_error *err);
/* Name of the file inside, "" for a file that is no archive. Borrowed until the next call. */
const char *archive_file_entry(const struct archive_file *file);

/* Reads on. How many bytes, 0 at the end of the file inside, or TRADYN_E_IO. */
long archive_file_read(struct archive_file *file, char *out, size_t capacity, tradyn_error *err);

/* Bytes of the packed file that were used so far, and all of them. */
int64_t archive_file_used(const struct archive_file *file);
int64_t archive_file_size(const struct archive_file *file);

#endif
