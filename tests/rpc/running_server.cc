#include "tests/rpc/running_server.h"

#include <grpcpp/completion_queue.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/slice.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "daemon/base/mutex.h"
#include "daemon/store/store.h"
#include "fmt/format.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::testing {
namespace {

constexpr absl::Duration kPatience = absl::Minutes(1);

std::unique_ptr<store::Store> OpenStore(RunningServer& server) {
  return Value(store::Store::Open({.file = server.folder.path() / "store.db",
                                   .on_committed =
                                       [&server](const store::Committed& committed) {
                                         server.figures.Apply(*server.store, committed);
                                         server.judged.Apply(committed);
                                         server.commits.Pass();
                                       }},
                                  server.clock));
}

// A response waits for one event of the queue and says whether it went well.
bool Next(grpc::CompletionQueue& queue) {
  void* tag = nullptr;
  bool good = false;
  return queue.Next(&tag, &good) && good;
}

}  // namespace

void Gate::Set(bool is_open) {
  {
    const base::MutexLock lock(mutex_);
    is_open_ = is_open;
  }
  changed_.NotifyAll();
}

void Gate::Pass() {
  const absl::Time until = absl::Now() + kPatience;
  const base::MutexLock lock(mutex_);
  ++waiting_;
  changed_.NotifyAll();
  while (!is_open_ && absl::Now() < until) changed_.WaitFor(mutex_, until - absl::Now());
  --waiting_;
}

bool Gate::WaitForSomebody() {
  const absl::Time until = absl::Now() + kPatience;
  const base::MutexLock lock(mutex_);
  while (waiting_ == 0 && absl::Now() < until) changed_.WaitFor(mutex_, until - absl::Now());
  return waiting_ > 0;
}

RunningServer::RunningServer(rpc::ServerOptions options,
                             std::shared_ptr<const domain::Definitions> first)
    : definitions(first != nullptr ? std::move(first) : DefinitionsBuilder().Build()),
      store(OpenStore(*this)),
      submitter(*store, figures, definitions, clock),
      recorder(*store, definitions, clock),
      submissions(*store),
      series(*store, definitions),
      owed(*store, definitions, clock),
      verdicts(*store, definitions, judged),
      comparisons(*store, definitions),
      step_changes(*store, definitions),
      host(options.host == "::1" ? "[::1]" : options.host),
      server(Value(rpc::Server::Start(options, Rooms()))),
      channel(grpc::CreateChannel(Address(), grpc::InsecureChannelCredentials())),
      submission_stub(v1::SubmissionService::NewStub(channel)),
      catalogue_stub(v1::CatalogueService::NewStub(channel)),
      series_stub(v1::SeriesService::NewStub(channel)),
      insight_stub(v1::InsightService::NewStub(channel)) {}

rpc::Collaborators RunningServer::Rooms() {
  return {.submitter = submitter,
          .submissions = submissions,
          .series = series,
          .owed = owed,
          .verdicts = verdicts,
          .comparisons = comparisons,
          .step_changes = step_changes,
          .step_change_recorder = recorder,
          .definitions = definitions,
          .telemetry = telemetry,
          .reload = [this] { return next_reload; }};
}

std::string RunningServer::Address() const { return fmt::format("{}:{}", host, server->port()); }

std::unique_ptr<grpc::ClientContext> Context() {
  auto context = std::make_unique<grpc::ClientContext>();
  context->set_deadline(std::chrono::system_clock::now() + std::chrono::minutes(1));
  return context;
}

RawReply RawCall(const std::shared_ptr<grpc::Channel>& channel, const std::string& method,
                 const std::string& message) {
  grpc::GenericStub stub(channel);
  grpc::CompletionQueue queue;
  const auto context = Context();
  const auto call = stub.PrepareCall(context.get(), method, &queue);
  call->StartCall(nullptr);
  Next(queue);
  const grpc::Slice slice(message);
  call->WriteLast(grpc::ByteBuffer(&slice, 1), grpc::WriteOptions(), nullptr);
  Next(queue);
  grpc::ByteBuffer answer;
  call->Read(&answer, nullptr);
  RawReply reply;
  if (Next(queue)) {
    grpc::Slice whole;
    EXPECT_TRUE(answer.DumpToSingleSlice(&whole).ok());
    reply.message.assign(reinterpret_cast<const char*>(whole.begin()), whole.size());
  }
  call->Finish(&reply.status, nullptr);
  Next(queue);
  return reply;
}

int HealthOf(const std::shared_ptr<grpc::Channel>& channel, std::string_view service) {
  // HealthCheckRequest {string service = 1}; HealthCheckResponse {enum status = 1}.
  const std::string request = fmt::format("\x0a{}{}", static_cast<char>(service.size()), service);
  const RawReply reply = RawCall(channel, "/grpc.health.v1.Health/Check", request);
  if (!reply.status.ok() || reply.message.size() != 2 || reply.message[0] != '\x08') return -1;
  return reply.message[1];
}

Details DetailsOf(const grpc::Status& status) {
  google::rpc::Status sent;
  EXPECT_TRUE(sent.ParseFromString(status.error_details())) << status.error_message();
  EXPECT_EQ(sent.code(), static_cast<int>(status.error_code()));
  EXPECT_EQ(sent.message(), status.error_message());
  Details details;
  for (const auto& any : sent.details()) {
    any.UnpackTo(&details.info);
    any.UnpackTo(&details.retry);
    any.UnpackTo(&details.bad);
  }
  return details;
}

v1::SubmitRequest RequestOf(std::string_view organisation, std::string_view request_id) {
  v1::SubmitRequest request;
  request.set_organisation(std::string(organisation));
  request.set_request_id(std::string(request_id));
  return request;
}

void AddRow(v1::SubmitRequest& request, std::string_view indicator, int month, double value) {
  v1::Observation& row = *request.add_observations();
  row.set_indicator(std::string(indicator));
  const auto last = std::chrono::year_month_day(
      std::chrono::sys_days(std::chrono::year(2026) / month / std::chrono::last));
  v1::Date& first_day = *row.mutable_period()->mutable_first_day();
  first_day.set_year(2026);
  first_day.set_month(month);
  first_day.set_day(1);
  v1::Date& last_day = *row.mutable_period()->mutable_last_day();
  last_day = first_day;
  last_day.set_day(static_cast<int>(static_cast<unsigned>(last.day())));
  v1::Number& number = *row.mutable_value()->mutable_number();
  number.set_value(value);
  if (indicator == "seen_in_time") {
    number.set_numerator(value);
    number.set_denominator(100);
  }
}

v1::SubmitRequest OneRow(std::string_view request_id) {
  v1::SubmitRequest request = RequestOf("XA1", request_id);
  AddRow(request, "calls_offered", 5, 10);
  return request;
}

v1::SubmitResponse Submit(RunningServer& server, const v1::SubmitRequest& request) {
  v1::SubmitResponse response;
  const grpc::Status status = server.submission_stub->Submit(Context().get(), request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response;
}

}  // namespace trustwatch::testing
