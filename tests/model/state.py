# SPDX-License-Identifier: MIT
"""What the slow model remembers: symbols, accounts, positions and orders, plainly; and the server's calendar."""
import datetime
from decimal import Decimal

import money
from money import ZERO

DAY_MSC = 86400000
NUMBERS = {"trade_calc_mode", "trade_mode", "trade_exemode", "swap_mode", "commission_mode", "commission_entry", "commission_charge",
           "gap_stop", "gap_sl", "gap_limit", "gap_tp", "profit_conversion", "order_gtc_mode", "digits", "trade_stops_level",
           "trade_freeze_level", "swap_rollover3days", "swap_year_days", "gap_level", "gap_ticks", "quote_timeout_msc", "filling_mode",
           "expiration_mode", "order_mode"}
TEXTS = {"name", "description", "currency_base", "currency_profit", "currency_margin"}
FLAGS = {"swap_holidays", "margin_hedged_use_leg"}
LISTS = {"sessions", "holidays", "commission_tiers"}
DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")


FOK, IOC, RETURN, BOC = 0, 1, 2, 3
GTC, DAY, SPECIFIED, SPECIFIED_DAY = 0, 1, 2, 3
STARTED, PLACED, CANCELED, PARTIAL, FILLED, REJECTED, EXPIRED = range(7)
CLIENT, EXPERT, BY_SL, BY_TP, BY_SO, ROLLOVER = 0, 3, 4, 5, 6, 7
MODE_BITS = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 8, 7: 8, 8: 64}
NAMES = {"buy": 0, "sell": 1, "buy_limit": 2, "sell_limit": 3, "buy_stop": 4, "sell_stop": 5, "buy_stop_limit": 6, "sell_stop_limit": 7}
TIMES = {"gtc": 0, "day": 1, "specified": 2, "specified_day": 3}
FILLINGS = {"fok": 0, "ioc": 1, "return": 2, "boc": 3}


class Reject(Exception):
    """A refused request; nothing was changed."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def need(condition, code):
    if not condition:
        raise Reject(code)


def number(body, name):
    value = body.get(name)
    return None if value is None else Decimal(str(value))


def on_grid(value, step):
    return value % step == 0


class Symbol:
    """Terms of a symbol. Every term is given by the configuration; the seven nights of the swap may be left out."""

    def __init__(self, terms):
        for name, value in terms.items():
            if name in NUMBERS or name in TEXTS or name in FLAGS or name in LISTS:
                setattr(self, name, value)
            else:
                setattr(self, name, Decimal(str(value)))
        self.point = money.STEPS[self.digits]
        self.gaps = 0  # ticks of the gap that is on
        for tier in self.commission_tiers:
            for key in tier:
                tier[key] = Decimal(str(tier[key]))

    def night_factor(self, weekday):
        given = getattr(self, "swap_" + DAYS[weekday], None)
        if given is not None:
            return given
        if weekday in (0, 6):
            return ZERO
        return Decimal(3 if weekday == self.swap_rollover3days else 1)


class Account:
    def __init__(self, terms):
        self.login = terms["login"]
        self.currency = terms.get("currency", "USD")
        self.digits = money.currency_digits(self.currency)
        self.leverage = Decimal(terms.get("leverage", 100))
        self.netting = terms.get("margin_mode", "hedging") != "hedging"
        self.start = Decimal(str(terms.get("balance", 10000)))
        self.start_credit = Decimal(str(terms.get("credit", 0)))
        self.so_money = terms.get("margin_so_mode", "percent") == "money"
        self.so_call = Decimal(str(terms.get("margin_so_call", 100)))
        self.so_so = Decimal(str(terms.get("margin_so_so", 50)))
        self.real = terms.get("trade_mode", "demo") == "real"
        self.trade_allowed = terms.get("trade_allowed", True)
        self.limit_orders = terms.get("limit_orders", 0)
        self.limit_positions = terms.get("limit_positions", 0)
        self.fifo_close = terms.get("fifo_close", False)
        self.hedge_prohibited = terms.get("hedge_prohibited", False)
        self.compensation = terms.get("negative_balance_compensation", False)
        self.balance = ZERO
        self.credit = ZERO
        self.blocked = {}  # period end of the charge -> commission that waits for its balance deal
        self.called = False
        self.positions = []
        self.orders = []
        self.finished = set()  # tickets of orders that are no more
        self.closed = set()    # tickets of positions that are no more


class Thing:
    """A position, order or deal: members as given."""

    def __init__(self, **members):
        self.__dict__.update(members)


class Calendar:
    """Server wall-clock time of a zone with the daylight saving of the European Union, or of UTC."""

    def __init__(self, zone):
        self.hours = {"UTC": 0, "": 0, "Europe/London": 0, "Europe/Berlin": 1, "Europe/Helsinki": 2}[zone]
        self.daylight = zone.startswith("Europe/")

    def offset(self, msc):
        hours = self.hours
        if self.daylight:
            year = datetime.datetime.fromtimestamp(msc / 1000, datetime.timezone.utc).year
            if last_sunday(year, 3) <= msc < last_sunday(year, 10):
                hours += 1
        return hours * 3600000

    def local(self, msc):
        return msc + self.offset(msc)

    def utc(self, local):
        """The first of two in the doubled hour; the moment of the jump in the missing one."""
        early = local - (self.hours + 1) * 3600000 if self.daylight else local - self.hours * 3600000
        if self.local(early) == local:
            return early
        late = local - self.hours * 3600000
        if self.local(late) == local:
            return late
        year = datetime.datetime.fromtimestamp(late / 1000, datetime.timezone.utc).year
        return last_sunday(year, 3)

    def day(self, msc):
        return self.local(msc) // DAY_MSC

    def midnight(self, day):
        """UTC of the beginning of a server day."""
        return self.utc(day * DAY_MSC)


_SUNDAYS = {}


def last_sunday(year, month):
    """01:00 UTC of the last Sunday of a month of 31 days."""
    if (year, month) not in _SUNDAYS:
        day = datetime.datetime(year, month, 31, 1, tzinfo=datetime.timezone.utc)
        day -= datetime.timedelta(days=(day.weekday() + 1) % 7)
        _SUNDAYS[year, month] = int(day.timestamp()) * 1000
    return _SUNDAYS[year, month]


def weekday(day):
    """0 Sunday … 6 Saturday of days since the epoch."""
    return (day + 4) % 7


def month(day):
    date = datetime.date(1970, 1, 1) + datetime.timedelta(days=day)
    return date.year, date.month
