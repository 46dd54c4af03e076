/* SPDX-License-Identifier: MIT
 * IANA names and the POSIX rules in force for them (tzdata 2024a). Rules are applied to all years: a broker's clock of
 * long ago that followed another law needs its rule written out. */
#include "lib/base/text.h"
#include "lib/base/zone.h"

#include <string.h>

#define WESTERN "M3.5.0,M10.5.0/3"
#define AMERICAN ",M3.2.0,M11.1.0"

static const struct {
	const char *name, *rule;
} zones[] = {
	{ "UTC", "UTC0" },
	{ "Etc/UTC", "UTC0" },
	{ "GMT", "GMT0" },
	{ "Europe/London", "GMT0BST,M3.5.0/1,M10.5.0" },
	{ "Europe/Dublin", "GMT0IST,M3.5.0/1,M10.5.0" },
	{ "Europe/Lisbon", "WET0WEST,M3.5.0/1,M10.5.0" },
	{ "Europe/Amsterdam", "CET-1CEST," WESTERN },
	{ "Europe/Berlin", "CET-1CEST," WESTERN },
	{ "Europe/Madrid", "CET-1CEST," WESTERN },
	{ "Europe/Paris", "CET-1CEST," WESTERN },
	{ "Europe/Prague", "CET-1CEST," WESTERN },
	{ "Europe/Rome", "CET-1CEST," WESTERN },
	{ "Europe/Stockholm", "CET-1CEST," WESTERN },
	{ "Europe/Vienna", "CET-1CEST," WESTERN },
	{ "Europe/Warsaw", "CET-1CEST," WESTERN },
	{ "Europe/Zurich", "CET-1CEST," WESTERN },
	{ "Europe/Athens", "EET-2EEST,M3.5.0/3,M10.5.0/4" },
	{ "Europe/Bucharest", "EET-2EEST,M3.5.0/3,M10.5.0/4" },
	{ "Europe/Helsinki", "EET-2EEST,M3.5.0/3,M10.5.0/4" },
	{ "Europe/Kiev", "EET-2EEST,M3.5.0/3,M10.5.0/4" },
	{ "Europe/Kyiv", "EET-2EEST,M3.5.0/3,M10.5.0/4" },
	{ "Europe/Riga", "EET-2EEST,M3.5.0/3,M10.5.0/4" },
	{ "Europe/Sofia", "EET-2EEST,M3.5.0/3,M10.5.0/4" },
	{ "Asia/Nicosia", "EET-2EEST,M3.5.0/3,M10.5.0/4" },
	{ "Europe/Istanbul", "<+03>-3" },
	{ "Europe/Moscow", "MSK-3" },
	{ "America/New_York", "EST5EDT" AMERICAN },
	{ "America/Toronto", "EST5EDT" AMERICAN },
	{ "America/Chicago", "CST6CDT" AMERICAN },
	{ "America/Denver", "MST7MDT" AMERICAN },
	{ "America/Los_Angeles", "PST8PDT" AMERICAN },
	{ "America/Sao_Paulo", "<-03>3" },
	{ "Asia/Dubai", "<+04>-4" },
	{ "Asia/Kolkata", "IST-5:30" },
	{ "Asia/Singapore", "<+08>-8" },
	{ "Asia/Hong_Kong", "HKT-8" },
	{ "Asia/Shanghai", "CST-8" },
	{ "Asia/Seoul", "KST-9" },
	{ "Asia/Tokyo", "JST-9" },
	{ "Australia/Sydney", "AEST-10AEDT,M10.1.0,M4.1.0/3" },
	{ "Pacific/Auckland", "NZST-12NZDT,M9.5.0,M4.1.0/3" },
	{ "Africa/Johannesburg", "SAST-2" },
};

const char *tradyn__zone_rule_of(const char *name)
{
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++)
		if (strcmp(name, zones[i].name) == 0)
			return zones[i].rule;
	return NULL;
}

void tradyn__zone_names(char *out, size_t size)
{
	size_t used = 0;

	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		if (used + strlen(zones[i].name) + 3 > size)
			break;
		tradyn__text_format(out + used, size - used, "%s%s", i ? ", " : "", zones[i].name);
		used += strlen(out + used);
	}
}
