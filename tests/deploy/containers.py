#!/usr/bin/env python3
"""The compose file, the container file and Grafana's provisioning fit each other, the project, and docker-compose.

usage: containers.py; exits 77, which CTest shows as skipped, where docker-compose or Python's yaml is missing.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from deploy_files import CALL_LIMIT_SECONDS, DEPLOY, PROJECT, project_version

try:
    import yaml
except ImportError:
    print("skipped: there is no yaml for Python; install the package python3-yaml to run this test")
    sys.exit(77)
if shutil.which("docker-compose") is None:
    print("skipped: there is no docker-compose; install the package of that name to run this test")
    sys.exit(77)

COMPOSE = DEPLOY / "compose/compose.yml"
CONTAINERFILE = (DEPLOY / "container/Containerfile").read_text(encoding="utf-8")
SECRETS = ["TRUSTWATCH_CHAT_URL_FILE", "TRUSTWATCH_GRAFANA_PASSWORD_FILE", "TRUSTWATCH_GRAFANA_SECRET_KEY_FILE"]


def compose_config(**environment):
    """What docker-compose makes of the file, with nothing in the environment but what is given."""
    with tempfile.TemporaryDirectory() as folder:
        nothing = pathlib.Path(folder, "env")  # instead of the .env that a developer may have
        nothing.touch()
        return subprocess.run(["docker-compose", "-f", str(COMPOSE), "--env-file", str(nothing), "config"],
                              env={"PATH": os.environ["PATH"], "HOME": folder, **environment}, capture_output=True,
                              text=True, timeout=CALL_LIMIT_SECONDS, check=False)


def load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def accepted():
    done = compose_config(**{name: "/run/made-by-the-user" for name in SECRETS})
    assert done.returncode == 0, done.stderr
    return yaml.safe_load(done.stdout)


ACCEPTED = accepted()
SERVICES = ACCEPTED["services"]


def mounts(service):
    """{path in the container: path here, or None for a volume} of what a service sees."""
    seen = {}
    for mount in SERVICES[service].get("volumes", []):
        source, target, _ = mount.split(":")
        seen[target] = pathlib.Path(source) if source.startswith("/") else None
    return seen


def here(service, path):
    """The project's file that stands at `path` in the container of a service."""
    for target, source in mounts(service).items():
        if source is not None and (path == target or path.startswith(target + "/")):
            return source / path[len(target):].lstrip("/")
    raise AssertionError(f"{service} has nothing mounted at {path}: {mounts(service)}")


def flag(service, name):
    (value,) = [word.split("=", 1)[1] for word in SERVICES[service]["command"] if word.startswith(f"--{name}=")]
    return value


