#include "daemon/store/migrations.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/store/database.h"
#include "daemon/store/startup_check.h"
#include "daemon/store/store.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "tests/store/store_builder.h"
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

TEST_F(MigrationsTest, AStoreOfVersion1KeepsItsFactsAndTakesStepChanges) {
  const std::filesystem::path file = folder_.path() / "store.sqlite";
  ASSERT_THAT(Migrate(*Reopen(), AllMigrations().first(1)), IsOk());
  // A figure of April 2026 (day 20573 is 2026-04-30), corrected once, and a withdrawn submission;
  // known 1, 2 and 3 s after 1970 began, withdrawn a second later.
  testing::RunSql(file, R"sql(
INSERT INTO catalogues VALUES (1, '2026.1', 'abc', 0);
INSERT INTO organisations VALUES (1, 'XA1');
INSERT INTO indicators VALUES (1, 'calls_offered');
INSERT INTO slices VALUES (1, 1, '', 'P1M');
INSERT INTO series VALUES (1, 1);
INSERT INTO submissions VALUES
  (1, 1, 'first', zeroblob(32), 1, 1000000, 1, 'test', 20573, 20573, 1, 0, 0, 0),
  (2, 1, 'second', zeroblob(32), 3, 2000000, 1, 'test', 20573, 20573, 0, 1, 0, 0),
  (3, 1, 'third', zeroblob(32), 1, 3000000, 1, 'test', NULL, NULL, 0, 0, 0, 0);
INSERT INTO observations VALUES
  (1, 20573, 1, 1, 1, 0, 5, NULL, NULL, NULL),
  (1, 20573, 1, 2, 2, 4, NULL, NULL, NULL, 'fire');
INSERT INTO findings VALUES (2, 0, 0, 1, 'R', 'f', 'v', 'm', 'c', '3', 'e');
INSERT INTO withdrawals VALUES (3, 4000000, 'wrong', 'test');
)sql");

  testing::FakeClock clock;
  const auto store = Value(Store::Open({.file = file}, clock));
  EXPECT_EQ(Value(Reopen()->QueryInteger("PRAGMA user_version")), 2);
  const auto reader = Value(store->NewReader());
  std::vector<std::string> rows;
  ASSERT_THAT(reader->EachObservation(testing::Ods("XA1"), std::nullopt, {}, absl::InfiniteFuture(),
                                      [&rows](const RecordedObservation& row) {
                                        rows.push_back(fmt::format(
                                            "{} r{} s{} @{}", row.period.ToString(), row.revision,
                                            row.submission_id, absl::ToUnixSeconds(row.known_at)));
                                      }),
              IsOk());
  EXPECT_THAT(rows, ::testing::ElementsAre("2026-04 r1 s1 @1", "2026-04 r2 s2 @2"));
  EXPECT_EQ(Value(reader->FindingsOf(2)).size(), 1U);
  EXPECT_EQ(Value(reader->Submission(3))->withdrawal->reason, "wrong");
  EXPECT_EQ(Value(reader->StepChanges(std::nullopt, absl::InfiniteFuture())).size(), 0U);
  EXPECT_THAT(store->RecordStepChange({.organisation = testing::Ods("XA1"),
                                       .indicator = testing::Id("calls_offered"),
                                       .first_day = testing::DayOf("2026-04-01"),
                                       .cause = "a new ward",
                                       .approved_by = "A Smith",
                                       .caller = "test"}),
              IsOk());
}

}  // namespace
}  // namespace trustwatch::store
