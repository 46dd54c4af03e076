/* SPDX-License-Identifier: MIT
 * The commands that print and end: config, openapi, version. */
#include "server/commands.h"

#include "server/files.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tradyn/endpoint.h>
#include <tradyn/version.h>

#define OUTPUT_MAX (64u << 20)

int command_fail(const tradyn_error *err)
{
	const char *message = *err->message ? err->message : tradyn_error_info_get(err->code)->text;

	fprintf(stderr, "tradyn-server: %s%s%s\n", message, *err->legal ? "; legal: " : "", err->legal);
	return EXIT_FAILED;
}

/* "file: path.in.it: what; legal ..." */
static int config_fail(const char *file, const tradyn_error *err)
{
	fprintf(stderr, "%s: ", file);
	if (*err->field)
		fprintf(stderr, "%s: ", err->field);
	else if (err->line > 0)
		fprintf(stderr, "line %lld, column %lld: ", (long long)err->line, (long long)err->column);
	fprintf(stderr, "%s%s%s\n", *err->message ? err->message : tradyn_error_info_get(err->code)->text, *err->legal ? "; legal: " : "", err->legal);
	return EXIT_FAILED;
}

int config_load(const struct options *options, tradyn_config *config)
{
	char *text = NULL;
	size_t length = 0;
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	memset(config, 0, sizeof *config);
	if (tradyn_config_init(config))
		return EXIT_FAILED;
	if (!options->config)
		return 0;
	if (file_read(AT_FDCWD, options->config, TRADYN_CONFIG_SIZE_MAX, &text, &length, &err))
		return command_fail(&err);
	status = tradyn_config_read(config, text, length, &err);
	free(text);
	return status ? config_fail(options->config, &err) : 0;
}

/* Something that writes text into a buffer like tradyn_codec_encode(). */
typedef int producer(const void *object, char *out, size_t capacity, size_t *length);

static int produce_config(const void *object, char *out, size_t capacity, size_t *length)
{
	return tradyn_config_write(object, out, capacity, length);
}

static int produce_openapi(const void *object, char *out, size_t capacity, size_t *length)
{
	(void)object;
	return tradyn_endpoint_openapi(out, capacity, length);
}

/* Prints what `produce` writes, in a buffer that grows until it is large enough. */
static int print(producer *produce, const void *object)
{
	int status = TRADYN_E_BUFFER_FULL;

	for (size_t capacity = 1u << 16; status == TRADYN_E_BUFFER_FULL && capacity <= OUTPUT_MAX; capacity *= 2) {
		char *text = malloc(capacity);
		size_t length = 0;

		status = text ? produce(object, text, capacity, &length) : TRADYN_E_NO_MEMORY;
		if (!status && (fwrite(text, 1, length, stdout) != length || putchar('\n') == EOF || fflush(stdout)))
			status = TRADYN_E_IO;
		free(text);
	}
	if (status)
		fprintf(stderr, "tradyn-server: %s\n", tradyn_error_info_get(status)->text);
	return status ? EXIT_FAILED : 0;
}

static int no_words(char **words)
{
	return *words ? options_refuse("%s: there is nothing to say here", *words) : 0;
}

int command_config(const struct options *options, char **words)
{
	tradyn_config config;
	int status = no_words(words);

	if (status)
		return status;
	status = config_load(options, &config);
	if (!status)
		status = print(produce_config, &config);
	tradyn_config_clear(&config);
	return status;
}

int command_openapi(const struct options *options, char **words)
{
	int status = no_words(words);

	(void)options;
	return status ? status : print(produce_openapi, NULL);
}

int command_version(const struct options *options, char **words)
{
	int status = no_words(words);

	(void)options;
	if (!status)
		printf("tradyn-server %s\n", tradyn_version());
	return status;
}
