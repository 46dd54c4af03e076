/* SPDX-License-Identifier: MIT
 * libmicrohttpd 0.9.75 and 1.0 with an external epoll. It parses, we decide: query strings, percent codes, limits and
 * refusals are ours, because its own replies carry no envelope. */
#include "server/http/mhd.h"

#include "lib/base/fail.h"
#include "server/http/log.h"
#include "server/http/mhd_reply.h"

#include <linux/tcp.h> /* tcp_info with tcpi_bytes_received, which libc's header has not */
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Of a connection: the head of a request and that of its reply. It is cleared for every request, so it is as small as it may be. */
#define POOL_SIZE 4096

struct http {
	struct exchanges exchanges;
	struct MHD_Daemon *daemon;
	int epoll_fd;
	int waiting; /* connections that rest */
	struct connection *connections;
	int64_t now_nsec; /* when the loop woke up or the last request ended: the clock is read once per request */
};

static struct connection *connection_of(struct MHD_Connection *mhd)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info ? info->socket_context : NULL;
}

static void set_address(unsigned char out[16], const struct sockaddr *address)
{
	memset(out, 0, 16);
	if (address && address->sa_family == AF_INET)
		memcpy(out + 12, &((const struct sockaddr_in *)(const void *)address)->sin_addr, 4);
	else if (address && address->sa_family == AF_INET6)
		memcpy(out, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, 16);
}

/* The first bytes are there when a connection is accepted (listen.c). What can not become a request line, such as the greeting of
 * TLS, is told so; libmicrohttpd would hang up without a word. */
static void check_first(struct connection *connection)
{
	char bytes[32];
	ssize_t length = recv(connection->fd, bytes, sizeof bytes, MSG_PEEK | MSG_DONTWAIT);

	if (length > 0 && !guard_first(bytes, (size_t)length))
		exchange_abort(connection, TRADYN_E_BAD_HTTP, "This is not HTTP; a request begins with a method and a blank. There is no TLS here.");
}

static struct connection *open_connection(struct http *http, struct MHD_Connection *mhd)
{
	struct connection *connection = calloc(1, sizeof *connection);

	if (!connection)
		return NULL;
	connection->handle = mhd;
	connection->fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
	set_address(connection->address, MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr);
	deadline_accepted(&connection->deadline);
	check_first(connection);
	connection->next = http->connections;
	if (connection->next)
		connection->next->previous = connection;
	http->connections = connection;
	http->exchanges.server->metrics.connections++;
	http->exchanges.server->metrics.connections_total++;
	return connection;
}

static void close_connection(struct http *http, struct connection *connection)
{
	if (connection->next)
		connection->next->previous = connection->previous;
	if (connection->previous)
		connection->previous->next = connection->next;
	else
		http->connections = connection->next;
	http->exchanges.server->metrics.connections--;
	exchange_clear(&http->exchanges, connection);
	free(connection);
}

static void on_connection(void *cls, struct MHD_Connection *mhd, void **context, enum MHD_ConnectionNotificationCode code)
{
	if (code == MHD_CONNECTION_NOTIFY_STARTED)
		*context = open_connection(cls, mhd);
	else if (*context)
		close_connection(cls, *context);
}

/* The target as it came. What follows '?' is parsed by us alone: libmicrohttpd sees an empty query string and can not run out of
 * memory over its parameters. The text lies in libmicrohttpd's own writable read buffer. */
static void *on_target(void *cls, const char *uri, struct MHD_Connection *mhd)
{
	struct connection *connection = connection_of(mhd);
	char *query;

	if (!connection)
		return NULL;
	exchange_target(connection, uri ? uri : "", ((struct http *)cls)->now_nsec);
	connection->target_at = (uintptr_t)uri;
	query = uri ? strchr(uri, '?') : NULL;
	if (query)
		query[1] = '\0';
	return connection;
}

/* Percent codes stay: target.c decodes them. */
static size_t on_unescape(void *cls, struct MHD_Connection *mhd, char *text)
{
	(void)cls;
	(void)mhd;
	return strlen(text);
}

static enum MHD_Result on_header(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_length, const char *value, size_t value_length)
{
	struct exchanges *exchanges = cls;

