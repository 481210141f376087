#!/usr/bin/env bash
# Every C++ file is formatted as .clang-format says.  usage: clang_format.sh SOURCE_DIR BUILD_DIR
set -euo pipefail
cd "$1"
command -v clang-format-16 >/dev/null || { echo "skipped: clang-format-16 is not installed"; exit 77; }
find daemon collectors tests \( -name '*.h' -o -name '*.cc' \) -print0 |
  xargs -0 clang-format-16 --dry-run --Werror
echo "all files are formatted"
