#!/usr/bin/env python3
"""A conversation with the running daemon by a client that is not ours.

Python's gRPC library, nothing generated from our protos: all it knows, it learns from the daemon by reflection.
usage: conversation.py TRUSTWATCHD CATALOGUE_FOLDER
"""
import sys

from running_daemon import running_daemon

try:
    import grpc
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
except ImportError as missing:
    print(f"skipped: {missing}; install python3-grpcio and python3-protobuf")
    sys.exit(77)

CALL_LIMIT_SECONDS = 20
SERVING = b"\x08\x01"  # HealthCheckResponse {status: SERVING}


def reflection_messages():
    """The two messages of grpc.reflection.v1alpha, from their public field numbers."""
    file = descriptor_pb2.FileDescriptorProto(name="reflection.proto", package="r", syntax="proto3")
    kinds = {"string": 9, "bytes": 12, "message": 11}

    def message(name, *fields):
        made = file.message_type.add(name=name)
        for field, number, kind, repeated in fields:
            added = made.field.add(name=field, number=number, label=3 if repeated else 1,
                                   type=kinds.get(kind, kinds["message"]))
            if kind not in kinds:
                added.type_name = f".r.{kind}"

    message("Request", ("file_containing_symbol", 4, "string", False), ("list_services", 7, "string", False))
    message("Files", ("file_descriptor_proto", 1, "bytes", True))
    message("Service", ("name", 1, "string", False))
    message("Services", ("service", 1, "Service", True))
    message("Response", ("files", 4, "Files", False), ("services", 6, "Services", False))
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return [message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName(f"r.{name}"))
            for name in ("Request", "Response")]


class Stranger:
    """A client that asks the server what it offers."""

    def __init__(self, address):
        self.channel = grpc.insecure_channel(address)
        self.request, self.response = reflection_messages()
        self.pool = descriptor_pool.DescriptorPool()
        self.known = set()

    def ask(self, **question):
        call = self.channel.stream_stream(
            "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
            request_serializer=self.request.SerializeToString, response_deserializer=self.response.FromString)
        return next(iter(call(iter([self.request(**question)]), timeout=CALL_LIMIT_SECONDS)))

    def services(self):
        # An empty string would not be sent; any text asks for the list.
        return sorted(service.name for service in self.ask(list_services="*").services.service)

    def learn(self, symbol):
        files = [descriptor_pb2.FileDescriptorProto.FromString(text)
                 for text in self.ask(file_containing_symbol=symbol).files.file_descriptor_proto]
        by_name = {file.name: file for file in files}

        def add(name):
            if name in self.known or name not in by_name:
                return
            self.known.add(name)
            for dependency in by_name[name].dependency:
                add(dependency)
            self.pool.Add(by_name[name])

        for name in by_name:
            add(name)

    def health(self, service):
        """grpc.health.v1 by its bytes: gRPC's own C++ health service has no descriptor to reflect."""
        return self.channel.unary_unary("/grpc.health.v1.Health/Check")(
            bytes([0x0A, len(service)]) + service.encode(), timeout=CALL_LIMIT_SECONDS)

    def call(self, service, method, /, **fields):
        self.learn(service)
        described = self.pool.FindServiceByName(service).FindMethodByName(method)
        factory = message_factory.MessageFactory(self.pool)
        request = factory.GetPrototype(described.input_type)
        response = factory.GetPrototype(described.output_type)
        return self.channel.unary_unary(
            f"/{service}/{method}", request_serializer=request.SerializeToString,
            response_deserializer=response.FromString)(request(**fields), timeout=CALL_LIMIT_SECONDS)


def talk(address):
    stranger = Stranger(address)
    services = stranger.services()
    for wanted in ("trustwatch.v1.SubmissionService", "trustwatch.v1.SeriesService",
                   "trustwatch.v1.CatalogueService", "grpc.health.v1.Health"):
        assert wanted in services, f"{wanted} is not among {services}"

    health = stranger.health("trustwatch.v1.SubmissionService")
    assert health == SERVING, f"not serving: {health}"

    period = {"first_day": {"year": 2026, "month": 3, "day": 1}, "last_day": {"year": 2026, "month": 3, "day": 31}}
    figures = [{"indicator": "crisis_calls_offered", "period": period, "value": {"number": {"value": 2718}}},
               {"indicator": "complaints_new", "period": period, "value": {"nil_return": {}}}]
    sent = stranger.call("trustwatch.v1.SubmissionService", "Submit", organisation="ZA1",
                         request_id="stranger-1", observations=figures)
    assert sent.receipt.submission_id == 1 and sent.receipt.new_count == 2, sent

    again = stranger.call("trustwatch.v1.SubmissionService", "Submit", organisation="ZA1",
                          request_id="stranger-1", observations=figures)
    assert again.is_retry and again.receipt == sent.receipt, again

    read = stranger.call("trustwatch.v1.SeriesService", "GetSeries", organisation="ZA1",
                         indicator="crisis_calls_offered")
    assert [point.value.number.value for point in read.series.points] == [2718.0], read
    nil = stranger.call("trustwatch.v1.SeriesService", "GetSeries", organisation="ZA1", indicator="complaints_new")
    assert nil.series.points[0].value.WhichOneof("kind") == "nil_return", nil

    try:
        stranger.call("trustwatch.v1.SeriesService", "GetSeries", organisation="QQ9", indicator="complaints_new")
        raise AssertionError("an unknown organisation was answered")
    except grpc.RpcError as error:
        assert error.code() == grpc.StatusCode.NOT_FOUND, error
        details = dict(error.trailing_metadata())["grpc-status-details-bin"]
        assert b"ORGANISATION_UNKNOWN" in details, details


def main():
    binary, catalogue = sys.argv[1:3]
    with running_daemon(binary, catalogue) as daemon:
        talk(daemon.server)
    print("a stranger submitted and read back")


if __name__ == "__main__":
    main()
