/* SPDX-License-Identifier: MIT
 * Child processes: the server under test, and commands that run to their end. A child dies with the test that started it. */
#include "tests/support/server.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ARGS_MAX 48
#define PATIENCE 60.0 /* seconds; generous, for sanitizers and valgrind */

void support_fail(const char *message, ...)
{
	va_list args;

	va_start(args, message);
	fputs("support: ", stderr);
	vfprintf(stderr, message, args);
	fputc('\n', stderr);
	va_end(args);
	exit(EXIT_FAILURE);
}

double now_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void nap(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
}

char *file_read(const char *path, size_t *length)
{
	FILE *file = fopen(path, "rb");
	size_t used = 0, size = 4096;
	char *text = NULL;

	if (!file)
		return NULL;
	for (;;) {
		char *bigger = realloc(text, size);

		if (!bigger)
			support_fail("out of memory");
		text = bigger;
		used += fread(text + used, 1, size - used - 1, file);
		if (used < size - 1)
			break;
		size *= 2;
	}
	fclose(file);
	text[used] = '\0';
	if (length)
		*length = used;
	return text;
}

void file_write(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	if (!file || fputs(text, file) == EOF || fclose(file))
		support_fail("%s: %s", path, strerror(errno));
}

const char *server_program(void)
{
	const char *program = getenv("TRADYN_SERVER");

	if (!program)
		support_fail("TRADYN_SERVER does not name the program");
	return program;
}

const char *server_file(const struct server *server, const char *name)
{
	static char paths[8][SERVER_PATH_MAX + 32];
	static unsigned turn;
	char *path = paths[turn++ % 8];

	snprintf(path, sizeof(paths[0]), "%s/%s", server->work, name);
	return path;
}

void server_prepare(struct server *server)
{
	const char *tmp = getenv("TMPDIR");

	memset(server, 0, sizeof(*server));
	snprintf(server->work, sizeof(server->work), "%s/tradyn-test-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(server->work))
		support_fail("%s: %s", server->work, strerror(errno));
}

void server_config(struct server *server, const char *json)
{
	file_write(server_file(server, "config.json"), json);
}

static void redirect(const char *path, int fd)
{
	int file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);

	if (file < 0 || dup2(file, fd) < 0)
		_exit(126);
	close(file);
}

