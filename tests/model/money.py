# SPDX-License-Identifier: MIT
"""Money of the slow model: rounding, conversion, profit, margin, swap and commission as semantics.md writes them.

Everything is a pure function of its arguments, in exact decimals. A rate is a pair (numerator, denominator), so that x / b is one
division with one rounding and never x times a cut 1 / b.
"""
from decimal import Context, Decimal, ROUND_HALF_UP, setcontext

setcontext(Context(prec=60))

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)
STEPS = [Decimal(1).scaleb(-i) for i in range(17)]
CURRENCY_DIGITS = {"JPY": 0, "KRW": 0, "KWD": 3, "BTC": 8, "ETH": 8}

FOREX, FUTURES, CFD, CFDINDEX, CFDLEVERAGE, FOREX_NO_LEVERAGE, EXCH_STOCKS = 0, 1, 2, 3, 4, 5, 32
BUY, SELL = 0, 1


class NoConversion(Exception):
    """No quoted pair converts between two currencies."""


def normalize(value, digits):
    """Mathematical rounding: halves away from zero."""
    return value.quantize(STEPS[digits], rounding=ROUND_HALF_UP)


def currency_digits(currency):
    return CURRENCY_DIGITS.get(currency, 2)


def postfix(name):
    """What a broker hangs behind the six letters of a pair: ".x" of "EURUSD.x"."""
    return name[6:]


def pair_rate(symbol, quote, source, side):
    """Rate of `source` in the pair's other currency. Ask of the turned pair is 1 / bid."""
    bid, ask = quote
    if symbol.currency_base == source:
        return (ask if side == "ask" else bid), ONE
    return ONE, (bid if side == "ask" else ask)


def direct_rate(market, source, target, side, near):
    pairs = [s for s in market.symbols.values()
             if {s.currency_base, s.currency_profit} == {source, target}]
    if not pairs:
        return None
    pairs.sort(key=lambda s: (postfix(s.name) != postfix(near.name), s.name))
    if pairs[0].name not in market.quotes:
        raise NoConversion(pairs[0].name)
    return pair_rate(pairs[0], market.quotes[pairs[0].name], source, side)


def rate(market, source, target, side, near, worse=None):
    """`source` to `target`: direct pair in either direction, else through USD in two steps, at each the `worse` side, or `side`."""
    if source == target:
        return ONE, ONE
    direct = direct_rate(market, source, target, side, near)
    if direct:
        return direct
    first = direct_rate(market, source, "USD", worse or side, near)
    second = direct_rate(market, "USD", target, worse or side, near)
    if not first or not second:
        raise NoConversion(source + target)
    return first[0] * second[0], first[1] * second[1]


def path(market, source, target, near):
    """Names of the pairs that convert."""
    def pair(one, other):
        found = [s for s in market.symbols.values() if {s.currency_base, s.currency_profit} == {one, other}]
        return [min(found, key=lambda s: (postfix(s.name) != postfix(near.name), s.name)).name] if found else []
    if source == target:
        return []
    return pair(source, target) or pair(source, "USD") + pair("USD", target)


def own_rate(symbol, source, target, price):
    """The deal's own price as rate, when the traded pair itself converts; else None."""
    if {symbol.currency_base, symbol.currency_profit} != {source, target} or source == target:
        return None
    return (price, ONE) if symbol.currency_base == source else (ONE, price)


def converts_by_deal(symbol):
    if symbol.profit_conversion == 0:
        return symbol.trade_calc_mode in (FOREX, FOREX_NO_LEVERAGE)
    return symbol.profit_conversion == 1


def raw_profit(symbol, side, volume, opened, closed):
    """Profit in profit currency. FX rounds both legs, everything else the difference."""
    digits = currency_digits(symbol.currency_profit)
    sign = 1 if side == BUY else -1
    if symbol.trade_calc_mode in (FOREX, FOREX_NO_LEVERAGE):
        lot = symbol.trade_contract_size * volume
        return sign * (normalize(closed * lot, digits) - normalize(opened * lot, digits))
    if symbol.trade_calc_mode == FUTURES:
        return normalize(sign * (closed - opened) * volume * symbol.trade_tick_value / symbol.trade_tick_size, digits)
    return normalize(sign * (closed - opened) * symbol.trade_contract_size * volume, digits)


def profit(market, account, symbol, side, volume, opened, closed):
    """Profit in deposit currency of closing at `closed`."""
    raw = raw_profit(symbol, side, volume, opened, closed)
    if symbol.currency_profit == account.currency:
        return normalize(raw, account.digits)
    if converts_by_deal(symbol):
        factor = own_rate(symbol, symbol.currency_profit, account.currency, closed)
        if not factor:
            factor = rate(market, symbol.currency_profit, account.currency, "ask" if side == BUY else "bid", symbol,
                          "bid" if raw > 0 else "ask")
    else:
        factor = rate(market, symbol.currency_profit, account.currency, "bid" if raw > 0 else "ask", symbol)
    return normalize(raw * factor[0] / factor[1], account.digits)


