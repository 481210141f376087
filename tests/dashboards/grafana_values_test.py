#!/usr/bin/env python3
"""Values of variables and steps of queries are those that Grafana would send."""
from grafana_steps import built_in, rounded, step_of
from grafana_values import ALL, Option, Variable, escaped, interpolated, options_of, result_as_text

DAY = 86_400
NORTH = [Option("Invented North", "Invented North"), Option("Invented South", "Invented South")]
SAMPLE = {"metric": {"__name__": "x", "name": "Anyshire (North)", "org": "ZA1"}, "value": [1.5, "1"]}


def variable(value, several=True, all_value="", options=()):
    return Variable("v", list(options), several, value, all_value)


def check_values():
    cases = [
        ("one of one", variable("ZA1", several=False), 'x{v="$v"}', 'x{v="ZA1"}'),
        ("an empty one", variable("", several=False), 'x{v=~"${v}"}', 'x{v=~""}'),
        ("a regular expression of one is not escaped", variable("^$", several=False), 'x{v=~"$v"}', 'x{v=~"^$"}'),
        ("one of several", variable(["a.b"]), 'x{v=~"$v"}', 'x{v=~"a\\\\.b"}'),
        ("several", variable(["a", "b"]), 'x{v=~"$v"}', 'x{v=~"(a|b)"}'),
        ("all, with a value for it", variable(ALL, all_value=".*", options=NORTH), 'x{v=~"$v"}', 'x{v=~".*"}'),
        ("all, without", variable(ALL, options=NORTH), 'x{v=~"$v"}', 'x{v=~"(Invented North|Invented South)"}'),
        ("no variable", variable("a", several=False), 'x{v="$w"} "$1"', 'x{v="$w"} "$1"'),
    ]
    for name, chosen, query, wanted in cases:
        found = interpolated(query, {"v": chosen}, {})
        assert found == wanted, (name, found)
    assert interpolated("x[$__range]", {}, {"__range": "60s"}) == "x[60s]"
    assert escaped('a"b\\') == 'a\\"b\\\\'


def check_options():
    text = result_as_text(SAMPLE)
    assert text == 'x{name="Anyshire (North)",org="ZA1"} 1 1500', text
    named = '/name="(?<text>[^"]+)".*org="(?<value>[^"]+)"/'
    assert options_of([text], named) == [Option("ZA1", "Anyshire (North)")]
    assert options_of(['{org="B"} 1 0', '{org="a"} 1 0', '{org="a"} 2 0', "{} 1 0"], '/org="([^"]+)"/') == [
        Option("a", "a"), Option("B", "B")], "in order without regard to case, each once"
    assert not options_of(["{} 1 0"], named)


def check_steps():
    # Three years in 1000 points are 26 hours, which Grafana rounds to a day; six hours in 1000 points 22 seconds.
    assert step_of(0, 3 * 365 * DAY, 60, 1000) == DAY
    assert step_of(0, 6 * 3600, 60, 1000) == 60, "not below the least"
    assert step_of(0, 6 * 3600, 15, 1000) == 20
    # 30 days in 100 points are 7.2 hours, and 10 days in 100 points 2.4.
    assert step_of(0, 30 * DAY, 60, 100) == 6 * 3600
    assert step_of(0, 10 * DAY, 60, 100) == 2 * 3600
    # Three years in 100 points are 11 days.
    assert step_of(0, 3 * 365 * DAY, DAY, 100) == 7 * DAY
    assert rounded(400 * DAY) == 365 * DAY
    found = built_in(0, 3600, 15, 60)
    assert found["__range"] == "3600s" and found["__interval"] == "15s"
    assert found["__rate_interval"] == "240s", "four scrapes, if a step and a scrape are less"
    assert built_in(0, 3600, 600, 60)["__rate_interval"] == "660s"


def main():
    check_values()
    check_options()
    check_steps()
    print("values, menus and steps are as Grafana has them")


if __name__ == "__main__":
    main()
