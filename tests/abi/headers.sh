#!/bin/sh
# SPDX-License-Identifier: MIT
# Every public header compiles alone, in C and in C++, with every compiler that is here.
set -eu
include=$1
status=0
for compiler in 'gcc -x c -std=c99' 'gcc -x c -std=gnu11' 'g++ -x c++ -std=c++11' 'clang -x c -std=c99' 'clang++ -x c++ -std=c++11'; do
	if ! command -v "${compiler%% *}" >/dev/null 2>&1; then
		echo "${compiler%% *} is not here"
		continue
	fi
	for header in "$include"/tradyn/*.h; do
		# twice, so that a missing guard shows
		name=${header#"$include"/}
		# shellcheck disable=SC2086 # compiler and its options
		if ! printf '#include <%s>\n#include <%s>\nint tradyn_alone;\n' "$name" "$name" |
			$compiler -I"$include" -Wall -Wextra -Wpedantic -Wconversion -Wundef -Werror -fsyntax-only -; then
			echo "$name fails with $compiler"
			status=1
		fi
	done
	echo "$compiler: done"
done
exit $status
