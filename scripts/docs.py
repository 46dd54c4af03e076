#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes docs/rest-api.md: fields, units and errors from `tradyn-server openapi`, transcripts by running each call with curl
against a server with the manual feed. --check only compares. The server is TRADYN_SERVER or build/server/tradyn-server."""
import argparse
import contextlib
import difflib
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/rest-api.md"
T0 = 1772020800000  # 2026-02-25 12:00:00 UTC, a Wednesday

EURUSD = '{"symbol":"EURUSD","time_msc":%d,"bid":%s,"ask":%s}'


def quote(after, bid, ask):
    return "POST", "/api/sim/ticks", '{"ticks":[' + EURUSD % (T0 + after, bid, ask) + "]}"


# What is run, in this order: (operation, method, path, body). Operation None only prepares. {a} stands for the value that the
# step before it kept: `keep` maps a name to a member of `data`.
STEPS = [
    ("sim.ticks", *quote(0, "1.0850", "1.0851"), {}),
    ("sim.ticks", *quote(-1000, "1.0850", "1.0851"), {}),
    ("health", "GET", "/health", None, {}),
    ("health", "DELETE", "/health", None, {}),
    ("account.get", "GET", "/api/account", None, {}),
    ("account.get", "GET", "/api/account?login=7", None, {}),
    ("trade", "POST", "/api/trade", '{"symbol":"EURUSD","action":"buy","volume":0.10,"sl":1.0800,"tp":1.0950}', {"position": "ticket"}),
    ("trade", "POST", "/api/trade", '{"symbol":"EURUSD","action":"buy","volume":10}', {}),
    ("trade.check", "POST", "/api/trade/check", '{"symbol":"EURUSD","action":"sell","volume":1}', {}),
    ("trade.check", "POST", "/api/trade/check", '{"symbol":"EURUSD","action":"sell","volume":1,"sl":1.0840}', {}),
    ("positions.list", "GET", "/api/positions?symbol=EURUSD", None, {}),
    ("positions.list", "GET", "/api/positions?simbol=EURUSD", None, {}),
    ("positions.get", "GET", "/api/positions/{position}", None, {}),
    ("positions.get", "GET", "/api/positions/4242", None, {}),
    ("positions.modify", "PUT", "/api/positions/{position}", '{"sl":1.0810,"tp":0}', {}),
    ("positions.modify", "PUT", "/api/positions/{position}", '{"sl":1.0900}', {}),
    (None, *quote(60000, "1.0861", "1.0862"), {}),
    ("positions.close", "DELETE", "/api/positions/{position}?volume=0.04", None, {}),
    ("positions.close", "DELETE", "/api/positions/{position}?volume=0.015", None, {}),
    ("orders.place", "POST", "/api/orders", '{"symbol":"EURUSD","type":2,"volume":0.1,"price":1.0840,"sl":1.0800,"expiration":"2026-02-26T12:00:00Z"}',
     {"order": "ticket"}),
    ("orders.place", "POST", "/api/orders", '{"symbol":"EURUSD","type":"buy_limit","volume":0.1,"price":1.0900}', {}),
    ("orders.list", "GET", "/api/orders", None, {}),
    ("orders.list", "GET", "/api/orders?magic=seven", None, {}),
    ("orders.get", "GET", "/api/orders/{order}", None, {}),
    ("orders.get", "GET", "/api/orders/4242", None, {}),
    ("orders.modify", "PUT", "/api/orders/{order}", '{"price":1.0845}', {}),
    ("orders.modify", "PUT", "/api/orders/{order}", '{"volume":0.2}', {}),
    ("orders.cancel", "DELETE", "/api/orders/{order}", None, {}),
    ("orders.cancel", "DELETE", "/api/orders/4242", None, {}),
    ("trade.close_all", "POST", "/api/trade/close-all", '{"symbol":"EURUSD"}', {}),
    ("trade.close_all", "POST", "/api/trade/close-all", '{"filter":"some"}', {}),
    ("history.list", "GET", "/api/history?type=deals&limit=2", None, {}),
    ("history.list", "GET", "/api/history?limit=5000", None, {}),
    ("symbols.list", "GET", "/api/symbols?group=*USD*,!BTC*&limit=2", None, {}),
    ("symbols.list", "GET", "/api/symbols?limit=many", None, {}),
    ("symbols.get", "GET", "/api/symbols/EURUSD", None, {}),
    ("symbols.get", "GET", "/api/symbols/EURXXX", None, {}),
    ("symbols.tick", "GET", "/api/symbols/EURUSD/tick", None, {}),
    ("symbols.tick", "GET", "/api/symbols/GBPUSD/tick", None, {}),
    ("symbols.candles", "GET", "/api/symbols/EURUSD/candles?timeframe=M1&count=2", None, {}),
    ("symbols.candles", "GET", "/api/symbols/EURUSD/candles?timeframe=M7", None, {}),
    ("symbols.ticks", "GET", "/api/symbols/EURUSD/ticks?count=2", None, {}),
    ("symbols.ticks", "GET", "/api/symbols/EURUSD/ticks?count=9999", None, {}),
    ("calc.margin", "POST", "/api/calc/margin", '{"symbol":"EURUSD","action":"buy","volume":1}', {}),
    ("calc.margin", "POST", "/api/calc/margin", '{"symbol":"EURXXX","action":"buy","volume":1}', {}),
    ("calc.profit", "POST", "/api/calc/profit", '{"symbol":"EURUSD","action":"sell","volume":0.5,"price":1.0900,"price_close":1.0850}', {}),
    ("calc.profit", "POST", "/api/calc/profit", '{"symbol":"EURUSD","action":"hold","volume":0.5,"price":1.0900,"price_close":1.0850}', {}),
    ("keys.create", "POST", "/api/keys", '{"name":"robot","scope":"trade"}', {"KEY_ID": "id"}),
    ("keys.create", "POST", "/api/keys", '{"name":"robot","scope":"admin"}', {}),
    ("keys.list", "GET", "/api/keys", None, {}),
    ("keys.list", "GET", "/api/keys?name=robot", None, {}),
    ("keys.rotate", "POST", "/api/keys/{KEY_ID}/rotate", None, {}),
    ("keys.rotate", "POST", "/api/keys/nobody/rotate", None, {}),
    ("keys.revoke", "DELETE", "/api/keys/{KEY_ID}", None, {}),
    ("keys.revoke", "DELETE", "/api/keys/nobody", None, {}),
    ("sim.clock", "POST", "/api/sim/clock", '{"time_msc":%d}' % (T0 + 120000), {}),
    ("sim.clock", "POST", "/api/sim/clock", '{"time_msc":%d}' % T0, {}),
    ("sim.connection", "POST", "/api/sim/connection", '{"connected":false}', {}),
    ("sim.connection", "POST", "/api/sim/connection", '{"connected":"no"}', {}),
    (None, "POST", "/api/sim/connection", '{"connected":true}', {}),
    ("sim.faults", "POST", "/api/sim/faults", '{"faults":[{"route":"trade","kind":"lost_reply","percent":10,"seed":7}]}', {}),
    ("sim.faults", "POST", "/api/sim/faults", '{"faults":[{"route":"nowhere","kind":"disconnect"}]}', {}),
    (None, "POST", "/api/sim/faults", '{"faults":[]}', {}),
    ("metrics", "GET", "/metrics", None, {}),
    ("metrics", "DELETE", "/metrics", None, {}),
    ("openapi", "GET", "/v1/openapi.json", None, {}),
    ("openapi", "DELETE", "/v1/openapi.json", None, {}),
]
# Replies that are not JSON or too long: what of them is shown.
FILTERS = {"metrics": "| grep '^# TYPE'", "openapi": "| head -c 100"}

INTRODUCTION = """\
<!-- Written by scripts/docs.py; do not edit. -->
# REST API

