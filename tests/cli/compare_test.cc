#include "collectors/cli/compare.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_daemon.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::cli {
namespace {

using testing::FakeDaemon;
using ::testing::HasSubstr;
using testing::MonthOf;
using testing::NumberOf;
using testing::Outcome;
using testing::RunCommand;

v1::CompareSubmissionsResponse OneChangedOneAdded() {
  v1::CompareSubmissionsResponse response;
  v1::ValueComparison& changed = *response.add_comparisons();
  changed.set_indicator("bed_days");
  *changed.mutable_period() = MonthOf(2026, 4, 30);
  changed.set_difference(v1::DIFFERENCE_CHANGED);
  *changed.mutable_before() = NumberOf(9);
  *changed.mutable_after() = NumberOf(7);
  v1::ValueComparison& added = *response.add_comparisons();
  added = changed;
  added.set_indicator("beds");
  added.set_difference(v1::DIFFERENCE_ADDED);
  added.clear_before();
  response.set_changed_count(1);
  response.set_added_count(1);
  response.set_same_count(3);
  return response;
}

TEST(Compare, ShowsBothValuesAndTheCounts) {
  FakeDaemon daemon;
  daemon.comparison = OneChangedOneAdded();
  const Outcome outcome = RunCommand({"compare", "3", "7", "--all"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_EQ(outcome.out,
            "difference  indicator  period   before  after\n"
            "changed     bed_days   2026-04       9      7\n"
            "added       beds       2026-04              7\n"
            "from submission 3 to 7: 1 changed, 1 added, 0 removed, 3 the same\n");
  EXPECT_EQ(daemon.compare_request.before_submission_id(), 3);
  EXPECT_EQ(daemon.compare_request.after_submission_id(), 7);
  EXPECT_TRUE(daemon.compare_request.include_same());
}

TEST(Compare, CsvHasBothValuesInTheirParts) {
  FakeDaemon daemon;
  daemon.comparison = OneChangedOneAdded();
  const Outcome outcome = RunCommand({"compare", "3", "7", "--format", "csv"}, daemon);
  EXPECT_THAT(outcome.out, HasSubstr("\r\nchanged,bed_days,,2026-04-01,2026-04-30,number,9,,,,"
                                     "number,7,,,\r\n"));
  EXPECT_THAT(outcome.out, HasSubstr("\r\nadded,beds,,2026-04-01,2026-04-30,,,,,,number,7,,,\r\n"));
}

TEST(Compare, WhatIsNoIdIsUsage) {
  FakeDaemon daemon;
  EXPECT_EQ(RunCommand({"compare", "3", "seven"}, daemon).code, ExitCode::kUsage);
  EXPECT_EQ(RunCommand({"compare", "3", "-1"}, daemon).code, ExitCode::kUsage);
  EXPECT_EQ(RunCommand({"compare", "3"}, daemon).code, ExitCode::kUsage);
}

}  // namespace
}  // namespace trustwatch::cli
