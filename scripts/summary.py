#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Counts the test cases of a Meson run: what failed and what was skipped by name and reason, then one line of totals."""
import json
import re
import sys

CASE = re.compile(r"^(not )?ok\b[ \d-]*(.*?)\s*(?:#\s*skip\S*\s*(.*))?$", re.IGNORECASE)


def cases(test):
    """(name, outcome, reason) of every case in one test program."""
    found = []
    for line in test["stdout"].splitlines() if "stdout" in test else []:
        case = CASE.match(line)
        if case:
            skipped = re.search(r"#\s*skip", line, re.IGNORECASE)
            outcome = "failed" if case.group(1) else "skipped" if skipped else "passed"
            found.append((case.group(2), outcome, case.group(3) or ""))
    result = {"OK": "passed", "EXPECTEDFAIL": "passed", "SKIP": "skipped"}.get(test["result"], "failed")
    if not found or (result == "failed" and not any(c[1] == "failed" for c in found)):
        output = (test.get("stdout", "") + test.get("stderr", "")).strip().splitlines()
        found.append(("", result, output[-1] if output else test["result"]))
    return found


def main():
    totals = {"passed": 0, "failed": 0, "skipped": 0}
    with open(sys.argv[1], encoding="utf-8") as log:
        for line in log:
            test = json.loads(line)
            for name, outcome, reason in cases(test):
                totals[outcome] += 1
                if outcome != "passed":
                    print(f"{outcome}: {test['name']} {name} {reason}".rstrip())
    print(f"{totals['passed']} passed, {totals['failed']} failed, {totals['skipped']} skipped")
    return 1 if totals["failed"] or not totals["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
