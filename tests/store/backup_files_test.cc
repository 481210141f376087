#include "daemon/store/backup_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::store {
namespace {

using ::testing::ElementsAre;
using testing::HasReason;
using testing::IsOk;
using ::testing::Optional;
using testing::TemporaryFolder;
using testing::Value;

absl::Time NoonOf(int day) {
  return absl::FromCivil(absl::CivilHour(2026, 11, day, 12), absl::UTCTimeZone());
}

std::set<std::string> NamesIn(const TemporaryFolder& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

TEST(BackupName, SaysTheInstantInUtcAndWholeSeconds) {
  EXPECT_EQ(BackupName(NoonOf(23)), "trustwatch-20261123T120000Z.db");
  EXPECT_EQ(BackupName(NoonOf(23) + absl::Milliseconds(59'999)), "trustwatch-20261123T120059Z.db");
  EXPECT_THAT(ParseBackupName("trustwatch-20261123T120059Z.db"),
              Optional(NoonOf(23) + absl::Seconds(59)));
}

TEST(BackupName, NoOtherNameIsOurs) {
  for (const char* name :
       {"", "trustwatch.db", "trustwatch-20261123T120000Z.db.partial",
        "trustwatch-20261123T120000Z.db-wal", "trustwatch-20261123T120000.db",
        "trustwatch-2026-11-23T12:00:00Z.db", "trustwatch-20261323T120000Z.db",
        "trustwatch-20260230T120000Z.db", "trustwatch-20261123T240000Z.db",
        "trustwatch-20261123T120060Z.db", "trustwatch- 20261123T120000Z.db",
        "trustwatch-20261123T120000Z.db ", "Trustwatch-20261123T120000Z.db",
        "old-trustwatch-20261123T120000Z.db", "trustwatch-20261123T120000Z.db.gz",
        "trustwatch-infinite-future.db", "trustwatch-%Y%m%dT%H%M%SZ.db"}) {
    EXPECT_EQ(ParseBackupName(name), std::nullopt) << name;
  }
}

TEST(ListBackups, TellsOursNewestFirst) {
  const TemporaryFolder folder;
  folder.Write(BackupName(NoonOf(2)), "22");
  folder.Write(BackupName(NoonOf(10)), "1010");
  folder.Write("notes.txt", "");
  std::filesystem::create_directory(folder.path() / BackupName(NoonOf(3)));
  std::filesystem::create_symlink(folder.path() / "notes.txt",
                                  folder.path() / BackupName(NoonOf(4)));
  const auto backups = Value(ListBackups(folder.path()));
  ASSERT_EQ(backups.size(), 2U);
  EXPECT_EQ(backups[0].begun_at, NoonOf(10));
  EXPECT_EQ(backups[0].bytes, 4U);
  EXPECT_EQ(backups[0].file, folder.path() / BackupName(NoonOf(10)));
  EXPECT_EQ(backups[1].begun_at, NoonOf(2));
}

TEST(ListBackups, AFolderThatIsNotThereIsToldWithItsCure) {
  const auto backups = ListBackups("/no/such/folder");
  EXPECT_THAT(backups, HasReason("BACKUP_UNREACHABLE"));
  EXPECT_THAT(std::string(backups.status().message()),
              ::testing::AllOf(::testing::HasSubstr("/no/such/folder"),
                               ::testing::HasSubstr("make the folder of --backup-directory")));
}

TEST(RemovePartialBackups, TakesOnlyWhatWasNotFinished) {
  const TemporaryFolder folder;
  const std::string ours = BackupName(NoonOf(5));
  const std::set<std::string> kept = {ours, ours + "-wal", "theirs.partial", "notes.txt",
                                      ours + ".partial.gz"};
  for (const std::string& name : kept) folder.Write(name, "x");
  for (const char* beside : {"", "-journal", "-wal", "-shm"}) {
    folder.Write(ours + ".partial" + beside, "x");
  }
  RemovePartialBackups(folder.path());
  EXPECT_EQ(NamesIn(folder), kept);
  RemovePartialBackups("/no/such/folder");
}

TEST(PruneBackups, RemovesTheOldestAndNoOtherFile) {
  const TemporaryFolder folder;
  for (const int day : {1, 2, 3, 4}) folder.Write(BackupName(NoonOf(day)), "x");
  folder.Write("trustwatch.db", "x");
  folder.Write("before-upgrade.db", "x");
  folder.Write(BackupName(NoonOf(1)) + ".gz", "x");
  EXPECT_THAT(PruneBackups(folder.path(), 2, NoonOf(4)), IsOk());
  EXPECT_THAT(NamesIn(folder),
              ElementsAre("before-upgrade.db", BackupName(NoonOf(1)) + ".gz", BackupName(NoonOf(3)),
                          BackupName(NoonOf(4)), "trustwatch.db"));
}

TEST(PruneBackups, FewerThanAreKeptAllStay) {
  const TemporaryFolder folder;
  folder.Write(BackupName(NoonOf(1)), "x");
  EXPECT_THAT(PruneBackups(folder.path(), 14, NoonOf(4)), IsOk());
  EXPECT_EQ(NamesIn(folder).size(), 1U);
}

TEST(PruneBackups, CopiesFromTheFutureNeitherCountNorGo) {
  const TemporaryFolder folder;
  for (const int day : {1, 2, 20, 21}) folder.Write(BackupName(NoonOf(day)), "x");
  EXPECT_THAT(PruneBackups(folder.path(), 1, NoonOf(2)), IsOk());
  EXPECT_THAT(NamesIn(folder),
              ElementsAre(BackupName(NoonOf(2)), BackupName(NoonOf(20)), BackupName(NoonOf(21))));
}

}  // namespace
}  // namespace trustwatch::store
