#!/usr/bin/env bash
# Every source file of the product is clean for clang-tidy 16 with .clang-tidy.  usage: clang_tidy.sh SOURCE_DIR BUILD_DIR
# What is read is what the build compiles: with unity builds, a dozen files at a time, since most of the time goes into the
# headers that they share. A file that is unchanged since it was last found clean, in this checkout or another, is not read
# again: what decides is the digest of the preprocessed file, the rules and the tool. The digests are kept in the user's
# cache folder, as ccache's objects are.
set -euo pipefail
cd "$1"
build=$2
command -v clang-tidy-16 >/dev/null || { echo "skipped: clang-tidy-16 is not installed"; exit 77; }
clean="${XDG_CACHE_HOME:-$HOME/.cache}/trustwatch-tidy"
mkdir -p "$clean"
root=$PWD
export build clean root
rules=$(cat .clang-tidy tests/tidy/clang_tidy.sh <(clang-tidy-16 --version) | sha256sum)
export rules

# Paths through one function that the analyzer follows: a fifth of its default, for two thirds of the time.
nodes_max=40000
export nodes_max

# The analyzer looks into included sources only if the file that includes them is called so.
analysable() {
  case "$1" in
    */Unity/unity_*) cp "$1" "${1/unity_/UnifiedSource_}" && echo "${1/unity_/UnifiedSource_}" ;;
    *) echo "$1" ;;
  esac
}

# Three lines: the folder in which a file is compiled, how it is preprocessed, and the compiler's flags.
command_of() {
  python3 - "$build/compile_commands.json" "$1" <<'PY'
import json, shlex, sys
for entry in json.load(open(sys.argv[1])):
    if entry["file"] == sys.argv[2]:
        words = shlex.split(entry["command"])
        words = words[words[0].endswith("ccache"):]
        for option in ("-o", "-c"):
            del words[words.index(option):words.index(option) + 2]
        print(entry["directory"], shlex.join(words + ["-E", "-P", entry["file"]]), shlex.join(words[1:]), sep="\n")
        break
PY
}

check_one() {
  local file=$1 folder preprocess flags key
  { read -r folder; read -r preprocess; read -r flags; } < <(command_of "$file")
  cd "$folder"
  key=$( (echo "$rules"; eval "$preprocess" 2>/dev/null | sed "s#$root/##g") | sha256sum | cut -d' ' -f1)
  [ -e "$clean/$key" ] && return 0
  if eval "clang-tidy-16 --quiet --warnings-as-errors='*' $(analysable "$file") -- $flags \
      -Xclang -analyzer-config -Xclang max-nodes=$nodes_max" 2>/dev/null; then
    touch "$clean/$key"
  else
    echo "clang-tidy: $file"
    return 1
  fi
}
export -f analysable command_of check_one

files_of_product() {
  python3 - "$build/compile_commands.json" <<'PY'
import json, re, sys
for entry in json.load(open(sys.argv[1])):
    if re.search(r" -o (daemon|collectors)/", entry["command"]):
        print(entry["file"], end="\0")
PY
}

# shellcheck disable=SC2016  # expanded by the inner bash
files_of_product |
  xargs -0 -n 1 -P "$(nproc)" bash -c 'check_one "$1"' _
echo "clang-tidy is clean"
