#include "collectors/cli/compare_organisations.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_daemon.h"
#include "trustwatch/v1/insight_service.pb.h"

namespace trustwatch::cli {
namespace {

using testing::DateOf;
using ::testing::ElementsAre;
using testing::FakeDaemon;
using ::testing::HasSubstr;
using testing::MonthOf;
using ::testing::Not;
using testing::NumberOf;
using testing::Outcome;
using testing::RunCommand;
using ::testing::StartsWith;

void AddOrganisation(v1::CompareOrganisationsResponse& response, const std::string& code, int place,
                     double value, v1::FunnelFlag flag) {
  v1::OrganisationComparison& it = *response.add_organisations();
  it.set_organisation(code);
  it.set_name("Trust " + code);
  it.set_kind("trust");
  it.set_region("North");
  it.set_place(place);
  it.set_place_lowest(place);
  it.set_place_highest(place + 1);
  *it.mutable_value() = NumberOf(value);
  it.mutable_limits()->set_lower_998(60.3);
  it.mutable_limits()->set_upper_998(90);
  it.set_flag(flag);
  it.set_among_kind(v1::PEER_QUARTER_MIDDLE_HALF);
}

// XA1 is in second place, XB2 in the first, XC3 has none.
v1::CompareOrganisationsResponse ThreeTrusts() {
  v1::CompareOrganisationsResponse response;
  response.set_indicator("followup");
  response.set_unit("percent");
  *response.mutable_period() = MonthOf(2026, 4, 30);
  AddOrganisation(response, "XA1", 2, 95, v1::FUNNEL_FLAG_HIGH);
  AddOrganisation(response, "XB2", 1, 70.5, v1::FUNNEL_FLAG_INSIDE);
  v1::OrganisationComparison& without = *response.add_organisations();
  without.set_organisation("XC3");
  without.set_name("Trust XC3");
  without.mutable_value()->mutable_suppressed();
  without.set_excluded_because("its figure is withheld");
  response.mutable_funnel()->set_centre(80.123);
  response.mutable_funnel()->set_dispersion(2.5);
  response.mutable_funnel()->set_overdispersion_allowed_for(true);
  v1::PeerQuartiles& all = *response.add_quartiles();
  all.set_kind("trust");
  all.set_lower(70);
  all.set_median(80);
  all.set_upper(90);
  all.set_peer_count(5);
  v1::PeerQuartiles& north = *response.add_quartiles();
  north = all;
  north.set_region("North");
  return response;
}

TEST(CompareOrganisations, ShowsEachByItsPlaceWithWhatChanceExplains) {
  FakeDaemon daemon;
  daemon.organisation_comparison = ThreeTrusts();
  const Outcome outcome = RunCommand({"compare-organisations", "followup"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_EQ("\n" + outcome.out, R"(
followup, 2026-04 (percent)
all together 80.1; organisations differ more than chance makes them (dispersion 2.5), and the limits allow for it
place       organisation      figure  limits of chance  funnel                         among its kind  name
1 (1 to 2)  XB2                 70.5  60.3 to 90        • within chance                middle half     Trust XB2
2 (2 to 3)  XA1                   95  60.3 to 90        ▲ higher than chance explains  middle half     Trust XA1
            XC3           suppressed                    its figure is withheld                         Trust XC3
trust: a quarter below 70, half below 80, a quarter above 90 (5 organisations)
)");
  EXPECT_EQ(daemon.comparison_request.indicator(), "followup");
  EXPECT_FALSE(daemon.comparison_request.has_last_day());
}

TEST(CompareOrganisations, WithoutAFunnelItSaysWhyAndOnceOnly) {
  FakeDaemon daemon;
  daemon.organisation_comparison = ThreeTrusts();
  daemon.organisation_comparison.clear_funnel();
  daemon.organisation_comparison.set_no_funnel_because("it has no denominator");
  for (auto& it : *daemon.organisation_comparison.mutable_organisations()) {
    it.clear_flag();
    it.clear_limits();
    it.set_place_lowest(0);
    it.set_excluded_because("there is no funnel");
  }
  const std::string out = RunCommand({"compare-organisations", "followup"}, daemon).out;
  EXPECT_THAT(out, HasSubstr("\nno funnel: it has no denominator\nplace  organisation      figure  "
                             "among its kind  name\n1      XB2 "));
  EXPECT_THAT(out, Not(HasSubstr("there is no funnel")));
}

TEST(CompareOrganisations, WithoutAnyFigureItSaysSo) {
  FakeDaemon daemon;
  daemon.organisation_comparison.set_indicator("followup");
  const Outcome outcome = RunCommand({"compare-organisations", "followup"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_EQ(outcome.out, "followup: nobody has a figure\n");
}

TEST(CompareOrganisations, AMonthNamesThePeriodThatEndsInItAndTwoDaysItsLengthToo) {
  FakeDaemon daemon;
  RunCommand({"compare-organisations", "followup", "--period", "2026-04", "--kind", "trust,icb",
              "--region", "North", "--breakdown", "ward:a", "--as-of", "2026-05-31T17:00:00Z"},
             daemon);
  const v1::CompareOrganisationsRequest& request = daemon.comparison_request;
  EXPECT_EQ(request.last_day().SerializeAsString(), DateOf(2026, 4, 30).SerializeAsString());
  EXPECT_EQ(request.span(), "");
  EXPECT_THAT(request.kinds(), ElementsAre("trust", "icb"));
  EXPECT_THAT(request.regions(), ElementsAre("North"));
  EXPECT_EQ(request.breakdown(), "ward:a");
  EXPECT_EQ(request.as_of().seconds(), 1'780'246'800);  // 2026-05-31 17:00 UTC
  RunCommand({"compare-organisations", "followup", "--period", "2026-02-01..2026-04-30"}, daemon);
  EXPECT_EQ(request.span(), "P3M");
  RunCommand(
      {"compare-organisations", "followup", "--period", "2026-02-01..2026-04-30", "--span", "P12M"},
      daemon);
  EXPECT_EQ(request.span(), "P12M") << "what was said outright counts";
}

TEST(CompareOrganisations, CsvHasARowForEachByCode) {
  FakeDaemon daemon;
  daemon.organisation_comparison = ThreeTrusts();
  const std::string out =
      RunCommand({"compare-organisations", "followup", "--format", "csv"}, daemon).out;
  EXPECT_THAT(out, StartsWith("indicator,breakdown,first_day,last_day,unit,organisation,name,"));
  EXPECT_THAT(out,
              HasSubstr("\r\nfollowup,,2026-04-01,2026-04-30,percent,XA1,Trust XA1,trust,North,"
                        "number,95,,,,,,60.3,90,high,,2,2,3,middle half,,80.123,2.5,\r\n"));
  EXPECT_THAT(out, HasSubstr(",XC3,Trust XC3,,,suppressed,,,,,,,,,,its figure is withheld,,,,,,"
                             "80.123,2.5,\r\n"));
}

TEST(CompareOrganisations, JsonIsTheMessage) {
  FakeDaemon daemon;
  daemon.organisation_comparison = ThreeTrusts();
  EXPECT_THAT(RunCommand({"compare-organisations", "followup", "--format", "json"}, daemon).out,
              StartsWith(R"({"indicator":"followup")"));
}

TEST(CompareOrganisations, WhatIsNoPeriodOrInstantIsUsage) {
  FakeDaemon daemon;
  for (const std::vector<std::string>& bad :
       {std::vector<std::string>{"--period", "April"}, {"--period", "2026-13"}, {"--as-of", "x"}}) {
    std::vector<std::string> line = {"compare-organisations", "followup"};
    line.insert(line.end(), bad.begin(), bad.end());
    const Outcome outcome = RunCommand(line, daemon);
    EXPECT_EQ(outcome.code, ExitCode::kUsage);
    EXPECT_THAT(outcome.err, HasSubstr(bad[0] + " \"" + bad[1] + "\""));
  }
  EXPECT_EQ(RunCommand({"compare-organisations"}, daemon).code, ExitCode::kUsage);
}

}  // namespace
}  // namespace trustwatch::cli
