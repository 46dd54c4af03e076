#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds everything in build/ and runs all tests. The last line counts the test cases; options go to `meson test`.
set -eu
cd "$(dirname "$0")/.."

scripts/deps.sh
if [ -f build/build.ninja ]; then
	meson setup --reconfigure build -Dtests=true -Dbench=true -Dserver=true >/dev/null
else
	meson setup build -Dtests=true -Dbench=true -Dserver=true
fi
ninja -C build
rm -f build/meson-logs/testlog.json
status=0
meson test -C build --no-rebuild --print-errorlogs "$@" || status=$?
python3 scripts/summary.py build/meson-logs/testlog.json || status=1
exit "$status"
