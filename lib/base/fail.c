/* SPDX-License-Identifier: MIT
 * Filling in a tradyn_error. */
#include "lib/base/fail.h"
#include "lib/base/text.h"

#include <stdarg.h>
#include <string.h>

int tradyn__fail(tradyn_error *err, int code, const char *field, const char *message, ...)
{
	va_list arguments;

	if (!err || err->code)
		return code;
	tradyn_error_init(err);
	err->code = code;
	if (field)
		tradyn__text_copy(err->field, sizeof(err->field), field, strlen(field));
	va_start(arguments, message);
	tradyn__text_vformat(err->message, sizeof(err->message), message, arguments);
	va_end(arguments);
	return code;
}
