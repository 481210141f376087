#!/usr/bin/env python3
"""What changes while Prometheus runs: a correction downwards, a new month, its withdrawal, and rules over history.

Every answer is asked for once, straight after the command that changed it: nothing is cached and nothing has to pass.

usage: prometheus_changes.py TRUSTWATCHD TRUSTWATCH PROJECT_FOLDER
"""
import contextlib
import datetime
import pathlib
import sqlite3
import sys
import tempfile

from prometheus_case import DAY, Case, check, near, on
from prometheus_daemon import loaded_day, published_daemon
from prometheus_server import running_prometheus, shipped
from prometheus_support import setting_of, wait_until
from prometheus_truth import Catalogue, Truth
from prometheus_vectors import mean

VALUE, MEAN = "trustwatch_indicator_value", "trustwatch_indicator_mean"
REFERRALS = "mhs01_open_referrals"
RX4 = {"org": "RX4", "indicator": REFERRALS}
SERIES = f'{{org="RX4",indicator="{REFERRALS}"}}'
NOVEMBER, DECEMBER, FEBRUARY = (on(f"{day}T12:00:00Z") for day in ("2022-11-20", "2022-12-20", "2023-02-20"))
EVER = "3650d"
# The highest figure is November's, 53,425; before it stands 52,695.
RULES = f"""
groups:
  - name: over_history
    interval: 1s
    rules:
      - record: test:referrals:max
        expr: max_over_time({VALUE}{SERIES}[{EVER}])
      - record: test:reporting:count
        expr: count(count_over_time({VALUE}{{indicator="{REFERRALS}"}}[{EVER}]))
      - alert: ReferralsHigh
        expr: max_over_time({VALUE}{SERIES}[{EVER}]) > 53000
"""


class Scene:
    """A daemon, a Prometheus that reads from it, and the store."""

    def __init__(self, setting, daemon, prometheus, folder):
        self.daemon, self.prometheus, self.folder = daemon, prometheus, folder
        self.catalogue = Catalogue(setting.catalogue)

    def truth(self, **known):
        return Truth(self.daemon.database, self.catalogue, **known)

    def submit(self, month, value):
        """The id of the submission and the instant in microseconds at which it became known."""
        file = self.folder / f"{month}.csv"
        file.write_text("organisation,indicator,period,value,explanation\n"
                        f"RX4,{REFERRALS},{month},{value},corrected by a test\n", encoding="utf-8")
        self.daemon.command("submit", "--status", "refreshed", file)
        with contextlib.closing(sqlite3.connect(f"file:{self.daemon.database}?mode=ro", uri=True)) as db:
            return db.execute("SELECT submission_id, recorded_at FROM submissions ORDER BY 1 DESC LIMIT 1").fetchone()

    def withdraw(self, submission):
        self.daemon.command("withdraw", submission, "--reason", "of a test")

    def only(self, query, at):
        """The one value that a query gives; None where there is nothing."""
        answer = self.prometheus.instant(query, at)
        assert answer["status"] == "success" and "warnings" not in answer, answer
        values = [float(it["value"][1]) for it in answer["data"]["result"]]
        assert len(values) <= 1, answer
        return values[0] if values else None

    def check_series(self):
        """The whole series and its mean, day for day, against the store as it is now."""
        truth = self.truth()
        for metric in (VALUE, MEAN):
            check(self.prometheus, Case(metric, metric + SERIES, (on("2022-06-01T00:00:00Z"), FEBRUARY, DAY),
                                        lambda t, metric=metric: truth.at(metric, t, **RX4)))


