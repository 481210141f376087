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


def grids_of_their_own(h):
    """Where evaluation is neither on the chart's grid nor at its ends."""
    def at(t):
        return h.at(VALUE, t, **OF_RX4)

    pinned, start, end = 1600000123.456, on("2021-07-01T06:00:02.5Z"), on("2022-11-30T00:00:00Z")
    chart = (start, end, 14 * DAY)
    return [
        Case("a subquery shifted by hours", f"max_over_time({RX4}[1y:30d] offset 17d13h)", (SUMMER,),
             lambda t: subquery(at, max, t - 17 * DAY - 13 * HOUR, YEAR, 30 * DAY)),
        Case("a subquery over what is shifted by multiples of its step", f"max_over_time(({RX4} offset 360d)[1y:30d])",
             (SUMMER,), lambda t: subquery(lambda u: at(u - 360 * DAY), max, t, YEAR, 30 * DAY)),
        Case("the highest change against the year before",
             f"max_over_time(({RX4} / {RX4} offset 1y)[1y:1d])", (SUMMER,),
             lambda t: subquery(lambda u: join(at(u), at(u - YEAR), ("org",), lambda a, b: a / b), max, t, YEAR, DAY)),
        Case("a subquery over a fixed instant", f"avg_over_time(({RX4} @ {pinned})[10d:1d])", (SUMMER,),
             lambda t: subquery(lambda u: at(pinned), mean, t, 10 * DAY, DAY)),
        Case("a subquery at a fixed instant", f"count_over_time({RX4}[300d:1d] @ {pinned})", chart,
             lambda t: subquery(at, len, pinned, 300 * DAY, DAY)),
        Case("a subquery in a subquery", f"sum_over_time(avg_over_time({RX4}[20d:7h])[200d:3d])", (SUMMER,),
             lambda t: subquery(lambda u: subquery(at, mean, u, 20 * DAY, 7 * HOUR), math.fsum, t, 200 * DAY, 3 * DAY)),
        Case("minutes within a chart of weeks", f"count_over_time({RX4}[2h:1m])", chart,
             lambda t: subquery(at, len, t, 2 * HOUR, MINUTE)),
        Case("a look ahead", f"{RX4} offset -30d", chart, lambda t: at(t + 30 * DAY)),
        Case("a figure against the mean of its days", f"{RX4} - avg_over_time({RX4}[90d:6h])", chart,
             lambda t: join(at(t), subquery(at, mean, t, 90 * DAY, 6 * HOUR), ("org",), lambda a, b: a - b)),
    ]


def cases(h):
    return windows(h) + shifts(h) + subqueries(h) + grids_of_their_own(h)
