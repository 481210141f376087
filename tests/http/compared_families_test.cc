#include "daemon/http/compared_families.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/domain/caller.h"
#include "daemon/domain/value.h"
#include "daemon/http/exposition.h"
#include "daemon/http/metrics_page.h"
#include "daemon/insight/comparison.h"
#include "daemon/insight/comparison_reader.h"
#include "daemon/telemetry/telemetry.h"
#include "gtest/gtest.h"
#include "tests/http/page_parser.h"
#include "tests/insight/funnel_store.h"
#include "tests/insight/peer_figures.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::http {
namespace {

using testing::FunnelStore;
using testing::Labels;
using testing::ParsedPage;
using testing::Percent;

TEST(ComparedFamiliesTest, EverySampleSaysWhatItIs) {
  const insight::ComparedIndicator compared{
      .indicator = testing::Id("seen_in_time"),
      .period = testing::PeriodOf("2026-04"),
      .centre = 51.5,
      .peers = {{.counted = {testing::Ods("XA1"), 30, 60},
                 .value = 50,
                 .place = {.limits = {.lower_95 = 40, .upper_95 = 60, .upper_998 = 70},
                           .flag = insight::FunnelFlag::kInside}},
                {.counted = {testing::Ods("XB2"), 59, 60},
                 .value = 98.5,
                 .place = {.limits = {}, .flag = insight::FunnelFlag::kHigh}}}};
  std::map<std::string, PageFamily> sorted;
  for (PageFamily& family : ComparedFamilies(&compared)) sorted[family.name] = std::move(family);
  Exposition page;
  std::string text;
  for (const auto& [name, family] : sorted) {
    page.ContinueFamily(name);
    family.write_samples(page);
  }
  EXPECT_EQ(std::move(page).Finish(),
            R"(trustwatch_indicator_compared_centre{indicator="seen_in_time"} 51.5
trustwatch_indicator_compared_denominator{org="XA1",indicator="seen_in_time"} 60
trustwatch_indicator_compared_denominator{org="XB2",indicator="seen_in_time"} 60
trustwatch_indicator_compared_flag{org="XA1",indicator="seen_in_time",flag="inside"} 1
trustwatch_indicator_compared_flag{org="XB2",indicator="seen_in_time",flag="high"} 1
trustwatch_indicator_compared_limit{org="XA1",indicator="seen_in_time",limit="lower_95"} 40
trustwatch_indicator_compared_limit{org="XA1",indicator="seen_in_time",limit="upper_95"} 60
trustwatch_indicator_compared_limit{org="XA1",indicator="seen_in_time",limit="upper_998"} 70
trustwatch_indicator_compared_period_end_timestamp_seconds{indicator="seen_in_time"} 1777593599
trustwatch_indicator_compared_value{org="XA1",indicator="seen_in_time"} 50
trustwatch_indicator_compared_value{org="XB2",indicator="seen_in_time"} 98.5
)");  // 2026-04-30T23:59:59Z, by date -u -d
}

TEST(ComparedFamiliesTest, WithoutAFunnelThereAreFamiliesWithoutSamples) {
  Exposition page;
  const auto families = ComparedFamilies(nullptr);
  EXPECT_EQ(families.size(), 6U);
  for (const PageFamily& family : families) family.write_samples(page);
  EXPECT_EQ(std::move(page).Finish(), "");
}

// A store with both of its pages.
struct Pages {
  std::string Figures(const MetricsPage& page) const {
    const std::string text = page.Render();
    return text.substr(0, text.find("# HELP process_"));
  }
  ParsedPage Parsed(const MetricsPage& page) const {
    return testing::Value(testing::ParsePage(page.Render()));
  }

