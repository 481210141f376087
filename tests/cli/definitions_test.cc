#include "collectors/cli/definitions.h"

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_daemon.h"
#include "trustwatch/v1/catalogue_service.pb.h"

namespace trustwatch::cli {
namespace {

using testing::DateOf;
using testing::FakeDaemon;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Outcome;
using testing::RunCommand;

FakeDaemon WithOneIndicator() {
  FakeDaemon daemon;
  v1::Indicator& indicator = *daemon.indicators.add_indicators();
  indicator.set_id("seen_in_time");
  indicator.set_name("Seen in time");
  indicator.set_unit("percent");
  indicator.set_kind(v1::INDICATOR_KIND_PROPORTION);
  indicator.set_direction(v1::DIRECTION_HIGHER);
  indicator.add_spans("P1M");
  indicator.add_spans("P3M");
  indicator.set_minimum(0);
  indicator.set_maximum(100);
  v1::Standard& standard = *indicator.add_standards();
  standard.set_text("75 % within 6 weeks");
  *standard.mutable_first_day() = DateOf(2015, 4, 1);
  return daemon;
}

TEST(Indicators, AreListed) {
  FakeDaemon daemon = WithOneIndicator();
  const Outcome outcome = RunCommand({"indicators"}, daemon);
  EXPECT_EQ(outcome.out,
            "id            direction         spans     name\n"
            "seen_in_time  higher is better  P1M, P3M  Seen in time (percent)\n"
            "1 indicator, catalogue test-1\n");
}

TEST(Indicators, OneIsShownWithAllThatIsSaidOfIt) {
  FakeDaemon daemon = WithOneIndicator();
  const Outcome outcome = RunCommand({"indicators", "seen_in_time"}, daemon);
  EXPECT_THAT(outcome.out, HasSubstr("standard            75 % within 6 weeks from 2015-04-01\n"));
  EXPECT_THAT(outcome.out, HasSubstr("refused unless      0 to 100\n"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("plausible")));
}

TEST(Indicators, SmallNumbersAreToldInWords) {
  FakeDaemon daemon = WithOneIndicator();
  v1::Indicator& indicator = *daemon.indicators.mutable_indicators(0);
  const auto shown = [&daemon] { return RunCommand({"indicators", "seen_in_time"}, daemon).out; };
  EXPECT_THAT(shown(), Not(HasSubstr("small numbers")));

  v1::SmallNumbers& rule = *indicator.mutable_small_numbers();
  rule.set_hide_under(5);
  EXPECT_THAT(shown(), HasSubstr("under 5 hidden, others with 0 decimals\n"));
  rule.set_decimals(1);
  rule.set_zero_shown(true);
  rule.set_breakdowns_only(true);
  EXPECT_THAT(shown(),
              HasSubstr("under 5 hidden, others with 1 decimal; 0 is shown; breakdowns only\n"));

  indicator.set_kind(v1::INDICATOR_KIND_COUNT);
  rule.Clear();
  rule.set_hide_under(7);
  rule.set_round_to(1);
  EXPECT_THAT(shown(), HasSubstr("under 7 hidden\n"));
  rule.set_round_to(5);
  EXPECT_THAT(shown(), HasSubstr("under 7 hidden, others to the nearest 5\n"));
}

TEST(Indicators, AnUnknownOneIsRefused) {
  FakeDaemon daemon = WithOneIndicator();
  const Outcome outcome = RunCommand({"indicators", "seen"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.err, HasSubstr("there is no indicator \"seen\" in catalogue test-1"));
}

TEST(Organisations, AreListed) {
  FakeDaemon daemon;
  v1::Organisation& organisation = *daemon.organisations.add_organisations();
  organisation.set_ods_code("XC3");
  organisation.set_name("Closedshire");
  *organisation.mutable_closed() = DateOf(2020, 3, 31);
  EXPECT_EQ(RunCommand({"organisations", "--format", "csv"}, daemon).out,
            "ods_code,kind,region,opened,closed,icb,name\r\nXC3,,,,2020-03-31,,Closedshire\r\n");
}

FakeDaemon WithOneReturn() {
  FakeDaemon daemon;
  v1::Return& it = *daemon.returns.add_returns();
  it.set_id("monthly");
  it.set_name("Monthly return");
  it.add_owed_by("mental_health_trust");
  it.set_every_months(1);
  it.set_year_end_month(12);
  it.set_deadline_working_day(10);
  it.set_required(true);
  for (const char* id : {"bed_days", "beds"}) {
    v1::ReturnItem& item = *it.add_items();
    item.set_indicator(id);
    item.set_span("P1M");
  }
  return daemon;
}

TEST(Returns, HaveALineEachWithTheirIndicators) {
  FakeDaemon daemon = WithOneReturn();
  EXPECT_EQ(RunCommand({"returns"}, daemon).out,
            "return   owed           due on working day  indicators\n"
            "monthly  every 1 month                  10  bed_days P1M, beds P1M\n");
}

TEST(Returns, HaveALineForEachIndicatorInCsv) {
  FakeDaemon daemon = WithOneReturn();
  EXPECT_EQ(
      RunCommand({"returns", "--format", "csv"}, daemon).out,
      "return,name,owed_by,every_months,year_end_month,deadline_working_day,required,indicator,"
      "span\r\n"
      "monthly,Monthly return,mental_health_trust,1,12,10,yes,bed_days,P1M\r\n"
      "monthly,Monthly return,mental_health_trust,1,12,10,yes,beds,P1M\r\n");
}

TEST(Reload, SaysWhatIsInForce) {
  FakeDaemon daemon;
  daemon.reload.set_catalogue_version("2026.12");
  daemon.reload.set_changed(true);
  EXPECT_EQ(RunCommand({"reload"}, daemon).out, "catalogue 2026.12 is in force\n");
  daemon.reload.set_changed(false);
  EXPECT_EQ(RunCommand({"reload"}, daemon).out,
            "catalogue 2026.12 is in force; the files say what was in force\n");
}

TEST(Reload, PrintsTheFaultsThatTheDaemonNames) {
  FakeDaemon daemon;
  daemon.failure = base::Error{.code = absl::StatusCode::kFailedPrecondition,
                               .reason = "CATALOGUE_FAULTY",
                               .message = "the files have 2 faults",
                               .metadata = {{"fault_count", "2"},
                                            {"fault_0001", "a.toml:3: is wrong"},
                                            {"fault_0002", "b.toml:4: is wrong too"}}}
                       .ToStatus();
  const Outcome outcome = RunCommand({"reload"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_EQ(outcome.err,
            "trustwatch: the files have 2 faults\n"
            "  a.toml:3: is wrong\n"
            "  b.toml:4: is wrong too\n");
}

}  // namespace
}  // namespace trustwatch::cli