	(void)kind;
	if (exchanges->field_count < FIELDS_MAX)
		exchanges->fields[exchanges->field_count] = (struct field){ { name, name_length }, { value ? value : "", value_length } };
	exchanges->field_count++;
	return MHD_YES;
}

/* A target with a NUL reaches us cut short: then the version, which follows it in the same buffer, stands too far behind. */
static bool is_cut(const struct connection *connection, const char *version)
{
	uintptr_t distance = (uintptr_t)version - connection->target_at;

	return distance < POOL_SIZE && distance != connection->target.raw_length + 1;
}

static bool is_waiting(const struct connection *connection)
{
	return connection->state == EXCHANGE_HELD || connection->state == EXCHANGE_LATE;
}

static enum MHD_Result suspend(struct http *http, struct connection *connection)
{
	connection->waiting = true;
	http->waiting++;
	MHD_suspend_connection(connection->handle);
	return MHD_YES;
}

static void resume(struct http *http, struct connection *connection)
{
	connection->waiting = false;
	http->waiting--;
	MHD_resume_connection(connection->handle);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *mhd, const char *url, const char *method, const char *version,
                                  const char *upload, size_t *upload_size, void **context)
{
	struct exchanges *exchanges = &((struct http *)cls)->exchanges;
	struct connection *connection = *context;

	(void)url;
	if (!connection)
		return MHD_NO;
	switch (connection->state) {
	case EXCHANGE_TARGET:
		exchanges->field_count = 0;
		MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, on_header, exchanges);
		exchange_begin(exchanges, connection, method, version, is_cut(connection, version));
		if (connection->aborted)
			return MHD_NO;
		if (!connection->close)
			return MHD_YES; /* a reply before the next call would end the connection */
		break;
	case EXCHANGE_BODY:
	case EXCHANGE_DRAIN:
		if (*upload_size) {
			bool goes_on = exchange_body(connection, upload, *upload_size);

			*upload_size = 0;
			return goes_on ? MHD_YES : MHD_NO;
		}
		exchange_end(exchanges, connection);
		break;
	case EXCHANGE_HELD:
	case EXCHANGE_LATE:
		exchange_end(exchanges, connection);
		break;
	case EXCHANGE_ANSWER:
		break;
	case EXCHANGE_IDLE:
		return MHD_NO;
	}
	if (connection->aborted)
		return MHD_NO;
	deadline_reply(&connection->deadline, connection->started_nsec);
	return is_waiting(connection) ? suspend(cls, connection) : mhd_reply(exchanges, mhd, connection);
}

static void on_completed(void *cls, struct MHD_Connection *mhd, void **context, enum MHD_RequestTerminationCode code)
{
	struct http *http = cls;

	(void)mhd;
	(void)code;
	http->now_nsec = server_now();
	if (*context)
		exchange_done(&http->exchanges, *context, http->now_nsec);
	*context = NULL;
}

/* libmicrohttpd tells its log, before it answers by itself, that a request is malformed. When the headers were complete and are not
 * ours yet, it is their framing, and this is the connection: it gets our envelope, and the library's page finds the socket shut. */
static void on_library_log(void *cls, const char *format, va_list arguments)
{
	struct http *http = cls;

	(void)format;
	(void)arguments;
	for (struct connection *connection = http->connections; connection; connection = connection->next)
		if (connection->state == EXCHANGE_TARGET && !connection->aborted &&
		    MHD_get_connection_info(connection->handle, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE))
			exchange_abort(connection, TRADYN_E_BAD_HTTP, "The headers that frame the request, such as Content-Length, are malformed.");
}

static struct MHD_Daemon *start_daemon(struct http *http, int listen_fd)
{
	return MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_SUPPRESS_DATE_NO_CLOCK | MHD_USE_ERROR_LOG, 0, NULL, NULL, on_request, http,
		MHD_OPTION_EXTERNAL_LOGGER, on_library_log, http, /* before the others, so that it hears about them */
		MHD_OPTION_LISTEN_SOCKET, listen_fd,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
		MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)CONNECTIONS_PER_ADDRESS_MAX,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)POOL_SIZE,
		MHD_OPTION_URI_LOG_CALLBACK, on_target, http,
		MHD_OPTION_UNESCAPE_CALLBACK, on_unescape, http,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, http,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, http,
		MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
		MHD_OPTION_END);
}

