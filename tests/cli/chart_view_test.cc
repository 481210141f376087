#include "collectors/cli/chart_view.h"

#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include "daemon/chart/chart_input.h"
#include "daemon/stats/run_rules.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/charts.h"
#include "tests/cli/fake_daemon.h"
#include "trustwatch/v1/insight_service.pb.h"

namespace trustwatch::cli {
namespace {

using testing::ChartOf;
using testing::DateOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(ChartView, HasTheNamesTheFiguresAndTheLines) {
  const chart::ChartInput input = ToChartInput(ChartOf({3, 5}));
  EXPECT_EQ(input.title, "Bed days");
  EXPECT_EQ(input.subtitle, "Anyshire: XA1 bed_days, XmR chart");
  EXPECT_EQ(input.unit, " bed days");
  EXPECT_THAT(input.periods, ElementsAre("Jan 2026", "Feb 2026"));
  EXPECT_THAT(input.values, ElementsAre(3, 5));
  EXPECT_THAT(input.known, ElementsAre(1, 1));
  ASSERT_THAT(input.lines, SizeIs(2));
  EXPECT_EQ(input.lines[0].centre, 4);
  EXPECT_EQ(input.lines[0].lower, 2);
  EXPECT_EQ(input.lines[0].upper, 6);
  EXPECT_EQ(input.better, stats::Better::kLower);
  EXPECT_EQ(input.sentence, "No change beyond chance.");
  chart::CheckInput(input);
}

TEST(ChartView, CodesStandInForNamesThatLeftTheRegister) {
  v1::GetChartResponse response = ChartOf({3});
  response.clear_organisation_name();
  response.clear_indicator_name();
  EXPECT_EQ(ToChartInput(response).title, "bed_days");
  EXPECT_EQ(ToChartInput(response).subtitle, "XA1 bed_days, XmR chart");
}

struct RuleCase {
  v1::Rule rule;
  stats::Label label;
};
class EveryRule : public ::testing::TestWithParam<RuleCase> {};
TEST_P(EveryRule, IsTheLabelOfThatName) {
  v1::GetChartResponse response = ChartOf({3});
  response.mutable_points(0)->set_rule(GetParam().rule);
  EXPECT_EQ(ToChartInput(response).points[0].label, GetParam().label);
}
INSTANTIATE_TEST_SUITE_P(
    Rules, EveryRule,
    ::testing::Values(RuleCase{v1::RULE_UNSPECIFIED, stats::Label::kCommonCause},
                      RuleCase{v1::RULE_ABOVE_UPPER_LIMIT, stats::Label::kAboveUpper},
                      RuleCase{v1::RULE_BELOW_LOWER_LIMIT, stats::Label::kBelowLower},
                      RuleCase{v1::RULE_RISING, stats::Label::kRising},
                      RuleCase{v1::RULE_FALLING, stats::Label::kFalling},
                      RuleCase{v1::RULE_TWO_IN_THREE_ABOVE, stats::Label::kTwoInThreeAbove},
                      RuleCase{v1::RULE_TWO_IN_THREE_BELOW, stats::Label::kTwoInThreeBelow},
                      RuleCase{v1::RULE_RUN_ABOVE, stats::Label::kRunAbove},
                      RuleCase{v1::RULE_RUN_BELOW, stats::Label::kRunBelow},
                      RuleCase{static_cast<v1::Rule>(99), stats::Label::kCommonCause}));

TEST(ChartView, AFigureThatIsNotKnownIsNoNumberAndHasNoRule) {
  v1::GetChartResponse response = ChartOf({3, 5, 4});
  response.mutable_points(1)->clear_plotted();
  response.mutable_points(1)->set_rule(v1::RULE_RISING);
  response.mutable_points(2)->set_plotted(std::numeric_limits<double>::quiet_NaN());
  const chart::ChartInput input = ToChartInput(response);
  EXPECT_THAT(input.known, ElementsAre(1, 0, 0));
  EXPECT_EQ(input.points[1].label, stats::Label::kCommonCause);
  chart::CheckInput(input);
}

TEST(ChartView, LinesThatAreNotThereAreNotDrawn) {
  v1::GetChartResponse response = ChartOf({3, 5});
  response.mutable_points(0)->clear_lines();
  response.mutable_points(1)->mutable_lines()->clear_lower_limit();
  response.mutable_points(1)->mutable_lines()->set_mean(std::numeric_limits<double>::infinity());
  const chart::ChartInput input = ToChartInput(response);
  EXPECT_EQ(input.lines[0], stats::Lines{.has_centre = false});
  EXPECT_EQ(input.lines[1].lower, stats::kNoLower);
  EXPECT_EQ(input.lines[1].upper, 6);
  EXPECT_FALSE(input.lines[1].has_centre);
}

TEST(ChartView, NoLimitIsDrawnWhereNoFigureCanLieAndTheCsvKeepsIt) {
  v1::GetChartResponse response = ChartOf({3});
  response.mutable_points(0)->mutable_lines()->set_lower_limit(-1.5);
  response.mutable_points(0)->mutable_lines()->set_upper_limit(7.5);
  response.mutable_verdict()->mutable_verdict()->mutable_lines()->set_lowest_possible(0);
  response.mutable_verdict()->mutable_verdict()->mutable_lines()->set_highest_possible(7);
  const chart::ChartInput input = ToChartInput(response);
  EXPECT_EQ(input.lines[0].lower, 0);
  EXPECT_EQ(input.lines[0].near_lower, 0);
  EXPECT_EQ(input.lines[0].upper, 7);
  std::ostringstream out;
  ChartCsv(response).PrintCsv(out);
  EXPECT_THAT(out.str(), HasSubstr(",4,-1.5,7.5,"));
}

TEST(ChartView, DriftAndTrajectoryAreRemarks) {
  v1::GetChartResponse response = ChartOf({3, 5});
  EXPECT_THAT(ToChartInput(response).remarks, IsEmpty());
  response.mutable_trajectory()->set_course(v1::COURSE_UNSPECIFIED);
  EXPECT_THAT(ToChartInput(response).remarks, IsEmpty()) << "without a target nothing is said";
  response.mutable_trajectory()->set_sentence("It arrives in June.");
  EXPECT_THAT(ToChartInput(response).remarks, ElementsAre("It arrives in June."));
  response.mutable_lasting_drift()->set_sentence("It drifts.");
  EXPECT_THAT(ToChartInput(response).remarks, ElementsAre("It drifts.", "It arrives in June."));
}

TEST(ChartView, AProcessBeginsWhereTheDaemonSaysSo) {
  v1::GetChartResponse response = ChartOf(std::vector<double>(15, 4));
  response.mutable_points(13)->set_starts_process(true);
  response.mutable_points(0)->set_starts_process(false);  // the first row begins one in any case
  response.mutable_verdict()->mutable_verdict()->set_trial_limits(true);
  const chart::ChartInput input = ToChartInput(response);
  ASSERT_THAT(input.processes, SizeIs(2));
  EXPECT_EQ(input.processes[0].rows, 13U);
  EXPECT_FALSE(input.processes[0].trial) << "13 figures are enough";
  EXPECT_EQ(input.processes[1].first, 13U);
  EXPECT_TRUE(input.processes[1].trial) << "as the verdict says";
}

TEST(ChartView, StepChangesAndEventsAreNotesAtThePeriodThatShowsThem) {
  v1::GetChartResponse response = ChartOf({3, 5, 4});
  v1::StepChange& change = *response.add_step_changes();
  *change.mutable_first_day() = DateOf(2026, 2, 15);
  change.set_cause("crisis house opened");
  v1::ChartEvent& transfer = *response.add_events();
  *transfer.mutable_first_day() = DateOf(2026, 1, 1);
  transfer.set_kind("service_transfer");
  transfer.set_note("wards from XB2");
  v1::ChartEvent& late = *response.add_events();
  *late.mutable_first_day() = DateOf(2026, 4, 1);  // no period ends so late
  late.set_kind("merger");
  const chart::ChartInput input = ToChartInput(response);
  ASSERT_THAT(input.notes, SizeIs(2));
  EXPECT_EQ(input.notes[0].row, 0U);
  EXPECT_EQ(input.notes[0].text, "Service transfer: wards from XB2");
  EXPECT_EQ(input.notes[1].row, 1U);
  EXPECT_EQ(input.notes[1].text, "Step change: crisis house opened");
}

TEST(ChartView, LongerPeriodsAreNamedByTheirEndAndSaidToBeLonger) {
  v1::GetChartResponse response = ChartOf({3});
  response.mutable_verdict()->set_span("P3M");
  response.mutable_verdict()->set_breakdown("ward:a");
  EXPECT_EQ(ToChartInput(response).subtitle,
            "Anyshire: XA1 bed_days ward:a, XmR chart, each figure of 3 months to the month named");
  response.mutable_verdict()->set_span("P7D");
  EXPECT_THAT(ToChartInput(response).periods, ElementsAre("31 Jan 2026"));
  EXPECT_THAT(ToChartInput(response).subtitle, HasSubstr("of 7 days to the day named"));
}

TEST(ChartView, DecimalsSuitTheSizeOfTheFigures) {
  EXPECT_EQ(ToChartInput(ChartOf({3, 5})).decimals, 1);
  EXPECT_EQ(ToChartInput(ChartOf({3, -1200})).decimals, 0);
  EXPECT_EQ(ToChartInput(ChartOf({0.02, 0.3})).decimals, 3);
  EXPECT_EQ(ToChartInput(ChartOf({0, 0})).decimals, 1);
}

TEST(ChartView, AnEmptySeriesHasNoRows) {
  const chart::ChartInput input = ToChartInput(ChartOf({}));
  EXPECT_THAT(input.periods, IsEmpty());
  EXPECT_THAT(input.processes, IsEmpty());
  chart::CheckInput(input);
}

TEST(ChartView, CsvHasEveryPointWithItsLinesAndItsRule) {
  v1::GetChartResponse response = ChartOf({3, 7});
  response.mutable_points(0)->clear_plotted();
  response.mutable_points(0)->mutable_value()->mutable_suppressed();
  response.mutable_points(1)->set_rule(v1::RULE_ABOVE_UPPER_LIMIT);
  response.mutable_points(1)->set_variation(v1::VARIATION_CONCERN);
  response.mutable_points(1)->mutable_lines()->clear_lower_limit();
  std::ostringstream out;
  ChartCsv(response).PrintCsv(out);
  EXPECT_EQ(out.str(),
            "organisation,indicator,breakdown,span,unit,first_day,last_day,kind,value,numerator,"
            "denominator,reason,plotted,mean,lower_limit,upper_limit,rule,variation,"
            "starts_process\r\n"
            "XA1,bed_days,,P1M,bed days,2026-01-01,2026-01-31,suppressed,,,,,,4,2,6,,,true\r\n"
            "XA1,bed_days,,P1M,bed days,2026-02-01,2026-02-28,number,7,,,,7,4,,6,"
            "above upper limit,concern,false\r\n");
}

}  // namespace
}  // namespace trustwatch::cli
