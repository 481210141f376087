"""Rules about PromQL, as far as it can be judged without a Prometheus."""
import re

from rules_of_boards import links_of

VARIABLE = re.compile(r"\$([A-Za-z_]\w*)|\$\{(\w+)")
BUILT_IN = {"__range", "__range_s", "__range_ms", "__interval", "__interval_ms", "__rate_interval",
            "__url_time_range", "__data", "__value", "__field", "__series"}
BARE_RANGE = re.compile(r"\w+(?:\{[^{}]*\})?\[[^\[\]]*\]")
RATE = re.compile(r"\b(rate|irate|increase)\(\s*\w+(?:\{[^{}]*\})?\[([^\[\]]*)\]")
COUNTER = re.compile(r"\b\w+_total\b")
INNERMOST = re.compile(r"\b(?:rate|irate|increase)\(\s*(\w+)")
METRIC = re.compile(r"\b(?:trustwatch|process|scrape)_\w+\b|\bup\b")
# Read from the daemon, and so known by no job, and the same for a whole month.
HISTORY = re.compile(r"\btrustwatch_(?:history_up|indicator|organisation|return_month_\w+"
                     r"|indicator_(?:event|lower_limit|mean|point|target|upper_limit|value))\b")
SELECTOR = re.compile(r"\b((?:trustwatch|process|scrape)_\w+|up)\b(\{[^{}]*\})?")
DAYS = re.compile(r"\d+[dwy]")


def _texts_with_variables(board):
    for query in board.queries():
        yield query.place, query.promql
    for panel in board.panels():
        yield panel.get("title", ""), panel.get("title", "")
    for place, link in links_of(board):
        yield place, link.get("url", "")


def unknown_variables(board):
    known = BUILT_IN | {it["name"] for it in board.variables}
    for place, text in _texts_with_variables(board):
        for found in VARIABLE.finditer(text):
            name = found.group(1) or found.group(2)
            if name not in known:
                yield place, f"there is no variable {name!r}"


def bare_range_selector(board):
    for query in board.queries():
        if query.kind == "target" and not query.instant and BARE_RANGE.fullmatch(query.without_strings.strip()):
            yield query.place, "a range selector alone has an answer in an instant query only"


def target_rate_interval(board):
    for query in board.queries():
        for function, window in RATE.findall(query.without_strings):
            if window != "$__rate_interval":
                yield query.place, f"{function}() over [{window}], not over [$__rate_interval]"


def target_counter_agg(board):
    for query in board.queries():
        inside = set(INNERMOST.findall(query.without_strings))
        for counter in COUNTER.findall(query.without_strings):
            if counter not in inside:
                yield query.place, f"{counter} is a counter, and says nothing but within rate() or increase()"


def _scraped(query):
    for found in SELECTOR.finditer(query.promql):
        if not HISTORY.fullmatch(found.group(1)):
            yield found.group(1), found.group(2) or ""


def target_job(board):
    yield from _asks_for(board, "job")


def target_instance(board):
    yield from _asks_for(board, "instance")


def _asks_for(board, name):
    for query in board.queries():
        if query.kind != "target":
            continue
        for metric, matchers in _scraped(query):
            if f'{name}=~"${name}"' not in matchers:
                yield query.place, f'{metric} is asked for without {name}=~"${name}"'


def history_by_the_day(board):
    for query in board.queries():
        if query.kind != "variable" and not query.instant and HISTORY.search(query.without_strings):
            if not DAYS.fullmatch(query.interval):
                yield query.place, "a figure holds for a month: ask in steps of a day or more, by an interval"


def table_or_instant(board):
    for panel in board.panels():
        for target in panel.get("targets", []):
            if panel["type"] in ("table", "stat") and target.get("format") == "table" and not target.get("instant"):
                yield panel.get("title", ""), "a row for each step: a table shows what holds at the end"


RULES = {
    "unknown-variables": unknown_variables,
    "bare-range-selector": bare_range_selector,
    "target-rate-interval": target_rate_interval,
    "target-counter-agg": target_counter_agg,
    "target-job": target_job,
    "target-instance": target_instance,
    "history-by-the-day": history_by_the_day,
    "table-or-instant": table_or_instant,
}
