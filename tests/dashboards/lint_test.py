#!/usr/bin/env python3
"""The committed dashboards pass the lint, and each rule finds the fault that is planted for it.

usage: lint_test.py PROJECT_FOLDER
"""
import copy
import pathlib
import sys
import tomllib

PROJECT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").absolute()
sys.path.insert(0, str(PROJECT / "dashboards" / "lint"))
import lint  # noqa: E402  pylint: disable=wrong-import-position
from board import Board, read_boards  # noqa: E402  pylint: disable=wrong-import-position

SERVICE, SERIES, WHERE = "trustwatch-service", "trustwatch-series", "trustwatch-where-to-look"


def panel_of(fields, kind):
    """The first panel of a kind, closed rows left out."""
    return next(it for it in fields["panels"] if it["type"] == kind)


def target_of(fields, kind="timeseries"):
    return panel_of(fields, kind)["targets"][0]


def variable_of(fields, name):
    return next(it for it in fields["templating"]["list"] if it["name"] == name)


def table_link(fields):
    """A link in a column of the first table that has one."""
    for panel in fields["panels"]:
        for override in panel.get("fieldConfig", {}).get("overrides", []):
            for it in override["properties"]:
                if it["id"] == "links":
                    return it["value"][0]
    raise AssertionError("no table has a link")


def give_words_no_text(fields):
    options = panel_of(fields, "state-timeline")["fieldConfig"]["defaults"]["mappings"][0]["options"]
    del options["0"]["text"]


def put(what, key, value):
    """Plants a value in the fields that `what` finds."""
    return lambda fields: what(fields).__setitem__(key, value)


def drop(what, key):
    return lambda fields: what(fields).pop(key)


def top(fields):
    return fields


def of(kind):
    return lambda fields: panel_of(fields, kind)


def defaults(kind):
    return lambda fields: panel_of(fields, kind)["fieldConfig"]["defaults"]


def repeated(fields):
    return next(panel for row in fields["panels"] for panel in row.get("panels", []))


def position(fields):
    return panel_of(fields, "timeseries")["gridPos"]


def promql(query):
    return put(target_of, "expr", query)