  FunnelStore store;
  telemetry::Telemetry telemetry{"1.2.3", store.insight.stored.clock};
  MetricsPage exact{telemetry,
                    store.insight.latest,
                    [this] { return store.insight.verdicts.Snapshot(store.insight.store()); },
                    store.insight.definitions,
                    store.insight.stored.clock,
                    domain::Sight::kExact};
  MetricsPage disclosed{
      telemetry,
      store.insight.latest,
      [this] { return store.insight.disclosed_verdicts.Snapshot(store.insight.store()); },
      store.insight.definitions,
      store.insight.stored.clock,
      domain::Sight::kDisclosed};
};

std::string_view Word(insight::FunnelFlag flag) {
  if (flag == insight::FunnelFlag::kInside) return "inside";
  return flag == insight::FunnelFlag::kLow ? "low" : "high";
}

// How many samples of the indicator the family has.
std::size_t SamplesOf(const testing::ParsedFamily& family, const std::string& indicator) {
  std::size_t count = 0;
  for (const auto& sample : family.samples) count += sample.labels.at("indicator") == indicator;
  return count;
}

TEST(ComparedPageTest, ThePageSaysWhatCompareOrganisationsAnswers) {
  Pages pages;
  for (const char* indicator : {"seen_in_time", "restraint", "cared_for"}) {
    pages.store.ReportAprilOfAll(indicator);
  }
  pages.store.Report(0, "restraint", "2026-05", testing::Ratio(1000, 3, 50));
  pages.store.Report(1, "seen_in_time", "2026-04", domain::NilReturn{});
  auto page = pages.Parsed(pages.exact);
  const insight::ComparisonReader reader(pages.store.insight.store(),
                                         pages.store.insight.definitions);
  for (const std::string indicator : {"seen_in_time", "restraint", "cared_for"}) {
    SCOPED_TRACE(indicator);
    const auto comparison = testing::Value(reader.Compare({.indicator = indicator}));
    ASSERT_TRUE(comparison.funnel.has_value());
    EXPECT_EQ(page["trustwatch_indicator_compared_centre"].ValueOf({{"indicator", indicator}}),
              comparison.funnel->centre);
    // 2026-04-30T23:59:59Z, by date -u -d.
    EXPECT_EQ(page["trustwatch_indicator_compared_period_end_timestamp_seconds"].ValueOf(
                  {{"indicator", indicator}}),
              1'777'593'599);
    std::size_t in_funnel = 0;
    for (const insight::ComparedOrganisation& one : comparison.organisations) {
      if (!one.flag) continue;
      ++in_funnel;
      Labels labels = {{"org", one.figure.organisation.ToString()}, {"indicator", indicator}};
      const auto& number = std::get<domain::Number>(*one.figure.value);
      EXPECT_EQ(page["trustwatch_indicator_compared_value"].ValueOf(labels), number.value);
      EXPECT_EQ(page["trustwatch_indicator_compared_denominator"].ValueOf(labels),
                number.denominator);
      labels["flag"] = Word(*one.flag);
      EXPECT_EQ(page["trustwatch_indicator_compared_flag"].ValueOf(labels), 1);
      labels.erase("flag");
      labels["limit"] = "lower_998";
      const auto& limits = page["trustwatch_indicator_compared_limit"];
      EXPECT_EQ(limits.ValueOf(labels), one.limits->lower_998);
      labels["limit"] = "lower_95";
      EXPECT_EQ(limits.ValueOf(labels), one.limits->lower_95);
      labels["limit"] = "upper_95";
      EXPECT_EQ(limits.ValueOf(labels), one.limits->upper_95);
      labels["limit"] = "upper_998";
      EXPECT_EQ(limits.ValueOf(labels), one.limits->upper_998);
    }
    EXPECT_EQ(in_funnel, indicator == "seen_in_time" ? 10U : 11U);
    EXPECT_EQ(SamplesOf(page["trustwatch_indicator_compared_value"], indicator), in_funnel);
    EXPECT_EQ(SamplesOf(page["trustwatch_indicator_compared_limit"], indicator), 4 * in_funnel);
  }
}

TEST(ComparedPageTest, WhoMayNotSeeSmallNumbersSeesTheFunnelOfShownFigures) {
  Pages pages;
  pages.store.ReportAprilOfAll("cared_for");
  pages.store.Report(0, "cared_for", "2026-04", Percent(4, 100));
  pages.store.Report(1, "cared_for", "2026-04", Percent(61, 122));
  auto page = pages.Parsed(pages.disclosed);
  const auto& values = page["trustwatch_indicator_compared_value"];
  const auto& latest = page["trustwatch_indicator_latest_value"];
  EXPECT_EQ(values.samples.size(), 10U) << "one of the eleven is hidden";
  for (const auto& sample : values.samples) {
    EXPECT_EQ(latest.ValueOf(sample.labels), sample.value) << "the number that is shown";
    const double denominator =
        page["trustwatch_indicator_compared_denominator"].ValueOf(sample.labels);
    EXPECT_EQ(static_cast<int>(denominator) % 5, 0) << denominator;
  }
  for (const auto& [name, family] : page) {
    if (!name.starts_with("trustwatch_indicator_compared_")) continue;
    for (const auto& sample : family.samples) {
      EXPECT_TRUE(!sample.labels.contains("org") || sample.labels.at("org") != "X00") << name;
    }
  }
}

// The hidden figure is 1 of 90 or 3 of 70; 61 of 122 and of 121 are both 50 % of 120.
TEST(ComparedPageTest, NothingHiddenCanBeWorkedOutOfThePage) {
  Pages one;
  Pages other;
  for (Pages* pages : {&one, &other}) {
    pages->store.ReportAprilOfAll("cared_for");
    const bool is_one = pages == &one;
    pages->store.Report(2, "cared_for", "2026-04", is_one ? Percent(1, 90) : Percent(3, 70));
    pages->store.Report(5, "cared_for", "2026-04", is_one ? Percent(61, 122) : Percent(61, 121));
  }
  EXPECT_EQ(one.Figures(one.disclosed), other.Figures(other.disclosed));
  EXPECT_NE(one.Figures(one.exact), other.Figures(other.exact));
  EXPECT_NE(one.Figures(one.disclosed).find("compared_limit{org=\"X05\""), std::string::npos);
}

TEST(ComparedPageTest, AKeptFunnelIsTheOneThatAFreshDaemonWouldWrite) {
  Pages pages;
  for (const char* indicator : {"seen_in_time", "restraint"}) {
    pages.store.ReportAprilOfAll(indicator);
  }
  std::string before;
  for (int trust = 0; trust < 8; ++trust) {
    if (trust % 2 == 0) {
      pages.store.Report(trust, "restraint", "2026-04", testing::Ratio(1000, trust, 80));
    } else {
      pages.store.Report(trust, "seen_in_time", "2026-04", domain::Missing{"late"});
    }
    const MetricsPage fresh(
        pages.telemetry, pages.store.insight.latest,
        [&pages] { return pages.store.insight.verdicts.Snapshot(pages.store.insight.store()); },
        pages.store.insight.definitions, pages.store.insight.stored.clock, domain::Sight::kExact);
    const std::string now = pages.Figures(pages.exact);
    EXPECT_EQ(now, pages.Figures(fresh)) << trust;
    EXPECT_NE(now, before);
    before = now;
  }
  EXPECT_NE(before.find("compared_value{org=\"X08\",indicator=\"restraint\"}"), std::string::npos);
  EXPECT_NE(before.find("compared_value{org=\"X08\",indicator=\"seen_in_time\"}"),
            std::string::npos)
      << "seven are left";
}

}  // namespace
}  // namespace trustwatch::http
