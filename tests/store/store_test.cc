#include "daemon/store/store.h"

#include <gtest/gtest.h>

#include "tests/store/store_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::store {
namespace {

using testing::Count;
using testing::Row;
using testing::StoreFixture;

TEST(StoreTest, WhatWasRecordedIsReadBackAfterOpeningAgain) {
  StoreFixture test;
  const SliceId calls = test.Slice("calls_offered");
  test.RecordValue("XA1", calls, "2026-04", Count(12));
  test.Open();
  const auto current = test.Current("XA1", "2026-04-30");
  ASSERT_EQ(current.size(), 1U);
  EXPECT_EQ(current[0].slice, calls);
  EXPECT_EQ(current[0].period, testing::PeriodOf("2026-04"));
  EXPECT_EQ(current[0].value, Count(12));
  EXPECT_EQ(current[0].revision, 1);
}

}  // namespace
}  // namespace trustwatch::store
