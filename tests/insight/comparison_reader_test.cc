#include "daemon/insight/comparison_reader.h"

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/domain/limits.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/value.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/insight_builder.h"
#include "tests/insight/peer_figures.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::insight {
namespace {

using testing::DayOf;
using testing::HasReason;
using ::testing::IsEmpty;
using testing::NoonOf;
using testing::Percent;
using ::testing::SizeIs;
using testing::SliceOf;

class ComparisonReaderTest : public ::testing::Test {
 protected:
  // Makes so many trusts, X00 and so on, in place of those of the fixture.
  void UseTrusts(int count) {
    testing::DefinitionsBuilder builder;
    const domain::Organisation one = builder.organisations[0];
    builder.organisations.clear();
    for (int i = 0; i < count; ++i) {
      builder.organisations.push_back(one);
      builder.organisations.back().code = testing::Ods(fmt::format("X{:02}", i));
    }
    fixture_.definitions.Replace(builder.Build());
  }

  // "2026-04: XA1 50, XB2 -": the period and each organisation with what it reported.
  std::string Told(const ComparisonQuery& query) const {
    const Comparison comparison = testing::Value(reader_.Compare(query));
    std::string text = comparison.period.has_value() ? comparison.period->ToString() : "none";
    for (const ComparedOrganisation& one : comparison.organisations) {
      text += text.find(':') == std::string::npos ? ": " : ", ";
      text += one.figure.organisation.ToString() + " ";
      text += one.figure.value.has_value() ? domain::ToString(*one.figure.value) : "-";
    }
    return text;
  }

  static ComparisonQuery Calls(std::string_view last_day = "") {
    ComparisonQuery query{.indicator = "calls_offered"};
    if (!last_day.empty()) query.last_day = DayOf(last_day);
    return query;
  }

  testing::InsightFixture fixture_;
  ComparisonReader reader_{fixture_.store(), fixture_.definitions};
};

TEST_F(ComparisonReaderTest, ValuesAreThoseThatWereCurrentAsOfTheInstant) {
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 100);
  fixture_.ReportCalls(NoonOf("2026-05-11"), "XB2", "2026-04", 200);
  const auto corrected = fixture_.ReportCalls(NoonOf("2026-06-10"), "XA1", "2026-04", 110);
  const auto as_of = [this](absl::Time at) {
    ComparisonQuery query = Calls("2026-04-30");
    query.as_of = at;
    const std::string told = Told(query);
    query.last_day.reset();
    EXPECT_EQ(Told(query), told.find(':') == std::string::npos ? "none" : told) << "chosen";
    return told;
  };
  EXPECT_EQ(as_of(NoonOf("2026-05-09")), "2026-04");
  EXPECT_EQ(as_of(NoonOf("2026-05-10")), "2026-04: XA1 100") << "the other never reported, as yet";
  EXPECT_EQ(as_of(NoonOf("2026-06-09")), "2026-04: XA1 100, XB2 200");
  EXPECT_EQ(as_of(NoonOf("2026-06-10")), "2026-04: XA1 110, XB2 200");
  fixture_.Withdraw(NoonOf("2026-06-20"), corrected);
  EXPECT_EQ(as_of(NoonOf("2026-06-19")), "2026-04: XA1 110, XB2 200");
  EXPECT_EQ(as_of(NoonOf("2026-06-20")), "2026-04: XA1 100, XB2 200");
  EXPECT_EQ(Told(Calls("2026-04-30")), "2026-04: XA1 100, XB2 200");
}

TEST_F(ComparisonReaderTest, WhoReportedAnotherPeriodIsListedWithoutAValue) {
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XD4", "2026-04", 4);
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-05", 1);
  EXPECT_EQ(Told(Calls("2026-04-30")), "2026-04: XA1 -, XD4 4") << "also if it reported later ones";
  EXPECT_EQ(Told(Calls("2026-06-30")), "2026-06: XA1 -, XD4 -");
  EXPECT_EQ(Told(Calls()), "2026-05: XA1 1, XD4 -") << "half of those that report";
}

TEST_F(ComparisonReaderTest, WhatWasWithdrawnWasNeverReported) {
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 1);
  const auto wrong = fixture_.ReportCalls(NoonOf("2026-05-11"), "XB2", "2026-05", 2);
  EXPECT_EQ(Told(Calls("2026-04-30")), "2026-04: XA1 1, XB2 -");
  fixture_.Withdraw(NoonOf("2026-05-12"), wrong);
  EXPECT_EQ(Told(Calls("2026-04-30")), "2026-04: XA1 1");
  EXPECT_EQ(Told(Calls()), "2026-04: XA1 1");
}

