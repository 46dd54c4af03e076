/* SPDX-License-Identifier: MIT
 * The rows of the simulation endpoints, of API keys, of health and of the details of an error. */
#include "lib/schema/enums.h"
#include "lib/schema/types.h"

#define T tradyn_sim_ticks
static const tradyn__field sim_ticks_fields[] = {
	FL(ticks, LIST, tradyn__type_SIM_TICK, TRADYN__REQUIRED, 1000, "Quotes, in time order; a broken one refuses the whole list."),
};
const tradyn__type tradyn__type_SIM_TICKS = TRADYN__TYPE("sim_ticks", sim_ticks_fields, true, "Quotes that are fed in.");
#undef T

#define T tradyn_sim_clock
static const tradyn__field sim_clock_fields[] = {
	FB(time_msc, TIME_MSC, "ms", TRADYN__REQUIRED, 0, INT64_C(253402300799999), "New engine time, milliseconds since the epoch, UTC; never before the old one."),
};
const tradyn__type tradyn__type_SIM_CLOCK = TRADYN__TYPE("sim_clock", sim_clock_fields, true, "A setting of the engine's clock.");
#undef T

#define T tradyn_sim_connection
static const tradyn__field sim_connection_fields[] = {
	F(connected, BOOL, "", TRADYN__REQUIRED, "false cuts the trading server off: trading answers 503."),
};
const tradyn__type tradyn__type_SIM_CONNECTION = TRADYN__TYPE("sim_connection", sim_connection_fields, true, "Whether the trading server is connected.");
#undef T

#define T tradyn_fault
static const tradyn__field fault_fields[] = {
	F(route, TEXT, "", TRADYN__REQUIRED, "Name of an endpoint, such as trade or positions.close (operationId in this document), or * for all but simulation, health and metrics."),
	FE(kind, ENUM, tradyn__fault_kind_enum, TRADYN__REQUIRED, "What befalls the request."),
	FB(percent, INT, "percent", 0, 0, 100, "Share of the route's requests that are hit; 100 when absent."),
	FB(delay_msc, INT, "ms", 0, 0, 30000, "How long a late reply takes; 1000 when absent."),
	FB(seed, INT, "", 0, 0, TRADYN__INTEGER_MAX, "Seed of the draws; 1 when absent."),
	FB(count, INT, "", 0, 1, TRADYN__INTEGER_MAX, "How many requests are hit at most; no bound when absent."),
	FB(status, INT, "", 0, 500, 503, "HTTP status of a server error, 500 or 503; 500 when absent."),
	F(after, BOOL, "", 0, "Whether a server error comes after the request was executed; false when absent."),
};
const tradyn__type tradyn__type_FAULT = TRADYN__TYPE("fault", fault_fields, false, "A fault on demand.");
#undef T

#define T tradyn_sim_faults
static const tradyn__field sim_faults_fields[] = {
	FL(faults, LIST, tradyn__type_FAULT, TRADYN__REQUIRED, TRADYN_FAULTS_MAX, "Faults in place of those there are; the first that hits a request befalls it. An empty list clears them."),
};
const tradyn__type tradyn__type_SIM_FAULTS = TRADYN__TYPE("sim_faults", sim_faults_fields, true, "Faults on demand, for testing clients.");
#undef T

#define T tradyn_sim_state
static const tradyn__field sim_state_fields[] = {
	FN("time", time_msc, TIME_SECONDS, "s", TRADYN__DERIVED, "Engine time, seconds since the epoch, UTC."),
	F(time_msc, TIME_MSC, "ms", 0, "The same in milliseconds."),
	F(ticks, INT, "ticks", 0, "Ticks taken so far."),
	F(connected, BOOL, "", 0, "Whether the trading server is connected."),
	F(faults, INT, "", TRADYN__NONZERO, "How many faults on demand there are."),
};
const tradyn__type tradyn__type_SIM_STATE = TRADYN__TYPE("sim_state", sim_state_fields, false, "State of the simulation.");
#undef T

#define T tradyn_key
static const tradyn__field key_fields[] = {
	F(id, TEXT, "", 0, "Names the key; no secret."),
	F(name, TEXT, "", 0, "Name given by its owner."),
	FE(scope, ENUM, tradyn__scope_enum, 0, "What it may do."),
	F(login, INT, "", 0, "Account it belongs to."),
	FN("created", created_msc, TIME_SECONDS, "s", TRADYN__DERIVED, "When it was made, seconds since the epoch, UTC."),
	F(created_msc, TIME_MSC, "ms", 0, "The same in milliseconds."),
	F(key, TEXT, "", TRADYN__NONZERO, "The secret; only in the reply that makes it."),
};
const tradyn__type tradyn__type_KEY = TRADYN__TYPE("key", key_fields, false, "An API key.");
#undef T

