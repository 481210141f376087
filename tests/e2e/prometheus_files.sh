#!/usr/bin/env bash
# What we ship for Prometheus is right in the eyes of its own checker; tests/rules tests what the rules say.
# Every metric of history has its block of remote_read, and every file of rules its line.
# usage: prometheus_files.sh PROJECT_FOLDER; exits 77, which CTest shows as skipped, where there is no promtool.
set -euo pipefail
cd "$1"
if ! command -v promtool >/dev/null; then
  echo "skipped: there is no promtool; install the package prometheus to run this test"
  exit 77
fi
configuration=deploy/prometheus/prometheus.yml
promtool check config "$configuration"

for rules in dashboards/rules/*.yml; do
  case "$rules" in *_test.yml) continue ;; esac
  grep -q "^  - ../../$rules\$" "$configuration" || { echo "$configuration does not load $rules"; exit 1; }
done

served=$(grep -o '"trustwatch_[a-z_]*"' daemon/samples/metric.cc | tr -d '"' | sort)
read_back=$(sed -n 's/^    required_matchers: {__name__: \(.*\)}$/\1/p' "$configuration" | sort)
if [ -z "$served" ] || [ "$served" != "$read_back" ]; then
  echo "history is served under other names (<) than remote_read asks for (>):"
  diff <(echo "$served") <(echo "$read_back") || exit 1
fi
for line in "read_recent: true" "filter_external_labels: false"; do
  [ "$(grep -c "^    $line\$" "$configuration")" -eq "$(echo "$served" | wc -l)" ] ||
    { echo "$configuration: not every block says $line"; exit 1; }
done
echo "$(echo "$served" | wc -l) metrics of history are read"
