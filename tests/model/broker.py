# SPDX-License-Identifier: MIT
"""A slow, plain model of the paper broker, written from the trading rules and not from the engine: the engine's judge.

Everything is recomputed from the lists of positions and orders at every step. Readings where the rules leave room:

 1. A tick does its work phase by phase over all accounts: every stop loss in order of ticket, every take profit, trailing stops,
    every pending order, then margin call and stop-out of each account that was touched, lower login first. What a pending order
    opens is watched from the next tick on. A request that moves money or margin, and the end of a day, are looked at as well.
 2. An order needs max(0, margin with it - margin without it); it is refused when that is more than 0 and more than the free margin
    before it. What a pending order reserves counts as there when it fires. Spread and commission to come are not asked for.
 3. The frozen conversion of a margin (`margin_rate`) has 16 decimals; conversions of profit are not cut. Margin is rounded once for
    the uncovered volume, once for the covered volume and once for each pending order.
 4. Conversions go over the configured pair, quoted or not. In two steps they take the worse side for the client in both.
 5. Stops given in points that are off the tick size go away from the price, to the next step. Stops stand strictly on their side.
 6. Frozen means nearer than freeze_level, not at it; a close by asks both positions.
 7. Time moves first, then the quote: what ends by then ends at its own moment, before a tick can fill it.
 8. Both deals of a close by carry the opening price of `by`; the second one has no profit.
 9. Swap is kept with 8 decimals and shown rounded; a part that is closed takes its rounded share of it and of the opening commission.
10. Netting: limit orders against a position need nothing up to its volume. A reversal drops the trailing stop, and takes time, magic, comment and reason of the order; its commission is one amount over the lots that pay.
11. With FIFO the oldest losing position of each symbol is stopped out, where nothing loses the oldest; "old" is the order of opening.
12. A jump of the ask makes a gap. Outside a gap mode that is set, everything fills at its own price.
"""
from decimal import Decimal

import money
from money import BUY, HUNDRED, SELL, ZERO
from asking import Requests, away
from night import Night
from state import Account, BY_SL, BY_SO, BY_TP, CANCELED, CLIENT, Calendar, EXPERT, FILLED, FOK, GTC, REJECTED, STARTED, Reject, Symbol, Thing, need

