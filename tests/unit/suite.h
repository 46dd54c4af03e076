/* SPDX-License-Identifier: MIT
 * The main() of a unit test: return run_tests("decimal", 60, (const TTest *const []){ a_test, another_test, NULL }); */
#ifndef TRADYN_TESTS_UNIT_SUITE_H
#define TRADYN_TESTS_UNIT_SUITE_H

#include <check.h>

/* Runs the tests, each for at most so many seconds; returns what main() returns. */
static inline int run_tests(const char *name, double seconds, const TTest *const *tests)
{
	Suite *suite = suite_create(name);
	TCase *tcase = tcase_create(name);
	SRunner *runner;
	int failed;

	tcase_set_timeout(tcase, seconds);
	for (; *tests; tests++)
		tcase_add_test(tcase, *tests);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}

#endif
