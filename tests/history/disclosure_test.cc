#include "daemon/history/disclosure.h"

#include <cstddef>
#include <string>
#include <vector>

#include "daemon/history/judge.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_figures.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/history/family_builder.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::history {
namespace {

using ::testing::ElementsAre;
using testing::FamilyOf;
using testing::HiddenCount;
using testing::HiddenPercent;
using testing::Percent;
using testing::Shown;
using testing::Tell;

constexpr domain::SmallNumbers kCounts{.hide_under = 5, .round_to = 5};
constexpr domain::SmallNumbers kOthers{.hide_under = 5, .decimals = 0};
const domain::Value kNil = domain::NilReturn{};
const domain::Value kNone = domain::NotApplicable{};
const domain::Value kMissing = domain::Missing{"system down"};
const domain::Value kDisclosureHidden = domain::Suppressed{};

domain::Value N(double value) { return domain::Number{.value = value}; }

TEST(Disclosure, CountsUnderTheBoundAreHiddenAndOthersRounded) {
  EXPECT_THAT(Shown(HiddenCount(kCounts), {{"",
                                            {N(0), N(1), N(4), N(5), N(7), N(8), N(12), N(13),
                                             N(1002), kNil, kNone, kMissing, kDisclosureHidden}}}),
              ElementsAre(": * * * 5 5 10 10 15 1000 * - ? *"));
}

TEST(Disclosure, NobodyIsShownWhereTheRuleSaysSo) {
  domain::SmallNumbers rule = kCounts;
  rule.show_zero = true;
  EXPECT_THAT(Shown(HiddenCount(rule), {{"", {N(0), N(1), N(4), N(6), kNil}}}),
              ElementsAre(": 0 * * 5 nil"));
  rule = kOthers;
  rule.show_zero = true;
  // None of 40 is shown; 3 of 40 is not; none of 4 is a group of 4.
  EXPECT_THAT(Shown(HiddenPercent(rule), {{"", {Percent(0, 40), Percent(3, 40), Percent(0, 4)}}}),
              ElementsAre(": 0 * *"));
}

TEST(Disclosure, PercentagesAreHiddenByTheirNumeratorAndLoseTheirDecimals) {
  // 7 of 9 is 77.8, 5 of 8 is 62.5, 39 of 40 is 97.5: one who was not, as the published files do.
  EXPECT_THAT(
      Shown(
          HiddenPercent(kOthers),
          {{"", {Percent(0, 50), Percent(4, 50), Percent(7, 9), Percent(5, 8), Percent(39, 40)}}}),
      ElementsAre(": * * 78 63 98"));
}

TEST(Disclosure, WhatCameWithoutItsPartsIsShownUnlessItIsZero) {
  EXPECT_THAT(Shown(HiddenPercent(kOthers), {{"", {N(62.4), N(0), N(0.4), kNil}}}),
              ElementsAre(": 62 * * *"));
}

TEST(Disclosure, ARateIsHiddenByEitherPartAndAMeanByItsDenominator) {
  domain::Indicator rate = HiddenPercent({.hide_under = 5, .decimals = 1});
  rate.kind = domain::IndicatorKind::kRate;
  EXPECT_THAT(Shown(rate, {{"", {Percent(20, 4), Percent(4, 20), Percent(20, 30)}}}),
              ElementsAre(": * * 66.7"));
  domain::Indicator mean = rate;
  mean.kind = domain::IndicatorKind::kDuration;
  // 3 days over 6 people are 50 hundredths; a wait of 0 is no secret; 20 days over 4 people are.
  EXPECT_THAT(Shown(mean, {{"", {Percent(3, 6), Percent(0, 6), Percent(20, 4), N(0)}}}),
              ElementsAre(": 50 0 * 0"));
}

TEST(Disclosure, AnIndicatorWithoutARuleIsShownAsItStands) {
  const std::vector<testing::FamilyRow> rows = {{"", {N(3), kNil}}, {"age:under18", {N(1), N(2)}}};
  EXPECT_THAT(Shown(testing::CountIndicator("beds"), rows),
              ElementsAre(": 3 nil", "age:under18: 1 2"));
}

TEST(Disclosure, AnIndicatorThatLeftTheCatalogueShowsNothing) {
  std::vector<FamilySeries> family = FamilyOf({{"", {N(3000), kNil, kNone, kMissing}}});
  Disclose(nullptr, family);
  EXPECT_THAT(Tell(family), ElementsAre(": * * - ?"));
}

// People by age, in the manner of a provider's rows in the MHSDS file; the second lines are what
// rounding and first hiding alone would show.
TEST(Disclosure, OneHiddenPartTakesTheSmallestOtherWithIt) {
  EXPECT_THAT(Shown(HiddenCount(kCounts),
                    {
                        {"", {N(63), N(66), N(70), N(60)}},
                        {"age:under18", {N(3), N(8), N(3), N(2)}},     // 3 8 3 2  ->  * 10 * *
                        {"age:18to64", {N(40), N(40), N(57), N(55)}},  //           40 40 55 55
                        {"age:over64", {N(20), N(18), N(10), N(3)}},   //            20 20 10 *
                    }),
              ElementsAre(": 65 65 70 60",
                          "age:under18: * 10 * *",  // March: 3, so 10 goes with it
                          "age:18to64: 40 40 55 55",
                          "age:over64: * 20 * *"));  // April: 2 and 3 hide each other
}

TEST(Disclosure, HiddenPartsThatAreEqualTakeOneMoreWithThem) {
  // 2 + 2 + 9 + 30 = 43. With two hidden that are equal, half of what is missing is each.
  EXPECT_THAT(
      Shown(HiddenCount(kCounts),
            {{"", {N(43)}}, {"a:1", {N(2)}}, {"a:2", {N(2)}}, {"a:3", {N(9)}}, {"a:4", {N(30)}}}),
      ElementsAre(": 45", "a:1: *", "a:2: *", "a:3: *", "a:4: 30"));
}

TEST(Disclosure, EqualSmallestPartsGoTogether) {
  EXPECT_THAT(
      Shown(HiddenCount(kCounts),
            {{"", {N(33)}}, {"a:1", {N(9)}}, {"a:2", {N(3)}}, {"a:3", {N(9)}}, {"a:4", {N(12)}}}),
      ElementsAre(": 35", "a:1: *", "a:2: *", "a:3: *", "a:4: 10"));
}

TEST(Disclosure, DimensionsAndPeriodsAreHiddenByThemselves) {
  EXPECT_THAT(
      Shown(HiddenCount(kCounts), {{"", {N(20), N(20)}},
                                   {"age:old", {N(17), N(10)}},
                                   {"age:young", {N(3), N(10)}},
                                   {"sex:f", {N(9), N(9)}},
                                   {"sex:m", {N(11), N(11)}}}),
      ElementsAre(": 20 20", "age:old: * 10", "age:young: * 10", "sex:f: 10 10", "sex:m: 10 10"));
}

TEST(Disclosure, PartsOfAHiddenTotalAreHidden) {
  domain::SmallNumbers rule = kCounts;
  rule.show_zero = true;
  EXPECT_THAT(Shown(HiddenCount(rule), {{"", {N(3), kDisclosureHidden, N(0)}},
                                        {"age:old", {N(0), N(20), N(0)}},
                                        {"age:young", {N(3), N(30), N(0)}}}),
              ElementsAre(": * * 0", "age:old: * * 0", "age:young: * * 0"));
  // Of 20 young, 9 and 11; they are the smallest beside 3 of unknown age.
  EXPECT_THAT(Shown(HiddenCount(kCounts), {{"", {N(73)}},
                                           {"age:old", {N(50)}},
                                           {"age:unknown", {N(3)}},
                                           {"age:young", {N(20)}},
                                           {"age:young:sex:f", {N(9)}},
                                           {"age:young:sex:m", {N(11)}}}),
              ElementsAre(": 75", "age:old: 50", "age:unknown: *", "age:young: *",
                          "age:young:sex:f: *", "age:young:sex:m: *"));
}

TEST(Disclosure, APartThatCameHiddenIsNotFoundBySubtraction) {
  EXPECT_THAT(
      Shown(HiddenCount(kCounts),
            {{"", {N(43)}}, {"a:1", {kDisclosureHidden}}, {"a:2", {N(10)}}, {"a:3", {N(30)}}}),
      ElementsAre(": 45", "a:1: *", "a:2: *", "a:3: 30"));
  EXPECT_THAT(Shown(HiddenCount(kCounts), {{"", {N(43)}},
                                           {"a:1", {kDisclosureHidden}},
                                           {"a:2", {kDisclosureHidden}},
                                           {"a:3", {N(30)}}}),
              ElementsAre(": 45", "a:1: *", "a:2: *", "a:3: 30"));
}

TEST(Disclosure, AnAbsentPartIsNoPart) {
  EXPECT_THAT(Shown(HiddenCount(kCounts), {{"", {N(43)}},
                                           {"a:1", {N(3)}},
                                           {"a:2", {kNone}},
                                           {"a:3", {kMissing}},
                                           {"a:4", {N(40)}}}),
              ElementsAre(": 45", "a:1: *", "a:2: -", "a:3: ?", "a:4: *"));
}

TEST(Disclosure, TheSmallestPercentageIsThatOfTheFewest) {
  // 3 of 60 is hidden; 9 of 10 are fewer than 20 of 100.
  EXPECT_THAT(Shown(HiddenPercent(kOthers), {{"", {Percent(32, 170)}},
                                             {"a:1", {Percent(3, 60)}},
                                             {"a:2", {Percent(9, 10)}},
                                             {"a:3", {Percent(20, 100)}}}),
              ElementsAre(": 19", "a:1: *", "a:2: *", "a:3: 20"));
}

TEST(Disclosure, TheWholeIsExactWhereOnlyBreakdownsAreHidden) {
  std::vector<FamilySeries> family = FamilyOf({{"", {Percent(3, 64)}},
                                               {"staff:nurses", {Percent(2, 30)}},
                                               {"staff:others", {Percent(8, 21)}}});
  const domain::Indicator indicator =
      HiddenPercent({.hide_under = 5, .decimals = 1, .breakdowns_only = true});
  Disclose(&indicator, family);
  EXPECT_THAT(Tell(family), ElementsAre(": 4.6875", "staff:nurses: *", "staff:others: *"));
  EXPECT_EQ(family[0].figures.RatioAt(0), (Ratio{.numerator = 3, .denominator = 64}));
  EXPECT_FALSE(family[1].figures.has_ratios());
}

// "43 of 125": what organisations are compared by in each period, - where there is nothing.
std::vector<std::string> ComparedBy(const domain::Indicator& indicator,
                                    const std::vector<domain::Value>& values) {
  std::vector<FamilySeries> family = FamilyOf({{"", values}});
  Disclose(&indicator, family);
  std::vector<std::string> told;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Ratio ratio = family[0].figures.ComparedAt(i);
    told.push_back(ratio == Ratio{} ? "-"
                                    : fmt::format("{} of {}", ratio.numerator, ratio.denominator));
  }
  EXPECT_FALSE(family[0].figures.has_ratios());
  std::vector<FamilySeries> again = family;
  Disclose(&indicator, again);
  EXPECT_EQ(again[0].figures, family[0].figures) << "disclosing what is disclosed changes nothing";
  return told;
}

