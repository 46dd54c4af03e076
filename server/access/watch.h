/* SPDX-License-Identifier: MIT
 * Notices that somebody else changed the key file. */
#ifndef TRADYN_SERVER_ACCESS_WATCH_H
#define TRADYN_SERVER_ACCESS_WATCH_H

#include <tradyn/error.h>

/* A descriptor that becomes readable when something in the directory changes; or TRADYN_E_IO. */
int watch_open(const char *path, tradyn_error *err);

/* Reads what is there; whether the key file was among it. */
bool watch_changed(int watch);

#endif