def written(microseconds):
    """An instant as as_of takes it."""
    whole = datetime.datetime.fromtimestamp(microseconds // 1_000_000, datetime.timezone.utc)
    return f"{whole:%Y-%m-%dT%H:%M:%S}.{microseconds % 1_000_000:06d}Z"


def wait_for_rules(scene, highest, state):
    """Prometheus evaluates them each second."""
    wait_until(f"the rule records {highest}", lambda: scene.only("test:referrals:max", None) == highest)
    wait_until(f"the alert is {state}", lambda: scene.prometheus.rules()["ReferralsHigh"]["state"] == state)
    rules = scene.prometheus.rules()
    assert not any(rule["health"] == "err" for rule in rules.values()), rules


def check_correction(scene):
    before = scene.only(VALUE + SERIES, NOVEMBER)
    assert before == 53425, before
    scene.check_series()
    submission, known = scene.submit("2022-11", 40000)
    assert scene.only(VALUE + SERIES, NOVEMBER) == 40000, "the next query shows the correction"
    assert scene.only(f"max_over_time({VALUE}{SERIES}[{EVER}])", FEBRUARY) == 52695, "and so does a window"
    scene.check_series()

    def as_of(text):
        return scene.only(f'{VALUE}{{org="RX4",indicator="{REFERRALS}",as_of="{text}"}}', NOVEMBER)

    assert as_of(written(known)) == 40000, "known from this instant on"
    assert as_of(written(known - 1)) == before, "and not a microsecond sooner"
    assert as_of(loaded_day() + datetime.timedelta(days=1)) == before
    assert as_of(loaded_day() - datetime.timedelta(days=1)) is None, "nothing was known then"
    difference = f'{VALUE}{SERIES} - ignoring(as_of) {VALUE}{{as_of="{written(known - 1)}",{SERIES[1:]}'
    assert scene.only(difference, NOVEMBER) == 40000 - before, "how much was restated, in one query"
    return submission


def check_latest(scene, value):
    """What is scraped follows within one scrape."""
    latest = f"trustwatch_indicator_latest_value{SERIES}"
    wait_until(f"the scrape shows {value}", lambda: scene.only(latest, None) == value)


def check_new_month(scene):
    assert scene.only(VALUE + SERIES, DECEMBER) is None
    submission, _ = scene.submit("2022-12", 41000)
    assert scene.only(VALUE + SERIES, DECEMBER) == 41000
    scene.check_series()
    check_latest(scene, 41000)
    scene.withdraw(submission)
    assert scene.only(VALUE + SERIES, DECEMBER) is None, "a withdrawn month is gone"
    december = f"count_over_time({VALUE}{SERIES}[20d])"
    assert scene.only(december, DECEMBER) is None, "from windows too"
    scene.check_series()
    check_latest(scene, 40000)


def check_step_change(scene):
    """A recorded step gives the mean a step, and is an event; taken back, neither was ever there."""
    event = f'trustwatch_indicator_event{SERIES[:-1]},kind="step_change",cause="of a test"}}'
    (series,) = scene.truth().series(VALUE, **RX4)
    september, october = on("2019-09-15T00:00:00Z"), on("2019-10-15T00:00:00Z")
    split = series.begins.index(on("2019-10-01T12:00:00Z"))
    scene.daemon.command("record-step-change", "RX4", "--indicator", REFERRALS, "--from", "2019-10-01", "--cause",
                         "of a test", "--approved-by", "a test")
    assert near(scene.only(MEAN + SERIES, september), mean(series.values[:split]))
    assert near(scene.only(MEAN + SERIES, october), mean(series.values[split:]))
    assert scene.only(event, october) == 1 and scene.only(event, september) is None
    scene.daemon.command("withdraw-step-change", "1", "--reason", "of a test")
    assert scene.only(event, october) is None
    scene.check_series()


def check_scene(scene):
    wait_for_rules(scene, 53425, "firing")
    submission = check_correction(scene)
    wait_for_rules(scene, 52695, "inactive")
    check_new_month(scene)
    scene.withdraw(submission)
    assert scene.only(VALUE + SERIES, NOVEMBER) == 53425, "what was corrected counts again"
    scene.check_series()
    wait_for_rules(scene, 53425, "firing")
    check_step_change(scene)


def main():
    setting = setting_of(sys.argv)
    with published_daemon(setting) as daemon, tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "rules.yml").write_text(RULES, encoding="utf-8")
        configuration = shipped(setting.project, daemon.http,
                                ("rule_files:\n", f"rule_files:\n  - {folder}/rules.yml\n"))
        with running_prometheus(configuration) as prometheus:
            check_scene(Scene(setting, daemon, prometheus, folder))
    print("corrections, withdrawals and rules: each shows in the next query")


if __name__ == "__main__":
    main()
