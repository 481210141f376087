#!/usr/bin/env python3
"""Every alert says all that people need, rests on metrics that there are, has its section in the runbook and its page in
the README, and a test in which it fires; and no page is about an alert that there is not.
usage: documents.py PROJECT_FOLDER"""
import pathlib
import re
import sys

PROJECT = pathlib.Path(sys.argv[1])
RULES = PROJECT / "dashboards" / "rules"
RUNBOOK = PROJECT / "deploy" / "RUNBOOK.md"
RUNBOOK_LINES_MAX = 350
KINDS = {"figures.yml": "figures", "returns.yml": "returns", "service.yml": "service"}
ANNOTATIONS = {"summary", "description", "next_step", "dashboard", "runbook"}
# Of the runbook, beside the alerts.
TASKS = {"When the disk is full", "Restore from a backup", "Reload the catalogue"}


def read(path):
    return path.read_text(encoding="utf-8")


def rules_of(text, kind):
    """The text of each rule of a kind (alert, record), by its name."""
    parts = re.split(r"^      - (alert|record): (\S+)\n", text, flags=re.M)
    return {name: body for word, name, body in zip(parts[1::3], parts[2::3], parts[3::3]) if word == kind}


def check_alert(name, body, kind):
    labels = re.search(r"^        labels: \{severity: (critical|warning|info), kind: (\w+)\}$", body, re.M)
    assert labels, f"{name} has no severity, or no kind"
    assert labels.group(2) == kind, f"{name} is of kind {labels.group(2)}, not {kind}"
    found = re.findall(r"^          (\w+):", body.split("        annotations:\n")[1], re.M)
    assert set(found) == ANNOTATIONS and len(found) == len(ANNOTATIONS), f"{name} says {found}"
    assert f"          runbook: RUNBOOK.md#{name.lower()}\n" in body + "\n", f"{name} leads to another's section"


def check_metrics(file, text):
    """The daemon has each metric that a file of rules names; a name that is put together in a text ends with _."""
    scraped = re.findall(r"^(\w+) ", read(PROJECT / "tests" / "http" / "metric_names.txt"), re.M)
    of_history = re.findall(r'"(trustwatch_\w+)"', read(PROJECT / "daemon" / "samples" / "metric.cc"))
    groups = re.findall(r"^  - name: (\w+)$", text, re.M)
    named = {name for name in re.findall(r"\btrustwatch_\w+", text) if not name.endswith("_")}
    unknown = named - set(scraped) - set(of_history) - set(groups)
    assert not unknown, f"{file} rests on {sorted(unknown)}, of which the daemon knows nothing"


def sections(text, level):
    return re.findall(rf"^{level} (.+)$", text, re.M)


def main():
    alerts, records = {}, {}
    for file, kind in KINDS.items():
        text = read(RULES / file)
        check_metrics(file, text)
        for name, body in rules_of(text, "alert").items():
            check_alert(name, body, kind)
            alerts[name] = kind
        records |= rules_of(text, "record")
    assert len(alerts) >= 17, f"only {len(alerts)} alerts were found"

    runbook = read(RUNBOOK)
    lines = runbook.count("\n")
    assert lines <= RUNBOOK_LINES_MAX, f"the runbook has {lines} lines, {RUNBOOK_LINES_MAX} at most"
    wrong = set(sections(runbook, "##")) ^ (set(alerts) | TASKS)
    assert not wrong, f"the runbook and the alerts differ in {sorted(wrong)}"

    readme = read(RULES / "README.md")
    wrong = set(sections(readme, "###")) ^ set(alerts)
    assert not wrong, f"README.md and the alerts differ in {sorted(wrong)}"
    unsaid = [name for name in records if f"`{name}`" not in readme]
    assert not unsaid, f"README.md does not name {unsaid}"

    tests = "".join(read(path) for path in sorted(RULES.glob("*_test.yml")))
    unseen = [name for name in alerts
              if not re.search(rf"alertname: {name}\n +eval_time: \S+\n +exp_alerts:\n", tests)]
    assert not unseen, f"in no test is it seen what {unseen} says"
    print(f"{len(alerts)} alerts and {len(records)} recorded numbers are told of")


main()
