#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/domain/limits.h"
#include "daemon/store/store.h"
#include "tests/store/store_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

// What happens when the disk, or the size limit that stands for it, is full.
namespace trustwatch::store {
namespace {

using absl::StatusCode;
using testing::Count;
using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsError;
using testing::IsOk;
using testing::Ods;
using testing::StoreFixture;
using testing::Value;

// A submission of 2,400 months of one slice: about 60 KB, 15 pages.
NewSubmission Large(StoreFixture& test, SliceId slice, const std::string& request_id) {
  auto submission = test.Submission("XA1", request_id);
  for (int month = 0; month < 2'400; ++month) {
    const auto first = std::chrono::year(1950) / 1 / 1 + std::chrono::months(month);
    submission.observations.push_back(
        {slice, domain::Period::MonthOf(domain::Day(first)), Count(month), 1});
  }
  return submission;
}

std::size_t CountSubmissions(StoreFixture& test) {
  return Value(Value(test.store->NewReader())->Submissions(Ods("XA1"), 1'000)).size();
}

class FullDiskTest : public ::testing::Test {
 protected:
  // Records large submissions until one is refused; gives the refusal.
  absl::Status Fill() {
    for (int i = 0; i < 100; ++i) {
      const auto recorded = test_.TryRecord(Large(test_, slice_, "fill-" + std::to_string(i)));
      if (!recorded.ok()) return recorded.status();
      ++recorded_;
    }
    return absl::OkStatus();
  }

  FullDiskTest() {
    test_.options.pages_max = 200;
    test_.Open();
    slice_ = test_.Slice("a");
  }

  StoreFixture test_;
  SliceId slice_{};
  std::size_t recorded_ = 0;
};

TEST_F(FullDiskTest, IsToldWithADelayAndLosesNothing) {
  const absl::Status full = Fill();
  EXPECT_THAT(full, IsError(StatusCode::kResourceExhausted, HasSubstr("free space on its disk")));
  EXPECT_THAT(full, HasReason("STORE_FULL"));
  EXPECT_EQ(base::ErrorOf(full).retry_after, absl::Seconds(30));
  EXPECT_THAT(test_.store->Health(), HasReason("STORE_FULL"));
  EXPECT_GE(recorded_, 3U);
  EXPECT_EQ(CountSubmissions(test_), recorded_);
  EXPECT_EQ(test_.Each("XA1").size(), recorded_ * 2'400);
  EXPECT_EQ(test_.store->OrganisationVersion(Ods("XA1")), recorded_);
}

TEST_F(FullDiskTest, LeavesRoomForASmallerOne) {
  ASSERT_THAT(Fill(), HasReason("STORE_FULL"));
  EXPECT_THAT(test_.TryRecord(test_.Submission("XA1", "small")), IsOk());
  EXPECT_THAT(test_.store->Health(), IsOk());
}

TEST_F(FullDiskTest, RecoversWhenSpaceReturns) {
  ASSERT_THAT(Fill(), HasReason("STORE_FULL"));
  test_.options.pages_max = 400;
  test_.Open();
  EXPECT_EQ(CountSubmissions(test_), recorded_);
  EXPECT_THAT(test_.TryRecord(Large(test_, slice_, "fill-" + std::to_string(recorded_))), IsOk());
  EXPECT_EQ(test_.Each("XA1").size(), (recorded_ + 1) * 2'400);
}

TEST_F(FullDiskTest, RefusesNewSlicesToo) {
  ASSERT_THAT(Fill(), HasReason("STORE_FULL"));
  std::vector<domain::Slice> slices;
  for (int i = 0; i < 5'000; ++i) slices.push_back(testing::SliceOf("new_" + std::to_string(i)));
  EXPECT_THAT(test_.store->InternSlices(slices), HasReason("STORE_FULL"));
  EXPECT_EQ(test_.store->FindSlice(slices[0]), std::nullopt);
}

}  // namespace
}  // namespace trustwatch::store
