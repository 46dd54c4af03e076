#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints a python that has the module `requests`: Debian's own before whatever else is on PATH. Without one: python3.
for python in /usr/bin/python3 python3; do
	if "$python" -c 'import requests' 2>/dev/null; then
		echo "$python"
		exit 0
	fi
done
echo python3
