/* SPDX-License-Identifier: MIT
 * How long a client may take. A client that drips a byte a second is never idle, so requests have deadlines of their own:
 * what began to arrive must be complete in time, and a reply must be taken in time. Pure. */
#ifndef TRADYN_SERVER_HTTP_DEADLINE_H
#define TRADYN_SERVER_HTTP_DEADLINE_H

#include <stdbool.h>
#include <stdint.h>

/* For a request, headers and body together; and for taking a reply. */
#define REQUEST_DEADLINE_SECONDS 10
#define REPLY_DEADLINE_SECONDS 60
/* A kept-alive connection without a request. */
#define IDLE_SECONDS 75

struct deadline {
	enum { DEADLINE_WAITING, DEADLINE_REQUEST, DEADLINE_REPLY } phase;
	bool counted;       /* WAITING: `received` is known */
	int64_t since_nsec; /* when the phase began; WAITING: when bytes were first seen to arrive, 0 not yet */
	int64_t idle_nsec;  /* WAITING: when that was first asked about, 0 not yet */
	uint64_t received;  /* WAITING: bytes the socket had received when the wait began */
};

enum deadline_state { DEADLINE_KEPT, DEADLINE_IDLE, DEADLINE_MISSED };

/* A connection was accepted; the next request is waited for; its first line is here; its reply is on the way. */
void deadline_accepted(struct deadline *deadline);
void deadline_waiting(struct deadline *deadline);
void deadline_request(struct deadline *deadline, int64_t now_nsec);
void deadline_reply(struct deadline *deadline, int64_t now_nsec);

/* Asked about once a second, with the bytes the socket has received in all. */
enum deadline_state deadline_check(struct deadline *deadline, int64_t now_nsec, uint64_t received);

#endif
