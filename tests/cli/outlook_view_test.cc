#include "collectors/cli/outlook_view.h"

#include <cstddef>
#include <sstream>
#include <string>
#include <vector>

#include "collectors/cli/batch.h"
#include "collectors/cli/return_reading.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/charts.h"
#include "tests/cli/fake_daemon.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::NumberOf;

// A submission of one organisation, a figure a month from January 2026 on, row 2 of its file first.
class OutlookViewTest : public ::testing::Test {
 protected:
  v1::Outlook& Add(double value, v1::Effect effect) {
    const auto index = static_cast<int>(batch_.rows.size());
    sources::SourceRow row;
    row.indicator = "bed_days";
    row.first_day = {.year = 2026 + index / 12, .month = index % 12 + 1, .day = 1};
    row.last_day = {.year = 2026 + index / 12, .month = index % 12 + 1, .day = 28};
    row.cell.value = value;
    row.place = {.file = "a.csv", .row = index + 2, .column = "value"};
    batch_.rows.push_back(batch_.rows.size());
    reading_.content.rows.push_back(row);
    response_.add_effects(effect);
    v1::Outlook& outlook = *response_.add_outlooks();
    outlook.set_variation(v1::VARIATION_COMMON_CAUSE);
    outlook.mutable_lines()->set_lower_limit(2);
    outlook.mutable_lines()->set_upper_limit(6);
    return outlook;
  }

  v1::Finding& Find(int index, v1::Level level) {
    v1::Finding& finding = *response_.add_findings();
    finding.set_observation_index(index);
    finding.set_level(level);
    return finding;
  }

  std::string Print(bool all = false) {
    std::ostringstream out;
    PrintOutlooks(response_, batch_, reading_, all, Console{.out = out, .err = out});
    return out.str();
  }

  v1::SubmitResponse response_;
  Batch batch_;
  ReadingOfReturn reading_;
};

TEST_F(OutlookViewTest, WhatIsMostUrgentComesFirstAndWhatIsOrdinaryIsCounted) {
  *Add(4, v1::EFFECT_CHANGED).mutable_before() = NumberOf(3);
  v1::Outlook& improvement = Add(1, v1::EFFECT_NEW);
  improvement.set_variation(v1::VARIATION_IMPROVEMENT);
  improvement.set_rule(v1::RULE_BELOW_LOWER_LIMIT);
  v1::Outlook& concern = Add(7, v1::EFFECT_CHANGED);
  *concern.mutable_before() = NumberOf(5);
  concern.set_variation(v1::VARIATION_CONCERN);
  concern.set_rule(v1::RULE_ABOVE_UPPER_LIMIT);
  Add(4, v1::EFFECT_NEW);
  v1::Outlook& change = Add(5, v1::EFFECT_NEW);
  change.set_variation(v1::VARIATION_NEITHER);
  change.set_rule(v1::RULE_RISING);
  Add(40, v1::EFFECT_NEW);
  Find(5, v1::LEVEL_EXPLAIN).set_explanation("a flood");
  Add(50, v1::EFFECT_REFUSED);
  Find(6, v1::LEVEL_EXPLAIN);
  response_.mutable_outlooks()->rbegin()->Clear();
  Add(-1, v1::EFFECT_REFUSED);
  Find(7, v1::LEVEL_WARN);
  Find(7, v1::LEVEL_REFUSE);
  response_.mutable_outlooks()->rbegin()->Clear();
  EXPECT_EQ("\n" + Print(), R"(
row  indicator  period                  figure  was  usual   what it shows
  9  bed_days   2026-08-01..2026-08-28      -1               ✗ refused, see above
  8  bed_days   2026-07-01..2026-07-28      50               ? questioned, see above
  7  bed_days   2026-06-01..2026-06-28      40       2 to 6  ? explained; • ordinary
  4  bed_days   2026-03-01..2026-03-28       7    5  2 to 6  ■ concern: above the upper limit
  3  bed_days   2026-02                      1       2 to 6  ▼ improvement: below the lower limit
  6  bed_days   2026-05-01..2026-05-28       5       2 to 6  ◆ change: rising, seven in a row
  2  bed_days   2026-01-01..2026-01-28       4    3  2 to 6  changed; • ordinary
  1 ordinary among 8 figures
)");
}

