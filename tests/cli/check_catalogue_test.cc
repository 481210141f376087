#include "collectors/cli/check_catalogue.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_daemon.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::cli {
namespace {

using ::testing::EndsWith;
using testing::FakeDaemon;
using ::testing::HasSubstr;
using testing::Outcome;
using testing::RunCommand;

TEST(CheckCatalogue, SaysWhatASoundFolderHolds) {
  FakeDaemon daemon;
  const Outcome outcome = RunCommand(
      {"check-catalogue", std::string(TRUSTWATCH_SOURCE_DIR) + "/deploy/catalogue/sample"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kDone) << outcome.out;
  EXPECT_THAT(outcome.out, HasSubstr("is sound: version "));
}

TEST(CheckCatalogue, PrintsFaultsWithFileLineAndCure) {
  const testing::TemporaryFolder folder;
  folder.Write("catalogue.toml", "version = 7\n");
  FakeDaemon daemon;
  const Outcome outcome = RunCommand({"check-catalogue", folder.path().string()}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.out, HasSubstr("catalogue.toml:1: "));
  EXPECT_THAT(outcome.out, HasSubstr("; "));
  EXPECT_THAT(outcome.out, EndsWith("and check again\n"));
}

TEST(CheckCatalogue, ProgramsGetFaultsOnly) {
  const testing::TemporaryFolder folder;
  folder.Write("catalogue.toml", "version = 7\n");
  FakeDaemon daemon;
  const Outcome outcome =
      RunCommand({"check-catalogue", "--format", "json", folder.path().string()}, daemon);
  EXPECT_THAT(outcome.out, HasSubstr(R"(catalogue.toml","line":1,"message":")"));
  EXPECT_THAT(outcome.err, EndsWith("and check again\n"));
}

TEST(CheckCatalogue, WhatIsNoFolderIsUnreadable) {
  FakeDaemon daemon;
  const Outcome outcome = RunCommand({"check-catalogue", "/nowhere/at/all"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kUnreadable);
  EXPECT_THAT(outcome.err, HasSubstr("\"/nowhere/at/all\" is not a folder"));
}

}  // namespace
}  // namespace trustwatch::cli
