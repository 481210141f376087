"""A clock for one daemon alone: Debian's libfaketime gives it the instant that a file says."""
import datetime
import pathlib
import re
import urllib.request

from prometheus_support import skip, wait_until

LIBRARY = pathlib.Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")

TIME = re.compile(r"^trustwatch_time_seconds (\S+)$", re.MULTILINE)
NEAR_SECONDS = 300


def told_by(daemon):
    """What the daemon says that its clock shows."""
    with urllib.request.urlopen(f"http://{daemon.http}/metrics", timeout=30) as page:
        return float(TIME.search(page.read().decode()).group(1))


class Clock:
    """Stands at an instant, from which it goes on; set() moves it while the daemon runs."""

    def __init__(self, file, start):
        if not LIBRARY.exists():
            skip(f"there is no {LIBRARY}; install the package faketime to run this test")
        self.file = file
        self.wanted = 0.0
        self.set(start)

    def set(self, instant):
        """`instant` is a text in UTC: 2026-04-20 12:00. The daemon sees it within some seconds: see wait_until_seen."""
        wanted = datetime.datetime.fromisoformat(instant).replace(tzinfo=datetime.timezone.utc)
        self.wanted = wanted.timestamp()
        ahead = wanted - datetime.datetime.now(datetime.timezone.utc)
        part = self.file.with_suffix(".part")
        part.write_text(f"{round(ahead.total_seconds()):+d}", encoding="utf-8")
        part.rename(self.file)  # read at every look at the clock, so it must always be whole

    def wait_until_seen(self, daemon):
        wait_until("the daemon's clock is the test's", lambda: abs(told_by(daemon) - self.wanted) < NEAR_SECONDS)

    @property
    def environment(self):
        """Waiting and timeouts are left as they are: only the time of day is another."""
        return {"LD_PRELOAD": str(LIBRARY), "FAKETIME_TIMESTAMP_FILE": str(self.file), "FAKETIME_NO_CACHE": "1",
                "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1"}
