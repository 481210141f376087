#include "daemon/history/series_words.h"

#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::history {
namespace {

using testing::DefinitionsBuilder;
using testing::SliceOf;

constexpr Timeline kMonths{.span = {domain::Span::Unit::kMonths, 1}, .first = 55 * 12};

TEST(SeriesWordsTest, AreThoseOfTheIndicatorAndItsPeriods) {
  const auto definitions = DefinitionsBuilder().Build();
  const Rules rules = RulesOf(definitions->catalogue, SliceOf("seen_in_time"));
  const stats::SentenceWords words = WordsOf(rules, kMonths, 95);
  EXPECT_EQ(words.period, "month");
  EXPECT_EQ(words.periods, "months");
  EXPECT_EQ(words.unit, "%");
  EXPECT_EQ(words.decimals, 1);
  EXPECT_EQ(words.target, 95);
  EXPECT_EQ(words.lowest, 0);
  EXPECT_EQ(words.highest, 100);
}

TEST(SeriesWordsTest, PeriodsAfterTheSeriesHaveNamesToo) {
  const Rules monthly{.span = kMonths.span};
  EXPECT_EQ(WordsOf(monthly, kMonths, {}).period_at(0), "January 2025");
  EXPECT_EQ(WordsOf(monthly, kMonths, {}).period_at(14), "March 2026");
  // The horizon of a trajectory over years, of which the first ends in December 2025.
  const Timeline years{
      .span = {domain::Span::Unit::kMonths, 12}, .first = 55 * 12 + 11, .step = 12};
  const Rules yearly{.span = years.span};
  EXPECT_EQ(WordsOf(yearly, years, {}).period_at(24 + 60), "12 months to December 2109");
  const Timeline latest{
      .span = {domain::Span::Unit::kMonths, 12}, .first = 230 * 12 + 11, .step = 12};
  EXPECT_EQ(WordsOf(yearly, latest, {}).period_at(60), "12 months to December 2260")
      << "figures may be of 2200, and their arrival later";
}

}  // namespace
}  // namespace trustwatch::history
