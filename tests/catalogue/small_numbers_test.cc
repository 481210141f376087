#include "daemon/catalogue/reader.h"
#include "daemon/domain/catalogue.h"
#include "gtest/gtest.h"
#include "tests/catalogue/fault_table.h"
#include "tests/catalogue/good_folder.h"

namespace trustwatch::testing {
namespace {

class SmallNumbersFaults : public ::testing::TestWithParam<FaultCase> {};

TEST_P(SmallNumbersFaults, IsToldWithPlaceAndCure) { ExpectFault(GetParam()); }

// One more key for the count calls_offered, on line 18.
FaultCase OfCount(const char* name, const char* table, const char* message, const char* cure,
                  std::size_t count = 1) {
  return {name,
          kIndicatorsFile,
          "why_it_matters = \"It is the demand.\"",
          std::string("small_numbers = ") + table + "\nwhy_it_matters = \"It is the demand.\"",
          kIndicatorsFile,
          18,
          message,
          cure,
          count};
}

// The same for the proportion seen_in_time, on line 62.
FaultCase OfProportion(const char* name, const char* table, const char* message, const char* cure) {
  return {name,
          kIndicatorsFile,
          "why_it_matters = \"People wait.\"",
          std::string("small_numbers = ") + table + "\nwhy_it_matters = \"People wait.\"",
          kIndicatorsFile,
          62,
          message,
          cure};
}

INSTANTIATE_TEST_SUITE_P(
    Values, SmallNumbersFaults,
    ::testing::Values(
        OfCount("NoTable", "5", "small_numbers", "small_numbers = { hide_under = 5"),
        OfCount("NoHideUnder", "{ round_to = 5 }",
                "small_numbers of indicator \"calls_offered\" has no hide_under", "hide_under = 5"),
        OfCount("NoRoundTo", "{ hide_under = 5 }", "has no round_to", "round_to = 5"),
        OfCount("HideUnderThatHidesNothing", "{ hide_under = 2, round_to = 2 }", "hide_under",
                "3 to 1000"),
        OfCount("HideUnderNotWhole", "{ hide_under = 5.5, round_to = 5 }", "hide_under",
                "hide_under = 5"),
        OfCount("ExactCounts", "{ hide_under = 5, round_to = 1 }", "round_to", "2 to 1000"),
        OfCount("ShownBelowTheBound", "{ hide_under = 6, round_to = 5 }",
                "6 would be shown as 5, which is under hide_under", "a multiple of"),
        OfCount("ShownAsNothing", "{ hide_under = 5, round_to = 20 }",
                "5 would be shown as 0, which is under hide_under", "a multiple of"),
        OfCount("DecimalsOfACount", "{ hide_under = 5, round_to = 5, decimals = 0 }",
                "is of a count and has decimals", "remove decimals"),
        OfCount("ExactWholeOfACount", "{ hide_under = 5, round_to = 5, breakdowns_only = true }",
                "is of a count and breakdowns_only", "remove breakdowns_only"),
        OfCount("KeyMisspelt", "{ hide_under = 5, round_to = 5, show_zeros = true }",
                "has an unknown key \"show_zeros\"", "did you mean show_zero?"),
        OfCount("ZeroNotAFlag", "{ hide_under = 5, round_to = 5, show_zero = 1 }", "show_zero",
                "show_zero = true"),
        OfProportion("NoDecimals", "{ hide_under = 5 }", "has no decimals", "decimals = 0"),
        OfProportion("AllDecimals", "{ hide_under = 5, decimals = 4 }", "decimals", "0 to 3"),
        OfProportion("RoundToOfAProportion", "{ hide_under = 5, decimals = 0, round_to = 5 }",
                     "is not of a count and has round_to", "say in decimals")),
    NameOf);

const domain::Indicator& Read(const catalogue::Reading& reading, const char* id) {
  for (const catalogue::Fault& fault : reading.faults) ADD_FAILURE() << fault.ToString();
  return *reading.definitions->catalogue.Find(id);
}

TEST(SmallNumbers, AreReadAsWritten) {
  GoodFolder folder;
  folder.Replace(kIndicatorsFile, "why_it_matters = \"It is the demand.\"",
                 "small_numbers = { hide_under = 8, round_to = 5, show_zero = true }\n"
                 "why_it_matters = \"It is the demand.\"");
  folder.Replace(kIndicatorsFile, "why_it_matters = \"People wait.\"",
                 "small_numbers = { hide_under = 11, decimals = 2, breakdowns_only = true }\n"
                 "why_it_matters = \"People wait.\"");
  const catalogue::Reading reading = folder.Read();
  const auto& count = Read(reading, "calls_offered").small_numbers;
  ASSERT_TRUE(count.has_value());
  EXPECT_EQ(count->hide_under, 8);
  EXPECT_EQ(count->round_to, 5);
  EXPECT_TRUE(count->show_zero);
  EXPECT_FALSE(count->breakdowns_only);
  const auto& proportion = Read(reading, "seen_in_time").small_numbers;
  ASSERT_TRUE(proportion.has_value());
  EXPECT_EQ(proportion->hide_under, 11);
  EXPECT_EQ(proportion->decimals, 2);
  EXPECT_FALSE(proportion->show_zero);
  EXPECT_TRUE(proportion->breakdowns_only);
  EXPECT_FALSE(Read(reading, "calls_answered").small_numbers.has_value()) << "none is written";
}

}  // namespace
}  // namespace trustwatch::testing
