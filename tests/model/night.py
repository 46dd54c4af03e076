# SPDX-License-Identifier: MIT
"""Time in the slow model: sessions and holidays, expiration, and what happens when a server day ends."""
import datetime

import money
from money import ZERO
from state import DAY_MSC, EXPIRED, FOK, GTC, ROLLOVER, month, weekday


def minutes(text):
    hours, rest = text.split(":")
    return int(hours) * 60 + int(rest)


def day_of(text):
    return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days


class Night:
    """The half of Broker that knows the time."""

    # ---- trading hours ----

    def session_open(self, symbol):
        local = self.calendar.local(self.now)
        return self.trades(symbol, local // DAY_MSC, local % DAY_MSC // 60000)

    def trades(self, symbol, day, minute):
        for holiday in symbol.holidays:
            if day_of(holiday["date"]) == day and minutes(holiday["from"]) <= minute < minutes(holiday["to"]):
                return False
        return not symbol.sessions or any(s["day"] == weekday(day) and minutes(s["from"]) <= minute < minutes(s["to"])
                                          for s in symbol.sessions)

    def quote_fresh(self, symbol):
        if symbol.name not in self.quotes:
            return False
        return not symbol.quote_timeout_msc or self.now - self.quote_time[symbol.name] < symbol.quote_timeout_msc

    # ---- the way to a new time: day ends and expirations in their order ----

    def move_time(self, time_msc):
        if self.now == 0 or not any(account.positions or account.orders or account.blocked for account in self.accounts):
            self.now = time_msc
            return
        day = self.calendar.day(self.now) + 1
        while self.calendar.midnight(day) <= time_msc:
            self.expire(self.calendar.midnight(day))
            self.now = max(self.now, self.calendar.midnight(day))
            self.end_day(day - 1)
            self.touched.update(account.login for account in self.accounts)  # a day's end is a look at everyone
            self.recheck_touched()
            day += 1
        self.expire(time_msc)
        self.now = time_msc

    def expire(self, time_msc):
        """Everything whose time has come until `time_msc`, each at its own time."""
        due = [(order.expiration_msc, order.ticket, account, order) for account in self.accounts for order in account.orders
               if order.expiration_msc and order.expiration_msc <= time_msc]
        for moment, _, account, order in sorted(due, key=lambda row: row[:2]):
            self.now = max(self.now, moment)
            self.finish_order(account, order, EXPIRED)

    def end_of_trading(self, symbol, day):
        """UTC end of the last minute of a server day in which the symbol trades."""
        ends = [minute + 1 for minute in range(1440) if self.trades(symbol, day, minute)]
        return self.calendar.utc(day * DAY_MSC + max(ends, default=1440) * 60000)

    def end_day(self, day):
        for account in self.accounts:
            for order in list(account.orders):
                if self.symbols[order.symbol].order_gtc_mode != 0 and order.type_time == GTC:
                    self.finish_order(account, order, EXPIRED)
            for position in list(account.positions):
                self.end_position_day(account, position, day)
            self.charge(account, 1)
            if month(day) != month(day + 1):
                self.charge(account, 2)

    def end_position_day(self, account, position, day):
        symbol = self.symbols[position.symbol]
        if symbol.order_gtc_mode == 1 and (position.sl or position.tp):
            position.sl = position.tp = ZERO
            position.time_update_msc = self.now
            self.show_position(account, position)
        factor = self.night_factor(symbol, day)
        if symbol.swap_mode in (7, 8):
            self.reopen(account, symbol, position, factor)
            return
        amount = money.swap(self, account, symbol, position, factor, self.close_price(position))
        if amount:
            position.swap_exact += amount
            position.swap = money.normalize(position.swap_exact, account.digits)
            position.time_update_msc = self.now
            self.show_position(account, position)

    def night_factor(self, symbol, day):
        """Factor of the night after `day`. With swap_holidays a holiday gives its factor to the day before."""
        factor = symbol.night_factor(weekday(day))
        if not symbol.swap_holidays:
            return factor
        holidays = {day_of(h["date"]) for h in symbol.holidays if h["from"] == "00:00" and h["to"] == "24:00"}
        if day in holidays:
            return ZERO
        following = day + 1
        while following in holidays:
            factor += symbol.night_factor(weekday(following))
            following += 1
        return factor

    def reopen(self, account, symbol, position, factor):
        """Closed and opened again at the close price or the bid, with the swap in the price; the ticket stays."""
        value = symbol.swap_long if position.type == 0 else symbol.swap_short
        if not factor:
            return
        closed = self.close_price(position)
        base = closed if symbol.swap_mode == 7 else self.quotes[symbol.name][0]
        shift = value * factor * symbol.point
        opened = money.normalize(base - shift if position.type == 0 else base + shift, symbol.digits)
        profit = money.profit(self, account, symbol, position.type, position.volume, position.price_open, closed)
        side = 1 - position.type
        order = self.new_order(account, symbol, side, position.volume, reason=ROLLOVER, magic=position.magic, comment=position.comment,
                               type_filling=FOK)
        self.done(account, order, closed, position.identifier)
        self.deal(account, order, side, 1, position.volume, closed, profit, ZERO, ZERO, position, ROLLOVER, position.magic, position.comment)
        again = self.new_order(account, symbol, position.type, position.volume, reason=ROLLOVER, magic=position.magic, comment=position.comment,
                               type_filling=FOK)
        position.price_open = opened
        position.margin_rate = money.margin_rate(self, account, symbol, position.type, opened)
        position.time_update_msc = self.now
        self.done(account, again, opened, position.identifier)
        self.deal(account, again, position.type, 0, position.volume, opened, ZERO, ZERO, ZERO, position, ROLLOVER, position.magic, position.comment)
        self.show_position(account, position)

    def charge(self, account, period):
        """The commission that was blocked becomes one balance deal."""
        amount = account.blocked.pop(period, ZERO)
        if amount:
            self.money_deal(account, 7 + period, amount, ("daily commission", "monthly commission")[period - 1], ROLLOVER)
