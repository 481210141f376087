#include "collectors/cli/words.h"

#include "google/protobuf/timestamp.pb.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_daemon.h"
#include "trustwatch/v1/submission_service.pb.h"
#include "trustwatch/v1/value.pb.h"

namespace trustwatch::cli {
namespace {

using testing::DateOf;
using testing::MonthOf;
using testing::NumberOf;

TEST(PeriodText, OnlyAWholeCalendarMonthIsAMonth) {
  EXPECT_EQ(PeriodText(MonthOf(2026, 4, 30)), "2026-04");
  EXPECT_EQ(PeriodText(MonthOf(2024, 2, 29)), "2024-02");
  EXPECT_EQ(PeriodText(MonthOf(2024, 2, 28)), "2024-02-01..2024-02-28");
  v1::Period quarter = MonthOf(2026, 2, 28);
  *quarter.mutable_last_day() = DateOf(2026, 4, 30);
  EXPECT_EQ(PeriodText(quarter), "2026-02-01..2026-04-30");
}

TEST(InstantText, IsUtcToTheSecond) {
  google::protobuf::Timestamp instant;
  instant.set_seconds(1'782'900'000);  // 20,635 days and 36,000 s after 1970: 2026-07-01 10:00
  instant.set_nanos(999);
  EXPECT_EQ(InstantText(instant), "2026-07-01T10:00:00Z");
}

TEST(ValueText, TheFiveAnswersStayFive) {
  v1::Value value = NumberOf(62.5);
  EXPECT_EQ(ValueText(value), "62.5");
  value.mutable_number()->set_numerator(65);
  value.mutable_number()->set_denominator(104);
  EXPECT_EQ(ValueText(value), "62.5 (65/104)");
  value.mutable_number()->clear_value();
  EXPECT_EQ(ValueText(value), "65/104");
  EXPECT_EQ(ValueText(NumberOf(0)), "0");
  EXPECT_EQ(ValueText(NumberOf(5035630)), "5035630");
  value.mutable_nil_return();
  EXPECT_EQ(ValueText(value), "nil return");
  value.mutable_not_applicable();
  EXPECT_EQ(ValueText(value), "not applicable");
  value.mutable_suppressed();
  EXPECT_EQ(ValueText(value), "suppressed");
  value.mutable_missing()->set_reason("system down");
  EXPECT_EQ(ValueText(value), "missing: system down");
  EXPECT_EQ(ValueText(v1::Value()), "");
}

TEST(ColumnsOf, NamesTheKind) {
  EXPECT_EQ(ColumnsOf(NumberOf(1)).kind, "number");
  v1::Value value;
  EXPECT_EQ(ColumnsOf(value).kind, "");
  value.mutable_missing()->set_reason("why");
  EXPECT_EQ(ColumnsOf(value).kind, "missing");
  EXPECT_EQ(ColumnsOf(value).reason, "why");
  EXPECT_EQ(ColumnsOf(value).number, "");
}

TEST(EnumText, LeavesTheCommonStartAway) {
  EXPECT_EQ(EnumText(v1::OUTCOME_PARTLY_ACCEPTED), "partly accepted");
  EXPECT_EQ(EnumText(v1::STATUS_FINAL), "final");
  EXPECT_EQ(EnumText(static_cast<v1::Outcome>(99)), "99");  // of a newer daemon
}

TEST(CellsForPrograms, WhatIsNotThereIsEmptyAndZeroIsNot) {
  EXPECT_EQ(NumberOrNothing(true, 0), "0");
  EXPECT_EQ(NumberOrNothing(false, 7), "");
  EXPECT_EQ(EnumOrNothing(v1::STATUS_FINAL), "final");
  EXPECT_EQ(EnumOrNothing(v1::STATUS_UNSPECIFIED), "");
}

}  // namespace
}  // namespace trustwatch::cli
