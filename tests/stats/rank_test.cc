#include "daemon/stats/rank.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

TEST(RankTest, PlacesAreByValueAndTiesShareOne) {
  const std::vector<CountedUnit> units = {{3, 10}, {1, 10}, {6, 20}, {9, 10}};
  const std::vector<Rank> ranks = RankUnits(units, UnitKind::kProportion, 0.95);
  EXPECT_EQ(ranks[0].place, 2U);
  EXPECT_EQ(ranks[1].place, 1U);
  EXPECT_EQ(ranks[2].place, 2U);
  EXPECT_EQ(ranks[3].place, 4U);
}

TEST(RankTest, SmallUnitsCanHaveAnyRank) {
  const std::vector<CountedUnit> units = {{1, 5}, {2, 5}, {3, 5}, {2, 6}};
  for (const Rank& rank : RankUnits(units, UnitKind::kProportion, 0.95)) {
    EXPECT_EQ(rank.lowest, 1U);
    EXPECT_EQ(rank.highest, 4U);
  }
}

TEST(RankTest, UnitsFarApartHaveOneRankEach) {
  const std::vector<CountedUnit> units = {{9000, 10000}, {1000, 10000}, {5000, 10000}};
  const std::vector<Rank> ranks = RankUnits(units, UnitKind::kRate, 0.95);
  for (const Rank& rank : ranks) {
    EXPECT_EQ(rank.lowest, rank.place);
    EXPECT_EQ(rank.highest, rank.place);
  }
  EXPECT_EQ(ranks[0].place, 3U);
}

TEST(RankTest, OneSmallUnitAmongLargeOnesBlursNobodyElse) {
  // The small unit, 1 of 4, overlaps both large ones, which do not overlap each other: each of
  // these is below or above the other for sure, but may be on either side of the small one.
  const std::vector<CountedUnit> units = {{100, 1000}, {400, 1000}, {1, 4}};
  const std::vector<Rank> ranks = RankUnits(units, UnitKind::kProportion, 0.95);
  EXPECT_EQ(ranks[0].lowest, 1U);
  EXPECT_EQ(ranks[0].highest, 2U);
  EXPECT_EQ(ranks[1].lowest, 2U);
  EXPECT_EQ(ranks[1].highest, 3U);
  EXPECT_EQ(ranks[2].lowest, 1U);
  EXPECT_EQ(ranks[2].highest, 3U);
}

TEST(RankTest, ThePlaceIsAlwaysWithinItsRange) {
  constexpr std::uint64_t kSeed = 42;
  RecordProperty("seed", static_cast<int>(kSeed));
  std::mt19937_64 random(kSeed);
  for (int i = 0; i < 200; ++i) {
    std::vector<CountedUnit> units;
    for (int j = 0; j < 30; ++j) {
      const auto denominator = static_cast<double>(1 + random() % 300);
      const auto events = static_cast<double>(random() % static_cast<std::uint64_t>(denominator));
      units.push_back(CountedUnit{.events = events, .denominator = denominator});
    }
    for (const Rank& rank : RankUnits(units, UnitKind::kProportion, 0.95)) {
      EXPECT_LE(rank.lowest, rank.place) << "seed " << kSeed;
      EXPECT_LE(rank.place, rank.highest) << "seed " << kSeed;
    }
  }
}

TEST(RankTest, AllTrueRanksAreCoveredTogether) {
  constexpr std::uint64_t kSeed = 1996;
  constexpr int kTables = 2000;
  constexpr int kUnits = 20;
  std::mt19937_64 random(kSeed);
  int covered = 0;
  for (int i = 0; i < kTables; ++i) {
    // True rates rise with the number of the unit, so that its true rank is that number.
    std::vector<CountedUnit> units;
    for (int j = 0; j < kUnits; ++j) {
      std::poisson_distribution<int> count(20 + 8 * j);
      units.push_back(CountedUnit{.events = static_cast<double>(count(random)), .denominator = 1});
    }
    const std::vector<Rank> ranks = RankUnits(units, UnitKind::kRate, 0.95);
    bool all = true;
    for (std::size_t j = 0; j < ranks.size(); ++j) {
      all = all && ranks[j].lowest <= j + 1 && j + 1 <= ranks[j].highest;
    }
    if (all) ++covered;
  }
  // At least 95 %, less three standard errors of 2,000 tries.
  EXPECT_GE(covered, kTables * 0.935) << "seed " << kSeed;
}

TEST(RankTest, NobodyHasNoRank) { EXPECT_TRUE(RankUnits({}, UnitKind::kRate, 0.95).empty()); }

}  // namespace
}  // namespace trustwatch::stats
