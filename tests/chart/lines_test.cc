#include "daemon/chart/lines.h"

#include <cstddef>
#include <optional>
#include <tuple>
#include <vector>

#include "daemon/chart/chart_input.h"
#include "daemon/stats/run_rules.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/chart/samples.h"

namespace trustwatch::chart {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// First row, rows and mean of each.
std::vector<std::tuple<std::size_t, std::size_t, double>> Told(const ChartInput& input) {
  std::vector<std::tuple<std::size_t, std::size_t, double>> told;
  for (const Stretch& it : StretchesOf(input)) {
    told.emplace_back(it.first, it.rows, it.lines.centre);
  }
  return told;
}

TEST(LinesTest, ALineThatDoesNotExistIsAbsent) {
  const stats::Lines none{.has_centre = false};
  EXPECT_EQ(MeanOf(none), std::nullopt);
  EXPECT_EQ(LowerOf(none), std::nullopt);
  EXPECT_EQ(UpperOf(none), std::nullopt);
  const stats::Lines only_upper{.centre = 0, .upper = 3};
  EXPECT_EQ(MeanOf(only_upper), 0);
  EXPECT_EQ(LowerOf(only_upper), std::nullopt);
  EXPECT_EQ(UpperOf(only_upper), 3);
}

TEST(LinesTest, AProcessWhoseLinesStandStillIsOneStretch) {
  const ChartInput input = Judge({.values = {2, 4, 3, 9, 9}, .group_starts = {3}});
  EXPECT_THAT(Told(input), ElementsAre(std::tuple(0, 3, 3.0), std::tuple(3, 2, 9.0)));
  EXPECT_THAT(StretchesOf(Judge({})), IsEmpty());
}

TEST(LinesTest, EqualLinesOfTwoProcessesAreTwoStretches) {
  EXPECT_THAT(Told(Judge({.values = {5, 5}, .group_starts = {1}})),
              ElementsAre(std::tuple(0, 1, 5.0), std::tuple(1, 1, 5.0)));
}

TEST(LinesTest, WhereLinesMoveAStretchEndsAndKeepsWhatIsTrueOfItsProcess) {
  ChartInput input = Judge({.values = {2, 4, 3, 5}});
  input.lines = MovingLines();
  const std::vector<Stretch> stretches = StretchesOf(input);
  ASSERT_EQ(stretches.size(), 3U);
  EXPECT_EQ(stretches[0].rows, 1U);
  EXPECT_EQ(stretches[1].rows, 2U);
  EXPECT_EQ(stretches[2].first, 3U);
  EXPECT_EQ(UpperOf(stretches[1].lines), 8);
  for (const Stretch& it : stretches) EXPECT_TRUE(it.trial);
}

}  // namespace
}  // namespace trustwatch::chart
