#!/usr/bin/env python3
"""History that is exported, replayed by promtool into a second Prometheus, and asked for there: it is the same.

Raw: the same remote-read request to that Prometheus and to the daemon gives the same series and samples, in both forms.
Filled: a Prometheus that reads from the daemon shows, day for day, what one that looks back 31 days shows over the
replayed samples, wherever no month is missing.

usage: prometheus_replay.py TRUSTWATCHD TRUSTWATCH PROJECT_FOLDER
"""
import contextlib
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

from prometheus_case import DAY, on
from prometheus_daemon import published_daemon
from prometheus_read import CHUNKS, EQUAL, LIKE, NOT_EQUAL, SAMPLES, UNLIKE, Reader
from prometheus_server import running_prometheus, shipped
from prometheus_support import setting_of
from prometheus_truth import Catalogue, Truth, key

VALUE = "trustwatch_indicator_value"
METRICS = [f"trustwatch_indicator_{it}" for it in
           ("event", "lower_limit", "mean", "point", "target", "upper_limit", "value")]
ALONE = "global: {scrape_interval: 1m}\n"
FAR_MS = 2**53
FIRST, LAST = on("2016-04-02T00:00:00Z"), on("2022-12-01T00:00:00Z")  # the newest month holds until noon


def export(daemon, target):
    with urllib.request.urlopen(f"http://{daemon.http}/export/openmetrics", timeout=120) as answer:
        assert answer.headers["Content-Type"].startswith("application/openmetrics-text"), answer.headers
        target.write_bytes(answer.read())


def replay(exported, blocks):
    """The documented command, and a flag that spares a block for each two hours of six years."""
    done = subprocess.run(["promtool", "tsdb", "create-blocks-from", "--max-block-duration=60000h", "openmetrics",
                           str(exported), str(blocks)], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


def requests():
    """(name, matchers, first instant, last instant) in ms."""
    for metric in METRICS:
        yield metric, [(EQUAL, "__name__", metric)], -FAR_MS, FAR_MS
    yield "every name", [(LIKE, "__name__", "trustwatch_indicator_.+")], 0, FAR_MS
    value = (EQUAL, "__name__", VALUE)
    first, last = round(on("2019-03-01T12:00:00Z") * 1000), round(on("2021-01-01T12:00:00Z") * 1000)
    yield "both ends count", [value, (EQUAL, "org", "RX4")], first, last
    yield "a millisecond less at both ends", [value, (EQUAL, "org", "RX4")], first + 1, last - 1
    yield "matchers of all kinds", [value, (LIKE, "org", "RX.|RT5"), (UNLIKE, "indicator", "mhs.*"),
                                    (NOT_EQUAL, "breakdown", "ethnicity:white"), (EQUAL, "span", "")], 0, FAR_MS
    yield "labels that nobody has", [value, (EQUAL, "no_such_label", ""), (UNLIKE, "verdict", ".+")], first, last
    yield "nothing fits", [value, (EQUAL, "org", "NOPE")], 0, FAR_MS


def check_raw(reader, daemon, second):
    counts = {}
    for name, matchers, first, last in requests():
        theirs = reader.read(second.address, matchers, first, last, SAMPLES)
        counts[name] = sum(len(samples) for _, samples in theirs)
        for form in (SAMPLES, CHUNKS):
            ours = reader.read(daemon.http, matchers, first, last, form)
            assert ours == theirs, f"{name}, form {form}: {first_difference(ours, theirs)}"
        assert reader.read(second.address, matchers, first, last, CHUNKS) == theirs, f"{name}: our decoder is wrong"
    assert all(counts[metric] for metric in METRICS) and counts["nothing fits"] == 0, counts
    assert 0 < counts["a millisecond less at both ends"] < counts["both ends count"], counts
    print(f"raw: {len(counts)} requests, {sum(counts.values())} samples, the same in both forms")


def check_forms(reader, daemon):
    """Filled answers are the same in both forms too, and a reader gets the form that it likes best."""
    matchers = [(EQUAL, "__name__", VALUE), (LIKE, "indicator", "mhs01.*|mhs29.*")]
    first, last = round(FIRST * 1000), round(LAST * 1000)
    samples = 0
    for hints in ({"step_ms": 86_400_000}, {"step_ms": 604_807_123}, {"step_ms": 3_600_000, "range_ms": 86_400_000}):
        plain = reader.read(daemon.http, matchers, first, last, SAMPLES, hints=hints)
        assert plain == reader.read(daemon.http, matchers, first, last, CHUNKS, SAMPLES, hints=hints), hints
        assert plain == reader.read(daemon.http, matchers, first, last, hints=hints), "a reader that names no form"
        samples += sum(len(it) for _, it in plain)
    raw = reader.read(daemon.http, matchers, first, last, SAMPLES)
    assert raw == plain, "of a range selector the raw samples are wanted"
    labels = reader.read(daemon.http, matchers, first, last, SAMPLES, hints={"func": "series"})
    assert [it for it, _ in labels] == [it for it, _ in raw] and not any(it for _, it in labels), "labels alone"
    print(f"forms: {samples} filled samples, the same in both")


def first_difference(ours, theirs):
    for a, b in zip(ours, theirs):
        if a != b:
            return f"ours {a[0]} {a[1][:3]}..., theirs {b[0]} {b[1][:3]}..."
    return f"{len(ours)} series of ours, {len(theirs)} of theirs"


def without_gaps(truth, indicator):
    """The labels of the series of an indicator that have a figure in every month to the last."""
    return {key(it.labels) for it in truth.series(VALUE, indicator=indicator, breakdown="", span="")
            if it.begins[1:] == it.ends[:-1] and it.ends[-1] > LAST}


def matrix(prometheus, metric, indicator, step):
    answer = prometheus.range(f'{metric}{{indicator="{indicator}",breakdown="",span=""}}', FIRST, LAST, step)
    assert answer["status"] == "success" and "warnings" not in answer, answer
    return {tuple(sorted(it for it in series["metric"].items() if it[0] != "__name__")): series["values"]
            for series in answer["data"]["result"]}


def check_filled(truth, reading, looking_back):
    series = days = 0
    for indicator in ("mhs01_open_referrals", "mhs29_contacts", "mhs32_new_referrals", "perinatal_access"):
        chosen = without_gaps(truth, indicator)
        assert len(chosen) > 20, f"{indicator} has only {len(chosen)} series without gaps"
        for metric in (VALUE, "trustwatch_indicator_upper_limit"):
            for step in (DAY, 7 * DAY + 3671):
                ours, theirs = (matrix(it, metric, indicator, step) for it in (reading, looking_back))
                for labels in chosen:
                    assert ours[labels] == theirs[labels], f"{metric} {labels} at steps of {step} s"
                series, days = series + len(chosen), days + sum(len(ours[labels]) for labels in chosen)
    print(f"filled: {series} series, {days} values, the same as with a lookback of 31 days")


def main():
    setting = setting_of(sys.argv)
    with contextlib.ExitStack() as stack:
        daemon = stack.enter_context(published_daemon(setting))
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        export(daemon, folder / "history.om")
        replay(folder / "history.om", folder / "blocks")
        second = stack.enter_context(running_prometheus(
            ALONE, "--storage.tsdb.retention.time=100y", "--query.lookback-delta=31d", storage=folder / "blocks"))
        reader = Reader(setting.project)
        check_raw(reader, daemon, second)
        check_forms(reader, daemon)
        reading = stack.enter_context(running_prometheus(shipped(setting.project, daemon.http)))
        check_filled(Truth(daemon.database, Catalogue(setting.catalogue)), reading, second)


if __name__ == "__main__":
    main()