TEST(Disclosure, TheWholeIsComparedByWhatIsShownOfIt) {
  // 50 of 122 is 41 %, 41 of 120 is 34 %; 7 of 13 is 54 %; 5 of 7 is 71 %, 5 of 8 is 63 %.
  EXPECT_THAT(
      ComparedBy(HiddenPercent(kOthers), {Percent(50, 122), Percent(41, 120), Percent(7, 13),
                                          Percent(5, 7), Percent(5, 8), Percent(97, 97)}),
      ElementsAre("49.2 of 120", "40.8 of 120", "8.1 of 15", "3.55 of 5", "6.3 of 10", "95 of 95"));
}

TEST(Disclosure, NothingHiddenIsComparedByAnything) {
  EXPECT_THAT(
      ComparedBy(HiddenPercent(kOthers), {Percent(3, 122), Percent(0, 40), Percent(4, 4), N(62.4),
                                          kNil, kNone, kDisclosureHidden, Percent(50, 100)}),
      ElementsAre("-", "-", "-", "-", "-", "-", "-", "50 of 100"));
  // 12 go to 10, which is under 11; 13 go to 15. 12 of 13 are 92.31 %.
  EXPECT_THAT(ComparedBy(HiddenPercent({.hide_under = 11, .decimals = 2}),
                         {Percent(11, 12), Percent(12, 13)}),
              ElementsAre("-", "13.8465 of 15"));
}

