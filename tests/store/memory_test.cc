#include <gtest/gtest.h>

#include <cstdint>

#include "absl/time/time.h"
#include "daemon/domain/limits.h"
#include "daemon/store/known_instants.h"
#include "daemon/store/organisation_versions.h"
#include "daemon/store/slice_table.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/fake_clock.h"

// What the store keeps in memory beside the file.
namespace trustwatch::store {
namespace {

using testing::Ods;

TEST(OrganisationVersionsTest, RiseForOthersOnlyAfterTheCommit) {
  OrganisationVersions versions;
  versions.Raise(Ods("XA1"));
  versions.Raise(Ods("XA1"));
  EXPECT_EQ(versions.InTransaction(Ods("XA1")), 2U);
  EXPECT_EQ(versions.Published(Ods("XA1")), 0U);
  versions.Publish();
  EXPECT_EQ(versions.Published(Ods("XA1")), 2U);
  EXPECT_EQ(versions.InTransaction(Ods("XA1")), 2U);
  EXPECT_EQ(versions.Published(Ods("XB2")), 0U);
}

TEST(OrganisationVersionsTest, ForgetWhatWasNotCommitted) {
  OrganisationVersions versions;
  versions.Raise(Ods("XA1"));
  versions.Forget();
  versions.Publish();
  EXPECT_EQ(versions.InTransaction(Ods("XA1")), 0U);
  EXPECT_EQ(versions.Published(Ods("XA1")), 0U);
}

TEST(KnownInstantsTest, FollowTheClockButNeverStandOrStepBack) {
  testing::FakeClock clock(absl::FromUnixMicros(1'000));
  KnownInstants instants(clock, 500);
  EXPECT_EQ(instants.Next(), 1'000);
  EXPECT_EQ(instants.Next(), 1'001);
  clock.Set(absl::FromUnixMicros(10));
  EXPECT_EQ(instants.Next(), 1'002);
  clock.Set(absl::FromUnixNanos(2'000'999));
  EXPECT_EQ(instants.Next(), 2'000);
}

TEST(KnownInstantsTest, BeginAfterTheNewestInTheStore) {
  const testing::FakeClock clock(absl::FromUnixMicros(1'000));
  KnownInstants instants(clock, 5'000);
  EXPECT_EQ(instants.Next(), 5'001);
}

TEST(SliceTableTest, FindsWhatWasSetAndNothingElse) {
  SliceTable table;
  const domain::Slice a = testing::SliceOf("a");
  const domain::Slice b = testing::SliceOf("b");
  const auto last = static_cast<SliceId>(domain::kSlicesMax);
  table.Set(static_cast<SliceId>(1), a);
  table.Set(last, b);
  EXPECT_EQ(*table.Find(static_cast<SliceId>(1)), a);
  EXPECT_EQ(*table.Find(last), b);
  for (const std::int32_t none : {0, -1, 2, 5'000, static_cast<std::int32_t>(last) + 1}) {
    EXPECT_EQ(table.Find(static_cast<SliceId>(none)), nullptr) << none;
  }
}

}  // namespace
}  // namespace trustwatch::store
