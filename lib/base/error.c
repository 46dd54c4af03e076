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
	*err = (tradyn_error){
		.min = TRADYN_UNSET, .max = TRADYN_UNSET, .step = TRADYN_UNSET,
		.below = TRADYN_UNSET, .above = TRADYN_UNSET,
		.bid = TRADYN_UNSET, .ask = TRADYN_UNSET,
		.required = TRADYN_UNSET, .available = TRADYN_UNSET,
		.time_msc = TRADYN_UNSET, .line = TRADYN_UNSET, .column = TRADYN_UNSET,
	};
}
