#include "daemon/rpc/tendency.h"

#include <cstddef>
#include <memory>
#include <vector>

#include "daemon/domain/definitions.h"
#include "daemon/history/rules.h"
#include "daemon/history/tendency.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"
#include "trustwatch/v1/insight_service.pb.h"

namespace trustwatch::rpc {
namespace {

using testing::DefinitionsBuilder;
using testing::SliceOf;

// seen_in_time from January 2025 on, a percentage of which more is better, with a target of 95.
class TendencyTest : public ::testing::Test {
 protected:
  TendencyTest() {
    DefinitionsBuilder builder;
    builder.Indicator("seen_in_time").direction = domain::Direction::kHigher;
    builder.Indicator("seen_in_time").standards = {{.text = "standard", .target = 95}};
    definitions_ = builder.Build();
    rules_ = history::RulesOf(definitions_->catalogue, SliceOf("seen_in_time"));
  }

  v1::GetChartResponse Of(const std::vector<double>& values) const {
    history::SeriesFigures series;
    for (std::size_t i = 0; i < values.size(); ++i) {
      series.Set(55 * 12 + static_cast<history::Ordinal>(i), domain::Number{.value = values[i]});
    }
    v1::GetChartResponse out;
    ToProto(history::ComputeTendency(series, rules_, {}), rules_, out);
    return out;
  }

  std::shared_ptr<const domain::Definitions> definitions_;
  history::Rules rules_;
};

// Slope 1/2, up to 5/7: tests/stats/trend_test.cc works it out.
const std::vector<double> kSaw = {80, 82, 81, 83, 82, 84, 83, 85, 84, 86, 85, 87};

TEST_F(TendencyTest, AnArrivalHasItsMonths) {
  const v1::GetChartResponse chart = Of(kSaw);
  EXPECT_FALSE(chart.has_lasting_drift());
  const v1::Trajectory& trajectory = chart.trajectory();
  EXPECT_EQ(trajectory.course(), v1::COURSE_ARRIVES);
  EXPECT_EQ(trajectory.target(), 95);
  EXPECT_EQ(trajectory.window_first().first_day().year(), 2025);
  EXPECT_EQ(trajectory.window_first().first_day().month(), 1);
  EXPECT_EQ(trajectory.window_last().last_day().month(), 12);
  EXPECT_EQ(trajectory.point_count(), 12);
  EXPECT_TRUE(trajectory.has_trend());
  EXPECT_EQ(trajectory.slope(), 0.5);
  EXPECT_EQ(trajectory.slope_lowest(), 0.5);
  EXPECT_NEAR(trajectory.slope_highest(), 5.0 / 7, 1e-15);
  EXPECT_EQ(trajectory.level(), 86.25);
  // Positions 29 and 22 from January 2025: history/tendency_test.cc.
  EXPECT_EQ(trajectory.expected().last_day().year(), 2027);
  EXPECT_EQ(trajectory.expected().last_day().month(), 6);
  EXPECT_EQ(trajectory.earliest().last_day().year(), 2026);
  EXPECT_EQ(trajectory.earliest().last_day().month(), 11);
  EXPECT_EQ(trajectory.latest().last_day().month(), 6);
  EXPECT_EQ(trajectory.sentence().find("At the pace of the 12 months to December 2025"), 0U);
}

TEST_F(TendencyTest, WhatIsNotThereIsLeftUnset) {
  // The line of the twelve rises, but its interval holds 0: tests/stats/trajectory_test.cc.
  const v1::GetChartResponse open = Of({92, 92, 92, 92, 92, 93, 93, 93, 93, 93, 93, 94});
  EXPECT_EQ(open.trajectory().course(), v1::COURSE_ARRIVES);
  EXPECT_TRUE(open.trajectory().has_expected());
  EXPECT_FALSE(open.trajectory().has_latest());
  const v1::GetChartResponse few = Of({80, 81});
  EXPECT_EQ(few.trajectory().course(), v1::COURSE_TOO_FEW);
  EXPECT_FALSE(few.trajectory().has_slope());
  EXPECT_FALSE(few.trajectory().has_level());
  EXPECT_FALSE(few.trajectory().has_expected());
  EXPECT_FALSE(Of({}).has_trajectory());
}

struct CourseCase {
  std::vector<double> values;
  v1::Course course;
};
class EveryCourse : public TendencyTest, public ::testing::WithParamInterface<CourseCase> {};
TEST_P(EveryCourse, HasItsName) {
  EXPECT_EQ(Of(GetParam().values).trajectory().course(), GetParam().course);
}
std::vector<double> Line(double first, double slope) {
  std::vector<double> values;
  for (int i = 0; i < 24; ++i) values.push_back(first + slope * i);
  return values;
}
INSTANTIATE_TEST_SUITE_P(Courses, EveryCourse,
                         ::testing::Values(CourseCase{{90}, v1::COURSE_TOO_FEW},
                                           CourseCase{Line(96, 0), v1::COURSE_MET},
                                           CourseCase{Line(99, -0.125), v1::COURSE_LEAVING},
                                           CourseCase{Line(94, -0.5), v1::COURSE_MOVING_AWAY},
                                           CourseCase{Line(90, 0), v1::COURSE_NO_TREND},
                                           CourseCase{Line(10, 0.5), v1::COURSE_TOO_FAR},
                                           CourseCase{Line(80, 0.5), v1::COURSE_ARRIVES}));

TEST_F(TendencyTest, ADriftIsSaidAsDataAndInWords) {
  // As in history/tendency_test.cc: mean 80, sigma 1.773, and eight months of 82.
  std::vector<double> values;
  for (int i = 0; i < 24; ++i) values.push_back(79 + i % 2 * 2);
  values.insert(values.end(), 8, 82);
  const v1::GetChartResponse chart = Of(values);
  const v1::LastingDrift& drift = chart.lasting_drift();
  EXPECT_EQ(drift.since().first_day().year(), 2027);
  EXPECT_EQ(drift.since().first_day().month(), 1);
  EXPECT_EQ(drift.variation(), v1::VARIATION_IMPROVEMENT);
  EXPECT_EQ(drift.shift(), 2);
  EXPECT_EQ(drift.mean(), 80);
  EXPECT_EQ(drift.baseline_count(), 24);
  EXPECT_EQ(drift.point_count(), 8);
  EXPECT_EQ(drift.sentence().find("Lasting drift, for the better: since January 2027"), 0U);
}

}  // namespace
}  // namespace trustwatch::rpc