TEST_F(ComparisonReaderTest, OnlyThoseOpenInThePeriodAreCompared) {
  // XC3 closed on 31 March 2020.
  fixture_.ReportCalls(NoonOf("2020-04-10"), "XC3", "2020-03", 3);
  fixture_.ReportCalls(NoonOf("2020-04-10"), "XA1", "2020-03", 1);
  fixture_.ReportCalls(NoonOf("2020-05-10"), "XC3", "2020-04", 30);
  EXPECT_EQ(Told(Calls("2020-03-31")), "2020-03: XA1 1, XC3 3");
  EXPECT_EQ(Told(Calls("2020-04-30")), "2020-04: XA1 -");
  EXPECT_EQ(Told(Calls()), "2020-03: XA1 1, XC3 3") << "a figure after the end chooses no period";
  fixture_.ReportCalls(NoonOf("2020-05-11"), "XA1", "2020-05", 5);
  EXPECT_EQ(Told(Calls()), "2020-05: XA1 5");
}

TEST_F(ComparisonReaderTest, WhoLeftTheRegisterIsNotCompared) {
  fixture_.ReportCalls(NoonOf("2026-05-10"), "ZZ9", "2026-04", 9);
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-03", 1);
  EXPECT_EQ(Told(Calls()), "2026-03: XA1 1");
}

TEST_F(ComparisonReaderTest, EveryKindOfValueIsShownAsReported) {
  const domain::Slice calls = SliceOf("calls_offered");
  fixture_.Report(NoonOf("2026-05-10"), "XA1", {{calls, "2026-04", domain::Suppressed{}}});
  fixture_.Report(NoonOf("2026-05-10"), "XB2", {{calls, "2026-04", domain::NilReturn{}}});
  fixture_.Report(NoonOf("2026-05-10"), "XD4",
                  {{calls, "2026-04", domain::Missing{.reason = "system down"}}});
  EXPECT_EQ(Told(Calls()), "2026-04: XA1 suppressed, XB2 nil return, XD4 missing: system down");
}

TEST_F(ComparisonReaderTest, ANilReturnIsZeroIfTheCatalogueSaysSo) {
  testing::DefinitionsBuilder builder;
  builder.Indicator("calls_offered").nil_is_zero = true;
  fixture_.definitions.Replace(builder.Build());
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 5);
  fixture_.Report(NoonOf("2026-05-10"), "XB2",
                  {{SliceOf("calls_offered"), "2026-04", domain::NilReturn{}}});
  const Comparison comparison = testing::Value(reader_.Compare(Calls()));
  EXPECT_EQ(comparison.organisations[0].place, 2);
  EXPECT_EQ(comparison.organisations[1].place, 1);
}

TEST_F(ComparisonReaderTest, KindsAndRegionsNarrowTheCircle) {
  testing::DefinitionsBuilder builder;
  builder.organisations[1].region = "Invented South";
  fixture_.definitions.Replace(builder.Build());
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 1);
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XB2", "2026-04", 2);
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XD4", "2026-02", 4);
  ComparisonQuery query = Calls();
  EXPECT_EQ(Told(query), "2026-04: XA1 1, XB2 2, XD4 -");
  query.kinds = {"mental_health_trust"};
  EXPECT_EQ(Told(query), "2026-04: XA1 1, XB2 2");
  query.regions = {"Invented South"};
  EXPECT_EQ(Told(query), "2026-04: XB2 2");
  query.kinds = {"other_provider"};
  query.regions = {};
  EXPECT_EQ(Told(query), "2026-02: XD4 4") << "the period is chosen among those asked for";
  query.kinds = {"other_provider", "mental_health_trust"};
  query.regions = {"Invented North", "Invented South"};
  EXPECT_EQ(Told(query), "2026-04: XA1 1, XB2 2, XD4 -");
}

TEST_F(ComparisonReaderTest, BreakdownsAndSpansAreComparedApart) {
  domain::Slice young = SliceOf("seen_in_time");
  young.breakdown = "age:under18";
  domain::Slice quarter = SliceOf("seen_in_time");
  quarter.span.count = 3;
  fixture_.Report(NoonOf("2026-05-10"), "XA1",
                  {{SliceOf("seen_in_time"), "2026-03", Percent(7, 10)},
                   {young, "2026-03", Percent(6, 10)},
                   {quarter, "2026-01-01..2026-03-31", Percent(5, 10)}});
  EXPECT_EQ(Told({.indicator = "seen_in_time"}), "2026-03: XA1 70") << "the usual span";
  EXPECT_EQ(Told({.indicator = "seen_in_time", .breakdown = "age:under18"}), "2026-03: XA1 60");
  EXPECT_EQ(Told({.indicator = "seen_in_time", .span = "P3M"}), "2026-01-01..2026-03-31: XA1 50");
  EXPECT_EQ(Told({.indicator = "seen_in_time", .span = "P3M", .last_day = DayOf("2026-03-31")}),
            "2026-01-01..2026-03-31: XA1 50");
}

