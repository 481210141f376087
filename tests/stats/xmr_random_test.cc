// Properties of judged series that hold for every series, tried on random ones.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include "daemon/stats/mean.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/xmr.h"
#include "daemon/stats/xmr_limits.h"
#include "daemon/stats/xmr_options.h"
#include "gtest/gtest.h"
#include "tests/stats/slow_rules.h"

namespace trustwatch::stats {
namespace {

constexpr int kRounds = 3'000;

struct XmrRandomRows {
  std::vector<double> values;
  std::vector<std::uint8_t> known;
  std::vector<std::size_t> group_starts;
};

// Series of small whole numbers, walks and shifts, so that ties, runs and trends are common.
class RandomSeries {
 public:
  explicit RandomSeries(std::uint64_t seed) : random_(seed) {}

  std::size_t Below(std::size_t end) { return random_() % end; }

  XmrRandomRows Next() {
    XmrRandomRows rows;
    const std::size_t size = Below(4) == 0 ? Below(200) : Below(30);
    const std::size_t kind = Below(4);
    double walk = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const auto step = static_cast<double>(Below(9)) - 4;
      walk += kind == 3 ? std::abs(step) - .25 : step;
      rows.values.push_back(kind == 0 ? step : (kind == 1 ? walk + 100 : std::round(walk / 8)));
      rows.known.push_back(Below(25) == 0 ? 0 : 1);
      if (i > 0 && Below(40) == 0) rows.group_starts.push_back(i);
    }
    return rows;
  }

