"""A root file system of Debian 12 to install into, and commands in it.

Who uses it is in a process namespace of its own, and every command in a mount namespace of its own, so neither a process
nor a mount can outlive the test. The network is this machine's, for its loopback.
"""
import contextlib
import dataclasses
import hashlib
import os
import pathlib
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading

INSIDE = "TRUSTWATCH_TEST_IS_ALONE"
MAKE_LIMIT_SECONDS = 600
CALL_LIMIT_SECONDS = 300
START_LIMIT_SECONDS = 60
STOP_LIMIT_SECONDS = 60
# What dpkg, apt, adduser and the kernel keep for themselves.
NOT_COMPARED = ("etc/group-", "etc/gshadow-", "etc/passwd-", "etc/shadow-", "proc/", "sys/",
                "dev/", "run/", "tmp/", "var/cache/", "var/lib/apt/", "var/lib/dpkg/", "var/log/")


def be_alone():
    """Starts this program again as the first of a process namespace: when it ends, however it ends, all that it started
    ends with it."""
    if INSIDE not in os.environ:
        os.execvpe("unshare", ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", sys.executable,
                               *sys.argv], {**os.environ, INSIDE: "1"})


def debian_sources():
    """The lines of this machine's own apt sources that are Debian's, as a mirror is best known here."""
    told = subprocess.run(["apt-get", "indextargets", "--format", "deb $(REPO_URI) $(RELEASE) $(COMPONENT)",
                           "Created-By: Packages", "Origin: Debian"], capture_output=True, text=True,
                          timeout=CALL_LIMIT_SECONDS, check=True).stdout
    lines = sorted(set(line for line in told.splitlines() if " bookworm" in line))
    assert lines, "apt knows no source of Debian 12; run apt-get update, and look at /etc/apt/sources.list.d"
    return lines


def required_packages(package):
    """The names that a package depends on."""
    depends = subprocess.run(["dpkg-deb", "--field", str(package), "Depends"], capture_output=True, text=True,
                             timeout=CALL_LIMIT_SECONDS, check=True).stdout
    return sorted(re.sub(r"[ (|].*", "", part.strip()) for part in depends.split(","))


def cached_archive(cache, packages):
    """A minimal Debian 12 with `packages`, made anew where they have changed. It holds nothing else, so what a package
    forgets to depend on is missing."""
    key = hashlib.sha256(" ".join(packages).encode()).hexdigest()[:16]
    archive = cache / f"bookworm-{key}.tar"
    if not archive.exists():
        cache.mkdir(parents=True, exist_ok=True)
        part = cache / "part.tar"
        subprocess.run(["mmdebstrap", "--quiet", "--variant=minbase", "--include=" + ",".join(packages), "bookworm",
                        str(part), *debian_sources()], timeout=MAKE_LIMIT_SECONDS, check=True)
        for old in cache.glob("bookworm-*.tar"):
            old.unlink(missing_ok=True)
        part.rename(archive)
    return archive


@dataclasses.dataclass
class DebianRoot:
    """A root file system in a folder; commands run in it as root or as a user of it."""
    folder: pathlib.Path

    def words(self, words, user=None):
        """The command line that runs `words` in here."""
        become = [] if user is None else ["setpriv", f"--reuid={user}", f"--regid={self.group_number(user)}",
                                          "--init-groups", "--no-new-privs", "--bounding-set=-all"]
        inside = shlex.join(["chroot", str(self.folder), *become, *map(str, words)])
        return ["unshare", "--mount", "sh", "-ec",
                f"mount -t proc proc {shlex.quote(str(self.folder / 'proc'))}; exec {inside}"]

    def group_number(self, user):
        """Of the group that a user of in here belongs to first."""
        accounts = self.path("/etc/passwd").read_text(encoding="utf-8")
        return re.search(rf"(?m)^{user}:[^:]*:[0-9]+:([0-9]+):", accounts).group(1)

    def run(self, *words, user=None, code=0):
        """What a command prints; it must end with `code`."""
        done = subprocess.run(self.words(words, user), capture_output=True, text=True, timeout=CALL_LIMIT_SECONDS,
                              env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8",
                                   "DEBIAN_FRONTEND": "noninteractive"}, check=False)
        assert done.returncode == code, (words, done.returncode, done.stdout[-2000:], done.stderr[-2000:])
        return done.stdout + done.stderr

    def files(self):
        """Every path but those that tools keep for themselves."""
        found = set()
        for folder, folders, files in os.walk(self.folder):
            base = pathlib.Path(folder).relative_to(self.folder)
            found.update(str(base / name) for name in folders + files)
        return {path for path in found if not path.startswith(NOT_COMPARED)}

    def path(self, path):
        """Where a path of in here lies for this machine."""
        return self.folder / str(path).lstrip("/")


