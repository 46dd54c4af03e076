/* SPDX-License-Identifier: MIT
 * The command line. */
#ifndef TRADYN_SERVER_OPTIONS_H
#define TRADYN_SERVER_OPTIONS_H

#include "server/http/guard.h"

#define EXIT_FAILED 1
#define EXIT_USAGE 2

struct options {
	const char *config;    /* NULL: the defaults */
	const char *listen;
	int port;              /* -1: that of `listen` */
	const char *port_file;
	const char *data_dir;  /* NULL: the default one */
	const char *feed;
	double speed;          /* 0: as fast as possible */
	int64_t rate_limit;    /* requests a second; 0: off */
	int log_level;
	bool allow_remote;
	bool faults;           /* may be asked for with every feed */
	const char *hosts[HOSTS_MAX];
	size_t host_count;
	const char *name;      /* keys create */
	int scope;
	int64_t account;       /* 0: the server's first */
	bool help;
};

/* Reads the options of the command `command`, which is argv[0]. Returns the index of the first word that is no option, or a negative
 * number after telling the user what is wrong and what would be legal. */
int options_read(struct options *options, const char *command, int argc, char **argv);

void options_help(void);

/* Tells the user on stderr what is wrong; @return EXIT_USAGE */
int options_refuse(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
