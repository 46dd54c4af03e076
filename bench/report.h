/* SPDX-License-Identifier: MIT
 * One line per figure: what was measured, the baseline measured in the same run, their ratio, and the bar it should meet. */
#ifndef TRADYN_BENCH_REPORT_H
#define TRADYN_BENCH_REPORT_H

enum bar { AT_MOST, AT_LEAST };

/* Prints figure, baseline and figure / baseline against `limit`. */
void report_ratio(const char *what, double figure, double baseline, const char *unit, enum bar bar, double limit);
/* Prints a figure that has a bar of its own, and what it is compared with. */
void report_figure(const char *what, double figure, const char *unit, enum bar bar, double limit, const char *against, double baseline);

/* The median; reorders `values`. */
double median(double *values, int count);

#endif
