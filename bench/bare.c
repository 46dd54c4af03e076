/* SPDX-License-Identifier: MIT
 * The bare server: external epoll, no thread, no date, small connection memory, one response object for a canned body. */
#include "bench/bare.h"

#include <microhttpd.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

struct bare {
	const char *head;
	bare_body *make;
	void *user;
	struct MHD_Response *canned;
};

static const char *const own_headers[] = { "connection", "content-length", "date" };

static void add_header(struct MHD_Response *response, const char *line, size_t length)
{
	char name[128], value[512];
	size_t colon = strcspn(line, ":");

	if (colon >= length)
		return;
	snprintf(name, sizeof(name), "%.*s", (int)colon, line);
	for (size_t i = 0; i < sizeof(own_headers) / sizeof(own_headers[0]); i++)
		if (strcasecmp(name, own_headers[i]) == 0)
			return;
	snprintf(value, sizeof(value), "%.*s", (int)(length - colon - 2), line + colon + 2);
	MHD_add_response_header(response, name, value);
}

static void add_headers(struct MHD_Response *response, const char *head)
{
	for (const char *line = strstr(head, "\r\n"); line && line[2] != '\r' && line[2]; line = strstr(line + 2, "\r\n"))
		add_header(response, line + 2, strcspn(line + 2, "\r\n"));
}

static enum MHD_Result answer(void *user, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
                              const char *data, size_t *size, void **state)
{
	struct bare *bare = user;
	struct MHD_Response *response = bare->canned;
	enum MHD_Result result;

	(void)url, (void)method, (void)version, (void)data;
	if (!*state) {
		*state = bare;
		return MHD_YES;
	}
	*size = 0;
	if (!response) {
		size_t length;
		char *body = bare->make(bare->user, &length);

		response = MHD_create_response_from_buffer(length, body, MHD_RESPMEM_MUST_FREE);
		add_headers(response, bare->head);
	}
	result = MHD_queue_response(connection, MHD_HTTP_OK, response);
	if (!bare->canned)
		MHD_destroy_response(response);
	return result;
}

static _Noreturn void serve(struct bare *bare, int ready)
{
	struct MHD_Daemon *daemon = MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_SUPPRESS_DATE_NO_CLOCK, 0, NULL, NULL, answer, bare,
	                                             MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)4096, MHD_OPTION_CONNECTION_LIMIT, 1024u, MHD_OPTION_END);
	struct pollfd wait = { .events = POLLIN };
	int port;

	if (!daemon)
		_exit(EXIT_FAILURE);
	wait.fd = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
	port = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
	if (write(ready, &port, sizeof(port)) != sizeof(port))
		_exit(EXIT_FAILURE);
	for (;;) {
		MHD_UNSIGNED_LONG_LONG timeout;

		poll(&wait, 1, MHD_get_timeout(daemon, &timeout) == MHD_YES ? (int)timeout : -1);
		MHD_run(daemon);
	}
}

void bare_start(struct server *server, const char *head, const char *canned, size_t canned_length, bare_body *make, void *user)
{
	struct bare bare = { head, make, user, NULL };
	int ready[2];

	memset(server, 0, sizeof(*server));
	if (pipe(ready))
		support_fail("no pipe");
	if (!make) {
		bare.canned = MHD_create_response_from_buffer(canned_length, (void *)(uintptr_t)canned, MHD_RESPMEM_PERSISTENT);
		add_headers(bare.canned, head);
	}
	server->pid = fork();
	if (server->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		serve(&bare, ready[1]);
	}
	if (server->pid < 0 || read(ready[0], &server->port, sizeof(server->port)) != sizeof(server->port))
		support_fail("the bare server did not start");
	close(ready[0]);
	close(ready[1]);
}

void bare_stop(struct server *server)
{
	kill(server->pid, SIGKILL);
	waitpid(server->pid, NULL, 0);
}