Base URL `http://127.0.0.1:8080/v1`. In the transcripts `TRADYN=http://127.0.0.1:8080/v1`, and `TRADYN_KEY` holds a key; they were made by
running them against a server with `--feed manual`. The same description for programs: `GET /v1/openapi.json`.

## Common rules

- **Keys.** `Authorization: Bearer tk_live_…`. Scope `read`: every GET and `/trade/check`. `trade`: trading, `/trade/check`, market data, a position
  or order by its ticket. `full`: everything. Without a key 401, with an unknown one or one of too small a scope 403.
- **Envelope.** `{"success":true,"data":…}`, or `{"success":false,"error":…,"code":…,"retcode":…,"details":{…}}`: `error` is for people, `code` for
  programs, `retcode` is MetaTrader's number where one exists, `details` names the field, the limits and the nearest legal values. Lists that page have
  `next_cursor`. A repeated reply has `"replayed":true`.
- **Numbers.** Prices, volumes and money are JSON numbers whose text is the exact decimal: at least one digit after the point, no exponent. Requests may
  send a number or a string. What is off the symbol's grid is refused, never rounded.
- **Times.** `time` in seconds, `time_msc` in milliseconds since the epoch, UTC. Requests take seconds, milliseconds or ISO 8601.
- **Requests.** Bodies need `Content-Type: application/json` and have at most 64 KiB. Unknown and duplicate fields are refused, in bodies and on the query
  string.
