// kill -9 of the daemon in the middle of submissions from several clients: every acknowledged
// submission is there, whole; nothing half; a retried request id adds nothing.

#include <array>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/client.h"
#include "tests/support/daemon_process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::testing {
namespace {

constexpr int kClients = 5;
constexpr int kSubmissionsOfEach = 40;  // 200 in all
constexpr std::array<const char*, kClients> kOrganisations = {"ZA1", "ZA2", "ZA3", "ZA4", "ZA5"};
constexpr std::array<const char*, 4> kIndicators = {
    "oap_inapp_beddays_acute", "crisis_calls_offered", "tt_access", "complaints_new"};

// What one client sent; the acknowledged ones by request id.
struct Sent {
  std::map<std::string, v1::SubmitRequest> requests;
  std::map<std::string, std::int64_t> acknowledged;
};

v1::SubmitRequest Request(int client, int number, std::mt19937_64& random) {
  v1::SubmitRequest request;
  request.set_organisation(kOrganisations[static_cast<std::size_t>(client)]);
  request.set_request_id(fmt::format("client-{}-{}", client, number));
  for (const char* indicator : kIndicators) {
    AddFigure(request, indicator, 2022 + (number + 3) / 12, (number + 3) % 12 + 1,
              static_cast<double>(random() % 50 + 1));
    request.mutable_observations()->rbegin()->set_explanation("Invented at random.");
  }
  return request;
}

// Sends until the daemon is gone; counts acknowledgements in `acknowledged`, and jumps past every
// number that somebody may wait for when it is over.
void SendAll(const std::string& address, int client, std::uint64_t seed,
             std::atomic<int>& acknowledged, Sent& sent) {
  const absl::Cleanup over = [&acknowledged] {
    acknowledged.fetch_add(kClients * kSubmissionsOfEach);
    acknowledged.notify_all();
  };
  std::mt19937_64 random(seed + static_cast<std::uint64_t>(client));
  Client door(address);
  for (int number = 0; number < kSubmissionsOfEach; ++number) {
    const v1::SubmitRequest request = Request(client, number, random);
    sent.requests[request.request_id()] = request;
    const auto [status, response] = door.Submit(request);
    if (!status.ok()) return;
    ASSERT_EQ(response.outcome(), v1::OUTCOME_ACCEPTED) << response.DebugString();
    sent.acknowledged[request.request_id()] = response.receipt().submission_id();
    acknowledged.fetch_add(1);
    acknowledged.notify_all();
  }
}

std::multiset<std::pair<std::string, double>> Figures(const auto& observations) {
  std::multiset<std::pair<std::string, double>> figures;
  for (const v1::Observation& observation : observations) {
    figures.emplace(observation.indicator(), observation.value().number().value());
  }
  return figures;
}

// Everything that the daemon lists is something that was sent, whole, and nothing acknowledged is
// gone.
void CheckWhole(Client& door, int client, const Sent& sent) {
  const auto [status, list] = door.List(kOrganisations[static_cast<std::size_t>(client)]);
  ASSERT_TRUE(status.ok()) << status.error_message();
  std::set<std::string> found;
  for (const v1::Submission& submission : list.submissions()) {
    const auto request = sent.requests.find(submission.receipt().request_id());
    ASSERT_NE(request, sent.requests.end());
    const auto [got, full] = door.Get(submission.receipt().submission_id());
    ASSERT_TRUE(got.ok()) << got.error_message();
    EXPECT_EQ(Figures(full.observations()), Figures(request->second.observations()));
    EXPECT_TRUE(found.insert(request->first).second) << "recorded twice: " << request->first;
  }
  for (const auto& [request_id, submission_id] : sent.acknowledged) {
    EXPECT_TRUE(found.contains(request_id)) << "acknowledged and lost: " << request_id;
  }
}

// A client that does not know what became of its requests sends them all again.
void CheckRetries(Client& door, int client, const Sent& sent) {
  for (const auto& [request_id, request] : sent.requests) {
    const auto [status, response] = door.Submit(request);
    ASSERT_TRUE(status.ok()) << status.error_message();
    const auto known = sent.acknowledged.find(request_id);
    if (known != sent.acknowledged.end()) {
      EXPECT_TRUE(response.is_retry());
      EXPECT_EQ(response.receipt().submission_id(), known->second);
    }
  }
  const auto [status, list] = door.List(kOrganisations[static_cast<std::size_t>(client)]);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(static_cast<std::size_t>(list.submissions_size()), sent.requests.size());
}

void OneRound(std::uint64_t seed) {
  SCOPED_TRACE(fmt::format("seed {}", seed));
  const TemporaryFolder folder;
  const DaemonProcess::Options options{.binary = TRUSTWATCH_DAEMON,
                                       .database = folder.path() / "trustwatch.db",
                                       .catalogue = TRUSTWATCH_SAMPLE_CATALOGUE,
                                       .log = folder.path() / "log",
                                       .more_arguments = {}};
  std::array<Sent, kClients> sent;
  {
    const auto daemon = Value(DaemonProcess::Start(options));
    std::atomic<int> acknowledged = 0;
    const int kill_after =
        static_cast<int>(std::mt19937_64(seed)() % (kClients * kSubmissionsOfEach - 10));
    std::vector<std::jthread> clients;
    for (int client = 0; client < kClients; ++client) {
      clients.emplace_back([&, client] {
        SendAll(daemon->grpc_address(), client, seed, acknowledged,
                sent[static_cast<std::size_t>(client)]);
      });
    }
    for (int seen = acknowledged.load(); seen < kill_after; seen = acknowledged.load()) {
      acknowledged.wait(seen);
    }
    daemon->Kill();
  }
  const auto daemon = Value(DaemonProcess::Start(options));
  Client door(daemon->grpc_address());
  for (int client = 0; client < kClients; ++client) {
    CheckWhole(door, client, sent[static_cast<std::size_t>(client)]);
    CheckRetries(door, client, sent[static_cast<std::size_t>(client)]);
  }
}

TEST(Crash, NothingAcknowledgedIsLostAndNothingIsHalf) {
  const char* rounds_asked = std::getenv("TRUSTWATCH_CRASH_ROUNDS");
  const int rounds = rounds_asked == nullptr ? 50 : std::atoi(rounds_asked);
  const std::uint64_t first_seed = std::random_device()();
  fmt::print("{} rounds, seeds {} to {}\n", rounds, first_seed,
             first_seed + static_cast<std::uint64_t>(rounds) - 1);
  for (int round = 0; round < rounds && !HasFailure(); ++round) {
    OneRound(first_seed + static_cast<std::uint64_t>(round));
  }
}

}  // namespace
}  // namespace trustwatch::testing