class Compose(unittest.TestCase):
    def test_docker_compose_accepts_it(self):
        self.assertEqual({"loopback", "trustwatchd", "prometheus", "alertmanager", "grafana"}, set(SERVICES))

    def test_nothing_starts_without_a_secret(self):
        for missing in SECRETS:
            with self.subTest(missing):
                done = compose_config(**{name: "/run/it" for name in SECRETS if name != missing})
                self.assertNotEqual(0, done.returncode)
                self.assertIn("as .env.example tells", done.stderr)

    def test_the_example_names_every_variable(self):
        text = COMPOSE.read_text(encoding="utf-8")
        used = set(re.findall(r"\$\{([A-Z_]+)", text))
        example = (DEPLOY / "compose/.env.example").read_text(encoding="utf-8")
        self.assertEqual(used, set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)))

    def test_no_password_stands_in_it(self):
        for name, service in SERVICES.items():
            for key, value in service.get("environment", {}).items():
                if re.search("PASSWORD|SECRET|TOKEN", key):
                    self.assertTrue(key.endswith("__FILE") and value.startswith("/run/secrets/"), f"{name}: {key}")

    def test_every_service_is_confined(self):
        for name, service in SERVICES.items():
            with self.subTest(name):
                self.assertTrue(service["read_only"])
                self.assertEqual(["ALL"], service["cap_drop"])
                self.assertEqual(["no-new-privileges:true"], service["security_opt"])
                self.assertEqual("unless-stopped", service["restart"])
                self.assertNotIn("privileged", service)

    def test_every_service_has_a_health_check(self):
        for name, service in SERVICES.items():
            with self.subTest(name):
                if name == "trustwatchd":
                    self.assertIn("\nHEALTHCHECK ", CONTAINERFILE)
                else:
                    self.assertEqual("CMD", service["healthcheck"]["test"][0])

    def test_every_image_is_pinned(self):
        for name, service in SERVICES.items():
            self.assertRegex(service["image"], r":v?[0-9]+\.[0-9]+\.[0-9]+$", name)
        for ours in ["loopback", "trustwatchd"]:
            self.assertEqual(f"trustwatch:{project_version()}", SERVICES[ours]["image"])
        self.assertIn(f" -t trustwatch:{project_version()} ", CONTAINERFILE)

    # The daemon refuses anything but loopback, and Prometheus and Alertmanager have no passwords.
    def test_all_share_one_loopback_and_only_grafana_is_published(self):
        for name, service in SERVICES.items():
            if name == "loopback":
                self.assertEqual(["127.0.0.1:3000:3000/tcp"], service["ports"])
            else:
                self.assertEqual("service:loopback", service["network_mode"])
                self.assertNotIn("ports", service)
        for monitored in ["prometheus", "alertmanager"]:
            self.assertRegex(flag(monitored, "web.listen-address"), r"^127\.0\.0\.1:[0-9]+$")

    def test_what_is_mounted_is_there_and_read_only(self):
        volumes = set(ACCEPTED["volumes"])
        for name, service in SERVICES.items():
            for mount in service.get("volumes", []):
                source, _, mode = mount.split(":")
                with self.subTest(mount):
                    if source.startswith("/"):
                        self.assertTrue(pathlib.Path(source).is_dir(), f"{name} mounts {source}, which is not there")
                        self.assertEqual("ro", mode)
                    else:
                        self.assertIn(source, volumes)

    def test_what_the_daemon_writes_lies_in_volumes(self):
        named = re.search(r"^VOLUME (\[.*\])$", CONTAINERFILE, re.MULTILINE).group(1)
        self.assertEqual(set(mounts("trustwatchd")), set(json.loads(named)))
        self.assertIn("/tmp", SERVICES["trustwatchd"]["tmpfs"])

    def test_prometheus_finds_its_rules_and_its_neighbours(self):
        path = pathlib.PurePosixPath(flag("prometheus", "config.file"))
        configuration = load(here("prometheus", str(path)))
        for rules in configuration["rule_files"]:
            in_container = os.path.normpath(path.parent / rules)
            self.assertTrue(here("prometheus", in_container).is_file(), in_container)
        (scraped,) = configuration["scrape_configs"]
        self.assertEqual(["127.0.0.1:9191"], scraped["static_configs"][0]["targets"])
        told = [target for group in configuration.get("alerting", {}).get("alertmanagers", [])
                for part in group["static_configs"] for target in part["targets"]]
        self.assertLessEqual(set(told), {flag("alertmanager", "web.listen-address")})

    def test_alertmanager_finds_its_configuration(self):
        path = pathlib.PurePosixPath(flag("alertmanager", "config.file"))
        text = here("alertmanager", str(path)).read_text(encoding="utf-8")
        for secret in re.findall(r"^ *\w+_file: (\S+)", text, re.MULTILINE):
            self.assertIn(secret, [it["target"] for it in SERVICES["alertmanager"]["secrets"]])
        for template in load(here("alertmanager", str(path))).get("templates", []):
            folder = here("alertmanager", os.path.normpath(path.parent / pathlib.PurePosixPath(template).parent))
            self.assertTrue(list(folder.glob(pathlib.PurePosixPath(template).name)), template)


