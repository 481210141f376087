#include "daemon/store/database.h"

#include <gtest/gtest.h>

#include <limits>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "daemon/store/statement.h"
#include "daemon/store/transaction.h"
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

class DatabaseTest : public ::testing::Test {
 protected:
  DatabaseTest() : db_(Value(Database::Open(folder_.path() / "a.sqlite", OpenMode::kCreate))) {
    EXPECT_THAT(db_->Execute("PRAGMA journal_mode = WAL; CREATE TABLE songs (title TEXT NOT NULL, "
                             "seconds REAL) STRICT"),
                IsOk());
  }
  std::int64_t CountSongs() { return Value(db_->QueryInteger("SELECT count(*) FROM songs")); }

  testing::TemporaryFolder folder_;
  std::unique_ptr<Database> db_;
};

constexpr std::string_view kInsert = "INSERT INTO songs VALUES (:title, :seconds)";

TEST_F(DatabaseTest, ValuesComeBackAsTheyWereBound) {
  {
    Statement insert = Value(db_->Prepare("INSERT INTO songs VALUES (?1, ?2)"));
    insert.BindText(1, "");
    insert.BindReal(2, std::numeric_limits<double>::denorm_min());
    ASSERT_THAT(insert.Run(), IsOk());
    insert.BindText(1, std::string_view("a\0b", 3));
    insert.BindNull(2);
    ASSERT_THAT(insert.Run(), IsOk());
  }
  Statement query = Value(db_->Prepare("SELECT title, seconds FROM songs ORDER BY rowid"));
  ASSERT_TRUE(Value(query.Step()));
  EXPECT_EQ(query.Text(0), "");
  EXPECT_FALSE(query.IsNull(0));
  EXPECT_EQ(query.Real(1), std::numeric_limits<double>::denorm_min());
  ASSERT_TRUE(Value(query.Step()));
  EXPECT_EQ(query.Text(0), std::string_view("a\0b", 3));
  EXPECT_TRUE(query.IsNull(1));
  EXPECT_FALSE(Value(query.Step()));
}

TEST_F(DatabaseTest, AStatementForgetsWhatWasBoundBefore) {
  {
    Statement insert = Value(db_->Prepare(kInsert));
    insert.BindText(":title", "a");
    insert.Bind(":seconds", 90);
    ASSERT_THAT(insert.Run(), IsOk());
  }
  Statement insert = Value(db_->Prepare(kInsert));
  EXPECT_THAT(insert.Run(), IsError(StatusCode::kInternal, HasSubstr("NOT NULL")));
}

TEST_F(DatabaseTest, AFaultyBindIsToldByTheNextStep) {
  Statement insert = Value(db_->Prepare(kInsert));
  insert.Bind(7, 1);
  EXPECT_THAT(insert.Run(), HasReason("STORE_INTERNAL"));
  EXPECT_EQ(CountSongs(), 0);
}

TEST_F(DatabaseTest, WrongSqlIsOurFault) {
  EXPECT_THAT(db_->Execute("SELEKT 1"), HasReason("STORE_INTERNAL"));
  EXPECT_THAT(db_->Prepare("SELEKT 1"), HasReason("STORE_INTERNAL"));
}

TEST_F(DatabaseTest, ATransactionThatIsNotCommittedIsUndone) {
  {
    Transaction transaction = Value(Transaction::Begin(*db_));
    ASSERT_THAT(db_->Execute("INSERT INTO songs VALUES ('a', 1)"), IsOk());
  }
  EXPECT_FALSE(db_->InTransaction());
  EXPECT_EQ(CountSongs(), 0);
  Transaction transaction = Value(Transaction::Begin(*db_));
  ASSERT_THAT(db_->Execute("INSERT INTO songs VALUES ('a', 1)"), IsOk());
  ASSERT_THAT(transaction.Commit(), IsOk());
  EXPECT_EQ(CountSongs(), 1);
}

TEST_F(DatabaseTest, ASavepointIsUndoneAloneUnlessItIsReleased) {
  Transaction transaction = Value(Transaction::Begin(*db_));
  {
    Savepoint kept = Value(Savepoint::Begin(*db_));
    ASSERT_THAT(db_->Execute("INSERT INTO songs VALUES ('a', 1)"), IsOk());
    ASSERT_THAT(kept.Release(), IsOk());
  }
  {
    Savepoint undone = Value(Savepoint::Begin(*db_));
    ASSERT_THAT(db_->Execute("INSERT INTO songs VALUES ('b', 1)"), IsOk());
  }
  ASSERT_THAT(transaction.Commit(), IsOk());
  EXPECT_EQ(CountSongs(), 1);
}

TEST_F(DatabaseTest, ASecondWriterIsToldToRetry) {
  const auto other = Value(Database::Open(db_->file(), OpenMode::kReadWrite));
  const Transaction holds = Value(Transaction::Begin(*other));
  EXPECT_THAT(Transaction::Begin(*db_).status(), HasReason("STORE_LOCKED"));
}

TEST_F(DatabaseTest, AReadingConnectionCannotWrite) {
  const auto reading = Value(Database::Open(db_->file(), OpenMode::kQueryOnly));
  EXPECT_FALSE(reading->Execute("INSERT INTO songs VALUES ('a', 1)").ok());
  EXPECT_EQ(CountSongs(), 0);
}

TEST_F(DatabaseTest, AFileThatIsNotThereIsMadeOnlyOnDemand) {
  const auto absent = folder_.path() / "absent.sqlite";
  EXPECT_THAT(Database::Open(absent, OpenMode::kReadWrite), HasReason("STORE_UNREACHABLE"));
  EXPECT_THAT(Database::Open(absent, OpenMode::kQueryOnly), HasReason("STORE_UNREACHABLE"));
  EXPECT_THAT(Database::Open(absent, OpenMode::kCreate), IsOk());
}

TEST_F(DatabaseTest, TheLogGrowsUntilACheckpointAndThenBeginsAnew) {
  ASSERT_THAT(db_->TakeOverCheckpoints(), IsOk());
  ASSERT_THAT(db_->Execute("PRAGMA synchronous = OFF"), IsOk());  // 2,000 commits, quickly
  for (int i = 0; i < 2'000; ++i) {  // SQLite by itself would checkpoint after 1,000 pages
    ASSERT_THAT(db_->Execute("INSERT INTO songs VALUES ('a', 1)"), IsOk());
  }
  const int before = db_->log_pages();
  EXPECT_GE(before, 2'000);
  const Database::Checkpoint left = Value(db_->CheckpointPassively());
  EXPECT_EQ(left.log_pages, before);
  EXPECT_EQ(left.moved_pages, before);
  ASSERT_THAT(db_->Execute("INSERT INTO songs VALUES ('a', 1)"), IsOk());
  EXPECT_LT(db_->log_pages(), 10);
}

TEST_F(DatabaseTest, ACheckpointStopsAtTheOldestView) {
  ASSERT_THAT(db_->TakeOverCheckpoints(), IsOk());
  const auto reading = Value(Database::Open(db_->file(), OpenMode::kQueryOnly));
  ASSERT_THAT(reading->Execute("BEGIN; SELECT count(*) FROM songs"), IsOk());
  ASSERT_THAT(db_->Execute("INSERT INTO songs VALUES ('a', 1)"), IsOk());
  const Database::Checkpoint left = Value(db_->CheckpointPassively());
  EXPECT_LT(left.moved_pages, left.log_pages);
  EXPECT_EQ(Value(reading->QueryInteger("SELECT count(*) FROM songs")), 0);
}

}  // namespace
}  // namespace trustwatch::store
