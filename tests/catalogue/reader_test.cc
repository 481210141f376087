#include "daemon/catalogue/reader.h"

#include <filesystem>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/catalogue/fault_table.h"
#include "tests/catalogue/good_folder.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST(Reader, GoodFolderHasNoFault) {
  const catalogue::Reading reading = GoodFolder().Read();
  for (const catalogue::Fault& fault : reading.faults) ADD_FAILURE() << fault.ToString();
  ASSERT_NE(reading.definitions, nullptr);
  EXPECT_EQ(reading.definitions->version, "test-1");
  EXPECT_THAT(reading.definitions->catalogue.indicators(), SizeIs(3));
  EXPECT_THAT(reading.definitions->organisations.organisations(), SizeIs(2));
}

TEST(Reader, KeepsEveryWordOfAnIndicator) {
  const catalogue::Reading reading = GoodFolder().Read();
  ASSERT_NE(reading.definitions, nullptr);
  const domain::Indicator& read = *reading.definitions->catalogue.Find("calls_offered");
  EXPECT_EQ(read.official_ids, std::vector<std::string>{"C1"});
  ASSERT_THAT(read.published_as, SizeIs(1));
  EXPECT_EQ(read.published_as[0].dataset, "mhsds");
  EXPECT_EQ(read.published_as[0].measure, "C1");
  EXPECT_EQ(read.kind, domain::IndicatorKind::kCount);
  EXPECT_TRUE(read.integer);
  EXPECT_THAT(read.spans, SizeIs(2));
  EXPECT_EQ(read.spans[1].count, 3);
  EXPECT_EQ(read.minimum, 0);
  EXPECT_EQ(read.maximum, 90000);
  ASSERT_TRUE(read.plausible.has_value());
  EXPECT_EQ(read.plausible->high, 5000);
  EXPECT_EQ(read.plausible->outside, domain::Level::kExplain);
  EXPECT_EQ(read.review_date, DayOf("2027-04-01"));
  EXPECT_EQ(read.definition_version, 2);
  EXPECT_EQ(read.changes[1].what, "Transfers are left out.");
  EXPECT_THAT(read.doubts, SizeIs(1));
  EXPECT_FALSE(read.context_only);
  EXPECT_TRUE(reading.definitions->catalogue.Find("calls_answered")->context_only);
  const domain::Indicator& share = *reading.definitions->catalogue.Find("seen_in_time");
  EXPECT_EQ(share.scale, 100);
  EXPECT_FALSE(share.integer);
  ASSERT_THAT(share.standards, SizeIs(2));
  EXPECT_EQ(share.standards[1].target, 75);
  EXPECT_EQ(share.standards[0].last_day, DayOf("2020-03-31"));
}

TEST(Reader, KeepsReturnsRulesRegisterAndCalendar) {
  const catalogue::Reading reading = GoodFolder().Read();
  ASSERT_NE(reading.definitions, nullptr);
  const domain::Catalogue& catalogue = reading.definitions->catalogue;
  ASSERT_THAT(catalogue.returns(), SizeIs(1));
  EXPECT_EQ(catalogue.returns()[0].deadline_working_day, 10);
  EXPECT_EQ(catalogue.returns()[0].deadline_basis, "Invented.");
  EXPECT_TRUE(catalogue.returns()[0].required);
  EXPECT_EQ(catalogue.returns()[0].owed_by, std::vector<std::string>{"mental_health_trust"});
  EXPECT_THAT(catalogue.returns()[0].items, SizeIs(3));
  EXPECT_EQ(catalogue.returns()[0].first_day, DayOf("2024-04-01"));
  EXPECT_EQ(catalogue.returns()[0].year_end_month, 12);
  ASSERT_THAT(catalogue.pair_rules(), SizeIs(1));
  EXPECT_EQ(catalogue.pair_rules()[0].level, domain::Level::kRefuse);
  const domain::Register& organisations = reading.definitions->organisations;
  EXPECT_EQ(organisations.Find(Ods("XA1"))->Name(), "Anyshire");
  EXPECT_EQ(organisations.Find(Ods("XA1"))->opened, DayOf("2010-04-01"));
  EXPECT_FALSE(organisations.Find(Ods("XB2"))->IsOpenIn(PeriodOf("2024-11")));
  ASSERT_THAT(organisations.events(), SizeIs(1));
  EXPECT_EQ(organisations.events()[0].to[0], Ods("XA1"));
  const domain::Calendar& calendar = reading.definitions->calendar;
  EXPECT_THAT(calendar.bank_holidays(), SizeIs(16));
  EXPECT_EQ(calendar.first_year(), 2025);
  EXPECT_FALSE(calendar.IsWorkingDay(DayOf("2026-12-28")));
}

