/* SPDX-License-Identifier: MIT
 * One table of options: name, who takes it, how its text becomes a value, what is legal. */
#include "server/options.h"

#include "server/access/keyfile.h"
#include "server/http/listen.h"
#include "server/http/log.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <tradyn/decimal.h>

enum command_bit { SERVE = 1, CONFIG = 2, KEYS = 4, PLAIN = 8, ALL = 15 };

static const struct {
	const char *name;
	int bit;
} commands[] = { { "serve", SERVE }, { "config", CONFIG }, { "keys", KEYS }, { "openapi", PLAIN }, { "version", PLAIN } };

/* Reads an option's text; false when it is not legal. */
typedef bool reader(struct options *options, const char *text);

static bool read_whole(const char *text, int64_t max, int64_t *out)
{
	int64_t value = 0;

	if (!*text || strlen(text) > 15)
		return false;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return false;
		value = value * 10 + (*text - '0');
	}
	*out = value;
	return value <= max;
}

static bool read_config(struct options *o, const char *text) { o->config = text; return *text; }
static bool read_listen(struct options *o, const char *text) { o->listen = text; return *text; }
static bool read_port_file(struct options *o, const char *text) { o->port_file = text; return *text; }
static bool read_data_dir(struct options *o, const char *text) { o->data_dir = text; return *text; }
static bool read_feed(struct options *o, const char *text) { o->feed = text; return *text; }
static bool read_help(struct options *o, const char *text) { (void)text; return o->help = true; }
static bool read_remote(struct options *o, const char *text) { (void)text; return o->allow_remote = true; }
static bool read_faults(struct options *o, const char *text) { (void)text; return o->faults = true; }
static bool read_rate(struct options *o, const char *text) { return read_whole(text, 1000000, &o->rate_limit); }
static bool read_account(struct options *o, const char *text) { return read_whole(text, INT64_MAX, &o->account) && o->account; }
static bool read_scope(struct options *o, const char *text) { return (o->scope = key_scope_value(text)) >= 0; }
static bool read_level(struct options *o, const char *text) { return (o->log_level = log_level_value(text)) >= 0; }

static bool read_port(struct options *o, const char *text)
{
	int64_t port;
	bool good = read_whole(text, 65535, &port);

	o->port = good ? (int)port : -1;
	return good;
}

static bool read_speed(struct options *o, const char *text)
{
	tradyn_decimal speed;

	o->speed = 0;
	if (!strcmp(text, "max"))
		return true;
	if (tradyn_decimal_parse(text, strlen(text), &speed) || speed <= 0)
		return false;
	o->speed = (double)speed / (double)TRADYN_DECIMAL_ONE;
	return true;
}

static bool read_host(struct options *o, const char *text)
{
	if (o->host_count == HOSTS_MAX - 1 || !*text || strlen(text) >= HOST_TEXT_MAX)
		return false;
	o->hosts[o->host_count++] = text;
	return true;
}

static bool read_name(struct options *o, const char *text)
{
	o->name = text;
	return *text && strlen(text) < TRADYN_NAME_MAX;
}

