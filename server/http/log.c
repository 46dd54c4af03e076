/* SPDX-License-Identifier: MIT
 * One buffer of lines for the process, written by log_flush(). A line that does not fit is dropped and counted. */
#include "server/http/log.h"

#include "lib/base/text.h"
#include "lib/base/zone.h"

#include <poll.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define BUFFER_SIZE 65536
#define LINE_MAX_SIZE 8192
/* A pipe takes this much without blocking when poll() says that it takes anything. */
#define PIPE_STEP 4096

static const char *const level_names[] = { "error", "warn", "info", "debug" };

static struct {
	char text[BUFFER_SIZE];
	size_t length;
	int level;
	uint64_t dropped;
	int64_t second;      /* whose text stands in `stamp` */
	char stamp[32];      /* "2026-01-01T00:00:00.000Z" */
	bool opened, blocks; /* whether stderr can block: a pipe, socket or terminal */
} log_state = { .level = LOG_LEVEL_INFO, .second = -1 };

int log_level_value(const char *name)
{
	for (int i = LOG_LEVEL_ERROR; i <= LOG_LEVEL_DEBUG; i++)
		if (!strcmp(name, level_names[i]))
			return i;
	return -1;
}

void log_set_level(int level)
{
	log_state.level = level;
}

bool log_has(int level)
{
	return level <= log_state.level;
}

/* A line being made; `at` stops at `end`, so that a long one is cut. */
struct line {
	char *at, *end;
};

static void put(struct line *line, const char *text, size_t length)
{
	if (length > (size_t)(line->end - line->at))
		length = (size_t)(line->end - line->at);
	memcpy(line->at, text, length);
	line->at += length;
}

#define PUT(line, literal) put(line, literal, sizeof(literal) - 1)

/* Text inside quotes: what JSON or a terminal would take amiss becomes "?". */
static void put_text(struct line *line, const char *text, size_t length)
{
	for (size_t i = 0; i < length && line->at < line->end; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c == '"' || c == '\\')
			PUT(line, "\\");
		*line->at = (char)(c < 0x20 || c == 0x7f ? '?' : c);
		line->at += line->at < line->end;
	}
}

static void put_number(struct line *line, uint64_t value)
{
	char digits[20];
	size_t at = sizeof digits;

	do {
		digits[--at] = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	put(line, digits + at, sizeof digits - at);
}

static void put_time(struct line *line)
{
	struct timespec now;
	int millis;

	clock_gettime(CLOCK_REALTIME, &now);
	if (now.tv_sec != log_state.second) {
		log_state.second = now.tv_sec;
		tradyn__time_format((int64_t)now.tv_sec * 1000, log_state.stamp);
	}
	millis = (int)(now.tv_nsec / 1000000);
	PUT(line, "{\"time\":\"");
	put(line, log_state.stamp, 20);
	put(line, (const char[]){ (char)('0' + millis / 100), (char)('0' + millis / 10 % 10), (char)('0' + millis % 10), 'Z' }, 4);
}

/* Room for a line, flushing when there is too little; `at` NULL when it must be dropped. */
static struct line begin(int level)
{
	struct line line = { NULL, NULL };

	if (BUFFER_SIZE - log_state.length < LINE_MAX_SIZE)
		log_flush();
	if (BUFFER_SIZE - log_state.length < LINE_MAX_SIZE) {
		log_state.dropped++;
		return line;
	}
	line.at = log_state.text + log_state.length;
	line.end = line.at + LINE_MAX_SIZE - 8;
	put_time(&line);
	PUT(&line, "\",\"level\":\"");
	put(&line, level_names[level], strlen(level_names[level]));
	return line;
}

static void finish(struct line *line)
{
	line->end += 8; /* kept free for this */
	PUT(line, "}\n");
	log_state.length = (size_t)(line->at - log_state.text);
}

void log_event(int level, const char *what, const char *format, ...)
{
	char message[2048];
	struct line line;
	va_list arguments;

	if (!log_has(level))
		return;
	va_start(arguments, format);
	tradyn__text_vformat(message, sizeof message, format, arguments);
	va_end(arguments);
	line = begin(level);
	if (!line.at)
		return;
	PUT(&line, "\",\"part\":\"");
	put_text(&line, what, strlen(what));
	PUT(&line, "\",\"message\":\"");
	put_text(&line, message, strlen(message));
	PUT(&line, "\"");
	finish(&line);
}

void log_request(const struct log_request *request)
{
	int level = request->status >= 500 ? LOG_LEVEL_WARNING : LOG_LEVEL_INFO;
	struct line line;

	if (!log_has(level))
		return;
	line = begin(level);
	if (!line.at)
		return;
	PUT(&line, "\",\"request_id\":\"");
	put_text(&line, request->request_id, strlen(request->request_id));
	PUT(&line, "\",\"method\":\"");
	put_text(&line, request->method, strlen(request->method));
	PUT(&line, "\",\"path\":\"");
	put_text(&line, request->path, request->path_length);
	PUT(&line, "\",\"status\":");
	put_number(&line, (uint64_t)request->status);
	PUT(&line, ",\"duration_us\":");
	put_number(&line, (uint64_t)request->duration_nsec / 1000);
	PUT(&line, ",\"bytes\":");
	put_number(&line, request->bytes);
	if (*request->key_id) {
		PUT(&line, ",\"key\":\"");
		put_text(&line, request->key_id, strlen(request->key_id));
		PUT(&line, "\"");
	}
	finish(&line);
}

/* Whether stderr would take bytes without making the loop wait. */
static bool writable(void)
{
	struct pollfd ready = { STDERR_FILENO, POLLOUT, 0 };
	struct stat info;

	if (!log_state.opened) {
		log_state.opened = true;
		log_state.blocks = !fstat(STDERR_FILENO, &info) && (S_ISFIFO(info.st_mode) || S_ISSOCK(info.st_mode) || isatty(STDERR_FILENO));
	}
	return !log_state.blocks || (poll(&ready, 1, 0) == 1 && ready.revents & POLLOUT);
}

static void report_dropped(void)
{
	uint64_t dropped = log_state.dropped;

	if (!dropped || log_state.length)
		return;
	log_state.dropped = 0;
	log_event(LOG_LEVEL_WARNING, "log", "%llu lines were dropped, because stderr was not read", (unsigned long long)dropped);
}

void log_flush(void)
{
	size_t done = 0;

	while (done < log_state.length && writable()) {
		size_t step = log_state.length - done;
		ssize_t written;

		if (log_state.blocks && step > PIPE_STEP)
			step = PIPE_STEP;
		written = write(STDERR_FILENO, log_state.text + done, step);
		if (written <= 0)
			break;
		done += (size_t)written;
	}
	if (done)
		memmove(log_state.text, log_state.text + done, log_state.length - done);
	log_state.length -= done;
	report_dropped();
}
