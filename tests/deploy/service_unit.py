#!/usr/bin/env python3
"""The unit and its configuration fit each other, the daemon and systemd.

usage: service_unit.py TRUSTWATCHD
"""
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import tomllib
import unittest

from deploy_files import CALL_LIMIT_SECONDS, DEPLOY, PROJECT, configuration_lines, options_of, unit_settings, unit_values

DAEMON = sys.argv.pop(1)
UNIT = DEPLOY / "systemd/trustwatchd.service"
CONFIGURATION = DEPLOY / "systemd/trustwatchd.toml"
EXPOSURE_MAX = 2.0  # of 10, as systemd-analyze counts


def run(*words):
    return subprocess.run(list(map(str, words)), capture_output=True, text=True, timeout=CALL_LIMIT_SECONDS,
                          check=False)


class Options(unittest.TestCase):
    def test_every_flag_of_the_unit_is_an_option(self):
        (start,) = unit_values("ExecStart")
        flags = [word[2:] for word in shlex.split(start) if word.startswith("--")]
        self.assertEqual(["config"], flags)
        self.assertLessEqual(set(flags), options_of(DAEMON))

    def test_every_key_of_the_configuration_is_an_option(self):
        keys = [key for key, _, _ in configuration_lines()]
        self.assertGreater(len(keys), 5)
        self.assertEqual(set(), set(keys) - options_of(DAEMON))
        self.assertEqual(len(keys), len(set(keys)), "a key stands twice")

    def test_the_configuration_is_toml(self):
        with open(CONFIGURATION, "rb") as file:
            self.assertEqual({key for key, _, counts in configuration_lines() if counts}, set(tomllib.load(file)))

    # With the examples too, each made to count; paths are moved to where the test may write.
    def test_the_daemon_accepts_every_line(self):
        with tempfile.TemporaryDirectory() as folder:
            lines = [f"{key} = {value}" for key, value, _ in configuration_lines()]
            text = "\n".join(lines).replace("/usr/share/trustwatch/catalogue", str(DEPLOY / "catalogue"))
            text = re.sub(r'"/(var|etc)/[^"]*/', f'"{folder}/', text).replace("/var/backups/trustwatch", folder)
            pathlib.Path(folder, "all.toml").write_text(text, encoding="utf-8")
            done = run(DAEMON, "--check", "--config", f"{folder}/all.toml")
        self.assertEqual(0, done.returncode, f"{text}\n{done.stdout}{done.stderr}")


class Sandbox(unittest.TestCase):
    def writable(self):
        state = [f"/var/lib/{name}" for name in unit_values("StateDirectory")]
        return state + [path for value in unit_values("ReadWritePaths") for path in value.split()]

    def test_every_path_that_is_written_may_be_written(self):
        self.assertEqual(["strict"], unit_values("ProtectSystem"))
        configured = {key: value.strip('"') for key, value, _ in configuration_lines()}
        for key in ["database", "backup-directory"]:
            with self.subTest(key):
                self.assertTrue(any(configured[key] == path or configured[key].startswith(path + "/")
                                    for path in self.writable()), f"{configured[key]} not in {self.writable()}")

    def test_what_is_written_lies_where_the_package_makes_folders(self):
        made = (DEPLOY / "debian/postinst").read_text(encoding="utf-8")
        for path in self.writable():
            self.assertIn(f"make_folder {path}\n", made)

    def test_the_user_is_the_one_of_the_package(self):
        (user,) = unit_values("User")
        self.assertIn(f"getent passwd {user} ", (DEPLOY / "debian/postinst").read_text(encoding="utf-8"))

    def test_a_stop_outlasts_the_drain(self):
        help_text = run(DAEMON, "--help").stdout
        drain = int(re.search(r"--drain-seconds SECONDS=(\d+)", help_text).group(1))
        (stop,) = unit_values("TimeoutStopSec")
        self.assertGreater(int(stop.removesuffix("s")), 2 * drain)

    def test_exposure_is_low(self):
        done = run("systemd-analyze", "security", "--offline=yes", f"--threshold={int(10 * EXPOSURE_MAX)}", UNIT)
        found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", done.stdout)
        self.assertIsNotNone(found, done.stdout + done.stderr)
        self.assertLess(float(found.group(1)), EXPOSURE_MAX)
        self.assertEqual(0, done.returncode, done.stdout)

    # systemd wants the programs of a unit to be there, so it sees ours where it was built.
    def test_systemd_finds_no_fault(self):
        with tempfile.TemporaryDirectory() as folder:
            text = UNIT.read_text(encoding="utf-8").replace("/usr/sbin/trustwatchd", str(pathlib.Path(DAEMON).resolve()))
            copy = pathlib.Path(folder, UNIT.name)
            copy.write_text(text.replace("man:trustwatchd(8)", f"file://{DEPLOY}/man/trustwatchd.8"), encoding="utf-8")
            done = run("systemd-analyze", "verify", "--recursive-errors=one", copy)
        self.assertEqual((0, ""), (done.returncode, done.stderr))

    def test_every_group_says_why(self):
        text = UNIT.read_text(encoding="utf-8")
        for group in text.split("[Service]\n")[1].split("[Install]")[0].strip().split("\n\n"):
            self.assertTrue(group.startswith("#"), group)
        self.assertGreater(len(unit_settings()), 40)


class ManualPage(unittest.TestCase):
    PAGE = (DEPLOY / "man/trustwatchd.8").read_text(encoding="utf-8")

    def test_has_every_option_of_help_and_no_other(self):
        section = self.PAGE.split(".SH OPTIONS")[1].split(".SH ")[0].replace("\\-", "-")
        described = re.findall(r"^\.TP\n\.BI? --([a-z-]+)", section, re.MULTILINE)
        self.assertEqual(options_of(DAEMON), set(described))
        self.assertEqual(len(described), len(set(described)))

    def test_the_version_of_both_pages_is_the_program_s(self):
        said = run(DAEMON, "--version").stdout.split()[-1]
        for page in ["trustwatch.1", "trustwatchd.8"]:
            self.assertIn(f'"trustwatch {said}"', (DEPLOY / "man" / page).read_text(encoding="utf-8").splitlines()[0])

    def test_is_without_fault_for_man(self):
        done = run("env", "LC_ALL=C.UTF-8", "man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z",
                   DEPLOY / "man/trustwatchd.8")
        self.assertEqual((0, ""), (done.returncode, done.stderr))

    def test_names_the_files_of_the_unit_and_the_configuration(self):
        for path in ["/etc/trustwatch/trustwatchd.toml", "/var/lib/trustwatch/trustwatch.db", "/var/backups/trustwatch",
                     "/usr/share/trustwatch/catalogue/england"]:
            self.assertIn(path, self.PAGE)


if __name__ == "__main__":
    assert PROJECT.is_dir()
    unittest.main(verbosity=2)
