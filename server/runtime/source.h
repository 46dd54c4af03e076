/* SPDX-License-Identifier: MIT
 * One recorded file as a stream of quotes of one symbol, in time order, read in blocks. */
#ifndef TRADYN_SERVER_RUNTIME_SOURCE_H
#define TRADYN_SERVER_RUNTIME_SOURCE_H

#include <tradyn/config.h>
#include <tradyn/feed.h>

/* Quotes that are held at a time; the digits of a recording are judged by the first block. */
#define SOURCE_QUOTES 4096
/* Most lines of a file that are skipped as broken. */
#define SOURCE_SKIP_MAX 100

struct source;

/*
 * Opens `path` and reads the first block. `symbol_name` of `symbol_length` bytes is the symbol as the user gave it, or NULL: then it
 * is what the file's data says (TrueFX), or a configured name in the name of the file inside, of the file, or of the folders.
 * `config` must outlive the source. 0 or the error, which names the file (and line) and what would be right.
 */
int source_open(struct source **out, const char *path, const char *symbol_name, size_t symbol_length, const tradyn_config *config,
                tradyn_error *err);
struct source *source_close(struct source *source);

/* The quotes at hand, with the symbol's index set; *count is never 0 unless the source has ended. */
const tradyn_quote *source_quotes(const struct source *source, size_t *count);
/* Takes the first `count` of them away; reads the next block when none is left. 0 or the error that ended the source. */
int source_take(struct source *source, size_t count, tradyn_error *err);

int32_t source_symbol(const struct source *source);
const char *source_path(const struct source *source);
/* Packed bytes used so far and altogether. */
void source_progress(const struct source *source, int64_t *used, int64_t *size);

#endif
