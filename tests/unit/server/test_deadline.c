/* SPDX-License-Identifier: MIT
 * Deadlines of a connection, asked once a second on a clock that the test turns. */
#include "server/http/deadline.h"
#include "tests/unit/suite.h"

#define SECOND INT64_C(1000000000)
#define START (INT64_C(50) * SECOND)

static enum deadline_state last;

/* Seconds until the connection is given up, when it has received `first` bytes and `step` more in each second; -1: never in an hour. */
static int given_up(struct deadline *deadline, uint64_t first, uint64_t step)
{
	for (int second = 0; second < 3600; second++)
		if ((last = deadline_check(deadline, START + second * SECOND, first + (uint64_t)second * step)) != DEADLINE_KEPT)
			return second;
	return -1;
}

START_TEST(a_silent_connection_is_idle_not_late)
{
	struct deadline deadline;

	deadline_accepted(&deadline);
	ck_assert_int_eq(given_up(&deadline, 0, 0), IDLE_SECONDS + 1);
	ck_assert_int_eq(last, DEADLINE_IDLE);
	deadline_waiting(&deadline);
	ck_assert_int_eq(given_up(&deadline, 500, 0), IDLE_SECONDS + 1);
	ck_assert_int_eq(last, DEADLINE_IDLE);
}
END_TEST

START_TEST(a_head_that_drips_is_late)
{
	struct deadline deadline;

	deadline_accepted(&deadline);
	ck_assert_int_eq(given_up(&deadline, 1, 1), REQUEST_DEADLINE_SECONDS + 1);
	deadline_waiting(&deadline);
	ck_assert_int_eq(given_up(&deadline, 500, 1), REQUEST_DEADLINE_SECONDS + 2);
	ck_assert_int_eq(last, DEADLINE_MISSED);
}
END_TEST

START_TEST(a_head_that_stops_half_way_is_late)
{
	struct deadline deadline;

	deadline_accepted(&deadline);
	ck_assert_int_eq(given_up(&deadline, 20, 0), REQUEST_DEADLINE_SECONDS + 1);
}
END_TEST

START_TEST(the_body_counts_from_the_first_byte_of_the_head)
{
	struct deadline deadline;

	deadline_accepted(&deadline);
	ck_assert_int_eq(deadline_check(&deadline, START, 10), DEADLINE_KEPT);
	deadline_request(&deadline, START + 8 * SECOND);
	ck_assert_int_eq(deadline_check(&deadline, START + 10 * SECOND, 0), DEADLINE_KEPT);
	ck_assert_int_eq(deadline_check(&deadline, START + 11 * SECOND, 0), DEADLINE_MISSED);
}
END_TEST

START_TEST(a_reply_that_is_not_taken_is_late)
{
	struct deadline deadline;

	deadline_request(&(struct deadline){ .phase = DEADLINE_WAITING }, START);
	deadline_reply(&deadline, START);
	ck_assert_int_eq(given_up(&deadline, 0, 0), REPLY_DEADLINE_SECONDS + 1);
}
END_TEST

START_TEST(a_finished_request_starts_anew)
{
	struct deadline deadline;

	deadline_accepted(&deadline);
	for (int i = 0; i < 100; i++) {
		int64_t now = START + i * 9 * SECOND;

		deadline_request(&deadline, now);
		ck_assert_int_eq(deadline_check(&deadline, now + 5 * SECOND, (uint64_t)i * 100), DEADLINE_KEPT);
		deadline_waiting(&deadline);
		ck_assert_int_eq(deadline_check(&deadline, now + 8 * SECOND, (uint64_t)i * 100), DEADLINE_KEPT);
	}
}
END_TEST

int main(void)
{
	return run_tests("deadline", 20, (const TTest *const[]){ a_silent_connection_is_idle_not_late, a_head_that_drips_is_late, a_head_that_stops_half_way_is_late,
		the_body_counts_from_the_first_byte_of_the_head, a_reply_that_is_not_taken_is_late, a_finished_request_starts_anew, NULL });
}
