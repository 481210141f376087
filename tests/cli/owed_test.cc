#include "collectors/cli/owed.h"

#include "collectors/cli/words.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_daemon.h"
#include "trustwatch/v1/catalogue_service.pb.h"

namespace trustwatch::cli {
namespace {

using testing::FakeDaemon;
using ::testing::HasSubstr;
using testing::MonthOf;
using testing::Outcome;
using testing::RunCommand;

FakeDaemon WithThreeItems() {
  FakeDaemon daemon;
  v1::OwedItem item;
  item.set_organisation("XA1");
  item.set_return_id("monthly");
  item.set_indicator("bed_days");
  *item.mutable_period() = MonthOf(2026, 4, 30);
  item.mutable_due_time()->set_seconds(1'782'900'000);
  *daemon.owed.add_items() = item;
  item.set_overdue(true);
  *daemon.owed.add_items() = item;
  item.set_overdue(false);
  item.mutable_received_time()->set_seconds(1'782'900'060);
  *daemon.owed.add_items() = item;
  daemon.owed.set_owed_count(3);
  daemon.owed.set_received_count(1);
  daemon.owed.set_overdue_count(1);
  return daemon;
}

TEST(Owed, SaysInWordsWhatIsOverdue) {
  FakeDaemon daemon = WithThreeItems();
  const Outcome outcome = RunCommand({"owed", "XA1", "--month", "2026-04", "--all"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_THAT(outcome.out, HasSubstr("2026-04  2026-07-01T10:00:00Z  to come\n"));
  EXPECT_THAT(outcome.out, HasSubstr("2026-07-01T10:00:00Z  overdue\n"));
  EXPECT_THAT(outcome.out, HasSubstr("received 2026-07-01T10:01:00Z\n"));
  EXPECT_THAT(outcome.out, HasSubstr("3 owed: 1 received, 2 to come, 1 of these overdue\n"));
  EXPECT_EQ(DateText(daemon.owed_request.month()), "2026-04-01");
  EXPECT_TRUE(daemon.owed_request.include_received());
}

TEST(Owed, CsvSaysTrueAndFalse) {
  FakeDaemon daemon = WithThreeItems();
  const Outcome outcome = RunCommand({"owed", "--format", "csv"}, daemon);
  EXPECT_THAT(outcome.out, HasSubstr("XA1,monthly,bed_days,2026-04-01,2026-04-30,"
                                     "2026-07-01T10:00:00Z,true,\r\n"));
  EXPECT_FALSE(daemon.owed_request.has_month());
}

TEST(Owed, WhatIsNoMonthIsUsage) {
  FakeDaemon daemon;
  EXPECT_EQ(RunCommand({"owed", "--month", "2026-4"}, daemon).code, ExitCode::kUsage);
}

}  // namespace
}  // namespace trustwatch::cli
