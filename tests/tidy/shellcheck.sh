#!/usr/bin/env bash
# Every shell script is clean for shellcheck.  usage: shellcheck.sh SOURCE_DIR BUILD_DIR
set -euo pipefail
cd "$1"
command -v shellcheck >/dev/null || { echo "skipped: shellcheck is not installed"; exit 77; }
find .ci deploy tests -name node_modules -prune -o \( -name '*.sh' -o -path .ci/run -o -path 'deploy/debian/p*' \) -print0 |
  xargs -0 shellcheck
echo "all scripts are clean"
