#include "daemon/store/startup_check.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/status/status.h"
#include "daemon/store/content_check.h"
#include "daemon/store/database.h"
#include "daemon/store/health.h"
#include "daemon/store/migrations.h"
#include "daemon/store/store.h"
#include "fmt/format.h"
#include "tests/store/store_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::store {
namespace {

using absl::StatusCode;
using testing::Count;
using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsError;
using testing::IsOk;
using testing::RunSql;
using testing::StoreFixture;
using testing::Value;

constexpr std::size_t kPageSize = 4'096;

void Overwrite(const std::filesystem::path& file, std::size_t at, std::size_t count, char with) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekp(static_cast<std::streamoff>(at));
  stream << std::string(count, with);
}

// A closed store with some hundred pages.
class StartupCheckTest : public ::testing::Test {
 protected:
  StartupCheckTest() {
    const SliceId a = test_.Slice("a");
    for (int organisation = 0; organisation < 10; ++organisation) {
      auto submission = test_.Submission(fmt::format("ORG{}", organisation), "all");
      for (int month = 0; month < 1'200; ++month) {
        const auto first = std::chrono::year(1930) / 1 / 1 + std::chrono::months(month);
        submission.observations.push_back(
            {a, domain::Period::MonthOf(domain::Day(first)), Count(month), 1});
      }
      test_.Record(submission);
    }
    test_.Close();
  }

  const std::filesystem::path& file() const { return test_.options.file; }
  // The first page of the table that holds the observations.
  std::size_t ObservationsPage() {
    return static_cast<std::size_t>(Value(
        Value(Database::Open(file(), OpenMode::kQueryOnly))
            ->QueryInteger("SELECT rootpage FROM sqlite_schema WHERE name = 'observations'")));
  }

  StoreFixture test_;
};

