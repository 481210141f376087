"""Where Alertmanager sends to in a test: keeps every notification, in the order of their coming."""
import contextlib
import http.server
import json
import threading

from prometheus_support import wait_until


class Receiver:
    """What came, by path: the bodies of POST requests, decoded."""

    def __init__(self):
        self.lock = threading.Lock()
        self.bodies = {}
        self.address = ""

    def add(self, path, body):
        with self.lock:
            self.bodies.setdefault(path, []).append(body)

    def of(self, path):
        with self.lock:
            return list(self.bodies.get(path, []))

    def wait_for(self, what, path, fits, seconds=60):
        """The first body of a path for which `fits` is true, among all that came and will come."""
        return wait_until(what, lambda: next((body for body in self.of(path) if fits(body)), None), seconds)


@contextlib.contextmanager
def running_receiver():
    receiver = Receiver()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.add(self.path, json.loads(body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.address = f"127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
