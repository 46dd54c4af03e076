/* SPDX-License-Identifier: MIT
 * Enum tables. Where the values are 0, 1, 2 … in order, a value is found by its index. */
#include "lib/schema/enums.h"

#define V(text, constant) { text, "\"" text "\"", constant, (int)sizeof(text) - 1 }
#define ENUM(wire, rows) { wire, rows, TRADYN__COUNT(rows) }

static const tradyn__enum_value account_trade_mode_values[] = {
	V("demo", TRADYN_ACCOUNT_TRADE_MODE_DEMO),
	V("contest", TRADYN_ACCOUNT_TRADE_MODE_CONTEST),
	V("real", TRADYN_ACCOUNT_TRADE_MODE_REAL),
};
const tradyn__enum tradyn__account_trade_mode_enum = ENUM("account_trade_mode", account_trade_mode_values);

static const tradyn__enum_value margin_mode_values[] = {
	V("netting", TRADYN_MARGIN_MODE_NETTING),
	V("exchange", TRADYN_MARGIN_MODE_EXCHANGE),
	V("hedging", TRADYN_MARGIN_MODE_HEDGING),
};
const tradyn__enum tradyn__margin_mode_enum = ENUM("margin_mode", margin_mode_values);

static const tradyn__enum_value so_mode_values[] = {
	V("percent", TRADYN_SO_MODE_PERCENT),
	V("money", TRADYN_SO_MODE_MONEY),
};
const tradyn__enum tradyn__so_mode_enum = ENUM("so_mode", so_mode_values);

static const tradyn__enum_value side_values[] = {
	V("buy", TRADYN_SIDE_BUY),
	V("sell", TRADYN_SIDE_SELL),
};
const tradyn__enum tradyn__side_enum = ENUM("side", side_values);

static const tradyn__enum_value reason_values[] = {
	V("client", TRADYN_REASON_CLIENT),
	V("mobile", TRADYN_REASON_MOBILE),
	V("web", TRADYN_REASON_WEB),
	V("expert", TRADYN_REASON_EXPERT),
	V("sl", TRADYN_REASON_SL),
	V("tp", TRADYN_REASON_TP),
	V("so", TRADYN_REASON_SO),
	V("rollover", TRADYN_REASON_ROLLOVER),
	V("vmargin", TRADYN_REASON_VMARGIN),
	V("split", TRADYN_REASON_SPLIT),
};
const tradyn__enum tradyn__reason_enum = ENUM("reason", reason_values);

static const tradyn__enum_value close_filter_values[] = {
	V("all", TRADYN_CLOSE_FILTER_ALL),
	V("profit", TRADYN_CLOSE_FILTER_PROFIT),
	V("loss", TRADYN_CLOSE_FILTER_LOSS),
};
const tradyn__enum tradyn__close_filter_enum = ENUM("close_filter", close_filter_values);

static const tradyn__enum_value order_type_values[] = {
	V("buy", TRADYN_ORDER_TYPE_BUY),
	V("sell", TRADYN_ORDER_TYPE_SELL),
	V("buy_limit", TRADYN_ORDER_TYPE_BUY_LIMIT),
	V("sell_limit", TRADYN_ORDER_TYPE_SELL_LIMIT),
	V("buy_stop", TRADYN_ORDER_TYPE_BUY_STOP),
	V("sell_stop", TRADYN_ORDER_TYPE_SELL_STOP),
	V("buy_stop_limit", TRADYN_ORDER_TYPE_BUY_STOP_LIMIT),
	V("sell_stop_limit", TRADYN_ORDER_TYPE_SELL_STOP_LIMIT),
	V("close_by", TRADYN_ORDER_TYPE_CLOSE_BY),
};
const tradyn__enum tradyn__order_type_enum = ENUM("order_type", order_type_values);

static const tradyn__enum_value checked_type_values[] = {
	V("buy", TRADYN_ORDER_TYPE_BUY),
	V("sell", TRADYN_ORDER_TYPE_SELL),
	V("buy_limit", TRADYN_ORDER_TYPE_BUY_LIMIT),
	V("sell_limit", TRADYN_ORDER_TYPE_SELL_LIMIT),
	V("buy_stop", TRADYN_ORDER_TYPE_BUY_STOP),
	V("sell_stop", TRADYN_ORDER_TYPE_SELL_STOP),
	V("buy_stop_limit", TRADYN_ORDER_TYPE_BUY_STOP_LIMIT),
	V("sell_stop_limit", TRADYN_ORDER_TYPE_SELL_STOP_LIMIT),
};
const tradyn__enum tradyn__checked_type_enum = ENUM("checked_type", checked_type_values);

