/* SPDX-License-Identifier: MIT
 * A connection and the one request it is at: gates in their fixed order, the body, the call, the reply. Knows no HTTP library.
 * Order of refusals: shape of the HTTP → 404, 405 → 401, 403 → 429 → 413, 415 → parameters. */
#ifndef TRADYN_SERVER_HTTP_EXCHANGE_H
#define TRADYN_SERVER_HTTP_EXCHANGE_H

#include "server/http/deadline.h"
#include "server/http/repeat.h"
#include "server/http/router.h"
#include "server/server.h"

/* A refused body of at most this size is still read, so that the client gets its answer instead of a reset connection. */
#define DRAIN_MAX (1u << 20)
/* Head of a request that is accepted: target and headers, as the HTTP library keeps them. The rest of its 4 KiB is for the reply's. */
#define HEAD_MAX 3072
#define FIELD_OVERHEAD 68
#define FIELDS_MAX 64
#define REQUEST_ID_MAX 65
/* A request waits at most so long for engine time to go on. */
#define HOLD_SECONDS 10

/* A reply on its way. The one that was free last is used first: as a reply is mostly sent at once, the same few cache lines serve
 * all connections. */
struct outgoing {
	struct outgoing *next; /* free ones */
	struct reply reply;
	void *kept; /* the HTTP library's response of the last reply, for one of the same shape */
};

/* What the exchanges of all connections share. */
struct exchanges {
	struct server *server;
	struct router router;
	char last_id[20]; /* the request id that was made last: eight random digits, a dash, a count */
	struct field fields[FIELDS_MAX]; /* of the request whose headers are just complete */
	size_t field_count;
	struct outgoing *free;
};

enum exchange_state {
	EXCHANGE_IDLE,    /* between requests */
	EXCHANGE_TARGET,  /* the target is known */
	EXCHANGE_BODY,    /* the body is being collected */
	EXCHANGE_DRAIN,   /* the reply is made; the body is read and thrown away */
	EXCHANGE_HELD,    /* the request waits out the fill model's latency */
	EXCHANGE_LATE,    /* the reply is made and waits, as a fault on demand */
	EXCHANGE_ANSWER,  /* the reply is to be sent */
};

struct connection {
	struct connection *next, *previous;
	int fd;
	void *handle;        /* the HTTP library's connection */
	unsigned char address[16];
	struct deadline deadline;
	struct gate_memory memory;

	enum exchange_state state;
	int64_t started_nsec;
	uintptr_t target_at; /* where the HTTP library keeps the target */
	uint64_t body_size;  /* read so far, kept or not */
	bool close;          /* the connection ends with this reply */
	bool aborted;        /* it was answered on the bare socket */
	char method[16];
	char request_id[REQUEST_ID_MAX];
	size_t request_id_length;
	struct repeat repeat;   /* headers of a request for the same target that passed the gates */
	struct headers headers;
	struct route route;
	struct caller caller;
	struct outgoing *out; /* from the gates to the end of the request, else NULL */
	int aborted_status;
	tradyn_fault fault;  /* on demand; kind -1: none */
	bool waiting;        /* the HTTP library lets it rest */
	int64_t wake_msc;    /* HELD: engine time that is waited for; */
	int64_t wake_nsec;   /* until then at most. LATE: until then */
	char *body;
	size_t body_length, body_capacity;
	struct target target;
};

int exchanges_init(struct exchanges *exchanges, struct server *server, tradyn_error *err);
/* `free_kept` frees the HTTP library's responses. All connections are cleared before. */
void exchanges_clear(struct exchanges *exchanges, void (*free_kept)(void *kept));

/* The first line of a request is here. */
void exchange_target(struct connection *connection, const char *raw, int64_t now_nsec);

/* All headers are here, in `exchanges->fields`; `cut`: the target had more than was told. Leaves the state at BODY, DRAIN or ANSWER. */
void exchange_begin(struct exchanges *exchanges, struct connection *connection, const char *method, const char *version, bool cut);

/* A part of the body. False: the client goes on sending beyond all bounds; the connection must end now. */
bool exchange_body(struct connection *connection, const char *bytes, size_t length);

/* Makes the call. */
void exchange_call(struct exchanges *exchanges, struct connection *connection, struct reply *reply);

/* The request is complete: makes the call, unless it was refused already. Leaves the state at ANSWER, or at HELD or LATE: then it is
 * to be called again once exchange_due(). It may also abort the connection. */
void exchange_end(struct exchanges *exchanges, struct connection *connection);

/* Whether what waits has waited long enough. */
bool exchange_due(const struct exchanges *exchanges, const struct connection *connection, int64_t now_nsec);

/* The request is over: counts and logs it, and makes ready for the next one. */
void exchange_done(struct exchanges *exchanges, struct connection *connection, int64_t now_nsec);

/* Answers with `code` on the bare socket and shuts it down. Only while no reply has begun. */
void exchange_abort(struct connection *connection, int code, const char *message);

/* Frees what the connection holds and wipes what it remembers. */
void exchange_clear(struct exchanges *exchanges, struct connection *connection);

#endif
