"""Across series: aggregation, joins with names, regions and limits, what nobody reported, and what is scraped."""
import math

from prometheus_case import DAY, Case, on
from prometheus_cases_plain import CONTACTS, EIP, REFERRALS, SPELLS, SUMMER, VALUE, like
from prometheus_vectors import each, group, join, match, mean, quantile, top, where, without

LOWER, MEAN, UPPER = (f"trustwatch_indicator_{it}" for it in ("lower_limit", "mean", "upper_limit"))
TARGET, POINT, ORGANISATION = "trustwatch_indicator_target", "trustwatch_indicator_point", "trustwatch_organisation"
SERIES = ("org", "indicator", "breakdown", "span")
ON_SERIES = "on(org,indicator,breakdown,span)"
QUARTERS = (on("2016-03-01T00:00:00Z"), on("2023-01-01T00:00:00Z"), 91 * DAY)


def aggregates(h):
    of_all = f'{VALUE}{{indicator="{REFERRALS}"}}'

    def at(t):
        return h.at(VALUE, t, indicator=REFERRALS)

    def with_region(t):
        return join(at(t), h.at(ORGANISATION, t), ("org",), lambda a, b: a * b, ("region",))

    joined = f"{of_all} * on(org) group_left(region) {ORGANISATION}"
    return [
        Case("the sum of each region", f"sum by(region) ({joined})", (SUMMER,),
             lambda t: group(with_region(t), ("region",), math.fsum)),
        Case("the mean of each region, by quarter", f"avg by(region) ({joined})", QUARTERS,
             lambda t: group(with_region(t), ("region",), mean)),
        Case("the organisations of each region and kind", f"count by(region,kind) ({ORGANISATION})", QUARTERS,
             lambda t: group(h.at(ORGANISATION, t), ("kind", "region"), len)),
        Case("only those of London", f'{of_all} and on(org) {ORGANISATION}{{region="London"}}', (SUMMER,),
             lambda t: join(at(t), h.at(ORGANISATION, t, region="London"), ("org",), lambda a, _: a)),
        Case("with names beside codes", f"{of_all} * on(org) group_left(name,icb) {ORGANISATION}", (SUMMER,),
             lambda t: join(at(t), h.at(ORGANISATION, t), ("org",), lambda a, b: a * b, ("name", "icb"))),
        Case("the five highest", f"topk(5, {of_all})", (SUMMER,), lambda t: top(at(t), 5)),
        Case("the three lowest, by quarter", f"bottomk(3, {of_all})", (on("2022-03-15T00:00:00Z"),),
             lambda t: top(at(t), 3, lowest=True)),
        Case("quartiles by quarter", f"quantile(0.75, {of_all})", QUARTERS,
             lambda t: group(at(t), (), quantile(0.75))),
        Case("how many series each indicator has", f"count by(indicator) ({VALUE})", (SUMMER,),
             lambda t: group(h.at(VALUE, t), ("indicator",), len)),
        Case("how many report, by quarter", f'count({VALUE}{{indicator=~"mhs.*"}})', QUARTERS,
             lambda t: group(h.at(VALUE, t, indicator=like("mhs.*")), (), len)),
        Case("parts of a whole", f'sum by(org) ({VALUE}{{indicator="{EIP}",breakdown!=""}})'
             f' / on(org) {VALUE}{{indicator="{EIP}",breakdown=""}}', (SUMMER,),
             lambda t: match(group(h.at(VALUE, t, indicator=EIP, breakdown=like(".+")), ("org",), math.fsum),
                             h.at(VALUE, t, indicator=EIP, breakdown=""), ("org",), lambda a, b: a / b)),
    ]


def lines(h):
    def of(metric, t):
        return h.at(metric, t, indicator=CONTACTS)

    def spread(t):
        half = match(of(UPPER, t), of(MEAN, t), SERIES, lambda a, b: a - b)
        return match(match(of(VALUE, t), of(MEAN, t), SERIES, lambda a, b: a - b), half, SERIES, lambda a, b: a / b)

    def name(metric):
        return f'{metric}{{indicator="{CONTACTS}"}}'

    return [
        Case("means of all series", MEAN, (SUMMER,), lambda t: h.at(MEAN, t)),
        Case("upper limits of all series", UPPER, (SUMMER,), lambda t: h.at(UPPER, t)),
        Case("lower limits of one indicator, by quarter", name(LOWER), QUARTERS, lambda t: of(LOWER, t)),
        Case("targets", TARGET, (SUMMER,), lambda t: h.at(TARGET, t)),
        Case("targets by quarter", f'count by(indicator) ({TARGET})', QUARTERS,
             lambda t: group(h.at(TARGET, t), ("indicator",), len)),
        Case("above the upper limit", f"{name(VALUE)} > {ON_SERIES} {name(UPPER)}", QUARTERS,
             lambda t: where(of(VALUE, t), of(UPPER, t), SERIES, lambda a, b: a > b)),
        Case("below the lower limit", f"{name(VALUE)} < {ON_SERIES} {name(LOWER)}", QUARTERS,
             lambda t: where(of(VALUE, t), of(LOWER, t), SERIES, lambda a, b: a < b)),
        Case("how far from the mean, in limits",
             f"({name(VALUE)} - {ON_SERIES} {name(MEAN)}) / {ON_SERIES} ({name(UPPER)} - {ON_SERIES} {name(MEAN)})",
             (SUMMER,), spread),
        Case("points are figures, each with one verdict", f'sum without(verdict) ({POINT}{{indicator=~"mhs.*"}})',
             (SUMMER,), lambda t: h.at(VALUE, t, indicator=like("mhs.*"))),
        Case("what lies outside the limits is not common cause",
             f'{POINT}{{verdict="common_cause"}} > {ON_SERIES} {UPPER}', QUARTERS, lambda t: {}, True),
        Case("neither way is better for contacts",
             f'count({POINT}{{indicator="{CONTACTS}",verdict!~"neither.*|common_.*"}})', QUARTERS, lambda t: {}, True),
    ]


