#!/usr/bin/env python3
"""A table of PromQL queries to a real Prometheus beside a real daemon, and what the store's own SQL says to them.

usage: prometheus_queries.py TRUSTWATCHD TRUSTWATCH PROJECT_FOLDER
"""
import datetime
import sys
import time

import prometheus_cases_across
import prometheus_cases_plain
import prometheus_cases_time
from prometheus_case import check
from prometheus_daemon import loaded_day, published_daemon
from prometheus_server import running_prometheus, shipped
from prometheus_support import setting_of, wait_until
from prometheus_truth import DAY, Catalogue, Truth

CASES_MIN = 60


def truth_as_of(setting, daemon, day):
    """What was known at the end of a day."""
    after_it = (day - datetime.date(1970, 1, 1)).days * DAY + DAY
    return Truth(daemon.database, Catalogue(setting.catalogue), after_it * 1_000_000, str(day))


def scraped_at(prometheus):
    """An instant at which everything was scraped: verdicts come some time after the first figures."""
    verdicts = "count(trustwatch_indicator_latest_verdict)"
    wait_until("the daemon was scraped", lambda: prometheus.instant(verdicts)["data"]["result"])
    return time.time()


def check_all(cases, prometheus):
    assert len(cases) >= CASES_MIN and len({case.name for case in cases}) == len(cases), len(cases)
    failures, values = [], 0
    for case in cases:
        begin = time.monotonic()
        try:
            values += check(prometheus, case)
        except AssertionError as error:
            failures.append(str(error))
        if time.monotonic() - begin > 5:
            print(f"slow: {case.name} took {time.monotonic() - begin:.1f} s")
    assert not failures, f"{len(failures)} of {len(cases)} queries:\n" + "\n".join(failures)
    print(f"{len(cases)} queries, {values} values, all as the store says")


def check_refusals(prometheus):
    """What the daemon says to a question that it does not answer reaches whoever asked."""
    for query, says in (("count(max_over_time(trustwatch_indicator_value[6y:1h]))", "use a longer step"),
                        ('trustwatch_indicator_value{as_of="yesterday"}', 'write as_of="2026-03-31"'),
                        ('trustwatch_indicator_value{as_of=~"2026.*"}', 'write as_of="2026-03-31"')):
        answer = prometheus.instant(query, prometheus_cases_plain.SUMMER)
        assert answer["status"] == "success" and not answer["data"]["result"], (query, answer)
        (warning,) = answer["warnings"]
        assert "HTTP status 400" in warning and says in warning, (query, warning)


def main():
    setting = setting_of(sys.argv)
    day = datetime.timedelta(days=1)
    with published_daemon(setting) as daemon, running_prometheus(shipped(setting.project, daemon.http)) as prometheus:
        truth = Truth(daemon.database, Catalogue(setting.catalogue))
        before = truth_as_of(setting, daemon, loaded_day() - day)
        after = truth_as_of(setting, daemon, loaded_day() + day)
        now = scraped_at(prometheus)
        check_all(prometheus_cases_plain.cases(truth) + prometheus_cases_time.cases(truth)
                  + prometheus_cases_across.cases(truth, before, after, now), prometheus)
        check_refusals(prometheus)


if __name__ == "__main__":
    main()
