"""What every test with a real Prometheus needs: its arguments, a reason to be skipped, and waiting with a deadline."""
import dataclasses
import importlib
import pathlib
import shutil
import sys
import time

SKIPPED = 77
PUBLISHED = "MHSDS_Time_Series_data_Apr_2016_NovPrf_2022.csv.gz"
POLL_SECONDS = 0.05


@dataclasses.dataclass(frozen=True)
class Setting:
    """The programs under test, and where the project lies."""
    trustwatchd: str
    trustwatch: str
    project: pathlib.Path

    @property
    def catalogue(self):
        return self.project / "deploy" / "catalogue" / "england"

    @property
    def sample_catalogue(self):
        return self.project / "deploy" / "catalogue" / "sample"

    @property
    def published(self):
        return self.project.parent / "shared" / "data" / "published" / PUBLISHED


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def module(name, package):
    """A module that Debian packages; the test is skipped where it is missing."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return skip(f"there is no Python module {name}; install {package} to run this test")


def setting_with(arguments, *programs):
    """Reads TRUSTWATCHD TRUSTWATCH PROJECT_FOLDER; skips the test where one of the programs is missing."""
    trustwatchd, trustwatch, project = arguments[1:4]
    for program in programs:
        if not shutil.which(program):
            skip(f"there is no {program}; deploy/install-packages.sh test installs it")
    return Setting(trustwatchd, trustwatch, pathlib.Path(project).absolute())


def setting_of(arguments):
    """The same with what every test with published series needs; skipped where those are missing, too."""
    setting = setting_with(arguments, "prometheus", "promtool", "protoc")
    if not setting.published.exists():
        skip(f"{setting.published} is not here; the published data is kept beside the project, not in it")
    return setting


def wait_until(what, is_so, seconds=30):
    """Asks until the answer is true, and gives it; fails with `what` once the time is over."""
    deadline = time.monotonic() + seconds
    while True:
        answer = is_so()
        if answer:
            return answer
        assert time.monotonic() < deadline, f"waited {seconds} s in vain until {what}"
        time.sleep(POLL_SECONDS)


def stop(process, seconds=30):
    """Ends a process that we started, by its own id, and gives its exit code."""
    process.terminate()
    return process.wait(timeout=seconds)
