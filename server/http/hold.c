/* SPDX-License-Identifier: MIT
 * From a complete request to its reply, with what lies between them on a bad day: the fill model's latency, and faults on demand.
 * A connection that waits holds up nobody else. */
#include "server/http/exchange.h"
#include "server/http/reply.h"

#include "lib/base/fail.h"

#include <sys/socket.h>

#define MILLISECOND INT64_C(1000000)
#define SECOND (1000 * MILLISECOND)

/* The connection ends and nobody is told why. */
static void cut(struct connection *connection)
{
	connection->aborted_status = 0;
	connection->aborted = true;
	shutdown(connection->fd, SHUT_RDWR);
}

static void answer_fault(struct connection *connection, int code)
{
	tradyn_error err;

	tradyn_error_init(&err);
	tradyn__fail(&err, code, NULL, "A fault on demand (POST /v1/api/sim/faults).");
	reply_error(&connection->out->reply, &err);
}

static int server_error(const tradyn_fault *fault)
{
	return fault->status == 503 ? TRADYN_E_OVERLOADED : TRADYN_E_INTERNAL;
}

/* Whether a fault ends the request before it is executed. */
static bool fails_before(struct connection *connection)
{
	const tradyn_fault *fault = &connection->fault;

	if (fault->kind == TRADYN_FAULT_DISCONNECT)
		cut(connection);
	else if (fault->kind == TRADYN_FAULT_RATE_LIMITED)
		answer_fault(connection, TRADYN_E_RATE_LIMITED);
	else if (fault->kind == TRADYN_FAULT_SERVER_ERROR && !fault->after)
		answer_fault(connection, server_error(fault));
	else
		return false;
	return true;
}

/* The network delivers the request once more; its second reply goes nowhere. */
static void call_again(struct exchanges *exchanges, struct connection *connection)
{
	struct reply second = { .data = NULL };

	reply_start(&second);
	exchange_call(exchanges, connection, &second);
	reply_clear(&second);
}

static void execute(struct exchanges *exchanges, struct connection *connection)
{
	const tradyn_fault *fault = &connection->fault;

	exchange_call(exchanges, connection, &connection->out->reply);
	if (fault->kind == TRADYN_FAULT_DUPLICATE_REPLY) {
		call_again(exchanges, connection);
	} else if (fault->kind == TRADYN_FAULT_LOST_REPLY) {
		cut(connection);
	} else if (fault->kind == TRADYN_FAULT_SERVER_ERROR) {
		answer_fault(connection, server_error(fault));
	} else if (fault->kind == TRADYN_FAULT_LATE_REPLY) {
		connection->state = EXCHANGE_LATE;
		connection->wake_nsec = server_now() + fault->delay_msc * MILLISECOND;
	}
}

/* Waits until engine time is what the fill model's latency makes of now. */
static bool waits(struct exchanges *exchanges, struct connection *connection)
{
	struct desk *desk = exchanges->server->desk;
	int64_t latency = desk_latency(desk, connection->route.row);

	if (latency <= 0)
		return false;
	connection->state = EXCHANGE_HELD;
	connection->wake_msc = tradyn_engine_time(desk_engine(desk)) + latency;
	connection->wake_nsec = server_now() + HOLD_SECONDS * SECOND;
	return true;
}

static void begin_call(struct exchanges *exchanges, struct connection *connection)
{
	const tradyn_fault *fault = faults_draw(desk_faults(exchanges->server->desk), connection->route.row);

	connection->fault = fault ? *fault : (tradyn_fault){ .kind = -1 };
	if (!fails_before(connection) && !waits(exchanges, connection))
		execute(exchanges, connection);
}

static bool time_has_come(const struct exchanges *exchanges, const struct connection *connection)
{
	const struct desk *desk = exchanges->server->desk;

	return tradyn_engine_time(desk_engine(exchanges->server->desk)) >= connection->wake_msc || !desk_time_passes(desk);
}

bool exchange_due(const struct exchanges *exchanges, const struct connection *connection, int64_t now_nsec)
{
	return now_nsec >= connection->wake_nsec || (connection->state == EXCHANGE_HELD && time_has_come(exchanges, connection));
}

static void end_hold(struct exchanges *exchanges, struct connection *connection)
{
	tradyn_error err;

	connection->state = EXCHANGE_ANSWER;
	if (time_has_come(exchanges, connection)) {
		execute(exchanges, connection);
		return;
	}
	tradyn_error_init(&err);
	tradyn__fail(&err, TRADYN_E_TIMEOUT, NULL, "Engine time did not reach the request's latency within %d s; it was not executed.", HOLD_SECONDS);
	reply_error(&connection->out->reply, &err);
}

void exchange_end(struct exchanges *exchanges, struct connection *connection)
{
	enum exchange_state state = connection->state;

	connection->state = EXCHANGE_ANSWER;
	if (state == EXCHANGE_BODY)
		begin_call(exchanges, connection);
	else if (state == EXCHANGE_HELD)
		end_hold(exchanges, connection);
}
