#include "daemon/stats/lasting_drift.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

// Lines of a mean and a sigma.
Lines Around(double centre, double sigma) {
  return {.centre = centre, .lower = centre - 3 * sigma, .upper = centre + 3 * sigma};
}

std::optional<LastingDrift> Find(const std::vector<double>& values,
                                 const std::vector<std::uint8_t>& known = {}) {
  const std::vector<Lines> lines = {Around(10, 2)};
  return FindLastingDrift({.values = values, .known = known, .lines = lines});
}

// Three quiet points, then twelve one and a half sigma up: each adds 1 after the first is at 1.
std::vector<double> Drifted() {
  std::vector<double> values(15, 13);
  values[0] = values[1] = values[2] = 10;
  return values;
}

TEST(LastingDriftTest, SaysSinceWhenAndHowFar) {
  // z = 1.5, so each adds 1 and the sixth passes 5; it starts again, and signals again.
  const std::optional<LastingDrift> drift = Find(Drifted());
  ASSERT_TRUE(drift.has_value());
  EXPECT_EQ(drift->drift, Drift::kUp);
  EXPECT_EQ(drift->since, 3U) << "a second signal of the same drift begins nothing";
  EXPECT_EQ(drift->points, 12U);
  EXPECT_EQ(drift->shift, 3);
}

TEST(LastingDriftTest, FivePointsOfItAreNoSignalYet) {
  std::vector<double> values = Drifted();
  values.resize(8);  // five of 1 make 5, which is h
  EXPECT_EQ(Find(values), std::nullopt);
  values.push_back(13);
  EXPECT_TRUE(Find(values).has_value());
}

TEST(LastingDriftTest, OneQuietPointDoesNotEndIt) {
  std::vector<double> values = Drifted();
  values.push_back(10);
  const std::optional<LastingDrift> drift = Find(values);
  ASSERT_TRUE(drift.has_value());
  EXPECT_EQ(drift->since, 3U);
  EXPECT_EQ(drift->shift, 3) << "half of the thirteen lie further";
}

TEST(LastingDriftTest, EndsWhenTheLatestSevenSaySo) {
  std::vector<double> values = Drifted();
  // Quiet points among the latest seven: (7 - n) x 1.5 / 7 is above 0.5 up to n = 4.
  for (int quiet = 1; quiet <= 4; ++quiet) {
    values.push_back(10);
    EXPECT_TRUE(Find(values).has_value()) << quiet;
  }
  values.push_back(10);  // 2 x 1.5 / 7 = 0.43
  EXPECT_EQ(Find(values), std::nullopt);
}

TEST(LastingDriftTest, ADriftToTheOtherSideReplacesIt) {
  std::vector<double> values = Drifted();
  values.insert(values.end(), 10, 7);
  const std::optional<LastingDrift> drift = Find(values);
  ASSERT_TRUE(drift.has_value());
  EXPECT_EQ(drift->drift, Drift::kDown);
  EXPECT_EQ(drift->since, 15U);
  EXPECT_EQ(drift->shift, -3);
}

TEST(LastingDriftTest, OneOrTwoWildPointsAreLeftToTheLimits) {
  EXPECT_EQ(Find({10, 10, 1e6}), std::nullopt);
  EXPECT_EQ(Find({10, 10, 1e6, 1e6}), std::nullopt);  // 2 x (3 - 0.5) is h
  EXPECT_TRUE(Find({10, 10, 1e6, 1e6, 1e6}).has_value());
}

TEST(LastingDriftTest, UnknownRowsAreNoPoints) {
  std::vector<double> values = Drifted();
  std::vector<std::uint8_t> known(values.size(), 1);
  values[4] = 1e300;
  known[4] = known[14] = 0;
  const std::optional<LastingDrift> drift = Find(values, known);
  ASSERT_TRUE(drift.has_value());
  EXPECT_EQ(drift->since, 3U);
  EXPECT_EQ(drift->points, 10U);
  EXPECT_EQ(drift->shift, 3);
}

TEST(LastingDriftTest, EachRowHasItsOwnLinesWhereTheyMove) {
  // The same distance of 3, with sigma 2 and then 60: nothing.
  const std::vector<double> values(12, 13);
  std::vector<Lines> lines(12, Around(10, 2));
  EXPECT_TRUE(FindLastingDrift({.values = values, .lines = lines}).has_value());
  lines.assign(12, Around(10, 60));
  EXPECT_EQ(FindLastingDrift({.values = values, .lines = lines}), std::nullopt);
}

