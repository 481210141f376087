#include "daemon/samples/facts.h"

#include <string>
#include <vector>

#include "daemon/samples/instants.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/insight_builder.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::samples {
namespace {

using testing::DayOf;
using testing::DefinitionsBuilder;
using ::testing::ElementsAre;
using testing::Id;
using testing::NoonOf;
using testing::Ods;

// "cause=...,kind=...: 2026-04-01 2026-05-01"
std::string Tell(const FactSeries& fact) {
  std::string text;
  for (const auto& [name, value] : fact.labels) {
    text += (text.empty() ? "" : ",") + name + "=" + value;
  }
  text += ":";
  for (const Held& held : fact.held) {
    text +=
        " " + absl::FormatTime("%Y-%m-%d", absl::FromUnixMillis(held.from_ms), absl::UTCTimeZone());
  }
  return text;
}

std::vector<std::string> Tell(const std::vector<FactSeries>& facts) {
  std::vector<std::string> all;
  for (const FactSeries& fact : facts) all.push_back(Tell(fact));
  return all;
}

domain::StepChange StepOn(const char* organisation, const char* day, const char* cause) {
  domain::StepChange change{.id = 1, .what = {.organisation = Ods(organisation)}};
  change.what.first_day = DayOf(day);
  change.what.cause = cause;
  return change;
}

TEST(Facts, AStepChangeStandsAtTheMonthInWhichItShows) {
  domain::StepChange of_one = StepOn("XB2", "2026-04-17", "new ward");
  of_one.what.indicator = Id("calls_offered");
  EXPECT_THAT(Tell(EventsOf({StepOn("XA1", "2026-04-01", "merged"), of_one},
                            DefinitionsBuilder().Build()->organisations)),
              ElementsAre("cause=merged,kind=step_change,org=XA1: 2026-04-01",
                          "cause=new ward,indicator=calls_offered,kind=step_change,org=XB2: "
                          "2026-04-01"));
}

TEST(Facts, AWithdrawnStepChangeIsNotThere) {
  domain::StepChange change = StepOn("XA1", "2026-04-01", "merged");
  change.withdrawal.emplace();
  EXPECT_THAT(EventsOf({change}, DefinitionsBuilder().Build()->organisations),
              ::testing::IsEmpty());
}

TEST(Facts, AnEventOfTheRegisterIsThereForEachOrganisationThatItConcerns) {
  DefinitionsBuilder builder;
  builder.events = {{.kind = domain::EventKind::kMerger,
                     .first_month = DayOf("2026-03-01"),
                     .from = {Ods("XC3"), Ods("XA1")},
                     .to = {Ods("XA1")},
                     .note = "one trust"}};
  EXPECT_THAT(Tell(EventsOf({}, builder.Build()->organisations)),
              ElementsAre("cause=one trust,kind=merger,org=XA1: 2026-03-01",
                          "cause=one trust,kind=merger,org=XC3: 2026-03-01"));
}

TEST(Facts, EqualLabelsAreOneSeries) {
  EXPECT_THAT(
      Tell(EventsOf({StepOn("XA1", "2026-05-01", "moved"), StepOn("XA1", "2026-04-01", "moved"),
                     StepOn("XA1", "2026-04-20", "moved")},
                    DefinitionsBuilder().Build()->organisations)),
      ElementsAre("cause=moved,kind=step_change,org=XA1: 2026-04-01 2026-05-01"));
}

TEST(Facts, AnOrganisationIsThereInTheMonthsInWhichItIsOpen) {
  DefinitionsBuilder builder;
  builder.organisations[2].opened = DayOf("2020-01-15");  // XC3, closed on 2020-03-31
  const auto all = OrganisationsOf(builder.Build()->organisations, NoonOf("2020-02-10"));
  ASSERT_EQ(all.size(), 4);
  const auto closed = OrganisationsOf(builder.Build()->organisations, NoonOf("2026-02-10"));
  std::vector<std::string> told = Tell(closed);
  EXPECT_THAT(told, ::testing::Contains(
                        "icb=Invented ICB,kind=mental_health_trust,name=Closedshire,org=XC3,"
                        "region=Invented North: 2020-01-01 2020-02-01 2020-03-01"));
  for (const FactSeries& fact : all) {
    EXPECT_EQ(fact.held.back().from_ms, ToMs(NoonOf("2020-02-01"))) << Tell(fact);
  }
}

TEST(Facts, AnIndicatorIsThereInEveryMonth) {
  DefinitionsBuilder builder;
  builder.indicators.front().direction = domain::Direction::kLower;
  const auto definitions = builder.Build();
  const std::vector<FactSeries> all = IndicatorsOf(definitions->catalogue, NoonOf("2010-03-31"));
  ASSERT_EQ(all.size(), definitions->catalogue.indicators().size());
  const domain::Indicator& first = builder.indicators.front();
  EXPECT_THAT(Tell(all), ::testing::Contains(fmt::format(
                             "direction=lower,indicator={},title={},unit={}: 2010-01-01 "
                             "2010-02-01 2010-03-01",
                             first.id.text(), first.name, first.unit)));
}

TEST(Facts, HistoryIsUpNowAndWasBefore) {
  const FactSeries up = UpOf(NoonOf("2026-07-01"));
  ASSERT_EQ(up.held.size(), 2);
  EXPECT_EQ(up.held.back().from_ms, ToMs(NoonOf("2026-07-01")));
  EXPECT_EQ(up.held.front().until_ms, up.held.back().from_ms);
}

}  // namespace
}  // namespace trustwatch::samples
