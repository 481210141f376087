#!/usr/bin/env python3
"""Every query of every dashboard has an answer from a real Prometheus beside a real daemon: with the sample returns, or
with the published MHSDS series where they lie beside the project.

usage: queries_test.py TRUSTWATCHD TRUSTWATCH PROJECT_FOLDER invented|published
"""
import datetime
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import run_queries

PROJECT = pathlib.Path(sys.argv[3]).absolute()
sys.path.insert(0, str(PROJECT / "tests" / "e2e"))
from prometheus_daemon import Daemon  # noqa: E402  pylint: disable=wrong-import-position
from prometheus_server import running_prometheus, shipped  # noqa: E402  pylint: disable=wrong-import-position
from prometheus_support import setting_of, setting_with, wait_until  # noqa: E402  pylint: disable=wrong-import-position

SCRAPE_SECONDS = 1
# So many scrapes, that rates over four of them have an answer at each second of the last ten.
SCRAPES = 20
SERVICE_SECONDS = 10
# One with a step change, and one with a target and a funnel.
CHOSEN = [("ZA3", "oap_inapp_beddays_acute"), ("ZA2", "followup_72h")]
# One that has reported throughout, and a rolling year.
CHOSEN_PUBLISHED = [("RX4", "mhs01_open_referrals"), ("RHA", "perinatal_access")]
PUBLISHED_FROM = datetime.datetime(2016, 4, 1, tzinfo=datetime.timezone.utc)


def load_samples(daemon, folder):
    """What deploy/demo.sh loads: three years of a dozen trusts, a step change, a correction, and a file with faults."""
    last = datetime.date.today().replace(day=1) - datetime.timedelta(days=1)
    maker = PROJECT / "deploy" / "sample" / "make_returns.py"
    subprocess.run([sys.executable, maker, folder, f"{last:%Y-%m}"], check=True)
    for path in sorted(folder.glob("Z??.csv")):
        daemon.command("submit", path)
    began = (last.replace(day=1) - datetime.timedelta(days=500)).replace(day=1)
    daemon.command("record-step-change", "ZA3", "--indicator", "oap_inapp_beddays_acute", "--from", began.isoformat(),
                   "--cause", "crisis house opened", "--approved-by", "an invented medical director")
    daemon.command("submit", folder / "ZA3-correction.csv")
    refused = subprocess.run([daemon.setting.trustwatch, "--server", daemon.server, "submit", folder / "ZB6-bad.csv"],
                             capture_output=True, timeout=run_queries.ANSWER_SECONDS, check=False)
    assert refused.returncode != 0, "the file with faults was accepted"


def findings(prometheus, *words):
    """What is wrong with the answers that dashboards get now."""
    given = run_queries.arguments([f"http://{prometheus.address}", "--scrape", str(SCRAPE_SECONDS), "--hours-from",
                                   f"{time.time() - SERVICE_SECONDS:.0f}", *words])
    return run_queries.run(given.url, given)


def check_planted_faults(prometheus, folder):
    """A misspelt metric, wrong syntax and an unknown variable, each in one query of a whole dashboard."""
    text = (run_queries.COMMITTED / "trustwatch-series.json").read_text(encoding="utf-8")
    faults = {"trustwatch_indicator_mean{": "trustwatch_indicator_meen{",
              "max by (org) (trustwatch": "max by (org ((trustwatch", "[$__range]\"": "[$__rnge]\""}
    for before, after in faults.items():
        assert before in text, before
        planted = folder / "planted"
        shutil.rmtree(planted, ignore_errors=True)
        planted.mkdir()
        (planted / "trustwatch-series.json").write_text(text.replace(before, after, 1), encoding="utf-8")
        given = run_queries.arguments([f"http://{prometheus.address}", "--set", "org=ZA3",
                                       "--set", "indicator=oap_inapp_beddays_acute"])
        found = run_queries.run(given.url, given, planted)[0]
        assert len(found) == 1, f"{before} became {after}: {[str(it) for it in found]}"


def check_answers(prometheus, chosen, *words):
    wait_until("there are enough scrapes", lambda: prometheus.instant(
        f"count_over_time(trustwatch_indicator_latest_verdict[1m]) >= {SCRAPES}")["data"]["result"], 120)
    for org, indicator in chosen:
        found, asked, expected, _ = findings(prometheus, *words, "--set", f"org={org}", "--set", f"indicator={indicator}")
        assert not found, "\n".join(map(str, found))
        print(f"{indicator} of {org}: {asked} queries, {expected} with nothing in the answer, as expected")


def check_invented(setting, folder):
    daemon = Daemon(setting, folder, catalogue=setting.sample_catalogue)
    try:
        load_samples(daemon, folder / "returns")
        with running_prometheus(shipped(PROJECT, daemon.http)) as prometheus:
            check_answers(prometheus, CHOSEN)
            check_planted_faults(prometheus, folder)
    finally:
        daemon.stop()


def check_published(setting, folder):
    daemon = Daemon(setting, folder)
    try:
        daemon.command("load", "mhsds", setting.published)
        with running_prometheus(shipped(PROJECT, daemon.http)) as prometheus:
            check_answers(prometheus, CHOSEN_PUBLISHED, "--from", f"{PUBLISHED_FROM.timestamp():.0f}")
    finally:
        daemon.stop()


def main():
    with tempfile.TemporaryDirectory() as name:
        if sys.argv[4] == "invented":
            check_invented(setting_with(sys.argv, "prometheus"), pathlib.Path(name))
        else:
            check_published(setting_of(sys.argv), pathlib.Path(name))
    print("every query of the dashboards is answered")


if __name__ == "__main__":
    main()