static const struct row {
	const char *name;
	int commands;
	const char *argument; /* NULL: takes none */
	reader *read;
	const char *legal;
	const char *help;
} rows[] = {
	{ "config", SERVE | CONFIG, "FILE", read_config, "the name of a JSON file", "accounts and symbols; `tradyn-server config` prints them" },
	{ "listen", SERVE, "ADDR:PORT", read_listen, "ADDR:PORT, [IPV6]:PORT", "where to listen (" LISTEN_DEFAULT ")" },
	{ "port", SERVE, "N", read_port, "0 to 65535; 0 takes a free port", "port to listen on" },
	{ "port-file", SERVE, "FILE", read_port_file, "the name of a file", "gets the port when the server is ready" },
	{ "allow-remote", SERVE, NULL, read_remote, "", "listen on an address that is not loopback" },
	{ "allow-host", SERVE, "NAME", read_host, "a host name without port, up to 15 times", "a name that clients may use in Host and Origin" },
	{ "data-dir", SERVE | KEYS, "DIR", read_data_dir, "the name of a directory", "keys and state ($XDG_DATA_HOME/tradyn)" },
	{ "feed", SERVE, "SPEC", read_feed, "sim[:SEED], replay:[SYMBOL=]FILE[,...], manual", "where quotes come from (sim)" },
	{ "speed", SERVE, "N|max", read_speed, "a number above 0, or max", "engine seconds per second (1)" },
	{ "faults", SERVE, NULL, read_faults, "", "allow POST /v1/api/sim/faults, which spoils requests on demand (always with --feed manual)" },
	{ "rate-limit", SERVE, "N", read_rate, "0 to 1000000; 0 is off", "requests a second with one key (100)" },
	{ "log-level", SERVE, "L", read_level, "error, warn, info, debug", "what is logged on stderr (info)" },
	{ "name", KEYS, "NAME", read_name, "1 to 63 bytes of text", "keys create: what the key is called" },
	{ "scope", KEYS, "SCOPE", read_scope, "read, trade, full", "keys create: what the key may do (full)" },
	{ "account", KEYS, "LOGIN", read_account, "the number of an account", "keys create: whose key it is (the server's first account)" },
	{ "help", ALL, NULL, read_help, "", "this text" },
};
#define ROWS (sizeof rows / sizeof rows[0])

int options_refuse(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fputs("tradyn-server: ", stderr);
	vfprintf(stderr, format, arguments);
	fputs("\n", stderr);
	va_end(arguments);
	return EXIT_USAGE;
}

static int command_bit(const char *command)
{
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
		if (!strcmp(commands[i].name, command))
			return commands[i].bit;
	return 0;
}

static void refuse_option(const char *given, int bit)
{
	fprintf(stderr, "tradyn-server: %s is no option here; legal:", given);
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].commands & bit)
			fprintf(stderr, " --%s", rows[i].name);
	fputs("\n", stderr);
}

/* getopt's table of the options that the command takes. */
static void long_options(int bit, struct option out[ROWS + 1])
{
	size_t count = 0;

	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].commands & bit)
			out[count++] = (struct option){ rows[i].name, rows[i].argument ? required_argument : no_argument, NULL, (int)i + 256 };
	out[count] = (struct option){ NULL, 0, NULL, 0 };
}

static const struct options defaults = {
	.listen = LISTEN_DEFAULT, .port = -1, .feed = "sim", .speed = 1, .rate_limit = 100, .log_level = LOG_LEVEL_INFO,
	.name = "", .scope = TRADYN_SCOPE_FULL,
};

int options_read(struct options *options, const char *command, int argc, char **argv)
{
	struct option table[ROWS + 1];
	int bit = command_bit(command), found;

	*options = defaults;
	long_options(bit, table);
	opterr = 0;
	while ((found = getopt_long(argc, argv, ":", table, NULL)) != -1) {
		const struct row *row = found >= 256 ? &rows[found - 256] : NULL;

		if (found == ':')
			row = &rows[optopt - 256];
		if (!row) {
			refuse_option(argv[optind - 1], bit);
			return -1;
		}
		if (found == ':') {
			options_refuse("--%s needs a value; legal: %s", row->name, row->legal);
			return -1;
		}
		if (!row->read(options, optarg ? optarg : "")) {
			options_refuse("--%s: \"%s\" is not legal; legal: %s", row->name, optarg, row->legal);
			return -1;
		}
	}
	return optind;
}

void options_help(void)
{
	puts("tradyn-server: paper trading behind the Tradyn Terminal API\n\n"
	     "  tradyn-server [serve] [OPTIONS]                 serve the API\n"
	     "  tradyn-server keys create [OPTIONS] | list | rotate ID | revoke ID\n"
	     "  tradyn-server config [--config FILE]            print the effective configuration\n"
	     "  tradyn-server openapi                           print the API's description\n"
	     "  tradyn-server version\n\nOptions:");
	for (size_t i = 0; i < ROWS; i++) {
		char text[64];
		int length = snprintf(text, sizeof text, "--%s%s%s", rows[i].name, rows[i].argument ? " " : "", rows[i].argument ? rows[i].argument : "");

		printf("  %-24.*s %s\n", length, text, rows[i].help);
	}
}
