"""A client of Prometheus' remote read that is not ours: Python's protobuf and snappy, and a decoder of its own."""
import importlib
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

from prometheus_support import module
from prometheus_xor import frames_of, samples_of

snappy = module("snappy", "python3-snappy")
module("google.protobuf", "python3-protobuf")
PROTO = "trustwatch/prometheus/v1/remote_read.proto"
SAMPLES, CHUNKS = 0, 1
EQUAL, NOT_EQUAL, LIKE, UNLIKE = range(4)
XOR = 1
TIMEOUT_SECONDS = 120


def messages(project):
    """The messages, made by protoc."""
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(["protoc", f"-I{project / 'proto'}", f"--python_out={name}", PROTO], check=True)
        sys.path.insert(0, name)
        try:
            return importlib.import_module(PROTO.removesuffix(".proto").replace("/", ".") + "_pb2")
        finally:
            sys.path.remove(name)


class Reader:
    """Asks anything that speaks the protocol, at 127.0.0.1:port."""

    def __init__(self, project):
        self.pb = messages(pathlib.Path(project))

    def request(self, matchers, first_ms, last_ms, forms, hints=None):
        """Without hints: raw samples are wanted. Matchers are (type, label, value)."""
        request = self.pb.ReadRequest(accepted_response_types=forms)
        query = request.queries.add(start_timestamp_ms=first_ms, end_timestamp_ms=last_ms)
        if hints:
            query.hints.CopyFrom(self.pb.ReadHints(start_ms=first_ms, end_ms=last_ms, **hints))
        for kind, name, value in matchers:
            query.matchers.add(type=kind, name=name, value=value)
        return snappy.compress(request.SerializeToString())

    def post(self, address, body):
        request = urllib.request.Request(f"http://{address}/api/v1/read", body, {
            "Content-Type": "application/x-protobuf", "Content-Encoding": "snappy",
            "X-Prometheus-Remote-Read-Version": "0.1.0"})
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            return answer.headers, answer.read()

    def read(self, address, matchers, first_ms, last_ms, *forms, hints=None):
        """[(labels, samples)] in the order of the answer, in the first of the forms."""
        headers, body = self.post(address, self.request(matchers, first_ms, last_ms, forms, hints))
        if forms and forms[0] == CHUNKS:
            assert headers["Content-Type"].startswith("application/x-streamed-protobuf"), headers
            return self.chunked(body, first_ms, last_ms)
        assert headers["Content-Type"] == "application/x-protobuf", headers
        assert headers["Content-Encoding"] == "snappy", headers
        answer = self.pb.ReadResponse.FromString(snappy.decompress(body))
        (result,) = answer.results
        return [(labels_of(series), [(it.timestamp, it.value) for it in series.samples])
                for series in result.timeseries]

    def chunked(self, body, first_ms, last_ms):
        """A server may send whole chunks, so what is outside the range is left out here."""
        found = []
        for frame in frames_of(body):
            message = self.pb.ChunkedReadResponse.FromString(frame)
            assert message.query_index == 0
            for series in message.chunked_series:
                if not found or found[-1][0] != labels_of(series):
                    found.append((labels_of(series), []))
                for chunk in series.chunks:
                    found[-1][1].extend(self.samples(chunk))
        clipped = [(labels, [it for it in samples if first_ms <= it[0] <= last_ms]) for labels, samples in found]
        return [it for it in clipped if it[1]]

    @staticmethod
    def samples(chunk):
        assert chunk.type == XOR, chunk.type
        samples = samples_of(chunk.data)
        assert (samples[0][0], samples[-1][0]) == (chunk.min_time_ms, chunk.max_time_ms), "a chunk misstates its range"
        return samples


def labels_of(series):
    return tuple((it.name, it.value) for it in series.labels)
