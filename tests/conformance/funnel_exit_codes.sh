#!/usr/bin/env bash
# The exit code of funnel_conformance: 0 without differences, 1 with one, 2 where the folder cannot be read.
#   funnel_exit_codes.sh PROGRAM FOLDER       FOLDER holds results that agree
# shellcheck source=tests/conformance/exit_codes.sh
source "$(dirname "$0")/exit_codes.sh"

expect 0 "$program" "$work"
grep -q 'runs: 6, of which the package refuses 1' "$work/out"
sed -i 's/,0$/,1/' "$work/funnel_points.csv"
expect 1 "$program" "$work"
grep -q 'run HF1 group e: outlier is "0", the file has "1"' "$work/out"
grep -q 'and [0-9]* more' "$work/out"
rm "$work/funnel_runs.csv"
expect 2 "$program" "$work"
grep -q "$work/funnel_runs.csv" "$work/out"
