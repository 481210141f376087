#!/usr/bin/env python3
"""Judgement, as an analyst meets it: three years of invented returns through the real command and the real daemon.

What the daemon says is worked out again here, from the figures that it gives back: means and limits of control charts,
trends and drifts, the centre of a funnel, and that a figure looks as the answer to its submission said it would.

usage: judgement.py TRUSTWATCHD TRUSTWATCH PROJECT_FOLDER
"""
import itertools
import json
import pathlib
import re
import statistics
import subprocess
import sys
import xml.etree.ElementTree

from running_daemon import running_daemon

LAST_MONTH = "2025-12"  # of the invented returns
STEP_DAY = "2024-07-01"  # ZA3 opened its crisis house seventeen months before the last
BEDDAYS = "oap_inapp_beddays_acute"
CALL_LIMIT_SECONDS = 60


class Command:
    """The command, talking to one daemon."""

    def __init__(self, binary, server):
        self.start = [binary, "--server", server]

    def run(self, *words, code=0):
        done = subprocess.run([*self.start, *map(str, words)], capture_output=True, text=True,
                              timeout=CALL_LIMIT_SECONDS, check=False)
        assert done.returncode == code, (words, done.returncode, done.stdout[-500:], done.stderr[-500:])
        return done.stdout

    def json(self, *words, code=0):
        return [json.loads(line) for line in self.run(*words, "--format", "json", code=code).splitlines()]


def verdict_of(command, organisation, *words):
    (only,) = command.json("verdicts", "--org", organisation, "--indicator", BEDDAYS, *words)
    return only["verdict"]["verdict"]


def near(a, b):
    return abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))


def check_limits(points, lines):
    """The XmR limits of these figures, by the book: mean -/+ 2.66 times the mean moving range."""
    values = [point["plotted"] for point in points]
    mean = sum(values) / len(values)
    spread = sum(abs(b - a) for a, b in zip(values, values[1:])) / (len(values) - 1)
    assert near(lines["mean"], mean), (lines, mean)
    assert near(lines["upperLimit"], mean + 2.66 * spread), (lines, mean, spread)
    assert near(lines["lowerLimit"], mean - 2.66 * spread), (lines, mean, spread)


def check_question(command, question):
    """A slip is asked about, answered, and then looks as it was said to."""
    (dry,) = command.json("submit", "--dry-run", question, code=1)
    assert [finding["level"] for finding in dry["findings"]] == ["LEVEL_EXPLAIN"], dry
    (asked,) = command.json("submit", question, code=1)
    assert asked["outlooks"] == dry["outlooks"], "a dry run says what the live call says"
    (explained,) = command.json("submit", question, "--explain", "a ward was closed after a flood")
    assert explained["findings"][0]["explanation"] == "a ward was closed after a flood", explained
    assert explained["outlooks"][0]["verdict"] == verdict_of(command, "ZA2"), "it looks as it was said to"


def check_step_change(command, folder):
    """A recorded step change gives the new process its own limits, and nobody sees it in the past."""
    before = verdict_of(command, "ZA3")
    assert before["variation"] == "VARIATION_IMPROVEMENT", before
    (whole,) = command.json("chart", "ZA3", BEDDAYS)
    check_limits(whole["points"], before["lines"])
    (status,) = command.json("status", "--org", "ZA3")
    known = status["submissions"][0]["receipt"]["recordTime"]

    command.run("record-step-change", "ZA3", "--indicator", BEDDAYS, "--from", STEP_DAY, "--cause",
                "crisis house opened", "--approved-by", "an invented medical director")
    (split,) = command.json("chart", "ZA3", BEDDAYS)
    starts = [i for i, point in enumerate(split["points"]) if point["startsProcess"]]
    assert len(starts) == 2, starts
    assert split["points"][starts[1]]["period"]["firstDay"] == {"year": 2024, "month": 7, "day": 1}, starts
    check_limits(split["points"][starts[1]:], verdict_of(command, "ZA3")["lines"])
    assert verdict_of(command, "ZA3", "--as-of", known) == before, "nobody knew of it then"

    drawing = folder / "chart.svg"
    command.run("chart", "ZA3", BEDDAYS, "--svg", drawing)
    assert xml.etree.ElementTree.parse(drawing).getroot().tag.endswith("svg")
    assert "crisis house opened" in command.run("chart", "ZA3", BEDDAYS)
    assert "crisis house opened" in command.run("step-changes", "ZA3")


