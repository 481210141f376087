#!/usr/bin/env python3
"""Figures about few people are hidden in every way out, means are of what is shown, and as_of opens no back door.

usage: prometheus_small_numbers.py TRUSTWATCHD TRUSTWATCH PROJECT_FOLDER
"""
import contextlib
import csv
import io
import json
import pathlib
import sys
import tempfile
import urllib.parse
import urllib.request

from prometheus_case import Case, check, near, on
from prometheus_daemon import Daemon
from prometheus_server import running_prometheus, shipped
from prometheus_support import module, setting_of, wait_until
from prometheus_truth import instant_of, month_of, xmr

parser = module("prometheus_client.openmetrics.parser", "python3-prometheus-client")

DETENTIONS = "s136_uses"  # a count: under 5 is hidden, the others are shown to the nearest 5
SENT = [23, 18, 12, 5, 4, 11, 30, 3, 0, 26, 13, 2]  # from January 2025 on; the last is hidden
SHOWN = [25, 20, 10, 5, None, 10, 30, None, None, 25, 15, None]
CORRECTED_MONTH, CORRECTED = 5, 3  # May: 4 becomes 3
FIRST_MONTH = month_of(20_089)  # 2025-01-01
INSTANTS = [instant_of(FIRST_MONTH + index) for index in range(len(SENT))]
LABELS = (("indicator", DETENTIONS), ("org", "RX4"))
SELECTOR = f'{{org="RX4",indicator="{DETENTIONS}"}}'
VALUE = f"trustwatch_indicator_value{SELECTOR}"


def submit(daemon, figures):
    """The newest version of each month."""
    file = daemon.folder / "figures.csv"
    rows = [f"RX4,{DETENTIONS},2025-{month:02d},{value},of a test\n" for month, value in figures]
    file.write_text("organisation,indicator,period,value,explanation\n" + "".join(rows), encoding="utf-8")
    daemon.command("submit", file)


def fetch(daemon, path, **parameters):
    url = f"http://{daemon.http}{path}?{urllib.parse.urlencode(parameters)}"
    with urllib.request.urlopen(url, timeout=60) as answer:
        return answer.read().decode()


def shown_at(t):
    """The vector at a day in the middle of a month."""
    months = [value for begin, value in zip(INSTANTS, SHOWN) if begin <= t]
    return {LABELS: months[-1]} if months and months[-1] is not None else {}


def check_queries(prometheus):
    """Plain selectors, windows and points show what may be seen; means and limits are made of that alone."""
    chart = (on("2024-12-15T00:00:00Z"), on("2025-12-20T00:00:00Z"), 86_400)
    known = [value for value in SHOWN if value is not None]
    lower, mean, upper = xmr(SHOWN)
    end = on("2025-12-20T00:00:00Z")
    points = f"sum without(verdict)(trustwatch_indicator_point{SELECTOR})"
    count = check(prometheus, Case("values", VALUE, chart, shown_at))
    assert count == check(prometheus, Case("points", points, chart, shown_at))
    for function, value in (("count", len(known)), ("sum", sum(known)), ("min", min(known)), ("max", max(known))):
        check(prometheus, Case(function, f"{function}_over_time({VALUE}[400d])", (end,),
                               lambda t, value=value: {LABELS: value}))
    for metric, value in (("mean", mean), ("lower_limit", lower), ("upper_limit", upper)):
        check(prometheus, Case(metric, f"trustwatch_indicator_{metric}{SELECTOR}", (end,),
                               lambda t, value=value: {LABELS: value}))


def check_scrape(prometheus):
    """The newest figure is hidden, and says so."""
    def kinds():
        answer = prometheus.instant(f"trustwatch_indicator_latest_absence{SELECTOR}")
        return [it["metric"]["kind"] for it in answer["data"]["result"]]

    assert wait_until("the page was scraped", kinds) == ["suppressed"], kinds()
    assert not prometheus.instant(f"trustwatch_indicator_latest_value{SELECTOR}")["data"]["result"]


def check_exports(daemon, **as_of):
    """Three formats; the OpenMetrics text is read by a parser that is not ours."""
    months = list(zip(INSTANTS, SHOWN))
    kinds = ["suppressed" if value is None else "number" for value in SHOWN]
    rows = list(csv.DictReader(io.StringIO(fetch(daemon, "/export/csv", **{"match[]": SELECTOR}, **as_of))))
    assert [row["kind"] for row in rows] == kinds, rows
    assert [float(row["value"]) if row["value"] else None for row in rows] == SHOWN, rows
    (series,) = json.loads(fetch(daemon, "/export/json", **{"match[]": SELECTOR}, **as_of))["series"]
    assert [point.get("value") for point in series["points"]] == SHOWN, series
    assert all(near(point["mean"], xmr(SHOWN)[1]) for point in series["points"]), series
    text = fetch(daemon, "/export/openmetrics", **{"match[]": SELECTOR}, **as_of)
    samples = {(it.name, float(it.timestamp)): it.value
               for family in parser.text_string_to_metric_families(text) for it in family.samples}
    for metric in ("value", "point"):
        found = {at: value for (name, at), value in samples.items() if name == f"trustwatch_indicator_{metric}"}
        assert found == {at: value for at, value in months if value is not None}, found


def check_exact(daemon):
    """Who sends figures, by gRPC, sees them as they were sent."""
    series = json.loads(daemon.command("series", "RX4", DETENTIONS, "--format", "json").splitlines()[0])["series"]
    assert [point["value"]["number"]["value"] for point in series["points"]] == [
        CORRECTED if index == CORRECTED_MONTH else value for index, value in enumerate(SENT, 1)], series


def check_all(prometheus, daemon):
    submit(daemon, enumerate(SENT[:-1], 1))
    submit(daemon, [(CORRECTED_MONTH, CORRECTED), (12, SENT[-1])])  # a correction of what is hidden stays hidden
    check_queries(prometheus)
    check_scrape(prometheus)
    check_exports(daemon)
    # As of a day that is still to come, all is known that is known now: the way into the past must hide as much.
    check_exports(daemon, as_of="2100-01-01")
    answer = prometheus.instant(f'sum_over_time({VALUE[:-1]},as_of="2100-01-01"}}[4000d])')
    assert [float(it["value"][1]) for it in answer["data"]["result"]] == [sum(filter(None, SHOWN))], answer
    check_exact(daemon)


def main():
    setting = setting_of(sys.argv)
    with tempfile.TemporaryDirectory() as name:
        daemon = Daemon(setting, pathlib.Path(name), "hidden")
        with contextlib.ExitStack() as stack:
            stack.callback(daemon.stop)
            check_all(stack.enter_context(running_prometheus(shipped(setting.project, daemon.http))), daemon)
    print("small numbers are hidden in every way out")


if __name__ == "__main__":
    main()
