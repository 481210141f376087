"""What history says, worked out from the store's SQLite file and the catalogue's own TOML, without asking the daemon.

A figure is at 12:00 UTC on the first day of its period's last month, and holds until the instant at which the next
period of its series would be. Instants are seconds since 1970, as in Prometheus' HTTP API.
"""
import bisect
import collections
import contextlib
import dataclasses
import datetime
import math
import sqlite3
import time
import tomllib

DAY = 86_400
NOON = DAY // 2
FIRST_MONTH = 12 * 2010  # organisations and indicators are not shown before
NUMBER = 0  # the kind of a row that has a value
LIMIT_FACTOR = 2.66

ROWS = """
SELECT ods_code, indicators.code, breakdown, span, last_day, kind, value
FROM observations
JOIN organisations USING (organisation_id)
JOIN slices USING (slice_id)
JOIN indicators USING (indicator_id)
JOIN submissions USING (submission_id)
LEFT JOIN withdrawals USING (submission_id)
WHERE recorded_at <= :known AND (withdrawn_at IS NULL OR withdrawn_at > :known)
ORDER BY submission_id
"""
FAR_FUTURE = 2**62


def month_of(day):
    """Months since the year 0 of a day since 1970."""
    date = datetime.date(1970, 1, 1) + datetime.timedelta(days=day)
    return 12 * date.year + date.month - 1


