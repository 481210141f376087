#include "daemon/insight/receipts.h"

#include <optional>
#include <string_view>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "tests/insight/insight_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::insight {
namespace {

using testing::DayOf;
using testing::InsightFixture;
using testing::NoonOf;
using testing::Ods;
using testing::PeriodOf;
using testing::SliceOf;
using testing::Value;

class ReceiptsTest : public ::testing::Test {
 protected:
  // When calls_offered of XA1 came for a month.
  std::optional<absl::Time> Came(std::string_view month,
                                 absl::Time as_of = absl::InfiniteFuture()) {
    const auto reader = Value(fixture_.store().NewReader());
    const Receipts receipts = Value(Receipts::Read(
        *reader, Ods("XA1"), {.from = DayOf("2026-03-01"), .to = DayOf("2026-06-30")}, as_of));
    return receipts.Find(fixture_.store().FindSlice(SliceOf("calls_offered")), PeriodOf(month));
  }

  InsightFixture fixture_;
};

TEST_F(ReceiptsTest, TheFirstStandingValueCounts) {
  const auto first = fixture_.ReportCalls(NoonOf("2026-07-02"), "XA1", "2026-06", 10);
  fixture_.ReportCalls(NoonOf("2026-07-09"), "XA1", "2026-06", 12);
  EXPECT_EQ(Came("2026-06"), NoonOf("2026-07-02"));
  fixture_.Withdraw(NoonOf("2026-07-10"), first);
  EXPECT_EQ(Came("2026-06"), NoonOf("2026-07-09"));
}

TEST_F(ReceiptsTest, AsOfAnInstantWhatWasKnownThen) {
  const auto first = fixture_.ReportCalls(NoonOf("2026-07-02"), "XA1", "2026-06", 10);
  fixture_.Withdraw(NoonOf("2026-07-10"), first);
  EXPECT_EQ(Came("2026-06", NoonOf("2026-07-01")), std::nullopt);
  EXPECT_EQ(Came("2026-06", NoonOf("2026-07-09")), NoonOf("2026-07-02"));
  EXPECT_EQ(Came("2026-06", NoonOf("2026-07-10")), std::nullopt);
}

TEST_F(ReceiptsTest, OtherDaysAndUnknownSlicesAreAbsent) {
  EXPECT_EQ(Came("2026-06"), std::nullopt);  // nobody ever reported the slice
  fixture_.ReportCalls(NoonOf("2026-07-02"), "XA1", "2026-02", 10);
  fixture_.ReportCalls(NoonOf("2026-07-02"), "XB2", "2026-06", 10);
  EXPECT_EQ(Came("2026-02"), std::nullopt);  // outside the days that were read
  EXPECT_EQ(Came("2026-06"), std::nullopt);
}

}  // namespace
}  // namespace trustwatch::insight
