#!/usr/bin/env python3
"""The Debian package, as an operator meets it: installed, run, upgraded, removed and purged on a fresh Debian 12.

Packages what build/dev holds, which is made in the same way from build/release. Needs root for the file system that is
installed into. It lies in build/package_test, where a Debian without the package is kept for the next time.

usage: package.py; exits 77, which CTest shows as skipped, for who is not root.
"""
import filecmp
import json
import os
import pathlib
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
import urllib.request

from debian_root import be_alone, debian_root, required_packages, running_service
from deploy_files import DEPLOY, PROJECT, project_version, unit_values

CACHE = PROJECT / "build/package_test"
PACKAGES = PROJECT / "build/dev/package"
BUILD_LIMIT_SECONDS = 3000
CALL_LIMIT_SECONDS = 300
BACKUP_LIMIT_SECONDS = 60
CONFIGURATION = "/etc/trustwatch/trustwatchd.toml"
STORE = "/var/lib/trustwatch/trustwatch.db"
BACKUPS = "/var/backups/trustwatch"
WANTED = "/etc/systemd/system/multi-user.target.wants/trustwatchd.service"
UNIT = DEPLOY / "systemd/trustwatchd.service"
RETURN = "organisation,indicator,period,value,numerator,denominator\nRX4,followup_72h,2026-03,81.3,65,80\n"


def say(text):
    print(f"== {text}", flush=True)


def call(*words, seconds=CALL_LIMIT_SECONDS):
    done = subprocess.run(list(map(str, words)), cwd=PROJECT, capture_output=True, text=True, timeout=seconds,
                          check=False)
    assert done.returncode == 0, (words, done.stdout[-3000:], done.stderr[-3000:])
    return done.stdout


def build():
    """The package of the present source."""
    shutil.rmtree(PACKAGES, ignore_errors=True)
    call("cmake", "--build", "--preset", "dev", "--target", "package", seconds=BUILD_LIMIT_SECONDS)
    (package,) = PACKAGES.glob("*.deb")
    assert package.name.startswith(f"trustwatch_{project_version()}-1_"), package
    return package


def newer(package, version, line):
    """The same package as a later version, whose configuration and catalogue have one line more."""
    folder = CACHE / "newer"
    shutil.rmtree(folder, ignore_errors=True)
    call("dpkg-deb", "--raw-extract", package, folder)
    control = folder / "DEBIAN/control"
    control.write_text(re.sub(r"(?m)^Version: .*$", f"Version: {version}", control.read_text()))
    for file in ["etc/trustwatch/trustwatchd.toml", "usr/share/trustwatch/catalogue/england/events.toml"]:
        with open(folder / file, "a", encoding="utf-8") as out:
            out.write(line)
    call("dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", folder, CACHE / f"trustwatch_{version}.deb")
    shutil.rmtree(folder)
    return CACHE / f"trustwatch_{version}.deb"


def install(root, package):
    """As an operator who lets nobody ask: an edited configuration stays."""
    target = root.path("/tmp") / package.name
    shutil.copy(package, target)
    told = root.run("apt-get", "install", "-y", "-o", "Dpkg::Options::=--force-confold", f"/tmp/{package.name}")
    target.unlink()
    assert not re.search(r"(?i)\b(error|warning|cannot)\b", told.replace("debconf: unable", "")), told


def check_lintian(package):
    """Its errors and warnings fail; what it must not say has an override with a reason."""
    call("lintian", "--fail-on", "error,warning", "--allow-root", package)