def trend_of(values):
    """The Theil-Sen slope, and whether the Mann-Kendall test finds a trend at 5 %, of figures without a gap."""
    count = len(values)
    slopes = [(values[j] - values[i]) / (j - i) for i in range(count) for j in range(i + 1, count)]
    score = sum((slope > 0) - (slope < 0) for slope in slopes)
    ties = [values.count(value) for value in set(values)]
    variance = sum(sign * n * (n - 1) * (2 * n + 5) for sign, n in [(1, count), *((-1, n) for n in ties)]) / 18
    slope = statistics.median(slopes)
    return slope, slope != 0 and abs(score) - 1 > 1.959964 * variance ** 0.5


def course_of(values, target, higher_is_better):
    """The course of a trajectory, and after how many periods it arrives."""
    slope, is_trend = trend_of(values)
    slope = slope if is_trend else 0
    level = statistics.median(value + slope * (len(values) - 1 - i) for i, value in enumerate(values))
    missing, pace = ((target - level, slope) if higher_is_better else (level - target, -slope))
    if missing <= 0:
        return ("COURSE_LEAVING" if pace < 0 else "COURSE_MET"), None
    if pace <= 0:
        return ("COURSE_MOVING_AWAY" if pace < 0 else "COURSE_NO_TREND"), None
    periods = -(-(missing / pace - 1e-9) // 1)
    return ("COURSE_ARRIVES", periods) if periods <= 60 else ("COURSE_TOO_FAR", None)


def months_after(later, earlier):
    return 12 * (later["year"] - earlier["year"]) + later["month"] - earlier["month"]


def check_trajectory(command):
    """Every series goes where its figures say."""
    courses = set()
    indicators = ("followup_72h", "tt_6wk", "acute_bed_occupancy", "crisis_calls_abandoned", BEDDAYS)
    for organisation, indicator in itertools.product(("ZA1", "ZA2", "ZA5", "ZB1", "ZB2"), indicators):
        (chart,) = command.json("chart", organisation, indicator)
        values = [point["plotted"] for point in chart["points"]][-24:]
        said, target = chart["trajectory"], chart["verdict"]["verdict"].get("target")
        where = (organisation, indicator, said)
        assert said.get("target") == target and said["pointCount"] == 24, where
        courses.add(said["course"])
        if target is None:
            assert said["course"] == "COURSE_UNSPECIFIED" and not said["sentence"], where
            continue
        course, periods = course_of(values, target, chart["direction"] == "DIRECTION_HIGHER")
        assert said["course"] == course, (where, course)
        slope, is_trend = trend_of(values)
        assert near(said["slope"], slope) and said["hasTrend"] == is_trend, (where, slope)
        if periods is not None:
            assert months_after(said["expected"]["lastDay"], said["windowLast"]["lastDay"]) == periods, where
    assert {"COURSE_UNSPECIFIED", "COURSE_MET", "COURSE_NO_TREND"} <= courses, courses
    assert "as it stands it does not reach 80.0% on average." in unwrapped(command.run("chart", "ZB1", "followup_72h"))


def check_arrival(command, folder):
    """Two years of follow-up that rise by three in a hundred every four months reach the target of 80."""
    rows = ["organisation,indicator,period,value,numerator,denominator"]
    for month in range(24):
        share = 58 + month * 3 // 4
        rows.append(f"ZB4,followup_72h,{2024 + month // 12}-{month % 12 + 1:02d},{share},{share},100")
    rising = folder / "rising.csv"
    rising.write_text("\n".join(rows) + "\n", encoding="utf-8")
    command.run("submit", rising, "--explain", "all of it was counted again")
    (chart,) = command.json("chart", "ZB4", "followup_72h")
    said = chart["trajectory"]
    assert said["course"] == "COURSE_ARRIVES", said
    # 58 + 3/4 a month, rounded down by 0, 3/4, 1/2 and 1/4 in turn: the line begins at 58 - 3/8, and reaches 80 after
    # 22.375 / 0.75 = 29.8 months, so in the 30th after January 2024.
    assert said["expected"]["lastDay"] == {"year": 2026, "month": 7, "day": 31}, said
    assert near(said["slope"], 0.75) and said["slopeLowest"] <= 0.75 <= said["slopeHighest"], said
    printed = unwrapped(command.run("chart", "ZB4", "followup_72h"))
    assert "At the pace of the 24 months to December 2025 it reaches 80.0% in about July 2026" in printed, printed
    assert said["sentence"] in printed, printed


def unwrapped(text):
    return " ".join(text.split())


def check_drift(command):
    """A ward of ZB2 is closed from its 25th month on, and the first 24 are the baseline."""
    (chart,) = command.json("chart", "ZB2", BEDDAYS)
    values = [point["plotted"] for point in chart["points"]]
    mean = statistics.fmean(values[:24])
    drift = chart["lastingDrift"]
    assert drift["since"]["firstDay"] == {"year": 2025, "month": 1, "day": 1}, drift
    assert drift["variation"] == "VARIATION_CONCERN" and drift["pointCount"] == 12, drift
    assert near(drift["mean"], mean) and near(drift["shift"], statistics.median(values[24:]) - mean), drift
    printed = unwrapped(command.run("chart", "ZB2", BEDDAYS))
    assert drift["sentence"] in printed and chart["trajectory"]["sentence"] in printed, printed
    assert drift["sentence"].startswith("Lasting drift, for the worse: since January 2025"), drift


def check_possible_limits(command):
    """Nobody is shown a negative count, and programs get the limits as they are."""
    verdicts = [line["verdict"]["verdict"] for line in command.json("verdicts")]
    assert any(it.get("lines", {}).get("lowerLimit", 0) < 0 for it in verdicts)
    assert not re.search(r"-[0-9.]+ to ", command.run("verdicts")), "no figure can be below 0"


def check_comparison(command):
    (compared,) = command.json("compare-organisations", "followup_72h")
    numbers = [it["value"]["number"] for it in compared["organisations"] if "number" in it.get("value", {})]
    centre = 100 * sum(it["numerator"] for it in numbers) / sum(it["denominator"] for it in numbers)
    assert near(compared["funnel"]["centre"], centre), (compared["funnel"], centre)
    assert sorted(it["place"] for it in compared["organisations"])[-1] == len(numbers)


def check(command, folder, returns):
    files = sorted(returns.glob("Z??.csv"))
    assert len(files) == 12, files
    for file in files:
        command.run("submit", file)
    verdicts = [line["verdict"] for line in command.json("verdicts")]
    assert len({it["organisation"] for it in verdicts}) == 12, verdicts
    concerns = command.json("verdicts", "--only", "concern")
    assert 0 < len(concerns) < len(verdicts) / 4, "most of an ordinary year says nothing"
    assert all(it["verdict"]["verdict"]["variation"] == "VARIATION_CONCERN" for it in concerns)
    check_trajectory(command)
    check_drift(command)
    check_possible_limits(command)
    check_question(command, returns / "ZA2-question.csv")
    check_step_change(command, folder)
    check_comparison(command)
    check_arrival(command, folder)


def main():
    binary, command, project = sys.argv[1:4]
    project = pathlib.Path(project)
    with running_daemon(binary, project / "deploy" / "catalogue" / "sample") as daemon:
        returns = daemon.folder / "returns"
        subprocess.run([sys.executable, project / "deploy" / "sample" / "make_returns.py", returns, LAST_MONTH],
                       check=True, timeout=CALL_LIMIT_SECONDS)
        check(Command(command, daemon.server), daemon.folder, returns)
    print("judged as it was said, and as the book says")


if __name__ == "__main__":
    main()
