#include "daemon/insight/return_counts.h"

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/latest_builder.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::insight {
namespace {

using testing::DefinitionsBuilder;
using ::testing::ElementsAre;
using testing::LatestBuilder;

std::vector<std::string> Tell(const std::vector<ReturnCount>& counts) {
  std::vector<std::string> all;
  for (const ReturnCount& count : counts) {
    all.push_back(count.organisation->code.ToString() + " " + count.owed->id + " " +
                  std::to_string(count.owed_count) + "/" + std::to_string(count.received_count) +
                  "/" + std::to_string(count.overdue_count));
  }
  return all;
}

TEST(ReturnCountsTest, NothingHasComeAndNothingIsLateYet) {
  const auto definitions = DefinitionsBuilder().Build();
  // XC3 is closed and XD4 of a kind that owes nothing.
  EXPECT_THAT(Tell(CountReturns(*definitions, {}, testing::kJuneIsDue)),
              ElementsAre("XA1 monthly 3/0/0", "XB2 monthly 3/0/0"));
}

TEST(ReturnCountsTest, AfterTheDeadlineWhatHasNotComeIsOverdue) {
  const auto definitions = DefinitionsBuilder().Build();
  LatestBuilder snapshot;
  snapshot.Add("XA1", testing::SliceOf("calls_offered"), "2026-06");
  snapshot.Add("XA1", testing::SliceOf("calls_answered"), "2026-05");  // an older period
  EXPECT_THAT(
      Tell(CountReturns(*definitions, snapshot.Get(), testing::kJuneIsDue + absl::Seconds(1))),
      ElementsAre("XA1 monthly 3/1/2", "XB2 monthly 3/0/3"));
}

TEST(ReturnCountsTest, NeitherBreakdownNorAnotherSpanPaysWhatIsOwed) {
  const auto definitions = DefinitionsBuilder().Build();
  LatestBuilder snapshot;
  domain::Slice slice = testing::SliceOf("seen_in_time");
  slice.breakdown = "age:under18";
  snapshot.Add("XA1", slice, "2026-06");
  slice = testing::SliceOf("seen_in_time");
  slice.span.count = 3;
  snapshot.Add("XA1", slice, "2026-04-01..2026-06-30");
  snapshot.Add("XA1", testing::SliceOf("not_asked_for"), "2026-06");
  EXPECT_THAT(Tell(CountReturns(*definitions, snapshot.Get(), testing::kJuneIsDue)),
              ElementsAre("XA1 monthly 3/0/0", "XB2 monthly 3/0/0"));
}

TEST(ReturnCountsTest, OrganisationsAreMatchedByCode) {
  const auto definitions = DefinitionsBuilder().Build();
  LatestBuilder snapshot;
  for (const char* code : {"AAA", "XB2", "ZZZ"}) {  // two of them not in the register
    snapshot.Add(code, testing::SliceOf("calls_offered"), "2026-06");
  }
  EXPECT_THAT(Tell(CountReturns(*definitions, snapshot.Get(), testing::kJuneIsDue)),
              ElementsAre("XA1 monthly 3/0/0", "XB2 monthly 3/1/0"));
}

TEST(ReturnCountsTest, EachReturnIsCountedByItself) {
  DefinitionsBuilder builder;
  domain::Return early = builder.returns[0];
  early.id = "early";
  early.deadline_working_day = 1;                                 // due on 1 July
  early.items.erase(early.items.begin() + 1, early.items.end());  // calls_offered is left
  builder.returns.push_back(early);
  LatestBuilder snapshot;
  snapshot.Add("XB2", testing::SliceOf("calls_offered"), "2026-06");
  EXPECT_THAT(
      Tell(CountReturns(*builder.Build(), snapshot.Get(), testing::kJuneIsDue)),
      ElementsAre("XA1 early 1/0/1", "XA1 monthly 3/0/0", "XB2 early 1/1/0", "XB2 monthly 3/1/0"));
}

}  // namespace
}  // namespace trustwatch::insight
