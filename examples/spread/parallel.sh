#!/usr/bin/env bash
# Checks folders in several processes, each folder a deployment, and prints what `msstd check --format ndjson` prints.
#
#     parallel.sh folders.txt [OPTION OF msstd check]... >report.ndjson
#     msstd convert report.ndjson --format json
#
# The list has a folder a line, in the order of the report. MSSTD names the program and SIZE says how many folders a process
# checks; options of GNU parallel are in PARALLEL: `--jobs 8`, or `--sshlogin 8/ex-lint1,8/ex-lint2` for machines that have the
# program and the folders under the same paths. docs/scaling.md says what to choose.
set -euo pipefail
folders=$1
shift

# What is done with a part of the list. Findings (1) and a part in which nothing is recognised (3) are results; anything else
# ends the job. Each folder is at least one deployment; the line about the configuration has none.
# shellcheck disable=SC2016
check='
folders=$(mktemp) && lines=$(mktemp) && trap "rm -f \"\$folders\" \"\$lines\"" EXIT || exit
cat >"$folders"
"$0" check --files-from "$folders" --format ndjson "$@" >"$lines" && code=0 || code=$?
case $code in 0 | 1 | 3) ;; *) exit "$code" ;; esac
if [ "$(grep -c "\"deployments\":\[{" "$lines")" -lt "$(grep -c . "$folders")" ]; then
    echo "fewer deployments than folders in the part from $(head -n 1 "$folders")" >&2
    exit 1
fi
cat "$lines"
'
# Parts are slices of the list, and their lines come in its order.
exec parallel --quote --pipe -N "${SIZE:-100}" --keep-order --halt now,fail=1 \
    sh -c "$check" "${MSSTD:-msstd}" "$@" <"$folders"
