# SPDX-License-Identifier: MIT
"""What accounts may ask of the slow model: every request with its checks, in the order of the rules."""
from decimal import Decimal

import money
from money import BUY, SELL, ZERO
from state import DAY, FILLINGS, GTC, NAMES, SPECIFIED, SPECIFIED_DAY, TIMES, BOC, CANCELED, EXPERT, FOK, IOC, PLACED, RETURN, MODE_BITS
from state import DAY_MSC, Reject, Thing, need, number, on_grid, weekday


def away(price, distance, tick):
    """A price at least `distance` from `price`, on the tick size."""
    level = price + distance
    rest = level % tick
    if rest:
        level += tick - rest if distance > 0 else -rest
    return level


class Requests:
    """The requesting half of Broker."""

    # ---- the checks that requests share ----

    def account_of(self, step):
        need(step["login"] in self.by_login, "UNKNOWN_ACCOUNT")
        return self.by_login[step["login"]]

    def symbol_of(self, body):
        need(body["symbol"] in self.symbols, "UNKNOWN_SYMBOL")
        return self.symbols[body["symbol"]]

    def check_open_market(self, symbol):
        """Session, holiday and a fresh quote."""
        need(self.session_open(symbol), "MARKET_CLOSED")
        need(self.quote_fresh(symbol), "PRICE_OFF")

    def check_conversion(self, account, symbol):
        """Whatever may have to be converted has quotes."""
        money.rate(self, symbol.currency_profit, account.currency, "ask", symbol)
        money.rate(self, symbol.currency_margin, account.currency, "ask", symbol)

    def held(self, account, symbol):
        """Signed volume of a netting position."""
        return sum((p.volume if p.type == BUY else -p.volume for p in account.positions if p.symbol == symbol.name), ZERO)

    def closes(self, account, symbol, side, volume):
        """Whether an order only closes: the opposite of a netting position, and not more than it."""
        held = self.held(account, symbol) * (-1 if side == BUY else 1)
        return account.netting and volume <= held

    def check_hedge(self, account, symbol, side):
        need(not account.hedge_prohibited or account.netting or not any(p.symbol == symbol.name and p.type != side for p in account.positions),
             "HEDGE_PROHIBITED")

    def check_positions(self, account, symbol):
        """The number of positions."""
        more = not (account.netting and self.held(account, symbol))
        need(not more or not account.limit_positions or len(account.positions) < account.limit_positions, "LIMIT_POSITIONS")

    def check_trade_mode(self, symbol, side, account=None, volume=ZERO):
        need(symbol.trade_mode != 0, "TRADE_DISABLED")
        if account and self.closes(account, symbol, side, volume):
            return
        need(symbol.trade_mode != 3, "CLOSE_ONLY")
        need(symbol.trade_mode != 1 or side == BUY, "LONG_ONLY")
        need(symbol.trade_mode != 2 or side == SELL, "SHORT_ONLY")

    def check_order_mode(self, symbol, kind, sl, tp):
        need(symbol.order_mode & MODE_BITS[kind], "INVALID_ORDER")
        self.check_stops_mode(symbol, sl, tp)

    def check_stops_mode(self, symbol, sl, tp):
        need(not sl or symbol.order_mode & 16, "INVALID_STOPS")
        need(not tp or symbol.order_mode & 32, "INVALID_STOPS")

    def check_filling(self, symbol, kind, filling):
        if filling is None:
            return self.first_filling(symbol)
        filling = FILLINGS.get(filling, filling)
        mode = symbol.trade_exemode
        limit = kind in (2, 3, 6, 7)
        if mode in (0, 1):
            need(filling == FOK, "INVALID_FILL")
        elif mode == 2:
            fits = {FOK: symbol.filling_mode & 1, IOC: symbol.filling_mode & 2, RETURN: limit, BOC: False}[filling]
            need(fits, "INVALID_FILL")
        else:
            need(filling != BOC or limit, "INVALID_FILL")
        return filling

    def first_filling(self, symbol):
        if symbol.trade_exemode in (0, 1) or symbol.filling_mode & 1:
            return FOK
        return IOC if symbol.filling_mode & 2 else RETURN

    def check_volume(self, symbol, volume):
        need(symbol.volume_min <= volume <= symbol.volume_max and on_grid(volume, symbol.volume_step), "INVALID_VOLUME")

    def check_deviation(self, symbol, side, price, deviation):
        """Instant execution: the market may be at most `deviation` points worse than asked."""
        if price is None or symbol.trade_exemode not in (0, 1):
            return
        bid, ask = self.quotes[symbol.name]
        worse = ask - price if side == BUY else price - bid
        need(worse <= (deviation or 0) * symbol.point, "REQUOTE")

    def stops_given(self, body, symbol, side, price):
        """SL and TP of a request, also when given as points from `price`."""
        need(not (body.get("sl") is not None and body.get("sl_points") is not None), "INVALID")
        need(not (body.get("tp") is not None and body.get("tp_points") is not None), "INVALID")
        sign = 1 if side == BUY else -1
        sl, tp = number(body, "sl") or ZERO, number(body, "tp") or ZERO
        if body.get("sl_points"):
            sl = away(price, -sign * body["sl_points"] * symbol.point, symbol.trade_tick_size)
        if body.get("tp_points"):
            tp = away(price, sign * body["tp_points"] * symbol.point, symbol.trade_tick_size)
        return sl, tp

    def check_stops_grid(self, symbol, sl, tp):
        need(on_grid(sl, symbol.trade_tick_size) and on_grid(tp, symbol.trade_tick_size), "INVALID_STOPS")

    def check_stops(self, symbol, side, sl, tp, reference):
        """SL and TP on their sides of `reference` (bid for a long position, ask for a short one), stops_level away."""
        distance = symbol.trade_stops_level * symbol.point
        sign = 1 if side == BUY else -1
        for level, gap in ((sl, (reference - sl) * sign), (tp, (tp - reference) * sign)):
            need(not level or (gap > 0 and gap >= distance), "INVALID_STOPS")

    def check_limit_volume(self, account, symbol, side, volume, pending=False):
        if not symbol.volume_limit:
            return
        held = sum((p.volume for p in account.positions if p.symbol == symbol.name and p.type == side), ZERO)
        if account.netting and not held and not pending:
            held = -abs(self.held(account, symbol))
        held += sum((o.volume_current for o in account.orders if o.symbol == symbol.name and o.type % 2 == side), ZERO)
        need(held + volume <= symbol.volume_limit, "LIMIT_VOLUME")

    def check_margin(self, account, symbol, side, volume, price, without=None):
        """The free margin covers a position of `volume` at `price`."""
        phantom = Thing(ticket=0, symbol=symbol.name, type=side, volume=volume, price_open=price,
                        margin_rate=money.margin_rate(self, account, symbol, side, price))
        orders = [o for o in account.orders if o is not without]
        before = self.margin(account)
        after = money.account_margin(self, account, account.positions + [phantom], orders)
        if self.closes(account, symbol, side, volume):
            return
        opening = self.alone(account, symbol, phantom, symbol.margin_initial) - self.alone(account, symbol, phantom, money.open_money(symbol))
        required = max(ZERO, after - before + max(ZERO, opening))
        need(not required or required <= self.equity(account) - before, "INSUFFICIENT_MARGIN")

    def alone(self, account, symbol, phantom, lot_money):
        """Margin of an order by itself."""
        factor = symbol.margin_rate_buy if phantom.type == BUY else symbol.margin_rate_sell
        price = (phantom.price_open, money.ONE)
        amount = money.base_margin(symbol, account.leverage, phantom.volume, price, symbol.trade_contract_size, lot_money)
        return money.deposit_margin(account, amount, (phantom.margin_rate, money.ONE), factor)

    # ---- requests ----

    def do_trade(self, step):
        account, body = self.account_of(step), step["body"]
        symbol = self.symbol_of(body)
        side = NAMES[body["action"]]
        volume = number(body, "volume")
        self.check_order_mode(symbol, side, body.get("sl") or body.get("sl_points"), body.get("tp") or body.get("tp_points"))
        self.check_open_market(symbol)
        self.check_conversion(account, symbol)
        filling = self.check_filling(symbol, side, body.get("type_filling"))
        need(account.trade_allowed, "TRADE_DISABLED")
        self.check_trade_mode(symbol, side, account, volume)
        self.check_hedge(account, symbol, side)
        self.check_deviation(symbol, side, number(body, "price"), body.get("deviation"))
        self.check_volume(symbol, volume)
        price = self.open_price(symbol.name, side)
        sl, tp = self.stops_given(body, symbol, side, price)
        self.check_stops_grid(symbol, sl, tp)
        self.check_stops(symbol, side, sl, tp, self.quotes[symbol.name][side])
        self.check_positions(account, symbol)
        self.check_limit_volume(account, symbol, side, volume)
        self.check_margin(account, symbol, side, volume, price)
        order = self.new_order(account, symbol, side, volume, sl=sl, tp=tp, type_filling=filling, magic=body.get("magic", 0),
                               comment=body.get("comment", ""), client_order_id=body.get("client_order_id", ""))
        self.fill(account, order, price)

    def check_pending_price(self, symbol, kind, price, stoplimit, distance, moved=True):
        """Right side of the market, at least `distance` away; a price that is not moved may stand nearer by now."""
        bid, ask = self.quotes[symbol.name]
        gap = {2: ask - price, 3: price - bid, 4: price - ask, 5: bid - price, 6: price - ask, 7: bid - price}[kind]
        need(not moved or (gap > 0 and gap >= distance), "INVALID_PRICE")
        if kind in (6, 7):
            gap = price - stoplimit if kind == 6 else stoplimit - price
            need(gap > 0 and gap >= distance, "INVALID_PRICE")

    def expiration_of(self, symbol, body, kind, expiration):
        """Time type and expiration of a request or a change, checked."""
        if kind is None:
            kind = SPECIFIED if expiration else GTC
        need(symbol.expiration_mode & (1 << kind), "INVALID_EXPIRATION")
        need(bool(expiration) == (kind in (SPECIFIED, SPECIFIED_DAY)), "INVALID_EXPIRATION")
        if kind == DAY:
            expiration = self.end_of_trading(symbol, self.calendar.day(self.now))
        if kind == SPECIFIED_DAY:
            expiration = self.calendar.midnight(self.calendar.day(expiration) + 1) - 1000
        need(not expiration or expiration > self.now, "INVALID_EXPIRATION")
        return kind, expiration or 0

    def do_place(self, step):
        account, body = self.account_of(step), step["body"]
        symbol = self.symbol_of(body)
        kind = NAMES.get(body["type"], body["type"])
        side = kind % 2
        volume, price = number(body, "volume"), number(body, "price")
        stoplimit = number(body, "stoplimit")
        need(stoplimit is None or kind in (6, 7), "INVALID")
        other = self.order_of(account, body["oco"]) if body.get("oco") else None
        need(not other or not other.oco, "INVALID")
        need(stoplimit is not None or kind not in (6, 7), "INVALID_PRICE")
        self.check_order_mode(symbol, kind, body.get("sl") or body.get("sl_points"), body.get("tp") or body.get("tp_points"))
        self.check_open_market(symbol)
        self.check_conversion(account, symbol)
        filling = self.check_filling(symbol, kind, body.get("type_filling"))
        need(account.trade_allowed, "TRADE_DISABLED")
        self.check_trade_mode(symbol, side, account, volume)
        self.check_hedge(account, symbol, side)
        self.check_volume(symbol, volume)
        need(on_grid(price, symbol.trade_tick_size) and on_grid(stoplimit or ZERO, symbol.trade_tick_size), "INVALID_PRICE")
        reference = stoplimit if kind in (6, 7) else price
        sl, tp = self.stops_given(body, symbol, side, reference)
        self.check_stops_grid(symbol, sl, tp)
        type_time, expiration = self.expiration_of(symbol, body, TIMES.get(body.get("type_time"), body.get("type_time")), body.get("expiration"))
        self.check_pending_price(symbol, kind, price, stoplimit, symbol.trade_stops_level * symbol.point)
        self.check_stops(symbol, side, sl, tp, reference)
        need(not account.limit_orders or len(account.orders) < account.limit_orders, "LIMIT_ORDERS")
        self.check_limit_volume(account, symbol, side, volume, pending=True)
        order = self.new_order(account, symbol, kind, volume, ticket=0, state=PLACED, price=price, stoplimit=stoplimit or ZERO, sl=sl, tp=tp,
                               type_time=type_time, expiration_msc=expiration, type_filling=filling, magic=body.get("magic", 0),
                               comment=body.get("comment", ""), client_order_id=body.get("client_order_id", ""),
                               margin_rate=money.margin_rate(self, account, symbol, side, price))
        self.check_order_margin(account, order, account.orders)
        order.ticket = self.order_ticket()
        if other:
            order.oco, other.oco = other.ticket, order.ticket
            self.show_order(account, other)
        account.orders.append(order)
        self.show_order(account, order)

    def check_order_margin(self, account, order, orders):
        """The free margin covers what an order reserves more than before."""
        before = self.margin(account)
        after = money.account_margin(self, account, account.positions, orders + [order])
        required = max(ZERO, after - before)
        need(not required or required <= self.equity(account) - before, "INSUFFICIENT_MARGIN")

    def order_of(self, account, ticket):
        for order in account.orders:
            if order.ticket == ticket:
                return order
        raise Reject("ORDER_NOT_FOUND")

    def position_of(self, account, ticket):
        for position in account.positions:
            if position.ticket == ticket:
                return position
        raise Reject("POSITION_CLOSED")

    def check_order_frozen(self, symbol, order):
        bid, ask = self.quotes[symbol.name]
        distance = abs(order.price - (ask if order.type % 2 == BUY else bid))
        need(distance >= symbol.trade_freeze_level * symbol.point, "FROZEN")

    def check_position_frozen(self, symbol, position):
        price = self.close_price(position)
        for level in (position.sl, position.tp):
            need(not level or abs(level - price) >= symbol.trade_freeze_level * symbol.point, "FROZEN")

    def do_cancel(self, step):
        account = self.account_of(step)
        order = self.order_of(account, step["ticket"])
        symbol = self.symbols[order.symbol]
        need(self.session_open(symbol), "MARKET_CLOSED")
        need(account.trade_allowed, "TRADE_DISABLED")
        self.check_order_frozen(symbol, order)
        self.finish_order(account, order, CANCELED)

    def do_order_modify(self, step):
        account, body = self.account_of(step), step["body"]
        order = self.order_of(account, step["ticket"])
        symbol = self.symbols[order.symbol]
        side = order.type % 2
        self.check_stops_mode(symbol, body.get("sl"), body.get("tp"))
        self.check_open_market(symbol)
        need(account.trade_allowed, "TRADE_DISABLED")

        def kept(name, old):
            value = number(body, name)
            return old if value is None else value
        price, stoplimit = kept("price", order.price), kept("stoplimit", order.stoplimit)
        sl, tp = kept("sl", order.sl), kept("tp", order.tp)
        type_time, expiration = order.type_time, order.expiration_msc
        if "type_time" in body or "expiration" in body:
            expiration = body.get("expiration", order.expiration_msc)
            type_time = TIMES.get(body.get("type_time"), body.get("type_time"))
            if type_time is None:
                type_time = order.type_time if order.type_time in (SPECIFIED, SPECIFIED_DAY) and expiration else None
            elif type_time != order.type_time and "expiration" not in body:
                expiration = 0
            elif type_time == order.type_time == DAY:
                expiration = body.get("expiration") or order.expiration_msc
        need("stoplimit" not in body or order.type in (6, 7), "INVALID")
        need(on_grid(price, symbol.trade_tick_size) and on_grid(stoplimit, symbol.trade_tick_size), "INVALID_PRICE")
        self.check_stops_grid(symbol, sl, tp)
        if (type_time, expiration) != (order.type_time, order.expiration_msc):
            type_time, expiration = self.expiration_of(symbol, body, type_time, expiration)
        if (price, stoplimit, sl, tp) == (order.price, order.stoplimit, order.sl, order.tp) and \
                (type_time, expiration) == (order.type_time, order.expiration_msc):
            raise Reject("NO_CHANGES")
        reference = stoplimit if order.type in (6, 7) else price
        if (price, stoplimit) != (order.price, order.stoplimit):
            distance = symbol.trade_stops_level * symbol.point
            self.check_pending_price(symbol, order.type, price, stoplimit, distance, price != order.price)
        self.check_stops(symbol, side, sl, tp, reference)
        self.check_order_frozen(symbol, order)
        changed = Thing(**dict(order.__dict__, price=price, margin_rate=money.margin_rate(self, account, symbol, side, price)))
        self.check_order_margin(account, changed, [o for o in account.orders if o is not order])
        order.price, order.stoplimit, order.sl, order.tp = price, stoplimit, sl, tp
        order.type_time, order.expiration_msc = type_time, expiration
        order.margin_rate = money.margin_rate(self, account, symbol, side, price)
        self.show_order(account, order)

    def do_position_modify(self, step):
        account, body = self.account_of(step), step["body"]
        position = self.position_of(account, step["ticket"])
        symbol = self.symbols[position.symbol]
        sl, tp = number(body, "sl"), number(body, "tp")
        self.check_stops_mode(symbol, sl or body.get("trailing_points"), tp)
        self.check_open_market(symbol)
        need(account.trade_allowed, "TRADE_DISABLED")
        sl = position.sl if sl is None else sl
        tp = position.tp if tp is None else tp
        trailing = body.get("trailing_points", position.trailing_points)
        if (sl, tp, trailing) == (position.sl, position.tp, position.trailing_points):
            raise Reject("NO_CHANGES")
        new_sl = sl if sl != position.sl else ZERO
        new_tp = tp if tp != position.tp else ZERO
        self.check_stops_grid(symbol, new_sl, new_tp)
        self.check_stops(symbol, position.type, new_sl, new_tp, self.close_price(position))
        self.check_position_frozen(symbol, position)
        position.sl, position.tp, position.trailing_points = sl, tp, trailing
        position.time_update_msc = self.now
        self.show_position(account, position)
        self.trail(account, position)

    def do_close(self, step):
        account, body = self.account_of(step), step["body"]
        position = self.position_of(account, step["ticket"])
        self.close_position(account, position, body)

    def close_position(self, account, position, body):
        symbol = self.symbols[position.symbol]
        need(symbol.trade_mode != 0 and account.trade_allowed, "TRADE_DISABLED")
        if body.get("by") is not None:
            self.close_position_by(account, symbol, position, body)
            return
        self.check_open_market(symbol)
        side = SELL if position.type == BUY else BUY
        need(not account.fifo_close or position is self.oldest(account, symbol.name), "FIFO_CLOSE")
        self.check_deviation(symbol, side, number(body, "price"), body.get("deviation"))
        volume = number(body, "volume")
        volume = position.volume if volume is None else volume
        need(volume <= position.volume, "INVALID_CLOSE_VOLUME")
        need(volume == position.volume or on_grid(volume, symbol.volume_step), "INVALID_VOLUME")
        self.check_position_frozen(symbol, position)
        self.close_at(account, position, volume, self.close_price(position), EXPERT, body.get("magic", position.magic), body.get("comment", ""))

    def close_position_by(self, account, symbol, position, body):
        need(not account.netting, "INVALID")
        by = self.position_of(account, body["by"])
        need(by.symbol == position.symbol and by.type != position.type and body.get("volume") is None, "INVALID")
        need(symbol.order_mode & 64, "INVALID_ORDER")
        self.check_open_market(symbol)
        self.check_position_frozen(symbol, position)
        self.check_position_frozen(symbol, by)
        self.close_by(account, position, by, body.get("magic", position.magic), body.get("comment", ""))

    def do_close_all(self, step):
        """Opposite pairs first, against each other; then the rest at the market. Single failures do not stop it."""
        account, body = self.account_of(step), step["body"]
        need(body.get("symbol") in self.symbols or not body.get("symbol"), "UNKNOWN_SYMBOL")
        chosen = [p for p in account.positions if self.chosen(account, p, body)]
        for position in [p for p in chosen if p.type == BUY]:
            for by in [p for p in chosen if p.type == SELL]:
                if position.volume and by.volume and by.symbol == position.symbol:
                    try:
                        self.close_position(account, position, {"by": by.ticket})
                    except Reject:
                        pass
        for position in chosen:
            if position.volume:
                try:
                    self.close_position(account, position, {})
                except Reject:
                    pass

    def chosen(self, account, position, body):
        result = self.floating(account, position) + position.swap
        wanted = {None: True, "all": True, "profit": result > 0, "loss": result < 0}[body.get("filter")]
        return (wanted and body.get("symbol") in (None, "", position.symbol) and body.get("magic") in (None, position.magic)
                and body.get("type") in (None, ("buy", "sell")[position.type]))
