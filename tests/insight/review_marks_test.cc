#include "daemon/insight/review_marks.h"

#include <memory>
#include <string>
#include <string_view>
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

using domain::EventKind;
using testing::DayOf;
using testing::DefinitionsBuilder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Ods;
using testing::ReviewBuilder;
using testing::SliceOf;
using testing::VerdictOf;

absl::Time London(int year, int month, int day) {
  return absl::FromCivil(absl::CivilSecond(year, month, day, 12, 0, 0), absl::UTCTimeZone());
}
const absl::Time kReviewMarksJuly = London(2026, 7, 20);  // June is the last complete month

std::string Tell(const ReviewMark& mark) {
  return std::string(ReviewWord(mark.reason)) + " " +
         domain::ToString(history::LastDayOf(mark.month, domain::kMonth)).substr(0, 7) +
         (mark.is_above ? " above" : "") + (mark.is_below ? " below" : "");
}

std::vector<std::string> Tell(const ReviewMarks& marks) {
  std::vector<std::string> all;
  for (const IndicatorMark& mark : marks.indicators) {
    all.push_back(mark.whole.indicator.text() + mark.whole.breakdown + " " +
                  mark.whole.span.ToString() + " " + Tell(mark.mark));
  }
  for (const OrganisationMark& mark : marks.organisations) {
    all.push_back(mark.organisation.ToString() + " " + Tell(mark.mark));
  }
  return all;
}

