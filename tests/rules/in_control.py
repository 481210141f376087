#!/usr/bin/env python3
"""How often the rules about figures alarm on series in which nothing changes: simulated, and held against the budget that
dashboards/rules/README.md states. Judging is written anew here, from the rules as they are published, and the months of
some series are put to the real rules by promtool, which must fire as this program says.
usage: in_control.py PROJECT_FOLDER [--write]; --write prints the table of README.md. Exits 77, which CTest shows as
skipped, where there is no promtool."""
import dataclasses
import math
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(sys.argv[1]).absolute()
RULES = PROJECT / "dashboards" / "rules"
SEED = 20261123
SERIES = 2_000
FIRST, LAST = 12, 72  # figures: limits are firm from the 12th; six years
RUN = 7
CHECKED_SERIES = 40   # put to promtool
MONTH_MINUTES = 4     # of promtool's time, longer than the rules wait

WORSE = "TrustwatchDeterioration"
SUSTAINED = "TrustwatchSustainedDeterioration"
BETTER = "TrustwatchSustainedImprovement"
MISSED = "TrustwatchStandardConsistentlyMissed"
MET = "TrustwatchStandardNewlyMet"


def remembering(rng, correlation):
    """A series whose months remember the one before."""
    figure = rng.gauss(0, 1)
    while True:
        yield figure
        figure = correlation * figure + math.sqrt(1 - correlation * correlation) * rng.gauss(0, 1)


def poisson(rng, mean):
    """By counting arrivals (Knuth)."""
    limit, count, product = math.exp(-mean), 0, rng.random()
    while product > limit:
        count += 1
        product *= rng.random()
    return count


def counts(rng):
    while True:
        yield poisson(rng, 30)


def skewed(rng):
    while True:
        yield math.exp(0.5 * rng.gauss(0, 1))


# Lower is better in all. The standard is where it does most harm: for "consistently missed" on the lower limit of the
# process, for "newly met" where a third of the months meet it (p * p * p * (1 - p) ** 6 is largest at 1 / 3).
DATA = {
    "normal": (lambda rng: remembering(rng, 0.0), -2.97, -0.4307),
    "counts, mean 30": (counts, 30 - 2.97 * math.sqrt(30), 27),
    "skewed (lognormal 0.5)": (skewed, 0.1, math.exp(-0.5 * 0.4307)),
    "remembers 0.3 of the month before": (lambda rng: remembering(rng, 0.3), -2.97, -0.4307),
}
IN_BUDGET = ("normal", "counts, mean 30")


@dataclasses.dataclass
class Facts:
    """What the daemon says of the newest month of a series."""
    way: int = 0  # 1: above usual, -1: below
    periods: int = 0
    value: float = 0.0
    lower: float = 0.0
    upper: float = 0.0
    missed: bool = False  # for good, by the limits
    met: bool = False     # the other standard, by the newest months
    run: int = 0
    before: int = 0


def sign(number):
    return (number > 0) - (number < 0)


def way_of(values, at, mean, reach):
    """Of one point: outside, trend, two in three, shift, in this order, as Making Data Count says."""
    distance = [value - mean for value in values]
    if abs(distance[at]) > reach:
        return sign(distance[at])
    newest = len(values) - 1
    windows = [range(first, first + RUN) for first in range(max(0, at - RUN + 1), min(at, newest - RUN + 1) + 1)]
    for window in windows:
        steps = {sign(values[i + 1] - values[i]) for i in window[:-1]}
        if len(steps) == 1 and 0 not in steps:
            return steps.pop()
    near = 2 / 3 * reach
    if abs(distance[at]) > near:
        for first in range(max(0, at - 2), min(at, newest - 2) + 1):
            three = distance[first:first + 3]
            if len({sign(each) for each in three}) == 1 and sum(abs(each) > near for each in three) >= 2:
                return sign(distance[at])
    for window in windows:
        if len({sign(distance[i]) for i in window}) == 1 and distance[at] != 0:
            return sign(distance[at])
    return 0


def runs(met):
    """How many of the newest are as the newest, and how many before these are not."""
    run = next((i for i, each in enumerate(reversed(met)) if each != met[-1]), len(met))
    rest = met[:len(met) - run]
    return run, next((i for i, each in enumerate(reversed(rest)) if each == met[-1]), len(rest))


def facts_of(values, limit_standard, run_standard):
    mean = sum(values) / len(values)
    ranges = [abs(values[i] - values[i - 1]) for i in range(1, len(values))]
    reach = 2.66 * sum(ranges) / len(ranges)
    way, periods = way_of(values, len(values) - 1, mean, reach), 0
    if way != 0:
        while periods < len(values) and way_of(values, len(values) - 1 - periods, mean, reach) == way:
            periods += 1
    met = [value <= run_standard for value in values]
    run, before = runs(met)
    return Facts(way, periods, values[-1], mean - reach, mean + reach, limit_standard <= mean - reach, met[-1], run,
                 before)


def firing(facts):
    """The alerts, as README.md says when each fires."""
    alerts = set()
    beyond = facts.value > facts.upper or facts.value < facts.lower
    if facts.way > 0:
        is_sustained = facts.periods >= 9 or facts.periods >= 3 and beyond
        alerts.add(SUSTAINED if is_sustained else WORSE)
    if facts.way < 0 and facts.periods >= 9:
        alerts.add(BETTER)
    if facts.met and 3 <= facts.run <= 5 and facts.before >= 6 and facts.way <= 0:
        alerts.add(MET)
    elif facts.missed and BETTER not in alerts:
        alerts.add(MISSED)
    return alerts


