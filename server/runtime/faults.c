/* SPDX-License-Identifier: MIT
 * Faults on demand: the list and its draws. */
#include "server/runtime/faults.h"

#include "lib/base/fail.h"
#include "lib/base/text.h"
#include "lib/engine/fillmodel.h"

#include <string.h>

#define DELAY_MSC 1000

static bool spared(const tradyn_endpoint *row)
{
	return row->category == TRADYN_CATEGORY_SIMULATION || row->category == TRADYN_CATEGORY_META;
}

static bool is_route(const char *name)
{
	const tradyn_endpoint *row;

	for (int id = 0; (row = tradyn_endpoint_get((tradyn_endpoint_id)id)); id++)
		if (!spared(row) && strcmp(row->name, name) == 0)
			return true;
	return strcmp(name, "*") == 0;
}

static int64_t or_else(int64_t value, int64_t otherwise)
{
	return value == TRADYN_UNSET ? otherwise : value;
}

int faults_set(struct faults *faults, const tradyn_sim_faults *request, tradyn_error *err)
{
	struct faults made = { .count = request->faults.count };
	char field[TRADYN_ERROR_FIELD_MAX];

	for (size_t i = 0; i < made.count; i++) {
		tradyn_fault *fault = &made.items[i].fault;

		*fault = request->faults.items[i];
		if (!is_route(fault->route)) {
			tradyn__text_format(field, sizeof(field), "faults[%zu].route", i);
			return tradyn__fail(err, TRADYN_E_INVALID_VALUE, field,
			                    "The route is the name of an endpoint, such as trade or positions.close (operationId in openapi.json), or * for all.");
		}
		fault->percent = or_else(fault->percent, 100);
		fault->delay_msc = or_else(fault->delay_msc, DELAY_MSC);
		fault->seed = or_else(fault->seed, 1);
		fault->count = or_else(fault->count, INT64_MAX);
		fault->status = or_else(fault->status, 500);
		if (fault->status != 500 && fault->status != 503) {
			tradyn__text_format(field, sizeof(field), "faults[%zu].status", i);
			(void)tradyn__fail(err, TRADYN_E_INVALID_VALUE, field, "The status of a server error is 500 or 503.");
			tradyn__text_copy(err->legal, sizeof(err->legal), "500, 503", 8);
			return TRADYN_E_INVALID_VALUE;
		}
	}
	*faults = made;
	return 0;
}

const tradyn_fault *faults_draw(struct faults *faults, const tradyn_endpoint *row)
{
	const tradyn_fault *hit = NULL;

	for (size_t i = 0; i < faults->count && !spared(row); i++) {
		const tradyn_fault *fault = &faults->items[i].fault;
		int64_t n;

		if (strcmp(fault->route, "*") != 0 && strcmp(fault->route, row->name) != 0)
			continue;
		n = ++faults->items[i].seen;
		if (hit || faults->items[i].fired >= fault->count || tradyn__draw(fault->seed, n, TRADYN__DRAW_FAULT, 0, 100) >= fault->percent)
			continue;
		faults->items[i].fired++;
		hit = fault;
	}
	return hit;
}
