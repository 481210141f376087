#include "daemon/store/migrations.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "daemon/store/database.h"
#include "daemon/store/startup_check.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::store {
namespace {

using absl::StatusCode;
using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsError;
using testing::IsOk;
using testing::Value;

constexpr Migration kFirst = {
    "0001_first",
    "CREATE TABLE songs (title TEXT NOT NULL) STRICT; INSERT INTO songs VALUES ('a')"};
constexpr Migration kSecond = {
    "0002_lengths", "ALTER TABLE songs ADD COLUMN seconds INTEGER; UPDATE songs SET seconds = 90"};
constexpr Migration kFaulty = {"0002_faulty",
                               "CREATE TABLE singers (name); INSERT INTO nowhere VALUES (1)"};

// A file that a daemon with these migrations left behind.
class MigrationsTest : public ::testing::Test {
 protected:
  std::unique_ptr<Database> Reopen() {
    return Value(Database::Open(folder_.path() / "store.sqlite", OpenMode::kCreate));
  }
  testing::TemporaryFolder folder_;
};

std::int64_t Version(Database& db) { return Value(db.QueryInteger("PRAGMA user_version")); }

TEST_F(MigrationsTest, AnEmptyFileGetsThemAllAndOurMark) {
  const auto db = Reopen();
  ASSERT_THAT(Migrate(*db, std::vector<Migration>{kFirst, kSecond}), IsOk());
  EXPECT_EQ(Version(*db), 2);
  EXPECT_EQ(Value(db->QueryInteger("PRAGMA application_id")), 0x54574348);
  EXPECT_EQ(Value(db->QueryInteger("SELECT seconds FROM songs")), 90);
}

TEST_F(MigrationsTest, AFileOfTheVersionBeforeKeepsItsRows) {
  ASSERT_THAT(Migrate(*Reopen(), std::vector<Migration>{kFirst}), IsOk());
  ASSERT_THAT(Reopen()->Execute("INSERT INTO songs VALUES ('b')"), IsOk());
  const auto db = Reopen();
  const std::vector<Migration> both = {kFirst, kSecond};
  ASSERT_THAT(CheckIdentity(*db, both), IsOk());
  ASSERT_THAT(Migrate(*db, both), IsOk());
  EXPECT_EQ(Version(*db), 2);
  EXPECT_EQ(Value(db->QueryInteger("SELECT sum(seconds) FROM songs")), 180);
  EXPECT_THAT(CheckIdentity(*db, both), IsOk());
}

TEST_F(MigrationsTest, WhatWasAppliedIsNotAppliedAgain) {
  for (int times = 0; times < 3; ++times) {
    ASSERT_THAT(Migrate(*Reopen(), std::vector<Migration>{kFirst}), IsOk());
  }
  EXPECT_EQ(Value(Reopen()->QueryInteger("SELECT count(*) FROM songs")), 1);
}

TEST_F(MigrationsTest, AFaultyOneLeavesTheVersionBefore) {
  const auto db = Reopen();
  EXPECT_THAT(Migrate(*db, std::vector<Migration>{kFirst, kFaulty}),
              IsError(StatusCode::kInternal, HasSubstr("migration 0002_faulty")));
  EXPECT_EQ(Version(*db), 1);
  EXPECT_EQ(Value(db->QueryInteger("SELECT count(*) FROM sqlite_schema")), 1);
  EXPECT_THAT(Migrate(*db, std::vector<Migration>{kFirst, kSecond}), IsOk());
}

TEST_F(MigrationsTest, ANewerFileIsRefusedByAnOlderDaemon) {
  ASSERT_THAT(Migrate(*Reopen(), std::vector<Migration>{kFirst, kSecond}), IsOk());
  EXPECT_THAT(CheckIdentity(*Reopen(), std::vector<Migration>{kFirst}), HasReason("STORE_NEWER"));
}

TEST_F(MigrationsTest, EveryVersionOfOursOpensInTheNext) {
  const std::span<const Migration> all = AllMigrations();
  for (std::size_t version = 1; version <= all.size(); ++version) {
    const auto db = Value(Database::Open(":memory:", OpenMode::kCreate));
    ASSERT_THAT(Migrate(*db, all.first(version)), IsOk());
    EXPECT_THAT(CheckIdentity(*db, all), IsOk()) << version;
    EXPECT_THAT(Migrate(*db, all), IsOk()) << version;
    EXPECT_THAT(CheckContent(*db), IsOk()) << version;
    EXPECT_EQ(Version(*db), static_cast<std::int64_t>(all.size()));
  }
}

}  // namespace
}  // namespace trustwatch::store
