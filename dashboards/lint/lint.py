#!/usr/bin/env python3
"""Holds dashboards to the rules of this folder; prints each complaint, and fails if there is one.

usage: lint.py FOLDER_OF_JSON [EXCLUSIONS]     EXCLUSIONS: exclusions.toml beside this file unless stated
"""
import pathlib
import sys
import tomllib

import rules_of_boards
import rules_of_panels
import rules_of_queries
from board import Complaint, read_boards

EXCLUSIONS = pathlib.Path(__file__).resolve().parent / "exclusions.toml"
RULES = rules_of_boards.RULES | rules_of_panels.RULES | rules_of_queries.RULES


def complaints_about(boards):
    """What all rules have against some dashboards, without regard to exclusions."""
    by_uid = {it.fields.get("uid"): it for it in boards}
    for board in boards:
        for name, rule in RULES.items():
            yield from (Complaint(name, board.name, place, what) for place, what in rule(board))
        for name, rule in rules_of_boards.RULES_OF_ALL.items():
            yield from (Complaint(name, board.name, place, what) for place, what in rule(board, by_uid))


def excludes(exclusion, complaint):
    """Whether it is about the rule, the dashboard and the place; each is a text or a list, and any if not stated."""
    def names(part):
        wanted = exclusion.get(part, getattr(complaint, part))
        return getattr(complaint, part) in (wanted if isinstance(wanted, list) else [wanted])
    return bool(exclusion.get("reason")) and all(map(names, ("rule", "dashboard", "place")))


def lint(boards, exclusions):
    """What remains to complain about, and the exclusions that exclude nothing."""
    found = list(complaints_about(boards))
    remaining = [it for it in found if not any(excludes(exclusion, it) for exclusion in exclusions)]
    idle = [it for it in exclusions if not any(excludes(it, complaint) for complaint in found)]
    return remaining, idle


def main():
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    path = pathlib.Path(sys.argv[2]) if len(sys.argv) == 3 else EXCLUSIONS
    exclusions = tomllib.loads(path.read_text(encoding="utf-8"))["exclusion"]
    boards = read_boards(sys.argv[1])
    remaining, idle = lint(boards, exclusions)
    for it in remaining:
        print(it)
    for it in idle:
        print(f"this exclusion excludes nothing any more, or has no reason: {it}")
    rules = len(RULES) + len(rules_of_boards.RULES_OF_ALL)
    print(f"{len(boards)} dashboards, {rules} rules, {len(exclusions)} exclusions, {len(remaining)} complaints")
    return 1 if remaining or idle or not boards else 0


if __name__ == "__main__":
    sys.exit(main())
