#!/usr/bin/env bash
# The protos are clean for `buf lint`, do not break the released contract (proto/released.binpb), and a
# planted break is found.  usage: buf.sh SOURCE_DIR BUILD_DIR
set -euo pipefail
cd "$1"
buf="$1/tests/tidy/node_modules/.bin/buf"
[ -x "$buf" ] || { echo "skipped: buf is not installed; tests/run.sh installs it"; exit 77; }
export BUF_CACHE_DIR="$2/buf-cache"

"$buf" lint proto
"$buf" breaking proto --against proto/released.binpb

planted=$(mktemp -d)
trap 'rm -rf "$planted"' EXIT
cp -r proto "$planted/proto"
sed -i 's/string organisation = 1;/int64 organisation = 1;/' "$planted/proto/trustwatch/v1/submission_service.proto"
if "$buf" breaking "$planted/proto" --against proto/released.binpb >/dev/null; then
  echo "a changed type was not found: the check checks nothing"
  exit 1
fi
echo "lint and breaking are clean, and a planted break is found"