@contextlib.contextmanager
def debian_root(cache, packages):
    """A fresh root in `cache`, removed at the end."""
    archive = cached_archive(cache, packages)
    folder = cache / "root"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        subprocess.run(["tar", "--extract", "--file", str(archive), "--directory", str(folder), "--numeric-owner",
                        "--exclude=./dev/*"], timeout=CALL_LIMIT_SECONDS, check=True)
        (folder / "dev").mkdir(exist_ok=True)
        for name, minor in [("null", 3), ("zero", 5), ("random", 8), ("urandom", 9)]:
            os.mknod(folder / "dev" / name, 0o20666, os.makedev(1, minor))
            os.chmod(folder / "dev" / name, 0o666)
        yield DebianRoot(folder)
    finally:
        shutil.rmtree(folder)


class NotifySocket:
    """What systemd listens on for a unit of Type=notify; words are kept in the order in which they come."""

    def __init__(self, root):
        self.inside = "/run/notify"
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(root.path(self.inside)))
        os.chmod(root.path(self.inside), 0o666)
        self.words = []

    def wait_for(self, word):
        """Takes words until this one."""
        self.socket.settimeout(START_LIMIT_SECONDS)
        while word not in self.words:
            self.words += self.socket.recv(4096).decode().splitlines()

    def close(self, root):
        self.socket.close()
        root.path(self.inside).unlink()


@dataclasses.dataclass
class Service:
    """A daemon that was started as its unit says, on ports that the system chose."""
    process: subprocess.Popen
    notify: NotifySocket
    grpc: str
    http: str

    def signal(self, number):
        """To the daemon itself: every word before its name has become the next by then."""
        os.kill(self.process.pid, number)


@contextlib.contextmanager
def running_service(root, unit):
    """Runs the ExecStart line of `unit`, which gives the one value of a key. The daemon must say to systemd that it is
    ready, and end well when it is told to."""
    notify = NotifySocket(root)
    words = [*shlex.split(unit("ExecStart")), "--listen", "127.0.0.1:0", "--http-listen", "127.0.0.1:0"]
    environment = ["env", "-C", unit("WorkingDirectory"), f"NOTIFY_SOCKET={notify.inside}", "WATCHDOG_USEC=2000000"]
    log = root.folder.parent / "service.log"
    with open(log, "w", encoding="utf-8") as errors:
        process = subprocess.Popen(root.words([*environment, *words], unit("User")), stdout=subprocess.PIPE,
                                   stderr=errors, text=True, umask=int(unit("UMask"), 8))
    alarm = threading.Timer(START_LIMIT_SECONDS, process.kill)
    alarm.start()
    try:
        found = re.search(r"grpc=(\S+) http=(\S+)", process.stdout.readline())
        assert found, f"the daemon did not start: {log.read_text(encoding='utf-8')}"
        alarm.cancel()
        notify.wait_for("READY=1")
        service = Service(process, notify, found.group(1), found.group(2))
        yield service
        service.signal(signal.SIGTERM)
        code = process.wait(timeout=STOP_LIMIT_SECONDS)
        assert code == 0, f"the daemon ended with {code}: {log.read_text(encoding='utf-8')}"
        notify.wait_for("STOPPING=1")
    finally:
        alarm.cancel()
        process.kill()
        process.wait(timeout=STOP_LIMIT_SECONDS)
        process.stdout.close()
        notify.close(root)
