/* SPDX-License-Identifier: MIT
 * The version of the running library. */
#include <tradyn/version.h>

const char *tradyn_version(void)
{
	return TRADYN_VERSION;
}
