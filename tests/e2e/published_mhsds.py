#!/usr/bin/env python3
"""The published MHSDS time series (465,927 rows) through the real command and the real daemon.

Counts the file on its own, with Python's csv and the catalogue's own TOML, and compares: every row is accounted
for, every accepted figure stands in the store, a second load changes nothing, and one altered value makes
one new revision.

usage: published_mhsds.py TRUSTWATCHD TRUSTWATCH PROJECT_FOLDER
"""
import collections
import csv
import gzip
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import tomllib

from running_daemon import running_daemon

FILE = "MHSDS_Time_Series_data_Apr_2016_NovPrf_2022.csv.gz"
DATA_ROWS = 465_927
PROVIDER = {"provider", "provider of responsibility", "sending provider"}
LOAD_LIMIT_SECONDS = 300


class Catalogue:
    """What of the published measures is ours, read straight from the definition files."""

    def __init__(self, folder):
        manifest = tomllib.loads((folder / "catalogue.toml").read_text())
        self.spans, self.organisations = {}, set()
        for name in manifest["indicators"]:
            for indicator in tomllib.loads((folder / name).read_text())["indicator"]:
                for published in indicator.get("published_as", []):
                    if published["dataset"] == "mhsds":
                        self.spans[published["measure"]] = set(indicator["spans"])
        for name in manifest["register"]:
            for organisation in tomllib.loads((folder / name).read_text()).get("organisation", []):
                self.organisations.add(organisation["code"])


def span(row):
    """How many months from START to END; this file writes both day-first."""
    (_, m1, y1), (_, m2, y2) = (map(int, row[f"REPORTING_PERIOD_{end}"].split("/")) for end in ("START", "END"))
    return f"P{12 * (y2 - y1) + m2 - m1 + 1}M"


def count(rows, catalogue):
    """Our own reading of the file: what is in scope, and the sum of its figures."""
    counts, total = collections.Counter(), 0.0
    for row in rows:
        counts["rows"] += 1
        breakdown = row["BREAKDOWN"].lower()
        if breakdown not in PROVIDER and breakdown != "provider; ethnicity":
            counts["other breakdown"] += 1
        elif row["MEASURE_ID"] not in catalogue.spans:
            counts["other measure"] += 1
        elif row["PRIMARY_LEVEL"] not in catalogue.organisations:
            counts["other organisation"] += 1
        elif span(row) not in catalogue.spans[row["MEASURE_ID"]]:
            counts["other span"] += 1
        else:
            counts["in scope"] += 1
            if row["MEASURE_VALUE"] == "*":
                counts["suppressed"] += 1
            else:
                total += float(row["MEASURE_VALUE"])
    return counts, total


def load(command, server, file, report):
    subprocess.run([command, "--server", server, "load", "mhsds", str(file), "--report", str(report)],
                   check=True, timeout=LOAD_LIMIT_SECONDS, stdout=subprocess.DEVNULL)
    return json.loads(report.read_text())


def stored(database):
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        return db.execute("SELECT count(*), count(value), total(value), max(revision), sum(revision > 1) "
                          "FROM observations").fetchone()


def alter_one(source, target):
    """The same file, but for one figure of RX4 in October 2022."""
    wanted = re.compile(r"^01/10/2022,31/10/2022,Performance,Provider,RX4,[^\n]*,MHS01,.*,(\d+)$")
    altered = 0
    with gzip.open(source, "rt", encoding="utf-8", newline="") as before, \
            gzip.open(target, "wt", encoding="utf-8", newline="", compresslevel=1) as after:
        for line in before:
            found = wanted.match(line.rstrip("\r\n"))
            if found:
                line = line.replace(found.group(1), str(int(found.group(1)) + 5))
                altered += 1
            after.write(line)
    assert altered == 1, f"altered {altered} rows"


def check(command, server, folder, source, catalogue):
    with gzip.open(source, "rt", encoding="utf-8-sig", newline="") as file:
        ours, total = count(csv.DictReader(file), catalogue)
    assert ours["rows"] == DATA_ROWS, ours
    database = folder / "db"

    first = load(command, server, source, folder / "first.json")
    accepted = first["accepted"]
    assert first["rows_read"] == first["rows_accounted"] == DATA_ROWS, first
    assert first["faults"]["total"] == 0 and first["not_sent"] == 0, first
    handled = accepted["total"] + first["refused"]["total"] + first["duplicates"]
    assert handled == ours["in scope"], (handled, ours)
    assert first["out_of_scope"]["total"] == DATA_ROWS - ours["in scope"], (first["out_of_scope"], ours)
    assert first["refused"]["total"] == 0 and first["duplicates"] == 0, first
    assert accepted["suppressed"] == ours["suppressed"], (accepted, ours)
    assert accepted["new"] == accepted["total"] > 40_000, accepted
    rows, numbers, sum_of_values, revision_max, _ = stored(database)
    assert (rows, numbers) == (accepted["total"], accepted["total"] - ours["suppressed"]), (rows, numbers)
    assert abs(sum_of_values - total) < 0.5, (sum_of_values, total)
    assert revision_max == 1

    before = stored(database)
    second = load(command, server, source, folder / "second.json")
    assert second["accepted"]["unchanged"] == accepted["total"] and second["submissions"] == [], second
    assert stored(database) == before, "loading the same file twice changed the store"

    altered = folder / "altered.csv.gz"
    alter_one(source, altered)
    third = load(command, server, altered, folder / "third.json")
    assert third["accepted"]["changed"] == 1 and third["accepted"]["new"] == 0, third["accepted"]
    rows, numbers, _, revision_max, revised = stored(database)
    assert (rows, numbers, revision_max, revised) == (before[0] + 1, before[1] + 1, 2, 1), (rows, revised)
    print(f"{DATA_ROWS} rows accounted for: {accepted['total']} accepted, of these {accepted['suppressed']} suppressed;"
          f" {first['out_of_scope']['total']} out of scope")


def main():
    binary, command, project = sys.argv[1:4]
    source = pathlib.Path(project).parent / "shared" / "data" / "published" / FILE
    if not source.exists():
        print(f"skipped: {source} is not here; the published data is kept beside the project, not in it")
        sys.exit(77)
    england = pathlib.Path(project) / "deploy" / "catalogue" / "england"
    with running_daemon(binary, england) as daemon:
        check(command, daemon.server, daemon.folder, source, Catalogue(england))


if __name__ == "__main__":
    main()