TEST_F(StartupCheckTest, ASoundFileIsOpened) {
  EXPECT_THAT(test_.TryOpen(), IsOk());
  EXPECT_THAT(test_.store->Health(), IsOk());
  EXPECT_EQ(test_.Each("ORG7").size(), 1'200U);
}

TEST_F(StartupCheckTest, AnOverwrittenPageIsFound) {
  const std::size_t pages = std::filesystem::file_size(file()) / kPageSize;
  ASSERT_GT(pages, 60U);
  // Every fifth page in turn, whatever it holds, but not the first: that is the next tests'.
  std::size_t refused = 0;
  for (std::size_t page = 1; page < pages; page += 5) {
    const auto copy = test_.folder.path() / "copy.sqlite";
    std::filesystem::copy_file(file(), copy, std::filesystem::copy_options::overwrite_existing);
    Overwrite(copy, page * kPageSize, kPageSize, '\x5a');
    const auto opened = Store::Open({.file = copy}, test_.clock);
    EXPECT_THAT(opened, IsError(StatusCode::kDataLoss, HasSubstr("restore the newest backup")))
        << page;
    if (!opened.ok()) ++refused;
  }
  EXPECT_GT(refused, 10U);
}

TEST_F(StartupCheckTest, AFewBytesInTheMiddleAreFound) {
  // The page's header says that its cells begin elsewhere.
  Overwrite(file(), (ObservationsPage() - 1) * kPageSize + 3, 4, '\x7f');
  EXPECT_THAT(test_.TryOpen(), HasReason("STORE_CORRUPT"));
}

TEST_F(StartupCheckTest, ACutFileIsFound) {
  std::filesystem::resize_file(file(), 20 * kPageSize);
  EXPECT_THAT(test_.TryOpen(),
              IsError(StatusCode::kDataLoss, HasSubstr("restore the newest backup")));
}

TEST_F(StartupCheckTest, AFileThatIsNoDatabaseIsRefusedAndLeftAlone) {
  const auto letter = test_.folder.Write("letter.txt", std::string(5'000, 'x'));
  const auto opened = Store::Open({.file = letter}, test_.clock);
  EXPECT_THAT(opened, IsError(StatusCode::kFailedPrecondition, HasSubstr("name another file")));
  EXPECT_THAT(opened, HasReason("STORE_FOREIGN"));
  EXPECT_EQ(std::filesystem::file_size(letter), 5'000U);
}

TEST_F(StartupCheckTest, AnotherProgramsDatabaseIsRefusedAndLeftAlone) {
  const auto other = test_.folder.path() / "other.sqlite";
  {
    const auto db = Value(Database::Open(other, OpenMode::kCreate));
    ASSERT_THAT(db->Execute("PRAGMA application_id = 7; CREATE TABLE songs (title)"), IsOk());
  }
  const auto opened = Store::Open({.file = other}, test_.clock);
  EXPECT_THAT(opened, IsError(StatusCode::kFailedPrecondition, HasSubstr("application id 7")));
  EXPECT_THAT(opened, HasReason("STORE_FOREIGN"));
  const auto db = Value(Database::Open(other, OpenMode::kQueryOnly));
  EXPECT_EQ(Value(db->QueryInteger("SELECT count(*) FROM sqlite_schema")), 1);
  auto mode = Value(db->Prepare("PRAGMA journal_mode"));
  ASSERT_TRUE(Value(mode.Step()));
  EXPECT_EQ(mode.Text(0), "delete");
}

TEST_F(StartupCheckTest, ADatabaseWithoutApplicationIdButWithTablesIsForeign) {
  RunSql(file(), "PRAGMA application_id = 0");
  EXPECT_THAT(test_.TryOpen(), HasReason("STORE_FOREIGN"));
}

TEST_F(StartupCheckTest, ANewerFileAsksForTheNewerDaemon) {
  RunSql(file(), "PRAGMA user_version = 99");
  const absl::Status refused = test_.TryOpen();
  EXPECT_THAT(refused,
              IsError(StatusCode::kFailedPrecondition, HasSubstr("install the newer daemon")));
  EXPECT_THAT(refused, IsError(StatusCode::kFailedPrecondition, HasSubstr("99")));
  EXPECT_THAT(refused, HasReason("STORE_NEWER"));
}

TEST_F(StartupCheckTest, AnEmptyFileIsMadeAStore) {
  const auto empty = test_.folder.Write("empty.sqlite", "");
  EXPECT_THAT(Store::Open({.file = empty}, test_.clock), IsOk());
}

TEST_F(StartupCheckTest, AMissingTableIsFound) {
  RunSql(file(), "DROP TABLE withdrawals");
  EXPECT_THAT(test_.TryOpen(), IsError(StatusCode::kDataLoss, HasSubstr("withdrawals")));
}

TEST_F(StartupCheckTest, AForgottenCheckIsFound) {
  RunSql(file(),
         "PRAGMA foreign_keys = OFF; DROP TABLE organisations; "
         "CREATE TABLE organisations (organisation_id INTEGER PRIMARY KEY, ods_code TEXT) STRICT");
  EXPECT_THAT(test_.TryOpen(), IsError(StatusCode::kDataLoss, HasSubstr("table organisations")));
}

TEST_F(StartupCheckTest, AnalysedTablesAreStillOurs) {
  RunSql(file(), "ANALYZE");
  EXPECT_THAT(test_.TryOpen(), IsOk());
}

TEST_F(StartupCheckTest, ARowOfNoSubmissionIsFound) {
  RunSql(file(), "PRAGMA foreign_keys = OFF; DELETE FROM submissions WHERE submission_id = 3");
  EXPECT_THAT(test_.TryOpen(),
              IsError(StatusCode::kDataLoss, HasSubstr("a row of observations refers to a row of "
                                                       "submissions that is not there")));
}

TEST_F(StartupCheckTest, AFigureOfNoSeriesIsFound) {
  RunSql(file(), "DELETE FROM series WHERE organisation_id = 3");
  EXPECT_THAT(test_.TryOpen(), IsError(StatusCode::kDataLoss, HasSubstr("belong to no series")));
}

TEST_F(StartupCheckTest, TheBackgroundCheckTellsOfDamage) {
  Overwrite(file(), (ObservationsPage() - 1) * kPageSize, kPageSize, '\x5a');
  Health health;
  {
    const BackgroundContentCheck check(Value(Database::Open(file(), OpenMode::kQueryOnly)), health);
    while (health.Get().ok()) std::this_thread::yield();
  }
  EXPECT_THAT(health.Get(), HasReason("STORE_CORRUPT"));
}

TEST_F(StartupCheckTest, AnUnwantedBackgroundCheckEndsAndTellsNothing) {
  Health health;
  {
    const BackgroundContentCheck check(Value(Database::Open(file(), OpenMode::kQueryOnly)), health);
  }
  EXPECT_THAT(health.Get(), IsOk());
}

TEST_F(StartupCheckTest, DamageMetByAReaderStopsWriting) {
  const std::size_t page = ObservationsPage();
  test_.Open();
  const auto judged = test_.Submission("ORG1", "next");
  Overwrite(file(), (page - 1) * kPageSize, kPageSize, '\x5a');
  EXPECT_THAT(Value(test_.store->NewReader())->Latest(testing::Ods("ORG1")),
              HasReason("STORE_CORRUPT"));
  EXPECT_THAT(test_.store->Health(), HasReason("STORE_CORRUPT"));
  EXPECT_THAT(test_.TryRecord(judged), HasReason("STORE_CORRUPT"));
}

}  // namespace
}  // namespace trustwatch::store
