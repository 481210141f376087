#include "daemon/http/connection_queue.h"

#include <atomic>
#include <future>
#include <latch>
#include <thread>

#include "gtest/gtest.h"

namespace trustwatch::http {
namespace {

TEST(ConnectionQueueTest, EveryConnectionIsServedBeforeItShutsDown) {
  std::atomic<int> served = 0;
  ConnectionQueue queue(2, 4);
  for (int i = 0; i < 100; ++i) queue.enqueue([&served] { ++served; });
  queue.shutdown();
  EXPECT_EQ(served, 100);
}

TEST(ConnectionQueueTest, SoManyAreServedAtOnceAndNoMore) {
  constexpr int kThreads = 3;
  std::atomic<int> at_once = 0;
  std::atomic<int> at_once_max = 0;
  std::latch all_busy(kThreads);
  ConnectionQueue queue(kThreads, 100);
  for (int i = 0; i < 30; ++i) {
    queue.enqueue([&, i] {
      const int now = ++at_once;
      int seen = at_once_max;
      while (seen < now && !at_once_max.compare_exchange_weak(seen, now)) {
      }
      if (i < kThreads) all_busy.arrive_and_wait();  // ends only if all three are served at once
      --at_once;
    });
  }
  queue.shutdown();
  EXPECT_EQ(at_once_max, kThreads);
}

TEST(ConnectionQueueTest, WhoFindsItFullWaits) {
  std::promise<void> release;
  auto released = release.get_future().share();
  std::promise<void> is_busy;
  ConnectionQueue queue(1, 2);
  queue.enqueue([&] {
    is_busy.set_value();
    released.wait();
  });
  is_busy.get_future().wait();
  queue.enqueue([] {});
  queue.enqueue([] {});  // now it is full
  std::atomic<bool> is_in = false;
  std::jthread late([&] {
    queue.enqueue([] {});
    is_in = true;
  });
  for (int i = 0; i < 1'000; ++i) std::this_thread::yield();
  EXPECT_FALSE(is_in);
  release.set_value();
  late.join();
  EXPECT_TRUE(is_in);
  queue.shutdown();
}

TEST(ConnectionQueueTest, AfterItShutDownTheCallerServes) {
  ConnectionQueue queue(1, 1);
  queue.shutdown();
  std::thread::id served_by;
  queue.enqueue([&served_by] { served_by = std::this_thread::get_id(); });
  EXPECT_EQ(served_by, std::this_thread::get_id());
}

}  // namespace
}  // namespace trustwatch::http
