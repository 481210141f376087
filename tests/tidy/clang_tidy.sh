#!/usr/bin/env bash
# Every source file of the product is clean for clang-tidy 16 with .clang-tidy.  usage: clang_tidy.sh SOURCE_DIR BUILD_DIR
# A file that is unchanged since it was last found clean, in this checkout or another, is not read again: what
# decides is the digest of the preprocessed file, the rules and the tool. The digests are kept in
# the user's cache folder, as ccache's objects are.
set -euo pipefail
cd "$1"
build=$2
command -v clang-tidy-16 >/dev/null || { echo "skipped: clang-tidy-16 is not installed"; exit 77; }
clean="${XDG_CACHE_HOME:-$HOME/.cache}/trustwatch-tidy"
mkdir -p "$clean"
root=$PWD
export build clean root
rules=$(cat .clang-tidy <(clang-tidy-16 --version) | sha256sum)
export rules

check_one() {
  local file=$1 command key
  command=$(python3 - "$build/compile_commands.json" "$file" <<'PY'
import json, os, shlex, sys
for entry in json.load(open(sys.argv[1])):
    if os.path.realpath(entry["file"]) == os.path.realpath(sys.argv[2]):
        words = shlex.split(entry["command"])
        if words[0].endswith("ccache"):
            words = words[1:]
        words[words.index("-o") + 1] = "-"
        words[words.index("-c")] = "-E"
        print(entry["directory"])
        print(shlex.join(words))
        break
PY
)
  [ -n "$command" ] || return 0
  key=$( (echo "$rules"; cd "$(head -n 1 <<<"$command")" && eval "$(tail -n 1 <<<"$command") -P" 2>/dev/null | sed "s#$root/##g") | sha256sum | cut -d' ' -f1)
  [ -e "$clean/$key" ] && return 0
  if clang-tidy-16 --quiet --warnings-as-errors='*' -p "$build" "$file" 2>/dev/null; then
    touch "$clean/$key"
  else
    echo "clang-tidy: $file"
    return 1
  fi
}
export -f check_one

# shellcheck disable=SC2016  # expanded by the inner bash
find "$PWD/daemon" "$PWD/collectors" -name '*.cc' -print0 |
  xargs -0 -n 1 -P "$(nproc)" bash -c 'check_one "$1"' _
echo "clang-tidy is clean"
