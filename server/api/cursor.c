/* SPDX-License-Identifier: MIT
 * Cursors: written and read exactly; what was not written here is refused. */
#include "server/api/cursor.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"

#include <string.h>

uint64_t cursor_bind_text(uint64_t bind, const char *text)
{
	return tradyn__hash(bind, text, strlen(text) + 1);
}

uint64_t cursor_bind_number(uint64_t bind, int64_t number)
{
	return tradyn__hash(bind, &number, sizeof(number));
}

void cursor_write(char out[CURSOR_MAX], char kind, int64_t row, uint64_t bind)
{
	tradyn__text_format(out, CURSOR_MAX, "%c%lld.%08x", kind, (long long)row, (unsigned)(bind ^ bind >> 32));
}

int cursor_read(const char *text, char kind, uint64_t bind, int64_t *row, tradyn_error *err)
{
	char again[CURSOR_MAX];
	int64_t value = 0;
	size_t digits = 0;

	*row = 0;
	if (!text[0])
		return 0;
	if (text[0] == kind)
		digits = strspn(text + 1, "0123456789");
	for (size_t i = 0; i < digits && digits < 19; i++)
		value = value * 10 + (text[1 + i] - '0');
	cursor_write(again, kind, value, bind);
	if (value == 0 || strcmp(again, text))
		return tradyn__fail(err, TRADYN_E_BAD_CURSOR, "cursor", "Send the next_cursor of the page before, with the same parameters.");
	*row = value;
	return 0;
}

int cursor_check(int64_t row, int64_t oldest, int64_t next, tradyn_error *err)
{
	if (row == 0 || (row >= oldest && row <= next))
		return 0;
	return tradyn__fail(err, TRADYN_E_BAD_CURSOR, "cursor", "The rows behind this cursor are no longer kept; start again without it.");
}
