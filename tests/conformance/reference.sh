#!/usr/bin/env bash
# Compares with a folder of reference results, or says that it is not there (exit code 77: skipped).
#   reference.sh PROGRAM FOLDER
set -euo pipefail
if [ ! -d "$2" ]; then
  echo "skipped: there is no folder $2; set TRUSTWATCH_SHARED_DIR to where the reference results lie"
  exit 77
fi
exec "$1" "$2"
