#include "daemon/history/series_figures.h"

#include <optional>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::history {
namespace {

using testing::DayOf;
using ::testing::ElementsAre;

constexpr domain::Span kSeriesFiguresWeek{domain::Span::Unit::kDays, 7};

TEST(OrdinalTest, MonthsCountFromJanuary1970) {
  EXPECT_EQ(OrdinalOf(DayOf("1970-01-31"), domain::kMonth), 0);
  EXPECT_EQ(OrdinalOf(DayOf("1969-12-31"), domain::kMonth), -1);
  EXPECT_EQ(OrdinalOf(DayOf("2026-04-30"), domain::kMonth), 56 * 12 + 3);
}

TEST(OrdinalTest, DaysCountFromTheFirstOf1970) {
  EXPECT_EQ(OrdinalOf(DayOf("1970-01-08"), kSeriesFiguresWeek), 7);
}

TEST(OrdinalTest, TheLastDayComesBack) {
  for (const char* day :
       {"1900-01-31", "1969-12-31", "1970-01-31", "2024-02-29", "2025-02-28", "2199-12-31"}) {
    EXPECT_EQ(LastDayOf(OrdinalOf(DayOf(day), domain::kMonth), domain::kMonth), DayOf(day)) << day;
    EXPECT_EQ(LastDayOf(OrdinalOf(DayOf(day), kSeriesFiguresWeek), kSeriesFiguresWeek), DayOf(day))
        << day;
  }
}

domain::Value PlainNumber(double value) { return domain::Number{.value = value}; }
domain::Value Share(double numerator, double denominator) {
  return domain::Number{
      .value = 100 * numerator / denominator, .numerator = numerator, .denominator = denominator};
}

TEST(SeriesFiguresTest, FiguresStandInOrderOfTheirPeriods) {
  SeriesFigures series;
  series.Set(5, PlainNumber(50));
  series.Set(7, PlainNumber(70));
  series.Set(3, PlainNumber(30));
  series.Set(6, domain::Suppressed{});
  EXPECT_THAT(
      series.figures(),
      ElementsAre(Figure{3, FigureKind::kNumber, 30}, Figure{5, FigureKind::kNumber, 50},
                  Figure{6, FigureKind::kSuppressed, 0}, Figure{7, FigureKind::kNumber, 70}));
}

TEST(SeriesFiguresTest, ASecondFigureTakesThePlaceOfTheFirst) {
  SeriesFigures series;
  series.Set(5, PlainNumber(50));
  series.Set(6, PlainNumber(60));
  series.Set(5, domain::Missing{"system down"});
  EXPECT_THAT(series.figures(),
              ElementsAre(Figure{5, FigureKind::kMissing, 0}, Figure{6, FigureKind::kNumber, 60}));
}

TEST(SeriesFiguresTest, EachKindIsTold) {
  SeriesFigures series;
  series.Set(1, domain::NilReturn{});
  series.Set(2, domain::NotApplicable{});
  EXPECT_THAT(series.figures(), ElementsAre(Figure{1, FigureKind::kNilReturn, 0},
                                            Figure{2, FigureKind::kNotApplicable, 0}));
}

TEST(SeriesFiguresTest, RatiosKeepStepWithTheirFigures) {
  SeriesFigures series;
  series.Set(5, PlainNumber(50));
  EXPECT_FALSE(series.has_ratios());
  series.Set(4, Share(1, 4));
  series.Set(6, Share(3, 4));
  series.Set(3, domain::Suppressed{});
  EXPECT_EQ(series.RatioAt(0), (Ratio{}));  // 3: suppressed
  EXPECT_EQ(series.RatioAt(1), (Ratio{1, 4}));
  EXPECT_EQ(series.RatioAt(2), (Ratio{}));  // 5: a plain number
  EXPECT_EQ(series.RatioAt(3), (Ratio{3, 4}));
  series.Set(6, PlainNumber(75));
  EXPECT_EQ(series.RatioAt(3), (Ratio{}));
}

TEST(SeriesFiguresTest, DisclosedRatiosAreForComparingAlone) {
  SeriesFigures series;
  series.Set(5, Share(1, 4));
  series.Set(6, Share(3, 4));
  EXPECT_EQ(series.ComparedAt(1), (Ratio{3, 4}));
  series.DiscloseRatios({{}, {7.5, 10}});
  EXPECT_FALSE(series.has_ratios());
  EXPECT_EQ(series.RatioAt(1), (Ratio{}));
  EXPECT_EQ(series.ComparedAt(0), (Ratio{}));
  EXPECT_EQ(series.ComparedAt(1), (Ratio{7.5, 10}));
  SeriesFigures forgotten = series;
  forgotten.ForgetRatios();
  EXPECT_EQ(forgotten.ComparedAt(1), (Ratio{}));
  series.Set(7, Share(1, 2));
  EXPECT_EQ(series.ComparedAt(1), (Ratio{})) << "exact ones and others do not mix";
  EXPECT_EQ(series.RatioAt(2), (Ratio{1, 2}));
}

TEST(SeriesFiguresTest, FindKnowsWhatIsThere) {
  SeriesFigures series;
  EXPECT_EQ(series.Find(5), std::nullopt);
  series.Set(5, PlainNumber(50));
  series.Set(8, PlainNumber(80));
  EXPECT_EQ(series.Find(8), std::optional<std::size_t>(1));
  EXPECT_EQ(series.Find(6), std::nullopt);
  EXPECT_EQ(series.Find(9), std::nullopt);
  series.Clear();
  EXPECT_EQ(series.Find(5), std::nullopt);
}

}  // namespace
}  // namespace trustwatch::history
