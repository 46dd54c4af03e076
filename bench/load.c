/* SPDX-License-Identifier: MIT
 * The load generator. It does as little as possible per response: header block, Content-Length, count the rest. */
#include "bench/load.h"

#include "bench/report.h"
#include "tests/support/raw.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTIONS_MAX 256
#define LATENCIES_MAX 400000

struct connection {
	int fd;
	char head[4096];
	size_t head_length;
	size_t rest; /* of the body */
	bool in_body;
};

static char scratch[1 << 18];

void load_request(char *out, size_t size, int port, const char *path, const char *key)
{
	snprintf(out, size, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\nAccept: */*\r\n\r\n", path, port, key);
}

static void begin_body(struct connection *c, struct load_result *result)
{
	const char *end = strstr(c->head, "\r\n\r\n"), *length = strcasestr(c->head, "\r\ncontent-length:");
	size_t head;

	if (!end)
		return;
	if (strncmp(c->head, "HTTP/1.1 200", 12) != 0 || !length)
		support_fail("unexpected response: %.200s", c->head);
	head = (size_t)(end + 4 - c->head);
	result->body = strtoul(length + 17, NULL, 10);
	c->rest = result->body - (c->head_length - head);
	c->in_body = true;
	memcpy(result->head, c->head, head);
	result->head[head] = '\0';
}

/* Takes what is there. Returns whether a response is complete. */
static bool receive(struct connection *c, struct load_result *result)
{
	ssize_t got;

	if (c->in_body) {
		got = recv(c->fd, scratch, sizeof(scratch), 0);
		if (got > 0)
			c->rest -= (size_t)got;
	} else {
		got = recv(c->fd, c->head + c->head_length, sizeof(c->head) - 1 - c->head_length, 0);
		if (got > 0) {
			c->head_length += (size_t)got;
			c->head[c->head_length] = '\0';
			begin_body(c, result);
		}
	}
	if (got <= 0)
		support_fail("the connection was lost: %s", got ? strerror(errno) : "closed");
	if (!c->in_body || c->rest)
		return false;
	c->head_length = 0;
	c->in_body = false;
	return true;
}

static void open_all(struct connection *connections, int count, int port, int poller)
{
	struct server server = { .port = port };

	for (int i = 0; i < count; i++) {
		struct connection *c = &connections[i];
		struct epoll_event event = { .events = EPOLLIN, .data.ptr = c };

		memset(c, 0, sizeof(*c));
		c->fd = raw_connect(&server);
		setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
		epoll_ctl(poller, EPOLL_CTL_ADD, c->fd, &event);
	}
}

static void run_one(struct connection *c, const char *request, size_t length, double end, struct load_result *result)
{
	static double latencies[LATENCIES_MAX];
	int count = 0;
	double before = now_seconds();

	while (before < end && count < LATENCIES_MAX) {
		double after;

		raw_send(c->fd, request, length);
		while (!receive(c, result))
			;
		after = now_seconds();
		latencies[count++] = after - before;
		before = after;
	}
	result->requests = count;
	result->latency = median(latencies, count);
}

static void run_many(struct connection *connections, int count, int poller, const char *request, size_t length, double end, struct load_result *result)
{
	struct epoll_event events[CONNECTIONS_MAX];
	int outstanding = count;
	double done = 0;

	for (int i = 0; i < count; i++)
		raw_send(connections[i].fd, request, length);
	while (outstanding) {
		int ready = epoll_wait(poller, events, CONNECTIONS_MAX, 10000);
		bool more = now_seconds() < end;

		if (ready <= 0)
			support_fail("no answer for 10 s");
		for (int i = 0; i < ready; i++) {
			struct connection *c = events[i].data.ptr;

			if (!receive(c, result))
				continue;
			done++;
			if (more)
				raw_send(c->fd, request, length);
			else
				outstanding--;
		}
	}
	result->requests = done;
}

void load_run(int port, const char *request, int connections, double seconds, struct load_result *result)
{
	static struct connection all[CONNECTIONS_MAX];
	int poller = epoll_create1(EPOLL_CLOEXEC);
	double start;

	memset(result, 0, sizeof(*result));
	open_all(all, connections, port, poller);
	start = now_seconds();
	if (connections == 1)
		run_one(all, request, strlen(request), start + seconds, result);
	else
		run_many(all, connections, poller, request, strlen(request), start + seconds, result);
	result->seconds = now_seconds() - start;
	for (int i = 0; i < connections; i++)
		close(all[i].fd);
	close(poller);
}
