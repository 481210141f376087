#include "daemon/insight/places.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "daemon/domain/value.h"
#include "daemon/insight/comparison.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/peer_figures.h"
#include "tests/store/store_builder.h"
#include "tests/support/definitions_builder.h"

// Through CompareFigures, which is how they are used.
namespace trustwatch::insight {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::trustwatch::testing::Compare;
using ::trustwatch::testing::Count;
using ::trustwatch::testing::CountIndicator;
using ::trustwatch::testing::FigureOf;
using ::trustwatch::testing::Figures;
using ::trustwatch::testing::Percent;
using ::trustwatch::testing::PercentIndicator;
using ::trustwatch::testing::Places;
using ::trustwatch::testing::TenAlikeAndTwoApart;

// Twelve Wilson intervals hold together at 0.95 if each holds at 0.95^(1/12) = 0.99573, z = 2.857:
// 10 of 100 is within [0.04, 0.22], 50 within [0.36, 0.64], 90 within [0.78, 0.96]. So the two are
// surely lowest and highest, and nothing is said of the order of the ten.
TEST(Places, PlacesHaveTheRangeThatChanceDoesNotRuleOut) {
  std::vector<std::string> wanted(10, "2 [2, 11]");
  wanted.emplace_back("1 [1, 1]");
  wanted.emplace_back("12 [12, 12]");
  EXPECT_EQ(Places(Compare(PercentIndicator("seen"), TenAlikeAndTwoApart())), wanted);
}

TEST(Places, EqualValuesShareAPlaceAndTheNextIsLeftOut) {
  const Comparison comparison =
      Compare(CountIndicator("calls"), Figures({Count(7), Count(3), Count(7), Count(9), Count(0)}));
  EXPECT_THAT(Places(comparison),
              ElementsAre("3 [0, 0]", "2 [0, 0]", "3 [0, 0]", "5 [0, 0]", "1 [0, 0]"));
}

TEST(Places, EqualRatiosShareAPlaceHoweverTheirValuesWereRounded) {
  const domain::Value rounded = domain::Number{.value = 33.3, .numerator = 1, .denominator = 3};
  const Comparison comparison =
      Compare(PercentIndicator("seen"), Figures({rounded, Percent(2, 6), Percent(1, 2)}));
  EXPECT_EQ(comparison.organisations[0].place, 1);
  EXPECT_EQ(comparison.organisations[1].place, 1);
  EXPECT_EQ(comparison.organisations[2].place, 3);
}

// Five of 50 in 100 cannot be told apart: any of them may have any place of the five. The sixth is
// a bare 60 %, of which nothing is known, so that it may lie below or above each of them.
TEST(Places, ANumberOfUnknownCertaintyMayHaveAnyPlace) {
  std::vector<std::optional<domain::Value>> values(5, Percent(50, 100));
  values.emplace_back(Count(60));
  const Comparison comparison = Compare(PercentIndicator("seen"), Figures(values));
  EXPECT_THAT(Places(comparison),
              ElementsAre("1 [1, 6]", "1 [1, 6]", "1 [1, 6]", "1 [1, 6]", "1 [1, 6]", "6 [0, 0]"));
  EXPECT_EQ(comparison.organisations[5].excluded_because, "its numerator is not known");
  EXPECT_FALSE(comparison.organisations[5].flag.has_value());
  EXPECT_EQ(comparison.organisations[5].among_kind, PeerQuarter::kHighest);
}

TEST(Quarters, PeersAreOfOneKindAndRegion) {
  std::vector<PeerFigure> figures;
  for (std::size_t i = 0; i < 12; ++i)
    figures.push_back(FigureOf(i, Count(static_cast<double>(i))));
  for (std::size_t i = 5; i < 10; ++i) figures[i].region = "Invented South";
  figures[10].kind = figures[11].kind = "other_provider";
  const Comparison comparison = Compare(CountIndicator("calls"), figures);
  // Of 0 to 9: positions 1 + 9 p are 3.25, 5.5 and 7.75, so 2.25, 4.5 and 6.75.
  const QuartilesOfPeers all{.kind = "mental_health_trust",
                             .region = "",
                             .lower = 2.25,
                             .median = 4.5,
                             .upper = 6.75,
                             .peers = 10};
  const QuartilesOfPeers north{.kind = "mental_health_trust",
                               .region = "Invented North",
                               .lower = 1,
                               .median = 2,
                               .upper = 3,
                               .peers = 5};
  const QuartilesOfPeers south{.kind = "mental_health_trust",
                               .region = "Invented South",
                               .lower = 6,
                               .median = 7,
                               .upper = 8,
                               .peers = 5};
  EXPECT_THAT(comparison.quartiles, ElementsAre(all, north, south));
  EXPECT_EQ(comparison.organisations[4].among_kind, PeerQuarter::kMiddleHalf);
  EXPECT_EQ(comparison.organisations[4].among_region, PeerQuarter::kHighest);
  EXPECT_EQ(comparison.organisations[5].among_region, PeerQuarter::kLowest);
  EXPECT_FALSE(comparison.organisations[11].among_kind.has_value()) << "two are too few";
  EXPECT_EQ(comparison.organisations[11].place, 12) << "places are among all";
}

TEST(Quarters, AnOrganisationWithoutARegionHasPeersOfItsKindOnly) {
  std::vector<PeerFigure> figures = Figures({Count(1), Count(2), Count(3), Count(4), Count(5)});
  for (PeerFigure& figure : figures) figure.region.clear();
  const Comparison comparison = Compare(CountIndicator("calls"), figures);
  EXPECT_THAT(comparison.quartiles, SizeIs(1));
  EXPECT_TRUE(comparison.organisations[0].among_kind.has_value());
  EXPECT_FALSE(comparison.organisations[0].among_region.has_value());
}

}  // namespace
}  // namespace trustwatch::insight
