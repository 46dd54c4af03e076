#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every schema type that has an _INIT macro in the public headers is compared in test_init.c."""
import pathlib
import re
import sys

here = pathlib.Path(__file__).resolve().parent
headers = "".join(p.read_text(encoding="utf-8") for p in (here / "../../include/tradyn").resolve().glob("*.h"))
types = set(re.findall(r"X\((\w+), tradyn_\w+, \"\w+\"\)", headers))
macros = set(re.findall(r"#define TRADYN_(\w+)_INIT\b", headers)) & types
tested = set(re.findall(r"X\((\w+), tradyn_\w+\)", (here / "test_init.c").read_text(encoding="utf-8")))
for name in sorted(macros ^ tested):
    print(f"TRADYN_{name}_INIT: {'not tested' if name in macros else 'tested, but no such macro'}")
print(f"{len(macros)} macros")
sys.exit(1 if macros != tested else 0)