def check_contents(root):
    """All that a team needs is there, as it is in the source, and right where it lies now."""
    share = root.path("/usr/share/trustwatch")
    pairs = [(DEPLOY / name, share / "deploy" / name) for name in ["prometheus", "alertmanager", "grafana"]]
    pairs += [(DEPLOY / "catalogue", share / "catalogue")]
    pairs += [(PROJECT / "dashboards" / name, share / "dashboards" / name) for name in ["json", "rules"]]
    for source, installed in pairs:
        files = [path.relative_to(source) for path in source.rglob("*")
                 if path.is_file() and not path.name.endswith("_test.yml")]
        assert files, source
        for file in files:
            assert filecmp.cmp(source / file, installed / file, shallow=False), installed / file
    call("promtool", "check", "config", share / "deploy/prometheus/prometheus.yml")
    call("amtool", "check-config", share / "deploy/alertmanager/alertmanager.yml")
    for shell, line in [("bash", "source /usr/share/bash-completion/completions/trustwatch && complete -p trustwatch")]:
        assert "_trustwatch" in root.run(shell, "-c", line)


def check_folders(root):
    """The user has no password and no shell; its folders are closed to others."""
    name, _, uid, gid, _, home, shell = root.run("getent", "passwd", "trustwatch").strip().split(":")
    assert (name, home, shell) == ("trustwatch", "/var/lib/trustwatch", "/usr/sbin/nologin"), shell
    assert root.run("passwd", "--status", "trustwatch").split()[1] == "L"
    for folder in ["/var/lib/trustwatch", BACKUPS]:
        status = root.path(folder).stat()
        assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (int(uid), int(gid), 0o750), folder


def start(root):
    """The daemon, by the line of the unit that was installed."""
    assert filecmp.cmp(UNIT, root.path("/lib/systemd/system/trustwatchd.service"), shallow=False)

    def only_value(key):
        (value,) = unit_values(key)
        return value
    return running_service(root, only_value)


def stored(root, service):
    """How many periods of the series have a figure."""
    lines = root.run("trustwatch", "--server", service.grpc, "series", "RX4", "followup_72h", "--format", "json",
                     user="nobody").splitlines()
    return sum("81.3" in json.dumps(json.loads(line)) for line in lines)


def check_first_run(root):
    """A return is taken, and what systemd and Prometheus want is there."""
    root.path("/tmp/return.csv").write_text(RETURN, encoding="utf-8")
    assert root.run("trustwatchd", "--version") == f"trustwatchd {project_version()}\n"
    root.run("trustwatchd", "--check", "--config", CONFIGURATION, user="trustwatch")
    with start(root) as service:
        root.run("trustwatch", "--server", service.grpc, "submit", "/tmp/return.csv", user="nobody")
        assert stored(root, service) == 1
        service.notify.wait_for("WATCHDOG=1")
        page = urllib.request.urlopen(f"http://{service.http}/metrics", timeout=30).read().decode()
        assert 'org="RX4"' in page
        shutil.copy(DEPLOY / "container/healthcheck.sh", root.path("/tmp/healthcheck"))
        root.run("bash", "/tmp/healthcheck", service.http.rsplit(":", 1)[1], user="trustwatch")
        service.signal(signal.SIGHUP)  # as ExecReload does
        assert stored(root, service) == 1
    root.run("bash", "/tmp/healthcheck", service.http.rsplit(":", 1)[1], user="trustwatch", code=1)
    assert stat.S_IMODE(root.path(STORE).stat().st_mode) & 0o007 == 0, "others can read the store"


def check_upgrades(root, package):
    """A configuration that nobody touched follows; one that was edited stays, as do a catalogue copied and the data."""
    configuration = root.path(CONFIGURATION)
    install(root, newer(package, "99.1-1", "# as of 99.1\n"))
    assert "# as of 99.1" in configuration.read_text(encoding="utf-8")

    shutil.copytree(root.path("/usr/share/trustwatch/catalogue"), root.path("/etc/trustwatch/catalogue"))
    edited = configuration.read_text(encoding="utf-8").replace("/usr/share/trustwatch/catalogue",
                                                               "/etc/trustwatch/catalogue") + 'log-level = "debug"\n'
    configuration.write_text(edited, encoding="utf-8")
    root.path(WANTED).unlink()  # as `systemctl disable` does; systemd is no part of this root
    install(root, newer(package, "99.2-1", "# as of 99.2\n"))
    assert configuration.read_text(encoding="utf-8") == edited
    assert "# as of 99.2" in configuration.with_suffix(".toml.dpkg-dist").read_text(encoding="utf-8")
    assert "# as of 99.2" in root.path("/usr/share/trustwatch/catalogue/england/events.toml").read_text()
    assert "# as of 99.2" not in root.path("/etc/trustwatch/catalogue/england/events.toml").read_text()
    assert not is_enabled(root), "who disabled the service is not obeyed"
    with start(root) as service:
        assert stored(root, service) == 1