def months_of(make, limit_standard, run_standard, rng):
    """Facts of each month from the 12th figure on."""
    source = make(rng)
    values = [next(source) for _ in range(LAST)]
    return [facts_of(values[:n], limit_standard, run_standard) for n in range(FIRST, LAST + 1)]


def begun(data):
    """Alerts begun in 100 months of a series, by rule. The first month only tells what holds already."""
    make, limit_standard, run_standard = DATA[data]
    rng = random.Random(f"{SEED} {data}")
    counted = dict.fromkeys((WORSE, SUSTAINED, BETTER, MISSED, MET), 0)
    for _ in range(SERIES):
        before = None
        for facts in months_of(make, limit_standard, run_standard, rng):
            now = firing(facts)
            for alert in now - before if before is not None else ():
                counted[alert] += 1
            before = now
    return {alert: 100 * count / (SERIES * (LAST - FIRST)) for alert, count in counted.items()}


def samples(values):
    """One value a month, in promtool's notation; None is none."""
    return " ".join(f"_x{MONTH_MINUTES}" if value is None and i == 0 else
                    "stale" + f" _x{MONTH_MINUTES - 1}" if value is None else
                    f"{value!r}x{MONTH_MINUTES - 1}" for i, value in enumerate(values))


def series_of(name, months):
    def add(metric, value_of, label=""):
        values = [value_of(facts) for facts in months]
        labels = f'org="RX4", indicator="{name}"{label}'
        return f"      - {{series: 'trustwatch_indicator_latest_{metric}{{{labels}}}', values: {samples(values)}}}\n"

    def word(verdict, way):
        return add("verdict", lambda facts: 1 if facts.way == way else None, f', verdict="{verdict}"')

    return "".join([
        word("common_cause", 0), word("concern_high", 1), word("improvement_low", -1),
        add("verdict_periods", lambda facts: facts.periods), add("value", lambda facts: facts.value),
        add("lower_limit", lambda facts: facts.lower), add("upper_limit", lambda facts: facts.upper),
        add("assurance", lambda facts: 1 if facts.missed else None, ', assurance="consistently_missed"'),
        add("standard_met", lambda facts: int(facts.met)), add("standard_periods", lambda facts: facts.run),
        add("standard_periods_before", lambda facts: facts.before)])


def check_with_promtool():
    """The real rules fire in each month of some series as `firing` says."""
    rng = random.Random(f"{SEED} promtool")
    # Those that remember the month before are the liveliest.
    make, limit_standard, run_standard = DATA["remembers 0.3 of the month before"]
    every = {f"s{i}": months_of(make, limit_standard, run_standard, rng) for i in range(CHECKED_SERIES)}
    text = f"rule_files: ['{RULES}/figures.yml']\nevaluation_interval: 1m\ntests:\n  - interval: 1m\n    input_series:\n"
    text += "".join(series_of(name, months) for name, months in every.items())
    text += "    promql_expr_test:\n"
    seen = 0
    for month in range(LAST - FIRST + 1):
        text += ("      - expr: count by (alertname, indicator) (ALERTS{alertstate=\"firing\"})\n"
                 f"        eval_time: {(month + 1) * MONTH_MINUTES - 1}m\n        exp_samples:\n")
        for name, months in every.items():
            for alert in firing(months[month]):
                seen += 1
                text += f"          - {{labels: '{{alertname=\"{alert}\", indicator=\"{name}\"}}', value: 1}}\n"
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "in_control_test.yml"
        path.write_text(text, encoding="utf-8")
        done = subprocess.run(["promtool", "test", "rules", str(path)], capture_output=True, text=True, timeout=240,
                              check=False)
    assert done.returncode == 0, f"promtool disagrees: {(done.stdout + done.stderr)[:4000]}"
    print(f"promtool agrees on {seen} alerts in {CHECKED_SERIES * (LAST - FIRST + 1)} months")


def table(found):
    head = "| alert | budget | " + " | ".join(found) + " |\n|---|" + "---|" * (len(found) + 1) + "\n"
    budgets = budgets_of(README.read_text(encoding="utf-8")) if README.exists() else {}
    return head + "".join(
        f"| {alert} | {budgets.get(alert, 0):g} | " + " | ".join(f"{rates[alert]:.3f}" for rates in found.values())
        + " |\n" for alert in (WORSE, SUSTAINED, BETTER, MISSED, MET))


README = RULES / "README.md"


def budgets_of(text):
    """Alerts begun in 100 months of a series, that each rule may at most."""
    return {alert: float(budget) for alert, budget in re.findall(r"^\| (Trustwatch\w+) \| ([0-9.]+) \|", text, re.M)}


def main():
    found = {data: begun(data) for data in DATA}
    if "--write" in sys.argv:
        print(table(found))
        return
    if not shutil.which("promtool"):
        print("skipped: there is no promtool; install the package prometheus to run this test")
        sys.exit(77)
    text = README.read_text(encoding="utf-8")
    budgets = budgets_of(text)
    for data in IN_BUDGET:
        for alert, rate in found[data].items():
            assert rate <= budgets[alert], f"{alert} on {data}: {rate:.3f} in 100 months, the budget is {budgets[alert]}"
    assert table(found) in text, f"README.md should say (seed {SEED}):\n{table(found)}"
    print(table(found))
    check_with_promtool()


main()
