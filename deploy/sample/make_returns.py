#!/usr/bin/env python3
"""Writes three years of monthly returns of a dozen trusts. All of it is invented: the trusts, the figures, the events.

usage: make_returns.py FOLDER LAST_MONTH        for example: make_returns.py build/demo/returns 2026-03

The same files come out for the same month, because the noise is drawn from fixed seeds.
"""
import csv
import pathlib
import random
import sys

MONTHS = 36
TRUSTS = ["ZA1", "ZA2", "ZA3", "ZA4", "ZA5", "ZA6", "ZB1", "ZB2", "ZB3", "ZB4", "ZB5", "ZB6"]
HEADER = ["organisation", "indicator", "period", "value", "numerator", "denominator", "reason", "explanation"]


def month_names(last):
    """The names of MONTHS months, of which `last` is the last: 2026-03."""
    year, month = map(int, last.split("-"))
    for index in range(MONTHS):
        number = 12 * year + month - 1 - (MONTHS - 1 - index)
        yield f"{number // 12}-{number % 12 + 1:02d}"


def around(rng, mean, spread):
    """A number around a mean, without the rare far ones that the daemon would ask about."""
    return mean + spread * max(-2.2, min(2.2, rng.gauss(0, 1)))


def count(rng, mean):
    """A whole number around a mean, as spread as counts of events are."""
    return max(0, round(around(rng, mean, max(mean, 1) ** 0.5)))


def percent(rng, share, whole):
    """A percentage with the counts that it comes from."""
    part = min(whole, max(0, round(around(rng, share * whole, (share * (1 - share) * whole) ** 0.5))))
    return round(100 * part / whole, 1), part, whole


class Trust:
    """How big a trust is, how it fares, and what changes there."""

    def __init__(self, code, number):
        self.code = code
        self.rng = random.Random(f"trustwatch sample {code}")
        self.size = 0.6 + 0.1 * number
        self.out_of_area = 140 * self.size
        # ZA3 opens a crisis house in month 18 and its placements fall; ZB2's rise from month 24.
        self.change = {"ZA3": (18, 0.35, "the crisis house opened on the first of the month"),
                       "ZB2": (24, 1.9, "a ward of 18 beds is closed for repairs")}.get(code)
        self.latest = {}

    def placements(self, index):
        level = self.out_of_area
        if self.change and index >= self.change[0]:
            level *= self.change[1]
        return level

    def fresh(self, indicator, draw):
        """A large figure that is not exactly that of the month before: the daemon asks about copies."""
        figure = draw()
        while figure == self.latest.get(indicator):
            figure = draw()
        self.latest[indicator] = figure
        return figure

    def rows(self, index, month):
        rng, size = self.rng, self.size
        bed_days = count(rng, self.placements(index))
        yield "oap_inapp_beddays_acute", bed_days, "", ""
        yield "oap_inapp_active_acute", count(rng, self.placements(index) / 30), "", ""
        # Beds of ZB6 become dearer month by month.
        cost = 470 + 10 * size + (1.5 * index if self.code == "ZB6" else 0)
        yield "bed_cost_per_obd", round(around(rng, cost, 12), 2), "", ""
        yield ("acute_bed_occupancy",
               *self.fresh("acute_bed_occupancy", lambda: percent(rng, 0.93, round(2400 * size))))
        offered = self.fresh("crisis_calls_offered", lambda: count(rng, 2600 * size))
        abandoned = max(0.02, (0.22 - 0.004 * index) if self.code == "ZA5" else 0.14)
        yield "crisis_calls_offered", offered, "", ""
        yield ("crisis_calls_abandoned",
               *self.fresh("crisis_calls_abandoned", lambda: percent(rng, abandoned, offered)))
        yield "crisis_asa_seconds", max(5, round(around(rng, 95 if self.code != "ZB4" else 240, 20))), "", ""
        followed_up = 0.82 if self.code != "ZB1" else 0.7
        yield ("followup_72h",
               *self.fresh("followup_72h", lambda: percent(rng, followed_up, count(rng, 90 * size))))
        yield "tt_access", self.fresh("tt_access", lambda: count(rng, 900 * size)), "", ""
        yield ("tt_6wk", *self.fresh("tt_6wk", lambda: percent(rng, 0.9, count(rng, 520 * size))))
        yield "complaints_new", count(rng, 24 * size), "", ""
        yield ("fft_positive", *self.fresh("fft_positive", lambda: percent(rng, 0.87, count(rng, 210 * size))))


def cells(trust, index, month):
    """Rows as a trust would send them, with the kinds of nothing that occur."""
    for indicator, value, numerator, denominator in trust.rows(index, month):
        row = dict(organisation=trust.code, indicator=indicator, period=month, value=value,
                   numerator=numerator, denominator=denominator, reason="", explanation="")
        # The daemon asks about a first figure that is far from all before.
        if trust.change and index == trust.change[0] and indicator.startswith("oap_"):
            row.update(explanation=trust.change[2])
        if trust.code == "ZA4" and indicator == "complaints_new" and index % 12 == 7:
            row.update(value="nil")
        if trust.code == "ZB5" and indicator.startswith("crisis_"):
            row.update(value="n/a", numerator="", denominator="")
        if trust.code == "ZB3" and indicator == "tt_6wk" and index in (20, 21):
            row.update(value="missing", numerator="", denominator="", reason="records system down since 4 August")
        if trust.code == "ZA6" and indicator == "fft_positive" and index in (3, 15):
            row.update(value="*", numerator="", denominator="")
        yield row


def write(path, rows, header=HEADER):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, header, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    months = list(month_names(sys.argv[2]))
    for number, code in enumerate(TRUSTS):
        trust = Trust(code, number)
        # ZB5 has not sent the last month yet.
        sent = months[:-1] if code == "ZB5" else months
        write(folder / f"{code}.csv",
              [row for index, month in enumerate(sent) for row in cells(trust, index, month)])
    # ZA3 finds half a year later that two placements were counted twice.
    write(folder / "ZA3-correction.csv",
          [dict(organisation="ZA3", indicator="oap_inapp_beddays_acute", period=months[-7], value=21,
                explanation="two placements had been counted twice")])
    # ZA2's last month again, with a figure that the daemon asks about.
    write(folder / "ZA2-question.csv",
          [dict(organisation="ZA2", indicator="oap_inapp_beddays_acute", period=months[-1], value=341)])
    # What goes wrong in real life, one fault a row.
    bad = dict(organisation="ZB6", period=months[-1])
    write(folder / "ZB6-bad.csv", [
        dict(bad, indicator="tt_acces", value=900),
        dict(bad, indicator="followup_72h", value=0.81, numerator=81, denominator=100),
        dict(bad, indicator="crisis_calls_offered", value=-3),
        dict(bad, indicator="tt_6wk", value=92, numerator=510, denominator=500),
        dict(bad, indicator="complaints_new", value=21.5),
        dict(bad, indicator="tt_access", period="2099-12", value=900),
    ])


if __name__ == "__main__":
    main()
