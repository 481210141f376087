#!/usr/bin/env python3
"""Judgement, as an analyst meets it: three years of invented returns through the real command and the real daemon.

What the daemon says is worked out again here, from the figures that it gives back: means and limits of control charts,
the centre of a funnel, and that a figure looks as the answer to its submission said it would.

usage: judgement.py TRUSTWATCHD TRUSTWATCH PROJECT_FOLDER
"""
import json
import pathlib
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
    check_question(command, returns / "ZA2-question.csv")
    check_step_change(command, folder)
    check_comparison(command)


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
