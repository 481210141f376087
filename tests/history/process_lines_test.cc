#include "daemon/history/process_lines.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::history {
namespace {

using domain::ChartKind;
using ::testing::IsEmpty;

// 10 and 12 in turn, then 30 and 32; a new process begins at row 6.
Grid TwoProcesses() {
  Grid grid;
  for (int i = 0; i < 10; ++i) grid.values.push_back((i < 6 ? 10 : 30) + i % 2 * 2);
  grid.group_starts = {6};
  return grid;
}

TEST(ProcessLinesTest, AStepChangeDividesTheRows) {
  const std::vector<Rows> processes = ProcessesOf(TwoProcesses());
  ASSERT_EQ(processes.size(), 2U);
  EXPECT_EQ(processes[0].first, 0U);
  EXPECT_EQ(processes[0].count, 6U);
  EXPECT_EQ(processes[1].first, 6U);
  EXPECT_EQ(processes[1].count, 4U);
  EXPECT_EQ(LatestProcess(TwoProcesses()).first, 6U);
  EXPECT_EQ(LatestProcess(TwoProcesses()).count, 4U);
  EXPECT_THAT(ProcessesOf(Grid()), IsEmpty());
  EXPECT_EQ(LatestProcess(Grid()).count, 0U);
}

TEST(ProcessLinesTest, OnlyTheBaselineMakesTheLines) {
  Grid grid = TwoProcesses();
  grid.group_starts.clear();
  const ProcessLines all = LinesOf(grid, LatestProcess(grid), ChartKind::kXmr, {});
  EXPECT_EQ(all.baseline_points, 10);
  const ProcessLines made =
      LinesOf(grid, LatestProcess(grid), ChartKind::kXmr, {}, {.baseline_rows = 6});
  EXPECT_EQ(made.baseline_points, 6);
  EXPECT_EQ(made.values, grid.values);
  ASSERT_EQ(made.lines.size(), 1U);
  EXPECT_EQ(made.lines[0].centre, 11);            // three of 10, three of 12
  EXPECT_EQ(made.lines[0].upper, 11 + 2.66 * 2);  // every moving range is 2
}

TEST(ProcessLinesTest, ALineThatIsNotClampedKeepsItsDistance) {
  Grid grid;
  for (int i = 0; i < 12; ++i) {
    grid.numerators.push_back(i % 2 == 0 ? 99 : 95);
    grid.denominators.push_back(100);
    grid.values.push_back(grid.numerators.back());
  }
  const Rules rules{.chart = ChartKind::kPPrime, .scale = 100};
  const Rows rows = LatestProcess(grid);
  EXPECT_EQ(LinesOf(grid, rows, ChartKind::kPPrime, rules).lines[0].upper, 100);
  const stats::Lines free =
      LinesOf(grid, rows, ChartKind::kPPrime, rules, {.clamp = false}).lines[0];
  EXPECT_GT(free.upper, 100);
  EXPECT_NEAR(free.upper - free.centre, free.centre - free.lower, 1e-12);
}

TEST(ProcessLinesTest, AChartThatNeedsDenominatorsGivesWayWithoutThem) {
  Grid grid = TwoProcesses();
  EXPECT_EQ(ChartFor({.chart = ChartKind::kUPrime}, grid), ChartKind::kXmr);
  EXPECT_EQ(ChartFor({.chart = ChartKind::kT}, grid), ChartKind::kT);
  grid.numerators = grid.denominators = grid.values;
  EXPECT_EQ(ChartFor({.chart = ChartKind::kUPrime}, grid), ChartKind::kUPrime);
}

}  // namespace
}  // namespace trustwatch::history