def margin_rate(market, account, symbol, side, price):
    """Margin currency to deposit currency at a deal's price, as it is frozen into a position: 16 decimals."""
    factor = own_rate(symbol, symbol.currency_margin, account.currency, price)
    if not factor:
        factor = rate(market, symbol.currency_margin, account.currency, "ask" if side == BUY else "bid", symbol, "ask")
    return normalize(factor[0] / factor[1], 16)


def base_margin(symbol, leverage, volume, price, contract, money):
    """M0 in margin currency, as a fraction like `price`. `money` per lot replaces the formula when it is not 0."""
    mode = symbol.trade_calc_mode
    value, divisor = volume * contract, ONE
    if money or mode == FUTURES:
        value = volume * money
    elif mode not in (FOREX, FOREX_NO_LEVERAGE):
        value, divisor = value * price[0], price[1]
        if mode == CFDINDEX:
            value, divisor = value * symbol.trade_tick_value, divisor * symbol.trade_tick_size
    return value, divisor * (leverage if mode in (FOREX, CFDLEVERAGE) else ONE)


def deposit_margin(account, amount, conversion, factor):
    """A fraction of margin currency in deposit currency: one division, one rounding."""
    return normalize(amount[0] * conversion[0] * factor / (amount[1] * conversion[1]), account.digits)


def weighted(legs, member):
    """Volume-weighted average of a member over positions, as a fraction."""
    return sum((p.volume * getattr(p, member) for p in legs), ZERO), sum((p.volume for p in legs), ZERO)


ORDER_RATES = {0: "margin_rate_buy", 1: "margin_rate_sell", 2: "margin_rate_buy_limit", 3: "margin_rate_sell_limit",
               4: "margin_rate_buy_stop", 5: "margin_rate_sell_stop",
               6: "margin_rate_buy_stop_limit", 7: "margin_rate_sell_stop_limit"}


def order_margin(account, symbol, order):
    """What a pending order reserves."""
    factor = getattr(symbol, ORDER_RATES[order.type])
    if not factor:
        return ZERO
    amount = base_margin(symbol, account.leverage, order.volume_current, (order.price, ONE), symbol.trade_contract_size, symbol.margin_initial)
    return deposit_margin(account, amount, (order.margin_rate, ONE), factor)


def open_money(symbol):
    """Margin per lot of what is open: maintenance, where it is set."""
    return symbol.margin_maintenance or symbol.margin_initial


def leg_margin(account, symbol, legs, volume, side):
    """Margin of `volume` lots at the weighted price and conversion of one leg."""
    if not volume:
        return ZERO
    factor = symbol.margin_rate_buy if side == BUY else symbol.margin_rate_sell
    amount = base_margin(symbol, account.leverage, volume, weighted(legs, "price_open"), symbol.trade_contract_size, open_money(symbol))
    return deposit_margin(account, amount, weighted(legs, "margin_rate"), factor)


def covered_margin(account, symbol, legs, volume):
    """Margin of the covered lots: margin_hedged as contract size, or as money when the margin is money."""
    if not volume or not symbol.margin_hedged:
        return ZERO
    money = symbol.margin_hedged if symbol.margin_initial else ZERO
    factor = (symbol.margin_rate_buy + symbol.margin_rate_sell) / 2
    amount = base_margin(symbol, account.leverage, volume, weighted(legs, "price_open"), symbol.margin_hedged, money)
    return deposit_margin(account, amount, weighted(legs, "margin_rate"), factor)


def hedging_margin(account, symbol, positions, orders):
    """Margin of one symbol of a hedging account."""
    buys = [p for p in positions if p.type == BUY]
    sells = [p for p in positions if p.type == SELL]
    bought = sum((p.volume for p in buys), ZERO)
    sold = sum((p.volume for p in sells), ZERO)
    pending = [sum((order_margin(account, symbol, o) for o in orders if o.type % 2 == side), ZERO) for side in (BUY, SELL)]
    if symbol.margin_hedged_use_leg:
        return max(leg_margin(account, symbol, buys, bought, BUY) + pending[BUY],
                   leg_margin(account, symbol, sells, sold, SELL) + pending[SELL])
    side = BUY if bought >= sold else SELL
    larger = buys if side == BUY else sells
    return (leg_margin(account, symbol, larger, abs(bought - sold), side)
            + covered_margin(account, symbol, buys + sells, min(bought, sold))
            + pending[BUY] + pending[SELL])


