#!/usr/bin/env python3
"""The menus of Grafana's dashboards, by the very requests that Grafana sends, in each way in which they can work.

1. Data source version 2.23: /api/v1/series through Prometheus, which asks the daemon.
2. query_result(...): a query.
3. label_values(...) of what is scraped: /api/v1/label/NAME/values through Prometheus, of the range on screen.
4. A proxy that sends /api/v1/label* to the daemon: its own answers.

usage: prometheus_variables.py TRUSTWATCHD TRUSTWATCH PROJECT_FOLDER
"""
import sys
import time

from prometheus_case import DAY, labels_of, on
from prometheus_cases_plain import like
from prometheus_daemon import published_daemon
from prometheus_server import Prometheus, running_prometheus, shipped
from prometheus_support import setting_of, wait_until
from prometheus_truth import Catalogue, Truth, key

VALUE, LATEST = "trustwatch_indicator_value", "trustwatch_indicator_latest_value"
REFERRALS = "mhs01_open_referrals"
START, END = on("2021-03-10T00:00:00Z"), on("2021-03-20T00:00:00Z")  # a dashboard that shows ten days
AFTERWARDS = on("2023-01-20T10:00:00Z")
HISTORY_NAMES = {"trustwatch_history_up", "trustwatch_indicator", "trustwatch_organisation"}.union(
    (f"trustwatch_indicator_{it}" for it in ("event", "lower_limit", "mean", "point", "target", "upper_limit", "value")),
    (f"trustwatch_return_month_{it}" for it in ("in_time", "owed", "received")))


def good(answer):
    assert answer["code"] == 200 and answer["status"] == "success" and "warnings" not in answer, answer
    return answer["data"]


def label_sets(answer):
    found = [labels_of(it) for it in good(answer)]
    assert len(found) == len(set(found)), "a series was given twice"
    return set(found)


def held(truth, metric, start, end, **wanted):
    """The series that have a value at some time of a range."""
    return {key(it.labels) for it in truth.series(metric, **wanted)
            if any(begin <= end and until > start for begin, until in zip(it.begins, it.ends))}


def check_series_api(server, truth):
    """What a data source of version 2.23 sends for names, keys and values, through Prometheus and to the daemon."""
    selector, path = f'{VALUE}{{indicator="{REFERRALS}"}}', "/api/v1/series"
    window = {"start": f"{START:.0f}", "end": f"{END:.0f}"}
    of_then = held(truth, VALUE, START, END, indicator=REFERRALS)
    assert 40 < len(of_then) < len(truth.series(VALUE, indicator=REFERRALS)), "some closed before, some began later"
    assert label_sets(server.ask(path, **window, **{"match[]": selector})) == of_then
    assert label_sets(server.ask(path, form={"match[]": selector, **window})) == of_then, "POST with a form is the same"
    everything = {key(it.labels) for it in truth.series(VALUE)}
    assert label_sets(server.ask(path, **{"match[]": VALUE})) == everything, "without start and end"
    two = {"match[]": [f'{VALUE}{{org="RX4"}}', f'{VALUE}{{org=~"RX[3-5]",breakdown=""}}']}  # RX4 fits both
    assert label_sets(server.ask(path, **window, **two)) == (
        held(truth, VALUE, START, END, org="RX4") | held(truth, VALUE, START, END, org=like("RX[3-5]"), breakdown=""))
    regions = {dict(it)["region"] for it in label_sets(server.ask(path, **{"match[]": "trustwatch_organisation"}))}
    assert regions == {it["region"] for it in truth.catalogue.organisations.values() if it.get("region")}


def check_names_through_prometheus(prometheus):
    """A menu of metric names has what is scraped; a selector without a whole name is not sent to the daemon."""
    window = {"start": f"{time.time() - 60:.0f}", "end": f"{time.time():.0f}"}
    found = good(prometheus.ask("/api/v1/series", **window, **{"match[]": '{__name__!=""}'}))
    names = {it["__name__"] for it in found}
    assert LATEST in names and not names & HISTORY_NAMES, names & HISTORY_NAMES


