#include "daemon/insight/compared_funnel.h"

#include <cmath>
#include <cstdint>
#include <iostream>
#include <optional>
#include <random>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/insight/peer_figures.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::insight {
namespace {

using testing::HasReason;

std::vector<CountedPeer> Alike(int count, double numerator, double denominator) {
  std::vector<CountedPeer> peers;
  for (int i = 0; i < count; ++i) {
    peers.push_back({testing::Ods(fmt::format("X{:02}", i)), numerator, denominator});
  }
  return peers;
}

TEST(ComparedFunnel, FourAreTooFewAndNoEventIsNoRate) {
  const domain::Indicator percent = testing::PercentIndicator("seen");
  EXPECT_THAT(DrawFunnel(percent, Alike(4, 1, 10), false), HasReason("FUNNEL_TOO_FEW_UNITS"));
  EXPECT_THAT(DrawFunnel(percent, Alike(5, 1, 10), false), testing::IsOk());
  EXPECT_THAT(DrawFunnel(testing::RateIndicator(), Alike(5, 0, 10), false),
              HasReason("FUNNEL_NO_EVENTS"));
}

// All below on one scale: a share is 1 where every event is one.
void ExpectPossible(const ComparedLimits& limits, std::optional<double> highest) {
  for (const auto& limit : {limits.lower_998, limits.lower_95, limits.upper_95, limits.upper_998}) {
    if (!limit.has_value()) continue;
    EXPECT_TRUE(std::isfinite(*limit));
    EXPECT_GE(*limit, 0);
    if (highest) {
      EXPECT_LE(*limit, *highest);
    }
  }
}

// Shares near 0 and near 1, tiny and huge denominators, alike and far apart.
TEST(ComparedFunnel, LimitsLieWhereAFigureCan) {
  constexpr std::uint64_t kSeed = 20'261'123;
  std::cout << "seed " << kSeed << '\n';
  std::mt19937_64 random(kSeed);
  int at_an_end = 0;
  for (int round = 0; round < 600; ++round) {
    const bool is_rate = round % 2 == 1;
    domain::Indicator indicator =
        is_rate ? testing::RateIndicator() : testing::PercentIndicator("seen");
    if (round % 6 == 0) indicator.scale = 1;
    std::uniform_real_distribution<double> share(0, 1);
    const double usual = std::pow(share(random), 1 + round % 5);
    std::vector<CountedPeer> peers;
    for (int i = 0; i < 12; ++i) {
      const double denominator = std::floor(std::pow(10, 5 * share(random)));
      const double own = round % 3 == 0 ? share(random) : usual;
      peers.push_back(
          {testing::Ods(fmt::format("X{:02}", i)), std::floor(own * denominator), denominator});
    }
    const auto drawn = DrawFunnel(indicator, peers, /*with_curve=*/true);
    if (!drawn.ok()) continue;
    const auto highest = is_rate ? std::nullopt : std::optional(indicator.scale);
    for (const PeerInFunnel& peer : drawn->peers) {
      ExpectPossible(peer.limits, highest);
      at_an_end += peer.limits.lower_998 == 0 || peer.limits.upper_998 == highest ? 1 : 0;
    }
    for (const ComparedCurvePoint& point : drawn->funnel.curve) {
      ExpectPossible(point.limits, highest);
    }
  }
  EXPECT_GT(at_an_end, 100) << "the rounds must have limits that would lie outside";
}

}  // namespace
}  // namespace trustwatch::insight
