"""A real daemon that holds the published MHSDS series, as if they had been loaded long ago."""
import contextlib
import datetime
import os
import pathlib
import re
import sqlite3
import subprocess
import tempfile

from prometheus_support import stop

LOADED_DAYS_AGO = 200
LIMIT_SECONDS = 120
MICROSECONDS_A_DAY = 86_400_000_000


class Daemon:
    """One that runs, and may be stopped, killed and started again over the same store. `small_numbers` is its option:
    shown or hidden; `catalogue` that of England unless it is given; `environment` is added to ours."""

    def __init__(self, setting, folder, small_numbers="shown", catalogue=None, environment=None):
        self.setting = setting
        self.folder = folder
        self.small_numbers = small_numbers
        self.catalogue = catalogue or setting.catalogue
        self.environment = environment or {}
        self.process, self.server, self.http = None, "", "127.0.0.1:0"
        self.start()

    @property
    def database(self):
        return self.folder / "db"

    def start(self):
        """At the address where it listened for HTTP before, if it did."""
        with open(self.folder / "log", "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [self.setting.trustwatchd, "--listen", "127.0.0.1:0", "--http-listen", self.http, "--database",
                 str(self.database), "--catalogue", str(self.catalogue), "--small-numbers", self.small_numbers],
                env=os.environ | self.environment, stdout=subprocess.PIPE, stderr=log, text=True)
        found = re.search(r"grpc=(\S+) http=(\S+)", self.process.stdout.readline())
        assert found, f"the daemon did not start: {self.log()}"
        self.server, self.http = found.groups()

    def log(self):
        return (self.folder / "log").read_text(encoding="utf-8")

    def stop(self):
        code = stop(self.process)
        assert code == 0, f"the daemon ended with {code}: {self.log()}"

    def kill(self):
        self.process.kill()
        self.process.wait(timeout=LIMIT_SECONDS)

    def command(self, *words):
        """The real command, talking to this daemon."""
        done = subprocess.run([self.setting.trustwatch, "--server", self.server, *map(str, words)],
                              capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False)
        assert done.returncode == 0, (words, done.returncode, done.stdout[-500:], done.stderr[-500:])
        return done.stdout


def backdate(database, days):
    """Moves all that was recorded into the past, so that days can be asked on which it was not known yet."""
    with contextlib.closing(sqlite3.connect(database)) as db, db:
        db.execute("UPDATE submissions SET recorded_at = recorded_at - ?", (days * MICROSECONDS_A_DAY,))


def loaded_day():
    """The day in London on which the published series became known, as a text; noon is the same day everywhere."""
    return (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=LOADED_DAYS_AGO)).date()


@contextlib.contextmanager
def published_daemon(setting):
    """Loads everything with the real command, and starts the daemon again over the backdated store."""
    with tempfile.TemporaryDirectory() as name:
        daemon = Daemon(setting, pathlib.Path(name))
        try:
            daemon.command("load", "mhsds", setting.published)
            daemon.stop()
            backdate(daemon.database, LOADED_DAYS_AGO)
            daemon.start()
            yield daemon
        finally:
            if daemon.process.poll() is None:
                daemon.stop()
