#!/usr/bin/env bash
# The exit code of funnel_conformance: 0 without differences, 1 with one, 2 where the folder cannot be read.
#   funnel_exit_codes.sh PROGRAM FOLDER       FOLDER holds results that agree
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
grep -q 'runs: 6, of which the package refuses 1' "$work/out"
grep -q 'differences: 0' "$work/out"
expect 0 "$program" --help
grep -q 'funnel_points.csv' "$work/out"
expect 2 "$program"
expect 2 "$program" a b
expect 2 "$program" "$work/nowhere"
grep -q "$work/nowhere/funnel_runs.csv" "$work/out"

cp "$folder"/*.csv "$work"
sed -i 's/,0$/,1/' "$work/funnel_points.csv"
expect 1 "$program" "$work"
grep -q 'run HF1 group e: outlier is "0", the file has "1"' "$work/out"
grep -q 'and [0-9]* more' "$work/out"