OF_JOB = '{job=~"$job",instance=~"$instance"}'
# A rule, the dashboard that a fault is planted in, and the fault.
FAULTS = [
    ("fixed-uid", SERVICE, put(top, "uid", "trustwatch-other")),
    ("fixed-uid", SERVICE, drop(top, "uid")),
    ("fixed-time-zone", SERVICE, put(top, "timezone", "browser")),
    ("uneditable-dashboard", SERVICE, put(top, "editable", True)),
    ("uneditable-dashboard", SERVICE, drop(top, "editable")),
    ("shared-crosshair", SERVICE, put(top, "graphTooltip", 0)),
    ("title-and-question", SERVICE, put(top, "description", "")),
    ("template-datasource", SERVICE, put(lambda it: variable_of(it, "datasource"), "label", "Prometheus")),
    ("template-datasource", SERVICE, put(lambda it: variable_of(it, "datasource"), "query", "loki")),
    ("template-on-time-change-reload", SERVICE, put(lambda it: variable_of(it, "job"), "refresh", 1)),
    ("template-job", SERVICE, put(lambda it: variable_of(it, "job"), "allValue", ".*")),
    ("template-instance", SERVICE, put(lambda it: variable_of(it, "instance"), "multi", False)),
    ("ids", SERVICE, put(of("timeseries"), "id", 1)),
    ("ids", SERVICE, drop(of("timeseries"), "id")),
    ("no-overlap", SERVICE, put(position, "y", 1)),
    ("full-width", SERVICE, put(position, "w", 7)),
    ("links-keep-variables", SERVICE, put(lambda it: it["links"][0], "includeVars", False)),
    ("links-keep-variables", WHERE, put(table_link, "url", "/d/trustwatch-organisation?var-org=RX4")),
    ("links-lead-somewhere", SERVICE, put(lambda it: it["links"][0], "url", "/d/trustwatch-nowhere")),
    ("links-lead-somewhere", WHERE,
     put(table_link, "url", "/d/trustwatch-organisation?var-trust=RX4&${datasource:queryparam}")),
    ("panel-datasource", SERVICE, put(of("stat"), "datasource", {"type": "prometheus", "uid": "P1"})),
    ("panel-datasource", SERVICE, drop(target_of, "datasource")),
    ("panel-datasource", SERVICE, put(lambda it: variable_of(it, "job"), "datasource", {"uid": "P1"})),
    ("panel-title-description", SERVICE, put(of("stat"), "title", "")),
    ("panel-title-description", SERVICE, drop(of("stat"), "description")),
    ("panel-units", SERVICE, drop(defaults("stat"), "unit")),
    ("panel-no-targets", SERVICE, put(of("stat"), "targets", [])),
    ("panel-says-why-empty", SERVICE, drop(defaults("stat"), "noValue")),
    ("plugin-version", SERVICE, drop(of("stat"), "pluginVersion")),
    ("plugin-version", SERVICE, put(of("stat"), "pluginVersion", "9.5.2")),
    ("unique-ref-ids", SERVICE, lambda it: [target.__setitem__("refId", "A") for panel in it["panels"]
                                            for target in panel.get("targets", [])]),
    ("unique-ref-ids", SERVICE, drop(target_of, "refId")),
    ("words-beside-colours", "trustwatch-organisation", give_words_no_text),
    ("legend-shown", SERVICE, put(lambda it: panel_of(it, "timeseries")["options"]["legend"], "showLegend", False)),
    ("timeline-is-coloured", "trustwatch-organisation", drop(defaults("state-timeline"), "thresholds")),
    ("timeline-is-coloured", "trustwatch-organisation",
     put(lambda it: defaults("state-timeline")(it)["custom"], "spanNulls", False)),
    ("repeats-across", "trustwatch-organisation", drop(repeated, "repeatDirection")),
    ("repeats-across", "trustwatch-organisation", drop(repeated, "maxPerRow")),
    ("unknown-variables", SERVICE, promql(f'up{OF_JOB} + on () group_left () vector($threshold)')),
    ("unknown-variables", SERIES, put(of("timeseries"), "title", "${chart}")),
    ("bare-range-selector", SERIES, lambda it: target_of(it).update(instant=False, interval="1d")),
    ("bare-range-selector", SERVICE, promql(f"up{OF_JOB}[$__range]")),
    ("target-rate-interval", SERVICE, promql(f"rate(trustwatch_commits_total{OF_JOB}[5m])")),
    ("target-rate-interval", SERVICE, promql(f"sum(increase(trustwatch_commits_total{OF_JOB}[$__interval]))")),
    ("target-counter-agg", SERVICE, promql(f"sum(trustwatch_commits_total{OF_JOB})")),
    ("target-job", SERVICE, promql('up{instance=~"$instance"}')),
    ("target-job", SERVICE, promql("trustwatch_store_file_bytes")),
    ("target-instance", SERVICE, promql('up{job=~"$job"}')),
    ("history-by-the-day", SERIES,
     lambda it: target_of(it).update(instant=False, expr="max(trustwatch_indicator_value)")),
    ("history-by-the-day", SERIES, lambda it: it["annotations"]["list"][0].update(step="60s")),
    ("table-or-instant", WHERE, put(lambda it: target_of(it, "table"), "instant", False)),
]


def rules_broken(boards, exclusions):
    return {it.rule for it in lint.lint(boards, exclusions)[0]}


def check_faults(boards, exclusions):
    for rule, name, plant in FAULTS:
        fields = copy.deepcopy(next(it.fields for it in boards if it.name == name))
        plant(fields)
        found = rules_broken([Board(name, fields) if it.name == name else it for it in boards], exclusions)
        assert rule in found, f"a fault for {rule} in {name} was not found; found {found or 'nothing'}"
    every = set(lint.RULES) | set(lint.rules_of_boards.RULES_OF_ALL)
    assert {rule for rule, _, _ in FAULTS} == every, every - {rule for rule, _, _ in FAULTS}


def check_exclusions(boards, exclusions):
    """One that nothing needs, and one without a reason, are told."""
    for planted in ({"rule": "ids", "reason": "there is none"}, exclusions[0] | {"reason": ""}):
        assert planted in lint.lint(boards, exclusions + [planted])[1], planted
    without_reason = [it | {"reason": ""} for it in exclusions]
    assert rules_broken(boards, without_reason) == {
        "template-job", "template-instance", "target-job", "target-instance", "target-rate-interval"}


def main():
    boards = read_boards(PROJECT / "dashboards" / "json")
    exclusions = tomllib.loads(lint.EXCLUSIONS.read_text(encoding="utf-8"))["exclusion"]
    assert len(boards) == 6, [it.name for it in boards]
    remaining, idle = lint.lint(boards, exclusions)
    assert not remaining and not idle, "\n".join(map(str, remaining + idle))
    check_faults(boards, exclusions)
    check_exclusions(boards, exclusions)
    print(f"{len(boards)} dashboards are clean; {len(FAULTS)} planted faults of {len(lint.RULES) + 1} rules were found")


if __name__ == "__main__":
    main()