struct NoLines {
  const char* name;
  Lines lines;
};
class WithoutSpread : public ::testing::TestWithParam<NoLines> {};
TEST_P(WithoutSpread, ThereIsNoDrift) {
  const std::vector<double> values(30, 13);
  const std::vector<Lines> lines = {GetParam().lines};
  EXPECT_EQ(FindLastingDrift({.values = values, .lines = lines}), std::nullopt);
}
INSTANTIATE_TEST_SUITE_P(Lines, WithoutSpread,
                         ::testing::Values(NoLines{"NoLimits", {.centre = 10}},
                                           NoLines{"NoCentre", {.upper = 12, .has_centre = false}},
                                           NoLines{"NoSpread",
                                                   {.centre = 10, .lower = 10, .upper = 10}}),
                         [](const auto& row) { return row.param.name; });

TEST(LastingDriftTest, IsWorthWhatItsDirectionIs) {
  EXPECT_EQ(VariationOf(Drift::kUp, Better::kHigher), Variation::kImprovement);
  EXPECT_EQ(VariationOf(Drift::kDown, Better::kHigher), Variation::kConcern);
  EXPECT_EQ(VariationOf(Drift::kUp, Better::kLower), Variation::kConcern);
  EXPECT_EQ(VariationOf(Drift::kDown, Better::kLower), Variation::kImprovement);
  EXPECT_EQ(VariationOf(Drift::kUp, Better::kNeither), Variation::kNeither);
  EXPECT_EQ(VariationOf(Drift::kNone, Better::kLower), Variation::kCommonCause);
}

TEST(LastingDriftTest, NothingToMonitorIsNoDrift) {
  EXPECT_EQ(Find({}), std::nullopt);
  EXPECT_EQ(Find({1e9}), std::nullopt);
  EXPECT_EQ(Find(Drifted(), std::vector<std::uint8_t>(15, 0)), std::nullopt);
}

TEST(LastingDriftTest, ScaleAndMirrorImageAreFollowedExactly) {
  std::mt19937 random(20266);
  std::normal_distribution<double> normal(0.6, 1);
  int found = 0;
  for (int round = 0; round < 300; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 20266 round " << round);
    std::vector<double> values(30);
    for (double& value : values) value = normal(random);
    std::vector<double> mirrored = values;
    std::vector<double> scaled = values;
    for (double& value : mirrored) value = -value;
    for (double& value : scaled) value *= 0x1p-20;
    const auto with = [](const std::vector<double>& all, double sigma) {
      const std::vector<Lines> lines = {Around(0, sigma)};
      return FindLastingDrift({.values = all, .lines = lines});
    };
    const auto plain = with(values, 1);
    const auto mirror = with(mirrored, 1);
    const auto small = with(scaled, 0x1p-20);
    ASSERT_EQ(mirror.has_value(), plain.has_value());
    ASSERT_EQ(small.has_value(), plain.has_value());
    if (!plain) continue;
    ++found;
    EXPECT_GE(plain->points, 3U);
    EXPECT_EQ(mirror->since, plain->since);
    EXPECT_EQ(mirror->shift, -plain->shift);
    EXPECT_NE(mirror->drift, plain->drift);
    EXPECT_EQ(small->since, plain->since);
    EXPECT_EQ(small->shift, plain->shift * 0x1p-20);
  }
  EXPECT_GT(found, 50) << "otherwise nothing was tested";
}

TEST(LastingDriftTest, NoNastyInputLetsOutWhatIsNotFinite) {
  constexpr double kMax = std::numeric_limits<double>::max();
  constexpr double kTiny = std::numeric_limits<double>::denorm_min();
  const std::vector<double> values(12, kMax);
  for (const Lines& line : {Lines{.centre = -kMax, .lower = -kMax, .upper = 0},
                            Lines{.centre = 0, .lower = 0, .upper = kTiny}}) {
    const std::vector<Lines> lines = {line};
    const auto drift = FindLastingDrift({.values = values, .lines = lines});
    ASSERT_TRUE(drift.has_value());
    EXPECT_TRUE(std::isfinite(drift->shift));
  }
}

}  // namespace
}  // namespace trustwatch::stats
