#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks how the code looks and who includes whom. Prints FILE:LINE: what; exits 1 when there is anything to print."""
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILE_MAX, FUNCTION_MAX = 800, 80

# (where, pattern in code, why); a path is in a place when it starts with one of its prefixes
PRODUCT = ("include/", "lib/", "client/", "server/")
BANNED = [
    (PRODUCT, r"\batof\s*\(", "atof: use tradyn_decimal_parse"),
    (PRODUCT, r"\bstrto[df]\s*\(", "strtod: prices are decimals"),
    (PRODUCT, r"\bv?sprintf\s*\(", "sprintf: use tradyn__text_format or snprintf"),
    (PRODUCT, r"\b(strcpy|strncpy|strcat|strncat|gets)\s*\(", "unbounded or unterminated copy"),
    (PRODUCT, r"\bjson_real\s*\(", "json_real: money is no double"),
    (PRODUCT, r"\bassert\s*\(", "assert: input is answered, not asserted"),
    (("lib/", "client/"), r"\b(exit|_exit|abort)\s*\(", "a library never ends the process"),
    (("lib/",), r"\b(time|clock|clock_gettime|gettimeofday|localtime\w*|gmtime\w*|mktime)\s*\(", "lib has no clock"),
    (("lib/",), r"\b(rand|random|drand48|getrandom)\s*\(", "lib has no randomness"),
    (("lib/",), r"(?<![.>\w])(fopen|open|read|write|printf|fprintf|puts|getenv|secure_getenv|pthread_\w+)\s*\(", "lib has no I/O, environment or threads"),
    (("include/",), r"\b(double|float)\b", "no floating point in a public header"),
    (("lib/base/", "lib/engine/", "lib/schema/"), r"\b(double|float)\b", "no floating point near money"),
]
# formats stand in literals, markers in comments: searched in the whole line
LITERAL = [
    (PRODUCT, r"\"[^\"]*%\.?\d*[geGE][^\"]*\"", "%g or %e: prices are decimals"),
    (("",), r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b", "unfinished work is not committed"),
]
EXEMPT = {
    ("lib/base/decimal.c", "strtod: prices are decimals"),
    # the reader has to cut the noise of the doubles that Jansson makes of numbers
    ("lib/codec/number.c", "%g or %e: prices are decimals"),
}
# who may include what: (header, path prefixes)
HOUSE = [
    (r"microhttpd\.h", ("server/http/mhd", "bench/", "tests/")),
    (r"archive(_entry)?\.h", ("server/runtime/archive", "bench/", "tests/")),
    (r"sodium\.h", ("server/", "tests/")),
    (r"curl/.*", ("client/", "tests/", "bench/")),
    (r"sqlite3\.h", ("server/store/",)),
    (r"wslay/.*", ("client/", "server/stream/", "tests/")),
    (r"server/.*", ("server/", "tests/", "bench/")),
    (r"client/.*", ("client/", "tests/", "bench/")),
]
LIB_SYSTEM = {"jansson.h", "stdarg.h", "stdbool.h", "stddef.h", "stdint.h", "stdio.h", "stdlib.h", "string.h", "limits.h", "inttypes.h", "ctype.h",
              "errno.h", "float.h", "math.h"}
PUBLIC_SYSTEM = {"stdbool.h", "stddef.h", "stdint.h"}


def files():
    if shutil.which("git"):
        out = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
        if out.returncode == 0:
            return [name for name in out.stdout.splitlines() if (ROOT / name).is_file()]
    skip = re.compile(r"(^|/)(build[^/]*|\.git)/")
    return [str(p.relative_to(ROOT)) for p in ROOT.rglob("*") if p.is_file() and not skip.search(str(p.relative_to(ROOT)) + "/")]


def blank(match):
    return re.sub(r"[^\n]", " ", match.group(0))


def code_of(text):
    """The text with comments, literals and preprocessor lines blanked, line by line the same length."""
    text = re.sub(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", blank, text, flags=re.S)
    return re.sub(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", blank, text, flags=re.M)


def functions(code):
    """(line of the opening brace, lines of the body) of every function."""
    start = None
    lines = code.split("\n")
    for number, line in enumerate(lines, 1):
        if line.startswith("{") and number > 1 and re.search(r"\)\s*(__attribute__.*)?$", lines[number - 2].rstrip()):
            start = number
        elif start and line.startswith("}"):
            yield start, number - start - 1
            start = None


def indentation(code, text):
    """Lines inside braces that are indented by blanks, alignment inside parentheses aside."""
    braces = parens = 0
    for number, (line, raw) in enumerate(zip(code.split("\n"), text.split("\n")), 1):
        if braces and not parens and re.match(r" +[^ *]", line) and not raw.lstrip().startswith("*"):
            yield number
        braces += line.count("{") - line.count("}")
        parens += line.count("(") - line.count(")")


def rules(name, lines, code_lines, table_code, table_literal):
    for number, (raw, code) in enumerate(zip(lines, code_lines), 1):
        for table, line in ((table_code, code), (table_literal, raw)):
            for places, pattern, why in table:
                if name.startswith(places) and (name, why) not in EXEMPT and re.search(pattern, line):
                    yield number, why


def includes(name, lines):
    for number, line in enumerate(lines, 1):
        match = re.match(r"\s*#\s*include\s*([<\"])([^>\"]+)[>\"]", line)
        if not match:
            continue
        system, header = match.group(1) == "<", match.group(2)
        for pattern, places in HOUSE:
            if re.fullmatch(pattern, header) and not name.startswith(places):
                yield number, f"{header} does not belong here"
        if name.startswith("lib/") and system and not header.startswith("tradyn/") and header not in LIB_SYSTEM:
            yield number, f"lib sees only Jansson and the plain C library, not {header}"
        if name.startswith("lib/") and not system and not header.startswith("lib/"):
            yield number, f"include by the path from the root: {header}"
        if name.startswith("include/") and not (system and (header.startswith("tradyn/") or header in PUBLIC_SYSTEM)):
            yield number, f"a public header includes only its own and the plainest C headers, not {header}"


def check_c(name, text):
    lines = text.split("\n")
    code = code_of(text)
    if not lines[0].startswith("/* SPDX-License-Identifier: MIT"):
        yield 1, "the first line is the SPDX line"
    if len(lines) - 1 > FILE_MAX:
        yield len(lines) - 1, f"more than {FILE_MAX} lines"
    for number, length in functions(code):
        if length > FUNCTION_MAX:
            yield number, f"function of {length} lines, more than {FUNCTION_MAX}"
    for number in indentation(code, text):
        yield number, "indent with tabs"
    yield from rules(name, lines, code.split("\n"), BANNED, LITERAL)
    yield from includes(name, lines)


def check_other(name, text):
    lines = text.split("\n")
    if name.endswith((".py", ".sh")) or lines[0].startswith("#!"):
        if not any("SPDX-License-Identifier: MIT" in line for line in lines[:2]):
            yield 1, "the SPDX line stands first, or after #!"
    yield from rules(name, lines, lines, [], LITERAL)


def check(name):
    try:
        text = (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    for number, line in enumerate(text.split("\n"), 1):
        if re.search(r"[ \t]+$", line):
            yield number, "blanks at the end of the line"
    if text and not text.endswith("\n"):
        yield text.count("\n") + 1, "no newline at the end"
    yield from check_c(name, text) if name.endswith((".c", ".h")) else check_other(name, text)


def main():
    names = [n for n in files() if not n.startswith("tests/data/")]
    found = [(n, *problem) for n in sorted(names) for problem in check(n)]
    for name, number, why in found:
        print(f"{name}:{number}: {why}")
    print(f"{len(names)} files, {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
