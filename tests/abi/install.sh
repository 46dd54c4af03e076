#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs into an empty root, then builds and runs a small program against it, found by pkg-config alone.
set -eu
build=$1
source=$2
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

DESTDIR=$root meson install -C "$build" --no-rebuild --quiet
pc=$(find "$root" -name tradyn.pc)
test -n "$pc" || { echo "tradyn.pc was not installed"; exit 1; }
prefix=$(sed -n 's/^prefix=//p' "$pc")
PKG_CONFIG_PATH=$(dirname "$pc")
export PKG_CONFIG_PATH
flags() {
	pkg-config --define-variable=prefix="$root$prefix" "$@" tradyn
}
# shellcheck disable=SC2046 # lists of flags
cc -Wall -Wextra -Werror -o "$root/shared" "$source" $(flags --cflags --libs)
LD_LIBRARY_PATH=$(flags --variable=libdir) "$root/shared"
# shellcheck disable=SC2046
cc -Wall -Wextra -Werror -o "$root/static" "$source" $(flags --cflags) "$(flags --variable=libdir)/libtradyn.a" $(pkg-config --libs jansson)
"$root/static"
