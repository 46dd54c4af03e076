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

static enum deadline_state late(int64_t now_nsec, int64_t since_nsec, int64_t seconds)
{
	return now_nsec - since_nsec > seconds * SECOND ? DEADLINE_MISSED : DEADLINE_KEPT;
}

static enum deadline_state check_wait(struct deadline *deadline, int64_t now_nsec, uint64_t received)
{
	if (!deadline->idle_nsec)
		deadline->idle_nsec = now_nsec;
	if (!deadline->counted) {
		deadline->counted = true;
		deadline->received = received;
	}
	if (!deadline->since_nsec && received != deadline->received)
		deadline->since_nsec = now_nsec;
	if (deadline->since_nsec)
		return late(now_nsec, deadline->since_nsec, REQUEST_DEADLINE_SECONDS);
	return late(now_nsec, deadline->idle_nsec, IDLE_SECONDS) ? DEADLINE_IDLE : DEADLINE_KEPT;
}

enum deadline_state deadline_check(struct deadline *deadline, int64_t now_nsec, uint64_t received)
{
	switch (deadline->phase) {
	case DEADLINE_WAITING:
		return check_wait(deadline, now_nsec, received);
	case DEADLINE_REQUEST:
		return late(now_nsec, deadline->since_nsec, REQUEST_DEADLINE_SECONDS);
	case DEADLINE_REPLY:
		return late(now_nsec, deadline->since_nsec, REPLY_DEADLINE_SECONDS);
	}
	return DEADLINE_KEPT;
}