def made_backup(root):
    """The name of the first copy that is there, which a daemon without one makes at its start."""
    until = time.monotonic() + BACKUP_LIMIT_SECONDS
    while not (found := [path.name for path in root.path(BACKUPS).glob("*.db")]):
        assert time.monotonic() < until, list(root.path(BACKUPS).iterdir())
        time.sleep(0.1)
    return found[0]


def check_restore(root):
    """What a backup holds comes back by the steps of the manual page, word for word."""
    for old in root.path(BACKUPS).iterdir():
        old.unlink()
    with start(root):
        copy = made_backup(root)
    root.path(STORE).write_text("this was a store", encoding="utf-8")
    page = (DEPLOY / "man/trustwatchd.8").read_text(encoding="utf-8").replace("\\-", "-")
    steps = page.split("Restore a backup:")[1].split(".nf\n")[1].split(".fi")[0].splitlines()
    assert [steps[0].strip(), steps[-1].strip()] == ["systemctl stop trustwatchd", "systemctl start trustwatchd"], steps
    root.run("sh", "-ec", "\n".join(steps[1:-1]).replace("COPY", copy))
    with start(root) as service:
        assert stored(root, service) == 1


def is_enabled(root):
    return os.path.lexists(root.path(WANTED))


def check_removal(root, before):
    """Removed, the figures and the configuration stay; purged, only backups do, and the user as their owner."""
    root.run("apt-get", "remove", "-y", "trustwatch")
    for gone in ["/usr/sbin/trustwatchd", "/usr/bin/trustwatch", "/usr/share/trustwatch",
                 "/lib/systemd/system/trustwatchd.service"]:
        assert not root.path(gone).exists(), gone
    assert root.path(STORE).exists() and root.path(CONFIGURATION).exists()

    kept = {f"{BACKUPS}/{path.name}".lstrip("/") for path in root.path(BACKUPS).iterdir()}
    assert kept, "the daemon made no backup"
    told = root.run("apt-get", "purge", "-y", "trustwatch")
    assert f"the backups in {BACKUPS} stay" in told, told
    left = root.files() - before
    assert left == {BACKUPS.lstrip("/"), *kept}, left
    root.run("getent", "passwd", "trustwatch")
    shutil.rmtree(root.path(BACKUPS))


def check_purge_leaves_nothing(root, package, before):
    install(root, package)
    assert is_enabled(root)
    root.run("apt-get", "purge", "-y", "trustwatch")
    left = root.files() - before
    assert not left, left
    root.run("getent", "passwd", "trustwatch", code=2)
    root.run("getent", "group", "trustwatch", code=2)


def main():
    if os.geteuid() != 0:
        print("skipped: only root can make a Debian to install into")
        sys.exit(77)
    be_alone()
    say("build the package")
    package = build()
    say("lintian")
    check_lintian(package)
    say("a fresh Debian 12")
    with debian_root(CACHE, required_packages(package)) as root:
        before = root.files()
        say("install")
        install(root, package)
        check_contents(root)
        check_folders(root)
        assert is_enabled(root)
        say("run")
        check_first_run(root)
        say("restore a backup")
        check_restore(root)
        say("upgrade")
        check_upgrades(root, package)
        say("remove and purge")
        check_removal(root, before)
        check_purge_leaves_nothing(root, package, before)
    print("installed, run, upgraded, removed and purged")


if __name__ == "__main__":
    assert pathlib.Path(PROJECT, "CMakePresets.json").exists()
    main()
