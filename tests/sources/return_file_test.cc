#include "collectors/sources/return_file.h"

#include <cstddef>
#include <string>

#include "collectors/sources/progress.h"
#include "collectors/sources/source_row.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

// Odd files stand in the folders cases/; here is what the call itself promises.
namespace trustwatch::sources {
namespace {

using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::TemporaryFolder;

constexpr SourceSpan kApril{.first_day = {2026, 4, 1}, .last_day = {2026, 4, 30}};

TEST(ReturnFileTest, DefaultsStandInForWhatTheFileDoesNotSay) {
  const ReturnFile file =
      ReadReturnText("t.csv", "indicator,value\na,1\n", {.organisation = "XA1", .period = kApril});
  ASSERT_EQ(file.rows.size(), 1U);
  EXPECT_EQ(file.rows[0].organisation, "XA1");
  EXPECT_EQ(file.rows[0].first_day, kApril.first_day);
  EXPECT_EQ(file.rows[0].last_day, kApril.last_day);
}

TEST(ReturnFileTest, WhatARowSaysGoesBeforeTheDefaults) {
  const ReturnFile file =
      ReadReturnText("t.csv", "organisation,indicator,period,value\nXB2,a,2026-05,1\n,a,,2\n",
                     {.organisation = "XA1", .period = kApril});
  ASSERT_EQ(file.rows.size(), 2U);
  EXPECT_EQ(file.rows[0].organisation, "XB2");
  EXPECT_EQ(file.rows[0].last_day, (SourceDate{2026, 5, 31}));
  EXPECT_EQ(file.rows[1].organisation, "XA1");
  EXPECT_EQ(file.rows[1].last_day, kApril.last_day);
  EXPECT_TRUE(file.faults.empty());
}

TEST(ReturnFileTest, FaultsBeyondTheLimitAreCounted) {
  std::string text = "indicator,period,value\n";
  for (std::size_t i = 0; i < kReturnFaultsMax + 7; ++i) text += "a,2026-04,x\n";
  const ReturnFile file = ReadReturnText("t.csv", text, {.organisation = {}, .period = {}});
  EXPECT_EQ(file.faults.size(), kReturnFaultsMax);
  EXPECT_EQ(file.faults_left_off, 7);
}

TEST(ReturnFileTest, ThePlaceNamesTheFileAsTheCallerDid) {
  const TemporaryFolder folder;
  const auto path = folder.Write("april.csv", "indicator,period,value\na,2026-04,12O\n");
  Progress last;
  const auto file = ReadReturn(
      path,
      {.organisation = {}, .period = {}, .progress = [&last](const Progress& p) { last = p; }});
  ASSERT_THAT(file, IsOk());
  ASSERT_EQ(file->faults.size(), 1U);
  EXPECT_THAT(file->faults[0].ToString(),
              HasSubstr(path.string() + ", row 2, column value: \"12O\" has a letter"));
  EXPECT_EQ(last.bytes_read, last.bytes_total);
}

TEST(ReturnFileTest, AFileThatCannotBeOpenedIsAnError) {
  const TemporaryFolder folder;
  const ReturnOptions options{.organisation = {}, .period = {}};
  EXPECT_THAT(ReadReturn(folder.path() / "none.csv", options), HasReason("FILE_NOT_FOUND"));
  EXPECT_THAT(ReadReturn(folder.path(), options), HasReason("FILE_UNREADABLE"));
}

}  // namespace
}  // namespace trustwatch::sources
