/* SPDX-License-Identifier: MIT
 * The version of the headers a program was built with, and of the library it runs with. */
#ifndef TRADYN_VERSION_H
#define TRADYN_VERSION_H

#include <tradyn/export.h>

TRADYN_BEGIN

#define TRADYN_VERSION_MAJOR 0
#define TRADYN_VERSION_MINOR 1
#define TRADYN_VERSION_PATCH 0
#define TRADYN_VERSION "0.1.0"

/** @return the version of the running library, such as "0.1.0"; static storage. Thread-safe. */
TRADYN_API const char *tradyn_version(void);

TRADYN_END

#endif
