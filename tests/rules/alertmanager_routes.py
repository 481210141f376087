#!/usr/bin/env python3
"""Who is told of what, by the configuration that we ship, as amtool reads it.
usage: alertmanager_routes.py PROJECT_FOLDER; exits 77, which CTest shows as skipped, where there is no amtool."""
import pathlib
import shutil
import subprocess
import sys

if not shutil.which("amtool"):
    print("skipped: there is no amtool; install the package prometheus-alertmanager to run this test")
    sys.exit(77)

CONFIGURATION = pathlib.Path(sys.argv[1]) / "deploy" / "alertmanager" / "alertmanager.yml"

FIGURES = {"kind": "figures", "org": "RX4", "indicator": "f", "region": "North East and Yorkshire"}
RETURNS = {"kind": "returns", "org": "RX4", "region": "North East and Yorkshire"}
CASES = [
    ("a deterioration", FIGURES | {"severity": "warning"}, "analysts"),
    ("a deterioration of one that left the register", {"kind": "figures", "org": "RX4", "severity": "warning"},
     "analysts"),
    ("a deterioration that goes on", FIGURES | {"severity": "critical"}, "leads"),
    ("good news, and what is under review", FIGURES | {"severity": "info"}, "digest"),
    ("good news from a region with people of its own", FIGURES | {"severity": "info", "region": "London"}, "digest"),
    ("a deterioration there", FIGURES | {"severity": "warning", "region": "London"}, "london"),
    ("one that goes on there", FIGURES | {"severity": "critical", "region": "London"}, "london"),
    ("a late return there", RETURNS | {"severity": "warning", "region": "London"}, "london"),
    ("a late return", RETURNS | {"severity": "warning"}, "returns"),
    ("the service, badly", {"kind": "service", "severity": "critical", "alertname": "TrustwatchDown"},
     "operators-now"),
    ("the service", {"kind": "service", "severity": "warning"}, "operators"),
    ("an alert of somebody else", {"severity": "page"}, "analysts"),
]


def amtool(*arguments):
    done = subprocess.run(["amtool", *arguments], capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


def main():
    code, said, complaint = amtool("check-config", str(CONFIGURATION))
    assert code == 0 and "FAILED" not in said, said + complaint
    assert "1 templates" in said and "8 receivers" in said, f"another configuration was read: {said}"
    for what, labels, receiver in CASES:
        code, told, complaint = amtool("config", "routes", "test", f"--config.file={CONFIGURATION}",
                            *(f"{name}={value}" for name, value in labels.items()))
        assert code == 0 and told.strip() == receiver, f"{what} goes to {told.strip()}, not to {receiver}: {complaint}"
    print(f"check-config is clean, and {len(CASES)} kinds of alert go where they should")


main()