def instant_of(month):
    first = datetime.date(month // 12, month % 12 + 1, 1)
    return (first - datetime.date(1970, 1, 1)).days * DAY + NOON


@dataclasses.dataclass
class Series:
    """Labels without the metric's name, and values that hold from one instant until another."""
    labels: dict
    begins: list
    ends: list
    values: list

    def at(self, instant):
        index = bisect.bisect_right(self.begins, instant) - 1
        return self.values[index] if index >= 0 and instant < self.ends[index] else None

    def between(self, first, last):
        """The values of the samples in a range selector's window."""
        return self.values[bisect.bisect_left(self.begins, first):bisect.bisect_right(self.begins, last)]


def series_of(labels, step, months):
    """From values by month."""
    ordered = sorted(months.items())
    return Series({name: text for name, text in labels.items() if text}, [instant_of(month) for month, _ in ordered],
                  [instant_of(month + step) for month, _ in ordered], [value for _, value in ordered])


class Catalogue:
    """The definition files, read with no code of ours."""

    def __init__(self, folder):
        manifest = tomllib.loads((folder / "catalogue.toml").read_text(encoding="utf-8"))
        files = {name: tomllib.loads((folder / name).read_text(encoding="utf-8"))
                 for name in manifest["indicators"] + manifest["register"]}
        self.indicators = {it["id"]: it for file in files.values() for it in file.get("indicator", [])}
        self.organisations = {it["code"]: it for file in files.values() for it in file.get("organisation", [])}
        self.events = [it for file in files.values() for it in file.get("event", [])]
        self.returns = [it for name in manifest["returns"] for it in tomllib.loads(
            (folder / name).read_text(encoding="utf-8"))["return"]]
        assert not any("chart" in it for it in self.indicators.values()), "every chart below is an XmR chart"

    def span_label(self, indicator, span):
        return "" if self.indicators[indicator]["spans"][0] == span else span

    def target(self, indicator, month):
        """What the newest standard in force asks for at the end of a month."""
        last_day = last_day_of(month)
        target = None
        for standard in self.indicators[indicator].get("standards", []):
            in_force = (standard.get("first_day", datetime.date.min) <= last_day
                        <= standard.get("last_day", datetime.date.max))
            if "target" in standard and in_force:
                target = standard["target"]
        return target


def step_of(months, span):
    """How many months the periods of a series are apart: as its figures are, at most the span."""
    length = int(span[1:-1])
    apart = math.gcd(*(b - a for a, b in zip(months, months[1:])))
    return 1 if length == 1 else math.gcd(apart, length)


def xmr(values):
    """Lower limit, mean and upper limit of values in their order; None breaks a moving range."""
    known = [value for value in values if value is not None]
    if not known:
        return None, None, None
    mean = math.fsum(known) / len(known)
    ranges = [abs(b - a) for a, b in zip(values, values[1:]) if a is not None and b is not None]
    if len(known) < 3 or not ranges:
        return None, mean, None
    width = LIMIT_FACTOR * math.fsum(ranges) / len(ranges)
    return mean - width, mean, mean + width


class Truth:
    """All series by metric, as known at an instant (in microseconds; absent: now)."""

    def __init__(self, database, catalogue, known=None, as_of=""):
        self.catalogue = catalogue
        self.as_of = as_of
        self.metrics = collections.defaultdict(list)
        self._found = {}
        rows_of = self._rows(database, FAR_FUTURE if known is None else known)
        for series, rows in rows_of.items():
            self._add_figures(*series, rows)
        self._add_returns(rows_of, time.time() if known is None else known / 1e6)
        self._add_organisations()
        self._add_indicators()
        self._add_events()

    @staticmethod
    def _rows(database, known):
        """Of each series the row that stands for each month; None where it is not a number."""
        rows = collections.defaultdict(dict)
        with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
            for org, indicator, breakdown, span, last_day, kind, value in db.execute(ROWS, {"known": known}):
                rows[org, indicator, breakdown, span][month_of(last_day)] = value if kind == NUMBER else None
        return rows

    def _add(self, metric, labels, step, months):
        if months:
            self.metrics[metric].append(series_of(labels, step, months))

    def _add_figures(self, org, indicator, breakdown, span, rows):
        labels = {"org": org, "indicator": indicator, "breakdown": breakdown, "as_of": self.as_of,
                  "span": self.catalogue.span_label(indicator, span)}
        step = step_of(sorted(rows), span)
        self._add("trustwatch_indicator_value", labels, step, {at: it for at, it in rows.items() if it is not None})
        every = range(min(rows), max(rows) + 1, step)
        lines = xmr([rows.get(month) for month in every])
        for metric, line in zip(("lower_limit", "mean", "upper_limit"), lines):
            if line is not None:
                self._add(f"trustwatch_indicator_{metric}", labels, step, dict.fromkeys(every, line))
        self._add_latest(labels, rows, lines[1])
        if not breakdown and not labels["span"]:
            targets = {month: self.catalogue.target(indicator, month) for month in every}
            self._add("trustwatch_indicator_target", labels, step,
                      {month: target for month, target in targets.items() if target is not None})

    def _add_latest(self, labels, rows, mean):
        """What is scraped: true at any instant."""
        for metric, value in (("value", rows[max(rows)]), ("mean", mean)):
            if value is not None:
                self.metrics[f"trustwatch_indicator_latest_{metric}"].append(
                    Series({name: text for name, text in labels.items() if text}, [0], [math.inf], [value]))

    def _add_organisations(self):
        today = month_of((datetime.date.today() - datetime.date(1970, 1, 1)).days)
        for code, it in self.catalogue.organisations.items():
            first = max(FIRST_MONTH, self._month_in(it.get("opened"), FIRST_MONTH))
            last = min(today, self._month_in(it.get("closed"), today))
            labels = {"org": code, "region": it.get("region", ""), "icb": it.get("icb", ""), "kind": it["kind"],
                      "name": it["names"][-1]["name"], "as_of": self.as_of}
            self._add("trustwatch_organisation", labels, 1, dict.fromkeys(range(first, last + 1), 1))

    def _add_indicators(self):
        today = month_of((datetime.date.today() - datetime.date(1970, 1, 1)).days)
        for code, it in self.catalogue.indicators.items():
            labels = {"indicator": code, "title": it["name"], "unit": it["unit"], "direction": it["direction"],
                      "as_of": self.as_of}
            self._add("trustwatch_indicator", labels, 1, dict.fromkeys(range(FIRST_MONTH, today + 1), 1))

    def _add_events(self):
        """Of the register; 1 in their month, for each organisation that has a part in them."""
        months = collections.defaultdict(dict)
        for event in self.catalogue.events:
            for org in event["from"] + event.get("to", []):
                labels = {"org": org, "kind": event["kind"], "cause": event["note"], "as_of": self.as_of}
                months[key(labels)][self._month_in(event["first_month"], None)] = 1
        for labels, ones in months.items():
            self._add("trustwatch_indicator_event", dict(labels), 1, ones)

    def _add_returns(self, rows_of, now):
        """From the first month that anyone reported to the last complete one. What was loaded was long overdue."""
        running = month_of(int(now // DAY))
        first = min((month for rows in rows_of.values() for month in rows), default=running)
        for it in self.catalogue.returns:
            months = [month for month in range(first, running) if it.get("required", True) and is_owed_in(it, month)]
            for code, organisation in self.catalogue.organisations.items():
                if organisation["kind"] in it["owed_by"]:
                    self._add_return(it, code, organisation, months, rows_of)

    def _add_return(self, it, code, organisation, months, rows_of):
        owed, received = {}, {}
        for month in months:
            items = [item for item in it["items"] if is_open(organisation, month, int(item["span"][1:-1]))]
            if items:
                owed[month] = len(items)
                received[month] = sum(month in rows_of.get((code, item["indicator"], "", item["span"]), {})
                                      for item in items)
        labels = {"org": code, "return": it["id"], "as_of": self.as_of}
        self._add("trustwatch_return_month_owed", labels, 1, owed)
        self._add("trustwatch_return_month_received", labels, 1, received)
        self._add("trustwatch_return_month_in_time", labels, 1, dict.fromkeys(owed, 0))

    @staticmethod
    def _month_in(date, otherwise):
        return otherwise if date is None else 12 * date.year + date.month - 1

    def series(self, metric, **wanted):
        """Looked up once: charts ask for the same series at each of their instants."""
        selection = (metric, *sorted(wanted.items(), key=lambda it: it[0]))
        if selection not in self._found:
            self._found[selection] = [it for it in self.metrics[metric] if fits(it.labels, wanted)]
        return self._found[selection]

    def at(self, metric, instant, **wanted):
        """What a plain selector gives."""
        found = {key(it.labels): it.at(instant) for it in self.series(metric, **wanted)}
        return {labels: value for labels, value in found.items() if value is not None}

    def window(self, fold, metric, instant, days, **wanted):
        """What fold(values) makes of a range selector's window."""
        found = {key(it.labels): it.between(instant - days * DAY, instant) for it in self.series(metric, **wanted)}
        return {labels: fold(values) for labels, values in found.items() if values}


def last_day_of(month):
    return datetime.date((month + 1) // 12, (month + 1) % 12 + 1, 1) - datetime.timedelta(days=1)


def is_owed_in(it, month):
    """Whether one of a return's periods ends with a month."""
    ends = (month % 12 + 1 - it.get("year_end_month", 12)) % it.get("every_months", 1) == 0
    first, last = it.get("first_day", datetime.date.min), it.get("last_day", datetime.date.max)
    return ends and first <= last_day_of(month) <= last


def is_open(organisation, month, length):
    """On some day of the months that end with one."""
    first = last_day_of(month - length) + datetime.timedelta(days=1)
    return (organisation.get("opened", datetime.date.min) <= last_day_of(month)
            and organisation.get("closed", datetime.date.max) >= first)


def key(labels):
    return tuple(sorted(labels.items()))


def fits(labels, wanted):
    """Each condition is a text that must be equal, or a question to be asked of the label's text."""
    return all(it(labels.get(name, "")) if callable(it) else labels.get(name, "") == it for name, it in wanted.items())
