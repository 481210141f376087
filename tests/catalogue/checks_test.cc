#include "gtest/gtest.h"
#include "tests/catalogue/fault_table.h"
#include "tests/catalogue/good_folder.h"

namespace trustwatch::testing {
namespace {

class CrossFaults : public ::testing::TestWithParam<FaultCase> {};

TEST_P(CrossFaults, IsToldWithPlaceAndCure) { ExpectFault(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Values, CrossFaults,
    ::testing::Values(
        FaultCase{"IndicatorIdTwice", kIndicatorsFile, "id = \"seen_in_time\"",
                  "id = \"calls_answered\"", kIndicatorsFile, 47,
                  "id \"calls_answered\" is used before, in indicators.toml:29", "id of its own",
                  2},
        FaultCase{"PublishedTwice", kIndicatorsFile, "id = \"seen_in_time\"",
                  "id = \"seen_in_time\"\npublished_as = [{ dataset = \"mhsds\", measure = \"C1\" "
                  "}]",
                  kIndicatorsFile, 48, "measure C1 of mhsds is also calls_offered's",
                  "leave it with"},
        FaultCase{"ReturnOfUnknownIndicator", kReturnsFile, "\"seen_in_time\"", "\"seen_in_tim\"",
                  kReturnsFile, 13, "there is no indicator \"seen_in_tim\"",
                  "did you mean seen_in_time?"},
        FaultCase{"ReturnOfUnlikelyIndicator", kReturnsFile, "\"seen_in_time\"", "\"bed_days\"",
                  kReturnsFile, 13, "there is no indicator \"bed_days\"",
                  "name an indicator of this catalogue"},
        FaultCase{"ReturnOfSpanNotHad", kReturnsFile, "\"seen_in_time\", span = \"P1M\"",
                  "\"seen_in_time\", span = \"P12M\"", kReturnsFile, 13, "has no span P12M",
                  "write one that it has (P1M)"},
        FaultCase{"ReturnAsksTwice", kReturnsFile, "\"calls_answered\"", "\"calls_offered\"",
                  kReturnsFile, 12, "asks for \"calls_offered\" twice", "remove one"},
        FaultCase{"ReturnOwedByUnknownKind", kReturnsFile, "[\"mental_health_trust\"]",
                  "[\"mental_heath_trust\"]", kReturnsFile, 4,
                  "\"mental_heath_trust\" is no kind of organisation",
                  "did you mean mental_health_trust?"},
        FaultCase{"RuleOfUnknownIndicator", kPairRulesFile, "\"calls_offered\"", "\"calls_ofered\"",
                  kPairRulesFile, 4, "there is no indicator \"calls_ofered\"",
                  "did you mean calls_offered?"},
        FaultCase{"RuleAgainstItself", kPairRulesFile, "\"calls_offered\"", "\"calls_answered\"",
                  kPairRulesFile, 4, "with itself", "two different indicators"},
        FaultCase{"RuleAcrossUnits", kPairRulesFile, "\"calls_offered\"", "\"seen_in_time\"",
                  kPairRulesFile, 4, "compares calls with percent", "of the same unit"},
        FaultCase{"CodeTwice", kRegisterFile, "code = \"XB2\"", "code = \"XA1\"", kRegisterFile, 13,
                  "ODS code XA1 is used before, in organisations.toml:2",
                  "a change of name is a line in names", 2},
        FaultCase{"KindOfOrganisation", kRegisterFile, "kind = \"mental_health_trust\"",
                  "kind = \"hospital\"", kRegisterFile, 7, "kind \"hospital\" of organisation XA1",
                  "organisation_kinds in catalogue.toml"},
        FaultCase{"EventOfUnknownCode", kRegisterFile, "from = [\"XB2\"]", "from = [\"XB3\"]",
                  kRegisterFile, 23, "there is no organisation XB3", "did you mean"}),
    NameOf);

}  // namespace
}  // namespace trustwatch::testing
