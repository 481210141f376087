#include "collectors/cli/arguments.h"

#include <string>

#include "absl/status/status.h"
#include "collectors/cli/words.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::cli {
namespace {

using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsError;
using testing::Value;
using ::testing::Values;

TEST(InstantArgument, ADayIsMeantWhole) {
  // In summer London is an hour ahead, so that its 30 June ends at 23:00 UTC.
  EXPECT_EQ(InstantText(Value(InstantArgument("--as-of", "2026-06-30"))), "2026-06-30T22:59:59Z");
  EXPECT_EQ(InstantText(Value(InstantArgument("--as-of", "2026-01-31"))), "2026-01-31T23:59:59Z");
  EXPECT_EQ(Value(InstantArgument("--as-of", "2026-01-31")).nanos(), 999'999'999);
}

TEST(InstantArgument, AnInstantIsTakenAsItIs) {
  EXPECT_EQ(InstantText(Value(InstantArgument("--as-of", "2026-06-30T18:00:00+01:00"))),
            "2026-06-30T17:00:00Z");
}

TEST(MonthArgument, IsItsFirstDay) {
  EXPECT_EQ(DateText(Value(MonthArgument("--month", "2026-04"))), "2026-04-01");
}

TEST(PeriodArgument, IsAMonthOrTwoDays) {
  const sources::SourceSpan month = Value(PeriodArgument("--period", "2026-04"));
  EXPECT_EQ(sources::ToString(month.last_day), "2026-04-30");
  const sources::SourceSpan quarter = Value(PeriodArgument("--period", "2026-02-01..2026-04-30"));
  EXPECT_EQ(sources::ToString(quarter.first_day), "2026-02-01");
}

class BadInstant : public ::testing::TestWithParam<const char*> {};
TEST_P(BadInstant, IsRefusedWithAnExample) {
  const auto result = InstantArgument("--as-of", GetParam());
  EXPECT_THAT(result, HasReason("ARGUMENT_MALFORMED"));
  EXPECT_THAT(result, IsError(absl::StatusCode::kInvalidArgument, HasSubstr("--as-of")));
  EXPECT_THAT(result, IsError(absl::StatusCode::kInvalidArgument, HasSubstr("2026-04-30")));
}
INSTANTIATE_TEST_SUITE_P(Texts, BadInstant,
                         Values("", "yesterday", "2026-02-30", "2026-4-1", "30/04/2026",
                                "2026-04-30T25:00:00Z", "2026-04-30T17:00:00",
                                "2026-04-30 17:00:00Z", "infinite-future"));

class BadMonth : public ::testing::TestWithParam<const char*> {};
TEST_P(BadMonth, IsRefused) {
  EXPECT_THAT(MonthArgument("--month", GetParam()), HasReason("ARGUMENT_MALFORMED"));
}
INSTANTIATE_TEST_SUITE_P(Texts, BadMonth,
                         Values("", "2026", "2026-13", "2026-4", "April", "2026-04-01"));

class BadPeriod : public ::testing::TestWithParam<const char*> {};
TEST_P(BadPeriod, IsRefused) {
  EXPECT_THAT(PeriodArgument("--period", GetParam()), HasReason("ARGUMENT_MALFORMED"));
}
INSTANTIATE_TEST_SUITE_P(Texts, BadPeriod,
                         Values("", "2026-04-30..2026-02-01", "Q1", "2026-04..2026-06"));

TEST(StatusArgument, TakesTheThreeWords) {
  EXPECT_EQ(Value(StatusArgument("--status", "refreshed")), v1::STATUS_REFRESHED);
  EXPECT_EQ(Value(StatusArgument("--status", "")), v1::STATUS_UNSPECIFIED);
  EXPECT_THAT(StatusArgument("--status", "Final"), HasReason("ARGUMENT_MALFORMED"));
}

}  // namespace
}  // namespace trustwatch::cli
