#include "daemon/store/status_of_code.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::store {
namespace {

using absl::StatusCode;
using ::testing::HasSubstr;

struct StatusOfCodeCase {
  std::string name;
  int code;
  StatusCode status;
  std::string reason;
  std::string cure;
};

class StatusOfCodeTest : public ::testing::TestWithParam<StatusOfCodeCase> {};

TEST_P(StatusOfCodeTest, SaysWhoActsAndHow) {
  const absl::Status status = StatusOfCode(GetParam().code, "/data/store.sqlite", "the detail");
  EXPECT_THAT(status, testing::IsError(GetParam().status, HasSubstr(GetParam().cure)));
  EXPECT_THAT(status, testing::HasReason(GetParam().reason));
  EXPECT_THAT(std::string(status.message()), HasSubstr("/data/store.sqlite"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("the detail"));
  const bool can_wait = absl::IsUnavailable(status) || absl::IsResourceExhausted(status);
  EXPECT_EQ(base::ErrorOf(status).retry_after.has_value(), can_wait);
}

INSTANTIATE_TEST_SUITE_P(
    Codes, StatusOfCodeTest,
    ::testing::Values(
        StatusOfCodeCase{"Busy", SQLITE_BUSY, StatusCode::kUnavailable, "STORE_LOCKED",
                         "close the program"},
        StatusOfCodeCase{"BusySnapshot", SQLITE_BUSY_SNAPSHOT, StatusCode::kUnavailable,
                         "STORE_LOCKED", "close the program"},
        StatusOfCodeCase{"Full", SQLITE_FULL, StatusCode::kResourceExhausted, "STORE_FULL",
                         "free space"},
        StatusOfCodeCase{"Corrupt", SQLITE_CORRUPT, StatusCode::kDataLoss, "STORE_CORRUPT",
                         "backup"},
        StatusOfCodeCase{"CorruptIndex", SQLITE_CORRUPT_INDEX, StatusCode::kDataLoss,
                         "STORE_CORRUPT", "backup"},
        StatusOfCodeCase{"NotADatabase", SQLITE_NOTADB, StatusCode::kFailedPrecondition,
                         "STORE_FOREIGN", "another file"},
        StatusOfCodeCase{"CannotOpen", SQLITE_CANTOPEN, StatusCode::kFailedPrecondition,
                         "STORE_UNREACHABLE", "make its folder"},
        StatusOfCodeCase{"ReadOnly", SQLITE_READONLY_DIRECTORY, StatusCode::kFailedPrecondition,
                         "STORE_UNREACHABLE", "daemon's user write"},
        StatusOfCodeCase{"DiskError", SQLITE_IOERR_FSYNC, StatusCode::kInternal, "STORE_DISK_ERROR",
                         "look at the disk"},
        StatusOfCodeCase{"Interrupted", SQLITE_INTERRUPT, StatusCode::kCancelled,
                         "STORE_INTERRUPTED", "once the daemon runs"},
        StatusOfCodeCase{"Constraint", SQLITE_CONSTRAINT_CHECK, StatusCode::kInternal,
                         "STORE_INTERNAL", "report this line"},
        StatusOfCodeCase{"Misuse", SQLITE_MISUSE, StatusCode::kInternal, "STORE_INTERNAL",
                         "report this line"}),
    [](const ::testing::TestParamInfo<StatusOfCodeCase>& it) { return it.param.name; });

class StatusOfCopyCodeTest : public ::testing::TestWithParam<StatusOfCodeCase> {};

TEST_P(StatusOfCopyCodeTest, SpeaksOfTheCopyAndNotOfTheStore) {
  const absl::Status status = StatusOfCopyCode(GetParam().code, "/copies/one.db", "the detail");
  EXPECT_THAT(status, testing::IsError(GetParam().status, HasSubstr(GetParam().cure)));
  EXPECT_THAT(status, testing::HasReason(GetParam().reason));
  EXPECT_THAT(std::string(status.message()), HasSubstr("the copy /copies/one.db"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("the detail"));
}

INSTANTIATE_TEST_SUITE_P(
    Codes, StatusOfCopyCodeTest,
    ::testing::Values(StatusOfCodeCase{"Full", SQLITE_FULL, StatusCode::kResourceExhausted,
                                       "BACKUP_FULL", "--backup-keep"},
                      StatusOfCodeCase{"CannotOpen", SQLITE_CANTOPEN,
                                       StatusCode::kFailedPrecondition, "BACKUP_UNREACHABLE",
                                       "--backup-directory"},
                      StatusOfCodeCase{"ReadOnly", SQLITE_READONLY, StatusCode::kFailedPrecondition,
                                       "BACKUP_UNREACHABLE", "daemon's user write"},
                      StatusOfCodeCase{"Corrupt", SQLITE_CORRUPT, StatusCode::kDataLoss,
                                       "BACKUP_DAMAGED", "trustwatchd --check"},
                      StatusOfCodeCase{"Interrupted", SQLITE_INTERRUPT, StatusCode::kCancelled,
                                       "BACKUP_INTERRUPTED", "nothing is to be done"},
                      StatusOfCodeCase{"DiskError", SQLITE_IOERR_READ, StatusCode::kInternal,
                                       "BACKUP_FAILED", "the system's log"}),
    [](const ::testing::TestParamInfo<StatusOfCodeCase>& it) { return it.param.name; });

TEST(StatusOfNoErrorTest, IsOk) {
  for (const int code : {SQLITE_OK, SQLITE_ROW, SQLITE_DONE}) {
    EXPECT_THAT(StatusOfCode(code, "/data/store.sqlite", ""), testing::IsOk());
    EXPECT_THAT(StatusOfCopyCode(code, "/copies/one.db", ""), testing::IsOk());
  }
}

}  // namespace
}  // namespace trustwatch::store
