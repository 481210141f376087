#include "gtest/gtest.h"
#include "tests/catalogue/fault_table.h"

namespace trustwatch::testing {
namespace {

class CrossFaults : public ::testing::TestWithParam<FaultCase> {};

TEST_P(CrossFaults, IsToldWithPlaceAndCure) { ExpectFault(GetParam()); }

constexpr char kIndicators[] = "indicators.toml";
constexpr char kReturns[] = "returns.toml";
constexpr char kRules[] = "pair-rules.toml";
constexpr char kRegister[] = "organisations.toml";

INSTANTIATE_TEST_SUITE_P(
    Values, CrossFaults,
    ::testing::Values(
        FaultCase{"IndicatorIdTwice", kIndicators, "id = \"seen_in_time\"",
                  "id = \"calls_answered\"", kIndicators, 47,
                  "id \"calls_answered\" is used before, in indicators.toml:29", "id of its own",
                  2},
        FaultCase{"PublishedTwice", kIndicators, "id = \"seen_in_time\"",
                  "id = \"seen_in_time\"\npublished_as = [{ dataset = \"mhsds\", measure = \"C1\" "
                  "}]",
                  kIndicators, 48, "measure C1 of mhsds is also calls_offered's", "leave it with"},
        FaultCase{"ReturnOfUnknownIndicator", kReturns, "\"seen_in_time\"", "\"seen_in_tim\"",
                  kReturns, 13, "there is no indicator \"seen_in_tim\"",
                  "did you mean seen_in_time?"},
        FaultCase{"ReturnOfUnlikelyIndicator", kReturns, "\"seen_in_time\"", "\"bed_days\"",
                  kReturns, 13, "there is no indicator \"bed_days\"",
                  "name an indicator of this catalogue"},
        FaultCase{"ReturnOfSpanNotHad", kReturns, "\"seen_in_time\", span = \"P1M\"",
                  "\"seen_in_time\", span = \"P12M\"", kReturns, 13, "has no span P12M",
                  "write one that it has (P1M)"},
        FaultCase{"ReturnAsksTwice", kReturns, "\"calls_answered\"", "\"calls_offered\"", kReturns,
                  12, "asks for \"calls_offered\" twice", "remove one"},
        FaultCase{"ReturnOwedByUnknownKind", kReturns, "[\"mental_health_trust\"]",
                  "[\"mental_heath_trust\"]", kReturns, 4,
                  "\"mental_heath_trust\" is no kind of organisation",
                  "did you mean mental_health_trust?"},
        FaultCase{"RuleOfUnknownIndicator", kRules, "\"calls_offered\"", "\"calls_ofered\"", kRules,
                  4, "there is no indicator \"calls_ofered\"", "did you mean calls_offered?"},
        FaultCase{"RuleAgainstItself", kRules, "\"calls_offered\"", "\"calls_answered\"", kRules, 4,
                  "with itself", "two different indicators"},
        FaultCase{"RuleAcrossUnits", kRules, "\"calls_offered\"", "\"seen_in_time\"", kRules, 4,
                  "compares calls with percent", "of the same unit"},
        FaultCase{"CodeTwice", kRegister, "code = \"XB2\"", "code = \"XA1\"", kRegister, 13,
                  "ODS code XA1 is used before, in organisations.toml:2",
                  "a change of name is a line in names", 2},
        FaultCase{"KindOfOrganisation", kRegister, "kind = \"mental_health_trust\"",
                  "kind = \"hospital\"", kRegister, 7, "kind \"hospital\" of organisation XA1",
                  "organisation_kinds in catalogue.toml"},
        FaultCase{"EventOfUnknownCode", kRegister, "from = [\"XB2\"]", "from = [\"XB3\"]",
                  kRegister, 23, "there is no organisation XB3", "did you mean"}),
    NameOf);

}  // namespace
}  // namespace trustwatch::testing
