#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs what is missing to build and test (default), only to build and run (--run), or for the whole CI (--ci).
# Nothing is touched when everything is there; elsewhere than on Debian and its kin it says what is missing and fails.
set -eu

case "${1:-}" in
'') level=2 ;;
--run) level=1 ;;
--ci) level=3 ;;
*)
	echo "usage: scripts/deps.sh [--run | --ci]" >&2
	exit 2
	;;
esac

# level, package, how else it may be present (cmd:NAME, pc:NAME, py:MODULE, file:PATH), reason
needs() {
	cat <<'LIST'
1 gcc                   cmd:cc                   the compiler
1 libc6-dev             file:/usr/include/stdio.h   the C library's headers
1 meson                 cmd:meson                the build
1 ninja-build           cmd:ninja                the build
1 pkg-config            cmd:pkg-config           finds the libraries
1 libjansson-dev        pc:jansson               reads JSON
1 libmicrohttpd-dev     pc:libmicrohttpd         the HTTP server
1 libsodium-dev         pc:libsodium             keyed hashes and random keys
1 libarchive-dev        pc:libarchive            recordings in xz, gz and zip
2 check                 pc:check                 unit tests
2 libcurl4-openssl-dev  pc:libcurl               HTTP client of the API tests
2 curl                  cmd:curl                 transcripts of docs/rest-api.md
2 g++                   cmd:c++                  public headers compile as C++
2 binutils              cmd:nm                   exported symbols
1 python3               cmd:python3              checks and generators in scripts/
1 python3-requests      py:requests              the published quick start
3 clang                 cmd:clang                the second compiler
3 libclang-rt-14-dev    file:/usr/lib/llvm-14/lib/clang/14.0.6/lib/linux/libclang_rt.tsan-x86_64.a   sanitizers of clang
3 valgrind              cmd:valgrind             memory checks, instruction counts
3 abigail-tools         cmd:abidw                describes the binary interface
3 nodejs                cmd:node                 runs the OpenAPI validator
3 npm                   cmd:npm                  fetches the OpenAPI validator
LIST
}

installed() {
	dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'
}

present() { # how
	case "$1" in
	cmd:*) command -v "${1#cmd:}" >/dev/null 2>&1 ;;
	pc:*) command -v pkg-config >/dev/null 2>&1 && pkg-config --exists "${1#pc:}" ;;
	py:*) "$("$(dirname "$0")/python.sh")" -c "import ${1#py:}" 2>/dev/null ;;
	file:*) test -e "${1#file:}" ;;
	esac
}

missing=''
report=''
while read -r at package how reason; do
	if [ "$at" -gt "$level" ] || installed "$package" || present "$how"; then
		continue
	fi
	missing="$missing $package"
	report="$report
  $package: $reason"
done <<LIST
$(needs)
LIST

if [ -z "$missing" ]; then
	exit 0
fi
echo "Missing:$report" >&2
if ! command -v apt-get >/dev/null 2>&1; then
	echo "This is no Debian or Ubuntu: install these (or what your system calls them), then start again." >&2
	exit 1
fi
as_root=''
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null 2>&1; then
		echo "Neither root nor sudo: run 'apt-get install$missing' as root, then start again." >&2
		exit 1
	fi
	as_root=sudo
fi
$as_root apt-get update -q
# shellcheck disable=SC2086 # a list of packages
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