def netting_margin(account, symbol, positions, orders):
    """Margin of one symbol of a netting account. Limit orders against the position need nothing up to its volume; beyond it the dearer
    side counts. Stop and stop-limit orders add up. A market order that is checked stands among the positions."""
    sides, volumes, stops = [ZERO, ZERO], [ZERO, ZERO], ZERO
    for order in orders:
        amount = order_margin(account, symbol, order)
        if order.type not in (2, 3):
            stops += amount
        elif amount:
            sides[order.type % 2] += amount
            volumes[order.type % 2] += order.volume_current
    for position in positions[1:]:  # the order that is checked
        sides[position.type] += leg_margin(account, symbol, [position], position.volume, position.type)
        volumes[position.type] += position.volume
    if not positions:
        return max(sides) + stops
    held = positions[0]
    own = leg_margin(account, symbol, [held], held.volume, held.type) + sides[held.type]
    if volumes[1 - held.type] <= held.volume:
        return own + stops
    return max(own, sides[1 - held.type]) + stops


def account_margin(market, account, positions, orders):
    """Margin of the whole account with these positions and pending orders."""
    total = ZERO
    for name in sorted({p.symbol for p in positions} | {o.symbol for o in orders}):
        symbol = market.symbols[name]
        of_symbol = netting_margin if account.netting else hedging_margin
        total += of_symbol(account, symbol, [p for p in positions if p.symbol == name], [o for o in orders if o.symbol == name])
    return total


def notional(symbol, volume, price):
    """Turnover of a deal and its currency: FX in base currency, else contract times price."""
    if symbol.trade_calc_mode in (FOREX, FOREX_NO_LEVERAGE):
        return volume * symbol.trade_contract_size, symbol.currency_base
    if symbol.trade_calc_mode == FUTURES:
        lot = symbol.trade_contract_size * symbol.trade_tick_value / symbol.trade_tick_size
        return volume * price * lot, symbol.currency_profit
    return volume * symbol.trade_contract_size * price, symbol.currency_profit


def commission_amount(symbol, volume, price, gain):
    """What a deal costs before conversion: amount and currency (None: deposit)."""
    turnover, turnover_currency = notional(symbol, volume, price)
    value = symbol.commission
    for tier in symbol.commission_tiers:
        if tier["from"] <= turnover <= tier["to"]:
            value = tier["commission"]
            break
    else:
        if symbol.commission_tiers:
            return ZERO, None
    mode = symbol.commission_mode
    if mode == 4:
        return value * symbol.point * symbol.trade_contract_size * volume, symbol.currency_profit
    if mode == 5:
        return turnover * value / 100, turnover_currency
    if mode == 6:
        return max(gain, ZERO) * value / 100, None
    currency = (None, symbol.currency_base, symbol.currency_profit, symbol.currency_margin)[mode]
    return value * volume, currency


def commission(market, account, symbol, volume, price, gain):
    """Commission of a deal in deposit currency, as a deal carries it: a cost is negative."""
    amount, currency = commission_amount(symbol, volume, price, gain)
    if not amount:
        return ZERO
    if symbol.commission_min:
        amount = max(amount, symbol.commission_min)
    if symbol.commission_max:
        amount = min(amount, symbol.commission_max)
    if currency and currency != account.currency:
        factor = rate(market, currency, account.currency, "ask", symbol)
        amount = amount * factor[0] / factor[1]
    return -normalize(amount, account.digits)


def swap(market, account, symbol, position, factor, current):
    """Swap of one night in deposit currency, to 8 decimals; `factor` is the night's."""
    value = symbol.swap_long if position.type == BUY else symbol.swap_short
    mode = symbol.swap_mode
    lots = position.volume
    if mode == 0 or not factor or not value:
        return ZERO

    def deposit(amount, currency):
        """At the side that is bad for the client."""
        if currency == account.currency:
            return amount
        pair = rate(market, currency, account.currency, "bid" if amount > 0 else "ask", symbol)
        return amount * pair[0] / pair[1]

    if mode == 1:
        tick = normalize(lots * symbol.trade_contract_size * symbol.point, currency_digits(symbol.currency_profit))
        side = "bid" if value > 0 else "ask"
        pair = rate(market, symbol.currency_profit, account.currency, side, symbol)
        tick = normalize(tick * pair[0] / pair[1], account.digits)
        return normalize(tick * value * factor, 8)
    if mode in (2, 3, 4):
        currency = {2: symbol.currency_base, 3: symbol.currency_margin, 4: account.currency}[mode]
        return normalize(deposit(value * lots * factor, currency), 8)
    if mode in (5, 6):
        price = position.price_open if mode == 6 else current
        amount, currency = notional(symbol, lots, price)
        return normalize(deposit(amount * value * factor / (100 * symbol.swap_year_days), currency), 8)
    return ZERO
