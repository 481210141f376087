#include "daemon/stats/funnel_dispersion.h"

#include <cmath>
#include <cstddef>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

// Scores with these z and weights 1 / s^2, none of them trimmed.
struct Scores {
  Scores(const std::vector<double>& z, const std::vector<double>& weights) {
    for (std::size_t i = 0; i < z.size(); ++i) {
      scores.push_back(FunnelScore{.standard_error = 1 / std::sqrt(weights[i]), .z = z[i]});
      trimmed.push_back(TrimmedScore{.z = z[i], .trimmed = false});
    }
  }

  std::vector<FunnelScore> scores;
  std::vector<TrimmedScore> trimmed;
};

TEST(FunnelDispersionTest, ThePublishedExampleHasItsPhi) {
  // FunnelPlotR's own test of phi(): 2.948033.
  const std::vector<double> observed = {100, 150, 180, 80, 120, 225};
  const std::vector<double> expected = {108, 112, 165, 95, 100, 220};
  std::vector<double> z;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    z.push_back(std::sqrt(expected[i]) * std::log(observed[i] / expected[i]));
  }
  const Scores scores(z, expected);
  EXPECT_NEAR(DispersionOf(scores.scores, scores.trimmed).phi, 2.948033, 5e-7);
}

TEST(FunnelDispersionTest, Tau2IsTheExcessOverTheWeights) {
  // phi = (4 + 0 + 4) / 3 = 8/3; tau2 = (8 - 2) / (6 - (1 + 4 + 9) / 6) = 6 / (11/3) = 18/11.
  const Scores scores({2, 0, -2}, {1, 2, 3});
  const Dispersion dispersion = DispersionOf(scores.scores, scores.trimmed);
  EXPECT_DOUBLE_EQ(dispersion.phi, 8.0 / 3);
  EXPECT_NEAR(dispersion.tau2, 18.0 / 11, 1e-15);
}

TEST(FunnelDispersionTest, LessThanChanceHasNoTau2) {
  // n phi = 1 < n - 1.
  const Scores scores({1, 0, 0}, {1, 1, 1});
  EXPECT_EQ(DispersionOf(scores.scores, scores.trimmed).tau2, 0);
}

TEST(FunnelDispersionTest, WhatWasTrimmedDoesNotCount) {
  Scores scores({2, 0, -2, 50}, {1, 2, 3, 1000});
  scores.trimmed[3] = TrimmedScore{.trimmed = true};
  EXPECT_NEAR(DispersionOf(scores.scores, scores.trimmed).tau2, 18.0 / 11, 1e-15);
}

TEST(FunnelDispersionTest, NothingLeftHasNoPhi) {
  const Scores scores({}, {});
  EXPECT_TRUE(std::isnan(DispersionOf(scores.scores, scores.trimmed).phi));
}

TEST(FunnelDispersionTest, OneGroupDividesByNothing) {
  // (n phi - (n - 1)) / (w - w) is infinite for n = 1.
  const Scores scores({0.5}, {4});
  EXPECT_TRUE(std::isinf(DispersionOf(scores.scores, scores.trimmed).tau2));
}

}  // namespace
}  // namespace trustwatch::stats