static const tradyn__enum_value pending_type_values[] = {
	V("buy_limit", TRADYN_ORDER_TYPE_BUY_LIMIT),
	V("sell_limit", TRADYN_ORDER_TYPE_SELL_LIMIT),
	V("buy_stop", TRADYN_ORDER_TYPE_BUY_STOP),
	V("sell_stop", TRADYN_ORDER_TYPE_SELL_STOP),
	V("buy_stop_limit", TRADYN_ORDER_TYPE_BUY_STOP_LIMIT),
	V("sell_stop_limit", TRADYN_ORDER_TYPE_SELL_STOP_LIMIT),
};
const tradyn__enum tradyn__pending_type_enum = ENUM("pending_type", pending_type_values);

static const tradyn__enum_value order_state_values[] = {
	V("started", TRADYN_ORDER_STATE_STARTED),
	V("placed", TRADYN_ORDER_STATE_PLACED),
	V("canceled", TRADYN_ORDER_STATE_CANCELED),
	V("partial", TRADYN_ORDER_STATE_PARTIAL),
	V("filled", TRADYN_ORDER_STATE_FILLED),
	V("rejected", TRADYN_ORDER_STATE_REJECTED),
	V("expired", TRADYN_ORDER_STATE_EXPIRED),
};
const tradyn__enum tradyn__order_state_enum = ENUM("order_state", order_state_values);

static const tradyn__enum_value filling_values[] = {
	V("fok", TRADYN_FILLING_FOK),
	V("ioc", TRADYN_FILLING_IOC),
	V("return", TRADYN_FILLING_RETURN),
	V("boc", TRADYN_FILLING_BOC),
};
const tradyn__enum tradyn__filling_enum = ENUM("filling", filling_values);

static const tradyn__enum_value time_type_values[] = {
	V("gtc", TRADYN_TIME_TYPE_GTC),
	V("day", TRADYN_TIME_TYPE_DAY),
	V("specified", TRADYN_TIME_TYPE_SPECIFIED),
	V("specified_day", TRADYN_TIME_TYPE_SPECIFIED_DAY),
};
const tradyn__enum tradyn__time_type_enum = ENUM("time_type", time_type_values);

static const tradyn__enum_value deal_type_values[] = {
	V("buy", TRADYN_DEAL_TYPE_BUY),
	V("sell", TRADYN_DEAL_TYPE_SELL),
	V("balance", TRADYN_DEAL_TYPE_BALANCE),
	V("credit", TRADYN_DEAL_TYPE_CREDIT),
	V("charge", TRADYN_DEAL_TYPE_CHARGE),
	V("correction", TRADYN_DEAL_TYPE_CORRECTION),
	V("bonus", TRADYN_DEAL_TYPE_BONUS),
	V("commission", TRADYN_DEAL_TYPE_COMMISSION),
	V("commission_daily", TRADYN_DEAL_TYPE_COMMISSION_DAILY),
	V("commission_monthly", TRADYN_DEAL_TYPE_COMMISSION_MONTHLY),
	V("interest", TRADYN_DEAL_TYPE_INTEREST),
};
const tradyn__enum tradyn__deal_type_enum = ENUM("deal_type", deal_type_values);

static const tradyn__enum_value deal_entry_values[] = {
	V("in", TRADYN_DEAL_ENTRY_IN),
	V("out", TRADYN_DEAL_ENTRY_OUT),
	V("inout", TRADYN_DEAL_ENTRY_INOUT),
	V("out_by", TRADYN_DEAL_ENTRY_OUT_BY),
};
const tradyn__enum tradyn__deal_entry_enum = ENUM("deal_entry", deal_entry_values);

static const tradyn__enum_value history_type_values[] = {
	V("deals", TRADYN_HISTORY_TYPE_DEALS),
	V("orders", TRADYN_HISTORY_TYPE_ORDERS),
	V("ledger", TRADYN_HISTORY_TYPE_LEDGER),
};
const tradyn__enum tradyn__history_type_enum = ENUM("history_type", history_type_values);

static const tradyn__enum_value calc_mode_values[] = {
	V("forex", TRADYN_CALC_MODE_FOREX),
	V("futures", TRADYN_CALC_MODE_FUTURES),
	V("cfd", TRADYN_CALC_MODE_CFD),
	V("cfdindex", TRADYN_CALC_MODE_CFDINDEX),
	V("cfdleverage", TRADYN_CALC_MODE_CFDLEVERAGE),
	V("forex_no_leverage", TRADYN_CALC_MODE_FOREX_NO_LEVERAGE),
	V("exch_stocks", TRADYN_CALC_MODE_EXCH_STOCKS),
};
const tradyn__enum tradyn__calc_mode_enum = ENUM("calc_mode", calc_mode_values);

