"""Runs `trustwatch backtest` over a daemon, and reads what it says."""
import json
import os
import subprocess

LIMIT_SECONDS = 600
PARTIAL = 1  # exit code: some rule could not be replayed


def backtest(setting, daemon, rules, *options):
    """The whole answer, as decoded JSON."""
    words = [setting.trustwatch, "backtest", *map(str, rules), "--http", daemon.http, "--format", "json", *options]
    done = subprocess.run(words, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False)
    assert done.returncode in (0, PARTIAL), (words, done.returncode, done.stderr)
    answer = json.loads(done.stdout)
    is_whole = all(rule["replayed"] for rule in answer["rules"])
    assert is_whole == (done.returncode == 0), "the exit code says whether every rule was replayed"
    return answer


def alerts(answer):
    """Every alert rule by its name."""
    return {rule["rule"]: rule for rule in answer["rules"] if rule["kind"] == "alert"}


def print_budget(answer):
    """A line for each rule, as dashboards/rules/README.md states it."""
    print(f"{answer['organisations']} organisations, {answer['organisation_months']:.0f} organisation-months")
    print(f"{'alert':40} {'began':>6} {'organisations':>14} {'per organisation and month':>27}")
    for name, rule in alerts(answer).items():
        if rule["replayed"]:
            print(f"{name:40} {rule['began']:6} {rule['organisations']:14} {rule['per_organisation_month']:27.4f}")
        else:
            print(f"{name:40} not replayed: {rule['why_not']}")


def figure_rules(setting, arguments):
    """The rule files named in the arguments after the third, or those about figures that we ship."""
    if len(arguments) > 4:
        return [os.path.abspath(it) for it in arguments[4:]]
    return [setting.project / "dashboards" / "rules" / "figures.yml"]
