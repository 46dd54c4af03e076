/* SPDX-License-Identifier: MIT
 * Replies are written straight into one growing buffer; what does not fit is undone, the buffer doubled, and written again. */
#include "server/http/reply.h"

#include "lib/base/fail.h"
#include "lib/codec/writer.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_CAPACITY 4096

void reply_start(struct reply *reply)
{
	char *data = reply->data;
	size_t capacity = reply->capacity;

	memset(reply, 0, sizeof *reply);
	reply->data = data;
	reply->capacity = capacity;
	reply->http_status = 200;
}

void reply_trim(struct reply *reply, size_t kept)
{
	if (reply->capacity <= kept)
		return;
	free(reply->data);
	reply->data = NULL;
	reply->capacity = 0;
}

void reply_clear(struct reply *reply)
{
	free(reply->data);
	memset(reply, 0, sizeof *reply);
}

/* Doubles the buffer. 0 or the error. */
static int grow(struct reply *reply)
{
	size_t capacity = reply->capacity ? 2 * reply->capacity : FIRST_CAPACITY;
	char *data;

	if (capacity > REPLY_MAX)
		return TRADYN_E_BUFFER_FULL;
	data = realloc(reply->data, capacity);
	if (!data)
		return TRADYN_E_NO_MEMORY;
	reply->data = data;
	reply->capacity = capacity;
	return 0;
}

/* One thing to write: text before, an object or none, text after. */
struct piece {
	const char *before;
	const tradyn__type *type;
	const void *object;
	const char *text; /* written quoted, when not NULL */
	const char *after;
};

static void write_piece(tradyn__writer *writer, const struct piece *piece)
{
	tradyn__write_raw(writer, piece->before, strlen(piece->before));
	if (piece->object)
		tradyn__write_object(writer, piece->type, piece->object, TRADYN__VIEW_WIRE);
	if (piece->text)
		tradyn__write_text(writer, piece->text, strlen(piece->text));
	tradyn__write_raw(writer, piece->after, strlen(piece->after));
}

static int add(struct reply *reply, const struct piece *piece)
{
	while (!reply->status) {
		tradyn__writer writer = { reply->data, reply->length, reply->capacity, 0 };

		if (reply->capacity)
			write_piece(&writer, piece);
		else
			writer.status = TRADYN_E_BUFFER_FULL;
		if (!writer.status) {
			reply->length = writer.length;
			return 0;
		}
		reply->status = writer.status == TRADYN_E_BUFFER_FULL ? grow(reply) : writer.status;
	}
	return reply->status;
}

int reply_one(struct reply *reply, tradyn_type_id type, const void *object)
{
	return add(reply, &(struct piece){ "{\"success\":true,\"data\":", tradyn__type_get(type), object, NULL, "}" });
}

int reply_list_begin(struct reply *reply)
{
	reply->open_list = true;
	reply->items = 0;
	return add(reply, &(struct piece){ "{\"success\":true,\"data\":[", NULL, NULL, NULL, "" });
}

int reply_list_item(struct reply *reply, tradyn_type_id type, const void *object)
{
	return add(reply, &(struct piece){ reply->items++ ? "," : "", tradyn__type_get(type), object, NULL, "" });
}

int reply_list_end(struct reply *reply, const char *cursor)
{
	reply->open_list = false;
	if (!cursor)
		return add(reply, &(struct piece){ "]}", NULL, NULL, NULL, "" });
	if (!*cursor)
		return add(reply, &(struct piece){ "],\"next_cursor\":null}", NULL, NULL, NULL, "" });
	return add(reply, &(struct piece){ "],\"next_cursor\":", NULL, NULL, cursor, "}" });
}

int reply_raw(struct reply *reply, const char *bytes, size_t length)
{
	while (!reply->status && reply->capacity - reply->length < length)
		reply->status = grow(reply);
	if (reply->status)
		return reply->status;
	memcpy(reply->data + reply->length, bytes, length);
	reply->length += length;
	return 0;
}

int reply_error(struct reply *reply, const tradyn_error *err)
{
	reply->length = 0;
	reply->open_list = false;
	reply->content_type = NULL;
	reply->http_status = tradyn_error_info_get(err->code)->http_status;
	for (reply->status = 0; !reply->status;) {
		tradyn__writer writer = { reply->data, 0, reply->capacity, 0 };

		if (reply->capacity)
			tradyn__write_failure(&writer, err);
		else
			writer.status = TRADYN_E_BUFFER_FULL;
		if (!writer.status) {
			reply->length = writer.length;
			break;
		}
		reply->status = writer.status == TRADYN_E_BUFFER_FULL ? grow(reply) : writer.status;
	}
	return err->code;
}

/* An object that can not be written is a fault of ours, and still gets an envelope. */
void reply_finish(struct reply *reply)
{
	tradyn_error err;

	if (!reply->status && !reply->open_list && reply->length)
		return;
	tradyn_error_init(&err);
	tradyn__fail(&err, reply->status == TRADYN_E_BUFFER_FULL ? TRADYN_E_BUFFER_FULL : TRADYN_E_INTERNAL, NULL, "The reply can not be written.");
	reply_error(reply, &err);
}
