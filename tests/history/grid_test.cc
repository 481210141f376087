#include "daemon/history/grid.h"

#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::history {
namespace {

using testing::DayOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::PeriodOf;

constexpr domain::Span kQuarter{domain::Span::Unit::kMonths, 3};
constexpr domain::Span kGridWeek{domain::Span::Unit::kDays, 7};

domain::Value Plain(double value) { return domain::Number{.value = value}; }

// Figures of periods that end on these days.
SeriesFigures SeriesOf(domain::Span span,
                       const std::vector<std::pair<const char*, domain::Value>>& figures) {
  SeriesFigures series;
  for (const auto& [last_day, value] : figures) series.Set(OrdinalOf(DayOf(last_day), span), value);
  return series;
}

Grid LaidOut(const SeriesFigures& series, const Rules& rules,
             const std::vector<domain::Day>& step_days = {}) {
  Grid grid;
  LayOut(series, rules, step_days, grid);
  return grid;
}

TEST(GridTest, AnEmptySeriesHasNoRows) {
  Grid grid;
  grid.values = {1, 2};
  grid.known = {1, 1};
  grid.group_starts = {1};
  LayOut({}, {.span = domain::kMonth}, {}, grid);
  EXPECT_EQ(grid.rows(), 0U);
  EXPECT_THAT(grid.known, IsEmpty());
  EXPECT_THAT(grid.group_starts, IsEmpty());
}

TEST(GridTest, AMonthThatNobodyReportedIsAnUnknownRow) {
  const Grid grid =
      LaidOut(SeriesOf(domain::kMonth, {{"2026-01-31", Plain(1)}, {"2026-03-31", Plain(3)}}),
              {.span = domain::kMonth});
  EXPECT_THAT(grid.values, ElementsAre(1, 0, 3));
  EXPECT_THAT(grid.known, ElementsAre(1, 0, 1));
  EXPECT_EQ(grid.timeline.PeriodAt(1), PeriodOf("2026-02"));
}

TEST(GridTest, OnlyNumbersAreKnown) {
  const SeriesFigures series = SeriesOf(domain::kMonth, {{"2026-01-31", domain::Suppressed{}},
                                                         {"2026-02-28", domain::NilReturn{}},
                                                         {"2026-03-31", domain::Missing{"lost"}},
                                                         {"2026-04-30", domain::NotApplicable{}},
                                                         {"2026-05-31", Plain(5)}});
  EXPECT_THAT(LaidOut(series, {.span = domain::kMonth}).known, ElementsAre(0, 0, 0, 0, 1));
  const Grid with_zero = LaidOut(series, {.span = domain::kMonth, .nil_is_zero = true});
  EXPECT_THAT(with_zero.known, ElementsAre(0, 1, 0, 0, 1));
  EXPECT_EQ(with_zero.values[1], 0);
}

TEST(GridTest, FlagsAreLeftOutWhereAllAreKnown) {
  EXPECT_THAT(
      LaidOut(SeriesOf(domain::kMonth, {{"2026-01-31", Plain(1)}, {"2026-02-28", Plain(2)}}),
              {.span = domain::kMonth})
          .known,
      IsEmpty());
}

TEST(GridTest, QuartersStandAsFarApartAsTheyAreReported) {
  const Grid rolling = LaidOut(
      SeriesOf(kQuarter,
               {{"2026-01-31", Plain(1)}, {"2026-02-28", Plain(2)}, {"2026-04-30", Plain(4)}}),
      {.span = kQuarter});
  EXPECT_THAT(rolling.known, ElementsAre(1, 1, 0, 1));
  EXPECT_EQ(rolling.timeline.PeriodAt(1), PeriodOf("2025-12-01..2026-02-28"));

  const Grid quarterly = LaidOut(
      SeriesOf(kQuarter,
               {{"2025-12-31", Plain(1)}, {"2026-03-31", Plain(2)}, {"2026-09-30", Plain(4)}}),
      {.span = kQuarter});
  EXPECT_THAT(quarterly.known, ElementsAre(1, 1, 0, 1));
  EXPECT_EQ(quarterly.timeline.PeriodAt(2), PeriodOf("2026-04-01..2026-06-30"));
}

TEST(GridTest, AGapOfTwoQuartersIsOneUnknownRow) {
  const Grid grid = LaidOut(
      SeriesOf(kQuarter, {{"2025-12-31", Plain(1)}, {"2026-06-30", Plain(2)}}), {.span = kQuarter});
  EXPECT_THAT(grid.known, ElementsAre(1, 0, 1));
}

TEST(GridTest, WeeksStandSevenDaysApart) {
  const Grid grid =
      LaidOut(SeriesOf(kGridWeek, {{"2026-03-08", Plain(1)}, {"2026-03-22", Plain(3)}}),
              {.span = kGridWeek});
  EXPECT_THAT(grid.known, ElementsAre(1, 0, 1));
  EXPECT_EQ(grid.timeline.PeriodAt(1), PeriodOf("2026-03-09..2026-03-15"));
}

TEST(GridTest, AProcessBeginsWithThePeriodThatEndsOnOrAfterItsDay) {
  const SeriesFigures series = SeriesOf(domain::kMonth, {{"2026-01-31", Plain(1)},
                                                         {"2026-02-28", Plain(2)},
                                                         {"2026-03-31", Plain(3)},
                                                         {"2026-04-30", Plain(4)}});
  const Rules rules{.span = domain::kMonth};
  EXPECT_THAT(LaidOut(series, rules, {DayOf("2026-02-01")}).group_starts, ElementsAre(1));
  EXPECT_THAT(LaidOut(series, rules, {DayOf("2026-02-28")}).group_starts, ElementsAre(1));
  EXPECT_THAT(LaidOut(series, rules, {DayOf("2026-03-01"), DayOf("2026-03-15")}).group_starts,
              ElementsAre(2));
  EXPECT_THAT(LaidOut(series, rules, {DayOf("2025-12-01"), DayOf("2026-01-31")}).group_starts,
              IsEmpty())
      << "before there was anything";
  EXPECT_THAT(LaidOut(series, rules, {DayOf("2026-05-01")}).group_starts, IsEmpty())
      << "after the last figure";
}

TEST(GridTest, AQuarterThatEndsAfterTheDayIsOfTheNewProcess) {
  const SeriesFigures series = SeriesOf(
      kQuarter, {{"2025-12-31", Plain(1)}, {"2026-03-31", Plain(2)}, {"2026-06-30", Plain(3)}});
  EXPECT_THAT(LaidOut(series, {.span = kQuarter}, {DayOf("2026-02-01")}).group_starts,
              ElementsAre(1));
}

TEST(GridTest, RatiosAreLaidOutOnlyIfEveryKnownNumberHasOne) {
  const domain::Value quarter = domain::Number{.value = 25, .numerator = 1, .denominator = 4};
  const Grid grid =
      LaidOut(SeriesOf(domain::kMonth, {{"2026-01-31", quarter}, {"2026-03-31", quarter}}),
              {.span = domain::kMonth});
  EXPECT_THAT(grid.numerators, ElementsAre(1, 0, 1));
  EXPECT_THAT(grid.denominators, ElementsAre(4, 0, 4));
  EXPECT_THAT(
      LaidOut(SeriesOf(domain::kMonth, {{"2026-01-31", quarter}, {"2026-02-28", Plain(20)}}),
              {.span = domain::kMonth})
          .denominators,
      IsEmpty());
}

}  // namespace
}  // namespace trustwatch::history
