#!/usr/bin/env python3
"""The same remote read asked of our daemon and of a Prometheus that holds the same series.

Fills a store, exports it, loads the export into a stock Prometheus (promtool, prometheus: Debian's), asks both
for every value in turns, and prints the fastest and the middle time of each and their ratio. Everything is on this
machine; what it starts it stops.

usage: history_beside_prometheus.py BUILD_FOLDER CATALOGUE ORGANISATIONS INDICATORS [ROUNDS]
"""
import contextlib
import http.client
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

import snappy

MONTHS = 72
NAME = b"trustwatch_indicator_value"
START_LIMIT_SECONDS = 120


def varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes(out + bytes([number]))


def field(number, data):
    """A length-delimited field of a protobuf message."""
    return varint(number << 3 | 2) + varint(len(data)) + data


def request_body():
    """A ReadRequest for every sample of NAME, as SAMPLES."""
    matcher = field(2, b"__name__") + field(3, NAME)
    query = b"\x08\x00\x10" + varint(4_000_000_000_000) + field(3, matcher)
    return snappy.compress(field(1, query))


@contextlib.contextmanager
def running(arguments, log, ready):
    """The process, once `ready` was found in its log or output."""
    with open(log, "w", encoding="utf-8") as out:
        process = subprocess.Popen(arguments, stdout=out, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + START_LIMIT_SECONDS
        while not (found := re.search(ready, pathlib.Path(log).read_text())):
            assert process.poll() is None and time.monotonic() < deadline, pathlib.Path(log).read_text()
            time.sleep(0.05)
        yield found
    finally:
        process.terminate()
        process.wait(timeout=60)


def ask(address, body):
    """Seconds from the request to the last byte, and the bytes."""
    connection = http.client.HTTPConnection(address, timeout=300)
    begun = time.perf_counter()
    connection.request("POST", "/api/v1/read", body, {"Content-Type": "application/x-protobuf",
                                                      "Content-Encoding": "snappy"})
    answer = connection.getresponse()
    size = len(answer.read())
    took = time.perf_counter() - begun
    assert answer.status == 200, answer.status
    connection.close()
    return took, size


def export(address, file):
    connection = http.client.HTTPConnection(address, timeout=600)
    connection.request("GET", f"/export/openmetrics?match[]={NAME.decode()}")
    answer = connection.getresponse()
    assert answer.status == 200
    with open(file, "wb") as out:
        while piece := answer.read(1 << 20):
            out.write(piece)


def tell(name, times, size):
    print(f"{name:12} fastest {min(times) * 1000:8.1f} ms   middle {statistics.median(times) * 1000:8.1f} ms"
          f"   {size / 1e6:6.1f} MB")


def main():
    build, catalogue = pathlib.Path(sys.argv[1]), sys.argv[2]
    organisations, indicators = int(sys.argv[3]), int(sys.argv[4])
    rounds = int(sys.argv[5]) if len(sys.argv) > 5 else 5
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([build / "tests/bench/fill_store", folder / "db", str(organisations), str(indicators),
                        str(MONTHS)], check=True)
        daemon = [build / "daemon/app/trustwatchd", "--listen", "127.0.0.1:0", "--http-listen", "127.0.0.1:0",
                  "--database", folder / "db", "--catalogue", catalogue, "--small-numbers", "shown"]
        with running(daemon, folder / "daemon.log", r"listening grpc=\S+ http=(\S+)") as found:
            ours = found.group(1)
            export(ours, folder / "history.om")
            subprocess.run(["promtool", "tsdb", "create-blocks-from", "--max-block-duration=60000h", "openmetrics",
                            folder / "history.om", folder / "tsdb"], check=True, stdout=subprocess.DEVNULL)
            (folder / "prometheus.yml").write_text("global: {scrape_interval: 1m}\n")
            prometheus = ["prometheus", f"--config.file={folder / 'prometheus.yml'}",
                          f"--storage.tsdb.path={folder / 'tsdb'}", "--storage.tsdb.retention.time=100y",
                          "--storage.remote.read-sample-limit=0", "--web.listen-address=127.0.0.1:0"]
            with running(prometheus, folder / "prometheus.log", r'address=(127\.0\.0\.1:[1-9]\d*)') as listening:
                theirs, body = listening.group(1), request_body()
                times = {"ours": [], "Prometheus": []}
                sizes = {}
                for _ in range(rounds):
                    for who, address in (("ours", ours), ("Prometheus", theirs)):
                        took, sizes[who] = ask(address, body)
                        times[who].append(took)
                print(f"{organisations * indicators} series of {MONTHS} months")
                for who, all_times in times.items():
                    tell(who, all_times, sizes[who])
                print(f"ratio of the middle times: "
                      f"{statistics.median(times['Prometheus']) / statistics.median(times['ours']):.1f}")


if __name__ == "__main__":
    main()
