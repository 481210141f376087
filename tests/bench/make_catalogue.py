#!/usr/bin/env python3
"""Writes the catalogue that the load generator needs: organisations B0000 to B0999 and indicators bench_00 to bench_49,
all invented, every one owed monthly.

usage: make_catalogue.py FOLDER
"""
import pathlib
import sys

HOLIDAYS = pathlib.Path(__file__).resolve().parents[2] / "deploy" / "catalogue" / "england" / "bank-holidays.toml"

INDICATOR = """
[[indicator]]
id = "bench_{number:02}"
name = "Invented count {number}"
theme = "Invented"
unit = "things"
kind = "count"
direction = "neither"
spans = ["P1M"]
frequency = "monthly"
minimum = 0
absence_meaning = "Invented."
suppression = "None."
why_it_matters = "It loads the daemon."
owner = "Nobody"
review_date = 2027-04-01
definition_version = 1
changes = [{{ version = 1, date = 2026-01-01, what = "first definition" }}]
"""

ORGANISATION = """
[[organisation]]
code = "B{number:04}"
names = [{{ name = "Invented {number}" }}]
kind = "mental_health_trust"
region = "Invented"
icb = "Invented"
"""


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "indicators.toml").write_text("".join(INDICATOR.format(number=n) for n in range(50)))
    (folder / "register.toml").write_text("".join(ORGANISATION.format(number=n) for n in range(1000)))
    items = ", ".join(f'{{ indicator = "bench_{n:02}", span = "P1M" }}' for n in range(50))
    (folder / "returns.toml").write_text(f"""[[return]]
id = "everything"
name = "Everything"
owed_by = ["mental_health_trust"]
items = [{items}]
every_months = 1
deadline_working_day = 10
deadline_basis = "invented"
required = false
""")
    (folder / "bank-holidays.toml").write_text(HOLIDAYS.read_text())
    (folder / "catalogue.toml").write_text("""version = "bench"
title = "Invented, to load the daemon"
organisation_kinds = ["mental_health_trust"]
indicators = ["indicators.toml"]
returns = ["returns.toml"]
register = ["register.toml"]
calendar = "bank-holidays.toml"
""")


if __name__ == "__main__":
    main()
