#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>

#include "absl/status/statusor.h"
#include "daemon/store/database.h"
#include "daemon/store/store.h"
#include "fmt/format.h"
#include "tests/store/store_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

// What is left when the process is killed at any moment.
namespace trustwatch::store {
namespace {

using testing::Count;
using testing::IsOk;
using testing::Ods;
using testing::StoreFixture;
using testing::Value;

constexpr int kRowsEach = 200;
constexpr int kCrashOrganisations = 5;

std::string OrganisationOf(int number) {
  return fmt::format("ORG{}", number % kCrashOrganisations);
}

// Whole months from 1950, `number` as every value.
NewSubmission Numbered(StoreFixture& test, SliceId slice, int number) {
  auto submission = test.Submission(OrganisationOf(number), std::to_string(number));
  submission.judged_at_version = static_cast<std::uint64_t>(number / kCrashOrganisations);
  for (int month = 0; month < kRowsEach; ++month) {
    const auto first = std::chrono::year(1950) / 1 / 1 + std::chrono::months(month);
    submission.observations.push_back(
        {slice, domain::Period::MonthOf(domain::Day(first)), Count(number), 1});
  }
  return submission;
}

// In the child: records without end, several at once, and writes the number of each acknowledged
// submission to the pipe. Never returns.
[[noreturn]] void RecordUntilKilled(StoreFixture& test, int pipe) {
  test.Open();
  const SliceId slice = test.Slice("a");
  for (int number = 0;; ++number) {
    test.store->Record(Numbered(test, slice, number), [pipe, number](auto recorded) {
      if (!recorded.ok() || write(pipe, &number, sizeof number) != sizeof number) _exit(1);
    });
    if (number % 10 == 9) {  // the queue must not fill up: wait for what was sent so far
      if (!test.TryRecord(test.Submission("WAIT", std::to_string(number))).ok()) _exit(1);
    }
  }
}

class CrashTest : public ::testing::TestWithParam<std::uint32_t> {};

TEST_P(CrashTest, AKilledProcessLosesNothingAcknowledgedAndLeavesNothingHalf) {
  SCOPED_TRACE(fmt::format("seed {}", GetParam()));
  std::mt19937 random(GetParam());
  StoreFixture test;
  test.Close();
  int pipe_ends[2];
  ASSERT_EQ(pipe(pipe_ends), 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) RecordUntilKilled(test, pipe_ends[1]);
  close(pipe_ends[1]);

  const int wanted = std::uniform_int_distribution(1, 60)(random);
  int number = 0;
  int acknowledged = 0;
  while (acknowledged < wanted && read(pipe_ends[0], &number, sizeof number) == sizeof number) {
    ++acknowledged;
  }
  kill(child, SIGKILL);
  while (read(pipe_ends[0], &number, sizeof number) == sizeof number) ++acknowledged;
  close(pipe_ends[0]);
  int outcome = 0;
  ASSERT_EQ(waitpid(child, &outcome, 0), child);
  ASSERT_TRUE(WIFSIGNALED(outcome)) << "the child failed by itself";
  ASSERT_GE(acknowledged, wanted);

  ASSERT_THAT(test.TryOpen(), IsOk());
  std::map<domain::SubmissionId, int> rows;
  for (int i = 0; i < kCrashOrganisations; ++i) {
    for (const auto& row : test.Each(OrganisationOf(i))) ++rows[row.submission_id];
  }
  for (const auto& [id, count] : rows) EXPECT_EQ(count, kRowsEach) << "submission " << id;
  // They were sent in order by one thread, so the acknowledged ones are the first.
  const auto reader = Value(test.store->NewReader());
  for (int i = 0; i < acknowledged; ++i) {
    const auto record =
        Value(reader->SubmissionByRequest(Ods(OrganisationOf(i)), std::to_string(i)));
    ASSERT_TRUE(record.has_value()) << i;
    EXPECT_EQ(rows[record->receipt.submission_id], kRowsEach) << i;
  }
}

// Runs `death` in a child of this process and waits until it has died.
void InChild(const std::function<void()>& death) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    death();
    _exit(1);
  }
  int outcome = 0;
  ASSERT_EQ(waitpid(child, &outcome, 0), child);
  ASSERT_TRUE(WIFSIGNALED(outcome)) << "the child did not die as it should";
}

TEST(CrashBetweenTest, WhatWasWrittenButNotCommittedIsGone) {
  StoreFixture test;
  test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(1));
  test.Close();
  InChild([&test] {
    const auto db = Value(Database::Open(test.options.file, OpenMode::kReadWrite));
    // A cache of one page, so that what is not committed goes to the log all the same.
    const absl::Status status = db->Execute(R"sql(
PRAGMA cache_size = 1;
BEGIN IMMEDIATE;
WITH RECURSIVE days (day) AS (SELECT 0 UNION ALL SELECT day + 1 FROM days WHERE day < 20000)
INSERT INTO observations SELECT 1, day, 1, 1, 1, 0, 7, NULL, NULL, NULL FROM days;
)sql");
    if (status.ok() && std::filesystem::file_size(test.options.file.string() + "-wal") > 100'000) {
      raise(SIGKILL);
    }
  });
  test.Open();
  ASSERT_EQ(test.Each("XA1").size(), 1U);
  test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(2));
  EXPECT_EQ(test.Current("XA1", "2026-04-30")[0].value, Count(2));
}

TEST(CrashBetweenTest, WhatWasCommittedButNotAcknowledgedIsARetry) {
  StoreFixture test;
  test.Close();
  InChild([&test] {
    test.options.on_committed = [](const Committed&) { raise(SIGKILL); };
    test.Open();
    const SliceId slice = test.Slice("a");
    test.Record(Numbered(test, slice, 0));
  });
  test.Open();
  EXPECT_EQ(test.Each(OrganisationOf(0)).size(), std::size_t{kRowsEach});
  const auto again = Value(test.TryRecord(Numbered(test, test.Slice("a"), 0)));
  EXPECT_TRUE(again.is_retry);
  EXPECT_EQ(again.receipt.submission_id, 1);
  EXPECT_EQ(test.Each(OrganisationOf(0)).size(), std::size_t{kRowsEach});
}

INSTANTIATE_TEST_SUITE_P(Seeds, CrashTest, ::testing::Range(1U, 11U));

}  // namespace
}  // namespace trustwatch::store
