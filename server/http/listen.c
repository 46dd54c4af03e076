/* SPDX-License-Identifier: MIT
 * The listening socket is made here and handed to libmicrohttpd, whose own options would share a port silently. */
#include "server/http/listen.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define DEFAULT_PORT 8080
#define BACKLOG 512

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static int bad(const char *text, tradyn_error *err)
{
	return tradyn__fail(err, TRADYN_E_INVALID_VALUE, "listen", "%s: is not an address; legal: ADDR, ADDR:PORT, [IPV6]:PORT with a numeric address "
	                    "or localhost, and a port from 0 to 65535", text);
}

static bool read_port(const char *text, int *port)
{
	int value = 0;

	if (!*text || strlen(text) > 5)
		return false;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return false;
		value = value * 10 + (*text - '0');
	}
	*port = value;
	return value <= 65535;
}

/* Splits the text into host and port. */
static bool split(const char *text, char *host, size_t size, int *port)
{
	const char *colon = strrchr(text, ':'), *end = colon;
	bool bracketed = text[0] == '[';

	if (bracketed) {
		end = strchr(text, ']');
		if (!end || (end[1] && end[1] != ':'))
			return false;
		colon = end[1] ? end + 1 : NULL;
	} else if (!colon || strchr(text, ':') != colon) {
		colon = NULL; /* no port: a bare IPv4 or IPv6 address */
		end = text + strlen(text);
	}
	*port = DEFAULT_PORT;
	if (colon && !read_port(colon + 1, port))
		return false;
	text += bracketed;
	return end > text && tradyn__text_copy(host, size, text, (size_t)(end - text));
}

static bool read_address(const char *host, int port, union address *out)
{
	memset(out, 0, sizeof *out);
	if (!strcmp(host, "localhost"))
		host = "127.0.0.1";
	if (inet_pton(AF_INET, host, &out->v4.sin_addr) == 1) {
		out->v4.sin_family = AF_INET;
		out->v4.sin_port = htons((uint16_t)port);
		return true;
	}
	out->v6.sin6_family = AF_INET6;
	out->v6.sin6_port = htons((uint16_t)port);
	return inet_pton(AF_INET6, host, &out->v6.sin6_addr) == 1;
}

static bool is_loopback(const union address *address)
{
	if (address->any.sa_family == AF_INET)
		return ntohl(address->v4.sin_addr.s_addr) >> 24 == 127;
	return IN6_IS_ADDR_LOOPBACK(&address->v6.sin6_addr);
}

static int open_socket(const union address *address, const char *host, int port, tradyn_error *err)
{
	socklen_t size = address->any.sa_family == AF_INET ? sizeof address->v4 : sizeof address->v6;
	int fd = socket(address->any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	int on = 1, seconds = 5;

	if (fd < 0)
		return tradyn__fail(err, TRADYN_E_IO, "listen", "no socket: %s", strerror(errno));
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); /* inherited: a reply never waits for an acknowledgement */
	setsockopt(fd, IPPROTO_TCP, TCP_DEFER_ACCEPT, &seconds, sizeof seconds); /* a connection that says nothing costs nothing */
	if (!bind(fd, &address->any, size) && !listen(fd, BACKLOG))
		return fd;
	tradyn__fail(err, TRADYN_E_IO, "listen", "%s, port %d: can not listen there: %s", host, port, strerror(errno));
	close(fd);
	return TRADYN_E_IO;
}

static void describe(int fd, const char *host, struct listen_address *out)
{
	union address bound;
	socklen_t size = sizeof bound;

	memset(&bound, 0, sizeof bound);
	getsockname(fd, &bound.any, &size);
	out->port = ntohs(bound.any.sa_family == AF_INET ? bound.v4.sin_port : bound.v6.sin6_port);
	tradyn__text_copy(out->host, sizeof out->host, host, strlen(host));
	tradyn__text_format(out->url, sizeof out->url, strchr(host, ':') ? "[%s]:%d" : "%s:%d", host, out->port);
}

int listen_open(const char *text, int port, bool allow_remote, struct listen_address *address, tradyn_error *err)
{
	char host[sizeof address->host];
	union address where;
	int own_port, fd;

	if (!split(text, host, sizeof host, &own_port))
		return bad(text, err);
	port = port >= 0 ? port : own_port;
	if (!read_address(host, port, &where))
		return bad(text, err);
	if (!is_loopback(&where) && !allow_remote)
		return tradyn__fail(err, TRADYN_E_INVALID_VALUE, "listen", "%s: is not a loopback address. Whoever reaches it can try keys over plain HTTP; "
		                    "add --allow-remote if that is wanted, better put a TLS proxy in front", text);
	fd = open_socket(&where, host, port, err);
	if (fd >= 0)
		describe(fd, host, address);
	return fd;
}
