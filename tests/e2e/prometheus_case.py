"""One row of the table of PromQL queries: what is asked, when, and what the store says to it."""
import collections.abc
import dataclasses
import datetime
import math

DAY = 86_400
HOUR = 3_600
MINUTE = 60
RELATIVE_ERROR = 1e-9


@dataclasses.dataclass(frozen=True)
class Case:
    """expect(t) is the vector at one instant; `instants` has one of them, or a start, an end and a step."""
    name: str
    query: str
    instants: tuple
    expect: collections.abc.Callable
    may_be_empty: bool = False


def on(text):
    """Seconds since 1970 of 2022-08-17T09:30Z."""
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def steps(start, end, step):
    count = math.floor((end - start) / step + 1e-9)
    return [start + k * step for k in range(count + 1)]


def labels_of(metric):
    """Without what a scrape adds and what functions take away."""
    return tuple(sorted(it for it in metric.items() if it[0] not in ("__name__", "job", "instance")))


def answered(prometheus, case):
    """{instant in ms: vector}; an answer with warnings is none."""
    if len(case.instants) == 1:
        answer = prometheus.instant(case.query, case.instants[0])
        check_success(case, answer)
        vector = {labels_of(it["metric"]): float(it["value"][1]) for it in answer["data"]["result"]}
        assert len(vector) == len(answer["data"]["result"]), f"{case.name}: two series have the same labels"
        return {round(case.instants[0] * 1000): vector}
    answer = prometheus.range(case.query, *case.instants)
    check_success(case, answer)
    found = {round(at * 1000): {} for at in steps(*case.instants)}
    for series in answer["data"]["result"]:
        for at, value in series["values"]:
            found[round(at * 1000)][labels_of(series["metric"])] = float(value)
    return found


def check_success(case, answer):
    assert answer["status"] == "success" and "warnings" not in answer, f"{case.name}: {case.query}: {answer}"


def expected(case):
    instants = case.instants if len(case.instants) == 1 else steps(*case.instants)
    return {round(at * 1000): case.expect(at) for at in instants}


def near(a, b):
    return abs(a - b) <= RELATIVE_ERROR * max(1, abs(a), abs(b))


def check(prometheus, case):
    """Every labelled value at every instant, and nothing else. Gives how many values that were."""
    found, wanted = answered(prometheus, case), expected(case)
    for at, vector in wanted.items():
        missing, added = vector.keys() - found[at].keys(), found[at].keys() - vector.keys()
        when = f"{case.name}: {case.query} at {at / 1000:.3f}"
        assert not missing and not added, f"{when}: missing {list(missing)[:3]}, not expected {list(added)[:3]}"
        for labels, value in vector.items():
            assert near(found[at][labels], value), f"{when}: {labels} is {found[at][labels]}, the store says {value}"
    count = sum(map(len, wanted.values()))
    assert (count == 0) == case.may_be_empty, f"{case.name}: {count} values are expected, which tests nothing"
    return count