def absences(h):
    return [
        Case("absent where nobody is", f'absent({VALUE}{{org="NOPE"}})', (SUMMER,), lambda t: {(("org", "NOPE"),): 1}),
        Case("not absent where somebody is", f'absent({VALUE}{{org="RX4"}})', (SUMMER,), lambda t: {}, True),
        Case("who fell silent within a year",
             f'count_over_time({VALUE}{{indicator="{SPELLS}"}}[365d]) unless on(org) {VALUE}{{indicator="{SPELLS}"}}',
             (SUMMER,), lambda t: {labels: count for labels, count
                                   in h.window(len, VALUE, t, 365, indicator=SPELLS).items()
                                   if labels not in h.at(VALUE, t, indicator=SPELLS)}),
        Case("history is up", "trustwatch_history_up", (SUMMER,), lambda t: {(): 1}),
    ]


def events(h):
    event = "trustwatch_indicator_event"
    april = (on("2017-04-10T00:00:00Z"),)
    return [
        Case("what happened in a month", event, april, lambda t: h.at(event, t)),
        Case("mergers and the like of ten years", f'count by(kind,org) (count_over_time({event}[3650d]))', (SUMMER,),
             lambda t: group(h.window(len, event, t, 3650), ("kind", "org"), len)),
        Case("figures in the month of an event", f'{VALUE}{{indicator="{REFERRALS}"}} and on(org) {event}', april,
             lambda t: {labels: value for labels, value in h.at(VALUE, t, indicator=REFERRALS).items()
                        if h.at(event, t, org=dict(labels)["org"])}),
    ]


def titles(h):
    """A figure with what its indicator is called, also where nothing was scraped yet."""
    title = "trustwatch_indicator"

    def titled(t):
        names = {dict(labels)["indicator"]: dict(labels)["title"] for labels in h.at(title, t)}
        return {tuple(sorted((*labels, ("title", names[dict(labels)["indicator"]])))): value
                for labels, value in h.at(VALUE, t, indicator=REFERRALS).items()}

    return [
        Case("figures with their title", f'{VALUE}{{indicator="{REFERRALS}"}} * on(indicator) group_left(title) {title}',
             QUARTERS, titled),
        Case("what is better lower", f'count({title}{{direction="lower"}})', (SUMMER,),
             lambda t: {(): len(h.at(title, t, direction="lower"))}),
    ]


def returns(h):
    owed, received, in_time = (f"trustwatch_return_month_{it}" for it in ("owed", "received", "in_time"))
    return [
        Case("what each return asked for, by quarter", f"sum by(return) ({owed})", QUARTERS,
             lambda t: group(h.at(owed, t), ("return",), math.fsum)),
        Case("which share of each organisation's figures came", f"sum by(org) ({received}) / sum by(org) ({owed})",
             (SUMMER,), lambda t: match(group(h.at(received, t), ("org",), math.fsum),
                                        group(h.at(owed, t), ("org",), math.fsum), ("org",), lambda a, b: a / b)),
        Case("years late is not in time", f"max by(return) ({in_time})", (SUMMER,),
             lambda t: group(h.at(in_time, t), ("return",), max)),
    ]


def scraped(h, now):
    """What is scraped, and beside it what is read: the newest month is the same in both."""
    latest, mean_now = "trustwatch_indicator_latest_value", "trustwatch_indicator_latest_mean"
    days = math.ceil((now - on("2022-11-01T00:00:00Z")) / DAY)
    newest = f'last_over_time({VALUE}{{indicator="{CONTACTS}"}}[{days}d])'

    def since_november(t):
        return h.window(lambda it: it[-1], VALUE, t, days, indicator=CONTACTS)

    return [
        Case("latest figures", f'{latest}{{indicator="{CONTACTS}"}}', (now,),
             lambda t: h.at(latest, t, indicator=CONTACTS)),
        Case("how many latest figures there are", f"count({latest})", (now,), lambda t: {(): len(h.at(latest, t))}),
        Case("latest means", mean_now, (now,), lambda t: h.at(mean_now, t)),
        Case("scraped and read agree", f"{newest} == {ON_SERIES} {latest}", (now,),
             lambda t: where(since_november(t), h.at(latest, t, indicator=CONTACTS), SERIES, lambda a, b: a == b)),
    ]


def known_then(before, after):
    """As of a day before the series were loaded, and of a day after it."""
    def query(h):
        return f'{VALUE}{{indicator="{REFERRALS}",as_of="{h.as_of}"}}'

    return [
        Case("nothing was known before", query(before), (SUMMER,), lambda t: before.at(VALUE, t), True),
        Case("what was known then", query(after), (SUMMER,), lambda t: after.at(VALUE, t, indicator=REFERRALS)),
        Case("what was known then, by quarter", f"sum by(as_of) ({query(after)})", QUARTERS,
             lambda t: group(after.at(VALUE, t, indicator=REFERRALS), ("as_of",), math.fsum)),
        Case("limits as known then", f'{UPPER}{{as_of="{after.as_of}",indicator="{CONTACTS}"}}', (SUMMER,),
             lambda t: after.at(UPPER, t, indicator=CONTACTS)),
        Case("a window over what was known then", f"count_over_time({query(after)}[365d])", (SUMMER,),
             lambda t: after.window(len, VALUE, t, 365, indicator=REFERRALS)),
    ]


def cases(h, before, after, now):
    return (aggregates(h) + lines(h) + absences(h) + events(h) + titles(h) + returns(h) + scraped(h, now)
            + known_then(before, after))