class Broker(Requests, Night):
    """The state machine: apply() takes one input and tells what it did."""

    def __init__(self, config):
        self.symbols = {terms["name"]: Symbol(terms) for terms in config["symbols"]}
        self.accounts = [Account(terms) for terms in config["accounts"]]
        self.by_login = {account.login: account for account in self.accounts}
        self.calendar = Calendar(config.get("zone", "Europe/Helsinki"))
        self.quotes = {}
        self.quote_time = {}
        self.now = config.get("start_msc", 0)
        self.last_order = self.last_deal = 0
        self.begin()
        for account in self.accounts:
            if account.start:
                self.money_deal(account, 2, account.start, "opening balance")
            if account.start_credit:
                self.money_deal(account, 3, account.start_credit, "opening credit")
        self.opening = self.end("DONE")

    # ---- the frame of an input ----

    def begin(self):
        self.deals, self.orders, self.positions = [], {}, {}
        self.touched = set()  # logins whose money or margin changed

    def end(self, code):
        return {"code": code, "deals": self.deals, "orders": list(self.orders.values()), "positions": list(self.positions.values()),
                "accounts": [self.account_lines(account) for account in self.accounts]}

    def apply(self, step):
        self.begin()
        try:
            account = self.by_login.get(step.get("login"))
            before = self.reserved(account) if account else None
            getattr(self, "do_" + step["op"])(step)
            if account and (self.deals or self.reserved(account) != before):
                self.recheck(account)
        except Reject as refusal:
            return self.end(refusal.code)
        except money.NoConversion:
            return self.end("NO_CONVERSION")
        return self.end("DONE")

    def order_ticket(self):
        self.last_order += 1
        return self.last_order

    def deal_ticket(self):
        self.last_deal += 1
        return self.last_deal

    # ---- money ----

    def close_price(self, position):
        bid, ask = self.quotes[position.symbol]
        return bid if position.type == BUY else ask

    def open_price(self, name, side):
        bid, ask = self.quotes[name]
        return ask if side == BUY else bid

    def floating(self, account, position):
        """Profit of closing the position now."""
        symbol = self.symbols[position.symbol]
        return money.profit(self, account, symbol, position.type, position.volume, position.price_open, self.close_price(position))

    def reserved(self, account):
        return self.margin(account), [money.order_margin(account, self.symbols[o.symbol], o) for o in account.orders]

    def margin(self, account):
        return money.account_margin(self, account, account.positions, account.orders)

    def equity(self, account):
        return (account.balance + account.credit + sum(account.blocked.values(), ZERO)
                + sum((self.floating(account, p) + p.swap for p in account.positions), ZERO))

    def account_lines(self, account):
        profit = sum((self.floating(account, p) + p.swap for p in account.positions), ZERO)
        equity = account.balance + account.credit + sum(account.blocked.values(), ZERO) + profit
        margin = self.margin(account)
        level = money.normalize(equity / margin * HUNDRED, 2) if margin else ZERO
        return {"login": account.login, "balance": account.balance, "equity": equity, "margin": margin,
                "margin_free": equity - margin, "profit": profit, "margin_level": level}

    def money_deal(self, account, kind, amount, comment, reason=CLIENT):
        """A deal without a trade: it moves the balance, or the credit."""
        deal = Thing(ticket=self.deal_ticket(), order=0, position_id=0, time_msc=self.now, type=kind, entry=0, symbol="", volume=ZERO,
                     price=ZERO, sl=ZERO, tp=ZERO, commission=ZERO, swap=ZERO, fee=ZERO, profit=amount, reason=reason, magic=0,
                     comment=comment)
        if kind == 3:
            account.credit += amount
        else:
            account.balance += amount
        self.touched.add(account.login)
        self.deals.append((account.login, dict(deal.__dict__)))

    # ---- images for the comparison ----

    def show_order(self, account, order):
        self.touched.add(account.login)
        self.orders[order.ticket] = (account.login, dict(order.__dict__))

    def show_position(self, account, position, closed=False):
        self.touched.add(account.login)
        image = dict(position.__dict__)
        image["closed"] = closed
        self.positions[position.ticket] = (account.login, image)

    # ---- ticks and time ----

    def do_tick(self, step):
        need(step["symbol"] in self.symbols, "UNKNOWN_SYMBOL")
        bid, ask = Decimal(str(step["bid"])), Decimal(str(step["ask"]))
        time_msc = step.get("time_msc", self.now)
        need(ZERO < bid <= ask, "INVALID_VALUE")
        need(time_msc >= self.now, "TIME_GOES_BACK")
        self.move_time(time_msc)
        name = step["symbol"]
        self.watch_gap(self.symbols[name], ask)
        self.quotes[name] = (bid, ask)
        self.quote_time[name] = time_msc
        if self.session_open(self.symbols[name]):
            self.fire_stops(name, "sl")
            self.fire_stops(name, "tp")
            for account in self.accounts:
                for position in account.positions:
                    if position.symbol == name:
                        self.trail(account, position)
            self.fire_orders(name)
        for account in self.accounts:
            if account.login in self.touched or any(self.depends(account, p, name) for p in account.positions):
                self.recheck(account)

    def depends(self, account, position, name):
        """Whether a quote of `name` can change what a position is worth."""
        symbol = self.symbols[position.symbol]
        return position.symbol == name or name in money.path(self, symbol.currency_profit, account.currency, symbol)

    def watch_gap(self, symbol, ask):
        """Gap mode: counted from the tick that jumped, over with tick number gap_ticks."""
        before = self.quotes.get(symbol.name)
        if symbol.gaps:
            symbol.gaps += 1
            if symbol.gaps >= symbol.gap_ticks:
                symbol.gaps = 0
        if before and symbol.gap_level:
            if abs(ask - before[1]) >= symbol.gap_level * symbol.point:
                symbol.gaps = 1

    def fill_price(self, symbol, policy, asked, market):
        """Where something is filled that the market has reached or passed."""
        if policy == 1 or (symbol.gap_level and not symbol.gaps):
            return asked
        return market

    def trail(self, account, position):
        """A trailing stop follows a profit of at least its distance, and never goes back."""
        symbol = self.symbols[position.symbol]
        distance = position.trailing_points * symbol.point
        sign = 1 if position.type == BUY else -1
        price = self.close_price(position)
        if not distance or (price - position.price_open) * sign < distance:
            return
        level = away(price, -sign * distance, symbol.trade_tick_size)
        if not position.sl or (level - position.sl) * sign > 0:
            position.sl = level
            position.time_update_msc = self.now
            self.show_position(account, position)

    def do_clock(self, step):
        need(step["time_msc"] >= self.now, "TIME_GOES_BACK")
        self.move_time(step["time_msc"])
        self.recheck_touched()

    def recheck_touched(self):
        for account in self.accounts:
            if account.login in self.touched:
                self.recheck(account)
        self.touched.clear()

    def stop_hit(self, position, member):
        """Whether the market is at or past a stop: long at bid, short at ask."""
        level = getattr(position, member)
        if not level:
            return False
        price = self.close_price(position)
        falling = (position.type == BUY) == (member == "sl")
        return price <= level if falling else price >= level

    def fire_stops(self, name, member):
        hit = [(p.ticket, account, p) for account in self.accounts for p in account.positions
               if p.symbol == name and self.stop_hit(p, member)]
        symbol = self.symbols[name]
        policy = symbol.gap_sl if member == "sl" else symbol.gap_tp
        for _, account, position in sorted(hit, key=lambda row: row[0]):
            price = self.fill_price(symbol, policy, getattr(position, member), self.close_price(position))
            reason = BY_SL if member == "sl" else BY_TP
            self.close_at(account, position, position.volume, price, reason, position.magic, "[" + member)

    def order_hit(self, order):
        bid, ask = self.quotes[order.symbol]
        if order.type == 2:
            return ask <= order.price
        if order.type == 3:
            return bid >= order.price
        if order.type in (4, 6):
            return ask >= order.price
        return bid <= order.price

    def fire_orders(self, name):
        hit = [(o.ticket, account, o) for account in self.accounts for o in account.orders if o.symbol == name and self.order_hit(o)]
        for _, account, order in sorted(hit, key=lambda row: row[0]):
            if order in account.orders:
                self.fire_order(account, order)

    def fire_order(self, account, order):
        symbol = self.symbols[order.symbol]
        if order.type in (6, 7):
            order.type -= 4
            order.price, order.stoplimit = order.stoplimit, ZERO
            order.margin_rate = money.margin_rate(self, account, symbol, order.type % 2, order.price)
            self.show_order(account, order)
            return
        side = order.type % 2
        policy = symbol.gap_limit if order.type in (2, 3) else symbol.gap_stop
        price = self.fill_price(symbol, policy, order.price, self.open_price(order.symbol, side))
        try:
            self.check_hedge(account, symbol, side)
            self.check_positions(account, symbol)
            self.check_margin(account, symbol, side, order.volume_current, price, without=order)
        except Reject:
            self.finish_order(account, order, REJECTED)
            return
        self.fill(account, order, price)
        for other in list(account.orders):
            if other.ticket == order.oco or other.oco == order.ticket:
                other.oco = 0
                self.finish_order(account, other, CANCELED)

    def finish_order(self, account, order, state):
        order.state = state
        order.time_done_msc = self.now
        account.orders.remove(order)
        account.finished.add(order.ticket)
        self.show_order(account, order)
        for other in account.orders:
            if other.oco == order.ticket and state != FILLED:
                other.oco = 0
                self.show_order(account, other)

    # ---- margin call and stop-out ----

    def level_at(self, account, limit):
        """Whether the account is at or below a level."""
        equity = self.equity(account)
        if account.so_money:
            return self.margin(account) > 0 and equity <= limit
        margin = self.margin(account)
        return margin > 0 and equity * HUNDRED <= limit * margin

    def recheck(self, account):
        account.called = self.level_at(account, account.so_call)
        stopped = False
        while self.level_at(account, account.so_so) and self.stop_out_step(account):
            stopped = True
        if stopped and account.compensation and account.balance < 0 and not account.positions:
            self.money_deal(account, 5, -account.balance, "so compensation", BY_SO)

    def stop_out_step(self, account):
        reserved = [(money.order_margin(account, self.symbols[o.symbol], o), o) for o in account.orders]
        reserved = [row for row in reserved if row[0] > 0]
        if reserved:
            largest = min(reserved, key=lambda row: (-row[0], row[1].ticket))[1]
            self.finish_order(account, largest, CANCELED)
            return True
        if not account.positions:
            return False
        candidates = [p for p in account.positions if self.session_open(self.symbols[p.symbol])]
        if account.fifo_close:
            candidates = self.fifo_candidates(account, candidates)
        if not candidates:
            return False
        worst = min(candidates, key=lambda p: (self.floating(account, p), account.positions.index(p)))
        volume = worst.volume
        if account.netting and account.real:
            volume = min(volume, self.symbols[worst.symbol].volume_max)
        self.close_at(account, worst, volume, self.close_price(worst), BY_SO, worst.magic, "[so")
        return True

    def fifo_candidates(self, account, positions):
        """The oldest losing position of each symbol; where nothing loses, the oldest."""
        losing = [p for p in positions if self.floating(account, p) < 0]
        return [p for p in losing or positions if not any(q.symbol == p.symbol for q in (losing or positions)[:(losing or positions).index(p)])]

    def oldest(self, account, name):
        """Positions stand in the order of their opening."""
        return next(p for p in account.positions if p.symbol == name)

    # ---- filling and closing ----

    def fill(self, account, order, price):
        """Fills an order: a new position, or a change of the one there is under netting."""
        symbol = self.symbols[order.symbol]
        side, volume = order.type % 2, order.volume_current
        held = [p for p in account.positions if p.symbol == symbol.name] if account.netting else []
        if not held:
            self.open(account, symbol, order, side, volume, price)
        elif held[0].type == side:
            self.increase(account, symbol, order, held[0], volume, price)
        elif volume <= held[0].volume:
            self.reduce(account, symbol, order, held[0], volume, price)
        else:
            self.reverse(account, symbol, order, held[0], volume, price)

    def open(self, account, symbol, order, side, volume, price):
        cost = self.commission(account, symbol, 0, volume, price, ZERO)
        position = Thing(ticket=order.ticket, identifier=order.ticket, time_msc=self.now, time_update_msc=self.now, symbol=symbol.name,
                         type=side, volume=volume, price_open=price, sl=order.sl, tp=order.tp, swap=ZERO, swap_exact=ZERO, commission=cost,
                         magic=order.magic, comment=order.comment, reason=order.reason, trailing_points=0,
                         margin_rate=money.margin_rate(self, account, symbol, side, price))
        account.positions.append(position)
        self.done(account, order, price, position.identifier)
        self.deal(account, order, side, 0, volume, price, ZERO, ZERO, cost, position, order.reason, order.magic, order.comment)
        self.show_position(account, position)

    def increase(self, account, symbol, order, position, volume, price):
        cost = self.commission(account, symbol, 0, volume, price, ZERO)
        rate = money.margin_rate(self, account, symbol, position.type, price)
        whole = position.volume + volume
        position.price_open = money.normalize((position.price_open * position.volume + price * volume) / whole, symbol.digits + 3)
        position.margin_rate = money.normalize((position.margin_rate * position.volume + rate * volume) / whole, 16)
        position.volume = whole
        position.commission += cost
        position.sl, position.tp, position.time_update_msc = order.sl, order.tp, self.now
        self.done(account, order, price, position.identifier)
        self.deal(account, order, position.type, 0, volume, price, ZERO, ZERO, cost, position, order.reason, order.magic, order.comment)
        self.show_position(account, position)

    def reduce(self, account, symbol, order, position, volume, price):
        side = 1 - position.type
        profit = money.profit(self, account, symbol, position.type, volume, position.price_open, price)
        cost = self.commission(account, symbol, 1, volume, price, profit)
        swap = self.take_part(account, position, volume)
        self.done(account, order, price, position.identifier)
        self.deal(account, order, side, 1, volume, price, profit, swap, cost, position, order.reason, order.magic, order.comment)
        self.show_position(account, position, closed=not position.volume)

    def reverse(self, account, symbol, order, position, volume, price):
        """More than there was: what is left opens in the other direction; the identifier stays, the ticket is the order's."""
        side, rest = 1 - position.type, volume - position.volume
        profit = money.profit(self, account, symbol, position.type, position.volume, position.price_open, price)
        paying = (volume, rest, position.volume)[symbol.commission_entry]
        cost = self.commission(account, symbol, 2, paying, price, profit if symbol.commission_entry != 1 else ZERO)
        keeps = symbol.commission_entry != 2 and symbol.commission_mode != 6
        opening = money.normalize(cost * rest / paying, account.digits) if keeps else ZERO
        swap = position.swap
        account.closed.add(position.ticket)
        position.magic, position.comment, position.reason = order.magic, order.comment, order.reason
        position.ticket, position.type, position.volume, position.price_open = order.ticket, side, rest, price
        position.sl, position.tp, position.swap, position.commission = order.sl, order.tp, ZERO, opening
        position.swap_exact, position.trailing_points = ZERO, 0
        position.time_msc = position.time_update_msc = self.now
        position.margin_rate = money.margin_rate(self, account, symbol, side, price)
        self.done(account, order, price, position.identifier)
        self.deal(account, order, side, 2, volume, price, profit, swap, cost, position, order.reason, order.magic, order.comment)
        self.show_position(account, position)

    def done(self, account, order, price, position_id):
        """An order is filled: it leaves the list."""
        order.volume_current = ZERO
        order.position_id = position_id
        if order.type in (BUY, SELL):
            order.price = price
        if order in account.orders:
            self.finish_order(account, order, FILLED)
        else:
            order.state, order.time_done_msc = FILLED, self.now
            account.finished.add(order.ticket)
            self.show_order(account, order)

    def commission(self, account, symbol, entry, volume, price, gain):
        if entry in ((), (1, 3), (0,))[symbol.commission_entry]:
            return ZERO
        cost = money.commission(self, account, symbol, volume, price, gain)
        if symbol.commission_charge == 0:
            return cost
        account.blocked[symbol.commission_charge] = account.blocked.get(symbol.commission_charge, ZERO) + cost
        return ZERO

    def deal(self, account, order, side, entry, volume, price, profit, swap, cost, position, reason, magic, comment):
        deal = Thing(ticket=self.deal_ticket(), order=order.ticket, position_id=position.identifier, time_msc=self.now, type=side,
                     entry=entry, symbol=position.symbol, volume=volume, price=price, sl=position.sl, tp=position.tp, commission=cost,
                     swap=swap, fee=ZERO, profit=profit, reason=reason, magic=magic, comment=comment)
        account.balance += profit + swap + cost
        self.deals.append((account.login, dict(deal.__dict__)))
        return deal

    def new_order(self, account, symbol, kind, volume, ticket=None, **members):
        base = dict(ticket=self.order_ticket() if ticket is None else ticket, time_setup_msc=self.now, time_done_msc=0, type=kind, state=STARTED, symbol=symbol.name,
                    volume_initial=volume, volume_current=volume, price=ZERO, stoplimit=ZERO, sl=ZERO, tp=ZERO, type_time=GTC,
                    expiration_msc=0, type_filling=FOK, magic=0, comment="", client_order_id="", position_id=0, position_by_id=0, oco=0,
                    reason=EXPERT, margin_rate=ZERO)
        base.update(members)
        return Thing(**base)

    def take_part(self, account, position, volume):
        """Removes volume from a position with its share of swap and opening commission. Returns the swap."""
        swap = money.normalize(position.swap_exact * volume / position.volume, account.digits)
        position.swap_exact -= swap
        position.swap = money.normalize(position.swap_exact, account.digits)
        position.commission -= money.normalize(position.commission * volume / position.volume, account.digits)
        position.volume -= volume
        position.time_update_msc = self.now
        if not position.volume:
            account.positions.remove(position)
            account.closed.add(position.ticket)
        return swap

    def close_at(self, account, position, volume, price, reason, magic, comment):
        symbol = self.symbols[position.symbol]
        side = SELL if position.type == BUY else BUY
        order = self.new_order(account, symbol, side, volume, position_id=position.identifier, reason=reason, magic=magic,
                               comment=comment, type_filling=FOK)
        profit = money.profit(self, account, symbol, position.type, volume, position.price_open, price)
        cost = self.commission(account, symbol, 1, volume, price, profit)
        swap = self.take_part(account, position, volume)
        self.done(account, order, price, position.identifier)
        self.deal(account, order, side, 1, volume, price, profit, swap, cost, position, reason, magic, comment)
        self.show_position(account, position, closed=not position.volume)

    def close_by(self, account, position, by, magic, comment):
        symbol = self.symbols[position.symbol]
        volume = min(position.volume, by.volume)
        price = by.price_open
        order = self.new_order(account, symbol, 8, volume, price=price, position_id=position.identifier, position_by_id=by.identifier,
                               magic=magic, comment=comment)
        profit = money.profit(self, account, symbol, position.type, volume, position.price_open, price)
        swap = self.take_part(account, position, volume)
        by_swap = self.take_part(account, by, volume)
        self.done(account, order, price, position.identifier)
        cost = ZERO
        if symbol.commission_entry == 2:
            cost = self.commission(account, symbol, 3, volume, price, profit) + self.commission(account, symbol, 3, volume, price, ZERO)
        for leg, gain, nights, paid in ((position, profit, swap, cost), (by, ZERO, by_swap, ZERO)):
            self.deal(account, order, 1 - leg.type, 3, volume, price, gain, nights, paid, leg, EXPERT, magic, comment)
        for leg in (position, by):
            self.show_position(account, leg, closed=not leg.volume)
