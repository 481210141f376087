"""A real Alertmanager with the configuration that we ship, on a port that the system chose, sending to a receiver of the
test. Only addresses and the pace are changed."""
import contextlib
import json
import pathlib
import re
import subprocess
import tempfile
import urllib.request

from prometheus_server import address_in, replace
from prometheus_support import stop, wait_until

ANSWER_SECONDS = 30
RELAY, CHAT = "/relay", "/chat"  # paths of the test's receiver
# How long it waits for more before it tells of a group, and between two tellings.
PACE = re.compile(r"\b(group_wait|group_interval): \w+")
SHIPPED_RELAY = "http://127.0.0.1:9096/trustwatch"
SHIPPED_CHAT = "slack_api_url_file: /etc/trustwatch/alertmanager/chat-url"


class Alertmanager:
    """One that runs."""

    def __init__(self, address):
        self.address = address

    def alerts(self):
        """Those that it knows now, inhibited ones too; each with its labels, annotations and status."""
        with urllib.request.urlopen(f"http://{self.address}/api/v2/alerts", timeout=ANSWER_SECONDS) as answer:
            return json.load(answer)

    def named(self, name, **labels):
        return [alert for alert in self.alerts()
                if (labels | {"alertname": name}).items() <= alert["labels"].items()]


def paced(project, receiver):
    """The shipped configuration, telling at once: everything to RELAY of a receiver, as the configuration says how, and
    what goes to the chat to CHAT. There is nobody who takes mail."""
    text = (project / "deploy" / "alertmanager" / "alertmanager.yml").read_text(encoding="utf-8")
    return PACE.sub(r"\1: 1s", replace(
        text, (SHIPPED_RELAY, f"http://{receiver}{RELAY}"), (SHIPPED_CHAT, f"slack_api_url: http://{receiver}{CHAT}"),
        ("  routes:\n    # The service", "  routes:\n    - {receiver: relay, continue: true}\n    # The service")))


@contextlib.contextmanager
def running_alertmanager(configuration, templates):
    """Starts one with the text of a configuration; `templates` is the folder that it names as templates/."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "templates").symlink_to(templates)
        (folder / "alertmanager.yml").write_text(configuration, encoding="utf-8")
        log = folder / "log"
        with open(log, "w", encoding="utf-8") as stream:
            process = subprocess.Popen(
                ["prometheus-alertmanager", f"--config.file={folder / 'alertmanager.yml'}",
                 f"--storage.path={folder / 'data'}", "--web.listen-address=127.0.0.1:0", "--cluster.listen-address="],
                stderr=stream, stdout=stream)
        try:
            address = wait_until("Alertmanager listens", lambda: process.poll() is not None or address_in(log))
            assert process.poll() is None, f"Alertmanager did not start: {log.read_text(encoding='utf-8')}"
            yield Alertmanager(address)
        finally:
            stop(process)
