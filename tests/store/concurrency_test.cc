#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/store/store.h"
#include "fmt/format.h"
#include "tests/store/store_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

// Several threads judge and record at once, as ingest does.
namespace trustwatch::store {
namespace {

using testing::Count;
using testing::IsOk;
using testing::Ods;
using testing::StoreFixture;
using testing::Value;

constexpr int kThreads = 6;
constexpr int kSubmissionsEach = 25;
constexpr int kSlices = 4;

// The row that a judge would make of `value`, who reads the store as it is.
NewObservation Judge(Reader& reader, const domain::OdsCode& organisation, SliceId slice,
                     const domain::Value& value) {
  const domain::Period april = testing::PeriodOf("2026-04");
  for (const auto& current : Value(reader.Current(organisation, april.last()))) {
    if (current.slice == slice && current.value == value) {
      return {slice, april, value, current.revision};
    }
  }
  return {slice, april, value, 1 + Value(reader.RevisionMax(organisation, slice, april))};
}

// Judges and records until it was not overtaken.
void RecordPersistently(StoreFixture& test, const std::string& organisation,
                        const std::string& request_id,
                        const std::vector<std::pair<SliceId, double>>& values) {
  while (true) {
    auto submission = test.Submission(organisation, request_id);
    {
      const auto reader = Value(test.store->NewReader());
      for (const auto& [slice, value] : values) {
        submission.observations.push_back(Judge(*reader, Ods(organisation), slice, Count(value)));
      }
    }
    const auto recorded = test.TryRecord(std::move(submission));
    if (recorded.ok()) return;
    ASSERT_TRUE(absl::IsAborted(recorded.status())) << recorded.status();
  }
}

class ConcurrencyTest : public ::testing::TestWithParam<int> {};

// With one organisation every thread overtakes every other; with six none does.
TEST_P(ConcurrencyTest, EveryNumberFollowsFromTheRowsBeforeIt) {
  const int organisations = GetParam();
  StoreFixture test;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&test, thread, organisations] {
        std::mt19937 random(static_cast<std::uint32_t>(thread));  // the seed is its number
        for (int i = 0; i < kSubmissionsEach; ++i) {
          std::vector<std::pair<SliceId, double>> values;
          for (int slice = 0; slice < kSlices; ++slice) {
            values.emplace_back(test.Slice(fmt::format("slice_{}", slice)),
                                std::uniform_int_distribution(0, 2)(random));
          }
          RecordPersistently(test, fmt::format("ORG{}", thread % organisations),
                             fmt::format("{}-{}", thread, i), values);
        }
      });
    }
  }
  std::size_t rows = 0;
  for (int organisation = 0; organisation < organisations; ++organisation) {
    const std::string code = fmt::format("ORG{}", organisation);
    EXPECT_EQ(test.store->OrganisationVersion(Ods(code)),
              static_cast<std::uint64_t>(kThreads / organisations * kSubmissionsEach));
    std::map<SliceId, std::pair<domain::Value, int>> current;
    for (const auto& row : test.Each(code)) {  // by slice, then in the order of recording
      const auto before = current.find(row.slice);
      const int expected = before == current.end()             ? 1
                           : before->second.first == row.value ? before->second.second
                                                               : before->second.second + 1;
      EXPECT_EQ(row.revision, expected) << code << " submission " << row.submission_id;
      current.insert_or_assign(row.slice, std::pair(row.value, row.revision));
      ++rows;
    }
  }
  EXPECT_EQ(rows, static_cast<std::size_t>(kThreads * kSubmissionsEach * kSlices));
}

INSTANTIATE_TEST_SUITE_P(Organisations, ConcurrencyTest, ::testing::Values(1, 2, 6));

TEST(ConcurrencyReadTest, AViewNeverSeesHalfASubmission) {
  StoreFixture test;
  std::vector<SliceId> slices;
  for (int i = 0; i < 20; ++i) slices.push_back(test.Slice(fmt::format("slice_{}", i)));
  std::atomic<bool> done = false;
  std::vector<std::jthread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&test, &done] {
      while (!done) {
        // Every submission says one number for all slices, so a view shows one number.
        const auto latest = test.Latest("XA1");
        for (const auto& observation : latest) {
          ASSERT_EQ(observation.value, latest.front().value);
          ASSERT_EQ(latest.size(), 20U);
        }
      }
    });
  }
  for (int number = 1; number <= 100; ++number) {
    auto submission = test.Submission("XA1", std::to_string(number));
    for (const SliceId slice : slices) {
      submission.observations.push_back(testing::Row(slice, "2026-04", Count(number), number));
    }
    test.Record(std::move(submission));
  }
  done = true;
}

TEST(ConcurrencyReadTest, ReadingTheVersionFirstMeansReadingTheFactsOfIt) {
  StoreFixture test;
  const SliceId slice = test.Slice("a");
  std::atomic<bool> done = false;
  std::jthread reader([&test, &done] {
    while (!done) {
      const std::uint64_t version = test.store->OrganisationVersion(Ods("XA1"));
      const auto facts = test.Each("XA1");
      ASSERT_GE(facts.size(), version);
    }
  });
  for (int number = 1; number <= 150; ++number) {
    auto submission = test.Submission("XA1", std::to_string(number));
    submission.observations = {testing::Row(slice, "2026-04", Count(number), number)};
    test.Record(std::move(submission));
  }
  done = true;
}

TEST(ConcurrencyReadTest, ThreadsThatAskForTheSameNewSlicesGetTheSameKeys) {
  StoreFixture test;
  std::vector<std::future<std::vector<SliceId>>> answers;
  for (int thread = 0; thread < kThreads; ++thread) {
    answers.push_back(std::async(std::launch::async, [&test] {
      std::vector<domain::Slice> slices;
      for (int i = 0; i < 100; ++i) slices.push_back(testing::SliceOf(fmt::format("slice_{}", i)));
      return Value(test.store->InternSlices(slices));
    }));
  }
  const std::vector<SliceId> first = answers.front().get();
  for (std::size_t i = 1; i < answers.size(); ++i) EXPECT_EQ(answers[i].get(), first);
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(test.store->SliceOf(first[i]), testing::SliceOf(fmt::format("slice_{}", i)));
  }
}

}  // namespace
}  // namespace trustwatch::store
