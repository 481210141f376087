// Sends submissions of new figures from many clients at once over real gRPC, and says how many were
// acknowledged a second and how long each took. Bounded in count and in time; loopback only.
//
//   load_generator --server 127.0.0.1:9190 --clients 64 --rows 1000 --submissions 20
//
// The daemon must have been started with the catalogue that make_catalogue.py writes: organisations
// B0000 and on, indicators bench_00 to bench_49. Every run needs an empty store, because figures
// sent twice are no new facts.

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "CLI/CLI.hpp"
#include "fmt/format.h"
#include "trustwatch/v1/submission_service.grpc.pb.h"

namespace {

namespace v1 = trustwatch::v1;
using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr int kIndicators = 50;
constexpr int kFirstYear = 1900;
constexpr int kMonths = 126 * 12;  // to the end of 2025

struct Options {
  std::string server = "127.0.0.1:9190";
  int clients = 8;
  int rows = 1000;
  int submissions = 20;  // of each client
  double seconds_max = 60;
  bool skip_outlooks = false;
};

// Figures of a steady series, which nobody would ask about.
double UsualValue(long index) { return 1'000 + static_cast<double>(index * 7919 % 199); }

// Row `index` of everything that one client will ever send: indicator fastest, then month, then
// breakdown.
void FillRow(v1::Observation& row, long index) {
  const long indicator = index % kIndicators;
  const long month = index / kIndicators % kMonths;
  const long breakdown = index / kIndicators / kMonths;
  row.set_indicator(fmt::format("bench_{:02}", indicator));
  if (breakdown > 0) row.set_breakdown(fmt::format("part:{}", breakdown));
  const std::chrono::year_month year_month(
      std::chrono::year(static_cast<int>(kFirstYear + month / 12)),
      std::chrono::month(static_cast<unsigned>(month % 12 + 1)));
  const std::chrono::year_month_day last(year_month / std::chrono::last);
  v1::Period& period = *row.mutable_period();
  period.mutable_first_day()->set_year(static_cast<int>(year_month.year()));
  period.mutable_first_day()->set_month(static_cast<int>(month % 12 + 1));
  period.mutable_first_day()->set_day(1);
  *period.mutable_last_day() = period.first_day();
  period.mutable_last_day()->set_day(static_cast<int>(static_cast<unsigned>(last.day())));
  row.mutable_value()->mutable_number()->set_value(UsualValue(index));
}

// Every request of one client, built before the clock starts: the trust's side is not what is
// measured.
std::vector<v1::SubmitRequest> Requests(const Options& options, int client) {
  std::vector<v1::SubmitRequest> requests(static_cast<std::size_t>(options.submissions));
  long next = 0;
  for (std::size_t number = 0; number < requests.size(); ++number) {
    v1::SubmitRequest& request = requests[number];
    request.set_organisation(fmt::format("B{:04}", client));
    request.set_request_id(fmt::format("load-{}-{}", client, number));
    request.set_skip_outlooks(options.skip_outlooks);
    for (int i = 0; i < options.rows; ++i) FillRow(*request.add_observations(), next++);
  }
  return requests;
}

struct Result {
  std::vector<double> seconds;  // of each acknowledged submission
  std::string failure;
};

void Send(const Options& options, const std::vector<v1::SubmitRequest>& requests,
          const std::atomic<bool>& go, Clock::time_point& end, Result& result) {
  grpc::ChannelArguments own_connection;
  own_connection.SetInt("grpc.use_local_subchannel_pool", 1);
  const auto stub = v1::SubmissionService::NewStub(grpc::CreateCustomChannel(
      options.server, grpc::InsecureChannelCredentials(), own_connection));
  go.wait(false);
  const auto begin = Clock::now();
  for (const v1::SubmitRequest& request : requests) {
    if (Seconds(Clock::now() - begin).count() > options.seconds_max) break;
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    v1::SubmitResponse response;
    const auto sent = Clock::now();
    const grpc::Status status = stub->Submit(&context, request, &response);
    if (!status.ok() || response.outcome() != v1::OUTCOME_ACCEPTED) {
      result.failure =
          status.ok() ? response.ShortDebugString().substr(0, 500) : status.error_message();
      break;
    }
    result.seconds.push_back(Seconds(Clock::now() - sent).count());
  }
  end = Clock::now();
}

double Percentile(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

int Run(const Options& options) {
  const auto clients = static_cast<std::size_t>(options.clients);
  std::vector<std::vector<v1::SubmitRequest>> requests;
  for (int client = 0; client < options.clients; ++client)
    requests.push_back(Requests(options, client));
  std::vector<Result> results(clients);
  std::vector<Clock::time_point> ends(clients);
  std::atomic<bool> go = false;
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < clients; ++i) {
    threads.emplace_back([&, i] { Send(options, requests[i], go, ends[i], results[i]); });
  }
  const auto begin = Clock::now();
  go = true;
  go.notify_all();
  threads.clear();
  const double took = Seconds(*std::max_element(ends.begin(), ends.end()) - begin).count();

  std::vector<double> seconds;
  for (const Result& result : results) {
    if (!result.failure.empty()) {
      fmt::print(stderr, "a submission failed: {}\n", result.failure);
      return 1;
    }
    seconds.insert(seconds.end(), result.seconds.begin(), result.seconds.end());
  }
  std::sort(seconds.begin(), seconds.end());
  const double observations = static_cast<double>(seconds.size()) * options.rows;
  fmt::print(
      "clients={} rows={} outlooks={} submissions={} observations_per_second={:.0f} p50_ms={:.2f} "
      "p99_ms={:.2f}\n",
      options.clients, options.rows, !options.skip_outlooks, seconds.size(), observations / took,
      1e3 * Percentile(seconds, 0.5), 1e3 * Percentile(seconds, 0.99));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app{"Loads a trustwatchd on this machine with submissions"};
  app.add_option("--server", options.server, "host:port; loopback only")->capture_default_str();
  app.add_option("--clients", options.clients)->check(CLI::Range(1, 1000))->capture_default_str();
  app.add_option("--rows", options.rows, "of each submission")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  app.add_option("--submissions", options.submissions, "of each client")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  app.add_option("--seconds-max", options.seconds_max)
      ->check(CLI::Range(1, 600))
      ->capture_default_str();
  app.add_flag("--skip-outlooks", options.skip_outlooks, "ask for none, as bulk loads do");
  CLI11_PARSE(app, argc, argv);
  if (!options.server.starts_with("127.") && !options.server.starts_with("localhost:")) {
    fmt::print(stderr, "{} is not this machine: load goes to loopback only\n", options.server);
    return 2;
  }
  return Run(options);
}
