#!/usr/bin/env python3
"""How often rules alarm where nothing changes: invented returns through the real daemon, replayed month by month by the
real command and a real Prometheus, as each month was known 20 days after its end.

Prints what dashboards/rules/README.md states as the false-alarm budget, and fails where more alerts begin than that.

usage: backtest_in_control.py TRUSTWATCHD TRUSTWATCH PROJECT_FOLDER [RULES...]
       SEED and TRUSTS of the environment change the draw, and how many trusts there are
"""
import contextlib
import dataclasses
import os
import pathlib
import random
import sqlite3
import sys
import tempfile

from backtest_command import alerts, backtest, figure_rules, print_budget
from in_control import KINDS, month, write_catalogue, write_returns
from prometheus_daemon import Daemon, MICROSECONDS_A_DAY
from prometheus_support import setting_with

MONTHS = 60
KNOWN_DAYS = 20   # after the end of the month
LAG_DAYS = 25     # when the rules look: the month before is known then
# Alerts begun per organisation and month, with eight series each. Above these a rule is not worth its noise.
BUDGET = {
    "TrustwatchDeterioration": 0.12,
    "TrustwatchSustainedDeterioration": 0.02,
    "TrustwatchSustainedImprovement": 0.02,
    "TrustwatchStandardConsistentlyMissed": 0.02,
    "TrustwatchStandardNewlyMet": 0.02,
    "TrustwatchDataUnderReview": 0.02,
}


@dataclasses.dataclass(frozen=True)
class Invented:
    """The setting of the test, but with a catalogue of its own."""
    trustwatchd: str
    trustwatch: str
    project: pathlib.Path
    catalogue: pathlib.Path


def backdate_each(database):
    """Moves every submission to KNOWN_DAYS after its newest period, so that as-of can tell them apart. Later ones stay
    later, as the store has it."""
    with contextlib.closing(sqlite3.connect(database)) as db, db:
        db.execute("UPDATE submissions SET recorded_at = (last_last_day + ?) * ? + submission_id",
                   (1 + KNOWN_DAYS, MICROSECONDS_A_DAY))


def check(answer):
    for name, limit in BUDGET.items():
        rule = alerts(answer).get(name)
        if rule is not None and rule["replayed"]:
            assert rule["per_organisation_month"] <= limit, f"{name} alarms {rule['per_organisation_month']:.4f} " \
                f"times for each organisation and month in which nothing changes; its budget is {limit}"


def main():
    setting = setting_with(sys.argv, "prometheus", "promtool")
    seed, trust_count = int(os.environ.get("SEED", "20180131")), int(os.environ.get("TRUSTS", "24"))
    print(f"seed {seed}: {trust_count} trusts, {len(KINDS)} indicators, {MONTHS} months")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        files = write_returns(folder, random.Random(seed), trust_count, MONTHS)
        catalogue = write_catalogue(folder / "catalogue", setting.project, trust_count)
        invented = Invented(setting.trustwatchd, setting.trustwatch, setting.project, catalogue)
        daemon = Daemon(invented, folder, "shown")
        try:
            for file in files:
                daemon.command("submit", file, "--explain", "invented")
            daemon.stop()
            backdate_each(daemon.database)
            daemon.start()
            answer = backtest(setting, daemon, figure_rules(setting, sys.argv), "--from", month(0), "--to",
                              month(MONTHS - 1), "--lag", str(LAG_DAYS))
        finally:
            if daemon.process.poll() is None:
                daemon.stop()
    print_budget(answer)
    check(answer)


if __name__ == "__main__":
    main()
