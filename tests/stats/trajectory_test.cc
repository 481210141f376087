#include "daemon/stats/trajectory.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

// As in trend_test.cc: slope 1/2, from 1/2 to 5/7; intercept 80.75 at slope 1/2.
const std::vector<double> kTrajectorySaw = {80, 82, 81, 83, 82, 84, 83, 85, 84, 86, 85, 87};

Trajectory Of(const std::vector<double>& values, Better better, std::optional<double> target) {
  return ComputeTrajectory({.values = values, .better = better, .target = target});
}

std::vector<double> Mirrored(std::vector<double> values) {
  for (double& value : values) value = -value;
  return values;
}

TEST(TrajectoryTest, ArrivesWhereTheLineReachesTheTarget) {
  const Trajectory at = Of(kTrajectorySaw, Better::kHigher, 90);
  EXPECT_EQ(at.course, Course::kArrives);
  EXPECT_EQ(at.first, 0U);
  EXPECT_EQ(at.rows, 12U);
  EXPECT_EQ(at.points, 12U);
  EXPECT_EQ(at.level, 86.25);  // 80.75 + 11 / 2
  // (90 - 80.75) x 2 = 18.5, so the 19th position is the first past it; 1/2 is the flattest too.
  EXPECT_EQ(at.expected, 19U);
  EXPECT_EQ(at.latest, 19U);
  // At slope 5/7 the even heights are 80 - 3k / 7 and the odd ones 81.29 - 3k / 7, k from 0 to 5:
  // the sixth and the seventh from the top are both 79.57 = 557 / 7; (90 - 557 / 7) x 7 / 5 = 14.6.
  EXPECT_EQ(at.earliest, 15U);
}

TEST(TrajectoryTest, TheLowerTheBetterIsTheMirrorImage) {
  const Trajectory at = Of(Mirrored(kTrajectorySaw), Better::kLower, -90);
  EXPECT_EQ(at.course, Course::kArrives);
  EXPECT_EQ(at.level, -86.25);
  EXPECT_EQ(at.earliest, 15U);
  EXPECT_EQ(at.expected, 19U);
  EXPECT_EQ(at.latest, 19U);
}

TEST(TrajectoryTest, AnExactHitIsNotAMonthLater) {
  std::vector<double> line(12);  // thirds are not exact: i / 3
  for (std::size_t i = 0; i < line.size(); ++i) line[i] = static_cast<double>(i) / 3;
  const Trajectory at = Of(line, Better::kHigher, 5);
  EXPECT_EQ(at.expected, 15U);
}

TEST(TrajectoryTest, PositionsAreThoseOfTheSeries) {
  const Trajectory at = ComputeTrajectory(
      {.first = 100, .values = kTrajectorySaw, .better = Better::kHigher, .target = 90});
  EXPECT_EQ(at.first, 100U);
  EXPECT_EQ(at.earliest, 115U);
  EXPECT_EQ(at.expected, 119U);
}

TEST(TrajectoryTest, OnlyTheLatestRowsCount) {
  std::vector<double> values(30, 1000);
  for (std::size_t i = 6; i < 30; ++i) values[i] = static_cast<double>(i);
  std::vector<std::uint8_t> known(30, 1);
  known[29] = 0;  // a row without a figure has its place, at the end too
  const Trajectory at = ComputeTrajectory(
      {.values = values, .known = known, .better = Better::kHigher, .target = 40});
  EXPECT_EQ(at.first, 6U);
  EXPECT_EQ(at.rows, 24U);
  EXPECT_EQ(at.points, 23U);
  EXPECT_EQ(at.level, 29);
  EXPECT_EQ(at.expected, 40U);
}

TEST(TrajectoryTest, AnIntervalThatHoldsNoMovementHasNoLatestMonth) {
  // No pair falls, 10 + 15 are ties: S = 41, variance (3828 - 5 x 4 x 15 - 6 x 5 x 17) / 18 =
  // 167.7, z = 40 / 12.95 = 3.09. m = floor((66 - 1.96 x 12.95) / 2) = 20, and the 20th smallest
  // slope is one of the 25 zeros. Above them come 1/10, two of 1/9, three of 1/8 and four of 1/7,
  // so that the 33rd and the 34th are 1/7; the 20th from the top is 1/5.
  const Trajectory at = Of({0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2}, Better::kHigher, 3);
  ASSERT_EQ(at.course, Course::kArrives);
  EXPECT_NEAR(at.trend->slope, 1.0 / 7, 1e-15);
  // Heights at 1/7, in sevenths: 0 to -4, 2 to -3, and 14 - 11; the middle two are -1.
  EXPECT_EQ(at.expected, 22U);  // (3 + 1/7) x 7
  // Heights at 1/5, in fifths: 0 to -4, 0 to -5, and 10 - 11; the middle two are -2.
  EXPECT_EQ(at.earliest, 17U);  // (3 + 2/5) x 5
  EXPECT_EQ(at.latest, std::nullopt);
}

