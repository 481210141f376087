#!/usr/bin/env bash
# A newcomer's first look: installs what is missing, builds, starts trustwatchd on this machine only, and
# sends it three years of invented returns of twelve invented trusts.
#   deploy/demo.sh         start afresh (a demo that runs already is stopped first)
#   deploy/demo.sh stop    stop the daemon that an earlier run left running
# Everything it writes is under build/; the daemon listens on 127.0.0.1 alone.
set -euo pipefail
cd "$(dirname "$0")/.."

demo=build/demo
pid_file=$demo/trustwatchd.pid
grpc_port=${TRUSTWATCH_DEMO_GRPC_PORT:-9190}
http_port=${TRUSTWATCH_DEMO_HTTP_PORT:-9191}
daemon=build/release/daemon/app/trustwatchd
command=build/release/collectors/cli/trustwatch

say() { printf '\n== %s\n' "$*"; }
run() { printf '$ %s\n' "$*"; "$@"; }

# Stops the daemon that we started, by its process id, if that process is still ours.
stop_daemon() {
  [ -f "$pid_file" ] || return 0
  local pid
  pid=$(cat "$pid_file")
  if [ -e "/proc/$pid/exe" ] && [[ "$(readlink "/proc/$pid/exe")" == *trustwatchd* ]]; then
    kill "$pid"
    for _ in $(seq 100); do
      [ -e "/proc/$pid" ] || break
      sleep 0.1
    done
    echo "stopped the demo's trustwatchd (process $pid)"
  fi
  rm -f "$pid_file"
}

# Waits until the daemon says on its standard output that it listens.
wait_until_ready() {
  for _ in $(seq 100); do
    grep -q '^listening ' "$demo/ports" && return 0
    [ -e "/proc/$1" ] || break
    sleep 0.1
  done
  echo "the daemon did not start; its log:" >&2
  cat "$demo/trustwatchd.log" >&2
  exit 1
}

case "${1:-start}" in
  start) ;;
  stop) stop_daemon; exit 0 ;;
  *) sed -n '2,6p' "$0" | sed 's/^# \{0,1\}//'; exit 2 ;;
esac

say "1/7 packages"
bash deploy/install-packages.sh build

say "2/7 build (build/release; a few minutes the first time)"
cmake --preset release -Wno-dev >/dev/null
cmake --build --preset release

say "3/7 the sample catalogue and register"
stop_daemon
rm -rf "$demo"
mkdir -p "$demo"
run $command check-catalogue deploy/catalogue/sample

say "4/7 start the daemon, with an empty database"
$daemon --listen "127.0.0.1:$grpc_port" --http-listen "127.0.0.1:$http_port" \
  --database "$demo/trustwatch.db" --catalogue deploy/catalogue/sample \
  >"$demo/ports" 2>"$demo/trustwatchd.log" </dev/null &
pid=$!
echo "$pid" >"$pid_file"
wait_until_ready "$pid"
cat "$demo/ports"
export TRUSTWATCH_SERVER=127.0.0.1:$grpc_port

say "5/7 three years of invented returns"
last_month=$(date -d "$(date +%Y-%m-01) -1 day" +%Y-%m)
python3 deploy/sample/make_returns.py "$demo/returns" "$last_month"
for file in "$demo"/returns/Z??.csv; do
  printf '$ %s\n' "$command submit $file"
  $command submit "$file" | sed -n -e '/^Z.., /p' -e '/^  receipt/p' # without the long table of how they look
done
run $command verdicts --only concern,improvement

say "6/7 a figure that the daemon asks about, and the chart of what happened"
if run $command submit "$demo/returns/ZA2-question.csv"; then
  echo "the unusual figure was not questioned: that is a fault of ours" >&2
  exit 1
fi
echo "(questioned, as it should be: it waits for a correction or an explanation)"
run $command submit "$demo/returns/ZA2-question.csv" --explain "a ward was closed after a flood"
run $command chart ZA3 oap_inapp_beddays_acute
run $command record-step-change ZA3 --indicator oap_inapp_beddays_acute \
  --from "$(date -d "$last_month-01 -17 months" +%F)" --cause "crisis house opened" \
  --approved-by "an invented medical director"
run $command chart ZA3 oap_inapp_beddays_acute

say "7/7 a late correction, and a file with faults"
run $command submit "$demo/returns/ZA3-correction.csv"
if run $command submit "$demo/returns/ZB6-bad.csv"; then
  echo "the faulty file was accepted: that is a fault of ours" >&2
  exit 1
fi
echo "(refused, as it should be: nothing of it was stored)"

cat <<TEXT

The daemon is running: process $pid, on this machine only. Look at:

  export TRUSTWATCH_SERVER=$TRUSTWATCH_SERVER
  $command series ZA3 oap_inapp_beddays_acute --revisions   # a crisis house, and a correction
  $command chart ZB2 oap_inapp_beddays_acute                 # a ward is closed
  $command verdicts --org ZA5                                # what each series shows
  $command compare-organisations followup_72h               # who differs by more than chance
  $command owed ZB5                                         # who has not reported
  $command status --org ZA3                                 # receipts
  curl -s http://127.0.0.1:$http_port/metrics | grep ZA3         # what Prometheus scrapes
  curl -s http://127.0.0.1:$http_port/                           # history, exports, and all else that is served

Its log is $demo/trustwatchd.log. Stop it with:  deploy/demo.sh stop
TEXT
