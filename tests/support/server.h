/* SPDX-License-Identifier: MIT
 * The real tradyn-server as a child process: started on a free port with its own data directory, ended by its process id.
 * Whatever goes wrong ends the calling process with a message: in a test that is a failure. */
#ifndef TRADYN_TESTS_SUPPORT_SERVER_H
#define TRADYN_TESTS_SUPPORT_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define SERVER_PATH_MAX 256

struct server {
	pid_t pid;
	int port;
	char work[SERVER_PATH_MAX]; /* temporary directory: data/ config.json port out err */
	char key[64];               /* what the server wrote to data/api-key */
};

/* Ends the process with a message. */
_Noreturn void support_fail(const char *message, ...) __attribute__((format(printf, 1, 2)));

/* The server's program: environment TRADYN_SERVER. */
const char *server_program(void);

/* Makes the working directory. server_start() does so itself when it was not called. */
void server_prepare(struct server *server);
/* Writes work/config.json; pass its path with server_file(). */
void server_config(struct server *server, const char *json);
/* work/`name`. Eight results live at once. */
const char *server_file(const struct server *server, const char *name);

/* Starts the program with `--port 0` and `args` (ended by NULL; NULL: none) and waits until it is ready to answer. */
void server_start(struct server *server, const char *const args[]);
/* The same with `prefix` (ended by NULL) before the program: valgrind and its options. */
void server_start_under(struct server *server, const char *const prefix[], const char *const args[]);
/* Sends SIGTERM and waits. Returns the exit status, 128 + signal for a death. Data stay for a second start. */
int server_stop(struct server *server);
/* server_stop(), which must give 0, and removes the working directory. */
void server_end(struct server *server);
/* Removes the working directory. */
void server_remove(struct server *server);

/* Seconds of CPU, user and system, that all threads of the server have used. */
double server_cpu(const struct server *server);

/* What a command printed and how it ended. */
struct command {
	int status; /* exit status, 128 + signal for a death */
	char out[65536], err[16384]; /* cut, NUL-terminated */
};

/* Runs the program with `args` (ended by NULL) to its end, at most 30 s. */
void server_command(struct command *result, const char *const args[]);
/* Runs any program, looked up on PATH. */
void command_run(struct command *result, const char *const argv[]);

/* The whole file, NUL-terminated; NULL when it cannot be read. The caller frees it. */
char *file_read(const char *path, size_t *length);
void file_write(const char *path, const char *text);

/* Seconds, monotonic. */
double now_seconds(void);

#endif
