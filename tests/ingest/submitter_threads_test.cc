#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/mutex.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/receipt.h"
#include "daemon/ingest/submitter.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest/drafts.h"
#include "tests/ingest/submitter_fixture.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::testing {
namespace {

using domain::Effect;
using ingest::Reply;
using ::testing::SizeIs;

constexpr int kThreads = 8;
constexpr int kEach = 25;

// Replies of many threads.
class Replies {
 public:
  void Add(absl::StatusOr<Reply> reply) ABSL_LOCKS_EXCLUDED(mutex_) {
    const base::MutexLock lock(mutex_);
    replies_.push_back(std::move(reply));
  }
  std::vector<absl::StatusOr<Reply>> Take() ABSL_LOCKS_EXCLUDED(mutex_) {
    const base::MutexLock lock(mutex_);
    return std::move(replies_);
  }

 private:
  base::Mutex mutex_;
  std::vector<absl::StatusOr<Reply>> replies_ ABSL_GUARDED_BY(mutex_);
};

TEST_F(SubmitterTest, ManyAtOnceForOneOrganisationLoseNothing) {
  Replies replies;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = 0; i < kEach; ++i) {
          // Every submission changes the whole, and brings a part of its own.
          const int number = thread * kEach + i;
          auto part = RowOf("calls_offered", Figure(100));
          part.breakdown = "part-" + std::to_string(number);
          replies.Add(Submit(DraftOf({RowOf("calls_offered", Figure(100 + number)), part},
                                     "request-" + std::to_string(number))));
        }
      });
    }
  }
  std::set<domain::SubmissionId> ids;
  int new_wholes = 0;
  for (const absl::StatusOr<Reply>& reply : replies.Take()) {
    ASSERT_THAT(reply, IsOk());
    ids.insert(reply->receipt.value().submission_id);
    if (reply->effects.at(0) == Effect::kNew) ++new_wholes;
    EXPECT_EQ(reply->effects.at(1), Effect::kNew);
  }
  EXPECT_THAT(ids, SizeIs(kThreads * kEach));
  EXPECT_EQ(new_wholes, 1);
  EXPECT_THAT(Recorded(), SizeIs(2 * kThreads * kEach));
  // Each saw the one before it: as many revisions as different values.
  EXPECT_EQ(Current()->revision, kThreads * kEach);
}

TEST_F(SubmitterTest, OneRequestSentByManyAtOnceIsRecordedOnce) {
  Replies replies;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&] {
        for (int i = 0; i < kEach; ++i) {
          replies.Add(
              Submit(DraftOf({RowOf("calls_offered", Figure(3))}, "request-" + std::to_string(i))));
        }
      });
    }
  }
  std::set<domain::SubmissionId> ids;
  int first_answers = 0;
  for (const absl::StatusOr<Reply>& reply : replies.Take()) {
    ASSERT_THAT(reply, IsOk());
    ids.insert(reply->receipt.value().submission_id);
    if (!reply->is_retry) ++first_answers;
    // The warning of an implausible 3 comes with retries too.
    EXPECT_THAT(reply->findings, SizeIs(1));
  }
  EXPECT_THAT(ids, SizeIs(kEach));
  EXPECT_EQ(first_answers, kEach);
  EXPECT_THAT(Recorded(), SizeIs(kEach));
}

TEST_F(SubmitterTest, EndingAnswersEverybody) {
  Replies replies;
  for (int i = 0; i < 200; ++i) {
    submitter->Submit(
        DraftOf({RowOf("calls_offered", Figure(100 + i))}, "request-" + std::to_string(i)),
        {.name = "tester"},
        [&replies](absl::StatusOr<Reply> reply) { replies.Add(std::move(reply)); });
  }
  submitter.reset();
  store.reset();  // writes what waits
  const std::vector<absl::StatusOr<Reply>> answers = replies.Take();
  EXPECT_THAT(answers, SizeIs(200));
  for (const absl::StatusOr<Reply>& answer : answers) {
    if (answer.ok()) continue;
    EXPECT_THAT(answer, IsError(absl::StatusCode::kUnavailable, ::testing::HasSubstr("again")));
  }
}

}  // namespace
}  // namespace trustwatch::testing
