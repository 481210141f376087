#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <optional>
#include <random>
#include <variant>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/value.h"
#include "daemon/insight/comparison.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/insight/peer_figures.h"
#include "tests/support/definitions_builder.h"

// What holds of every comparison, on random ones. Each test prints its seed.
namespace trustwatch::insight {
namespace {

using testing::Compare;
using testing::Ratio;

constexpr int kComparisonRandomRounds = 300;

std::mt19937_64 Seeded(std::uint64_t seed) {
  std::cout << "seed " << seed << '\n';
  return std::mt19937_64(seed);
}

double Whole(std::mt19937_64& random, int least, int most) {
  return std::uniform_int_distribution<int>(least, most)(random);
}

domain::Indicator SomeIndicator(std::mt19937_64& random) {
  domain::Indicator indicator = testing::PercentIndicator("seen");
  indicator.nil_is_zero = Whole(random, 0, 1) == 1;
  const double kind = Whole(random, 0, 2);
  if (kind == 1) indicator.kind = domain::IndicatorKind::kRate;
  if (kind == 2) indicator.kind = domain::IndicatorKind::kMoney;
  return indicator;
}

// Mostly counts, of which many are equal; now and then anything else that a cell can say.
std::optional<domain::Value> SomeValue(std::mt19937_64& random, double scale) {
  switch (static_cast<int>(Whole(random, 0, 19))) {
    case 0:
      return std::nullopt;
    case 1:
      return domain::NilReturn{};
    case 2:
      return domain::NotApplicable{};
    case 3:
      return domain::Suppressed{};
    case 4:
      return domain::Missing{.reason = "system down"};
    case 5:
      return domain::Number{.value = Whole(random, 0, 100)};
    default:
      break;
  }
  const double denominator = Whole(random, 1, 40) * 10;
  const double numerator = Whole(random, 0, static_cast<int>(denominator) + 3);
  return Ratio(scale, numerator, denominator);
}

std::vector<PeerFigure> SomeFigures(std::mt19937_64& random, double scale) {
  std::vector<PeerFigure> figures;
  const double count = Whole(random, 0, 40);
  for (int i = 0; i < count; ++i) {
    figures.push_back({.organisation = testing::Ods(fmt::format("X{:03}", i)),
                       .name = fmt::format("Trust {}", i),
                       .kind = fmt::format("kind{}", Whole(random, 0, 1)),
                       .region = fmt::format("region{}", Whole(random, 0, 2)),
                       .value = SomeValue(random, scale)});
  }
  return figures;
}

TEST(ComparisonRandom, TheOrderInWhichOrganisationsComeChangesNothing) {
  std::mt19937_64 random = Seeded(20'260'401);
  int funnels = 0;
  for (int round = 0; round < kComparisonRandomRounds; ++round) {
    const domain::Indicator indicator = SomeIndicator(random);
    std::vector<PeerFigure> figures = SomeFigures(random, indicator.scale);
    const Comparison before = Compare(indicator, figures);
    std::shuffle(figures.begin(), figures.end(), random);
    EXPECT_EQ(Compare(indicator, figures), before) << "round " << round;
    funnels += before.funnel.has_value() ? 1 : 0;
  }
  EXPECT_GT(funnels, kComparisonRandomRounds / 3) << "the rounds must have something to compare";
}

// Per 1,000 bed days or per 100,000: the same organisations stand out.
TEST(ComparisonRandom, TheScaleOfARateChangesNoFlagAndNoPlace) {
  std::mt19937_64 random = Seeded(20'260'402);
  int outside = 0;
  for (int round = 0; round < kComparisonRandomRounds; ++round) {
    domain::Indicator rate = testing::PercentIndicator("seen");
    rate.kind = domain::IndicatorKind::kRate;
    rate.scale = 1;
    const std::vector<PeerFigure> figures = SomeFigures(random, 1);
    const Comparison one = Compare(rate, figures);
    for (const double scale : {1024.0, 1000.0, 100'000.0}) {
      rate.scale = scale;
      std::vector<PeerFigure> scaled = figures;
      for (PeerFigure& figure : scaled) {
        auto* number =
            figure.value.has_value() ? std::get_if<domain::Number>(&*figure.value) : nullptr;
        if (number != nullptr) number->value *= scale;
      }
      const Comparison other = Compare(rate, scaled);
      ASSERT_EQ(other.organisations.size(), one.organisations.size());
      for (std::size_t i = 0; i < one.organisations.size(); ++i) {
        const ComparedOrganisation& a = one.organisations[i];
        const ComparedOrganisation& b = other.organisations[i];
        EXPECT_EQ(a.flag, b.flag) << "round " << round << ", scale " << scale;
        EXPECT_EQ(a.place, b.place) << "round " << round << ", scale " << scale;
        EXPECT_EQ(a.place_highest, b.place_highest) << "round " << round << ", scale " << scale;
        EXPECT_EQ(a.among_kind, b.among_kind) << "round " << round << ", scale " << scale;
        outside += a.flag == FunnelFlag::kHigh || a.flag == FunnelFlag::kLow ? 1 : 0;
      }
    }
  }
  EXPECT_GT(outside, 0) << "the rounds must have flags to lose";
}

TEST(ComparisonRandom, EveryPlaceLiesInItsRangeAndEveryFlagAgreesWithItsLimits) {
  std::mt19937_64 random = Seeded(20'260'403);
  for (int round = 0; round < kComparisonRandomRounds; ++round) {
    const domain::Indicator indicator = SomeIndicator(random);
    const Comparison comparison = Compare(indicator, SomeFigures(random, indicator.scale));
    EXPECT_EQ(comparison.funnel.has_value(), comparison.no_funnel_because.empty());
    for (const ComparedOrganisation& one : comparison.organisations) {
      SCOPED_TRACE(fmt::format("round {}, {}", round, one.figure.organisation.text()));
      EXPECT_EQ(one.excluded_because.empty(), one.flag.has_value());
      EXPECT_EQ(one.limits.has_value(), one.flag.has_value());
      if (one.place_lowest != 0) {
        EXPECT_LE(one.place_lowest, one.place);
        EXPECT_LE(one.place, one.place_highest);
      }
      if (!one.flag.has_value()) continue;
      const auto& number = std::get<domain::Number>(*one.figure.value);
      const double value = *number.numerator / *number.denominator * indicator.scale;
      const bool is_low = value < one.limits->lower_998.value_or(value);
      const bool is_high = value > one.limits->upper_998.value_or(value);
      EXPECT_EQ(one.flag == FunnelFlag::kLow, is_low);
      EXPECT_EQ(one.flag == FunnelFlag::kHigh, is_high);
    }
  }
}

}  // namespace
}  // namespace trustwatch::insight
