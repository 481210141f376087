#!/usr/bin/env python3
"""Runs every query of the committed dashboards on a real Prometheus, as Grafana would: variables, targets, annotations.

Fails on an error, on a warning (which is how Prometheus shows that history could not be read), and on an answer with
nothing in it that empty_answers.toml does not expect.

usage: run_queries.py PROMETHEUS_URL [--from SECONDS] [--to SECONDS] [--hours-from SECONDS] [--set NAME=VALUE]...
                      [--scrape SECONDS]
  --from, --to    the time range of the dashboards, in seconds since 1970; each one's own, ending now, unless stated
  --hours-from    the same for the dashboard of the service, which shows hours
  --set           the value of a variable, instead of the first of its menu; a list for a variable of several: a,b
  --scrape        the interval of scrapes that the data source states; 60
"""
import argparse
import dataclasses
import json
import pathlib
import re
import sys
import time
import tomllib
import urllib.error
import urllib.parse
import urllib.request

from grafana_steps import ANNOTATION_POINTS, POINTS, built_in, seconds, step_of
from grafana_values import ALL, Option, Variable, interpolated, options_of, result_as_text

HERE = pathlib.Path(__file__).resolve().parent
COMMITTED = HERE.parent.parent / "dashboards" / "json"
EXPECTED = HERE / "empty_answers.toml"
ANSWER_SECONDS = 60
# Of a repeated panel, this many of the values that it is repeated for are asked for.
REPEATS_MAX = 3
OWN_RANGE = re.compile(r"now-(\d+)([hdwy])")


@dataclasses.dataclass
class Range:
    """The time range of a dashboard, in seconds since 1970."""
    start: float
    end: float


@dataclasses.dataclass(frozen=True)
class Finding:
    """What is wrong with one query."""
    dashboard: str
    place: str  # the panel, or what else has the query
    query: str  # its refId, or the variable
    what: str
    promql: str

    def __str__(self):
        return f"{self.dashboard} / {self.place} / {self.query}: {self.what}\n    {self.promql}"


class Answers:
    """A Prometheus that is asked, and what is wrong with its answers."""

    def __init__(self, url, scrape):
        self.url, self.scrape = url, scrape
        self.findings, self.empty, self.asked = [], [], 0

    def get(self, path, parameters):
        """The decoded answer; errors too are JSON."""
        url = f"{self.url}{path}?{urllib.parse.urlencode(parameters)}"
        try:
            with urllib.request.urlopen(url, timeout=ANSWER_SECONDS) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            return json.loads(error.read())

    def ask(self, where, promql, path, **parameters):
        """The list of series or samples; keeps what is wrong, and what is empty."""
        self.asked += 1
        answer = self.get(path, {"query": promql} | parameters)
        if answer["status"] != "success" or answer.get("warnings"):
            self.findings.append(Finding(*where, answer.get("error") or str(answer["warnings"]), promql))
            return []
        result = answer["data"]["result"]
        if not result:
            self.empty.append(Finding(*where, "the answer is empty", promql))
        return result


def time_range(dashboard, given):
    """The given one, or the dashboard's own."""
    end = given.to or time.time()
    start = given.hours_start if "service" in dashboard["tags"] else given.start
    if start:
        return Range(start, end)
    count, unit = OWN_RANGE.fullmatch(dashboard["time"]["from"]).groups()
    return Range(end - int(count) * (365 * 86_400 if unit == "y" else seconds(f"1{unit}")), end)


def variable_of(definition, variables, answers, uid, when, given):
    """A variable with its menu and its value."""
    name = definition["name"]
    several = bool(definition.get("multi") or definition.get("includeAll"))
    options = []
    if definition["type"] == "query":
        promql = re.fullmatch(r"query_result\((.+)\)\s*", definition["query"]["query"]).group(1)
        promql = interpolated(promql, variables, built_in(when.start, when.end, answers.scrape, answers.scrape))
        found = answers.ask((uid, "variable", name), promql, "/api/v1/query", time=f"{when.end:.3f}")
        options = options_of([result_as_text(it) for it in found], definition.get("regex", ""))
        if found and not options:
            answers.findings.append(Finding(uid, "variable", name, "its regular expression finds nothing", promql))
    value = given.get(name)
    if value is None and definition.get("includeAll"):
        value = ALL
    elif value is None:
        value = options[0].value if options else definition.get("query", "") if definition["type"] == "textbox" else ""
    elif several:
        value = value.split(",")
    return Variable(name, options, several, value, definition.get("allValue", ""))


