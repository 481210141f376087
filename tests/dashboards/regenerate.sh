#!/usr/bin/env bash
# The committed dashboards are what their sources make, byte for byte, and a planted change is found.
# usage: regenerate.sh SOURCE_DIR BUILD_DIR
set -euo pipefail
sources="$1/dashboards"
made="$2/dashboards"
command -v node >/dev/null || { echo "skipped: there is no node; deploy/install-packages.sh test installs it"; exit 77; }
[ -x "$sources/node_modules/.bin/tsc" ] || { echo "skipped: tsc is not installed; tests/run.sh installs it"; exit 77; }

rm -rf "$made"
mkdir -p "$made"
"$sources/node_modules/.bin/tsc" --project "$sources" --outDir "$made/program"
NODE_PATH="$sources/node_modules" node "$made/program/make.js" "$made/json"
diff -r "$sources/json" "$made/json" || {
  echo "dashboards/json is not what dashboards/ makes: run npm run make there, and commit what changes"
  exit 1
}

cp -r "$sources/json" "$made/planted"
sed -i '0,/"unit": "none"/s//"unit": "short"/' "$made/planted/trustwatch-series.json"
if diff -r "$made/planted" "$made/json" >/dev/null; then
  echo "a changed unit was not found: the comparison compares nothing"
  exit 1
fi
echo "$(find "$made/json" -name '*.json' | wc -l) dashboards are what their sources make"
