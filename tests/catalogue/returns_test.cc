#include "gtest/gtest.h"
#include "tests/catalogue/fault_table.h"
#include "tests/catalogue/good_folder.h"

namespace trustwatch::testing {
namespace {

class ReturnFaults : public ::testing::TestWithParam<FaultCase> {};

TEST_P(ReturnFaults, IsToldWithPlaceAndCure) { ExpectFault(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Values, ReturnFaults,
    ::testing::Values(
        FaultCase{"EveryTwoMonths", kReturnsFile, "every_months = 1", "every_months = 2",
                  kReturnsFile, 5, "is 2", "1 for monthly, 3 for quarterly or 12"},
        FaultCase{"NoSuchMonth", kReturnsFile, "every_months = 1",
                  "every_months = 12\nyear_end_month = 13", kReturnsFile, 6, "is 13, not 1 to 12",
                  "a whole number from 1 to 12"},
        FaultCase{"DeadlineTooLate", kReturnsFile, "deadline_working_day = 10",
                  "deadline_working_day = 61", kReturnsFile, 6, "is 61, not 1 to 60",
                  "a whole number from 1 to 60"},
        FaultCase{"DeadlineZero", kReturnsFile, "deadline_working_day = 10",
                  "deadline_working_day = 0", kReturnsFile, 6, "is 0, not 1 to 60",
                  "a whole number from 1 to 60"},
        FaultCase{"NoDeadlineBasis", kReturnsFile, "deadline_basis = \"Invented.\"\n", "",
                  kReturnsFile, 1, "has no deadline_basis", "write deadline_basis"},
        FaultCase{"EndsBeforeItBegins", kReturnsFile, "2030-03-31", "2023-03-31", kReturnsFile, 9,
                  "ends on 2023-03-31, before it begins", "correct first_day"},
        FaultCase{"NoItems", kReturnsFile, "owed_by = [\"mental_health_trust\"]", "owed_by = []",
                  kReturnsFile, 4, "owed_by of return \"crisis_line_monthly\" is empty",
                  "owed_by = ["},
        FaultCase{"SpanMalformed", kReturnsFile, "span = \"P1M\"", "span = \"month\"", kReturnsFile,
                  11, "\"month\" is not a span", "P1M"},
        FaultCase{"UnknownKeyInItem", kReturnsFile, "span = \"P1M\"", "spam = \"P1M\"",
                  kReturnsFile, 11, "unknown key \"spam\"", "did you mean span?", 2},
        FaultCase{"RequiredAsText", kReturnsFile, "every_months = 1",
                  "every_months = 1\nrequired = \"no\"", kReturnsFile, 6,
                  "required of return \"crisis_line_monthly\" is text", "required = false"},
        FaultCase{"RuleLevel", kPairRulesFile, "message =", "level = \"refused\"\nmessage =",
                  kPairRulesFile, 5, "level \"refused\"", "did you mean refuse?"},
        FaultCase{"RuleWithoutMessage", kPairRulesFile,
                  "message = \"calls answered cannot be more than calls offered\"\n", "",
                  kPairRulesFile, 1, "pair rule \"answered_within_offered\" has no message",
                  "write message"}),
    NameOf);

}  // namespace
}  // namespace trustwatch::testing
