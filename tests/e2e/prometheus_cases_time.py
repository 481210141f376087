"""Windows, offsets, @ and subqueries."""
import math

from prometheus_case import DAY, HOUR, MINUTE, Case, on
from prometheus_cases_plain import CONTACTS, REFERRALS, SUMMER, VALUE, like
from prometheus_vectors import changes, group, join, match, mean, quantile

YEAR = 365 * DAY
OF_RX4 = {"org": "RX4", "indicator": CONTACTS}
RX4 = f'{VALUE}{{org="RX4",indicator="{CONTACTS}"}}'
AFTERWARDS = on("2023-01-20T10:00:00Z")  # nothing holds any more
MONTHLY = (on("2016-06-20T00:00:00Z"), on("2023-02-20T00:00:00Z"), 30 * DAY)


def windows(h):
    def row(name, function, days, fold, instants=(SUMMER,), query=RX4, **wanted):
        wanted = wanted or OF_RX4
        return Case(name, function.format(f"{query}[{days}d]"), instants,
                    lambda t: h.window(fold, VALUE, t, days, **wanted))

    everyone = f'{VALUE}{{indicator="{REFERRALS}"}}'
    return [
        row("the newest of the last 100 days", "last_over_time({})", 100, lambda it: it[-1], (AFTERWARDS,)),
        row("the mean of a year", "avg_over_time({})", 365, mean),
        row("how many months a year has", "count_over_time({})", 365, len),
        row("the highest of two years", "max_over_time({})", 730, max),
        row("the lowest of two years", "min_over_time({})", 730, min),
        row("the sum of a quarter", "sum_over_time({})", 92, math.fsum),
        row("the median of six years", "quantile_over_time(0.5, {})", 2190, quantile(0.5)),
        row("how often the figure changed", "changes({})", 2190, changes),
        row("count by month through all of it", "count_over_time({})", 365, len, MONTHLY),
        row("a moving mean of a year", "avg_over_time({})", 365, mean, MONTHLY),
        row("a moving maximum of everybody", "max_over_time({})", 200, max, MONTHLY, everyone, indicator=REFERRALS),
        row("the newest of everybody, afterwards", "last_over_time({})", 100, lambda it: it[-1], (AFTERWARDS,),
            everyone, indicator=REFERRALS),
    ]


def shifts(h):
    def at(t, **wanted):
        return h.at(VALUE, t, **(wanted or OF_RX4))

    pinned = on("2020-03-15T00:00:00Z")
    start, end, step = on("2022-01-02T03:04:05Z"), on("2022-11-30T00:00:00Z"), 7 * DAY
    return [
        Case("a year before", f"{RX4} offset 1y", (SUMMER,), lambda t: at(t - YEAR)),
        Case("a year before, by week", f"{RX4} offset 1y", (start, end, step), lambda t: at(t - YEAR)),
        Case("change against the year before", f"{RX4} / {RX4} offset 1y", (start, end, step),
             lambda t: join(at(t), at(t - YEAR), ("org",), lambda a, b: a / b)),
        Case("a window a year before", f"avg_over_time({RX4}[365d] offset 1y)", (SUMMER,),
             lambda t: h.window(mean, VALUE, t - YEAR, 365, **OF_RX4)),
        Case("at a fixed instant", f"{RX4} @ {pinned:.0f}", (SUMMER,), lambda t: at(pinned)),
        Case("at the start of a chart", f"{RX4} - {RX4} @ start()", (start, end, step),
             lambda t: join(at(t), at(start), ("org",), lambda a, b: a - b)),
        Case("at the end of a chart, a month earlier", f"{RX4} @ end() offset 30d", (start, end, step),
             lambda t: at(end - 30 * DAY)),
        Case("against everybody in March 2020",
             f'count({VALUE}{{indicator="{CONTACTS}"}} < {VALUE}{{indicator="{CONTACTS}"}} @ {pinned:.0f})', (SUMMER,),
             lambda t: {(): sum(match(at(t, indicator=CONTACTS), at(pinned, indicator=CONTACTS), ("org",),
                                      lambda a, b: a < b).values())}),
    ]


def subquery(vector_at, fold, t, seconds, step):
    """fold over what vector_at gives at the multiples of step in the window."""
    found = {}
    for k in range(math.ceil((t - seconds) / step), math.floor(t / step) + 1):
        for labels, value in vector_at(k * step).items():
            found.setdefault(labels, []).append(value)
    return {labels: fold(values) for labels, values in found.items()}


def subqueries(h):
    def at(t):
        return h.at(VALUE, t, **OF_RX4)

    def total(t):
        return group(h.at(VALUE, t, indicator=CONTACTS, org=like("RX.")), (), math.fsum)

    year = (on("2021-07-01T06:00:00Z"), on("2022-11-30T00:00:00Z"), 14 * DAY)
    return [
        Case("the highest of a year, asked monthly", f"max_over_time({RX4}[1y:30d])", (SUMMER,),
             lambda t: subquery(at, max, t, YEAR, 30 * DAY)),
        Case("the mean over days", f"avg_over_time({RX4}[180d:1d])", (SUMMER,),
             lambda t: subquery(at, mean, t, 180 * DAY, DAY)),
        Case("the mean over hours in a chart", f"avg_over_time({RX4}[10d:1h])", year,
             lambda t: subquery(at, mean, t, 10 * DAY, HOUR)),
        Case("a subquery of the default step", f"count_over_time({RX4}[1h:])", (SUMMER,),
             lambda t: subquery(at, len, t, HOUR, 1)),
        Case("the lowest of a sum", f'min_over_time(sum({VALUE}{{indicator="{CONTACTS}",org=~"RX."}})[1y:7d])', year,
             lambda t: subquery(total, min, t, YEAR, 7 * DAY)),
        Case("a subquery a year before", f"max_over_time({RX4}[1y:30d] offset 1y)", (SUMMER + 7 * MINUTE,),
             lambda t: subquery(at, max, t - YEAR, YEAR, 30 * DAY)),
    ]


def cases(h):
    return windows(h) + shifts(h) + subqueries(h)
