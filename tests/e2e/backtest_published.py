#!/usr/bin/env python3
"""What rules would have alerted over the published MHSDS series, month by month, each figure taken as known 45 days
after the end of its period: an upper bound of false alarms, since some of what these trusts report did change.

usage: backtest_published.py TRUSTWATCHD TRUSTWATCH PROJECT_FOLDER [RULES...]
"""
import sys

from backtest_command import alerts, backtest, figure_rules, print_budget
from prometheus_daemon import published_daemon
from prometheus_support import setting_of

FROM, TO = "2018-01", "2022-11"


def check(answer):
    assert len(answer["instants"]) == 59 and answer["organisations"] > 50, answer["organisations"]
    for name, rule in alerts(answer).items():
        for alert in rule["alerts"]:
            assert alert["from"] <= alert["to"] and alert["labels"].get("org"), (name, alert)


def main():
    setting = setting_of(sys.argv)
    with published_daemon(setting) as daemon:
        answer = backtest(setting, daemon, figure_rules(setting, sys.argv), "--from", FROM, "--to", TO,
                          "--published-after", "45d")
    print_budget(answer)
    check(answer)


if __name__ == "__main__":
    main()
