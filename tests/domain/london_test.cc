#include "daemon/domain/london.h"

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::domain {
namespace {

using testing::DayOf;

absl::Time Utc(const char* text) {
  absl::Time instant;
  std::string error;
  EXPECT_TRUE(absl::ParseTime(absl::RFC3339_full, text, &instant, &error)) << error;
  return instant;
}

TEST(London, ADayEndsAtMidnightInWinter) {
  EXPECT_EQ(*EndOfLondonDay(DayOf("2026-01-31")),
            Utc("2026-02-01T00:00:00Z") - absl::Nanoseconds(1));
}

TEST(London, ADayEndsAnHourBeforeMidnightUtcInSummer) {
  EXPECT_EQ(*EndOfLondonDay(DayOf("2026-06-30")),
            Utc("2026-06-30T23:00:00Z") - absl::Nanoseconds(1));
}

// Clocks go forward on Sunday 29 March 2026, so that day ends in summer time.
TEST(London, TheDayOfTheChangeEndsInTheNewTime) {
  EXPECT_EQ(*EndOfLondonDay(DayOf("2026-03-28")),
            Utc("2026-03-29T00:00:00Z") - absl::Nanoseconds(1));
  EXPECT_EQ(*EndOfLondonDay(DayOf("2026-03-29")),
            Utc("2026-03-29T23:00:00Z") - absl::Nanoseconds(1));
}

}  // namespace
}  // namespace trustwatch::domain
