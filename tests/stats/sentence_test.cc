#include "daemon/stats/sentence.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "daemon/stats/run_rules.h"
#include "daemon/stats/xmr.h"
#include "daemon/stats/xmr_options.h"
#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

// Months from January 2025.
std::string Month(std::size_t position) {
  static constexpr std::array kNames = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
  return std::string(kNames[position % 12]) + " " + std::to_string(2025 + position / 12);
}

std::string Sentence(const std::vector<double>& values, Better better, SentenceWords words = {},
                     const std::vector<std::uint8_t>& known = {}) {
  words.period_at = Month;
  std::vector<Marked> scratch(values.size());
  const Verdict verdict =
      JudgeXmr({.values = values, .known = known, .better = better, .target = words.target},
               kMakingDataCount, scratch);
  return ToSentence(verdict, words);
}

TEST(SentenceTest, NoFigures) { EXPECT_EQ(Sentence({}, Better::kHigher), "There are no figures."); }

TEST(SentenceTest, NoFigureForTheLatestPeriod) {
  EXPECT_EQ(Sentence({1, 2, 1, 0}, Better::kHigher, {}, {1, 1, 1, 0}),
            "There is no figure for April 2025, so nothing can be said of it. Limits are "
            "provisional: 3 points.");
}

TEST(SentenceTest, TooFewForLimits) {
  EXPECT_EQ(Sentence({1}, Better::kHigher),
            "Too early to say: no limits can be made from 1 month yet.");
  EXPECT_EQ(Sentence({1, 2}, Better::kHigher),
            "Too early to say: no limits can be made from 2 months yet.");
}

TEST(SentenceTest, CommonCause) {
  // Mean 1.5, all ranges 1: limits -1.16 and 4.16.
  EXPECT_EQ(Sentence({1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2}, Better::kLower, {.unit = " days"}),
            "No change beyond chance: December 2025 is within the expected range, -1.2 days to 4.2 "
            "days.");
}

TEST(SentenceTest, ALimitIsToldAsFarAsAFigureCanLieThere) {
  // As above; the upper limit of 4.16 is cut to what is possible, too.
  EXPECT_EQ(Sentence({1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2}, Better::kLower,
                     {.unit = " days", .lowest = 0, .highest = 3}),
            "No change beyond chance: December 2025 is within the expected range, 0.0 days to 3.0 "
            "days.");
}

TEST(SentenceTest, AConstantSeries) {
  EXPECT_EQ(
      Sentence({100, 100, 100}, Better::kHigher, {.unit = "%", .decimals = 0, .target = 100.0}),
      "No change: March 2025 is 100%, as before. The target of 100% will be met consistently "
      "if nothing changes. Limits are provisional: 3 points.");
}

TEST(SentenceTest, ARun) {
  // Sum 4 x 2.5 + 3 x 2.6 = 17.8, mean 1.98; ranges 0, 2.5 and six of .1: mean .39, limits .95 and
  // 3.01.
  EXPECT_EQ(Sentence({0, 0, 2.5, 2.6, 2.5, 2.6, 2.5, 2.6, 2.5}, Better::kNeither),
            "Higher than expected: the last 7 months are all above the mean of 2.0 (since March "
            "2025). Limits are provisional: 9 points.");
}

TEST(SentenceTest, ATrendAndAContraryRun) {
  // Sum 15.69, mean 1.96; ranges 2.4, four of .1, .05 and .01: mean .41, limits .87 and 3.05. The
  // fall is a concern where higher is better, and the months above the mean are an improvement.
  EXPECT_EQ(
      Sentence({.1, 2.5, 2.4, 2.3, 2.2, 2.1, 2.05, 2.04}, Better::kHigher, {.decimals = 2}),
      "Concern, falling: each of the last 6 months is below the one before (since February 2025). "
      "At the same time, an improvement: the last 7 months are all above the mean of 1.96 (since "
      "February 2025). Limits are provisional: 8 points.");
}

TEST(SentenceTest, OutsideOnce) {
  // Eleven pairs of 1 and 2, then 9: mean 42/23, 1.83; ranges 21 of 1 and one of 7: mean 28/22,
  // limits -1.56 and 5.21.
  std::vector<double> values;
  for (int i = 0; i < 11; ++i) values.insert(values.end(), {1, 2});
  values.push_back(9);
  EXPECT_EQ(Sentence(values, Better::kLower, {.target = 6.0}),
            "Concern, higher than expected: November 2026 is above the upper limit of 5.2. The "
            "target of 6.0 will be met consistently if nothing changes.");
}

TEST(SentenceTest, EveryRuleHasWords) {
  const SentenceWords words{.period_at = Month};
  Verdict verdict{.latest_known = true,
                  .latest = 9,
                  .baseline_points = 10,
                  .trial = false,
                  .mean = 5,
                  .limits = Limits{.lower = 1, .upper = 9, .near_lower = 2, .near_upper = 8}};
  const auto say = [&](Label label, std::size_t since, std::size_t points) {
    verdict.signal = Signal{label, Variation::kImprovement, since, points};
    return ToSentence(verdict, words);
  };
  EXPECT_EQ(say(Label::kBelowLower, 8, 2),
            "Improvement, lower than expected: the last 2 months are all below the lower limit of "
            "1.0 (since September 2025).");
  EXPECT_EQ(say(Label::kTwoInThreeAbove, 7, 2),
            "Improvement, higher than expected: 2 of the last 3 months are far above the mean of "
            "5.0 (since August 2025).");
  EXPECT_EQ(say(Label::kRising, 3, 7),
            "Improvement, rising: each of the last 6 months is above the one before (since April "
            "2025).");
  EXPECT_EQ(say(Label::kRunBelow, 0, 10),
            "Improvement, lower than expected: the last 10 months are all below the mean of 5.0 "
            "(since January 2025).");
  verdict.assurance = Assurance::kHitOrMiss;
  EXPECT_EQ(say(Label::kRunBelow, 0, 10),
            "Improvement, lower than expected: the last 10 months are all below the mean of 5.0 "
            "(since January 2025). The target will sometimes be met and sometimes missed.");
}

TEST(SentenceTest, NothingIsWrittenMinusNought) {
  const Verdict verdict{.latest_known = true,
                        .latest = 0,
                        .trial = false,
                        .mean = -0.01,
                        .limits = Limits{.lower = -0.04, .upper = 0.04}};
  EXPECT_EQ(ToSentence(verdict, {.period_at = Month}),
            "No change beyond chance: January 2025 is within the expected range, 0.0 to 0.0.");
}

}  // namespace
}  // namespace trustwatch::stats
