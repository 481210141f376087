"""Something else on the daemon's port: it is scraped as the daemon is, but history fails in a way of our choice."""
import contextlib
import http.server
import threading

from prometheus_support import module

snappy = module("snappy", "python3-snappy")
EMPTY_RESULT = b"\x0a\x00"  # a ReadResponse with one result that has no series


class Failure:
    """How a request for history is answered. `silent`: Prometheus cannot tell it from history that is empty."""

    def __init__(self, name, status=200, body=b"", length=None, silent=False):
        self.name, self.status, self.body, self.silent = name, status, body, silent
        self.length = len(body) if length is None else length


HANGS = Failure("accepts and never answers")
FAILURES = [
    Failure("500", 500, b"a fault of ours\n"),
    Failure("503", 503, b"busy\n"),
    Failure("400", 400, b"the query asks for more samples than one answer may have\n"),
    Failure("404", 404, b"no such path\n"),
    Failure("a body that is cut off", 200, snappy.compress(EMPTY_RESULT), length=1000),
    Failure("garbage", 200, b"<html>this is a login page</html>"),
    Failure("200 with nothing", 200),
    Failure("200 and an answer without a result", 200, snappy.compress(b"")),
    Failure("200 and a result without series", 200, snappy.compress(EMPTY_RESULT), silent=True),
    HANGS,
]


class StandIn(http.server.ThreadingHTTPServer):
    """Serves a copy of the daemon's page, and fails at history as `failure` says."""
    daemon_threads = True
    failure = FAILURES[0]

    def __init__(self, port, page):
        self.page = page
        self.released = threading.Event()
        super().__init__(("127.0.0.1", port), Answer)


class Answer(http.server.BaseHTTPRequestHandler):
    """One request."""

    def do_GET(self):  # pylint: disable=invalid-name
        self.send_all(200, "text/plain; version=0.0.4", self.server.page, len(self.server.page))

    def do_POST(self):  # pylint: disable=invalid-name
        self.rfile.read(int(self.headers["Content-Length"]))
        failure = self.server.failure
        if failure is HANGS:
            self.server.released.wait()
        else:
            self.send_all(failure.status, "application/x-protobuf", failure.body, failure.length)

    def send_all(self, status, kind, body, length):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):  # pylint: disable=arguments-differ
        """Prometheus' answers say enough."""


@contextlib.contextmanager
def stand_in(port, page):
    server = StandIn(port, page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
