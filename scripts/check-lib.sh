# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
#
# Read by the programs in scripts/checks/ that are shell scripts.
set -eu

cache=${LEVSHA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/levsha}

# The one line of a check that found nothing wrong.
passed() { printf '  %-14s %s\n' "${0##*/}" "$*"; }

failed() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

# tracked <pattern>...: names of files under version control
tracked() { git ls-files -- "$@"; }

# ours <pattern>...: those of them that are not for QEMU, in its style
ours() { tracked "$@" ':!tools/testing/qemu/overlay' ':!tools/testing/qemu/patches'; }

# run_by <regex>: tracked files whose first line names an interpreter like that
run_by() { git grep -nIE "^#! ?/.*\b($1)( |\$)" | sed -n 's/:1:#!.*//p'; }

# linux_script <name>: its path in the newest linux-source that setup fetched
linux_script()
{
	# shellcheck disable=SC2012
	ls "$cache"/linux-scripts-*/"$1" 2>/dev/null | sort -V | tail -n 1 | grep . ||
		failed "$1 is not in $cache: run 'make setup'"
}
