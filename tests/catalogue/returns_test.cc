#include "gtest/gtest.h"
#include "tests/catalogue/fault_table.h"

namespace trustwatch::testing {
namespace {

class ReturnFaults : public ::testing::TestWithParam<FaultCase> {};

TEST_P(ReturnFaults, IsToldWithPlaceAndCure) { ExpectFault(GetParam()); }

constexpr char kFile[] = "returns.toml";
constexpr char kRules[] = "pair-rules.toml";

INSTANTIATE_TEST_SUITE_P(
    Values, ReturnFaults,
    ::testing::Values(
        FaultCase{"EveryTwoMonths", kFile, "every_months = 1", "every_months = 2", kFile, 5, "is 2",
                  "1 for monthly, 3 for quarterly or 12"},
        FaultCase{"NoSuchMonth", kFile, "every_months = 1",
                  "every_months = 12\nyear_end_month = 13", kFile, 6, "is 13, not 1 to 12",
                  "a whole number from 1 to 12"},
        FaultCase{"DeadlineTooLate", kFile, "deadline_working_day = 10",
                  "deadline_working_day = 61", kFile, 6, "is 61, not 1 to 60",
                  "a whole number from 1 to 60"},
        FaultCase{"DeadlineZero", kFile, "deadline_working_day = 10", "deadline_working_day = 0",
                  kFile, 6, "is 0, not 1 to 60", "a whole number from 1 to 60"},
        FaultCase{"NoDeadlineBasis", kFile, "deadline_basis = \"Invented.\"\n", "", kFile, 1,
                  "has no deadline_basis", "write deadline_basis"},
        FaultCase{"EndsBeforeItBegins", kFile, "2030-03-31", "2023-03-31", kFile, 9,
                  "ends on 2023-03-31, before it begins", "correct first_day"},
        FaultCase{"NoItems", kFile, "owed_by = [\"mental_health_trust\"]", "owed_by = []", kFile, 4,
                  "owed_by of return \"crisis_line_monthly\" is empty", "owed_by = ["},
        FaultCase{"SpanMalformed", kFile, "span = \"P1M\"", "span = \"month\"", kFile, 11,
                  "\"month\" is not a span", "P1M"},
        FaultCase{"UnknownKeyInItem", kFile, "span = \"P1M\"", "spam = \"P1M\"", kFile, 11,
                  "unknown key \"spam\"", "did you mean span?", 2},
        FaultCase{"RequiredAsText", kFile, "every_months = 1",
                  "every_months = 1\nrequired = \"no\"", kFile, 6,
                  "required of return \"crisis_line_monthly\" is text", "required = false"},
        FaultCase{"RuleLevel", kRules, "message =", "level = \"refused\"\nmessage =", kRules, 5,
                  "level \"refused\"", "did you mean refuse?"},
        FaultCase{"RuleWithoutMessage", kRules,
                  "message = \"calls answered cannot be more than calls offered\"\n", "", kRules, 1,
                  "pair rule \"answered_within_offered\" has no message", "write message"}),
    NameOf);

}  // namespace
}  // namespace trustwatch::testing
