#!/usr/bin/python3
"""Writes the files of this folder afresh, by asking a real Prometheus: make.py FOLDER."""

import datetime
import http.server
import math
import pathlib
import random
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

import snappy

HERE = pathlib.Path(__file__).parent
START = 1_600_000_000_000
METRIC = "trustwatch_indicator_value"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def times(deltas, start=START):
    result = [start]
    for delta in deltas:
        result.append(result[-1] + delta)
    return result


def finite_bits():
    while True:
        value = struct.unpack("<d", struct.pack("<Q", random.getrandbits(64)))[0]
        if math.isfinite(value):
            return value


def series():
    """Name to (milliseconds, value): what is back-filled."""
    random.seed(20260701)
    changes = [3_000_000]
    for change in [0, 1, -1, 8192, -8191, 8193, -8192, 8191, 65536, -65535, 65537, -65536, 524288,
                   -524287, 524289, -524288, 600000, -600000]:
        changes.append(changes[-1] + change)
    months = [int(datetime.datetime(year, month, 1, 12, tzinfo=datetime.timezone.utc).timestamp() * 1000)
              for year in range(2017, 2023) for month in range(1, 13)]
    result = {
        "repeated": [(START + 3_600_000 * i, [5.0, 5.0, 5.0, 7.0][(i // 5) % 4]) for i in range(150)],
        "times": [(t, 1.5) for t in times(changes)],
        "months": [(t, round(random.uniform(40, 100), 2)) for t in months],
        "random_bits": [(t, finite_bits()) for t in
                        times([random.randint(1, 2 ** random.randint(1, 26)) for _ in range(119)])],
        "walk": [],
    }
    value = 100.0
    for t in times([60_000 + random.randint(-50, 50) for _ in range(119)]):
        value += random.gauss(0, 1)
        result["walk"].append((t, value))
    result["integers"] = [(t, float(random.randint(0, 9))) for t in times([15_000] * 79)]
    result["special"] = list(zip(times([1000] * 13), [
        0.0, -0.0, 5e-324, -5e-324, 2.2250738585072014e-308, 1.7976931348623157e308,
        -1.7976931348623157e308, 1.0, 1.0, 0.1, 0.30000000000000004, -1.0, 1e-5, 0.0]))
    result["one"] = [(START + 12345, 72.5)]
    result["two"] = [(START + 1, 1.0), (START + 86_400_001, -1.0)]
    return result


def open_metrics(all_series):
    lines = ["# TYPE g gauge"]
    for name in sorted(all_series):
        lines += [f'g{{kind="{name}"}} {value!r} {t // 1000}.{t % 1000:03d}' for t, value in all_series[name]]
    return "\n".join(lines + ["# EOF", ""])


class Prometheus:
    """A server of its own on a port of its own."""

    def __init__(self, folder, config):
        (folder / "prometheus.yml").write_text(config)
        port = free_port()
        self.api = f"http://127.0.0.1:{port}/api/v1/"
        self.process = subprocess.Popen(
            ["prometheus", f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data",
             "--storage.tsdb.retention.time=100y", f"--web.listen-address=127.0.0.1:{port}"],
            stderr=subprocess.DEVNULL)
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/-/ready")
                return
            except OSError:
                time.sleep(0.1)
        sys.exit("prometheus did not start")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def frames(body):
    at = 0
    while at < len(body):
        size = shift = 0
        while True:
            byte = body[at]
            at += 1
            size |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                break
        yield struct.unpack(">I", body[at:at + 4])[0], body[at + 4:at + 4 + size]
        at += 4 + size


def make_chunks(folder, out, messages):
    all_series = series()
    (folder / "series.txt").write_text(open_metrics(all_series))
    subprocess.run(["promtool", "tsdb", "create-blocks-from", "--max-block-duration=600000h", "openmetrics",
                    str(folder / "series.txt"), str(folder / "data")], check=True, stdout=subprocess.DEVNULL)
    prometheus = Prometheus(folder, "global: {scrape_interval: 1h}\n")
    request = messages.ReadRequest(accepted_response_types=[1])
    query = request.queries.add(start_timestamp_ms=0, end_timestamp_ms=4_102_444_800_000)
    query.matchers.add(name="__name__", value="g")
    body = urllib.request.urlopen(prometheus.api + "read", snappy.compress(request.SerializeToString())).read()
    prometheus.stop()

    chunk_lines = [
        "# XOR chunks that Prometheus 2.42 made itself, with the samples in them; README.md says how.",
        '# "spare" marks chunks whose last byte is not part of the format: versions before 3.0 leave an empty',
        "# byte where the bits of the last value end with a whole one (prometheus pull request 14854).",
        "# chunk NAME BYTES [spare], then a line for each sample: milliseconds since 1970 UTC, the bits of the value.",
    ]
    frame_lines = ["# The frames that they came in: the sum, the message."]
    for crc, message in frames(body):
        frame_lines.append(f"{crc:08x} {message.hex()}")
        for found in messages.ChunkedReadResponse.FromString(message).chunked_series:
            name = {label.name: label.value for label in found.labels}["kind"]
            for number, chunk in enumerate(found.chunks):
                spare = " spare" if (name, number) in (("one", 0), ("random_bits", 0)) else ""
                chunk_lines.append(f"chunk {name} {chunk.data.hex()}{spare}")
                for t, value in all_series[name]:
                    if chunk.min_time_ms <= t <= chunk.max_time_ms:
                        chunk_lines.append(f"{t} {struct.unpack('>Q', struct.pack('>d', value))[0]:016x}")
    (out / "xor_chunks.txt").write_text("\n".join(chunk_lines) + "\n")
    (out / "frames.txt").write_text("\n".join(frame_lines) + "\n")


END, BEGIN = "1750000000", "1700000000"
RANGE = {"start": BEGIN, "end": END}
ASKED = [
    ("instant", "query", {"query": METRIC + '{org="RX4"}', "time": END}),
    ("range_1d", "query_range",
     {"query": METRIC + '{org=~"RX4|RW.",indicator!="x",span!~"P3M"}', "step": "86400", **RANGE}),
    ("range_selector", "query", {"query": "avg_over_time(" + METRIC + '{org="RX4"}[365d])', "time": END}),
    ("last_over_time", "query_range", {"query": "last_over_time(" + METRIC + "[35d])", "step": "604800", **RANGE}),
    ("subquery", "query", {"query": "max_over_time(" + METRIC + '{org="RX4"}[90d:1d])', "time": END}),
    ("subquery_default_step", "query_range",
     {"query": "max_over_time(" + METRIC + '{org="RX4"}[90d:])', "step": "86400", **RANGE}),
    ("offset", "query", {"query": METRIC + '{org="RX4"} offset 1y', "time": END}),
    ("at", "query_range", {"query": METRIC + '{org="RX4"} @ 1740000000', "step": "86400", **RANGE}),
    ("at_end_and_offset", "query_range",
     {"query": METRIC + '{org="RX4"} @ end() - ' + METRIC + '{org="RX4"} offset 30d', "step": "86400", **RANGE}),
    ("aggregation", "query", {"query": "avg by (org, indicator) (" + METRIC + ")", "time": END}),
    ("without", "query", {"query": "sum without (org) (" + METRIC + '{org!=""})', "time": END}),
    ("series", "series", {"match[]": METRIC}),
    ("series_range", "series", {"match[]": METRIC + '{org="RX4"}', **RANGE}),
]
RULES = f"""
groups:
- name: rules
  rules:
  - record: r:avg
    expr: avg by (indicator) ({METRIC}{{org="RECORDED"}})
  - alert: A
    expr: max_over_time({METRIC}{{org="ALERTED"}}[95d]) < 73
"""


def listen(received, messages):
    """Keeps the body of every request, and answers that nothing matches."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_POST(self):
            received.append(self.rfile.read(int(self.headers["Content-Length"])))
            answer = messages.ReadResponse()
            answer.results.add()
            body = snappy.compress(answer.SerializeToString())
            self.send_response(200)
            self.send_header("Content-Type", "application/x-protobuf")
            self.send_header("Content-Encoding", "snappy")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def make_requests(folder, out, messages):
    received = []
    port = listen(received, messages)
    (folder / "rules.yml").write_text(RULES)
    prometheus = Prometheus(folder, f"""
global: {{scrape_interval: 1h, evaluation_interval: 1s}}
rule_files: [{folder}/rules.yml]
remote_read:
- url: http://127.0.0.1:{port}/api/v1/read
  read_recent: true
  required_matchers: {{__name__: {METRIC}}}
""")
    lines = ["# Bodies that Prometheus 2.42 sent: NAME BYTES. make.py says what each was asked."]
    time.sleep(3)
    for name, path, parameters in ASKED:
        del received[:]
        urllib.request.urlopen(prometheus.api + path + "?" + urllib.parse.urlencode(parameters)).read()
        bodies = [body for body in received if b"ED" not in body]  # neither RECORDED nor ALERTED
        lines += [f"{name}{'' if len(bodies) == 1 else '_' + str(i + 1)} {body.hex()}"
                  for i, body in enumerate(sorted(bodies))]
    time.sleep(2)
    lines.append("rule_record " + next(body for body in received if b"RECORDED" in body).hex())
    lines.append("rule_alert " + next(body for body in received if b"ALERTED" in body).hex())
    prometheus.stop()
    (out / "requests.txt").write_text("\n".join(lines) + "\n")


def main():
    out = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        protos = HERE.parents[2] / "proto"
        subprocess.run(["protoc", f"--python_out={folder}", f"-I{protos}",
                        "trustwatch/prometheus/v1/remote_read.proto"], check=True)
        sys.path.insert(0, str(folder))
        from trustwatch.prometheus.v1 import remote_read_pb2 as messages
        for part in ("chunks", "requests"):
            (folder / part).mkdir()
        make_chunks(folder / "chunks", out, messages)
        make_requests(folder / "requests", out, messages)


main()
