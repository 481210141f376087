#!/usr/bin/env bash
# The exit code of spc_conformance: 0 without differences, 1 with one, 2 where the folder cannot be read.
#   exit_codes.sh PROGRAM FOLDER       FOLDER holds results that agree
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
expect 2 "$program" "$work/nowhere"

cp "$folder"/*.csv "$work"
sed -i 's/Above UCL/Below LCL/' "$work/spc_points.csv"
expect 1 "$program" "$work"
grep -q 'special_cause_type is "Above UCL", the file has "Below LCL"' "$work/out"
