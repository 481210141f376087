#include "daemon/app/check_only.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/app/options.h"
#include "daemon/store/store.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/app/sample_catalogue.h"
#include "tests/app/written_certificate.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::trustwatch::testing::CertificateEnding;
using ::trustwatch::testing::FakeClock;
using ::trustwatch::testing::HasReason;
using ::trustwatch::testing::IsError;
using ::trustwatch::testing::SampleCatalogue;
using ::trustwatch::testing::TemporaryFolder;
using ::trustwatch::testing::Value;

struct CheckOnlyTest : public ::testing::Test {
  SampleCatalogue catalogue;
  TemporaryFolder folder;
  Options options{.database = folder.path() / "store.db", .catalogue = catalogue.folder()};
};

TEST_F(CheckOnlyTest, SaysWhatWouldBeDoneAndMakesNothing) {
  EXPECT_THAT(Value(CheckOnly(options)),
              AllOf(HasSubstr("would serve gRPC on 127.0.0.1:9190 with reflection on"),
                    HasSubstr("version sample-1"), HasSubstr("store.db would be made"),
                    HasSubstr("nothing was changed")));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(CheckOnlyTest, AStoreInUseCanBeChecked) {
  const FakeClock clock;
  const auto store = Value(store::Store::Open({.file = options.database}, clock));
  EXPECT_THAT(Value(CheckOnly(options)), HasSubstr("is sound, schema version"));
}

TEST_F(CheckOnlyTest, SaysWhatWouldBeLookedAfter) {
  EXPECT_THAT(Value(CheckOnly(options)), HasSubstr("backups:   none would be made\n"));
  options.backup_directory = folder.path();
  options.watched_certificates = {
      folder.Write("a.pem", CertificateEnding(absl::FromUnixSeconds(1'800'000'000)))};
  // 1,800,000,000 s are 20,833 days, 8 hours and no more: 15 January 2027.
  EXPECT_THAT(Value(CheckOnly(options)),
              AllOf(HasSubstr("backups:   one would be made in " + folder.path().string() +
                              " every 24h, and 14 kept\n"),
                    HasSubstr("a.pem ends 2027-01-15T08:00:00Z\n")));
}

TEST_F(CheckOnlyTest, WhatCannotBeLookedAfterIsToldAndKeepsNobodyFromServing) {
  options.backup_directory = folder.path() / "none";
  options.watched_certificates = {folder.path() / "gone.pem"};
  EXPECT_THAT(Value(CheckOnly(options)),
              AllOf(HasSubstr("would FAIL, because"), HasSubstr("No such file or directory"),
                    HasSubstr("gone.pem cannot be read"), HasSubstr("nothing was changed")));
}

TEST_F(CheckOnlyTest, FaultyDefinitionsAreFound) {
  catalogue.BreakTwice();
  EXPECT_THAT(CheckOnly(options), HasReason("CATALOGUE_FAULTY"));
}

TEST_F(CheckOnlyTest, AFileThatIsNoStoreIsFound) {
  std::ofstream(options.database) << std::string(8192, 'x');
  EXPECT_FALSE(CheckOnly(options).ok());
}

TEST_F(CheckOnlyTest, AFolderThatIsNotThereIsFound) {
  options.database = folder.path() / "no" / "store.db";
  EXPECT_THAT(CheckOnly(options), HasReason("STORE_UNREACHABLE"));
  EXPECT_THAT(CheckOnly(options),
              IsError(absl::StatusCode::kFailedPrecondition,
                      AllOf(HasSubstr(options.database.string()), HasSubstr("make the folder"))));
}

}  // namespace
}  // namespace trustwatch::app
