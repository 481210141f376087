#include "daemon/http/kept_facts.h"

#include <memory>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "tests/insight/latest_builder.h"
#include "tests/insight/review_builder.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::http {
namespace {

// June 2026 is due on 14 July, 22:59:59 UTC.
const absl::Time kDue =
    absl::FromCivil(absl::CivilSecond(2026, 7, 14, 22, 59, 59), absl::UTCTimeZone());

class KeptFactsTest : public ::testing::Test {
 protected:
  KeptFactsTest() {
    builder_.Add("XA1", testing::SliceOf("calls_offered"), "2026-05");
    latest_ = builder_.Get();
  }

  testing::LatestBuilder builder_;
  std::shared_ptr<const domain::Definitions> definitions_ = testing::DefinitionsBuilder().Build();
  insight::LatestSnapshot latest_;
  KeptFacts facts_;
};

TEST_F(KeptFactsTest, WhatIsOverdueIsCountedAgainWhenItMayDiffer) {
  const auto first = facts_.OverdueAt(kDue - absl::Hours(1), definitions_, latest_);
  EXPECT_TRUE(first->series.empty());
  EXPECT_EQ(facts_.OverdueAt(kDue, definitions_, latest_), first);
  const auto late = facts_.OverdueAt(kDue + absl::Seconds(1), definitions_, latest_);
  EXPECT_EQ(late->series.size(), 1U) << "the deadline passed";
  EXPECT_EQ(facts_.OverdueAt(kDue + absl::Hours(9), definitions_, latest_), late);
  latest_ = {};
  const auto empty = facts_.OverdueAt(kDue + absl::Hours(9), definitions_, latest_);
  EXPECT_TRUE(empty->series.empty()) << "a commit";
  definitions_ = testing::DefinitionsBuilder().Build();
  EXPECT_NE(facts_.OverdueAt(kDue + absl::Hours(9), definitions_, latest_), empty) << "definitions";
}

TEST_F(KeptFactsTest, WhatIsUnderReviewIsFoundAgainWhenItMayDiffer) {
  testing::ReviewBuilder builder;
  insight::VerdictSnapshot verdicts;
  const auto first = facts_.ReviewAt(kDue, definitions_, verdicts);
  EXPECT_EQ(facts_.ReviewAt(kDue + absl::Hours(24), definitions_, verdicts), first);
  builder.Add("XA1", testing::SliceOf("calls_offered"), testing::VerdictOf({}));
  verdicts = builder.Get();
  const auto second = facts_.ReviewAt(kDue, definitions_, verdicts);
  EXPECT_NE(second, first) << "a verdict";
  const auto august = facts_.ReviewAt(kDue + absl::Hours(20 * 24), definitions_, verdicts);
  EXPECT_NE(august, second) << "the month ended";
  definitions_ = testing::DefinitionsBuilder().Build();
  EXPECT_NE(facts_.ReviewAt(kDue + absl::Hours(20 * 24), definitions_, verdicts), august);
}

}  // namespace
}  // namespace trustwatch::http
