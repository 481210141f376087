#include "daemon/insight/comparison.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/value.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/peer_figures.h"
#include "tests/store/store_builder.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::insight {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::trustwatch::testing::Compare;
using ::trustwatch::testing::Count;
using ::trustwatch::testing::CountIndicator;
using ::trustwatch::testing::FigureOf;
using ::trustwatch::testing::Figures;
using ::trustwatch::testing::Percent;
using ::trustwatch::testing::PercentIndicator;
using ::trustwatch::testing::Places;
using ::trustwatch::testing::RateIndicator;
using ::trustwatch::testing::Ratio;
using ::trustwatch::testing::SliceOf;
using ::trustwatch::testing::TenAlikeAndTwoApart;

std::vector<std::string> Exclusions(const Comparison& comparison) {
  std::vector<std::string> reasons;
  for (const auto& one : comparison.organisations) reasons.push_back(one.excluded_because);
  return reasons;
}

// All numerators over all denominators is 600 / 1200. The scores of the ten are 0 and those of the
// two are pulled in to them (a tenth at each end), so phi is 0 and limits allow for chance only:
// sin^2(pi/4 +- x) = (1 +- sin(2 x)) / 2 with x = z / (2 sqrt(100)), that is 2 x = 0.3090232 at
// z = 3.090232 and 0.1959964 at z = 1.959964. Their sines are 0.3041283 and 0.1947440.
TEST(Comparison, LimitsAndFlagsAreThoseOfTheFunnelInTheUnit) {
  const Comparison comparison = Compare(PercentIndicator("seen"), TenAlikeAndTwoApart());
  EXPECT_EQ(comparison.no_funnel_because, "");
  ASSERT_TRUE(comparison.funnel.has_value());
  EXPECT_NEAR(comparison.funnel->centre.value_or(0), 50, 1e-12);
  EXPECT_NEAR(comparison.funnel->dispersion.value_or(9), 0, 1e-12);
  EXPECT_FALSE(comparison.funnel->is_dispersion_allowed_for);
  EXPECT_THAT(comparison.funnel->curve, IsEmpty());
  ASSERT_THAT(comparison.organisations, SizeIs(12));
  for (std::size_t i = 0; i < 12; ++i) {
    const ComparedOrganisation& one = comparison.organisations[i];
    EXPECT_EQ(one.excluded_because, "");
    ASSERT_TRUE(one.limits.has_value());
    EXPECT_NEAR(one.limits->lower_998.value_or(0), 100 * (1 - 0.3041283) / 2, 1e-4);
    EXPECT_NEAR(one.limits->upper_998.value_or(0), 100 * (1 + 0.3041283) / 2, 1e-4);
    EXPECT_NEAR(one.limits->lower_95.value_or(0), 100 * (1 - 0.1947440) / 2, 1e-4);
    EXPECT_NEAR(one.limits->upper_95.value_or(0), 100 * (1 + 0.1947440) / 2, 1e-4);
    const FunnelFlag flag = i == 10   ? FunnelFlag::kLow
                            : i == 11 ? FunnelFlag::kHigh
                                      : FunnelFlag::kInside;
    EXPECT_EQ(one.flag, flag) << i;
  }
}

