#!/usr/bin/env python3
"""How often rules alarm where nothing changes: invented returns through the real daemon, replayed month by month by the
real command and a real Prometheus, as each month was known 20 days after its end.

Prints what dashboards/rules/README.md states as the false-alarm budget, and fails where more alerts begin than that.

usage: backtest_in_control.py TRUSTWATCHD TRUSTWATCH PROJECT_FOLDER [RULES...]
       SEED and TRUSTS of the environment change the draw, and how many trusts there are
"""
import contextlib
import csv
import dataclasses
import io
import os
import pathlib
import random
import re
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
WHEN = ("--from", month(0), "--to", month(MONTHS - 1), "--lag", str(LAG_DAYS))
CONCERN_RULES = """
groups:
  - name: concern
    rules:
      - alert: Concern
        expr: max by (org, indicator) (trustwatch_indicator_latest_verdict{verdict=~"concern_high|concern_low"})
"""
FIRM_MONTHS = 12  # no alarm before limits rest on these
BUDGET_ROW = re.compile(r"^\| (Trustwatch\w+) \| ([0-9.]+) \|", re.MULTILINE)
ABOUT_STANDARDS = "TrustwatchStandard"  # of a series without a standard they say nothing


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


def budgets(project):
    """What dashboards/rules/README.md allows: alerts begun in 100 months of a series that is judged."""
    found = dict(BUDGET_ROW.findall((project / "dashboards" / "rules" / "README.md").read_text(encoding="utf-8")))
    assert found, "dashboards/rules/README.md states no budget"
    return {name: float(number) for name, number in found.items()}


def check(answer, allowed, trust_count):
    for name, limit in allowed.items():
        rule = alerts(answer).get(name)
        if rule is None:
            continue  # another file of rules
        assert rule["replayed"], f"{name} was not replayed: {rule['why_not']}"
        series = sum(1 for kind in KINDS if kind.target or not name.startswith(ABOUT_STANDARDS))
        began = 100 * rule["began"] / (series * trust_count * (MONTHS - FIRM_MONTHS))
        print(f"{name:40} {began:.3f} in 100 months of a series; its budget is {limit:g}")
        assert began <= limit, f"{name} alarms more often than dashboards/rules/README.md allows"


def check_against_verdicts(setting, daemon, folder):
    """An alert for each concern fires at each instant for exactly the series that the daemon, asked over gRPC what was
    known then, is concerned about."""
    rules = folder / "concern.yml"
    rules.write_text(CONCERN_RULES, encoding="utf-8")
    answer = backtest(setting, daemon, [rules], *WHEN)
    fired = 0
    for instant in answer["instants"]:
        day = instant[:10]
        firing = {(alert["labels"]["org"], alert["labels"]["indicator"]) for alert in
                  alerts(answer)["Concern"]["alerts"] if alert["from"] <= day <= alert["to"]}
        told = daemon.command("verdicts", "--only", "concern", "--as-of", instant, "--format", "csv")
        concerns = {(row["organisation"], row["indicator"]) for row in csv.DictReader(io.StringIO(told))}
        assert firing == concerns, f"{day}: alerts {firing - concerns} too many, {concerns - firing} too few"
        fired += len(firing)
    assert fired > 50, f"only {fired} concerns: this says little"
    print(f"{fired} concerns at {len(answer['instants'])} instants, the same as verdicts --as-of says")


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
            check_against_verdicts(setting, daemon, folder)
            answer = backtest(setting, daemon, figure_rules(setting, sys.argv), *WHEN)
        finally:
            if daemon.process.poll() is None:
                daemon.stop()
    print_budget(answer)
    check(answer, budgets(setting.project), trust_count)


if __name__ == "__main__":
    main()