int http_new(struct http **out, struct server *server, int listen_fd, tradyn_error *err)
{
	struct http *http = calloc(1, sizeof *http);
	int status;

	*out = http;
	if (!http)
		return tradyn__fail(err, TRADYN_E_NO_MEMORY, NULL, "Out of memory.");
	status = exchanges_init(&http->exchanges, server, err);
	if (status)
		return status;
	http->daemon = start_daemon(http, listen_fd);
	if (!http->daemon)
		return tradyn__fail(err, TRADYN_E_INTERNAL, NULL, "libmicrohttpd %s does not start.", MHD_get_version());
	http->epoll_fd = MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
	return 0;
}

struct http *http_free(struct http *http)
{
	if (!http)
		return NULL;
	for (struct connection *connection = http->connections; connection; connection = connection->next)
		if (connection->waiting)
			resume(http, connection); /* libmicrohttpd aborts over one that rests */
	if (http->daemon)
		MHD_stop_daemon(http->daemon);
	exchanges_clear(&http->exchanges, mhd_reply_free);
	free(http);
	return NULL;
}

int http_descriptor(const struct http *http)
{
	return http->epoll_fd;
}

int http_timeout(struct http *http)
{
	MHD_UNSIGNED_LONG_LONG wait;

	if (MHD_get_timeout(http->daemon, &wait) != MHD_YES)
		return -1;
	return wait > 60000 ? 60000 : (int)wait;
}

void http_run(struct http *http)
{
	http->now_nsec = server_now();
	MHD_run(http->daemon);
}

int http_wake(struct http *http, int64_t now_nsec)
{
	struct desk *desk = http->exchanges.server->desk;
	int64_t stop_msc = INT64_MAX, wake_nsec = INT64_MAX;
	bool woken = false;

	for (struct connection *connection = http->waiting ? http->connections : NULL; connection; connection = connection->next) {
		if (!connection->waiting)
			continue;
		if (connection->state == EXCHANGE_HELD && connection->wake_msc < stop_msc)
			stop_msc = connection->wake_msc; /* also of one that goes on now: time stands still for it until the next call */
		if (exchange_due(&http->exchanges, connection, now_nsec)) {
			resume(http, connection);
			woken = true;
		} else if (connection->wake_nsec < wake_nsec) {
			wake_nsec = connection->wake_nsec;
		}
	}
	desk_stop_at(desk, stop_msc);
	if (woken)
		return 0;
	return wake_nsec == INT64_MAX ? -1 : (int)((wake_nsec - now_nsec) / 1000000 + 1);
}

/* Bytes the socket has received in all; only asked while a request is waited for. */
static uint64_t received(const struct connection *connection)
{
	struct tcp_info info = { 0 };
	socklen_t size = sizeof info;

	if (connection->deadline.phase != DEADLINE_WAITING || getsockopt(connection->fd, IPPROTO_TCP, TCP_INFO, &info, &size))
		return 0;
	return info.tcpi_bytes_received;
}

static void end(struct http *http, struct connection *connection, enum deadline_state state)
{
	http->exchanges.server->metrics.timed_out += state == DEADLINE_MISSED;
	if (state == DEADLINE_IDLE || connection->deadline.phase == DEADLINE_REPLY)
		shutdown(connection->fd, SHUT_RDWR);
	else
		exchange_abort(connection, TRADYN_E_TIMED_OUT, "The request did not arrive completely within its deadline.");
}

void http_sweep(struct http *http, int64_t now_nsec)
{
	for (struct connection *connection = http->connections; connection; connection = connection->next) {
		enum deadline_state state = deadline_check(&connection->deadline, now_nsec, received(connection));

		if (state != DEADLINE_KEPT)
			end(http, connection, state);
	}
}

void http_quiesce(struct http *http)
{
	int listen_fd = MHD_quiesce_daemon(http->daemon);

	if (listen_fd >= 0)
		close(listen_fd);
	for (struct connection *connection = http->connections; connection; connection = connection->next)
		if (connection->state == EXCHANGE_IDLE)
			shutdown(connection->fd, SHUT_RDWR);
}

bool http_busy(const struct http *http)
{
	for (const struct connection *connection = http->connections; connection; connection = connection->next)
		if (connection->state != EXCHANGE_IDLE)
			return true;
	return false;
}
