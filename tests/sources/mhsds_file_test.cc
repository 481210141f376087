#include "collectors/sources/mhsds_file.h"

#include <cstdint>
#include <filesystem>
#include <string>

#include "absl/status/status.h"
#include "collectors/sources/progress.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

// What rows are read as stands in the folders cases/mhsds_*; here is what the call itself promises.
namespace trustwatch::sources {
namespace {

using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsError;
using testing::IsOk;
using testing::TemporaryFolder;

constexpr char kHeader[] =
    "REPORTING_PERIOD_START,REPORTING_PERIOD_END,STATUS,BREAKDOWN,PRIMARY_LEVEL,SECONDARY_LEVEL,"
    "MEASURE_ID,MEASURE_VALUE\n";
constexpr char kRow[] = "01/04/2026,30/04/2026,Final,Provider,XA1,NONE,MHS01,5\n";

absl::Status Ignore(const MhsdsRow&) { return absl::OkStatus(); }

TEST(MhsdsFileTest, AnErrorOfTheVisitorEndsTheReading) {
  const TemporaryFolder folder;
  const auto path = folder.Write("t.csv", std::string(kHeader) + kRow + kRow);
  int visited = 0;
  EXPECT_THAT(EachRow(path,
                      [&visited](const MhsdsRow&) {
                        ++visited;
                        return absl::CancelledError("stop");
                      }),
              IsError(absl::StatusCode::kCancelled, "stop"));
  EXPECT_EQ(visited, 1);
}

TEST(MhsdsFileTest, FilesThatCannotBeReadHaveTheirOwnReasons) {
  const TemporaryFolder folder;
  EXPECT_THAT(EachRow(folder.path() / "none.csv", Ignore), HasReason("FILE_NOT_FOUND"));
  EXPECT_THAT(EachRow(folder.path(), Ignore), HasReason("FILE_UNREADABLE"));
  EXPECT_THAT(EachRow(folder.Write("a.csv", ""), Ignore), HasReason("HEADER_UNKNOWN"));
  EXPECT_THAT(EachRow(folder.Write("b.csv", "a,b\n1,2\n"), Ignore), HasReason("HEADER_UNKNOWN"));
  EXPECT_THAT(EachRow(folder.Write("c.csv", "PK\x03\x04"), Ignore), HasReason("FILE_BROKEN"));
  EXPECT_THAT(EachRow(folder.Write("d.csv", "\x1F\x8B\x08"), Ignore), HasReason("FILE_BROKEN"));
}

TEST(MhsdsFileTest, RowsBeforeAnOpenQuoteAreVisitedAndTheQuoteIsReported) {
  const TemporaryFolder folder;
  const auto path = folder.Write("t.csv", std::string(kHeader) + kRow + "\"01/05/2026\n");
  int visited = 0;
  EXPECT_THAT(EachRow(path,
                      [&visited](const MhsdsRow&) {
                        ++visited;
                        return absl::OkStatus();
                      }),
              IsError(absl::StatusCode::kInvalidArgument,
                      HasSubstr("t.csv, row 3, column REPORTING_PERIOD_START: a quote")));
  EXPECT_EQ(visited, 1);
}

TEST(MhsdsFileTest, ProgressEndsAtTheWholeFile) {
  const TemporaryFolder folder;
  const auto path = folder.Write("t.csv", std::string(kHeader) + kRow);
  Progress last;
  EXPECT_THAT(EachRow(path, Ignore, [&last](const Progress& progress) { last = progress; }),
              IsOk());
  EXPECT_EQ(last.bytes_read, static_cast<std::int64_t>(std::filesystem::file_size(path)));
  EXPECT_EQ(last.bytes_total, last.bytes_read);
}

}  // namespace
}  // namespace trustwatch::sources
