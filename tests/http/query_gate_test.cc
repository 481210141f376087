#include "daemon/http/query_gate.h"

#include <atomic>
#include <optional>
#include <thread>
#include <utility>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::http {
namespace {

using ::testing::HasSubstr;
using testing::IsError;
using testing::Value;

TEST(QueryGate, LetsAsManyThroughAsItSays) {
  QueryGate gate({.answered_max = 2, .waiting_max = 0});
  const auto first = Value(gate.Enter());
  std::optional<QueryGate::Pass> second = Value(gate.Enter());
  EXPECT_THAT(gate.Enter().status(),
              IsError(absl::StatusCode::kResourceExhausted, HasSubstr("ask again in 5 seconds")));
  second.reset();
  EXPECT_TRUE(gate.Enter().ok());
}

TEST(QueryGate, WhoWaitsTooLongIsSentAway) {
  QueryGate gate({.answered_max = 1, .waiting_max = 1, .wait_max = absl::Milliseconds(1)});
  const auto first = Value(gate.Enter());
  EXPECT_FALSE(gate.Enter().ok());
}

TEST(QueryGate, WhoWaitsIsLetThroughWhenAnotherLeaves) {
  QueryGate gate({.answered_max = 1, .waiting_max = 1, .wait_max = absl::Minutes(5)});
  std::optional<QueryGate::Pass> first = Value(gate.Enter());
  std::atomic<bool> is_through = false;
  std::thread waiting([&] { is_through = gate.Enter().ok(); });
  first.reset();
  waiting.join();
  EXPECT_TRUE(is_through);
}

TEST(QueryGate, APassThatWasMovedIsGivenBackOnce) {
  QueryGate gate({.answered_max = 1, .waiting_max = 0});
  {
    auto pass = Value(gate.Enter());
    const QueryGate::Pass moved(std::move(pass));
    EXPECT_FALSE(gate.Enter().ok());
  }
  EXPECT_TRUE(gate.Enter().ok());
}

}  // namespace
}  // namespace trustwatch::http
