#!/usr/bin/env bash
# The exit code of spc_conformance: 0 without differences, 1 with one, 2 where the folder cannot be read.
#   spc_exit_codes.sh PROGRAM FOLDER       FOLDER holds results that agree
# shellcheck source=tests/conformance/exit_codes.sh
source "$(dirname "$0")/exit_codes.sh"

sed -i 's/Above UCL/Below LCL/' "$work/spc_points.csv"
expect 1 "$program" "$work"
grep -q 'special_cause_type is "Above UCL", the file has "Below LCL"' "$work/out"
