#include "gtest/gtest.h"
#include "tests/catalogue/fault_table.h"

namespace trustwatch::testing {
namespace {

class TomlFaults : public ::testing::TestWithParam<FaultCase> {};

TEST_P(TomlFaults, IsToldWithPlaceAndCure) { ExpectFault(GetParam()); }

constexpr char kManifest[] = "catalogue.toml";
constexpr char kIndicators[] = "indicators.toml";
constexpr char kReturns[] = "returns.toml";

INSTANTIATE_TEST_SUITE_P(
    Values, TomlFaults,
    ::testing::Values(
        // The returns name indicators of a file that is not TOML: only the cause is told.
        FaultCase{"Syntax", kIndicators, "theme = \"Waits\"", "theme = Waits", kIndicators, 49,
                  "this is not TOML", "correct the line"},
        FaultCase{"KeyTwice", kIndicators, "unit = \"percent\"", "unit = \"percent\"\nunit = \"x\"",
                  kIndicators, 51, "this is not TOML", "correct the line"},
        FaultCase{"NotUtf8", kIndicators, "It is the demand.", "Caf\xE9", kIndicators, 18,
                  "not UTF-8", "encoding UTF-8"},
        FaultCase{"CutCharacter", kIndicators, "", "# \xC3", kIndicators, 80, "not UTF-8",
                  "encoding UTF-8"},
        FaultCase{"TextForNumber", kIndicators, "maximum = 90000", "maximum = \"90000\"",
                  kIndicators, 14, "maximum of indicator \"calls_offered\" is text, not a number",
                  "write maximum = 100"},
        FaultCase{"NumberForText", kIndicators, "owner = \"Crisis line lead\"", "owner = 7",
                  kIndicators, 19, "is a number, not text in quotation marks", "write owner ="},
        FaultCase{"BlankText", kIndicators, "name = \"Calls offered\"", "name = \"  \"",
                  kIndicators, 5, "name of indicator \"calls_offered\" is empty", "write name ="},
        FaultCase{"TextForList", kIndicators, "official_ids = [\"C1\"]", "official_ids = \"C1\"",
                  kIndicators, 3, "is text, not a list in square brackets", "official_ids = ["},
        FaultCase{"BlankInList", kIndicators, "official_ids = [\"C1\"]", "official_ids = [\"\"]",
                  kIndicators, 3, "has an empty text", "official_ids = ["},
        FaultCase{"YearOutOfRange", kIndicators, "review_date = 2027-04-01",
                  "review_date = 2527-04-01", kIndicators, 20, "in the year 2527",
                  "review_date = 2027"},
        FaultCase{"PointInWholeNumber", kIndicators, "definition_version = 2",
                  "definition_version = 2.0", kIndicators, 21, "not a whole number",
                  "definition_version = 1", 2},
        FaultCase{"OneBracketForTwo", kReturns, "[[return]]", "[return]", kReturns, 1,
                  "not a list; begin each with [[return]]", "[[return]]"},
        FaultCase{"WrongFileInList", kManifest, "returns = [\"returns.toml\"]",
                  "returns = [\"pair-rules.toml\"]", "pair-rules.toml", 1, "the file has no return",
                  "begin one with a line [[return]]", 3}),
    NameOf);

}  // namespace
}  // namespace trustwatch::testing
