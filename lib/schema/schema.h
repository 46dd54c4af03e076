/* SPDX-License-Identifier: MIT
 * The schema: one row per field of every type on the wire. Reader, writer, query strings, configuration, OpenAPI, documentation
 * and bindings are driven by these rows; nothing else knows a field's name, kind, unit or bounds. */
#ifndef TRADYN_LIB_SCHEMA_SCHEMA_H
#define TRADYN_LIB_SCHEMA_SCHEMA_H

#include <tradyn/codec.h>
#include <tradyn/config.h>
#include <tradyn/endpoint.h>

typedef enum tradyn__kind {
	TRADYN__KIND_BOOL,         /* bool */
	TRADYN__KIND_INT,          /* int64_t, JSON integer */
	TRADYN__KIND_TICKET,       /* tradyn_ticket, JSON integer, 1 … 2^53 - 1 (0 allowed when written) */
	TRADYN__KIND_DECIMAL,      /* tradyn_decimal, exact JSON number */
	TRADYN__KIND_TEXT,         /* char[size], UTF-8 */
	TRADYN__KIND_ENUM,         /* int-sized enum, written by name; read by name (any case) or number */
	TRADYN__KIND_ENUM_NUMBER,  /* the same, written by number */
	TRADYN__KIND_TIME_MSC,     /* int64_t milliseconds, JSON integer */
	TRADYN__KIND_TIME,         /* int64_t milliseconds; read as seconds (below 10^11), milliseconds or ISO 8601 text, written in milliseconds */
	TRADYN__KIND_TIME_SECONDS, /* int64_t milliseconds, written in whole seconds; read like TIME */
	TRADYN__KIND_CLOCK,        /* int64_t minutes after midnight, "HH:MM" */
	TRADYN__KIND_DATE,         /* int64_t days since the epoch, "YYYY-MM-DD" */
	TRADYN__KIND_WORDS,        /* char[size], values separated by ", "; JSON array of strings */
	TRADYN__KIND_PAIR,         /* two tradyn_decimal side by side, JSON array of two numbers; left out unless both are given */
	TRADYN__KIND_INT_PAIR,     /* the same of integers */
	TRADYN__KIND_LIST,         /* {size_t count; T *items;}, owned */
	TRADYN__KIND_ARRAY,        /* {size_t count; T items[capacity];}, in place */
	TRADYN__KIND_OBJECT,       /* T *, owned by an object that was read; NULL: none */
} tradyn__kind;

/* Flags of a field. */
#define TRADYN__REQUIRED 1u /* must be given when read */
#define TRADYN__CONFIG 2u   /* a broker may set it in the configuration */
#define TRADYN__STORED 4u   /* belongs to the event log and the store, not to the wire */
#define TRADYN__DERIVED 8u  /* second view of another member: written only; a reader of requests does not know it, a reader of replies skips it */
#define TRADYN__NONZERO 16u /* left out of the written object when 0, false or ""; that when not given */
#define TRADYN__ASCII 32u   /* TEXT: one or more printable ASCII characters */
#define TRADYN__COVERED 64u /* never on the wire nor in the store: the envelope or another row tells it */
#define TRADYN__MAYBE 128u  /* a reply may lack it */

/* Sizes that the writer copies as a whole: a fixed size is a few instructions, a varying one a call. */
#define TRADYN__QUOTED_MAX 24
#define TRADYN__KEY_MAX 40

typedef struct tradyn__enum_value {
	const char *name; /* wire name: "buy_limit" */
	char quoted[TRADYN__QUOTED_MAX]; /* the same between quotation marks, for the writer */
	int value;
	int length;       /* of the name */
} tradyn__enum_value;

typedef struct tradyn__enum {
	const char *name;
	const tradyn__enum_value *values;
	size_t count;
} tradyn__enum;

struct tradyn__type;

typedef struct tradyn__field {
	const char *name;          /* wire name */
	char key[TRADYN__KEY_MAX]; /* ,"name": for the writer */
	uint16_t offset;
	uint16_t size;    /* of the member (TEXT: with NUL) */
	uint8_t name_length, key_length;
	uint8_t kind;     /* tradyn__kind */
	uint8_t flags;
	const tradyn__enum *values;       /* ENUM kinds */
	const struct tradyn__type *items; /* LIST, ARRAY, OBJECT */
	int64_t min, max; /* in the member's unit (DECIMAL: 1e-8; LIST, ARRAY: items); both 0: no bound beyond the kind's */
	const char *unit; /* "lots", "price", "deposit", "points", "percent", "ms", "s", "" … */
	const char *doc;
} tradyn__field;

