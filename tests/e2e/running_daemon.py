"""A real daemon in a process of its own, on ports that the system chose, with a store in a temporary folder."""
import contextlib
import dataclasses
import pathlib
import re
import subprocess
import tempfile

STOP_LIMIT_SECONDS = 30


@dataclasses.dataclass
class Running:
    """Where it listens for gRPC, and the folder that holds its store (db) and its log."""
    server: str
    folder: pathlib.Path


@contextlib.contextmanager
def running_daemon(binary, catalogue):
    """Starts it, and stops it at the end; it must then end well."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        with open(folder / "log", "w", encoding="utf-8") as log:
            daemon = subprocess.Popen([binary, "--listen", "127.0.0.1:0", "--http-listen", "127.0.0.1:0", "--database",
                                       str(folder / "db"), "--catalogue", str(catalogue)],
                                      stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            found = re.search(r"grpc=(\S+)", daemon.stdout.readline())
            assert found, f"the daemon did not start: {(folder / 'log').read_text()}"
            yield Running(found.group(1), folder)
        finally:
            daemon.terminate()
            code = daemon.wait(timeout=STOP_LIMIT_SECONDS)
        assert code == 0, f"the daemon ended with {code}: {(folder / 'log').read_text()}"
