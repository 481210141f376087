#include "daemon/store/writer.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstddef>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/domain/limits.h"
#include "daemon/store/checkpointer.h"
#include "daemon/store/database.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/health.h"
#include "daemon/store/key_rows.h"
#include "daemon/store/known_instants.h"
#include "daemon/store/migrations.h"
#include "daemon/store/organisation_versions.h"
#include "daemon/store/record_job.h"
#include "daemon/store/waited_jobs.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::store {
namespace {

using absl::StatusCode;
using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsError;
using testing::IsOk;
using testing::Ods;
using testing::Value;

// Does what a test says, and tells when it began and how it ended.
class ScriptedJob final : public WriteJob {
 public:
  using Script = std::function<absl::Status(WriteContext&)>;
  ScriptedJob(Script script, std::promise<absl::Status>& finished, std::size_t observations = 0)
      : script_(std::move(script)), finished_(finished), observations_(observations) {}

  std::size_t ObservationCount() const override { return observations_; }
  absl::Status Write(WriteContext& context) override { return script_(context); }
  void Finish(const absl::Status& status) override { finished_.set_value(status); }

 private:
  Script script_;
  std::promise<absl::Status>& finished_;
  std::size_t observations_;
};

absl::Status Nothing(WriteContext&) { return absl::OkStatus(); }

// A writer on a file of its own, with a catalogue and a slice, that a test can hold up.
class WriterTest : public ::testing::Test {
 protected:
  WriterTest() {
    auto db = Value(Database::Open(folder_.path() / "store.sqlite", OpenMode::kCreate));
    EXPECT_THAT(db->Execute("PRAGMA journal_mode = WAL"), IsOk());
    EXPECT_THAT(db->TakeOverCheckpoints(), IsOk());
    EXPECT_THAT(Migrate(*db, AllMigrations()), IsOk());
    writer_.emplace(std::move(db), WriterParts{.dictionary = dictionary_,
                                               .versions = versions_,
                                               .instants = instants_,
                                               .health = health_,
                                               .on_committed = on_committed_,
                                               .on_commit_report = on_commit_report_,
                                               .on_log_length = [this](int pages) {
                                                 log_pages_.push_back(pages);
                                               }});
    EXPECT_THAT(WriteCatalogue(*writer_, "2026.1", "catalogue-1"), IsOk());
    slice_ = Value(WriteSlices(*writer_, {testing::SliceOf("a")})).front();
  }

  // Keeps the writer busy until LetGo, so that what is added meanwhile waits together.
  void HoldUp() {
    std::promise<void> began;
    writer_->Add(std::make_unique<ScriptedJob>(
        [this, &began](WriteContext&) {
          began.set_value();
          let_go_.get_future().wait();
          return absl::OkStatus();
        },
        held_));
    began.get_future().wait();
    reports_.clear();  // of what came before; the writer stands still now
  }
  void LetGo() {
    let_go_.set_value();
    EXPECT_THAT(held_.get_future().get(), IsOk());
  }

  void Add(ScriptedJob::Script script, std::promise<absl::Status>& finished,
           std::size_t observations = 0) {
    writer_->Add(std::make_unique<ScriptedJob>(std::move(script), finished, observations));
  }

  using Recorded = std::promise<absl::StatusOr<Store::Recorded>>;
  void Record(std::string_view organisation, std::string request_id, std::uint64_t version,
              Recorded& recorded) {
    NewSubmission submission{
        .receipt = {.request_id = request_id, .organisation = Ods(organisation), .caller = "test"},
        .content_digest = std::string(32, 'x'),
        .catalogue_digest = "catalogue-1",
        .observations = {{slice_, testing::PeriodOf("2026-04"), domain::NilReturn{}, 1}},
        .findings = {},
        .judged_at_version = version};
    writer_->Add(std::make_unique<RecordJob>(std::move(submission), [&recorded](auto result) {
      recorded.set_value(std::move(result));
    }));
  }

  std::int64_t CountRows(std::string_view sql) {
    return Value(Value(Database::Open(folder_.path() / "store.sqlite", OpenMode::kQueryOnly))
                     ->QueryInteger(sql));
  }

