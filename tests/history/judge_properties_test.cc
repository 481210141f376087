#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <optional>
#include <random>
#include <vector>

#include "daemon/history/judge.h"
#include "daemon/stats/verdict_word.h"
#include "fmt/format.h"
#include "gtest/gtest.h"

// What must hold of every verdict, on random series with gaps, ties, step changes and targets.
namespace trustwatch::history {
namespace {

constexpr Ordinal kJudgePropertiesFirst = 55 * 12;  // January 2025

struct RandomSeries {
  std::vector<std::optional<double>> values;  // absent: suppressed
  std::vector<domain::Day> step_days;
};

class JudgePropertiesTest : public ::testing::Test {
 protected:
  static constexpr int kRounds = 2'000;

  JudgePropertiesTest() : seed_(std::random_device()()), random_(seed_) {
    std::cout << "seed " << seed_ << "\n";
  }

  int Below(int bound) { return static_cast<int>(random_() % static_cast<unsigned>(bound)); }

  RandomSeries Make() {
    RandomSeries made;
    const int rows = 1 + Below(60);
    const int levels = 2 + Below(30);  // few levels make ties
    double level = Below(50);
    for (int i = 0; i < rows; ++i) {
      if (Below(15) == 0) level += Below(20) - 10;
      made.values.push_back(level + Below(levels));
      if (Below(20) == 0) made.values.back().reset();
    }
    if (Below(3) == 0) {
      made.step_days.push_back(LastDayOf(kJudgePropertiesFirst + Below(rows), domain::kMonth));
    }
    return made;
  }

  // a * value + b, both exact.
  static SeriesFigures Figures(const RandomSeries& made, double a = 1, double b = 0) {
    SeriesFigures series;
    for (std::size_t i = 0; i < made.values.size(); ++i) {
      const auto at = kJudgePropertiesFirst + static_cast<Ordinal>(i);
      if (made.values[i]) {
        series.Set(at, domain::Number{.value = a * *made.values[i] + b});
      } else {
        series.Set(at, domain::Suppressed{});
      }
    }
    return series;
  }

  SeriesVerdict Judge(const SeriesFigures& series, stats::Better better, const RandomSeries& made) {
    return JudgeLatest(series, {.span = domain::kMonth, .better = better}, made.step_days,
                       scratch_);
  }

  // What Recent says of the verdict's run, counted from the chart by the words.
  static void ExpectRunOfTheWord(const SeriesChart& chart) {
    const stats::Verdict& verdict = chart.verdict.verdict;
    int periods = 0;
    for (std::size_t row = chart.points.size();
         verdict.latest_known && row-- > verdict.group_first;) {
      if (chart.known[row] == 0) continue;
      const stats::Label label = chart.points[row].label;
      const auto word =
          stats::VerdictWord(stats::VariationOf(label, stats::Better::kHigher), label);
      if (word != stats::VerdictWord(verdict)) break;
      ++periods;
    }
    EXPECT_EQ(chart.verdict.recent.verdict_periods, periods);
    EXPECT_EQ(periods > 0, verdict.latest_known);
  }

  static stats::Variation Swapped(stats::Variation variation) {
    switch (variation) {
      case stats::Variation::kImprovement:
        return stats::Variation::kConcern;
      case stats::Variation::kConcern:
        return stats::Variation::kImprovement;
      default:
        return variation;
    }
  }

  const std::uint64_t seed_;
  std::mt19937_64 random_;
  Scratch scratch_;
};

TEST_F(JudgePropertiesTest, ScalingByAPowerOfTwoChangesNoVerdict) {
  for (int round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(fmt::format("seed {} round {}", seed_, round));
    const RandomSeries made = Make();
    const stats::Verdict plain = Judge(Figures(made), stats::Better::kHigher, made).verdict;
    for (const double factor : {0x1p-20, 0.5, 0x1p30}) {
      const stats::Verdict scaled =
          Judge(Figures(made, factor), stats::Better::kHigher, made).verdict;
      EXPECT_EQ(scaled.variation, plain.variation);
      EXPECT_EQ(scaled.signal, plain.signal);
      EXPECT_EQ(scaled.contrary, plain.contrary);
      EXPECT_EQ(scaled.trial, plain.trial);
      if (plain.mean) {
        EXPECT_EQ(*scaled.mean, factor * *plain.mean);
      }
    }
  }
}

TEST_F(JudgePropertiesTest, ShiftingByAPowerOfTwoChangesNoVerdict) {
  for (int round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(fmt::format("seed {} round {}", seed_, round));
    const RandomSeries made = Make();
    const stats::Verdict plain = Judge(Figures(made), stats::Better::kLower, made).verdict;
    for (const double shift : {64.0, 1024.0}) {
      const stats::Verdict shifted =
          Judge(Figures(made, 1, shift), stats::Better::kLower, made).verdict;
      EXPECT_EQ(shifted.variation, plain.variation);
      EXPECT_EQ(shifted.signal, plain.signal);
      EXPECT_EQ(shifted.contrary, plain.contrary);
    }
  }
}

TEST_F(JudgePropertiesTest, TheOtherDirectionSwapsImprovementAndConcern) {
  for (int round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(fmt::format("seed {} round {}", seed_, round));
    const RandomSeries made = Make();
    const SeriesFigures series = Figures(made);
    const stats::Verdict higher = Judge(series, stats::Better::kHigher, made).verdict;
    const stats::Verdict lower = Judge(series, stats::Better::kLower, made).verdict;
    EXPECT_EQ(lower.variation, Swapped(higher.variation));
    ASSERT_EQ(lower.signal.has_value(), higher.signal.has_value());
    if (higher.signal) {
      EXPECT_EQ(lower.signal->label, higher.signal->label);
      EXPECT_EQ(lower.signal->variation, Swapped(higher.signal->variation));
    }
    const stats::Verdict neither = Judge(series, stats::Better::kNeither, made).verdict;
    EXPECT_EQ(neither.variation == stats::Variation::kCommonCause,
              higher.variation == stats::Variation::kCommonCause);
  }
}

TEST_F(JudgePropertiesTest, AFigureSaidAgainChangesNothing) {
  for (int round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(fmt::format("seed {} round {}", seed_, round));
    const RandomSeries made = Make();
    SeriesFigures series = Figures(made);
    const SeriesVerdict before = Judge(series, stats::Better::kHigher, made);
    const auto row = static_cast<std::size_t>(Below(static_cast<int>(made.values.size())));
    if (made.values[row]) {
      series.Set(kJudgePropertiesFirst + static_cast<Ordinal>(row),
                 domain::Number{.value = *made.values[row]});
    }
    EXPECT_EQ(Judge(series, stats::Better::kHigher, made), before);
  }
}

TEST_F(JudgePropertiesTest, TheChartAgreesWithTheVerdictAndNothingIsInfinite) {
  for (int round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(fmt::format("seed {} round {}", seed_, round));
    const RandomSeries made = Make();
    const SeriesFigures series = Figures(made);
    const Rules rules{.span = domain::kMonth, .better = stats::Better::kHigher};
    const SeriesChart chart = ComputeChart(series, rules, made.step_days);
    EXPECT_EQ(chart.verdict, Judge(series, stats::Better::kHigher, made));
    ExpectRunOfTheWord(chart);
    for (const stats::Lines& lines : chart.lines) {
      EXPECT_TRUE(std::isfinite(lines.centre) && std::isfinite(lines.lower) &&
                  std::isfinite(lines.upper));
    }
  }
}

}  // namespace
}  // namespace trustwatch::history
