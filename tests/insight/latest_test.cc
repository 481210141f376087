#include "daemon/insight/latest.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/insight/series_reader.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/insight_builder.h"
#include "tests/insight/random_history.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::insight {
namespace {

using testing::Count;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::NoonOf;
using testing::SliceOf;

std::vector<std::string> Tell(const LatestSnapshot& snapshot) {
  std::vector<std::string> all;
  for (const auto& part : snapshot) {
    for (const LatestValue& value : part->values) {
      all.push_back(fmt::format(
          "{} {} {} {} r{} s{} @{}", part->organisation.text(), value.slice->indicator.text(),
          value.period.ToString(),
          value.absence.empty() ? fmt::format("{}", value.number) : std::string(value.absence),
          value.revision, static_cast<int>(value.status), value.submission_id));
    }
  }
  return all;
}

class LatestTest : public ::testing::Test {
 protected:
  std::vector<std::string> Told() { return Tell(fixture_.latest.Snapshot()); }
  testing::InsightFixture fixture_;
};

TEST_F(LatestTest, ANewerPeriodTakesThePlaceOfAnOlderOne) {
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 4);
  fixture_.ReportCalls(NoonOf("2026-06-10"), "XA1", "2026-05", 5);
  fixture_.ReportCalls(NoonOf("2026-06-11"), "XA1", "2026-03", 3);  // late news
  EXPECT_THAT(Told(), ElementsAre("XA1 calls_offered 2026-05 5 r1 s1 @2"));
}

TEST_F(LatestTest, ACorrectionAndARepetitionDiffer) {
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 4);
  fixture_.ReportCalls(NoonOf("2026-05-11"), "XA1", "2026-04", 6, domain::Status::kRefreshed);
  EXPECT_THAT(Told(), ElementsAre("XA1 calls_offered 2026-04 6 r2 s2 @2"));
  fixture_.ReportCalls(NoonOf("2026-05-12"), "XA1", "2026-04", 6, domain::Status::kFinal);
  EXPECT_THAT(Told(), ElementsAre("XA1 calls_offered 2026-04 6 r2 s3 @2"));
  EXPECT_EQ(fixture_.latest.Snapshot()[0]->values[0].known_at, NoonOf("2026-05-11"));
}

TEST_F(LatestTest, AWithdrawalBringsBackWhatStoodBefore) {
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 4);
  const auto id = fixture_.ReportCalls(NoonOf("2026-06-10"), "XA1", "2026-05", 5);
  fixture_.Withdraw(NoonOf("2026-06-11"), id);
  EXPECT_THAT(Told(), ElementsAre("XA1 calls_offered 2026-04 4 r1 s1 @1"));
  fixture_.Withdraw(NoonOf("2026-06-12"), 1);
  EXPECT_THAT(Told(), IsEmpty());
}

TEST_F(LatestTest, ManyPeriodsOfOneSubmissionLeaveTheNewest) {
  fixture_.Report(NoonOf("2026-05-10"), "XA1",
                  {{SliceOf("calls_offered"), "2026-03", Count(3)},
                   {SliceOf("calls_offered"), "2026-04", domain::Suppressed{}},
                   {SliceOf("calls_answered"), "2026-04", Count(1)},
                   {SliceOf("calls_offered"), "2026-02", Count(2)}});
  EXPECT_THAT(Told(), ElementsAre("XA1 calls_offered 2026-04 suppressed r1 s1 @1",
                                  "XA1 calls_answered 2026-04 1 r1 s1 @1"));
}

TEST_F(LatestTest, ASnapshotDoesNotChange) {
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 4);
  const LatestSnapshot before = fixture_.latest.Snapshot();
  fixture_.ReportCalls(NoonOf("2026-06-10"), "XA1", "2026-05", 5);
  EXPECT_THAT(Tell(before), ElementsAre("XA1 calls_offered 2026-04 4 r1 s1 @1"));
}

TEST_F(LatestTest, OrganisationsComeByCode) {
  for (const char* code : {"XB2", "G6V2S", "XA1"}) {
    fixture_.ReportCalls(NoonOf("2026-05-10"), code, "2026-04", 4);
  }
  EXPECT_THAT(Told(), ElementsAre("G6V2S calls_offered 2026-04 4 r1 s1 @2",
                                  "XA1 calls_offered 2026-04 4 r1 s1 @3",
                                  "XB2 calls_offered 2026-04 4 r1 s1 @1"));
}

TEST_F(LatestTest, ACommitThatWasReadAlreadyChangesNothing) {
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 4);
  fixture_.ReportCalls(NoonOf("2026-05-11"), "XA1", "2026-04", 6);
  const std::vector<store::NewObservation> rows = {
      testing::Row(fixture_.stored.Slice("calls_offered"), "2026-04", Count(4), 1)};
  Latest latest;
  ASSERT_THAT(latest.Load(fixture_.store()), IsOk());
  latest.Apply(fixture_.store(), {.organisation = testing::Ods("XA1"),
                                  .submission_id = 1,
                                  .recorded_at = NoonOf("2026-05-10"),
                                  .observations = &rows});
  EXPECT_EQ(Tell(latest.Snapshot()), Told());
}

