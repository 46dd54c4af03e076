#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the same random inputs through the engine and through the slow model and compares what each input did: its code, every deal,
order and position it touched, and all accounts. Shows the first difference of a stream with what led to it.

  compare.py DRIVER --inputs 100000 --per-seed 5000 [--seed 1] [--features netting,swap,…|all]
"""
import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile
import time
from decimal import Decimal

import generate
from broker import Broker

NUMBERS = {
    "reason": ["client", "mobile", "web", "expert", "sl", "tp", "so", "rollover", "vmargin", "split"],
    "entry": ["in", "out", "inout", "out_by"],
    "state": ["started", "placed", "canceled", "partial", "filled", "rejected", "expired"],
    "type_time": ["gtc", "day", "specified", "specified_day"],
    "type_filling": ["fok", "ioc", "return", "boc"],
    "type": ["buy", "sell", "balance", "credit", "charge", "correction", "bonus", "commission", "commission_daily",
             "commission_monthly", "", "", "interest"],
}
DEAL = ("ticket", "order", "position_id", "time_msc", "type", "entry", "symbol", "volume", "price", "sl", "tp", "commission", "swap",
        "fee", "profit", "reason", "magic", "comment")
ORDER = ("ticket", "time_setup_msc", "time_done_msc", "type", "state", "symbol", "volume_initial", "volume_current", "price", "stoplimit",
         "sl", "tp", "type_time", "expiration_msc", "type_filling", "magic", "comment", "position_id", "position_by_id", "oco", "reason")
POSITION = ("ticket", "identifier", "time_msc", "time_update_msc", "symbol", "type", "volume", "price_open", "sl", "tp", "swap",
            "commission", "magic", "comment", "reason", "trailing_points")
ACCOUNT = ("login", "balance", "equity", "margin", "margin_free", "profit", "margin_level")


def plain(name, value):
    """A value in one form: numbers as decimals, names of enumerations as numbers."""
    if isinstance(value, str) and name in NUMBERS:
        return Decimal(NUMBERS[name].index(value))
    if name == "comment" and value.startswith("["):
        return value.split()[0]
    if isinstance(value, str):
        return value
    return Decimal(value or 0)


def row(names, image):
    return [(name, plain(name, image.get(name, 0 if name not in ("symbol", "comment") else ""))) for name in names]


def of_driver(answer):
    """What an answer of the driver says, in the form of the comparison."""
    deals, orders, positions = [], {}, {}
    for event in answer["events"]:
        if "deal" in event:
            deals.append((event["login"], row(DEAL, event["deal"])))
        if "order" in event:
            orders[event["order"]["ticket"]] = (event["login"], row(ORDER, event["order"]))
        if "position" in event:
            closed = event["action"] == "closed"
            ticket = event["position"]["ticket"]
            positions[ticket] = (event["login"], [("closed", closed)] + ([] if closed else row(POSITION, event["position"])))
    return answer["code"], deals, orders, positions, [row(ACCOUNT, a) for a in answer["accounts"]]


def of_model(result):
    deals = [(login, row(DEAL, image)) for login, image in result["deals"]]
    orders = {image["ticket"]: (login, row(ORDER, image)) for login, image in result["orders"]}
    positions = {image["ticket"]: (login, [("closed", image["closed"])] + ([] if image["closed"] else row(POSITION, image)))
                 for login, image in result["positions"]}
    return result["code"], deals, orders, positions, [row(ACCOUNT, a) for a in result["accounts"]]


def fields(kind, engine, model):
    """Differences of two rows."""
    if engine is None or model is None:
        return ["%s only in %s: %s" % (kind, "the model" if engine is None else "the engine", show(engine or model))]
    lines = []
    if engine[0] != model[0]:
        lines.append("%s: login: engine %s, model %s" % (kind, engine[0], model[0]))
    mine = dict(model[1])
    expired = mine.get("state") == NUMBERS["state"].index("expired")
    for name, value in engine[1]:
        if expired and name == "time_done_msc":
            continue  # the engine may notice it later than it was due
        if name in mine and value != mine[name]:
            lines.append("%s: %s: engine %s, model %s" % (kind, name, value, mine[name]))
    return lines


def show(pair):
    return "login %s " % pair[0] + " ".join("%s=%s" % (n, v) for n, v in pair[1] if v)


def differences(engine, model):
    lines = []
    if engine[0] != model[0]:
        lines.append("code: engine %s, model %s" % (engine[0], model[0]))
    for i in range(max(len(engine[1]), len(model[1]))):
        lines += fields("deal %d" % (i + 1), *(side[1][i] if i < len(side[1]) else None for side in (engine, model)))
    for place, kind in ((2, "order"), (3, "position")):
        for ticket in sorted(set(engine[place]) | set(model[place])):
            lines += fields("%s %d" % (kind, ticket), engine[place].get(ticket), model[place].get(ticket))
    for one, other in zip(engine[4], model[4]):
        lines += fields("account %d" % one[0][1], (0, one), (0, other))
    return lines


def state_of(broker, step, image):
    """What the model knows about the accounts and quotes that an input concerns."""
    lines = []
    logins = {step["login"]} if "login" in step else {login for part in image[1:4] for login, _ in (part if isinstance(part, list) else part.values())}
    for account in broker.accounts:
        if account.login in logins:
            lines.append("  account %d: %s 1:%d %s" % (account.login, account.currency, account.leverage, "netting" if account.netting else "hedging"))
            for position in account.positions:
                lines.append("    position " + " ".join("%s=%s" % (n, v) for n, v in position.__dict__.items() if v) + " quote=%s" % (broker.quotes.get(position.symbol),))
            for order in account.orders:
                lines.append("    order " + " ".join("%s=%s" % (n, v) for n, v in order.__dict__.items() if v))
    name = step.get("symbol") or step.get("body", {}).get("symbol")
    if name in broker.symbols:
        lines.append("  symbol " + " ".join("%s=%s" % (n, v) for n, v in broker.symbols[name].__dict__.items() if v) + " quote=%s" % (broker.quotes.get(name),))
    return lines


def run_driver(driver, config, lines, start):
    with tempfile.TemporaryFile("w+") as source:
        source.write(json.dumps(config) + "\n")
        source.writelines(lines)
        source.flush()
        source.seek(0)
        done = subprocess.run([driver, str(start)], stdin=source, capture_output=True, text=True, timeout=600)
    if done.returncode != 0:
        print("driver ended with", done.returncode, done.stderr[-2000:])
    return done.stdout.splitlines()


def replay(config, start, steps, upto):
    """The model once more, up to an input: its state there."""
    broker = Broker(dict(json.loads(json.dumps(config)), start_msc=start))
    for step in steps[:upto]:
        broker.apply(step)
    return broker


def compare_seed(driver, seed, count, features, counts, keep):
    generator = generate.Generator(seed, features)
    broker = Broker(dict(json.loads(json.dumps(generator.config)), start_msc=generator.start))
    steps, lines, images = [], [], [of_model(broker.opening)]
    for _ in range(count):
        line = json.dumps(generator.next(broker)) + "\n"
        step = json.loads(line)
        steps.append(step)
        lines.append(line)
        images.append(of_model(broker.apply(step)))
        counts[step["op"], images[-1][0]] += 1
    if keep:
        with open(keep, "w") as out:
            out.write(json.dumps(generator.config) + "\n")
            out.writelines(lines)
    answers = run_driver(driver, generator.config, lines, generator.start)
    for number, image in enumerate(images):
        if number >= len(answers):
            print("seed %d: the engine gave no answer to input %d: %s" % (seed, number, lines[number - 1]))
            return False
        answer = json.loads(answers[number], parse_float=Decimal)
        found = differences(of_driver(answer), image)
        if found:
            report(seed, number, steps, image, found, answer, replay(generator.config, generator.start, steps, max(0, number - 1)))
            return False
    return True


def report(seed, number, steps, image, found, answer, broker):
    print("seed %d, input %d differs:" % (seed, number))
    print("  input " + (json.dumps(steps[number - 1]) if number else "(the configuration)"))
    print("  engine says: %s %s" % (answer["code"], answer.get("message", "")))
    for line in found[:30]:
        print("  * " + line)
    print("  before it (model):")
    print("\n".join(state_of(broker, steps[number - 1] if number else {}, image)[:40]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("driver")
    parser.add_argument("--inputs", type=int, default=100000)
    parser.add_argument("--per-seed", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1, help="first seed")
    parser.add_argument("--features", default="", help="what goes beyond the basics, by commas, or all")
    parser.add_argument("--keep", help="file that gets the last stream")
    parser.add_argument("--go-on", action="store_true", help="go on with the next seed after a difference")
    parser.add_argument("--counts", action="store_true", help="show how often each code came")
    options = parser.parse_args()
    features = generate.ALL if options.features == "all" else [f for f in options.features.split(",") if f]
    counts = collections.Counter()
    begin, failed, seeds = time.time(), 0, range(options.seed, options.seed + max(1, options.inputs // options.per_seed))
    for seed in seeds:
        if not compare_seed(options.driver, seed, options.per_seed, features, counts, options.keep):
            failed += 1
            if not options.go_on:
                break
    if options.counts:
        for (op, code), count in sorted(counts.items()):
            print("%8d %s %s" % (count, op, code))
    done = sum(counts.values())
    accepted = sum(count for (op, code), count in counts.items() if code == "DONE" and op not in ("tick", "clock"))
    print("%d inputs, %d accepted requests, %d of %d streams differ, %.1f s" % (done, accepted, failed, len(seeds), time.time() - begin))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