- **Idempotency.** Every mutating call takes `Idempotency-Key: …` (or `client_order_id` in the body): the same key and request give the stored reply,
  the same key with another request 400 `IDEMPOTENCY_MISMATCH`.
- **Headers out.** `X-Request-Id` (echoed or made), `X-RateLimit-Limit`, `X-RateLimit-Remaining`, `X-RateLimit-Reset`, `Retry-After` with 429,
  `X-Tradyn-Event-Id` (the account's last event), `X-Tradyn-Mode: paper`.
- **Rate.** 100 requests/s for each key (`--rate-limit`). Closing, cancelling and reducing have a lane of their own, which reads cannot starve.
- **Units.** deposit: money in the account's currency; price: quote currency; lots; points: 10^-digits of the symbol; ms, s: time.
"""


@contextlib.contextmanager
def running(program):
    """A server with the manual feed: yields (base URL, key)."""
    with tempfile.TemporaryDirectory() as work:
        port = pathlib.Path(work, "port")
        log = open(pathlib.Path(work, "log"), "w", encoding="utf-8")
        server = subprocess.Popen([program, "serve", "--feed", "manual", "--port", "0", "--port-file", port, "--data-dir", f"{work}/data",
                                   "--rate-limit", "0", "--log-level", "warn"], stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 60
            while not (port.exists() and port.read_text().strip()):
                if server.poll() is not None or time.monotonic() > deadline:
                    sys.exit("the server did not start: " + pathlib.Path(work, "log").read_text())
                time.sleep(0.01)
            yield f"http://127.0.0.1:{port.read_text().strip()}/v1", pathlib.Path(work, "data/api-key").read_text().split()[0]
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
            log.close()


def command(operation, method, path, body):
    """The call as it is shown and run; with its status in the last line."""
    url = f"$TRADYN{path}" if path.startswith("/api/") else f"${{TRADYN%/v1}}{path}"
    words = ["curl -s"]
    if method not in ("GET", "POST") or (method == "POST" and body is None):
        words.append(f"-X {method}")
    if path.startswith("/api/"):
        words.append('-H "Authorization: Bearer $TRADYN_KEY"')
    words.append(f'"{url}"')
    if body is not None:
        words.append(f"--json '{body}'")
    shown = " ".join(words)
    return shown, FILTERS.get(operation, "") if method == "GET" else ""


def masked(text):
    """Without what differs from run to run: secrets, ids of keys, wall-clock times."""
    text = re.sub(r"tk_live_[\w-]{43}", "tk_live_…", text)
    text = re.sub(r'("id":)"[\w-]+"', r'\1"$KEY_ID"', text)
    text = re.sub(r'("created":)\d+', r"\g<1>1772020800", text)
    text = re.sub(r'("created_msc":)\d+', r"\g<1>1772020800000", text)
    return re.sub(r'("uptime_msc":)\d+', r"\g<1>1234", text)


TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|[{}\[\],:]|[^{}\[\],:"\s]+')


def reflow(text, width=120):
    """JSON text over several lines where one is too long; numbers stay as they are."""
    tokens = TOKEN.findall(text)
    at = 0

    def value(indent):
        nonlocal at
        token = tokens[at]
        at += 1
        if token not in "{[":
            return token
        parts = []
        while tokens[at] not in "}]":
            if tokens[at] == ",":
                at += 1
            name = ""
            if token == "{":
                name = tokens[at] + ":"
                at += 2
            parts.append(name + value(indent + 2))
        closing = tokens[at]
        at += 1
        flat = token + ",".join(parts) + closing
        if len(flat) + indent <= width and "\n" not in flat:
            return flat
        pad = " " * (indent + 2)
        lines, line = [], ""
        for part in parts:  # as many members in a line as fit
            if line and ("\n" in part or "\n" in line or len(pad) + len(line) + len(part) + 2 > width):
                lines.append(line + ",")
                line = part
            else:
                line += ("," if line else "") + part
        lines.append(line)
        return token + "\n" + "\n".join(pad + l for l in lines) + "\n" + " " * indent + closing

    return value(0)


def shell(line, env):
    return subprocess.run(["sh", "-c", line], env=env, check=True, capture_output=True, text=True).stdout


def transcripts(program):
    """operation → the texts of its transcripts."""
    found = {}
    kept = {}
    with running(program) as (base, key):
        env = dict(os.environ, TRADYN=base, TRADYN_KEY=key, no_proxy="*")
        for operation, method, path, body, keep in STEPS:
            shown = path
            for name, kept_value in kept.items():
                shown = shown.replace("{" + name + "}", kept_value if name != "KEY_ID" else "$KEY_ID")
            env.update({"KEY_ID": kept.get("KEY_ID", "")})
            call, end = command(operation, method, shown, body)
            text, status = shell(f"{call} -w '\\n%{{http_code}}'{' -o /dev/null' if end else ''}", env).rsplit("\n", 1)
            if end:
                text = shell(f"{call} {end}", env)
            for name, member in keep.items():
                kept[name] = str(json.loads(text)["data"][member])
            if operation:
                reply = masked(text if end else reflow(text.strip()))
                title = "" if status == "200" else f"A failure, status {status}:\n\n"
                found.setdefault(operation, []).append((status, f"{title}```sh\n$ {call}{' ' + end if end else ''}\n{reply.rstrip()}\n```\n"))
            elif status != "200":
                sys.exit(f"{method} {path}: {status} {text}")
    for operation, texts in found.items():
        if [t[0] == "200" for t in texts] != [True, False]:
            sys.exit(f"{operation}: not a success and a failure: {texts}")
    return found


def kind(schema):
    """A field's kind, in words."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name})"
    if "anyOf" in schema:
        return " or ".join(kind(s) for s in schema["anyOf"])
    if "const" in schema:
        return json.dumps(schema["const"])
    names = schema.get("type", "")
    names = names if isinstance(names, list) else [names]
    if "array" in names:
        return "list of " + kind(schema["items"]) if isinstance(schema.get("items"), dict) else "list"
    if "enum" in schema:
        numbers = schema.get("x-enum-numbers", {})
        if numbers:
            return ", ".join(f"`{name}` ({number})" for name, number in numbers.items())
        return ", ".join(f"`{v}`" for v in schema["enum"])
    if names == ["number", "string"] or names == ["number"]:
        return "decimal"
    return " or ".join(names)


def bounds(schema):
    low, high = schema.get("minimum"), schema.get("maximum")
    if schema.get("maxLength"):
        return f"at most {schema['maxLength']} bytes"
    if low is not None and high is not None:
        return f"{low} … {high}"
    return f"from {low}" if low is not None else f"to {high}" if high is not None else ""


def cell(text):
    return str(text).replace("|", "\\|").replace("\n", " ")


def table(rows):
    """Rows of (name, schema, unit, required, meaning)."""
    lines = ["| Field | Kind | Unit | | Meaning |", "|--|--|--|--|--|"]
    for name, schema, unit, required, meaning in rows:
        limit = bounds(schema)
        lines.append(f"| `{name}` | {cell(kind(schema))}{'; ' + limit if limit else ''} | {unit} | {'required' if required else ''} | {cell(meaning)} |")
    return "\n".join(lines) + "\n"


def schema_table(schema, show_required):
    required = schema.get("required", [])
    return table([(n, s, s.get("x-unit", ""), show_required and n in required, s.get("description", "")) for n, s in schema.get("properties", {}).items()])


def codes_of(operation):
    return [(status, r.get("x-codes", [])) for status, r in operation["responses"].items() if r.get("x-codes")]


def reply_of(operation):
    content = operation["responses"]["200"].get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    if "$ref" not in schema and "data" in schema.get("properties", {}):
        return kind(schema["properties"]["data"]) + (", in pages" if "next_cursor" in schema["properties"] else "")
    return ", ".join(content)


def endpoint(path, method, operation, aliases, texts, common):
    number = f"{operation['x-number']}. " if "x-number" in operation else ""
    scopes = ", ".join(operation.get("x-scopes", []))
    lines = [f"### {number}`{method.upper()} {path}`\n", operation["summary"], ""]
    lines.append(f"{'Scope: ' + scopes if scopes else 'Needs no key'}. Data: {reply_of(operation)}."
                 + (f" Also as {', '.join(aliases)}." if aliases else "") + "\n")
    parameters = [p for p in operation.get("parameters", []) if "name" in p]
    if parameters:
        lines.append(table([(p["name"], p["schema"], p.get("x-unit", ""), p.get("required"), f"{p.get('description', '')}{' (path)' if p['in'] == 'path' else ''}")
                            for p in parameters]))
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if body:
        lines.append(f"Body{'' if operation['requestBody'].get('required') else ' (may be absent)'}: {kind(body)}.\n")
    own = [f"{status}: {', '.join(f'`{c}`' for c in codes if c not in common)}" for status, codes in codes_of(operation) if set(codes) - common]
    if own:
        lines.append("Errors besides the common ones: " + "; ".join(own) + ".\n")
    lines += [text for _, text in texts]
    return "\n".join(lines)


def page(api, texts):
    operations = [(p, m, o) for p, methods in api["paths"].items() for m, o in methods.items()]
    aliases = {}
    for path, method, operation in operations:
        if "x-alias-of" in operation:
            aliases.setdefault(operation["x-alias-of"], []).append(f"`{method.upper()} {path}`")
    named = [o for o in operations if "x-alias-of" not in o[2]]
    missing = [o[2]["operationId"] for o in named if o[2]["operationId"] not in texts]
    if missing:
        sys.exit(f"no transcript for {', '.join(missing)}")
    common = set.intersection(*(set(c for _, codes in codes_of(o[2]) for c in codes) for o in named if o[2].get("x-scopes")))
    errors = api["x-errors"]
    parts = [INTRODUCTION, "Every endpoint may answer with: " + ", ".join(f"`{c}`" for c in errors if c in common) + ".\n"]
    for tag in api["tags"]:
        parts.append(f"## {tag['name']}\n\n{tag.get('description', '')}\n")
        for path, method, operation in named:
            if tag["name"] in operation["tags"]:
                parts.append(endpoint(path, method, operation, aliases.get(operation["operationId"], []), texts[operation["operationId"]], common))
    parts.append("## Types\n")
    for name, schema in api["components"]["schemas"].items():
        if not schema.get("properties"):
            continue
        show_required = name.endswith(("_request", "_modify", "_query")) or name.startswith("sim_") or name == "fault"
        parts.append(f"### {name}\n\n{schema.get('description', '')}\n\n{schema_table(schema, show_required)}")
    parts.append("## Error codes\n\n| Code | Status | Retcode | `error` | Meaning |\n|--|--|--|--|--|\n"
                 + "".join(f"| `{c}` | {e['status']} | {e.get('retcode', '')} | {cell(e['error'])} | {cell(e['description'])} |\n" for c, e in errors.items()))
    return "\n".join(parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    program = os.environ.get("TRADYN_SERVER", str(ROOT / "build/server/tradyn-server"))
    api = json.loads(subprocess.run([program, "openapi"], check=True, capture_output=True, text=True).stdout)
    text = page(api, transcripts(program))
    if not options.check:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    old = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), text.splitlines(True), "docs/rest-api.md", "what scripts/docs.py writes"))
    if old != text:
        print("docs/rest-api.md is stale: run scripts/docs.py")
    return 1 if old != text else 0


if __name__ == "__main__":
    sys.exit(main())