#define T tradyn_key_request
static const tradyn__field key_request_fields[] = {
	F(name, TEXT, "", 0, "Name of the key."),
	FE(scope, ENUM, tradyn__scope_enum, 0, "What it may do; full when absent."),
	FB(login, INT, "", 0, 1, TRADYN__INTEGER_MAX, "Account it belongs to; absent: that of the calling key."),
};
const tradyn__type tradyn__type_KEY_REQUEST = TRADYN__TYPE("key_request", key_request_fields, true, "A new API key.");
#undef T

#define T tradyn_key_revoked
static const tradyn__field key_revoked_fields[] = {
	F(id, TEXT, "", 0, "The key."),
	F(revoked, BOOL, "", 0, "true."),
};
const tradyn__type tradyn__type_KEY_REVOKED = TRADYN__TYPE("key_revoked", key_revoked_fields, false, "A key that no longer opens anything.");
#undef T

#define T tradyn_health
static const tradyn__field health_fields[] = {
	F(status, TEXT, "", 0, "ok."),
	F(version, TEXT, "", 0, "Version of the server."),
	F(mode, TEXT, "", 0, "paper."),
	F(feed, TEXT, "", 0, "Where quotes come from: sim, replay or manual."),
	F(fill_model, TEXT, "", 0, "How much of reality fills have: frictionless, realistic, harsh or custom."),
	F(connected, BOOL, "", 0, "Whether the trading server is connected."),
	FN("time", time_msc, TIME_SECONDS, "s", TRADYN__DERIVED, "Engine time, seconds since the epoch, UTC."),
	F(time_msc, TIME_MSC, "ms", 0, "The same in milliseconds."),
	F(uptime_msc, INT, "ms", 0, "How long the server runs."),
};
const tradyn__type tradyn__type_HEALTH = TRADYN__TYPE("health", health_fields, false, "State of the server.");
#undef T

#define T tradyn_error
#define ERROR_FIELDS(limit, pair) \
	F(code, INT, "", TRADYN__COVERED, "Written as the envelope's `code`."), \
	F(field, TEXT, "", TRADYN__NONZERO, "Path of the field to blame: \"sl\", \"ticks[3].bid\"."), \
	F(message, TEXT, "", TRADYN__NONZERO, "What is wrong and what would be right, in a sentence."), \
	FN("allowed", legal, WORDS, "", TRADYN__NONZERO, "The legal values."), \
	F(min, limit, "", TRADYN__MAYBE, "Least legal value."), \
	F(max, limit, "", TRADYN__MAYBE, "Greatest legal value."), \
	F(step, limit, "", TRADYN__MAYBE, "Legal values are multiples of it."), \
	FP("nearest", below, pair, "", TRADYN__MAYBE, "Nearest legal values below and above."), \
	F(bid, DECIMAL, "price", TRADYN__MAYBE, "Bid the request was judged by."), \
	F(ask, DECIMAL, "price", TRADYN__MAYBE, "Ask the request was judged by."), \
	F(required, DECIMAL, "deposit", TRADYN__MAYBE, "Money that was needed."), \
	F(available, DECIMAL, "deposit", TRADYN__MAYBE, "Money that was there."), \
	F(time_msc, TIME_MSC, "ms", TRADYN__MAYBE, "Next opening, or when to try again: milliseconds since the epoch, UTC."), \
	F(line, INT, "", TRADYN__NONZERO, "Line in the text, from 1."), \
	F(column, INT, "", TRADYN__NONZERO, "Column in that line, from 1."), \
	F(whole, BOOL, "", TRADYN__COVERED, "Tells the limits of whole numbers from those of decimals.")
static const tradyn__field error_fields[] = { ERROR_FIELDS(DECIMAL, PAIR) };
static const tradyn__field error_whole_fields[] = { ERROR_FIELDS(INT, INT_PAIR) };
const tradyn__type tradyn__type_ERROR = TRADYN__TYPE("error_details", error_fields, false, "What exactly was wrong. Only what applies is there.");
const tradyn__type tradyn__type_ERROR_WHOLE = TRADYN__TYPE("error_details", error_whole_fields, false, "What exactly was wrong, of a field that holds a whole number.");
#undef T
