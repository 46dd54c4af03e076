# SPDX-License-Identifier: MIT
"""Random input for broker and model: a seed makes a configuration and a stream of inputs, always the same.

The generator looks at the model while it goes, so that most requests make sense: tickets that exist, stops around the market,
volumes near what the free margin allows. Some are wrong on purpose.
"""
import random
from decimal import Decimal

import money

START_MSC = 1709251200000  # 2024-03-01, a Friday; the clocks change on the 31st
DAY_MSC = 86400000
RECKLESS = 1003  # an account that bets what it has
ALL = ("netting", "swap", "session", "commission", "charge", "gap", "gtc", "rules", "trailing", "oco")

#         name      digits tick       contract  calc base   profit margin price      spread step
TABLE = [("EURUSD", 5, "0.00001", "100000", 0, "EUR", "USD", "EUR", "1.08500", 12, 15),
         ("GBPUSD", 5, "0.00001", "100000", 0, "GBP", "USD", "GBP", "1.27000", 14, 18),
         ("USDJPY", 3, "0.001", "100000", 0, "USD", "JPY", "USD", "155.123", 12, 20),
         ("USDCHF", 5, "0.00001", "100000", 0, "USD", "CHF", "USD", "0.88000", 15, 12),
         ("AUDUSD", 5, "0.00001", "100000", 0, "AUD", "USD", "AUD", "0.66000", 13, 12),
         ("USDCAD", 5, "0.00001", "100000", 0, "USD", "CAD", "USD", "1.37000", 16, 14),
         ("NZDUSD", 5, "0.00001", "100000", 0, "NZD", "USD", "NZD", "0.60000", 18, 11),
         ("EURJPY", 3, "0.001", "100000", 0, "EUR", "JPY", "EUR", "168.250", 17, 25),
         ("GBPJPY", 3, "0.001", "100000", 5, "GBP", "JPY", "GBP", "197.100", 24, 30),
         ("EURGBP", 5, "0.00001", "100000", 0, "EUR", "GBP", "EUR", "0.85500", 14, 8),
         ("CADCHF", 5, "0.00001", "100000", 0, "CAD", "CHF", "CAD", "0.64200", 25, 8),
         ("XAUUSD", 3, "0.001", "100", 4, "XAU", "USD", "USD", "2350.125", 250, 400),
         ("XAGUSD", 3, "0.005", "5000", 4, "XAG", "USD", "USD", "28.125", 25, 30),
         ("US30", 2, "0.01", "1", 2, "USD", "USD", "USD", "39000.00", 250, 900),
         ("GER40", 1, "0.5", "1", 2, "EUR", "EUR", "EUR", "18000.0", 15, 60),
         ("JP225", 0, "5", "1", 3, "JPY", "JPY", "JPY", "39000", 10, 30),
         ("ES", 2, "0.25", "50", 1, "USD", "USD", "USD", "5200.25", 25, 150),
         ("AAPL", 2, "0.01", "10", 32, "USD", "USD", "USD", "190.00", 4, 20)]
CURRENCIES = ("USD", "EUR", "GBP", "JPY", "CHF", "AUD", "CAD", "NZD")
WORTH = {"JPY": 150}


