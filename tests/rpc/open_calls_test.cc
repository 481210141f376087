#include "daemon/rpc/open_calls.h"

#include <atomic>
#include <thread>

#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace trustwatch::rpc {
namespace {

TEST(OpenCalls, AreWelcomeUntilClosed) {
  OpenCalls calls;
  EXPECT_TRUE(calls.Enter());
  calls.Close();
  EXPECT_FALSE(calls.Enter());
}

TEST(OpenCalls, WaitingEndsWhenTheLastLeavesRefusedOnesIncluded) {
  OpenCalls calls;
  std::atomic<int> inside = 2;
  calls.Enter();
  calls.Close();
  calls.Enter();
  std::jthread leaving([&] {
    for (int i = 0; i < 2; ++i) {
      --inside;
      calls.Leave();
    }
  });
  calls.WaitUntilEmpty(absl::Minutes(1));
  EXPECT_EQ(inside, 0);
}

TEST(OpenCalls, WaitingEndsAtItsLimit) {
  OpenCalls calls;
  calls.Enter();
  calls.WaitUntilEmpty(absl::Milliseconds(1));
  calls.Leave();
  calls.WaitUntilEmpty(absl::InfiniteDuration());
}

}  // namespace
}  // namespace trustwatch::rpc
