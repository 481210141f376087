#include "daemon/http/verdict_families.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/history/judge.h"
#include "daemon/http/exposition.h"
#include "daemon/http/figure_families.h"
#include "gtest/gtest.h"
#include "tests/http/page_parser.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::http {
namespace {

constexpr char kPrefix[] = "trustwatch_indicator_latest_";

// The page of one series, XA1's calls_offered, with this verdict.
testing::ParsedPage Parsed(const history::SeriesVerdict& verdict) {
  const domain::Slice slice = testing::SliceOf("calls_offered");
  const domain::OdsCode code = testing::Ods("XA1");
  const insight::LatestSnapshot latest = {
      std::make_shared<insight::OrganisationLatest>(insight::OrganisationLatest{
          code, {{.slice_key = 1, .slice = &slice, .period = testing::PeriodOf("2026-04")}}})};
  const insight::VerdictSnapshot verdicts{
      .definitions = nullptr,
      .organisations = {
          std::make_shared<insight::OrganisationVerdicts>(insight::OrganisationVerdicts{
              code, {{.slice_id = store::SliceId{1}, .slice = &slice, .verdict = verdict}}})}};
  const auto definitions = testing::DefinitionsBuilder().Build();
  const FigureFamilies figures(*definitions, latest, verdicts, domain::Sight::kExact);
  std::map<std::string, PageFamily> sorted;
  for (PageFamily& family : VerdictFamilies(figures)) sorted[family.name] = std::move(family);
  Exposition page;
  for (const auto& [name, family] : sorted) {
    page.BeginFamily(name, family.type, family.help);
    family.write_samples(page);
  }
  return testing::Value(testing::ParsePage(std::move(page).Finish()));
}

// Absent: there is no sample.
std::optional<double> SampleOf(testing::ParsedPage& page, const std::string& name) {
  const testing::ParsedFamily& family = page[kPrefix + name];
  EXPECT_LE(family.samples.size(), 1U) << name;
  if (family.samples.empty()) return std::nullopt;
  return family.ValueOf({{"org", "XA1"}, {"indicator", "calls_offered"}});
}

TEST(VerdictFamiliesTest, WhatIsNotSoHasNoSample) {
  auto page = Parsed({});
  for (const char* name : {"verdict_periods", "standard_met", "standard_periods",
                           "standard_periods_before", "low_volume", "target", "mean"}) {
    EXPECT_EQ(SampleOf(page, name), std::nullopt) << name;
  }
}

TEST(VerdictFamiliesTest, RunsAreTold) {
  struct Case {
    history::Recent recent;
    std::vector<std::optional<double>> samples;  // as below
  };
  const std::optional<double> none;
  for (const Case& it : std::vector<Case>{
           {{.verdict_periods = 7}, {7, none, none, none, none}},
           {{.standard_periods = 2, .standard_periods_before = 0}, {none, 0, 2, 0, none}},
           {{.standard_periods = 1, .standard_periods_before = 9, .standard_met = true},
            {none, 1, 1, 9, none}},
           {{.verdict_periods = 65'535, .low_volume = true}, {65'535, none, none, none, 1}}}) {
    auto page = Parsed({.recent = it.recent});
    const std::vector<std::optional<double>> told = {
        SampleOf(page, "verdict_periods"), SampleOf(page, "standard_met"),
        SampleOf(page, "standard_periods"), SampleOf(page, "standard_periods_before"),
        SampleOf(page, "low_volume")};
    EXPECT_EQ(told, it.samples);
  }
}

TEST(VerdictFamiliesTest, ASignalBeginsInTheMonthThatItsFirstPeriodAdds) {
  // 2026-04-01 and, of a week that ends on 2026-04-30, 2026-04-24, by date -u -d.
  for (const auto& [span, begin] : std::vector<std::pair<domain::Span, double>>{
           {{domain::Span::Unit::kMonths, 1}, 1'775'001'600},
           {{domain::Span::Unit::kMonths, 12}, 1'775'001'600},
           {{domain::Span::Unit::kDays, 7}, 1'776'988'800}}) {
    history::SeriesVerdict judged;
    judged.timeline.span = span;
    judged.timeline.first = history::OrdinalOf(testing::DayOf("2026-04-30"), span);
    judged.verdict.signal = stats::Signal{.since = 0, .points = 1};
    auto page = Parsed(judged);
    EXPECT_EQ(SampleOf(page, "signal_start_timestamp_seconds"), begin) << span.ToString();
  }
}

}  // namespace
}  // namespace trustwatch::http
