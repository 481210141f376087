#!/usr/bin/env bash
# Measures, and prints what it measured: micro-benchmarks, then a real daemon under load from 1, 8 and 64 clients on
# this machine, then a restart on a full store. Takes about ten minutes after the build; stops what it starts.
#   tests/bench/run.sh [ORGANISATIONS]     of the full store; 1,667 make 10 million observations
set -euo pipefail
cd "$(dirname "$0")/../.."
organisations=${1:-1667}

cmake --preset bench >/dev/null
cmake --build --preset bench
bench=build/bench/tests/bench
daemon=build/bench/daemon/app/trustwatchd
work=$(mktemp -d)
pid=
stop() {
  [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
  [ -z "$pid" ] || wait "$pid" || true
  pid=
}
trap 'stop; rm -rf "$work"' EXIT

# Starts the daemon on a store; its address is then in $server.
start() {
  "$daemon" --listen 127.0.0.1:0 --http-listen 127.0.0.1:0 --database "$1" --catalogue "$work/catalogue" \
    >"$work/ports" 2>"$work/log" &
  pid=$!
  for _ in $(seq 600); do
    grep -q '^listening ' "$work/ports" && break
    [ -e "/proc/$pid" ] || { cat "$work/log"; exit 1; }
    sleep 0.1
  done
  server=$(sed 's/.*grpc=\([^ ]*\).*/\1/' "$work/ports")
  http=$(sed 's/.*http=\([^ ]*\).*/\1/' "$work/ports")
}

python3 tests/bench/make_catalogue.py "$work/catalogue"

echo "== micro-benchmarks"
"$bench/trustwatch_bench"
"$bench/page_bench"
"$bench/xmr_bench"
"$bench/verdicts_bench"
"$bench/remote_read_bench"
"$bench/history_bench"

echo "== history beside Prometheus' own remote read over the same series"
for size in "60 40" "2000 50"; do # organisations and indicators
  # shellcheck disable=SC2086
  /usr/bin/python3 tests/bench/history_beside_prometheus.py build/bench "$work/catalogue" $size
done

echo "== submissions over gRPC, acknowledged and fsynced; each line on an empty store"
for rows in 50 1000 10000; do
  for clients in 1 8 64; do
    submissions=$((4000000 / rows / clients))
    [ "$submissions" -le 400 ] || submissions=400
    [ "$submissions" -ge 5 ] || submissions=5
    for flag in "" --skip-outlooks; do
      rm -f "$work"/store.db*
      start "$work/store.db"
      "$bench/load_generator" --server "$server" --clients "$clients" --rows "$rows" --submissions "$submissions" $flag
      stop
    done
  done
done

echo "== 64 clients alone, and while somebody scrapes and reads all history without a pause"
for reading in no yes; do
  rm -f "$work"/store.db*
  start "$work/store.db"
  [ "$reading" = no ] || { /usr/bin/python3 tests/bench/keep_reading.py "$http" 300 & reader=$!; }
  "$bench/load_generator" --server "$server" --clients 64 --rows 1000 --submissions 60
  [ "$reading" = no ] || { kill "$reader"; wait "$reader"; }
  stop
done

echo "== restart on a full store"
"$bench/fill_store" "$work/full.db" "$organisations" 50 120
start "$work/full.db"
grep -o 'took=[^ ]*' "$work/log" | tail -1
grep VmRSS "/proc/$pid/status"
stop
