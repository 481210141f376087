#include "daemon/ingest/turns.h"

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "daemon/ingest/job.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::testing {
namespace {

using ingest::Job;
using ingest::Turns;
using ::testing::SizeIs;

class TurnsTest : public ::testing::Test {
 protected:
  bool Join(std::string_view organisation, std::string name,
            Turns::Place place = Turns::Place::kBack) {
    return turns.Join(
        Ods(organisation),
        std::make_shared<Job>(Job{.organisation = Ods(organisation), .digest = std::move(name)}),
        place);
  }
  std::string Next() {
    const std::shared_ptr<Job> job = turns.Next(std::stop_token());
    return job == nullptr ? "nobody" : job->digest;
  }

  Turns turns{3};
};

TEST_F(TurnsTest, FirstComeFirstServedWithinAnOrganisation) {
  ASSERT_TRUE(Join("XA1", "first"));
  ASSERT_TRUE(Join("XA1", "second"));
  EXPECT_EQ(Next(), "first");
  turns.Finish(Ods("XA1"));
  EXPECT_EQ(Next(), "second");
}

TEST_F(TurnsTest, OrganisationsDoNotWaitForEachOther) {
  ASSERT_TRUE(Join("XA1", "first of XA1"));
  ASSERT_TRUE(Join("XA1", "second of XA1"));
  ASSERT_TRUE(Join("XB2", "first of XB2"));
  EXPECT_EQ(Next(), "first of XA1");
  EXPECT_EQ(Next(), "first of XB2");
}

TEST_F(TurnsTest, ATurnThatFailsIsTakenAgainFirst) {
  ASSERT_TRUE(Join("XA1", "first"));
  ASSERT_TRUE(Join("XA1", "second"));
  ASSERT_EQ(Next(), "first");
  ASSERT_TRUE(Join("XA1", "first again", Turns::Place::kFront));
  turns.Finish(Ods("XA1"));
  EXPECT_EQ(Next(), "first again");
}

TEST_F(TurnsTest, IsBusyFromTheFirstToJoinToTheLastToFinish) {
  EXPECT_FALSE(turns.IsBusy(Ods("XA1")));
  ASSERT_TRUE(Join("XA1", "first"));
  EXPECT_TRUE(turns.IsBusy(Ods("XA1")));
  EXPECT_FALSE(turns.IsBusy(Ods("XB2")));
  Next();
  EXPECT_TRUE(turns.IsBusy(Ods("XA1")));
  turns.Finish(Ods("XA1"));
  EXPECT_FALSE(turns.IsBusy(Ods("XA1")));
}

TEST_F(TurnsTest, AFullQueueLetsNobodyIn) {
  for (const char* name : {"1", "2", "3"}) ASSERT_TRUE(Join("XA1", name));
  EXPECT_FALSE(Join("XA1", "4"));
  Next();
  EXPECT_TRUE(Join("XA1", "4"));
}

TEST_F(TurnsTest, ClosingGivesBackThoseWhoWaitAndEndsTheWait) {
  ASSERT_TRUE(Join("XA1", "first"));
  ASSERT_TRUE(Join("XA1", "second"));
  Next();
  std::string answer;
  {
    const std::jthread waiting([&] { answer = Next(); });
    EXPECT_THAT(turns.Close(), SizeIs(1));
  }
  EXPECT_EQ(answer, "nobody");
  EXPECT_FALSE(Join("XA1", "late"));
}

TEST_F(TurnsTest, AFinishedTurnWakesTheNext) {
  ASSERT_TRUE(Join("XA1", "first"));
  ASSERT_TRUE(Join("XA1", "second"));
  Next();
  std::string answer;
  {
    const std::jthread waiting([&] { answer = Next(); });
    turns.Finish(Ods("XA1"));
  }
  EXPECT_EQ(answer, "second");
}

}  // namespace
}  // namespace trustwatch::testing
