"""Rules about a panel: what it says of itself, what it needs to be drawn, whether it can be read without colours."""
import re

from rules_of_boards import DATASOURCE_UID

PLUGIN_VERSION = re.compile(r"1[1-9]\.\d+\.\d+")


def panel_datasource(board):
    for panel in board.panels():
        for it in [panel] + panel.get("targets", []):
            if it.get("datasource", {}).get("uid") != DATASOURCE_UID:
                yield panel.get("title", ""), "it, or a query of it, does not ask the chosen data source"
    for it in board.annotations + [it for it in board.variables if it["type"] == "query"]:
        if it.get("datasource", {}).get("uid") != DATASOURCE_UID:
            yield it["name"], "it does not ask the chosen data source"


def panel_title_description(board):
    for panel in board.panels():
        if not panel.get("title") or not panel.get("description"):
            yield panel.get("title", ""), "no title, or no description that says how to read it"


def panel_units(board):
    for panel in board.panels():
        if not panel.get("fieldConfig", {}).get("defaults", {}).get("unit"):
            yield panel.get("title", ""), "no unit; none is one, for numbers whose unit stands elsewhere"


def panel_no_targets(board):
    for panel in board.panels():
        if not panel.get("targets"):
            yield panel.get("title", ""), "it asks nothing"


def panel_says_why_empty(board):
    for panel in board.panels():
        if not panel.get("fieldConfig", {}).get("defaults", {}).get("noValue"):
            yield panel.get("title", ""), "it does not say why there is nothing, if there is nothing"


def plugin_version(board):
    for panel in board.panels():
        if not PLUGIN_VERSION.fullmatch(panel.get("pluginVersion", "")):
            yield panel.get("title", ""), "without a version of 11 or later Grafana takes its options for old ones"


def unique_ref_ids(board):
    for panel in board.panels():
        found = [it.get("refId") for it in panel.get("targets", [])]
        if None in found or len(set(found)) != len(found):
            yield panel.get("title", ""), "a query has no refId, or that of another"


def _mappings(panel):
    config = panel.get("fieldConfig", {})
    yield from config.get("defaults", {}).get("mappings", [])
    for override in config.get("overrides", []):
        for it in override["properties"]:
            if it["id"] == "mappings":
                yield from it["value"]


def words_beside_colours(board):
    for panel in board.panels():
        for mapping in _mappings(panel):
            options = mapping["options"]
            results = [options["result"]] if "result" in options else options.values()
            if any(it.get("color") and not it.get("text") for it in results):
                yield panel.get("title", ""), "a value has a colour, and no words"


def legend_shown(board):
    for panel in board.panels():
        shown = panel.get("options", {}).get("legend", {}).get("showLegend")
        if panel["type"] in ("timeseries", "state-timeline", "xychart") and not shown:
            yield panel.get("title", ""), "nothing says what its lines and colours are"


def timeline_is_coloured(board):
    for panel in board.panels():
        if panel["type"] != "state-timeline":
            continue
        defaults = panel["fieldConfig"]["defaults"]
        if not defaults.get("custom", {}).get("spanNulls") or len(defaults.get("thresholds", {}).get("steps", [])) < 2:
            yield panel.get("title", ""), "without spanNulls and thresholds its states are slivers of one colour"


def repeats_across(board):
    for panel in board.panels():
        if panel.get("repeat") and (panel.get("repeatDirection") != "h" or not panel.get("maxPerRow")):
            yield panel.get("title", ""), "it is repeated downwards, one panel a line, where nobody scrolls"


RULES = {
    "panel-datasource": panel_datasource,
    "panel-title-description": panel_title_description,
    "panel-units": panel_units,
    "panel-no-targets": panel_no_targets,
    "panel-says-why-empty": panel_says_why_empty,
    "plugin-version": plugin_version,
    "unique-ref-ids": unique_ref_ids,
    "words-beside-colours": words_beside_colours,
    "legend-shown": legend_shown,
    "timeline-is-coloured": timeline_is_coloured,
    "repeats-across": repeats_across,
}
