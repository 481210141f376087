#include "gtest/gtest.h"
#include "tests/catalogue/fault_table.h"

namespace trustwatch::testing {
namespace {

class IndicatorFaults : public ::testing::TestWithParam<FaultCase> {};

TEST_P(IndicatorFaults, IsToldWithPlaceAndCure) { ExpectFault(GetParam()); }

constexpr char kFile[] = "indicators.toml";

INSTANTIATE_TEST_SUITE_P(
    Values, IndicatorFaults,
    ::testing::Values(
        FaultCase{"MalformedId", kFile, "id = \"calls_answered\"", "id = \"Calls-Answered\"", kFile,
                  29, "id \"Calls-Answered\" is not 1 to 64", "for example tt_access", 3},
        FaultCase{"NoId", kFile, "id = \"calls_answered\"\n", "", kFile, 28, "has no id",
                  "write id = \"tt_access\"", 3},
        FaultCase{"NoReviewDate", kFile, "review_date = 2027-04-01\n", "", kFile, 1,
                  "indicator \"calls_offered\" has no review_date", "review_date = 2027-04-01"},
        FaultCase{"UnknownKind", kFile, "kind = \"count\"", "kind = \"cuont\"", kFile, 8,
                  "kind \"cuont\"",
                  "did you mean count? Otherwise write one of count, proportion, rate, money, "
                  "duration, score"},
        FaultCase{"UnknownDirection", kFile, "\"neither\"", "\"sideways\"", kFile, 10,
                  "direction \"sideways\"", "write one of lower, higher, neither"},
        FaultCase{"UnknownChart", kFile, "direction = \"neither\"",
                  "direction = \"neither\"\nchart = \"pie\"", kFile, 11, "chart \"pie\"",
                  "write one of xmr, p_prime, u_prime, t, g"},
        FaultCase{"ChartOfAnotherKind", kFile, "direction = \"neither\"",
                  "direction = \"neither\"\nchart = \"p_prime\"", kFile, 11,
                  "does not suit its kind", "p_prime is for proportions"},
        FaultCase{"ChartBelowZero", kFile, "kind = \"count\"\ndirection = \"higher\"",
                  "kind = \"count\"\ndirection = \"higher\"\nchart = \"g\"", kFile, 35,
                  "takes no number below 0", "write minimum = 0"},
        FaultCase{"UnknownLevel", kFile, "\"explain\"", "\"shout\"", kFile, 15, "outside \"shout\"",
                  "write one of warn, explain, refuse"},
        FaultCase{"SpanMalformed", kFile, "\"P3M\"", "\"3 months\"", kFile, 11,
                  "\"3 months\" is not a span", "write P1M for a month"},
        FaultCase{"SpanTwice", kFile, "\"P3M\"", "\"P1M\"", kFile, 11, "span P1M",
                  "remove one of them"},
        FaultCase{"NoSpans", kFile, "spans = [\"P1M\", \"P3M\"]", "spans = []", kFile, 11,
                  "spans of indicator \"calls_offered\" is empty", "spans = [\"P1M\"]", 2},
        FaultCase{"PlausibleUpsideDown", kFile, "low = 10, high = 5000", "low = 5000, high = 10",
                  kFile, 15, "runs from 5000 to 10", "low that is below high"},
        FaultCase{"PlausibleBeyondMaximum", kFile, "high = 5000", "high = 90001", kFile, 15,
                  "reaches beyond its minimum or maximum", "keep low and high within"},
        FaultCase{"PlausibleWithoutBasis", kFile, ", basis = \"estimate\"", "", kFile, 15,
                  "has no basis", "basis = \"estimate\""},
        FaultCase{"MaximumBelowMinimum", kFile, "maximum = 90000", "maximum = -1", kFile, 14,
                  "maximum -1 of indicator \"calls_offered\" is not above", "correct minimum", 2},
        FaultCase{"MaximumInfinite", kFile, "maximum = 90000", "maximum = inf", kFile, 14,
                  "not a finite number", "write maximum = 100"},
        FaultCase{"CountNotInteger", kFile, "kind = \"count\"", "kind = \"count\"\ninteger = false",
                  kFile, 9, "is a count and not integer", "remove integer = false"},
        FaultCase{"CountWithDenominator", kFile, "numerator = \"Calls offered\"",
                  "denominator = \"Days\"\nscale = 1", kFile, 9, "is a count with a denominator",
                  "kind = \"proportion\""},
        FaultCase{"CountBelowZero", kFile, "minimum = 0", "minimum = -5", kFile, 13,
                  "is a count with minimum -5", "minimum = 0"},
        FaultCase{"ScaleWithoutDenominator", kFile, "minimum = 0", "scale = 100\nminimum = 0",
                  kFile, 13, "has a scale but no denominator", "remove scale"},
        FaultCase{"ProportionWithoutNumerator", kFile, "numerator = \"Seen within 6 weeks\"\n", "",
                  kFile, 51, "has no numerator", "say in numerator what is counted"},
        FaultCase{"ProportionWithoutDenominator", kFile, "denominator = \"All who were seen\"\n",
                  "", kFile, 51, "has no denominator", "say in denominator out of what"},
        FaultCase{"ProportionAsFraction", kFile, "scale = 100", "scale = 1", kFile, 54,
                  "is a proportion with scale 1", "write scale = 100"},
        FaultCase{"ProportionNotInPercent", kFile, "unit = \"percent\"", "unit = \"share\"", kFile,
                  50, "is a proportion in \"share\"", "unit = \"percent\""},
        FaultCase{"RateWithoutScale", kFile,
                  "kind = \"proportion\"\nnumerator = \"Seen within 6 weeks\"\ndenominator = \"All "
                  "who were seen\"\nscale = 100\n",
                  "kind = \"rate\"\nnumerator = \"Seen\"\ndenominator = \"All\"\n", kFile, 46,
                  "has a denominator but scale 0", "write a scale above 0"},
        FaultCase{"TargetBeyondMaximum", kFile, "target = 75", "target = 750", kFile, 68,
                  "target 750", "in the indicator's unit"},
        FaultCase{"StandardEndsBeforeItBegins", kFile, "last_day = 2020-03-31",
                  "last_day = 2014-03-31", kFile, 72, "ends on 2014-03-31",
                  "correct first_day or last_day"},
        FaultCase{"StandardsOutOfOrder", kFile, "first_day = 2020-04-01", "first_day = 2014-04-01",
                  kFile, 78, "begins on 2014-04-01, before the one above it", "oldest first"},
        FaultCase{"NoChanges", kFile,
                  "changes = [{ version = 1, date = 2026-11-22, what = \"First definition.\" }]\n",
                  "", kFile, 28, "has no changes", "changes = [{ version = 1"},
        FaultCase{"VersionWithoutChange", kFile, "definition_version = 2", "definition_version = 3",
                  kFile, 21, "its last change is version 2", "list what changed in every version"},
        FaultCase{"VersionSkipped", kFile, "{ version = 2,", "{ version = 3,", kFile, 24,
                  "is version 3 where 2 should follow", "with no gap", 2},
        FaultCase{"ChangesOutOfOrder", kFile, "date = 2026-04-01", "date = 2023-04-01", kFile, 24,
                  "is dated 2023-04-01, before the one above it", "oldest first"},
        FaultCase{"KeyMisspelt", kFile, "why_it_matters = \"It is the demand.\"",
                  "why_it_matter = \"It is the demand.\"", kFile, 18,
                  "has an unknown key \"why_it_matter\"", "did you mean why_it_matters?", 2}),
    NameOf);

}  // namespace
}  // namespace trustwatch::testing
