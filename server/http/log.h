/* SPDX-License-Identifier: MIT
 * The log: one JSON object a line on stderr. Secrets never get here. */
#ifndef TRADYN_SERVER_HTTP_LOG_H
#define TRADYN_SERVER_HTTP_LOG_H

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* Something happened in the part `what` ("feed", "store"); `format` tells it to a person. */
void log_event(int level, const char *what, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
