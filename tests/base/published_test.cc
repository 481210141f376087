#include "daemon/base/published.h"

#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::base {
namespace {

struct Pair {
  int first = 0;
  int second = 0;
};

TEST(Published, GivesWhatWasPutLast) {
  Published<int> published(std::make_shared<const int>(1));
  EXPECT_EQ(*published.Get(), 1);
  published.Replace(std::make_shared<const int>(2));
  EXPECT_EQ(*published.Get(), 2);
}

TEST(Published, AReaderKeepsWhatItTook) {
  Published<int> published(std::make_shared<const int>(1));
  const std::shared_ptr<const int> kept = published.Get();
  published.Replace(std::make_shared<const int>(2));
  EXPECT_EQ(*kept, 1);
}

TEST(Published, LetsGoOfWhatNobodyHolds) {
  auto first = std::make_shared<const int>(1);
  const std::weak_ptr<const int> watched = first;
  Published<int> published(std::move(first));
  published.Replace(std::make_shared<const int>(2));
  EXPECT_TRUE(watched.expired());
}

TEST(Published, ReadersNeverSeeHalfAReplacement) {
  Published<Pair> published(std::make_shared<const Pair>());
  std::vector<std::jthread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      int newest = 0;
      while (newest < 1000) {
        const std::shared_ptr<const Pair> pair = published.Get();
        ASSERT_EQ(pair->first, pair->second);
        ASSERT_GE(pair->first, newest);
        newest = pair->first;
      }
    });
  }
  for (int i = 1; i <= 1000; ++i) {
    published.Replace(std::make_shared<const Pair>(Pair{.first = i, .second = i}));
  }
}

TEST(PublishedDeathTest, ThereIsAlwaysAValue) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(Published<int>(nullptr), "we believed that current_ != nullptr");
}

}  // namespace
}  // namespace trustwatch::base
