#include "daemon/samples/instants.h"

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "tests/insight/insight_builder.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::samples {
namespace {

using domain::Span;
using history::OrdinalOf;
using testing::DayOf;
using testing::NoonOf;

std::int64_t NoonMsOf(const char* day) { return absl::ToUnixMillis(NoonOf(day)); }

std::int64_t PeriodMsOf(const char* last_day, Span span) {
  return PeriodMs(OrdinalOf(DayOf(last_day), span), span);
}

TEST(Instants, AMonthIsAtNoonOfItsFirstDay) {
  EXPECT_EQ(PeriodMsOf("2026-02-28", Span{}), NoonMsOf("2026-02-01"));
  EXPECT_EQ(PeriodMsOf("2024-02-29", Span{}), NoonMsOf("2024-02-01"));
  EXPECT_EQ(PeriodMsOf("1969-12-31", Span{}), NoonMsOf("1969-12-01"));
  EXPECT_EQ(PeriodMsOf("2200-12-31", Span{}), NoonMsOf("2200-12-01"));
}

TEST(Instants, ARollingQuarterAndAYearAreAtTheirLastMonth) {
  EXPECT_EQ(PeriodMsOf("2026-03-31", Span{.count = 3}), NoonMsOf("2026-03-01"));
  EXPECT_EQ(PeriodMsOf("2026-03-31", Span{.count = 12}), NoonMsOf("2026-03-01"));
}

TEST(Instants, AWeekIsAtItsFirstDay) {
  const Span week{.unit = Span::Unit::kDays, .count = 7};
  EXPECT_EQ(PeriodMsOf("2026-03-08", week), NoonMsOf("2026-03-02"));
}

TEST(Instants, TheEndsOfTimeAreTheEndsOfInt64) {
  EXPECT_EQ(ToMs(absl::InfiniteFuture()), INT64_MAX);
  EXPECT_EQ(ToMs(absl::InfinitePast()), INT64_MIN);
}

}  // namespace
}  // namespace trustwatch::samples