static const tradyn__enum_value symbol_trade_mode_values[] = {
	V("disabled", TRADYN_SYMBOL_TRADE_MODE_DISABLED),
	V("longonly", TRADYN_SYMBOL_TRADE_MODE_LONGONLY),
	V("shortonly", TRADYN_SYMBOL_TRADE_MODE_SHORTONLY),
	V("closeonly", TRADYN_SYMBOL_TRADE_MODE_CLOSEONLY),
	V("full", TRADYN_SYMBOL_TRADE_MODE_FULL),
};
const tradyn__enum tradyn__symbol_trade_mode_enum = ENUM("symbol_trade_mode", symbol_trade_mode_values);

static const tradyn__enum_value exemode_values[] = {
	V("request", TRADYN_EXEMODE_REQUEST),
	V("instant", TRADYN_EXEMODE_INSTANT),
	V("market", TRADYN_EXEMODE_MARKET),
	V("exchange", TRADYN_EXEMODE_EXCHANGE),
};
const tradyn__enum tradyn__exemode_enum = ENUM("exemode", exemode_values);

static const tradyn__enum_value swap_mode_values[] = {
	V("disabled", TRADYN_SWAP_MODE_DISABLED),
	V("points", TRADYN_SWAP_MODE_POINTS),
	V("currency_symbol", TRADYN_SWAP_MODE_CURRENCY_SYMBOL),
	V("currency_margin", TRADYN_SWAP_MODE_CURRENCY_MARGIN),
	V("currency_deposit", TRADYN_SWAP_MODE_CURRENCY_DEPOSIT),
	V("interest_current", TRADYN_SWAP_MODE_INTEREST_CURRENT),
	V("interest_open", TRADYN_SWAP_MODE_INTEREST_OPEN),
	V("reopen_current", TRADYN_SWAP_MODE_REOPEN_CURRENT),
	V("reopen_bid", TRADYN_SWAP_MODE_REOPEN_BID),
};
const tradyn__enum tradyn__swap_mode_enum = ENUM("swap_mode", swap_mode_values);

static const tradyn__enum_value fault_kind_values[] = {
	V("lost_reply", TRADYN_FAULT_LOST_REPLY),
	V("late_reply", TRADYN_FAULT_LATE_REPLY),
	V("duplicate_reply", TRADYN_FAULT_DUPLICATE_REPLY),
	V("rate_limited", TRADYN_FAULT_RATE_LIMITED),
	V("server_error", TRADYN_FAULT_SERVER_ERROR),
	V("disconnect", TRADYN_FAULT_DISCONNECT),
};
const tradyn__enum tradyn__fault_kind_enum = ENUM("fault_kind", fault_kind_values);

static const tradyn__enum_value gtc_mode_values[] = {
	V("gtc", TRADYN_GTC_MODE_GTC),
	V("daily", TRADYN_GTC_MODE_DAILY),
	V("daily_excluding_stops", TRADYN_GTC_MODE_DAILY_EXCLUDING_STOPS),
};
const tradyn__enum tradyn__gtc_mode_enum = ENUM("gtc_mode", gtc_mode_values);

static const tradyn__enum_value commission_mode_values[] = {
	V("deposit", TRADYN_COMMISSION_MODE_DEPOSIT),
	V("base", TRADYN_COMMISSION_MODE_BASE),
	V("profit", TRADYN_COMMISSION_MODE_PROFIT),
	V("margin", TRADYN_COMMISSION_MODE_MARGIN),
	V("points", TRADYN_COMMISSION_MODE_POINTS),
	V("percent", TRADYN_COMMISSION_MODE_PERCENT),
	V("percent_profit", TRADYN_COMMISSION_MODE_PERCENT_PROFIT),
};
const tradyn__enum tradyn__commission_mode_enum = ENUM("commission_mode", commission_mode_values);

static const tradyn__enum_value commission_entry_values[] = {
	V("all", TRADYN_COMMISSION_ENTRY_ALL),
	V("in", TRADYN_COMMISSION_ENTRY_IN),
	V("out", TRADYN_COMMISSION_ENTRY_OUT),
};
const tradyn__enum tradyn__commission_entry_enum = ENUM("commission_entry", commission_entry_values);

static const tradyn__enum_value commission_charge_values[] = {
	V("instant", TRADYN_COMMISSION_CHARGE_INSTANT),
	V("daily", TRADYN_COMMISSION_CHARGE_DAILY),
	V("monthly", TRADYN_COMMISSION_CHARGE_MONTHLY),
};
const tradyn__enum tradyn__commission_charge_enum = ENUM("commission_charge", commission_charge_values);

