#!/usr/bin/env python3
"""The unit under a real systemd: the package is installed in a Debian that boots in a container without a network.

It is started and watched by Type=notify, shut in as its unit says, restarted when it hangs, and stopped when the package
goes. Takes the package that suite/package made, and two minutes.

usage: service.py; exits 77, which CTest shows as skipped, for who is not root, and where systemd cannot boot.
"""
import os
import shutil
import subprocess
import sys

from debian_root import be_alone, debian_root, required_packages
from deploy_files import PROJECT

CACHE = PROJECT / "build/service_test"
PACKAGES = PROJECT / "build/dev/package"
BOOT_LIMIT_SECONDS = 240
RETURN = "organisation,indicator,period,value,numerator,denominator\nRX4,followup_72h,2026-03,81.3,65,80\n"
# A hang of the daemon is seen sooner than in real life, so that the test need not wait for it.
SOONER = "[Service]\nWatchdogSec=3s\n"
TRIAL = """[Unit]
After=basic.target
[Service]
Type=oneshot
ExecStart=/bin/bash /root/trial.sh
[Install]
WantedBy=multi-user.target
"""
EXPECTED = {
    "installed": "0", "started": "active", "enabled": "enabled", "type": "notify", "watched": "3s",
    "etc_is_written": "1", "usr_is_written": "1", "homes_are_seen": "0", "store_is_written": "0",
    "backups_are_written": "0", "backups": "1", "submitted": "0", "reloaded": "0", "active_after_reload": "active",
    "restarted_by_watchdog": "0", "active_after_watchdog": "0", "kept": "1", "wrong_option_starts": "1",
    "wrong_option_state": "failed", "right_option_starts": "0", "removed": "0", "active_after_removal": "inactive",
}
EXPOSURE_MAX = 2.0


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def boot(root):
    """Lets systemd run until the trial switches it off; what it printed."""
    done = subprocess.run(["systemd-nspawn", "--quiet", "--boot", "--private-network", "--register=no", "--keep-unit",
                           "--machine=trustwatch-trial", "--directory", str(root.folder)], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=BOOT_LIMIT_SECONDS, check=False)
    return done.stdout + done.stderr


def prepare(root, package):
    shutil.copy(package, root.path("/root/trustwatch.deb"))
    shutil.copy(PROJECT / "tests/deploy/service_trial.sh", root.path("/root/trial.sh"))
    root.path("/root/return.csv").write_text(RETURN, encoding="utf-8")
    units = root.path("/etc/systemd/system")
    (units / "trustwatchd.service.d").mkdir()
    (units / "trustwatchd.service.d/sooner.conf").write_text(SOONER, encoding="utf-8")
    (units / "trial.service").write_text(TRIAL, encoding="utf-8")
    (units / "multi-user.target.wants").mkdir(exist_ok=True)
    (units / "multi-user.target.wants/trial.service").symlink_to("../trial.service")


def judge(root, console):
    seen_file = root.path("/root/seen")
    if not seen_file.exists():
        skip(f"systemd does not boot in a container here: {console[-500:]}")
    seen = dict(line.split("=", 1) for line in seen_file.read_text(encoding="utf-8").splitlines())
    exposure = seen.pop("exposure")
    wrong = {name: (seen.get(name), wanted) for name, wanted in EXPECTED.items() if seen.get(name) != wanted}
    log = root.path("/root/log").read_text(encoding="utf-8")[-4000:]
    assert not wrong, f"{log}\nseen, and expected: {wrong}"
    assert float(exposure) < EXPOSURE_MAX, exposure
    print(f"{len(EXPECTED)} facts as expected; exposure {exposure}")


def main():
    if os.geteuid() != 0:
        skip("only root can boot a Debian")
    if shutil.which("systemd-nspawn") is None:
        skip("there is no systemd-nspawn; install the package systemd-container to run this test")
    be_alone()
    (package,) = PACKAGES.glob("*.deb")
    with debian_root(CACHE, [*required_packages(package), "systemd-sysv"]) as root:
        prepare(root, package)
        judge(root, boot(root))


if __name__ == "__main__":
    main()