// What SeriesReader says of the newest point of every series.
std::vector<std::string> NewestPoints(testing::InsightFixture& fixture) {
  const SeriesReader reader(fixture.store(), fixture.definitions);
  std::vector<std::string> all;
  EXPECT_THAT(reader.Each({}, {},
                          [&all](const domain::Series& series) {
                            domain::Series newest = series;
                            newest.points = {series.points.back()};
                            all.push_back(testing::Tell(newest));
                            return true;
                          }),
              IsOk());
  return all;
}

// The snapshot in the same words, and in the same order.
std::vector<std::string> AsSeries(const LatestSnapshot& snapshot) {
  std::vector<std::string> all;
  for (const auto& part : snapshot) {
    std::map<domain::Slice, std::string> sorted;
    for (const LatestValue& value : part->values) {
      domain::Series series{part->organisation, *value.slice, {}};
      series.points.push_back({.period = value.period, .current = {}, .revisions = {}});
      domain::Revision& current = series.points[0].current;
      current.number = value.revision;
      current.status = value.status;
      current.submission_id = value.submission_id;
      if (value.absence.empty()) current.value = Count(value.number);
      if (value.absence == "nil_return") current.value = domain::NilReturn{};
      if (value.absence == "missing") current.value = domain::Missing{"system down"};
      sorted[*value.slice] = testing::Tell(series);
    }
    for (auto& [slice, text] : sorted) all.push_back(std::move(text));
  }
  return all;
}

TEST(LatestRandomTest, WhatFollowsCommitsIsWhatTheStoreSays) {
  const std::uint64_t seed = std::random_device()();
  std::cout << "seed " << seed << "\n";
  for (std::uint64_t round = 0; round < 5; ++round) {
    SCOPED_TRACE(fmt::format("seed {} round {}", seed, round));
    testing::InsightFixture fixture;
    testing::RandomHistory history(seed + round, fixture);
    for (int step = 0; step < 80; ++step) {
      history.Step();
      if (step % 8 != 7) continue;
      Latest rebuilt;
      ASSERT_THAT(rebuilt.Load(fixture.store()), IsOk());
      const LatestSnapshot followed = fixture.latest.Snapshot();
      const LatestSnapshot loaded = rebuilt.Snapshot();
      ASSERT_EQ(Tell(followed), Tell(loaded));
      for (std::size_t i = 0; i < loaded.size(); ++i) {
        ASSERT_EQ(followed[i]->organisation, loaded[i]->organisation);
        ASSERT_TRUE(followed[i]->values == loaded[i]->values) << "known_at or slice";
      }
      ASSERT_EQ(AsSeries(followed), NewestPoints(fixture)) << "another path to the same facts";
    }
  }
}

// The fixture's store, with something that happens whenever a reader is taken.
class InterruptedStore final : public store::Store {
 public:
  explicit InterruptedStore(store::Store& real) : real_(real) {}

  std::function<absl::Status()> after_new_reader;

  absl::StatusOr<std::unique_ptr<store::Reader>> NewReader() const override {
    auto reader = real_.NewReader();
    const absl::Status status = after_new_reader ? after_new_reader() : absl::OkStatus();
    if (!status.ok()) return status;
    return reader;
  }
  std::uint64_t OrganisationVersion(const domain::OdsCode& organisation) const override {
    return real_.OrganisationVersion(organisation);
  }
  absl::StatusOr<std::vector<store::SliceId>> InternSlices(
      const std::vector<domain::Slice>& slices) override {
    return real_.InternSlices(slices);
  }
  std::optional<store::SliceId> FindSlice(const domain::Slice& slice) const override {
    return real_.FindSlice(slice);
  }
  const domain::Slice& SliceOf(store::SliceId id) const override { return real_.SliceOf(id); }
  absl::Status RecordCatalogue(std::string_view version, std::string_view digest) override {
    return real_.RecordCatalogue(version, digest);
  }
  void Record(store::NewSubmission submission, RecordDone done) override {
    real_.Record(std::move(submission), std::move(done));
  }
  absl::StatusOr<domain::SubmissionRecord> Withdraw(domain::SubmissionId id,
                                                    std::string_view reason,
                                                    std::string_view caller) override {
    return real_.Withdraw(id, reason, caller);
  }
  absl::StatusOr<domain::StepChange> RecordStepChange(
      const domain::NewStepChange& change) override {
    return real_.RecordStepChange(change);
  }
  absl::StatusOr<domain::StepChange> WithdrawStepChange(domain::StepChangeId id,
                                                        std::string_view reason,
                                                        std::string_view caller) override {
    return real_.WithdrawStepChange(id, reason, caller);
  }
  Gauges ReadGauges() const override { return real_.ReadGauges(); }
  absl::Status Health() const override { return real_.Health(); }