TEST(IsMoreThanChance, TakesThreeAndMoreOfMany) {
  struct Case {
    int organisations, outside;
    bool is_more;
  };
  // The tails are those of tests/stats/binomial_test.cc.
  for (const Case& it : std::vector<Case>{{0, 0, false},
                                          {2, 2, false},
                                          {3, 2, false},
                                          {3, 3, true},
                                          {53, 4, false},
                                          {53, 5, true},
                                          {1'000, 16, true},
                                          {1'000, 5, false}}) {
    EXPECT_EQ(IsMoreThanChance(it.organisations, it.outside), it.is_more)
        << it.outside << " of " << it.organisations;
  }
}

// Organisations AA0, AA1, ... with the newest period in June 2026.
class ManyStepTogether : public ::testing::Test {
 protected:
  void Add(int count, const testing::VerdictWords& words,
           const domain::Slice& slice = SliceOf("calls_offered")) {
    for (int i = 0; i < count; ++i) {
      const std::string code = "AA" + std::to_string(organisations_++);
      builder_.Add(code.c_str(), slice, VerdictOf(words));
    }
  }
  std::vector<std::string> Marks(absl::Time now = kReviewMarksJuly) const {
    return Tell(ReviewMarksAt(now, *DefinitionsBuilder().Build(), builder_.Get()));
  }

  static constexpr history::Recent kAbove{.known = 0xFF, .above = 1};
  static constexpr history::Recent kBelow{.known = 0xFF, .below = 1};

  ReviewBuilder builder_;
  int organisations_ = 0;
};

TEST_F(ManyStepTogether, ThreeOfSixOnOneSideMarkTheirMonth) {
  Add(3, {});
  Add(2, {.recent = kAbove});
  EXPECT_THAT(Marks(), IsEmpty());
  Add(1, {.recent = kAbove});
  EXPECT_THAT(Marks(), ElementsAre("calls_offered P1M many_step_together 2026-06 above"));
}

TEST_F(ManyStepTogether, SidesAreCountedApart) {
  Add(2, {.recent = kAbove});
  Add(2, {.recent = kBelow});
  EXPECT_THAT(Marks(), IsEmpty());
  Add(1, {.recent = kBelow});
  EXPECT_THAT(Marks(), ElementsAre("calls_offered P1M many_step_together 2026-06 below"));
  Add(1, {.recent = kAbove});
  EXPECT_THAT(Marks(), ElementsAre("calls_offered P1M many_step_together 2026-06 above below"));
}

TEST_F(ManyStepTogether, OnlyFirmLimitsCountAndOnlyTheWhole) {
  Add(2, {.recent = kAbove});
  Add(3, {.recent = kAbove, .trial = true});
  Add(3, {.recent = {.low_volume = true, .known = 0xFF, .above = 1}});
  domain::Slice young = SliceOf("calls_offered");
  young.breakdown = "age:under18";
  Add(3, {.recent = kAbove}, young);
  EXPECT_THAT(Marks(), IsEmpty());
}

// Of 60 organisations 4 are outside, which is chance; of the 20 that reported June it is not.
TEST_F(ManyStepTogether, ThoseWithoutAFigureDoNotCount) {
  Add(4, {.recent = kAbove});
  Add(16, {});
  Add(40, {.recent = {.known = 0xFE}});
  EXPECT_THAT(Marks(), ElementsAre("calls_offered P1M many_step_together 2026-06 above"));
  Add(40, {});
  EXPECT_THAT(Marks(), IsEmpty()) << "what others report takes the mark away";
}

// Five grew for years and lie outside in every month: nothing happened in any of these.
TEST_F(ManyStepTogether, WhoWasOutsideBeforeDoesNotStep) {
  Add(5, {.recent = {.known = 0xFF, .above = 0xFF}});
  EXPECT_THAT(Marks(), IsEmpty());
  Add(3, {.recent = {.known = 0xFF, .above = 0b11}});
  EXPECT_THAT(Marks(), ElementsAre("calls_offered P1M many_step_together 2026-05 above"));
}

TEST_F(ManyStepTogether, MonthsAreThoseOfThePeriodsWhateverTheNewest) {
  Add(2, {.newest = "2026-04", .recent = kAbove});
  Add(2, {.newest = "2026-06", .recent = {.known = 0xFF, .above = 0b100}});  // April too
  EXPECT_THAT(Marks(), ElementsAre("calls_offered P1M many_step_together 2026-04 above"));
}

TEST_F(ManyStepTogether, AMarkHoldsForItsMonthAndTheNextFive) {
  Add(3, {.recent = kAbove});
  EXPECT_THAT(Marks(London(2026, 12, 31)),
              ElementsAre("calls_offered P1M many_step_together 2026-06 above"));
  EXPECT_THAT(Marks(London(2027, 1, 1)), IsEmpty());
  EXPECT_THAT(Marks(London(2026, 6, 30)),
              ElementsAre("calls_offered P1M many_step_together 2026-06 above"))
      << "a week's figure comes before its month is complete";
}

TEST_F(ManyStepTogether, TheMonthOfALongerPeriodIsItsLast) {
  domain::Slice slice = SliceOf("seen_in_time");
  slice.span.count = 3;
  Add(3, {.span = slice.span, .step = 3, .recent = {.known = 0xFF, .above = 0b10}}, slice);
  EXPECT_THAT(Marks(), ElementsAre("seen_in_time P3M many_step_together 2026-03 above"));
}

TEST_F(ManyStepTogether, WeeksMarkTheMonthInWhichTheyEnd) {
  domain::Slice slice = SliceOf("calls_offered");
  slice.span = {domain::Span::Unit::kDays, 7};
  // Weeks to 30 June and, by the second bit, to 23 June: each is counted by itself.
  Add(3, {.span = slice.span, .step = 7, .recent = {.known = 0xFF, .above = 0b10}}, slice);
  EXPECT_THAT(Marks(), ElementsAre("calls_offered P7D many_step_together 2026-06 above"));
}

TEST(ReviewMarksTest, AChangeOfDefinitionMarksItsMonthForEverySpan) {
  DefinitionsBuilder builder;
  builder.Indicator("seen_in_time").changes = {{.version = 1, .date = DayOf("2026-05-01")},
                                               {.version = 2, .date = DayOf("2026-01-01")},
                                               {.version = 3, .date = DayOf("2026-06-15")}};
  builder.Indicator("calls_offered").changes = {{.version = 1, .date = DayOf("2026-05-01")},
                                                {.version = 2, .date = DayOf("2025-12-31")},
                                                {.version = 3, .date = DayOf("2026-08-01")}};
  EXPECT_THAT(Tell(ReviewMarksAt(kReviewMarksJuly, *builder.Build(), {})),
              ElementsAre("seen_in_time P1M definition_changed 2026-01",
                          "seen_in_time P1M definition_changed 2026-06",
                          "seen_in_time P3M definition_changed 2026-01",
                          "seen_in_time P3M definition_changed 2026-06"));
}

domain::RegisterEvent Event(EventKind kind, const char* month, std::vector<domain::OdsCode> from,
                            std::vector<domain::OdsCode> to) {
  return {.kind = kind, .first_month = DayOf(month), .from = std::move(from), .to = std::move(to)};
}

TEST(ReviewMarksTest, EventsMarkThoseWhoseFiguresGoOn) {
  struct Case {
    EventKind kind;
    std::string reason;  // empty: no mark
  };
  for (const Case& it : std::vector<Case>{{EventKind::kRename, ""},
                                          {EventKind::kMerger, "merger"},
                                          {EventKind::kAcquisition, "merger"},
                                          {EventKind::kSplit, "merger"},
                                          {EventKind::kServiceTransfer, "merger"},
                                          {EventKind::kIncident, ""},
                                          {EventKind::kCoverageChange, "coverage_changed"}}) {
    DefinitionsBuilder builder;  // XC3 closed in 2020
    builder.events = {Event(it.kind, "2026-06-01", {Ods("XB2"), Ods("XC3")}, {Ods("XA1")})};
    const auto told = Tell(ReviewMarksAt(kReviewMarksJuly, *builder.Build(), {}));
    if (it.reason.empty()) {
      EXPECT_THAT(told, IsEmpty());
    } else {
      EXPECT_THAT(told,
                  ElementsAre("XA1 " + it.reason + " 2026-06", "XB2 " + it.reason + " 2026-06"));
    }
  }
}

TEST(ReviewMarksTest, AnEventIsMarkedFromItsMonthForSixMore) {
  DefinitionsBuilder builder;
  builder.events = {Event(EventKind::kCoverageChange, "2026-06-01", {Ods("XA1")}, {})};
  const auto definitions = builder.Build();
  const auto count = [&definitions](absl::Time now) {
    return ReviewMarksAt(now, *definitions, {}).organisations.size();
  };
  EXPECT_EQ(count(London(2026, 5, 31)), 0U);
  EXPECT_EQ(count(London(2026, 6, 1)), 1U);
  EXPECT_EQ(count(London(2026, 12, 31)), 1U);
  EXPECT_EQ(count(London(2027, 1, 1)), 0U);
}

}  // namespace
}  // namespace trustwatch::insight