// Three of 0.4 and three of 0.6 in 10,000 about 0.5: each score is asin(0.2) / 2 x 200 = 20.135792
// either way, its square and so phi 405.450. w = 4 x 10,000 each, so tau^2 is (6 x 405.450 - 5) /
// (240,000 - 40,000) = 0.01213850, and 2 x = 2 x 3.090232 sqrt(1 / 40,000 + tau^2) = 0.6816327 with
// the sine 0.6300609.
TEST(Comparison, LimitsAllowForOverdispersion) {
  const Comparison comparison =
      Compare(PercentIndicator("seen"),
              Figures({Percent(4000, 10'000), Percent(4000, 10'000), Percent(4000, 10'000),
                       Percent(6000, 10'000), Percent(6000, 10'000), Percent(6000, 10'000)}));
  ASSERT_TRUE(comparison.funnel.has_value());
  EXPECT_NEAR(comparison.funnel->dispersion.value_or(0), 405.450, 1e-3);
  EXPECT_TRUE(comparison.funnel->is_dispersion_allowed_for);
  for (const ComparedOrganisation& one : comparison.organisations) {
    EXPECT_NEAR(one.limits->lower_998.value_or(0), 18.49696, 1e-3);
    EXPECT_NEAR(one.limits->upper_998.value_or(0), 81.50304, 1e-3);
    EXPECT_EQ(one.flag, FunnelFlag::kInside) << "far outside, if chance were all";
  }
}

// Of 0.485 and 0.515 in 1,000 the scores are asin(0.03) / 2 x 2 sqrt(1000) = 0.948826 either way,
// so phi is 0.900: no more than chance, though tau^2 is above 0 (6 x 0.900 > 5). 2 x = z /
// sqrt(1000) = 0.0977217 with the sine 0.0975663.
TEST(Comparison, LimitsAllowForChanceOnlyWhereChanceIsEnough) {
  const Comparison comparison =
      Compare(PercentIndicator("seen"),
              Figures({Percent(485, 1000), Percent(485, 1000), Percent(485, 1000),
                       Percent(515, 1000), Percent(515, 1000), Percent(515, 1000)}));
  ASSERT_TRUE(comparison.funnel.has_value());
  EXPECT_NEAR(comparison.funnel->dispersion.value_or(0), 0.900, 1e-3);
  EXPECT_FALSE(comparison.funnel->is_dispersion_allowed_for);
  EXPECT_NEAR(comparison.organisations[0].limits->lower_998.value_or(0), 45.121685, 1e-4);
  EXPECT_NEAR(comparison.organisations[0].limits->upper_998.value_or(0), 54.878315, 1e-4);
}

// With 21 alike the scores of the two are pulled in to theirs, so that limits allow for chance
// only. 60 events where 12.7 are expected are 5.5 standard errors above on the log scale, ln(60.5
// / 13.2) over sqrt(1 / 13.2); 9 where 0.04 are expected are 3.9, ln(9.5 / 3.5 / 0.0127) over
// sqrt(1 / 0.54).
TEST(Comparison, ARateIsComparedInItsUnit) {
  std::vector<std::optional<domain::Value>> values(21, Ratio(1000, 10, 1000));
  values.emplace_back(Ratio(1000, 60, 1000));
  values.emplace_back(Ratio(1000, 9, 3));
  const Comparison comparison = Compare(RateIndicator(), Figures(values));
  ASSERT_TRUE(comparison.funnel.has_value()) << comparison.no_funnel_because;
  // (210 + 60 + 9) / (21,000 + 1,000 + 3) x 1,000.
  EXPECT_NEAR(comparison.funnel->centre.value_or(0), 12.680089, 1e-6);
  EXPECT_FALSE(comparison.funnel->is_dispersion_allowed_for);
  EXPECT_EQ(comparison.organisations[0].flag, FunnelFlag::kInside);
  EXPECT_EQ(comparison.organisations[21].flag, FunnelFlag::kHigh);
  EXPECT_EQ(comparison.organisations[22].flag, FunnelFlag::kHigh) << "a rate may be above 1";
  EXPECT_EQ(comparison.organisations[22].place, 23);
}

TEST(Comparison, TheCurveGoesThroughThePoints) {
  std::vector<PeerFigure> figures = TenAlikeAndTwoApart();
  figures.push_back(FigureOf(12, Percent(30, 57)));
  const Comparison comparison = Compare(PercentIndicator("seen"), figures, true);
  ASSERT_TRUE(comparison.funnel.has_value());
  const std::vector<ComparedCurvePoint>& curve = comparison.funnel->curve;
  EXPECT_THAT(curve, SizeIs(::testing::Ge(1000U)));
  bool met = false;
  for (std::size_t i = 0; i < curve.size(); ++i) {
    if (i > 0) {
      EXPECT_LT(curve[i - 1].denominator, curve[i].denominator);
    }
    if (curve[i].denominator == 57) {
      met = true;
      EXPECT_EQ(curve[i].limits, comparison.organisations[12].limits);
    }
  }
  EXPECT_TRUE(met);
}

// Of 1 to 5: the quartiles of definition 7 are the 2nd, 3rd and 4th value.
TEST(Comparison, CountsHavePlacesAndQuartersButNoFunnel) {
  domain::Indicator calls = CountIndicator("calls_offered");
  calls.name = "Calls offered";
  const Comparison comparison =
      Compare(calls, Figures({Count(5), Count(1), Count(3), Count(4), Count(2)}));
  EXPECT_FALSE(comparison.funnel.has_value());
  EXPECT_EQ(comparison.no_funnel_because,
            "Calls offered has no denominator, so chance cannot be told from difference");
  EXPECT_THAT(Exclusions(comparison), Each("there is no funnel for the period"));
  EXPECT_THAT(Places(comparison),
              ElementsAre("5 [0, 0]", "1 [0, 0]", "3 [0, 0]", "4 [0, 0]", "2 [0, 0]"));
  const QuartilesOfPeers all{
      .kind = "mental_health_trust", .region = "", .lower = 2, .median = 3, .upper = 4, .peers = 5};
  QuartilesOfPeers north = all;
  north.region = "Invented North";
  EXPECT_THAT(comparison.quartiles, ElementsAre(all, north));
  const auto& organisations = comparison.organisations;
  EXPECT_EQ(organisations[0].among_kind, PeerQuarter::kHighest);
  EXPECT_EQ(organisations[1].among_kind, PeerQuarter::kLowest);
  EXPECT_EQ(organisations[1].among_region, PeerQuarter::kLowest);
  EXPECT_EQ(organisations[3].among_kind, PeerQuarter::kMiddleHalf) << "on a quartile";
}

TEST(Comparison, WhatIsNoNumberIsNeverTakenForOne) {
  struct Case {
    const char* name;
    std::optional<domain::Value> value;
    const char* because;
  };
  const Case cases[] = {
      {"nothing", std::nullopt, "it has reported nothing for the period"},
      {"nil", domain::NilReturn{}, "a nil return has no numerator and denominator"},
      {"not applicable", domain::NotApplicable{}, "the indicator does not apply to it"},
      {"suppressed", domain::Suppressed{}, "its figure is withheld"},
      {"missing", domain::Missing{.reason = "system down"}, "its figure is missing"},
  };
  const domain::Indicator seen = PercentIndicator("seen");
  const Comparison without = Compare(seen, TenAlikeAndTwoApart());
  for (const Case& each : cases) {
    SCOPED_TRACE(each.name);
    std::vector<PeerFigure> figures = TenAlikeAndTwoApart();
    figures.push_back(FigureOf(12, each.value));
    Comparison comparison = Compare(seen, figures);
    const ComparedOrganisation wanted{.figure = FigureOf(12, each.value),
                                      .excluded_because = each.because};
    ASSERT_THAT(comparison.organisations, SizeIs(13)) << "it is listed";
    EXPECT_EQ(comparison.organisations[12], wanted);
    comparison.organisations.pop_back();
    EXPECT_EQ(comparison, without) << "and changes nothing for the others";
  }
}

TEST(Comparison, ANilReturnIsZeroOnlyWhereTheIndicatorSaysSo) {
  domain::Indicator seen = PercentIndicator("seen");
  seen.nil_is_zero = true;
  std::vector<PeerFigure> figures = TenAlikeAndTwoApart();
  figures.push_back(FigureOf(12, domain::NilReturn{}));
  const Comparison comparison = Compare(seen, figures);
  const ComparedOrganisation& nil = comparison.organisations[12];
  EXPECT_EQ(nil.place, 1);
  EXPECT_EQ(nil.place_lowest, 0);
  EXPECT_EQ(nil.among_kind, PeerQuarter::kLowest);
  EXPECT_EQ(nil.excluded_because, "a nil return has no numerator and denominator");
  EXPECT_FALSE(nil.limits.has_value());
  EXPECT_EQ(comparison.organisations[10].place, 2) << "10 in 100 is now the second";
  EXPECT_NEAR(comparison.funnel->centre.value_or(0), 50, 1e-12) << "not in the funnel";
  EXPECT_EQ(comparison.quartiles[0].peers, 13);
}

TEST(Comparison, CountsThatAreNoneCannotEnter) {
  const auto counts = [](double numerator, std::optional<double> denominator) {
    return domain::Number{.value = 1, .numerator = numerator, .denominator = denominator};
  };
  std::vector<PeerFigure> figures = TenAlikeAndTwoApart();
  figures.push_back(FigureOf(12, counts(101, 100)));
  figures.push_back(FigureOf(13, counts(0, 0)));
  figures.push_back(FigureOf(14, counts(-1, 100)));
  figures.push_back(FigureOf(15, counts(1, 2e12)));
  figures.push_back(FigureOf(16, counts(1, std::nullopt)));
  const Comparison comparison = Compare(PercentIndicator("seen"), figures);
  std::vector<std::string> reasons = Exclusions(comparison);
  reasons.erase(reasons.begin(), reasons.begin() + 12);
  EXPECT_THAT(reasons,
              ElementsAre("its numerator is above its denominator, which no proportion can be",
                          "its denominator is 0",
                          "its numerator or denominator is below 0, so it is no amount",
                          "its numerator or denominator is too large to be compared",
                          "its denominator is not known"));
  ASSERT_TRUE(comparison.funnel.has_value()) << comparison.no_funnel_because;
  EXPECT_NEAR(comparison.funnel->centre.value_or(0), 50, 1e-12);
  for (std::size_t i = 12; i < 17; ++i) {
    const ComparedOrganisation& one = comparison.organisations[i];
    EXPECT_FALSE(one.flag.has_value() || one.limits.has_value()) << i;
    EXPECT_EQ(one.place, 1) << "its value is the lowest";
    EXPECT_EQ(one.place_highest, 0) << i;
  }
}

TEST(Comparison, FourOfThemHavePlacesButNoFunnelAndNoQuartiles) {
  const Comparison comparison = Compare(
      PercentIndicator("seen"), Figures({Percent(1, 100), Percent(99, 100), Percent(50, 100),
                                         Percent(50, 100), std::nullopt}));
  EXPECT_FALSE(comparison.funnel.has_value());
  EXPECT_EQ(comparison.no_funnel_because,
            "a funnel needs 5 organisations with numerator and denominator, and there are 4");
  EXPECT_THAT(comparison.quartiles, IsEmpty());
  EXPECT_FALSE(comparison.organisations[0].among_kind.has_value());
  EXPECT_THAT(Places(comparison),
              ElementsAre("1 [1, 1]", "4 [4, 4]", "2 [2, 3]", "2 [2, 3]", "0 [0, 0]"));
  EXPECT_THAT(Exclusions(comparison),
              ElementsAre("there is no funnel for the period", "there is no funnel for the period",
                          "there is no funnel for the period", "there is no funnel for the period",
                          "it has reported nothing for the period"));
}

TEST(Comparison, RatesWithoutAnyEventHaveNoFunnel) {
  const Comparison comparison = Compare(
      RateIndicator(), Figures(std::vector<std::optional<domain::Value>>(6, Ratio(1000, 0, 500))));
  EXPECT_FALSE(comparison.funnel.has_value());
  EXPECT_THAT(comparison.no_funnel_because, HasSubstr("no trust has an event"));
  EXPECT_THAT(Places(comparison), Each("1 [1, 6]"));
}

TEST(Comparison, WhyThereIsNoFunnelSuitsTheIndicator) {
  std::vector<std::optional<domain::Value>> values(6, Percent(50, 100));
  domain::Indicator cost = PercentIndicator("cost");
  cost.name = "Cost of a bed day";
  cost.kind = domain::IndicatorKind::kMoney;
  cost.scale = 1;
  Comparison comparison = Compare(cost, Figures(values));
  EXPECT_EQ(comparison.no_funnel_because,
            "Cost of a bed day is an amount of money, and how much that varies by chance its "
            "numerator and denominator do not tell");
  EXPECT_THAT(Places(comparison), Each("1 [0, 0]"));

  comparison = CompareFigures({.slice = SliceOf("retired"), .figures = Figures(values)});
  EXPECT_EQ(comparison.no_funnel_because,
            "the indicator has left the catalogue, so it is not known what its figures count");
  EXPECT_THAT(Places(comparison), Each("1 [0, 0]"));
}

TEST(Comparison, NobodyAtAllIsAnAnswerToo) {
  const Comparison comparison = Compare(PercentIndicator("seen"), {});
  EXPECT_THAT(comparison.organisations, IsEmpty());
  EXPECT_THAT(comparison.quartiles, IsEmpty());
  EXPECT_EQ(comparison.no_funnel_because,
            "a funnel needs 5 organisations with numerator and denominator, and there are 0");
}

}  // namespace
}  // namespace trustwatch::insight
