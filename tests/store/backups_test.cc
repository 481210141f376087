#include "daemon/store/backups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "daemon/store/backup_copy.h"
#include "daemon/store/backup_files.h"
#include "daemon/store/backup_thread.h"
#include "daemon/store/store.h"
#include "fmt/format.h"
#include "tests/store/store_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::store {
namespace {

using testing::Count;
using ::testing::ElementsAre;
using testing::HasReason;
using ::testing::IsEmpty;
using testing::Ods;
using testing::StoreFixture;
using testing::Value;

constexpr absl::Duration kDay = absl::Hours(24);

// A store with some history, and copies of it under the fixture's clock.
class BackupsTest : public ::testing::Test {
 protected:
  BackupsTest() {
    std::filesystem::create_directory(copies_);
    slice_ = test_.Slice("a");
    Record(24);
  }

  // Reports of so many months more, a submission each.
  void Record(int months) {
    for (int i = 0; i < months; ++i) {
      test_.RecordValue("XA1", slice_,
                        fmt::format("{}-{:02}", 2000 + months_ / 12, months_ % 12 + 1),
                        Count(months_));
      ++months_;
    }
  }
  // One submission of 2,400 months: about 15 pages.
  void RecordLarge(const std::string& organisation) {
    auto submission = test_.Submission(organisation, "large-" + organisation);
    for (int month = 0; month < 2'400; ++month) {
      const auto first = std::chrono::year(1950) / 1 / 1 + std::chrono::months(month);
      submission.observations.push_back(
          {slice_, domain::Period::MonthOf(domain::Day(first)), Count(month), 1});
    }
    test_.Record(std::move(submission));
  }

  BackupOptions Options() {
    return {.database = test_.options.file, .folder = copies_, .on_finished = [this](bool ok) {
              ++(ok ? good_ : failed_);
            }};
  }
  std::set<std::string> Names() const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(copies_)) {
      names.insert(entry.path().filename().string());
    }
    return names;
  }
  std::string NameNow() const { return BackupName(test_.clock.Now()); }
  absl::Duration Work(Backups& backups) { return backups.Work(std::stop_token()); }

  // What a store restored from a copy has of an organisation.
  std::vector<RecordedObservation> EachOf(const std::string& name,
                                          const std::string& organisation) {
    const std::filesystem::path restored = test_.folder.path() / ("restored-" + name);
    std::filesystem::copy_file(copies_ / name, restored);
    const auto store = Value(Store::Open({.file = restored}, test_.clock));
    std::vector<RecordedObservation> rows;
    const auto reader = Value(store->NewReader());
    EXPECT_THAT(
        reader->EachObservation(Ods(organisation), std::nullopt, {}, absl::InfiniteFuture(),
                                [&rows](const RecordedObservation& row) { rows.push_back(row); }),
        testing::IsOk());
    return rows;
  }

  StoreFixture test_;
  const std::filesystem::path copies_ = test_.folder.path() / "copies";
  SliceId slice_{};
  int months_ = 0;
  int good_ = 0;
  int failed_ = 0;
};

TEST_F(BackupsTest, TheFirstCopyIsMadeAtOnceAndRestoresToTheSame) {
  Backups backups(Options(), test_.clock);
  EXPECT_FALSE(backups.Get().has_value());
  EXPECT_EQ(Work(backups), absl::Minutes(1));
  EXPECT_THAT(Names(), ElementsAre(NameNow()));
  ASSERT_TRUE(backups.Get().has_value());
  EXPECT_EQ(backups.Get()->begun_at, test_.clock.Now());
  EXPECT_EQ(backups.Get()->bytes, std::filesystem::file_size(copies_ / NameNow()));
  EXPECT_EQ(good_, 1);
  EXPECT_EQ(failed_, 0);
  const auto restored = EachOf(NameNow(), "XA1");
  const auto original = test_.Each("XA1");
  ASSERT_EQ(restored.size(), 24U);
  for (std::size_t i = 0; i < original.size(); ++i) {
    EXPECT_EQ(restored[i].slice, original[i].slice);
    EXPECT_EQ(restored[i].period, original[i].period);
    EXPECT_EQ(restored[i].value, original[i].value);
    EXPECT_EQ(restored[i].revision, original[i].revision);
    EXPECT_EQ(restored[i].submission_id, original[i].submission_id);
  }
}