 private:
  std::mt19937_64 random_;
};

XmrSeries SeriesOf(const XmrRandomRows& rows) {
  return {.values = rows.values, .known = rows.known, .group_starts = rows.group_starts};
}

std::vector<XmrOptions> AllOptions() {
  std::vector<XmrOptions> all = {kMakingDataCount, kPlotTheDots};
  for (XmrOptions options : {kMakingDataCount, kPlotTheDots}) {
    options.screen_moving_ranges = !options.screen_moving_ranges;
    options.rules.run_points = 6;
    all.push_back(options);
  }
  return all;
}

class XmrRandomTest : public testing::Test {
 protected:
  // A new seed each time would make a red run hard to repeat; this one is printed with a failure.
  static constexpr std::uint64_t kSeed = 20250301;
  RandomSeries random_{kSeed};
  const testing::ScopedTrace trace_{__FILE__, __LINE__, testing::Message() << "seed " << kSeed};
};

TEST_F(XmrRandomTest, TheRulesAgreeWithASlowReadingOfTheGuidance) {
  for (int round = 0; round < kRounds; ++round) {
    const XmrRandomRows rows = random_.Next();
    std::vector<std::optional<double>> values;
    std::vector<Lines> lines;
    const bool moving = random_.Below(2) == 0;
    Lines line{.centre = 1, .lower = -4, .upper = 6, .near_lower = -2, .near_upper = 4};
    for (std::size_t i = 0; i < rows.values.size(); ++i) {
      values.push_back(rows.known[i] != 0 ? std::optional(rows.values[i]) : std::nullopt);
      if (moving) line.centre = static_cast<double>(random_.Below(3));
      if (moving) line.has_centre = random_.Below(20) != 0;
      lines.push_back(line);
    }
    for (const XmrOptions& options : AllOptions()) {
      std::vector<Marked> marked(values.size());
      MarkSignals(rows.values, rows.known, lines, options.rules, marked);
      ASSERT_EQ(marked, MarkSlowly(values, lines, options.rules)) << "round " << round;
      if (moving) continue;
      std::vector<Marked> constant(values.size());
      MarkSignals(rows.values, rows.known, line, options.rules, constant);
      ASSERT_EQ(constant, marked) << "round " << round;
    }
  }
}

TEST_F(XmrRandomTest, TheMeanIsTheMeanOfTheKnownValues) {
  for (int round = 0; round < kRounds; ++round) {
    XmrRandomRows rows = random_.Next();
    for (double& value : rows.values) value /= 3;
    const XmrLimits limits = ComputeXmrLimits(rows.values, rows.known, 1'000'000, kMakingDataCount);
    std::vector<double> known;
    std::vector<double> ranges;
    for (std::size_t i = 0; i < rows.values.size(); ++i) {
      if (rows.known[i] == 0) continue;
      known.push_back(rows.values[i]);
      if (i == 0 || rows.known[i - 1] == 0) continue;
      ranges.push_back(std::abs(rows.values[i] - rows.values[i - 1]));
    }
    ASSERT_EQ(limits.mean.has_value(), !known.empty());
    if (!known.empty()) {
      ASSERT_EQ(*limits.mean, Mean(known)) << "round " << round;
    }
    ASSERT_EQ(limits.spread.has_value(), !ranges.empty());
    if (!ranges.empty()) {
      ASSERT_EQ(*limits.spread, Mean(ranges)) << "round " << round;
    }
  }
}

// The verdict without the numbers that move with the series.
Verdict Shape(Verdict verdict) {
  if (verdict.mean.has_value()) verdict.mean = 0;
  if (verdict.limits.has_value()) verdict.limits = Limits{};
  return verdict;
}

TEST_F(XmrRandomTest, ScalingAndShiftingByPowersOfTwoChangesNoVerdict) {
  for (int round = 0; round < kRounds; ++round) {
    const XmrRandomRows rows = random_.Next();
    const double target = static_cast<double>(random_.Below(200)) + .5;
    const double scale = std::ldexp(1, static_cast<int>(random_.Below(40)) - 20);
    const double shift = std::ldexp(1, static_cast<int>(random_.Below(20)));
    XmrRandomRows moved = rows;
    for (double& value : moved.values) value = (value + shift) * scale;
    XmrSeries before = SeriesOf(rows);
    before.target = target;
    XmrSeries after = SeriesOf(moved);
    after.target = (target + shift) * scale;
    for (const XmrOptions& options : AllOptions()) {
      const XmrChart old_chart = ComputeXmrChart(before, options);
      const XmrChart new_chart = ComputeXmrChart(after, options);
      ASSERT_EQ(new_chart.points, old_chart.points) << "round " << round;
      ASSERT_EQ(Shape(new_chart.verdict), Shape(old_chart.verdict)) << "round " << round;
    }
  }
}

Variation Swapped(Variation variation) {
  if (variation == Variation::kImprovement) return Variation::kConcern;
  if (variation == Variation::kConcern) return Variation::kImprovement;
  return variation;
}

Assurance Swapped(Assurance assurance, bool no_spread) {
  // A target equal to a mean without spread is met either way.
  if (no_spread) return assurance;
  if (assurance == Assurance::kConsistentlyMet) return Assurance::kConsistentlyMissed;
  if (assurance == Assurance::kConsistentlyMissed) return Assurance::kConsistentlyMet;
  return assurance;
}

TEST_F(XmrRandomTest, ReversingWhatIsBetterSwapsImprovementAndConcernOnly) {
  int special = 0;
  for (int round = 0; round < kRounds; ++round) {
    const XmrRandomRows rows = random_.Next();
    XmrSeries series = SeriesOf(rows);
    series.target = 100;
    for (const XmrOptions& options : AllOptions()) {
      series.better = Better::kHigher;
      Verdict expected = ComputeXmrChart(series, options).verdict;
      series.better = Better::kLower;
      const Verdict lower = ComputeXmrChart(series, options).verdict;
      special += expected.signal.has_value() ? 1 : 0;
      const bool met_either_way = expected.limits.has_value() && expected.limits->lower == 100 &&
                                  expected.limits->upper == 100;
      expected.variation = Swapped(expected.variation);
      expected.assurance = Swapped(expected.assurance, met_either_way);
      for (std::optional<Signal>* signal : {&expected.signal, &expected.contrary}) {
        if (signal->has_value()) (*signal)->variation = Swapped((*signal)->variation);
      }
      ASSERT_EQ(lower, expected) << "round " << round;
    }
  }
  EXPECT_GT(special, kRounds / 10);
}

TEST_F(XmrRandomTest, NothingThatComesOutIsInfinite) {
  for (int round = 0; round < kRounds; ++round) {
    XmrRandomRows rows = random_.Next();
    const double scale = std::ldexp(1, 1000 + static_cast<int>(random_.Below(18)));
    for (double& value : rows.values) value = std::clamp(value, -64.0, 63.0) * scale;
    for (const XmrOptions& options : AllOptions()) {
      for (const XmrGroup& group : ComputeXmrChart(SeriesOf(rows), options).groups) {
        const XmrLimits& limits = group.limits;
        const Limits lines = limits.limits.value_or(Limits{});
        for (const double number :
             {limits.mean.value_or(0), limits.spread.value_or(0), limits.screened_from.value_or(0),
              lines.lower, lines.upper, lines.near_lower, lines.near_upper}) {
          ASSERT_TRUE(std::isfinite(number)) << "round " << round;
        }
      }
    }
  }
}

}  // namespace
}  // namespace trustwatch::stats
