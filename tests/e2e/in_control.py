"""Invented returns of trusts at which nothing ever changes: every alert that a rule raises over them is false.

Each trust has its own level, which holds for all months, and each indicator its own way of being uncertain. No month
remembers the one before.
"""
import csv
import dataclasses
import math
import pathlib

HEADER = ["organisation", "indicator", "period", "value", "numerator", "denominator"]
FIRST_YEAR = 2018


@dataclasses.dataclass(frozen=True)
class Kind:
    """One indicator: how its figures come about. `mean` is of a count, or the share of a proportion."""
    name: str
    direction: str
    mean: float
    whole: int = 0          # what a proportion is of; 0: it is a count
    target: float = 0       # 0: none
    chart: str = "xmr"


KINDS = [
    Kind("calls_many", "higher", 400),
    Kind("events_some", "lower", 30, target=30),
    Kind("events_few", "lower", 8),
    Kind("events_rare", "lower", 3),
    Kind("seen_many", "higher", 0.8, whole=500, target=80),
    Kind("seen_some", "higher", 0.9, whole=60),
    Kind("seen_few", "higher", 0.6, whole=12),
    Kind("abandoned", "lower", 0.05, whole=300, target=5, chart="p_prime"),
]


def month(number):
    """The name of a month, counted from 0."""
    return f"{FIRST_YEAR + number // 12}-{number % 12 + 1:02d}"


def trusts(count):
    return [f"T{number:02d}" for number in range(count)]


def poisson(rng, mean):
    """By its normal neighbour where counts are many, else by counting arrivals (Knuth)."""
    if mean > 100:
        return max(0, round(rng.gauss(mean, math.sqrt(mean))))
    limit, count, product = math.exp(-mean), 0, rng.random()
    while product > limit:
        count += 1
        product *= rng.random()
    return count


def figure(rng, kind, level):
    """value, numerator, denominator."""
    if not kind.whole:
        return poisson(rng, kind.mean * level), "", ""
    whole = max(1, poisson(rng, kind.whole * level))
    part = sum(rng.random() < kind.mean for _ in range(whole))
    return repr(100 * part / whole), part, whole


def write_returns(folder, rng, trust_count, month_count):
    """A file for each month, oldest first: a submission of each trust."""
    levels = {trust: rng.uniform(0.7, 1.4) for trust in trusts(trust_count)}
    files = []
    for number in range(month_count):
        files.append(folder / f"{month(number)}.csv")
        with open(files[-1], "w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(HEADER)
            for trust, level in levels.items():
                for kind in KINDS:
                    rows.writerow([trust, kind.name, month(number), *figure(rng, kind, level)])
    return files


def indicator(kind):
    is_share = bool(kind.whole)
    lines = ["[[indicator]]", f'id = "{kind.name}"', f'name = "{kind.name}, invented"', 'theme = "Invented"',
             f'unit = "{"percent" if is_share else "events"}"', f'kind = "{"proportion" if is_share else "count"}"',
             'numerator = "Events"', *(['denominator = "People"', "scale = 100", "maximum = 100"] if is_share else []),
             f'direction = "{kind.direction}"', f'chart = "{kind.chart}"', 'spans = ["P1M"]', 'frequency = "monthly"',
             "minimum = 0", f'plausible = {{ low = 0, high = {100 if is_share else 10_000}, basis = "invented" }}',
             'why_it_matters = "It does not."', 'absence_meaning = "No row: not reported."',
             'suppression = "None."', 'owner = "Nobody"', "review_date = 2030-01-01", "definition_version = 1",
             'changes = [{ version = 1, date = 2018-01-01, what = "First definition." }]']
    if kind.target:
        lines += ["", "[[indicator.standards]]", f'text = "The usual level"', f"target = {kind.target:g}",
                  'source = "Invented"']
    return "\n".join(lines) + "\n"


def write_catalogue(folder, project, trust_count):
    """Definition files of these trusts and indicators, with the bank holidays that we ship."""
    folder.mkdir()
    holidays = pathlib.Path(project) / "deploy" / "catalogue" / "england" / "bank-holidays.toml"
    files = {
        "catalogue.toml": 'version = "in-control"\ntitle = "Nothing changes"\n'
                          'organisation_kinds = ["mental_health_trust"]\nindicators = ["indicators.toml"]\n'
                          'returns = ["returns.toml"]\nregister = ["organisations.toml"]\n'
                          f'calendar = "bank-holidays.toml"\n',
        "indicators.toml": "\n".join(indicator(kind) for kind in KINDS),
        "returns.toml": '[[return]]\nid = "all"\nname = "All"\nowed_by = ["mental_health_trust"]\nevery_months = 1\n'
                        'deadline_working_day = 20\ndeadline_basis = "Invented."\nfirst_day = 2018-01-01\nitems = [\n'
                        + "".join(f'  {{ indicator = "{kind.name}", span = "P1M" }},\n' for kind in KINDS) + "]\n",
        "organisations.toml": "\n".join(
            f'[[organisation]]\ncode = "{trust}"\nnames = [{{ name = "Invented trust {trust}" }}]\n'
            'kind = "mental_health_trust"\nregion = "Invented North"\nicb = "Invented"\n'
            for trust in trusts(trust_count)),
        "bank-holidays.toml": holidays.read_text(encoding="utf-8"),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
