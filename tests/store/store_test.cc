#include "daemon/store/store.h"

#include <gtest/gtest.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <future>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/domain/limits.h"
#include "daemon/store/database.h"
#include "daemon/store/sqlite_store.h"
#include "tests/store/store_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::store {
namespace {

using absl::StatusCode;
using domain::SubmissionId;
using testing::Count;
using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsError;
using testing::IsOk;
using testing::Ods;
using testing::Row;
using testing::StoreFixture;
using testing::Value;

TEST(StoreTest, AReceiptIsReadBackAfterOpeningAgain) {
  StoreFixture test;
  const SliceId a = test.Slice("a");
  auto submission = test.Submission("XA1", "april");
  submission.receipt.status = domain::Status::kRefreshed;
  submission.receipt.caller = "north";
  submission.receipt.new_count = 1;
  submission.receipt.changed_count = 2;
  submission.receipt.unchanged_count = 3;
  submission.receipt.refused_count = 4;
  submission.observations = {Row(a, "2026-04", Count(12))};
  const domain::Receipt given = Value(test.TryRecord(submission)).receipt;
  test.Open();
  const auto reader = Value(test.store->NewReader());
  const auto record = Value(reader->Submission(given.submission_id));
  ASSERT_TRUE(record.has_value());
  EXPECT_FALSE(record->withdrawal.has_value());
  for (const domain::Receipt& receipt :
       {given, record->receipt, Value(reader->SubmissionByRequest(Ods("XA1"), "april"))->receipt}) {
    EXPECT_EQ(receipt.submission_id, 1);
    EXPECT_EQ(receipt.request_id, "april");
    EXPECT_EQ(receipt.organisation, Ods("XA1"));
    EXPECT_EQ(receipt.status, domain::Status::kRefreshed);
    EXPECT_EQ(receipt.recorded_at, given.recorded_at);
    EXPECT_EQ(receipt.catalogue_version, "2026.1");
    EXPECT_EQ(receipt.caller, "north");
    EXPECT_EQ(receipt.new_count, 1);
    EXPECT_EQ(receipt.changed_count, 2);
    EXPECT_EQ(receipt.unchanged_count, 3);
    EXPECT_EQ(receipt.refused_count, 4);
  }
  EXPECT_EQ(Value(reader->ContentDigest(1)), submission.content_digest);
  EXPECT_EQ(Value(reader->SubmissionByRequest(Ods("XB2"), "april")), std::nullopt);
  EXPECT_EQ(Value(reader->SubmissionByRequest(Ods("XA1"), "May")), std::nullopt);
}

TEST(StoreTest, RowsAreWrittenInAnyOrderAndNumber) {
  StoreFixture test;
  std::vector<SliceId> slices;
  for (int i = 0; i < 20; ++i) slices.push_back(test.Slice("slice_" + std::to_string(i)));
  // Through every size of statement: 64 rows, 8 rows and 1 row.
  for (const std::size_t rows : {0U, 1U, 7U, 8U, 63U, 64U, 65U, 200U}) {
    auto submission = test.Submission("XA1", "rows-" + std::to_string(rows));
    for (std::size_t i = rows; i > 0; --i) {
      const domain::Day day = testing::DayOf("2010-01-15") + std::chrono::days(31 * (i / 20));
      submission.observations.push_back({slices[i % 20], domain::Period::MonthOf(day),
                                         Count(static_cast<double>(i)), static_cast<int>(rows)});
    }
    const SubmissionId id = test.Record(submission);
    const auto read = Value(Value(test.store->NewReader())->ObservationsOf(id));
    ASSERT_EQ(read.size(), rows);
    EXPECT_TRUE(std::is_sorted(read.begin(), read.end(), [](const auto& x, const auto& y) {
      return std::pair(x.period.last(), x.slice) < std::pair(y.period.last(), y.slice);
    }));
    double sum = 0;
    for (const auto& row : read) sum += std::get<domain::Number>(row.value).value;
    EXPECT_EQ(sum, static_cast<double>(rows * (rows + 1) / 2));  // 1 + 2 + ... + rows
  }
}

TEST(StoreTest, FindingsAreReadBackInOrder) {
  StoreFixture test;
  auto submission = test.Submission("XA1", "findings");
  submission.findings = {{.observation_index = 7,
                          .level = domain::Level::kExplain,
                          .reason = "VALUE_ABOVE_RANGE",
                          .field = "value.number.value",
                          .value = "1,234",
                          .message = "high",
                          .cure = "explain",
                          .related_indexes = {3, 17},
                          .explanation = "a new ward"},
                         {.observation_index = 0,
                          .level = domain::Level::kWarn,
                          .reason = "OTHER",
                          .field = {},
                          .value = {},
                          .message = {},
                          .cure = {},
                          .related_indexes = {},
                          .explanation = {}}};
  const auto expected = submission.findings;
  const SubmissionId id = test.Record(submission);
  const auto reader = Value(test.store->NewReader());
  EXPECT_EQ(Value(reader->FindingsOf(id)), expected);
  EXPECT_TRUE(Value(reader->FindingsOf(id + 1)).empty());
  EXPECT_TRUE(Value(reader->ObservationsOf(id)).empty());
  EXPECT_EQ(Value(reader->ContentDigest(id + 1)), "");
}

TEST(StoreTest, ARetryGetsTheFirstReceiptAndWritesNothing) {
  StoreFixture test;
  const SliceId a = test.Slice("a");
  auto submission = test.Submission("XA1", "april");
  submission.observations = {Row(a, "2026-04", Count(12))};
  const auto first = Value(test.TryRecord(submission));
  EXPECT_FALSE(first.is_retry);
  const std::uint64_t version = test.store->OrganisationVersion(Ods("XA1"));
  test.clock.Advance(absl::Hours(1));
  // It was judged before the first was recorded: that it is a retry is asked first.
  const auto second = Value(test.TryRecord(submission));
  EXPECT_TRUE(second.is_retry);
  EXPECT_EQ(second.receipt.submission_id, first.receipt.submission_id);
  EXPECT_EQ(second.receipt.recorded_at, first.receipt.recorded_at);
  EXPECT_EQ(test.store->OrganisationVersion(Ods("XA1")), version);
  EXPECT_EQ(test.Each("XA1").size(), 1U);
}

TEST(StoreTest, AReusedRequestIdIsRefused) {
  StoreFixture test;
  test.Record(test.Submission("XA1", "april"));
  auto other = test.Submission("XA1", "april");
  other.content_digest = std::string(32, 'x');
  const auto refused = test.TryRecord(other);
  EXPECT_THAT(refused, IsError(StatusCode::kAlreadyExists, HasSubstr("choose a new request_id")));
  EXPECT_THAT(refused, HasReason("REQUEST_ID_REUSED"));
  // Another organisation may use the same words.
  EXPECT_THAT(test.TryRecord(test.Submission("XB2", "april")), IsOk());
}

TEST(StoreTest, AJudgementOnOldFactsIsRefused) {
  StoreFixture test;
  const auto first = test.Submission("XA1", "first");
  const auto second = test.Submission("XA1", "second");
  const auto of_another = test.Submission("XB2", "third");
  test.Record(first);
  const auto refused = test.TryRecord(second);
  EXPECT_THAT(refused, IsError(StatusCode::kAborted, HasSubstr("judge it again")));
  EXPECT_THAT(refused, HasReason("JUDGED_ON_OLD_FACTS"));
  EXPECT_THAT(test.TryRecord(of_another), IsOk());
}

TEST(StoreTest, AWithdrawalMakesJudgementsOldToo) {
  StoreFixture test;
  const SubmissionId id = test.Record(test.Submission("XA1", "first"));
  const auto judged = test.Submission("XA1", "second");
  ASSERT_THAT(test.store->Withdraw(id, "wrong", "test"), IsOk());
  EXPECT_THAT(test.TryRecord(judged), HasReason("JUDGED_ON_OLD_FACTS"));
}

TEST(StoreTest, ASubmissionWithAnUnknownCatalogueIsRefused) {
  StoreFixture test;
  auto submission = test.Submission("XA1", "april");
  submission.catalogue_digest = "never recorded";
  EXPECT_THAT(test.TryRecord(submission), HasReason("CATALOGUE_NOT_RECORDED"));
}

TEST(StoreTest, ACatalogueIsWrittenOnce) {
  StoreFixture test;
  EXPECT_THAT(test.store->RecordCatalogue("2026.2", "catalogue-2"), IsOk());
  EXPECT_THAT(test.store->RecordCatalogue("2026.2", "catalogue-2"), IsOk());
  test.Open();
  auto submission = test.Submission("XA1", "april");
  submission.catalogue_digest = "catalogue-2";
  EXPECT_EQ(Value(test.TryRecord(submission)).receipt.catalogue_version, "2026.2");
  const auto db = Value(Database::Open(test.options.file, OpenMode::kQueryOnly));
  EXPECT_EQ(Value(db->QueryInteger("SELECT count(*) FROM catalogues")), 2);
}

TEST(StoreTest, APeriodThatIsNotOfItsSliceIsRefused) {
  StoreFixture test;
  auto submission = test.Submission("XA1", "april");
  submission.observations = {Row(test.Slice("a"), "2026-02-01..2026-04-30", Count(1))};
  EXPECT_THAT(test.TryRecord(submission),
              IsError(StatusCode::kInternal, HasSubstr("2026-02-01..2026-04-30")));
  submission.observations = {Row(static_cast<SliceId>(99), "2026-04", Count(1))};
  EXPECT_THAT(test.TryRecord(submission), IsError(StatusCode::kInternal, HasSubstr("slice 99")));
}

TEST(StoreTest, AFaultyRowLeavesNothingOfItsSubmission) {
  StoreFixture test;
  const SliceId a = test.Slice("a");
  auto submission = test.Submission("XA1", "april");
  submission.observations = {Row(a, "2026-03", Count(1)), Row(a, "2026-04", Count(1)),
                             Row(a, "2026-04", Count(2))};  // one slice and period twice
  EXPECT_THAT(test.TryRecord(submission), IsError(StatusCode::kInternal, HasSubstr("UNIQUE")));
  EXPECT_TRUE(test.Each("XA1").empty());
  EXPECT_EQ(test.store->OrganisationVersion(Ods("XA1")), 0U);
  submission.observations.pop_back();
  EXPECT_THAT(test.TryRecord(submission), IsOk());
  EXPECT_EQ(test.Latest("XA1").size(), 1U);
}

TEST(StoreTest, InstantsRiseEvenWhenTheClockStepsBack) {
  StoreFixture test;
  const absl::Time noon = test.clock.Now();
  const auto first = Value(test.TryRecord(test.Submission("XA1", "1"))).receipt;
  test.clock.Set(noon - absl::Hours(2));
  const auto second = Value(test.TryRecord(test.Submission("XB2", "2"))).receipt;
  EXPECT_EQ(*second.recorded_at - *first.recorded_at, absl::Microseconds(1));
  const auto withdrawn = Value(test.store->Withdraw(1, "wrong", "test"));
  EXPECT_EQ(withdrawn.withdrawal->withdrawn_at - *first.recorded_at, absl::Microseconds(2));
  test.Open();  // the clock is behind still, and the withdrawal is the newest instant
  const auto third = Value(test.TryRecord(test.Submission("XA1", "3"))).receipt;
  EXPECT_EQ(*third.recorded_at - *first.recorded_at, absl::Microseconds(3));
  test.clock.Set(noon + absl::Hours(1) + absl::Nanoseconds(1'900));
  const auto fourth = Value(test.TryRecord(test.Submission("XA1", "4"))).receipt;
  EXPECT_EQ(*fourth.recorded_at, noon + absl::Hours(1) + absl::Microseconds(1));
}

TEST(StoreTest, AWithdrawalIsReadBack) {
  StoreFixture test;
  const SubmissionId id = test.Record(test.Submission("XA1", "april"));
  EXPECT_THAT(test.store->Withdraw(id, "wrong file", "north"), IsOk());
  test.Open();
  const auto record = Value(Value(test.store->NewReader())->Submission(id));
  ASSERT_TRUE(record.has_value() && record->withdrawal.has_value());
  EXPECT_EQ(record->withdrawal->reason, "wrong file");
  EXPECT_EQ(record->withdrawal->caller, "north");
  EXPECT_GT(record->withdrawal->withdrawn_at, *record->receipt.recorded_at);
}

TEST(StoreTest, OnlyAStandingSubmissionIsWithdrawn) {
  StoreFixture test;
  const SubmissionId id = test.Record(test.Submission("XA1", "april"));
  EXPECT_THAT(test.store->Withdraw(id + 1, "wrong", "test"), HasReason("SUBMISSION_UNKNOWN"));
  EXPECT_THAT(test.store->Withdraw(id, "wrong", "test"), IsOk());
  const auto again = test.store->Withdraw(id, "wrong", "test");
  EXPECT_THAT(again, IsError(StatusCode::kFailedPrecondition, HasSubstr("nothing is left to do")));
  EXPECT_THAT(again, HasReason("ALREADY_WITHDRAWN"));
}

TEST(StoreTest, SlicesKeepTheirKeys) {
  StoreFixture test;
  const domain::Slice a = testing::SliceOf("a");
  const domain::Slice b = {testing::Id("a"), "age:0-17", {domain::Span::Unit::kDays, 7}};
  EXPECT_EQ(test.store->FindSlice(a), std::nullopt);
  const auto ids = Value(test.store->InternSlices({b, a, b}));
  EXPECT_EQ(ids[0], ids[2]);
  EXPECT_NE(ids[0], ids[1]);
  test.Open();
  EXPECT_EQ(test.store->FindSlice(a), ids[1]);
  EXPECT_EQ(test.store->SliceOf(ids[0]), b);
  EXPECT_EQ(Value(test.store->InternSlices({a, b})), (std::vector<SliceId>{ids[1], ids[0]}));
}

TEST(StoreTest, CommitsAreToldInOrderBeforeTheyAreAcknowledged) {
  StoreFixture test;
  std::string told;
  test.options.on_committed = [&told](const Committed& committed) {
    const bool is_withdrawal = committed.kind == Committed::Kind::kWithdrawal;
    told += committed.organisation.ToString() + (is_withdrawal ? "-" : "+") +
            std::to_string(committed.submission_id) + ":" +
            std::to_string(committed.observations == nullptr ? 0 : committed.observations->size()) +
            " ";
  };
  test.Open();
  const SliceId a = test.Slice("a");
  test.RecordValue("XA1", a, "2026-04", Count(1));
  test.Record(test.Submission("XB2", "empty"));
  EXPECT_THAT(test.TryRecord(test.Submission("XB2", "empty")), IsOk());  // a retry tells nothing
  EXPECT_THAT(test.store->Withdraw(1, "wrong", "test"), IsOk());
  EXPECT_EQ(told, "XA1+1:1 XB2+2:0 XA1-1:0 ");
}

TEST(StoreTest, ASecondDaemonIsKeptOff) {
  StoreFixture test;
  const auto second = Store::Open({.file = test.options.file}, test.clock);
  EXPECT_THAT(second, IsError(StatusCode::kFailedPrecondition, HasSubstr("stop that one")));
  EXPECT_THAT(second, HasReason("STORE_IN_USE"));
  test.Close();
  EXPECT_THAT(Store::Open({.file = test.options.file}, test.clock), IsOk());
}

TEST(StoreTest, AFileInAFolderThatIsNotThereCannotBeOpened) {
  testing::TemporaryFolder folder;
  testing::FakeClock clock;
  const auto opened = Store::Open({.file = folder.path() / "no" / "store.sqlite"}, clock);
  EXPECT_THAT(opened, IsError(StatusCode::kFailedPrecondition, HasSubstr("make its folder")));
  EXPECT_THAT(opened, HasReason("STORE_UNREACHABLE"));
}

TEST(StoreTest, ALockedFileIsToldAndLosesNothing) {
  StoreFixture test;
  const SliceId a = test.Slice("a");
  const auto other = Value(Database::Open(test.options.file, OpenMode::kReadWrite));
  ASSERT_THAT(other->Execute("BEGIN IMMEDIATE"), IsOk());
  auto submission = test.Submission("XA1", "april");
  submission.observations = {Row(a, "2026-04", Count(1))};
  const auto refused = test.TryRecord(submission);
  EXPECT_THAT(refused, IsError(StatusCode::kUnavailable, HasSubstr("locked by another process")));
  EXPECT_THAT(refused, HasReason("STORE_LOCKED"));
  EXPECT_EQ(base::ErrorOf(refused.status()).retry_after, domain::kRetryDelay);
  EXPECT_THAT(test.store->Health(), HasReason("STORE_LOCKED"));
  EXPECT_TRUE(test.Each("XA1").empty());  // and can be read meanwhile
  ASSERT_THAT(other->Execute("ROLLBACK"), IsOk());
  EXPECT_THAT(test.TryRecord(submission), IsOk());
  EXPECT_THAT(test.store->Health(), IsOk());
}

TEST(StoreTest, GaugesTellTheFilesSizes) {
  StoreFixture test;
  test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(1));
  const Store::Gauges gauges = test.store->ReadGauges();
  EXPECT_EQ(gauges.waiting_submissions, 0U);
  EXPECT_EQ(gauges.waiting_observations, 0U);
  EXPECT_GT(gauges.file_bytes, 0);
  EXPECT_GT(gauges.log_bytes, 0);
}

TEST(StoreTest, HealthTellsThatATransactionHangsWhileItDoes) {
  StoreFixture test;
  absl::Status within;
  test.options.on_committed = [&](const Committed&) {
    // On the writer's thread, in the middle of its work; time passes until it is told.
    do {
      within = test.store->Health();
    } while (within.ok());
  };
  test.Close();
  test.store = Value(SqliteStore::Open(test.options, test.clock, absl::ZeroDuration()));
  test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(1));
  EXPECT_THAT(within, IsError(StatusCode::kUnavailable, HasSubstr("look at its disk")));
  EXPECT_THAT(within, HasReason("STORE_STALLED"));
  const absl::Time until = absl::Now() + absl::Minutes(1);
  while (!test.store->Health().ok() && absl::Now() < until) {
  }
  EXPECT_THAT(test.store->Health(), IsOk());
}

TEST(StoreTest, GaugesTellTheDisk) {
  StoreFixture test;
  const Store::Gauges gauges = test.store->ReadGauges();
  struct statvfs disk {};
  ASSERT_EQ(statvfs(test.folder.path().c_str(), &disk), 0);
  EXPECT_EQ(gauges.filesystem_size_bytes, std::uintmax_t{disk.f_blocks} * disk.f_frsize);
  ASSERT_TRUE(gauges.filesystem_free_bytes.has_value());
  // Others write there as well, so it is known in outline only.
  EXPECT_GT(*gauges.filesystem_free_bytes, 0U);
  EXPECT_LE(*gauges.filesystem_free_bytes, *gauges.filesystem_size_bytes);
}

TEST(StoreTest, ClosingWritesWhatWaits) {
  StoreFixture test;
  std::vector<std::future<absl::StatusOr<Store::Recorded>>> answers;
  for (int i = 0; i < 20; ++i) {
    auto promise = std::make_shared<std::promise<absl::StatusOr<Store::Recorded>>>();
    answers.push_back(promise->get_future());
    // Judged on version i: each waits for the one before it.
    auto submission = test.Submission("XA1", std::to_string(i));
    submission.judged_at_version = static_cast<std::uint64_t>(i);
    test.store->Record(submission, [promise](auto recorded) { promise->set_value(recorded); });
  }
  test.Close();
  for (auto& answer : answers) {
    ASSERT_EQ(answer.wait_for(std::chrono::seconds(0)), std::future_status::ready);
    EXPECT_THAT(answer.get(), IsOk());
  }
  test.Open();
  EXPECT_EQ(Value(Value(test.store->NewReader())->Submissions(Ods("XA1"), 100)).size(), 20U);
}

}  // namespace
}  // namespace trustwatch::store
