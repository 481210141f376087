#!/usr/bin/env bash
# The rules are clean for promtool, each file has its tests, and all of these pass.
# usage: promtool.sh PROJECT_FOLDER; exits 77, which CTest shows as skipped, where there is no promtool.
set -euo pipefail
cd "$1/dashboards/rules"
if ! command -v promtool >/dev/null; then
  echo "skipped: there is no promtool; install the package prometheus to run this test"
  exit 77
fi
for rules in *.yml; do
  case "$rules" in *_test.yml) continue ;; esac
  # Warnings too.
  promtool check rules --lint=all --lint-fatal "$rules"
  [ -e "${rules%.yml}_test.yml" ] || { echo "$rules has no test"; exit 1; }
done
promtool test rules ./*_test.yml
