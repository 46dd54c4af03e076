#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every rejection that MetaTrader numbers is reached by a story or by a test of the API, or docs/trading-rules.md says why it can
not occur; never both. Where the shared table of return codes is there, it has no code that the error list lacks."""
import os
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2]
shared = pathlib.Path(os.environ.get("TRADYN_SHARED", root / ".." / "shared"))


def text_of(pattern):
    return "".join(p.read_text(encoding="utf-8") for p in sorted(root.glob(pattern)))


rows = re.findall(r'X\((\w+), +-?\d+, (\d+), (\d+), "([^"]*)"', (root / "include/tradyn/error.h").read_text(encoding="utf-8"))
numbered = {name: (retcode, text) for name, _, retcode, text in rows if retcode != "0"}
stories = text_of("tests/scenario/stories/*.scenario")
told = {name for name in numbered if re.search(rf"error={name} retcode={numbered[name][0]}\b", stories)}
# of one code at least, the text stands in the stories as the list has it
spoken = {name for name in told if re.search(rf'error={name} retcode=\d+ text="?{re.escape(numbered[name][1])}"?( |$)', stories, re.M)}
asked = {name for name in numbered if f'"{name}"' in text_of("tests/api/*.c") or f'\\"{name}\\"' in text_of("tests/api/*.c")}
never = set(re.findall(r"^\| (\d{5}) `(\w+)` \|", (root / "docs/trading-rules.md").read_text(encoding="utf-8"), re.M))
wrong = [f"{name} ({code}): not in the error list with this number" for code, name in never if numbered.get(name, ("",))[0] != code]
never = {name for _, name in never}
wrong += [f"{name} ({numbered[name][0]}): reached by no test, and not said to be impossible" for name in numbered if name not in told | asked | never]
wrong += [f"{name}: said to be impossible, and reached by a test" for name in never & (told | asked)]
wrong += [f"{name}: no story has its text" for name in told - spoken]
table = shared / "domain" / "retcodes.md"
if table.is_file():
    successes = {"10008", "10009", "10010"}
    known = {retcode for retcode, _ in numbered.values()} | successes
    wrong += [f"{code} is not in the error list" for code in re.findall(r"^\|(\d{5})\|", table.read_text(encoding="utf-8"), re.M) if code not in known]
print("\n".join(sorted(wrong)) or f"{len(numbered)} rejections: {len(told)} in stories, {len(asked - told)} over HTTP, {len(never)} can not occur")
sys.exit(1 if wrong else 0)
