#!/bin/sh
# promtool.sh RENDER: what the program RENDER writes is clean in promtool's eyes, warnings too.
# Exits 77, which CTest shows as skipped, where there is no promtool.
set -u
if ! command -v promtool >/dev/null; then
  echo "skipped: there is no promtool; install the package prometheus to run this test"
  exit 77
fi
page=$(mktemp) || exit 1
trap 'rm -f "$page"' EXIT
"$1" >"$page" || { echo "$1 did not write a page"; exit 1; }
[ -s "$page" ] || { echo "$1 wrote an empty page"; exit 1; }
said=$(promtool check metrics <"$page" 2>&1)
code=$?
if [ "$code" -ne 0 ] || [ -n "$said" ]; then
  echo "promtool check metrics exits $code and says:"
  echo "$said"
  exit 1
fi
echo "promtool check metrics is clean: $(grep -c '^# TYPE' "$page") families, $(grep -vc '^#' "$page") samples"
