#!/usr/bin/env python3
"""A trust gets worse, corrects, is late: who is told what, by the rules, routes and texts that are shipped.

The daemon's clock is the test's, so that deadlines pass when they are meant to; Prometheus and Alertmanager have the
real one, which TrustwatchClockWrong rightly complains of. Twice: over the demonstration's invented returns, and over the
published MHSDS series where they lie beside the project.

usage: watch_alerts.py TRUSTWATCHD TRUSTWATCH PROJECT_FOLDER invented|published
"""
import dataclasses
import pathlib
import sys
import tempfile

from prometheus_support import setting_of, setting_with, wait_until
from watch_alertmanager import RELAY
from watch_clock import Clock
from watch_scene import LIMIT_SECONDS, invented_returns, running_scene

DETERIORATION, LATE, CLOCK = "TrustwatchDeterioration", "TrustwatchReturnOverdue", "TrustwatchClockWrong"
SILENT = "TrustwatchOrganisationNotReported"


@dataclasses.dataclass(frozen=True)
class Story:
    """One series, and what its trust sends: `worse` for the first month, then its correction `usual`."""
    org: str
    indicator: str
    name: str          # what people call both
    title: str
    loaded: str        # when everything before is sent, and when each of the two months
    told: tuple
    periods: tuple     # as a file writes them, with the month as an alert tells it
    months: tuple
    worse: str         # value, numerator, denominator
    worse_again: str
    usual: str

    @property
    def series(self):
        return {"org": self.org, "indicator": self.indicator}


INVENTED = Story(
    org="ZA1", indicator="followup_72h", name="Anyshire Mental Health NHS Trust", title="ollowed up",
    loaded="2026-04-22 12:00", told=("2026-05-06 12:00", "2026-06-05 12:00"),
    periods=("2026-04", "2026-05"), months=("Apr 2026", "May 2026"), worse="24.1,13,54",
    worse_again="25.5,14,55", usual="81.5,44,54")
PUBLISHED = Story(
    org="RX4", indicator="perinatal_access", name="Cumbria, Northumberland, Tyne and Wear NHS Foundation Trust",
    title="erinatal", loaded="2022-12-20 12:00", told=("2023-01-10 12:00", "2023-02-06 12:00"),
    periods=("2022-01-01..2022-12-31", "2022-02-01..2023-01-31"), months=("Dec 2022", "Jan 2023"),
    worse="600,,", worse_again="610,,", usual="1120,,")


class Trust:
    """One that sends single figures."""

    def __init__(self, scene, story, folder):
        self.scene, self.story, self.folder = scene, story, folder

    def send(self, period, value, status="provisional"):
        file = self.folder / "figure.csv"
        file.write_text("organisation,indicator,period,value,numerator,denominator,explanation\n"
                        f"{self.story.org},{self.story.indicator},{period},{value},it is as we counted it\n",
                        encoding="utf-8")
        self.scene.daemon.command("submit", "--status", status, file)


def move(clock, instant, scene):
    clock.set(instant)
    clock.wait_until_seen(scene.daemon)


def check_text(scene, story, alert, month):
    """The notification reads as a person needs it, and says which chart to open."""
    told = scene.receiver.wait_for("the notification", RELAY, lambda it: alert_in(it, "firing", story.series))
    notes = alert_in(told, "firing", story.series)["annotations"]
    assert story.name in notes["summary"] and story.title in notes["summary"], notes
    assert month in notes["description"], notes
    assert notes["next_step"] and notes["runbook"], notes
    assert notes["dashboard"].startswith(f"/d/trustwatch-series?var-org={story.org}&var-indicator={story.indicator}"), notes
    assert alert["labels"]["severity"] == "warning" and alert["labels"]["region"], alert
    print(f"  {notes['summary']}\n  {notes['description']}\n  {notes['next_step']}")


def alert_in(body, status, labels):
    """The deterioration of a series in what came from Alertmanager, or None."""
    return next((it for it in body["alerts"] if it["status"] == status
                 and (labels | {"alertname": DETERIORATION}).items() <= it["labels"].items()), None)


