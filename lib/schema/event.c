/* SPDX-License-Identifier: MIT
 * The rows of an event: what happened, and the object it happened to. */
#include "lib/schema/enums.h"
#include "lib/schema/types.h"

#define T tradyn_event
static const tradyn__field event_fields[] = {
	FB(id, INT, "", 0, 1, TRADYN__INTEGER_MAX, "Number of the event: of one account strictly increasing, from 1, without gaps."),
	FB(login, INT, "", 0, 1, TRADYN__INTEGER_MAX, "Number of the account."),
	FN("time", time_msc, TIME_SECONDS, "s", TRADYN__DERIVED, "When, seconds since the epoch, UTC."),
	F(time_msc, TIME_MSC, "ms", 0, "The same in milliseconds."),
	FE(type, ENUM, tradyn__event_type_enum, 0, "What it happened to; the member of that name is the object after it."),
	FE(action, ENUM, tradyn__event_action_enum, 0, "What happened."),
	FE(reason, ENUM, tradyn__reason_enum, 0, "Who or what caused it."),
	FO(order, tradyn__type_ORDER, "The order, where the type is order."),
	FO(deal, tradyn__type_DEAL, "The deal, where the type is deal."),
	FO(position, tradyn__type_POSITION, "The position, where the type is position."),
	FO(account, tradyn__type_ACCOUNT, "The account, where the type is account or notification."),
};
const tradyn__type tradyn__type_EVENT = TRADYN__TYPE("event", event_fields, false, "A change of an account; the account is the fold of its events.");
#undef T