TEST(Reader, DigestFollowsEveryByteOfEveryFile) {
  GoodFolder folder;
  const std::string before = folder.Read().definitions->digest;
  EXPECT_THAT(before, SizeIs(64));
  EXPECT_EQ(GoodFolder().Read().definitions->digest, before) << "the folder's own name counts";
  for (const char* file : {"catalogue.toml", "indicators.toml", "returns.toml", "pair-rules.toml",
                           "organisations.toml", "holidays.toml"}) {
    GoodFolder changed;
    changed.Replace(file, "", "# a comment\n");
    EXPECT_NE(changed.Read().definitions->digest, before) << file;
  }
}

TEST(Reader, TellsEveryFaultAtOnceByFileAndLine) {
  GoodFolder folder;
  folder.Replace("indicators.toml", "kind = \"count\"", "kind = \"tally\"");
  folder.Replace("indicators.toml", "target = 75", "target = 750");
  folder.Replace("returns.toml", "\"seen_in_time\"", "\"bed_days\"");
  folder.Replace("returns.toml", "every_months = 1", "every_months = 2");
  folder.Replace("organisations.toml", "from = [\"XB2\"]", "from = [\"ZZZ\"]");
  folder.Replace("holidays.toml", "2026-12-28", "2026-12-26");
  folder.Replace("catalogue.toml", "title", "titel");
  const catalogue::Reading reading = folder.Read();
  EXPECT_EQ(reading.definitions, nullptr);
  std::vector<std::string> places;
  for (const catalogue::Fault& fault : reading.faults) {
    places.push_back(fault.file.filename().string() + ":" + std::to_string(fault.line));
  }
  EXPECT_THAT(places,
              ::testing::ElementsAre("catalogue.toml:1", "catalogue.toml:2", "holidays.toml:29",
                                     "indicators.toml:8", "indicators.toml:68",
                                     "organisations.toml:23", "returns.toml:5", "returns.toml:13"));
}

TEST(Reader, FaultReadsAsOneLine) {
  GoodFolder folder;
  folder.Replace("returns.toml", "\"seen_in_time\"", "\"seen_in_tim\"");
  const catalogue::Reading reading = folder.Read();
  ASSERT_THAT(reading.faults, SizeIs(1));
  EXPECT_EQ(reading.faults[0].ToString(),
            (folder.path() / "returns.toml").string() +
                ":13: there is no indicator \"seen_in_tim\"; did you mean seen_in_time?");
}

TEST(Reader, FolderWithoutManifestIsTold) {
  for (const char* name : {"nowhere", ""}) {
    const TemporaryFolder folder;
    const catalogue::Reading reading = catalogue::Read(folder.path() / name);
    EXPECT_EQ(reading.definitions, nullptr);
    ASSERT_THAT(reading.faults, SizeIs(1));
    EXPECT_EQ(reading.faults[0].line, 0);
    EXPECT_EQ(reading.faults[0].file.filename(), "catalogue.toml");
    EXPECT_THAT(reading.faults[0].message, HasSubstr("there is no file"));
    EXPECT_THAT(reading.faults[0].cure, HasSubstr("write the file"));
  }
}

TEST(Reader, FilesMayStandInASiblingFolder) {
  const TemporaryFolder parent;
  GoodFolder good;
  ASSERT_NE(good.Read().definitions, nullptr);
  std::filesystem::copy(good.path(), parent.path() / "england");
  std::filesystem::create_directory(parent.path() / "sample");
  parent.Write("sample/catalogue.toml", R"(version = "sample-1"
title = "A sample"
organisation_kinds = ["mental_health_trust"]
indicators = ["../england/indicators.toml"]
returns = ["../england/returns.toml"]
register = ["../england/organisations.toml"]
calendar = "../england/holidays.toml"
)");
  const catalogue::Reading reading = catalogue::Read(parent.path() / "sample");
  ASSERT_NE(reading.definitions, nullptr) << reading.faults[0].ToString();
  EXPECT_THAT(reading.definitions->catalogue.pair_rules(), SizeIs(0));
}

