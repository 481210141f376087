"""A real, unmodified Prometheus with the configuration that we ship, on a port that the system chose.

Only what a test cannot wait for or reach is changed in the configuration: addresses, intervals, timeouts, paths.
"""
import contextlib
import json
import pathlib
import re
import subprocess
import tempfile
import urllib.error
import urllib.parse
import urllib.request

from prometheus_support import stop, wait_until

SHIPPED_ADDRESS = "127.0.0.1:9191"
SHIPPED_RULES = "../../dashboards/rules/"
# What many have in their configuration; the daemon knows no series that has it, and must not be asked for it.
OF_THIS_PROMETHEUS = "{site: here}"
ANSWER_SECONDS = 60
LISTENING = re.compile(r'msg="Listening on" address=(\S+)')


class Prometheus:
    """One that runs: asked as Grafana and people ask it."""

    def __init__(self, address, log):
        self.address = address
        self.log = log

    def ask(self, path, form=None, **parameters):
        """The decoded answer to GET, or to POST where there is a form; errors too are JSON."""
        url = f"http://{self.address}{path}"
        if parameters:
            url += "?" + urllib.parse.urlencode(parameters, doseq=True)
        body = urllib.parse.urlencode(form, doseq=True).encode() if form is not None else None
        try:
            with urllib.request.urlopen(url, body, timeout=ANSWER_SECONDS) as answer:
                return json.load(answer) | {"code": answer.status}
        except urllib.error.HTTPError as error:
            return json.loads(error.read()) | {"code": error.code}

    def instant(self, query, at=None):
        return self.ask("/api/v1/query", query=query, **({} if at is None else {"time": f"{at:.3f}"}))

    def range(self, query, start, end, step):
        return self.ask("/api/v1/query_range", query=query, start=f"{start:.3f}", end=f"{end:.3f}", step=f"{step:.3f}")

    def rules(self):
        """Every rule by its name."""
        groups = self.ask("/api/v1/rules")["data"]["groups"]
        return {rule["name"]: rule for group in groups for rule in group["rules"]}


def replace(text, *changes):
    """Each (from, to) must change something, or the test would no longer test what we ship."""
    for before, after in changes:
        assert before in text, f"the configuration no longer says {before!r}"
        text = text.replace(before, after)
    return text


def shipped(project, daemon, *changes):
    """The shipped configuration for a daemon that listens at `daemon`, as quick as a test wants it."""
    text = (project / "deploy" / "prometheus" / "prometheus.yml").read_text(encoding="utf-8")
    return replace(text, (SHIPPED_ADDRESS, daemon), (SHIPPED_RULES, f"{project}/dashboards/rules/"),
                   ("global:\n", f"global:\n  external_labels: {OF_THIS_PROMETHEUS}\n"),
                   ("scrape_interval: 60s", "scrape_interval: 1s"),
                   ("evaluation_interval: 60s", "evaluation_interval: 1s"), *changes)


def address_in(log):
    found = LISTENING.search(log.read_text(encoding="utf-8"))
    return found and found.group(1)


@contextlib.contextmanager
def running_prometheus(configuration, *flags, storage=None):
    """Starts one over an empty storage, or over the folder `storage`; stops it at the end."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "prometheus.yml").write_text(configuration, encoding="utf-8")
        log = folder / "log"
        with open(log, "w", encoding="utf-8") as stream:
            process = subprocess.Popen(["prometheus", f"--config.file={folder / 'prometheus.yml'}",
                                        f"--storage.tsdb.path={storage or folder / 'data'}",
                                        "--web.listen-address=127.0.0.1:0", *flags], stderr=stream, stdout=stream)
        try:
            address = wait_until("Prometheus listens", lambda: process.poll() is not None or address_in(log))
            assert process.poll() is None, f"Prometheus did not start: {log.read_text(encoding='utf-8')}"
            server = Prometheus(address, log)
            wait_until("Prometheus is ready", lambda: is_ready(server))
            yield server
        finally:
            stop(process)


def is_ready(server):
    try:
        with urllib.request.urlopen(f"http://{server.address}/-/ready", timeout=ANSWER_SECONDS) as answer:
            return answer.status == 200
    except urllib.error.HTTPError:
        return False