static pid_t spawn(const char *const argv[], const char *out, const char *err)
{
	pid_t parent = getpid(), pid = fork();

	if (pid < 0)
		support_fail("fork: %s", strerror(errno));
	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(127);
	redirect(out, STDOUT_FILENO);
	redirect(err, STDERR_FILENO);
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

static int exit_status(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static size_t append(const char *argv[], size_t count, const char *const more[])
{
	for (size_t i = 0; more && more[i]; i++) {
		if (count + 1 >= ARGS_MAX)
			support_fail("too many arguments");
		argv[count++] = more[i];
	}
	argv[count] = NULL;
	return count;
}

static void show_log(const struct server *server)
{
	char *text = file_read(server_file(server, "err"), NULL);

	fprintf(stderr, "---- the server's log ----\n%s----\n", text ? text : "");
	free(text);
}

static void await_port(struct server *server)
{
	double deadline = now_seconds() + PATIENCE;

	for (;;) {
		char *text = file_read(server_file(server, "port"), NULL);
		int status;

		server->port = text ? atoi(text) : 0;
		free(text);
		if (server->port > 0)
			return;
		if (waitpid(server->pid, &status, WNOHANG) == server->pid) {
			show_log(server);
			support_fail("the server ended with status %d before it was ready", exit_status(status));
		}
		if (now_seconds() > deadline) {
			kill(server->pid, SIGKILL);
			show_log(server);
			support_fail("the server is not ready after %.0f s", PATIENCE);
		}
		nap();
	}
}

static void read_key(struct server *server)
{
	char *text = file_read(server_file(server, "data/api-key"), NULL);

	if (text)
		snprintf(server->key, sizeof(server->key), "%.*s", (int)strcspn(text, " \r\n"), text);
	free(text);
}

void server_start_under(struct server *server, const char *const prefix[], const char *const args[])
{
	const char *argv[ARGS_MAX];
	char data[SERVER_PATH_MAX + 32], port[SERVER_PATH_MAX + 32];
	size_t count;

	if (!server->work[0])
		server_prepare(server);
	snprintf(data, sizeof(data), "%s/data", server->work);
	snprintf(port, sizeof(port), "%s/port", server->work);
	unlink(port);
	count = append(argv, 0, prefix);
	count = append(argv, count, (const char *const[]){ server_program(), "serve", "--port", "0", "--port-file", port, "--data-dir", data, NULL });
	append(argv, count, args);
	server->pid = spawn(argv, server_file(server, "out"), server_file(server, "err"));
	await_port(server);
	read_key(server);
}

void server_start(struct server *server, const char *const args[])
{
	server_start_under(server, NULL, args);
}

static int await_end(pid_t pid, const char *what)
{
	double deadline = now_seconds() + PATIENCE;
	int status;

	while (waitpid(pid, &status, WNOHANG) != pid) {
		if (now_seconds() > deadline) {
			kill(pid, SIGKILL);
			waitpid(pid, &status, 0);
			support_fail("%s did not end within %.0f s", what, PATIENCE);
		}
		nap();
	}
	return exit_status(status);
}

int server_stop(struct server *server)
{
	int status;

	if (kill(server->pid, SIGTERM))
		support_fail("the server is gone");
	status = await_end(server->pid, "the server");
	server->pid = 0;
	if (status)
		show_log(server);
	return status;
}

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *where)
{
	(void)info;
	(void)type;
	(void)where;
	return remove(path);
}

void server_remove(struct server *server)
{
	if (server->work[0])
		nftw(server->work, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	memset(server, 0, sizeof(*server));
}

void server_end(struct server *server)
{
	int status = server_stop(server);

	if (status)
		support_fail("the server ended with status %d", status);
	server_remove(server);
}

static double thread_cpu(pid_t pid, const char *thread)
{
	char path[64];
	char *text;
	double used;

	snprintf(path, sizeof(path), "/proc/%ld/task/%.16s/schedstat", (long)pid, thread);
	text = file_read(path, NULL);
	used = text ? (double)strtoull(text, NULL, 10) / 1e9 : 0;
	free(text);
	return used;
}

/* The scheduler's account of a thread counts nanoseconds; the one in /proc/PID/stat only hundredths of a second. */
double server_cpu(const struct server *server)
{
	char path[64];
	DIR *tasks;
	double total = 0;

	snprintf(path, sizeof(path), "/proc/%ld/task", (long)server->pid);
	tasks = opendir(path);
	if (!tasks)
		support_fail("%s: %s", path, strerror(errno));
	for (struct dirent *task; (task = readdir(tasks));)
		if (task->d_name[0] != '.')
			total += thread_cpu(server->pid, task->d_name);
	closedir(tasks);
	return total;
}

static void take_output(const char *path, char *out, size_t size)
{
	char *text = file_read(path, NULL);

	snprintf(out, size, "%s", text ? text : "");
	free(text);
	unlink(path);
}

void command_run(struct command *result, const char *const argv[])
{
	char out[] = "/tmp/tradyn-out-XXXXXX", err[] = "/tmp/tradyn-err-XXXXXX";
	int out_fd = mkstemp(out), err_fd = mkstemp(err);

	if (out_fd < 0 || err_fd < 0)
		support_fail("no temporary file: %s", strerror(errno));
	close(out_fd);
	close(err_fd);
	result->status = await_end(spawn(argv, out, err), argv[0]);
	take_output(out, result->out, sizeof(result->out));
	take_output(err, result->err, sizeof(result->err));
}

void server_command(struct command *result, const char *const args[])
{
	const char *argv[ARGS_MAX];
	size_t count = append(argv, 0, (const char *const[]){ server_program(), NULL });

	append(argv, count, args);
	command_run(result, argv);
}
