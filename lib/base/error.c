/* SPDX-License-Identifier: MIT
 * The error list as rows. The X-macro in the public header is its only source. */
#include <tradyn/error.h>

#define ROW(name, value, status, retcode, text, doc) { value, status, retcode, #name, text, doc },
#define INDEX(name, value, status, retcode, text, doc) INDEX_##name,
#define CASE(name, value, status, retcode, text, doc) case value: return &rows[INDEX_##name];

static const tradyn_error_info rows[] = { TRADYN_ERROR_LIST(ROW) };
enum { TRADYN_ERROR_LIST(INDEX) ROW_COUNT };

const tradyn_error_info *tradyn_error_info_get(int code)
{
	switch (code) {
	TRADYN_ERROR_LIST(CASE)
	default:
		return &rows[INDEX_INTERNAL];
	}
}

size_t tradyn_error_count(void)
{
	return ROW_COUNT;
}

const tradyn_error_info *tradyn_error_info_at(size_t index)
{
	return index < ROW_COUNT ? &rows[index] : NULL;
}

void tradyn_error_init(tradyn_error *err)
{
	if (!err)
		return;
	/* member by member: every request does this a few times, and the texts are large */
	err->code = 0;
	err->field[0] = err->message[0] = err->legal[0] = '\0';
	err->min = err->max = err->step = err->below = err->above = TRADYN_UNSET;
	err->bid = err->ask = err->required = err->available = TRADYN_UNSET;
	err->time_msc = err->line = err->column = TRADYN_UNSET;
	err->whole = false;
}