TEST_F(OutlookViewTest, TheUsualRangeEndsWhereNoFigureCanLie) {
  v1::Outlook& concern = Add(7, v1::EFFECT_NEW);
  concern.set_variation(v1::VARIATION_CONCERN);
  concern.mutable_lines()->set_lower_limit(-1.99);
  concern.mutable_lines()->set_lowest_possible(0);
  EXPECT_THAT(Print(), HasSubstr("  0 to 6  "));
}

TEST_F(OutlookViewTest, TheLatestPeriodHasTheSentenceOfTheVerdict) {
  v1::Outlook& concern = Add(7, v1::EFFECT_NEW);
  concern.set_variation(v1::VARIATION_CONCERN);
  concern.set_rule(v1::RULE_RUN_ABOVE);
  *concern.mutable_verdict() = testing::ConcernOf("XA1", "bed_days").verdict();
  EXPECT_THAT(Print(), HasSubstr("  ■ Concern, higher than expected.\n"));
  EXPECT_THAT(Print(), Not(HasSubstr("ordinary"))) << "there is none to count";
}

TEST_F(OutlookViewTest, OfMoreThanTwentyTheNewestAreShownAndTheRestOnRequest) {
  for (int i = 0; i < 23; ++i) Add(7, v1::EFFECT_NEW).set_variation(v1::VARIATION_CONCERN);
  EXPECT_THAT(Print(), HasSubstr("24  bed_days   2027-11-01..2027-11-28"));
  EXPECT_THAT(Print(), HasSubstr("\n  5  bed_days"));
  EXPECT_THAT(Print(), Not(HasSubstr("\n  4  bed_days")));
  EXPECT_THAT(Print(), HasSubstr("\n  3 more of these: --all shows them\n"));
  EXPECT_THAT(Print(true), HasSubstr("\n  2  bed_days"));
  EXPECT_THAT(Print(true), Not(HasSubstr("more of these")));
}

TEST_F(OutlookViewTest, WithoutAnythingUnusualItSaysSo) {
  Add(4, v1::EFFECT_NEW);
  Add(4, v1::EFFECT_UNCHANGED);
  EXPECT_EQ(Print(), "  nothing unusual among 2 figures\n");
  Add(4, v1::EFFECT_NEW).clear_lines();
  EXPECT_EQ(Print(),
            "  nothing unusual among 3 figures; 1 of a series that is too short for limits\n");
}

TEST_F(OutlookViewTest, AChangeWithoutLimitsIsNotCalledOrdinary) {
  v1::Outlook& outlook = Add(4, v1::EFFECT_CHANGED);
  outlook.clear_lines();
  *outlook.mutable_before() = NumberOf(3);
  EXPECT_THAT(Print(), HasSubstr("  changed; too few figures to say\n"));
}

TEST_F(OutlookViewTest, WhatIsHeldBackIsShownIfItWouldChangeAFigure) {
  Add(4, v1::EFFECT_HELD_BACK).set_change(1);
  Add(4, v1::EFFECT_HELD_BACK).set_change(0);
  EXPECT_THAT(Print(), HasSubstr("\n  2  bed_days"));
  EXPECT_THAT(Print(), Not(HasSubstr("\n  3  bed_days")));
}

TEST_F(OutlookViewTest, AnAnswerWithoutOutlooksPrintsNothing) {
  Add(4, v1::EFFECT_CHANGED);
  response_.clear_outlooks();
  EXPECT_EQ(Print(), "");
}

TEST_F(OutlookViewTest, WhereAllAreRefusedTheFindingsHaveSaidSo) {
  Add(4, v1::EFFECT_REFUSED);
  Find(0, v1::LEVEL_REFUSE);
  EXPECT_EQ(Print(), "");
}

TEST_F(OutlookViewTest, OfALargeSubmissionItSaysHowManyWereLookedAt) {
  Add(4, v1::EFFECT_NEW);
  Add(4, v1::EFFECT_NEW);
  response_.mutable_outlooks()->RemoveLast();
  EXPECT_THAT(Print(), HasSubstr("  only the first 1 figures were looked at\n"));
}

TEST_F(OutlookViewTest, FindingsOfNoRowAreNoConcernOfTheTable) {
  Add(4, v1::EFFECT_NEW);
  Find(-1, v1::LEVEL_REFUSE);
  Find(7, v1::LEVEL_REFUSE);
  EXPECT_EQ(Print(), "  nothing unusual among 1 figure\n");
}

}  // namespace
}  // namespace trustwatch::cli
