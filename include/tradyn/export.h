/* SPDX-License-Identifier: MIT
 * Marks what the shared library exports, and opens the C linkage for C++. */
#ifndef TRADYN_EXPORT_H
#define TRADYN_EXPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define TRADYN_API __attribute__((visibility("default")))
#else
#define TRADYN_API
#endif

#ifdef __cplusplus
#define TRADYN_BEGIN extern "C" {
#define TRADYN_END }
#else
#define TRADYN_BEGIN
#define TRADYN_END
#endif

/** An integer or time that was not given. Requests start with every optional member unset. */
#define TRADYN_UNSET INT64_MIN

#endif
