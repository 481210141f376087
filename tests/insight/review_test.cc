#include "daemon/insight/review.h"

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "daemon/domain/register.h"
#include "daemon/history/series_figures.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/review_builder.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::insight {
namespace {

using testing::DayOf;
using testing::DefinitionsBuilder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Ods;
using testing::ReviewBuilder;
using testing::SliceOf;
using testing::VerdictOf;
using testing::VerdictWords;

constexpr auto kHigh = stats::Label::kRunAbove;
constexpr auto kLow = stats::Label::kFalling;
constexpr domain::Span kQuarter{domain::Span::Unit::kMonths, 3};

ReviewMark MarkOf(ReviewReason reason, const char* month, bool above = false, bool below = false) {
  return {.reason = reason,
          .month = history::OrdinalOf(testing::PeriodOf(month).last(), domain::kMonth),
          .is_above = above,
          .is_below = below};
}

struct ExplainsCase {
  const char* name;
  VerdictWords words;
  bool by_merger;  // in April 2026
};

class ExplainsTest : public ::testing::TestWithParam<ExplainsCase> {};

TEST_P(ExplainsTest, ASignalThatBeginsWithTheMark) {
  EXPECT_EQ(Explains(MarkOf(ReviewReason::kMerger, "2026-04"), VerdictOf(GetParam().words)),
            GetParam().by_merger);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ExplainsTest,
    ::testing::Values(
        ExplainsCase{"NoSignal", {}, false},
        ExplainsCase{"BeforeTheMonth", {.label = kHigh, .since = "2026-03"}, false},
        ExplainsCase{"InTheMonth", {.label = kHigh, .since = "2026-04"}, true},
        ExplainsCase{"TheOtherWay", {.label = kLow, .since = "2026-04"}, true},
        ExplainsCase{"InTheMonthAfter", {.label = kHigh, .since = "2026-05"}, true},
        ExplainsCase{"TwoMonthsAfter", {.label = kHigh, .since = "2026-06"}, false},
        ExplainsCase{"AfterAStepChangeInTheMonth",
                     {.label = kHigh, .since = "2026-04", .split = "2026-04"},
                     false},
        ExplainsCase{"AfterALaterStepChange",
                     {.label = kHigh, .since = "2026-05", .split = "2026-05"},
                     false},
        ExplainsCase{"AfterAnOlderStepChange",
                     {.label = kHigh, .since = "2026-04", .split = "2026-03"},
                     true},
        ExplainsCase{"TheQuarterThatShowsIt",
                     {.label = kHigh, .since = "2026-06", .span = kQuarter, .step = 3},
                     true},
        ExplainsCase{
            "TheQuarterAfter",
            {.newest = "2026-09", .label = kHigh, .since = "2026-09", .span = kQuarter, .step = 3},
            true},
        ExplainsCase{
            "TwoQuartersAfter",
            {.newest = "2026-12", .label = kHigh, .since = "2026-12", .span = kQuarter, .step = 3},
            false},
        ExplainsCase{"TheQuarterBefore",
                     {.label = kHigh, .since = "2026-03", .span = kQuarter, .step = 3},
                     false},
        ExplainsCase{
            "AStepChangeInItsQuarter",
            {.label = kHigh, .since = "2026-06", .split = "2026-06", .span = kQuarter, .step = 3},
            false},
        ExplainsCase{"ARollingQuarterIsOfItsLastMonth",
                     {.label = kHigh, .since = "2026-05", .span = kQuarter},
                     true},
        ExplainsCase{"ARollingQuarterTwoMonthsAfter",
                     {.label = kHigh, .since = "2026-06", .span = kQuarter},
                     false}),
    [](const auto& tested) { return std::string(tested.param.name); });

// The quarters to March, June and so on: January is shown by the first, at its end.
TEST(ExplainsQuarters, AMonthIsShownByTheFirstQuarterThatEndsInOrAfterIt) {
  for (const char* month : {"2026-01", "2026-02", "2026-03"}) {
    const ReviewMark mark = MarkOf(ReviewReason::kCoverageChanged, month);
    EXPECT_TRUE(Explains(
        mark, VerdictOf({.label = kHigh, .since = "2026-03", .span = kQuarter, .step = 3})))
        << month;
  }
}

TEST(ExplainsWeeks, AWeekIsOfTheMonthInWhichItEnds) {
  const domain::Span week{domain::Span::Unit::kDays, 7};
  const ReviewMark mark = MarkOf(ReviewReason::kDefinitionChanged, "2026-05");
  history::SeriesVerdict judged =
      VerdictOf({.newest = "2026-06", .label = kHigh, .since = "2026-06", .span = week, .step = 7});
  struct Case {
    std::size_t weeks_back;
    bool is_explained;
  };
  // Weeks end on 30 June, ..., 5 May (8 back) and 28 April (9 back).
  for (const Case& it : std::vector<Case>{{0, true}, {8, true}, {9, false}}) {
    judged.verdict.signal->since = *judged.verdict.latest - it.weeks_back;
    EXPECT_EQ(Explains(mark, judged), it.is_explained) << it.weeks_back;
  }
}

TEST(ExplainsStepsTogether, OnlyASignalThatGoesTheirWay) {
  const ReviewMark above = MarkOf(ReviewReason::kManyStepTogether, "2026-05", true);
  const ReviewMark below = MarkOf(ReviewReason::kManyStepTogether, "2026-05", false, true);
  const auto up = VerdictOf({.label = kHigh, .since = "2026-05"});
  const auto down = VerdictOf({.label = kLow, .since = "2026-05"});
  EXPECT_TRUE(Explains(above, up));
  EXPECT_FALSE(Explains(above, down));
  EXPECT_TRUE(Explains(below, down));
  EXPECT_FALSE(Explains(below, up));
}

TEST(ExplainsStepsTogether, ANewestFigureOutsideInTheMonthWheneverTheSignalBegan) {
  const ReviewMark above = MarkOf(ReviewReason::kManyStepTogether, "2026-06", true);
  const auto since_may = [](history::Recent recent) {
    return VerdictOf({.label = stats::Label::kAboveUpper, .since = "2026-05", .recent = recent});
  };
  EXPECT_TRUE(Explains(above, since_may({.known = 0xFF, .above = 0b101})));
  EXPECT_FALSE(Explains(above, since_may({.known = 0xFF, .above = 0b11}))) << "was outside before";
  EXPECT_FALSE(Explains(above, since_may({.known = 0xFF, .above = 0b10})));
  EXPECT_FALSE(Explains(above, since_may({.known = 0xFF, .below = 0b1})));
  const ReviewMark earlier = MarkOf(ReviewReason::kManyStepTogether, "2026-04", true);
  EXPECT_TRUE(Explains(earlier, since_may({.known = 0xFF, .above = 0b11}))) << "began one later";
  const ReviewMark merger = MarkOf(ReviewReason::kMerger, "2026-06");
  EXPECT_FALSE(Explains(merger, since_may({.known = 0xFF, .above = 0b1})));
}

const absl::Time kReviewJuly =
    absl::FromCivil(absl::CivilSecond(2026, 7, 20, 12, 0, 0), absl::UTCTimeZone());

std::vector<std::string> Tell(const Review& review) {
  std::vector<std::string> all;
  for (const ReviewedSeries& series : review.series) {
    all.push_back(series.organisation.ToString() + " " + series.slice->indicator.text() + " " +
                  series.slice->breakdown + " " + series.slice->span.ToString() + " " +
                  std::string(ReviewWord(series.reason)));
  }
  return all;
}

TEST(ReviewTest, TheSeriesThatSteppedTogetherAreListedWithTheirParts) {
  ReviewBuilder builder;
  domain::Slice young = SliceOf("calls_offered");
  young.breakdown = "age:under18";
  domain::Slice quarter = SliceOf("calls_offered");
  quarter.span = kQuarter;
  const auto stepped = VerdictOf({.label = stats::Label::kAboveUpper,
                                  .since = "2026-06",
                                  .recent = {.known = 0xFF, .above = 1}});
  const auto fell = VerdictOf({.label = kLow, .since = "2026-06"});
  for (const char* code : {"AA1", "AA2", "AA3"})
    builder.Add(code, SliceOf("calls_offered"), stepped);
  builder.Add("AA1", young, stepped);
  builder.Add("AA2", young, fell);
  builder.Add("AA1", quarter, VerdictOf({.label = kHigh, .since = "2026-06", .span = kQuarter}));
  builder.Add("AA1", SliceOf("calls_answered"), stepped);
  builder.Add("AA4", SliceOf("calls_offered"), fell);
  builder.Add("AA5", SliceOf("calls_offered"), VerdictOf({}));
  const Review review = ReviewAt(kReviewJuly, *DefinitionsBuilder().Build(), builder.Get());
  EXPECT_THAT(Tell(review), ElementsAre("AA1 calls_offered  P1M many_step_together",
                                        "AA1 calls_offered age:under18 P1M many_step_together",
                                        "AA2 calls_offered  P1M many_step_together",
                                        "AA3 calls_offered  P1M many_step_together"));
}

TEST(ReviewTest, EachReasonIsSaidOnce) {
  DefinitionsBuilder definitions;
  definitions.Indicator("calls_offered").changes = {{.version = 2, .date = DayOf("2026-05-03")},
                                                    {.version = 3, .date = DayOf("2026-06-03")}};
  definitions.events = {{.kind = domain::EventKind::kMerger,
                         .first_month = DayOf("2026-05-01"),
                         .from = {Ods("XB2"), Ods("XC3")},
                         .to = {Ods("XA1")}},
                        {.kind = domain::EventKind::kServiceTransfer,
                         .first_month = DayOf("2026-06-01"),
                         .from = {Ods("XD4")},
                         .to = {Ods("XA1")}},
                        {.kind = domain::EventKind::kCoverageChange,
                         .first_month = DayOf("2026-06-01"),
                         .from = {Ods("XA1")}}};
  ReviewBuilder builder;
  const auto rising = VerdictOf({.label = kHigh, .since = "2026-06"});
  builder.Add("XA1", SliceOf("calls_offered"), rising);
  builder.Add("XA1", SliceOf("retired"), rising);
  builder.Add("XB2", SliceOf("calls_answered"), rising);
  builder.Add("ZZ9", SliceOf("calls_answered"), rising);
  const Review review = ReviewAt(kReviewJuly, *definitions.Build(), builder.Get());
  EXPECT_THAT(
      Tell(review),
      ElementsAre("XA1 calls_offered  P1M definition_changed", "XA1 calls_offered  P1M merger",
                  "XA1 calls_offered  P1M coverage_changed", "XA1 retired  P1M merger",
                  "XA1 retired  P1M coverage_changed", "XB2 calls_answered  P1M merger"));
}

TEST(ReviewTest, HoldsUntilTheMonthEndsInLondon) {
  const Review review = ReviewAt(kReviewJuly, *DefinitionsBuilder().Build(), {});
  EXPECT_THAT(review.series, IsEmpty());
  // 2026-07-31T23:00:00Z is midnight in London.
  const absl::Time august =
      absl::FromCivil(absl::CivilSecond(2026, 7, 31, 23, 0, 0), absl::UTCTimeZone());
  EXPECT_TRUE(review.HoldsAt(august - absl::Nanoseconds(1)));
  EXPECT_FALSE(review.HoldsAt(august));
  EXPECT_FALSE(review.HoldsAt(kReviewJuly - absl::Hours(24 * 30)));
}

}  // namespace
}  // namespace trustwatch::insight
