#include "gtest/gtest.h"
#include "tests/catalogue/fault_table.h"
#include "tests/catalogue/good_folder.h"

namespace trustwatch::testing {
namespace {

class TomlFaults : public ::testing::TestWithParam<FaultCase> {};

TEST_P(TomlFaults, IsToldWithPlaceAndCure) { ExpectFault(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Values, TomlFaults,
    ::testing::Values(
        // The returns name indicators of a file that is not TOML: only the cause is told.
        FaultCase{"Syntax", kIndicatorsFile, "theme = \"Waits\"", "theme = Waits", kIndicatorsFile,
                  49, "this is not TOML", "correct the line"},
        FaultCase{"KeyTwice", kIndicatorsFile, "unit = \"percent\"",
                  "unit = \"percent\"\nunit = \"x\"", kIndicatorsFile, 51, "this is not TOML",
                  "correct the line"},
        FaultCase{"NotUtf8", kIndicatorsFile, "It is the demand.", "Caf\xE9", kIndicatorsFile, 18,
                  "not UTF-8", "encoding UTF-8"},
        FaultCase{"CutCharacter", kIndicatorsFile, "", "# \xC3", kIndicatorsFile, 80, "not UTF-8",
                  "encoding UTF-8"},
        FaultCase{"TextForNumber", kIndicatorsFile, "maximum = 90000", "maximum = \"90000\"",
                  kIndicatorsFile, 14,
                  "maximum of indicator \"calls_offered\" is text, not a number",
                  "write maximum = 100"},
        FaultCase{"NumberForText", kIndicatorsFile, "owner = \"Crisis line lead\"", "owner = 7",
                  kIndicatorsFile, 19, "is a number, not text in quotation marks", "write owner ="},
        FaultCase{"BlankText", kIndicatorsFile, "name = \"Calls offered\"", "name = \"  \"",
                  kIndicatorsFile, 5, "name of indicator \"calls_offered\" is empty",
                  "write name ="},
        FaultCase{"TextForList", kIndicatorsFile, "official_ids = [\"C1\"]",
                  "official_ids = \"C1\"", kIndicatorsFile, 3,
                  "is text, not a list in square brackets", "official_ids = ["},
        FaultCase{"BlankInList", kIndicatorsFile, "official_ids = [\"C1\"]",
                  "official_ids = [\"\"]", kIndicatorsFile, 3, "has an empty text",
                  "official_ids = ["},
        FaultCase{"YearOutOfRange", kIndicatorsFile, "review_date = 2027-04-01",
                  "review_date = 2527-04-01", kIndicatorsFile, 20, "in the year 2527",
                  "review_date = 2027"},
        FaultCase{"PointInWholeNumber", kIndicatorsFile, "definition_version = 2",
                  "definition_version = 2.0", kIndicatorsFile, 21, "not a whole number",
                  "definition_version = 1", 2},
        FaultCase{"OneBracketForTwo", kReturnsFile, "[[return]]", "[return]", kReturnsFile, 1,
                  "not a list; begin each with [[return]]", "[[return]]"},
        FaultCase{"WrongFileInList", kManifestFile, "returns = [\"returns.toml\"]",
                  "returns = [\"pair-rules.toml\"]", "pair-rules.toml", 1, "the file has no return",
                  "begin one with a line [[return]]", 3}),
    NameOf);

}  // namespace
}  // namespace trustwatch::testing