static const tradyn__enum_value gap_fill_values[] = {
	V("market", TRADYN_GAP_FILL_MARKET),
	V("order", TRADYN_GAP_FILL_ORDER),
};
const tradyn__enum tradyn__gap_fill_enum = ENUM("gap_fill", gap_fill_values);

static const tradyn__enum_value profit_conversion_values[] = {
	V("auto", TRADYN_PROFIT_CONVERSION_AUTO),
	V("deal", TRADYN_PROFIT_CONVERSION_DEAL),
	V("market", TRADYN_PROFIT_CONVERSION_MARKET),
};
const tradyn__enum tradyn__profit_conversion_enum = ENUM("profit_conversion", profit_conversion_values);

static const tradyn__enum_value candle_price_values[] = {
	V("bid", TRADYN_CANDLE_PRICE_BID),
	V("ask", TRADYN_CANDLE_PRICE_ASK),
};
const tradyn__enum tradyn__candle_price_enum = ENUM("candle_price", candle_price_values);

static const tradyn__enum_value scope_values[] = {
	V("read", TRADYN_SCOPE_READ),
	V("trade", TRADYN_SCOPE_TRADE),
	V("full", TRADYN_SCOPE_FULL),
};
const tradyn__enum tradyn__scope_enum = ENUM("scope", scope_values);

#define TIMEFRAME(name, minutes) V(#name, TRADYN_TIMEFRAME_##name),
static const tradyn__enum_value timeframe_values[] = { TRADYN_TIMEFRAME_LIST(TIMEFRAME) };
const tradyn__enum tradyn__timeframe_enum = ENUM("timeframe", timeframe_values);

const tradyn__enum_value *tradyn__enum_find(const tradyn__enum *values, int value)
{
	if (value >= 0 && (size_t)value < values->count && values->values[value].value == value)
		return &values->values[value];
	for (size_t i = 0; i < values->count; i++)
		if (values->values[i].value == value)
			return &values->values[i];
	return NULL;
}

const char *tradyn__enum_name(const tradyn__enum *values, int value)
{
	const tradyn__enum_value *found = tradyn__enum_find(values, value);

	return found ? found->name : NULL;
}

/* ASCII only, whatever the locale. */
static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool same_name(const tradyn__enum_value *row, const char *name, size_t length)
{
	if ((size_t)row->length != length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (lower(row->name[i]) != lower(name[i]))
			return false;
	return true;
}

int tradyn__enum_value_of(const tradyn__enum *values, const char *name, size_t length, int *value)
{
	for (size_t i = 0; i < values->count; i++) {
		if (same_name(&values->values[i], name, length)) {
			*value = values->values[i].value;
			return 0;
		}
	}
	return -1;
}

static const tradyn__enum_value event_type_values[] = {
	V("order", TRADYN_EVENT_ORDER),
	V("deal", TRADYN_EVENT_DEAL),
	V("position", TRADYN_EVENT_POSITION),
	V("account", TRADYN_EVENT_ACCOUNT),
	V("notification", TRADYN_EVENT_NOTIFICATION),
};
const tradyn__enum tradyn__event_type_enum = ENUM("event_type", event_type_values);

static const tradyn__enum_value event_action_values[] = {
	V("placed", TRADYN_EVENT_ACTION_PLACED),
	V("modified", TRADYN_EVENT_ACTION_MODIFIED),
	V("triggered", TRADYN_EVENT_ACTION_TRIGGERED),
	V("filled", TRADYN_EVENT_ACTION_FILLED),
	V("canceled", TRADYN_EVENT_ACTION_CANCELED),
	V("expired", TRADYN_EVENT_ACTION_EXPIRED),
	V("rejected", TRADYN_EVENT_ACTION_REJECTED),
	V("added", TRADYN_EVENT_ACTION_ADDED),
	V("opened", TRADYN_EVENT_ACTION_OPENED),
	V("partially_closed", TRADYN_EVENT_ACTION_PARTIALLY_CLOSED),
	V("closed", TRADYN_EVENT_ACTION_CLOSED),
	V("swap", TRADYN_EVENT_ACTION_SWAP),
	V("changed", TRADYN_EVENT_ACTION_CHANGED),
	V("margin_call", TRADYN_EVENT_ACTION_MARGIN_CALL),
	V("stop_out", TRADYN_EVENT_ACTION_STOP_OUT),
};
const tradyn__enum tradyn__event_action_enum = ENUM("event_action", event_action_values);
