#include <cstdint>
#include <functional>
#include <iostream>
#include <random>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "daemon/domain/value.h"
#include "daemon/history/judge.h"
#include "daemon/history/series_figures.h"
#include "daemon/insight/review_marks.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/insight/review_builder.h"
#include "tests/support/definitions_builder.h"

// How often chance marks a month: 53 organisations, three years of figures in control.
namespace trustwatch::insight {
namespace {

constexpr int kOrganisations = 53;
constexpr int kMonths = 36;
constexpr int kReviewBudgetRounds = 300;

using Draw = std::function<double(std::mt19937_64&)>;

// To June 2026, by the XmR chart that judges most series.
history::SeriesVerdict JudgedOf(const Draw& draw, std::mt19937_64& random,
                                history::Scratch& scratch) {
  const history::Ordinal newest =
      history::OrdinalOf(testing::PeriodOf("2026-06").last(), domain::kMonth);
  history::SeriesFigures series;
  for (int i = 0; i < kMonths; ++i) {
    series.Set(newest - kMonths + 1 + i, domain::Number{.value = draw(random)});
  }
  return history::JudgeLatest(series, {.span = domain::kMonth}, {}, scratch);
}

int MarkedMonths(const Draw& draw, std::mt19937_64& random) {
  const absl::Time july =
      absl::FromCivil(absl::CivilSecond(2026, 7, 20, 12, 0, 0), absl::UTCTimeZone());
  const auto definitions = testing::DefinitionsBuilder().Build();
  history::Scratch scratch;
  int marked = 0;
  for (int round = 0; round < kReviewBudgetRounds; ++round) {
    testing::ReviewBuilder builder;
    for (int i = 0; i < kOrganisations; ++i) {
      builder.Add(fmt::format("A{:02}", i).c_str(), testing::SliceOf("calls_offered"),
                  JudgedOf(draw, random, scratch));
    }
    marked += static_cast<int>(ReviewMarksAt(july, *definitions, builder.Get()).indicators.size());
  }
  return marked;
}

TEST(ReviewBudgetTest, ChanceMarksLessThanOneMonthInFiveHundred) {
  const auto seed = std::random_device()();
  std::cout << "seed " << seed << "\n";
  std::mt19937_64 random(seed);
  const int months = kReviewBudgetRounds * kReviewMonths;
  const auto expect = [&](const std::string& name, const Draw& draw) {
    const int marked = MarkedMonths(draw, random);
    std::cout << name << ": " << 1000.0 * marked / months << " of 1,000 indicator-months\n";
    EXPECT_LE(marked, months / 500) << name;
  };
  std::normal_distribution<double> normal(100, 10);
  expect("normal", [&normal](auto& from) { return normal(from); });
  std::poisson_distribution<int> many(20);
  expect("counts about 20", [&many](auto& from) { return many(from); });
  std::poisson_distribution<int> few(5);
  expect("counts about 5", [&few](auto& from) { return few(from); });
}

// Eight that step up by eight standard deviations in the newest month are seen in every round.
TEST(ReviewBudgetTest, EightThatStepTogetherAreSeen) {
  const auto seed = std::random_device()();
  std::cout << "seed " << seed << "\n";
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal(100, 10);
  history::Scratch scratch;
  int drawn = 0;
  const Draw stepped = [&](auto& from) { return normal(from) + (++drawn % kMonths == 0 ? 80 : 0); };
  testing::ReviewBuilder builder;
  for (int i = 0; i < kOrganisations; ++i) {
    const Draw plain = [&](auto& from) { return normal(from); };
    builder.Add(fmt::format("A{:02}", i).c_str(), testing::SliceOf("calls_offered"),
                JudgedOf(i < 8 ? stepped : plain, random, scratch));
  }
  const absl::Time july =
      absl::FromCivil(absl::CivilSecond(2026, 7, 20, 12, 0, 0), absl::UTCTimeZone());
  const auto marks =
      ReviewMarksAt(july, *testing::DefinitionsBuilder().Build(), builder.Get()).indicators;
  ASSERT_FALSE(marks.empty());
  EXPECT_TRUE(marks.back().mark.is_above);
  EXPECT_EQ(history::LastDayOf(marks.back().mark.month, domain::kMonth),
            testing::DayOf("2026-06-30"));
}

}  // namespace
}  // namespace trustwatch::insight
