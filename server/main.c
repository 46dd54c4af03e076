/* SPDX-License-Identifier: MIT
 * tradyn-server: reads the command line and runs one command. */
#include "server/commands.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *name;
	int (*run)(const struct options *options, char **words);
} commands[] = {
	{ "serve", command_serve }, { "keys", command_keys }, { "config", command_config }, { "openapi", command_openapi }, { "version", command_version },
};
#define COMMANDS (sizeof commands / sizeof commands[0])

static size_t find(const char *name)
{
	size_t i = 0;

	while (i < COMMANDS && strcmp(commands[i].name, name))
		i++;
	return i;
}

int main(int argc, char **argv)
{
	struct options options;
	bool named = argc > 1 && argv[1][0] != '-';
	size_t command = named ? find(argv[1]) : 0;
	int first;

	if (command == COMMANDS)
		return options_refuse("\"%s\" is no command; legal: serve, keys, config, openapi, version", argv[1]);
	if (argc == 2 && !strcmp(argv[1], "--version"))
		return command_version(NULL, argv + 2);
	argc -= named;
	argv += named;
	first = options_read(&options, commands[command].name, argc, argv);
	if (first < 0)
		return EXIT_USAGE;
	if (options.help) {
		options_help();
		return 0;
	}
	return commands[command].run(&options, argv + first);
}
