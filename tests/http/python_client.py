#!/usr/bin/env python3
"""python_client.py RENDER: the Prometheus client for Python reads what the program RENDER writes, strictly.

In both dialects and both codings; the samples must be the same in all four. Exits 77, which CTest shows as skipped,
where there is no such client.
"""

import gzip
import subprocess
import sys

try:
    from prometheus_client import parser
    from prometheus_client.openmetrics import parser as openmetrics_parser
except ImportError:
    print("skipped: there is no prometheus_client; install the package python3-prometheus-client to run this test")
    sys.exit(77)

# What changes from one moment to the next.
LIVE = ("process_", "trustwatch_store_")


def rendered(*words):
    page = subprocess.run([sys.argv[1], *words], check=True, stdout=subprocess.PIPE).stdout
    return (gzip.decompress(page) if "gzip" in words else page).decode("utf-8")


def samples(families):
    found = {}
    for family in families:
        for sample in family.samples:
            key = (sample.name, tuple(sorted(sample.labels.items())))
            assert key not in found, f"twice: {key}"
            assert sample.timestamp is None, f"a timestamp: {key}"
            found[key] = sample.value
    return {key: value for key, value in found.items() if not key[0].startswith(LIVE)}


text = samples(parser.text_string_to_metric_families(rendered()))
page = rendered("openmetrics")
families = list(openmetrics_parser.text_string_to_metric_families(page))
assert len(text) > 100, f"only {len(text)} samples"
assert samples(families) == text, "the dialects differ"
assert samples(parser.text_string_to_metric_families(rendered("gzip"))) == text, "gzip differs"
assert samples(openmetrics_parser.text_string_to_metric_families(rendered("openmetrics", "gzip"))) == text

types = {family.name: family.type for family in families}
units = {family.name: family.unit for family in families}
assert types["trustwatch_indicator"] == "info", types["trustwatch_indicator"]
assert types["trustwatch_submissions"] == "counter", types["trustwatch_submissions"]
assert types["trustwatch_http_request_duration_seconds"] == "histogram"
assert units["trustwatch_indicator_latest_period_end_timestamp_seconds"] == "seconds"
assert units["trustwatch_store_file_bytes"] == "bytes"
titles = {sample.labels["title"] for f in families if f.name == "trustwatch_indicator" for sample in f.samples}
assert 'Seen "in time" \\ all,\nby {month}' in titles, titles

# The strict reader would have noticed a fault: it does notice those.
for fault in (page.replace("# EOF\n", ""), page + "x 1\n"):
    try:
        list(openmetrics_parser.text_string_to_metric_families(fault))
    except ValueError:
        continue
    sys.exit("the reader is not strict")
print(f"the Prometheus client for Python reads {len(families)} families and {len(text)} samples in both dialects")
