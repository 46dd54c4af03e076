/* SPDX-License-Identifier: MIT
 * Bounded text: copies that never overrun, UTF-8 that is checked, hashes of names. */
#ifndef TRADYN_LIB_BASE_TEXT_H
#define TRADYN_LIB_BASE_TEXT_H

#include <tradyn/export.h>

#include <stdarg.h>

/* Copies `length` bytes and a NUL into out[size]; cuts at a character boundary. Returns whether all fitted. */
bool tradyn__text_copy(char *out, size_t size, const char *text, size_t length);

/* Whether `text` is well-formed UTF-8 without NUL. */
bool tradyn__text_utf8(const char *text, size_t length);

/* printf into out[size], always NUL-terminated, cut at a character boundary. */
void tradyn__text_format(char *out, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));
void tradyn__text_vformat(char *out, size_t size, const char *format, va_list arguments) __attribute__((format(printf, 3, 0)));

/* Writes an integer in decimal, without a NUL. `out` has TRADYN__INTEGER_TEXT_MAX bytes. Returns its length. */
#define TRADYN__INTEGER_TEXT_MAX 32
size_t tradyn__text_integer(int64_t value, char *out);

/* FNV-1a over `length` bytes, continuing `hash` (start: TRADYN__HASH_START). */
#define TRADYN__HASH_START UINT64_C(14695981039346656037)
uint64_t tradyn__hash(uint64_t hash, const void *bytes, size_t length);

#endif
