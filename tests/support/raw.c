/* SPDX-License-Identifier: MIT
 * Raw exchanges over TCP. A server that closes early is part of the game: sending never raises SIGPIPE. */
#include "tests/support/raw.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int raw_connect(const struct server *server)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)server->port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address)))
		support_fail("connect: %s", strerror(errno));
	return fd;
}

void raw_send(int socket, const char *bytes, size_t length)
{
	while (length) {
		ssize_t sent = send(socket, bytes, length, MSG_NOSIGNAL);

		if (sent <= 0)
			return;
		bytes += sent;
		length -= (size_t)sent;
	}
}

static void count_responses(struct raw_reply *reply)
{
	static const char line[] = "HTTP/1.1 ";

	reply->responses = 0;
	reply->first_status = 0;
	for (const char *at = reply->text; (at = strstr(at, line)); at += sizeof(line) - 1)
		if (!reply->responses++)
			reply->first_status = atoi(at + sizeof(line) - 1);
}

void raw_receive(int socket, int quiet_ms, struct raw_reply *reply)
{
	struct pollfd wait = { .fd = socket, .events = POLLIN };

	reply->length = 0;
	reply->closed = false;
	while (!reply->closed && reply->length < RAW_MAX - 1 && poll(&wait, 1, quiet_ms) > 0) {
		ssize_t got = recv(socket, reply->text + reply->length, RAW_MAX - 1 - reply->length, 0);

		if (got <= 0)
			reply->closed = true;
		else
			reply->length += (size_t)got;
	}
	reply->text[reply->length] = '\0';
	count_responses(reply);
}

void raw_exchange(const struct server *server, const char *bytes, size_t length, int quiet_ms, struct raw_reply *reply)
{
	int fd = raw_connect(server);

	raw_send(fd, bytes, length);
	raw_receive(fd, quiet_ms, reply);
	close(fd);
}
