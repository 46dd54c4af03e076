/* SPDX-License-Identifier: MIT
 * The request target: path and query string, percent-decoded and checked. Pure. */
#ifndef TRADYN_SERVER_HTTP_TARGET_H
#define TRADYN_SERVER_HTTP_TARGET_H

#include "server/http/guard.h"

/* What `%2F` becomes in the path until it is split: it is part of a name there, never a separator. */
#define TARGET_SLASH '\001'

struct target {
	char raw[TARGET_MAX + 1]; /* as it came, NUL-terminated */
	size_t raw_length, raw_path_length; /* raw_length > TARGET_MAX: it was too long, and `raw` has only its beginning */
	struct text authority;    /* of the absolute form, else absent */
	const char *path;         /* decoded, NUL-terminated; in `raw` or `decoded` */
	size_t path_length;
	tradyn_parameter parameters[PARAMETERS_MAX];
	size_t parameter_count;
	char decoded[TARGET_MAX + 2];
};

/* Keeps a copy of the target, cut at TARGET_MAX. False when it is the one that was kept before: then everything stays as it was. */
bool target_set(struct target *target, const char *raw);

/* Takes the target apart. 0; TRADYN_E_URI_TOO_LONG; TRADYN_E_BAD_HTTP for control characters, bad percent codes, %00, text that is not
 * UTF-8, more than PARAMETERS_MAX parameters. */
int target_parse(struct target *target, tradyn_error *err);

#endif
