#!/usr/bin/env bash
# Sourced by the exit code tests of the conformance programs: PROGRAM, and FOLDER of results that agree. Gives `work`, a
# folder of its own that goes away at the end, and `expect CODE COMMAND...`, which leaves the output in $work/out.
set -euo pipefail
program=$1
folder=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

expect() {
  local code=0
  "${@:2}" >"$work/out" 2>&1 || code=$?
  [ "$code" -eq "$1" ] || { echo "exit code $code, expected $1: ${*:2}"; cat "$work/out"; exit 1; }
}

expect 0 "$program" "$folder"
expect 0 "$program" --help
expect 2 "$program"
expect 2 "$program" a b
expect 2 "$program" "$work/nowhere"
cp "$folder"/*.csv "$work"
