#include "collectors/cli/series.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "collectors/cli/words.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_daemon.h"
#include "trustwatch/v1/series_service.pb.h"

namespace trustwatch::cli {
namespace {

using ::testing::ElementsAre;
using testing::FakeDaemon;
using ::testing::HasSubstr;
using testing::MonthOf;
using testing::NumberOf;
using testing::Outcome;
using testing::RunCommand;

// April said 9 and then 7; May is suppressed.
v1::Series TwoMonths() {
  v1::Series series;
  series.set_organisation("XA1");
  series.set_indicator("bed_days");
  series.set_span("P1M");
  series.set_unit("bed days");
  v1::Point& april = *series.add_points();
  *april.mutable_period() = MonthOf(2026, 4, 30);
  *april.mutable_value() = NumberOf(7);
  april.set_status(v1::STATUS_FINAL);
  april.set_revision(2);
  april.mutable_known_time()->set_seconds(1'782'900'000);  // 2026-07-01 10:00:00 UTC
  april.set_submission_id(12);
  v1::Point& may = *series.add_points();
  may = april;
  *may.mutable_period() = MonthOf(2026, 5, 31);
  may.mutable_value()->mutable_suppressed();
  may.set_revision(1);
  return series;
}

v1::Series WithRevisions() {
  v1::Series series = TwoMonths();
  series.mutable_points()->RemoveLast();
  v1::Point& april = *series.mutable_points(0);
  for (const int value : {9, 8, 7}) {
    v1::Revision& revision = *april.add_revisions();
    revision.set_revision(value == 9 ? 1 : 2);
    *revision.mutable_value() = NumberOf(value);
    revision.set_status(v1::STATUS_FINAL);
    revision.set_submission_id(20 - value);
    revision.mutable_known_time()->set_seconds(1'782'900'000);
  }
  april.mutable_revisions(1)->mutable_withdraw_time()->set_seconds(1'782'900'060);
  return series;
}

TEST(Series, ShowsPointsInATable) {
  FakeDaemon daemon;
  *daemon.series.mutable_series() = TwoMonths();
  const Outcome outcome = RunCommand({"series", "XA1", "bed_days"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_EQ(outcome.out,
            "XA1 bed_days (bed days, P1M)\n"
            "period        value  status  revision  known since           submission\n"
            "2026-04           7  final          2  2026-07-01T10:00:00Z          12\n"
            "2026-05  suppressed  final          1  2026-07-01T10:00:00Z          12\n");
}

TEST(Series, MarksReplacedAndWithdrawnRevisions) {
  FakeDaemon daemon;
  *daemon.series.mutable_series() = WithRevisions();
  const Outcome outcome = RunCommand({"series", "XA1", "bed_days", "--revisions"}, daemon);
  EXPECT_THAT(outcome.out, HasSubstr("2026-04      9  final          1  2026-07-01T10:00:00Z       "
                                     "   11  replaced\n"));
  EXPECT_THAT(outcome.out, HasSubstr("12  withdrawn 2026-07-01T10:01:00Z\n"));
  EXPECT_THAT(outcome.out, HasSubstr("13  current\n"));
  EXPECT_TRUE(daemon.series_request.view().include_revisions());
}

TEST(Series, CsvHasTheValueInItsParts) {
  FakeDaemon daemon;
  *daemon.series.mutable_series() = TwoMonths();
  const Outcome outcome = RunCommand({"series", "XA1", "bed_days", "--format=csv"}, daemon);
  EXPECT_EQ(outcome.out,
            "organisation,indicator,breakdown,span,unit,first_day,last_day,kind,value,numerator,"
            "denominator,reason,status,revision,known_time,submission_id,withdraw_time\r\n"
            "XA1,bed_days,,P1M,bed days,2026-04-01,2026-04-30,number,7,,,,final,2,"
            "2026-07-01T10:00:00Z,12,\r\n"
            "XA1,bed_days,,P1M,bed days,2026-05-01,2026-05-31,suppressed,,,,,final,1,"
            "2026-07-01T10:00:00Z,12,\r\n");
}

TEST(Series, CsvOfRevisionsHasARowForEach) {
  FakeDaemon daemon;
  *daemon.series.mutable_series() = WithRevisions();
  const Outcome outcome =
      RunCommand({"series", "XA1", "bed_days", "--format=csv", "--revisions"}, daemon);
  EXPECT_THAT(outcome.out, HasSubstr("number,8,,,,final,2,2026-07-01T10:00:00Z,12,"
                                     "2026-07-01T10:01:00Z\r\n"));
}

TEST(Series, JsonIsTheMessage) {
  FakeDaemon daemon;
  *daemon.series.mutable_series() = TwoMonths();
  const Outcome outcome = RunCommand({"series", "XA1", "bed_days", "--format=json"}, daemon);
  EXPECT_THAT(outcome.out, HasSubstr(R"({"series":{"organisation":"XA1","indicator":"bed_days")"));
  EXPECT_THAT(outcome.out, HasSubstr(R"("suppressed":{})"));
}

TEST(Series, AsksForWhatWasSaid) {
  FakeDaemon daemon;
  RunCommand({"series", "XA1", "bed_days", "--breakdown", "ward:a", "--span", "P3M", "--as-of",
              "2026-01-31", "--from", "2025-01-01", "--to", "2025-12-31"},
             daemon);
  const v1::GetSeriesRequest& request = daemon.series_request;
  EXPECT_EQ(request.organisation(), "XA1");
  EXPECT_EQ(request.breakdown(), "ward:a");
  EXPECT_EQ(request.span(), "P3M");
  EXPECT_EQ(InstantText(request.view().as_of()), "2026-01-31T23:59:59Z");
  EXPECT_EQ(DateText(request.view().first_day()), "2025-01-01");
  EXPECT_EQ(DateText(request.view().last_day()), "2025-12-31");
}

TEST(Series, OfNothingSaysSo) {
  FakeDaemon daemon;
  EXPECT_THAT(RunCommand({"series", "XA1", "bed_days"}, daemon).out,
              HasSubstr("nobody has reported it"));
}

TEST(Series, AllIsALineForEachSeries) {
  FakeDaemon daemon;
  daemon.stream = {TwoMonths()};
  const Outcome outcome =
      RunCommand({"series", "--all", "--org", "XA1,XB2", "--indicator", "bed_days"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_EQ(
      outcome.out,
      "organisation  indicator  span  points  first ends  latest ends  latest value  status\n"
      "XA1           bed_days   P1M        2  2026-04-30  2026-05-31     suppressed  final\n");
  EXPECT_THAT(daemon.stream_request.organisations(), ElementsAre("XA1", "XB2"));
  EXPECT_THAT(daemon.stream_request.indicators(), ElementsAre("bed_days"));
}

TEST(Series, AllAsJsonIsALineForEachSeries) {
  FakeDaemon daemon;
  daemon.stream = {TwoMonths(), TwoMonths()};
  const Outcome outcome = RunCommand({"series", "--all", "--format=json"}, daemon);
  EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 2);
  EXPECT_THAT(outcome.out, ::testing::StartsWith(R"({"series":{"organisation":"XA1")"));
}

TEST(Series, AStreamThatBreaksIsAFailureAfterWhatCame) {
  FakeDaemon daemon;
  daemon.stream = {TwoMonths()};
  daemon.failure = absl::UnavailableError("broke off");
  const Outcome outcome = RunCommand({"series", "--all", "--format=csv"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kUnreachable);
  EXPECT_THAT(outcome.out, HasSubstr("suppressed"));
}

class BadSeriesUse : public ::testing::TestWithParam<std::vector<std::string>> {};
TEST_P(BadSeriesUse, IsUsage) {
  FakeDaemon daemon;
  EXPECT_EQ(RunCommand(GetParam(), daemon).code, ExitCode::kUsage);
}
INSTANTIATE_TEST_SUITE_P(
    Lines, BadSeriesUse,
    ::testing::Values(std::vector<std::string>{"series"}, std::vector<std::string>{"series", "XA1"},
                      std::vector<std::string>{"series", "XA1", "bed_days", "--all"},
                      std::vector<std::string>{"series", "XA1", "bed_days", "--as-of", "then"},
                      std::vector<std::string>{"series", "XA1", "bed_days", "--from", "2026"}));

}  // namespace
}  // namespace trustwatch::cli