  testing::TemporaryFolder folder_;
  testing::FakeClock clock_;
  Dictionary dictionary_;
  OrganisationVersions versions_;
  KnownInstants instants_{clock_, 0};
  Health health_;
  std::vector<int> log_pages_;         // after each commit; read once the writer is gone
  std::vector<CommitReport> reports_;  // read after the writer has finished what made them
  std::function<void(const Committed&)> on_committed_;
  std::function<void(const CommitReport&)> on_commit_report_ = [this](const CommitReport& report) {
    reports_.push_back(report);
  };
  std::promise<void> let_go_;
  std::promise<absl::Status> held_;
  SliceId slice_{};
  std::optional<Writer> writer_;  // last: its thread uses the rest
};

TEST_F(WriterTest, WhatWaitsIsCommittedTogether) {
  HoldUp();
  std::vector<Recorded> recorded(3);
  Record("XA1", "1", 0, recorded[0]);
  Record("XB2", "2", 0, recorded[1]);
  Record("XA1", "3", 1, recorded[2]);  // judged on what the first of this batch writes
  LetGo();
  for (auto& each : recorded) EXPECT_THAT(each.get_future().get(), IsOk());
  writer_.reset();
  ASSERT_EQ(reports_.size(), 2U);  // the first is of the job that held the writer up
  EXPECT_EQ(reports_[1].submissions, 3U);
  EXPECT_EQ(reports_[1].observations, 3U);
  EXPECT_THAT(reports_[1].status, IsOk());
}

TEST_F(WriterTest, VersionsRiseWithinOneTransaction) {
  HoldUp();
  std::vector<Recorded> recorded(2);
  Record("XA1", "1", 0, recorded[0]);
  Record("XA1", "2", 0, recorded[1]);
  LetGo();
  EXPECT_THAT(recorded[0].get_future().get(), IsOk());
  EXPECT_THAT(recorded[1].get_future().get(), HasReason("JUDGED_ON_OLD_FACTS"));
  EXPECT_EQ(versions_.Published(Ods("XA1")), 1U);
}

TEST_F(WriterTest, ARetryInTheSameTransactionGetsTheFirstReceipt) {
  HoldUp();
  std::vector<Recorded> recorded(2);
  Record("XA1", "same", 0, recorded[0]);
  Record("XA1", "same", 0, recorded[1]);
  LetGo();
  const auto first = Value(recorded[0].get_future().get());
  const auto second = Value(recorded[1].get_future().get());
  EXPECT_FALSE(first.is_retry);
  EXPECT_TRUE(second.is_retry);
  EXPECT_EQ(first.receipt.submission_id, second.receipt.submission_id);
  EXPECT_EQ(first.receipt.recorded_at, second.receipt.recorded_at);
}

TEST_F(WriterTest, AFailingJobHarmsNoOther) {
  HoldUp();
  std::vector<Recorded> recorded(2);
  std::promise<absl::Status> failed;
  Record("XA1", "1", 0, recorded[0]);
  Add(
      [](WriteContext& context) {
        EXPECT_THAT(AddOrganisation(context.db, Ods("XC3")), IsOk());
        return absl::InternalError("planted");
      },
      failed);
  Record("XB2", "2", 0, recorded[1]);
  LetGo();
  EXPECT_THAT(recorded[0].get_future().get(), IsOk());
  EXPECT_THAT(failed.get_future().get(), IsError(StatusCode::kInternal, HasSubstr("planted")));
  EXPECT_THAT(recorded[1].get_future().get(), IsOk());
  EXPECT_EQ(CountRows("SELECT count(*) FROM organisations"), 2);
}

// Leaves a reference that dangles, which SQLite finds at COMMIT only.
absl::Status BreakCommit(WriteContext& context) {
  return context.db.Execute("PRAGMA defer_foreign_keys = ON; INSERT INTO series VALUES (99, 99)");
}

TEST_F(WriterTest, AFailedCommitIsToldToAllAndLeavesMemoryRight) {
  HoldUp();
  Recorded first;
  std::promise<absl::Status> breaker;
  Record("XA1", "1", 0, first);
  Add(BreakCommit, breaker);
  LetGo();
  EXPECT_THAT(first.get_future().get(), IsError(StatusCode::kInternal, HasSubstr("FOREIGN KEY")));
  EXPECT_FALSE(breaker.get_future().get().ok());
  EXPECT_FALSE(health_.Get().ok());
  EXPECT_EQ(versions_.Published(Ods("XA1")), 0U);
  EXPECT_EQ(dictionary_.FindOrganisation(Ods("XA1")), std::nullopt);
  // Another organisation takes the key that was given and lost; the same judgement still holds.
  Recorded other;
  Record("XB2", "2", 0, other);
  EXPECT_EQ(Value(other.get_future().get()).receipt.submission_id, 1);
  Recorded again;
  Record("XA1", "1", 0, again);
  EXPECT_EQ(Value(again.get_future().get()).receipt.submission_id, 2);
  EXPECT_THAT(health_.Get(), IsOk());
  EXPECT_EQ(CountRows("SELECT count(*) FROM organisations JOIN series USING (organisation_id)"), 2);
}

TEST_F(WriterTest, SlicesOfAFailedCommitAreUnknown) {
  HoldUp();
  std::promise<absl::Status> breaker;
  auto slices = std::async(std::launch::async,
                           [this] { return WriteSlices(*writer_, {testing::SliceOf("b")}); });
  while (writer_->Waiting().jobs == 0) std::this_thread::yield();
  Add(BreakCommit, breaker);
  LetGo();
  EXPECT_FALSE(slices.get().ok());
  EXPECT_EQ(dictionary_.FindSlice(testing::SliceOf("b")), std::nullopt);
  const SliceId c = Value(WriteSlices(*writer_, {testing::SliceOf("c")})).front();
  EXPECT_EQ(*dictionary_.SliceOf(c), testing::SliceOf("c"));
}

TEST_F(WriterTest, AfterDamageNothingIsWritten) {
  health_.Note(absl::DataLossError("planted damage")).IgnoreError();
  Recorded recorded;
  Record("XA1", "1", 0, recorded);
  EXPECT_THAT(recorded.get_future().get(), IsError(StatusCode::kDataLoss, HasSubstr("planted")));
  EXPECT_THAT(health_.Get(), IsError(StatusCode::kDataLoss, HasSubstr("planted")));
  EXPECT_EQ(CountRows("SELECT count(*) FROM submissions"), 0);
}

TEST_F(WriterTest, DamageFoundByOneJobStopsAll) {
  HoldUp();
  Recorded before;
  std::promise<absl::Status> damaged;
  Record("XA1", "1", 0, before);
  Add([](WriteContext&) { return absl::DataLossError("planted damage"); }, damaged);
  LetGo();
  EXPECT_TRUE(absl::IsDataLoss(before.get_future().get().status()));
  EXPECT_TRUE(absl::IsDataLoss(damaged.get_future().get()));
  EXPECT_EQ(CountRows("SELECT count(*) FROM submissions"), 0);
}

TEST_F(WriterTest, ATransactionTakesSoManyObservationsAndNoMore) {
  HoldUp();
  std::vector<std::promise<absl::Status>> finished(4);
  constexpr std::size_t kHalf = domain::kObservationsPerCommitMax / 2;
  Add(Nothing, finished[0], kHalf);
  Add(Nothing, finished[1], kHalf);
  Add(Nothing, finished[2], 1);
  Add(Nothing, finished[3], domain::kObservationsPerCommitMax + 1);  // alone, but taken
  LetGo();
  for (auto& each : finished) EXPECT_THAT(each.get_future().get(), IsOk());
  writer_.reset();
  ASSERT_EQ(reports_.size(), 4U);  // the first is of the job that held the writer up
  EXPECT_EQ(reports_[1].observations, domain::kObservationsPerCommitMax);
  EXPECT_EQ(reports_[2].observations, 1U);
  EXPECT_EQ(reports_[3].observations, domain::kObservationsPerCommitMax + 1);
}

TEST_F(WriterTest, ALogThatGrewTooLongIsMovedBeforeTheNextCommit) {
  const auto write = [this](std::string_view sql) {
    std::promise<absl::Status> finished;
    Add([sql](WriteContext& context) { return context.db.Execute(sql); }, finished);
    EXPECT_THAT(finished.get_future().get(), IsOk());
  };
  write("CREATE TABLE scratch (bytes BLOB)");
  write("INSERT INTO scratch VALUES (zeroblob(70000000))");  // 17,090 pages of 4,096 bytes
  write("INSERT INTO scratch VALUES (zeroblob(8))");
  writer_.reset();
  ASSERT_GE(log_pages_.size(), 3U);
  EXPECT_GE(log_pages_[log_pages_.size() - 2], kLogPagesHard);
  EXPECT_LT(log_pages_.back(), 10);
}

TEST_F(WriterTest, AFullQueueIsToldAtOnce) {
  HoldUp();
  std::vector<std::promise<absl::Status>> finished(domain::kSubmissionsWaitingMax + 1);
  for (auto& each : finished) Add(Nothing, each);
  const absl::Status last = finished.back().get_future().get();
  EXPECT_THAT(last,
              IsError(StatusCode::kResourceExhausted, HasSubstr("send the same again in 1s")));
  EXPECT_THAT(last, HasReason("STORE_BUSY"));
  EXPECT_EQ(base::ErrorOf(last).retry_after, domain::kRetryDelay);
  EXPECT_EQ(writer_->Waiting().jobs, domain::kSubmissionsWaitingMax);
  LetGo();
  finished.pop_back();
  for (auto& each : finished) EXPECT_THAT(each.get_future().get(), IsOk());
}

TEST_F(WriterTest, TooManyObservationsWaitingIsAFullQueue) {
  HoldUp();
  std::vector<std::promise<absl::Status>> finished(2);
  Add(Nothing, finished[0], domain::kObservationsWaitingMax);
  Add(Nothing, finished[1], 1);
  EXPECT_THAT(finished[1].get_future().get(), HasReason("STORE_BUSY"));
  EXPECT_EQ(writer_->Waiting().observations, domain::kObservationsWaitingMax);
  LetGo();
  EXPECT_THAT(finished[0].get_future().get(), IsOk());
}

}  // namespace
}  // namespace trustwatch::store
