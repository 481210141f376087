"""What the tests of deploy/ share: options as the daemon tells them, the unit file, and the paths of containers."""
import pathlib
import re
import subprocess

PROJECT = pathlib.Path(__file__).resolve().parents[2]
DEPLOY = PROJECT / "deploy"
CALL_LIMIT_SECONDS = 60


def options_of(daemon):
    """The long options of `trustwatchd --help`, without their dashes."""
    text = subprocess.run([daemon, "--help"], capture_output=True, text=True, timeout=CALL_LIMIT_SECONDS,
                          check=True).stdout
    options = set(re.findall(r"^  (?:-\w,)?--([a-z-]+)", text, re.MULTILINE))
    assert len(options) > 10, text
    return options


def project_version():
    """As CMakeLists.txt has it, the one place where it is written."""
    text = (PROJECT / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"^project\(trustwatch VERSION ([0-9.]+)", text, re.MULTILINE).group(1)


def unit_settings():
    """Every (section, key, value) of the unit, in order."""
    settings, section = [], ""
    for line in (DEPLOY / "systemd/trustwatchd.service").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            key, value = line.split("=", 1)
            settings.append((section, key, value))
    return settings


def unit_values(key):
    """All values of a key, as systemd adds them up."""
    return [value for _, name, value in unit_settings() if name == key]


def configuration_lines():
    """(key, value, whether it counts) of trustwatchd.toml; those behind a # are examples, and must be right as well."""
    lines = []
    for line in (DEPLOY / "systemd/trustwatchd.toml").read_text(encoding="utf-8").splitlines():
        found = re.fullmatch(r"(#?)([a-z-]+) = (.+)", line)
        if found:
            lines.append((found.group(2), found.group(3), found.group(1) == ""))
    return lines
