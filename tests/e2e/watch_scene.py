"""All that watches over figures, as it is shipped: the daemon, Prometheus with the rules, and Alertmanager with its routes
and texts, which sends to a receiver of the test."""
import contextlib
import datetime
import pathlib
import re
import shutil
import subprocess
import tempfile

from prometheus_daemon import Daemon
from prometheus_server import SHIPPED_RULES, running_prometheus, shipped
from prometheus_support import wait_until
from watch_alertmanager import paced, running_alertmanager
from watch_receiver import running_receiver

ALERTMANAGER = "127.0.0.1:9093"
# Only the pace: how long an alert waits before it fires. promtool's tests hold it as it is shipped.
WAITS = re.compile(r"^( +for): \w+$", re.MULTILINE)
LIMIT_SECONDS = 120


class Scene:
    """What runs."""

    def __init__(self, setting, daemon, prometheus, alertmanager, receiver):
        self.setting, self.daemon = setting, daemon
        self.prometheus, self.alertmanager, self.receiver = prometheus, alertmanager, receiver

    def firing(self, name, **labels):
        """The alerts of a name that fire in Prometheus now, with these labels."""
        answer = self.prometheus.ask("/api/v1/alerts")
        return [alert for alert in answer["data"]["alerts"] if alert["state"] == "firing"
                and (labels | {"alertname": name}).items() <= alert["labels"].items()]

    def wait_firing(self, name, **labels):
        return wait_until(f"{name} fires for {labels}", lambda: self.firing(name, **labels), LIMIT_SECONDS)[0]

    def wait_silent(self, name, **labels):
        wait_until(f"{name} is silent for {labels}", lambda: not self.firing(name, **labels), LIMIT_SECONDS)

    def evaluated_again(self):
        """Waits until every rule was evaluated over a scrape that began after this call."""
        begin = datetime.datetime.now(datetime.timezone.utc)
        wait_until("Prometheus tries to scrape again", lambda: self.scraped_at() > begin, LIMIT_SECONDS)
        scraped = datetime.datetime.now(datetime.timezone.utc)
        wait_until("Prometheus evaluates all rules again", lambda: self.evaluated_at() > scraped, LIMIT_SECONDS)

    def scraped_at(self):
        (target,) = self.prometheus.ask("/api/v1/targets")["data"]["activeTargets"]
        return datetime.datetime.fromisoformat(target["lastScrape"])

    def evaluated_at(self):
        """When the group that was evaluated longest ago was."""
        groups = self.prometheus.ask("/api/v1/rules")["data"]["groups"]
        return min(datetime.datetime.fromisoformat(it["lastEvaluation"]) for it in groups)


def invented_returns(setting, folder, last_month):
    """The files of the demonstration."""
    subprocess.run(["python3", str(setting.project / "deploy" / "sample" / "make_returns.py"), str(folder), last_month],
                   check=True, timeout=LIMIT_SECONDS)
    return sorted(folder.glob("Z??.csv"))


def quick_rules(setting, folder):
    """The shipped rules, firing as soon as they are true."""
    shutil.copytree(setting.project / "dashboards" / "rules", folder)
    for file in folder.glob("*.yml"):
        file.write_text(WAITS.sub(r"\1: 0s", file.read_text(encoding="utf-8")), encoding="utf-8")


@contextlib.contextmanager
def running_scene(setting, catalogue, environment=None, small_numbers="hidden"):
    """Starts all of it over an empty store; stops it at the end."""
    with tempfile.TemporaryDirectory() as name, running_receiver() as receiver:
        folder = pathlib.Path(name)
        quick_rules(setting, folder / "rules")
        alertmanager_text = paced(setting.project, receiver.address)
        templates = setting.project / "deploy" / "alertmanager" / "templates"
        with running_alertmanager(alertmanager_text, templates) as alertmanager:
            daemon = Daemon(setting, folder, small_numbers, catalogue, environment)
            try:
                configuration = shipped(setting.project, daemon.http, (ALERTMANAGER, alertmanager.address),
                                        (f"{setting.project}/dashboards/rules/", f"{folder}/rules/"))
                assert SHIPPED_RULES not in configuration
                with running_prometheus(configuration) as prometheus:
                    yield Scene(setting, daemon, prometheus, alertmanager, receiver)
            finally:
                if daemon.process.poll() is None:
                    daemon.stop()