def run_target(answers, where, target, panel, when, variables):
    """Asks what a target asks."""
    least = seconds(target.get("interval") or panel.get("interval") or f"{answers.scrape}s")
    step = step_of(when.start, when.end, least, panel.get("maxDataPoints") or POINTS)
    promql = interpolated(target["expr"], variables, built_in(when.start, when.end, step, answers.scrape))
    if target.get("instant"):
        return answers.ask(where, promql, "/api/v1/query", time=f"{when.end:.3f}")
    start, end = when.start // step * step, when.end // step * step
    return answers.ask(where, promql, "/api/v1/query_range", start=start, end=end, step=step)


def repeated(panel, variables):
    """The variables once for each panel that Grafana makes of one."""
    if not panel.get("repeat"):
        return [variables]
    name = panel["repeat"]
    return [variables | {name: Variable(name, [Option(it, it)], False, it)}
            for it in variables[name].chosen()[:REPEATS_MAX]]


def panels_of(dashboard):
    """All panels, those of closed rows too."""
    for panel in dashboard["panels"]:
        yield from panel.get("panels", []) if panel["type"] == "row" else [panel]


def run_dashboard(dashboard, answers, when, given):
    """Everything that one dashboard asks."""
    uid, variables = dashboard["uid"], {}
    for definition in dashboard["templating"]["list"]:
        if definition["type"] != "datasource":
            variables[definition["name"]] = variable_of(definition, variables, answers, uid, when, given)
    for annotation in dashboard.get("annotations", {}).get("list", []):
        if "expr" in annotation:
            run_target(answers, (uid, "annotation", annotation["name"]),
                       {"expr": annotation["expr"], "interval": annotation["step"]},
                       {"maxDataPoints": ANNOTATION_POINTS}, when, variables)
    for panel in panels_of(dashboard):
        for values in repeated(panel, variables):
            for target in panel.get("targets", []):
                run_target(answers, (uid, panel["title"], target["refId"]), target, panel, when, values)


def expects(rule, finding):
    """Whether a rule of empty_answers.toml speaks of a finding. What a rule does not state is any."""
    if "metric" in rule and not re.search(rf"\b(?:{rule['metric']})\b", finding.promql):
        return False
    return all(rule.get(it, getattr(finding, it)) == getattr(finding, it) for it in ("dashboard", "place", "query"))


def run(url, given, folder=COMMITTED, expected=EXPECTED):
    """All findings, and how many queries were asked and how many were expected to have no answer."""
    answers = Answers(url, given.scrape)
    for path in sorted(folder.glob("*.json")):
        dashboard = json.loads(path.read_text(encoding="utf-8"))
        run_dashboard(dashboard, answers, time_range(dashboard, given), given.values)
    rules = tomllib.loads(expected.read_text(encoding="utf-8"))["empty"]
    unexpected = [it for it in answers.empty if not any(expects(rule, it) for rule in rules)]
    idle = [rule for rule in rules if not any(expects(rule, it) for it in answers.empty)]
    return answers.findings + unexpected, answers.asked, len(answers.empty) - len(unexpected), idle


def arguments(words):
    """Of the command line, or of a test that calls run()."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--from", dest="start", type=float)
    parser.add_argument("--to", type=float)
    parser.add_argument("--hours-from", dest="hours_start", type=float)
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--scrape", type=int, default=60)
    given = parser.parse_args(words)
    given.values = dict(it.split("=", 1) for it in given.set)
    return given


def main():
    given = arguments(sys.argv[1:])
    findings, asked, expected, idle = run(given.url, given)
    for finding in findings:
        print(finding)
    for rule in idle:
        print(f"not needed here: {rule}")
    print(f"{asked} queries, {expected} expected to be empty, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
