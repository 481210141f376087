#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <map>
#include <numbers>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/value.h"
#include "daemon/insight/comparison.h"
#include "gtest/gtest.h"
#include "tests/stats/published_mhsds.h"
#include "tests/support/definitions_builder.h"

// Comparisons of a published proportion: referrals for a first episode of psychosis that began
// treatment within two weeks, EIP23b out of EIP23a, over three months, by provider. Read where it
// lies; skipped where it is not. What a comparison says is computed here once more, from the
// published rows alone.
namespace trustwatch::insight {
namespace {

constexpr double kErrors998 = 3.090232;

// Of one period; a withheld numerator is absent.
struct Counts {
  std::optional<double> numerator;
  double denominator = 0;
};
using CountsByProvider = std::map<std::string, Counts>;

// By month number of the period's end.
const std::optional<std::map<int, CountsByProvider>>& Data() {
  static const auto kData = []() -> std::optional<std::map<int, CountsByProvider>> {
    const std::optional<stats::Published> published = stats::ReadPublishedMhsds();
    if (!published.has_value()) return std::nullopt;
    std::map<int, CountsByProvider> data;
    for (const auto& [name, figures] : *published) {
      const auto& [measure, months, provider] = name;
      if (measure != "EIP23a" || months != 3) continue;
      if (!domain::OdsCode::Parse(provider).ok()) continue;
      const auto part = published->find({"EIP23b", 3, provider});
      for (const auto& [month, value] : figures) {
        Counts& counts = data[month][provider];
        counts.denominator = value;
        if (part == published->end() || !part->second.contains(month)) continue;
        counts.numerator = part->second.at(month);
      }
    }
    return data;
  }();
  return kData;
}

Comparison Compare(const CountsByProvider& counts) {
  domain::Indicator indicator = testing::PercentIndicator("eip_2wk");
  std::vector<PeerFigure> figures;
  for (const auto& [provider, one] : counts) {
    domain::Value value = domain::Suppressed{};
    if (one.numerator.has_value()) {
      value = domain::Number{.value = 100 * *one.numerator / one.denominator,
                             .numerator = one.numerator,
                             .denominator = one.denominator};
    }
    figures.push_back({.organisation = testing::Ods(provider),
                       .name = provider,
                       .kind = "provider",
                       .region = "",
                       .value = std::move(value)});
  }
  return CompareFigures({.slice = testing::SliceOf("eip_2wk"),
                         .period = std::nullopt,
                         .indicator = &indicator,
                         .figures = std::move(figures)});
}

// Those that are known.
std::vector<std::pair<double, double>> Known(const CountsByProvider& counts) {
  std::vector<std::pair<double, double>> known;
  for (const auto& [provider, one] : counts) {
    if (one.numerator.has_value()) known.emplace_back(*one.numerator, one.denominator);
  }
  return known;
}

// The funnel of proportions from its textbook: the arc-sine of the root, scores pulled in at a
// tenth of each end, the spread between providers by the method of moments.
struct Textbook {
  double target = 0;
  double phi = 0;
  double tau2 = 0;
};

double Quantile(const std::vector<double>& sorted, double share) {
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Textbook Compute(const std::vector<std::pair<double, double>>& known) {
  Textbook book;
  double events = 0;
  double all = 0;
  for (const auto& [numerator, denominator] : known) {
    events += numerator;
    all += denominator;
  }
  book.target = events / all;
  std::vector<double> scores;
  for (const auto& [numerator, denominator] : known) {
    scores.push_back(
        2 * std::sqrt(denominator) *
        (std::asin(std::sqrt(numerator / denominator)) - std::asin(std::sqrt(book.target))));
  }
  std::sort(scores.begin(), scores.end());
  const double low = Quantile(scores, 0.1);
  const double high = Quantile(scores, 0.9);
  double squares = 0;
  for (const double score : scores) squares += std::pow(std::clamp(score, low, high), 2);
  const auto n = static_cast<double>(known.size());
  book.phi = squares / n;
  double weights = 0;
  double weights_squared = 0;
  for (const auto& [numerator, denominator] : known) {
    weights += 4 * denominator;
    weights_squared += std::pow(4 * denominator, 2);
  }
  const double excess = squares - (n - 1);
  if (excess > 0) book.tau2 = excess / (weights - weights_squared / weights);
  return book;
}

// Checks the limits against the textbook's, where the arc-sine neither folds nor meets an end: our
// profile mends those. True if there was anything to check.
bool CheckLimits(const ComparedLimits& limits, const Textbook& book, double denominator) {
  const double tau2 = book.phi > 1 ? book.tau2 : 0;
  const double reach = kErrors998 * std::sqrt(1 / (4 * denominator) + tau2);
  const double centre = std::asin(std::sqrt(book.target));
  if (centre - reach <= 0 || centre + reach >= std::numbers::pi / 2) return false;
  if (limits.lower_998 == 0 || limits.upper_998 == 100) return false;
  EXPECT_NEAR(limits.lower_998.value_or(-1), 100 * std::pow(std::sin(centre - reach), 2), 1e-9);
  EXPECT_NEAR(limits.upper_998.value_or(-1), 100 * std::pow(std::sin(centre + reach), 2), 1e-9);
  return true;
}

TEST(PublishedComparison, TheFunnelCountsWhatWasPublished) {
  if (!Data().has_value()) GTEST_SKIP() << "no shared/data/published beside the project";
  std::size_t figures = 0;
  std::size_t limits_checked = 0;
  std::map<FunnelFlag, std::size_t> flags;
  for (const auto& [month, counts] : *Data()) {
    SCOPED_TRACE(::testing::Message() << month / 12 << '-' << month % 12 + 1);
    const Comparison comparison = Compare(counts);
    const auto known = Known(counts);
    ASSERT_EQ(comparison.organisations.size(), counts.size());
    ASSERT_TRUE(comparison.funnel.has_value()) << comparison.no_funnel_because;
    const Textbook book = Compute(known);
    EXPECT_NEAR(comparison.funnel->centre.value_or(-1), 100 * book.target, 1e-9);
    EXPECT_NEAR(comparison.funnel->dispersion.value_or(-1), book.phi, 1e-9);
    EXPECT_EQ(comparison.funnel->is_dispersion_allowed_for, book.phi > 1);
    for (const ComparedOrganisation& one : comparison.organisations) {
      const Counts& own = counts.at(one.figure.organisation.ToString());
      ASSERT_EQ(one.flag.has_value(), own.numerator.has_value());
      if (!one.flag.has_value()) continue;
      const double ratio = 100 * (*own.numerator / own.denominator);
      const bool is_low = ratio < one.limits->lower_998.value_or(0);
      const bool is_high = ratio > one.limits->upper_998.value_or(100);
      EXPECT_EQ(*one.flag, is_low    ? FunnelFlag::kLow
                           : is_high ? FunnelFlag::kHigh
                                     : FunnelFlag::kInside);
      if (CheckLimits(*one.limits, book, own.denominator)) ++limits_checked;
      ++flags[*one.flag];
      ++figures;
    }
  }
  std::printf("%zu periods, %zu figures: %zu inside, %zu low, %zu high; limits of %zu checked\n",
              Data()->size(), figures, flags[FunnelFlag::kInside], flags[FunnelFlag::kLow],
              flags[FunnelFlag::kHigh], limits_checked);
  EXPECT_GT(figures, 2000U);
  EXPECT_GT(limits_checked, figures / 2);
}

TEST(PublishedComparison, PlacesAndQuartilesAreThoseOfThePublishedShares) {
  if (!Data().has_value()) GTEST_SKIP() << "no shared/data/published beside the project";
  double widths = 0;
  double ranges = 0;
  for (const auto& [month, counts] : *Data()) {
    SCOPED_TRACE(::testing::Message() << month / 12 << '-' << month % 12 + 1);
    const Comparison comparison = Compare(counts);
    const auto known = Known(counts);
    std::vector<double> shares;
    for (const auto& [numerator, denominator] : known) shares.push_back(numerator / denominator);
    std::sort(shares.begin(), shares.end());
    for (const ComparedOrganisation& one : comparison.organisations) {
      const Counts& own = counts.at(one.figure.organisation.ToString());
      int place = 0;
      if (own.numerator.has_value()) {
        const double share = *own.numerator / own.denominator;
        place = 1 + static_cast<int>(std::count_if(shares.begin(), shares.end(),
                                                   [share](double s) { return s < share; }));
        EXPECT_LE(one.place_lowest, place);
        EXPECT_GE(one.place_highest, place);
        widths += (one.place_highest - one.place_lowest + 1) / static_cast<double>(shares.size());
        ++ranges;
      }
      EXPECT_EQ(one.place, place);
    }
    ASSERT_EQ(comparison.quartiles.size(), 1U);
    EXPECT_EQ(comparison.quartiles[0].peers, static_cast<int>(shares.size()));
    EXPECT_NEAR(comparison.quartiles[0].lower, 100 * Quantile(shares, 0.25), 1e-9);
    EXPECT_NEAR(comparison.quartiles[0].median, 100 * Quantile(shares, 0.5), 1e-9);
    EXPECT_NEAR(comparison.quartiles[0].upper, 100 * Quantile(shares, 0.75), 1e-9);
  }
  std::printf("a place's range covers %.0f in 100 of the places on average\n",
              100 * widths / ranges);
}

}  // namespace
}  // namespace trustwatch::insight