TEST(Reader, MissingIndicatorFileIsNotBlamedOnTheReturns) {
  GoodFolder folder;
  folder.Remove("indicators.toml");
  const catalogue::Reading reading = folder.Read();
  ASSERT_THAT(reading.faults, SizeIs(1)) << reading.faults[1].ToString();
  EXPECT_EQ(reading.faults[0].line, 4);
  EXPECT_THAT(reading.faults[0].message, HasSubstr("there is no file"));
}

// Whatever one byte becomes, a reading ends in definitions or in faults that say where.
TEST(Reader, RandomSlipsAreReadOrTold) {
  const unsigned seed = std::random_device{}();
  std::cout << "seed " << seed << "\n";
  std::mt19937 random(seed);
  const std::vector<std::string> files = {"catalogue.toml", "indicators.toml", "returns.toml",
                                          "organisations.toml", "holidays.toml"};
  for (int round = 0; round < 200; ++round) {
    GoodFolder folder;
    const std::string& file = files[random() % files.size()];
    folder.Spoil(file, random(), static_cast<char>(random() % 256));
    const catalogue::Reading reading = folder.Read();
    EXPECT_NE(reading.definitions == nullptr, reading.faults.empty());
    for (const catalogue::Fault& fault : reading.faults) {
      EXPECT_FALSE(fault.message.empty());
      EXPECT_FALSE(fault.cure.empty());
      EXPECT_GE(fault.line, 0);
    }
  }
}

class ManifestFaults : public ::testing::TestWithParam<FaultCase> {};

TEST_P(ManifestFaults, IsToldWithPlaceAndCure) { ExpectFault(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Values, ManifestFaults,
    ::testing::Values(
        FaultCase{"NoVersion", kManifestFile, "version = \"test-1\"\n", "", kManifestFile, 1,
                  "the manifest has no version", "write version = \"2026.11\""},
        FaultCase{"VersionWithSpaces", kManifestFile, "test-1", "November 2026", kManifestFile, 1,
                  "version \"November 2026\"", "write version = \"2026.11\""},
        FaultCase{"NoKinds", kManifestFile, "[\"mental_health_trust\"]", "[]", kManifestFile, 3,
                  "organisation_kinds of the manifest is empty", "write organisation_kinds"},
        FaultCase{"NoIndicatorFiles", kManifestFile, "[\"indicators.toml\"]", "[]", kManifestFile,
                  4, "indicators of the manifest is empty", "write indicators"},
        FaultCase{"FileMisspelt", kManifestFile, "returns.toml", "return.toml", kManifestFile, 5,
                  "there is no file", "did you mean returns.toml?"},
        FaultCase{"CalendarMissing", kManifestFile, "holidays.toml", "days.toml", kManifestFile, 8,
                  "there is no file", "write the file"},
        FaultCase{"NoCalendar", kManifestFile, "calendar = \"holidays.toml\"\n", "", kManifestFile,
                  1, "the manifest has no calendar", "write calendar = "},
        FaultCase{"ListsItself", kManifestFile, "[\"returns.toml\"]",
                  "[\"returns.toml\", \"catalogue.toml\"]", kManifestFile, 5, "lists itself",
                  "remove it"},
        FaultCase{"ListsTwice", kManifestFile, "[\"returns.toml\"]",
                  "[\"returns.toml\", \"./returns.toml\"]", kManifestFile, 5, "is listed twice",
                  "list each file once"},
        FaultCase{"AbsolutePath", kManifestFile, "\"holidays.toml\"", "\"/etc/holidays.toml\"",
                  kManifestFile, 8, "is an absolute path", "as seen from this folder"},
        FaultCase{"FolderForFile", kManifestFile, "\"holidays.toml\"", "\".\"", kManifestFile, 8,
                  "is not a file", "name a TOML file"},
        FaultCase{"KeyMisspelt", kManifestFile, "pair_rules", "pair_rule", kManifestFile, 6,
                  "unknown key \"pair_rule\"", "did you mean pair_rules?"},
        FaultCase{"EmptyRegister", kManifestFile, "[\"organisations.toml\"]", "[\"holidays.toml\"]",
                  "holidays.toml", 0, "no organisation and no event", "[[organisation]]", 5}),
    NameOf);

}  // namespace
}  // namespace trustwatch::testing
