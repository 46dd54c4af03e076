#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every published example marked `use: test` is a story by its id, or is said to be tested elsewhere."""
import json
import os
import pathlib
import re
import sys

here = pathlib.Path(__file__).resolve().parent
shared = pathlib.Path(os.environ.get("TRADYN_SHARED", here.parents[1] / ".." / "shared"))
examples = shared / "domain" / "worked-examples.json"
if not examples.is_file():
    print(f"skipped: {examples} is not there")
    sys.exit(77)
wanted = {e["id"] for e in json.loads(examples.read_text(encoding="utf-8")) if e["use"] == "test"}
stories = "".join(p.read_text(encoding="utf-8") for p in sorted((here / "stories").glob("*.scenario")))
told = set(re.findall(r"^scenario (WE\d+)", stories, re.M))
elsewhere = set(re.findall(r"WE\d+", " ".join(re.findall(r"^# elsewhere ([^:]*):", stories, re.M))))
for name in sorted(wanted - told - elsewhere):
    print(f"{name}: neither told nor said to be elsewhere")
for name in sorted(told & elsewhere):
    print(f"{name}: told, and said to be elsewhere")
print(f"{len(wanted)} examples, {len(wanted & told)} told, {len(wanted & elsewhere)} elsewhere")
sys.exit(1 if wanted - told - elsewhere or told & elsewhere else 0)
