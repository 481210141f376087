#include "daemon/http/metrics_page.h"

#include <cmath>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/http/gunzip.h"
#include "tests/http/page_parser.h"
#include "tests/http/sample_page.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::http {
namespace {

using ::testing::ContainerEq;
using testing::Labels;
using testing::ParsedPage;

class MetricsPageTest : public ::testing::Test {
 protected:
  ParsedPage Parsed() const { return testing::Value(testing::ParsePage(sample_.Render())); }
  testing::SamplePage sample_;
};

TEST_F(MetricsPageTest, FiguresComeOutAsTheyWentIn) {
  auto page = Parsed();
  const auto& values = page["trustwatch_indicator_latest_value"];
  const Labels seen = {{"org", "XA1"}, {"indicator", "seen_in_time"}};
  EXPECT_EQ(values.ValueOf(seen), 0.1 + 0.2) << "every digit";
  EXPECT_EQ(values.ValueOf({{"org", "XA1"}, {"indicator", "seen_in_time"}, {"span", "P3M"}}), 0);
  EXPECT_EQ(values.ValueOf({{"org", "ZZ9"}, {"indicator", "retired"}, {"span", "P1M"}}), -1.5);
  const Labels calls = {{"org", "XA1"}, {"indicator", "calls_offered"}};
  EXPECT_EQ(values.ValueOf(calls), 1'000'001);
  EXPECT_EQ(page["trustwatch_indicator_revisions"].ValueOf(calls), 2) << "corrected once";
  EXPECT_EQ(page["trustwatch_indicator_latest_status"].ValueOf(calls), 2);
  EXPECT_EQ(values.samples.size(), 12U);
  // 2026-07-02T12:00:00Z and 2026-06-30T23:59:59Z, by date -u -d.
  EXPECT_EQ(page["trustwatch_indicator_latest_revision_timestamp_seconds"].ValueOf(seen),
            1'782'993'600.123456);
  EXPECT_EQ(page["trustwatch_indicator_latest_period_end_timestamp_seconds"].ValueOf(seen),
            1'782'863'999);
}

TEST_F(MetricsPageTest, AbsencesAreFourDifferentThings) {
  auto page = Parsed();
  const auto& absences = page["trustwatch_indicator_latest_absence"];
  EXPECT_EQ(
      absences.ValueOf({{"org", "XA1"}, {"indicator", "calls_answered"}, {"kind", "nil_return"}}),
      1);
  EXPECT_EQ(absences.ValueOf({{"org", "XA1"},
                              {"indicator", "calls_offered"},
                              {"breakdown", "age:under18"},
                              {"kind", "suppressed"}}),
            1);
  EXPECT_EQ(absences.ValueOf({{"org", "XB2"}, {"indicator", "calls_offered"}, {"kind", "missing"}}),
            1);
  EXPECT_EQ(absences.ValueOf(
                {{"org", "XB2"}, {"indicator", "calls_answered"}, {"kind", "not_applicable"}}),
            1);
  EXPECT_EQ(absences.samples.size(), 6U);
}

TEST_F(MetricsPageTest, WhatIsOwedIsCountedFromTheSameFigures) {
  auto page = Parsed();
  // XA1 sent all three of June; XB2 one of three, and the deadline has passed.
  const Labels xa1 = {{"org", "XA1"}, {"return", "monthly"}};
  const Labels xb2 = {{"org", "XB2"}, {"return", "monthly"}};
  EXPECT_EQ(page["trustwatch_return_owed"].ValueOf(xa1), 3);
  EXPECT_EQ(page["trustwatch_return_received"].ValueOf(xa1), 3);
  EXPECT_EQ(page["trustwatch_return_overdue"].ValueOf(xa1), 0);
  EXPECT_EQ(page["trustwatch_return_received"].ValueOf(xb2), 1);
  EXPECT_EQ(page["trustwatch_return_overdue"].ValueOf(xb2), 2);
}

TEST_F(MetricsPageTest, AWithdrawalIsGoneFromTheNextPage) {
  sample_.insight.Withdraw(testing::NoonOf("2026-07-21"), 3);
  auto page = Parsed();
  EXPECT_TRUE(std::isnan(page["trustwatch_indicator_latest_value"].ValueOf(
      {{"org", "ZZ9"}, {"indicator", "retired"}, {"span", "P1M"}})));
}

TEST_F(MetricsPageTest, AwkwardNamesAreReadBackWhole) {
  const auto page = Parsed();
  std::set<std::string> titles;
  for (const auto& sample : page.at("trustwatch_indicator_info").samples) {
    titles.insert(sample.labels.at("title"));
  }
  EXPECT_TRUE(titles.contains("Seen \"in time\" \\ all,\nby {month}"));
  std::set<std::string> names;
  for (const auto& sample : page.at("trustwatch_organisation_info").samples) {
    names.insert(sample.labels.at("name"));
  }
  EXPECT_TRUE(names.contains("Barset\xEF\xBF\xBDn")) << "a bad byte would spoil the whole page";
}

TEST_F(MetricsPageTest, AVerdictStandsBesideItsFigure) {
  auto page = Parsed();
  const testing::Labels seen = {{"org", "XA1"}, {"indicator", "seen_in_time"}};
  testing::Labels verdict = seen;
  verdict["verdict"] = "concern_low";
  EXPECT_EQ(page["trustwatch_indicator_latest_verdict"].ValueOf(verdict), 1);
  // Eleven months, 75 six times and 76 five times, and 0.3: (830 + 0.3) / 12.
  EXPECT_NEAR(page["trustwatch_indicator_latest_mean"].ValueOf(seen), 830.3 / 12, 1e-9);
  // Moving ranges: 1 ten times and 74.7.
  const double reach = 2.66 * 84.7 / 11;
  EXPECT_NEAR(page["trustwatch_indicator_latest_lower_limit"].ValueOf(seen), 830.3 / 12 - reach,
              1e-9);
  EXPECT_NEAR(page["trustwatch_indicator_latest_upper_limit"].ValueOf(seen), 830.3 / 12 + reach,
              1e-9);
  EXPECT_EQ(page["trustwatch_indicator_latest_baseline_figures"].ValueOf(seen), 12);
  EXPECT_EQ(page["trustwatch_indicator_latest_target"].ValueOf(seen), 75);
  testing::Labels assurance = seen;
  assurance["assurance"] = "hit_or_miss";
  EXPECT_EQ(page["trustwatch_indicator_latest_assurance"].ValueOf(assurance), 1);
  // 2026-06-01T00:00:00Z, by date -u -d.
  EXPECT_EQ(page["trustwatch_indicator_latest_signal_start_timestamp_seconds"].ValueOf(seen),
            1'780'272'000);
}

TEST_F(MetricsPageTest, AVerdictSaysForHowLongItHolds) {
  auto page = Parsed();
  const testing::Labels seen = {{"org", "XA1"}, {"indicator", "seen_in_time"}};
  // 0.3 is a concern and misses the 75; the eleven before it met it.
  EXPECT_EQ(page["trustwatch_indicator_latest_verdict_periods"].ValueOf(seen), 1);
  EXPECT_EQ(page["trustwatch_indicator_latest_standard_met"].ValueOf(seen), 0);
  EXPECT_EQ(page["trustwatch_indicator_latest_standard_periods"].ValueOf(seen), 1);
  EXPECT_EQ(page["trustwatch_indicator_latest_standard_periods_before"].ValueOf(seen), 11);
  const testing::Labels few = {
      {"org", "XA1"}, {"indicator", "calls_answered"}, {"breakdown", "age:under18"}};
  EXPECT_EQ(page["trustwatch_indicator_latest_low_volume"].ValueOf(few), 1);
  EXPECT_EQ(page["trustwatch_indicator_latest_low_volume"].samples.size(), 2U);
}

// The definition changed on 15 June, the month in which XA1's figure falls; coverage in May.
TEST_F(MetricsPageTest, ASignalThatMayBeAnArtefactIsUnderReview) {
  auto page = Parsed();
  const auto& review = page["trustwatch_indicator_latest_review"];
  testing::Labels seen = {{"org", "XA1"}, {"indicator", "seen_in_time"}};
  for (const char* reason : {"definition_changed", "coverage_changed"}) {
    seen["reason"] = reason;
    EXPECT_EQ(review.ValueOf(seen), 1) << reason;
  }
  const auto& months = page["trustwatch_indicator_review_start_timestamp_seconds"];
  // 2026-06-01T00:00:00Z and 2026-05-01T00:00:00Z, by date -u -d.
  EXPECT_EQ(months.ValueOf({{"indicator", "seen_in_time"}, {"reason", "definition_changed"}}),
            1'780'272'000);
  EXPECT_EQ(months.samples.size(), 2U) << "over a month and over three";
  EXPECT_EQ(page["trustwatch_organisation_review_start_timestamp_seconds"].ValueOf(
                {{"org", "XA1"}, {"reason", "coverage_changed"}}),
            1'777'593'600);
  sample_.insight.stored.clock.Set(testing::NoonOf("2027-01-01"));
  auto later = Parsed();
  EXPECT_TRUE(later["trustwatch_indicator_latest_review"].samples.empty()) << "held is not lost";
}

// June was due on 14 July; XB2 sent no calls_answered after May, nor after the quarter to March.
TEST_F(MetricsPageTest, ASeriesThatStoppedSaysHowManyPeriodsAreOverdue) {
  testing::Labels answered = {{"org", "XB2"}, {"indicator", "calls_answered"}};
  auto page = Parsed();
  const auto& overdue = page["trustwatch_indicator_latest_periods_overdue"];
  EXPECT_EQ(overdue.ValueOf(answered), 1);
  answered["span"] = "P3M";
  EXPECT_EQ(overdue.ValueOf(answered), 1);
  EXPECT_EQ(overdue.samples.size(), 2U);
}

TEST_F(MetricsPageTest, AnAbsenceIsUnknownAndWithoutASignal) {
  auto page = Parsed();
  const testing::Labels suppressed = {
      {"org", "XA1"}, {"indicator", "calls_offered"}, {"breakdown", "age:under18"}};
  testing::Labels verdict = suppressed;
  verdict["verdict"] = "unknown";
  EXPECT_EQ(page["trustwatch_indicator_latest_verdict"].ValueOf(verdict), 1);
  for (const auto& sample : page["trustwatch_indicator_latest_mean"].samples) {
    EXPECT_NE(sample.labels, suppressed);
  }
}

TEST_F(MetricsPageTest, VerdictsThatCannotBeMadeLeaveTheRestOfThePage) {
  const MetricsPage page(
      sample_.telemetry, sample_.insight.latest,
      [] { return absl::ResourceExhaustedError("all readers are out"); },
      sample_.insight.definitions, sample_.insight.stored.clock, domain::Sight::kExact);
  auto parsed = testing::Value(testing::ParsePage(page.Render()));
  EXPECT_FALSE(parsed["trustwatch_indicator_latest_value"].samples.empty());
  EXPECT_TRUE(parsed["trustwatch_indicator_latest_verdict"].samples.empty());
}

// Five calls were offered in the newest month of XA1, so that its figure is rounded for those who
// may not see it, and three in that of XC3, so that it is hidden.
TEST_F(MetricsPageTest, WhoMayNotSeeSmallNumbersSeesTheFiguresThatVerdictsWereMadeOf) {
  testing::DefinitionsBuilder builder;
  builder.Indicator("calls_offered").small_numbers =
      domain::SmallNumbers{.hide_under = 5, .round_to = 5};
  sample_.insight.definitions.Replace(builder.Build());
  sample_.insight.ReportCalls(testing::NoonOf("2026-08-02"), "XA1", "2026-07", 7);
  sample_.insight.ReportCalls(testing::NoonOf("2026-08-02"), "XC3", "2026-07", 3);
  const history::DisclosedFigures disclosed(sample_.insight.figures, sample_.insight.definitions);
  insight::Verdicts verdicts(disclosed, sample_.insight.definitions);
  bool is_judged = false;
  const MetricsPage page(
      sample_.telemetry, sample_.insight.latest,
      [&] {
        return is_judged ? verdicts.Snapshot(sample_.insight.store())
                         : absl::StatusOr<insight::VerdictSnapshot>(insight::VerdictSnapshot{});
      },
      sample_.insight.definitions, sample_.insight.stored.clock, domain::Sight::kDisclosed);
  const std::map<std::string, std::string> rounded = {{"org", "XA1"},
                                                      {"indicator", "calls_offered"}};
  const std::map<std::string, std::string> hidden = {
      {"org", "XC3"}, {"indicator", "calls_offered"}, {"kind", "suppressed"}};

  auto before = testing::Value(testing::ParsePage(page.Render()));
  EXPECT_TRUE(before["trustwatch_indicator_latest_value"].samples.empty())
      << "nothing is shown that was not disclosed";
  is_judged = true;
  auto parsed = testing::Value(testing::ParsePage(page.Render()));
  EXPECT_EQ(parsed["trustwatch_indicator_latest_value"].ValueOf(rounded), 5);
  EXPECT_EQ(parsed["trustwatch_indicator_latest_absence"].ValueOf(hidden), 1);
  EXPECT_EQ(
      testing::Value(testing::ParsePage(sample_.Render()))["trustwatch_indicator_latest_value"]
          .ValueOf(rounded),
      7);
}

TEST_F(MetricsPageTest, AnEmptyDaemonHasAPageToo) {
  const telemetry::Telemetry telemetry("1.2.3", sample_.insight.stored.clock);
  const insight::Latest latest;
  const MetricsPage page(
      telemetry, latest, [] { return insight::VerdictSnapshot{}; }, sample_.insight.definitions,
      sample_.insight.stored.clock, domain::Sight::kExact);
  auto parsed = testing::Value(testing::ParsePage(page.Render()));
  EXPECT_TRUE(parsed["trustwatch_indicator_latest_value"].samples.empty());
  EXPECT_EQ(parsed["trustwatch_return_overdue"].ValueOf({{"org", "XA1"}, {"return", "monthly"}}),
            3);
}

TEST_F(MetricsPageTest, EveryFormHoldsTheSameSamples) {
  const auto samples_of = [](const std::string& page) {
    std::multiset<std::string> samples;
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) {
      const bool is_daemon = line.starts_with("process_") || line.starts_with("trustwatch_store");
      if (!line.starts_with('#') && !is_daemon) samples.insert(line);
    }
    return samples;
  };
  const auto samples = samples_of(sample_.Render());
  for (const Dialect dialect : {Dialect::kText, Dialect::kOpenMetrics}) {
    const auto plain = sample_.page.Answer({dialect, Coding::kIdentity}, "");
    const auto zipped = sample_.page.Answer({dialect, Coding::kGzip}, "");
    EXPECT_EQ(plain.etag, zipped.etag);
    EXPECT_EQ(plain.body->Joined().size(), plain.body->size());
    EXPECT_THAT(samples_of(plain.body->Joined()), ContainerEq(samples));
    EXPECT_THAT(samples_of(testing::Gunzip(zipped.body->Joined())), ContainerEq(samples));
  }
}

TEST_F(MetricsPageTest, TheTagChangesWithTheFiguresAndNotWithTheDaemon) {
  const auto tag = [this] { return sample_.page.Answer({}, "").etag; };
  const std::string first = tag();
  sample_.telemetry.HttpAnswered("/metrics", 200);
  sample_.insight.stored.clock.Advance(absl::Minutes(1));
  EXPECT_EQ(tag(), first);
  EXPECT_FALSE(sample_.page.Answer({}, first).body.has_value());
  EXPECT_TRUE(sample_.page.Answer({}, "W/\"other\"").body.has_value());

  std::set<std::string> tags = {first};
  sample_.insight.ReportCalls(testing::NoonOf("2026-07-21"), "XA1", "2026-06", 77);
  EXPECT_TRUE(tags.insert(tag()).second) << "a figure";
  sample_.insight.ReportCalls(testing::NoonOf("2026-07-22"), "XA1", "2025-06", 78);
  EXPECT_TRUE(tags.insert(tag()).second) << "an old one, which only the verdict rests on";
  sample_.insight.stored.clock.Set(testing::NoonOf("2026-08-20"));
  EXPECT_TRUE(tags.insert(tag()).second) << "another month is owed";
  sample_.insight.definitions.Replace(testing::DefinitionsBuilder().Build());
  EXPECT_TRUE(tags.insert(tag()).second) << "definitions";
  const MetricsPage twin(
      sample_.telemetry, sample_.insight.latest,
      [this] { return sample_.insight.verdicts.Snapshot(sample_.insight.store()); },
      sample_.insight.definitions, sample_.insight.stored.clock, domain::Sight::kExact);
  EXPECT_TRUE(tags.insert(twin.Answer({}, "").etag).second) << "another process";
}

TEST_F(MetricsPageTest, AKeptPageIsTheOneThatAFreshDaemonWouldWrite) {
  const auto figures_of = [](const std::string& page) {
    return page.substr(0, page.find("# HELP process_"));
  };
  sample_.Render();
  for (int month = 1; month <= 12; ++month) {
    const std::string period = "2024-" + std::string(month < 10 ? "0" : "") + std::to_string(month);
    sample_.insight.ReportCalls(testing::NoonOf("2026-08-01") + absl::Hours(month),
                                month % 2 == 0 ? "XA1" : "XC3", period, month);
    const MetricsPage fresh(
        sample_.telemetry, sample_.insight.latest,
        [this] { return sample_.insight.verdicts.Snapshot(sample_.insight.store()); },
        sample_.insight.definitions, sample_.insight.stored.clock, domain::Sight::kExact);
    ASSERT_EQ(figures_of(sample_.Render()), figures_of(fresh.Render())) << period;
  }
}

TEST_F(MetricsPageTest, EveryFamilyOfTheSampleHasASample) {
  for (const auto& [name, family] : Parsed()) EXPECT_FALSE(family.samples.empty()) << name;
}

}  // namespace
}  // namespace trustwatch::http
