#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds a release in build-bench/ and runs every benchmark, or those named: bench/run.sh [http positions engine replay idle instructions]
set -eu
cd "$(dirname "$0")/.."

scripts/deps.sh
if [ ! -f build-bench/build.ninja ]; then
	meson setup build-bench --buildtype=release -Dbench=true -Dtests=false >/dev/null
fi
ninja -C build-bench --quiet
TRADYN_SERVER=$PWD/build-bench/server/tradyn-server
TRADYN_SHARED=${TRADYN_SHARED:-$PWD/../shared}
export TRADYN_SERVER TRADYN_SHARED
for name in ${*:-http positions engine replay idle instructions}; do
	build-bench/bench/bench_"$name" || [ $? -eq 77 ]
	echo
done
