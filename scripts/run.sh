#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds tradyn-server and starts it in the foreground; Ctrl-C stops it. Options go to the server (tradyn-server --help).
# Without any: the synthetic market on http://127.0.0.1:8080/v1.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)

"$root/scripts/deps.sh" --run
if [ ! -f "$root/build-run/build.ninja" ]; then
	meson setup "$root/build-run" "$root" --buildtype=release -Dtests=false -Dbench=false >/dev/null
fi
ninja -C "$root/build-run" --quiet

# What the hints below need to know.
data=${XDG_DATA_HOME:-${HOME:-/root}/.local/share}/tradyn
before=''
for word in "$@"; do
	case "$before" in --data-dir) data=$word ;; esac
	case "$word" in --data-dir=*) data=${word#*=} ;; esac
	before=$word
done
known=''
if [ -s "$data/api-key" ]; then known=1; fi
ready=$(mktemp)

hints() {
	port=$(cat "$ready")
	base=http://127.0.0.1:$port/v1
	echo
	if [ -n "$known" ]; then
		echo "Key:         $(cat "$data/api-key")    (in $data/api-key)"
		echo "First call:  curl -H \"Authorization: Bearer \$(cat $data/api-key)\" $base/api/account"
	fi
	python=$("$root/scripts/python.sh")
	url=''
	if [ "$port" != 8080 ]; then url="TRADYN_URL=$base "; fi
	echo "Quick start: ${url}$python $root/examples/quickstart.py \"\$(cat $data/api-key)\""
	ticks=$root/../shared/data/ticks
	if [ -d "$ticks" ] && [ $# -eq 0 ]; then
		echo "Recordings:  $0 --feed replay:$(ls "$ticks"/EURUSD_*.xz | head -n 1) --speed 60"
	fi
	echo
}

# The server replaces this shell; a watcher that ends with it waits for the port.
(
	while [ ! -s "$ready" ] && kill -0 $$ 2>/dev/null; do sleep 0.1; done
	if [ -s "$ready" ]; then hints "$@"; fi
	rm -f "$ready"
) &
exec "$root/build-run/server/tradyn-server" serve --port-file "$ready" "$@"
