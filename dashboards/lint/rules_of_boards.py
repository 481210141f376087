"""Rules about a dashboard as a whole: its identity, its variables, its layout and its links."""
import re

UID = re.compile(r"trustwatch-[a-z-]+")
COLUMNS = 24
SHARED_CROSSHAIR = 1
ON_TIME_RANGE = 2
DATASOURCE = ("datasource", "prometheus", "Data source")
DATASOURCE_UID = "${datasource}"
LINKED = re.compile(r"^/d/([\w-]+)(?:\?(.*))?$")


def fixed_uid(board):
    uid = board.fields.get("uid", "")
    if uid != board.name or not UID.fullmatch(uid):
        yield "", f"uid {uid!r} is not the name of the file, {board.name!r}"


def fixed_time_zone(board):
    if board.fields.get("timezone") != "utc":
        yield "", f"time zone {board.fields.get('timezone')!r}: the instants of figures are those of utc"


def uneditable_dashboard(board):
    if board.fields.get("editable") is not False:
        yield "", "it can be edited, and the next import would undo that"


def shared_crosshair(board):
    if board.fields.get("graphTooltip") != SHARED_CROSSHAIR:
        yield "", "the panels do not share a crosshair"


def title_and_question(board):
    if not board.fields.get("title") or not board.fields.get("description"):
        yield "", "no title, or no description that states its question"


def template_datasource(board):
    found = [it for it in board.variables if it["type"] == "datasource"]
    if [(it["name"], it.get("query"), it.get("label")) for it in found] != [DATASOURCE]:
        yield "", "there is not one variable of type datasource: datasource, prometheus, labelled Data source"


def template_on_time_change_reload(board):
    for it in board.variables:
        if it["type"] == "query" and it.get("refresh") != ON_TIME_RANGE:
            yield it["name"], "its menu is not read again when the time range changes"


def template_job(board):
    yield from _selects(board, "job")


def template_instance(board):
    yield from _selects(board, "instance")


def _selects(board, name):
    found = [it for it in board.variables if it["name"] == name]
    if not found:
        yield "", f"there is no variable {name}"
    elif not found[0].get("multi") or found[0].get("allValue") != ".+":
        yield name, "it is not one of several values, with .+ for all"


def ids(board):
    found = [it.get("id") for it in board.everything()]
    if None in found or len(set(found)) != len(found):
        yield "", "a panel has no id, or the id of another"


def _cells(panel):
    at = panel["gridPos"]
    return {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}


def _shelves(board):
    """The panels that can be seen at the same time: of the dashboard, and of each closed row."""
    yield [it for it in board.fields.get("panels", [])]
    for row in board.fields.get("panels", []):
        if row.get("panels"):
            yield row["panels"]


def no_overlap(board):
    for panels in _shelves(board):
        taken = set()
        for panel in panels:
            cells = _cells(panel)
            if cells & taken:
                yield panel.get("title", ""), "it lies on another panel"
            taken |= cells


def full_width(board):
    for panels in _shelves(board):
        widths = {}
        for panel in panels:
            width = COLUMNS if panel.get("repeat") else panel["gridPos"]["w"]
            widths.setdefault(panel["gridPos"]["y"], []).append(width)
        for y, found in widths.items():
            if sum(found) != COLUMNS:
                yield "", f"the panels at line {y} are {sum(found)} columns wide, not {COLUMNS}"


def links_of(board):
    """Every link, with its place: of the dashboard, of panels, of series and of columns."""
    for it in board.links:
        yield "", it
    for panel in board.panels():
        config = panel.get("fieldConfig", {})
        found = panel.get("links", []) + config.get("defaults", {}).get("links", [])
        for override in config.get("overrides", []):
            found += [link for it in override["properties"] if it["id"] == "links" for link in it["value"]]
        for it in found:
            yield panel.get("title", ""), it


def links_lead_somewhere(board, boards):
    """`boards`: all dashboards, by uid."""
    for place, link in links_of(board):
        found = LINKED.fullmatch(link.get("url", ""))
        if not found or found.group(1) not in boards:
            yield place, f"{link.get('url')!r} leads to no dashboard of ours"
            continue
        known = {it["name"] for it in boards[found.group(1)].variables}
        for name in re.findall(r"var-(\w+)=", found.group(2) or ""):
            if name not in known:
                yield place, f"it sets {name!r}, which {found.group(1)} does not have"


def links_keep_variables(board):
    for place, link in links_of(board):
        whole = place == "" and link.get("includeVars")
        if not whole and "${datasource:queryparam}" not in link.get("url", ""):
            yield place, f"{link.get('title')!r} forgets the variables"


RULES = {
    "fixed-uid": fixed_uid,
    "fixed-time-zone": fixed_time_zone,
    "uneditable-dashboard": uneditable_dashboard,
    "shared-crosshair": shared_crosshair,
    "title-and-question": title_and_question,
    "template-datasource": template_datasource,
    "template-on-time-change-reload": template_on_time_change_reload,
    "template-job": template_job,
    "template-instance": template_instance,
    "ids": ids,
    "no-overlap": no_overlap,
    "full-width": full_width,
    "links-keep-variables": links_keep_variables,
}
RULES_OF_ALL = {"links-lead-somewhere": links_lead_somewhere}
