// Every series of the published MHSDS time series, of every provider and measure, judged.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/value.h"
#include "daemon/history/judge.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_figures.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/england.h"
#include "tests/e2e/published_files.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::testing {
namespace {

using history::SeriesChart;
using history::SeriesVerdict;
using ::testing::HasSubstr;
using ::testing::Not;

// What was said of the latest month of each series.
struct Tally {
  std::size_t series = 0;
  std::size_t figures = 0;   // numbers
  std::size_t verdicts = 0;  // of every month of every series
  std::size_t unknown = 0;   // the latest figure is suppressed
  std::size_t no_limits = 0;
  std::size_t trial = 0;
  std::map<stats::Variation, std::size_t> variations;
};

history::Rules RulesFor(const PublishedSeries& name) {
  const domain::Indicator* const indicator = IndicatorOf(name.measure);
  if (indicator != nullptr) {
    return history::RulesOf(EnglandsDefinitions()->catalogue,
                            {indicator->id, name.breakdown, name.span});
  }
  // A measure that is none of ours is judged like one that left the catalogue.
  history::Rules rules;
  rules.span = name.span;
  return rules;
}

bool IsFinite(const stats::Lines& lines) {
  return std::isfinite(lines.centre) && std::isfinite(lines.lower) && std::isfinite(lines.upper) &&
         std::isfinite(lines.near_lower) && std::isfinite(lines.near_upper);
}

void CheckVerdict(const SeriesVerdict& judged, const history::Rules& rules) {
  const stats::Verdict& verdict = judged.verdict;
  EXPECT_TRUE(std::isfinite(judged.latest_value));
  if (verdict.mean) {
    EXPECT_TRUE(std::isfinite(*verdict.mean));
  }
  if (verdict.limits) {
    EXPECT_TRUE(std::isfinite(verdict.limits->lower) && std::isfinite(verdict.limits->upper));
    EXPECT_LE(verdict.limits->lower, verdict.limits->upper);
  }
  const std::string said = history::Sentence(judged, rules);
  EXPECT_THAT(said, Not(::testing::AnyOf(HasSubstr("nan"), HasSubstr(" inf"), HasSubstr("-inf"))));
  EXPECT_TRUE(said.ends_with(".")) << said;
}

void CheckChart(const SeriesChart& chart) {
  const std::size_t rows = chart.values.size();
  ASSERT_EQ(chart.known.size(), rows);
  ASSERT_EQ(chart.points.size(), rows);
  ASSERT_EQ(chart.lines.size(), rows);
  for (std::size_t i = 0; i < rows; ++i) {
    EXPECT_TRUE(std::isfinite(chart.values[i]) && IsFinite(chart.lines[i])) << i;
    if (chart.known[i] == 0) {
      EXPECT_EQ(chart.points[i].signals, 0) << i;
    }
  }
}

void Count(const SeriesVerdict& judged, Tally& tally) {
  ++tally.series;
  if (!judged.verdict.latest_known) {
    ++tally.unknown;
    return;
  }
  ++tally.variations[judged.verdict.variation];
  if (!judged.verdict.limits) {
    ++tally.no_limits;
  } else if (judged.verdict.trial) {
    ++tally.trial;
  }
}

// Judges a series as it was after each of its figures, and its whole chart at the end.
void JudgeSeries(const PublishedSeries& name, const PublishedFigures& figures,
                 history::Scratch& scratch, Tally& tally) {
  SCOPED_TRACE(fmt::format("{} {} {} {}", name.provider, name.measure, name.breakdown,
                           name.span.ToString()));
  const history::Rules rules = RulesFor(name);
  history::SeriesFigures series;
  SeriesVerdict judged;
  for (const auto& [period, value] : figures) {
    if (std::holds_alternative<domain::Number>(value)) ++tally.figures;
    series.Set(history::OrdinalOf(period.last(), name.span), value);
    judged = history::JudgeLatest(series, rules, {}, scratch);
    // What is suppressed is unknown, never zero.
    EXPECT_EQ(judged.verdict.latest_known, std::holds_alternative<domain::Number>(value));
    CheckVerdict(judged, rules);
    ++tally.verdicts;
  }
  const SeriesChart chart = history::ComputeChart(series, rules, {});
  EXPECT_EQ(chart.verdict, judged);
  CheckChart(chart);
  Count(judged, tally);
}

void Print(const Tally& tally) {
  const auto count = [&tally](stats::Variation variation) {
    const auto found = tally.variations.find(variation);
    return found == tally.variations.end() ? 0 : found->second;
  };
  std::printf(
      "%zu series; of the latest verdicts: %zu unknown, %zu common cause, %zu "
      "improvement, %zu concern, %zu special cause of neither kind; %zu with trial limits, %zu "
      "without limits\n",
      tally.series, tally.unknown, count(stats::Variation::kCommonCause),
      count(stats::Variation::kImprovement), count(stats::Variation::kConcern),
      count(stats::Variation::kNeither), tally.trial, tally.no_limits);
}

TEST(PublishedSeries, EveryOneIsJudgedFiniteAndVerdictAndChartAgree) {
  if (!DataFolder().has_value()) GTEST_SKIP() << kNoData;
  EXPECT_EQ(TimeSeries()->rows, 465'927);
  EXPECT_TRUE(TimeSeries()->faults.empty());
  Tally tally;
  history::Scratch scratch;
  for (const auto& [name, figures] : TimeSeries()->series) {
    JudgeSeries(name, figures, scratch, tally);
  }
  std::printf("%zu numbers, %zu verdicts as months went by; ", tally.figures, tally.verdicts);
  Print(tally);
  // Counted by another program: rows about a provider, or about its ethnic groups, by provider,
  // measure, span and group; 75,222 numbers and 226,804 suppressed figures.
  EXPECT_EQ(tally.series, 22'353U);
  EXPECT_EQ(tally.figures, 75'222U);
  EXPECT_EQ(tally.verdicts, 302'026U);
}

// Everything that a provider of the register published of our indicators, in one submission.
std::size_t RecordAllOf(const domain::OdsCode& provider, England& england) {
  std::vector<domain::DraftObservation> rows;
  std::size_t series = 0;
  for (const auto& [name, figures] : TimeSeries()->series) {
    const domain::Indicator* const indicator = IndicatorOf(name.measure);
    if (name.provider != provider.text() || indicator == nullptr) continue;
    const auto& spans = indicator->spans;
    if (std::find(spans.begin(), spans.end(), name.span) == spans.end()) continue;
    ++series;
    for (const auto& [period, value] : figures) {
      rows.push_back(RowOf(indicator->id.text(), period, value));
      rows.back().breakdown = name.breakdown;
    }
  }
  if (!rows.empty()) england.Record(provider.text(), std::move(rows));
  return series;
}

TEST(PublishedSeries, OnceSubmittedEachHasTheVerdictOfItsChart) {
  if (!DataFolder().has_value()) GTEST_SKIP() << kNoData;
  England england;
  england.SetClock("2023-02-20");
  std::size_t sent = 0;
  for (const domain::Organisation& provider :
       EnglandsDefinitions()->organisations.organisations()) {
    sent += RecordAllOf(provider.code, england);
  }
  std::size_t judged = 0;
  Tally tally;
  EXPECT_THAT(england.verdict_reader().Each({},
                                            [&](const insight::VerdictView& view) {
                                              ++judged;
                                              CheckVerdict(view.verdict, view.rules);
                                              const auto chart = england.verdict_reader().Chart(
                                                  {.organisation = view.organisation.ToString(),
                                                   .indicator = view.slice.indicator.text(),
                                                   .breakdown = view.slice.breakdown,
                                                   .span = view.slice.span.ToString()},
                                                  std::nullopt);
                                              EXPECT_THAT(chart, IsOk());
                                              if (!chart.ok()) return false;
                                              EXPECT_EQ(chart->chart.verdict, view.verdict);
                                              Count(view.verdict, tally);
                                              return true;
                                            }),
              IsOk());
  Print(tally);
  EXPECT_EQ(judged, sent);
  EXPECT_GT(judged, 1'000U);
}

}  // namespace
}  // namespace trustwatch::testing