 private:
  store::Store& real_;
};

TEST_F(LatestTest, ACommitWhileItsOrganisationIsReadIsNotLost) {
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 4);
  InterruptedStore store(fixture_.store());
  int readers = 0;
  store.after_new_reader = [this, &readers] {
    // The first reader lists the organisations; the second was to read XA1, and is too old now.
    if (++readers == 2) fixture_.ReportCalls(NoonOf("2026-06-10"), "XA1", "2026-05", 5);
    return absl::OkStatus();
  };
  ASSERT_THAT(fixture_.latest.Load(store), IsOk());
  EXPECT_EQ(readers, 3) << "read again";
  EXPECT_THAT(Told(), ElementsAre("XA1 calls_offered 2026-05 5 r1 s1 @2"));
}

TEST_F(LatestTest, AWithdrawalThatCannotBeReadIsMadeGoodByTheNextCommit) {
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 4);
  Latest latest;
  ASSERT_THAT(latest.Load(fixture_.store()), IsOk());
  InterruptedStore store(fixture_.store());
  store.after_new_reader = [] { return absl::ResourceExhaustedError("all readers are out"); };
  fixture_.Withdraw(NoonOf("2026-05-11"), 1);
  const store::Committed withdrawal = {.organisation = testing::Ods("XA1"),
                                       .submission_id = 1,
                                       .recorded_at = NoonOf("2026-05-11"),
                                       .kind = store::Committed::Kind::kWithdrawal};
  latest.Apply(store, withdrawal);
  EXPECT_THAT(Tell(latest.Snapshot()), ElementsAre("XA1 calls_offered 2026-04 4 r1 s1 @1"));

  domain::Slice answered = SliceOf("calls_answered");
  fixture_.Report(NoonOf("2026-05-12"), "XA1", {{answered, "2026-04", Count(1)}});
  const std::vector<store::NewObservation> rows = {
      testing::Row(fixture_.stored.Slice("calls_answered"), "2026-04", Count(1))};
  store.after_new_reader = nullptr;
  latest.Apply(store, {.organisation = testing::Ods("XA1"),
                       .submission_id = 2,
                       .recorded_at = NoonOf("2026-05-12"),
                       .observations = &rows});
  EXPECT_EQ(Tell(latest.Snapshot()), Told());
  EXPECT_THAT(Told(), ElementsAre("XA1 calls_answered 2026-04 1 r1 s1 @2"));
}

TEST_F(LatestTest, AStepChangeMovesNothing) {
  fixture_.ReportCalls(NoonOf("2026-05-10"), "XA1", "2026-04", 4);
  for (const char* organisation : {"XA1", "XB2"}) {
    ASSERT_THAT(fixture_.store().RecordStepChange({.organisation = testing::Ods(organisation),
                                                   .indicator = std::nullopt,
                                                   .first_day = testing::DayOf("2026-04-01"),
                                                   .cause = "a new ward",
                                                   .approved_by = "A Smith",
                                                   .caller = "test"}),
                IsOk());
  }
  EXPECT_THAT(Told(), ElementsAre("XA1 calls_offered 2026-04 4 r1 s1 @1"));
  Latest again;
  ASSERT_THAT(again.Load(fixture_.store()), IsOk());
  EXPECT_EQ(Tell(again.Snapshot()), Told());
}

TEST_F(LatestTest, AFailedLoadSaysWhy) {
  InterruptedStore store(fixture_.store());
  store.after_new_reader = [] { return absl::DataLossError("page 7 is damaged"); };
  Latest latest;
  EXPECT_EQ(latest.Load(store).code(), absl::StatusCode::kDataLoss);
}

TEST(LatestRandomTest, LoadingWhileCommitsArriveLosesNone) {
  testing::InsightFixture fixture;
  std::jthread writer([&fixture](const std::stop_token& stop) {
    for (int i = 0; i < 200 && !stop.stop_requested(); ++i) {
      fixture.ReportCalls(NoonOf("2026-05-10"), i % 2 == 0 ? "XA1" : "XB2", "2026-04", i);
    }
  });
  for (int i = 0; i < 50; ++i) EXPECT_THAT(fixture.latest.Load(fixture.store()), IsOk());
  writer.join();
  // Odd values are XB2's: the last are 198 and 199, each the hundredth of its organisation.
  EXPECT_THAT(Tell(fixture.latest.Snapshot()),
              ElementsAre("XA1 calls_offered 2026-04 198 r100 s1 @199",
                          "XB2 calls_offered 2026-04 199 r100 s1 @200"));
}

}  // namespace
}  // namespace trustwatch::insight