class Grafana(unittest.TestCase):
    FOLDER = DEPLOY / "grafana/provisioning"
    ENVIRONMENT = SERVICES["grafana"]["environment"]

    def test_it_is_started_with_our_provisioning(self):
        self.assertEqual(self.FOLDER, here("grafana", self.ENVIRONMENT["GF_PATHS_PROVISIONING"]))

    def test_the_datasource_is_the_prometheus_beside_it(self):
        file = load(self.FOLDER / "datasources/trustwatch.yml")
        (source,) = file["datasources"]
        self.assertEqual(1, file["apiVersion"])
        self.assertEqual(("prometheus", "trustwatch", "proxy", False, True),
                         tuple(source[key] for key in ["type", "uid", "access", "editable", "isDefault"]))
        self.assertEqual("http://" + flag("prometheus", "web.listen-address"), source["url"])

    def test_grafana_asks_for_history_as_the_daemon_can_answer(self):
        (source,) = load(self.FOLDER / "datasources/trustwatch.yml")["datasources"]
        scraped = load(DEPLOY / "prometheus/prometheus.yml")["scrape_configs"][0]["scrape_interval"]
        self.assertEqual({"httpMethod": "POST", "prometheusType": "Prometheus", "prometheusVersion": "2.23.0",
                          "incrementalQuerying": False, "timeInterval": scraped, "queryTimeout": "30s"},
                         source["jsonData"])

    def test_dashboards_come_from_files_alone(self):
        file = load(self.FOLDER / "dashboards/trustwatch.yml")
        (provider,) = file["providers"]
        self.assertEqual(1, file["apiVersion"])
        self.assertEqual(("file", "Trustwatch", False, False),
                         tuple(provider[key] for key in ["type", "folder", "editable", "allowUiUpdates"]))
        folder = here("grafana", provider["options"]["path"])
        self.assertEqual(PROJECT / "dashboards/json", folder)
        self.assertTrue(list(folder.glob("*.json")), f"{folder} has no dashboard")
        # The Debian package puts them at the same place.
        self.assertEqual("/usr/share/trustwatch/dashboards/json", provider["options"]["path"])

    def test_the_first_page_is_a_dashboard(self):
        path = self.ENVIRONMENT["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]
        dashboard = json.loads(here("grafana", path).read_text(encoding="utf-8"))
        self.assertEqual(pathlib.PurePosixPath(path).stem, dashboard["uid"])


class Containerfile(unittest.TestCase):
    def test_every_base_is_pinned_by_a_tag(self):
        bases = re.findall(r"^FROM (\S+)", CONTAINERFILE, re.MULTILINE)
        self.assertEqual(["${DEBIAN}", "scratch", "${DEBIAN}"], bases)
        self.assertRegex(CONTAINERFILE, r"(?m)^ARG DEBIAN=docker\.io/library/debian:12-slim$")

    def test_it_does_not_run_as_root(self):
        last_stage = CONTAINERFILE.split("\nFROM ")[-1]
        self.assertRegex(last_stage, r"(?m)^USER ([1-9][0-9]*):([1-9][0-9]*)$")

    def test_what_it_copies_is_there_and_not_ignored(self):
        ignored = (PROJECT / ".containerignore").read_text(encoding="utf-8").splitlines()
        for source in re.findall(r"^COPY (?:--chmod=\S+ )?((?!--)[^.\s]\S*) ", CONTAINERFILE, re.MULTILINE):
            self.assertTrue((PROJECT / source).exists(), source)
            self.assertNotIn(source.split("/")[0], ignored)
        self.assertLessEqual({"build", ".git", "**/node_modules"}, set(ignored))

    def test_docker_ignores_the_same(self):
        self.assertEqual((PROJECT / ".containerignore").read_text(encoding="utf-8"),
                         (DEPLOY / "container/Containerfile.dockerignore").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
