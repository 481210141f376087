"""A dashboard as the rules of the lint look at it."""
import dataclasses
import json
import pathlib
import re

STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclasses.dataclass(frozen=True)
class Complaint:
    """What a rule has against a dashboard; `place` is a panel, a variable or another part of it, or empty."""
    rule: str
    dashboard: str
    place: str
    what: str

    def __str__(self):
        return f"{self.dashboard}{' / ' if self.place else ''}{self.place}: {self.rule}: {self.what}"


@dataclasses.dataclass(frozen=True)
class Query:
    """PromQL somewhere in a dashboard."""
    place: str
    promql: str
    kind: str  # target, variable or annotation
    instant: bool = False
    interval: str = ""

    @property
    def without_strings(self):
        return STRING.sub('""', self.promql)


class Board:
    """A dashboard, read from the text that Grafana loads."""

    def __init__(self, name, fields):
        self.name = name  # of its file, without .json
        self.fields = fields

    @property
    def variables(self):
        return self.fields.get("templating", {}).get("list", [])

    @property
    def annotations(self):
        return [it for it in self.fields.get("annotations", {}).get("list", []) if "expr" in it]

    @property
    def links(self):
        return self.fields.get("links", [])

    def everything(self):
        """Rows and panels, those of closed rows too."""
        for it in self.fields.get("panels", []):
            yield it
            yield from it.get("panels", [])

    def panels(self):
        return [it for it in self.everything() if it["type"] != "row"]

    def queries(self):
        """Every query: of targets, of variables and of annotations."""
        for it in self.variables:
            if it["type"] == "query":
                text = it["query"]["query"] if isinstance(it["query"], dict) else it["query"]
                yield Query(it["name"], text, "variable", instant=True)
        for it in self.annotations:
            yield Query(it["name"], it["expr"], "annotation", interval=it.get("step", ""))
        for panel in self.panels():
            for target in panel.get("targets", []):
                yield Query(panel.get("title", ""), target.get("expr", ""), "target", target.get("instant", False),
                            target.get("interval") or panel.get("interval") or "")


def read_boards(folder):
    """Every dashboard of a folder."""
    return [Board(path.stem, json.loads(path.read_text(encoding="utf-8")))
            for path in sorted(pathlib.Path(folder).glob("*.json"))]
