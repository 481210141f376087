#include "collectors/backtest/alert_history.h"

#include <set>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::backtest {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::Duration kDay = absl::Hours(24);
const absl::Duration kMonth = 28 * kDay;

// One organisation a letter, one instant a text, 30 days apart: "A", "AB", "".
std::vector<std::string> AlertsOf(absl::Duration hold, absl::Duration keep_firing,
                                  const std::vector<std::string>& instants) {
  AlertHistory history({.hold = hold, .keep_firing = keep_firing, .shortest_step = kMonth});
  absl::Time at = absl::UnixEpoch();
  for (const std::string& letters : instants) {
    std::set<Labels> holding;
    for (const char letter : letters) holding.insert({{"org", std::string(1, letter)}});
    history.Add(at, holding);
    at += 30 * kDay;
  }
  std::vector<std::string> texts;
  for (const Firing& it : history.Firings()) {
    texts.push_back(fmt::format("{} {}-{}", it.labels.at("org"), it.first, it.last));
  }
  return texts;
}

TEST(AlertHistoryTest, AnAlertLastsWhileItsExpressionHolds) {
  EXPECT_THAT(AlertsOf({}, {}, {"", "A", "AB", "B", ""}), ElementsAre("A 1-2", "B 2-3"));
  EXPECT_THAT(AlertsOf({}, {}, {"A", "", "A"}), ElementsAre("A 0-0", "A 2-2"));
  EXPECT_THAT(AlertsOf({}, {}, {"", ""}), IsEmpty());
}

TEST(AlertHistoryTest, ItFiresOnceItHasHeldForLong) {
  // 45 days after the first instant is between the second (30) and the third (60).
  EXPECT_THAT(AlertsOf(45 * kDay, {}, {"A", "A", "A", "A"}), ElementsAre("A 2-3"));
  EXPECT_THAT(AlertsOf(60 * kDay, {}, {"A", "A", "A", ""}), ElementsAre("A 2-2"));
  EXPECT_THAT(AlertsOf(61 * kDay, {}, {"A", "A", "A", ""}), IsEmpty());
  EXPECT_THAT(AlertsOf(45 * kDay, {}, {"A", "A", "", "A", "A"}), IsEmpty())
      << "a break begins anew";
}

TEST(AlertHistoryTest, WhatIsShorterThanAStepCountsAsPassed) {
  EXPECT_THAT(AlertsOf(absl::Minutes(2), absl::Hours(24), {"A", ""}), ElementsAre("A 0-0"));
  EXPECT_THAT(AlertsOf(27 * kDay, 27 * kDay, {"", "A", ""}), ElementsAre("A 1-1"));
}

TEST(AlertHistoryTest, ItGoesOnForAsLongAsItIsKept) {
  // Last held at 0; 30 days later it is kept, 60 days later it is not, since 60 is not less.
  EXPECT_THAT(AlertsOf({}, 60 * kDay, {"A", "", "", ""}), ElementsAre("A 0-1"));
  EXPECT_THAT(AlertsOf({}, 61 * kDay, {"A", "", "A", "", ""}), ElementsAre("A 0-4"));
  EXPECT_THAT(AlertsOf(45 * kDay, 365 * kDay, {"A", "", "", ""}), IsEmpty()) << "it never fired";
}

}  // namespace
}  // namespace trustwatch::backtest