TEST_F(ComparisonReaderTest, ASliceThatNobodyReportedHasNoPeriodOfItsOwn) {
  EXPECT_EQ(Told(Calls()), "none");
  EXPECT_EQ(Told(Calls("2026-04-30")), "2026-04");
  const Comparison comparison = testing::Value(reader_.Compare(Calls()));
  EXPECT_EQ(comparison.slice, SliceOf("calls_offered"));
  EXPECT_THAT(comparison.organisations, IsEmpty());
}

TEST_F(ComparisonReaderTest, WhatLeftTheCatalogueHasPlacesOnly) {
  fixture_.Report(NoonOf("2026-05-10"), "XA1", {{SliceOf("retired"), "2026-04", Percent(1, 2)}});
  const Comparison comparison = testing::Value(reader_.Compare({.indicator = "retired"}));
  ASSERT_THAT(comparison.organisations, SizeIs(1));
  EXPECT_EQ(comparison.organisations[0].place, 1);
  EXPECT_EQ(comparison.organisations[0].place_highest, 0);
  EXPECT_EQ(comparison.no_funnel_because,
            "the indicator has left the catalogue, so it is not known what its figures count");
}

TEST_F(ComparisonReaderTest, TheFunnelIsOfThePeriodAndItsCurveComesOnRequest) {
  UseTrusts(6);
  for (int i = 0; i < 6; ++i) {
    const std::string code = fmt::format("X{:02}", i);
    fixture_.Report(NoonOf("2026-05-10"), code,
                    {{SliceOf("seen_in_time"), "2026-03", Percent(90, 100)},
                     {SliceOf("seen_in_time"), "2026-04", Percent(50 + i, 100)}});
  }
  Comparison comparison = testing::Value(reader_.Compare({.indicator = "seen_in_time"}));
  ASSERT_TRUE(comparison.funnel.has_value()) << comparison.no_funnel_because;
  EXPECT_NEAR(comparison.funnel->centre.value_or(0), 52.5, 1e-12);  // (50 + ... + 55) / 6
  EXPECT_THAT(comparison.funnel->curve, IsEmpty());
  EXPECT_EQ(comparison.organisations[5].flag, FunnelFlag::kInside);
  EXPECT_EQ(comparison.organisations[5].place, 6);
  EXPECT_EQ(comparison.organisations[5].figure.name, "Anyshire");
  EXPECT_EQ(comparison.organisations[5].figure.kind, "mental_health_trust");
  EXPECT_EQ(comparison.organisations[5].figure.region, "Invented North");
  EXPECT_THAT(comparison.quartiles, SizeIs(2));
  comparison =
      testing::Value(reader_.Compare({.indicator = "seen_in_time", .include_curve = true}));
  EXPECT_THAT(comparison.funnel->curve, SizeIs(::testing::Ge(1000U)));
}

TEST_F(ComparisonReaderTest, NamesAreChecked) {
  struct Case {
    const char* reason;
    ComparisonQuery query;
    const char* field;
  };
  const Case cases[] = {
      {"INDICATOR_MALFORMED", {.indicator = "Calls"}, ""},
      {"INDICATOR_MALFORMED", {}, ""},
      {"INDICATOR_UNKNOWN", {.indicator = "no_such"}, "indicator"},
      {"BREAKDOWN_MALFORMED", {.indicator = "calls_offered", .breakdown = "Under 18"}, "breakdown"},
      {"SPAN_MALFORMED", {.indicator = "calls_offered", .span = "month"}, ""},
      {"PERIOD_MALFORMED",
       {.indicator = "calls_offered", .last_day = DayOf("2026-04-29")},
       "last_day"},
      {"KIND_UNKNOWN", {.indicator = "calls_offered", .kinds = {"hospital"}}, "kinds[0]"},
      {"REGION_UNKNOWN", {.indicator = "calls_offered", .regions = {"Mars"}}, "regions[0]"},
  };
  for (const Case& each : cases) {
    const auto result = reader_.Compare(each.query);
    EXPECT_THAT(result, HasReason(each.reason));
    if (each.field[0] != '\0') {
      EXPECT_EQ(base::ErrorOf(result.status()).field, each.field);
    }
  }
}

TEST_F(ComparisonReaderTest, NoReaderIsKept) {
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 1);
  for (std::size_t i = 0; i <= domain::kReadersMax; ++i) {
    EXPECT_THAT(reader_.Compare(Calls()), testing::IsOk());
    EXPECT_THAT(reader_.Compare({.indicator = "no_such"}), HasReason("INDICATOR_UNKNOWN"));
  }
}

}  // namespace
}  // namespace trustwatch::insight