def check_first_month(scene, story, clock, trust):
    """A month that is worse fires, with its text, and ends with the month's correction."""
    move(clock, story.told[0], scene)
    scene.wait_silent(DETERIORATION, **story.series)
    trust.send(story.periods[0], story.worse)
    alert = scene.wait_firing(DETERIORATION, **story.series)
    check_text(scene, story, alert, story.months[0])

    trust.send(story.periods[0], story.usual, "refreshed")
    scene.wait_silent(DETERIORATION, **story.series)
    scene.receiver.wait_for("the notification that it ended", RELAY,
                            lambda it: alert_in(it, "resolved", story.series))
    trust.send(story.periods[0], story.worse, "refreshed")
    scene.wait_firing(DETERIORATION, **story.series)


def check_next_month(scene, story, clock, trust):
    """The next month keeps the alert if it is worse too, and ends it if it is as usual."""
    before = scene.wait_firing(DETERIORATION, **story.series)
    move(clock, story.told[1], scene)
    trust.send(story.periods[1], story.worse_again)
    wait_until("the newest month is told of", lambda: any(
        story.months[1] in it["annotations"]["description"] for it in scene.firing(DETERIORATION, **story.series)),
        LIMIT_SECONDS)
    kept = scene.wait_firing(DETERIORATION, **story.series)
    assert kept["activeAt"] == before["activeAt"], "it is the same alert"
    trust.send(story.periods[1], story.usual, "refreshed")
    scene.wait_silent(DETERIORATION, **story.series)


def check_calendar(scene, clock):
    """What has not come is overdue once its deadline has passed, and not before: the end in London of the tenth working
    day, which is 15 May 2026, since the first Monday is a holiday."""
    move(clock, "2026-05-15 22:50", scene)
    scene.evaluated_again()
    assert not scene.firing(LATE) and not scene.firing(SILENT, org="ZB1"), "nothing is overdue before the deadline"
    move(clock, "2026-05-15 23:00", scene)
    late = scene.wait_firing(LATE, org="ZA1")
    assert late["labels"]["return"] == "demo_monthly", late
    assert "11 of 12 figures for Apr 2026" in late["annotations"]["description"], late["annotations"]["description"]
    scene.wait_firing(SILENT, org="ZB1")
    scene.wait_firing(CLOCK)
    wait_until("Alertmanager holds what the wrong clock explains", lambda: scene.alertmanager.named(LATE) and all(
        it["status"]["inhibitedBy"] for it in scene.alertmanager.named(LATE)))


def check_outage(scene, story, trust):
    """While the daemon is gone, what was known stays told, and that it is gone is told, too."""
    trust.send(story.periods[1], story.worse_again, "final")
    scene.wait_firing(DETERIORATION, **story.series)
    scene.daemon.kill()
    scene.wait_firing("TrustwatchDown")
    scene.evaluated_again()
    scene.wait_firing(DETERIORATION, **story.series)
    wait_until("Alertmanager holds the figures back while nobody answers", lambda: all(
        it["status"]["inhibitedBy"] for it in scene.alertmanager.named(DETERIORATION, **story.series)))
    scene.daemon.start()
    scene.wait_silent("TrustwatchDown")
    scene.wait_firing(DETERIORATION, **story.series)


def watch(setting, story, catalogue, load):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        clock = Clock(folder / "clock", story.loaded)
        with running_scene(setting, catalogue, clock.environment) as scene:
            load(scene, folder)
            trust = Trust(scene, story, folder)
            check_first_month(scene, story, clock, trust)
            if story is INVENTED:
                check_calendar(scene, clock)
            check_next_month(scene, story, clock, trust)
            check_outage(scene, story, trust)
    print("told at the right time, in words, and ended by a correction")


def main():
    if sys.argv[4] == "invented":
        setting = setting_with(sys.argv, "prometheus", "prometheus-alertmanager")
        watch(setting, INVENTED, setting.sample_catalogue, lambda scene, folder: scene.daemon.command(
            "submit", *invented_returns(setting, folder / "returns", "2026-03")))
    else:
        setting = setting_of(sys.argv)
        watch(setting, PUBLISHED, setting.catalogue,
              lambda scene, folder: scene.daemon.command("load", "mhsds", setting.published))


if __name__ == "__main__":
    main()
