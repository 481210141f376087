#include "daemon/rpc/in_flight.h"

#include <atomic>
#include <cstddef>
#include <limits>
#include <thread>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace trustwatch::rpc {
namespace {

TEST(InFlight, GivesUpToTheLimitAndNoMore) {
  InFlight bytes(10);
  const auto first = bytes.Take(6);
  ASSERT_TRUE(first.has_value());
  EXPECT_FALSE(bytes.Take(5).has_value());
  const auto second = bytes.Take(4);
  EXPECT_TRUE(second.has_value());
  EXPECT_EQ(bytes.used(), 10U);
  EXPECT_FALSE(bytes.Take(1).has_value());
  EXPECT_TRUE(bytes.Take(0).has_value());
}

TEST(InFlight, AShareIsGivenBackOnceHoweverOftenItMoves) {
  InFlight bytes(10);
  {
    auto share = bytes.Take(6);
    const InFlight::Share moved = *std::move(share);
    share.reset();
    EXPECT_EQ(bytes.used(), 6U);
  }
  EXPECT_EQ(bytes.used(), 0U);
}

TEST(InFlight, AnAmountThatOverflowsDoesNotFit) {
  InFlight bytes(10);
  const auto share = bytes.Take(6);
  EXPECT_FALSE(bytes.Take(std::numeric_limits<std::size_t>::max()).has_value());
}

TEST(InFlight, APatientOneGetsTheShareThatAnotherGivesBack) {
  InFlight calls(1);
  auto held = calls.Take(1);
  std::jthread waiting([&calls] {
    const auto share = calls.Take(1, absl::Minutes(1));
    EXPECT_TRUE(share.has_value());
  });
  held.reset();
}

TEST(InFlight, PatienceEnds) {
  InFlight calls(1);
  const auto held = calls.Take(1);
  EXPECT_FALSE(calls.Take(1, absl::Milliseconds(1)).has_value());
}

TEST(InFlight, ThreadsNeverHoldMoreThanTheLimitTogether) {
  InFlight calls(3);
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (int round = 0; round < 2'000; ++round) {
          const auto share = calls.Take(1);
          if (!share.has_value()) continue;
          const int now = ++inside;
          int before = most;
          while (now > before && !most.compare_exchange_weak(before, now)) {
          }
          --inside;
        }
      });
    }
  }
  EXPECT_LE(most, 3);
  EXPECT_GE(most, 1);
  EXPECT_EQ(calls.used(), 0U);
}

}  // namespace
}  // namespace trustwatch::rpc
