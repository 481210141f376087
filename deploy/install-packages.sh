#!/usr/bin/env bash
# Installs the Debian packages that are missing, and says so; asks for root for that alone.
# usage: deploy/install-packages.sh build|test
set -euo pipefail

build_packages=(
  g++ cmake ninja-build ccache mold pkg-config ca-certificates python3
  libgrpc++-dev libprotobuf-dev protobuf-compiler protobuf-compiler-grpc libabsl-dev
  libsqlite3-dev libfmt-dev libtomlplusplus-dev libcli11-dev libcpp-httplib-dev
  prometheus-cpp-dev libcurl4-openssl-dev libssl-dev zlib1g-dev
  libsnappy-dev libre2-dev libsystemd-dev nlohmann-json3-dev tzdata dpkg-dev file
)
test_packages=(
  libgtest-dev libgmock-dev libbenchmark-dev
  clang-16 clang-tidy-16 clang-format-16 libclang-rt-16-dev shellcheck git curl
  prometheus prometheus-alertmanager npm python3-grpcio python3-protobuf python3-snappy
  python3-prometheus-client sqlite3 man-db
  docker-compose python3-yaml lintian mmdebstrap systemd systemd-container faketime
)

case "${1:-}" in
  build) wanted=("${build_packages[@]}") ;;
  test) wanted=("${build_packages[@]}" "${test_packages[@]}") ;;
  *) echo "usage: $0 build|test" >&2; exit 2 ;;
esac

missing=()
for package in "${wanted[@]}"; do
  if [ "$package" = npm ] && command -v npm >/dev/null; then continue; fi
  if [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" != installed ]; then
    missing+=("$package")
  fi
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "packages: all ${#wanted[@]} are installed"
  exit 0
fi

echo "packages: installing ${#missing[@]} that are missing: ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || {
    echo "packages: run this as root, or install sudo: apt-get install ${missing[*]}" >&2
    exit 1
  }
  as_root=(sudo)
fi
# Debian starts a packaged service at once; ours bring their own configuration, so none is to start.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
  "${as_root[@]}" chmod +x "$policy"
  trap '"${as_root[@]}" rm -f "$policy"' EXIT
fi
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
echo "packages: done"
