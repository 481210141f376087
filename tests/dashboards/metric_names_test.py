#!/usr/bin/env python3
"""Every metric that a dashboard asks for is one that the daemon serves, or Prometheus itself has.

usage: metric_names_test.py PROJECT_FOLDER
"""
import pathlib
import re
import sys

PROJECT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").absolute()
sys.path.insert(0, str(PROJECT / "dashboards" / "lint"))
from board import Board, read_boards  # noqa: E402  pylint: disable=wrong-import-position

METRIC = re.compile(r"\b(?:trustwatch|process|scrape)_\w+\b|\bup\b")
HISTORY_ROW = re.compile(r"^\| ((?:`trustwatch_\w+`(?:, )?)+) \|", re.MULTILINE)
PARTS_OF_HISTOGRAM = ("_bucket", "_sum", "_count")
# What Prometheus adds to each scrape.
OF_PROMETHEUS = {"up", "scrape_duration_seconds", "scrape_samples_scraped"}


def lines_of(path):
    return [it for it in path.read_text(encoding="utf-8").splitlines() if it and not it.startswith("#")]


def scraped():
    """Of tests/http/metric_names.txt: name, type, labels, how many."""
    for line in lines_of(PROJECT / "tests" / "http" / "metric_names.txt"):
        name, kind = line.split()[:2]
        yield from [name + it for it in PARTS_OF_HISTOGRAM] if kind == "histogram" else [name]


def history():
    """Of the table in daemon/http/history.md."""
    text = (PROJECT / "daemon" / "http" / "history.md").read_text(encoding="utf-8")
    for row in HISTORY_ROW.findall(text):
        yield from re.findall(r"`(trustwatch_\w+)`", row)


def asked_for(boards):
    for board in boards:
        for query in board.queries():
            for name in METRIC.findall(query.without_strings):
                yield board.name, query.place, name


def unknown(boards, known):
    return sorted({f"{name}: {metric} ({place})" for name, place, metric in asked_for(boards) if metric not in known})


def main():
    boards = read_boards(PROJECT / "dashboards" / "json")
    known = set(scraped()) | set(history()) | OF_PROMETHEUS
    assert len(known) > 60, "the lists of names are no longer read"
    found = unknown(boards, known)
    assert not found, "\n".join(found)
    misspelt = {"type": "stat", "title": "x", "targets": [{"expr": "sum(trustwatch_build_inf)"}]}
    planted = Board("planted", {"panels": [misspelt]})
    assert unknown([planted], known) == ["planted: trustwatch_build_inf (x)"]
    print(f"{len({it[2] for it in asked_for(boards)})} metrics are known, and a planted misspelling is not")


if __name__ == "__main__":
    main()