typedef struct tradyn__type {
	const char *name;
	size_t size;
	const tradyn__field *fields;
	size_t field_count;
	bool sized; /* begins with `size_t size`: a request, whose members may be absent */
	const char *doc;
} tradyn__type;

/* The row list of a type id; NULL for TRADYN_TYPE_NONE. */
const tradyn__type *tradyn__type_get(tradyn_type_id id);

/* The row of a wire name, or NULL. */
const tradyn__field *tradyn__field_find(const tradyn__type *type, const char *name, size_t length);

/* Sets every member to "not given" and `size`; lists are empty. */
void tradyn__object_init(const tradyn__type *type, void *object);
/* Frees the lists and objects inside and empties them. */
void tradyn__object_clear(const tradyn__type *type, void *object);

/* Whether the member says something: not unset, and not 0 or "" where that means nothing. */
bool tradyn__field_given(const tradyn__type *type, const tradyn__field *field, const void *object);

/* The value of an enum, NULL when it is not in the list; its name; and back (any case): 0 and *value, or -1. */
const tradyn__enum_value *tradyn__enum_find(const tradyn__enum *values, int value);
const char *tradyn__enum_name(const tradyn__enum *values, int value);
int tradyn__enum_value_of(const tradyn__enum *values, const char *name, size_t length, int *value);

/* Where the items of a LIST or ARRAY lie, and how many there are. */
size_t tradyn__list_count(const tradyn__field *field, const void *object);
const char *tradyn__list_items(const tradyn__field *field, const void *object);

/* What an OBJECT member points to, NULL: none. */
void *tradyn__object_at(const tradyn__field *field, const void *object);

/* Integers that every JSON reader keeps exactly: below 2^53. */
#define TRADYN__INTEGER_MAX ((INT64_C(1) << 53) - 1)

/* Helpers for declaring rows in lib/schema/<type>.c:
 *   #define T tradyn_position
 *   F(ticket, TICKET, "", TRADYN__REQUIRED, "Names the position until it is closed."),
 *   FE(type, ENUM, tradyn__side_enum, TRADYN__REQUIRED, "buy or sell."),
 *   FB(volume, DECIMAL, "lots", TRADYN__REQUIRED, 1, TRADYN_DECIMAL(1000000), "…"),
 *   FN("time", time_msc, TIME_SECONDS, "s", TRADYN__DERIVED, "…"),      a row whose wire name is not the member's
 */
#define TRADYN__ROW(wire, member, bytes, k, u, f, lo, hi, e, i, d) \
	{ wire, ",\"" wire "\":", (uint16_t)offsetof(T, member), (uint16_t)(bytes), (uint8_t)(sizeof(wire) - 1), (uint8_t)(sizeof(wire) + 3), \
	  TRADYN__KIND_##k, (uint8_t)(f), e, i, lo, hi, u, d }
#define TRADYN__BYTES(member) sizeof(((T *)0)->member)
#define F(member, k, u, f, d) TRADYN__ROW(#member, member, TRADYN__BYTES(member), k, u, f, 0, 0, NULL, NULL, d)
#define FB(member, k, u, f, lo, hi, d) TRADYN__ROW(#member, member, TRADYN__BYTES(member), k, u, f, lo, hi, NULL, NULL, d)
#define FE(member, k, e, f, d) TRADYN__ROW(#member, member, TRADYN__BYTES(member), k, "", f, 0, 0, &(e), NULL, d)
#define FN(wire, member, k, u, f, d) TRADYN__ROW(wire, member, TRADYN__BYTES(member), k, u, f, 0, 0, NULL, NULL, d)
#define FNE(wire, member, k, e, f, d) TRADYN__ROW(wire, member, TRADYN__BYTES(member), k, "", f, 0, 0, &(e), NULL, d)
#define FL(member, k, i, f, hi, d) TRADYN__ROW(#member, member, TRADYN__BYTES(member), k, "", f, 0, hi, NULL, &(i), d)
#define FO(member, i, d) TRADYN__ROW(#member, member, TRADYN__BYTES(member), OBJECT, "", TRADYN__MAYBE, 0, 0, NULL, &(i), d)
/* PAIR kinds: `member` and the one after it. */
#define FP(wire, member, k, u, f, d) TRADYN__ROW(wire, member, 2 * TRADYN__BYTES(member), k, u, f, 0, 0, NULL, NULL, d)

#define TRADYN__COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TRADYN__TYPE(wire, rows, has_size, d) { wire, sizeof(T), rows, TRADYN__COUNT(rows), has_size, d }

#endif
