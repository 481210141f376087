#include "daemon/samples/series_values.h"

#include <map>
#include <string>
#include <vector>

#include "daemon/samples/instants.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/insight_builder.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::samples {
namespace {

using testing::DayOf;
using testing::DefinitionsBuilder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::NoonOf;
using ::testing::Pair;
using testing::SliceOf;

using domain::Span;
using Told = std::map<std::string, std::vector<std::string>>;

std::string DayOfMs(std::int64_t at_ms) {
  return absl::FormatTime("%Y-%m-%d", absl::FromUnixMillis(at_ms), absl::UTCTimeZone());
}

struct Series {
  explicit Series(std::shared_ptr<const domain::Definitions> of, domain::Slice which)
      : definitions(std::move(of)),
        slice(std::move(which)),
        rules(history::RulesOf(definitions->catalogue, slice)) {}

  Series& Set(const char* last_day, double value) {
    past.figures.Set(history::OrdinalOf(DayOf(last_day), slice.span), testing::Count(value));
    return *this;
  }

  // By word: "first day..day after: value".
  Told Tell(Metric metric) const {
    Told told;
    SeriesValues().Each(metric, past, rules, [&](std::string_view word, std::span<const Held> all) {
      for (const Held& held : all) {
        told[std::string(word)].push_back(
            fmt::format("{}..{}: {:g}", DayOfMs(held.from_ms), DayOfMs(held.until_ms), held.value));
      }
    });
    return told;
  }

  std::shared_ptr<const domain::Definitions> definitions;
  domain::Slice slice;
  history::Rules rules;
  history::SeriesPast past;
};

Series Calls() { return Series(DefinitionsBuilder().Build(), SliceOf("calls_offered")); }

TEST(SeriesValues, AFigureHoldsUntilTheNextMonthBegins) {
  EXPECT_THAT(
      Calls().Set("2026-01-31", 7).Set("2026-03-31", 9).Tell(Metric::kValue),
      ElementsAre(Pair("", ElementsAre("2026-01-01..2026-02-01: 7", "2026-03-01..2026-04-01: 9"))));
}

TEST(SeriesValues, AQuarterThatIsReportedQuarterlyHoldsForThreeMonths) {
  Series series(DefinitionsBuilder().Build(), SliceOf("seen_in_time"));
  series.slice.span = Span{.count = 3};
  series.rules.span = series.slice.span;
  series.Set("2026-03-31", 50).Set("2026-06-30", 60);
  EXPECT_THAT(series.Tell(Metric::kValue),
              ElementsAre(Pair(
                  "", ElementsAre("2026-03-01..2026-06-01: 50", "2026-06-01..2026-09-01: 60"))));
}

TEST(SeriesValues, WhatIsNoNumberHasNoValue) {
  Series series = Calls().Set("2026-01-31", 7);
  series.past.figures.Set(history::OrdinalOf(DayOf("2026-02-28"), Span{}),
                          domain::Value(domain::NilReturn{}));
  EXPECT_THAT(series.Tell(Metric::kValue),
              ElementsAre(Pair("", ElementsAre("2026-01-01..2026-02-01: 7"))));
}

TEST(SeriesValues, AnEmptySeriesHasNothing) {
  for (const MetricInfo& info : Metrics()) {
    if (!IsOfSeries(info.metric)) continue;
    EXPECT_THAT(Calls().Tell(info.metric), IsEmpty()) << info.name;
  }
}

// XmR of 10, 12, 11, 13: mean 11.5, moving ranges 2, 1, 2, their mean 5/3; limits 2.66 times that,
// which is 4.43333, around the mean.
TEST(SeriesValues, LinesStandAtEveryPeriod) {
  Series series = Calls();
  series.Set("2026-01-31", 10).Set("2026-02-28", 12).Set("2026-03-31", 11).Set("2026-04-30", 13);
  EXPECT_THAT(series.Tell(Metric::kMean)[""],
              ElementsAre("2026-01-01..2026-02-01: 11.5", "2026-02-01..2026-03-01: 11.5",
                          "2026-03-01..2026-04-01: 11.5", "2026-04-01..2026-05-01: 11.5"));
  EXPECT_THAT(series.Tell(Metric::kLowerLimit)[""],
              ::testing::Each(::testing::EndsWith(": 7.06667")));
  EXPECT_THAT(series.Tell(Metric::kUpperLimit)[""],
              ::testing::Each(::testing::EndsWith(": 15.9333")));
}

TEST(SeriesValues, AStepChangeGivesItsPeriodsLinesOfTheirOwn) {
  Series series = Calls();
  series.Set("2026-01-31", 10).Set("2026-02-28", 12).Set("2026-03-31", 31).Set("2026-04-30", 33);
  series.past.step_days = {DayOf("2026-03-01")};
  EXPECT_THAT(series.Tell(Metric::kMean)[""],
              ElementsAre("2026-01-01..2026-02-01: 11", "2026-02-01..2026-03-01: 11",
                          "2026-03-01..2026-04-01: 32", "2026-04-01..2026-05-01: 32"));
}

TEST(SeriesValues, ATargetStandsWhereAStandardWasInForce) {
  DefinitionsBuilder builder;
  builder.Indicator("seen_in_time").standards = {
      {.text = "75 %", .target = 75, .first_day = DayOf("2026-02-01")}};
  Series series(builder.Build(), SliceOf("seen_in_time"));
  series.Set("2026-01-31", 70).Set("2026-03-31", 80);
  EXPECT_THAT(series.Tell(Metric::kTarget),
              ElementsAre(Pair(
                  "", ElementsAre("2026-02-01..2026-03-01: 75", "2026-03-01..2026-04-01: 75"))));
  EXPECT_THAT(Calls().Set("2026-01-31", 7).Tell(Metric::kTarget), IsEmpty());
}

// Seven rising months are a special cause; where higher is better, an improvement.
TEST(SeriesValues, EachPointIsInTheSeriesOfItsVerdict) {
  DefinitionsBuilder builder;
  builder.Indicator("calls_offered").direction = domain::Direction::kHigher;
  Series series(builder.Build(), SliceOf("calls_offered"));
  series.Set("2025-12-31", 20).Set("2026-01-31", 10).Set("2026-02-28", 12).Set("2026-03-31", 14);
  series.Set("2026-04-30", 16).Set("2026-05-31", 18).Set("2026-06-30", 20).Set("2026-07-31", 22);
  const Told told = series.Tell(Metric::kPoint);
  EXPECT_THAT(told, ElementsAre(Pair("common_cause", ElementsAre("2025-12-01..2026-01-01: 20")),
                                Pair("improvement_high", ::testing::SizeIs(7))));
}

}  // namespace
}  // namespace trustwatch::samples
