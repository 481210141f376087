"""PromQL's operators over vectors {labels: value}, as the books define them, for expectations."""
import math


def group(vector, names, fold):
    """fold by (names)."""
    groups = {}
    for labels, value in vector.items():
        groups.setdefault(tuple((name, text) for name, text in labels if name in names), []).append(value)
    return {labels: fold(values) for labels, values in groups.items()}


def without(vector, names, fold):
    groups = {}
    for labels, value in vector.items():
        groups.setdefault(tuple((name, text) for name, text in labels if name not in names), []).append(value)
    return {labels: fold(values) for labels, values in groups.items()}


def each(vector, function):
    return {labels: function(value) for labels, value in vector.items()}


def pairs(left, right, on):
    """Each element of the left with its one partner of the right: (labels, left value, right labels, right value)."""
    partners = {}
    for labels, value in right.items():
        partners.setdefault(tuple(it for it in labels if it[0] in on), []).append((labels, value))
    for labels, value in left.items():
        found = partners.get(tuple(it for it in labels if it[0] in on), [])
        assert len(found) <= 1, f"{labels} has {len(found)} partners"
        for other, other_value in found:
            yield labels, value, other, other_value


def join(left, right, on, function, take=()):
    """left op on(..) group_left(take) right; the result has the labels of the left."""
    return {tuple(sorted(labels + tuple(it for it in other if it[0] in take))): function(a, b)
            for labels, a, other, b in pairs(left, right, on)}


def match(left, right, on, function):
    """left op on(..) right, one to one; the result has the labels of `on`."""
    return {tuple(it for it in labels if it[0] in on): function(a, b) for labels, a, _, b in pairs(left, right, on)}


def where(left, right, on, holds):
    """A comparison, one to one: the elements of the left for which it holds, with the labels of `on`."""
    return {tuple(it for it in labels if it[0] in on): a for labels, a, _, b in pairs(left, right, on) if holds(a, b)}


def top(vector, count, lowest=False):
    ordered = sorted(vector.items(), key=lambda it: it[1], reverse=not lowest)
    assert len(ordered) <= count or ordered[count - 1][1] != ordered[count][1], "a tie leaves the answer open"
    return dict(ordered[:count])


def quantile(share):
    """Prometheus' quantile: linear between ranks."""
    def fold(values):
        ordered = sorted(values)
        rank = share * (len(ordered) - 1)
        low, high = math.floor(rank), math.ceil(rank)
        return ordered[low] + (ordered[high] - ordered[low]) * (rank - low)
    return fold


def mean(values):
    return math.fsum(values) / len(values)


def changes(values):
    return sum(a != b for a, b in zip(values, values[1:]))