class Generator:
    def __init__(self, seed, features=()):
        self.random = random.Random(seed)
        self.features = set(features)
        self.time = START_MSC + self.random.randrange(0, 30 * DAY_MSC)
        self.start = self.time
        self.config = {"zone": self.pick(("Europe/Helsinki", "UTC", "Europe/London")),
                       "accounts": [self.account(1000 + i) for i in range(4)],
                       "symbols": [self.symbol(row) for row in TABLE]}
        self.terms = {terms["name"]: terms for terms in self.config["symbols"]}
        self.price = {row[0]: Decimal(row[8]) for row in TABLE}
        self.spread = {row[0]: row[9] for row in TABLE}
        calm = self.pick((1, 3, 3, 8))
        self.step = {row[0]: row[10] * calm for row in TABLE}
        self.silent = self.pick([None, "AAPL", "EURGBP"])  # a symbol that is quoted late
        self.count = 0
        self.lively = self.random.sample([row[0] for row in TABLE], 7)
        self.waiting = []

    # ---- terms ----

    def pick(self, choices):
        return self.random.choice(list(choices))

    def chance(self, percent):
        return self.random.random() * 100 < percent

    def account(self, login):
        currency = self.pick(CURRENCIES)
        worth = WORTH.get(currency, 1)
        balance = Decimal(self.random.randrange(200000, 5000000) * worth) / (1 if worth > 1 else 100)
        if worth > 1:
            balance = Decimal(int(balance / 100))
        if login == RECKLESS:
            balance = Decimal(int(balance / 10))
        terms = {"login": login, "currency": currency, "currency_digits": money.currency_digits(currency),
                 "leverage": 500 if login == RECKLESS else self.pick((100, 100, 30, 500, 33, 200, 7)), "balance": str(balance),
                 "credit": str(self.pick((0, 0, 0, 500 * worth))), "margin_mode": "hedging",
                 "margin_so_mode": "percent", "margin_so_call": "100", "margin_so_so": self.pick(("50", "30", "80"))}
        if self.chance(15):
            terms.update(margin_so_mode="money", margin_so_call=str(900 * worth), margin_so_so=str(500 * worth))
        if self.chance(30):
            terms["limit_orders"] = 6
        if self.chance(20):
            terms["limit_positions"] = 8
        if "netting" in self.features and self.chance(60):
            terms["margin_mode"] = "netting"
        if "rules" in self.features:
            terms["fifo_close"] = self.chance(30)
            terms["hedge_prohibited"] = self.chance(30)
            terms["negative_balance_compensation"] = self.chance(50)
            terms["trade_mode"] = self.pick(("demo", "real"))
        return terms

    def symbol(self, row):
        name, digits, tick, contract, calc, base, profit, margin = row[:8]
        index = calc in (2, 3)
        terms = {
            "name": name, "description": name, "digits": digits, "trade_contract_size": contract, "trade_tick_size": tick,
            "trade_tick_value": {1: "12.5", 3: "5"}.get(calc, "0"),
            "volume_max": self.pick(("50", "100")), "volume_step": "0.1" if index else self.pick(("0.01", "0.01", "0.02")),
            "volume_limit": self.pick(("0", "0", "0", "5")), "trade_stops_level": self.pick((0, 0, 10, 3)),
            "trade_freeze_level": self.pick((0, 0, 0, 8)), "trade_calc_mode": calc, "trade_mode": 4, "trade_exemode": 2,
            "swap_mode": 0, "swap_long": "0", "swap_short": "0", "swap_rollover3days": 3, "swap_holidays": False, "swap_year_days": 360,
            "margin_initial": "2000" if calc == 1 else "0", "margin_maintenance": "0",
            "margin_hedged": self.pick((contract, contract, "0", str(Decimal(contract) / 2))),
            "margin_hedged_use_leg": self.chance(20),
            "margin_rate_buy": "0.01" if index else self.pick(("1", "1", "1.15", "0.5")),
            "margin_rate_sell": "0.01" if index else self.pick(("1", "1", "0.9")),
            "margin_rate_buy_limit": "0", "margin_rate_sell_limit": "0", "margin_rate_buy_stop": "0", "margin_rate_sell_stop": "0",
            "margin_rate_buy_stop_limit": "0", "margin_rate_sell_stop_limit": "0", "commission": self.pick(("0", "0", "3.5", "7")),
            "commission_mode": 0, "commission_entry": 0, "commission_charge": 0, "commission_min": "0", "commission_max": "0",
            "commission_tiers": [], "gap_stop": 0, "gap_sl": 0, "gap_limit": 0, "gap_tp": 0, "gap_level": 0, "gap_ticks": 0,
            "profit_conversion": self.pick((0, 0, 0, 1, 2)), "order_gtc_mode": 0, "quote_timeout_msc": 0, "currency_base": base,
            "currency_profit": profit, "currency_margin": margin, "filling_mode": 3, "expiration_mode": 15, "order_mode": 127,
            "sessions": [], "holidays": []}
        terms["volume_min"] = terms["volume_step"]
        self.variants(terms, index)
        return terms

    def variants(self, terms, index):
        """Terms off the common ones, each now and then."""
        if terms["trade_calc_mode"] == 0 and self.chance(10):
            terms["margin_initial"], terms["margin_maintenance"], terms["margin_hedged"] = "90000", self.pick(("0", "70000")), "50000"
        if terms["trade_calc_mode"] == 1 and self.chance(50):
            terms["margin_maintenance"], terms["margin_hedged"] = "1800", "900"
        if self.chance(25):
            for kind in ("buy_limit", "sell_limit", "buy_stop", "sell_stop", "buy_stop_limit", "sell_stop_limit"):
                terms["margin_rate_" + kind] = "0.01" if index else self.pick(("1", "0.5"))
        if self.chance(10):
            terms["trade_mode"] = self.pick((0, 1, 2, 3))
        if self.chance(15):
            terms["trade_exemode"] = self.pick((0, 1, 3))
        if self.chance(8):
            terms["order_mode"] = self.pick((127 - 16, 127 - 32, 127 - 64, 127 - 8, 127 - 2))
        if self.chance(8):
            terms["filling_mode"] = 2
        if self.chance(8):
            terms["expiration_mode"] = self.pick((1, 7, 13))
        if "swap" in self.features:
            self.swap_terms(terms)
        if "commission" in self.features:
            self.commission_terms(terms)
        if "gap" in self.features:
            for kind in ("stop", "sl", "limit", "tp"):
                terms["gap_" + kind] = self.pick((0, 1))
            if self.chance(40):
                terms["gap_level"], terms["gap_ticks"] = self.pick((30, 100, 400)), self.pick((1, 3))
        if "gtc" in self.features:
            terms["order_gtc_mode"] = self.pick((0, 1, 2))
        if "session" in self.features:
            self.session_terms(terms)

    def swap_terms(self, terms):
        terms["swap_mode"] = self.pick((0, 1, 1, 2, 3, 4, 5, 6, 7, 8))
        scale = {1: 10, 5: 1, 6: 1, 7: 10, 8: 10}.get(terms["swap_mode"], 3)
        terms["swap_long"] = str(Decimal(self.random.randrange(-900, 500)) * scale / 1000)
        terms["swap_short"] = str(Decimal(self.random.randrange(-900, 500)) * scale / 1000)
        terms["swap_rollover3days"] = self.pick((3, 3, 5, 4))
        terms["swap_year_days"] = self.pick((360, 365, 366))
        if self.chance(25):
            for day in ("sunday", "monday", "wednesday", "friday"):
                terms["swap_" + day] = self.pick(("0", "1", "2", "0.5"))
        if self.chance(40):
            terms["swap_holidays"] = True
            terms["holidays"] = [{"date": self.pick(("2024-03-06", "2024-03-13", "2024-04-01")), "from": "00:00", "to": "24:00"}]

    def commission_terms(self, terms):
        terms["commission_mode"] = mode = self.pick(range(7))
        terms["commission"] = {4: "0.7", 5: "0.003", 6: "0.5"}.get(mode, "3.35")
        terms["commission_entry"] = self.pick((0, 0, 1, 2))
        if "charge" in self.features:
            terms["commission_charge"] = self.pick((0, 0, 1, 2))
        if self.chance(30):
            terms["commission_min"], terms["commission_max"] = "0.55", "12"
        if self.chance(25):
            terms["commission_tiers"] = [{"from": "0", "to": "30000", "commission": "1.1"},
                                         {"from": "30000.01", "to": "10000000", "commission": "0.9"}]

    def session_terms(self, terms):
        if self.chance(60):
            opening, closing = self.pick((("00:05", "23:55"), ("01:00", "22:00"), ("00:00", "24:00")))
            terms["sessions"] = [{"day": day, "from": opening, "to": closing} for day in range(1, 6)]
            if self.chance(30):
                terms["sessions"] = [dict(s, to="12:00") for s in terms["sessions"]] + [dict(s, **{"from": "13:15"}) for s in terms["sessions"]]
                terms["sessions"].sort(key=lambda s: (s["day"], s["from"]))
        if self.chance(30):
            terms["holidays"] = [{"date": "2024-03-%02d" % self.random.randrange(1, 29), "from": self.pick(("00:00", "12:30")), "to": "24:00"}]
        if self.chance(30):
            terms["quote_timeout_msc"] = self.pick((60000, 600000))

    # ---- inputs ----

    def next(self, broker):
        """The next input, given the state of the model."""
        self.broker = broker
        self.count += 1
        if self.waiting:
            return self.waiting.pop(0)
        if self.count <= len(TABLE):
            name = TABLE[self.count - 1][0]
            return self.tick(name) if name != self.silent else self.clock()
        if self.chance(57):
            return self.tick(self.pick(self.lively if self.chance(80) else self.price))
        if self.chance(3):
            return self.clock()
        return self.request()

    def advance(self):
        if self.chance(0.15):
            self.time += self.random.randrange(3600000, 60 * 3600000)
        elif self.chance(95):
            self.time += self.pick((0, 1, 50, 250, 1000, 7000))
        else:
            self.time += self.random.randrange(10000, 3600000)

    def clock(self):
        self.advance()
        return {"op": "clock", "time_msc": self.time if not self.chance(2) else max(self.time - 100000, 1)}

    def tick(self, name):
        self.advance()
        grid = Decimal(self.terms[name]["trade_tick_size"])
        point = Decimal(1).scaleb(-self.terms[name]["digits"])
        move = int(self.random.gauss(0, self.step[name]))
        if self.chance(2):
            move *= self.pick((10, 10, 30))
        self.price[name] = max(self.price[name] + move * point, 50 * grid)
        bid = (self.price[name] // grid) * grid
        ask = bid + ((self.random.randrange(0, 2 * self.spread[name]) * point) // grid) * grid
        if self.chance(0.2):
            bid, ask = ask + grid, bid
        return {"op": "tick", "symbol": name, "time_msc": self.time, "bid": str(bid), "ask": str(ask)}

    def request(self):
        account = self.pick(self.broker.accounts)
        if account.balance <= 0 and self.chance(80):
            account = self.pick(self.broker.accounts)
        kinds = [("trade", 28), ("place", 24), ("position_modify", 12 if account.positions else 1), ("order_modify", 10 if account.orders else 1),
                 ("close", 8 + 2 * len(account.positions)), ("cancel", 4 + len(account.orders)), ("close_all", 1)]
        kind = self.random.choices([k for k, _ in kinds], [w for _, w in kinds])[0]
        return getattr(self, "make_" + kind)(account)

    def quoted_symbol(self):
        name = self.pick(self.lively if self.chance(85) else self.price)
        return name if not self.chance(0.3) else "NOPE"

    def lots(self, account, name, side):
        """A volume: small, or near what the free margin allows, or off the rules."""
        if name not in self.terms or name not in self.broker.quotes:
            return Decimal("0.1")
        terms = self.broker.symbols[name]
        if self.chance(2):
            return self.pick((Decimal("0.005"), terms.volume_max + terms.volume_step, Decimal("0.013"), terms.volume_step * Decimal("1.5")))
        steps = self.pick((1, 2, 3, 7, 10, 13, 25))
        if self.chance(85 if account.login == RECKLESS else 20):
            steps = self.affordable(account, terms, side)
        return max(terms.volume_step * steps, terms.volume_min)

    def affordable(self, account, symbol, side):
        price = self.broker.open_price(symbol.name, side)
        try:
            rate = money.margin_rate(self.broker, account, symbol, side, price)
        except money.NoConversion:
            return 1
        lot = money.base_margin(symbol, account.leverage, Decimal(1), (price, 1), symbol.trade_contract_size, symbol.margin_initial)
        lot = lot[0] / lot[1] * rate * (symbol.margin_rate_buy if side == 0 else symbol.margin_rate_sell)
        free = self.broker.equity(account) - self.broker.margin(account)
        if free <= 0 or not lot:
            return 1
        return max(1, int(free / lot / symbol.volume_step * Decimal(str(self.random.uniform(0.1, 1.05)))))

    def near(self, name, reference, sign, far=60):
        """A price about `sign` of reference, on the grid."""
        terms = self.broker.symbols[name]
        points = self.random.randrange(0, far) * (self.step[name] // 6 + 1) + self.pick((0, terms.trade_stops_level, 1))
        price = reference + sign * points * terms.point
        if self.chance(96):
            price = (price // terms.trade_tick_size) * terms.trade_tick_size
        else:
            price += terms.trade_tick_size / 2
        return max(price, terms.trade_tick_size)

    def stops(self, body, name, side, reference):
        sign = 1 if side == 0 else -1
        if self.chance(4):
            sign = -sign
        if self.chance(10):
            body["sl_points"] = self.random.randrange(1, 500)
        elif self.chance(50):
            body["sl"] = self.number(self.near(name, reference, -sign))
        if self.chance(10):
            body["tp_points"] = self.random.randrange(1, 500)
        elif self.chance(50):
            body["tp"] = self.number(self.near(name, reference, sign))

    def number(self, value):
        """Decimals travel as text or as numbers."""
        return str(value) if self.chance(50) else float(value)

    def extras(self, body):
        if self.chance(20):
            body["magic"] = self.pick((7, 42))
        if self.chance(10):
            body["comment"] = self.pick(("breakout", "m5 re-entry"))

    def make_trade(self, account):
        name, side = self.quoted_symbol(), self.pick((0, 1))
        body = {"symbol": name, "action": ("buy", "sell")[side], "volume": self.number(self.lots(account, name, side))}
        if name in self.broker.quotes:
            bid, ask = self.broker.quotes[name]
            self.stops(body, name, side, bid if side == 0 else ask)
            if self.chance(15):
                body["price"] = self.number((ask, bid)[side] + self.pick((0, 0, -1, 1, 5, -5)) * self.broker.symbols[name].trade_tick_size)
                body["deviation"] = self.pick((0, 2, 10))
        if self.chance(10):
            body["type_filling"] = self.pick(("fok", "ioc", "return"))
        self.extras(body)
        return {"op": "trade", "login": account.login, "body": body}

    def make_place(self, account):
        name, kind = self.quoted_symbol(), self.random.randrange(2, 8)
        side = kind % 2
        body = {"symbol": name, "type": kind, "volume": self.number(self.lots(account, name, side))}
        bid, ask = self.broker.quotes.get(name, (Decimal("1.5"), Decimal("1.6")))
        if name not in self.terms:
            name = "EURUSD"
        sign = {2: -1, 3: 1, 4: 1, 5: -1, 6: 1, 7: -1}[kind] * (-1 if self.chance(4) else 1)
        price = self.near(name, (ask, bid)[side], sign, 40)
        body["price"] = self.number(price)
        if (kind in (6, 7)) != self.chance(1):
            price = self.near(name, price, -sign, 20)
            body["stoplimit"] = self.number(price)
        self.stops(body, name, side, price)
        self.lifetime(body)
        self.extras(body)
        if self.chance(6):
            body["type_filling"] = self.pick(("fok", "ioc", "return", "boc"))
        if "oco" in self.features and account.orders and self.chance(25):
            body["oco"] = self.pick(account.orders).ticket
        return {"op": "place", "login": account.login, "body": body}

    def lifetime(self, body):
        now = self.broker.now
        if self.chance(15):
            body["type_time"] = "day"
        elif self.chance(20):
            body["expiration"] = (now // 1000 + self.random.randrange(-100 if self.chance(10) else 1, 20000)) * 1000
            if self.chance(50):
                body["type_time"] = self.pick(("specified", "specified_day", "gtc" if self.chance(20) else "specified"))

    def ticket(self, things, old):
        if things and self.chance(95):
            return self.pick(things).ticket
        return self.pick(sorted(old)) if old and self.chance(70) else 999999999

    def make_cancel(self, account):
        return {"op": "cancel", "login": account.login, "ticket": self.ticket(account.orders, account.finished), "body": {}}

    def make_order_modify(self, account):
        ticket = self.ticket(account.orders, account.finished)
        body = {}
        for order in account.orders:
            if order.ticket == ticket:
                self.change_order(order, body)
        return {"op": "order_modify", "login": account.login, "ticket": ticket, "body": body}

    def change_order(self, order, body):
        name, side = order.symbol, order.type % 2
        bid, ask = self.broker.quotes[name]
        sign = {2: -1, 3: 1, 4: 1, 5: -1, 6: 1, 7: -1}[order.type]
        price = order.price
        if self.chance(60):
            price = self.near(name, (ask, bid)[side], sign, 40)
            body["price"] = self.number(price)
        if order.type in (6, 7) and self.chance(50):
            body["stoplimit"] = self.number(self.near(name, price, -sign, 20))
        if self.chance(40):
            body["sl"] = self.number(self.near(name, price, -1 if side == 0 else 1)) if self.chance(80) else 0
        if self.chance(40):
            body["tp"] = self.number(self.near(name, price, 1 if side == 0 else -1)) if self.chance(80) else 0
        if self.chance(15):
            self.lifetime(body)

    def make_position_modify(self, account):
        ticket = self.ticket(account.positions, account.closed)
        body = {}
        for position in account.positions:
            if position.ticket == ticket:
                price = self.broker.close_price(position)
                sign = (1 if position.type == 0 else -1) * (-1 if self.chance(4) else 1)
                if self.chance(65):
                    body["sl"] = self.number(self.near(position.symbol, price, -sign)) if self.chance(90) else 0
                if self.chance(65):
                    body["tp"] = self.number(self.near(position.symbol, price, sign)) if self.chance(90) else 0
                if self.chance(5):
                    body["sl"] = self.number(position.sl)
                if "trailing" in self.features and self.chance(30):
                    body["trailing_points"] = self.random.randrange(0, 40) * (self.step[position.symbol] // 4 + 1)
        return {"op": "position_modify", "login": account.login, "ticket": ticket, "body": body}

    def make_close(self, account):
        ticket = self.ticket(account.positions, account.closed)
        body = {}
        for position in account.positions:
            if position.ticket == ticket:
                symbol = self.broker.symbols[position.symbol]
                if self.chance(40):
                    steps = max(1, int(position.volume / symbol.volume_step))
                    body["volume"] = self.number(symbol.volume_step * self.random.randrange(1, steps + 2) if self.chance(96) else Decimal("0.013"))
                opposite = [p.ticket for p in account.positions if p.symbol == position.symbol and p.type != position.type]
                if opposite and self.chance(50):
                    body = {"by": self.pick(opposite)}
                elif self.chance(1):
                    body = {"by": self.ticket(account.positions, account.closed)}
                if "by" not in body and self.chance(5):
                    body["price"], body["deviation"] = self.number(self.broker.close_price(position) + symbol.trade_tick_size), self.pick((0, 10))
        if self.chance(10):
            self.extras(body)
        return {"op": "close", "login": account.login, "ticket": ticket, "body": body}

    def make_close_all(self, account):
        body = {}
        if self.chance(40):
            body["symbol"] = self.pick(self.lively)
        if self.chance(30):
            body["type"] = self.pick(("buy", "sell"))
        if self.chance(20):
            body["magic"] = 7
        if self.chance(40):
            body["filter"] = self.pick(("all", "profit", "loss"))
        return {"op": "close_all", "login": account.login, "body": body}
