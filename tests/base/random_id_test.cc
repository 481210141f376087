#include "daemon/base/random_id.h"

#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::base {
namespace {

TEST(RandomId, IsAUuidOfVersionFour) {
  const std::string digits = "[0-9a-f]";
  const auto group = [&](int count) {
    std::string pattern;
    for (int i = 0; i < count; ++i) pattern += digits;
    return pattern;
  };
  for (int i = 0; i < 100; ++i) {
    EXPECT_THAT(RandomId(), ::testing::MatchesRegex(group(8) + "-" + group(4) + "-4" + group(3) +
                                                    "-[89ab]" + group(3) + "-" + group(12)));
  }
}

TEST(RandomId, IsNewEachTime) {
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) ids.insert(RandomId());
  EXPECT_EQ(ids.size(), 1000U);
}

}  // namespace
}  // namespace trustwatch::base
