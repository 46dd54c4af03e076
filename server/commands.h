/* SPDX-License-Identifier: MIT
 * What the program can do: one function a command. Each returns the exit status. */
#ifndef TRADYN_SERVER_COMMANDS_H
#define TRADYN_SERVER_COMMANDS_H

#include "server/options.h"

#include <tradyn/config.h>

/* `words` are what is left of the command line after the options, ended by NULL. */
int command_serve(const struct options *options, char **words);
int command_keys(const struct options *options, char **words);
int command_config(const struct options *options, char **words);
int command_openapi(const struct options *options, char **words);
int command_version(const struct options *options, char **words);

/* The effective configuration of --config; tells the user what is wrong with it. 0 or EXIT_FAILED. Clear `config` in any case. */
int config_load(const struct options *options, tradyn_config *config);

/* Tells the user about `err` on stderr: what, and the legal values. @return EXIT_FAILED */
int command_fail(const tradyn_error *err);

#endif
