#!/usr/bin/env python3
"""The daemon killed, failing and slow: what Prometheus says to each kind of query, and that an alert says so.

Prometheus hides it: queries succeed and are empty, with a warning at most; rules stay healthy and find nothing.

usage: prometheus_failures.py TRUSTWATCHD TRUSTWATCH PROJECT_FOLDER
"""
import pathlib
import sys
import tempfile
import urllib.request

from prometheus_case import DAY, on
from prometheus_daemon import published_daemon
from prometheus_server import replace, running_prometheus, shipped
from prometheus_stand_in import FAILURES, HANGS, stand_in
from prometheus_support import setting_of, wait_until

REFERRALS = '{org="RX4",indicator="mhs01_open_referrals"}'
HISTORY = f"trustwatch_indicator_value{REFERRALS}"
SCRAPED = f"last_over_time(trustwatch_indicator_latest_value{REFERRALS}[1h])"
NOVEMBER = on("2022-11-20T12:00:00Z")
FIGURE = 53425
DOWN, UNREADABLE = "TrustwatchDown", "TrustwatchHistoryUnreadable"
TIMEOUT_SECONDS = 2
RULES = f"""
groups:
  - name: over_both
    interval: 1s
    rules:
      - record: test:history:max
        expr: max_over_time({HISTORY}[3650d])
      - alert: HistoryHigh
        expr: max_over_time({HISTORY}[3650d]) > 0
      - alert: HistoryAbsent
        expr: absent(max_over_time({HISTORY}[3650d]))
      - alert: ScrapedHigh
        expr: {SCRAPED} > 0
"""


def hurried_rules(project, folder):
    """The shipped alerts, without the minutes that a test cannot wait; and rules over both sources."""
    text = (project / "dashboards" / "rules" / "service.yml").read_text(encoding="utf-8")
    (folder / "service.yml").write_text(replace(text, ("for: 2m", "for: 1s"), ("for: 5m", "for: 1s")), encoding="utf-8")
    (folder / "over_both.yml").write_text(RULES, encoding="utf-8")


def configuration_for(project, daemon, folder):
    return replace(shipped(project, daemon.http), (f"  - {project}/dashboards/rules/service.yml",
                                                   f"  - {folder}/service.yml\n  - {folder}/over_both.yml"),
                   ("remote_timeout: 30s", f"remote_timeout: {TIMEOUT_SECONDS}s"))


def values_of(answer):
    assert answer["code"] == 200 and answer["status"] == "success", answer
    return answer["data"]["result"]


def wait_for_alerts(prometheus, when, **states):
    """States as Prometheus names them: firing, pending, inactive."""
    def reached():
        rules = prometheus.rules()
        assert not any(rule["health"] == "err" for rule in rules.values()), rules
        return all(rules[name]["state"] == state for name, state in states.items())

    wait_until(f"{when}: {states}", reached)


def check_well(prometheus):
    def seen():
        answer = prometheus.instant(HISTORY, NOVEMBER)
        return "warnings" not in answer and values_of(answer)

    (found,) = wait_until("history is read", seen)
    assert float(found["value"][1]) == FIGURE, found
    wait_for_alerts(prometheus, "while all is well", **{DOWN: "inactive", UNREADABLE: "inactive"},
                    HistoryHigh="firing", HistoryAbsent="inactive", ScrapedHigh="firing")


def check_unreadable(prometheus, failure_name, silent=False):
    """Queries of all kinds succeed, empty, with a warning; what was scraped is still there."""
    queries = [prometheus.instant(HISTORY, NOVEMBER), prometheus.instant(f"count_over_time({HISTORY}[1y])", NOVEMBER),
               prometheus.range(HISTORY, NOVEMBER - 300 * DAY, NOVEMBER, DAY),
               prometheus.range(f"max_over_time({HISTORY}[1y:30d])", NOVEMBER - 300 * DAY, NOVEMBER, 7 * DAY)]
    for answer in queries:
        assert values_of(answer) == [], (failure_name, answer)
        assert ("warnings" in answer) != silent, (failure_name, answer)
    absent = prometheus.instant(f"absent({HISTORY})", NOVEMBER)
    assert [it["value"][1] for it in values_of(absent)] == ["1"], (failure_name, absent)
    scraped = prometheus.instant(SCRAPED)
    assert [it["value"][1] for it in values_of(scraped)] == [str(FIGURE)], (failure_name, scraped)
    assert "warnings" not in scraped, "what is scraped does not ask for history"
    series = prometheus.ask("/api/v1/series", **{"match[]": HISTORY})
    assert series["status"] == "success" and series["data"] == [], (failure_name, series)


def check_killed(prometheus, daemon):
    daemon.kill()
    wait_for_alerts(prometheus, "once the daemon was killed", **{DOWN: "firing", UNREADABLE: "inactive"},
                    HistoryHigh="inactive", HistoryAbsent="firing", ScrapedHigh="firing")
    check_unreadable(prometheus, "killed")


def check_failing(prometheus, server):
    """One after the other; the alerts are looked at where history first fails, and where that is hardest to see."""
    for failure in FAILURES:
        server.failure = failure
        check_unreadable(prometheus, failure.name, failure.silent)
        if failure in (FAILURES[0], HANGS) or failure.silent:
            wait_for_alerts(prometheus, failure.name, **{DOWN: "inactive", UNREADABLE: "firing"},
                            HistoryHigh="inactive", HistoryAbsent="firing", ScrapedHigh="firing")


def check_all(prometheus, daemon):
    check_well(prometheus)
    with urllib.request.urlopen(f"http://{daemon.http}/metrics", timeout=30) as answer:
        page = answer.read()
    check_killed(prometheus, daemon)
    with stand_in(int(daemon.http.rpartition(":")[2]), page) as server:
        check_failing(prometheus, server)
    daemon.start()
    check_well(prometheus)


def main():
    setting = setting_of(sys.argv)
    with published_daemon(setting) as daemon, tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        hurried_rules(setting.project, folder)
        with running_prometheus(configuration_for(setting.project, daemon, folder)) as prometheus:
            check_all(prometheus, daemon)
    print(f"killed, and failing in {len(FAILURES)} ways: each is empty and says success, and an alert tells")


if __name__ == "__main__":
    main()
