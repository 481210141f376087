#!/usr/bin/env bash
# Installs what is missing, builds, and runs the tests; ends with CTest's summary and its exit code.
#   tests/run.sh           everything: unit, end-to-end and tidy tests; every room again under AddressSanitizer and
#                          UBSan, those with threads under ThreadSanitizer; clang's thread-safety analysis and clang-tidy;
#                          the Debian package, on a fresh Debian and under its systemd (only for root)
#   tests/run.sh --quick   the first line only
# Leaves nothing running. Can be run again; what is built already is not built again.
set -euo pipefail
cd "$(dirname "$0")/.."

leave_out='^$'
case "${1:-}" in
  "") ;;
  --quick) leave_out='^suite/' ;;
  *) sed -n '2,7p' "$0" | sed 's/^# \{0,1\}//'; exit 2 ;;
esac

say() { printf '\n== %s\n' "$*"; }

say "1/4 packages"
bash deploy/install-packages.sh test

say "2/4 the protos' linter and the dashboards' compiler (npm, into node_modules)"
for tool in tests/tidy/node_modules/.bin/buf dashboards/node_modules/.bin/tsc; do
  [ -x "$tool" ] && continue
  (cd "${tool%%/node_modules/*}" && npm install --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error)
done

say "3/4 build (build/dev)"
cmake --preset dev -DTRUSTWATCH_SUITES=ON
cmake --build --preset dev

say "4/4 tests"
ctest --preset dev --exclude-regex "$leave_out"
