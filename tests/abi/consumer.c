/* SPDX-License-Identifier: MIT
 * What a user of the installed library writes: the paper broker in process, one trade, the account as JSON. */
#include <tradyn/tradyn.h>

#include <stdio.h>
#include <string.h>

int main(void)
{
	tradyn_engine_options options = TRADYN_ENGINE_OPTIONS_INIT;
	tradyn_trade_request buy = TRADYN_TRADE_REQUEST_INIT;
	tradyn_tick tick = { "EURUSD", INT64_C(1772000000000), 108500000, 108510000, 0, 0, TRADYN_UNSET };
	tradyn_trade_result result;
	tradyn_account account;
	tradyn_engine *engine;
	tradyn_error err;
	char text[4096];
	size_t length;
	int status;

	tradyn_error_init(&err);
	if (strcmp(tradyn_version(), TRADYN_VERSION) != 0 || tradyn_engine_new(&engine, &options, &err))
		return 1;
	memcpy(buy.symbol, "EURUSD", 7);
	buy.action = TRADYN_SIDE_BUY;
	buy.volume = TRADYN_DECIMAL(1) / 10;
	status = tradyn_engine_tick(engine, &tick, &err);
	if (!status)
		status = tradyn_engine_trade(engine, 1001, &buy, &result, &err);
	if (!status)
		status = tradyn_engine_account(engine, 1001, &account, &err);
	if (!status)
		status = tradyn_codec_encode(TRADYN_TYPE_ACCOUNT, &account, text, sizeof(text), &length);
	if (status)
		fprintf(stderr, "%s: %s\n", tradyn_error_info_get(status)->name, err.message);
	else
		printf("%.*s\n", (int)length, text);
	tradyn_engine_free(engine);
	return status || result.price != tick.ask;
}
