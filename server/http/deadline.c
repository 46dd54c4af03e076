/* SPDX-License-Identifier: MIT
 * While a request is waited for, the socket's own count of bytes tells an idle client from a slow one. */
#include "server/http/deadline.h"

#define SECOND INT64_C(1000000000)

void deadline_accepted(struct deadline *deadline)
{
	*deadline = (struct deadline){ .phase = DEADLINE_WAITING, .counted = true };
}

void deadline_waiting(struct deadline *deadline)
{
	*deadline = (struct deadline){ .phase = DEADLINE_WAITING };
}

void deadline_request(struct deadline *deadline, int64_t now_nsec)
{
	int64_t since = deadline->phase == DEADLINE_WAITING && deadline->since_nsec ? deadline->since_nsec : now_nsec;

	*deadline = (struct deadline){ .phase = DEADLINE_REQUEST, .since_nsec = since };
}

void deadline_reply(struct deadline *deadline, int64_t now_nsec)
{
	*deadline = (struct deadline){ .phase = DEADLINE_REPLY, .since_nsec = now_nsec };
}

static bool waited_too_long(struct deadline *deadline, int64_t now_nsec, uint64_t received)
{
	if (!deadline->counted) {
		deadline->counted = true;
		deadline->received = received;
	}
	if (!deadline->since_nsec && received != deadline->received)
		deadline->since_nsec = now_nsec;
	return deadline->since_nsec && now_nsec - deadline->since_nsec > REQUEST_DEADLINE_SECONDS * SECOND;
}

bool deadline_passed(struct deadline *deadline, int64_t now_nsec, uint64_t received)
{
	switch (deadline->phase) {
	case DEADLINE_WAITING:
		return waited_too_long(deadline, now_nsec, received);
	case DEADLINE_REQUEST:
		return now_nsec - deadline->since_nsec > REQUEST_DEADLINE_SECONDS * SECOND;
	case DEADLINE_REPLY:
		return now_nsec - deadline->since_nsec > REPLY_DEADLINE_SECONDS * SECOND;
	}
	return false;
}
