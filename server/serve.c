/* SPDX-License-Identifier: MIT
 * The serve command: puts the server together, tells how to reach it, runs the loop, takes it apart. */
#include "server/access/watch.h"
#include "server/commands.h"
#include "server/files.h"
#include "server/http/listen.h"
#include "server/http/log.h"
#include "server/loop.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <tradyn/version.h>
#include <unistd.h>

/* Unknown keys an address may show: so many at once, one more every 50 ms. */
static const struct rate_limit failure_limit = { INT64_C(50000000), 100 };

/* Everything that is open, so that one function can close it. */
struct service {
	struct server server;
	tradyn_config config;
	char data_dir[PATH_TEXT_MAX];
	int dir, watch, listen_fd;
	struct listen_address address;
	struct http *http;
	struct loop loop;
	bool fresh; /* there has never been a key */
};

static int open_data(struct service *service, const struct options *options, tradyn_error *err)
{
	int status = 0;

	if (options->data_dir)
		snprintf(service->data_dir, sizeof service->data_dir, "%s", options->data_dir);
	else
		status = data_dir_default(service->data_dir, err);
	if (status)
		return status;
	service->dir = data_dir_open(service->data_dir, err);
	if (service->dir < 0)
		return service->dir;
	service->watch = watch_open(service->data_dir, err); /* before the keys are read: no change falls between */
	if (service->watch < 0)
		return service->watch;
	return keyring_init(&service->server.ring, service->dir, &service->fresh, err);
}

static int open_desk(struct service *service, const struct options *options, tradyn_error *err)
{
	struct desk_options desk = { .config = &service->config, .feed = options->feed, .speed = options->speed, .data_dir = service->data_dir };
	int status = desk_new(&service->server.desk, &desk, err);

	if (status)
		return status;
	if (strcmp(desk_feed_name(service->server.desk), "manual"))
		service->server.absent = TRADYN_ENDPOINT_MANUAL | (options->faults ? 0 : TRADYN_ENDPOINT_FAULTS);
	service->server.gate.first_login = tradyn_engine_login_at(desk_engine(service->server.desk), 0);
	return 0;
}

static int open_http(struct service *service, const struct options *options, tradyn_error *err)
{
	struct server *server = &service->server;
	int status;

	service->listen_fd = listen_open(options->listen, options->port, options->allow_remote, &service->address, err);
	if (service->listen_fd < 0)
		return service->listen_fd;
	hosts_add(&server->hosts, service->address.host);
	for (size_t i = 0; i < options->host_count; i++)
		hosts_add(&server->hosts, options->hosts[i]);
	server->gate.ring = &server->ring;
	server->gate.limit = rate_per_second(options->rate_limit);
	server->gate.failure_limit = options->rate_limit ? failure_limit : (struct rate_limit){ 0, 0 };
	status = http_new(&service->http, server, service->listen_fd, err);
	if (!status)
		service->listen_fd = -1; /* libmicrohttpd's now */
	return status;
}

/* Every connection is a descriptor. */
static void raise_limits(void)
{
	struct rlimit limit;

	if (!getrlimit(RLIMIT_NOFILE, &limit) && limit.rlim_cur < limit.rlim_max) {
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
}

/* The very first start: a key that may do everything, shown once and kept in DATA/api-key. */
static int make_first_key(struct service *service, tradyn_error *err)
{
	char line[TRADYN_KEY_TEXT_MAX + 1];
	tradyn_key key;
	int status;

	if (!service->fresh)
		return 0;
	status = keyring_create(&service->server.ring, "first", TRADYN_SCOPE_FULL, 0, &key, err);
	if (status)
		return status;
	snprintf(line, sizeof line, "%s\n", key.key);
	status = file_replace(service->dir, "api-key", 0600, line, strlen(line), err);
	printf("Your API key, shown this once and kept in %s/api-key:\n\n  %s\n\nTry it:\n\n  curl -H 'Authorization: Bearer %s' http://%s/v1/api/account\n\n",
	       service->data_dir, key.key, key.key, service->address.url);
	sodium_memzero(line, sizeof line);
	sodium_memzero(&key, sizeof key);
	return status;
}

static int announce(const struct service *service, const struct options *options, tradyn_error *err)
{
	char port[16];
	int status = 0;

	printf("tradyn-server %s: paper trading at http://%s/v1, feed %s\n", tradyn_version(), service->address.url, desk_feed_name(service->server.desk));
	fflush(stdout);
	snprintf(port, sizeof port, "%d\n", service->address.port);
	if (options->port_file)
		status = file_replace(AT_FDCWD, options->port_file, 0644, port, strlen(port), err);
	log_event(LOG_LEVEL_INFO, "server", "version %s on %s, feed %s, data in %s", tradyn_version(), service->address.url,
	          desk_feed_name(service->server.desk), service->data_dir);
	log_flush();
	return status;
}

static int start(struct service *service, const struct options *options, tradyn_error *err)
{
	int status;

	raise_limits();
	service->server.started_nsec = server_now();
	status = open_data(service, options, err);
	if (!status)
		status = open_desk(service, options, err);
	if (!status)
		status = open_http(service, options, err);
	if (!status)
		status = loop_init(&service->loop, &service->server, service->http, service->watch, err);
	if (!status)
		status = make_first_key(service, err);
	if (!status)
		status = announce(service, options, err);
	return status;
}

static void stop(struct service *service)
{
	http_free(service->http);
	if (service->loop.server)
		loop_clear(&service->loop);
	desk_free(service->server.desk);
	keyring_clear(&service->server.ring);
	free(service->server.openapi);
	const int descriptors[] = { service->dir, service->watch, service->listen_fd };
	for (size_t i = 0; i < sizeof descriptors / sizeof descriptors[0]; i++)
		if (descriptors[i] >= 0)
			close(descriptors[i]);
	tradyn_config_clear(&service->config);
	log_flush();
}

int command_serve(const struct options *options, char **words)
{
	struct service *service;
	tradyn_error err;
	int status;

	if (*words)
		return options_refuse("%s: there is nothing to say here", *words);
	service = calloc(1, sizeof *service);
	if (!service)
		return EXIT_FAILED;
	service->dir = service->watch = service->listen_fd = -1;
	log_set_level(options->log_level);
	tradyn_error_init(&err);
	status = config_load(options, &service->config);
	if (!status && start(service, options, &err))
		status = command_fail(&err);
	if (!status)
		loop_run(&service->loop);
	stop(service);
	free(service);
	return status;
}
