/* SPDX-License-Identifier: MIT
 * A turn: feed what is due, wait, take what changed from outside, serve, write the log. Keys are read again before requests are
 * served, so that a revoked key ends at once. */
#include "server/loop.h"

#include "lib/base/fail.h"
#include "server/access/watch.h"
#include "server/http/log.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#define SECOND INT64_C(1000000000)
#define MILLISECOND INT64_C(1000000)
/* How long requests in progress may take once a signal asks to stop. */
#define STOP_NSEC (3 * SECOND / 2)

int64_t server_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * SECOND + now.tv_nsec;
}

static int io_error(const char *what, tradyn_error *err)
{
	return tradyn__fail(err, TRADYN_E_IO, NULL, "%s: %s", what, strerror(errno));
}

static bool add(const struct loop *loop, int fd)
{
	struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };

	return !epoll_ctl(loop->epoll, EPOLL_CTL_ADD, fd, &event);
}

int loop_init(struct loop *loop, struct server *server, struct http *http, int watch, tradyn_error *err)
{
	sigset_t set;

	*loop = (struct loop){ .server = server, .http = http, .epoll = -1, .signals = -1, .watch = watch };
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	loop->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	loop->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (loop->signals < 0 || loop->epoll < 0)
		return io_error("signals or epoll", err);
	if (!add(loop, loop->signals) || !add(loop, watch) || !add(loop, http_descriptor(http)))
		return io_error("epoll", err);
	return 0;
}

void loop_clear(struct loop *loop)
{
	if (loop->signals >= 0)
		close(loop->signals);
	if (loop->epoll >= 0)
		close(loop->epoll);
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

/* Milliseconds until the loop must turn again; -1: when something happens. */
static int wait_time(struct loop *loop, int pump, int64_t now)
{
	int64_t wait = earlier(pump, http_timeout(loop->http));

	if (loop->server->metrics.connections)
		wait = earlier(wait, loop->sweep_at > now ? (loop->sweep_at - now + MILLISECOND - 1) / MILLISECOND : 0);
	if (loop->stop_at)
		wait = earlier(wait, 10);
	return (int)wait;
}

static void read_keys(struct loop *loop)
{
	tradyn_error err;

	if (!watch_changed(loop->watch))
		return;
	tradyn_error_init(&err);
	if (keyring_reload(&loop->server->ring, &err))
		log_event(LOG_LEVEL_ERROR, "keys", "%s; the keys stay as they were", err.message);
	else
		log_event(LOG_LEVEL_INFO, "keys", "%zu keys", loop->server->ring.list.count);
}

static void read_signal(struct loop *loop)
{
	struct signalfd_siginfo info;

	if (read(loop->signals, &info, sizeof info) != sizeof info || loop->stop_at)
		return;
	log_event(LOG_LEVEL_INFO, "server", "stopping on signal %u", info.ssi_signo);
	loop->stop_at = server_now() + STOP_NSEC;
	http_quiesce(loop->http);
}

/* What happened; whether HTTP is among it. */
static bool take_events(struct loop *loop, int wait, bool *waited)
{
	struct epoll_event events[4];
	int count = epoll_wait(loop->epoll, events, 4, wait);
	bool http = false;

	*waited = count <= 0; /* perhaps for a time-out of HTTP */
	for (int i = 0; i < count; i++) {
		if (events[i].data.fd == loop->watch)
			read_keys(loop);
		else if (events[i].data.fd == loop->signals)
			read_signal(loop);
		else
			http = true;
	}
	return http;
}

static void turn(struct loop *loop)
{
	int64_t now = server_now();
	int wake = http_wake(loop->http, now), pump = desk_pump(loop->server->desk, now);
	bool waited;
	bool ready = take_events(loop, wait_time(loop, (int)earlier(pump, wake), now), &waited);

	if (ready && pump != 0)
		(void)desk_pump(loop->server->desk, server_now()); /* a request sees the market of its own moment */
	if (ready || waited || wake == 0 || loop->stop_at)
		http_run(loop->http);
	if (now >= loop->sweep_at) {
		http_sweep(loop->http, now);
		loop->sweep_at = now + SECOND;
	}
	log_flush();
}

void loop_run(struct loop *loop)
{
	while (!loop->stop_at || (http_busy(loop->http) && server_now() < loop->stop_at))
		turn(loop);
}
