#include "daemon/store/checkpointer.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <thread>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "daemon/store/database.h"
#include "daemon/store/health.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::store {
namespace {

using testing::IsOk;
using testing::Value;

// What a log that is long brings into the file at least: some of its pages are there twice.
constexpr std::uintmax_t kSoftBytes = std::uintmax_t{kLogPagesSoft} * 4'096 * 9 / 10;

class CheckpointerTest : public ::testing::Test {
 protected:
  CheckpointerTest() : db_(Value(Database::Open(file_, OpenMode::kCreate))) {
    EXPECT_THAT(db_->Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;"
                             "CREATE TABLE blobs (bytes BLOB)"),
                IsOk());
    EXPECT_THAT(db_->TakeOverCheckpoints(), IsOk());
  }

  void CommitOneMegabyte() {
    ASSERT_THAT(db_->Execute("INSERT INTO blobs VALUES (zeroblob(1048576))"), IsOk());
  }
  // Fills the log with this many pages and a few more.
  void FillLog(int pages) {
    while (db_->log_pages() < pages) CommitOneMegabyte();
  }
  std::uintmax_t FileBytes() const { return std::filesystem::file_size(file_); }
  void WaitForFileOf(std::uintmax_t bytes) const {
    const absl::Time until = absl::Now() + absl::Minutes(1);
    while (FileBytes() < bytes && absl::Now() < until) std::this_thread::yield();
    EXPECT_GE(FileBytes(), bytes);
  }

  testing::TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_.path() / "store.sqlite";
  Health health_;
  std::unique_ptr<Database> db_;
};

TEST_F(CheckpointerTest, MovesALongLogIntoTheFile) {
  Checkpointer checkpointer(Value(Database::Open(file_, OpenMode::kReadWrite)), health_);
  FillLog(kLogPagesSoft);
  ASSERT_LT(FileBytes(), kSoftBytes);
  checkpointer.LogIs(db_->log_pages());
  WaitForFileOf(kSoftBytes);
  EXPECT_THAT(health_.Get(), IsOk());
}

TEST_F(CheckpointerTest, MovesWhatGathersAfterwardsToo) {
  Checkpointer checkpointer(Value(Database::Open(file_, OpenMode::kReadWrite)), health_);
  FillLog(kLogPagesSoft);
  checkpointer.LogIs(db_->log_pages());
  WaitForFileOf(kSoftBytes);
  for (int i = 0; i < 64 && FileBytes() < 2 * kSoftBytes; ++i) {
    CommitOneMegabyte();
    checkpointer.LogIs(db_->log_pages());
  }
  WaitForFileOf(2 * kSoftBytes);
}

TEST_F(CheckpointerTest, LeavesAShortLogAlone) {
  FillLog(kLogPagesSoft / 4);
  const int before = db_->log_pages();
  {
    Checkpointer checkpointer(Value(Database::Open(file_, OpenMode::kReadWrite)), health_);
    checkpointer.LogIs(before);
  }
  ASSERT_THAT(db_->Execute("INSERT INTO blobs VALUES (zeroblob(8))"), IsOk());
  EXPECT_GT(db_->log_pages(), before);
}

}  // namespace
}  // namespace trustwatch::store