TEST_F(BackupsTest, ACopyNeedsNoLogBesideItAndIsNobodysElse) {
  Backups backups(Options(), test_.clock);
  Work(backups);
  std::ifstream file(copies_ / NameNow(), std::ios::binary);
  std::string header(100, '\0');
  file.read(header.data(), 100);
  // Bytes 18 and 19: the versions for writing and reading; 1 without a write-ahead log, 2 with one.
  EXPECT_EQ(header[18], 1);
  EXPECT_EQ(header[19], 1);
  const auto permissions = std::filesystem::status(copies_ / NameNow()).permissions();
  EXPECT_EQ(permissions & std::filesystem::perms::others_all, std::filesystem::perms::none);
}

TEST_F(BackupsTest, TheNextIsMadeWhenItIsDueAndNotBefore) {
  Backups backups(Options(), test_.clock);
  Work(backups);
  test_.clock.Advance(kDay - absl::Seconds(30));
  EXPECT_EQ(Work(backups), absl::Seconds(30));
  EXPECT_EQ(good_, 1);
  test_.clock.Advance(absl::Seconds(30));
  Work(backups);
  EXPECT_EQ(good_, 2);
  EXPECT_EQ(Names().size(), 2U);
}

TEST_F(BackupsTest, ACommitMeanwhileIsInItWholeOrNotAtAll) {
  // 100 of 15 pages or so are more than a step copies.
  for (int i = 0; i < 100; ++i) RecordLarge(fmt::format("XC{:02}", i));
  BackupOptions options = Options();
  int pauses = 0;
  std::stop_source stop;
  options.pause = [this, &pauses, &stop] {
    if (++pauses > 20) stop.request_stop();
    // Were the view not held, each would make SQLite begin anew.
    RecordLarge(fmt::format("XB{}", pauses));
    Record(1);
  };
  Backups backups(options, test_.clock);
  backups.Work(stop.get_token());
  ASSERT_EQ(good_, 1);
  EXPECT_GT(backups.Get()->bytes, std::uintmax_t{kBackupPagesPerStep} * 4'096);
  EXPECT_GE(pauses, 3) << "two steps, and before the check";
  EXPECT_EQ(EachOf(NameNow(), "XC99").size(), 2'400U);
  // The view was taken before the first pause.
  const std::filesystem::path copy = test_.folder.path() / "copy.db";
  std::filesystem::copy_file(copies_ / NameNow(), copy);
  const auto store = Value(Store::Open({.file = copy}, test_.clock));
  const auto reader = Value(store->NewReader());
  EXPECT_THAT(Value(reader->Submissions(Ods("XB1"), 10)), IsEmpty());
  EXPECT_EQ(Value(reader->Submissions(Ods("XA1"), 100)).size(), 24U);
  EXPECT_EQ(test_.Each("XB1").size(), 2'400U);
}

TEST_F(BackupsTest, AFullDiskLeavesNothingAndIsTriedAgain) {
  BackupOptions options = Options();
  options.pages_max = 5;
  Backups backups(options, test_.clock);
  EXPECT_EQ(Work(backups), absl::Minutes(1));
  EXPECT_THAT(Names(), IsEmpty());
  EXPECT_EQ(failed_, 1);
  EXPECT_FALSE(backups.Get().has_value());
  test_.clock.Advance(absl::Seconds(59));
  EXPECT_EQ(Work(backups), absl::Seconds(1));
  EXPECT_EQ(failed_, 1);
  test_.clock.Advance(absl::Seconds(1));
  Work(backups);
  EXPECT_EQ(failed_, 2);
}

TEST_F(BackupsTest, AFullDiskIsToldWithItsCure) {
  CheckInterrupter interrupter;
  const BackupCopy copy{.database = test_.options.file,
                        .target = copies_ / "trustwatch-20260701T120000Z.db",
                        .pages_max = 5};
  const auto made = MakeBackup(copy, interrupter);
  EXPECT_THAT(made, HasReason("BACKUP_FULL"));
  EXPECT_THAT(std::string(made.status().message()),
              ::testing::AllOf(::testing::HasSubstr(copy.target.string() + ".partial"),
                               ::testing::HasSubstr("free space on the disk of the copies")));
}

TEST_F(BackupsTest, TheLastRoomOfADiskIsLeftToTheStore) {
  BackupOptions options = Options();
  options.room_left_bytes = std::int64_t{1} << 60;
  Backups backups(options, test_.clock);
  Work(backups);
  EXPECT_EQ(failed_, 1);
  EXPECT_THAT(Names(), IsEmpty());
}

TEST_F(BackupsTest, FailuresAreTriedAgainAfterTwiceAsLongUpToAnHour) {
  BackupOptions options = Options();
  options.folder = test_.folder.path() / "not-made";
  Backups backups(options, test_.clock);
  std::vector<int> minutes;  // from one attempt to the next
  Work(backups);
  for (int attempt = 0; attempt < 8; ++attempt) {
    const int before = failed_;
    minutes.push_back(0);
    while (failed_ == before) {
      test_.clock.Advance(absl::Minutes(1));
      ++minutes.back();
      Work(backups);
    }
  }
  EXPECT_THAT(minutes, ElementsAre(1, 2, 4, 8, 16, 32, 60, 60));
  std::filesystem::create_directory(options.folder);
  test_.clock.Advance(absl::Hours(1));
  Work(backups);
  EXPECT_EQ(good_, 1);
}

TEST_F(BackupsTest, AFailureIsTriedAgainNoLaterThanTheNextIsDue) {
  BackupOptions options = Options();
  options.folder = test_.folder.path() / "not-made";
  options.every = absl::Minutes(2);
  Backups backups(options, test_.clock);
  Work(backups);
  test_.clock.Advance(absl::Minutes(1));
  Work(backups);
  test_.clock.Advance(absl::Minutes(2));
  Work(backups);
  test_.clock.Advance(absl::Minutes(2));
  Work(backups);
  EXPECT_EQ(failed_, 4);
}

TEST_F(BackupsTest, AFileInTheWayIsNotWrittenOver) {
  std::ofstream(copies_ / NameNow()) << "theirs";
  Backups backups(Options(), test_.clock);
  Work(backups);
  EXPECT_EQ(failed_, 1);
  EXPECT_FALSE(backups.Get().has_value()) << "it is no store";
  EXPECT_EQ(std::filesystem::file_size(copies_ / NameNow()), 6U);
}

TEST_F(BackupsTest, AfterARestartTheNewestCountsAndTheNextIsDueFromIt) {
  {
    Backups before(Options(), test_.clock);
    Work(before);
  }
  const absl::Time made_at = test_.clock.Now();
  const std::uintmax_t bytes = std::filesystem::file_size(copies_ / NameNow());
  test_.clock.Advance(absl::Hours(20));
  Backups after(Options(), test_.clock);
  EXPECT_EQ(Work(after), absl::Minutes(1));
  EXPECT_EQ(good_, 1);
  ASSERT_TRUE(after.Get().has_value());
  EXPECT_EQ(after.Get()->begun_at, made_at);
  EXPECT_EQ(after.Get()->bytes, bytes);
  test_.clock.Advance(absl::Hours(4));
  Work(after);
  EXPECT_EQ(good_, 2);
}

TEST_F(BackupsTest, AfterARestartOnlyAGoodCopyCounts) {
  const absl::Time first = test_.clock.Now();
  {
    Backups before(Options(), test_.clock);
    for (int day = 0; day < 4; ++day) {
      Work(before);
      test_.clock.Advance(kDay);
    }
  }
  // The newest was cut short, the one before is empty, and the one before that is something else.
  std::filesystem::resize_file(copies_ / BackupName(first + 3 * kDay), 8'192);
  std::filesystem::resize_file(copies_ / BackupName(first + 2 * kDay), 0);
  std::ofstream(copies_ / BackupName(first + kDay), std::ios::trunc) << "no database at all";
  test_.clock.Set(first + kDay - absl::Minutes(1) + 3 * kDay);
  BackupOptions options = Options();
  options.every = absl::Hours(24 * 30);
  Backups after(options, test_.clock);
  Work(after);
  ASSERT_TRUE(after.Get().has_value());
  EXPECT_EQ(after.Get()->begun_at, first);
  EXPECT_EQ(good_, 4);
}

TEST_F(BackupsTest, AfterARestartTheUnfinishedGoes) {
  std::ofstream(copies_ / (NameNow() + ".partial")) << "half";
  test_.clock.Advance(absl::Minutes(5));
  Backups backups(Options(), test_.clock);
  Work(backups);
  EXPECT_THAT(Names(), ElementsAre(NameNow()));
}

TEST_F(BackupsTest, TheOldestGoAndForeignFilesStay) {
  std::ofstream(copies_ / "before-upgrade.db") << "theirs";
  BackupOptions options = Options();
  options.keep = 2;
  Backups backups(options, test_.clock);
  const absl::Time first = test_.clock.Now();
  for (int day = 0; day < 4; ++day) {
    test_.clock.Set(first + day * kDay);
    Work(backups);
  }
  EXPECT_THAT(Names(), ElementsAre("before-upgrade.db", BackupName(first + 2 * kDay),
                                   BackupName(first + 3 * kDay)));
}

TEST_F(BackupsTest, AClockThatStepsBackDelaysNothing) {
  Backups backups(Options(), test_.clock);
  Work(backups);
  test_.clock.Advance(-10 * kDay);
  Work(backups);
  EXPECT_EQ(good_, 2);
  EXPECT_EQ(backups.Get()->begun_at, test_.clock.Now());
  // After a restart a copy from the future does not count either.
  Backups after(Options(), test_.clock);
  Work(after);
  EXPECT_EQ(after.Get()->begun_at, test_.clock.Now());
}

TEST_F(BackupsTest, ACopyThatTakesTooLongIsGivenUp) {
  BackupOptions options = Options();
  options.pause = [this] { test_.clock.Advance(kBackupTimeMax + absl::Seconds(1)); };
  Backups backups(options, test_.clock);
  Work(backups);
  EXPECT_EQ(failed_, 1);
  EXPECT_THAT(Names(), IsEmpty());
}

TEST_F(BackupsTest, ADamagedStoreGivesNoCopy) {
  test_.Close();
  testing::RunSql(test_.options.file, "PRAGMA wal_checkpoint(TRUNCATE)");
  testing::RunSql(test_.options.file,
                  "PRAGMA foreign_keys = OFF; PRAGMA writable_schema = ON;"
                  "UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'observations'");
  Backups backups(Options(), test_.clock);
  Work(backups);
  EXPECT_EQ(failed_, 1);
  EXPECT_THAT(Names(), IsEmpty());
}

TEST_F(BackupsTest, AStopLeavesNothingAndIsNoFailure) {
  std::stop_source stop;
  BackupOptions options = Options();
  options.pause = [&stop] { stop.request_stop(); };
  Backups backups(options, test_.clock);
  EXPECT_EQ(backups.Work(stop.get_token()), absl::ZeroDuration());
  EXPECT_THAT(Names(), IsEmpty());
  EXPECT_EQ(good_ + failed_, 0);
}

TEST_F(BackupsTest, AThreadCopiesByItselfAndStopsWhileItWaits) {
  std::promise<bool> finished;
  BackupOptions options = Options();
  options.on_finished = [&finished](bool ok) { finished.set_value(ok); };
  {
    const BackupThread thread(options, test_.clock);
    auto done = finished.get_future();
    ASSERT_EQ(done.wait_for(std::chrono::minutes(1)), std::future_status::ready);
    EXPECT_TRUE(done.get());
    EXPECT_EQ(thread.every(), kDay);
    EXPECT_TRUE(thread.Newest().has_value());
  }
  EXPECT_THAT(Names(), ElementsAre(NameNow()));
}

TEST_F(BackupsTest, AThreadStopsInTheMiddleOfACopy) {
  std::promise<void> begun;
  BackupOptions options = Options();
  options.pause = [&begun, is_first = true]() mutable {
    if (is_first) begun.set_value();
    is_first = false;
  };
  {
    const BackupThread thread(options, test_.clock);
    ASSERT_EQ(begun.get_future().wait_for(std::chrono::minutes(1)), std::future_status::ready);
  }
  for (const std::string& name : Names()) EXPECT_FALSE(name.ends_with(".partial")) << name;
}

}  // namespace
}  // namespace trustwatch::store
