#include <limits>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/value.h"
#include "daemon/ingest/judge.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest/drafts.h"
#include "tests/ingest/judge_fixture.h"

// One bad row each, judged on 2026-07-01: exactly one finding, and what it says.
namespace trustwatch::testing {
namespace {

using domain::DraftNumber;
using domain::DraftObservation;
using domain::Level;
using ::testing::HasSubstr;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct BadRow {
  std::string_view name;
  DraftObservation row;
  std::string_view reason;
  std::string_view field;
  std::string value;
  std::string message;  // a piece of it
  std::string cure;     // a piece of it
  Level level = Level::kRefuse;
  std::string organisation = "XA1";
};

void PrintTo(const BadRow& bad, std::ostream* out) { *out << bad.name; }

DraftObservation Broken(std::string_view breakdown) {
  DraftObservation row = RowOf("calls_offered", Figure(100));
  row.breakdown = std::string(breakdown);
  return row;
}

using MaybeDate = std::optional<domain::WrittenDate>;
DraftObservation Dated(MaybeDate first, MaybeDate last) {
  DraftObservation row = RowOf("calls_offered", Figure(100));
  row.first_day = first;
  row.last_day = last;
  return row;
}

DraftObservation Explained(DraftObservation row, std::string explanation) {
  row.explanation = std::move(explanation);
  return row;
}

const domain::WrittenDate kFirst{2026, 4, 1};
const domain::WrittenDate kLast{2026, 4, 30};

std::vector<BadRow> BadNames() {
  return {
      {"NoIndicator", RowOf("", Figure(1)), "INDICATOR_MISSING", "indicator", "",
       "names no indicator", "for example bed_cost"},
      {"UnknownIndicator", RowOf("weather", Figure(1)), "INDICATOR_UNKNOWN", "indicator", "weather",
       "no indicator \"weather\"", "CatalogueService"},
      {"OneLetterWrong", RowOf("cals_offered", Figure(1)), "INDICATOR_UNKNOWN", "indicator",
       "cals_offered", "no indicator \"cals_offered\"", "did you mean calls_offered"},
      {"SpacesAndCapitals", RowOf("Calls Offered", Figure(1)), "INDICATOR_UNKNOWN", "indicator",
       "Calls Offered", "no indicator", "did you mean calls_offered"},
      {"Hyphens", RowOf("seen-in-time", Figure(50)), "INDICATOR_UNKNOWN", "indicator",
       "seen-in-time", "no indicator", "did you mean seen_in_time"},
      {"OfficialId", RowOf("oap-cost", Figure(1)), "INDICATOR_UNKNOWN", "indicator", "oap-cost",
       "no indicator", "did you mean bed_cost"},
      {"FourLettersWrong", RowOf("xxxxs_offered", Figure(1)), "INDICATOR_UNKNOWN", "indicator",
       "xxxxs_offered", "no indicator", "CatalogueService"},
      {"LongIndicator", RowOf(std::string(5000, 'a'), Figure(1)), "INDICATOR_UNKNOWN", "indicator",
       std::string(77, 'a') + "...", "aaa...", "CatalogueService"},
      {"UnknownIndicatorOfNoValue", RowOf("weather", domain::NilReturn{}), "INDICATOR_UNKNOWN",
       "indicator", "weather", "no indicator", "CatalogueService"},
      {"UpperCaseBreakdown", Broken("Ethnicity"), "BREAKDOWN_MALFORMED", "breakdown", "Ethnicity",
       "\"Ethnicity\"", "ethnicity:white"},
      {"BreakdownWithSpace", Broken("age 18"), "BREAKDOWN_MALFORMED", "breakdown", "age 18",
       "not lower-case", "leave it empty for the whole"},
      {"LongBreakdown", Broken(std::string(65, 'b')), "BREAKDOWN_MALFORMED", "breakdown",
       std::string(65, 'b'), "at most 64 bytes", "ethnicity:white"},
  };
}

std::vector<BadRow> BadPeriods() {
  return {
      {"NoPeriod", Dated({}, {}), "PERIOD_MISSING", "period", "", "lacks", "2026-04-01"},
      {"NoFirstDay", Dated({}, kLast), "PERIOD_MISSING", "period.first_day", "", "lacks",
       "first and the last day"},
      {"NoLastDay", Dated(kFirst, {}), "PERIOD_MISSING", "period.last_day", "", "lacks",
       "first and the last day"},
      {"NoSuchLastDay", Dated(kFirst, domain::WrittenDate{2026, 4, 31}), "DATE_MALFORMED",
       "period.last_day", "2026-04-31", "no day 2026-04-31", "date that exists"},
      {"MonthThirteen", Dated(domain::WrittenDate{2026, 13, 1}, kLast), "DATE_MALFORMED",
       "period.first_day", "2026-13-01", "no day 2026-13-01", "date that exists"},
      {"DayZero", Dated(domain::WrittenDate{2026, 4, 0}, kLast), "DATE_MALFORMED",
       "period.first_day", "2026-04-00", "no day", "date that exists"},
      {"LeapDayOfAnOrdinaryYear", Dated(kFirst, domain::WrittenDate{2025, 2, 29}), "DATE_MALFORMED",
       "period.last_day", "2025-02-29", "no day 2025-02-29", "date that exists"},
      {"YearOfTwoDigits", Dated(domain::WrittenDate{26, 4, 1}, kLast), "DATE_MALFORMED",
       "period.first_day", "0026-04-01", "between 1900 and 2200", "date that exists"},
      {"Reversed", Dated(kLast, kFirst), "PERIOD_MALFORMED", "period", "2026-04-30..2026-04-01",
       "begins on 2026-04-30, after its last day 2026-04-01", "in this order"},
      {"SixYears", Dated(domain::WrittenDate{2020, 4, 1}, kLast), "PERIOD_MALFORMED", "period",
       "2020-04-01..2026-04-30", "longer than five years", "first and the last day"},
      {"NextYear", RowOf("calls_offered", Figure(100), "2027-04"), "PERIOD_IN_FUTURE",
       "period.first_day", "2027-04-01", "2027-04-01, which is still to come", "check the year"},
      {"ThisMonth", RowOf("calls_offered", Figure(100), "2026-07"), "PERIOD_NOT_COMPLETE",
       "period.last_day", "2026-07-31", "until 2026-07-31, which is not over in London",
       "from the day after on"},
      {"HalfAMonth", RowOf("calls_offered", Figure(100), "2026-04-01..2026-04-15"),
       "SPAN_UNEXPECTED", "period", "2026-04-01..2026-04-15", "is 15 days", "a period of 1 month"},
      {"AQuarterOfAMonthlyFigure", RowOf("calls_offered", Figure(100), "2026-02-01..2026-04-30"),
       "SPAN_UNEXPECTED", "period", "2026-02-01..2026-04-30",
       "is 3 months, and calls_offered is reported over 1 month", "a period of 1 month"},
      {"AYearWhereMonthOrQuarter", RowOf("seen_in_time", Figure(50), "2025-05-01..2026-04-30"),
       "SPAN_UNEXPECTED", "period", "2025-05-01..2026-04-30", "is 12 months",
       "1 month or 3 months"},
      {"BedsInPercent",
       RowOf("calls_offered",
             domain::DraftNumber{.value = 62, .unit_sign = domain::UnitSign::kPercent}),
       "UNIT_MISMATCH", "value.number.value", "62",
       "written with a % sign, and calls_offered is in calls", "give the figure in calls"},
      {"PercentInPounds",
       RowOf("seen_in_time",
             domain::DraftNumber{.value = 62, .unit_sign = domain::UnitSign::kPounds}),
       "UNIT_MISMATCH", "value.number.value", "62", "a pound sign, and seen_in_time is in percent",
       "check the column"},
      {"ASignOfANewerContract",
       RowOf("calls_offered",
             domain::DraftNumber{.value = 62, .unit_sign = domain::UnitSign::kUnknown}),
       "UNIT_MISMATCH", "value.number.value", "62", "a sign that this daemon does not know",
       "in calls"},
      {"NotOwedByAnybody", RowOf("beds_open", Figure(1)), "INDICATOR_NOT_OWED", "indicator",
       "beds_open", "no return asks XA1 (mental_health_trust) for beds_open over 1 month",
       "leave the row out"},
      {"NotOwedOverThisSpan", RowOf("seen_in_time", Figure(50), "2026-02-01..2026-04-30"),
       "INDICATOR_NOT_OWED", "indicator", "seen_in_time", "over 3 months", "leave the row out"},
      {"QuarterOfTheWrongMonths", RowOf("quarterly", Figure(1), "2026-03-01..2026-05-31"),
       "INDICATOR_NOT_OWED", "period", "2026-03-01..2026-05-31", "March, June, September, December",
       "give the first and the last day of such a period"},
      {"NotOwedAnyMore", RowOf("old_measure", Figure(1), "2026-01"), "INDICATOR_NOT_OWED",
       "indicator", "old_measure", "for the period 2026-01", "keep the catalogue"},
      {"NotOwedByThisKind", RowOf("calls_offered", Figure(100)), "INDICATOR_NOT_OWED", "indicator",
       "calls_offered", "XD4 (other_provider)", "leave the row out", Level::kRefuse, "XD4"},
      {"AfterClosing", RowOf("calls_offered", Figure(100)), "ORGANISATION_CLOSED", "period",
       "2026-04", "XC3 (Closedshire) closed on 2020-03-31", "check the organisation",
       Level::kRefuse, "XC3"},
      {"TheMonthAfterClosing", RowOf("calls_offered", Figure(100), "2020-04"),
       "ORGANISATION_CLOSED", "period", "2020-04", "closed on 2020-03-31", "register",
       Level::kRefuse, "XC3"},
      {"BeforeOpening", RowOf("calls_offered", Figure(100), "2026-02"), "ORGANISATION_NOT_YET_OPEN",
       "period", "2026-02", "XN5 (Newshire) opened on 2026-03-01", "check the organisation",
       Level::kRefuse, "XN5"},
  };
}

std::vector<BadRow> BadValues() {
  return {
      {"NoValue", RowOf("calls_offered", std::monostate()), "VALUE_MISSING", "value", "",
       "no value", "nil return, not applicable, suppressed, or missing"},
      {"EmptyNumber", RowOf("calls_offered", DraftNumber{}), "NUMBER_EMPTY", "value.number", "",
       "says nothing", "0 is a value"},
      {"EmptyRatio", RowOf("seen_in_time", DraftNumber{}), "NUMBER_EMPTY", "value.number", "",
       "says nothing", "numerator and denominator"},
      {"NotANumber", RowOf("calls_offered", Figure(kNan)), "NOT_FINITE", "value.number.value",
       "nan", "value nan is not a finite number", "say missing and why"},
      {"Infinite", RowOf("calls_offered", Figure(kInfinity)), "NOT_FINITE", "value.number.value",
       "inf", "not a finite number", "say missing and why"},
      {"InfiniteNumerator", RowOf("seen_in_time", Ratio(-kInfinity, 5)), "NOT_FINITE",
       "value.number.numerator", "-inf", "numerator -inf", "give the figure"},
      {"DenominatorNotANumber", RowOf("seen_in_time", Ratio(5, kNan)), "NOT_FINITE",
       "value.number.denominator", "nan", "denominator nan", "give the figure"},
      {"MissingWithoutReason", RowOf("calls_offered", domain::Missing{}), "REASON_MISSING",
       "value.missing.reason", "", "not why", "since 4 August"},
      {"MissingWithBlankReason", RowOf("calls_offered", domain::Missing{" \t\n"}), "REASON_MISSING",
       "value.missing.reason", "", "not why", "since 4 August"},
      {"MissingWithLongReason", RowOf("calls_offered", domain::Missing{std::string(501, 'r')}),
       "TEXT_TOO_LONG", "value.missing.reason", std::string(77, 'r') + "...", "has 501 bytes",
       "shorten it to 500 bytes"},
      {"LongExplanation", Explained(RowOf("calls_offered", Figure(100)), std::string(501, 'e')),
       "TEXT_TOO_LONG", "explanation", std::string(77, 'e') + "...", "501 bytes", "500 bytes"},
      {"HalfACall", RowOf("calls_offered", Figure(100.5)), "VALUE_NOT_WHOLE", "value.number.value",
       "100.5", "100.5 is not a whole number of calls", "not an average"},
      {"CountBeyondDoubles", RowOf("calls_answered", Figure(1e17)), "VALUE_TOO_LARGE",
       "value.number.value", "1e+17", "9007199254740992", "correct it"},
      {"NegativeCount", RowOf("calls_offered", Figure(-1)), "VALUE_BELOW_MINIMUM",
       "value.number.value", "-1", "-1 is below 0", "say missing and why"},
      {"SentinelNumber", RowOf("calls_offered", Figure(-999)), "VALUE_BELOW_MINIMUM",
       "value.number.value", "-999", "-999 is below 0", "say missing and why"},
      {"Above100Percent", RowOf("seen_in_time", Figure(100.5)), "VALUE_ABOVE_MAXIMUM",
       "value.number.value", "100.5", "100.5 is above 100", "unit is percent"},
      {"ScoreOfEleven", RowOf("staff_score", Figure(11)), "VALUE_ABOVE_MAXIMUM",
       "value.number.value", "11", "11 is above 10", "score 0-10"},
      {"FewCalls", RowOf("calls_offered", Figure(9)), "VALUE_IMPLAUSIBLE", "value.number.value",
       "9", "usually lie between 10 and 5000 (invented)", "accepted as it stands", Level::kWarn},
      {"ManyCalls", RowOf("calls_offered", Figure(5001)), "VALUE_IMPLAUSIBLE", "value.number.value",
       "5001", "5001 is unusual for calls_offered", "accepted", Level::kWarn},
      {"CheapBed", RowOf("bed_cost", Figure(199.99)), "VALUE_IMPLAUSIBLE", "value.number.value",
       "199.99", "between 200 and 1500", "explanation why it is right", Level::kExplain},
      {"CheapBedBlankExplanation", Explained(RowOf("bed_cost", Figure(150)), "  "),
       "VALUE_IMPLAUSIBLE", "value.number.value", "150", "unusual", "explanation", Level::kExplain},
      {"ScoreOutOfRange", RowOf("staff_score", Figure(3.9)), "VALUE_IMPLAUSIBLE",
       "value.number.value", "3.9", "between 4 and 9", "send it again"},
  };
}

std::vector<BadRow> BadRatios() {
  return {
      {"CountWithNumerator", RowOf("calls_offered", DraftNumber{.value = 100, .numerator = 100}),
       "NUMERATOR_NOT_EXPECTED", "value.number.numerator", "100",
       "calls_offered is not made of a numerator", "value alone"},
      {"CountWithDenominator", RowOf("calls_offered", DraftNumber{.value = 100, .denominator = 30}),
       "DENOMINATOR_NOT_EXPECTED", "value.number.denominator", "30", "30 is given", "value alone"},
      {"CountAsNumeratorOnly", RowOf("calls_offered", DraftNumber{.numerator = 100}),
       "NUMERATOR_NOT_EXPECTED", "value.number.numerator", "100", "100 is given", "value alone"},
      {"NumeratorAlone", RowOf("seen_in_time", DraftNumber{.numerator = 50}), "DENOMINATOR_MISSING",
       "value.number.denominator", "", "numerator 50 has no denominator", "give both"},
      {"DenominatorAlone", RowOf("seen_in_time", DraftNumber{.denominator = 80}),
       "NUMERATOR_MISSING", "value.number.numerator", "", "denominator 80 has no numerator",
       "give both"},
      {"ValueAndNumerator", RowOf("seen_in_time", DraftNumber{.value = 62.5, .numerator = 50}),
       "DENOMINATOR_MISSING", "value.number.denominator", "", "has no denominator (all)",
       "or neither"},
      {"NothingToCountFrom", RowOf("seen_in_time", Ratio(0, 0)), "DENOMINATOR_NOT_POSITIVE",
       "value.number.denominator", "0", "denominator 0 is not above 0", "nil return"},
      {"NegativeDenominator", RowOf("bed_cost", Ratio(500, -1)), "DENOMINATOR_NOT_POSITIVE",
       "value.number.denominator", "-1", "denominator -1", "nil return"},
      {"NegativeNumerator", RowOf("seen_in_time", Ratio(-5, 80)), "NUMERATOR_NEGATIVE",
       "value.number.numerator", "-5", "numerator -5 is below 0", "0 or more"},
      {"MoreThanAll", RowOf("seen_in_time", Ratio(81, 80)), "NUMERATOR_ABOVE_DENOMINATOR",
       "value.number.numerator", "81", "numerator 81 is above denominator 80", "correct the one"},
      // 100 x 84 / 80 = 105, where a bed may be occupied twice.
      {"MoreThanAllWhereThatMayBe", RowOf("bed_occupancy", Ratio(84, 80)), "VALUE_ABOVE_WHOLE",
       "value.number.value", "105", "105 is above 100, the whole of bed_occupancy",
       "accepted as it stands", Level::kWarn},
      {"MoreThanAllAlone", RowOf("bed_occupancy", Figure(100.5)), "VALUE_ABOVE_WHOLE",
       "value.number.value", "100.5", "100.5 is above 100", "accepted as it stands", Level::kWarn},
      // 100 x 112 / 80 = 140, and 100 x 168 / 80 = 210.
      {"FarMoreThanAll", RowOf("bed_occupancy", Ratio(112, 80)), "VALUE_IMPLAUSIBLE",
       "value.number.value", "140", "between 60 and 110", "accepted as it stands", Level::kWarn},
      {"MoreThanCanBe", RowOf("bed_occupancy", Ratio(168, 80)), "VALUE_ABOVE_MAXIMUM",
       "value.number.value", "210", "210 is above 200", "unit is percent"},
      // 100 x 50 / 90 = 55.555...; 55.6 would be right to one decimal, 55.5 is not.
      {"RoundedDown", RowOf("seen_in_time", Ratio(50, 90, 55.5)), "VALUE_INCONSISTENT",
       "value.number.value", "55.5", "which gives 55.56", "leave the value out"},
      {"SwappedDigits", RowOf("seen_in_time", Ratio(50, 90, 65)), "VALUE_INCONSISTENT",
       "value.number.value", "65", "65 is not 100 x numerator / denominator", "leave the value"},
      {"WrongInTheThirdDecimal", RowOf("seen_in_time", Ratio(50, 90, 55.557)), "VALUE_INCONSISTENT",
       "value.number.value", "55.557", "gives 55.556", "correct the one"},
      // 5,000 / 11 = 454.5454...
      {"CostOfAnotherMonth", RowOf("bed_cost", Ratio(5000, 11, 460)), "VALUE_INCONSISTENT",
       "value.number.value", "460", "gives 454.55", "correct the one"},
      {"FractionProvedByRatio", RowOf("seen_in_time", Ratio(50, 80, 0.625)),
       "PERCENT_GIVEN_AS_FRACTION", "value.number.value", "0.625",
       "seen_in_time is in percent: its numerator and denominator give 62.5", "send 62.5"},
      {"RoundedFractionProvedByRatio", RowOf("seen_in_time", Ratio(50, 90, 0.56)),
       "PERCENT_GIVEN_AS_FRACTION", "value.number.value", "0.56", "looks like a fraction",
       "send 56"},
      {"OneForAHundredPercent", RowOf("seen_in_time", Ratio(80, 80, 1)),
       "PERCENT_GIVEN_AS_FRACTION", "value.number.value", "1", "give 100", "send 100"},
      {"OneIsNotEverything", RowOf("seen_in_time", Ratio(50, 80, 1)), "VALUE_INCONSISTENT",
       "value.number.value", "1", "gives 62.50", "correct the one"},
      {"FractionBesidePlausibleRange", RowOf("seen_in_time", Figure(0.62)),
       "PERCENT_GIVEN_AS_FRACTION", "value.number.value", "0.62", "between 40 and 100",
       "send 62; if the value is right", Level::kExplain},
      {"HalfAPercentProvedByRatio", RowOf("seen_in_time", Ratio(1, 200, 0.5)), "VALUE_IMPLAUSIBLE",
       "value.number.value", "0.5", "unusual for seen_in_time", "accepted as it stands",
       Level::kWarn},
      {"FewPercentAreNoSlip", RowOf("seen_in_time", Figure(12)), "VALUE_IMPLAUSIBLE",
       "value.number.value", "12", "unusual", "check it", Level::kWarn},
      {"PercentProvedByRatio", RowOf("share_out_of_area", Ratio(20, 100, 20)),
       "FRACTION_GIVEN_AS_PERCENT", "value.number.value", "20",
       "share_out_of_area is a fraction of 1", "send 0.2"},
      {"PercentAboveMaximum", RowOf("share_out_of_area", Figure(12.5)), "FRACTION_GIVEN_AS_PERCENT",
       "value.number.value", "12.5", "at most 1", "send 0.125"},
      {"TooMuchForAPercentage", RowOf("share_out_of_area", Figure(250)), "VALUE_ABOVE_MAXIMUM",
       "value.number.value", "250", "250 is above 1", "unit is ratio"},
  };
}

class BadRowTest : public ::testing::TestWithParam<BadRow> {};

TEST_P(BadRowTest, IsFoundAndSaidClearly) {
  const BadRow& bad = GetParam();
  domain::Draft draft = DraftOf({bad.row});
  draft.organisation = bad.organisation;
  JudgeBench bench;
  const ingest::Judgement judgement = bench.Judge(draft);
  ASSERT_EQ(judgement.findings.size(), 1U) << ::testing::PrintToString([&] {
    std::vector<std::string> reasons;
    for (const domain::Finding& finding : judgement.findings) {
      reasons.push_back(finding.reason);
    }
    return reasons;
  }());
  const domain::Finding& finding = judgement.findings.front();
  EXPECT_EQ(finding.reason, bad.reason);
  EXPECT_EQ(finding.field, bad.field);
  EXPECT_EQ(finding.value, bad.value);
  EXPECT_EQ(finding.level, bad.level);
  EXPECT_EQ(finding.observation_index, 0);
  EXPECT_EQ(finding.explanation, "");
  EXPECT_THAT(finding.message, HasSubstr(bad.message));
  EXPECT_THAT(finding.cure, HasSubstr(bad.cure));
  const bool is_accepted = bad.level == Level::kWarn;
  EXPECT_EQ(judgement.outcome,
            is_accepted ? domain::Outcome::kAccepted : domain::Outcome::kRefused);
  EXPECT_EQ(judgement.observations.size(), is_accepted ? 1U : 0U);
}

std::string NameOf(const ::testing::TestParamInfo<BadRow>& info) {
  return std::string(info.param.name);
}

INSTANTIATE_TEST_SUITE_P(Names, BadRowTest, ::testing::ValuesIn(BadNames()), NameOf);
INSTANTIATE_TEST_SUITE_P(Periods, BadRowTest, ::testing::ValuesIn(BadPeriods()), NameOf);
INSTANTIATE_TEST_SUITE_P(Values, BadRowTest, ::testing::ValuesIn(BadValues()), NameOf);
INSTANTIATE_TEST_SUITE_P(Ratios, BadRowTest, ::testing::ValuesIn(BadRatios()), NameOf);

}  // namespace
}  // namespace trustwatch::testing
