#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes lib/tradyn.map from the functions that the public headers declare; --check only compares.
With --library FILE the symbols that FILE really exports are compared as well."""
import argparse
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
NODE = "TRADYN_0.1"


def declared():
    """Names of all functions marked TRADYN_API."""
    names = set()
    for header in sorted((ROOT / "include/tradyn").glob("*.h")):
        text = re.sub(r"/\*.*?\*/", " ", header.read_text(encoding="utf-8"), flags=re.S)
        text = re.sub(r"^\s*#.*(?:\\\n.*)*$", " ", text, flags=re.M)
        names.update(re.findall(r"TRADYN_API\b[^;(]*?\b(tradyn_\w+)\s*\(", text))
    return names


def map_text(names):
    lines = "".join(f"\t{name};\n" for name in sorted(names))
    return f"{NODE} {{\nglobal:\n{lines}local:\n\t*;\n}};\n"


def exported(library):
    out = subprocess.run(["nm", "-D", "--defined-only", library], check=True, capture_output=True, text=True).stdout
    names = {line.split()[-1].split("@")[0] for line in out.splitlines()}
    return {name for name in names if name != NODE}


def differences(what, names, wanted):
    for name in sorted(wanted - names):
        print(f"{what}: {name} is missing")
    for name in sorted(names - wanted):
        print(f"{what}: {name} is not declared in a public header")
    return names != wanted


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--library")
    options = parser.parse_args()
    path = ROOT / "lib/tradyn.map"
    wanted = declared()
    bad = False
    if options.check:
        written = set(re.findall(r"^\t(tradyn_\w+);$", path.read_text(encoding="utf-8"), flags=re.M))
        bad |= differences("lib/tradyn.map", written, wanted)
        if not bad and path.read_text(encoding="utf-8") != map_text(wanted):
            print("lib/tradyn.map: not as scripts/map.py writes it")
            bad = True
    else:
        path.write_text(map_text(wanted), encoding="utf-8")
    if options.library:
        bad |= differences(options.library, exported(options.library), wanted)
    if bad:
        print("run scripts/map.py, or define what the headers declare")
    else:
        print(f"{len(wanted)} functions")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