struct TrajectoryCourseCase {
  const char* name;
  std::vector<double> values;
  Better better;
  std::optional<double> target;
  Course course;
};
class CourseIs : public ::testing::TestWithParam<TrajectoryCourseCase> {};
TEST_P(CourseIs, AsTheTableSays) {
  const TrajectoryCourseCase& it = GetParam();
  const Trajectory at = Of(it.values, it.better, it.target);
  EXPECT_EQ(at.course, it.course);
  EXPECT_EQ(at.expected.has_value(), it.course == Course::kArrives);
  if (it.course != Course::kArrives) {
    EXPECT_EQ(at.earliest, std::nullopt);
    EXPECT_EQ(at.latest, std::nullopt);
  }
  // The same, upside down.
  const Better other = it.better == Better::kHigher  ? Better::kLower
                       : it.better == Better::kLower ? Better::kHigher
                                                     : Better::kNeither;
  const std::optional<double> target = it.target ? std::optional(-*it.target) : std::nullopt;
  EXPECT_EQ(Of(Mirrored(it.values), other, target).course, it.course);
}
INSTANTIATE_TEST_SUITE_P(
    Table, CourseIs,
    ::testing::Values(
        TrajectoryCourseCase{"NoTarget", kTrajectorySaw, Better::kHigher, std::nullopt,
                             Course::kNoTarget},
        TrajectoryCourseCase{"NoDirection", kTrajectorySaw, Better::kNeither, 90,
                             Course::kNoTarget},
        TrajectoryCourseCase{"Empty", {}, Better::kHigher, 90, Course::kTooFew},
        TrajectoryCourseCase{"OnePoint", {5}, Better::kHigher, 90, Course::kTooFew},
        TrajectoryCourseCase{"ElevenPoints",
                             {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11},
                             Better::kHigher,
                             90,
                             Course::kTooFew},
        TrajectoryCourseCase{"Met", kTrajectorySaw, Better::kHigher, 86, Course::kMet},
        TrajectoryCourseCase{"MetExactly", kTrajectorySaw, Better::kHigher, 86.25, Course::kMet},
        TrajectoryCourseCase{"JustNotMet", kTrajectorySaw, Better::kHigher, 86.26,
                             Course::kArrives},
        TrajectoryCourseCase{"MetAndFlat", std::vector<double>(12, 5), Better::kHigher, 5,
                             Course::kMet},
        TrajectoryCourseCase{"MetButLeaving", kTrajectorySaw, Better::kLower, 90, Course::kLeaving},
        TrajectoryCourseCase{"MovingAway", kTrajectorySaw, Better::kLower, 80, Course::kMovingAway},
        TrajectoryCourseCase{"NoTrend", std::vector<double>(12, 5), Better::kHigher, 6,
                             Course::kNoTrend},
        // 80.75 + (11 + 60) / 2 = 116.25 is the last level within the horizon.
        TrajectoryCourseCase{"AtTheHorizon", kTrajectorySaw, Better::kHigher, 116.25,
                             Course::kArrives},
        TrajectoryCourseCase{"BeyondTheHorizon", kTrajectorySaw, Better::kHigher, 116.26,
                             Course::kTooFar},
        TrajectoryCourseCase{"FarBeyond", kTrajectorySaw, Better::kHigher, 1e308, Course::kTooFar}),
    [](const auto& row) { return row.param.name; });

std::vector<double> RandomSeries(std::mt19937& random) {
  std::vector<double> values(10 + random() % 30);
  const double pull = static_cast<double>(random() % 9) / 4 - 1;
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = static_cast<double>(random() % 10) + std::floor(pull * static_cast<double>(i));
  }
  return values;
}

TEST(TrajectoryTest, ScaleShiftAndMirrorImageChangeNoDate) {
  std::mt19937 random(20265);
  int arrivals = 0;
  for (int round = 0; round < 500; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 20265 round " << round);
    const std::vector<double> values = RandomSeries(random);
    const double target = static_cast<double>(random() % 60) - 20;
    const Trajectory plain = Of(values, Better::kHigher, target);
    std::vector<double> scaled = values;
    std::vector<double> shifted = values;
    for (double& value : scaled) value *= 0x1p20;
    for (double& value : shifted) value += 1024;
    const auto same = [&plain](const Trajectory& other) {
      EXPECT_EQ(other.course, plain.course);
      EXPECT_EQ(other.earliest, plain.earliest);
      EXPECT_EQ(other.expected, plain.expected);
      EXPECT_EQ(other.latest, plain.latest);
    };
    same(Of(scaled, Better::kHigher, target * 0x1p20));
    same(Of(shifted, Better::kHigher, target + 1024));
    same(Of(Mirrored(values), Better::kLower, -target));
    if (plain.course != Course::kArrives) continue;
    ++arrivals;
    const std::size_t end = plain.first + plain.rows;
    EXPECT_GE(*plain.earliest, end);
    EXPECT_LE(*plain.earliest, *plain.expected);
    EXPECT_LT(*plain.expected, end + kTrajectoryHorizon);
    if (plain.latest) {
      EXPECT_GE(*plain.latest, *plain.expected);
    }
  }
  EXPECT_GT(arrivals, 50) << "otherwise nothing was tested";
}

TEST(TrajectoryTest, NoNastyInputLetsOutWhatIsNotFinite) {
  constexpr double kMax = std::numeric_limits<double>::max();
  constexpr double kTiny = std::numeric_limits<double>::denorm_min();
  for (const double size : {kMax, 1e308, 1.0, kTiny}) {
    std::vector<double> values;
    for (int i = 0; i < 24; ++i) values.push_back(i % 5 == 0 ? -size : i < 12 ? 0 : size);
    for (const double target : {kMax, -kMax, 0.0, kTiny}) {
      for (const Better better : {Better::kHigher, Better::kLower}) {
        const Trajectory at = Of(values, better, target);
        EXPECT_TRUE(std::isfinite(at.level));
        ASSERT_TRUE(at.trend.has_value());
        EXPECT_TRUE(std::isfinite(at.trend->slope));
      }
    }
  }
}

}  // namespace
}  // namespace trustwatch::stats
