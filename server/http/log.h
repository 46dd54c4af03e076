/* SPDX-License-Identifier: MIT
 * The log: one JSON object a line on stderr. Secrets never get here. Lines are gathered and written once per turn of the loop;
 * a reader that stalls costs lines, which are counted, never time. */
#ifndef TRADYN_SERVER_HTTP_LOG_H
#define TRADYN_SERVER_HTTP_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* Something happened in the part `what` ("feed", "store"); `format` tells it to a person. */
void log_event(int level, const char *what, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The line of a finished request. */
struct log_request {
	const char *request_id, *method, *path; /* `path` has `path_length` bytes, without the query string */
	size_t path_length;
	const char *key_id; /* "" without a key */
	int status;
	int64_t duration_nsec;
	uint64_t bytes;
};
void log_request(const struct log_request *request);

/* "error", "warn", "info", "debug"; -1 for others. */
int log_level_value(const char *name);

/* What is worse than `level` is left out; until this is called it is LOG_LEVEL_INFO. */
void log_set_level(int level);
bool log_has(int level);

/* Writes what is gathered. */
void log_flush(void);

#endif
