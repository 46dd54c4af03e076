/* SPDX-License-Identifier: MIT
 * The account. */
#include "server/api/finish.h"
#include "server/api/handlers.h"
#include "server/runtime/desk.h"

int account_get(struct desk *desk, const struct call *call, struct reply *reply)
{
	tradyn_account account;
	tradyn_error err;
	int status;

	tradyn_error_init(&err);
	status = tradyn_engine_account(desk_engine(desk), call->login, &account, &err);
	return finish(reply, status, &err, TRADYN_TYPE_ACCOUNT, &account);
}
