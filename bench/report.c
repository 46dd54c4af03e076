/* SPDX-License-Identifier: MIT
 * How figures are printed. */
#include "bench/report.h"

#include <stdio.h>
#include <stdlib.h>

static const char *verdict(double value, enum bar bar, double limit)
{
	return (bar == AT_MOST ? value <= limit : value >= limit) ? "meets" : "MISSES";
}

static const char *sign(enum bar bar)
{
	return bar == AT_MOST ? "<=" : ">=";
}

void report_ratio(const char *what, double figure, double baseline, const char *unit, enum bar bar, double limit)
{
	double ratio = baseline > 0 ? figure / baseline : 0;

	printf("%-44s %12.2f %-8s baseline %12.2f   ratio %7.3f   bar %s %.2f: %s\n", what, figure, unit, baseline, ratio, sign(bar), limit,
	       verdict(ratio, bar, limit));
	fflush(stdout);
}

void report_figure(const char *what, double figure, const char *unit, enum bar bar, double limit, const char *against, double baseline)
{
	printf("%-44s %12.2f %-8s %s %.2f, ratio %.3f   bar %s %.2f: %s\n", what, figure, unit, against, baseline,
	       baseline > 0 ? figure / baseline : 0, sign(bar), limit, verdict(figure, bar, limit));
	fflush(stdout);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double median(double *values, int count)
{
	qsort(values, (size_t)count, sizeof(*values), by_value);
	return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}
