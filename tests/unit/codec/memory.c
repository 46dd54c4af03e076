/* SPDX-License-Identifier: MIT
 * Every allocation fails once: the call says so, gives back what it had, and leaves its objects as they were. */
#include "tests/unit/suite.h"

#include "lib/schema/schema.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static long countdown = -1; /* allocations until one fails; -1: none does */
static long live;           /* blocks of Jansson and of the library that are not yet freed */
static void *blocks[4096];  /* which they are: Check frees its own by the same way */

static bool fails(void)
{
	return countdown >= 0 && countdown-- == 0;
}

static void *count(void *block)
{
	for (size_t i = 0; block && i < TRADYN__COUNT(blocks); i++) {
		if (!blocks[i]) {
			blocks[i] = block;
			live++;
			break;
		}
	}
	return block;
}

static void forget(void *block)
{
	for (size_t i = 0; block && i < TRADYN__COUNT(blocks); i++) {
		if (blocks[i] == block) {
			blocks[i] = NULL;
			live--;
			break;
		}
	}
}

/* The linker sends the calls of the library here (--wrap). */
void *__real_calloc(size_t members, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
void *__wrap_calloc(size_t members, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

void *__wrap_calloc(size_t members, size_t size)
{
	return fails() ? NULL : count(__real_calloc(members, size));
}

void *__wrap_realloc(void *block, size_t size)
{
	if (fails())
		return NULL;
	forget(block);
	return count(__real_realloc(block, size));
}

void __wrap_free(void *block)
{
	forget(block);
	__real_free(block);
}

static void *json_allocate(size_t size)
{
	return fails() ? NULL : count(__real_calloc(1, size));
}

static void start(void)
{
	json_set_alloc_funcs(json_allocate, __wrap_free);
	memset(blocks, 0, sizeof(blocks));
	live = 0;
}

/* Jansson 2.14 takes some failed allocations for bad tokens, and cuts a token off that it has no memory for. */
static bool is_honest(int status)
{
	return status == TRADYN_E_NO_MEMORY || status == TRADYN_E_BAD_JSON || status == TRADYN_E_UNKNOWN_FIELD;
}

static const char ticks[] = "{\"ticks\":[{\"symbol\":\"EURUSD\",\"bid\":1.0850,\"ask\":1.0851},{\"symbol\":\"GBPUSD\",\"bid\":\"1.2\",\"ask\":1.3}]}";

START_TEST(decoding_survives_every_failure)
{
	tradyn_sim_ticks out;
	tradyn_error err;
	int status = -1;
	long rounds = 0;

	start();
	for (; status != 0; rounds++) {
		tradyn_error_init(&err);
		countdown = rounds;
		status = tradyn_codec_decode(TRADYN_TYPE_SIM_TICKS, ticks, sizeof(ticks) - 1, &out, &err);
		countdown = -1;
		ck_assert_msg(status == 0 || is_honest(status), "allocation %ld: %d (%s: %s)", rounds, status, err.field, err.message);
		ck_assert_int_eq(err.code, status);
		if (status == 0)
			ck_assert_uint_eq(out.ticks.count, 2);
		tradyn_codec_clear(TRADYN_TYPE_SIM_TICKS, &out);
		ck_assert_msg(live == 0, "allocation %ld: %ld blocks are left", rounds, live);
	}
	ck_assert_int_gt(rounds, 10);
}
END_TEST

/* An error in the last of many items frees those before it. */
START_TEST(errors_leave_nothing_behind)
{
	static const char *const broken[] = {
		"{\"ticks\":[{\"symbol\":\"EURUSD\",\"bid\":1.0850,\"ask\":1.0851},{\"symbol\":\"GBPUSD\",\"bid\":1.2}]}",
		"{\"ticks\":[{\"symbol\":\"EURUSD\",\"bid\":1.0850,\"ask\":1.0851}],\"more\":1}",
		"{\"ticks\":[1]}",
		"{\"ticks\":[",
	};

	start();
	for (size_t i = 0; i < TRADYN__COUNT(broken); i++) {
		tradyn_sim_ticks out;

		ck_assert_int_ne(tradyn_codec_decode(TRADYN_TYPE_SIM_TICKS, broken[i], strlen(broken[i]), &out, NULL), 0);
		ck_assert_int_eq(live, 0);
	}
}
END_TEST

static const char settings[] = "{\"zone\":\"UTC\",\"accounts\":[{\"login\":5},{\"login\":6}],\"symbols\":[{\"name\":\"NEW\",\"digits\":2,\"currency_base\":\"EUR\","
                               "\"currency_profit\":\"USD\",\"sessions\":[{\"day\":1,\"from\":\"00:00\",\"to\":\"24:00\"}]}],\"fill_model\":{\"name\":\"harsh\"}}";

START_TEST(configuration_survives_every_failure)
{
	tradyn_config config;
	tradyn_error err;
	int status = -1;
	long rounds = 0;

	start();
	for (; status != 0; rounds++) {
		countdown = rounds;
		status = tradyn_config_init(&config);
		if (status == 0) {
			tradyn_error_init(&err);
			status = tradyn_config_read(&config, settings, sizeof(settings) - 1, &err);
			ck_assert_uint_eq(config.accounts.count, status ? 1 : 2);
			ck_assert_uint_eq(config.symbols.count, status ? 17 : 18);
		}
		countdown = -1;
		ck_assert_msg(status == 0 || is_honest(status), "allocation %ld: %d (%s: %s)", rounds, status, err.field, err.message);
		tradyn_config_clear(&config);
		ck_assert_msg(live == 0, "allocation %ld: %ld blocks are left", rounds, live);
	}
	ck_assert_int_gt(rounds, 10);
}
END_TEST

/* Writing and finding are on the hot path: they allocate nothing at all. */
START_TEST(nothing_is_allocated_to_write_or_find)
{
	static tradyn_position position;
	static char out[4096];
	const tradyn_endpoint *row;
	const char *parameter;
	size_t length;

	start();
	countdown = 0;
	ck_assert_int_eq(tradyn_codec_encode(TRADYN_TYPE_POSITION, &position, out, sizeof(out), &length), 0);
	ck_assert_int_eq(tradyn_endpoint_find("GET", "/v1/api/symbols/EURUSD/tick", 27, &row, &parameter, &length, out, sizeof(out)), 0);
	ck_assert_int_eq(tradyn_codec_decode_query(TRADYN_TYPE_LIST_QUERY, &(tradyn_parameter){ "symbol", "EURUSD" }, 1, out, NULL), 0);
	ck_assert_int_eq(countdown, 0);
	countdown = -1;
}
END_TEST

int main(void)
{
	return run_tests("memory", 60, (const TTest *const []){
		decoding_survives_every_failure,
		errors_leave_nothing_behind,
		configuration_survives_every_failure,
		nothing_is_allocated_to_write_or_find,
		NULL });
}