def check_query_result(prometheus, truth):
    query = f"count by(org)(last_over_time({VALUE}[100d]))"
    answer = prometheus.ask("/api/v1/query", form={"query": query, "time": f"{AFTERWARDS:.0f}"})
    found = {labels_of(it["metric"]) for it in good(answer)["result"]}
    wanted = {(("org", dict(labels)["org"]),) for labels in truth.window(len, VALUE, AFTERWARDS, 100)}
    assert found == wanted and len(found) > 40, found ^ wanted


def local_labels(answer):
    """Prometheus asks no remote store for labels: it answers with its own, and a warning for each remote_read block."""
    assert answer["status"] == "success" and set(answer["warnings"]) == {"not implemented"}, answer
    return answer["data"]


def check_label_values_of_scraped(prometheus, truth):
    now = time.time()
    recent = {"start": f"{now - 60:.0f}", "end": f"{now:.0f}"}
    for label in ("org", "indicator"):
        wanted = sorted({it.labels[label] for it in truth.series(LATEST)})
        found = local_labels(prometheus.ask(f"/api/v1/label/{label}/values", **recent, **{"match[]": LATEST}))
        assert found == wanted, (label, found)
    past = {"start": f"{now - 400 * DAY:.0f}", "end": f"{now - 300 * DAY:.0f}"}
    assert not local_labels(prometheus.ask("/api/v1/label/org/values", **past, **{"match[]": LATEST})), \
        "scraped labels are those of the range on screen"


def check_labels_of_history(prometheus):
    """So there are none of history, and the other ways are needed."""
    for path in ("/api/v1/label/org/values", "/api/v1/labels"):
        assert not local_labels(prometheus.ask(path, **{"match[]": VALUE}))


def check_daemon(daemon, truth):
    """What a proxy that splits paths gets from the daemon itself."""
    assert good(daemon.ask("/api/v1/label/__name__/values")) == sorted(HISTORY_NAMES)
    assert good(daemon.ask("/api/v1/labels", **{"match[]": VALUE})) == [
        "__name__", "breakdown", "indicator", "org", "span"]
    assert "verdict" in good(daemon.ask("/api/v1/labels", form={"match[]": "trustwatch_indicator_point"}))
    for label in ("org", "indicator", "breakdown", "span"):
        wanted = sorted({it.labels[label] for it in truth.series(VALUE) if label in it.labels})
        assert good(daemon.ask(f"/api/v1/label/{label}/values", **{"match[]": VALUE})) == wanted, label
    window = {"start": f"{START:.0f}", "end": f"{END:.0f}"}
    chosen = f'{VALUE}{{indicator=~"mhs0.*"}}'
    wanted = {dict(it)["org"] for it in held(truth, VALUE, START, END, indicator=like("mhs0.*"))}
    assert set(good(daemon.ask("/api/v1/label/org/values", **window, **{"match[]": chosen}))) == wanted
    for path, parameters in (("/api/v1/series", {}), ("/api/v1/labels", {"match[]": "{"}),
                             ("/api/v1/label/org/values", {"match[]": VALUE, "start": "yesterday"})):
        answer = daemon.ask(path, **parameters)
        assert answer["code"] == 400 and answer["status"] == "error" and answer["error"], answer


def main():
    setting = setting_of(sys.argv)
    with published_daemon(setting) as running, running_prometheus(shipped(setting.project, running.http)) as prometheus:
        truth = Truth(running.database, Catalogue(setting.catalogue))
        daemon = Prometheus(running.http, None)  # it answers as Prometheus does
        wait_until("the daemon was scraped", lambda: prometheus.instant(LATEST)["data"]["result"])
        check_series_api(prometheus, truth)
        check_series_api(daemon, truth)
        check_names_through_prometheus(prometheus)
        check_query_result(prometheus, truth)
        check_label_values_of_scraped(prometheus, truth)
        check_labels_of_history(prometheus)
        check_daemon(daemon, truth)
    print("Grafana's menus are filled in each of the four ways")


if __name__ == "__main__":
    main()