TEST(Disclosure, RatesAreComparedInTheirUnitAndOthersNotAtAll) {
  domain::Indicator rate = HiddenPercent({.hide_under = 5, .decimals = 0});
  rate.kind = domain::IndicatorKind::kRate;
  rate.scale = 1000;
  // 23 in 1,502 are 15.3 for 1,000, shown as 15: 15 x 1,500 / 1,000.
  const domain::Value number =
      domain::Number{.value = 23'000.0 / 1'502, .numerator = 23, .denominator = 1'502};
  EXPECT_THAT(ComparedBy(rate, {number}), ElementsAre("22.5 of 1500"));
  rate.kind = domain::IndicatorKind::kDuration;
  EXPECT_THAT(ComparedBy(rate, {number}), ElementsAre("-"));
  std::vector<FamilySeries> family = FamilyOf(
      {{"", {Percent(50, 100)}}, {"sex:f", {Percent(20, 50)}}, {"sex:m", {Percent(30, 50)}}});
  const domain::Indicator indicator = HiddenPercent(kOthers);
  Disclose(&indicator, family);
  EXPECT_EQ(family[0].figures.ComparedAt(0), (Ratio{50, 100}));
  EXPECT_EQ(family[1].figures.ComparedAt(0), (Ratio{})) << "no part";
}

TEST(Disclosure, AShownNumberIsShownAsItIs) {
  const domain::Indicator indicator = HiddenPercent({.hide_under = 5, .decimals = 1});
  // 33.3 x 15 / 100 of 15, and back: 33.3 but for the last digit.
  EXPECT_EQ(ShownNumber(indicator, 100 * (33.3 * 15 / 100) / 15), 33.3);
  EXPECT_EQ(ShownNumber(HiddenPercent({.hide_under = 5, .decimals = 1, .breakdowns_only = true}),
                        1.0 / 3),
            1.0 / 3)
      << "the whole as it stands";
  EXPECT_EQ(ShownNumber(testing::PercentIndicator("seen"), 1.0 / 3), 1.0 / 3);
}

TEST(Disclosure, ADisclosedSeriesIsJudgedByXmrBecauseItHasNoRatios) {
  domain::Indicator indicator = HiddenPercent(kOthers);
  indicator.chart = domain::ChartKind::kPPrime;
  std::vector<domain::Value> months;
  for (int month = 0; month < 14; ++month) months.push_back(Percent(60 + month % 3, 97));
  std::vector<FamilySeries> family = FamilyOf({{"", months}});
  const domain::Slice slice = testing::SliceOf("seen_in_time");
  const domain::Catalogue catalogue({indicator}, {}, {});
  const Rules rules = RulesOf(catalogue, slice);
  Scratch scratch;
  EXPECT_EQ(JudgeLatest(family[0].figures, rules, {}, scratch).chart, domain::ChartKind::kPPrime);
  Disclose(&indicator, family);
  const SeriesVerdict judged = JudgeLatest(family[0].figures, rules, {}, scratch);
  EXPECT_EQ(judged.chart, domain::ChartKind::kXmr);
  // 60, 61 and 62 of 97 are 61.9, 62.9 and 63.9 %: 62, 63, 64, five, five and four times.
  EXPECT_EQ(judged.latest_value, 63);
  EXPECT_DOUBLE_EQ(judged.verdict.mean.value(), (5 * 62 + 5 * 63 + 4 * 64) / 14.0);
}

}  // namespace
}  // namespace trustwatch::history
